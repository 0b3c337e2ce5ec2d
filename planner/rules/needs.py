"""What measures need: those without which they stay out, and those that every plan holds."""

from collections.abc import Iterable, Iterator

from planner.model import SLACK, Roadmap
from planner.rules.links import binding_selection

Pair = tuple[str, str]  # predecessor and successor


def closure(pairs: Iterable[Pair], measures: Iterable[str]) -> set[str]:
    """Give measures with all that come before them, by pairs of predecessor and successor.

    Examples
    --------
    >>> sorted(closure([("a", "b"), ("b", "c"), ("c", "d")], ["c"]))
    ['a', 'b', 'c']
    """
    before: dict[str, list[str]] = {}
    for predecessor, successor in pairs:
        before.setdefault(successor, []).append(predecessor)
    found = set(measures)
    waiting = list(found)
    while waiting:
        fresh = [each for each in before.get(waiting.pop(), ()) if each not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def required(roadmap: Roadmap, also: Iterable[str] = ()) -> frozenset[str]:
    """Give the measures that every plan holds: those that must be in, ``also`` others, and all they need."""
    tied = (link.measures for link in binding_selection(roadmap))
    must = [each.id for each in roadmap.open_measures if each.must_be_in]
    return frozenset(closure(tied, [*must, *also]))


def asked_for(roadmap: Roadmap) -> Iterator[str]:
    """Give the open measures that must be in for hard requirements on their ends or shares."""
    for requirement in roadmap.hard_requirements:
        if not requirement.measure or roadmap.measure(requirement.measure).is_done:
            continue
        rollout = roadmap.rollout(requirement.measure, requirement.sector)
        if requirement.share is None:
            is_bound = roadmap.instant_of(requirement) < roadmap.calendar.periods
        else:
            is_bound = rollout is not None and requirement.share > rollout.in_use + SLACK
        if is_bound:
            yield requirement.measure
