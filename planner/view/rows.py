"""The rows of a Gantt chart, in periods: what figure, page and paper draw alike."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from planner.language import _
from planner.model import LEAST_SHOWN, Measure, PlannedPhase, Published, Roadmap
from planner.results import Due, Facts
from planner.say import answer_words, asked_words, phase_words, with_mode

MOST_KINDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseBar:
    """One phase; ``kind`` is its place among the roadmap's kinds of phase.

    Its name says how it is done where there was a choice. One without length is a milestone.
    """

    name: str
    kind: int
    start: int
    end: int

    @property
    def is_milestone(self) -> bool:
        """Tell whether it ends where it starts, and is drawn as a diamond."""
        return self.start == self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveBar:
    """A stretch of one rollout or more during which the measure's adoption stands at ``share``.

    Parameters
    ----------
    start, end
        Instants.
    share
        Adoption at the end of each of its periods, from 0 to 1.
    grows
        Whether units are taken in, or the rollout waits.
    """

    start: int
    end: int
    share: float
    grows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMark:
    """One deadline of a measure or its rollouts, in periods from instant 0, and what came of it."""

    at: float
    is_missed: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttRow:
    """One measure that is in.

    Parameters
    ----------
    published
        Begin and end that a published roadmap gave, in periods from instant 0; ``None`` where it gave none.
    deadlines
        Met and missed, the measure's own first.
    missing
        Share reached at the end of the horizon, where the target is not.
    """

    measure: Measure
    phases: tuple[PhaseBar, ...]
    waves: tuple[WaveBar, ...]
    start: int
    end: int
    published: tuple[float | None, float | None] | None
    deadlines: tuple[DeadlineMark, ...]
    missing: float | None


def grouped_rows(found: Facts) -> list[tuple[str, list[GanttRow]]]:
    """Give the measures that are in by goal, goals in the order of the data, rows by start."""
    kinds = phase_kinds(found.roadmap)
    rows = [_row(found, kinds, measure) for measure in found.measures]
    goals = list(dict.fromkeys(row.measure.goal for row in rows))
    ordered = sorted(
        rows, key=lambda row: (goals.index(row.measure.goal), row.start, row.end, row.measure.id)
    )
    return [(goal, list(group)) for goal, group in groupby(ordered, key=lambda row: row.measure.goal)]


def phase_kinds(roadmap: Roadmap) -> list[str]:
    """Give at most four kinds of phase, in the order measures go through them.

    Where phases have more names than that, the three most used are kinds and the rest are one.
    """
    by_length = sorted(roadmap.measures, key=lambda measure: -len(measure.phases))
    names = [phase_words(phase.name) for measure in by_length for phase in measure.phases]
    used = Counter(names)
    if len(used) <= MOST_KINDS:
        return list(used)
    common = {name for name, _count in used.most_common(MOST_KINDS - 1)}
    return [*(name for name in used if name in common), _("Other preparation")]


def position(roadmap: Roadmap, day: date) -> float:
    """Give where a date lies in periods from instant 0, the part of its period included."""
    calendar = roadmap.calendar
    period = calendar.period_of(day)
    begins, ends = calendar.date_of(period), calendar.date_of(period + 1)
    return round(period + (day - begins).days / (ends - begins).days, 3)  # finer than a day


def _row(found: Facts, kinds: list[str], measure: Measure) -> GanttRow:
    roadmap = found.roadmap
    start, end = found.spans[measure.id]
    planned = found.schedule.phases_by_measure.get(measure.id, ())
    shares = found.adoption[measure.id] if roadmap.rollouts_of(measure.id) else []
    return GanttRow(
        measure=measure,
        phases=tuple(phase_bar(kinds, measure, phase) for phase in planned),
        waves=tuple(_wave_bars(_in_use(roadmap, measure), shares)),
        start=start,
        end=end,
        published=_published(roadmap, measure),
        deadlines=tuple(_mark(roadmap, due) for due in found.deadlines.get(measure.id, ())),
        missing=shares[-1] if measure.id in found.unfinished_measures else None,
    )


def phase_bar(kinds: list[str], measure: Measure, planned: PlannedPhase) -> PhaseBar:
    """Give a phase as drawn, with its place among the roadmap's kinds of phase."""
    name = phase_words(next(phase.name for phase in measure.phases if phase.id == planned.phase))
    return PhaseBar(
        name=with_mode(name, measure, planned),
        kind=kinds.index(name) if name in kinds else len(kinds) - 1,
        start=planned.start,
        end=planned.end,
    )


def _mark(roadmap: Roadmap, due: Due) -> DeadlineMark:
    words = _("{asked}: {answer}", asked=asked_words(roadmap, due), answer=answer_words(roadmap, due))
    return DeadlineMark(at=position(roadmap, due.deadline.day), is_missed=due.is_missed, words=words)


def _in_use(roadmap: Roadmap, measure: Measure) -> float:
    """Give the measure's adoption at the status date."""
    weighed = [
        (roadmap.units(rollout) if rollout.weight is None else rollout.weight, rollout.in_use)
        for rollout in roadmap.rollouts_of(measure.id)
    ]
    total = sum(weight for weight, _share in weighed)
    return sum(weight * share for weight, share in weighed) / total if total else 0.0


def _wave_bars(in_use: float, shares: Sequence[float]) -> Iterable[WaveBar]:
    """Give the stretches from the first wave to the last, periods of equal height joined."""
    growing = [after - before > LEAST_SHOWN for before, after in pairwise((in_use, *shares))]
    waves = [period for period, grows in enumerate(growing) if grows]
    if not waves:
        return
    stretch = range(waves[0], waves[-1] + 1)
    for (share, grows), periods in groupby(stretch, key=lambda period: (shares[period], growing[period])):
        held = list(periods)
        yield WaveBar(start=held[0], end=held[-1] + 1, share=share, grows=grows)


def _published(roadmap: Roadmap, measure: Measure) -> tuple[float | None, float | None] | None:
    latest = roadmap.published_for(measure.id)
    if latest is None:
        return None
    return span_position(roadmap, latest)


def span_position(roadmap: Roadmap, published: Published) -> tuple[float | None, float | None]:
    """Give where published dates lie: from the beginning of the first day to the end of the last one."""
    start, end = published.start, published.end
    last = end if end is None or end == start else end + timedelta(days=1)
    return (
        None if start is None else position(roadmap, start),
        None if last is None else position(roadmap, last),
    )
