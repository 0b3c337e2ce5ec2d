"""``planner price`` tells what changes are worth and wishes cost, keeps the list, and refuses the rest."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.builders import a_roadmap_with_everything
from support.json_schema import misfits

from planner.cli import main
from planner.cli.commands import price
from planner.files import price_list_schema, read_plan, write_plan
from planner.language import in_language
from planner.model import Plan, PricedChange
from planner.prices import Pricer, loosenings
from planner.solver import solve_exactly


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English, and let no language that a command asks for outlive its test."""
    with in_language("en"):
        yield


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Give the best plan of a small roadmap in which sectors are full."""
    return solve_exactly(a_roadmap_with_everything())


@pytest.fixture
def saved(tmp_path: Path, plan: Plan) -> Path:
    """Keep it."""
    write_plan(plan, tmp_path / "plan.json")
    return tmp_path


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let prices be worked out here: that other processes do it is tested once."""

    def one_by_one(plan: Plan, *, proved: bool, **_rest: object) -> Iterator[PricedChange]:
        pricer = Pricer(plan, proved=proved)
        return map(pricer.price, loosenings(plan.roadmap, plan.objective))

    monkeypatch.setattr(price, "priced_changes", one_by_one)


def wish(folder: Path, text: str) -> str:
    (folder / "wish.toml").write_text(text, "utf-8")
    return str(folder / "wish.toml")


def test_prices_are_told_as_they_come_and_kept_in_the_plan(
    saved: Path, plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads((saved / "plan.json").read_text("utf-8"))

    assert main(["--lang", "en", "price", str(saved)]) == 0

    told, kept = capsys.readouterr(), json.loads((saved / "plan.json").read_text("utf-8"))
    assert "one person-month more: sure " in told.err
    assert "1. " in told.out
    count = len(loosenings(plan.roadmap, plan.objective))
    assert f"Changes looked at: {count}; worth anything: " in told.out
    assert str(saved / "plan.json") in told.out
    assert kept["plan"].pop("price_list")["looked_at"] == count
    assert kept == before


@pytest.mark.usefixtures("in_this_process")
def test_documents_tell_them_from_then_on(saved: Path) -> None:
    assert main(["price", str(saved)]) == 0

    assert main(["export", str(saved), "--to", "html"]) == 0

    told = (saved / "plan.html").read_text("utf-8")
    assert "Hva det ville være verdt å løsne på en grense" in told


@pytest.mark.usefixtures("in_this_process")
def test_as_json_it_prints_what_it_keeps(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["price", str(saved / "plan.json"), "--json", "--proved"]) == 0

    said, kept = json.loads(capsys.readouterr().out), read_plan(saved / "plan.json")
    assert list(misfits(said, price_list_schema())) == []
    assert kept.price_list is not None
    assert len(said["rows"]) == len(kept.price_list.rows) > 0
    assert said["digest"] == kept.digest


def test_a_wish_is_told_with_its_price(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = wish(saved, '[[tiltak]]\nid = "a"\ntidligst_start = 2023-07-01\n')

    assert main(["--lang", "en", "price", str(saved), "--wish", file]) == 0

    told = capsys.readouterr().out
    assert "Sure: a lawful plan with the wish, made from this one, is NOK " in told
    assert " worse." in told
    assert "Estimate: by the simplified problems that bound plans, the wish costs about NOK " in told
    assert "Proved: According to the file: set against the best plan without the wish" in told


def test_an_impossible_wish_is_told_with_what_would_make_room_for_it(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = wish(saved, '[[tiltak]]\nid = "a"\nfrist = 2023-01-31\n')

    assert main(["--lang", "en", "price", str(saved), "--wish", file]) == 1

    told = capsys.readouterr().out
    assert "cannot hold together" in told
    assert "wish.toml, tiltak 1, frist" in told
    assert "Sure" not in told


@pytest.mark.parametrize(
    ("text", "code", "has_price"),
    [
        ('[[tiltak]]\nid = "a"\ntidligst_start = 2023-07-01\n', 0, True),
        ('[[tiltak]]\nid = "a"\nfrist = 2023-01-31\n', 1, False),
        ('[[tiltak]]\nid = "nobody"\nfrist = 2023-01-31\n', 1, False),
    ],
)
def test_wishes_as_json_fit_the_schema(
    saved: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, has_price: bool
) -> None:
    assert main(["price", str(saved), "--wish", wish(saved, text), "--json"]) == code

    said = json.loads(capsys.readouterr().out)
    assert list(misfits(said, price_list_schema())) == []
    assert (said["price"] is not None) == has_price
    assert (said["diagnosis"] is None) == has_price


def test_a_plan_without_dates_is_refused(
    tmp_path: Path, plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:

    write_plan(replace(plan, schedule=None, score=None, bound=None), tmp_path / "plan.json")

    assert main(["--lang", "en", "price", str(tmp_path)]) == 2
    assert "holds no plan with dates" in capsys.readouterr().err


def test_a_plan_that_somebody_has_made_unlawful_is_refused(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = json.loads((saved / "plan.json").read_text("utf-8"))
    text["plan"]["schedule"]["phases"][0]["end"] += 1
    (saved / "plan.json").write_text(json.dumps(text), "utf-8")

    assert main(["--lang", "en", "price", str(saved)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_where_nothing_was_reached_what_is_kept_stays(
    saved: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(price, "priced_changes", lambda *_asked, **_how: iter(()))
    before = (saved / "plan.json").read_bytes()

    assert main(["--lang", "en", "price", str(saved)]) == 0

    assert "Changes looked at: 0" in capsys.readouterr().out
    assert (saved / "plan.json").read_bytes() == before
