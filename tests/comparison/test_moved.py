"""Why measures moved: put back alone, a move was forced by a rule, or is worth something."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap
from support.two_periods import a_plan

from planner.comparison import WhyMoved, why_moved
from planner.language import in_language
from planner.model import (
    FINISH,
    VALUE,
    Kept,
    Plan,
    Roadmap,
)
from planner.say import moved_words

TWO = (a_measure("a", a_phase("build", 2, nhn=2.0)), a_measure("b", a_phase("build", 2, nhn=2.0)))


def a_case(capacity: float) -> Roadmap:
    """Give two measures that one sector builds."""
    return a_roadmap(*TWO, sectors=(a_receiver(), a_deliverer(capacity=capacity)))


def an_optional_case() -> Roadmap:
    """Give the same with room for both, of which either may stay out."""
    return replace(a_case(4.0), measures=tuple(replace(each, optional=True) for each in TWO))


def reasons(before: Plan, after: Plan) -> dict[str, WhyMoved]:
    return {each.measure: each for each in why_moved(before, after)}


def test_what_no_longer_fits_was_forced_by_the_rule_it_breaks() -> None:
    found = reasons(a_plan(a_case(4.0), {"a": 0, "b": 0}), a_plan(a_case(2.0), {"a": 0, "b": 2}))

    assert list(found) == ["b"]
    assert found["b"].is_forced
    assert {each.code for each in found["b"].broken} == {"above_capacity"}


def test_what_may_stay_is_worth_what_the_score_would_lose_without_the_move() -> None:
    early, late = a_plan(a_case(4.0), {"a": 0, "b": 0}), a_plan(a_case(4.0), {"a": 0, "b": 3})

    assert reasons(late, early)["b"].worth == pytest.approx(3.0)
    assert reasons(early, late)["b"].worth == pytest.approx(-3.0), "it was better as before"
    assert not reasons(late, early)["b"].is_forced


def test_what_comes_in_and_goes_out_is_told() -> None:
    both, one = a_plan(an_optional_case(), {"a": 0, "b": 0}), a_plan(an_optional_case(), {"a": 0})

    (came,), (went,) = reasons(one, both).values(), reasons(both, one).values()

    assert (came.was_in, came.is_in, went.was_in, went.is_in) == (False, True, True, False)
    assert came.worth == pytest.approx(8 - 2), "out, it counts the horizon"


def test_a_predecessor_that_is_out_forces_its_follower_out() -> None:
    tied = replace(an_optional_case(), dependencies=(a_link("a", "b"),))

    assert reasons(a_plan(an_optional_case(), {"b": 0}), a_plan(tied, {}))["b"].is_forced


def test_what_keeps_less_of_what_comes_first_was_forced() -> None:
    early, late = a_plan(a_case(4.0), {"a": 0, "b": 0}), a_plan(a_case(4.0), {"a": 0, "b": 3})
    keeping = replace(VALUE, kept=(Kept(objective=FINISH, level=4.0),))

    (found,) = why_moved(late, replace(early, objective=keeping))

    assert found.is_forced
    assert found.keeps_less
    assert found.broken == ()


def test_the_same_plan_has_no_moves() -> None:
    plan = a_plan(a_case(4.0), {"a": 0, "b": 0})

    assert reasons(plan, plan) == {}


def test_measures_with_other_phases_are_left_out() -> None:
    longer = replace(TWO[1], phases=(*TWO[1].phases, a_phase("try", 1)))
    earlier = a_plan(replace(a_case(4.0), measures=(TWO[0], longer)), {"a": 0, "b": 0})

    assert list(reasons(earlier, a_plan(a_case(4.0), {"a": 1, "b": 1}))) == ["a"]


def test_a_move_is_said_with_both_spans_and_its_reason() -> None:
    before, after = a_plan(a_case(4.0), {"a": 0, "b": 0}), a_plan(a_case(2.0), {"a": 0, "b": 2})
    with in_language("nb"):
        (words,) = [moved_words(before, after, each) for each in why_moved(before, after)]
    with in_language("en"):
        (worth,) = [moved_words(after, before, each) for each in why_moved(after, before)]

    assert "→" in words
    assert "Tvunget; som før bryter det: " in words
    assert worth == "B: Q3 2023–Q4 2023 → Q1 2023–Q2 2023. Worth 2, all others as they are now."


def test_a_move_within_the_same_span_says_so() -> None:
    roadmap = a_case(4.0)
    before = a_plan(roadmap, {"a": 0, "b": 0})
    assert before.schedule is not None
    (first, *others) = before.schedule.phases
    within = replace(before.schedule, phases=(replace(first, mode="other"), *others))

    (why,) = why_moved(before, replace(before, schedule=within))

    with in_language("en"):
        words = moved_words(before, replace(before, schedule=within), why)
    assert words.startswith("A: Q1 2023–Q2 2023 as before, with other dates or shares in between. Worth")
