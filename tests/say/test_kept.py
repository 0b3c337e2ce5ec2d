from dataclasses import replace

import pytest

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Kept,
    Objective,
    ObjectiveKind,
    Part,
    Plan,
    PlanStatus,
    StartedPrice,
)
from planner.report import result
from planner.report.summary import summary
from planner.say import gap_words, headline, kept_lines, plan_aim, score_words, status_words


def an_objective(kind: ObjectiveKind, plan: Plan) -> Objective:
    """Give an objective of any kind."""
    if kind is ObjectiveKind.STABILITY:
        return Objective(kind=kind, baseline=plan.schedule)
    if kind is ObjectiveKind.WEIGHTED:
        return Objective(kind=kind, parts=(Part(objective=VALUE, weight=1.0),))
    return Objective(kind=kind)


def keeping(plan: Plan, *kept: Kept) -> Plan:
    """Give a plan that keeps levels of objectives that came before."""
    return replace(plan, objective=replace(plan.objective, kept=kept))


def proved(plan: Plan) -> Plan:
    return replace(plan, bound=plan.score)


@pytest.mark.parametrize("kind", list(ObjectiveKind))
def test_every_objective_has_words_a_score_a_proof_and_a_headline(
    small_plan: Plan, kind: ObjectiveKind
) -> None:
    plan = replace(small_plan, objective=an_objective(kind, small_plan))

    assert plan_aim(plan)
    assert score_words(plan, 12.5)
    assert gap_words(proved(plan)).startswith("It is proved that no plan ")
    assert headline(plan)


@pytest.mark.parametrize("kind", list(ObjectiveKind))
@pytest.mark.parametrize(("reached", "loss"), [(40.0, 0.05), (40.0, 0.0), (None, 0.0)])
def test_every_kept_objective_has_one_plain_line(
    small_plan: Plan, kind: ObjectiveKind, reached: float | None, loss: float
) -> None:
    held = Kept(objective=an_objective(kind, small_plan), level=42.0, reached=reached, loss=loss)

    lines = kept_lines(keeping(small_plan, held))

    assert len(lines) == 1
    assert lines[0].endswith(".")
    assert ("5%" in lines[0]) is (loss > 0)


def test_started_measures_and_net_benefit_are_told_in_order(small_plan: Plan) -> None:
    open_work = Objective(kind=ObjectiveKind.OPEN_WORK)
    plan = keeping(
        small_plan,
        Kept(objective=open_work, level=42.0, reached=40.0, loss=0.05),
        Kept(objective=VALUE, level=98e6, reached=100e6, loss=0.02),
    )

    assert [line.split(". ")[0] for line in kept_lines(plan)] == [
        "Started measures come first: their open work is kept within 5% of the least found",
        "Net benefit is kept within 2% of the best found",
    ]
    assert "Started measures come first" in summary(plan)


def test_a_part_of_a_per_cent_is_not_rounded_away(small_plan: Plan) -> None:
    held = Kept(objective=COVERAGE, level=9.75, reached=10.0, loss=0.025)

    (line,) = kept_lines(keeping(small_plan, held))
    assert line.startswith("Coverage is kept within 2.5% of the best found.")


@pytest.mark.parametrize(
    ("bound", "proof"),
    [
        (None, "How much better is possible there is not known."),
        (40.0, "That is proved to be the best there is."),
        (39.0, "Up to 2.5% better may be possible there."),
    ],
)
def test_a_level_kept_says_how_far_from_the_best_there_is_it_may_be(
    small_plan: Plan, bound: float | None, proof: str
) -> None:
    held = Kept(
        objective=Objective(kind=ObjectiveKind.OPEN_WORK), level=42.0, reached=40.0, loss=0.05, bound=bound
    )
    plan = keeping(small_plan, held)

    assert kept_lines(plan)[0].endswith(proof)
    assert result(plan)["kept"][0]["bound"] == bound
    assert result(plan)["kept"][0]["gap"] == held.gap


def test_a_plan_proved_best_at_a_level_that_is_not_proved_says_both(small_plan: Plan) -> None:
    held = Kept(objective=FINISH, level=10.0, reached=10.0, bound=9.0)
    plan = replace(proved(keeping(small_plan, held)), status=PlanStatus.FEASIBLE)

    assert status_words(plan).startswith("The best plan at the level kept, which is not proved")
    assert "Up to 10% better may be possible there." in " ".join(summary(plan).split())


def test_a_proof_holds_among_the_plans_that_keep_what_comes_first(small_plan: Plan) -> None:
    plan = proved(keeping(small_plan, Kept(objective=FINISH, level=10.0, reached=10.0)))

    assert gap_words(plan) == "Given what comes first, it is proved that no plan gives more net benefit."
    assert status_words(replace(plan, status=type(plan.status).OPTIMAL)).endswith("given what comes first.")


@pytest.mark.parametrize(
    ("kind", "score", "words"),
    [
        (ObjectiveKind.OPEN_WORK, 12.5, "12.5 quarters"),
        (ObjectiveKind.STABILITY, 3.0, "3.0 quarters"),
        (ObjectiveKind.LEVELLING, 6.12, "612%"),
        (ObjectiveKind.WEIGHTED, 0.8765, "0.877"),
        (ObjectiveKind.FINISH, 120.0, "120"),
    ],
)
def test_each_score_is_written_in_its_own_unit(
    small_plan: Plan, kind: ObjectiveKind, score: float, words: str
) -> None:
    plan = replace(small_plan, objective=an_objective(kind, small_plan))

    assert score_words(plan, score) == words


def test_coverage_at_the_end_is_a_share_and_summed_it_is_not(small_plan: Plan) -> None:
    at_end = replace(COVERAGE, at_end=True)

    assert score_words(replace(small_plan, objective=at_end), 0.875) == "87.5%"
    last_end = replace(FINISH, last_end=True)
    for special, usual in ((at_end, COVERAGE), (last_end, FINISH)):
        aims = {plan_aim(replace(small_plan, objective=each)) for each in (special, usual)}
        assert len(aims) == 2


def test_a_bound_below_nothing_says_nothing_of_what_is_made_small(small_plan: Plan) -> None:
    levelling = Objective(kind=ObjectiveKind.LEVELLING)
    plan = replace(small_plan, objective=levelling, score=7.5, bound=-2127.0)

    said = " ".join(summary(plan).split())

    assert gap_words(plan) == "How much better a plan could be is not known yet."
    assert "no plan is below" not in said
    assert "no plan is below 700%" in " ".join(summary(replace(plan, bound=7.0)).split())


def test_net_benefit_is_counted_from_the_schedule_whatever_the_objective(small_plan: Plan) -> None:
    other = replace(small_plan, objective=COVERAGE, score=3.2, bound=3.3)

    def worth(plan: Plan) -> str:
        return next(line for line in summary(plan).splitlines() if line.startswith("Net benefit"))

    assert worth(other) == worth(small_plan)


def test_what_started_measures_cost_at_most_is_not_rounded_to_less(small_plan: Plan) -> None:
    assert small_plan.score is not None
    price = StartedPrice(bound_without=small_plan.score + 78.4e6, bound_with=small_plan.score)

    (line,) = kept_lines(replace(small_plan, started_price=price))

    assert "It costs at most NOK 79 million (assumed)" in line
