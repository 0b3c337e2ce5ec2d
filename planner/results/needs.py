"""From a need of the sector to the measures that meet it and to a date, and back (section 15)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

from planner.model import Roadmap, SectorInput
from planner.results.facts import NO_SCHEDULE, Facts
from planner.results.shares import adoption_at, reaches
from planner.tables import BY_NAME, HeldRows, Table, key_of, subject_of, table_of_figure


class NeedState(StrEnum):
    """What a need is in a plan; the first of these that holds.

    ``NOT_PLANNED`` is one with measures that the plan does not know, and neither a date nor any that are in.
    """

    UNMET = "unmet"
    MET = "met"
    DATED = "dated"
    ON_THE_WAY = "on_the_way"
    LEFT_OUT = "left_out"
    NOT_PLANNED = "not_planned"

    @property
    def is_unmet(self) -> bool:
        """Tell whether no measure meets it."""
        return self in UNMET_STATES


UNMET_STATES = (NeedState.UNMET, NeedState.LEFT_OUT)
"""Those of needs that no measure meets: none is there, or the plan leaves it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedStep:
    """A measure that a need leads to.

    Parameters
    ----------
    share
        What it contributes to the service that is needed; ``None`` where the need names no service, or the
        measure contributes nothing to it.
    start, end
        Instants in the plan; ``None`` of a measure that is out, and without a plan.
    is_known
        Whether it is done, or the plan is of a roadmap that has it; not without a plan.
    """

    measure: str
    share: float | None = None
    start: int | None = None
    end: int | None = None
    is_done: bool = False
    is_finished: bool = True
    is_known: bool = True

    @property
    def is_in(self) -> bool:
        """Tell whether it is in the plan, or done."""
        return self.is_done or self.start is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedWalk:
    """A need, the measures it leads to, and what becomes of it; ``instant`` is its date where it has one."""

    need: SectorInput
    steps: tuple[NeedStep, ...]
    state: NeedState
    instant: int | None = None


def leads_to(roadmap: Roadmap, need: SectorInput) -> tuple[tuple[str, float | None], ...]:
    """Give the measures a need leads to, each with its part in the service; the largest part first."""
    parts = {each.measure: each.share for each in roadmap.contributions if each.service == need.service}
    if need.measure:
        return ((need.measure, parts.get(need.measure)),)
    return tuple(sorted(parts.items(), key=itemgetter(1), reverse=True))


def need_walks(roadmap: Roadmap, found: Facts | None = None) -> list[NeedWalk]:
    """Walk from every need to its date in a plan, in the order of the data.

    Parameters
    ----------
    found
        A plan of this roadmap or an earlier one, which gives no date to what it does not know.
    """
    return [_walk(roadmap, need, found) for need in roadmap.inputs if need.is_need]


def unmet_needs(roadmap: Roadmap, found: Facts, sector: str = "") -> list[NeedWalk]:
    """Give the needs that no measure meets in a plan, those without any measure first, then by the data.

    With a sector, those that it gave.

    Parameters
    ----------
    found
        See ``need_walks``.
    """
    walks = [walk for walk in need_walks(roadmap, found) if sector in ("", walk.need.sector)]
    return [walk for state in UNMET_STATES for walk in walks if walk.state is state]


def needs_of_measure(roadmap: Roadmap, measure: str) -> list[SectorInput]:
    """Give the input that concerns a measure: by its name, a figure of it, or as a need that leads to it."""
    rows = _rows_naming(roadmap, measure) if any(each.names_a_figure for each in roadmap.inputs) else set()
    return [
        each
        for each in roadmap.inputs
        if each.measure == measure
        or (each.is_need and any(name == measure for name, _share in leads_to(roadmap, each)))
        or (table_of_figure(each.figure_table), each.figure_row) in rows
    ]


def _rows_naming(roadmap: Roadmap, measure: str) -> set[tuple[Table | None, str]]:
    """Give the row of a measure and those that name it, each by table and key as text."""
    held, measures = HeldRows.of(roadmap), BY_NAME["veikart"]
    (place,) = held.fitting(measures, {"id": measure})
    naming = held.naming(measures, held.drop(measures, place))
    return {(table, subject_of(key_of(table, row))) for table, row, _how in naming} | {(measures, measure)}


def _walk(roadmap: Roadmap, need: SectorInput, found: Facts | None) -> NeedWalk:
    steps = tuple(_step(roadmap, name, share, found) for name, share in leads_to(roadmap, need))
    if not steps:
        return NeedWalk(need=need, steps=(), state=NeedState.UNMET)
    if _is_met(roadmap, need, steps):
        return NeedWalk(need=need, steps=steps, state=NeedState.MET)
    instant = None if found is None else _date(need, steps, found)
    if instant is not None:
        return NeedWalk(need=need, steps=steps, state=NeedState.DATED, instant=instant)
    return NeedWalk(need=need, steps=steps, state=_undated(steps, found))


def _undated(steps: tuple[NeedStep, ...], found: Facts | None) -> NeedState:
    if found is not None and any(step.is_in for step in steps):
        return NeedState.ON_THE_WAY
    return NeedState.LEFT_OUT if all(step.is_known for step in steps) else NeedState.NOT_PLANNED


def _step(roadmap: Roadmap, measure: str, share: float | None, found: Facts | None) -> NeedStep:
    is_done = roadmap.measure(measure).is_done
    if is_done or found is None or measure not in found.starts:
        return NeedStep(measure=measure, share=share, is_done=is_done, is_known=is_done)
    return NeedStep(
        measure=measure,
        share=share,
        start=found.starts[measure],
        end=found.ends[measure],
        is_finished=measure not in found.unfinished_measures,
    )


def _is_met(roadmap: Roadmap, need: SectorInput, steps: tuple[NeedStep, ...]) -> bool:
    """Tell whether a need is met at the status date."""
    if not need.service:
        return all(step.is_done for step in steps)
    threshold = next(each.threshold for each in roadmap.services if each.id == need.service)
    return reaches(sum(_in_use(roadmap, need.service)), threshold)


def _in_use(roadmap: Roadmap, service: str) -> Iterator[float]:
    """Give what each measure contributes to a service at the status date."""
    for part in roadmap.contributions:
        if part.service == service:
            yield part.share * adoption_at(roadmap, NO_SCHEDULE, part.measure, 0)


def _date(need: SectorInput, steps: tuple[NeedStep, ...], found: Facts) -> int | None:
    """Give the instant at which a need is met, ``None`` where it is not within the horizon."""
    if need.service:
        period = found.realised.get(need.service)
        return None if period is None else period + 1
    ends = [step.end for step in steps if step.is_in and step.is_finished]
    return ends[0] if ends else None
