"""What differs between two plans, in words: first what was optimised, and whether it can be told apart."""

from dataclasses import replace

import pytest

from planner.comparison import difference_between
from planner.language import in_language
from planner.model import COVERAGE, VALUE, Kept, Objective, ObjectiveKind, Part, Plan
from planner.results import ScoreDifference
from planner.say import amount_words, answer_lines, follows_words, range_words
from planner.say.objectives import name_of


def better_by(plan: Plan, amount_nok: float, *, gap_nok: float) -> tuple[Plan, Plan]:
    """Give two plans that differ by an amount, each with so much left to its bound."""
    score = plan.score or 0.0
    after = replace(plan, score=score + amount_nok, bound=score + amount_nok + gap_nok)
    return replace(plan, bound=score + gap_nok), after


def test_noise_is_said_to_be_no_answer(small_plan: Plan) -> None:
    before, after = better_by(small_plan, 5e6, gap_nok=20e6)
    change = difference_between(before, after)

    (line,) = answer_lines(change, after)
    assert line == (
        "Net benefit: +NOK 5 million (assumed), proved to lie between −NOK 15 million and +NOK 25 million: "
        "cannot be told apart."
    )
    assert "no answer either" in follows_words(change)
    with in_language("nb"):
        assert "kan ikke skilles" in answer_lines(change, after)[0]


def test_more_than_the_gap_is_an_answer(small_plan: Plan) -> None:
    before, after = better_by(small_plan, 50e6, gap_nok=20e6)
    change = difference_between(before, after)

    assert answer_lines(change, after)[0].endswith("+NOK 70 million: better, which is proved.")
    assert "not proved" in follows_words(change)


def test_a_proved_range_is_not_written_narrower_than_it_is(small_plan: Plan) -> None:
    at_end = Objective(kind=ObjectiveKind.COVERAGE, at_end=True)
    money = ScoreDifference(objective=VALUE, before=0.0, after=50e6, least=0.4e6, most=78.4e6)
    lower = replace(money, least=-78.4e6, most=-0.4e6)
    shares = ScoreDifference(objective=at_end, before=0.9, after=0.91, least=-0.00161, most=0.00161)

    told = [range_words(small_plan, each) for each in (money, lower, shares)]

    assert told == [
        "proved to lie between ±NOK 0 million and +NOK 79 million",
        "proved to lie between −NOK 79 million and ±NOK 0 million",
        "proved to lie between −0.2 percentage points and +0.2 percentage points",
    ]


def test_what_came_first_is_told_first_where_it_differs(small_plan: Plan) -> None:
    before, after = (
        replace(plan, objective=replace(plan.objective, kept=(Kept(objective=COVERAGE, level=level),)))
        for plan, level in zip(better_by(small_plan, 0.0, gap_nok=0.0), (2.0, 2.5), strict=True)
    )

    first, then = answer_lines(difference_between(before, after), after)

    assert first == "Coverage, summed over time: +0.50, of which nothing is proved: cannot be told apart."
    assert then.startswith("Net benefit: ±NOK 0 million")


def test_two_proved_plans_that_are_equal_are_said_to_be(small_plan: Plan) -> None:
    change = difference_between(*better_by(small_plan, 0.0, gap_nok=0.0))

    assert answer_lines(change, small_plan)[0].endswith("equally good, which is proved.")
    assert "as good" in follows_words(change)


@pytest.mark.parametrize("kind", ObjectiveKind)
def test_every_objective_has_a_name_and_a_unit_for_differences(small_plan: Plan, kind: ObjectiveKind) -> None:
    parts = (Part(objective=COVERAGE, weight=1.0),) if kind is ObjectiveKind.WEIGHTED else ()
    baseline = small_plan.schedule if kind is ObjectiveKind.STABILITY else None
    objective = Objective(kind=kind, parts=parts, baseline=baseline)

    assert name_of(objective)
    assert amount_words(small_plan, objective, 2e6).startswith("+")
    assert amount_words(small_plan, objective, -2e6).startswith("−")
