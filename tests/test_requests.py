"""A request is one thing, from a script, a file or the command line: it gives the same plan and is kept."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.builders import a_link, a_measure, a_roadmap, a_roadmap_with_everything
from support.json_schema import misfits

from planner import pipeline
from planner.cli import main
from planner.files import (
    JsonError,
    answer_from_json,
    answer_schema,
    answer_to_json,
    read_plan,
    read_request,
    request_from_json,
    request_schema,
    request_to_json,
    write_answer,
    write_csv,
    write_plan,
)
from planner.language import worded
from planner.model import (
    DEFAULT_SECONDS,
    VALUE,
    Add,
    Aim,
    AimError,
    Before,
    Drop,
    Edit,
    Effort,
    Gate,
    Objective,
    ObjectiveKind,
    Plan,
    Request,
    Roadmap,
    Scale,
    SectorInput,
    Set,
    errors,
)
from planner.pipeline.goals import aim_asked_of
from planner.solver import Stage
from planner.tables import edited
from planner.web.server import open_workspace

REPEATABLE = Effort(seconds=2, seed=3, deterministic=True, workers=1)
FULL = Request(
    roadmap="0" * 64,
    aim=Aim(name="balance", long_term=0.25, before=(Before(name="value", loss=0.02),)),
    effort=Effort(seconds=5, gap=0.01, seed=7, deterministic=True, workers=2),
    changes=(
        Set("measures", {"id": "a"}, "earliest_start", date(2024, 1, 1)),
        Set("rollouts", {"sector": "gp"}, "gates", (Gate(limit=0.25, periods=2),)),
        Set("rollouts", {"sector": "gp"}, "effort_profile", ((-1, 0.25), (0, 0.75))),
        Set("adaptations", {"sector": "gp"}, "support", (("nhn", 0.5), ("epj", 0.25))),
        Set("groups", {"id": "g"}, "measures", ("a", "b")),
        Set("assumptions", {"key": "discount_steps"}, "value", ((10, 0.04),)),
        Scale("capacity", {}, "person_months", 1.2, starts=date(2025, 1, 1)),
        Add("budget", {"year": 2026, "limit_nok": 4e8}),
        Drop("measures", {"id": "c"}, with_dependents=True),
        Drop("budget", {"year": 2024}),
    ),
    start="plan/plan.json",
)


def test_the_same_request_gives_the_same_plan_from_script_command_line_and_page(tmp_path: Path) -> None:
    roadmap, file = a_roadmap_with_everything(), tmp_path / "asked.json"
    write_csv(roadmap, tmp_path / "data")
    roadmap = pipeline.read_roadmap(tmp_path / "data")
    more = Scale(table="capacity", key={"sector": "nhn"}, field="person_months", factor=1.2)
    request = Request(roadmap=roadmap.digest, changes=(more,), aim=Aim(name="coverage"), effort=REPEATABLE)
    file.write_text(request_to_json(request), encoding="utf-8")

    by_script = pipeline.solve(roadmap, request=request)
    code = main(["plan", str(tmp_path / "data"), "--request", str(file), "--out", str(tmp_path / "plan")])

    write_plan(by_script, tmp_path / "by_script.json")
    write_plan(by_page(tmp_path / "data", file), tmp_path / "by_page.json")
    assert code == 0
    files = [tmp_path / "by_script.json", tmp_path / "plan" / "plan.json", tmp_path / "by_page.json"]
    texts = {json.dumps(without_seconds(json.loads(each.read_text(encoding="utf-8")))) for each in files}
    assert len(texts) == 1
    assert '"aim": {"name": "coverage"' in texts.pop()


def by_page(data: Path, file: Path) -> Plan:
    """Ask as the page does that is opened with a request, and give what it proposes."""
    workspace = open_workspace(data, seconds=1)
    try:
        job = workspace.ask_as(read_request(file))
        workspace.jobs.wait(60)
        assert workspace.proposal is not None, job
        return workspace.proposal.facts.plan
    finally:
        workspace.close()


def test_a_kept_request_names_the_roadmap_that_it_was_asked_of() -> None:
    roadmap = a_roadmap_with_everything()

    plan = pipeline.solve(roadmap, request=Request(effort=REPEATABLE))

    assert plan.request == Request(roadmap=roadmap.digest, effort=REPEATABLE)


def test_changes_of_a_request_are_made_in_the_roadmap_that_it_is_asked_of() -> None:
    roadmap = a_roadmap_with_everything()
    later = Set("measures", {"id": "a"}, "earliest_start", date(2023, 7, 1))
    request = Request(roadmap=roadmap.digest, changes=(later,), effort=REPEATABLE)

    answer = pipeline.ask(roadmap, request)

    assert answer.plan is not None
    assert answer.plan.request == request
    assert answer.plan.roadmap == edited(roadmap, [later])
    assert answer.plan.schedule is not None
    assert answer.plan.schedule.phases_by_measure["a"][0].start == 2


@pytest.mark.parametrize(
    ("edits", "places"),
    [
        ([Set("rollouts", {}, "pace", 2.0)], [("out_of_range", 1)]),
        (
            [
                Set("measures", {"id": "a"}, "owner", "HOD"),
                Set("measures", {"id": "a"}, "deadline", date(2023, 2, 1)),
            ],
            [("deadline_too_early", 2)],
        ),
        (  # what both do shows elsewhere, some of it only with the second
            [
                Set("measures", {"id": "b"}, "optional", False),
                Set("phases", {"measure": "a"}, "duration", 6),
                Set("measures", {"id": "b"}, "owner", "HOD"),
            ],
            [("work_above_capacity", 1), ("rollout_cannot_end", 2), ("rollout_beyond_horizon", 2)],
        ),
    ],
)
def test_a_change_that_leaves_what_cannot_be_planned_is_named(
    edits: list[Edit], places: list[tuple[str, int]]
) -> None:
    request = Request(changes=tuple(edits), effort=REPEATABLE)

    answer = pipeline.ask(a_roadmap_with_everything(), request)

    assert answer.plan is None
    assert [(each.code, each.change) for each in errors(answer.findings)] == places


def without_seconds(thing: Any) -> Any:
    """Leave out of a plan's JSON how long anything took."""
    if isinstance(thing, dict):
        kept = {key: each for key, each in thing.items() if key not in ("seconds", "took")}
        return {key: without_seconds(each) for key, each in kept.items()} | dict.fromkeys(
            thing.keys() & {"request"}, thing.get("request")
        )
    return [without_seconds(each) for each in thing] if isinstance(thing, list) else thing


def test_a_plan_keeps_what_was_asked_also_where_it_was_asked_part_by_part(tmp_path: Path) -> None:
    roadmap = a_roadmap_with_everything()

    plan = pipeline.solve(
        roadmap, objective="finish", before=[Stage(objective=VALUE, loss=0.1)], seconds=5, seed=4
    )

    asked = Request(
        roadmap=roadmap.digest,
        aim=Aim(name="finish", before=(Before(name="value", loss=0.1),)),
        effort=Effort(seconds=5, seed=4),
    )
    assert plan.request == asked
    write_plan(plan, tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json").request == asked


def test_what_has_no_name_is_asked_for_without_an_aim_and_cannot_be_asked_for_again() -> None:
    roadmap = a_roadmap_with_everything()

    plan = pipeline.solve(roadmap, objective=Objective(kind=ObjectiveKind.FINISH, last_end=True), seconds=5)

    assert plan.request is not None
    assert plan.request.aim is None
    with pytest.raises(pipeline.DataError, match="names no aim"):
        pipeline.solve(roadmap, request=plan.request)


def test_a_request_for_another_roadmap_is_refused() -> None:
    roadmap = a_roadmap_with_everything()
    other = replace(roadmap, name="another")

    with pytest.raises(
        pipeline.DataError, match=f"roadmap {other.digest[:12]}, expected {roadmap.digest[:12]}"
    ):
        pipeline.solve(roadmap, request=Request(roadmap=other.digest, effort=REPEATABLE))


def test_a_request_is_for_every_roadmap_that_differs_in_input_of_the_sector_alone() -> None:
    said = SectorInput(id="n1", day=date(2024, 1, 1), who="Kari", content="Video.")
    one, two = (replace(a_roadmap_with_everything(), inputs=(replace(said, id=name),)) for name in "ab")

    plan = pipeline.solve(one, request=Request(effort=REPEATABLE))
    assert plan.request is not None

    assert aim_asked_of(two, plan.request) == Aim()
    assert aim_asked_of(one, Request(roadmap=one.digest)) == Aim()
    with pytest.raises(pipeline.DataError, match="The request is for the roadmap"):
        aim_asked_of(replace(two, name="another"), plan.request)


@pytest.mark.parametrize("beside", [{"objective": "finish"}, {"seconds": 3.0}, {"long_term": 0.5}])
def test_a_request_is_all_that_is_asked(beside: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="beside"):
        pipeline.solve(a_roadmap_with_everything(), request=Request(), **beside)


def test_a_request_starts_from_the_plan_that_it_names(tmp_path: Path) -> None:
    roadmap = a_roadmap_with_everything()
    start = tmp_path / "plan.json"
    write_plan(pipeline.first_plan(roadmap), start)

    assert pipeline.solve(roadmap, request=Request(start=str(start), effort=REPEATABLE)).schedule is not None
    start.write_text("{}", encoding="utf-8")
    with pytest.raises(pipeline.DataError, match="plan"):
        pipeline.solve(roadmap, request=Request(start=str(start), effort=REPEATABLE))


def test_a_request_keeps_everything_as_text_and_back() -> None:
    assert request_from_json(request_to_json(FULL)) == FULL
    assert request_from_json('{"kind": "request", "schema": 3, "request": {}}') == Request()
    assert Request().effort.seconds == DEFAULT_SECONDS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "request er"),
        ('{"kind": "plan", "schema": 1, "request": {}}', "plan 1"),
        ('{"kind": "request", "schema": 4, "request": {}}', "request 3"),
        ('{"kind": "request", "schema": 3, "request": {"objective": "value"}}', "objective"),
        ('{"kind": "request", "schema": 3, "request": {"effort": {"seconds": 0}}}', "seconds er 0"),
        (
            '{"kind": "request", "schema": 3, "request": {"effort": {"workers": "two"}}}',
            "effort.workers er two. Ventet: et heltall",
        ),
        (
            '{"kind": "request", "schema": 3, "request": {"aim": {"name": "wealth"}}}',
            "aim.name er wealth. Ventet: en av value",
        ),
        (
            '{"kind": "request", "schema": 3, "request": {"aim": {"name": "balance"}}}',
            "long_term er utelatt",
        ),
    ],
)
def test_what_is_wrong_with_a_request_is_told_by_place(text: str, said: str) -> None:
    with pytest.raises(JsonError) as caught:
        request_from_json(text)

    assert said in worded(caught.value.message)


@pytest.mark.parametrize(
    ("file", "more", "said"),
    [
        ('{"kind": "request", "schema": 3, "request": {"aim": {"name": "wealth"}}}', [], "wealth"),
        ('{"kind": "request", "schema": 3, "request": {"start": "none.json"}}', [], "none.json"),
        ('{"kind": "request", "schema": 3, "request": {}}', ["--seconds", "3"], "alt det spørres om"),
        (None, [], "kan ikke leses"),
    ],
)
def test_a_request_that_cannot_be_used_is_refused_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str | None, more: list[str], said: str
) -> None:
    write_csv(a_roadmap_with_everything(), tmp_path / "data")
    if file is not None:
        (tmp_path / "asked.json").write_text(file, encoding="utf-8")

    code = main(["plan", str(tmp_path / "data"), "--request", str(tmp_path / "asked.json"), *more])

    told = capsys.readouterr()
    assert code == 2
    assert said in told.err
    assert "Traceback" not in told.err


def test_what_is_written_keeps_to_its_schema_and_what_cannot_be_read_does_not() -> None:
    written = json.loads(request_to_json(FULL))
    wrong = json.loads(request_to_json(FULL))
    wrong["request"]["effort"]["workers"] = "two"
    wrong["request"]["aim"]["name"] = "wealth"
    wrong["request"]["objective"] = "value"

    assert list(misfits(written, request_schema())) == []
    assert sorted(misfits(wrong, request_schema())) == [
        "request.aim.name is wealth",
        "request.effort.workers is two",
        "request.objective is not known",
    ]


def test_an_answer_holds_the_plan_and_what_was_asked_and_is_kept_whole(tmp_path: Path) -> None:
    roadmap = a_roadmap_with_everything()

    answer = pipeline.ask(roadmap, Request(aim=Aim(name="stability", baseline=str(a_baseline(tmp_path)))))
    write_answer(answer, tmp_path / "answer.json")
    text = (tmp_path / "answer.json").read_text(encoding="utf-8")

    assert answer.plan is not None
    assert answer.request == answer.plan.request
    assert answer_from_json(text) == answer
    assert list(misfits(json.loads(text), answer_schema())) == []


def a_baseline(folder: Path) -> Path:
    """Keep a first plan to count moves from."""
    write_plan(pipeline.first_plan(a_roadmap_with_everything()), folder / "baseline.json")
    return folder / "baseline.json"


@pytest.mark.parametrize(
    ("roadmap", "request_", "codes"),
    [
        (a_roadmap(a_measure("a"), dependencies=(a_link("a", "b"),)), Request(), ["unknown_measure"]),
        (a_roadmap_with_everything(), Request(roadmap="0" * 64), ["other_roadmap"]),
        (a_roadmap_with_everything(), Request(start="none.json"), ["bad_plan_file"]),
    ],
)
def test_what_cannot_be_planned_is_answered_with_findings(
    roadmap: Roadmap, request_: Request, codes: list[str]
) -> None:
    answer = pipeline.ask(roadmap, request_)

    assert answer.plan is None
    assert [each.code for each in answer.findings if each.is_error] == codes
    assert answer_from_json(answer_to_json(answer)) == answer


@pytest.mark.parametrize(
    "wrong", [{"seconds": 0.0}, {"gap": -0.1}, {"seed": -1}, {"workers": 0}, {"memory_gib": 0.0}]
)
def test_an_effort_out_of_range_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Effort(**wrong)


def test_an_aim_out_of_range_is_refused() -> None:
    with pytest.raises(AimError):
        Aim(name="balance", long_term=1.5)
