"""How far a roadmap has come at its status date, in few figures: the same wherever they stand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.model import BudgetKey, Measure, Plan, ProgressTold, Roadmap
from planner.results import Facts
from planner.rolling import Slip, SlipKind, value_to_come
from planner.say import KeyFigure, counted_figures, is_assumed, spent_sentence, spent_words, value_figures

_LATE = (SlipKind.LATE, SlipKind.NOT_BEGUN, SlipKind.BEHIND)


class Stands(StrEnum):
    """How far a measure has come."""

    DONE = "done"
    UNDER_WAY = "under way"
    STOPPED = "stopped"
    NOT_BEGUN = "not begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpentOfFrame:
    """What is spent of one budget, in NOK."""

    budget: BudgetKey
    spent_nok: float
    limit_nok: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFigures:
    """How far a roadmap has come.

    Parameters
    ----------
    late
        Measures of which anything ended, or stands, later than planned; ``None`` where nothing has been
        compared.
    realised_nok
        Net present value before the status date; ``None`` where that is not known.
    to_come_nok
        That of the plan from the status date on.
    """

    status_date: date
    counts: dict[Stands, int]
    late: tuple[str, ...] | None
    spent: tuple[SpentOfFrame, ...]
    realised_nok: float | None
    to_come_nok: float


def progress(slipped: tuple[Slip, ...] | None, realised_nok: float) -> ProgressTold:
    """Give how it went until a status date.

    Parameters
    ----------
    slipped
        What went otherwise than planned by then, where that is known.
    """
    late = (each.measure for each in slipped or () if each.kind in _LATE)
    return ProgressTold(
        late=None if slipped is None else tuple(dict.fromkeys(late)), realised_nok=realised_nok
    )


def status_figures(plan: Plan) -> StatusFigures:
    """Give how far the roadmap of a plan has come, and what the plan is to bring."""
    roadmap, known = plan.roadmap, plan.progress
    counts = Counter(stands(roadmap, each) for each in roadmap.measures)
    return StatusFigures(
        status_date=roadmap.calendar.date_of(0),
        counts={each: counts[each] for each in Stands},
        late=None if known is None else known.late,
        spent=tuple(
            SpentOfFrame(budget=each.key, spent_nok=each.spent_nok, limit_nok=each.limit_nok)
            for each in roadmap.budgets
            if each.limit_nok > 0
        ),
        realised_nok=None if known is None else known.realised_nok,
        to_come_nok=value_to_come(roadmap, Facts(plan).schedule),
    )


def stands(roadmap: Roadmap, measure: Measure) -> Stands:
    """Say how far a measure has come; a stopped one has begun, and nothing of it comes within the horizon."""
    if measure.is_done:
        return Stands.DONE
    if not measure.is_started:
        return Stands.NOT_BEGUN
    begins, calendar = measure.earliest_start, roadmap.calendar
    is_stopped = begins is not None and begins > calendar.date_of(calendar.periods)
    return Stands.STOPPED if is_stopped else Stands.UNDER_WAY


def status_key_figures(plan: Plan, found: StatusFigures) -> list[KeyFigure]:
    """Give the figures with their names, counts first."""
    counts = {each.value: count for each, count in found.counts.items()}
    late = None if found.late is None else len(found.late)
    values = value_figures(found.realised_nok, found.to_come_nok, assumed=is_assumed(plan))
    return [*counted_figures(counts, late), *values]


def status_told(plan: Plan) -> tuple[list[KeyFigure], str]:
    """Give the figures, and what is spent in a sentence; nothing where no plan was rolled to this date."""
    if not plan.roadmap.passed and plan.progress is None:
        return [], ""
    found = status_figures(plan)
    return status_key_figures(plan, found), spent_sentence(spent_lines(plan.roadmap, found))


def spent_lines(roadmap: Roadmap, found: StatusFigures) -> list[str]:
    """Say of each budget what is spent of it."""
    return [spent_words(roadmap, each.budget, each.spent_nok, each.limit_nok) for each in found.spent]
