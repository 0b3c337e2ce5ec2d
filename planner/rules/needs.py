"""What measures need: those without which they stay out, and those that every plan holds."""

from collections.abc import Iterable

from planner.model import Roadmap
from planner.rules.links import binds_selection

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


def required(roadmap: Roadmap) -> frozenset[str]:
    """Give the measures that every plan holds: those that must be in, and what they depend on."""
    tied = (link.measures for link in roadmap.dependencies if binds_selection(roadmap, link))
    return frozenset(closure(tied, [each.id for each in roadmap.open_measures if each.must_be_in]))
