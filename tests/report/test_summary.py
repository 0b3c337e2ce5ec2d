from dataclasses import replace

import pytest

from planner.language import in_language
from planner.model import Estimate, Plan, PlanStatus
from planner.report import summary
from planner.report.summary_blocks import WIDTH
from planner.results import MOST_SHARE, Facts, bottlenecks, facts, is_full
from planner.say import load_share_words

LABELS = (
    "Status", "Objective", "Net benefit", "Finish", "Coverage", "Services realised", "Bottlenecks",
    "Rollouts not finished", "Left out", "Data", "Input digest", "Seed", "Versions",
)  # fmt: skip


def line(text: str, label: str) -> str:
    """Give the line of a summary that begins with a label."""
    return next(line for line in text.splitlines() if line.startswith(label))


def test_the_summary_says_what_a_board_asks_for(small_plan: Plan) -> None:
    said = summary(small_plan)

    for label in LABELS:
        assert line(said, label)


def test_the_summary_carries_the_whole_digest_so_that_the_input_can_be_found_again(small_plan: Plan) -> None:
    assert small_plan.digest in summary(small_plan)


def test_an_unfinished_rollout_is_named_with_the_share_it_reaches(small_plan: Plan) -> None:
    assert "B in GP (80%)" in line(summary(small_plan), "Rollouts not finished")


def test_services_are_listed_by_when_they_are_realised(small_plan: Plan) -> None:
    assert "1 of 1: Service one (quarter 3 of 2024)" in line(summary(small_plan), "Services realised")


def test_a_measure_that_is_out_is_named(small_plan: Plan) -> None:
    assert small_plan.schedule is not None
    waves = replace(small_plan.schedule.rollouts[1], begin=None, adoption=(0.0,) * 8)
    schedule = replace(
        small_plan.schedule,
        selected=("a",),
        phases=small_plan.schedule.phases[:1],
        rollouts=(small_plan.schedule.rollouts[0], waves),
    )

    assert line(summary(replace(small_plan, schedule=schedule)), "Left out").endswith("B")


def test_a_plan_that_does_not_exist_has_a_status_and_an_origin_only(small_plan: Plan) -> None:
    none = replace(small_plan, schedule=None, status=PlanStatus.INFEASIBLE, score=None, bound=None)

    said = summary(none)

    assert "That is proved." in line(said, "Status")
    assert "Net benefit" not in said
    assert none.digest in said


def test_long_lists_are_cut_and_say_how_much_is_left(large_plan: Plan) -> None:
    said = summary(large_plan)

    assert " more" in said
    assert all(len(line) <= WIDTH for line in said.splitlines())


def test_bottlenecks_are_counted_in_full_periods_most_often_first(large_plan: Plan) -> None:
    counts = [count for _sector, count in bottlenecks(large_plan)]

    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def test_a_sector_without_limit_is_no_bottleneck(small_plan: Plan) -> None:
    free = tuple(replace(sector, capacities=()) for sector in small_plan.roadmap.sectors)

    assert bottlenecks(replace(small_plan, roadmap=replace(small_plan.roadmap, sectors=free))) == []


def test_a_sector_with_no_capacity_at_all_is_full_when_anything_is_asked(small_plan: Plan) -> None:
    nothing = Estimate.sure(0.0)
    sectors = tuple(
        replace(sector, capacities=(replace(sector.capacities[0], person_months=nothing),))
        for sector in small_plan.roadmap.sectors
    )

    found = Facts(replace(small_plan, roadmap=replace(small_plan.roadmap, sectors=sectors)))

    assert found.times_full["gp"] > 0
    assert max(found.share("gp", period) or 0.0 for period in found.roadmap.periods) == MOST_SHARE


@pytest.mark.parametrize(("share", "full"), [(0.979, False), (0.98, True)])
def test_a_sector_is_full_from_98_per_cent_on(share: float, full: bool) -> None:
    assert is_full(share) is full


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.979, "97%"), (1 + 1e-6, "100%, full"), (2.5, "250%, above capacity")],
)
def test_a_load_above_the_capacity_is_said_to_be(share: float, words: str) -> None:
    assert load_share_words(share) == words


def test_the_finish_is_the_last_end_of_all(small_plan: Plan) -> None:
    found = facts(small_plan)

    assert found is not None
    assert found.spans == {"a": (0, 6), "b": (2, 8)}
    assert found.finish == 8


@pytest.mark.parametrize("status", [PlanStatus.INFEASIBLE, PlanStatus.UNKNOWN])
def test_nothing_is_counted_without_a_schedule(small_plan: Plan, status: PlanStatus) -> None:
    none = replace(small_plan, schedule=None, status=status)

    assert facts(none) is None
    assert bottlenecks(none) == []


def test_the_methods_are_named_in_the_language_of_the_reader(small_plan: Plan) -> None:
    made = replace(small_plan, engine=("list schedule", "neighbourhoods", "HiGHS"))

    with in_language("nb"):
        assert line(summary(made), "Metoder").endswith("listeplan, nabolagssøk, HiGHS")
