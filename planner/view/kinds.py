"""Which measures a filter shows: what changed, is late, misses a deadline, is left out, or is done."""

from collections.abc import Iterable
from typing import Any

from planner.model import Measure
from planner.results import Facts

KINDS = ("changed", "late", "deadline", "out", "done")
"""In the order in which filters stand."""

Data = dict[str, Any]


def kinds_of(found: Facts, measure: Measure, *, is_changed: bool) -> list[str]:
    """Give what holds of a measure in a plan; *late* is later than a published roadmap said."""
    holds = (
        is_changed,
        measure.id in found.late,
        measure.id in found.missed,
        not measure.is_done and measure.id not in found.spans,
        measure.is_done,
    )
    return [kind for kind, is_so in zip(KINDS, holds, strict=True) if is_so]


def kind_counts(measures: Iterable[Data]) -> dict[str, int]:
    """Count the rows of each kind, as the filters name them."""
    counts = dict.fromkeys(KINDS, 0)
    for measure in measures:
        for kind in measure["kinds"]:
            counts[kind] += 1
    return counts
