"""Order without capacity, against brute force."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import (
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
)

from planner.model import Dependency, Gate, GateUnit, Link, Roadmap, Rollout, Status
from planner.network import (
    Wait,
    circles,
    critical_chain,
    earliest_points,
    earliest_times,
    slack,
    waits,
)
from planner.rules import Point, periods_to_reach


def a_chain(*links: Dependency, names: str = "abc", **durations: int) -> Roadmap:
    """Measures of two periods, or as said, with links between them."""
    measures = [a_measure(name, a_phase("build", durations.get(name, 2))) for name in names]
    return a_roadmap(*measures, dependencies=links)


def cycles(roadmap: Roadmap) -> list[list[str]]:
    """Give the measures of each circle that cannot be met."""
    return [list(circle.measures) for circle in circles(roadmap)]


def test_a_successor_starts_when_its_predecessor_has_ended() -> None:
    roadmap = a_chain(a_link("a", "b"), a_link("b", "c", lag_periods=-1))

    assert earliest_times(roadmap) == {"a": (0, 2), "b": (2, 4), "c": (3, 5)}


@pytest.mark.parametrize(
    ("link", "lag", "start"),
    [
        (Link.FINISH_START, 1, 4),
        (Link.START_START, 1, 1),
        (Link.FINISH_FINISH, 1, 2),
        (Link.START_FINISH, 5, 3),
        (Link.START_FINISH, 1, 0),
    ],
)
def test_each_timed_link_holds_its_own_ends(link: Link, lag: int, start: int) -> None:
    roadmap = a_chain(a_link("a", "b", link, lag_periods=lag), a=3)

    assert earliest_times(roadmap)["b"] == (start, start + 2)


def test_earliest_start_and_pin_hold_a_measure() -> None:
    late = a_measure("a", a_phase(), earliest_start=date(2023, 4, 2))
    pinned = a_measure("b", replace(a_phase(), pinned_start=date(2023, 12, 31)))

    assert earliest_times(a_roadmap(late, pinned)) == {"a": (2, 4), "b": (3, 5)}


def test_a_rollout_takes_the_periods_that_pace_and_gates_ask() -> None:
    gates = (Gate(limit=5, unit=GateUnit.UNITS, periods=1), Gate(limit=0.25, periods=2))
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1)),
        rollouts=(a_rollout("a", gates=gates, pace=0.5),),
    )

    assert earliest_times(roadmap)["a"] == (0, 1 + 3 + 2)


@pytest.mark.parametrize(
    ("share", "periods"), [(0.0, 0), (0.2, 0), (0.21, 1), (0.5, 1), (0.8, 2), (0.81, 3), (0.9, 3), (0.91, 9)]
)
def test_periods_to_reach_a_share_follow_pace_from_what_is_in_use(share: float, periods: int) -> None:
    rollout = a_rollout("a", in_use=0.2, pace=0.3, target=0.9)

    assert periods_to_reach(a_roadmap(a_measure("a"), rollouts=(rollout,)), rollout, share) == periods


def test_a_gate_below_what_is_in_use_is_never_passed() -> None:
    rollout = a_rollout("a", in_use=0.2, gates=(Gate(limit=0.1),), gates_passed=False)

    assert periods_to_reach(a_roadmap(a_measure("a"), rollouts=(rollout,)), rollout, 1.0) == 9


def two_rollouts(link: Dependency, first: Rollout, second: Rollout) -> Roadmap:
    """Link two measures that are both taken into use."""
    return a_roadmap(
        a_measure("a", a_phase("build", 2)), a_measure("b"), dependencies=(link,), rollouts=(first, second)
    )


def test_adoption_follows_one_period_after() -> None:
    roadmap = two_rollouts(a_link("a", "b", Link.ADOPTION), a_rollout("a"), a_rollout("b", pace=1.0))

    assert earliest_times(roadmap) == {"a": (0, 4), "b": (0, 5)}


def test_adoption_needs_less_of_the_predecessor_for_a_lower_target() -> None:
    roadmap = two_rollouts(
        a_link("a", "b", Link.ADOPTION), a_rollout("a", pace=0.1), a_rollout("b", target=0.2)
    )

    assert earliest_times(roadmap)["b"].end == 2 + 2 + 1


def test_a_share_link_waits_until_the_share_can_be_reached() -> None:
    link = a_link("a", "b@gp", Link.SHARE, share=0.6, share_sector="gp")
    roadmap = two_rollouts(link, a_rollout("a", pace=0.25), a_rollout("b"))

    assert earliest_times(roadmap)["b"].end == 2 + 3 + 2


def test_what_has_passed_holds_nobody() -> None:
    done = a_measure("a", status=Status.DONE)
    started = a_measure("b", a_phase("build", 1), status=Status.STARTED, earliest_start=date(2024, 1, 1))
    roadmap = a_roadmap(
        done,
        started,
        a_measure("c", a_phase("build", 1)),
        dependencies=(a_link("a", "c"), a_link("c", "b"), a_link("b", "c", Link.START_START, lag_periods=5)),
    )

    assert cycles(roadmap) == []
    assert earliest_times(roadmap) == {"a": (0, 0), "b": (0, 1), "c": (0, 1)}


def test_slack_is_how_far_a_measure_can_slip_without_moving_the_end() -> None:
    roadmap = a_chain(a_link("a", "c"), a_link("b", "c"), b=5)

    assert slack(roadmap) == {"a": 3, "b": 0, "c": 0}
    assert critical_chain(roadmap) == ("b", "c")


def test_a_roadmap_without_links_has_its_longest_measure_as_critical_chain() -> None:
    assert critical_chain(a_chain(b=7)) == ("b",)


def test_an_impossible_circle_is_named_with_its_path() -> None:
    roadmap = a_chain(a_link("b", "c"), a_link("c", "a"), a_link("a", "b"))

    assert cycles(roadmap) == [["a", "b", "c"]]
    with pytest.raises(ValueError, match="circle"):
        earliest_times(roadmap)


def test_an_optional_rollout_that_can_only_stay_unfinished_makes_no_circle() -> None:
    links = (a_link("a@gp", "b", lag_periods=-4), a_link("b", "a"))
    pair = (a_measure("a", a_phase(), optional=True), a_measure("b", a_phase(), optional=True))
    roadmap = a_roadmap(*pair, rollouts=(a_rollout("a", pace=0.1),), dependencies=links)

    assert cycles(roadmap) == []
    assert earliest_times(roadmap)["a"].start == 2


@pytest.mark.parametrize(
    ("forth", "back", "is_lawful"),
    [
        (a_link("a", "b", Link.START_START), a_link("b", "a", Link.START_START), True),
        (
            a_link("a", "b", Link.START_START, lag_periods=1),
            a_link("b", "a", Link.START_START, lag_periods=-1),
            True,
        ),
        (a_link("a", "b", Link.START_START, lag_periods=1), a_link("b", "a", Link.START_START), False),
        (a_link("a", "b"), a_link("b", "a", lag_periods=-4), True),
        (a_link("a", "b"), a_link("b", "a", lag_periods=-3), False),
        (a_link("a", "b", Link.FINISH_FINISH), a_link("b", "a", Link.START_START, lag_periods=1), False),
        (a_link("a", "b", lag_periods=0, largest_lag_periods=1), a_link("a", "b", lag_periods=2), False),
    ],
)
def test_a_circle_of_two_is_lawful_when_its_waits_add_up_to_nothing(
    forth: Dependency, back: Dependency, is_lawful: bool
) -> None:
    assert (cycles(a_chain(forth, back, names="ab")) == []) is is_lawful


def test_all_circles_are_named_at_once() -> None:
    links = [a_link(*pair) for pair in ("ab", "ba", "cd", "de", "ec", "dc")]

    named = cycles(a_chain(*links, names="abcde"))

    assert named[0] == ["a", "b"]
    assert [set(cycle) <= set("cde") for cycle in named[1:]] == [True]


def test_adoption_and_share_links_make_circles_too() -> None:
    both = (a_rollout("a"), a_rollout("b"))
    forth = a_link("a", "b", Link.ADOPTION)
    back = a_link("b", "a", Link.ADOPTION)
    share = a_link("b", "a@gp", Link.SHARE, share=0.1, share_sector="gp")
    pair = (a_measure("a"), a_measure("b"))

    assert cycles(a_roadmap(*pair, rollouts=both, dependencies=(forth, back))) == [["a", "b"]]
    assert cycles(a_roadmap(*pair, rollouts=both, dependencies=(forth, share))) == [["a", "b"]]
    assert (
        cycles(a_roadmap(*pair, rollouts=both, dependencies=(forth, a_link("b", "a", Link.START_START))))
        == []
    )


def test_adoption_in_different_sectors_makes_no_circle() -> None:
    rollouts = (a_rollout("a"), a_rollout("b", "dentist"))
    roadmap = a_roadmap(
        a_measure("a"),
        a_measure("b"),
        sectors=(a_receiver(), a_receiver("dentist")),
        rollouts=rollouts,
        dependencies=(a_link("a", "b", Link.ADOPTION), a_link("b", "a", Link.ADOPTION)),
    )

    assert cycles(roadmap) == []


LINKS = [link for link in Link if link.is_timed]


@st.composite
def small_roadmaps(draw: st.DrawFn) -> Roadmap:
    """Two to four measures of one phase with any timed links, circles included."""
    count = draw(st.integers(2, 4))
    names = "abcd"[:count]
    pairs = draw(st.lists(st.permutations(names).map(lambda order: order[:2]), min_size=1, max_size=5))
    links = [
        a_link(first, second, draw(st.sampled_from(LINKS)), lag_periods=draw(st.integers(-2, 2)))
        for first, second in pairs
    ]
    return a_chain(*links, names=names, **{name: draw(st.integers(0, 3)) for name in names})


def every_start(roadmap: Roadmap, last: int) -> list[dict[str, int]]:
    """Try all starts through an instant, and keep those that every link allows."""
    names = [measure.id for measure in roadmap.measures]
    tried = (dict(zip(names, starts, strict=True)) for starts in product(range(last + 1), repeat=len(names)))
    return [starts for starts in tried if all(_holds(roadmap, link, starts) for link in roadmap.dependencies)]


def _holds(roadmap: Roadmap, link: Dependency, starts: dict[str, int]) -> bool:
    def instant(measure: str, at_end: bool) -> int:
        return starts[measure] + at_end * roadmap.measure(measure).phases[0].modes[0].periods

    before, after = link.measures
    return instant(after, link.link.to_finish) >= instant(before, link.link.from_finish) + link.lag_periods


@settings(deadline=None)
@given(small_roadmaps())
def test_cycles_and_earliest_starts_agree_with_trying_every_start(roadmap: Roadmap) -> None:
    lawful = every_start(roadmap, last=16 if len(roadmap.measures) < 4 else 8)

    if cycles(roadmap):
        assert lawful == []
        return
    earliest = earliest_times(roadmap)
    assert max(span.start for span in earliest.values()) <= 15
    if lawful:
        assert {name: span.start for name, span in earliest.items()} == {
            name: min(starts[name] for starts in lawful) for name in earliest
        }


@st.composite
def acyclic_waits(draw: st.DrawFn) -> list[Wait]:
    """Arrows from lower to higher of six points."""
    arrows = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(-3, 5)).filter(
        lambda arrow: arrow[0] < arrow[1]
    )
    return [
        Wait(Point(str(a)), Point(str(b)), periods) for a, b, periods in draw(st.lists(arrows, max_size=12))
    ]


@given(acyclic_waits())
def test_earliest_points_are_the_longest_paths(found: list[Wait]) -> None:
    def longest(point: Point) -> int:
        return max([0, *(longest(wait.earlier) + wait.periods for wait in found if wait.later == point)])

    times, _ = earliest_points(found)

    assert times == {point: longest(point) for point in times}


@settings(deadline=None)
@given(small_roadmaps())
def test_slack_is_what_a_measure_can_wait_before_the_last_end_moves(roadmap: Roadmap) -> None:
    if cycles(roadmap):
        return
    free = slack(roadmap)
    last = max(span.end for span in earliest_times(roadmap).values())

    for name, span in earliest_times(roadmap).items():
        start = Point(name, "build")
        for later, moves in ((free[name], False), (free[name] + 1, True)):
            held = [*waits(roadmap), Wait(Point(""), start, span.start + later)]
            times, _ = earliest_points(held)
            assert (max(times.values()) > last) is moves


@settings(deadline=None)
@given(small_roadmaps())
def test_the_critical_chain_has_no_slack(roadmap: Roadmap) -> None:
    if cycles(roadmap):
        return

    free = slack(roadmap)

    assert all(free[measure] == 0 for measure in critical_chain(roadmap))


def test_nothing_comes_too_long_after_an_adaptation_that_need_not_run() -> None:
    link = a_link("a/tilpasning@gp", "b@gp", Link.FINISH_FINISH, largest_lag_periods=0)
    roadmap = a_roadmap(
        a_measure("a", optional=True),
        a_measure("b", a_phase("build", 2)),
        rollouts=(a_rollout("a"), a_rollout("b")),
        adaptations=(an_adaptation("a"),),
        dependencies=(link,),
    )

    times, _causes = earliest_points(waits(roadmap, proven=True))

    assert times[Point("b", phase="build", at_end=True)] == 2
