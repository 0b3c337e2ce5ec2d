"""What a plan rests on: the weakest figure of each product counts, and nothing is left out."""

from dataclasses import replace

import pytest
from support.builders import a_roadmap_with_everything, its_schedule

from planner.economics import appraise
from planner.model import Basis, Provenance, Roadmap
from planner.results import What, grounds, load, sourced_share
from planner.results.grounds import _parts


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


def test_the_parts_are_all_there_is() -> None:
    roadmap, schedule = a_roadmap_with_everything(), its_schedule()
    sums = dict.fromkeys(What, 0.0)
    for what, amount, _basis in _parts(roadmap, schedule):
        sums[what] += amount

    appraisal = appraise(roadmap, schedule)
    assert sums[What.BENEFIT] == pytest.approx(appraisal.benefits_nok)
    invested = sum(f.amount_nok for f in appraisal.flows if f.effect.endswith("_investment"))
    assert sums[What.COST] == pytest.approx(invested)
    assert sums[What.LOAD] == pytest.approx(sum(map(sum, load(roadmap, schedule).values())))
