"""The figures over the plan: what each is, whether it was aimed at, and what is proved of a difference."""

from dataclasses import replace

import pytest
from web.demo import demo_plan, demo_roadmap

from planner.language import decimal, in_language
from planner.model import Objective, ObjectiveKind, Part
from planner.results import Facts
from planner.say import terms
from planner.view import Tile, tiles

BALANCE = Objective(
    kind=ObjectiveKind.WEIGHTED,
    parts=tuple(
        Part(objective=Objective(kind=kind), weight=0.5)
        for kind in (ObjectiveKind.VALUE, ObjectiveKind.COVERAGE)
    ),
)


def told(shown: Facts, record: Facts | None = None, proposed: Facts | None = None) -> dict[str, Tile]:
    """Give the figures by their keys, in English."""
    with in_language("en"):
        return {each.key: each for each in tiles(shown, record, proposed)}


def a_plan(*, late: int = 0, bound: float | None = None, kind: ObjectiveKind = ObjectiveKind.VALUE) -> Facts:
    """Give the made-up plan, begun so many periods late, with its own net benefit for a score."""
    plan = demo_plan(demo_roadmap(measures=24), late=late)
    score = Facts(plan).net_present_value
    return Facts(replace(plan, objective=Objective(kind=kind), score=score, bound=bound or score * 2))


def test_each_figure_is_that_of_the_plan() -> None:
    found = a_plan()

    figures = {key: each.figure for key, each in told(found).items()}

    assert figures["out"] == str(len(found.left_out))
    assert figures["late"] == str(len(found.late))
    assert figures["services"] == f"{len(found.services_realised)} of 26"
    assert figures["bottleneck"] == found.bottlenecks[0][0].name
    assert figures["deadline"] == str(len(found.missed))
    assert told(found)["bottleneck"].note.startswith("full in")


def test_missed_deadlines_are_counted_by_measure_and_named_for_it() -> None:
    found = Facts(demo_plan(demo_roadmap(measures=80), late=8))

    tile = told(found)["deadline"]

    with in_language("en"):
        assert (tile.label, terms()["deadline"][0]) == ("Measures past a deadline",) * 2
    assert tile.figure == str(len(found.missed)) != "0"


def test_how_much_better_a_plan_could_be_is_told_or_said_to_be_unknown() -> None:
    plan = a_plan(bound=1e9).plan
    without = Facts(replace(plan, bound=None))

    assert told(Facts(plan))["promise"].note == ""
    assert (told(without)["promise"].figure, told(without)["promise"].note) == ("–", "not known")


def test_without_services_nothing_is_said_of_them() -> None:
    roadmap = replace(demo_roadmap(measures=8), services=(), contributions=())

    assert not {"coverage", "services"} & told(Facts(demo_plan(roadmap))).keys()


def test_net_benefit_never_stands_without_that_it_is_assumed() -> None:
    assert told(a_plan())["value"].label == "Net benefit, NOK million, assumed"


def test_net_benefit_says_what_the_aim_counts_of_it_where_deadlines_are_missed() -> None:
    found = Facts(demo_plan(demo_roadmap(measures=80), late=8))
    with in_language("en"):
        worth, left = (
            decimal(each / 1e6, 0)
            for each in (found.net_present_value, found.net_present_value - found.missed_cost_nok)
        )
    other_aim = replace(found.plan, objective=Objective(kind=ObjectiveKind.COVERAGE))

    tile = told(found)["value"]

    assert worth != left
    assert (tile.figure, tile.note) == (worth, f"{left} after missed deadlines and requirements")
    assert told(Facts(other_aim))["value"].note == ""
    assert told(a_plan())["value"].note == ""


@pytest.mark.parametrize(
    ("objective", "aimed"),
    [
        (Objective(kind=ObjectiveKind.VALUE), {"value"}),
        (Objective(kind=ObjectiveKind.COVERAGE), {"coverage"}),
        (Objective(kind=ObjectiveKind.FINISH), set()),
        (BALANCE, {"value", "coverage"}),
    ],
)
def test_each_figure_says_whether_it_was_aimed_at(objective: Objective, aimed: set[str]) -> None:
    found = told(Facts(replace(a_plan().plan, objective=objective)))

    assert {key for key, each in found.items() if each.is_aimed_at} == aimed
    assert [key for key, each in found.items() if each.is_aimed_at is None] == ["bottleneck", "promise"]


def test_the_plan_of_record_itself_differs_in_nothing() -> None:
    found = a_plan()

    assert not any(each.difference or each.told_apart or each.then for each in told(found, found).values())


def test_a_difference_smaller_than_the_gaps_cannot_be_told_apart() -> None:
    found = told(a_plan(late=4), a_plan(late=4), a_plan())

    value = found["value"]
    assert value.difference.startswith("+NOK")
    assert value.told_apart == "cannot be told apart"
    assert value.then
    differing = [each for each in found.values() if each.difference]
    assert len(differing) > 1
    assert {each.told_apart for each in differing} == {"cannot be told apart"}


def test_a_difference_larger_than_the_gaps_is_proved_of_what_was_aimed_at_alone() -> None:
    before, after = a_plan(late=4), a_plan()
    assert before.plan.score is not None
    bounded = Facts(replace(before.plan, bound=before.plan.score * 1.0001))

    found = told(bounded, bounded, after)

    assert found["value"].told_apart == "better, which is proved"
    others = {each.told_apart for key, each in found.items() if key != "value" and each.difference}
    assert others == {"not proved"}


def test_plans_with_other_aims_prove_nothing_of_each_other() -> None:
    before = a_plan(late=4)

    found = told(before, before, a_plan(kind=ObjectiveKind.COVERAGE))

    assert {each.told_apart for each in found.values() if each.difference} == {"other aim"}


def test_a_proposed_plan_stands_beside_the_one_that_is_shown() -> None:
    shown, proposed = a_plan(late=4), a_plan()

    value = told(shown, shown, proposed)["value"]

    assert value.figure == told(shown)["value"].figure
    assert value.then == told(proposed)["value"].figure != value.figure
