"""``planner diagnose`` tells what stands against what, in both languages, and refuses what holds no sense."""

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_roadmap
from support.json_schema import misfits

import planner
from planner.check import proofs
from planner.cli import main
from planner.files import answer_from_json, answer_schema, diagnosis_schema, write_csv
from planner.language import in_language
from planner.model import Finding, Roadmap, Set
from planner.report import diagnosis_to_json
from planner.tables import edited
from planner.why import CellKind, DiagnosisState, deciding


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English, and let no language that a command asks for outlive its test."""
    with in_language("en"):
        yield


def possible() -> Roadmap:
    """Give a roadmap of two measures, one after the other, that has a plan."""
    return a_roadmap(
        a_measure("first", a_phase("build", 2, nhn=2.0)),
        a_measure("second", a_phase("build", 3, nhn=2.0)),
        sectors=(a_deliverer(capacity=3.0),),
        dependencies=(a_link("first", "second"),),
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Keep the roadmap as tables."""
    write_csv(possible(), tmp_path / "data")
    return tmp_path / "data"


def wish(folder: Path, text: str) -> Path:
    """Keep a wish."""
    (folder / "wish.toml").write_text(text, "utf-8")
    return folder / "wish.toml"


IMPOSSIBLE = '[[tiltak]]\nid = "second"\nfrist = 2023-12-31\n'


def test_what_is_possible_is_told_and_is_success(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "diagnose", str(data)]) == 0

    assert capsys.readouterr().out == "There is a plan that keeps all the rules.\n"


def test_a_wish_that_can_be_had_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = wish(data.parent, '[[tiltak]]\nid = "second"\nfrist = 2024-12-31\n')

    assert main(["--lang", "en", "diagnose", str(data), "--wish", str(file)]) == 0

    assert capsys.readouterr().out == "There is a plan that has all that is wished for.\n"


def test_an_impossible_wish_is_told_row_by_row(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = wish(data.parent, IMPOSSIBLE)

    assert main(["--lang", "en", "diagnose", str(data), "--wish", str(file)]) == 1

    told = capsys.readouterr().out
    assert "There is no plan: 1 set of rows cannot hold together." in told
    assert "the hard deadline of “SECOND”, 31 December 2023 (wished for: veikart" in told
    assert "wish.toml, tiltak 1, frist" in told
    assert "build in “SECOND” takes 3 quarters (faser" in told
    assert "1 quarter later, by 1 April 2024 (less is proved not to do)" in told
    assert "“SECOND” must be carried through: may stay out\n" in told
    assert "there is a plan that has all the rest." in told


def test_it_speaks_bokmal_too(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "nb", "diagnose", str(data), "--wish", str(wish(data.parent, IMPOSSIBLE))]) == 1

    told = capsys.readouterr().out
    assert "Det finnes ingen plan: 1 sett av rader kan ikke gjelde samtidig." in told
    assert "1 kvartal senere, innen 1. april 2024 (mindre er bevist å ikke holde)" in told


def test_as_json_it_keeps_its_schema_and_its_edits_can_be_made(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = wish(data.parent, IMPOSSIBLE)

    assert main(["diagnose", str(data), "--wish", str(file), "--json"]) == 1

    said = json.loads(capsys.readouterr().out)
    assert list(misfits(said, diagnosis_schema())) == []
    (conflict,) = said["conflicts"]
    assert conflict["is_smallest"]
    rows = [row for group in conflict["groups"] for row in group["rows"]]
    assert [row["is_wish"] for row in rows].count(True) == 1
    assert {row["table"] for row in rows} >= {"veikart", "faser", "avhengigheter"}
    later = next(each for each in conflict["repairs"] if each["kind"] == "date")
    assert later["edits"] == [
        {
            "do": "set",
            "table": "measures",
            "key": {"id": "second"},
            "field": "deadline",
            "value": "2024-04-01",
        }
    ]


def test_several_wishes_at_once_each_have_their_conflict() -> None:
    wished = [
        Set("measures", {"id": "second"}, "deadline", possible().calendar.date_of(4)),
        Set("measures", {"id": "first"}, "deadline", possible().calendar.date_of(1)),
    ]

    found = planner.diagnose(possible(), wished)

    assert found.state is DiagnosisState.IMPOSSIBLE
    cells = [[cell for cell in each.conflict.cells if cell in found.wishes] for each in found.conflicts]
    assert sorted([found.wishes[cell] for cell in each] for each in cells) == [[1], [2]]
    assert found.rest is not None
    assert edited(possible(), wished) == found.roadmap


def test_out_is_wished_by_a_start_after_the_horizon(data: Path) -> None:
    out = '[[tiltak]]\nid = "first"\nvalgfri = true\ntidligst_start = 2099-01-01\n'

    found = planner.diagnose(possible(), wish(data.parent, out))

    kinds = {cell.kind for cell in found.conflicts[0].conflict.cells}
    assert kinds == {CellKind.EARLIEST_START, CellKind.LINK, CellKind.MANDATORY}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[tiltak]]\nid = "secnd"\n', "second"),
        ('[[tiltak]]\nid = "second"\nfrits = 2024-01-01\n', "frist"),
        ("[[tiltak]\n", "is not TOML"),
        (
            IMPOSSIBLE + '[[tiltak]]\nid = "second"\nfrist = 2024-12-31\n',
            "Change 1 and change 3 ask for different things of the same",
        ),
        (
            IMPOSSIBLE + '[[endring]]\ntabell = "veikart"\nnokkel = { id = "second" }\nfjern = true\n',
            "ask for different things of the same",
        ),
        ('[[endring]]\ntabell = "krav"\nlegg_til = { id = "k", hva = "slutt" }\n', "krav"),
    ],
    ids=["unknown id", "unknown key", "no toml", "two dates", "in and out", "half a row"],
)
def test_a_wish_that_makes_no_sense_is_refused_with_its_place(
    data: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    file = wish(data.parent, text)

    assert main(["--lang", "en", "diagnose", str(data), "--wish", str(file)]) == 1

    printed = capsys.readouterr().out
    assert told in printed
    assert "wish.toml" in printed
    assert "Traceback" not in printed


def test_a_wish_that_is_not_there_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("none.toml", "none.json"):
        assert main(["--lang", "en", "diagnose", str(data), "--wish", str(data / name)]) == 1
        assert name in capsys.readouterr().out


def test_a_request_will_do_as_a_wish(data: Path) -> None:
    file = data.parent / "wish.json"
    change = {"do": "set", "table": "measures", "key": {"id": "second"}, "field": "deadline"}
    said = {"kind": "request", "schema": 3, "request": {"changes": [change | {"value": "2023-12-31"}]}}
    file.write_text(json.dumps(said), "utf-8")

    found = planner.diagnose(possible(), file)

    assert found.state is DiagnosisState.IMPOSSIBLE
    wished = next(row for row in found.rows.values() if row.change is not None)
    assert wished.changed_in == "wish.json, changes[0]"


def test_data_that_cannot_be_read_or_contradicts_itself_is_told_in_the_same_form(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = data / "avhengigheter.csv"
    file.write_text(file.read_text("utf-8-sig").replace("first", "frist", 1), "utf-8")

    assert main(["--lang", "en", "diagnose", str(data), "--json"]) == 1

    said = json.loads(capsys.readouterr().out)
    assert list(misfits(said, diagnosis_schema())) == []
    assert said["state"] == "refused"
    assert [(each["table"], each["row"]) for each in said["faults"]] == [("avhengigheter", 2)]
    assert "first" in said["faults"][0]["message"]


def test_a_circle_that_no_plan_has_to_hold_is_refused_all_the_same() -> None:
    roadmap = a_roadmap(
        *(a_measure(each, a_phase(), optional=True) for each in "ab"),
        dependencies=(a_link("a", "b"), a_link("b", "a")),
    )

    found = planner.diagnose(roadmap)

    assert found.state is DiagnosisState.REFUSED
    assert [each.code for each in found.faults] == ["circle"]


def test_without_time_it_says_what_is_not_settled(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(wish(data.parent, IMPOSSIBLE))

    assert main(["--lang", "en", "diagnose", str(data), "--wish", file, "--seconds", "0.000001"]) == 1

    assert "was not settled" in capsys.readouterr().out


def test_who_looks_on_sees_what_it_is_at(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    file = str(wish(data.parent, IMPOSSIBLE))

    assert main(["--lang", "en", "diagnose", str(data), "--wish", file]) == 1

    shown = [line.strip() for line in capsys.readouterr().err.split("\r")]
    told = [line.partition(" s  ")[2] for line in shown]
    assert told[0] == ""
    assert told[1] == "conflict 1: looks for what stands against what"
    rows = [int(line.split()[-2]) for line in told if line.endswith(("row", "rows"))]
    assert rows == sorted(rows, reverse=True)
    assert rows[-1] >= 5
    (count,) = {line.split()[-5] for line in told if "that may mend it" in line}
    tried = [line for line in told if "that may mend it" in line]
    assert tried[0] == f"conflict 1 of 1: tries change 1 of {count} that may mend it"
    assert len(tried) == int(count)
    assert shown[-1] == ""


def test_a_pipe_gets_no_progress(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--lang", "en", "diagnose", str(data), "--wish", str(wish(data.parent, IMPOSSIBLE))])

    assert capsys.readouterr().err == ""


def test_ctrl_c_ends_it_with_what_is_known(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(part: Roadmap) -> list[Finding]:
        signal.raise_signal(signal.SIGINT)
        return proofs(part)

    monkeypatch.setattr(deciding, "proofs", interrupted)
    file = str(wish(data.parent, IMPOSSIBLE))

    assert main(["--lang", "en", "diagnose", str(data), "--wish", file]) == 1

    told = capsys.readouterr().out
    assert "time was too short" in told or "was not settled" in told


def test_a_plan_that_is_not_there_carries_why(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = [a_measure(each, a_phase("build", 3, nhn=2.0)) for each in "ab"]
    # the check leaves what two ask together in a window to the search
    roadmap = a_roadmap(*both, sectors=(a_deliverer(capacity=3.0),), periods=5)
    write_csv(roadmap, data.parent / "both")
    answer = data.parent / "answer.json"

    arguments = ["plan", str(data.parent / "both"), "--seconds", "5", "--json", "--answer", str(answer)]
    assert main(arguments) == 1

    said = json.loads(capsys.readouterr().out)
    assert said["diagnosis"]["state"] == "impossible"
    assert said["diagnosis"]["conflicts"]
    written = json.loads(answer.read_text("utf-8"))
    assert list(misfits(written, answer_schema())) == []
    assert written["diagnosis"]["conflicts"] == said["diagnosis"]["conflicts"]
    assert answer_from_json(answer.read_text("utf-8")).plan is not None


def test_data_that_the_check_refuses_carries_why(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = [Set("measures", {"id": "second"}, "deadline", possible().calendar.date_of(4))]
    write_csv(edited(possible(), late), data.parent / "late")

    assert main(["plan", str(data.parent / "late"), "--json"]) == 1

    said = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in said["findings"] if each["severity"] == "error"] == [
        "deadline_too_early"
    ]
    assert said["diagnosis"]["conflicts"][0]["is_smallest"]


def test_the_same_question_has_the_same_answer() -> None:
    wished = [Set("measures", {"id": "second"}, "deadline", possible().calendar.date_of(4))]

    said = {diagnosis_to_json(planner.diagnose(possible(), wished)) for _ in range(2)}

    assert len(said) == 1
