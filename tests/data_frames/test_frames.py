"""Data frames hold the figures of the documents, with units in the names, and know what is missing."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from report.test_adaptations import with_adaptation
from support.builders import a_roadmap_with_everything, its_schedule

import planner
from planner.cli.scenario_table import NAME, write_table
from planner.cli.side_by_side import ResultRow
from planner.data_frames.of_plan import FRAMES
from planner.data_frames.of_roadmap import _name
from planner.files import plan_to_csv, write_csv
from planner.language import half_away, in_language
from planner.model import (
    VALUE,
    Budget,
    Deadline,
    Gate,
    Group,
    GroupRule,
    Plan,
    PlanStatus,
    Roadmap,
    ShareDeadline,
)
from planner.results import score
from planner.scenario import Scenario
from planner.tables import KEYS, TABLES, Column, Kind, Table, read_cell

ROOT = Path(__file__).parents[2]
UNITS = (
    *("_nok", "_nok_per_period", "_periods", "_person_months", "person_months_per_period", "_share", "units"),
    "_seconds",
)
COUNTS = {"weight", "year", "score", "bound", "measures_in", "unfinished_rollouts"}


def a_plan(**changes: Any) -> Plan:
    """Give a lawful plan with a budget, gates that are passed, and deadlines that are met and missed."""
    roadmap = a_roadmap_with_everything()
    first, second = roadmap.rollouts
    due = Deadline(day=date(2023, 12, 31), price_nok_per_period=1e5)
    roadmap = replace(
        roadmap,
        rollouts=(first, replace(second, deadline=ShareDeadline(share=0.5, deadline=due))),
        measures=(
            replace(roadmap.measures[0], deadline=Deadline(day=date(2023, 9, 30))),
            *roadmap.measures[1:],
        ),
        budgets=(Budget(year=2023, limit_nok=3e6),),
    )
    made = Plan(
        roadmap=roadmap,
        objective=VALUE,
        status=PlanStatus.FEASIBLE,
        schedule=its_schedule(),
        score=score(roadmap, VALUE, its_schedule()),
        bound=1e9,
        seconds=1.5,
    )
    return replace(made, **changes)


def frames(thing: Any) -> dict[str, Any]:
    """Give the frames as scripts meet them: without types."""
    return dict(planner.frames(thing))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with in_language("en"):
        yield


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Give a table of a document, row by row."""
    text = (folder / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def number(cell: str) -> float:
    return float(cell.replace(",", "."))


def periods_of(frame: Any, column: str, *key: str) -> list[float]:
    """Give one figure of a frame in each period."""
    return [round(each, 6) for each in frame.loc[key, column].astype(float)]


def test_load_and_capacity_are_those_of_the_table_of_load(tmp_path: Path) -> None:
    plan_to_csv(a_plan(), tmp_path)

    load = frames(a_plan())["load"]

    for row in rows(tmp_path, "plan_belastning"):
        column = {"person-months": "load_person_months", "capacity": "capacity_person_months"}[row["figure"]]
        days = [day for day in row if day[:2] == "20"]
        assert [str(day.date()) for day in load.loc[row["sector"]].index] == days
        assert periods_of(load, column, row["sector"]) == [number(row[day]) for day in days]


def test_waves_add_up_to_what_the_table_of_rollouts_holds(tmp_path: Path) -> None:
    plan_to_csv(a_plan(), tmp_path)

    found = frames(a_plan())

    for row in rows(tmp_path, "plan_innforing"):
        key = (row["measure"], row["sector"])
        waves, days = found["waves"].loc[key], [day for day in row if day[:2] == "20"]
        assert [round(share, 6) for share in waves["in_use_share"]] == [number(row[day]) for day in days]
        assert waves["wave_share"].cumsum().tolist() == pytest.approx(waves["in_use_share"].tolist())
        assert (waves["wave_units"] / waves["wave_share"]).dropna().unique() == pytest.approx(
            found["rollouts"].loc[key, "units"]
        )
        assert str(found["rollouts"].loc[key, "first_day"].date()) == row["first day"]
        assert found["rollouts"].loc[key, "is_unfinished"] == (row["unfinished"] == "yes")


def test_adaptations_have_their_days_and_are_told_apart_in_the_load() -> None:
    plan = with_adaptation(a_plan(), start=3, end=5)

    found, plain = frames(plan), frames(a_plan())

    (row,) = found["adaptations"].reset_index().to_dict("records")
    assert (row["measure"], row["sector"]) == ("b", "gp")
    assert (str(row["first_day"].date()), str(row["last_day"].date())) == ("2023-10-01", "2024-03-31")
    assert (row["duration_periods"], row["cost_nok_per_period"]) == (2, 3e5)
    assert (row["person_months_per_period"], row["support_person_months_per_period"]) == (2.0, 0.5)
    load, before = found["load"], plain["load"]
    assert periods_of(load, "adaptation_person_months", "gp") == [0, 0, 0, 2, 2, 0, 0, 0]
    assert periods_of(load, "support_person_months", "nhn") == [0, 0, 0, 0.5, 0.5, 0, 0, 0]
    for sector, name in (("gp", "adaptation"), ("nhn", "support")):
        parts = load.loc[sector, f"{name}_person_months"] + before.loc[sector, "load_person_months"]
        assert list(parts) == pytest.approx(list(load.loc[sector, "load_person_months"]))
    assert len(plain["adaptations"]) == 0
    assert frames(plan.roadmap)["adaptations"]["support"].tolist() == ["0,5 from nhn"]


def test_coverage_is_that_of_the_table_of_coverage(tmp_path: Path) -> None:
    plan_to_csv(a_plan(), tmp_path)

    found = frames(a_plan())

    service, picture = rows(tmp_path, "plan_dekning")
    days = [day for day in service if day[:2] == "20"]
    assert periods_of(found["coverage"], "coverage_share", "S1") == [number(service[day]) for day in days]
    assert [str(day.date()) for day in found["target_picture"].index] == days
    assert [round(each, 6) for each in found["target_picture"]["coverage_share"]] == [
        number(picture[day]) for day in days
    ]
    realised = found["services"].loc["S1", "realised_last_day"]
    assert str(realised.date()) == service["realised, last day of the period"]


def test_money_per_year_is_that_of_the_table_of_money(tmp_path: Path) -> None:
    plan_to_csv(a_plan(), tmp_path)

    money = frames(a_plan())["money"]

    columns = ["investment_nok", "budget_nok", "budget_share", "running_cost_nok", "benefit_nok"]
    for row in rows(tmp_path, "plan_penger"):
        year, *cells = row.values()
        found = money.loc[int(year), columns]
        for column, cell in zip(columns, cells, strict=True):
            if cell == "":
                assert found[column] is pd.NA
            elif column.endswith("_share"):
                assert round(found[column], 6) == number(cell)
            else:
                assert half_away(float(found[column])) == number(cell)


def test_phases_measures_and_deadlines_have_the_days_of_the_documents(tmp_path: Path) -> None:
    plan_to_csv(a_plan(), tmp_path)

    found = frames(a_plan())

    for row in rows(tmp_path, "plan_tiltak"):
        measure, phase = (
            found["measures"].loc[row["measure"]],
            found["phases"].loc[row["measure"], row["phase"]],
        )
        assert str(measure["first_day"].date()) == row["measure’s first day"]
        last = measure["last_day"]
        assert ("" if pd.isna(last) else str(last.date())) == row["measure’s last day"]
        assert measure["is_in"] == (row["in"] == "yes")
        assert [str(phase[day].date()) for day in ("first_day", "last_day")] == [
            row["first day"],
            row["last day"],
        ]
    dues = found["deadlines"].reset_index().to_dict("records")
    for row, due in zip(rows(tmp_path, "plan_frister"), dues, strict=True):
        assert (due["measure"], "" if pd.isna(due["sector"]) else due["sector"]) == (
            row["measure"],
            row["sector"],
        )
        assert due["is_hard"] == (row["kind"] == "must be met")
        assert due["late_periods"] == int(row["periods late"])
        assert due["cost_nok"] == number(row["price, NOK"])


def test_a_measure_that_is_out_has_no_days() -> None:
    whole = its_schedule()
    idle = replace(whole.rollouts[1], begin=None, adoption=(0.0,) * 8)
    out = replace(whole, selected=("a",), phases=whole.phases[:1], rollouts=(whole.rollouts[0], idle))

    found = frames(a_plan(schedule=out))

    assert not found["measures"].loc["b", "is_in"]
    assert found["measures"].loc["b", ["first_day", "last_day", "is_unfinished"]].isna().all()
    assert found["rollouts"].loc[("b", "gp"), ["first_day", "last_day", "is_unfinished"]].isna().all()
    assert found["waves"].loc[("b", "gp"), "wave_units"].sum() == 0


def test_columns_hold_one_kind_each_whatever_there_is() -> None:
    found = frames(a_plan())
    nothing = frames(a_plan(schedule=None, score=None, status=PlanStatus.INFEASIBLE))

    assert {name: frame.dtypes.to_dict() for name, frame in nothing.items()} == {
        name: frame.dtypes.to_dict() for name, frame in found.items()
    }
    assert all(len(frame) == 0 for frame in nothing.values())
    assert {str(kind) for frame in found.values() for kind in frame.dtypes} == {
        "string",
        "Float64",
        "Int64",
        "boolean",
        "datetime64[s]",
    }


def test_every_number_of_a_plan_ends_with_its_unit_or_is_a_count() -> None:
    names = {
        name
        for frame in frames({"one": a_plan()}).values()
        for name, kind in frame.dtypes.items()
        if str(kind) in ("Float64", "Int64")
    }

    assert {name for name in names if not str(name).endswith(UNITS)} == COUNTS


def a_full_roadmap() -> Roadmap:
    """Give a roadmap with lists in its cells, and things that are missing."""
    roadmap = a_plan().roadmap
    first, *others = roadmap.rollouts
    return replace(
        roadmap,
        rollouts=(replace(first, gates=(Gate(limit=0.1, periods=2),)), *others),
        groups=(Group(id="g", rule=GroupRule.AT_LEAST, measures=("a", "b")),),
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_frames_of_a_roadmap_hold_what_its_tables_hold(table: Table, tmp_path: Path) -> None:
    roadmap = a_full_roadmap()
    write_csv(roadmap, tmp_path, english=True)

    frame = frames(roadmap)[table.aliases[-1]].reset_index()

    written = rows(tmp_path, table.aliases[-1])
    if table.name == "forutsetninger":
        assert {row["key"] for row in written} <= set(frame["key"])
        return
    assert len(frame) == len(written)
    for column in (column for column in table.columns if not column.stands_in):
        for row, value in zip(written, frame[_name(table, column)], strict=True):
            assert is_same(column, row[column.alias], value), (column.field, row[column.alias], value)


def is_same(column: Column, cell: str, value: Any) -> bool:
    """Tell whether a figure is what a cell says, or what an empty one stands for."""
    expected = read_cell(column, cell)
    expected = column.default if expected is None else expected
    if expected is None:
        return bool(pd.isna(value))
    if column.kind in (Kind.NUMBER, Kind.SHARE, Kind.WHOLE, Kind.YES_NO):
        return bool(value == expected)
    if isinstance(expected, date):
        return bool(value == pd.Timestamp(expected))
    if column.kind is Kind.BASIS:
        return bool(value == getattr(expected, "basis", expected))
    return str(value) == (cell if isinstance(expected, tuple) else str(expected))


def test_the_names_of_a_roadmaps_columns_end_with_their_unit() -> None:
    names = {name: list(frame.columns) for name, frame in frames(a_full_roadmap()).items()}

    assert "cost_at_start_nok" in names["phases"]
    assert {"duration_periods", "duration_periods_low"} < set(names["phases"])
    assert {"person_months_per_period", "person_months_per_period_high"} < set(names["capacity"])
    assert {"target_share", "effort_per_unit_person_months", "deadline_price_nok_per_period"} < set(
        names["rollouts"]
    )
    for table in TABLES:
        for column in (each for each in table.columns if each.unit and not each.stands_in):
            if column.kind not in (Kind.GATES, Kind.SUPPORT):
                name = _name(table, column).removesuffix("_low").removesuffix("_high")
                assert column.unit is not None
                assert f"_{name}".endswith(f"_{column.unit.name}"), name


def test_what_always_names_a_row_is_the_index() -> None:
    indexes = {name: frame.index.names for name, frame in frames(a_full_roadmap()).items()}

    assert indexes["measures"] == ["measure"]
    assert indexes["rollouts"] == ["measure", "sector"]
    assert indexes["dependencies"] == ["predecessor", "successor"]
    assert indexes["budget"] == ["year"]


def test_assumptions_have_a_row_for_every_key_also_where_it_is_as_usual() -> None:
    assumptions = frames(a_full_roadmap())["assumptions"]

    assert list(assumptions.index) == [key.alias for key in KEYS]
    assert assumptions.loc["tax_cost_rate", "value"] == "0.2"
    assert assumptions.loc["discount_steps", "value"] == "4 % to 40; 3 % to 75"
    assert assumptions.loc["lifetime_years", "value"] is pd.NA


def test_several_plans_stand_beside_each_other_under_their_names(tmp_path: Path) -> None:
    first, second = a_plan(), a_plan(schedule=None, score=None, bound=None, status=PlanStatus.UNKNOWN)

    found = frames({"first": first, "second": second})

    assert set(found) == {"plans", *FRAMES}
    assert found["load"].loc["first"].equals(frames(first)["load"])
    assert found["load"].index.names == ["plan", "sector", "first_day"]
    assert "second" not in found["load"].index.get_level_values("plan")
    write_table([ResultRow(Scenario(name="first", base=""), first)], tmp_path)
    (written,) = rows(tmp_path, Path(NAME).stem)
    row = found["plans"].loc["first"]
    for column, head in (
        ("score", "score"),
        ("bound", "bound"),
        ("gap_share", "gap"),
        ("net_benefit_nok", "net benefit, NOK"),
        ("coverage_at_end_share", "coverage at the end"),
        ("measures_in", "measures in"),
        ("unfinished_rollouts", "unfinished rollouts"),
    ):
        assert row[column] == pytest.approx(number(written[head]))
    assert str(row["last_day"].date()) == written["last day"]
    assert found["plans"].loc["second", ["score", "net_benefit_nok", "last_day"]].isna().all()


def test_no_plans_give_a_table_without_rows() -> None:
    assert {name: len(frame) for name, frame in frames({}).items()} == {"plans": 0}


@pytest.mark.parametrize(
    ("thing", "found"), [(None, "NoneType"), ([], "list"), ({"a": None}, "NoneType"), ("plan.json", "str")]
)
def test_what_is_neither_roadmap_nor_plan_is_refused_by_name(thing: Any, found: str) -> None:
    with pytest.raises(TypeError, match=f"{found} found, expected a roadmap, a plan, or plans by name"):
        frames(thing)


def test_the_page_names_every_frame_of_a_plan_with_its_index_and_columns() -> None:
    page = (ROOT / "docs" / "frames.md").read_text(encoding="utf-8")
    lines = [re.findall(r"`(\w+)`", line) for line in page.splitlines() if line.startswith("| `")]

    found = {"plans": frames({"one": a_plan()})["plans"], **frames(a_plan())}

    assert {name: names for name, *names in lines} == {
        name: [*frame.index.names, *frame.columns] for name, frame in found.items()
    }


@pytest.mark.slow
def test_the_script_in_the_documentation_runs(capsys: pytest.CaptureFixture[str]) -> None:
    script = ROOT / "docs" / "frames.py"
    quick = script.read_text("utf-8").replace("SECONDS = 5", "SECONDS = 1")

    exec(compile(quick, str(script), "exec"), {"__file__": str(script), "__name__": "frames"})

    told = capsys.readouterr().out
    assert "helse_nord" in told
    assert "net_benefit_nok" in told
