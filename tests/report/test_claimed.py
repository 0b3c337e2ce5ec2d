"""A plan read from a file says of bounds, gaps and proofs that the file claims them, wherever it is shown."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from planner.files import plan_from_json, plan_to_json
from planner.language import in_language
from planner.model import FINISH, Kept, Plan, PlanStatus, StartedPrice
from planner.pipeline import read_plan
from planner.report import html, result
from planner.report.sheet import sheet
from planner.report.summary import plan_rows, summary
from planner.say import headline, status_words
from planner.say.status import as_claimed

CLAIM = "According to the file"


@pytest.fixture
def told_best(small_plan: Plan, tmp_path: Path) -> Plan:
    """Save a plan, write into the file that it is proved best, and read it."""
    held = Kept(objective=FINISH, level=14.7, reached=14.0, loss=0.05)
    kept = replace(small_plan, objective=replace(small_plan.objective, kept=(held,)))
    text = json.loads(plan_to_json(kept))
    text["plan"] |= {"bound": kept.score, "status": "optimal"}
    text["plan"]["objective"]["kept"][0]["bound"] = 14.0
    (tmp_path / "plan.json").write_text(json.dumps(text), "utf-8")
    return read_plan(tmp_path)


def words_of(page: str) -> str:
    """Give the text of a page without tags and scripts."""
    bare = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(bare).split())


def test_a_bound_written_into_a_file_is_told_as_the_files_claim_in_every_document(told_best: Plan) -> None:
    assert (told_best.status, told_best.gap, told_best.claimed) == (PlanStatus.OPTIMAL, 0.0, True)

    text, page, paper = summary(told_best), words_of(html(told_best)), str(sheet(told_best))

    assert f"{CLAIM}: The best plan there is" in " ".join(text.split())
    assert f"{CLAIM}: Given what comes first, it is proved" in headline(told_best)
    for shown in (" ".join(text.split()), page, paper):
        proofs = re.findall(r"(.{24})(?:[Ii]t is proved|That is proved|The best plan there is)", shown)
        assert proofs
        assert all("to the file: " in before or "comes first, " in before for before in proofs)
        assert "no plan is above" not in shown
    assert result(told_best)["claimed"] is True


def test_the_file_is_named_once_for_status_and_gap(told_best: Plan) -> None:
    status = dict(plan_rows(told_best))["Status"]

    assert status.startswith(f"{CLAIM}: The best plan there is")
    assert "it is proved" in status
    assert status.count(CLAIM) == 1


def test_each_place_on_paper_names_the_file_once(told_best: Plan) -> None:
    price = StartedPrice(bound_without=(told_best.score or 0) * 1.5, bound_with=told_best.score or 0)
    paper = sheet(replace(told_best, started_price=price))

    (figure,) = [each["label"] for each in paper["key_figures"] if "file" in each["label"]]
    rows = {note["label"]: note["text"] for part in paper["sections"] for note in part["notes"]}
    assert figure == "better at most possible, says the file"
    assert paper["headline"].count("the file") == 1
    assert {label: text.count("the file") for label, text in rows.items() if "the file" in text} == {
        "Status": 1,
        "Kept": 1,
    }
    assert "; bound: " in rows["Objective"]
    assert "that started measures come first" in rows["Kept"]


def test_a_plan_made_here_claims_nothing(small_plan: Plan) -> None:
    assert CLAIM not in summary(small_plan) + html(small_plan) + str(sheet(small_plan))
    assert result(small_plan)["claimed"] is False


def test_no_file_can_say_that_its_bounds_are_more_than_a_claim(told_best: Plan, tmp_path: Path) -> None:
    text = json.loads(plan_to_json(told_best))
    assert "claimed" not in text["plan"]

    assert plan_from_json(json.dumps(text)).claimed
    text["plan"]["claimed"] = False
    with pytest.raises(ValueError, match="claimed"):
        plan_from_json(json.dumps(text))


def test_an_earlier_file_without_bounds_of_its_stages_is_not_called_optimal(told_best: Plan) -> None:
    text = json.loads(plan_to_json(told_best)) | {"schema": 1}
    del text["plan"]["objective"]["kept"][0]["bound"]

    plan = plan_from_json(json.dumps(text))

    assert plan.status is PlanStatus.FEASIBLE
    assert status_words(plan).startswith(f"{CLAIM}: The best plan at the level kept, which is not proved")


def test_the_claim_is_told_in_norwegian(told_best: Plan) -> None:
    with in_language("nb"):
        assert as_claimed(told_best, "X.") == "Ifølge filen: X."
        assert "Ifølge filen" in summary(told_best)
