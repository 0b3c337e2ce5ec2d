"""What comes of a request."""

from dataclasses import dataclass

from planner.model.finding import Finding
from planner.model.plan import Plan
from planner.model.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The plan that a request led to, or why there is none.

    Parameters
    ----------
    request
        As it was asked, with the roadmap that it was asked of.
    findings
        What is worth knowing of the roadmap; errors where no plan could be made.
    plan
        ``None`` where nothing could be searched; a search that found nothing gives one without a schedule.
    """

    request: Request
    findings: tuple[Finding, ...] = ()
    plan: Plan | None = None
