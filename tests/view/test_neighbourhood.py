"""What lies around a measure: nearest first, never more than can be read, with the room of each link."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import a_link, a_measure, a_roadmap
from web.demo import demo_plan, demo_roadmap

from planner.model import VALUE, Link, Plan, PlannedPhase, PlanStatus, Roadmap, Schedule, Status
from planner.results import Facts
from planner.view import MOST_NODES, centre_of, neighbourhood, neighbourhood_data, tie_rows

DEMO = Facts(demo_plan(demo_roadmap()))


def linked(*pairs: tuple[str, str], names: str = "") -> Roadmap:
    """Give measures by one letter each, with links between some."""
    letters = sorted({*names, *(each for pair in pairs for each in pair)})
    return a_roadmap(
        *(a_measure(each) for each in letters), dependencies=tuple(a_link(*pair) for pair in pairs)
    )


def planned(roadmap: Roadmap, **starts: int) -> Facts:
    """Give a plan in which each measure has one phase of two periods from its start on."""
    schedule = Schedule(
        selected=tuple(starts),
        phases=tuple(
            PlannedPhase(measure=m, phase="build", start=at, end=at + 2) for m, at in starts.items()
        ),
        rollouts=(),
    )
    return Facts(Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule))


def test_what_is_waited_for_and_what_waits_are_followed_in_their_own_directions() -> None:
    chain = linked(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("b", "x"))
    found = planned(chain, a=0, b=2, c=4, d=6, e=6, x=4)

    assert dict(neighbourhood(found, ("c",), 1).depths) == {"c": 0, "b": -1, "d": 1}
    assert dict(neighbourhood(found, ("c",), 2).depths) == {"c": 0, "b": -1, "d": 1, "a": -2, "e": 2}


pairs_in_order = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1])


@given(
    st.sets(pairs_in_order, max_size=20),
    st.integers(0, 9),
    st.integers(1, 4),
)
@settings(deadline=None, max_examples=60)
def test_depths_are_the_shortest_ways_by_brute_force(
    pairs: set[tuple[int, int]], middle: int, depth: int
) -> None:
    letters = "abcdefghij"
    roadmap = linked(*((letters[one], letters[other]) for one, other in sorted(pairs)), names=letters)

    depths = neighbourhood(planned(roadmap), (letters[middle],), depth).depths

    for sign, step in ((-1, {(b, a) for a, b in pairs}), (1, pairs)):
        reached, far = {middle: 0}, 0
        while far < depth:
            far += 1
            new = {b for a, b in step if reached.get(a) == far - 1} - reached.keys()
            reached |= dict.fromkeys(new, far)
        assert {each for each, at in depths.items() if at * sign > 0} == {
            letters[each] for each, at in reached.items() if at > 0
        }
        assert all(depths[letters[each]] == sign * at for each, at in reached.items() if at > 0)


def test_no_more_are_drawn_than_can_be_read_and_the_rest_is_counted() -> None:
    many = a_roadmap(
        a_measure("hub"),
        *(a_measure(f"m{number:02}") for number in range(60)),
        dependencies=tuple(a_link("hub", f"m{number:02}") for number in range(60)),
    )

    around = neighbourhood(planned(many), ("hub",), 1)

    assert len(around.depths) == MOST_NODES
    assert around.left_off == 60 - (MOST_NODES - 1)
    assert "more measures are not drawn" in neighbourhood_data(planned(many), around)["note"]


def test_a_dependency_is_tight_or_leaves_room_or_has_no_dates() -> None:
    roadmap = linked(("a", "b"), ("a", "c"), ("d", "c"))
    found = planned(roadmap, a=0, b=2, c=5)

    ties = {(tie.predecessor, tie.successor): tie for tie in neighbourhood(found, ("a", "c"), 1).ties}

    assert ties["a", "b"].is_tight
    assert ties["a", "c"].spare == 3
    assert ties["d", "c"].spare is None
    rooms = [row[-1] for row in tie_rows(found, neighbourhood(found, ("a", "c"), 1))]
    assert rooms == ["tight", "3 quarters to spare", "no dates in the plan"]


def test_a_lag_takes_of_the_room() -> None:
    roadmap = a_roadmap(
        a_measure("a"),
        a_measure("b"),
        dependencies=(a_link("a", "b", Link.FINISH_START, lag_periods=2),),
    )

    assert neighbourhood(planned(roadmap, a=0, b=4), ("a",), 1).ties[0].is_tight


def test_a_service_has_all_that_make_it_up_in_the_middle() -> None:
    middle = centre_of(DEMO.roadmap, service="IT01")

    assert middle == tuple(part.measure for part in DEMO.roadmap.contributions if part.service == "IT01")
    assert all(neighbourhood(DEMO, middle, 1).depths[each] == 0 for each in middle)


@pytest.mark.parametrize("measure", [None, "", "nobody", 7, ["a"]])
def test_what_is_unknown_has_no_neighbourhood(measure: object) -> None:
    assert centre_of(DEMO.roadmap, measure=measure) == ()
    assert neighbourhood(DEMO, (), 2).depths == {}


def test_the_picture_has_each_measure_in_the_lane_of_its_owner_by_start() -> None:
    data = neighbourhood_data(DEMO, neighbourhood(DEMO, ("tiltak_15",), 2))

    starts = [node["start"] for node in data["nodes"]]
    assert starts == sorted(starts)
    owners = {each.id: each.owner for each in DEMO.roadmap.measures}
    assert all(data["lanes"][node["lane"]] == owners[node["id"]] for node in data["nodes"])
    assert {tie["from"] for tie in data["ties"]} | {tie["to"] for tie in data["ties"]} <= {
        node["id"] for node in data["nodes"]
    }


def test_what_is_done_or_left_out_says_so_in_place_of_dates() -> None:
    roadmap = linked(("a", "b"))
    done = replace(
        roadmap, measures=(replace(roadmap.measure("a"), status=Status.DONE), roadmap.measure("b"))
    )

    nodes = {
        node["id"]: node
        for node in neighbourhood_data(planned(done), neighbourhood(planned(done), ("a",), 1))["nodes"]
    }

    assert (nodes["a"]["when"], nodes["b"]["when"]) == ("Done", "Not in the plan")
    assert not nodes["a"]["dated"]
