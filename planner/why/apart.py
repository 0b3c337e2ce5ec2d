"""Parts of a roadmap that have nothing to do with each other: it has a plan where each of them has one."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from planner.model import Measure, Requirement, RequirementKind, Roadmap, Schedule
from planner.rules import binding_since, binds, is_paid_from, payer_of_phase, payer_of_rollout


def parts_apart(roadmap: Roadmap) -> Iterator[Roadmap]:
    """Give the parts of a roadmap of which none shares a rule, a limited sector or a budget with another."""
    names = [each.id for each in roadmap.measures]
    for measures in hanging_together(names, _ties(roadmap)) or [[]]:
        yield _about(roadmap, measures)


def together(roadmap: Roadmap, schedules: Iterable[Schedule]) -> Schedule:
    """Put the schedules of all parts together, in the order of the roadmap."""
    found = list(schedules)
    phases = {name: each for schedule in found for name, each in schedule.phases_by_measure.items()}
    rollouts = {each.key: each for schedule in found for each in schedule.rollouts}
    chosen = {each for schedule in found for each in schedule.selected}
    selected = tuple(each.id for each in roadmap.open_measures if each.id in chosen)
    return Schedule(
        selected=selected,
        phases=tuple(phase for each in selected for phase in phases.get(each, ())),
        rollouts=tuple(rollouts[each.key] for each in roadmap.open_rollouts),
    )


def counted_by(roadmap: Roadmap, asked: Requirement) -> Iterator[str]:
    """Give the measures that a requirement is about, done ones too."""
    if asked.measure:
        yield asked.measure
    if asked.kind in (RequirementKind.COVERAGE, RequirementKind.REALISED):
        yield from (each.measure for each in roadmap.contributions)
    if asked.service:
        yield from (each.measure for each in roadmap.contributions if each.service == asked.service)


def hanging_together(names: Iterable[str], tied: Iterable[Collection[str]]) -> list[list[str]]:
    """Give names in parts that nothing ties to each other, in their order; ties may name others too.

    Examples
    --------
    >>> hanging_together("abcd", ["ac", "cx"])
    [['a', 'c'], ['b'], ['d']]
    """
    leader = {each: each for each in names}

    def first(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for tie in tied:
        for one, other in pairwise(each for each in tie if each in leader):
            leader[first(other)] = first(one)
    parts: dict[str, list[str]] = {}
    for each in leader:
        parts.setdefault(first(each), []).append(each)
    return list(parts.values())


def _ties(roadmap: Roadmap) -> Iterator[Collection[str]]:
    """Give sets of measures that some rule looks at together."""
    yield from (link.measures for link in roadmap.dependencies if binds(roadmap, link))
    yield from (link.measures for link, _since in binding_since(roadmap))
    yield from (group.measures for group in roadmap.groups)
    yield from (list(counted_by(roadmap, asked)) for asked in roadmap.hard_requirements)
    yield from _at_limits(roadmap)
    for budget in roadmap.budgets:
        yield [each.id for each in roadmap.open_measures if _pays(roadmap, each, budget.payer)]


def _at_limits(roadmap: Roadmap) -> Iterator[Collection[str]]:
    """Give the measures that ask anything of each sector with a limit."""
    limited = {each.id for each in roadmap.sectors if each.capacities or each.simultaneous_limit is not None}
    users: dict[str, list[str]] = {each: [] for each in limited}
    for measure in roadmap.open_measures:
        for sector in _sectors(roadmap, measure.id) & limited:
            users[sector].append(measure.id)
    yield from users.values()


def _sectors(roadmap: Roadmap, measure_id: str) -> set[str]:
    """Give the sectors that a measure asks anything of."""
    measure, rollouts = roadmap.measure(measure_id), roadmap.rollouts_of(measure_id)
    asked = {demand.sector for phase in measure.phases for mode in phase.modes for demand in mode.demands}
    asked |= {each.sector for each in rollouts}
    asked |= {each.delivering for rollout in rollouts for each in roadmap.supports_of(rollout)}
    rows = (roadmap.adaptation_of(each.key) for each in rollouts)
    return asked | {demand.sector for row in rows if row is not None for demand in row.demands}


def _pays(roadmap: Roadmap, measure: Measure, payer: str) -> bool:
    """Tell whether anything of a measure may be paid from the budgets of a payer."""
    payers = {payer_of_phase(phase) for phase in measure.phases}
    payers |= {payer_of_rollout(roadmap, each) for each in roadmap.rollouts_of(measure.id)}
    return any(is_paid_from(each, payer) for each in payers)


def _is_about(roadmap: Roadmap, asked: Requirement, measures: Collection[str]) -> bool:
    """Tell whether a requirement is about some measures; one that is about none belongs to every part."""
    counted = {*counted_by(roadmap, asked)}
    return not counted or not counted.isdisjoint(measures)


def _about(roadmap: Roadmap, measures: Collection[str]) -> Roadmap:
    """Give the part of a roadmap about some measures that nothing ties to others."""
    own = set(measures)
    sectors = {each for measure in measures for each in _sectors(roadmap, measure)}
    asked = tuple(each for each in roadmap.hard_requirements if _is_about(roadmap, each, own))
    payers = [each for each in roadmap.measures if each.id in own and not each.is_done]
    return replace(
        roadmap,
        measures=tuple(each for each in roadmap.measures if each.id in own),
        sectors=tuple(each for each in roadmap.sectors if each.id in sectors),
        rollouts=tuple(each for each in roadmap.rollouts if each.measure in own),
        supports=tuple(each for each in roadmap.supports if each.measure in own),
        adaptations=tuple(each for each in roadmap.adaptations if each.measure in own),
        dependencies=tuple(each for each in roadmap.dependencies if own.issuperset(each.measures)),
        groups=tuple(each for each in roadmap.groups if own & {*each.measures}),
        contributions=tuple(each for each in roadmap.contributions if each.measure in own),
        requirements=asked,
        budgets=tuple(
            each for each in roadmap.budgets if any(_pays(roadmap, measure, each.payer) for measure in payers)
        ),
        published=(),
        risks=(),
        assumptions=(),
    )
