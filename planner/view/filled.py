"""What stands behind one cell of the load: who fills it, and who waits for room in it."""

from collections.abc import Iterable, Iterator
from typing import Any

from planner.language import _, person_months
from planner.model import TOLERANCE, Measure, PlannedPhase, Schedule
from planner.results import Facts, load
from planner.rules import Point
from planner.say import percents_of_parts, period_words, short_period, spoken_load
from planner.view.instants import could_come

MOST_WAITING = 8
"""Named of those that would take a cell earlier by order."""

Data = dict[str, Any]


def filled_data(found: Facts, sector_id: str, period: int, *, known: Iterable[str] = ()) -> Data:
    """Give who asks how much of a sector in a period, the largest first, and who waits for room there.

    Parameters
    ----------
    known
        Measures of which it is known that they wait for this sector then; told first.
    """
    roadmap, parts = found.roadmap, _asked(found, sector_id, period)
    total = sum(amount for _measure, amount in parts)
    percents = percents_of_parts([amount for _measure, amount in parts])
    waiting = list(_waiting(found, sector_id, period, list(known)))
    return {
        "sector": sector_id,
        "period": period,
        "title": _(
            "{sector}, {period}",
            sector=roadmap.sector(sector_id).name,
            period=period_words(roadmap.calendar, period),
        ),
        "sentence": spoken_load(found, sector_id, period),
        "fills_title": _("Who fills it"),
        "fills": [
            {
                "id": measure.id,
                "name": measure.name,
                "share": round(amount / total, 4),
                "text": f"{person_months(amount)}, {percent}",
            }
            for (measure, amount), percent in zip(parts, percents, strict=True)
        ],
        "nobody": _("Nothing of this programme is planned here."),
        "waits_title": _("Who waits"),
        "waits": waiting[:MOST_WAITING],
        "no_wait": _("No measure that could start by now by order alone starts later."),
        "close": _("Close"),
    }


def _asked(found: Facts, sector_id: str, period: int) -> list[tuple[Measure, float]]:
    """Give what each measure asks of a sector in a period, the largest first."""
    months = ((measure, _months(found, measure, sector_id, period)) for measure in found.measures)
    return sorted(((one, amount) for one, amount in months if amount > TOLERANCE), key=lambda pair: -pair[1])


def _months(found: Facts, measure: Measure, sector_id: str, period: int) -> float:
    if not _may_ask(found, measure, sector_id, period):
        return 0.0
    phases = found.schedule.phases_by_measure.get(measure.id, ())
    keys = [each.key for each in found.roadmap.rollouts_of(measure.id)]
    known = found.schedule.rollouts_by_key
    rollouts = tuple(known[key] for key in keys if key in known)
    part = Schedule(selected=(measure.id,), phases=phases, rollouts=rollouts)
    return load(found.roadmap, part)[sector_id][period]


def _may_ask(found: Facts, measure: Measure, sector_id: str, period: int) -> bool:
    """Tell whether anything of a measure can ask anything then: a quick look before it is added up."""
    if any(_asks(measure, phase, sector_id) for phase in _running(found, measure, period)):
        return True
    rollouts = found.roadmap.rollouts_of(measure.id)
    if any(each.sector == sector_id for each in rollouts):
        return True
    helped = (support for each in rollouts for support in found.roadmap.supports_of(each))
    if any(support.delivering == sector_id for support in helped):
        return True
    adapted = (found.roadmap.adaptation_of(each.key) for each in rollouts)
    return any(demand.sector == sector_id for each in adapted if each is not None for demand in each.demands)


def _running(found: Facts, measure: Measure, period: int) -> Iterator[PlannedPhase]:
    planned = found.schedule.phases_by_measure.get(measure.id, ())
    return (each for each in planned if each.start <= period < each.end)


def _asks(measure: Measure, planned: PlannedPhase, sector_id: str) -> bool:
    modes = next(phase.modes for phase in measure.phases if phase.id == planned.phase)
    mode = next((each for each in modes if each.name == planned.mode), modes[0])
    return mode.person_months(sector_id) > 0


def _waiting(found: Facts, sector_id: str, period: int, known: list[str]) -> Iterator[Data]:
    """Name those that wait as is known, then those that order alone would let start by then."""
    for name in known:
        yield _named(found.roadmap.measure(name), _("waits for this sector, as its reasons say"))
    early = could_come(found.plan)
    for measure in found.measures:
        start = _kept_back(found, measure, sector_id, period, early)
        if start is not None and measure.id not in known:
            when = short_period(found.roadmap.calendar, start)
            yield _named(measure, _("could start by now by order alone, starts {when}", when=when))


def _kept_back(
    found: Facts, measure: Measure, sector_id: str, period: int, early: dict[Point, int]
) -> int | None:
    """Give when the first part of a measure that asks a sector starts, if order lets it start by a period."""
    starts = [
        (Point(measure.id, each.phase), each.start)
        for each in found.schedule.phases_by_measure.get(measure.id, ())
        if _asks(measure, each, sector_id)
    ]
    planned = found.schedule.rollouts_by_key.get((measure.id, sector_id))
    if planned is not None and planned.begin is not None:
        starts.append((Point(measure.id, sector=sector_id), planned.begin))
    late = (start for point, start in starts if early.get(point, 0) <= period < start)
    return min(late, default=None)


def _named(measure: Measure, words: str) -> Data:
    return {"id": measure.id, "name": measure.name, "text": words}
