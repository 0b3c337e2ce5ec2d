"""What was to have begun by a later status date: what there is to report, with the planned dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.model import ADAPTATION, Basis, PassedKey, Plan, Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A phase, an adaptation or a rollout that was to have begun.

    Parameters
    ----------
    place
        Measure, phase and sector, as a report names them.
    begin, end
        First and last day as planned; of what lay behind before, as it counts.
    share
        Of a rollout: the share that was to be in use at the status date.
    is_behind
        Whether it lay behind the plan's own status date, and nobody has confirmed it yet.
    """

    place: PassedKey
    name: str
    begin: date | None
    end: date | None
    share: float | None = None
    is_behind: bool = False


def due_rows(plan: Plan, at: int) -> tuple[DueRow, ...]:
    """Give what a plan had begun before one of its instants, and what lay behind it unconfirmed, in order.

    Nothing is due of a plan without dates.
    """
    if plan.schedule is None:
        return ()
    due = {each.place: each for each in _due(plan, plan.schedule, at)}
    return (*due.values(), *(each for each in _behind(plan) if each.place not in due))


def _due(plan: Plan, schedule: Schedule, at: int) -> Iterator[DueRow]:
    calendar = plan.roadmap.calendar
    for measure in plan.roadmap.open_measures:
        for phase in schedule.phases_by_measure.get(measure.id, ()):
            if phase.start < at:
                end, place = calendar.last_day(phase.start, phase.end), (measure.id, phase.phase, "")
                known = plan.roadmap.passed_by_key.get(place)
                begin = (known and known.began) or calendar.date_of(phase.start)
                yield DueRow(place=place, name=measure.name, begin=begin, end=end)
        for rollout in plan.roadmap.rollouts_of(measure.id):
            planned = schedule.rollouts_by_key.get(rollout.key)
            if planned is None:
                continue
            ahead = planned.adaptation
            if ahead is not None and ahead.start < at:
                yield DueRow(
                    place=(measure.id, ADAPTATION, rollout.sector),
                    name=measure.name,
                    begin=calendar.date_of(ahead.start),
                    end=calendar.last_day(ahead.start, ahead.end),
                )
            if planned.begin is not None and planned.begin < at:
                yield DueRow(
                    place=(measure.id, "", rollout.sector),
                    name=measure.name,
                    begin=calendar.date_of(planned.begin),
                    end=None,
                    share=planned.adoption[at - 1],
                )


def _behind(plan: Plan) -> Iterator[DueRow]:
    """Give what counts as planned since an earlier status date: a report confirms or mends its dates."""
    names = {each.id: each.name for each in plan.roadmap.measures}
    for row in plan.roadmap.passed:
        if row.has_begun and row.provenance.basis is Basis.ASSUMED:
            yield DueRow(
                place=row.key, name=names[row.measure], begin=row.began, end=row.ended, is_behind=True
            )
