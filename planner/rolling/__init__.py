"""Rolling forward: the roadmap at a later status date, from a plan and what is reported since.

What it means stands in ``docs/problem.md``, section 14. It knows no files: reports are data.
"""

from planner.model import Report, ReportedState
from planner.rolling.checking import REPORTED_TWICE, TABLE
from planner.rolling.happened import Course, Happened, Stretch
from planner.rolling.noting import unreported, unreported_spending
from planner.rolling.rolling import ReportsRefusedError, Rolled, roll, rolling_instant
from planner.rolling.slips import Slip, SlipKind, slips
from planner.rolling.spending import planned_spending, spent_by
from planner.rolling.worth import value_realised, value_to_come

__all__ = [
    "REPORTED_TWICE",
    "TABLE",
    "Course",
    "Happened",
    "Report",
    "ReportedState",
    "ReportsRefusedError",
    "Rolled",
    "Slip",
    "SlipKind",
    "Stretch",
    "planned_spending",
    "roll",
    "rolling_instant",
    "slips",
    "spent_by",
    "unreported",
    "unreported_spending",
    "value_realised",
    "value_to_come",
]
