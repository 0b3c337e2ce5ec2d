"""Rows, means, tables and the exit code of the runners."""

import argparse
import json
from typing import Any

import pytest
from row_tables import means, table, table_of_means
from rows import PeerFigure, Row, document, parser, report


def a_row(**fields: Any) -> Row:
    """Give a lawful plan of makespan 44 on an instance whose best known makespan is 40."""
    given: dict[str, Any] = {
        "name": "x1",
        "family": "x",
        "value": 44.0,
        "bound": 33.0,
        "best_known_lb": 39.0,
        "best_known_ub": 40.0,
        "lawful": True,
        "status": "feasible",
    }
    return Row(**(given | fields))


def asked(*words: str) -> argparse.Namespace:
    """Give options as a runner reads them."""
    return parser("runs", seconds=5.0, peers=["plain"]).parse_args([*words, "--date", "2026-01-02"])


def test_gaps_are_shares_of_the_value_and_of_the_best_known() -> None:
    row = a_row()

    assert row.gap == pytest.approx(0.25)
    assert row.gap_to_best_known == pytest.approx(0.1)


def test_where_more_is_better_the_gap_counts_from_the_best_value_found() -> None:
    row = a_row(maximise=True, value=90.0, bound=120.0, best_known_lb=100.0, best_known_ub=110.0)

    assert row.gap_to_best_known == pytest.approx(0.1)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"bound": 40.0},
        {"value": 39.0},
        {"value": None, "lawful": None, "status": "unknown"},
        {"best_known_lb": None, "best_known_ub": None},
        {"maximise": True, "value": 40.0, "bound": 40.0},
        {"maximise": True, "value": 45.0, "bound": 50.0, "best_known_ub": 60.0},
    ],
)
def test_what_may_be_has_no_faults(fields: dict[str, Any]) -> None:
    assert a_row(**fields).faults == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"lawful": False}, "judge"),
        ({"lawful": None}, "judge"),
        ({"bound": 41.0}, "41.0 lies above 40.0, the best known upper bound"),
        ({"value": 38.0}, "38.0 lies below 39.0, the best known lower bound"),
        ({"maximise": True, "value": 30.0, "bound": 38.0}, "38.0 lies below 39.0"),
        ({"maximise": True, "value": 41.0, "bound": 50.0}, "41.0 lies above 40.0"),
        ({"known_infeasible": True}, "the literature says there is none"),
        ({"value": None, "lawful": None, "status": "infeasible"}, "the literature has a schedule"),
        ({"value": None, "lawful": None, "status": "failed", "reason": "it died"}, "it died"),
    ],
)
def test_what_must_never_be_is_a_fault(fields: dict[str, Any], fault: str) -> None:
    assert any(fault in found for found in a_row(**fields).faults)


def test_a_fault_gives_exit_code_1_and_is_said_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert report("runs", asked(), [a_row()]) == 0
    assert report("runs", asked(), [a_row(), a_row(bound=41.0)]) == 1

    assert "x/x1: 41.0 lies above 40.0" in capsys.readouterr().err


def test_the_json_is_one_document_with_date_versions_and_machine(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report(
        "runs", asked("--json", "--peers", "plain"), [a_row(peers=(PeerFigure(name="plain", value=42.0),))]
    )

    found = json.loads(capsys.readouterr().out)
    assert found["date"] == "2026-01-02"
    assert {"python", "ortools", "numba"} <= found["versions"].keys()
    assert {"cores", "memory_gb"} <= found["machine"].keys()
    assert found["rows"][0]["gap_to_best_known"] == pytest.approx(0.1)
    assert found["rows"][0]["peers"][0]["gap_to_best_known"] == pytest.approx(0.05)
    assert found["families"]["x"]["instances"] == 1


def test_peers_are_compared_where_both_have_a_plan() -> None:
    rows = [
        a_row(peers=(PeerFigure(name="plain", value=42.0, bound=42.0, status="optimal"),)),
        a_row(peers=(PeerFigure(name="plain", status="unknown"),)),
        a_row(value=None, peers=(PeerFigure(name="plain", value=80.0),)),
    ]

    found = means(rows)

    assert (found["plans"], found["peers"]["plain"]["plans"]) == (2, 2)
    assert found["peers"]["plain"]["both"] == 1
    assert found["peers"]["plain"]["gap_to_best_known_both"] == pytest.approx(0.05)
    assert found["peers"]["plain"]["planner_on_both"] == pytest.approx(0.1)
    assert found["peers"]["plain"]["planner_value_over_peer"] == pytest.approx(-2 / 42)


def test_tables_have_a_line_for_each_instance_and_each_family() -> None:
    rows = [a_row(), a_row(name="y1", family="y", known_infeasible=True, value=None, reason="left | out")]

    assert "| x/x1 | 44 | 33 | 25.00 | 39 to 40 | 10.00 |" in table(rows)
    assert "left / out" in table(rows)
    assert [line.split(" | ")[:2] for line in table_of_means(rows).splitlines()[2:]] == [
        ["| x", "1"],
        ["| y", "1"],
    ]


def test_a_family_without_any_figures_has_no_means() -> None:
    found = means([a_row(value=None, bound=None, status="unknown")])

    assert (found["gap"], found["gap_to_best_known"], found["proved"]) == (None, None, 0)


@pytest.mark.parametrize("words", [["--seconds", "0"], ["--seconds", "inf"], ["--peers", "magic"]])
def test_options_that_make_no_sense_are_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        asked(*words)


def test_the_document_names_a_missing_peer_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rows.PEERS", {"plain": "no-such-package"})

    found = document("runs", asked("--peers", "plain"), [], {})

    assert found["versions"]["no-such-package"] == "missing"
