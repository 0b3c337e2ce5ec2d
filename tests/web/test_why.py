"""The page tells what stands against what where it is known that there is no plan, and only there."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_roadmap, day_of
from web.demo import DemoEngine, ExplainingEngine, demo_roadmap
from web.reading import every, text_of

from planner.check import check
from planner.language import in_language
from planner.model import VALUE, Deadline, Plan, PlanStatus, Request, Roadmap, errors
from planner.results import Facts
from planner.web.jobs import JobState
from planner.web.pages import ids
from planner.web.pages.layout import page
from planner.web.reading import DataRead
from planner.web.reading_anew import read_anew
from planner.web.sight import pulse
from planner.web.why import is_looked_for, why_no_plan
from planner.web.workspace import Workspace
from planner.why import Diagnosis, DiagnosisState, DiagnosisStep

PATIENCE_SECONDS = 60


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English."""
    with in_language("en"):
        yield


def late() -> Roadmap:
    """Give a roadmap that checking refuses: its measure takes longer than it may."""
    return a_roadmap(a_measure("a", a_phase("build", 3), deadline=Deadline(day=day_of(2))))


def clashing() -> Roadmap:
    """Give a roadmap that checking accepts, though two measures ask together for more than there is."""
    both = (a_measure(each, a_phase("build", 3, nhn=2.0)) for each in "ab")
    return a_roadmap(*both, sectors=(a_deliverer(capacity=3.0),), periods=5)


def refused(engine: DemoEngine) -> Workspace:
    """Give a workspace of data that checking refuses, where it is looked for why."""
    made = Workspace(late(), engine=engine, findings=check(late()))
    made.explain_no_plan()
    return made


def showing(roadmap: Roadmap, status: PlanStatus) -> Workspace:
    """Give a workspace whose search has come to know something of a roadmap, and has no plan."""
    workspace = Workspace(roadmap, engine=ExplainingEngine())
    workspace.decided.show(Facts(Plan(roadmap=roadmap, objective=VALUE, status=status)))
    workspace.explain_no_plan()
    return workspace


@dataclass
class Slow(ExplainingEngine):
    """An engine that tells a step, and waits until it may go on or is stopped."""

    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    go_on: threading.Event = field(default_factory=threading.Event)

    def diagnose(
        self,
        roadmap: Roadmap,
        *,
        progress: Callable[[DiagnosisStep], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Diagnosis:
        """Say that it is known to be among seven rows, and no more until it may."""
        nothing = Diagnosis(roadmap=roadmap, state=DiagnosisState.UNSETTLED)
        assert progress is not None
        assert stop is not None
        progress(DiagnosisStep(conflict=1, rows=7, known=nothing))
        self.begun.release()
        while not self.go_on.wait(0.01):
            if stop.is_set():
                return nothing
        return super().diagnose(roadmap, progress=progress, stop=stop)


@pytest.fixture
def slow() -> Iterator[tuple[Workspace, Slow]]:
    """Give a workspace of data without a plan, for which it is being looked for why."""
    engine = Slow()
    made = refused(engine)
    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    yield made, engine
    made.close()


def test_data_that_checking_refuses_is_told_why() -> None:
    workspace = refused(ExplainingEngine())
    assert workspace.jobs.wait(PATIENCE_SECONDS)

    told = text_of(page(workspace))

    assert "Why there is no plan" in told
    assert "the hard deadline of “A”, 1 July 2023" in told
    assert "1 quarter later, by 1 October 2023 (less is proved not to do)" in told


def test_what_a_search_has_proved_impossible_is_told_why() -> None:
    assert errors(check(clashing())) == []
    workspace = showing(clashing(), PlanStatus.INFEASIBLE)
    assert workspace.jobs.wait(PATIENCE_SECONDS)

    told = text_of(why_no_plan(workspace))

    assert "Cannot hold together, but with any one less there is a plan:" in told
    assert "the capacity of NHN" in told
    assert "…" not in told


def test_where_nothing_is_proved_nothing_is_told() -> None:
    assert why_no_plan(showing(clashing(), PlanStatus.UNKNOWN)) == []
    assert why_no_plan(showing(demo_roadmap(), PlanStatus.FEASIBLE)) == []
    assert why_no_plan(Workspace(demo_roadmap(), engine=DemoEngine())) == []


def test_where_the_search_has_found_none_and_proved_nothing_it_is_looked_for_all_the_same() -> None:
    class Vain(ExplainingEngine):
        def first_plan(self, roadmap: Roadmap) -> Plan:
            """Find none."""
            return Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.UNKNOWN)

        def solve(self, roadmap: Roadmap, *, request: Request, **_options: object) -> Plan:
            """Find none either."""
            return self.first_plan(roadmap)

    made = Workspace(clashing(), engine=Vain())
    made.start(improve=False)
    assert why_no_plan(made) == []

    made.searches.improve(made.decided.current, made.shown.plan)

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert "the capacity of NHN" in text_of(why_no_plan(made))
    made.close()


def test_data_that_could_not_be_read_is_told_by_its_findings_alone() -> None:
    unread = Workspace(None, engine=DemoEngine(), findings=check(late()))
    unread.explain_no_plan()

    assert why_no_plan(unread) == []


def test_while_it_is_looked_for_the_page_says_what_it_is_at(
    slow: tuple[Workspace, Slow],
) -> None:
    made, engine = slow

    told = page(made)

    assert "Conflict 1: looks for what stands against what, among 7 rows …" in text_of(told)
    (clock,) = every(told, "Interval")
    assert (clock.id, clock.disabled) == (ids.CONFLICTS_CLOCK, False)
    before = pulse(made)
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    after = pulse(made)
    assert {name for name in after if after[name] != before[name]} == {"conflicts", "work"}
    assert "the hard deadline of “A”" in text_of(why_no_plan(made))
    assert not is_looked_for(made)
    (clock,) = every(page(made), "Interval")
    assert clock.disabled


def test_what_is_known_is_told_before_the_rest(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    job, known = made.diagnoses.job, made.diagnoses.known
    assert job is not None
    assert known is not None
    step = DiagnosisStep(conflict=1, conflicts=1, change=2, changes=4, known=known)

    job.state, job.result, job.progress = JobState.RUNNING, None, step

    told = text_of(why_no_plan(made))
    assert "the hard deadline of “A”" in told
    assert "Conflict 1 of 1: tries change 2 of 4 that may mend it …" in told


def test_who_says_stop_is_told_that_not_all_is_known(slow: tuple[Workspace, Slow]) -> None:
    made, _engine = slow
    assert made.is_busy

    made.stop()

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert "Stopped before all was known." in text_of(why_no_plan(made))
    made.explain_no_plan()
    assert not is_looked_for(made), "it is not begun again for the same data"


def test_other_data_ends_the_work_on_these_and_begins_its_own() -> None:
    engine, other = Slow(), clashing()
    read = DataRead(roadmap=other, findings=tuple(check(late())))
    made = Workspace(late(), engine=engine, findings=check(late()), source=lambda _known: read)
    made.explain_no_plan()
    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    first = made.diagnoses.job

    read_anew(made)

    assert first is not None
    assert first.stop.is_set()
    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    assert first.state is JobState.STOPPED
    assert made.diagnoses.known is not None
    assert made.diagnoses.known.roadmap == other


def test_a_plan_ends_the_work_and_nothing_is_told() -> None:
    made = refused(Slow())
    job = made.diagnoses.job

    made.data.begin_anew(demo_roadmap(), ())
    made.start(improve=False)

    assert job is not None
    assert job.stop.is_set()
    assert why_no_plan(made) == []
    made.close()


def test_what_is_not_found_in_time_and_what_fails_is_told() -> None:
    class Hasty(DemoEngine):
        def diagnose(self, roadmap: Roadmap, **_options: object) -> Diagnosis:
            """Find nothing."""
            return Diagnosis(roadmap=roadmap, state=DiagnosisState.UNSETTLED)

    class Failing(DemoEngine):
        def diagnose(self, roadmap: Roadmap, **_options: object) -> Diagnosis:
            """Break."""
            raise RuntimeError("secret reason")

    hasty, failing = refused(Hasty()), refused(Failing())
    assert hasty.jobs.wait(PATIENCE_SECONDS)
    assert failing.jobs.wait(PATIENCE_SECONDS)

    assert "was not found in the time given" in text_of(why_no_plan(hasty))
    told = text_of(why_no_plan(failing))
    assert failing.diagnoses.job is not None
    assert f"The log says why under {failing.diagnoses.job.error_id}." in told
    assert "secret" not in told


def test_rows_that_contradict_each_other_are_told_by_the_findings_alone() -> None:
    class Refusing(DemoEngine):
        def diagnose(self, roadmap: Roadmap, **_options: object) -> Diagnosis:
            """Refuse it."""
            return Diagnosis(roadmap=roadmap, state=DiagnosisState.REFUSED)

    made = refused(Refusing())
    assert made.jobs.wait(PATIENCE_SECONDS)

    assert why_no_plan(made) == []
