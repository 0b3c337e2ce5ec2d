"""What loosening would be worth: worked out for the plan that is shown, put off by searches, and told."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from web.demo import DEMO_PRICES, DemoEngine
from web.reading import text_of
from web.stored import a_store, opened_on
from web.waiting import PATIENCE_SECONDS, WaitingEngine, meanwhile

from planner.language import to_say
from planner.model import Plan, PricedChange, PriceList, SectorInput
from planner.store import Store, StoreError
from planner.store.database import Database
from planner.store.form import ANSWERS
from planner.store.pieces import packed
from planner.web.components.prices.prices import prices
from planner.web.sight import pulse
from planner.web.workspace import Workspace


@dataclass
class Slow(WaitingEngine):
    """An engine that works out one change, until it is told to stop or to go on."""

    known_from_before: list[int] = field(default_factory=list)

    def price_list(
        self, plan: Plan, *, rows: list[PricedChange] | None = None, stop: threading.Event | None = None
    ) -> PriceList:
        """Find one row, then wait."""
        assert rows is not None
        assert stop is not None
        self.known_from_before.append(len(rows))
        rows.append(DEMO_PRICES.rows[0])
        self.begun.release()
        self.waits(stop)
        return DEMO_PRICES


@pytest.fixture
def slow() -> Iterator[tuple[Workspace, Slow]]:
    """Give a workspace whose searches are over and whose prices are being worked out."""
    with meanwhile(Slow()) as both:
        yield both


def told(workspace: Workspace) -> str:
    """Give what the page says of them."""
    return text_of(prices(workspace))


def test_the_list_fills_as_results_come(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow

    assert "the list fills as results come" in told(made)
    assert "Kommuner 2027, one person-month more: sure NOK 230,000" in told(made)
    before = pulse(made)
    engine.go_on.set()

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert {name for name, now in pulse(made).items() if now != before[name]} == {"prices"}
    assert "Being worked out" not in told(made)
    assert "Changes looked at: 180; worth anything: 1." in told(made)


def test_a_search_puts_them_off_and_they_go_on_from_what_is_known(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow

    made.ask({"kommuner": 120})

    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    assert engine.known_from_before == [0, 1]
    assert made.searches.prices.knows(made.shown.plan)
    assert made.proposal is not None
    assert not made.searches.prices.knows(made.proposal.facts.plan)


def test_each_plan_that_is_shown_has_its_own_and_is_worked_out_once(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow
    engine.go_on.set()
    made.ask({"kommuner": 120})
    assert made.jobs.wait(PATIENCE_SECONDS)
    made.accept()
    assert made.jobs.wait(PATIENCE_SECONDS)
    count = len(engine.known_from_before)

    made.undo()
    made.redo()

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert len(engine.known_from_before) == count
    assert made.searches.prices.knows(made.shown.plan)


@dataclass
class Counting(DemoEngine):
    """An engine that notes the plans whose lists it works out."""

    listed: list[Plan] = field(default_factory=list)

    def price_list(
        self, plan: Plan, *, rows: list[PricedChange] | None = None, stop: threading.Event | None = None
    ) -> PriceList:
        """Give the list at once."""
        self.listed.append(plan)
        return DEMO_PRICES


def followed(store: Store, engine: Counting) -> Workspace:
    """Give the workspace of a new server when the list of its plan is known."""
    made = opened_on(store, engine=engine)
    made.searches.prices.follow(made.shown.plan)
    assert made.jobs.wait(PATIENCE_SECONDS)
    made.close()
    return made


def test_a_restart_finds_the_list_and_works_nothing_out(tmp_path: Path) -> None:
    store, engine = a_store(tmp_path), Counting()
    before = followed(store, engine)

    again = followed(store, engine)

    assert len(engine.listed) == 1
    assert told(again) == told(before)
    assert "Changes looked at: 180" in told(again)


def test_what_somebody_has_said_since_leaves_the_list_known(tmp_path: Path) -> None:
    made = followed(a_store(tmp_path), Counting())
    plan, said = made.shown.plan, SectorInput(id="n1", day=date(2024, 1, 1), who="Kari", content="Video.")

    carried = plan.carried_to(replace(plan.roadmap, inputs=(said,)))

    assert carried.digest != plan.digest
    assert made.searches.prices.knows(carried)


def test_a_list_that_is_damaged_or_cannot_be_kept_is_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, engine = a_store(tmp_path), Counting()
    followed(store, engine)
    with Database(store.database).writing() as connection:
        connection.execute(ANSWERS.update().values(content=packed({"rows": 1})))

    def refused(*_asked: object) -> None:
        raise StoreError("not writable", to_say("Nothing can be kept."))

    monkeypatch.setattr(store.answers, "keep_price_list", refused)
    again = followed(store, engine)

    assert len(engine.listed) == 2
    assert "Changes looked at: 180" in told(again)


def test_downloads_tell_what_is_known(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)

    found = made.searches.prices.told(made.shown.plan)

    assert found.price_list == DEMO_PRICES
