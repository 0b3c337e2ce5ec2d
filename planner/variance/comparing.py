"""What has changed between the plans of two status dates: each measure with what became of it, and why."""

from collections.abc import Iterator, Sequence

from planner.comparison import Unlike, as_the_later_counts, unlike
from planner.economics import net_present_value
from planner.model import Measure, Plan, Report, Roadmap, Schedule
from planner.results import measure_end, measure_start, moved_between, score, unfinished
from planner.rolling import Happened, Rolled, Slip, SlipKind, roll, slips, value_to_come
from planner.tables import RowChange, row_changes
from planner.variance.found_reports import FoundReports, found_reports, is_stopped
from planner.variance.hindering import Grounds, Hindering
from planner.variance.own_place import own_places
from planner.variance.told import (
    Became,
    Because,
    Days,
    MeasureVariance,
    ValueVariance,
    Variance,
)

_BUDGETS, _SPENT = "budsjett", "spent_nok"


def what_changed(before: Plan, after: Plan, reports: Sequence[Report] | None = None) -> Variance:
    """Tell what became of each measure between two status dates, with the reason.

    Parameters
    ----------
    before
        The plan of the earlier status date, such as the adopted one.
    after
        A plan of the roadmap rolled forward to a later one.
    reports
        What was reported between them; where they are not given, what the later roadmap tells of what has
        happened stands for them.

    Raises
    ------
    ValueError
        If one of the plans has no schedule, or their periods are not equally long.
    ToldError
        If the later status date is not one of a later period within the horizon of the earlier plan.
    ReportsRefusedError
        If the reports that are given do not fit the earlier plan.
    """
    old = as_the_later_counts(before, after)
    planned = roll(before, after.roadmap.calendar.status_date)
    told = found_reports(before, after.roadmap) if reports is None else FoundReports(tuple(reports))
    rolled = roll(before, after.roadmap.calendar.status_date, told.reports)
    slipped = slips(rolled.past)
    return Variance(
        before=before,
        after=after,
        slips=slipped,
        unread=told.refused,
        changes=tuple(_Telling(before, after, old, rolled.past, slipped, planned.roadmap).all()),
        edits=tuple(_edits(rolled.roadmap, after.roadmap)),
        value=_value(before, after, planned, rolled),
    )


def _edits(rolled: Roadmap, later: Roadmap) -> Iterator[RowChange]:
    """Give the rows that neither the plan nor a report has made so."""
    for each in row_changes(rolled, later):
        fields = {column.field for column, _old, _new in each.cells}
        is_spent = each.table.name == _BUDGETS and fields == {_SPENT}
        if fields and not each.is_about_time and not is_spent:
            yield each


def _value(before: Plan, after: Plan, planned: Rolled, rolled: Rolled) -> ValueVariance | None:
    assert after.schedule is not None
    if Unlike.MONEY in unlike(before, after) and planned.roadmap.economics != after.roadmap.economics:
        return None
    return ValueVariance(
        realised_planned_nok=planned.realised_nok,
        realised_nok=rolled.realised_nok,
        to_come_planned_nok=planned.to_come_nok,
        to_come_nok=value_to_come(after.roadmap, after.schedule),
    )


class _Telling:
    """One walk over the measures of two roadmaps."""

    def __init__(
        self,
        before: Plan,
        after: Plan,
        old: Schedule,
        past: Happened,
        slipped: Sequence[Slip],
        as_planned: Roadmap,
    ) -> None:
        assert before.schedule is not None
        assert after.schedule is not None
        self._before, self._after, self._past = before, after, past
        self._then, self._now = before.schedule, after.schedule
        self._slips: dict[str, list[Slip]] = {}
        for each in slipped:
            self._slips.setdefault(each.measure, []).append(each)
        self._own = own_places(before, after.roadmap, old)
        self._elsewhere = moved_between(after.roadmap, old, self._now)
        self._beyond = moved_between(after.roadmap, self._own, self._now)
        spent = {each.key: each.spent_nok for each in as_planned.budgets}
        self._asking = Hindering(before, after, past, self._own, tuple(self._slips), self._beyond, spent)

    def all(self) -> Iterator[MeasureVariance]:
        """Go through the measures of the later roadmap, and those that only the earlier one has."""
        known = {each.id for each in self._before.roadmap.measures}
        for measure in self._after.roadmap.measures:
            if measure.id not in known:
                if measure.id in self._now.selected:
                    yield self._told(measure, Became.ADDED, (Because.DATA,))
                continue
            found = self._became(measure)
            if found is not None:
                yield self._with_reason(measure, found)
        stays = {each.id for each in self._after.roadmap.measures}
        for measure in self._before.roadmap.open_measures:
            if measure.id not in stays and measure.id in self._then.selected:
                yield self._told(measure, Became.DROPPED, (Because.DATA,))

    def _became(self, measure: Measure) -> Became | None:
        was_open = not self._before.roadmap.measure(measure.id).is_done
        if measure.is_done:
            return Became.FINISHED if was_open else None
        was_in, is_in = measure.id in self._then.selected, measure.id in self._now.selected
        if was_in and not is_in:
            return Became.STOPPED if self._was_stopped(measure) else Became.DROPPED
        if is_in and not was_in:
            return Became.ADDED
        is_elsewhere = measure.id in self._elsewhere or measure.id in self._slips
        return Became.MOVED if is_in and is_elsewhere else None

    def _was_stopped(self, measure: Measure) -> bool:
        kinds = {each.kind for each in self._slips.get(measure.id, ())}
        return SlipKind.STOPPED in kinds or is_stopped(self._after.roadmap, measure) or measure.is_started

    def _with_reason(self, measure: Measure, became: Became) -> MeasureVariance:
        own = bool(self._slips.get(measure.id))
        kinds = {each.kind for each in self._slips.get(measure.id, ())}
        if became is Became.FINISHED:
            as_planned = measure.id in self._then.selected and not own
            return self._told(measure, became, (Because.PLANNED if as_planned else Because.REPORTED,))
        if SlipKind.STOPPED in kinds or measure.id not in self._beyond:
            return self._told(measure, became, (Because.REPORTED if own else Because.DATA,))
        if became is Became.ADDED and measure.is_started:
            return self._told(measure, became, (Because.REPORTED,))  # begun without the plan
        return self._asked(measure, became, (Because.REPORTED,) if own else ())

    def _asked(self, measure: Measure, became: Became, first: tuple[Because, ...]) -> MeasureVariance:
        """Give a change with what forced it, or what it is worth."""
        found = self._asking.grounds(measure.id)
        if not found.is_lawful:
            behind = () if found.leads_to else (_because_of_no_slip(found),)
            return self._told(measure, became, (*first, Because.FORCED, *behind), found)
        forced = (Because.FORCED,) if found.hindrances else ()
        return self._told(measure, became, (*first, *forced, Because.WORTH), found, is_worth=True)

    def _told(
        self,
        measure: Measure,
        became: Became,
        reasons: tuple[Because, ...],
        found: Grounds | None = None,
        *,
        is_worth: bool = False,
    ) -> MeasureVariance:
        was, now = self._was(measure.id), self._days_now(measure)
        return MeasureVariance(
            measure=measure.id,
            became=became,
            was=was,
            now=now,
            later_periods=self._later(was, now),
            reasons=reasons,
            slips=tuple(self._slips.get(measure.id, ())),
            hindrances=() if found is None else found.hindrances,
            together=() if found is None else found.together,
            through=() if found is None else found.through,
            leads_to=() if found is None else found.leads_to,
            worth=self._worth(found) if found is not None and is_worth else None,
            worth_nok=self._worth_nok(found) if found is not None and is_worth else None,
        )

    def _worth(self, found: Grounds) -> float:
        roadmap, objective = self._after.roadmap, self._after.objective
        now, then = (score(roadmap, objective, each) for each in (self._now, found.back))
        return now - then if objective.is_maximised else then - now

    def _worth_nok(self, found: Grounds) -> float:
        roadmap = self._after.roadmap
        return net_present_value(roadmap, self._now) - net_present_value(roadmap, found.back)

    def _was(self, measure: str) -> Days | None:
        known = {each.id for each in self._before.roadmap.open_measures}
        return _days(self._before, measure) if measure in known else None

    def _days_now(self, measure: Measure) -> Days | None:
        """Give the real first day of what has begun, and the last day, which is real of what is done."""
        roadmap = self._after.roadmap
        if measure.id not in {each.id for each in roadmap.measures}:
            return None
        rows = [row for row in roadmap.passed if row.measure == measure.id and row.has_begun]
        began = [row.began for row in rows if row.began is not None]
        ended = [row.ended for row in rows if row.ended is not None]
        was, planned = self._was(measure.id), _days(self._after, measure.id)
        known = next((each for each in self._before.roadmap.measures if each.id == measure.id), None)
        if was is not None and known is not None and known.is_started:
            began.append(was.first)  # its real first day lies before both status dates
        if measure.is_done:
            last = max(ended, default=roadmap.calendar.status_date)
            return Days(first=min(began, default=last), last=last)
        return None if planned is None else Days(first=min([planned.first, *began]), last=planned.last)

    def _later(self, was: Days | None, now: Days | None) -> int | None:
        if was is None or now is None or was.last is None or now.last is None:
            return None
        calendar = self._after.roadmap.calendar
        return calendar.period_of(now.last) - calendar.period_of(was.last)


def _because_of_no_slip(found: Grounds) -> Because:
    """Tell whether what was spent, or changed data, stands behind what leads to no slip."""
    is_spent = any(each.spent_more_nok for each in found.together)
    return Because.SPENDING if is_spent else Because.DATA


def _days(plan: Plan, measure_id: str) -> Days | None:
    """Give the days of a measure in a plan; ``None`` where it is out."""
    roadmap, schedule = plan.roadmap, plan.schedule
    assert schedule is not None
    start = measure_start(roadmap, schedule, measure_id)
    end = measure_end(roadmap, schedule, measure_id)
    if start is None or end is None:
        return None
    is_open = any(unfinished(roadmap, schedule, each.key) for each in roadmap.rollouts_of(measure_id))
    first, last = roadmap.calendar.date_of(start), roadmap.calendar.last_day(start, end)
    return Days(first=first, last=None if is_open else last)
