"""The Gantt's data: a plan as plain lists and spoken sentences, which the page's script only has to draw.

Every place in time is an instant: 0 is the beginning of period 0, a half is the middle of it.
"""

from typing import Any

from planner.language import _, day, ngettext
from planner.model import Roadmap
from planner.results import Facts, is_full, is_overfull
from planner.say import (
    period_tick,
    period_words,
    spoken_adaptation,
    spoken_load,
    spoken_measure,
    spoken_rollout,
    standing,
)
from planner.view.groups import groupings, with_others
from planner.view.links import arrows
from planner.view.plain import adaptation_data, bars_data, growth_data, row_data, share_text
from planner.view.rows import GanttRow, RolloutRow, gantt_rows, position
from planner.view.theme import LOAD_STEPS, step_of

Data = dict[str, Any]


def gantt_data(current: Facts, proposed: Facts | None = None) -> Data:
    """Give all that the Gantt and the load under it draw, with their spoken names in the language in use."""
    roadmap = current.roadmap
    measures = [_measure(current, row) for row in gantt_rows(current)]
    ways = groupings(current)
    if proposed is not None and proposed.roadmap.calendar.counts_as(roadmap.calendar):
        measures += _beside(measures, current, proposed)
        ways = with_others(ways, current, proposed)
    return {
        "periods": roadmap.calendar.periods,
        "ticks": _ticks(roadmap),
        "status": position(roadmap, roadmap.calendar.status_date),
        "measures": measures,
        "groupings": ways,
        "links": _links(current),
        "sectors": _sectors(current),
        "texts": _texts(current),
    }


def _measure(found: Facts, row: GanttRow) -> Data:
    return {
        **row_data(row),
        "note": standing(found, row.measure),
        **_bars(found, row),
        "spoken": spoken_measure(found, row.measure),
    }


def _bars(found: Facts, row: GanttRow) -> Data:
    """Give the bars of a measure and those of its rollouts, which are seen when it is opened."""
    return {**bars_data(row), "rollouts": [_rollout(found, each) for each in row.rollouts]}


def _rollout(found: Facts, row: RolloutRow) -> Data:
    spoken = spoken_adaptation(found, row.rollout), spoken_rollout(found, row.rollout)
    return {
        "sector": found.roadmap.sector(row.rollout.sector).name,
        "adaptations": [] if row.adaptation is None else [adaptation_data(row.adaptation)],
        "growth": growth_data(row.growth),
        "missing": share_text(row.missing),
        "spoken": ". ".join(words for words in spoken if words),
    }


def _beside(measures: list[Data], current: Facts, proposed: Facts) -> list[Data]:
    """Put the proposed bars beside those of now, and give the measures that only the proposed plan knows.

    A measure or a rollout that one of the two plans does not know has no bars there.
    """
    rows = {row.measure.id: row for row in gantt_rows(proposed, like=current.roadmap)}
    for held in measures:
        row = rows.pop(held["id"], None)
        then = _nothing() if row is None else _bars(proposed, row)
        _align(held, then)
        held["proposed"] = None if _is_same(held, then) else then
    new = [_measure(proposed, row) for row in rows.values()]
    return [{**each, **_nothing(each), "proposed": each} for each in new]


def _nothing(bars: Data | None = None) -> Data:
    """Give the bars of a measure of which nothing is planned, with as many rollouts as other bars have."""
    rollouts = [] if bars is None else [_without_growth(each) for each in bars["rollouts"]]
    return {"phases": [], "adaptations": [], "growth": None, "missing": "", "rollouts": rollouts}


def _without_growth(rollout: Data) -> Data:
    return {**rollout, "adaptations": [], "growth": None, "missing": ""}


def _align(now: Data, then: Data) -> None:
    """Let both have the same rollouts at the same places; the script goes by those."""
    known = {each["sector"]: each for each in then["rollouts"]}
    own = {each["sector"] for each in now["rollouts"]}
    now["rollouts"] += [_without_growth(each) for each in then["rollouts"] if each["sector"] not in own]
    then["rollouts"] = [known.get(each["sector"], _without_growth(each)) for each in now["rollouts"]]


def _is_same(now: Data, then: Data) -> bool:
    """Tell whether the proposed bars of a measure are the same as now."""
    seen = [[each["growth"] for each in bars["rollouts"]] for bars in (now, then)]
    are_whole = all((growth is None) == (other is None) for growth, other in zip(*seen, strict=True))
    adapting = [[_when(each) for each in (bars, *bars["rollouts"])] for bars in (now, then)]
    is_same = all(now[key] == then[key] for key in ("phases", "growth"))
    return is_same and are_whole and adapting[0] == adapting[1]


def _when(bars: Data) -> list[tuple[int, int]]:
    return [(each["start"], each["end"]) for each in bars["adaptations"]]


def _links(found: Facts) -> list[Data]:
    place = {measure.id: number for number, measure in enumerate(found.roadmap.measures)}
    return [
        {
            "from": place[arrow.predecessor],
            "to": place[arrow.successor],
            "leaves": arrow.leaves,
            "arrives": arrow.arrives,
        }
        for arrow in arrows(found)
    ]


def _sectors(found: Facts) -> list[Data]:
    """Give the load of each sector, the fullest first."""
    ordered = sorted(found.roadmap.sectors, key=lambda sector: -found.times_full.get(sector.id, 0))
    return [_sector(found, sector.id, sector.name) for sector in ordered]


def _sector(found: Facts, sector_id: str, name: str) -> Data:
    count = found.times_full.get(sector_id, 0)
    full = ngettext("{count} full period", "{count} full periods", count) if count else ""
    cells = [_cell(found, sector_id, period) for period in found.roadmap.periods]
    return {"name": name, "note": full, "cells": cells}


def _cell(found: Facts, sector_id: str, period: int) -> Data:
    share, others = found.share(sector_id, period), found.other_share(sector_id, period)
    layer = {"others": round(others, 3)} if others else {}
    return layer | {
        "step": 0 if share is None else step_of(share, LOAD_STEPS),
        "full": share is not None and is_full(share),
        "over": share is not None and is_overfull(share),
        "frozen": found.is_frozen(sector_id, period),
        "spoken": spoken_load(found, sector_id, period),
    }


def _ticks(roadmap: Roadmap) -> list[Data]:
    calendar = roadmap.calendar
    return [
        {"year": calendar.year_of(period), "short": period_tick(calendar, period)}
        for period in roadmap.periods
    ]


def _texts(found: Facts) -> dict[str, str]:
    """Give the few words that the script puts together itself."""
    calendar = found.roadmap.calendar
    return {
        "gantt": _("Gantt chart of the plan"),
        "gantt_help": _(
            "Arrow up and down: move. Right and left: open and close. Enter: choose. Plus and minus: zoom. "
            "Shift and arrows: move in time. 0: all of it."
        ),
        "load": _("Load per sector and period"),
        "measure": _("Measure"),
        "time": _(
            "Time, {first} to {last}",
            first=period_words(calendar, 0),
            last=period_words(calendar, calendar.periods - 1),
        ),
        "sector": _("Sector"),
        "proposed": _("proposed"),
        "adaptation": _("Adaptation"),
        "status": _("Status date {day}", day=day(calendar.status_date)),
    }
