"""What prices prove of dates: of a measure alone it is the room itself, and each rule of it matters."""

from dataclasses import replace

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout, an_adaptation, day_of
from support.planned import start_of

from planner.decisions import Proofs
from planner.model import (
    ADAPTATION,
    FINISH,
    VALUE,
    DateKind,
    Gate,
    Objective,
    ObjectiveKind,
    PacePoint,
    PlanDate,
    Roadmap,
)
from planner.solver import DateLimits, date_bounds, solve_exactly

BENEFIT = 8e6
END = PlanDate(kind=DateKind.END, measure="a", sector="gp")
BEGIN = PlanDate(kind=DateKind.START, measure="a", sector="gp")
ADAPTING = PlanDate(kind=DateKind.START, measure="a", sector="gp", phase=ADAPTATION)
OF_PHASE = PlanDate(kind=DateKind.END, measure="a", phase="build")


def one_measure(**fields: object) -> Roadmap:
    """Give a roadmap of one measure that earns the more the sooner it is in use."""
    rollout = a_rollout("a", benefit_nok_per_year=BENEFIT)
    return a_roadmap(
        a_measure("a", a_phase("build", 2, cost=1e6), optional=True),
        rollouts=(replace(rollout, **fields),),  # type: ignore[arg-type]
    )


def limits(roadmap: Roadmap, date: PlanDate, loss: float) -> DateLimits:
    """Give what is proved of a date for a loss from the best plan."""
    best = solve_exactly(roadmap).score
    assert best is not None
    return Proofs(roadmap, VALUE, best - loss).of_dates([date])[date]


def best_delayed(roadmap: Roadmap, periods: int) -> float:
    """Give what the best plan loses where the measure starts so many periods later."""
    later = replace(roadmap.measure("a"), earliest_start=day_of(periods))
    delayed = replace(roadmap, measures=(replace(later, optional=False),))
    found, best = solve_exactly(delayed).score, solve_exactly(roadmap).score
    assert found is not None
    assert best is not None
    return best - found


NAMES = ("plain", "gated", "falling", "counts later")
SHAPES: list[dict[str, object]] = [
    {},
    {"gates": (Gate(limit=0.2, periods=1),)},
    {"pace": (PacePoint(pace=0.5, share=0.4), PacePoint(pace=0.2, share=1.0))},
    {"counts_from": 0.6},
]


@pytest.mark.parametrize("shape", SHAPES, ids=NAMES)
@pytest.mark.parametrize("periods", [1, 3])
def test_alone_a_start_is_proved_to_be_no_later_than_it_can_be(
    shape: dict[str, object], periods: int
) -> None:
    roadmap = one_measure(**shape)
    enough = best_delayed(roadmap, periods)

    assert limits(roadmap, start_of("a"), enough * 1.001).latest == periods
    assert limits(roadmap, start_of("a"), enough * 0.999).latest == periods - 1
    assert limits(roadmap, OF_PHASE, enough * 1.001).latest == periods + 2
    assert limits(roadmap, OF_PHASE, enough * 0.999).latest == periods + 1


def test_what_earns_by_being_late_cannot_be_early() -> None:
    late = a_measure("a", a_phase("build", 2), worth_by_end_nok=(0.0, 0.0, 0.0, 0.0, 5e6, 8e6, 8e6, 8e6, 8e6))
    roadmap = a_roadmap(late)

    assert limits(roadmap, start_of("a"), 1e6).earliest == 3
    assert limits(roadmap, start_of("a"), 4e6).earliest == 2
    assert limits(roadmap, OF_PHASE, 1e6).earliest == 5


@pytest.mark.parametrize(
    ("shape", "ends"),
    list(zip(SHAPES, (4, 5, 5, 4), strict=True)),
    ids=NAMES,
)
def test_no_rollout_ends_before_it_can(shape: dict[str, object], ends: int) -> None:
    found = limits(one_measure(**shape), END, 1e9)

    assert (found.earliest, found.latest) == (ends, 9), "it may be unfinished at the horizon"


def test_a_rollout_that_pays_late_cannot_end_early() -> None:
    """Waves that cost less later make an early end a loss; what is proved of it is what that costs."""
    roadmap = one_measure(cost_per_unit_nok=0.0, benefit_nok_per_year=0.0, running_cost_per_unit_nok=1e4)
    must = replace(roadmap, measures=(a_measure("a", a_phase("build", 2)),))

    assert limits(must, END, 1.0).earliest == 8, "in use as late as it may"
    assert limits(must, END, 1.0).latest == 8
    assert limits(must, END, 1e9).earliest == 4


def test_a_begin_is_bounded_from_both_sides() -> None:
    roadmap = one_measure(gates=(Gate(limit=0.3, periods=1),))
    enough = best_delayed(roadmap, 1)

    assert limits(roadmap, BEGIN, enough * 0.999).latest == 2
    assert limits(roadmap, BEGIN, enough * 1.001).latest == 3
    costs = replace(roadmap.rollouts[0], benefit_nok_per_year=0.0, running_cost_per_unit_nok=1e4)
    must = replace(roadmap, measures=(replace(roadmap.measure("a"), optional=False),), rollouts=(costs,))
    assert limits(must, BEGIN, 1.0).earliest == 5


def test_a_begin_that_does_not_matter_is_bounded_too() -> None:
    roadmap = one_measure()
    enough = best_delayed(roadmap, 1)

    assert limits(roadmap, BEGIN, enough * 0.999).latest == 2
    assert limits(roadmap, BEGIN, enough * 1.1).latest == 3


def test_an_adaptation_is_bounded_from_both_sides() -> None:
    roadmap = replace(one_measure(), adaptations=(an_adaptation("a", "gp", 1),))
    enough = best_delayed(roadmap, 1)

    found = limits(roadmap, ADAPTING, enough * 0.999)
    assert (found.earliest, found.latest) == (2, 2)
    assert limits(roadmap, ADAPTING, enough * 1.001).latest == 3


def test_whether_a_measure_can_be_in_or_out_is_a_matter_of_what_it_is_worth() -> None:
    roadmap = one_measure()
    best = solve_exactly(roadmap).score
    assert best is not None

    assert not limits(roadmap, start_of("a"), 0.999 * best).may_be_out
    assert limits(roadmap, start_of("a"), 1.001 * best).may_be_out
    worthless = one_measure(benefit_nok_per_year=0.0)
    assert not limits(worthless, start_of("a"), 1.0).may_be_in
    assert limits(worthless, start_of("a"), 1e9).may_be_in


def test_order_bounds_a_start_whatever_it_is_worth() -> None:
    both = a_measure("b", a_phase("build", 3)), a_measure("a", a_phase("build", 1))
    roadmap = a_roadmap(*both, dependencies=(a_link("b", "a"),))

    assert limits(roadmap, start_of("a"), 1e12).earliest == 3


def test_a_score_that_is_made_small_is_bounded_from_below() -> None:
    roadmap = one_measure()
    best = solve_exactly(roadmap, FINISH).score
    assert best == 4.0
    bounds = date_bounds(roadmap, FINISH)

    assert bounds.bound == pytest.approx(best, abs=1e-3)
    for later in range(3):
        found = bounds.limits([start_of("a")], best + later)[start_of("a")]
        assert (found.latest, found.may_be_out) == (later, False)
    assert bounds.limits([start_of("a")], 8.0)[start_of("a")].may_be_out, "out, it counts the horizon"


def test_a_score_that_prices_do_not_know_bounds_nothing_but_what_the_rules_do() -> None:
    roadmap = one_measure()

    bounds = date_bounds(roadmap, Objective(kind=ObjectiveKind.LEVELLING))

    found = bounds.limits([start_of("a")], 0.0)[start_of("a")]
    assert (found.earliest, found.latest) == (0, 6)
    assert found.may_be_in
    assert found.may_be_out


def test_of_services_and_lower_shares_nothing_is_proved() -> None:
    roadmap = one_measure()
    service = PlanDate(kind=DateKind.REALISED, service="S1")
    lower = replace(END, share=0.5)

    assert date_bounds(roadmap).limits([service, lower], 0.0) == {}
    assert Proofs(roadmap, VALUE, 0.0).of_dates([service])[service] == DateLimits()
