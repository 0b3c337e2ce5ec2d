"""Where a reason leads: the other end of each kind of link, and so on to roots of every kind."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    day_of,
    its_schedule,
)
from support.chained import chain_here, roots_of
from support.planned import a_plan_of, end_of, planned, start_of

from planner.model import (
    Basis,
    DateKind,
    Dependency,
    Endpoint,
    Link,
    Measure,
    Plan,
    PlanDate,
    Provenance,
    Roadmap,
)
from planner.why import (
    Cell,
    CellKind,
    DateVerdict,
    Explainer,
    Holds,
    Reason,
    ReasonChain,
    Root,
    RootKind,
    chain_of,
    chains,
    leads,
)

START_OF_A, START_OF_B = start_of("a"), start_of("b")
END_OF_A = PlanDate(kind=DateKind.END, measure="a", sector="gp")
END_OF_B = PlanDate(kind=DateKind.END, measure="b", sector="gp")
ROLLOUT = Endpoint(measure="a", sector="gp")


def led_to(link: Dependency, date: PlanDate) -> PlanDate | None:
    """Give where a date leads that a link holds."""
    roadmap = replace(a_roadmap_with_everything(), dependencies=(link,))
    cell, capacity = Cell(kind=CellKind.LINK, number=0), Cell(kind=CellKind.CAPACITY, sector="gp")
    holds = Holds(holds=((cell, capacity),), way_out=(cell,), is_all=True)
    reason = Reason(date=date, instant=5, verdict=DateVerdict.HELD, holds=holds)
    found = leads(roadmap, its_schedule(), reason)
    assert set(found) <= {cell}
    return found.get(cell)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (a_link("a", "b"), end_of("a")),
        (a_link("a", "b", Link.START_START), START_OF_A),
        (
            replace(a_link("a", "b"), predecessor=ROLLOUT),
            PlanDate(kind=DateKind.END, measure="a", sector="gp"),
        ),
        (
            replace(a_link("a", "b", Link.START_START), predecessor=ROLLOUT),
            PlanDate(kind=DateKind.END, measure="a", sector="gp", share=0.3),
        ),
        (
            Dependency(
                predecessor=Endpoint(measure="a"),
                successor=Endpoint(measure="b"),
                link=Link.SHARE,
                share=0.6,
                share_sector="gp",
            ),
            PlanDate(kind=DateKind.END, measure="a", sector="gp", share=0.6),
        ),
    ],
)
def test_a_link_leads_to_what_it_waits_for(link: Dependency, expected: PlanDate) -> None:
    assert led_to(link, START_OF_B) == expected


def test_an_adoption_link_leads_to_when_the_predecessor_had_as_much() -> None:
    link = a_link("a", "b", Link.ADOPTION)

    assert led_to(link, END_OF_B) == PlanDate(kind=DateKind.END, measure="a", sector="gp", share=1.0)
    half = replace(END_OF_B, share=0.5)
    assert led_to(link, half) == PlanDate(kind=DateKind.END, measure="a", sector="gp", share=0.5)
    assert led_to(link, START_OF_B) is None


def test_a_link_to_a_follower_leads_to_the_follower() -> None:
    assert led_to(replace(a_link("a", "b"), largest_lag_periods=2), START_OF_A) == START_OF_B


def test_a_link_from_what_is_left_out_leads_to_that_it_comes_in() -> None:
    roadmap = replace(a_roadmap_with_everything(), dependencies=(a_link("a", "b"),))
    schedule = replace(its_schedule(), selected=("b",))
    cell = Cell(kind=CellKind.LINK, number=0)
    holds = Holds(holds=((cell,),), way_out=(cell,), is_all=True)
    reason = Reason(date=START_OF_B, instant=2, verdict=DateVerdict.HELD, holds=holds)

    assert leads(roadmap, schedule, reason) == {cell: PlanDate(kind=DateKind.IN, measure="a")}


KNOWN = Provenance(source="a report", basis=Basis.DOCUMENTED)


def in_a_row(*measures: Measure, capacity: float | None = None, **fields: object) -> Roadmap:
    """Give a roadmap in which each measure begins when the one before it has ended."""
    names = [each.id for each in measures]
    links = tuple(a_link(*pair) for pair in pairwise(names))
    given = {"dependencies": links, "sectors": (a_receiver(), a_deliverer(capacity=capacity))}
    return a_roadmap(*measures, **(given | fields))  # type: ignore[arg-type]


def kinds(chain: ReasonChain) -> list[RootKind]:
    """Give the kinds of all roots of a chain, in the order of reading."""
    return [each.kind for each in roots_of(chain)]


def test_a_chain_goes_by_links_to_durations_and_dates_with_what_they_rest_on() -> None:
    first = a_measure("first", a_phase("build", 3), earliest_start=day_of(1), provenance=KNOWN)
    roadmap = in_a_row(first, a_measure("then", a_phase("build", 2)), a_measure("last", a_phase("build", 1)))
    plan = a_plan_of(roadmap, planned("first", 1, 4), planned("then", 4, 6), planned("last", 6, 7))

    chain = chain_here(plan, start_of("last"))

    assert [each.date for each in chain.walk()] == [start_of("last"), end_of("then"), end_of("first")]
    (lead,) = chain.leads
    assert lead.link == Cell(kind=CellKind.LINK, number=1)
    assert chain.roots == (), "it waits for nothing else"
    (duration,) = lead.chain.roots
    assert duration.cell == Cell(kind=CellKind.DURATION, measure="then", phase="build")
    rests = {each.cell.kind: each.rests for each in lead.chain.leads[0].chain.roots if each.cell}
    assert set(rests) == {CellKind.DURATION, CellKind.EARLIEST_START}
    told = rests[CellKind.EARLIEST_START]
    assert told is not None
    assert (told.basis, told.sources) == (Basis.DOCUMENTED, ("a report",))


def test_a_chain_ends_at_the_status_date() -> None:
    roadmap = a_roadmap(
        *(a_measure(each, a_phase("build", 1)) for each in "ab"),
        dependencies=(replace(a_link("a", "b", Link.START_START), lag_periods=2),),
    )
    plan = a_plan_of(roadmap, planned("a", 0, 1), planned("b", 2, 3))

    chain = chain_here(plan, start_of("b"))

    assert kinds(chain) == [RootKind.CELL, RootKind.STATUS_DATE]
    assert chain.leads[0].chain.roots == (Root(kind=RootKind.STATUS_DATE),)


def test_a_chain_ends_at_a_choice_with_what_earlier_would_lose() -> None:
    roadmap = in_a_row(a_measure("a", a_phase("build", 1, cost=9e6)), a_measure("b", a_phase("build", 1)))
    plan = a_plan_of(roadmap, planned("a", 4, 5), planned("b", 5, 6))

    chain = chain_here(plan, start_of("b"))

    (root,) = chain.leads[0].chain.roots
    assert root.kind is RootKind.CHOICE
    assert root.loss is not None
    assert root.loss > 0, "in an earlier year the cost counts for more"
    assert root.loss == pytest.approx(Explainer(plan).reason(end_of("a")).loss)


def test_a_limit_is_a_root_that_says_who_fills_it() -> None:
    roadmap = in_a_row(a_measure("a", a_phase("build", 1, nhn=2.0)), a_measure("b", a_phase("build", 1)))
    filler = a_measure("filler", a_phase("build", 2, nhn=3.0))
    roadmap = replace(
        roadmap,
        measures=(*roadmap.measures, filler),
        sectors=(a_receiver(), a_deliverer(capacity=4.0)),
    )
    plan = a_plan_of(roadmap, planned("a", 2, 3), planned("b", 3, 4), planned("filler", 0, 2))

    (root,) = chain_here(plan, start_of("b")).leads[0].chain.roots

    assert root.kind is RootKind.LIMIT
    assert root.cell == Cell(kind=CellKind.CAPACITY, sector="nhn")
    assert root.rests is not None
    assert root.filling is not None
    assert [each.measure for each in root.filling.fillers] == ["filler"]


def test_what_time_did_not_suffice_for_is_a_root_that_says_so() -> None:
    plan = a_plan_of(a_roadmap(a_measure("a", a_phase("build", 1))), planned("a", 2, 3))
    unsettled = Reason(date=START_OF_A, instant=2, verdict=DateVerdict.UNSETTLED)
    no_holds = replace(unsettled, verdict=DateVerdict.HELD, holds=Holds(holds=(), way_out=None, is_all=False))

    for reason in (unsettled, no_holds):
        assert kinds(chain_of(plan, START_OF_A, {START_OF_A: reason})) == [RootKind.UNSETTLED]


def test_what_no_cell_moves_is_a_root_of_its_own() -> None:
    plan = a_plan_of(a_roadmap(a_measure("a", a_phase("build", 1))), planned("a", 2, 3))
    fixed: Holds[Cell] = Holds(holds=((),), way_out=None, is_all=True)
    reason = Reason(date=START_OF_A, instant=2, verdict=DateVerdict.IMPOSSIBLE, holds=fixed)

    assert kinds(chain_of(plan, START_OF_A, {START_OF_A: reason})) == [RootKind.FIXED]


def a_diamond() -> Plan:
    """Give a plan in which a date is waited for on two ways."""
    measures = (a_measure(each, a_phase("build", 1)) for each in ("root", "left", "right", "end"))
    pairs = (("root", "left"), ("root", "right"), ("left", "end"), ("right", "end"))
    roadmap = a_roadmap(*measures, dependencies=tuple(a_link(*each) for each in pairs))
    return a_plan_of(
        roadmap, planned("root", 2, 3), planned("left", 3, 4), planned("right", 3, 4), planned("end", 4, 5)
    )


def test_a_date_met_before_is_named_and_not_followed_again() -> None:
    told = list(chain_here(a_diamond(), start_of("end")).walk())

    again = [each for each in told if each.is_met]
    assert [each.date for each in again] == [end_of("root")]
    assert again[0].leads == ()
    assert again[0].roots == ()
    assert [each.date for each in told].count(end_of("root")) == 2


def test_dates_that_wait_for_each_other_do_not_go_round() -> None:
    roadmap = a_roadmap(*(a_measure(each, a_phase("build", 1)) for each in "ab"))
    roadmap = replace(roadmap, dependencies=(replace(a_link("a", "b"), largest_lag_periods=0),))
    plan = a_plan_of(roadmap, planned("a", 2, 3), planned("b", 3, 4))
    link = Cell(kind=CellKind.LINK, number=0)
    holds = Holds(holds=((link,),), way_out=(link,), is_all=True)
    known = {
        date: Reason(date=date, instant=at, verdict=DateVerdict.HELD, holds=holds)
        for date, at in ((start_of("b"), 3), (end_of("a"), 3))
    }

    told = list(chain_of(plan, start_of("b"), known).walk())

    assert [(each.date, each.is_met) for each in told] == [
        (start_of("b"), False),
        (end_of("a"), False),
        (start_of("b"), True),
    ]


def test_chains_come_each_once_it_is_whole() -> None:
    plan = a_diamond()
    asked = [start_of("end"), start_of("left")]

    found = {each.date: each for each in chains(plan, asked, workers=1)}

    assert set(found) == set(asked)
    for each in found.values():
        assert each == chain_here(plan, each.date)


SEEDS_OF_HASHES = ("1", "2", "4", "7")
HOLDS_OF_A_DIAMOND = """
import sys
sys.path.insert(0, sys.argv[1])
from why.test_chains import a_diamond, chain_here, start_of
print(chain_here(a_diamond(), start_of("end")).reason.holds)
"""


def test_what_holds_a_date_does_not_depend_on_how_texts_are_hashed() -> None:
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-c", HOLDS_OF_A_DIAMOND, str(tests)]
    told = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in SEEDS_OF_HASHES
    }

    assert len(told) == 1
