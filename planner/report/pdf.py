"""A plan on one sheet of A3: a tagged PDF, the same bytes for the same plan."""

from planner.model import Plan
from planner.report.sheet import sheet
from planner.report.typesetting import typeset

TEMPLATE = "roadmap_a3.typ"


def pdf(plan: Plan) -> bytes:
    """Draw a plan on one landscape A3 page (PDF/UA-1, language and title set), dated by the status date.

    Raises
    ------
    ValueError
        If the plan holds no schedule.
    """
    return typeset(TEMPLATE, sheet(plan), plan.roadmap.calendar.status_date)
