"""The Gantt's data: a plan as plain lists and spoken sentences, which the page's script only has to draw.

Every place in time is an instant: 0 is the beginning of period 0, a half is the middle of it.
"""

from collections.abc import Sequence
from typing import Any

from planner.language import _
from planner.results import Facts
from planner.say import left_out_reason, spoken_adaptation, spoken_measure, spoken_rollout, standing
from planner.view.baselines import Baseline, baseline_names, columns_of, held_against
from planner.view.gantt_texts import gantt_texts, tick_names, ticks
from planner.view.groups import groupings, with_others
from planner.view.kinds import kind_counts, kinds_of
from planner.view.links import arrows
from planner.view.pins import PinReasons, pin_data
from planner.view.plain import adaptation_data, bars_data, growth_data, row_data, share_text
from planner.view.rows import GanttRow, RolloutRow, gantt_rows, position
from planner.view.strips import load_strips

Data = dict[str, Any]
RECORD = "record"
"""The key of the plan that stands, where another is proposed."""


def gantt_data(
    current: Facts,
    proposed: Facts | None = None,
    *,
    against: Sequence[Baseline] = (),
    pin_reasons: PinReasons | None = None,
) -> Data:
    """Give all that the Gantt and the load under it draw, with their spoken names in the language in use.

    Parameters
    ----------
    proposed
        A plan that could take the place of the current one. Links and load are then its own, and it is held
        against the current one first.
    against
        Other plans that the plan is held against, the one that is outlined at first at the beginning.
    pin_reasons
        Why dates are pinned, where that is known.
    """
    roadmap, reasons = current.roadmap, pin_reasons or {}
    then = proposed if proposed is not None and _can_stand_beside(current, proposed) else None
    held = [each for each in against if each.facts.roadmap.calendar.counts_as(roadmap.calendar)]
    if then is not None:
        held = [_of_record(current), *(each for each in held if each.key != RECORD)]
    measures = [_measure(current, row, held, reasons) for row in gantt_rows(current)]
    ways = groupings(current)
    if then is not None:
        measures += _beside(measures, current, then, held, reasons)
        ways = with_others(ways, current, then)
    return {
        "periods": roadmap.calendar.periods,
        "months": roadmap.calendar.period.months,
        "ticks": ticks(roadmap),
        "names": tick_names(),
        "status": position(roadmap, roadmap.calendar.status_date),
        "measures": measures,
        "counts": kind_counts(each.get("proposed") or each for each in measures),
        "baselines": baseline_names(current, held),
        "groupings": ways,
        "links": _links(then or current, measures),
        "sectors": load_strips(then or current),
        "texts": gantt_texts(current),
    }


def _can_stand_beside(current: Facts, proposed: Facts) -> bool:
    """Tell whether there is a proposed plan whose periods are those of the current one."""
    is_alike = proposed.roadmap.calendar.counts_as(current.roadmap.calendar)
    return is_alike and proposed.plan.schedule is not None


def _of_record(current: Facts) -> Baseline:
    return Baseline(key=RECORD, name=_("the plan of record"), facts=current)


def _measure(found: Facts, row: GanttRow, against: Sequence[Baseline], reasons: PinReasons) -> Data:
    return {
        **row_data(row),
        "note": standing(found, row.measure),
        **_bars(found, row, against),
        "pins": pin_data(found.roadmap, row.measure, reasons),
        "spoken": spoken_measure(found, row.measure),
    }


def _bars(found: Facts, row: GanttRow, against: Sequence[Baseline]) -> Data:
    """Give the bars of a measure and those of its rollouts, and what the columns beside them say."""
    held = held_against(found, row.measure, against)
    return {
        **bars_data(row),
        **columns_of(found, row.measure),
        "against": held,
        "kinds": kinds_of(found, row.measure, is_changed=_is_changed(held, against)),
        "why_out": left_out_reason(found, row.measure),
        "rollouts": [_rollout(found, each) for each in row.rollouts],
    }


def _is_changed(held: Data, against: Sequence[Baseline]) -> bool:
    """Tell whether a measure lies elsewhere than in the first baseline that is a plan."""
    if not against or against[0].key not in held:
        return False
    first = held[against[0].key]
    return bool(first["periods"]) or "spans" in first or first["text"] != "0"


def _rollout(found: Facts, row: RolloutRow) -> Data:
    spoken = spoken_adaptation(found, row.rollout), spoken_rollout(found, row.rollout)
    return {
        "sector": found.roadmap.sector(row.rollout.sector).name,
        "adaptations": [] if row.adaptation is None else [adaptation_data(row.adaptation)],
        "growth": growth_data(row.growth),
        "missing": share_text(row.missing),
        "spoken": ". ".join(words for words in spoken if words),
    }


def _beside(
    measures: list[Data],
    current: Facts,
    proposed: Facts,
    against: Sequence[Baseline],
    reasons: PinReasons,
) -> list[Data]:
    """Put the proposed bars beside those of now, and give the measures that only the proposed plan knows.

    A measure or a rollout that one of the two plans does not know has no bars there.
    """
    rows = {row.measure.id: row for row in gantt_rows(proposed, like=current.roadmap)}
    for held in measures:
        row = rows.pop(held["id"], None)
        then = _dropped(held) if row is None else _bars(proposed, row, against)
        _align(held, then)
        if row is not None:
            held["pins"] = pin_data(proposed.roadmap, row.measure, reasons)
            then["spoken"] = spoken_measure(proposed, row.measure)
        held["proposed"] = None if _is_same(held, then) else then
    new = [_measure(proposed, row, against, reasons) for row in rows.values()]
    return [{**each, **_nothing(each), "kinds": [], "proposed": each} for each in new]


def _dropped(now: Data) -> Data:
    """Give the bars of a measure that the proposed plan does not know."""
    return {**_nothing(), "kinds": ["changed"], "why_out": now["why_out"]}


def _nothing(bars: Data | None = None) -> Data:
    """Give the bars of a measure of which nothing is planned, with as many rollouts as other bars have."""
    rollouts = [] if bars is None else [_without_growth(each) for each in bars["rollouts"]]
    nothing: Data = {"phases": [], "adaptations": [], "growth": None, "missing": "", "start": "", "end": ""}
    return {**nothing, "against": {}, "why_out": "", "rollouts": rollouts}


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


def _links(found: Facts, measures: Sequence[Data]) -> list[Data]:
    place = {measure["id"]: number for number, measure in enumerate(measures)}
    return [
        {
            "from": place[arrow.predecessor],
            "to": place[arrow.successor],
            "leaves": arrow.leaves,
            "arrives": arrow.arrives,
            "lag": arrow.lag,
        }
        for arrow in arrows(found)
    ]
