"""What a price list looks at, what each change makes of a roadmap, and that plans stay lawful with it."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.priced import best_of, slack
from support.seeds import drawn

from planner.model import (
    VALUE,
    Budget,
    Capacity,
    Estimate,
    Freeze,
    Loosening,
    LooseningKind,
    Roadmap,
    Schedule,
)
from planner.prices import loosened, loosenings
from planner.problem import first_wave_period
from planner.results import capacity, keeps_all, score
from planner.verify import judge


def two_years(share: float = 1.0) -> Roadmap:
    """Give a roadmap of two years whose sector's capacity rises after three quarters."""
    rows = (
        Capacity(starts=day_of(2), person_months=Estimate(low=10, likely=20, high=30)),
        Capacity(starts=day_of(3), person_months=Estimate.sure(40)),
    )
    sector = replace(a_receiver(), capacities=rows, programme_share=share)
    return a_roadmap(a_measure("a", a_phase()), sectors=(sector, a_deliverer()), rollouts=(a_rollout(),))


def more(roadmap: Roadmap, change: Loosening) -> list[float]:
    """Give by how much more the sector may be asked in each period with a change."""
    before, after = capacity(roadmap)["gp"], capacity(loosened(roadmap, VALUE, change)[0])["gp"]
    assert before is not None
    assert after is not None
    return [round(new - old, 9) for old, new in zip(before, after, strict=True)]


@pytest.mark.parametrize("share", [1.0, 0.5])
@pytest.mark.parametrize(("year", "expected"), [(2023, [0.25] * 4 + [0] * 4), (2024, [0] * 4 + [0.25] * 4)])
def test_a_person_month_is_spread_over_the_periods_of_its_year(
    share: float, year: int, expected: list[float]
) -> None:
    change = Loosening(kind=LooseningKind.PERSON_MONTH, sector="gp", year=year)

    assert more(two_years(share), change) == expected


def test_of_a_year_that_the_horizon_cuts_short_the_periods_in_it_share_the_person_month() -> None:
    roadmap = replace(two_years(), calendar=replace(two_years().calendar, periods=6))

    change = Loosening(kind=LooseningKind.PERSON_MONTH, sector="gp", year=2024)

    assert more(roadmap, change) == [0, 0, 0, 0, 0.5, 0.5]


def test_ten_per_cent_more_is_of_what_the_rows_state_in_the_year() -> None:
    change = Loosening(kind=LooseningKind.TENTH, sector="gp", year=2023)

    assert more(two_years(share=0.5), change) == [1, 1, 1, 2, 0, 0, 0, 0]


def test_freezes_take_of_what_is_added_as_of_all_capacity() -> None:
    roadmap = two_years()
    frozen = replace(roadmap.sector("gp"), freezes=(Freeze(starts=day_of(1), ends=day_of(2), share=0.0),))
    roadmap = replace(roadmap, sectors=(frozen, roadmap.sectors[1]))

    change = Loosening(kind=LooseningKind.PERSON_MONTH, sector="gp", year=2023)

    assert more(roadmap, change) == [0.25, 0, 0.25, 0.25, 0, 0, 0, 0]


def test_a_million_is_added_to_one_budget_alone() -> None:
    budgets = (Budget(year=2023, limit_nok=5e6), Budget(year=2024, limit_nok=7e6, payer="gp"))
    roadmap = replace(two_years(), budgets=budgets)

    found, _objective = loosened(roadmap, VALUE, Loosening(kind=LooseningKind.MILLION, number=1))

    assert [budget.limit_nok for budget in found.budgets] == [5e6, 8e6]
    assert replace(found, budgets=budgets) == roadmap


def test_a_rollout_more_at_a_time_is_one_more_for_that_sector_alone() -> None:
    receiver = a_receiver(simultaneous_limit=1.5)
    roadmap = replace(two_years(), sectors=(receiver, *two_years().sectors[1:]))
    change = Loosening(kind=LooseningKind.ROLLOUT, sector=receiver.id)
    assert change in loosenings(roadmap, VALUE)
    assert not [each for each in loosenings(two_years(), VALUE) if each.kind is LooseningKind.ROLLOUT]

    found, _objective = loosened(roadmap, VALUE, change)

    assert found.sector(receiver.id).simultaneous_limit == 2.5
    assert replace(found, sectors=roadmap.sectors) == roadmap


def test_all_that_loosens_is_looked_at_and_nothing_that_limits_nothing() -> None:
    pinned = replace(a_phase(), pinned_start=day_of(1))
    roadmap = replace(
        two_years(),
        measures=(
            a_measure("a", pinned, optional=False),
            a_measure("b", a_phase(), optional=True, earliest_start=day_of(2)),
        ),
        dependencies=(a_link("a", "b"),),
        budgets=(Budget(year=2023, limit_nok=1e6), Budget(year=2050, limit_nok=1e6)),
    )

    found = loosenings(roadmap, VALUE)

    kinds = [change.kind for change in found]
    both = [LooseningKind.PERSON_MONTH, LooseningKind.TENTH]
    assert kinds[:5] == [*both, *both, LooseningKind.MILLION]  # the deliverer has no limit
    assert sorted(kinds[5:]) == sorted(
        [LooseningKind.LINK, LooseningKind.EARLIEST_START, LooseningKind.PIN, LooseningKind.MANDATORY]
    )
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("seed", drawn(16, 200))
def test_every_plan_stays_lawful_and_as_good_with_every_change(seed: int) -> None:
    plan = best_of(seed)
    if plan is None or plan.schedule is None or plan.score is None:
        return
    for change in loosenings(plan.roadmap, plan.objective):
        roadmap, objective = loosened(plan.roadmap, plan.objective, change)
        schedule = as_begun(roadmap, plan.schedule)

        assert judge(roadmap, schedule) == []
        assert keeps_all(roadmap, objective, schedule)
        assert score(roadmap, objective, schedule) >= plan.score - slack(plan)


def as_begun(roadmap: Roadmap, schedule: Schedule) -> Schedule:
    """Give a schedule in which a rollout whose begin matters no more begins with its first wave."""
    rollouts = (
        replace(each, begin=first_wave_period(roadmap.rollout_by_key(each.key).in_use, each.adoption))
        for each in schedule.rollouts
    )
    begun = replace(schedule, rollouts=tuple(rollouts))
    return schedule if judge(roadmap, schedule) == [] else begun
