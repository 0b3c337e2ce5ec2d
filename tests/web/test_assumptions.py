"""Which assumptions matter most: worked out when nothing is searched for, once for each roadmap, and told."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from web.demo import DEMO_SWINGS, DemoEngine, demo_plan, demo_roadmap
from web.reading import every, text_of
from web.waiting import PATIENCE_SECONDS, WaitingEngine, meanwhile

from planner.model import AssumedGroup, Basis, Provenance, Roadmap, SectorInput, Swing
from planner.report import format_named
from planner.sensitivity import Worths
from planner.web.app import create_app
from planner.web.assumptions import Assumptions
from planner.web.components.assumptions.assumptions import assumptions
from planner.web.components.tables.tables import TABLES
from planner.web.jobs import JobRegistry, JobState
from planner.web.pages import ids
from planner.web.reading import DataRead
from planner.web.reading_anew import read_anew
from planner.web.sight import pulse
from planner.web.workspace import Workspace


@dataclass
class Slow(WaitingEngine):
    """An engine that works a group out at a time, until it is told to stop or to go on."""

    known_from_before: list[Worths] = field(default_factory=list)

    def swings(
        self, roadmap: Roadmap, *, worths: Worths | None = None, stop: threading.Event | None = None
    ) -> tuple[Swing, ...]:
        """Find one worth, then wait."""
        assert worths is not None
        assert stop is not None
        self.worked_out.append(roadmap)
        self.known_from_before.append(dict(worths))
        worths[AssumedGroup.BENEFIT, "low"] = 1.0
        self.begun.release()
        return DEMO_SWINGS if self.waits(stop) else ()


@pytest.fixture
def slow() -> Iterator[tuple[Workspace, Slow]]:
    """Give a workspace whose searches are over and whose assumptions are being worked out."""
    with meanwhile(Slow()) as both:
        yield both


def told(workspace: Workspace) -> str:
    """Give what the page says of them."""
    return text_of(assumptions(workspace))


def test_they_are_worked_out_once_the_searches_are_over_and_not_before() -> None:
    engine = DemoEngine(patient=threading.Event())
    made = Workspace(demo_roadmap(), engine=engine)
    made.start()
    assert "worked out when the search for a better plan is over" in told(made)
    assert engine.worked_out == []
    assert engine.patient is not None

    engine.patient.set()

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert engine.worked_out == [made.shown.roadmap]
    assert "Benefit (80 figures): the bound moves by NOK 7,288 million" in told(made)
    assert "the difference between two such bounds" in told(made)


def test_while_they_are_worked_out_it_is_said_and_nothing_is_there_to_stop(
    slow: tuple[Workspace, Slow],
) -> None:
    made, engine = slow
    before = pulse(made)

    assert "Being worked out" in told(made)
    assert not made.is_busy
    engine.go_on.set()

    assert made.jobs.wait(PATIENCE_SECONDS)
    after = pulse(made)
    assert {name for name in after if after[name] != before[name]} == {"assumptions", "decisions", "prices"}


def test_once_they_are_known_the_end_of_the_work_is_no_news_that_would_close_what_was_opened(
    slow: tuple[Workspace, Slow],
) -> None:
    made, engine = slow
    assert not pulse(made)["assumptions"].endswith("known")
    made.searches.assumptions.learn(replace(made.shown.plan, swings=DEMO_SWINGS))
    known = pulse(made)["assumptions"]

    engine.go_on.set()

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert pulse(made)["assumptions"] == known


def test_a_search_puts_them_off_and_they_go_on_from_what_is_known(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow

    made.ask({"kommuner": 120})

    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    assert engine.known_from_before == [{}, {(AssumedGroup.BENEFIT, "low"): 1.0}]
    assert made.searches.assumptions.knows(made.shown.plan)
    assert made.proposal is not None
    assert not made.searches.assumptions.knows(made.proposal.facts.plan)


def test_another_roadmap_ends_the_work_and_each_is_worked_out_once(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow
    of_data = made.searches.assumptions.work_on(made.shown.plan)
    made.ask({"kommuner": 120})
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    engine.go_on.clear()
    first = list(engine.worked_out)

    made.accept()

    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    assert of_data is not None
    assert engine.worked_out[len(first) :] == [made.shown.roadmap]
    made.undo()
    made.redo()
    assert made.jobs.wait(PATIENCE_SECONDS)
    assert len(engine.worked_out) == len(first) + 1


def test_what_was_begun_for_a_roadmap_that_is_left_is_given_up(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow
    begun = made.searches.assumptions.work_on(made.shown.plan)
    assert begun is not None
    other = demo_roadmap(measures=12)

    made.searches.assumptions.follow(demo_plan(other))

    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    assert begun.state is JobState.STOPPED
    assert engine.worked_out[-1] == other
    assert not made.searches.assumptions.knows(made.shown.plan)
    assert "Not worked out." in told(made)


def test_data_that_is_read_anew_is_worked_out_and_what_was_known_is_known_still() -> None:
    engine, roadmaps = DemoEngine(), [demo_roadmap(measures=12), demo_roadmap()]

    def read(known: str) -> DataRead:
        roadmap = roadmaps.pop(0)
        return DataRead(roadmap=roadmap, first=demo_plan(roadmap))

    made = Workspace(demo_roadmap(), engine=engine, source=read)
    made.start()
    assert made.jobs.wait(PATIENCE_SECONDS)

    read_anew(made)
    assert made.jobs.wait(PATIENCE_SECONDS)
    read_anew(made)

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert engine.worked_out == [demo_roadmap(), demo_roadmap(measures=12)]
    assert made.searches.assumptions.knows(made.shown.plan)


def test_to_stop_the_search_is_not_to_stop_them() -> None:
    engine = DemoEngine(patient=threading.Event())
    made = Workspace(demo_roadmap(), engine=engine)
    made.start()

    made.stop()

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert made.searches.assumptions.knows(made.shown.plan)


def test_what_a_plan_holds_is_not_worked_out() -> None:
    engine = DemoEngine()
    made = Workspace(demo_roadmap(), engine=engine)

    made.start(replace(demo_plan(demo_roadmap()), swings=DEMO_SWINGS[:1]))

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert engine.worked_out == []
    assert "Benefit" in told(made)
    assert "Duration of phases" not in told(made)


def test_work_that_fails_says_where_the_reason_stands() -> None:
    class Failing(DemoEngine):
        def swings(self, roadmap: Roadmap, **_options: object) -> tuple[Swing, ...]:
            """Break."""
            raise RuntimeError("secret reason")

    made = Workspace(demo_roadmap(), engine=Failing())
    made.start()

    assert made.jobs.wait(PATIENCE_SECONDS)
    work = made.searches.assumptions.work_on(made.shown.plan)
    assert work is not None
    assert f"The log says why under {work.error_id}." in told(made)
    assert "secret" not in told(made)


def test_each_group_opens_into_its_figures_and_links_to_the_nearest_sources() -> None:
    roadmap = demo_roadmap()
    sourced = Provenance(source="https://example.org/a/report", basis=Basis.DERIVED)
    first, *others = roadmap.rollouts
    made = Workspace(
        replace(roadmap, rollouts=(replace(first, provenance=sourced), *others)), engine=DemoEngine()
    )
    made.start()
    assert made.jobs.wait(PATIENCE_SECONDS)

    shown = assumptions(made)

    opened = [each.id for each in every(shown, "Summary")]
    assert opened == [
        ids.table_summary(ids.assumed(group)) for group in (AssumedGroup.BENEFIT, AssumedGroup.DURATION)
    ]
    (link,) = every(shown, "A")
    assert (link.href, text_of(link)) == ("https://example.org/a/report", "example.org/…/report")
    assert "none in the data" in told(made)


def test_the_figures_of_a_group_are_a_table_with_both_ends(workspace: Workspace) -> None:
    capacity = TABLES[ids.assumed(AssumedGroup.RECEIVING_CAPACITY)](workspace.shown)
    duration = TABLES[ids.assumed(AssumedGroup.DURATION)](workspace.shown)

    assert duration["head"] == ["Figure", "Low", "In the plan", "High"]
    name, low, likely, high = duration["rows"][0]
    measure = workspace.base.measures[0]
    assert name.startswith(measure.name)
    assert low == likely != high
    assert "quarter" in likely
    assert capacity["rows"] == []


def test_what_is_downloaded_tells_them(workspace: Workspace) -> None:
    client = create_app(workspace, port=8099).server.test_client()
    address = f"/plan.json?lang=en&plan={workspace.decided.plan_id}"
    home = "http://127.0.0.1:8099"
    before = client.get(address, base_url=home).get_data()
    workspace.searches.assumptions.learn(replace(workspace.shown.plan, swings=DEMO_SWINGS))

    after = client.get(address, base_url=home).get_data()

    form = format_named("json")
    assert before == form.one_file(workspace.shown.plan)
    assert after == form.one_file(replace(workspace.shown.plan, swings=DEMO_SWINGS))


def test_a_plan_is_told_with_what_is_known_and_stays_the_same_until_more_is() -> None:
    plan = demo_plan(demo_roadmap(measures=4))
    known = Assumptions(JobRegistry(), lambda *_asked, **_options: ())
    assert known.told(plan) is plan

    known.learn(replace(plan, swings=DEMO_SWINGS))

    told = known.told(plan)
    assert told == replace(plan, swings=DEMO_SWINGS)
    assert known.told(plan) is told


def test_what_somebody_has_said_since_leaves_them_known() -> None:
    plan = demo_plan(demo_roadmap(measures=4))
    known = Assumptions(JobRegistry(), lambda *_asked, **_options: ())
    known.learn(replace(plan, swings=DEMO_SWINGS))
    said = SectorInput(id="n1", day=date(2024, 1, 1), who="Kari", content="Video.")

    carried = plan.carried_to(replace(plan.roadmap, inputs=(said,)))

    assert carried.digest != plan.digest
    assert known.told(carried).swings == DEMO_SWINGS
