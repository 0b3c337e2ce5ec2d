"""Where a reason leads: the other end of each kind of link."""

from dataclasses import replace

import pytest
from support.builders import a_link, a_roadmap_with_everything, its_schedule

from planner.explain import Cell, CellKind, DateVerdict, Holds, Reason, leads
from planner.model import DateKind, Dependency, Endpoint, Link, PlanDate

START_OF_A = PlanDate(kind=DateKind.START, measure="a", phase="build")
END_OF_A = PlanDate(kind=DateKind.END, measure="a", sector="gp")
START_OF_B = PlanDate(kind=DateKind.START, measure="b", phase="build")
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
        (a_link("a", "b"), START_OF_A),
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
