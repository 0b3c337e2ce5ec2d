"""What a plan rests on: the weakest figure of each product counts, and nothing is left out."""

from dataclasses import replace

import pytest
from support.builders import a_roadmap_with_everything, its_schedule

from planner.economics import appraise
from planner.model import VALUE, Basis, Plan, PlanStatus, Provenance, Roadmap, Support
from planner.results import What, facts, grounds, load, sourced_share, support
from planner.results.grounds import _parts
from planner.tables import figures, has_assumed


def test_what_is_said_of_a_plan_is_counted_once() -> None:
    plan = Plan(
        roadmap=a_roadmap_with_everything(),
        objective=VALUE,
        status=PlanStatus.FEASIBLE,
        schedule=its_schedule(),
    )
    found = facts(plan)

    assert found is not None
    assert facts(plan) is found
    assert found.rests_on == grounds(plan.roadmap, its_schedule())
    assert facts(replace(plan, schedule=None)) is None


def test_whether_anything_is_assumed_goes_with_how_much() -> None:
    roadmap = a_roadmap_with_everything()
    bare = Roadmap(calendar=roadmap.calendar, measures=())

    for each in (roadmap, bare):
        assert has_assumed(each) is (figures(each)[0] > 0)
    assert has_assumed(roadmap)


def with_basis(roadmap: Roadmap, basis: Basis, *assumed: str) -> Roadmap:
    """Let all rollouts rest on one thing, but for some figures."""
    provenance = Provenance(basis=basis, exceptions=tuple((name, Basis.ASSUMED) for name in assumed))
    return replace(roadmap, rollouts=tuple(replace(each, provenance=provenance) for each in roadmap.rollouts))


def test_all_is_assumed_where_nothing_is_said() -> None:
    found = grounds(a_roadmap_with_everything(), its_schedule())

    assert found.keys() == set(What)
    assert {sourced_share(shares) for shares in found.values()} == {0.0}
    assert all(shares[Basis.ASSUMED] == 1.0 for shares in found.values())


def test_documented_benefit_counts_as_such() -> None:
    roadmap = with_basis(a_roadmap_with_everything(), Basis.DOCUMENTED)

    assert grounds(roadmap, its_schedule())[What.BENEFIT][Basis.DOCUMENTED] == pytest.approx(1)


def test_the_weakest_figure_of_a_product_counts() -> None:
    """The number of units is the sector's, and assumed."""
    roadmap = with_basis(a_roadmap_with_everything(), Basis.DOCUMENTED)
    counted = replace(roadmap.sectors[0], provenance=Provenance(basis=Basis.DERIVED))
    sourced = replace(roadmap, sectors=(counted, *roadmap.sectors[1:]))

    assert grounds(roadmap, its_schedule())[What.COST][Basis.ASSUMED] == 1
    of_waves = 1e4 * 100  # of the phases, all is assumed
    share = of_waves / (2 * 1e6 + 5e5 + of_waves)
    assert grounds(sourced, its_schedule())[What.COST][Basis.DERIVED] == pytest.approx(share)


def test_what_counts_from_an_assumed_share_is_assumed() -> None:
    roadmap = with_basis(a_roadmap_with_everything(), Basis.DOCUMENTED, "counts_from")
    gated = replace(roadmap, rollouts=tuple(replace(each, counts_from=0.1) for each in roadmap.rollouts))

    assert grounds(gated, its_schedule())[What.BENEFIT][Basis.ASSUMED] == 1


def with_profiles() -> Roadmap:
    """Spread effort from a period before each wave to two after it, and let a sector support one rollout."""
    roadmap = a_roadmap_with_everything()
    profile = ((-1, 0.2), (0, 0.5), (2, 0.3))
    rollouts = tuple(replace(each, effort_profile=profile) for each in roadmap.rollouts)
    given = Support(
        measure="b",
        receiving="gp",
        delivering="nhn",
        effort_per_unit=0.5,
        profile=profile,
        provenance=Provenance(basis=Basis.DERIVED),
    )
    return replace(roadmap, rollouts=rollouts, supports=(given,))


def test_support_rests_on_its_own_row() -> None:
    """The units are the receiving sector's, and derived too."""
    roadmap = with_profiles()
    counted = replace(roadmap.sectors[0], provenance=Provenance(basis=Basis.DERIVED))
    sourced = replace(roadmap, sectors=(counted, *roadmap.sectors[1:]))

    derived = grounds(sourced, its_schedule())[What.LOAD][Basis.DERIVED]

    of_support = sum(map(sum, support(sourced, its_schedule())["nhn"].values()))
    assert derived == pytest.approx(of_support / sum(map(sum, load(sourced, its_schedule()).values())))


@pytest.mark.parametrize("roadmap", [a_roadmap_with_everything(), with_profiles()], ids=["plain", "profiles"])
def test_the_parts_are_all_there_is(roadmap: Roadmap) -> None:
    schedule = its_schedule()
    sums = dict.fromkeys(What, 0.0)
    for what, amount, _basis in _parts(roadmap, schedule):
        sums[what] += amount

    appraisal = appraise(roadmap, schedule)
    assert sums[What.BENEFIT] == pytest.approx(appraisal.benefits_nok)
    invested = sum(f.amount_nok for f in appraisal.flows if f.effect.endswith("_investment"))
    assert sums[What.COST] == pytest.approx(invested)
    assert sums[What.LOAD] == pytest.approx(sum(map(sum, load(roadmap, schedule).values())))
