"""What a window asks about and has followed, read from what it sends as far as the plan has it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.model import DateKind, PlanDate, Roadmap, Schedule
from planner.results import Facts, dates_of_measure
from planner.view import ChainStep

MOST_STEPS = 40
"""As far as anybody follows; a chain of the data is a dozen long at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainTrail:
    """The measure that is chosen, and the dates that have been followed, the one that is told last."""

    measure: str = ""
    steps: tuple[ChainStep, ...] = ()

    @property
    def told(self) -> PlanDate | None:
        """Give the date whose reason is told in full."""
        return self.steps[-1].date if self.steps else None


NO_TRAIL = ChainTrail()


def read_trail(found: Facts, sent: object) -> ChainTrail:
    """Read what a window sends; what the plan does not have, or nobody could have followed, is left away."""
    if not isinstance(sent, dict) or not _is_known(found.roadmap, sent.get("measure")):
        return NO_TRAIL
    rows = sent.get("steps")
    steps = _steps(found, rows[:MOST_STEPS]) if isinstance(rows, list) else ()
    return ChainTrail(measure=sent["measure"], steps=tuple(steps))


def chosen_in(sent: object) -> str:
    """Give the measure that a trail from the page is about; nothing where it is about none."""
    measure = sent.get("measure") if isinstance(sent, dict) else None
    return measure if isinstance(measure, str) else ""


def written(measure: str, steps: Sequence[ChainStep]) -> dict[str, Any]:
    """Write a trail as a window keeps it and sends it back."""
    rows = [{"date": key_of(step.date), "measure": step.measure, "sector": step.sector} for step in steps]
    return {"measure": measure, "steps": rows}


def key_of(date: PlanDate) -> str:
    """Write a date as a short text, the same for equal dates."""
    return json.dumps(
        [str(date.kind), date.measure, date.phase, date.sector, date.service, date.share], ensure_ascii=False
    )


def dates_told(found: Facts, trail: ChainTrail) -> list[PlanDate]:
    """Give the dates that the panel tells of: the one that was followed, the measure's own, its services'."""
    if found.plan.schedule is None or not trail.measure:
        return []
    services = dict.fromkeys(
        part.service for part in found.roadmap.contributions if part.measure == trail.measure
    )
    known = {service.id for service in found.roadmap.services}
    dates = [
        *dates_of_measure(found.roadmap, found.schedule, trail.measure),
        *(PlanDate(kind=DateKind.REALISED, service=each) for each in services if each in known),
    ]
    if trail.told is None or (len(trail.steps) == 1 and trail.told in dates):
        return dates  # a date pressed in the list stays where it is
    return list(dict.fromkeys([trail.told, *dates]))


def _steps(found: Facts, rows: list[object]) -> Iterator[ChainStep]:
    """Give the steps up to the first that cannot be."""
    for row in rows:
        step = _step(found, row)
        if step is None:
            return
        yield step


def _step(found: Facts, row: object) -> ChainStep | None:
    roadmap = found.roadmap
    if not isinstance(row, dict) or not _is_known(roadmap, row.get("measure")):
        return None
    date, sector = _date(row.get("date")), row.get("sector")
    if date is None or not _has(roadmap, found.schedule, date):
        return None
    if date.kind is not DateKind.REALISED and date.measure != row["measure"]:
        return None
    if sector not in ["", *(each.id for each in roadmap.sectors)]:
        return None
    return ChainStep(date=date, measure=row["measure"], sector=str(sector))


def _date(key: object) -> PlanDate | None:
    """Read the key of a date; ``None`` where it is none."""
    try:
        kind, measure, phase, sector, service, share = json.loads(str(key))
        kind = DateKind(kind)
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (measure, phase, sector, service)
    if not all(isinstance(each, str) for each in texts) or not isinstance(share, float | None):
        return None
    return PlanDate(kind=kind, measure=measure, phase=phase, sector=sector, service=service, share=share)


def _has(roadmap: Roadmap, schedule: Schedule, date: PlanDate) -> bool:
    """Tell whether a plan has a date."""
    if date.kind is DateKind.REALISED:
        return date.service in {each.id for each in roadmap.services}
    if not _is_known(roadmap, date.measure):
        return False
    if date.share is not None:
        is_reached = date.kind is DateKind.END and 0 < date.share <= 1
        return is_reached and (date.measure, date.sector) in schedule.rollouts_by_key
    if date.phase and date.kind is DateKind.END:  # what starts, ends
        date = replace(date, kind=DateKind.START)
    return date in dates_of_measure(roadmap, schedule, date.measure)


def _is_known(roadmap: Roadmap, measure: object) -> bool:
    return isinstance(measure, str) and any(each.id == measure for each in roadmap.measures)
