"""Saved plans come back equal; damaged ones are refused; tables of a plan say what the plan says."""

import csv
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from support.builders import a_roadmap_with_everything, its_schedule

from planner.files import (
    FileError,
    JsonError,
    plan_from_json,
    plan_to_csv,
    plan_to_json,
    read_plan,
    roadmap_from_json,
    roadmap_to_json,
    write_plan,
)
from planner.files.plans import _kroner
from planner.model import (
    COVERAGE,
    VALUE,
    Fault,
    FaultKind,
    Kept,
    Objective,
    ObjectiveKind,
    Part,
    Plan,
    PlanStatus,
    TracePoint,
)
from planner.model.roadmap import digest_of

Json = dict[str, Any]


def a_plan() -> Plan:
    return Plan(
        roadmap=a_roadmap_with_everything(),
        objective=COVERAGE,
        status=PlanStatus.WITHIN_GAP,
        schedule=its_schedule(),
        score=2.5,
        bound=2.6,
        seconds=1.25,
        seed=7,
        deterministic=True,
        versions=(("planner", "1"),),
        engine=("list", "step"),
        trace=(TracePoint(seconds=0.1, score=None, bound=3.0),),
    )


def with_all_there_is() -> Plan:
    """Give a plan with every field filled, and a balance that keeps other objectives."""
    stable = Objective(kind=ObjectiveKind.STABILITY, baseline=its_schedule(), change_periods=3.0)
    kept = (
        Kept(
            objective=Objective(kind=ObjectiveKind.OPEN_WORK), level=42.0, reached=40.0, loss=0.05, bound=39.0
        ),
        Kept(objective=stable, level=1.5),
    )
    parts = (
        Part(objective=VALUE, weight=1.25e-10),
        Part(objective=Objective(kind=ObjectiveKind.COVERAGE, at_end=True, discounted=True), weight=0.3),
    )
    roadmap = a_roadmap_with_everything()
    first, second = roadmap.measures
    mode = replace(first.phases[0].modes[0], cost_at_start_nok=5e5)
    bought = replace(first, phases=(replace(first.phases[0], modes=(mode,)),))
    return replace(
        a_plan(),
        roadmap=replace(
            roadmap, measures=(bought, replace(second, worth_by_end_nok=(3.0, -1.0))), started_first=True
        ),
        objective=Objective(kind=ObjectiveKind.WEIGHTED, parts=parts, kept=kept),
        choice=(("measures", "2"), ("methods", "HiGHS, prices")),
        faults=(Fault(kind=FaultKind.ENDED, method="HiGHS", detail="-9"),),
    )


@pytest.mark.parametrize(
    "plan",
    [
        a_plan(),
        with_all_there_is(),
        replace(a_plan(), schedule=None, score=None, bound=None, status=PlanStatus.INFEASIBLE),
    ],
    ids=["with schedule", "with all there is", "without"],
)
def test_a_plan_comes_back_from_its_file(tmp_path: Path, plan: Plan) -> None:
    write_plan(plan, tmp_path / "plan.json")

    assert read_plan(tmp_path / "plan.json") == plan
    assert plan_from_json(plan_to_json(plan)).digest == plan.digest


NEW_FIELDS = {
    "plan": ("choice", "faults"),
    "objective": ("at_end", "baseline", "change_periods", "published_weight", "parts", "kept"),
    "mode": ("cost_at_start_nok",),
    "measure": ("worth_by_end_nok",),
}
"""What earlier versions did not know."""


def as_written_earlier(plan: Plan) -> Json:
    """Give a plan's file as it was before some fields were there, with the digest of then."""
    text: Json = json.loads(plan_to_json(plan))
    parts: dict[str, list[Json]] = {
        "plan": [text["plan"]],
        "objective": [text["plan"]["objective"]],
        "measure": text["plan"]["roadmap"]["measures"],
    }
    phases = [phase for measure in parts["measure"] for phase in measure["phases"]]
    parts["mode"] = [mode for phase in phases for mode in phase["modes"]]
    for name, names in NEW_FIELDS.items():
        for part, field in product(parts[name], names):
            del part[field]
    return text | {"digest": digest_of(text["plan"]["roadmap"])}


def test_a_file_of_an_earlier_version_is_still_read() -> None:
    earlier = as_written_earlier(a_plan())
    assert earlier["digest"] != a_plan().digest

    assert plan_from_json(json.dumps(earlier)) == a_plan()
    assert plan_from_json(plan_to_json(plan_from_json(json.dumps(earlier)))) == a_plan()


def test_a_file_of_an_earlier_version_that_somebody_changed_is_refused() -> None:
    earlier = as_written_earlier(a_plan())
    earlier["plan"]["roadmap"]["measures"][0]["name"] = "another"

    with pytest.raises(JsonError, match="digest"):
        plan_from_json(json.dumps(earlier))


def test_a_table_of_phases_names_the_variant_that_was_chosen(tmp_path: Path) -> None:
    schedule, roadmap = its_schedule(), a_roadmap_with_everything()
    quick = replace(schedule.phases[0], mode="=rask")
    (build,) = roadmap.measures[0].phases
    named = replace(build, modes=(replace(build.modes[0], name="=rask"),))
    measures = (replace(roadmap.measures[0], phases=(named,)), *roadmap.measures[1:])
    chosen = replace(schedule, phases=(quick, *schedule.phases[1:]))

    plan_to_csv(replace(a_plan(), roadmap=replace(roadmap, measures=measures), schedule=chosen), tmp_path)

    assert [row[7] for row in rows(tmp_path, "plan_tiltak")] == ["variant", "'=rask", ""]


def test_writing_leaves_nothing_else_in_the_folder(tmp_path: Path) -> None:
    write_plan(a_plan(), tmp_path / "plan.json")
    write_plan(a_plan(), tmp_path / "plan.json")

    assert [file.name for file in tmp_path.iterdir()] == ["plan.json"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "plan.json"
    write_plan(a_plan(), file)
    before = file.read_bytes()

    def full(_handle: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        write_plan(replace(a_plan(), seed=8), file)

    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["plan.json"]


def _at(*path: str | int) -> Callable[[Json, Any], None]:
    def put(parsed: Json, value: Any) -> None:
        place: Any = parsed
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return put


MEASURE = ("plan", "roadmap", "measures", 0)


@pytest.mark.parametrize(
    ("put", "value", "place"),
    [
        (_at("schema"), 4, "plan"),
        (_at("schema"), "1", "plan"),
        (_at("kind"), "roadmap", "plan"),
        (_at("digest"), "0" * 64, "digest"),
        (_at("more"), 1, "plan"),
        (_at("plan"), None, "plan"),
        (_at("plan"), [], "plan"),
        (_at("plan", "status"), "best", "plan.status"),
        (_at("plan", "status"), 1, "plan.status"),
        (_at("plan", "seed"), 1.5, "plan.seed"),
        (_at("plan", "seed"), True, "plan.seed"),
        (_at("plan", "score"), "2", "plan.score"),
        (_at("plan", "score"), False, "plan.score"),
        (_at("plan", "deterministic"), 1, "plan.deterministic"),
        (_at("plan", "versions"), [["planner"]], "plan.versions[0]"),
        (_at("plan", "engine"), "list", "plan.engine"),
        (_at("plan", "faults"), [1], "plan.faults[0]"),
        (_at("plan", "choice"), [["measures"]], "plan.choice[0]"),
        (_at("plan", "prices"), {"capacity": []}, "plan"),
        (_at("plan", "objective", "kind"), "weighted", "plan.objective"),
        (_at("plan", "objective", "kept"), [{"level": 1.0}], "plan.objective.kept[0].objective"),
        (_at(*MEASURE, "worth_by_end_nok"), [1e14], "plan.roadmap.measures[0]"),
        (_at("plan", "schedule", "phases", 0, "start"), None, "plan.schedule.phases[0].start"),
        (
            _at("plan", "schedule", "rollouts", 0, "adoption"),
            [0, "x"],
            "plan.schedule.rollouts[0].adoption[1]",
        ),
        (
            _at("plan", "roadmap", "calendar", "status_date"),
            "2023-02-30",
            "plan.roadmap.calendar.status_date",
        ),
        (_at("plan", "roadmap", "calendar", "status_date"), "20230101", "plan.roadmap.calendar.status_date"),
        (_at(*MEASURE, "owner"), "half \ud800", "plan.roadmap.measures[0].owner"),
        (_at("plan", "roadmap", "calendar", "periods"), 0, "plan.roadmap.calendar"),
        (_at(*MEASURE, "name"), "another", "digest"),
        (_at(*MEASURE, "status"), "done", "plan.roadmap.measures[0]"),
        (_at(*MEASURE, "unknown"), 1, "plan.roadmap.measures[0]"),
        (_at(*MEASURE, "finish_weight"), -1, "plan.roadmap.measures[0]"),
    ],
)
def test_a_changed_plan_is_refused_at_its_place(
    put: Callable[[Json, Any], None], value: object, place: str
) -> None:
    parsed = json.loads(plan_to_json(a_plan()))
    put(parsed, value)

    with pytest.raises(JsonError) as refused:
        plan_from_json(json.dumps(parsed))

    assert str(refused.value).startswith(f"{place} is ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "{",
        "[" * 100_000,
        plan_to_json(a_plan())[:-40],
        plan_to_json(a_plan()) + "{}",
        plan_to_json(a_plan()).replace('"seed": 7', '"seed": 7, "seed": 8'),
        plan_to_json(a_plan()).replace('"score": 2.5', '"score": NaN'),
        plan_to_json(a_plan()).replace('"score": 2.5', '"score": 1e999'),
        plan_to_json(a_plan()).replace('"score": 2.5', '"score": -Infinity'),
        plan_to_json(a_plan()).replace('"seed": 7', '"seed": ' + "7" * 5000),
        plan_to_json(a_plan()).replace('"score": 2.5', '"score": ' + "7" * 400),
        roadmap_to_json(a_roadmap_with_everything()),
    ],
)
def test_a_damaged_text_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(JsonError):
        plan_from_json(text)

    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as refused:
        read_plan(tmp_path / "plan.json")
    assert [(found.code, found.table) for found in refused.value.findings] == [("bad_plan_file", "plan.json")]


@pytest.mark.parametrize("content", [b"\xff\xfe{\x00}\x00", b"\xf8", b"\x00"])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.json").write_bytes(content)

    with pytest.raises(FileError):
        read_plan(tmp_path / "plan.json")


def test_a_plan_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(FileError, match="cannot be read"):
            read_plan(path)


def test_a_plan_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.touch()
    os.truncate(file, 200_000_001)

    with pytest.raises(FileError, match="too large"):
        read_plan(file)


def test_a_roadmap_of_a_plan_is_no_plan() -> None:
    with pytest.raises(JsonError):
        roadmap_from_json(plan_to_json(a_plan()))


def rows(folder: Path, table: str) -> list[list[str]]:
    text = (folder / f"{table}.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_tables_of_a_plan_hold_its_dates_shares_and_load(tmp_path: Path) -> None:
    plan_to_csv(a_plan(), tmp_path / "new")

    measures = rows(tmp_path / "new", "plan_tiltak")
    assert measures[0] == [
        "measure",
        "name",
        "in",
        "measure’s first day",
        "measure’s last day",
        "unfinished",
        "phase",
        "variant",
        "first day",
        "last day",
    ]
    assert measures[1] == [
        "a",
        "A",
        "yes",
        "2023-01-01",
        "2024-06-30",
        "no",
        "build",
        "",
        "2023-01-01",
        "2023-06-30",
    ]
    rollouts = rows(tmp_path / "new", "plan_innforing")
    assert rollouts[1] == [
        "a",
        "gp",
        "2023-07-01",
        "2024-06-30",
        "no",
        *["0", "0", "0,3", "0,6", "0,9", "1", "1", "1"],
    ]
    loads = rows(tmp_path / "new", "plan_belastning")
    assert loads[1] == ["gp", "person-months", *["0", "0", "30", "30", "30", "30", "30", "30"]]
    assert loads[2] == ["gp", "capacity", *["30"] * 8]
    coverages = rows(tmp_path / "new", "plan_dekning")
    assert coverages[-1] == [
        "",
        "target picture",
        "",
        *["0", "0", "0,18", "0,36", "0,54", "0,68", "0,8", "0,92"],
    ]


def test_a_measure_that_is_out_has_no_dates(tmp_path: Path) -> None:
    whole = its_schedule()
    idle = replace(whole.rollouts[1], begin=None, adoption=(0.0,) * 8)
    out = replace(whole, selected=("a",), phases=whole.phases[:1], rollouts=(whole.rollouts[0], idle))

    plan_to_csv(replace(a_plan(), schedule=out), tmp_path)

    assert rows(tmp_path, "plan_tiltak")[2] == ["b", "B", "no", "", "", "", "", "", "", ""]
    assert rows(tmp_path, "plan_innforing")[2] == ["b", "gp", "", "", "", *["0"] * 8]


def test_text_in_the_tables_of_a_plan_is_no_formula(tmp_path: Path) -> None:
    plan = a_plan()
    first, *others = plan.roadmap.measures
    sly = replace(plan.roadmap, measures=(replace(first, name="=1+1"), *others))

    plan_to_csv(replace(plan, roadmap=sly), tmp_path)

    assert rows(tmp_path, "plan_tiltak")[1][1] == "'=1+1"


def test_a_plan_without_a_schedule_has_no_tables(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no schedule"):
        plan_to_csv(replace(a_plan(), schedule=None), tmp_path)


def test_shares_at_the_end_of_periods_stand_under_last_days_and_loads_under_first(tmp_path: Path) -> None:
    plan_to_csv(a_plan(), tmp_path)

    for table, first in (("plan_innforing", 5), ("plan_dekning", 3)):
        assert rows(tmp_path, table)[0][first : first + 2] == ["2023-03-31", "2023-06-30"]
    assert rows(tmp_path, "plan_belastning")[0][2:4] == ["2023-01-01", "2023-04-01"]


def test_half_a_krone_is_rounded_away_from_nothing_as_in_every_text() -> None:
    assert [_kroner(amount) for amount in (2.5, -2.5, 3.0, None)] == ["3", "-3", "3", ""]
