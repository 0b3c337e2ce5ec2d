"""Chains and critical graphs in words: as a tree, with who fills limits and what giving way would cost."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap
from support.planned import a_plan_of, end_of, planned, start_of

from planner.language import in_language
from planner.model import Budget, DateKind, Group, GroupRule, Plan, PlanDate, Service
from planner.say import chain_lines, critical_lines, hold_lines
from planner.say.filling import filling_words
from planner.why import (
    ArrowKind,
    Cell,
    CellKind,
    Critical,
    CriticalArrow,
    DateVerdict,
    Filler,
    Filling,
    Holds,
    Lead,
    Reason,
    ReasonChain,
    Root,
    RootKind,
    Yielding,
    chain_of,
)

NHN, LINK = Cell(kind=CellKind.CAPACITY, sector="nhn"), Cell(kind=CellKind.LINK, number=0)
DURATION = Cell(kind=CellKind.DURATION, measure="first", phase="build")
ROOM = Cell(kind=CellKind.ROOM, sector="gp")
AFTER = "dette tiltaket begynner etter at utviklingen av «FIRST» er ferdig"
LOCAL = (
    "Det kan ikke komme tidligere så lenge alle andre tiltak blir som planlagt. Om en annen plan kunne hatt "
    "det tidligere, er ikke avgjort."
)
BRIEF = "Kan ikke komme tidligere med andre tiltak som planlagt."


FULL = "NHN er full i 2 kvartaler mellom 2. kvartal 2023 og 3. kvartal 2023; mest tar: «BIG» (75 %)."


def a_plan() -> Plan:
    """Give a plan in which one follows another that had to wait for room in a full sector."""
    roadmap = a_roadmap(
        a_measure("big", a_phase("build", 3, nhn=3.0)),
        a_measure("first", a_phase("build", 2, nhn=2.0)),
        a_measure("last", a_phase("build", 1)),
        sectors=(a_receiver(simultaneous_limit=2.0), a_deliverer(capacity=4.0)),
        dependencies=(a_link("first", "last"),),
        groups=(Group(id="g", rule=GroupRule.AT_MOST_ONE, measures=("big", "last")),),
        budgets=(Budget(year=2023, limit_nok=5e6),),
    )
    return a_plan_of(roadmap, planned("big", 0, 3), planned("first", 3, 5), planned("last", 5, 6))


def reason(date: PlanDate, instant: int, *holds: tuple[Cell, ...], **fields: object) -> Reason:
    """Give a reason that some sets of cells each hold a date."""
    found = Holds(holds=holds, way_out=holds[0][:1], is_all=True)
    return Reason(date=date, instant=instant, verdict=DateVerdict.HELD, holds=found, **fields)  # type: ignore[arg-type]


def filled(yielding: Yielding | None = None) -> Filling:
    """Give that a sector is full for two periods."""
    filler = Filler(measure="big", share=0.75, date=end_of("big"), yielding=yielding)
    return Filling(limit=NHN, periods=(1, 2), fillers=(filler,))


def known(*holds: tuple[Cell, ...]) -> dict[PlanDate, Reason]:
    """Give the reasons of the last start, and of what it waits for."""
    return {
        start_of("last"): reason(start_of("last"), 5, (LINK,)),
        end_of("first"): reason(end_of("first"), 5, *holds, fillings=(filled(),)),
    }


def test_a_tree_has_what_holds_a_date_below_it_and_the_way_out_last() -> None:
    plan = a_plan()
    chain = chain_of(plan, start_of("last"), known((NHN, DURATION)))

    with in_language("nb"):
        lines = chain_lines(plan, chain)

    assert [line.replace("\xa0", " ") for line in lines] == [
        f"LAST: start på build: 2. kvartal 2024. {LOCAL}",
        "  Holdt av:",
        f"  - {AFTER}",
        f"    → FIRST: slutt på build: 1. kvartal 2024. {BRIEF}",
        "      Holdt av:",
        "      - kapasiteten hos NHN, 4,0 månedsverk i kvartalet (antatt)",
        f"        {FULL}",
        "      - build tar 2 kvartaler (antatt)",
        f"  Nok å endre, andre som planlagt: {AFTER}.",
    ]


def test_what_several_holds_share_is_said_once() -> None:
    plan = a_plan()
    found = known((NHN, DURATION), (NHN, ROOM))[end_of("first")]

    with in_language("en"):
        flat = hold_lines(plan, found)
        tree = chain_lines(plan, chain_of(plan, end_of("first"), {end_of("first"): found}))

    assert flat[0] == "Held by: the capacity of NHN, 4.0 person-months a quarter (assumed)."
    assert flat[1] == "And besides by: build takes 2 quarters (assumed)."
    assert flat[2].startswith("And besides by: that GP takes 2 rollouts at a time at most")
    assert "  Together with that, each of these:" in tree
    assert "    - all of this at once:" not in tree
    assert [line for line in tree if "NHN, 4.0" in line and "assumed" in line] == tree[2:3]


def test_any_one_is_enough_where_all_hold_together() -> None:
    plan = a_plan()
    one = reason(end_of("first"), 5, (NHN, DURATION))
    several = reason(end_of("first"), 5, (NHN, DURATION, LINK), (NHN, DURATION, ROOM))
    unknown = replace(one, holds=replace(one.holds, is_all=False))  # type: ignore[type-var]

    with in_language("en"):
        assert hold_lines(plan, one)[-1] == "Any one of these is enough to change, others as planned."
        assert "Any one of the first 2 is enough" in hold_lines(plan, several)[-1]
        assert hold_lines(plan, unknown)[-1].startswith("Enough to change, others as planned: the capacity")


def test_what_is_not_shown_to_be_smallest_is_not_said_to_be() -> None:
    plan, one = a_plan(), reason(end_of("first"), 5, (NHN, DURATION))
    wide = replace(one, holds=Holds(holds=((NHN, DURATION),), way_out=None, is_all=False, is_smallest=False))

    with in_language("en"):
        flat = hold_lines(plan, wide)
        tree = chain_lines(plan, chain_of(plan, wide.date, {wide.date: wide}))

    words = "Held by these together, or by fewer of them:"
    doubt = "It is not settled whether all of these are needed to hold it."
    assert flat[0].startswith(f"{words} the capacity of NHN")
    assert flat[1:] == [doubt]
    assert tree[1] == f"  {words}"
    assert tree[-1] == f"  {doubt}"
    assert not any(line.strip().startswith("Held by:") for line in (*flat, *tree))


@pytest.mark.parametrize(
    ("yielding", "told"),
    [
        (None, "“BIG” (75%)."),
        (Yielding(is_enough=None), "“BIG” (75%; not settled whether it is enough that it gives way)."),
        (Yielding(is_enough=False), "“BIG” (75%; not enough that it gives way)."),
        (Yielding(is_enough=True, loss=0.0), "“BIG” (75%; may give way at no loss)."),
        (
            Yielding(is_enough=True, loss=2.5e6),
            "“BIG” (75%; gives way at a loss of NOK 2.5 million (assumed)).",
        ),
    ],
)
def test_it_is_said_what_comes_of_giving_way(yielding: Yielding | None, told: str) -> None:
    with in_language("en"):
        words = filling_words(a_plan(), filled(yielding))

    assert words.startswith("NHN is full in 2 quarters between quarter 2 of 2023 and quarter 3 of 2023; ")
    assert words.endswith(f"; the largest parts have: {told}")


@pytest.mark.parametrize(
    ("limit", "periods", "told"),
    [
        (Cell(kind=CellKind.GROUP, number=0), (), "Of the group “g” the plan has: “BIG”."),
        (
            Cell(kind=CellKind.BUDGET, number=0),
            (0, 1),
            "Of the budget 2023 the largest parts go to: “BIG” (75%).",
        ),
        (
            Cell(kind=CellKind.ROOM, sector="gp"),
            (3,),
            "GP takes no more rollouts in quarter 4 of 2023, for: “BIG” (75%).",
        ),
    ],
)
def test_each_kind_of_limit_is_said_in_its_own_way(limit: Cell, periods: tuple[int, ...], told: str) -> None:
    with in_language("en"):
        assert filling_words(a_plan(), replace(filled(), limit=limit, periods=periods)) == told


def test_nobody_large_is_said_too() -> None:
    with in_language("en"):
        assert filling_words(a_plan(), replace(filled(), fillers=())).endswith("have: many small things.")


def test_what_was_told_above_is_named_only_and_contributors_say_their_share() -> None:
    plan = a_plan()
    service = PlanDate(kind=DateKind.REALISED, service="S")
    roadmap = replace(plan.roadmap, services=(Service(id="S", name="Service"),))
    plan = replace(plan, roadmap=roadmap)
    end = known((DURATION,))[end_of("first")]
    below = ReasonChain(reason=end, roots=(Root(kind=RootKind.CELL, cell=DURATION),))
    leads = (
        Lead(chain=below, share=0.6),
        Lead(chain=ReasonChain(reason=end, is_met=True), link=LINK),
    )
    chain = ReasonChain(reason=reason(service, 5, (LINK,)), leads=leads)

    with in_language("en"):
        lines = chain_lines(plan, chain)

    assert "  - “FIRST” is 60% of what was added last" in lines
    assert "    → FIRST: end of build: quarter 1 of 2024 (told above)" in lines
    beyond = replace(chain, reason=replace(chain.reason, instant=9))
    with in_language("en"):
        assert "  - “FIRST” is 60% of what lacks" in chain_lines(plan, beyond)


def test_a_critical_graph_tells_its_main_chain_and_then_the_rest() -> None:
    plan, reasons = a_plan(), known((NHN,))
    reasons |= {end_of("big"): reason(end_of("big"), 3, (DURATION,))}
    arrows = (
        CriticalArrow(date=start_of("last"), leads_to=end_of("first"), kind=ArrowKind.DEPENDS, cell=LINK),
        CriticalArrow(
            date=end_of("first"), leads_to=end_of("big"), kind=ArrowKind.WAITS, cell=NHN, share=0.75
        ),
    )
    mains = (start_of("last"), end_of("first")), (end_of("first"),)
    graph = Critical(ends=(start_of("last"), end_of("first")), reasons=reasons, arrows=arrows, mains=mains)

    with in_language("en"):
        lines = critical_lines(plan, graph)

    full = "NHN is full in 2 quarters between quarter 2 of 2023 and quarter 3 of 2023"
    waits = "waits for the capacity of NHN, 4.0 person-months a quarter, of which it takes 75%"
    assert lines == [
        "Main chain, from the end back:",
        "  LAST: start of build: quarter 2 of 2024. It cannot be earlier with all other measures as planned.",
        "  ↑ depends on it: this measure begins after the building of “FIRST” has ended",
        "  FIRST: end of build: quarter 1 of 2024. It cannot be earlier with all other measures as planned.",
        "    - Held by: the capacity of NHN, 4.0 person-months a quarter (assumed).",
        f"    - {full}; the largest parts have: “BIG” (75%).",
        "    - Enough to change, others as planned: the capacity of NHN, 4.0 person-months a quarter.",
        "Main chain, from the end back:",
        "  FIRST: end of build: quarter 1 of 2024 (told above)",
        "What else is waited for:",
        "  FIRST: end of build: quarter 1 of 2024",
        f"    ← BIG: end of build: quarter 3 of 2023: {waits}",
    ]
