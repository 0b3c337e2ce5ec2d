"""Each rule of the judge at its edge: a case that just holds and one that just breaks."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout
from support.edges import IN, OUT, Edge, codes, in_a_mode, instant, plans
from support.falling import points

from planner.model import (
    Deadline,
    Gate,
    GateUnit,
    Link,
    Phase,
    PlannedPhase,
    Roadmap,
    Schedule,
    ShareDeadline,
    Status,
)

# When phases run: one measure that clarifies for one period and then builds for two


def phased(pause: int | None = None, pin: int | None = None, **measure: Any) -> Roadmap:
    """Give a measure with two phases."""
    clarify = replace(a_phase("clarify", 1), largest_pause_periods=pause)
    build = replace(a_phase("build", 2), pinned_start=None if pin is None else instant(pin))
    return a_roadmap(a_measure("a", clarify, build, **measure))


def runs(clarify: int, build: int) -> Schedule:
    """Start the two phases."""
    return plans(("a", "clarify", clarify, clarify + 1), ("a", "build", build, build + 2))


def started() -> dict[str, Any]:
    """Give the fields of a measure under way."""
    return {"status": Status.STARTED}


TWO_PACES = a_roadmap(
    a_measure("a", Phase(id="build", modes=(in_a_mode("slow", 3, nhn=1.0), in_a_mode("fast", 1, nhn=3.0))))
)


def in_mode(mode: str, periods: int) -> Schedule:
    """Build in a mode for some periods."""
    return replace(
        plans(("a", "build", 0, periods)),
        phases=(PlannedPhase(measure="a", phase="build", mode=mode, start=0, end=periods),),
    )


PHASES = [
    Edge("before_previous_phase", (phased(), runs(1, 2)), (phased(), runs(1, 1))),
    Edge("pause_too_long", (phased(pause=2), runs(0, 3)), (phased(pause=2), runs(0, 4))),
    Edge("outside_horizon", (phased(), runs(5, 6)), (phased(), runs(5, 7))),
    Edge("outside_horizon", (phased(), runs(0, 1)), (phased(), runs(-1, 1))),
    Edge("running_phase_moved", (phased(**started()), runs(0, 1)), (phased(**started()), runs(1, 2))),
    Edge("off_pin", (phased(pin=3), runs(0, 3)), (phased(pin=3), runs(0, 4))),
    Edge(
        "before_earliest_start",
        (phased(earliest_start=instant(2)), runs(2, 3)),
        (phased(earliest_start=instant(2)), runs(1, 3)),
    ),
    Edge(
        "before_earliest_start",
        (phased(earliest_start=instant(2), **started()), runs(0, 2)),
        (phased(earliest_start=instant(2), **started()), runs(0, 1)),
    ),
    Edge(
        "after_deadline",
        (phased(deadline=Deadline(day=instant(4))), runs(0, 2)),
        (phased(deadline=Deadline(day=instant(4))), runs(0, 3)),
    ),
    Edge(
        "wrong_duration",
        (phased(), runs(0, 1)),
        (phased(), plans(("a", "clarify", 0, 1), ("a", "build", 1, 4))),
    ),
    Edge("wrong_duration", (TWO_PACES, in_mode("fast", 1)), (TWO_PACES, in_mode("slow", 1))),
    Edge("unknown_mode", (TWO_PACES, in_mode("slow", 3)), (TWO_PACES, in_mode("", 3))),
    Edge("phase_missing", (phased(), runs(0, 1)), (phased(), plans(("a", "clarify", 0, 1)))),
    Edge("mandatory_out", (phased(optional=True), plans()), (phased(), plans())),
    Edge(
        "phase_of_measure_out",
        (phased(optional=True), plans()),
        (phased(optional=True), replace(runs(0, 1), selected=())),
    ),
    Edge(
        "unknown_mode",
        (phased(), runs(0, 1)),
        (phased(), replace(runs(0, 1), phases=tuple(replace(p, mode="fast") for p in runs(0, 1).phases))),
    ),
]


# How rollouts grow: one measure, taken in by 100 units in four periods


def rolled(periods: int = 0, *, optional: bool = True, **rollout: Any) -> Roadmap:
    """Give a measure that is built for some periods and then taken into use."""
    phases = (a_phase("build", periods),) if periods else ()
    return a_roadmap(a_measure("a", *phases, optional=optional), periods=4, rollouts=(a_rollout(**rollout),))


def grows(begin: int | None, *shares: float) -> Schedule:
    """Take the measure into use; it needs no building."""
    return plans(a=(begin, *shares))


def built_until_2(begin: int, *shares: float) -> Schedule:
    """Build the measure for two periods and take it into use."""
    return plans(("a", "build", 0, 2), a=(begin, *shares))


FALLING = points((0.5, 0.25), (0.25, 0.75), (0.125, 1.0))
GATED = rolled(gates=(Gate(limit=0.1, periods=2), Gate(limit=30, unit=GateUnit.UNITS)))
DUE = rolled(deadline=ShareDeadline(share=0.6, deadline=Deadline(day=instant(2))))

ROLLOUTS = [
    Edge(
        "begin_before_phases_end",
        (rolled(2), built_until_2(2, 0, 0, 0.1, 0.1)),
        (rolled(2), built_until_2(1, 0, 0.1, 0.1, 0.1)),
    ),
    Edge("begin_before_phases_end", (rolled(), grows(3, 0, 0, 0, 0.1)), (rolled(), grows(4, 0, 0, 0, 0))),
    Edge(
        "wave_before_begin", (rolled(), grows(1, IN, 0.1, 0.1, 0.1)), (rolled(), grows(1, OUT, 0.1, 0.1, 0.1))
    ),
    Edge("wave_before_begin", (rolled(), grows(None, 0, 0, 0, IN)), (rolled(), grows(None, 0, 0, 0, OUT))),
    Edge(
        "begin_without_wave", (rolled(), grows(1, 0, 0.1, 0.1, 0.1)), (rolled(), grows(0, 0, 0.1, 0.1, 0.1))
    ),
    Edge(
        "first_wave_too_small",
        (GATED, grows(0, 0.01 - IN, 0.1, 0.1, 0.1)),
        (GATED, grows(0, 0.01 - OUT, 0.1, 0.1, 0.1)),
    ),
    Edge(
        "first_wave_too_small",
        (rolled(first_share=0.7, pinned_begin=instant(0)), grows(0, 0.5, 0.5, 0.5, 0.5)),
        (rolled(first_share=0.7, pinned_begin=instant(0)), grows(0, 0.5 - OUT, 0.5, 0.5, 0.5)),
    ),
    Edge(
        "share_falls",
        (rolled(), grows(0, 0.2, 0.2 - IN, 0.2, 0.2)),
        (rolled(), grows(0, 0.2, 0.2 - OUT, 0.2, 0.2)),
    ),
    Edge(
        "above_target",
        (rolled(target=0.4), grows(0, 0.2, 0.3, 0.3, 0.4 + IN)),
        (rolled(target=0.4), grows(0, 0.2, 0.3, 0.3, 0.4 + OUT)),
    ),
    Edge(
        "above_pace",
        (rolled(), grows(0, 0.5 + IN, 0.6, 0.6, 0.6)),
        (rolled(), grows(0, 0.5 + OUT, 0.6, 0.6, 0.6)),
    ),
    Edge(
        "above_pace",
        (rolled(pace=FALLING), grows(0, 0.5, 0.875 + IN, 1.0, 1.0)),
        (rolled(pace=FALLING), grows(0, 0.5, 0.875 + OUT, 1.0, 1.0)),
    ),
    Edge(
        "above_pace",
        (rolled(pace=FALLING, in_use=0.6), grows(2, 0.6, 0.6, 0.925 + IN, 1.0)),
        (rolled(pace=FALLING, in_use=0.6), grows(2, 0.6, 0.6, 0.925 + OUT, 1.0)),
    ),
    Edge(
        "first_wave_too_small",
        (
            rolled(pace=FALLING, in_use=0.75, first_share=0.5, pinned_begin=instant(0)),
            grows(0, *[1.0 - IN] * 4),
        ),
        (
            rolled(pace=FALLING, in_use=0.75, first_share=0.5, pinned_begin=instant(0)),
            grows(0, *[1.0 - OUT] * 4),
        ),
    ),
    Edge(
        "above_gate", (GATED, grows(0, 0.1, 0.1 + IN, 0.3, 0.8)), (GATED, grows(0, 0.1, 0.1 + OUT, 0.3, 0.8))
    ),
    Edge("above_gate", (GATED, grows(1, 0, 0.1, 0.1, 0.3 + IN)), (GATED, grows(1, 0, 0.1, 0.1, 0.3 + OUT))),
    Edge(
        "rollout_unfinished",
        (rolled(optional=False), grows(0, 0.5, 0.5, 0.5, 1 - IN)),
        (rolled(optional=False), grows(0, 0.5, 0.5, 0.5, 1 - OUT)),
    ),
    Edge(
        "begin_off_pin",
        (rolled(pinned_begin=instant(1)), grows(1, 0, 0.1, 0.1, 0.1)),
        (rolled(pinned_begin=instant(1)), grows(2, 0, 0, 0.1, 0.1)),
    ),
    Edge(
        "share_after_deadline",
        (DUE, grows(0, 0.5, 0.6 - IN, 0.6, 0.6)),
        (DUE, grows(0, 0.5, 0.6 - OUT, 0.6, 0.6)),
    ),
    Edge(
        "rollout_of_measure_out",
        (rolled(in_use=0.2), plans(selected=(), a=(None, 0.2, 0.2, 0.2, 0.2))),
        (rolled(in_use=0.2), plans(selected=(), a=(None, 0.2, 0.2, 0.2, 0.2 + 1e-7))),
    ),
]


# How measures depend on each other: a is built for two periods, b for one


def linked(link: Link, predecessor: str = "a", successor: str = "b", **fields: Any) -> Roadmap:
    """Give two optional measures with a rollout each, and a link from a to b."""
    measures = (
        a_measure("a", a_phase("build", 2), optional=True),
        a_measure("b", a_phase("build", 1), optional=True),
    )
    rollouts = (a_rollout("a"), a_rollout("b", in_use=0.0))
    return a_roadmap(
        *measures,
        periods=6,
        rollouts=rollouts,
        dependencies=(a_link(predecessor, successor, link, **fields),),
    )


def both(b_start: int, a: Any = (None,), b: Any = (None,)) -> Schedule:
    """Build a from the beginning and b from an instant; curves as begin and the shares from there on."""
    curves = {}
    for name, (begin, *shares) in (("a", a), ("b", b)):
        curve = [0.0] * (begin or 0) + list(shares)
        curves[name] = (begin, *curve, *([curve[-1] if curve else 0.0] * (6 - len(curve))))
    return plans(("a", "build", 0, 2), ("b", "build", b_start, b_start + 1), **curves)


A_ENDS_AT_4 = (2, 0.5, 1.0)
SHARE: dict[str, Any] = {"share": 0.5, "share_sector": "gp"}

LINKS = [
    Edge("before_predecessor", (linked(Link.FINISH_START), both(2)), (linked(Link.FINISH_START), both(1))),
    Edge(
        "before_predecessor",
        (linked(Link.FINISH_START, lag_periods=-1), both(1)),
        (linked(Link.FINISH_START, lag_periods=-1), both(0)),
    ),
    Edge(
        "before_predecessor",
        (linked(Link.START_START, lag_periods=1), both(1)),
        (linked(Link.START_START, lag_periods=1), both(0)),
    ),
    Edge("before_predecessor", (linked(Link.FINISH_FINISH), both(1)), (linked(Link.FINISH_FINISH), both(0))),
    Edge(
        "before_predecessor",
        (linked(Link.START_FINISH, lag_periods=3), both(2)),
        (linked(Link.START_FINISH, lag_periods=3), both(1)),
    ),
    Edge(
        "before_predecessor",
        (linked(Link.FINISH_START, "a@gp"), both(4, A_ENDS_AT_4)),
        (linked(Link.FINISH_START, "a@gp"), both(3, A_ENDS_AT_4)),
    ),
    Edge(
        "before_predecessor",
        (linked(Link.START_START, "a@gp", "b@gp"), both(0, A_ENDS_AT_4, (2, 0.5))),
        (linked(Link.START_START, "a@gp", "b@gp"), both(0, A_ENDS_AT_4, (1, 0.5))),
    ),
    Edge(
        "before_predecessor",
        (linked(Link.START_START, "a@gp", "b@gp"), both(0)),
        (linked(Link.START_START, "a@gp", "b@gp"), both(0, b=(1, 0.5))),
    ),
    Edge(
        "rollout_ends_before_predecessor",
        (linked(Link.FINISH_FINISH, "a@gp", "b@gp"), both(0, A_ENDS_AT_4, (1, 0.5, 0.99 + IN, 1.0))),
        (linked(Link.FINISH_FINISH, "a@gp", "b@gp"), both(0, A_ENDS_AT_4, (1, 0.5, 0.99 + OUT, 1.0))),
    ),
    Edge(
        "rollout_ends_before_predecessor",
        (linked(Link.START_FINISH, "a", "b@gp", lag_periods=6), both(0, b=(1, 0.5, 0.5, 0.5, 0.5, 1.0))),
        (linked(Link.START_FINISH, "a", "b@gp", lag_periods=7), both(0, b=(1, 0.5, 0.5, 0.5, 0.5, 0.5))),
    ),
    Edge(
        "after_largest_lag",
        (linked(Link.FINISH_START, largest_lag_periods=1), both(3)),
        (linked(Link.FINISH_START, largest_lag_periods=1), both(4)),
    ),
    Edge(
        "adoption_above_predecessor",
        (linked(Link.ADOPTION), both(0, A_ENDS_AT_4, (3, 0.5 + IN, 1.0))),
        (linked(Link.ADOPTION), both(0, A_ENDS_AT_4, (3, 0.5 + OUT, 1.0))),
    ),
    Edge(
        "adoption_above_predecessor",
        (linked(Link.ADOPTION), both(0, A_ENDS_AT_4, (3, 0.5, 1.0))),
        (linked(Link.ADOPTION), both(0, A_ENDS_AT_4, (2, 0.5, 1.0))),
    ),
    Edge(
        "share_not_reached",
        (linked(Link.SHARE, **SHARE), both(3, (2, 0.5 - IN))),
        (linked(Link.SHARE, **SHARE), both(3, (2, 0.5 - OUT))),
    ),
    Edge(
        "share_not_reached",
        (linked(Link.SHARE, "a", "b@gp", **SHARE), both(0, (2, 0.5), (3, 0.5))),
        (linked(Link.SHARE, "a", "b@gp", **SHARE), both(0, (2, 0.5), (2, 0.5))),
    ),
    Edge(
        "predecessor_out",
        (
            linked(Link.ADOPTION),
            plans(("a", "build", 0, 2), a=(None, *[0] * 6), b=(None, *[0] * 6), selected=("a",)),
        ),
        (
            linked(Link.ADOPTION),
            plans(("b", "build", 0, 1), a=(None, *[0] * 6), b=(None, *[0] * 6), selected=("b",)),
        ),
    ),
]


# How late a successor may come; of a rollout that never begins or ends, the end of the horizon counts

OF_ROLLOUTS = ("a@gp", "b@gp")


def at_most(link: Link, largest: int, *ends: str) -> Roadmap:
    """Give a link from a to b with a largest lag."""
    return linked(link, *ends, largest_lag_periods=largest)


LARGEST_LAGS = [
    Edge(
        "after_largest_lag",
        (at_most(link, late - 1), both(starts - 1)),
        (at_most(link, late - 1), both(starts)),
    )
    for link, late, starts in [
        (Link.FINISH_START, 2, 4),
        (Link.START_START, 2, 2),
        (Link.FINISH_FINISH, 2, 3),
        (Link.START_FINISH, 3, 2),
    ]
] + [
    Edge(
        "after_largest_lag",
        (at_most(Link.FINISH_START, 1, "a@gp"), both(5, A_ENDS_AT_4)),
        (at_most(Link.FINISH_START, 0, "a@gp"), both(5, A_ENDS_AT_4)),
    ),
    Edge(
        "after_largest_lag",
        (at_most(Link.START_START, 1, *OF_ROLLOUTS), both(0, A_ENDS_AT_4, (3, 0.5))),
        (at_most(Link.START_START, 1, *OF_ROLLOUTS), both(0, A_ENDS_AT_4, (4, 0.5))),
    ),
    Edge(
        "after_largest_lag",
        (at_most(Link.START_START, 4, *OF_ROLLOUTS), both(0, A_ENDS_AT_4)),
        (at_most(Link.START_START, 3, *OF_ROLLOUTS), both(0, A_ENDS_AT_4)),
    ),
    Edge(
        "after_largest_lag",
        (at_most(Link.FINISH_FINISH, 1, *OF_ROLLOUTS), both(0, A_ENDS_AT_4, (1, 0.5, 0.5, 0.5, 1.0))),
        (at_most(Link.FINISH_FINISH, 1, *OF_ROLLOUTS), both(0, A_ENDS_AT_4, (1, 0.5, 0.5, 0.5, 0.9))),
    ),
    Edge(
        "after_largest_lag",
        (at_most(Link.START_FINISH, 3, "a", "b@gp"), both(0, b=(1, 0.5, 1.0))),
        (at_most(Link.START_FINISH, 3, "a", "b@gp"), both(0, b=(1, 0.5, 0.9, 1.0))),
    ),
]


def test_a_largest_lag_from_a_start_that_has_passed_does_not_bind() -> None:
    roadmap = at_most(Link.START_START, 0)
    under_way = a_measure("a", a_phase("build", 2), status=Status.STARTED, stoppable=True)

    assert codes((replace(roadmap, measures=(under_way, roadmap.measures[1])), both(3))) == set()


@pytest.mark.parametrize("edge", PHASES + ROLLOUTS + LINKS + LARGEST_LAGS, ids=lambda edge: edge.code)
def test_a_rule_just_holds_and_just_breaks(edge: Edge) -> None:
    assert codes(edge.holds) == set()
    assert edge.code in codes(edge.breaks)


@pytest.mark.parametrize(
    ("link", "predecessor", "successor"),
    [
        (Link.START_START, "a", "b@gp"),
        (Link.START_FINISH, "a/build", "b"),
        (Link.START_START, "a@gp", "b"),
    ],
)
def test_a_link_from_a_start_that_has_passed_does_not_bind(
    link: Link, predecessor: str, successor: str
) -> None:
    roadmap = linked(link, predecessor, successor, lag_periods=5)
    under_way = a_measure("a", a_phase("build", 2), status=Status.STARTED, stoppable=True)
    roadmap = replace(
        roadmap,
        measures=(under_way, roadmap.measures[1]),
        rollouts=(replace(roadmap.rollouts[0], in_use=0.1), roadmap.rollouts[1]),
    )
    alone = plans(("b", "build", 0, 1), a=(None, *[0.1] * 6), b=(1, 0, *[0.5] * 5), selected=("b",))

    assert codes((roadmap, alone)) == set()


def test_a_link_to_a_start_that_has_passed_does_not_bind() -> None:
    roadmap = linked(Link.FINISH_START)
    under_way = a_measure("b", a_phase("build", 1), status=Status.STARTED, stoppable=True)

    assert codes((replace(roadmap, measures=(roadmap.measures[0], under_way)), both(0))) == set()


@pytest.mark.parametrize("link", [Link.FINISH_START, Link.SHARE])
def test_a_done_predecessor_holds_nobody_back(link: Link) -> None:
    roadmap = linked(link, **(SHARE if link is Link.SHARE else {}))
    done = replace(roadmap, measures=(a_measure("a", status=Status.DONE), roadmap.measures[1]))

    assert codes((done, plans(("b", "build", 0, 1), b=(None, *[0] * 6)))) == set()


def test_a_done_predecessor_still_limits_adoption() -> None:
    roadmap = linked(Link.ADOPTION)
    done = replace(
        roadmap,
        measures=(a_measure("a", status=Status.DONE), roadmap.measures[1]),
        rollouts=(replace(roadmap.rollouts[0], in_use=0.3), roadmap.rollouts[1]),
    )

    assert codes((done, plans(("b", "build", 0, 1), b=(1, 0, *[0.3] * 5)))) == set()
    assert codes((done, plans(("b", "build", 0, 1), b=(1, 0, *[0.4] * 5)))) == {"adoption_above_predecessor"}


def test_what_is_in_use_at_the_status_date_is_accepted_ahead_of_a_predecessor() -> None:
    roadmap = linked(Link.ADOPTION)
    ahead = replace(roadmap, rollouts=(roadmap.rollouts[0], replace(roadmap.rollouts[1], in_use=0.2)))

    assert (
        codes(
            (
                ahead,
                plans(("a", "build", 0, 2), ("b", "build", 0, 1), a=(None, *[0] * 6), b=(None, *[0.2] * 6)),
            )
        )
        == set()
    )


def test_a_begin_that_nothing_hangs_on_may_take_in_less_than_a_unit() -> None:
    assert codes((rolled(), grows(0, 0.001, 0.1, 0.1, 0.1))) == set()


def test_gates_that_lie_behind_limit_nothing() -> None:
    gates = (Gate(limit=0.1, periods=3),)

    assert codes((rolled(gates=gates, in_use=0.2), grows(0, 0.7, 1.0, 1.0, 1.0))) == set()
    assert "above_gate" in codes(
        (rolled(gates=gates, in_use=0.05, gates_passed=False), grows(0, 0.2, 0.2, 0.2, 0.2))
    )


def test_a_schedule_out_of_shape_is_refused_for_its_shape_alone() -> None:
    schedule = grows(0, 5.0, float("nan"), 0.1)

    assert codes((rolled(), schedule)) == {"wrong_length", "not_a_number"}


def test_an_empty_roadmap_has_an_empty_plan() -> None:
    assert codes((a_roadmap(), plans())) == set()
