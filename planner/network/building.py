"""The roadmap as one networkx graph: measures, phases and adaptations, sectors and services.

Nodes are named by ``node``, such as ``measure:hub``, ``phase:hub/build``, ``adaptation:hub/gp``,
``sector:gp`` and ``service:labs``; phases and adaptations have one where links name them. The attribute
``kind`` says which they are, and their ids stand under the same words. The attribute ``kind`` of an edge says
how it ties:

- ``dependency``: predecessor to successor, of measures or named phases, with ``link`` and ``lag_periods``;
- ``has_phase`` and ``part_of``: a measure to its phase, and back, as they are in or out together;
- ``has_adaptation`` and ``part_of``: a measure to the adaptation before its rollout in a sector, and back;
- ``rolled_out_in``: measure to sector, with ``units``, ``target_share``, ``pace_share_per_period``, effort;
  of a pace that falls, that is the pace at the status date, and two lists hold its points;
- ``supported_by``: measure to the sector that supports its rollout in another, ``receiving``;
- ``works_for``: measure to sector, with ``person_months_per_period`` of one phase in one mode;
- ``adapts_for``: measure to sector, with the same of the adaptation before its rollout in ``receiving``;
- ``contributes_to``: measure to service, with ``weight``.

A sector has its ``capacity_person_months`` by period, where it has a limit. Attributes are numbers, texts,
dates in ISO form, or lists of these, so that all can be written to a file; what is not given is not there.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from planner.model import Adaptation, Dependency, Endpoint, Measure, Phase, Roadmap, Rollout, Sector, Support
from planner.results import capacity
from planner.rules import binds_selection

if TYPE_CHECKING:
    import networkx as nx

Attributes = dict[str, Any]
_NOTHING: tuple[object, ...] = (None, "", [], ())


def node(kind: str, *ids: str) -> str:
    """Give the name of a node.

    Examples
    --------
    >>> node("phase", "hub", "build")
    'phase:hub/build'
    """
    return f"{kind}:{'/'.join(ids)}"


@lru_cache(maxsize=4)
def structure(roadmap: Roadmap) -> "nx.MultiDiGraph[str]":
    """Give the graph without what takes reckoning over all of it; it cannot be changed, a copy can.

    Raises
    ------
    KeyError
        If a row names what is not there; ``planner.check`` says which.
    """
    import networkx as nx  # late: it takes half a second to load, which the engines' processes do without

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(**_of_roadmap(roadmap))
    graph.add_nodes_from(_nodes(roadmap))
    for start, end, ties in _edges(roadmap):
        if start not in graph or end not in graph:
            raise KeyError(f"{ties['kind']} from {start} to {end}: expected two that the roadmap has")
        graph.add_edge(start, end, **ties)
    # shared by all who ask: a change by one would be seen by the others
    frozen: nx.MultiDiGraph[str] = nx.freeze(graph)
    return frozen


def dependencies(
    roadmap: Roadmap, graph: "nx.MultiDiGraph[str] | None" = None
) -> Iterator[tuple[Dependency, Attributes]]:
    """Give each dependency in the order of the data, with the attributes of its edge in ``graph``."""
    edges = (structure(roadmap) if graph is None else graph).edges(data=True)
    ties_of = {ties["row"]: ties for _, _, ties in edges if ties["kind"] == "dependency"}
    return ((link, ties_of[row]) for row, link in enumerate(roadmap.dependencies))


def _of_roadmap(roadmap: Roadmap) -> Attributes:
    calendar = roadmap.calendar
    return {
        "name": roadmap.name,
        "status_date": calendar.status_date.isoformat(),
        "period": str(calendar.period),
        "periods": calendar.periods,
    }


def _nodes(roadmap: Roadmap) -> Iterator[tuple[str, Attributes]]:
    for measure in roadmap.measures:
        yield node("measure", measure.id), _of_measure(measure)
    for measure, phase in _named_phases(roadmap):
        yield node("phase", measure.id, phase.id), _of_phase(measure, phase)
    for needed in _named_adaptations(roadmap):
        yield node("adaptation", *needed.key), _of_adaptation(needed)
    given = capacity(roadmap)
    for sector in roadmap.sectors:
        yield node("sector", sector.id), _of_sector(sector, given[sector.id])
    for service in roadmap.services:
        yield (
            node("service", service.id),
            _given(
                kind="service",
                service=service.id,
                name=service.name,
                group=service.group,
                weight=service.weight,
                threshold=service.threshold,
            ),
        )


def _edges(roadmap: Roadmap) -> Iterator[tuple[str, str, Attributes]]:
    for measure, phase in _named_phases(roadmap):
        whole, part = node("measure", measure.id), node("phase", measure.id, phase.id)
        yield whole, part, {"kind": "has_phase"}
        yield part, whole, {"kind": "part_of"}
    for needed in _named_adaptations(roadmap):
        whole, part = node("measure", needed.measure), node("adaptation", *needed.key)
        yield whole, part, {"kind": "has_adaptation"}
        yield part, whole, {"kind": "part_of"}
    for row, link in enumerate(roadmap.dependencies):
        ends = _end(roadmap, link.predecessor), _end(roadmap, link.successor)
        yield *ends, _of_dependency(roadmap, row, link)
    for rollout in roadmap.rollouts:
        ends = node("measure", rollout.measure), node("sector", rollout.sector)
        yield *ends, _of_rollout(roadmap, rollout)
    for support in roadmap.supports:
        ends = node("measure", support.measure), node("sector", support.delivering)
        yield *ends, _of_support(support)
    for measure in roadmap.measures:
        yield from _work(measure)
    for needed in roadmap.adaptations:
        yield from _work_before(needed)
    for given in roadmap.contributions:
        ends = node("measure", given.measure), node("service", given.service)
        yield *ends, {"kind": "contributes_to", "weight": given.share, "basis": str(given.provenance.basis)}


def _named_phases(roadmap: Roadmap) -> Iterator[tuple[Measure, Phase]]:
    """Give the phases that dependencies name, in the order of the data; of a done measure none is left."""
    ends = (end for link in roadmap.dependencies for end in (link.predecessor, link.successor))
    named = {(end.measure, end.phase) for end in ends if end.phase and not end.is_adaptation}
    for measure in roadmap.measures:
        for phase in measure.phases:
            if (measure.id, phase.id) in named:
                yield measure, phase


def _named_adaptations(roadmap: Roadmap) -> Iterator[Adaptation]:
    """Give the adaptations that dependencies name, in the order of the data; of done measures none."""
    ends = (end for link in roadmap.dependencies for end in (link.predecessor, link.successor))
    named = {(end.measure, end.sector) for end in ends if end.is_adaptation}
    for needed in roadmap.adaptations:
        if needed.key in named and not roadmap.measure(needed.measure).is_done:
            yield needed


def _end(roadmap: Roadmap, endpoint: Endpoint) -> str:
    """Give the node an endpoint lies in; a rollout is an edge, so that of one it is the measure."""
    done = roadmap.measure(endpoint.measure).is_done
    if endpoint.is_adaptation:
        is_there = not done and roadmap.adaptation_of((endpoint.measure, endpoint.sector)) is not None
        named = "adaptation", endpoint.measure, endpoint.sector
        return node(*named) if is_there else node("measure", endpoint.measure)
    if endpoint.phase and not done:
        return node("phase", endpoint.measure, endpoint.phase)
    return node("measure", endpoint.measure)


def _of_measure(measure: Measure) -> Attributes:
    due = measure.deadline
    return _given(
        kind="measure",
        measure=measure.id,
        name=measure.name,
        owner=measure.owner,
        goal=measure.goal,
        status=str(measure.status),
        must_be_in=measure.must_be_in,
        earliest_start=measure.earliest_start,
        deadline=due and due.day,
        deadline_is_hard=due and due.is_hard,
        phases_periods=sum(phase.modes[0].periods for phase in measure.phases),
    )


def _of_phase(measure: Measure, phase: Phase) -> Attributes:
    return _given(
        kind="phase",
        measure=measure.id,
        phase=phase.id,
        name=phase.name,
        place=measure.phases.index(phase),
        periods=phase.modes[0].periods,
        pinned_start=phase.pinned_start,
        largest_pause_periods=phase.largest_pause_periods,
    )


def _of_adaptation(needed: Adaptation) -> Attributes:
    return _given(
        kind="adaptation",
        measure=needed.measure,
        sector=needed.sector,
        periods=needed.periods,
        after_phase=needed.after_phase,
        pinned_start=needed.pinned_start,
        is_running=needed.is_running,
        cost_nok_per_period=needed.cost_nok_per_period,
        basis=str(needed.provenance.basis),
    )


def _of_sector(sector: Sector, given: list[float] | None) -> Attributes:
    return _given(
        kind="sector",
        sector=sector.id,
        name=sector.name,
        sector_kind=str(sector.kind),
        units=sector.units,
        simultaneous_limit=sector.simultaneous_limit,
        strict_counting=sector.strict_counting,
        programme_share=sector.programme_share,
        capacity_person_months=given,
        capacity_from=[row.starts for row in sector.capacities],
        capacity_likely_person_months=[row.person_months.likely for row in sector.capacities],
        other_load=[row.what for row in sector.other_loads],
        other_load_from=[row.starts for row in sector.other_loads],
        other_load_person_months=[row.person_months for row in sector.other_loads],
        freeze_from=[freeze.starts for freeze in sector.freezes],
        freeze_to=[freeze.ends for freeze in sector.freezes],
        freeze_share=[freeze.share for freeze in sector.freezes],
    )


def _of_dependency(roadmap: Roadmap, row: int, link: Dependency) -> Attributes:
    """Say how a dependency ties; ``row`` counts from 0 in the order of the data."""
    return _given(
        kind="dependency",
        row=row,
        link=str(link.link),
        lag_periods=link.lag_periods,
        largest_lag_periods=link.largest_lag_periods,
        share=link.share,
        share_sector=link.share_sector,
        predecessor_sector=link.predecessor.sector,
        successor_sector=link.successor.sector,
        reason=link.kind,
        binds=binds_selection(roadmap, link),
        basis=str(link.provenance.basis),
    )


def _of_rollout(roadmap: Roadmap, rollout: Rollout) -> Attributes:
    due, points = rollout.deadline, rollout.pace if isinstance(rollout.pace, tuple) else ()
    return _given(
        kind="rolled_out_in",
        units=roadmap.units(rollout),
        target_share=rollout.target,
        pace_share_per_period=rollout.first_pace,
        falling_pace_shares_per_period=[point.pace for point in points],
        falling_pace_at_shares=[point.share for point in points],
        share_in_use=rollout.in_use,
        effort_person_months_per_unit=rollout.effort_per_unit,
        effort_offsets=[offset for offset, _share in rollout.effort_profile],
        effort_shares=[share for _offset, share in rollout.effort_profile],
        cost_nok_per_unit=rollout.cost_per_unit_nok,
        benefit_nok_per_year=rollout.benefit_nok_per_year,
        gate_shares=rollout.gate_shares(roadmap.units(rollout)) if rollout.is_gated else (),
        pinned_begin=rollout.pinned_begin,
        deadline=due and due.deadline.day,
        deadline_share=due and due.share,
        basis=str(rollout.provenance.basis),
    )


def _of_support(support: Support) -> Attributes:
    return _given(
        kind="supported_by",
        receiving=support.receiving,
        effort_person_months_per_unit=support.effort_per_unit,
        effort_offsets=[offset for offset, _share in support.profile],
        effort_shares=[share for _offset, share in support.profile],
        basis=str(support.provenance.basis),
    )


def _work(measure: Measure) -> Iterator[tuple[str, str, Attributes]]:
    """Give what each phase asks of each sector, in each of its modes."""
    for phase in measure.phases:
        for mode in phase.modes:
            for demand in mode.demands:
                yield (
                    node("measure", measure.id),
                    node("sector", demand.sector),
                    _given(
                        kind="works_for",
                        phase=phase.id,
                        mode=mode.name,
                        periods=mode.periods,
                        person_months_per_period=demand.person_months,
                        basis=str(demand.provenance.basis),
                    ),
                )


def _work_before(needed: Adaptation) -> Iterator[tuple[str, str, Attributes]]:
    """Give what an adaptation asks of its own sector, and of those that support it."""
    for demand in needed.demands:
        yield (
            node("measure", needed.measure),
            node("sector", demand.sector),
            _given(
                kind="adapts_for",
                receiving=needed.sector,
                periods=needed.periods,
                person_months_per_period=demand.person_months,
                basis=str(demand.provenance.basis),
            ),
        )


def _given(**attributes: object) -> Attributes:
    """Give the attributes that say something, with dates as text."""
    return {name: _plain(value) for name, value in attributes.items() if value not in _NOTHING}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
