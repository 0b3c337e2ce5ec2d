"""Starts looked for only where phases fit: the same plans as when all starts are weighed."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from support.builders import a_deliverer, a_measure, a_phase, a_roadmap, day_of
from support.strategies import random_roadmap

from planner.model import VALUE, Roadmap
from planner.problem import Problem
from planner.solver.arrays.arrays import Arrays, Floats, Plans
from planner.solver.arrays.building import Flat
from planner.solver.arrays.plain import as_python
from planner.solver.engines.placing.kernels import best, links, measures
from planner.solver.engines.placing.kernels.aims import Aims, make_aims

THRIFT = 0.7

make_desk, ledger_of = as_python(links.make_desk), as_python(measures.ledger_of)
make_bench, only_phases = as_python(best.make_bench), as_python(best.only_phases)
place_best = as_python(best.place_best)


def place_one_by_one(arrays: Arrays, aims: Aims, plans: Plans, rent: Floats, not_before: int) -> int:
    """Place all measures of phases alone, those before their followers; give how many had one mode."""
    desk, bench, ledger, simple = make_desk(arrays), make_bench(arrays), ledger_of(arrays, plans), 0
    for measure in arrays.measures.order:
        if only_phases(arrays, measure):
            simple += bench.fits.simple[measure]
            place_best(arrays, aims, ledger, plans, desk, bench, rent, THRIFT, measure, not_before, True)
    return simple


def placed(roadmap: Roadmap, not_before: int, rents: float = 0.1) -> tuple[Plans, int]:
    """Place all measures of a roadmap, at rents drawn anew; say of how many all phases had one mode."""
    flat = Flat(Problem(roadmap), VALUE)
    plans, worth = flat.empty(), flat.arrays.worth
    rent = np.random.default_rng(7).exponential(rents, worth.mode.shape)
    simple = place_one_by_one(flat.arrays, make_aims(flat.arrays, worth), plans, rent, not_before)
    return plans, simple


def with_pauses(roadmap: Roadmap, most: int | None) -> Roadmap:
    """Let so many periods, or any number, pass after each phase."""
    measures = (
        replace(each, phases=tuple(replace(phase, largest_pause_periods=most) for phase in each.phases))
        for each in roadmap.measures
    )
    return replace(roadmap, measures=tuple(measures))


def phases_alone() -> Iterator[Roadmap]:
    """Give small roadmaps that nobody takes into use, some of them with room for little."""
    for seed in range(40):
        drawn = random_roadmap(seed)
        yield with_pauses(replace(drawn, rollouts=(), dependencies=()), None)


def test_measures_go_where_they_would_when_all_starts_are_weighed() -> None:
    inside = 0
    for number, roadmap in enumerate(phases_alone()):
        found, simple = placed(roadmap, number % 3)
        weighed, of_these = placed(with_pauses(roadmap, roadmap.calendar.periods), number % 3)
        for figures, others in zip(found, weighed, strict=True):
            np.testing.assert_array_equal(figures, others)
        assert of_these == 0
        inside += found.inside.sum() if simple else 0
    assert inside > 20


def test_a_phase_waits_for_a_gap_that_is_long_enough() -> None:
    fixed = replace(a_phase("build", 2, nhn=1.0), pinned_start=day_of(3))
    roadmap = a_roadmap(
        a_measure("a", fixed),
        a_measure("b", a_phase("try", 2, nhn=1.0), a_phase("build", 3, nhn=2.0)),
        sectors=(a_deliverer(capacity=2.0),),
        periods=8,
    )

    plans, _simple = placed(roadmap, 0, rents=0.0)

    assert plans.start.tolist() == [3, 0, 5]


def test_what_fits_nowhere_stays_out() -> None:
    too_long = a_measure("a", a_phase("build", 5, nhn=1.0), a_phase("try", 4, nhn=1.0))
    roadmap = a_roadmap(too_long, sectors=(a_deliverer(capacity=1.0),), periods=8)

    plans, simple = placed(roadmap, 0)

    assert simple == 1
    assert not plans.inside.any()
