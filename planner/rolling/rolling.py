"""Rolling a roadmap forward to a later status date, from a plan of it and what is reported since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.language import ToldError, to_say
from planner.model import Finding, Plan, Report, Roadmap, Schedule, Severity, errors
from planner.rolling.checking import wrong_reports
from planner.rolling.happened import Happened, happened
from planner.rolling.noting import UNCONFIRMED, contradictions, notes
from planner.rolling.onward import onward
from planner.rolling.rolled_roadmap import rolled_roadmap
from planner.rolling.worth import value_realised, value_to_come


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """A roadmap at a later status date.

    Parameters
    ----------
    past
        What has happened by then.
    roadmap
        What is left to plan.
    schedule
        The old plan from the status date on: lawful where all went as planned, else where to set out from.
    findings
        What is worth knowing, and what is unconfirmed.
    """

    past: Happened
    roadmap: Roadmap
    schedule: Schedule
    findings: tuple[Finding, ...]

    @property
    def unconfirmed(self) -> tuple[Finding, ...]:
        """Give what counts as planned, as nobody has reported it."""
        return tuple(each for each in self.findings if each.code == UNCONFIRMED)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """Give what else is worth knowing."""
        return tuple(each for each in self.findings if each.code != UNCONFIRMED)

    @property
    def realised_nok(self) -> float:
        """Give the value realised before the status date, by the yardstick of the first null alternative."""
        return value_realised(self.past)

    @property
    def to_come_nok(self) -> float:
        """Give the value of the old plan from the status date on, by the same yardstick."""
        return value_to_come(self.roadmap, self.schedule)


class ReportsRefusedError(Exception):
    """Reports that cannot be taken in; ``findings`` says why, each by its place."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(str(each.message) for each in findings))


def roll(plan: Plan, to: date, reports: Iterable[Report] = ()) -> Rolled:
    """Roll the roadmap of a plan forward to a later status date.

    Parameters
    ----------
    to
        The first day of a later period of the plan; of any other day, the period that holds it.
    reports
        What is reported; what nobody reported counts as planned.

    Raises
    ------
    ToldError
        If the plan has no dates, or the date lies at or before its status date, or after its horizon.
    ReportsRefusedError
        If reports contradict each other, the plan or the date. Nothing is taken in then.
    """
    at, rows = rolling_instant(plan, to), tuple(reports)
    wrong = wrong_reports(plan, at, rows)
    if wrong:
        raise ReportsRefusedError(wrong)
    things = [each for each in rows if not each.is_of_money]
    spent = {(each.payer, each.year or 0): each.spent_nok or 0.0 for each in rows if each.is_of_money}
    past = happened(plan, at, things, spent)
    wrong = errors(contradictions(past))
    if wrong:
        raise ReportsRefusedError(wrong)
    rolled = rolled_roadmap(past)
    findings = (*_of_date(plan, at, to), *notes(past, rolled))
    return Rolled(past=past, roadmap=rolled, schedule=onward(rolled, past), findings=findings)


def rolling_instant(plan: Plan, to: date) -> int:
    """Give the instant of a plan that a status date becomes.

    Raises
    ------
    ToldError
        If the plan has no dates, or the date is not one of a later period within its horizon.
    """
    calendar = plan.roadmap.calendar
    if plan.schedule is None:
        raise ToldError(to_say("The plan has no dates, so that nothing can be rolled forward."))
    at = calendar.period_of(to)
    if at <= 0:
        message = to_say(
            "{found} is not after the period of the status date, {status}; expected {first} or later.",
            found=to,
            status=calendar.status_date,
            first=calendar.date_of(1),
        )
        raise ToldError(message)
    if at >= calendar.periods:
        message = to_say(
            "{found} is after the horizon; expected {last} or earlier.",
            found=to,
            last=calendar.date_of(calendar.periods - 1),
        )
        raise ToldError(message)
    return at


def _of_date(plan: Plan, at: int, to: date) -> list[Finding]:
    """Tell which date it becomes, where it is not the first of a period."""
    day = plan.roadmap.calendar.date_of(at)
    if day == to:
        return []
    message = to_say("{found} is not the first day of a period; it becomes {day}.", found=to, day=day)
    return [Finding(code="date_becomes", message=message, severity=Severity.NOTE)]
