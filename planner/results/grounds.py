"""What a plan's benefit, cost and load rest on: sources, what follows from them, or assumptions."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from planner.economics import earning_weights, investments, shares_that_count
from planner.model import Basis, PlannedPhase, PlannedRollout, Roadmap, Rollout, Schedule
from planner.rules import adaptation_run, asked_by_waves


class What(StrEnum):
    """What is shared out over what it rests on."""

    BENEFIT = "benefit"
    COST = "cost"
    LOAD = "load"


_WEAKEST_LAST = (Basis.DOCUMENTED, Basis.DERIVED, Basis.ASSUMED)
Part = tuple[What, float, Basis]


def grounds(roadmap: Roadmap, schedule: Schedule) -> dict[What, dict[Basis, float]]:
    """Give the shares of a plan's benefit, investment and load by what they rest on.

    Each product counts as the weakest of the figures that enter it. Benefit is a present value, investment is
    as stated, load is person-months. What a plan has nothing of is left out.
    """
    sums = {what: dict.fromkeys(_WEAKEST_LAST, 0.0) for what in What}
    for what, amount, basis in _parts(roadmap, schedule):
        sums[what][basis] += amount
    return {what: _shares(amounts) for what, amounts in sums.items() if sum(amounts.values()) > 0}


def sourced_share(shares: Mapping[Basis, float]) -> float:
    """Give the part that rests on sources, as they say or as follows from them."""
    return shares[Basis.DOCUMENTED] + shares[Basis.DERIVED]


def _shares(amounts: Mapping[Basis, float]) -> dict[Basis, float]:
    total = sum(amounts.values())
    return {basis: amount / total for basis, amount in amounts.items()}


def weakest(*bases: Basis) -> Basis:
    """Give the basis that says least.

    Examples
    --------
    >>> weakest(Basis.DOCUMENTED, Basis.ASSUMED, Basis.DERIVED)
    <Basis.ASSUMED: 'assumed'>
    """
    return max(bases, key=_WEAKEST_LAST.index)


def _parts(roadmap: Roadmap, schedule: Schedule) -> Iterator[Part]:
    """Give every product behind a plan: what it is of, how much, and what it rests on."""
    for phase in schedule.phases:
        yield from _of_phase(roadmap, phase)
    even, growing = earning_weights(roadmap), earning_weights(roadmap, grows=True)
    for planned in schedule.rollouts:
        rollout = roadmap.rollout_by_key(planned.key)
        yield from _of_adaptation(roadmap, planned)
        yield from _of_waves(roadmap, rollout, planned.waves(rollout.in_use))
        counted = shares_that_count(rollout, planned.adoption)
        weights = growing if rollout.benefit_grows else even
        earned = sum(share * weight for share, weight in zip(counted, weights, strict=True))
        yield What.BENEFIT, earned * rollout.benefit_nok_per_year, _benefit_rests_on(rollout)


def _of_phase(roadmap: Roadmap, planned: PlannedPhase) -> Iterator[Part]:
    mode = roadmap.measure(planned.measure).mode(planned.phase, planned.mode)
    rests_on, periods = mode.provenance.basis_of, planned.end - planned.start
    lasts = rests_on("duration")
    if periods:
        at_start = sum(investments(mode, periods)) - periods * mode.cost_nok_per_period
        yield What.COST, at_start, rests_on("cost_at_start_nok")
        yield What.COST, periods * mode.cost_nok_per_period, weakest(lasts, rests_on("cost_nok_per_period"))
    for demand in mode.demands:
        basis = weakest(lasts, demand.provenance.basis_of("person_months"))
        yield What.LOAD, periods * demand.person_months, basis


def _of_adaptation(roadmap: Roadmap, planned: PlannedRollout) -> Iterator[Part]:
    run = adaptation_run(roadmap, planned)
    if run is None:
        return
    row, periods = run.row, len(run.periods)
    rests_on = row.provenance.basis_of
    lasts = rests_on("duration")
    yield What.COST, periods * row.cost_nok_per_period, weakest(lasts, rests_on("cost_nok_per_period"))
    for demand in row.demands:
        basis = weakest(lasts, demand.provenance.basis_of("person_months"))
        yield What.LOAD, periods * demand.person_months, basis


def _of_waves(roadmap: Roadmap, rollout: Rollout, waves: Sequence[float]) -> Iterator[Part]:
    rests_on = rollout.provenance.basis_of
    counted = roadmap.sector(rollout.sector).provenance if rollout.units is None else rollout.provenance
    units = counted.basis_of("units")
    cost = sum(waves) * roadmap.units(rollout) * rollout.cost_per_unit_nok
    yield What.COST, cost, weakest(units, rests_on("cost_per_unit_nok"))
    supported = {
        each.delivering: each.provenance.basis_of("effort_per_unit") for each in roadmap.supports_of(rollout)
    }
    for each in asked_by_waves(roadmap, rollout):
        first = max(0, -each.offset)  # nobody prepares in the past, and nothing counts after the horizon
        within = sum(waves[first : len(waves) - max(0, each.offset)])
        effort = supported.get(each.sector, rests_on("effort_per_unit"))
        yield What.LOAD, within * each.person_months, weakest(units, effort)


def _benefit_rests_on(rollout: Rollout) -> Basis:
    rests_on = rollout.provenance.basis_of
    stated = [name for name in ("in_use", "counts_from") if getattr(rollout, name)]
    return weakest(*map(rests_on, ("benefit_nok_per_year", *stated)))
