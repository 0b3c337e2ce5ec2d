"""JSON files of every earlier schema number are read; a newer number is refused by name."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.builders import a_roadmap_with_everything

from planner.files import (
    JsonError,
    answer_from_json,
    answer_to_json,
    plan_from_json,
    plan_to_json,
    request_from_json,
    request_to_json,
    roadmap_from_json,
    roadmap_to_json,
)
from planner.files.upgrades import SCHEMA, UPGRADES, upgraded
from planner.language import in_language, worded
from planner.model import PlanStatus, Request

EARLIER = Path(__file__).parent / "earlier"
READERS: dict[str, Callable[[str], object]] = {
    "answer": answer_from_json,
    "plan": plan_from_json,
    "roadmap": roadmap_from_json,
    "request": request_from_json,
}
WRITERS: dict[str, Callable[..., str]] = {
    "answer": answer_to_json,
    "plan": plan_to_json,
    "roadmap": roadmap_to_json,
    "request": request_to_json,
}


def earlier(kind: str, number: int) -> str:
    """Give a small file as it was written then; one is kept of every number."""
    return (EARLIER / f"{kind}.{number}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", range(1, SCHEMA))
@pytest.mark.parametrize("kind", READERS)
def test_a_file_of_an_earlier_number_is_read_and_written_with_todays(kind: str, number: int) -> None:
    text = earlier(kind, number)

    made = READERS[kind](text)

    assert json.loads(text)["schema"] == number
    again = WRITERS[kind](made)
    assert json.loads(again)["schema"] == SCHEMA
    assert READERS[kind](again) == made


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "{kind} is {kind} {newer}, expected {kind} {today} or earlier; a newer planner wrote it."),
        (
            "nb",
            "{kind} er {kind} {newer}. Ventet: {kind} {today} eller eldre; en nyere planlegger skrev den.",
        ),
    ],
)
def test_a_newer_number_is_refused_by_name(kind: str, code: str, said: str) -> None:
    newer = json.loads(earlier(kind, 1)) | {"schema": SCHEMA + 1}

    with pytest.raises(JsonError) as refused:
        READERS[kind](json.dumps(newer))

    with in_language(code):
        assert worded(refused.value.message) == said.format(kind=kind, newer=SCHEMA + 1, today=SCHEMA)


@pytest.mark.parametrize("number", [0, -1, 1.0, "1", True, None])
def test_what_is_no_schema_number_is_refused(number: object) -> None:
    with pytest.raises(JsonError, match=f"request is request .*, expected request {SCHEMA}"):
        request_from_json(json.dumps({"kind": "request", "schema": number, "request": {}}))


def test_the_digest_of_an_earlier_file_is_that_of_what_was_written() -> None:
    changed = json.loads(earlier("plan", 1))
    changed["plan"]["roadmap"]["name"] = "Another"

    with pytest.raises(JsonError, match="digest"):
        plan_from_json(json.dumps(changed))


def test_number_1_did_not_know_whether_stages_were_proved_so_its_plans_are_not_called_best() -> None:
    plan = plan_from_json(earlier("plan", 1))

    assert json.loads(earlier("plan", 1))["plan"]["status"] == "optimal"
    assert plan.status is PlanStatus.FEASIBLE
    assert plan.objective.kept[0].bound is None


def test_the_plan_of_an_answer_is_upgraded_too() -> None:
    plan = answer_from_json(earlier("answer", 1)).plan

    assert plan is not None
    assert plan == plan_from_json(earlier("plan", 1))


def test_a_plan_of_number_1_whose_stages_are_proved_stays_the_best() -> None:
    proved = json.loads(earlier("plan", 1))
    proved["plan"]["objective"]["kept"][0]["bound"] = 14.0

    assert plan_from_json(json.dumps(proved)).status is PlanStatus.OPTIMAL


@pytest.mark.parametrize(
    "plan", [None, [], {"objective": []}, {"objective": {"kept": 3}}, {"objective": {"kept": [4]}}]
)
def test_what_is_damaged_goes_through_an_upgrade_and_is_refused_where_it_is_read(plan: object) -> None:
    damaged = json.loads(earlier("plan", 1)) | {"plan": plan}

    assert upgraded(damaged, 1)["plan"] == plan
    with pytest.raises(JsonError, match=r"plan.* is "):
        plan_from_json(json.dumps(damaged))


@pytest.mark.parametrize("kind", ["plan", "answer"])
def test_plans_of_number_2_lose_the_multipliers_that_nobody_reads(kind: str) -> None:
    before = json.loads(earlier(kind, 2))
    told = before["plan"] if kind == "plan" else before["answer"]["plan"]
    assert told["prices"]["capacity"]

    after = json.loads(WRITERS[kind](READERS[kind](earlier(kind, 2))))

    left = after["plan"] if kind == "plan" else after["answer"]["plan"]
    assert {name: said for name, said in told.items() if name != "prices"} == left


def test_todays_number_follows_the_last_upgrade_and_upgrades_nothing() -> None:
    today = {"kind": "request", "schema": SCHEMA, "request": {}}

    assert len(UPGRADES) + 1 == SCHEMA
    assert upgraded(today, SCHEMA) is today
    assert request_from_json(json.dumps(today)) == Request()
    assert roadmap_from_json(roadmap_to_json(a_roadmap_with_everything())) == a_roadmap_with_everything()
