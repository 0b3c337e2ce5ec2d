"""What a question is about: a lawful plan, a loss, and a date of what its roadmap has."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite

from planner.decisions.choices import coming_in
from planner.language import Message, ToldError, sentences, to_say
from planner.model import ADAPTATION, DateKind, ObjectiveKind, Plan, PlanDate, Roadmap, Schedule
from planner.results import score
from planner.verify import judge

LOSS_SHARE = 0.001
"""Of the score, where no other loss is asked for."""
MILLION = 1e6


def lawful_schedule(plan: Plan) -> Schedule:
    """Give the schedule of a plan.

    Raises
    ------
    ToldError
        If it has none, or the judge refuses it.
    """
    if plan.schedule is None:
        raise ToldError(to_say("The plan has no schedule, expected one with dates."))
    broken = judge(plan.roadmap, plan.schedule)
    if broken:
        raise ToldError(to_say("The plan breaks a rule of its data: {rule}", rule=broken[0].message))
    return plan.schedule


@dataclass(frozen=True, slots=True)
class AllowedLoss:
    """A loss as people state it: a share of the score, or an amount, of money in millions of NOK."""

    figure: float
    is_share: bool

    def of(self, plan: Plan) -> float:
        """Give it in the unit of the score of a plan with a schedule."""
        if self.is_share:
            return self.figure * abs(score(plan.roadmap, plan.objective, lawful_schedule(plan)))
        return self.figure * (MILLION if plan.objective.kind is ObjectiveKind.VALUE else 1.0)


def loss_of(plan: Plan, loss: float | None) -> float:
    """Give what a plan may lose, in the unit of its score; a share of that where nothing else is asked.

    Raises
    ------
    ToldError
        If it is below 0, or no number.
    """
    if loss is None:
        return AllowedLoss(LOSS_SHARE, is_share=True).of(plan)
    if not isfinite(loss) or loss < 0:
        raise ToldError(to_say("The loss is {found}, expected a number, 0 or more.", found=str(loss)))
    return float(loss)


def date_named(roadmap: Roadmap, date: PlanDate | str) -> PlanDate:
    """Give the date that is meant; that a measure comes in is the start of its first phase.

    Raises
    ------
    ToldError
        If the roadmap has no such date.
    """
    measures, services = [each.id for each in roadmap.open_measures], [each.id for each in roadmap.services]
    if isinstance(date, str):
        if date in services:
            return PlanDate(kind=DateKind.REALISED, service=date)
        _refuse_unknown(date, [*measures, *services], to_say("the id of an open measure or a service"))
        return coming_in(roadmap.measure(date))
    if date.kind is DateKind.REALISED:
        _refuse_unknown(date.service, services, to_say("the id of a service"))
        return date
    _refuse_unknown(date.measure, measures, to_say("the id of an open measure"))
    measure = roadmap.measure(date.measure)
    if date.kind is DateKind.IN:
        return coming_in(measure)
    if date.sector:
        sectors = [each.sector for each in roadmap.rollouts_of(measure.id)]
        _refuse_unknown(date.sector, sectors, to_say("a sector that takes {measure} in", measure=measure.id))
    if date.phase:
        adapts = [ADAPTATION] if date.kind is DateKind.START else []
        phases = adapts if date.sector else [each.id for each in measure.phases]
        _refuse_unknown(date.phase, phases, to_say("a phase of {measure}", measure=measure.id))
    if not date.phase and not date.sector:
        raise ToldError(
            to_say("Found a date of {measure} without a phase or a sector, expected one.", measure=measure.id)
        )
    return date


def _refuse_unknown(found: str, known: Iterable[str], expected: Message) -> None:
    """Raise an error that names what may have been meant, where something is not known."""
    names = list(known)
    if found in names:
        return
    told = to_say("Found {found}, expected {expected}.", found=found, expected=expected)
    near = get_close_matches(found, names, n=1)
    meant = [to_say("Did you mean {name}?", name=near[0])] if near else []
    raise ToldError(sentences(told, *meant))
