"""What a plan is held against: the plan of record, earlier ones, what was published; and how far it moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.language import _
from planner.model import Measure, PlannedRollout
from planner.results import Facts
from planner.say import count_periods, end_words, period_words, short_period

PUBLISHED = "published"
"""The key of what a published roadmap said, which no plan holds."""

Data = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A plan that the one on the screen is held against.

    Parameters
    ----------
    key
        Short, and unlike that of any other baseline; ``published`` is taken.
    name
        What people call it, inside a sentence: ``the plan of record``.
    """

    key: str
    name: str
    facts: Facts


def baseline_names(found: Facts, against: Sequence[Baseline]) -> list[Data]:
    """Give key and name of each baseline, the one that is shown at first at the beginning."""
    names = [{"key": one.key, "name": one.name} for one in against]
    if found.roadmap.published:
        names.append({"key": PUBLISHED, "name": _("the published roadmap")})
    return names


def held_against(found: Facts, measure: Measure, against: Sequence[Baseline]) -> Data:
    """Give by baseline how a measure lies there, and how much later or earlier it ends now.

    ``text`` stands in a narrow column, ``spoken`` says it in words, ``periods`` is above 0 where it ends
    later; ``spans`` of its phases and the ``growth`` into use are there where anything of it differs.
    """
    now = found.spans.get(measure.id)
    held = {one.key: _of_plan(found, measure, now, one) for one in against}
    told = None if now is None else _of_published(found, measure, now)
    if told is not None:
        held[PUBLISHED] = told
    return {key: data for key, data in held.items() if data is not None}


def columns_of(found: Facts, measure: Measure) -> Data:
    """Give what the columns for start and end say: periods in few characters, and nothing of what is out."""
    span, calendar = found.spans.get(measure.id), found.roadmap.calendar
    if span is None:
        return {"start": "", "end": ""}
    start, end = span
    if measure.id in found.unfinished_measures:
        last = f"> {short_period(calendar, calendar.periods - 1)}"
    else:
        last = short_period(calendar, calendar.last_period(start, end))
    return {"start": short_period(calendar, start), "end": last}


def _of_plan(found: Facts, measure: Measure, now: Span | None, against: Baseline) -> Data | None:
    then = against.facts.spans.get(measure.id)
    if now is None and then is None:
        return None
    if then is None:
        return _told(_("new"), _("not in {baseline}", baseline=against.name))
    if now is None:
        words = _("left out, in {baseline} {span}", baseline=against.name, span=_span_words(found, then))
        return _told(_("out"), words) | _drawn(against.facts, measure)
    is_alike = _laid(found, measure) == _laid(against.facts, measure)
    return _moved(found, now, then, against.name) | ({} if is_alike else _drawn(against.facts, measure))


def _moved(found: Facts, now: Span, then: Span, baseline: str) -> Data:
    """Say how much later a measure ends; where it ends alike, how much later it starts."""
    ends, starts = now[1] - then[1], now[0] - then[0]
    if ends or not starts:
        return _told(_signed(ends), _of_ends(found, ends, baseline), ends)
    said = {"baseline": baseline, "periods": count_periods(found.roadmap.calendar, abs(starts))}
    if starts > 0:
        return _told(_signed(0), _("ends as in {baseline}, starts {periods} later", **said))
    return _told(_signed(0), _("ends as in {baseline}, starts {periods} earlier", **said))


def _of_ends(found: Facts, ends: int, baseline: str) -> str:
    periods = count_periods(found.roadmap.calendar, abs(ends))
    if ends > 0:
        return _("{periods} later than in {baseline}", periods=periods, baseline=baseline)
    if ends < 0:
        return _("{periods} earlier than in {baseline}", periods=periods, baseline=baseline)
    return _("as in {baseline}", baseline=baseline)


def _of_published(found: Facts, measure: Measure, now: Span) -> Data | None:
    """Compare whole periods: an end within the published period is as published."""
    published, calendar = found.roadmap.published_for(measure.id), found.roadmap.calendar
    if published is None or published.end is None or measure.is_done:
        return None
    ends = calendar.last_period(*now) - calendar.period_of(published.end)
    return _told(_signed(ends), _of_ends(found, ends, _("the published roadmap")), ends)


def _told(text: str, spoken: str, periods: int = 0) -> Data:
    return {"text": text, "spoken": spoken, "periods": periods}


def _signed(periods: int) -> str:
    return f"+{periods}" if periods > 0 else f"−{-periods}" if periods else "0"


def _drawn(found: Facts, measure: Measure) -> Data:
    """Give what the outline of a measure draws: its phases, and when it is taken into use."""
    phases = found.schedule.phases_by_measure.get(measure.id, ())
    planned = [found.schedule.rollouts_by_key.get(each.key) for each in found.roadmap.rollouts_of(measure.id)]
    begins = [each.begin for each in planned if each is not None and each.begin is not None]
    growth = [min(begins), found.spans[measure.id][1]] if begins else None
    return {"spans": [[phase.start, phase.end] for phase in phases], "growth": growth}


def _laid(found: Facts, measure: Measure) -> list[object]:
    """Give all that a plan decides of a measure: its phases, and when and how it is taken into use."""
    known = found.schedule.rollouts_by_key
    planned = [known.get(each.key) for each in found.roadmap.rollouts_of(measure.id)]
    return [
        found.schedule.phases_by_measure.get(measure.id, ()),
        *((each.key, each.begin, each.adaptation, _shares(each)) for each in planned if each is not None),
    ]


def _shares(planned: PlannedRollout) -> list[float]:
    """Give what is in use at the end of each period, as far as it is shown, up to where it stays."""
    shares = [round(share, 3) for share in planned.adoption]
    while len(shares) > 1 and shares[-1] == shares[-2]:
        shares.pop()
    return shares


def _span_words(found: Facts, span: Span) -> str:
    calendar, (start, end) = found.roadmap.calendar, span
    return _("{begin} to {end}", begin=period_words(calendar, start), end=end_words(calendar, end, start))
