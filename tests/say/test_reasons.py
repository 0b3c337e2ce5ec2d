"""Cells, dates and verdicts in words: each of its own, in both languages."""

from dataclasses import replace

import pytest
from support.builders import its_schedule
from support.cells import KEEPING, a_roadmap_of_cells

from planner.language import in_language
from planner.model import DateKind, Plan, PlanDate, PlanStatus
from planner.say import (
    date_words,
    hold_lines,
    short_date_words,
    verdict_in_short,
    verdict_words,
    when_words,
)
from planner.why import Cell, CellKind, DateVerdict, Holds, Reason, cells_around

START = PlanDate(kind=DateKind.START, measure="a", phase="build")
END = PlanDate(kind=DateKind.END, measure="a", sector="gp")
MOST = replace(END, share=0.3)


def a_plan() -> Plan:
    """Give a plan whose roadmap has a cell of every kind; whether it is lawful does not matter here."""
    return Plan(
        roadmap=a_roadmap_of_cells(),
        objective=KEEPING,
        status=PlanStatus.FEASIBLE,
        schedule=its_schedule(),
        score=1e6,
    )


def a_reason(
    *holds: tuple[Cell, ...], way_out: tuple[Cell, ...] | None = None, is_all: bool = True
) -> Reason:
    """Give a reason with holds."""
    found = Holds(holds=holds, way_out=way_out, is_all=is_all)
    return Reason(date=START, instant=2, verdict=DateVerdict.HELD, holds=found)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_cell_has_words_of_its_own(language: str) -> None:
    plan = a_plan()
    cells = cells_around(plan.roadmap, plan.objective, ["a", "b"])
    assert {each.kind for each in cells} == set(CellKind)
    with in_language(language):
        lines = [hold_lines(plan, a_reason((cell,)))[0] for cell in cells]

    told = dict(zip(cells, lines, strict=True))
    both_links = [line for cell, line in told.items() if cell.kind is CellKind.LINK]
    assert len(set(both_links)) == len(both_links) == 2
    kinds = {cell.kind: line for cell, line in told.items()}
    assert len(set(kinds.values())) == len(kinds), "each kind is told apart"
    assert all(line.startswith("Holdt av: " if language == "nb" else "Held by: ") for line in lines)
    figures = set(CellKind) - {CellKind.LINK, CellKind.MANDATORY, CellKind.GROUP}
    assert all(any(sign.isdigit() for sign in kinds[each]) for each in figures), "each says its figure"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (Cell(kind=CellKind.DURATION, measure="a", phase="build"), "bygg tar 2 kvartaler"),
        (Cell(kind=CellKind.CAPACITY, sector="nhn"), "kapasiteten hos NHN, 3,0 månedsverk i kvartalet"),
        (Cell(kind=CellKind.PACE, measure="a", sector="gp"), "farten på innføringen hos GP, høyst 30\xa0%"),
        (Cell(kind=CellKind.GATES, measure="a", sector="gp"), "for innføringen hos GP, 50\xa0% i 1 kvartal"),
        (Cell(kind=CellKind.ROOM, sector="gp"), "at GP tar høyst 2 innføringer samtidig"),
        (Cell(kind=CellKind.BUDGET, number=0), "budsjettet 2023, 1\xa0000 mill. kr"),
        (Cell(kind=CellKind.PIN, measure="a", phase="build"), "starten på build er låst til 1. april 2023"),
        (Cell(kind=CellKind.LAG, number=1), "ventetiden på 1 kvartal mellom dette tiltaket og «B»"),
        (Cell(kind=CellKind.GROUP, number=0), "gruppen «g», minst 1 av «A», «B»"),
        (Cell(kind=CellKind.EARLIEST_START, measure="a"), "dette tiltaket kan tidligst starte 1. april 2023"),
        (
            Cell(kind=CellKind.ADAPTATION, measure="a", sector="gp"),
            "tilpasningen før innføringen hos GP tar 1 kvartal",
        ),
    ],
)
def test_cells_name_their_figure_in_bokmaal(cell: Cell, told: str) -> None:
    with in_language("nb"):
        line = hold_lines(a_plan(), a_reason((cell,)))[0]

    assert told.replace("bygg", "build") in line


def test_what_is_known_of_holds_is_said() -> None:
    room, pin = Cell(kind=CellKind.ROOM, sector="gp"), Cell(kind=CellKind.MANDATORY, measure="a")
    with in_language("en"):
        lines = hold_lines(a_plan(), a_reason((room, pin), way_out=(room,), is_all=False))
        nothing = hold_lines(a_plan(), a_reason(()))
        too_late = hold_lines(a_plan(), a_reason(is_all=False))

    room_words = "that GP takes 2 rollouts at a time at most"
    assert lines == [
        f"Held by: {room_words} (assumed); this measure must be carried through.",
        "There may be more that holds it.",
        f"Enough to change, others as planned: {room_words}.",
    ]
    assert too_late == ["The time did not suffice to find what holds it."]
    assert nothing == [
        "Held by what no change of the data moves: the status date, the horizon, or what runs."
    ]


def test_each_verdict_is_told_apart_and_says_how_far_it_reaches() -> None:
    verdicts = [
        Reason(date=START, instant=0, verdict=DateVerdict.IMPOSSIBLE, by_order=True),
        Reason(date=START, instant=1, verdict=DateVerdict.IMPOSSIBLE, by_order=True),
        Reason(date=START, instant=1, verdict=DateVerdict.IMPOSSIBLE),
        Reason(date=START, instant=1, verdict=DateVerdict.HELD),
        Reason(date=START, instant=1, verdict=DateVerdict.CHOSEN, loss=2e6),
        Reason(date=START, instant=1, verdict=DateVerdict.FREE, loss=0.0),
        Reason(date=START, instant=1, verdict=DateVerdict.UNSETTLED),
    ]
    with in_language("en"):
        told = [verdict_words(a_plan(), each) for each in verdicts]

    assert len(set(told)) == len(told)
    assert "NOK 2.0 million (assumed)" in told[4]
    for reason, words in zip(verdicts, told, strict=True):
        assert ("other measures" in words) == reason.is_local


@pytest.mark.parametrize(
    ("date", "instant", "told"),
    [
        (START, 2, "A: start of build: quarter 3 of 2023"),
        (
            PlanDate(kind=DateKind.END, measure="a", sector="gp"),
            2,
            "A: end of the rollout in GP: quarter 2 of 2023",
        ),
        (
            PlanDate(kind=DateKind.END, measure="a", sector="gp", share=0.3),
            2,
            "A: 30% in GP have it: quarter 2 of 2023",
        ),
        (
            PlanDate(kind=DateKind.END, measure="a", sector="gp"),
            9,
            "A: end of the rollout in GP: not within the horizon",
        ),
        (PlanDate(kind=DateKind.REALISED, service="S1"), 0, "Service one is realised: at the status date"),
    ],
)
def test_dates_are_named_as_people_know_them(date: PlanDate, instant: int, told: str) -> None:
    plan = a_plan()
    reason = Reason(date=date, instant=instant, verdict=DateVerdict.HELD)
    with in_language("en"):
        assert f"{date_words(plan, date)}: {when_words(plan, reason)}" == told


@pytest.mark.parametrize("language", ["nb", "en"])
def test_each_verdict_has_a_short_form_that_says_of_which_plans_it_is_true(language: str) -> None:
    with in_language(language):
        short = {each: verdict_in_short(Reason(date=START, instant=1, verdict=each)) for each in DateVerdict}
        others = "andre" if language == "nb" else "others"

    assert len(set(short.values())) == len(DateVerdict)
    for verdict, words in short.items():
        assert (others in words) == Reason(date=START, instant=1, verdict=verdict).is_local


@pytest.mark.parametrize(
    ("date", "told"),
    [
        (START, "Start of build"),
        (replace(START, kind=DateKind.END), "End of build"),
        (END, "End of the rollout in GP"),
        (MOST, "30% in GP have it"),
        (PlanDate(kind=DateKind.IN, measure="a"), "That it comes in"),
        (PlanDate(kind=DateKind.REALISED, service="S1"), "Service one is realised"),
    ],
)
def test_a_date_is_named_shortly_beside_its_measure(date: PlanDate, told: str) -> None:
    with in_language("en"):
        assert short_date_words(a_plan(), date) == told
