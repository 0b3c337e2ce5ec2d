"""What chains promise, on small random roadmaps: changing the roots helps, and changing nothing does not."""

import pytest
from support.chained import a_small_plan, chains_here, is_in_hand, roots_of, tried
from support.seeds import drawn

from planner.why import RootKind


@pytest.mark.parametrize("seed", drawn(9, 300))
def test_a_date_comes_earlier_by_its_roots_and_not_without(seed: int) -> None:
    plan = a_small_plan(seed)
    if plan is None:
        return
    for chain in chains_here(plan):
        if chain.reason.instant:
            found = tried(plan, chain)
            assert found.is_kept, (found.loose, found.tight, chain)


@pytest.mark.parametrize("seed", drawn(9, 300))
def test_every_chain_ends_in_roots_and_none_goes_round(seed: int) -> None:
    plan = a_small_plan(seed)
    if plan is None:
        return
    for chain in chains_here(plan):
        told = [each.date for each in chain.walk() if not each.is_met]
        assert len(told) == len(set(told)), "each date is followed once"
        assert {each.date for each in chain.walk()} == set(told), "what is met again has been told"
        assert roots_of(chain), chain
        for each in chain.walk():
            assert each.is_met or each.leads or each.roots, each
            assert not (each.is_met and (each.leads or each.roots)), each
        assert not any(root.kind is RootKind.UNSETTLED for root in roots_of(chain))
        if all(root.kind is RootKind.STATUS_DATE for root in roots_of(chain)):
            assert not is_in_hand(chain)
