"""Prices of the best plans of small roadmaps of all rules, held against exact solves."""

from dataclasses import replace

import pytest
from support.priced import best_of, exact_price, slack
from support.seeds import drawn

from planner.model import Objective, Plan, Roadmap, Schedule
from planner.prices import Pricer, loosened, loosenings
from planner.prices import pricer as pricer_module
from planner.prices.asking import Groups
from planner.results import keeps_all
from planner.verify import judge

NOTHING = 1e-12


@pytest.mark.parametrize("seed", drawn(10, 100))
def test_what_is_sure_is_no_more_than_the_price_and_the_proved_range_holds_it(seed: int) -> None:
    plan = best_of(seed)
    if plan is None:
        return
    pricer = Pricer(plan)
    for change in loosenings(plan.roadmap, plan.objective):
        row, exact = pricer.price(change), exact_price(plan, change)

        assert row.sure is not None
        assert row.estimate is not None
        assert row.least is not None
        assert row.most is not None
        assert -NOTHING <= row.sure <= exact + slack(plan)
        assert row.estimate >= 0
        assert row.least - slack(plan) <= exact <= row.most + slack(plan)


@pytest.mark.parametrize("seed", drawn(3, 40))
def test_prices_of_what_is_scarce_narrow_the_range_and_it_holds_still(seed: int) -> None:
    plan = best_of(seed)
    if plan is None:
        return
    plain, pricer = Pricer(plan), Pricer(plan, proved=True)
    for change in loosenings(plan.roadmap, plan.objective)[::4]:
        wide, row, exact = plain.price(change), pricer.price(change), exact_price(plan, change)

        assert row.least is not None
        assert row.most is not None
        assert wide.most is not None
        assert row.most <= wide.most + slack(plan)
        assert row.least - slack(plan) <= exact <= row.most + slack(plan)


@pytest.mark.parametrize("seed", drawn(4, 40))
def test_what_is_sure_rests_on_a_plan_that_the_judge_accepts_with_the_change(seed: int) -> None:
    plan = best_of(seed)
    if plan is None:
        return
    pricer = Kept(plan)
    for change in loosenings(plan.roadmap, plan.objective):
        pricer.found.clear()
        row = pricer.price(change)
        if not row.sure:
            continue
        roadmap, objective = loosened(plan.roadmap, plan.objective, change)
        (schedule,) = pricer.found
        assert judge(roadmap, schedule) == []
        assert keeps_all(roadmap, objective, schedule)


class Kept(Pricer):
    """Remembers the plans that it found."""

    def __init__(self, plan: Plan) -> None:
        self.found: list[Schedule] = []
        super().__init__(plan)

    def _due_to(self, loose: tuple[Roadmap, Objective], found: Schedule, groups: Groups) -> float:
        self.found.append(found)
        return super()._due_to(loose, found, groups)


@pytest.mark.parametrize("seed", drawn(4, 40))
def test_a_change_takes_no_credit_for_what_a_worse_plan_could_gain_without_it(seed: int) -> None:
    best = best_of(seed)
    if best is None or not best.roadmap.sectors:
        return
    change, *_others = loosenings(best.roadmap, best.objective)
    roadmap, _objective = loosened(best.roadmap, best.objective, change)
    worse = replace(best, roadmap=roadmap, bound=None)
    pricer = Pricer(worse)
    for change in loosenings(worse.roadmap, worse.objective):
        row = pricer.price(change)

        assert row.sure is not None
        assert row.sure <= exact_price(replace(worse, score=pricer.score), change) + slack(worse)
        assert row.sure == 0 or row.estimate != 0


@pytest.mark.parametrize("seed", drawn(6, 60))
def test_changes_of_a_kind_that_gain_nothing_together_gain_nothing_alone(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = best_of(seed)
    if plan is None:
        return
    together, changes = Pricer(plan), loosenings(plan.roadmap, plan.objective)
    found = [together.price(change) for change in changes]

    monkeypatch.setattr(pricer_module, "_OFTEN_FOR_NOTHING", ())
    alone = Pricer(plan)

    assert [alone.price(change).estimate for change in changes] == [each.estimate for each in found]
