"""What the sector has said goes along to a later status date; what has gone there is named no more."""

from dataclasses import replace
from datetime import date

from support.planned import a_plan_with_everything

from planner.check import check
from planner.model import SectorInput, errors
from planner.rolling import roll


def on(name: str, table: str, row: str) -> SectorInput:
    return SectorInput(
        id=name, day=date(2023, 1, 1), who="KS", content="x", figure_table=table, figure_row=row
    )


def test_input_stays_and_names_no_figure_that_is_over() -> None:
    plan = a_plan_with_everything()
    inputs = (on("phase", "faser", "a/build"), on("capacity", "kapasitet", "gp/2023-01-01"))
    plan = replace(plan, roadmap=replace(plan.roadmap, inputs=inputs))

    rolled = roll(plan, plan.roadmap.calendar.date_of(4)).roadmap

    assert [(each.id, each.figure_table) for each in rolled.inputs] == [
        ("phase", ""),
        ("capacity", "kapasitet"),
    ]
    assert errors(check(rolled)) == []
