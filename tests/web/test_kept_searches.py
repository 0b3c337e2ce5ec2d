"""Searches are kept as they go on: what is found survives the server, and is where the next one begins."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from web.demo import DemoEngine, demo_plan
from web.stored import a_store, opened_on
from web.waiting import PATIENCE_SECONDS

from planner.language import Message
from planner.model import Add, Aim, Plan, Request, Roadmap, Scale, SectorInput
from planner.store import SearchState, Store, StoreError
from planner.store.database import Database
from planner.store.form import JOBS
from planner.tables import edited
from planner.web.aims import FEWEST_CHANGES, USUAL
from planner.web.components.foot.interrupted import interrupted_part, interrupted_words
from planner.web.jobs import JobRegistry, TooManyError
from planner.web.kept_searches import SECONDS_BETWEEN, KeptSearch, begun
from planner.web.left_over import left_over, let_go, resume
from planner.web.workspace import Workspace

Tell = Callable[[Plan], None]
MORE = Scale("capacity", {"sector": "kommuner"}, "person_months", 1.2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


@pytest.fixture
def patient() -> Iterator[threading.Event]:
    """Give what lets searches end, at the latest when the test does."""
    made = threading.Event()
    yield made
    made.set()


@dataclass
class TellingEngine(DemoEngine):
    """Says when what it has found first has been kept."""

    told: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def solve(self, roadmap: Roadmap, *, progress: Tell | None = None, **options: Any) -> Plan:
        """Answer as the demo does."""

        def tell(plan: Plan) -> None:
            if progress is not None:
                progress(plan)
            self.told.release()

        return super().solve(roadmap, progress=tell, **options)


def asked(store: Store, patient: threading.Event, aim: Aim | None = None) -> Workspace:
    """Give a workspace in which a question is asked and a first answer is there, but not the last one."""
    engine = TellingEngine(patient=patient)
    workspace = opened_on(store, engine=engine)
    workspace.change(MORE)
    workspace.propose(aim)
    assert engine.told.acquire(timeout=PATIENCE_SECONDS)
    return workspace


def test_the_best_plan_of_a_search_is_kept_as_it_comes(store: Store, patient: threading.Event) -> None:
    workspace = asked(store, patient)

    (running,) = store.searches.kept()

    assert running.state is SearchState.RUNNING
    assert running.plan is not None
    assert store.plans.plan(running.plan).roadmap == workspace.as_drafted
    patient.set()
    assert workspace.jobs.wait(10)
    (done,) = store.searches.kept()
    assert done.state is SearchState.DONE
    assert (done.best, done.bound) == (running.best, running.bound)


@dataclass
class HoldingEngine(DemoEngine):
    """Says what it has found first of the data as it is, and holds each such search, stopped or not."""

    held: list[threading.Event] = field(default_factory=list)
    told: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def solve(
        self, roadmap: Roadmap, *, request: Request, progress: Tell | None = None, **options: Any
    ) -> Plan:
        """Answer as the demo does, at last."""
        plan = super().solve(roadmap, request=request, progress=progress, **options)
        if not request.changes:
            until = self.held.pop(0)
            self.told.release()
            until.wait(PATIENCE_SECONDS)
        return plan


def improve_anew(workspace: Workspace) -> None:
    """Begin as on another version, that asks the same as the one before the last."""
    workspace.searches = workspace.searches.anew()
    workspace.searches.improve(workspace.decided.current, workspace.shown.plan)


def ask_again(workspace: Workspace) -> None:
    workspace.stop()
    workspace.propose()


@pytest.mark.parametrize(
    ("begin", "again"),
    [(Workspace.propose, ask_again), (lambda each: each.start(), improve_anew)],
    ids=["the same is asked again", "it is improved anew"],
)
def test_a_search_that_ends_takes_the_one_that_came_after_it_nothing_away(
    store: Store, begin: Callable[[Workspace], None], again: Callable[[Workspace], None]
) -> None:
    first, second = threading.Event(), threading.Event()
    engine = HoldingEngine(held=[first, second])
    workspace = opened_on(store, engine=engine)
    begin(workspace)
    assert engine.told.acquire(timeout=PATIENCE_SECONDS)
    old = workspace.searches.improving or workspace.searches.asking
    assert old is not None

    again(workspace)
    assert engine.told.acquire(timeout=PATIENCE_SECONDS)
    first.set()
    workspace.jobs.wait_for(old)

    now, before = store.searches.kept()
    assert (now.state, before.state) == (SearchState.RUNNING, SearchState.CANCELLED)
    assert now.plan not in (None, before.plan)
    second.set()
    assert workspace.jobs.wait(10)
    done = store.searches.kept()[0]
    assert (done.number, done.state) == (now.number, SearchState.DONE)
    assert done.plan is not None
    assert store.plans.plan(done.plan).schedule is not None


SAID = Add("input", {"id": "n1", "day": date(2024, 1, 1), "who": "Kari", "content": "Video."})


def follow_input(workspace: Workspace) -> None:
    """Let somebody else save what the sector has said, and follow that."""
    store, _ground = workspace.drafting.needs_store()
    store.versions.save(edited(workspace.base, [SAID]), parent=1, author="Ola")
    assert workspace.follow_newest()


def save_input(workspace: Workspace) -> None:
    assert workspace.change(SAID) == ()
    workspace.save("Kari")


@pytest.mark.parametrize("input_is_saved", [follow_input, save_input])
def test_what_the_sector_says_ends_no_search_for_a_better_plan(
    store: Store, input_is_saved: Callable[[Workspace], None]
) -> None:
    end = threading.Event()
    engine = HoldingEngine(held=[end])
    workspace = opened_on(store, engine=engine)
    workspace.start()
    assert engine.told.acquire(timeout=PATIENCE_SECONDS)
    assert workspace.better is not None

    input_is_saved(workspace)

    (running,) = store.searches.kept()
    assert running.state is SearchState.RUNNING
    assert workspace.better is not None
    assert workspace.better.facts.roadmap == workspace.base
    end.set()
    assert workspace.jobs.wait(10)
    assert [each.state for each in store.searches.kept()] == [SearchState.DONE]
    assert workspace.base.inputs
    workspace.open_offer()
    workspace.accept()
    assert workspace.shown.roadmap == workspace.base


@pytest.mark.parametrize("input_is_saved", [follow_input, save_input])
def test_what_the_sector_says_takes_no_proposal_away(
    store: Store, input_is_saved: Callable[[Workspace], None]
) -> None:
    workspace = opened_on(store)
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)
    before = workspace.proposal
    assert before is not None

    input_is_saved(workspace)

    now = workspace.proposal
    assert now is not None
    assert (now.facts.plan.schedule, now.question) == (before.facts.plan.schedule, before.question)
    assert now.facts.roadmap == edited(workspace.base, now.question.changes)
    workspace.accept()
    assert workspace.shown.roadmap == workspace.as_drafted


@pytest.mark.parametrize("is_drafted_on", [False, True])
def test_a_question_is_answered_though_the_sector_says_something_meanwhile(
    store: Store, is_drafted_on: bool
) -> None:
    end = threading.Event()
    workspace = opened_on(store, engine=(engine := HoldingEngine(held=[end, end])))
    workspace.propose(FEWEST_CHANGES)
    assert engine.told.acquire(timeout=PATIENCE_SECONDS)

    follow_input(workspace)
    if is_drafted_on:
        assert workspace.change(MORE) == ()

    end.set()
    assert workspace.jobs.wait(10)
    assert workspace.proposal is not None
    assert workspace.proposal.aim == FEWEST_CHANGES
    assert workspace.proposal.facts.roadmap == workspace.base


def test_a_search_goes_on_from_what_it_had_unless_a_better_plan_stands_by_now(store: Store) -> None:
    plan = opened_on(store).shown.plan
    assert plan.score is not None
    better, worse = (replace(plan, score=plan.score * by) for by in (1.5, 0.5))
    left = store.searches.queue(plan.roadmap, "{}", author="Kari")
    store.searches.tell(left.number, seconds=1.0, plan=store.plans.keep(plan, author="Kari").number)
    (left,) = store.searches.interrupt()

    begun_anew = [KeptSearch(store, left, author="Kari").start(each) for each in (better, worse, None)]

    assert begun_anew == [better, plan, plan]


def test_a_search_that_is_stopped_before_it_has_begun_is_over(store: Store) -> None:
    held = JobRegistry(held_back=True)
    workspace = opened_on(store, jobs=held)
    workspace.propose()
    workspace.searches.improve(workspace.decided.current, workspace.shown.plan)

    workspace.stop()  # the question
    assert [each.state for each in store.searches.kept()] == [SearchState.QUEUED, SearchState.CANCELLED]
    workspace.stop()  # and then all else

    assert {each.state for each in store.searches.kept()} == {SearchState.CANCELLED}


def test_a_search_whose_server_was_killed_goes_on_from_its_best_plan(
    store: Store, patient: threading.Event
) -> None:
    asked(store, patient)  # and nobody closes it
    store.searches.interrupt()
    engine = DemoEngine()
    again = opened_on(store, engine=engine)
    (left,) = (each.kept for each in left_over(again))
    assert left.plan is not None
    best = store.plans.plan(left.plan)
    assert interrupted_words(again).startswith("A computation was interrupted when the planner ended: ")

    assert resume(again, left.number) is not None
    assert interrupted_words(again) == ""

    assert again.jobs.wait(10)
    assert engine.starts[-1] == best
    assert left_over(again) == ()
    assert [(each.number, each.state) for each in store.searches.kept()] == [(left.number, SearchState.DONE)]
    assert again.proposal is not None
    assert again.proposal.question.changes == (MORE,)


def test_a_search_that_was_interrupted_is_told_of_where_somebody_has_said_something_since(
    store: Store, patient: threading.Event
) -> None:
    said = SectorInput(id="n1", day=date(2024, 1, 1), who="Kari", content="Video.")
    before = store.versions.roadmap(1)
    store.versions.save(replace(before, inputs=(said,)), parent=1, author="Kari")
    asked(store, patient)
    store.searches.interrupt()
    store.versions.save(replace(before, inputs=(said, replace(said, id="n2"))), parent=2, author="Kari")
    again = opened_on(store, engine=(engine := DemoEngine()))
    (left,) = (each.kept for each in left_over(again))
    assert left.plan is not None
    best = store.plans.plan(left.plan)

    assert resume(again, left.number) is not None

    assert again.jobs.wait(10)
    assert engine.starts[-1] == best
    assert left_over(again) == ()
    assert [(each.number, each.state) for each in store.searches.kept()] == [(left.number, SearchState.DONE)]


def test_a_search_that_was_interrupted_is_let_go_by_a_press(store: Store, patient: threading.Event) -> None:
    asked(store, patient)
    store.searches.interrupt()
    again = opened_on(store)
    (left,) = left_over(again)
    assert interrupted_part(again).style == {}
    seen = again.journal.sight

    let_go(again, left.kept.number)

    assert again.journal.sight != seen  # another window that shows it lets nothing else go

    assert interrupted_part(again).style == {"display": "none"}
    assert [each.state for each in store.searches.kept()] == [SearchState.CANCELLED]


def test_a_search_whose_question_cannot_be_read_any_more_stands_in_no_pages_way(
    store: Store, patient: threading.Event
) -> None:
    asked(store, patient)
    store.searches.interrupt()
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(JOBS).values(question="?"))

    assert interrupted_words(opened_on(store)) == ""


def test_the_search_for_a_better_plan_of_the_data_goes_on_by_itself_and_is_not_told_of(store: Store) -> None:
    roadmap = store.versions.roadmap(1)
    usual = Request(roadmap=roadmap.digest, aim=USUAL, move_cost=None)
    begun(store, roadmap, usual, author="Kari", scenario=0).tell(demo_plan(roadmap))
    store.searches.interrupt()

    assert left_over(opened_on(store)) == ()


def test_fewest_changes_go_on_counting_from_the_plan_that_stands(
    store: Store, patient: threading.Event
) -> None:
    asked(store, patient, FEWEST_CHANGES)
    store.searches.interrupt()
    again = opened_on(store, engine=(other := DemoEngine()))
    (left,) = left_over(again)

    resume(again, left.kept.number)

    assert again.jobs.wait(10)
    assert other.aims[-1] == (FEWEST_CHANGES, again.shown.plan)


@pytest.mark.parametrize(
    ("end", "state"),
    [(Workspace.stop, SearchState.CANCELLED), (Workspace.close, SearchState.INTERRUPTED)],
)
def test_a_search_that_somebody_stops_is_over_and_one_that_ends_with_its_server_is_not(
    store: Store, patient: threading.Event, end: Callable[[Workspace], None], state: SearchState
) -> None:
    workspace = asked(store, patient)

    end(workspace)

    assert workspace.jobs.wait(10)
    assert [each.state for each in store.searches.kept()] == [state]


@dataclass
class Failing(DemoEngine):
    """An engine that breaks."""

    def solve(self, roadmap: Roadmap, **_options: object) -> Plan:
        """Break."""
        raise RuntimeError("secret reason")


def test_a_search_that_fails_is_kept_as_that(store: Store) -> None:
    workspace = opened_on(store, engine=Failing())

    workspace.propose()

    assert workspace.jobs.wait(10)
    assert [each.state for each in store.searches.kept()] == [SearchState.FAILED]


def test_a_search_that_gets_no_thread_is_kept_as_one_that_failed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    workspace = opened_on(store)
    monkeypatch.setattr(threading.Thread, "start", refuse)

    workspace.propose()

    assert [each.state for each in store.searches.kept()] == [SearchState.FAILED]


def test_a_search_for_which_another_took_the_last_room_meanwhile_does_not_wait_for_ever(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(jobs: JobRegistry) -> None:
        raise TooManyError

    workspace = opened_on(store)
    monkeypatch.setattr(JobRegistry, "_require_room", refuse)
    monkeypatch.setattr(JobRegistry, "require_room", lambda jobs: None)

    with pytest.raises(TooManyError):
        workspace.propose()

    assert [each.state for each in store.searches.kept()] == [SearchState.CANCELLED]


def test_what_cannot_be_kept_stops_no_search(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_parts: object, **_named: object) -> None:
        raise StoreError("full", Message("There is no room left."))

    workspace = opened_on(store)
    workspace.change(MORE)
    for name in ("queue", "tell", "end"):
        monkeypatch.setattr(store.searches, name, full)

    workspace.propose()

    assert workspace.jobs.wait(10)
    assert workspace.proposal is not None


def test_only_the_best_plan_is_kept_and_not_oftener_than_now_and_then(store: Store) -> None:
    now = [0.0]
    roadmap = store.versions.roadmap(1)
    search = begun(store, roadmap, Request(roadmap=roadmap.digest), author="Kari", scenario=0)
    search._clock = lambda: now[0]
    plans = [demo_plan(roadmap, late=late) for late in (3, 2, 1)]

    for plan, then in zip(plans, (0.0, 1.0, SECONDS_BETWEEN + 1), strict=True):
        now[0] = then
        search.tell(replace(plan, seconds=then))

    (kept,) = store.searches.kept()
    assert [each.number for each in store.plans.kept()] == [kept.plan]
    assert kept.plan is not None
    assert store.plans.plan(kept.plan).schedule == plans[-1].schedule
    search.end(SearchState.DONE)
    assert [line.action for line in store.log.lines()][:1] == ["queued"]


def test_what_engines_tell_first_after_a_restart_takes_no_better_plan_away(store: Store) -> None:
    roadmap = store.versions.roadmap(1)
    request = Request(roadmap=roadmap.digest)
    good, bad = replace(demo_plan(roadmap), seconds=3.0), demo_plan(roadmap, late=4)
    begun(store, roadmap, request, author="Kari", scenario=0).tell(good)
    store.searches.interrupt()

    again = begun(store, roadmap, request, author="Kari", scenario=0)
    assert again.start(None) == good
    again.tell(replace(bad, seconds=1.0, bound=good.bound))

    (kept,) = store.searches.kept()
    assert kept.plan is not None
    assert store.plans.plan(kept.plan).schedule == good.schedule
    assert (kept.best, kept.seconds) == (good.score, 4.0)
