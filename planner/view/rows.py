"""The rows of a Gantt chart, in periods: what figure, page, paper and slides draw alike."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from planner.language import _
from planner.model import (
    LEAST_SHOWN,
    Deadline,
    Measure,
    PlannedPhase,
    PlannedRollout,
    Published,
    Roadmap,
    Rollout,
)
from planner.results import Facts, rollout_end, rollout_is_finished
from planner.say import (
    answer_words,
    asked_words,
    phase_words,
    spoken_adaptation,
    spoken_deadlines,
    with_mode,
)
from planner.view.bars import AdaptationBar, DeadlineMark, Growth, PhaseBar, PublishedBar, WaveBar

MOST_KINDS = 4
STUB_PERIODS = 0.4
"""How long a published bar is where only one of its dates is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutRow:
    """One rollout; it has no growth where no wave is planned.

    Parameters
    ----------
    adaptation
        What runs before it; ``None`` where nothing does.
    missing
        Share reached at the end of the horizon, where the target is not.
    """

    rollout: Rollout
    growth: Growth | None
    missing: float | None
    adaptation: AdaptationBar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttRow:
    """One measure, as the plan has it: what figure, page, paper and slides draw.

    Parameters
    ----------
    growth
        Of all its rollouts together, each by its weight; ``None`` where nothing is taken into use.
    rollouts
        Each by itself, in the order of the data.
    start, end
        Instants; of a measure that is out, those of nothing: 0.
    is_in
        Whether it is in the plan.
    published
        ``None`` where nothing was published for the time that is planned.
    deadlines
        The measure's own first.
    missing
        Share reached at the end of the horizon, where a target is not.
    """

    measure: Measure
    phases: tuple[PhaseBar, ...]
    growth: Growth | None
    rollouts: tuple[RolloutRow, ...]
    start: int
    end: int
    is_in: bool
    published: PublishedBar | None
    deadlines: tuple[DeadlineMark, ...]
    missing: float | None

    @property
    def waves(self) -> tuple[WaveBar, ...]:
        """Give the stretches in which it is taken into use; none where it is not."""
        return () if self.growth is None else self.growth.waves

    @property
    def adaptations(self) -> tuple[AdaptationBar, ...]:
        """Give when any sector adapts, in order; what overlaps is one, and says all of it."""
        joined: list[AdaptationBar] = []
        bars = (row.adaptation for row in self.rollouts if row.adaptation is not None)
        for bar in sorted(bars, key=lambda bar: (bar.start, bar.end)):
            if joined and bar.start < joined[-1].end:
                last = joined.pop()
                words = f"{last.words}. {bar.words}"
                bar = AdaptationBar(start=last.start, end=max(last.end, bar.end), words=words)
            joined.append(bar)
        return tuple(joined)


def gantt_rows(found: Facts, like: Roadmap | None = None) -> list[GanttRow]:
    """Give a row for every measure, in the order of the data; one that is out draws nothing of a plan.

    Kinds of phase are those of the roadmap, or of another one that it is drawn beside.
    """
    kinds = phase_kinds(like or found.roadmap)
    return [_row(found, kinds, measure) for measure in found.roadmap.measures]


def grouped_rows(found: Facts) -> list[tuple[str, list[GanttRow]]]:
    """Give the measures that are in by goal, goals in the order of the data, rows by start."""
    rows = [row for row in gantt_rows(found) if row.is_in]
    goals = list(dict.fromkeys(row.measure.goal for row in rows))
    ordered = sorted(
        rows, key=lambda row: (goals.index(row.measure.goal), row.start, row.end, row.measure.id)
    )
    return [(goal, list(group)) for goal, group in groupby(ordered, key=lambda row: row.measure.goal)]


def phase_kinds(roadmap: Roadmap) -> list[str]:
    """Give at most four kinds of phase, in the order measures go through them.

    Where phases have more names than that, the three most used are kinds and the rest are one.
    """
    # the longest measures first: theirs is the order in which the others go through fewer kinds
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
    is_in = measure.id in found.spans
    start, end = found.spans.get(measure.id, (0, 0))
    planned = found.schedule.phases_by_measure.get(measure.id, ())
    rollouts = tuple(_rollout(found, rollout) for rollout in found.roadmap.rollouts_of(measure.id))
    shares = found.adoption[measure.id] if rollouts else []
    return GanttRow(
        measure=measure,
        phases=tuple(phase_bar(kinds, measure, phase) for phase in planned),
        growth=_growth_of_all(_in_use(found.roadmap, measure), shares, rollouts),
        rollouts=rollouts,
        start=start,
        end=end,
        is_in=is_in,
        published=_published(found.roadmap, measure),
        deadlines=tuple(_marks(found, measure)),
        missing=shares[-1] if measure.id in found.unfinished_measures else None,
    )


def _rollout(found: Facts, rollout: Rollout) -> RolloutRow:
    planned = found.schedule.rollouts_by_key.get(rollout.key)
    if planned is None or planned.begin is None:
        return RolloutRow(rollout=rollout, growth=None, missing=None)
    is_done = rollout_is_finished(found.roadmap, planned)
    growth = Growth(
        begin=planned.begin,
        end=rollout_end(found.roadmap, planned),
        waves=tuple(_wave_bars(rollout.in_use, planned.adoption)),
    )
    return RolloutRow(
        rollout=rollout,
        growth=growth,
        missing=None if is_done else planned.adoption[-1],
        adaptation=_adaptation(found, rollout, planned),
    )


def _adaptation(found: Facts, rollout: Rollout, planned: PlannedRollout) -> AdaptationBar | None:
    runs = planned.adaptation
    if runs is None:
        return None
    return AdaptationBar(start=runs.start, end=runs.end, words=spoken_adaptation(found, rollout))


def _growth_of_all(in_use: float, shares: Sequence[float], rollouts: Iterable[RolloutRow]) -> Growth | None:
    """Give the growth of a measure: from the first of its rollouts to the last, in their weighed mean."""
    each = [row.growth for row in rollouts if row.growth is not None]
    if not each:
        return None
    begin, end = min(one.begin for one in each), max(one.end for one in each)
    return Growth(begin=begin, end=end, waves=tuple(_wave_bars(in_use, shares)))


def phase_bar(kinds: list[str], measure: Measure, planned: PlannedPhase) -> PhaseBar:
    """Give a phase as drawn, with its place among the roadmap's kinds of phase."""
    name = phase_words(next(phase.name for phase in measure.phases if phase.id == planned.phase))
    return PhaseBar(
        name=with_mode(name, measure, planned),
        kind=kinds.index(name) if name in kinds else len(kinds) - 1,
        start=planned.start,
        end=planned.end,
        id=planned.phase,
        is_fixed=measure.is_running and planned.phase == measure.phases[0].id,
    )


def _marks(found: Facts, measure: Measure) -> Iterable[DeadlineMark]:
    """Give the deadlines of a measure, with what came of them where it is in the plan."""
    roadmap = found.roadmap
    if measure.id not in found.spans:
        for deadline, words in spoken_deadlines(roadmap, measure):
            yield _mark(roadmap, deadline, words, is_missed=False)
    for due in found.deadlines.get(measure.id, ()):
        words = _("{asked}: {answer}", asked=asked_words(roadmap, due), answer=answer_words(roadmap, due))
        yield _mark(roadmap, due.deadline, words, is_missed=due.is_missed)


def _mark(roadmap: Roadmap, deadline: Deadline, words: str, *, is_missed: bool) -> DeadlineMark:
    at = position(roadmap, deadline.day)
    return DeadlineMark(
        at=at,
        is_hard=deadline.is_hard,
        is_missed=is_missed,
        words=words,
        is_shown=0 <= at <= roadmap.calendar.periods,
    )


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


def _published(roadmap: Roadmap, measure: Measure) -> PublishedBar | None:
    """Cut the latest published dates to the horizon; a date that is not known gets no cap."""
    latest, periods = roadmap.published_for(measure.id), roadmap.calendar.periods
    if latest is None or latest.start is latest.end is None:
        return None
    start, end = _span_position(roadmap, latest)
    first = start if start is not None else (end or 0.0) - STUB_PERIODS
    last = end if end is not None else first + STUB_PERIODS
    if last <= 0 or first >= periods:
        return None
    return PublishedBar(
        start=max(0.0, first),
        end=min(float(periods), last),
        has_start=start is not None and first >= 0,
        has_end=end is not None and last <= periods,
        point=(start if end is None else end) if start is None or end is None or start == end else None,
    )


def _span_position(roadmap: Roadmap, published: Published) -> tuple[float | None, float | None]:
    """Give where published dates lie: from the beginning of the first day to the end of the last one."""
    start, end = published.start, published.end
    last = end if end is None or end == start else end + timedelta(days=1)
    return (
        None if start is None else position(roadmap, start),
        None if last is None else position(roadmap, last),
    )
