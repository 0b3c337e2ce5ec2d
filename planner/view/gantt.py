"""The Gantt's data: a plan as plain lists and spoken sentences, which the page's script only has to draw.

Every place in time is an instant: 0 is the beginning of period 0, a half is the middle of it.
"""

from collections.abc import Iterable
from typing import Any

from planner import results
from planner.language import _, day, ngettext
from planner.model import Measure, PlannedRollout, Roadmap, Rollout
from planner.results import Facts, is_full, is_overfull
from planner.say import (
    period_tick,
    period_words,
    phase_name,
    spoken_deadlines,
    spoken_load,
    spoken_measure,
    spoken_rollout,
    standing,
    whole_percent,
    with_mode,
)
from planner.view.groups import groupings
from planner.view.links import arrows
from planner.view.rows import phase_bar, phase_kinds, position, span_position
from planner.view.theme import LOAD_STEPS, step_of

Data = dict[str, Any]


def gantt_data(current: Facts, proposed: Facts | None = None) -> Data:
    """Give all that the Gantt and the load under it draw, with their spoken names in the language in use."""
    roadmap = current.roadmap
    kinds = phase_kinds(roadmap)
    measures = [_measure(current, kinds, measure) for measure in roadmap.measures]
    if proposed is not None:
        for row, measure in zip(measures, proposed.roadmap.measures, strict=True):
            row["proposed"] = _proposed(row, _bars(proposed, kinds, measure))
    return {
        "periods": roadmap.calendar.periods,
        "ticks": _ticks(roadmap),
        "status": position(roadmap, roadmap.calendar.status_date),
        "measures": measures,
        "groupings": groupings(current),
        "links": _links(current),
        "sectors": _sectors(current),
        "texts": _texts(current),
    }


def _measure(found: Facts, kinds: list[str], measure: Measure) -> Data:
    return {
        "id": measure.id,
        "name": measure.name,
        "note": standing(found, measure),
        **_bars(found, kinds, measure),
        "published": _published(found.roadmap, measure),
        "deadlines": _deadlines(found.roadmap, measure),
        "spoken": spoken_measure(found, measure),
    }


def _bars(found: Facts, kinds: list[str], measure: Measure) -> Data:
    """Give the phases, the rollouts and their mean, as the plan has them."""
    planned = found.schedule.phases_by_measure.get(measure.id, ())
    rollouts = [_rollout(found, rollout) for rollout in found.roadmap.rollouts_of(measure.id)]
    shown = [row for row in rollouts if row["begin"] is not None]
    return {
        "phases": [
            {
                "name": with_mode(phase_name(measure, phase.phase), measure, phase),
                "start": phase.start,
                "end": phase.end,
                "kind": phase_bar(kinds, measure, phase).kind,
            }
            for phase in planned
        ],
        "rollouts": rollouts,
        "begin": min((row["begin"] for row in shown), default=None),
        "end": max((row["end"] for row in shown), default=None),
        "unfinished": _share_where_unfinished(found, measure),
        "adoption": _shares(found.adoption[measure.id]),
    }


def _rollout(found: Facts, rollout: Rollout) -> Data:
    roadmap = found.roadmap
    planned = found.schedule.rollouts_by_key.get(rollout.key)
    begins = planned is not None and planned.begin is not None
    return {
        "sector": roadmap.sector(rollout.sector).name,
        "begin": planned.begin if planned and begins else None,
        "end": results.rollout_end(roadmap, planned) if planned and begins else None,
        "adoption": _shares(planned.adoption) if planned else [],
        "unfinished": _share_left(roadmap, planned) if planned and begins else "",
        "spoken": spoken_rollout(found, rollout),
    }


def _proposed(now: Data, then: Data) -> Data | None:
    """Give the proposed bars of a measure, or nothing where they are the same as now."""
    keys = ("phases", "begin", "end", "adoption")
    return None if all(now[key] == then[key] for key in keys) else then


def _share_left(roadmap: Roadmap, planned: PlannedRollout) -> str:
    done = results.rollout_is_finished(roadmap, planned)
    return "" if done else whole_percent(planned.adoption[-1])


def _share_where_unfinished(found: Facts, measure: Measure) -> str:
    return whole_percent(found.adoption[measure.id][-1]) if measure.id in found.unfinished_measures else ""


def _shares(shares: Iterable[float]) -> list[float]:
    return [round(share, 3) for share in shares]


def _published(roadmap: Roadmap, measure: Measure) -> list[float] | None:
    """Give begin and end of the published bar; a missing date makes it a point at the other."""
    row = roadmap.published_for(measure.id)
    span = () if row is None else span_position(roadmap, row)
    known = [place for place in span if place is not None]
    return [known[0], known[-1]] if known else None


def _deadlines(roadmap: Roadmap, measure: Measure) -> list[Data]:
    return [
        {"at": position(roadmap, deadline.day), "hard": deadline.is_hard, "text": text}
        for deadline, text in spoken_deadlines(roadmap, measure)
    ]


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
    share = found.share(sector_id, period)
    return {
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
        "status": _("Status date {day}", day=day(calendar.status_date)),
    }
