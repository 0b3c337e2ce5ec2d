"""How long choices can wait: worked out when nothing is searched for, told as it comes, of the shown plan."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from web.demo import DemoEngine, demo_plan, demo_roadmap
from web.reading import every, text_of
from web.waiting import PATIENCE_SECONDS, WaitingEngine, meanwhile

from planner.decisions import DueDecision, OpenChoice
from planner.language import in_language
from planner.model import Plan, SectorInput
from planner.runs import Outcome
from planner.web.components.decisions.decisions import decisions, waits
from planner.web.sight import pulse
from planner.web.workspace import Workspace


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English."""
    with in_language("en"):
        yield


@dataclass
class Slow(WaitingEngine):
    """An engine that works a decision out, and then waits to be told to stop or to go on."""

    asked_for: list[int] = field(default_factory=list)

    def due_decisions(
        self, plan: Plan, *, choices: Iterable[OpenChoice] | None = None, stop: threading.Event | None = None
    ) -> Iterator[DueDecision]:
        """Give one, then wait, then give the others."""
        assert stop is not None
        left = list(choices or ())
        self.asked_for.append(len(left))
        for number, decision in enumerate(super().due_decisions(plan, choices=left)):
            if number == 1:
                self.begun.release()
            if number and not self.waits(stop):
                yield DueDecision(choice=decision.choice, room=None, outcome=Outcome.STOPPED)
                return
            yield decision


@pytest.fixture
def slow() -> Iterator[tuple[Workspace, Slow]]:
    """Give a workspace whose searches are over and whose decisions are being worked out."""
    with meanwhile(Slow()) as both:
        yield both


def told(workspace: Workspace) -> str:
    """Give what the page says of them."""
    return text_of(decisions(workspace))


def test_they_wait_until_the_search_is_over() -> None:
    engine = DemoEngine(patient=threading.Event())
    made = Workspace(demo_roadmap(), engine=engine)
    made.start()

    assert "worked out when the search for a better plan is over" in told(made)
    assert engine.patient is not None
    engine.patient.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    assert "Being worked out" not in told(made)
    made.close()


def test_their_choices_are_not_listed_before_the_search_is_over() -> None:
    engine = DemoEngine(patient=threading.Event())
    made = Workspace(demo_roadmap(), engine=engine)
    made.start()

    assert made.searches.decisions.left(made.shown.plan) is None
    assert engine.patient is not None
    engine.patient.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    assert made.searches.decisions.left(made.shown.plan) == 0
    made.close()


def test_they_come_one_by_one_and_the_window_hears_of_it(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow
    before = pulse(made)

    assert "Being worked out, 1 of" in told(made)
    assert len(every(decisions(made), "Li")) == 1
    assert not made.is_busy
    engine.go_on.set()

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert {name for name, seen in pulse(made).items() if seen != before[name]} == {"decisions", "prices"}
    assert len(every(decisions(made), "Li")) == engine.asked_for[0]


def test_a_search_puts_them_off_and_they_go_on_from_what_is_known(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow

    made.ask({"kommuner": 120})

    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    first, *later = engine.asked_for
    assert later
    assert all(count < first for count in later)
    assert len(every(decisions(made), "Li")) == first


def test_they_are_of_the_plan_on_the_screen(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    other = demo_plan(demo_roadmap(measures=12))

    made.searches.decisions.follow(other)

    assert made.jobs.wait(PATIENCE_SECONDS)
    assert made.searches.decisions.known(made.shown.plan) == []
    assert made.searches.decisions.left(other) == 0
    assert "Not worked out." in told(made)


def test_what_cannot_wait_stands_first_and_each_says_what_it_rests_on(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)

    words = told(made)

    assert "Each can wait so long if the plan may lose NOK 1.0 million" in words
    assert "It cannot wait longer than planned" in words
    assert "with all others as planned" in words
    assert "which is proved" in words
    heads = [text_of(each) for each in every(decisions(made), "H4")]
    assert len(set(heads)) == len(heads)


def test_the_side_panel_says_in_one_sentence_how_long_a_measure_can_wait(
    slow: tuple[Workspace, Slow],
) -> None:
    made, engine = slow
    assert waits(made, None) == ""
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    chosen = made.searches.decisions.known(made.shown.plan)[1].choice.date.measure

    words = waits(made, chosen)

    assert words.startswith("Its start can wait until ")
    assert words.endswith(".")
    assert "others as planned; no plan can wait beyond" in words
    assert waits(made, "no such measure") == ""


def test_work_that_fails_says_where_the_reason_stands() -> None:
    class Failing(DemoEngine):
        def due_decisions(self, plan: Plan, **_options: object) -> Iterator[DueDecision]:
            """Break."""
            raise RuntimeError("secret reason")

    made = Workspace(demo_roadmap(), engine=Failing())
    made.start()

    assert made.jobs.wait(PATIENCE_SECONDS)
    work = made.searches.decisions.work_on(made.shown.plan)
    assert work is not None
    assert f"The log says why under {work.error_id}." in told(made)
    assert "secret" not in told(made)
    made.close()


def test_what_somebody_has_said_since_leaves_them_known(slow: tuple[Workspace, Slow]) -> None:
    made, engine = slow
    engine.go_on.set()
    assert made.jobs.wait(PATIENCE_SECONDS)
    plan, known = made.shown.plan, made.searches.decisions
    said = SectorInput(id="n1", day=date(2024, 1, 1), who="Kari", content="Video.")

    carried = plan.carried_to(replace(plan.roadmap, inputs=(said,)))

    assert carried.digest != plan.digest
    assert known.known(carried) == known.known(plan) != []
