"""What is named but not there, and what is there twice."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from planner.check.inputs import unknown_in_inputs
from planner.check.naming import BrokenReference, missing
from planner.check.places import budget_key, error, key, link_key
from planner.language import to_say
from planner.model import (
    Budget,
    Dependency,
    Endpoint,
    Finding,
    Measure,
    Mode,
    Phase,
    Roadmap,
    Rollout,
    at_hand,
)


def doubled(roadmap: Roadmap) -> Iterator[Finding]:
    """Find ids and keys that are given more than once."""
    for table, column, keys in (
        ("veikart", "id", [measure.id for measure in roadmap.measures]),
        ("aktorer", "id", [sector.id for sector in roadmap.sectors]),
        ("innforing", "sector", [key(*rollout.key) for rollout in roadmap.rollouts]),
        ("stotte", "delivering", [key(*support.key) for support in roadmap.supports]),
        ("tilpasning", "sector", [key(*row.key) for row in roadmap.adaptations]),
        ("passert", "measure", [key(*row.key) for row in roadmap.passed]),
        ("informasjonstjenester", "id", [service.id for service in roadmap.services]),
        ("bidrag", "service", [key(part.measure, part.service) for part in roadmap.contributions]),
        ("krav", "id", [requirement.id for requirement in roadmap.requirements]),
        ("risiko", "id", [risk.id for risk in roadmap.risks]),
        ("grupper", "id", [group.id for group in roadmap.groups]),
        ("innspill", "id", [each.id for each in roadmap.inputs]),
    ):
        for name, count in Counter(keys).items():
            if count > 1:
                message = to_say("{id} is given {count} times, expected once.", id=name, count=count)
                yield error("duplicate_id", table, name, column, message)
    yield from _doubled_budgets(roadmap.budgets)


def _doubled_budgets(budgets: Iterable[Budget]) -> Iterator[Finding]:
    """Find budgets of the same payer and years, also where one says its only year twice and one once."""
    for named, count in Counter(budget.key for budget in budgets).items():
        same = [budget for budget in budgets if budget.key == named]
        name, spelt = budget_key(named), [budget for budget in same if budget.last_year is not None]
        if count > 1 and len(spelt) not in (0, count):
            message = to_say(
                "{id} is given {count} times, expected once: a row without a last year is of its year alone.",
                id=name,
                count=count,
            )
            subject = key(str(spelt[0].year), str(spelt[0].last), spelt[0].payer)
            yield error("duplicate_id", "budsjett", subject, "last_year", message)
        elif count > 1:
            message = to_say("{id} is given {count} times, expected once.", id=name, count=count)
            yield error("duplicate_id", "budsjett", name, "year", message)


@at_hand
def unknown(roadmap: Roadmap) -> tuple[BrokenReference, ...]:
    """Find what is named but not there, with the nearest match."""
    return (
        *_unknown_in_rollouts(roadmap),
        *_unknown_in_support(roadmap),
        *_unknown_in_adaptations(roadmap),
        *_unknown_in_passed(roadmap),
        *_unknown_in_demands(roadmap),
        *_unknown_in_dependencies(roadmap),
        *_unknown_in_requirements(roadmap),
        *_unknown_in_rest(roadmap),
        *unknown_in_inputs(roadmap),
    )


def sound(roadmap: Roadmap) -> Roadmap:
    """Give the roadmap without doubles and without what names something unknown; most are sound."""
    single = _within_sectors(_of_receivers(_without_doubles(roadmap)))
    while faults := {id(fault.row) for fault in unknown(single)}:
        single = _without(single, faults)
    return single


def _with(roadmap: Roadmap, **parts: tuple[Any, ...]) -> Roadmap:
    """Give a roadmap with other parts, itself where they are its own: all that is known of it then is."""
    is_other = any(rows != getattr(roadmap, name) for name, rows in parts.items())
    return replace(roadmap, **parts) if is_other else roadmap  # type: ignore[arg-type]


def _without_doubles(roadmap: Roadmap) -> Roadmap:
    return _with(
        roadmap,
        measures=_first_of_each(roadmap.measures, lambda measure: measure.id),
        sectors=_first_of_each(roadmap.sectors, lambda sector: sector.id),
        rollouts=_first_of_each(roadmap.rollouts, lambda rollout: rollout.key),
        supports=_first_of_each(roadmap.supports, lambda support: support.key),
        adaptations=_first_of_each(roadmap.adaptations, lambda row: row.key),
        passed=_first_of_each(roadmap.passed, lambda row: row.key),
        services=_first_of_each(roadmap.services, lambda service: service.id),
        requirements=_first_of_each(roadmap.requirements, lambda requirement: requirement.id),
        inputs=_first_of_each(roadmap.inputs, lambda each: each.id),
    )


def _of_receivers(roadmap: Roadmap) -> Roadmap:
    """Leave out rollouts in sectors that deliver: without units there is nothing to reckon with."""
    delivering = {sector.id for sector in roadmap.sectors if not sector.is_receiving}
    return _with(roadmap, rollouts=tuple(r for r in roadmap.rollouts if r.sector not in delivering))


def _within_sectors(roadmap: Roadmap) -> Roadmap:
    """Let rollouts with more units than their sector has reach the whole sector: they are told of already."""
    most = {sector.id: sector.units for sector in roadmap.sectors}

    def within(rollout: Rollout) -> Rollout:
        too_many = rollout.units is not None and rollout.units > most.get(rollout.sector, rollout.units)
        return replace(rollout, units=None) if too_many else rollout

    return _with(roadmap, rollouts=tuple(map(within, roadmap.rollouts)))


def _first_of_each(rows: Iterable[Any], named: Callable[[Any], object]) -> tuple[Any, ...]:
    return tuple({named(row): row for row in reversed(tuple(rows))}.values())[::-1]


def _without(roadmap: Roadmap, faults: set[int]) -> Roadmap:
    def kept(rows: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(row for row in rows if id(row) not in faults)

    def of_mode(mode: Mode) -> Mode:
        return replace(mode, demands=kept(mode.demands))

    def of_phase(phase: Phase) -> Phase:
        return replace(phase, modes=tuple(map(of_mode, phase.modes)))

    def of_measure(measure: Measure) -> Measure:
        return replace(measure, phases=tuple(map(of_phase, measure.phases)))

    return replace(
        roadmap,
        measures=tuple(map(of_measure, roadmap.measures)),
        rollouts=kept(roadmap.rollouts),
        supports=kept(roadmap.supports),
        adaptations=kept(roadmap.adaptations),
        passed=kept(roadmap.passed),
        dependencies=kept(roadmap.dependencies),
        contributions=kept(roadmap.contributions),
        groups=kept(roadmap.groups),
        requirements=kept(roadmap.requirements),
        risks=kept(roadmap.risks),
        published=kept(roadmap.published),
        inputs=kept(roadmap.inputs),
    )


def _unknown_in_rollouts(roadmap: Roadmap) -> Iterator[BrokenReference]:
    measures, sectors = _measure_ids(roadmap), _sector_ids(roadmap)
    for rollout in roadmap.rollouts:
        if rollout.measure in measures and rollout.sector in sectors:
            continue
        subject = key(*rollout.key)
        yield from missing(rollout, "innforing", subject, "measure", rollout.measure, measures)
        yield from missing(rollout, "innforing", subject, "sector", rollout.sector, sectors)


def _unknown_in_support(roadmap: Roadmap) -> Iterator[BrokenReference]:
    """Find unknown names in support; of a done measure, no rollout need be known."""
    measures, sectors = _measure_ids(roadmap), _sector_ids(roadmap)
    done = {measure.id for measure in roadmap.measures if measure.is_done}
    for each in roadmap.supports:
        subject = key(*each.key)
        yield from missing(each, "stotte", subject, "measure", each.measure, measures)
        yield from missing(each, "stotte", subject, "delivering", each.delivering, sectors, kind="sector")
        if each.receiving not in sectors:
            yield from missing(each, "stotte", subject, "receiving", each.receiving, sectors, kind="sector")
        elif each.measure in measures and each.measure not in done:
            known = _sectors_of(roadmap, each.measure)
            if each.receiving not in known and not _is_misnamed(roadmap, each.measure, each.receiving):
                yield from missing(
                    each, "stotte", subject, "receiving", each.receiving, known, kind="rollout"
                )


def _unknown_in_adaptations(roadmap: Roadmap) -> Iterator[BrokenReference]:
    """Find unknown names in adaptations; of a started measure, a phase may be gone, of a done one all."""
    measures, sectors = {each.id: each for each in reversed(roadmap.measures)}, _sector_ids(roadmap)
    for row in roadmap.adaptations:
        subject = key(*row.key)
        yield from missing(row, "tilpasning", subject, "measure", row.measure, measures)
        for given in row.support:
            yield from missing(row, "tilpasning", subject, "support", given.sector, sectors, kind="sector")
        measure = measures.get(row.measure)
        if row.sector not in sectors:
            yield from missing(row, "tilpasning", subject, "sector", row.sector, sectors, kind="sector")
        elif measure is not None and not measure.is_done:
            known = _sectors_of(roadmap, row.measure)
            if row.sector not in known and not _is_misnamed(roadmap, row.measure, row.sector):
                yield from missing(row, "tilpasning", subject, "sector", row.sector, known, kind="rollout")
        if measure is not None and not (measure.is_started or measure.is_done):
            phases = [phase.id for phase in measure.phases]
            after = row.after_phase or None
            yield from missing(row, "tilpasning", subject, "after_phase", after, phases, kind="phase")


def _unknown_in_passed(roadmap: Roadmap) -> Iterator[BrokenReference]:
    """Find unknown measures and sectors in what keeps its dates; a phase is known by standing there."""
    measures, sectors = _measure_ids(roadmap), _sector_ids(roadmap)
    for row in roadmap.passed:
        subject = key(*row.key)
        yield from missing(row, "passert", subject, "measure", row.measure, measures)
        yield from missing(row, "passert", subject, "sector", row.sector or None, sectors)


def _unknown_in_demands(roadmap: Roadmap) -> Iterator[BrokenReference]:
    sectors = _sector_ids(roadmap)
    for measure in roadmap.measures:
        for phase in measure.phases:
            for mode in phase.modes:
                for demand in (each for each in mode.demands if each.sector not in sectors):
                    subject = key(measure.id, phase.id, mode.name, demand.sector)
                    yield from missing(demand, "behov", subject, "sector", demand.sector, sectors)


def _unknown_in_dependencies(roadmap: Roadmap) -> Iterator[BrokenReference]:
    measures = {
        measure.id: measure for measure in reversed(roadmap.measures)
    }  # of two of one name, the first
    for dependency in roadmap.dependencies:
        yield from _unknown_endpoint(roadmap, measures, dependency, "predecessor")
        yield from _unknown_endpoint(roadmap, measures, dependency, "successor")
        yield from _unknown_share_sector(roadmap, measures, dependency)


def _unknown_endpoint(
    roadmap: Roadmap, measures: Mapping[str, Measure], link: Dependency, end: str
) -> Iterator[BrokenReference]:
    """Find an unknown measure, phase or rollout; what a done measure had been through need not be known."""
    endpoint: Endpoint = getattr(link, end)
    measure = measures.get(endpoint.measure)
    if measure is not None and (measure.is_done or not (endpoint.phase or endpoint.sector)):
        return
    table, subject = "avhengigheter", link_key(link)
    if measure is None:
        yield from missing(link, table, subject, end, endpoint.measure, measures, kind="measure")
        return
    if endpoint.is_adaptation:
        adapting = [row.sector for row in roadmap.adaptations if row.measure == measure.id]
        adapting += [
            row.sector for row in roadmap.passed if row.measure == measure.id and row.sector and row.phase
        ]
        yield from missing(
            link, table, subject, f"{end}.sector", endpoint.sector, adapting, kind="adaptation"
        )
        return
    if endpoint.phase:
        phases = [phase.id for phase in measure.phases]
        phases += [row.phase for row in roadmap.passed_phases_of(measure.id)]
        yield from missing(link, table, subject, f"{end}.phase", endpoint.phase, phases, kind="phase")
    sectors = _sectors_of(roadmap, measure.id) if endpoint.sector else []
    is_there = not endpoint.sector or endpoint.sector in sectors
    if not is_there and not _is_misnamed(roadmap, measure.id, endpoint.sector):
        yield from missing(link, table, subject, f"{end}.sector", endpoint.sector, sectors, kind="rollout")


def _unknown_share_sector(
    roadmap: Roadmap, measures: Mapping[str, Measure], link: Dependency
) -> Iterator[BrokenReference]:
    """Find a share of a sector that the predecessor is not taken into use by."""
    predecessor = measures.get(link.predecessor.measure)
    if not link.share_sector or predecessor is None or predecessor.is_done:
        return
    sectors = _sectors_of(roadmap, predecessor.id)
    if link.share_sector in sectors or _is_misnamed(roadmap, predecessor.id, link.share_sector):
        return
    subject = link_key(link)
    yield from missing(
        link, "avhengigheter", subject, "share_sector", link.share_sector, sectors, kind="rollout"
    )


def _unknown_in_requirements(roadmap: Roadmap) -> Iterator[BrokenReference]:
    """Find unknown services, measures and rollouts in requirements."""
    measures, services = _measure_ids(roadmap), [service.id for service in roadmap.services]
    for each in roadmap.requirements:
        yield from missing(each, "krav", each.id, "service", each.service or None, services)
        yield from missing(each, "krav", each.id, "measure", each.measure or None, measures)
        sectors = _sectors_of(roadmap, each.measure)
        is_told = each.measure not in measures or _is_misnamed(roadmap, each.measure, each.sector)
        if each.sector and each.sector not in sectors and not is_told:
            yield from missing(each, "krav", each.id, "sector", each.sector, sectors, kind="rollout")


def _is_misnamed(roadmap: Roadmap, measure_id: str, sector_id: str) -> bool:
    """Tell whether a rollout may be meant whose measure or sector is misspelt, and told of there."""
    measures, sectors = _misnamed(roadmap)
    return measure_id in measures or sector_id in sectors


@at_hand
def _misnamed(roadmap: Roadmap) -> tuple[set[str], set[str]]:
    """Give the measures of rollouts in unknown sectors, and the sectors of rollouts of unknown measures."""
    measures, sectors = _measure_ids(roadmap), _sector_ids(roadmap)
    return (
        {rollout.measure for rollout in roadmap.rollouts if rollout.sector not in sectors},
        {rollout.sector for rollout in roadmap.rollouts if rollout.measure not in measures},
    )


def _unknown_in_rest(roadmap: Roadmap) -> Iterator[BrokenReference]:
    """Find unknown names in contributions, groups, risks and published dates."""
    measures, sectors = _measure_ids(roadmap), _sector_ids(roadmap)
    services = [service.id for service in roadmap.services]
    for part in roadmap.contributions:
        subject = key(part.measure, part.service)
        yield from missing(part, "bidrag", subject, "measure", part.measure, measures)
        yield from missing(part, "bidrag", subject, "service", part.service, services)
    for group in roadmap.groups:
        for name in group.measures:
            yield from missing(group, "grupper", group.id, "measures", name, measures, kind="measure")
    for risk in roadmap.risks:
        yield from missing(risk, "risiko", risk.id, "measure", risk.measure or None, measures)
        yield from missing(risk, "risiko", risk.id, "sector", risk.sector or None, sectors)
    for published in roadmap.published:
        subject = key(published.measure, str(published.source_year or ""))
        yield from missing(published, "publisert", subject, "measure", published.measure, measures)


def _measure_ids(roadmap: Roadmap) -> Collection[str]:
    """Give the ids in order, each quick to find: thousands of rows name one."""
    return dict.fromkeys(measure.id for measure in roadmap.measures).keys()


def _sector_ids(roadmap: Roadmap) -> Collection[str]:
    return dict.fromkeys(sector.id for sector in roadmap.sectors).keys()


def _sectors_of(roadmap: Roadmap, measure_id: str) -> list[str]:
    return [rollout.sector for rollout in roadmap.rollouts_of(measure_id)]
