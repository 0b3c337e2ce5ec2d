"""``planner certify`` keeps a proof beside a plan, and documents say that it was checked."""

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from support.builders import a_roadmap_with_everything
from support.json_schema import misfits

from planner import pipeline
from planner.cli import main
from planner.files import certificate_schema, write_plan
from planner.language import in_language
from planner.model import COVERAGE


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English, and let no language that a command asks for outlive its test."""
    with in_language("en"):
        yield


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Keep a plan of a small roadmap."""
    write_plan(pipeline.first_plan(a_roadmap_with_everything()), tmp_path / "plan.json")
    return tmp_path


def test_the_certificate_lies_beside_the_plan_and_says_what_it_proves(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "certify", str(saved)]) == 0

    printed = capsys.readouterr().out
    assert "Certified: no plan is more than " in printed
    assert "The check leaves out where the roadmap has it" in printed
    assert str(saved / "certificate.json") in printed
    kept = json.loads((saved / "certificate.json").read_text("utf-8"))
    plan = json.loads((saved / "plan.json").read_text("utf-8"))
    assert list(misfits(kept, certificate_schema())) == []
    assert kept["certificate"]["digest"] == plan["digest"]
    assert Fraction(kept["certificate"]["bound"]) >= Fraction(plan["plan"]["score"])


def test_documents_written_after_it_say_that_the_bound_is_certified(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["certify", str(saved / "plan.json")]) == 0
    assert main(["--lang", "nb", "export", str(saved), "--to", "html"]) == 0

    assert "Etterprøvd bevis: " in (saved / "plan.html").read_text("utf-8")
    assert capsys.readouterr().err == ""


def test_a_certificate_that_is_refused_certifies_nothing_and_is_told(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["certify", str(saved)]) == 0
    kept = json.loads((saved / "certificate.json").read_text("utf-8"))
    kept["certificate"]["bound"] = "1"
    (saved / "certificate.json").write_text(json.dumps(kept), "utf-8")

    assert main(["--lang", "en", "export", str(saved), "--to", "html"]) == 0

    assert "The certificate is refused: Refused: 1 is claimed" in capsys.readouterr().err
    assert "Certified" not in (saved / "plan.html").read_text("utf-8")


def test_it_goes_where_it_is_sent(saved: Path, tmp_path: Path) -> None:
    target = tmp_path / "proof.json"

    assert main(["certify", str(saved), "--out", str(target)]) == 0

    assert json.loads(target.read_text("utf-8"))["kind"] == "certificate"
    assert not (saved / "certificate.json").exists()


def test_an_aim_that_the_check_does_not_know_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = pipeline.first_plan(a_roadmap_with_everything(), COVERAGE)
    write_plan(plan, tmp_path / "plan.json")

    assert main(["--lang", "en", "certify", str(tmp_path)]) == 1

    assert "Only plans that are made for net benefit can be certified" in capsys.readouterr().err
    assert not (tmp_path / "certificate.json").exists()


def test_a_file_that_holds_no_plan_is_refused(tmp_path: Path) -> None:
    assert main(["certify", str(tmp_path)]) == 1
