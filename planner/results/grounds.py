"""What a plan's benefit, cost and load rest on: sources, what follows from them, or assumptions."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from planner.economics import earning_weights, investments, shares_that_count
from planner.model import Basis, PlannedPhase, Roadmap, Rollout, Schedule


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
        taken_in = (planned.adoption[-1] - rollout.in_use) * roadmap.units(rollout)
        yield from _of_waves(roadmap, rollout, taken_in)
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


def _of_waves(roadmap: Roadmap, rollout: Rollout, taken_in: float) -> Iterator[Part]:
    rests_on = rollout.provenance.basis_of
    counted = roadmap.sector(rollout.sector).provenance if rollout.units is None else rollout.provenance
    units = counted.basis_of("units")
    cost, effort = taken_in * rollout.cost_per_unit_nok, taken_in * rollout.effort_per_unit
    yield What.COST, cost, weakest(units, rests_on("cost_per_unit_nok"))
    yield What.LOAD, effort, weakest(units, rests_on("effort_per_unit"))


def _benefit_rests_on(rollout: Rollout) -> Basis:
    rests_on = rollout.provenance.basis_of
    stated = [name for name in ("in_use", "counts_from") if getattr(rollout, name)]
    return weakest(*map(rests_on, ("benefit_nok_per_year", *stated)))
