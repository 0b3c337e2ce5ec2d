"""Plans that each break a named rule by more than the tolerance."""

from dataclasses import dataclass
from itertools import count
from random import Random

from support.lawful_plans import Lawful
from support.rule_breakers import BREAKERS

from planner.model import Plan, Roadmap


@dataclass(frozen=True)
class Broken:
    """A plan that breaks a rule, and the code of the finding it deserves."""

    code: str
    roadmap: Roadmap
    plan: Plan


def broken_plans(lawful: list[Lawful], wanted: int, seed: int = 0) -> list[Broken]:
    """Break lawful plans, each rule in turn and each somewhere at random, until there are enough."""
    dice = Random(seed)
    found: list[Broken] = []
    for number in count():
        if len(found) >= wanted:
            break
        for code, breaks in BREAKERS.items():
            ways = list(breaks(lawful[number % len(lawful)]))
            if ways:
                found.append(Broken(code, *dice.choice(ways)))
    return found[:wanted]
