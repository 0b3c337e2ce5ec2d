"""The ways to group measures into the rows that the Gantt first shows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from planner.language import _
from planner.model import TOLERANCE, Measure, Roadmap
from planner.results import Facts, chosen_mode
from planner.say import spoken_group

MOST_OWNERS = 12
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Grouped:
    """What the groups of a measure ask of it: its place in the data, its order, and its periods."""

    place: int
    order: tuple[bool, bool, int, int]
    making: Sequence[int]
    adopting: Sequence[int]


def groupings(found: Facts) -> dict[str, list[Data]]:
    """Give the rows of each way to group measures; a measure may stand in several groups."""
    roadmap = found.roadmap
    names = {"sector": {sector.id: sector.name for sector in roadmap.sectors}}
    names["service"] = {service.id: service.name for service in roadmap.services}
    members = {
        "owner": _by_owner(roadmap),
        "sector": _by_sector(found),
        "service": _collect((part.service, part.measure) for part in roadmap.contributions),
        "goal": _collect((measure.goal, measure.id) for measure in roadmap.measures),
    }
    measures = {
        measure.id: _Grouped(place, _order(found, measure), *_activity(found, measure))
        for place, measure in enumerate(roadmap.measures)
    }
    return {
        way: [
            _group(found, measures, key, names.get(way, {}).get(key, key), ids) for key, ids in of_way.items()
        ]
        for way, of_way in members.items()
    }


def with_others(ways: dict[str, list[Data]], current: Facts, proposed: Facts) -> dict[str, list[Data]]:
    """Give the rows as a proposed plan fills them; the measures that only it knows stand after all others."""
    known = {measure.id for measure in current.roadmap.measures}
    ids = [measure.id for measure in proposed.roadmap.measures]
    new = [one for one in ids if one not in known]
    place = {one: len(known) + number for number, one in enumerate(new)}
    return {
        way: _merged(groups, [_only(group, ids, place) for group in others])
        for (way, groups), others in zip(ways.items(), groupings(proposed).values(), strict=True)
    }


def _only(group: Data, ids: list[str], place: dict[str, int]) -> Data:
    """Give a group of the proposed plan with its new measures alone."""
    return {**group, "measures": [place[ids[one]] for one in group["measures"] if ids[one] in place]}


def _merged(groups: list[Data], others: list[Data]) -> list[Data]:
    """Let groups be as full as those of the same key, with their measures too, and add those that are new."""
    then = {other["key"]: other for other in others}
    kept = [{**group, **_fuller(group, then.pop(group["key"], None))} for group in groups]
    return [*kept, *(other for other in then.values() if other["measures"])]


def _fuller(group: Data, other: Data | None) -> Data:
    if other is None:
        return {}
    return {**other, "measures": [*group["measures"], *other["measures"]]}


def _by_owner(roadmap: Roadmap) -> dict[str, list[str]]:
    """Group by owner, the largest first; beyond a dozen the smallest share a row."""
    owned = _collect(
        (owner.strip(), measure.id) for measure in roadmap.measures for owner in measure.owner.split(";")
    )
    ordered = sorted(owned.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    if len(ordered) <= MOST_OWNERS + 1:
        return dict(ordered)
    rest = [name for _owner, ids in ordered[MOST_OWNERS:] for name in ids]
    return {**dict(ordered[:MOST_OWNERS]), _("Other owners"): list(dict.fromkeys(rest))}


def _by_sector(found: Facts) -> dict[str, list[str]]:
    """Group by the sectors that measures reach, are made by or supported by, in the order of the data."""
    roadmap = found.roadmap
    reached = [(rollout.sector, rollout.measure) for rollout in roadmap.rollouts]
    made = [
        (demand.sector, measure.id)
        for measure in roadmap.measures
        for phase in measure.phases
        for demand in chosen_mode(found, measure, phase).demands
    ]
    helped = [(support.delivering, support.measure) for support in roadmap.supports]
    helped += [(demand.sector, each.measure) for each in roadmap.adaptations for demand in each.demands]
    groups = _collect([*reached, *made, *helped])
    return {sector.id: groups[sector.id] for sector in roadmap.sectors if sector.id in groups}


def _collect(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Gather the second of each pair under the first, each once, in order."""
    groups: dict[str, dict[str, None]] = {}
    for key, name in pairs:
        groups.setdefault(key, {})[name] = None
    return {key: [*members] for key, members in groups.items()}


def _group(found: Facts, measures: Mapping[str, _Grouped], key: str, name: str, ids: list[str]) -> Data:
    members = [measures[one] for one in ids]
    periods = len(found.roadmap.periods)
    return {
        "key": key,
        "name": name or _("Not stated"),
        "measures": [each.place for each in sorted(members, key=lambda each: each.order)],
        "making": _counted(periods, (each.making for each in members)),
        "adopting": _counted(periods, (each.adopting for each in members)),
        "spoken": spoken_group(found, name or _("Not stated"), ids),
    }


def _counted(periods: int, each: Iterable[Iterable[int]]) -> list[int]:
    """Count per period the measures that have something in it."""
    count = Counter(chain.from_iterable(each))
    return [count[period] for period in range(periods)]


def _activity(found: Facts, measure: Measure) -> tuple[list[int], list[int]]:
    """Give the periods in which a measure is being made, and those in which it is being taken into use.

    Where nothing is made, those in which sectors adapt to it count as being made.
    """
    phases = found.schedule.phases_by_measure.get(measure.id, ())
    running = [period for phase in phases for period in range(phase.start, phase.end)]
    making = [*running, *_periods_of_adaptation(found, measure.id).difference(running)]
    return making, [*_periods_with_waves(found, measure.id)]


def _periods_of_adaptation(found: Facts, measure_id: str) -> set[int]:
    planned = (found.schedule.rollouts_by_key.get(each.key) for each in found.roadmap.rollouts_of(measure_id))
    spans = [each.adaptation for each in planned if each is not None and each.adaptation is not None]
    return {period for span in spans for period in range(span.start, span.end)}


def _periods_with_waves(found: Facts, measure_id: str) -> set[int]:
    periods: set[int] = set()
    for rollout in found.roadmap.rollouts_of(measure_id):
        planned = found.schedule.rollouts_by_key.get(rollout.key)
        if planned is not None:
            waves = planned.waves(rollout.in_use)
            periods |= {period for period, wave in enumerate(waves) if wave > TOLERANCE}
    return periods


def _order(found: Facts, measure: Measure) -> tuple[bool, bool, int, int]:
    """Put what starts first at the top, then what is out, and what is done at the bottom."""
    start, end = found.starts[measure.id], found.ends[measure.id]
    return measure.is_done, start is None, start or 0, end or 0
