"""What a plan was made to be best at is said in the same words wherever it is told, with what came first."""

from dataclasses import replace

import pytest
from support.builders import a_measure, a_roadmap
from web.demo import demo_plan, demo_roadmap, started_first

from planner.language import in_language
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Aim,
    Before,
    Kept,
    Objective,
    ObjectiveKind,
    Part,
    Plan,
    PlanStatus,
    Request,
    Status,
)
from planner.report import html, summary
from planner.report.sheet import sheet
from planner.results import Facts
from planner.say import aim_line, aim_sentence, aimed_words, headline, key_figures, plan_aim
from planner.view import tiles

OPEN_WORK = Kept(objective=Objective(kind=ObjectiveKind.OPEN_WORK), level=42.0, reached=40.0, loss=0.05)
SAID = "what has started first, then largest net benefit"


@pytest.fixture
def plan() -> Plan:
    """Give a plan that finishes what has started before it looks for net benefit."""
    return keeping(demo_plan(started_first(demo_roadmap(measures=12))), VALUE, OPEN_WORK)


def keeping(plan: Plan, objective: Objective, *kept: Kept) -> Plan:
    return replace(plan, objective=replace(objective, kept=kept))


def kept(objective: Objective, loss: float = 0.0) -> Kept:
    return Kept(objective=objective, level=1.0, reached=1.0, loss=loss)


def test_the_bar_the_sentence_and_every_document_say_the_same_aim(plan: Plan) -> None:
    assert plan_aim(plan) == SAID
    assert aim_line(plan) == f"Aim: {SAID}"
    assert f" Aim: {SAID}. " in headline(plan)
    assert f"Aim: {SAID}." in " ".join(summary(plan).split())
    assert f"Aim: {SAID}." in html(plan)
    assert f"Aim: {SAID}." in sheet(plan)["headline"]
    said = " ".join(summary(plan).split())
    assert f"Objective {SAID[:1].upper()}{SAID[1:]}. Net benefit: " in said


def test_a_figure_that_is_aimed_at_says_what_comes_before_it(plan: Plan) -> None:
    found, alone = Facts(plan), Facts(replace(plan, objective=VALUE, roadmap=demo_roadmap(measures=12)))
    (worth,) = [each for each in key_figures(found) if each.is_aimed_at]
    tile, only = ({each.key: each for each in tiles(every)}["value"] for every in (found, alone))

    assert aimed_words(worth, plan) == f"Aim: {SAID}."
    assert aimed_words(worth, alone.plan) == "The plan’s aim."
    assert (tile.place, tile.aim) == (2, f"Aim: {SAID}")
    assert only.place == 1


def test_what_is_asked_of_a_roadmap_is_named_as_its_plan_is(plan: Plan) -> None:
    assert aim_sentence(Aim(), plan.roadmap) == plan_aim(plan)


def test_without_a_plan_what_has_started_comes_first_all_the_same(plan: Plan) -> None:
    without = replace(plan, schedule=None, status=PlanStatus.UNKNOWN, objective=VALUE)

    assert plan_aim(without) == SAID


@pytest.mark.parametrize("status", [Status.PLANNED, Status.DONE])
def test_where_nothing_is_under_way_nothing_comes_first(status: Status) -> None:
    roadmap = a_roadmap(replace(a_measure(), status=status), started_first=True)

    assert aim_sentence(Aim(), roadmap) == "largest net benefit"


def test_all_that_comes_first_is_named_in_its_order(plan: Plan) -> None:
    first = (OPEN_WORK, kept(COVERAGE), kept(replace(FINISH, last_end=True)))

    assert plan_aim(keeping(plan, VALUE, *first)) == (
        "what has started first, then highest coverage over time, then earliest end of the last measure, "
        "then largest net benefit"
    )


def test_an_even_load_says_how_much_of_the_net_benefit_it_may_take(plan: Plan) -> None:
    even = Objective(kind=ObjectiveKind.LEVELLING)
    asked = Aim(name="levelling", before=(Before(name="value", loss=0.02),))
    said = "what has started first, then even load, with net benefit within 2% of the best"

    assert plan_aim(keeping(plan, even, OPEN_WORK, kept(VALUE, 0.02))) == said
    assert aim_sentence(asked, plan.roadmap) == said


def test_a_balance_says_how_far_towards_the_long_term_it_was_asked_to_go(plan: Plan) -> None:
    asked = Aim(name="balance", long_term=0.3)
    weighted = Objective(
        kind=ObjectiveKind.WEIGHTED,
        parts=tuple(Part(objective=each, weight=0.5) for each in (VALUE, COVERAGE)),
    )
    balanced = replace(keeping(plan, weighted, OPEN_WORK), request=Request(aim=asked))

    assert plan_aim(balanced) == aim_sentence(asked, plan.roadmap)
    assert plan_aim(balanced).endswith("balance, 30% of the way to the long-term target picture")
    assert plan_aim(replace(balanced, request=None)).endswith("then balance")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Mål: det påbegynte først, deretter størst netto nytte"),
        ("nn", "Mål: det som er i gang først, deretter størst netto nytte"),
    ],
)
def test_it_is_said_in_norwegian_too(plan: Plan, language: str, said: str) -> None:
    with in_language(language):
        assert aim_line(plan) == said
