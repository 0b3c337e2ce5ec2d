"""What there is to share, at the edge: capacity and freezes, budgets, attention, groups."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import (
    a_deliverer,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
    its_schedule,
)
from support.edges import IN, OUT, Edge, Pair, codes, in_a_mode, instant, plans

from planner.economics import net_present_value
from planner.language import in_language
from planner.model import (
    Budget,
    Capacity,
    Estimate,
    Freeze,
    Group,
    GroupRule,
    OtherLoad,
    Phase,
    PlannedPhase,
    Schedule,
    Status,
)
from planner.verify import judge

# What there is to share; the schedule asks for 30 person-months of gp at most


def everything(gp: dict[str, Any] | None = None, **fields: Any) -> Pair:
    """Change the roadmap with everything, and keep its schedule."""
    sectors = (a_receiver(**({"capacity": 30.0} | (gp or {}))), a_deliverer(capacity=3.0))
    return replace(a_roadmap_with_everything(), **({"sectors": sectors} | fields)), its_schedule()


def a_group(rule: GroupRule) -> tuple[Group, ...]:
    """Give a group of both measures."""
    return (Group(id="both", rule=rule, measures=("a", "b")),)


def a_budget(millions: float) -> tuple[Budget, ...]:
    """Give a budget for the first year, in which 2.5 million are invested in phases and 0.6 in waves."""
    return (Budget(year=2023, limit_nok=millions * 1e6),)


def with_running_phase(sector_asks: float, rollout_asks: float) -> Pair:
    """Give a phase under way that asks for more than there is, and a rollout beside it."""
    running = a_measure("a", a_phase("build", 2, gp=sector_asks), status=Status.STARTED)
    roadmap = a_roadmap(
        running,
        a_measure("b", optional=True),
        periods=4,
        sectors=(a_receiver(capacity=1.0),),
        rollouts=(a_rollout("b", effort_per_unit=rollout_asks),),
    )
    return roadmap, plans(("a", "build", 0, 2), selected=("a", "b"), b=(0, 0.1, 0.1, 0.1, 0.1))


def beside_variants(mode: str, asked: float, *, goes_on: bool = True) -> Pair:
    """Give a plan by hand in which a phase under way that asks 10 or 3 of 4 goes on so, or is stopped."""
    modes = in_a_mode("large", 2, nhn=10.0), in_a_mode("small", 2, nhn=3.0)
    running = a_measure("r", Phase(id="build", modes=modes), status=Status.STARTED, stoppable=True)
    roadmap = a_roadmap(
        running,
        a_measure("a", a_phase("build", 1, nhn=asked)),
        periods=4,
        sectors=(a_receiver(), a_deliverer(capacity=4.0)),
    )
    schedule = plans(("r", "build", 0, 2), ("a", "build", 1, 2)) if goes_on else plans(("a", "build", 1, 2))
    phases = (replace(each, mode=mode if each.measure == "r" else "") for each in schedule.phases)
    return roadmap, replace(schedule, phases=tuple(phases))


LIMITS = [
    Edge("above_capacity", everything({"capacity": 30 / (1 + IN)}), everything({"capacity": 30 / (1 + OUT)})),
    Edge(
        "above_capacity",
        everything({"capacity": 40.0, "programme_share": 0.75}),
        everything({"capacity": 40.0, "programme_share": 0.74}),
    ),
    Edge(
        "above_capacity",
        everything(sectors=(a_receiver(), a_deliverer(capacity=2.0))),
        everything(sectors=(a_receiver(), a_deliverer(capacity=1.99))),
    ),
    Edge("above_capacity", with_running_phase(5.0, 0.0), with_running_phase(5.0, 0.1)),
    Edge(
        "above_capacity",
        beside_variants("large", 4.0, goes_on=False),
        beside_variants("large", 8.0, goes_on=False),
    ),
    Edge("above_capacity", beside_variants("small", 1.0), beside_variants("small", 1.1)),
    Edge("above_capacity", beside_variants("small", 1.0), beside_variants("large", 1.0)),
    Edge("above_budget", everything(budgets=a_budget(3.1)), everything(budgets=a_budget(3.09))),
    Edge(
        "too_many_rollouts", everything({"simultaneous_limit": 0.6}), everything({"simultaneous_limit": 0.59})
    ),
    Edge(
        "group_broken",
        everything(groups=a_group(GroupRule.ALL_OR_NONE)),
        everything(groups=a_group(GroupRule.EXACTLY_ONE)),
    ),
]


# Freezes: in the period from 1 July, which has 92 days, the schedule asks for 30 person-months


def frozen(capacity: float, *freezes: tuple[date, float]) -> Pair:
    """Freeze from 1 July until a date, leaving a share of the capacity."""
    rows = tuple(Freeze(starts=date(2023, 7, 1), ends=ends, share=share) for ends, share in freezes)
    return everything({"capacity": capacity, "freezes": rows})


AUTUMN, AUGUST = date(2023, 10, 1), date(2023, 8, 1)


def growing(before: float, after: float) -> Pair:
    """Have another capacity from 1 August: 31 days of the period hold the one, 61 the other."""
    given = ((date(2023, 1, 1), before), (AUGUST, after), (AUTUMN, 30.0))
    rows = tuple(Capacity(starts=day, person_months=Estimate.sure(amount)) for day, amount in given)
    return everything(sectors=(replace(a_receiver(), capacities=rows), a_deliverer(capacity=3.0)))


FREEZES = [
    Edge("above_capacity", frozen(60.0, (AUTUMN, 0.5)), frozen(60 * (1 - OUT), (AUTUMN, 0.5))),
    Edge(
        "above_capacity",
        frozen(30 * 92 / 61, (AUGUST, 0.0)),
        frozen(30 * 92 / 61 * (1 - OUT), (AUGUST, 0.0)),
    ),
    Edge(
        "above_capacity",
        frozen(30 * 92 / (31 * 0.2 + 61 * 0.5), (AUGUST, 0.2), (AUTUMN, 0.5)),
        frozen(30 * 92 / (31 * 0.2 + 61 * 0.5) * (1 - OUT), (AUGUST, 0.2), (AUTUMN, 0.5)),
    ),
    Edge("above_capacity", growing(0.0, 30 * 92 / 61), growing(0.0, 30 * 92 / 61 * (1 - OUT))),
    Edge("above_capacity", growing(30 * 92 / 31, 0.0), growing(30 * 92 / 31 * (1 - OUT), 0.0)),
]


# Other load: in the same period, which has 92 days, and before and after it


def beside_others(capacity: float, *others: tuple[str, date, float], **fields: Any) -> Pair:
    """Have others ask something of the sector, by what, date and person-months a period."""
    rows = (OtherLoad(what=what, starts=day, person_months=asked) for what, day, asked in sorted(others))
    return everything({"capacity": capacity, "other_loads": tuple(rows)} | fields)


LONG_AGO, IN_THE_END = date(2019, 5, 1), date(2024, 10, 1)
JULY = date(2023, 7, 1)
SUMMER = Freeze(starts=JULY, ends=AUTUMN, share=0.5)

OTHERS = [
    Edge(
        "above_capacity",
        beside_others(40.0, ("drift", LONG_AGO, 10.0)),
        beside_others(40.0, ("drift", LONG_AGO, 10 + 30 * OUT)),
    ),
    # the last period asks for 30 too, and what holds there holds through it
    Edge(
        "above_capacity",
        beside_others(40.0, ("drift", IN_THE_END, 10.0)),
        beside_others(40.0, ("drift", IN_THE_END, 10.01)),
    ),
    # before its first row there is none, and a row of 0 ends it
    Edge(
        "above_capacity",
        beside_others(30.0, ("drift", date(2023, 2, 1), 30.0), ("drift", JULY, 0.0)),
        beside_others(30.0, ("drift", date(2023, 2, 1), 30.0), ("drift", date(2023, 7, 2), 0.0)),
    ),
    # what differs adds up, and each goes on by itself
    Edge(
        "above_capacity",
        beside_others(40.0, ("drift", LONG_AGO, 4.0), ("journal", LONG_AGO, 9.0), ("journal", JULY, 6.0)),
        beside_others(40.0, ("drift", LONG_AGO, 4.01), ("journal", LONG_AGO, 9.0), ("journal", JULY, 6.0)),
    ),
    # from 1 August on, 61 of 92 days
    Edge(
        "above_capacity",
        beside_others(30 + 6.1, ("drift", AUGUST, 9.2), ("drift", AUTUMN, 0.0)),
        beside_others(30 + 6.1, ("drift", AUGUST, 9.21), ("drift", AUTUMN, 0.0)),
    ),
    # on days when others ask more than there is, nothing is left, and nothing is owed
    Edge(
        "above_capacity",
        beside_others(30 * 92 / 61, ("drift", JULY, 1e6), ("drift", AUGUST, 0.0)),
        beside_others(30 * 92 / 61 * (1 - OUT), ("drift", JULY, 1e6), ("drift", AUGUST, 0.0)),
    ),
    # it comes off before the programme's share, and before what a freeze leaves
    Edge(
        "above_capacity",
        beside_others(70.0, ("drift", LONG_AGO, 10.0), programme_share=0.5),
        beside_others(70.0, ("drift", LONG_AGO, 10.01), programme_share=0.5),
    ),
    Edge(
        "above_capacity",
        beside_others(70.0, ("drift", LONG_AGO, 10.0), freezes=(SUMMER,)),
        beside_others(70.0, ("drift", LONG_AGO, 10.01), freezes=(SUMMER,)),
    ),
]


# Rollouts counted whole: two measures that need no building


def side_by_side(a: Any, b: Any, *, limit: float = 1, strict: bool = True, **fields: Any) -> Pair:
    """Take two measures into use in a sector; curves as begin and shares."""
    roadmap = a_roadmap(
        a_measure("a", optional=True),
        a_measure("b", optional=True),
        periods=4,
        sectors=(a_receiver(simultaneous_limit=limit, strict_counting=strict),),
        rollouts=(a_rollout("a", **fields), a_rollout("b")),
    )
    return roadmap, plans(a=a, b=b)


WITH_A_PAUSE, AT_ONCE, AFTERWARDS = (0, 0.1, 0.1, 0.1, 0.2), (0, 0.1, 0.1, 0.1, 0.1), (1, 0, 0.1, 0.1, 0.1)
TRICKLES = (0, 0.1, 0.1, 0.1, 0.1 + IN)

WHOLE = [
    Edge(
        "too_many_whole_rollouts",
        side_by_side(WITH_A_PAUSE, AFTERWARDS, strict=False),
        side_by_side(WITH_A_PAUSE, AFTERWARDS),
    ),
    Edge("too_many_whole_rollouts", side_by_side(AT_ONCE, AFTERWARDS), side_by_side(AFTERWARDS, AFTERWARDS)),
    Edge(
        "too_many_whole_rollouts", side_by_side(TRICKLES, AFTERWARDS), side_by_side(WITH_A_PAUSE, AFTERWARDS)
    ),
    Edge(
        "too_many_whole_rollouts",
        side_by_side(WITH_A_PAUSE, AFTERWARDS, limit=2),
        side_by_side(WITH_A_PAUSE, AFTERWARDS, limit=1.9),
    ),
    Edge(
        "too_many_whole_rollouts",
        side_by_side((1, 1, 1, 1, 1), AFTERWARDS, in_use=1.0, pinned_begin=instant(1)),
        side_by_side((1, 0.9, 1, 1, 1), AFTERWARDS, in_use=0.9, pinned_begin=instant(1)),
    ),
]


# Costs at start: a phase of two periods, the last of one year and the first of the next


def bought(*limits: tuple[int, float]) -> Pair:
    """Pay 8 million when the phase starts, under budgets in millions by year."""
    phase = Phase(id="build", modes=(in_a_mode("", 2, cost_at_start=8e6),))
    budgets = tuple(Budget(year=year, limit_nok=limit * 1e6) for year, limit in limits)
    return a_roadmap(a_measure("a", phase), budgets=budgets), plans(("a", "build", 3, 5))


COSTS = [Edge("above_budget", bought((2023, 8), (2024, 0)), bought((2023, 7.99), (2024, 8)))]


# Payers: 8 million for a phase over two years, and for a rollout 4 million in the first and 2 in the second


def paid(*budgets: Budget, sector: str = "", rollout: str = "", phase: str = "") -> Pair:
    """Give a plan by hand of what a phase, a sector and a rollout say who pays, under budgets."""
    build = replace(Phase(id="build", modes=(in_a_mode("", 2, cost_at_start=8e6),)), payer=phase)
    roadmap = a_roadmap(
        a_measure("a", build),
        a_measure("b"),
        sectors=(a_receiver(payer=sector),),
        rollouts=(a_rollout("b", cost_per_unit_nok=1e5, target=0.6, payer=rollout),),
        budgets=budgets,
    )
    return roadmap, plans(("a", "build", 3, 5), selected=("a", "b"), b=(3, 0, 0, 0, 0.4, 0.6, 0.6, 0.6, 0.6))


def frame(limit: float, payer: str = "", years: tuple[int, int] = (2023, 2023), spent: float = 0.0) -> Budget:
    """Give a budget in millions."""
    first, last = years
    return Budget(year=first, last_year=last, payer=payer, limit_nok=limit * 1e6, spent_nok=spent * 1e6)


BOTH = (2023, 2024)
PAYERS = [
    Edge("above_budget", paid(frame(8, "staten", BOTH)), paid(frame(7.99, "staten", BOTH))),
    Edge("above_budget", paid(frame(8, "staten"), phase="staten"), paid(frame(7.99, "staten"))),
    Edge("above_budget", paid(frame(8, "x"), frame(0, "gov"), phase="x"), paid(frame(7.99, "x"), phase="x")),
    Edge("above_budget", paid(frame(4, "gp"), frame(2, "gp", (2024, 2024))), paid(frame(3.99, "gp"))),
    Edge("above_budget", paid(frame(6, "gp", BOTH)), paid(frame(5.99, "gp", BOTH))),
    Edge("above_budget", paid(frame(4, "x"), frame(0, "gp"), sector="x"), paid(frame(3.99, "x"), sector="x")),
    Edge(
        "above_budget",
        paid(frame(4, "y"), frame(0, "x"), frame(0, "gp"), sector="x", rollout="y"),
        paid(frame(3.99, "y"), sector="x", rollout="y"),
    ),
    Edge("above_budget", paid(frame(14, years=BOTH)), paid(frame(13.99, years=BOTH))),
    Edge("above_budget", paid(frame(14, years=(2020, 2040))), paid(frame(13.99, years=(2020, 2040)))),
    Edge("above_budget", paid(frame(12, "staten", spent=4)), paid(frame(12, "staten", spent=4.01))),
    Edge(
        "above_budget",
        paid(frame(14, years=BOTH), frame(12), frame(8, "staten", BOTH)),
        paid(frame(14, years=BOTH), frame(11.99), frame(8, "staten", BOTH)),
    ),
    Edge("above_budget", paid(frame(3, "nobody", spent=3)), paid(frame(3, "nobody", spent=3.01))),
]


def test_a_broken_budget_is_named_with_its_years_and_who_pays() -> None:
    (found,) = judge(*paid(frame(7.5, "staten", BOTH, spent=1.0)))

    assert (found.code, found.subject) == ("above_budget", "2023/2024/staten")
    assert str(found.message) == (
        "2023–2024 for staten: NOK 8.000 million invested, expected at most NOK 6.500 million"
    )


def test_who_pays_changes_no_value() -> None:
    roadmap, schedule = paid()
    other, _schedule = paid(sector="x", rollout="y", phase="z")

    assert net_present_value(other, schedule) == net_present_value(roadmap, schedule)


# Modes: the same work slowly by one, or fast by three


def at_a_pace(mode: str, periods: int, capacity: float) -> Pair:
    """Build in one of two modes."""
    modes = in_a_mode("slow", 3, nhn=1.0), in_a_mode("fast", 1, nhn=3.0)
    roadmap = a_roadmap(
        a_measure("a", Phase(id="build", modes=modes)), sectors=(a_deliverer(capacity=capacity),)
    )
    planned = PlannedPhase(measure="a", phase="build", mode=mode, start=0, end=periods)
    return roadmap, Schedule(selected=("a",), phases=(planned,), rollouts=())


MODES = [
    Edge("above_capacity", at_a_pace("slow", 3, 1.0), at_a_pace("fast", 1, 2.9)),
    Edge("above_capacity", at_a_pace("fast", 1, 3.0), at_a_pace("slow", 3, 0.9)),
]


ALIKE = [
    everything({"capacity": 30 / (1 + OUT)}),
    everything(sectors=(a_receiver(), a_deliverer(capacity=2 - 1e-5))),
    everything(budgets=a_budget(3.1 - 1e-5)),
    everything({"simultaneous_limit": 0.6 - 1e-5}),
]


@pytest.mark.parametrize("pair", ALIKE)
def test_a_refusal_showed_the_same_figure_twice(pair: Pair) -> None:
    with in_language("en"):
        messages = [str(finding.message) for finding in judge(*pair)]

    assert messages
    for message in messages:
        found, expected = re.findall(r"(?<![\w.])\d+\.\d+", message)
        assert float(found) > float(expected)


@pytest.mark.parametrize(
    "edge", LIMITS + FREEZES + OTHERS + WHOLE + COSTS + PAYERS + MODES, ids=lambda edge: edge.code
)
def test_a_limit_just_holds_and_is_just_broken(edge: Edge) -> None:
    assert codes(edge.holds) == set()
    assert codes(edge.breaks) == {edge.code}


@pytest.mark.parametrize(
    ("rule", "with_b", "alone"),
    [
        (GroupRule.EXACTLY_ONE, False, True),
        (GroupRule.AT_MOST_ONE, False, True),
        (GroupRule.ALL_OR_NONE, True, False),
        (GroupRule.AT_LEAST, True, False),
    ],
)
def test_a_done_measure_counts_as_in_its_group(rule: GroupRule, *, with_b: bool, alone: bool) -> None:
    group = Group(id="both", rule=rule, measures=("a", "b"), at_least=2)
    roadmap = a_roadmap(a_measure("a", status=Status.DONE), a_measure("b", optional=True), groups=(group,))

    assert (codes((roadmap, plans(selected=("b",)))) == set()) is with_b
    assert (codes((roadmap, plans())) == set()) is alone


def test_a_finding_says_what_was_found_what_was_expected_and_when() -> None:
    with in_language("en"):
        findings = judge(*everything({"capacity": 29.0}))

    assert findings[0].subject == "gp"
    assert (
        str(findings[0].message) == "gp: 30.000 person-months asked from 1 July 2023, expected at most 29.000"
    )
