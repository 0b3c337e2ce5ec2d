"""``planner explain`` says why dates are what they are, in both languages, and refuses what has none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.json_schema import misfits
from support.planned import a_plan_with_everything

from planner.cli import main
from planner.files import explanation_schema, write_plan
from planner.language import in_language
from planner.model import DateKind, PlanDate
from planner.results import dates_of
from planner.why import DateVerdict, reasons


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English, and let no language that a command asks for outlive its test."""
    with in_language("en"):
        yield


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Keep the plan."""
    write_plan(a_plan_with_everything(), tmp_path / "plan.json")
    return tmp_path


def test_a_measure_is_told_date_by_date(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "explain", str(saved), "a"]) == 0

    printed = capsys.readouterr().out
    assert "A: start of build: quarter 1 of 2023. Nothing comes before the status date." in printed
    assert "A: end of the rollout in GP: quarter 2 of 2024." in printed


def test_as_json_it_names_cells_and_where_they_lead(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(saved), "--all", "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert list(misfits(said, explanation_schema())) == []
    assert said["kind"] == "explanation"
    assert said["digest"] == json.loads((saved / "plan.json").read_text("utf-8"))["digest"]
    plan = a_plan_with_everything()
    assert plan.schedule is not None
    assert len(said["dates"]) == len(list(dates_of(plan.roadmap, plan.schedule)))
    first, *_others = said["dates"]
    assert first == {
        "date": {"kind": "start", "measure": "a", "phase": "build"},
        "instant": 0,
        "day": "2023-01-01",
        "verdict": "impossible",
        "others_kept": False,
        "by_order": True,
        "loss": None,
        "least_loss": None,
        "earns_nok": None,
        "costs_nok": None,
        "holds": None,
        "are_smallest": None,
        "are_all_holds": None,
        "way_out": None,
        "filled": [],
    }


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((), "--all"),
        (("aa",), "found aa, expected the id of a measure or a service"),
        (("S1", "b2"), "found b2"),
    ],
)
def test_what_it_does_not_know_is_refused(
    saved: Path, capsys: pytest.CaptureFixture[str], names: tuple[str, ...], told: str
) -> None:
    assert main(["--lang", "en", "explain", str(saved), *names]) == 2

    assert told in capsys.readouterr().err


def test_a_file_that_holds_no_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{}", "utf-8")

    assert main(["explain", str(tmp_path), "a"]) == 1


def test_as_a_tree_it_goes_back_to_what_could_be_changed(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "explain", str(saved), "b", "--follow"]) == 0

    printed = capsys.readouterr().out
    assert "B: end of the rollout in GP: not within the horizon." in printed
    assert "    → A: " in printed, "what it leads to stands below it"
    assert "- the capacity of GP, 30 person-months a quarter (assumed)\n" in printed


def test_as_json_a_tree_and_a_critical_graph_fit_their_schema(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(saved), "b", "S1", "--follow", "--json"]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert main(["explain", str(saved), "b", "--critical", "--json"]) == 0
    graph = json.loads(capsys.readouterr().out)

    for said in (tree, graph):
        assert list(misfits(said, explanation_schema())) == []
    named = [each["date"] for each in tree["dates"]]
    assert [each["date"] for each in tree["chains"]] == [
        {"kind": "start", "measure": "b", "phase": "build"},
        {"kind": "end", "measure": "b", "sector": "gp"},
        {"kind": "realised", "service": "S1"},
    ]
    for chain in tree["chains"]:
        for lead in chain["leads"]:
            assert lead["chain"]["date"] in named
    critical = graph["critical"]
    assert critical["ends"] == critical["main"][0][:1] == [{"kind": "end", "measure": "b", "sector": "gp"}]
    assert {json.dumps(each["leads_to"]) for each in critical["arrows"]} <= {
        json.dumps(each["date"]) for each in graph["dates"]
    }


def test_the_critical_graph_goes_to_the_last_end_where_nothing_is_named(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "explain", str(saved), "--critical"]) == 0

    printed = capsys.readouterr().out
    assert printed.startswith("Main chain, from the end back:\n  B: end of the rollout in GP")
    assert main(["--lang", "en", "explain", str(saved), "--critical", "--all"]) == 2
    assert "--all" in capsys.readouterr().err


def test_dates_that_others_lead_to_are_followed_once() -> None:
    plan = a_plan_with_everything()
    end = PlanDate(kind=DateKind.END, measure="b", sector="gp")

    found = {each.date: each for each in reasons(plan, [end], follow=True, workers=2)}

    assert next(iter(found)) == end
    assert found[end].verdict is not DateVerdict.UNSETTLED
    followed = [each for each in found if each.measure == "a"]
    assert followed, "b follows a where it is in use"
    assert all(each.kind is DateKind.END and each.share is not None for each in followed)
