"""The second example: the roadmap of 2023, rolled to 2026 by what its sources give."""

import re
import runpy
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from planner.files import read_reports
from planner.variance import Variance

ROOT = Path(__file__).parents[2]
REPORTS = read_reports(ROOT / "data" / "status_2026" / "framdrift.csv")


@pytest.fixture(scope="module")
def script() -> dict[str, object]:
    return runpy.run_path(str(ROOT / "docs" / "status.py"))


@pytest.fixture(scope="module")
def found(script: dict[str, object]) -> Variance:
    return script["since_2023"]()  # type: ignore[operator, no-any-return]


def test_each_report_says_what_it_rests_on() -> None:
    for each in REPORTS:
        how, _colon, rest = each.source.partition(": ")
        assert how in ("dokumentert", "utledet")
        assert urlsplit(rest.split(" ")[0]).hostname
        assert how == "dokumentert" or rest.endswith(")"), "what is inferred says from what"


def test_every_report_is_taken_in_and_every_move_has_its_reason(found: Variance) -> None:
    known = {each.place for each in REPORTS}
    assert {each.place for each in found.slips if each.is_reported} <= known
    assert len([each for each in found.slips if each.is_reported]) >= 30
    assert [each.measure for each in found.changes if not each.is_explained] == []
    assert [each.subject for each in found.edits] == ["kj_plo/kommuner"]


def test_a_board_reads_three_sentences_and_a_table(found: Variance, script: dict[str, object]) -> None:
    said = script["page"](found).splitlines()  # type: ignore[operator]

    assert re.fullmatch(r"Per 1\. juli 2026: \d+ oppgaver er forsinket \(mest .+\), .+ og .+\.", said[0])
    moved = r"\d+ tiltak flyttes: \d+ har avvik selv, \d+ .+ og må også vike for andre og \d+ må vike for .+;"
    assert re.fullmatch(rf"{moved} .+ og \d+ er ferdige\.", said[1])
    assert re.fullmatch(
        r"Målbildet dekkes \d+\s% ved utgangen av 2026, planlagt \d+\s%; .+ \(antatt\)\.", said[2]
    )
    assert said[4] == "| Tiltak | Hva | Avvik | Kjent fra |"
    late = "Dokumentdeling – Helse Midt-Norge som kilde | utvikling | ikke begynt, 14 kvartaler over tiden"
    assert f"| {late} | meldt |" in said


def test_the_page_tells_of_what_was_reported_and_of_nothing_else(found: Variance) -> None:
    page = (ROOT / "docs" / "status.md").read_text("utf-8")
    rows = [line.split(" | ")[0].removeprefix("| ") for line in page.splitlines() if line.startswith("| ")]

    reported = {found.before.roadmap.measure(each.measure).name for each in REPORTS}
    assert {*rows[2:]} <= reported
    assert len(rows) >= 30
