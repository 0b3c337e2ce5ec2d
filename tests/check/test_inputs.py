"""What the sector has said names what is there, and stays when that goes or is renamed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from support.builders import a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.findings import codes, the_error

from planner.model import Contribution, Drop, InputKind, Roadmap, SectorInput, Service
from planner.sheets import renaming
from planner.solver import solve_exactly
from planner.tables import BY_NAME, edited

FIGURE = {"figure_table": "kapasitet", "figure_row": "gp/2023-01-01", "figure_column": "månedsverk"}
ROADMAP = a_roadmap(
    a_measure("a", a_phase("build", 2), optional=True),
    a_measure("b", a_phase("build", 2), optional=True),
    sectors=(a_receiver(capacity=10),),
    rollouts=(a_rollout("a"),),
    services=(Service(id="S", name="S"),),
    contributions=(Contribution(measure="a", service="S", share=1.0),),
)


def said(**fields: Any) -> SectorInput:
    return SectorInput(**{"id": "i", "day": date(2023, 1, 1), "who": "KS", "content": "Missing.", **fields})


def with_input(*inputs: SectorInput) -> Roadmap:
    return replace(ROADMAP, inputs=inputs)


@pytest.mark.parametrize(
    ("fields", "column", "near"),
    [
        ({"sector": "gpp"}, "sector", "gp"),
        ({"service": "SS"}, "service", "S"),
        ({"measure": "aa"}, "measure", "a"),
        ({**FIGURE, "figure_table": "kapasiteter"}, "figure_table", "kapasitet"),
        ({**FIGURE, "figure_row": "gp/2023-01-02"}, "figure_row", "gp/2023-01-01"),
        ({**FIGURE, "figure_column": "månedsver"}, "figure_column", "månedsverk"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest_match(
    fields: dict[str, str], column: str, near: str
) -> None:
    finding = the_error(with_input(said(**fields)))

    assert (finding.code, finding.subject) == (f"unknown_{column}", "i")
    assert str(finding.message).endswith(f"did you mean {near}?")


def test_a_figure_may_be_named_in_english_and_a_row_by_itself() -> None:
    english = said(figure_table="capacity", figure_row="gp/2023-01-01", figure_column="person_months")
    row = said(id="j", figure_table="kapasitet", figure_row="gp/2023-01-01")

    assert codes(with_input(english, row)) == codes(ROADMAP) == []


def test_a_day_may_be_after_the_status_date_though_not_after_the_horizon() -> None:
    end = ROADMAP.calendar.date_of(ROADMAP.calendar.periods)

    late = with_input(said(day=end))

    assert the_error(late).code == "day_after_horizon"
    assert codes(with_input(said(day=end - timedelta(days=1)))) == []


def test_two_of_one_id_are_refused() -> None:
    assert the_error(with_input(said(), said(content="Again."))).code == "duplicate_id"


def test_nobody_can_have_said_nothing() -> None:
    with pytest.raises(ValueError, match="expected a name, as no sector is named"):
        said(who="")
    with pytest.raises(ValueError, match="expected 1 or more"):
        said(rank=0)


def test_input_stays_where_what_it_concerns_is_dropped() -> None:
    before = with_input(
        said(sector="gp", service="S", measure="a", figure_table="bidrag", figure_row="a/S"),
        said(id="j", measure="b"),
    )

    after = edited(before, [Drop("measures", {"id": "a"}, with_dependents=True)])

    assert after.inputs == (said(sector="gp", service="S"), said(id="j", measure="b"))


def test_input_follows_what_it_concerns_to_another_name() -> None:
    before = with_input(
        said(sector="gp", measure="a", figure_table="innforing", figure_row="a/gp", figure_column="takt")
    )

    measure = edited(before, renaming(before, BY_NAME["veikart"], ("a",), {"id": "new"}))
    sector = edited(measure, renaming(measure, BY_NAME["aktorer"], ("gp",), {"id": "all"}))

    (followed,) = sector.inputs
    assert (followed.sector, followed.measure, followed.figure_row) == ("all", "new", "new/all")


def test_no_plan_sees_what_was_said_but_it_is_part_of_the_roadmap() -> None:
    before = solve_exactly(ROADMAP)
    after = solve_exactly(with_input(said(service="S", kind=InputKind.CAPACITY)))

    assert after.schedule == before.schedule
    assert with_input(said()).digest != ROADMAP.digest
