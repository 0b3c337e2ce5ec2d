"""A plan whose certificate was checked says *certified* of its bound, and of nothing else."""

from dataclasses import replace
from html import unescape

import pytest

from planner.model import FINISH, Kept, Plan, PlanStatus
from planner.report import html, result
from planner.report.sheet import sheet
from planner.report.summary import summary
from planner.results import Facts, with_certified_bound
from planner.say import certified_words, gap_words, headline, left_out_words
from planner.view import tiles

CLAIM = "According to the file"


@pytest.fixture
def certified(small_plan: Plan) -> Plan:
    """Give a plan that was read from a file and is certified to be at most 4 per cent from the best."""
    return replace(small_plan, claimed=True, certified_bound=small_plan.bound)


def test_the_gap_is_certified_in_every_document(certified: Plan) -> None:
    words = "Certified: A plan up to 4.0% better may be possible."

    assert gap_words(certified) == words
    assert headline(certified).endswith(words)
    text = " ".join(summary(certified).split())
    assert words in text
    assert ", certified" in text
    assert words in " ".join(unescape(html(certified)).split())
    assert "better at most possible, certified" in str(sheet(certified))
    assert result(certified)["certified"] is True


def test_nothing_is_certified_that_was_not_checked(small_plan: Plan) -> None:
    claimed = replace(small_plan, claimed=True)

    for plan in (small_plan, claimed):
        assert "ertified" not in summary(plan) + html(plan) + str(sheet(plan)) + headline(plan)
        assert result(plan)["certified"] is False


def test_a_closer_bound_of_the_search_is_told_beside_what_is_certified(small_plan: Plan) -> None:
    assert small_plan.score is not None
    plan = with_certified_bound(small_plan, small_plan.score * 1.06)

    words = "A plan up to 4.0% better may be possible. Certified: no plan is more than 6.0% better."
    assert gap_words(plan) == words
    assert plan.bound == small_plan.bound
    text = " ".join(summary(plan).split())
    assert words in text
    assert "; certified: no plan is above " in text
    assert words in " ".join(unescape(html(plan)).split())
    assert "better at most possible; 6.0% is certified" in str(sheet(plan))
    assert [each.note for each in tiles(Facts(plan)) if each.key == "promise"] == ["6.0% is certified"]
    told = result(plan)
    assert (told["certified"], told["certified_bound"]) == (False, plan.certified_bound)


def test_it_takes_the_place_of_what_a_file_claims_and_of_what_is_further_away(small_plan: Plan) -> None:
    assert small_plan.score is not None
    closer, further = small_plan.score * 1.01, small_plan.score * 1.06

    for plan, bound in ((replace(small_plan, claimed=True), further), (small_plan, closer)):
        assert gap_words(with_certified_bound(plan, bound)).startswith("Certified: A plan up to ")
        assert with_certified_bound(plan, bound).status is PlanStatus.FEASIBLE
    best = with_certified_bound(small_plan, small_plan.score)
    assert best.status is PlanStatus.OPTIMAL


def test_what_is_said_of_levels_stays_a_claim(certified: Plan) -> None:
    held = Kept(objective=FINISH, level=14.7, reached=14.0, loss=0.05, bound=14.0)
    plan = replace(certified, objective=replace(certified.objective, kept=(held,)))

    text = " ".join(summary(plan).split())

    assert CLAIM in text
    assert certified_words(plan) == (
        "Certified: no plan that keeps what comes first is more than 4.0% better."
    )


def test_rules_that_the_check_leaves_out_are_named() -> None:
    assert "weaker: largest lags, requirements." in left_out_words(("largest lags", "requirements"))
