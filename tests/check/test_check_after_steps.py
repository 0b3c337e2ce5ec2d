"""What is known from the steps before changes nothing of what is found: it is that of the whole check."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from random import Random
from zlib import crc32

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout
from support.cell_edits import KINDS, edits
from support.strategies import random_roadmap

from planner.check import by_measure, check
from planner.check.circles import without_circles
from planner.check.facts import RoadmapFacts
from planner.check.references import sound
from planner.language import to_say
from planner.model import Finding, Roadmap
from planner.network import circles
from planner.network import in_part as network
from planner.rules import Point
from planner.tables import apply

STEPS = 40
MANY_STEPS = 60


def walk(kind: Callable[[int], Roadmap], seed: int, steps: int) -> list[Roadmap]:
    """Give a roadmap, and what it becomes step by step; at times an earlier one again, as by undo."""
    dice, seen = Random(seed), [kind(seed)]
    for edit in islice(edits(dice, seen[0], [random_roadmap(seed + 40)]), steps):
        changed = apply(seen[-1], [edit]).roadmap
        if changed is not None:
            seen.append(changed)
        if dice.random() < 0.1:
            seen.append(dice.choice(seen))
    return seen


def all_known(facts: RoadmapFacts) -> list[object]:
    """Give all that rules are told of a roadmap, and what holds each instant."""
    chains = {point: facts.chain(point) for point in facts.times}
    told = [facts.times, facts.required, facts.capacity, facts.left, facts.named, facts.asked, facts.ahead]
    return [*told, chains]


def telling_at_random(facts: RoadmapFacts) -> Iterator[Finding]:
    """Have something to say of some measures: whether, follows from all that can be asked of each alone."""
    for measure in facts.roadmap.measures:
        alone = facts.among({measure.id})
        seen = [alone.roadmap, sorted(alone.times.items()), sorted(alone.asked.items()), alone.ahead]
        seen.append(alone.network)
        shared = [sorted(alone.required), alone.capacity, alone.left, sorted(alone.named)]
        if crc32(repr([seen, shared]).encode()) % 3 == 0:
            yield Finding(
                code="told", table="veikart", subject=measure.id, column="id", message=to_say("Told.")
            )


def are_as_from_nothing(kind: Callable[[int], Roadmap], seed: int, steps: int) -> None:
    """Ask of all steps first, each with what is known from those before, and only then of each from nothing.

    A copy is a roadmap of which nothing is known, as none of its things has been seen.
    """
    seen = walk(kind, seed, steps)
    for known_of in (check, lambda roadmap: all_known(facts_of(roadmap))):
        found = [known_of(roadmap) for roadmap in seen]
        for number, roadmap in enumerate(seen):
            assert found[number] == known_of(copy.deepcopy(roadmap)), (seed, number)


def facts_of(roadmap: Roadmap) -> RoadmapFacts:
    """Give the facts of what is sound of a roadmap."""
    whole = sound(roadmap)
    return RoadmapFacts.of(without_circles(whole, circles(whole)))


@pytest.fixture(autouse=True)
def reckoned_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be known at first, and instants of small roadmaps be reckoned in part as well."""
    monkeypatch.setattr(network, "_LATELY", network._Lately())
    monkeypatch.setattr(network, "_MOST_IN_PART", 100)


@pytest.fixture
def with_one_that_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a rule that has something to say more often than the others, and looks at all that they can."""
    monkeypatch.setattr(by_measure, "BY_MEASURE", (*by_measure.BY_MEASURE, telling_at_random))


@pytest.mark.usefixtures("with_one_that_tells")
@pytest.mark.parametrize("kind", KINDS)
def test_steps_in_any_table_find_what_a_check_from_nothing_finds(kind: Callable[[int], Roadmap]) -> None:
    for seed in (1, 2):
        are_as_from_nothing(kind, seed, STEPS)


@pytest.mark.slow
@pytest.mark.usefixtures("with_one_that_tells")
@pytest.mark.parametrize("kind", KINDS)
def test_many_steps_in_any_table_find_what_a_check_from_nothing_finds(
    kind: Callable[[int], Roadmap],
) -> None:
    for seed in range(3, 33):
        are_as_from_nothing(kind, seed, MANY_STEPS)


def two_measures() -> Roadmap:
    """Give two measures that ask for nothing that is not there, each with a rollout."""
    measures = [a_measure(name, a_phase("build", 2)) for name in ("a", "b")]
    return a_roadmap(*measures, rollouts=(a_rollout("a"), a_rollout("b")))


def measures_asked(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Note of which measures the rules about one measure are asked."""
    noted, among = list[set[str]](), RoadmapFacts.among

    def noting(facts: RoadmapFacts, measures: set[str]) -> RoadmapFacts:
        noted.append(set(measures))
        return among(facts, measures)

    monkeypatch.setattr(RoadmapFacts, "among", noting)
    return noted


def test_of_a_measure_that_is_as_it_was_nothing_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before, asked = two_measures(), measures_asked(monkeypatch)
    check(before)

    check(replace(before, measures=(a_measure("a", a_phase("build", 3)), before.measures[1])))

    assert asked == [{"a", "b"}, {"a"}]


def test_a_measure_that_another_one_moves_is_asked_about_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = replace(two_measures(), dependencies=(a_link("a", "b"),))
    asked = measures_asked(monkeypatch)
    check(before)

    check(replace(before, measures=(a_measure("a", a_phase("build", 3)), before.measures[1])))

    assert asked == [{"a", "b"}, {"a", "b"}]


def test_a_measure_is_asked_about_again_as_long_as_something_is_to_be_said_of_it() -> None:
    never = a_rollout("a", pace=0.001)
    roadmap = replace(two_measures(), rollouts=(never, a_rollout("b")))
    first = check(roadmap)

    assert any(finding.subject.startswith("a/") for finding in first)
    assert check(roadmap) == first


def test_of_some_measures_alone_no_rule_can_ask_what_holds_an_instant() -> None:
    linked = replace(two_measures(), dependencies=(a_link("a", "b"),))
    facts, sector = RoadmapFacts.of(linked), Point("b", sector="gp")
    alone = facts.among({"b"})

    assert facts.chain(sector) == ("a", "b")
    assert alone.times[sector] == facts.times[sector]
    with pytest.raises(KeyError):
        alone.because(sector)


def test_where_it_cannot_be_told_of_whom_a_finding_is_all_are_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def of_nobody(_facts: RoadmapFacts) -> list[Finding]:
        return [Finding(code="x", table="aktorer", subject="gp", column="id", message=to_say("Told."))]

    monkeypatch.setattr(by_measure, "BY_MEASURE", (of_nobody,))
    roadmap = two_measures()

    assert by_measure.found_by_measure(RoadmapFacts.of(roadmap)) == of_nobody(RoadmapFacts.of(roadmap))
    assert by_measure.found_by_measure(RoadmapFacts.of(roadmap)) == of_nobody(RoadmapFacts.of(roadmap))
