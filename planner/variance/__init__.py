"""Schedule variance: what became of each measure between two status dates, and why.

What it means stands in ``docs/problem.md``, section 14, *What has changed*.
"""

from planner.variance.comparing import what_changed
from planner.variance.found_reports import FoundReports, found_reports
from planner.variance.own_place import own_places
from planner.variance.told import (
    Became,
    Because,
    Days,
    Hindrance,
    HindranceKind,
    MeasureVariance,
    ValueVariance,
    Variance,
)

__all__ = [
    "Became",
    "Because",
    "Days",
    "FoundReports",
    "Hindrance",
    "HindranceKind",
    "MeasureVariance",
    "ValueVariance",
    "Variance",
    "found_reports",
    "own_places",
    "what_changed",
]
