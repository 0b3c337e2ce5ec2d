"""The first words of the page are true of the plan."""

from dataclasses import replace

from builders import a_calendar, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from web.demo import demo_plan

from planner.model import VALUE, Plan, PlannedRollout, PlanStatus, Schedule
from planner.web.headline import banner, coverage_at, milestone_year, question, sentence
from planner.web.numbers import Numbers, numbers_of


def test_the_sentence_tells_reach_bottleneck_and_gap(numbers: Numbers) -> None:
    share = round(100 * coverage_at(numbers, 2030))

    words = sentence(numbers)

    assert f"we reach {share}% of the target picture by the end of 2030" in words
    assert "The bottleneck is Helse Nord." in words
    assert words.endswith("At most 0.4% better is possible.")


def test_the_sentence_says_so_when_the_capacity_is_not_todays(numbers: Numbers) -> None:
    assert "With today’s capacity" in sentence(numbers)
    assert "With the capacity you have chosen" in sentence(numbers, changed=True)


def test_the_bottleneck_is_the_sector_with_most_full_periods(numbers: Numbers) -> None:
    most = max(numbers.roadmap.sectors, key=lambda sector: len(numbers.full_periods(sector.id)))

    assert numbers.bottleneck == most


def test_a_proved_plan_is_called_the_best(numbers: Numbers) -> None:
    plan = replace(numbers.plan, status=PlanStatus.OPTIMAL, bound=numbers.plan.score)

    assert "No better plan exists." in sentence(numbers_of(plan))


def test_without_a_bound_nothing_is_promised(numbers: Numbers) -> None:
    words = sentence(numbers_of(replace(numbers.plan, bound=None)))

    assert "possible" not in words
    assert "not known" in words


def test_without_a_plan_only_that_is_said() -> None:
    plan = Plan(roadmap=a_roadmap(a_measure()), objective=VALUE, status=PlanStatus.INFEASIBLE)

    assert sentence(numbers_of(plan)) == "No plan keeps all the rules at once. That is proved."


def test_without_limits_there_is_no_bottleneck() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase()))

    plan = Plan(
        roadmap=roadmap,
        objective=VALUE,
        status=PlanStatus.UNKNOWN,
        schedule=Schedule(selected=(), phases=(), rollouts=()),
    )

    assert "No sector is ever full." in sentence(numbers_of(plan))


def test_a_sector_with_no_capacity_left_at_all_is_full_when_anything_is_asked() -> None:
    roadmap = a_roadmap(
        a_measure("a"), sectors=(a_receiver(capacity=0.0),), rollouts=(a_rollout("a"),), periods=2
    )
    schedule = Schedule(
        selected=("a",),
        phases=(),
        rollouts=(PlannedRollout(measure="a", sector="gp", begin=0, adoption=(0.5, 0.5)),),
    )

    made = numbers_of(Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.UNKNOWN, schedule=schedule))

    assert made.full_periods("gp") == [0]


def test_the_year_told_of_is_a_round_one_where_the_horizon_has_one(numbers: Numbers) -> None:
    short = a_roadmap(a_measure(), calendar=a_calendar(periods=6))

    assert milestone_year(numbers.roadmap) == 2030
    assert milestone_year(short) == 2024


def test_the_example_is_called_one_and_other_data_is_not() -> None:
    assert (
        banner(969, 1995, is_example=True)
        == "Example built on open sources. 969 of 1,995 figures are assumed."
    )
    assert banner(1, 2, is_example=False) == "1 of 2 figures are assumed."


def test_the_question_is_about_the_bottleneck(numbers: Numbers) -> None:
    assert question(numbers) == "What if Helse Nord had 20% more capacity?"


def test_no_amount_of_money_stands_in_the_sentence(numbers: Numbers) -> None:
    assert "NOK" not in sentence(numbers_of(demo_plan(numbers.roadmap)))
