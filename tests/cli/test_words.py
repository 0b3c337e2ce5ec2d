"""What is kept and what is asked for, in the words of the terminal and of the table of scenarios."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.builders import a_measure, a_phase, a_roadmap_with_everything, its_schedule

from planner.cli.commands.plan import show
from planner.cli.side_by_side import COLUMNS_OF_WORDS, ResultRow, heads
from planner.language import in_language
from planner.model import (
    COVERAGE,
    VALUE,
    Aim,
    Before,
    Fault,
    FaultKind,
    Kept,
    Objective,
    ObjectiveKind,
    Part,
    Plan,
    PlanStatus,
    Status,
)
from planner.say import aim_sentence, kept_words
from planner.say.objectives import objective_word
from planner.scenario import Scenario

OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
KEPT = (
    Kept(objective=OPEN_WORK, level=42.0, reached=40.0, loss=0.05),
    Kept(objective=COVERAGE, level=2.0),
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English."""
    with in_language("en"):
        yield


def a_plan(objective: Objective = VALUE) -> Plan:
    """Give a plan of everything, with one started measure."""
    roadmap = a_roadmap_with_everything()
    started = a_measure("c", a_phase(), status=Status.STARTED)
    return Plan(
        roadmap=replace(roadmap, measures=(*roadmap.measures, started)),
        objective=objective,
        status=PlanStatus.FEASIBLE,
        schedule=its_schedule(),
        score=1.0,
    )


def test_what_is_kept_is_said_with_its_level_and_what_it_was_taken_from() -> None:
    open_work, coverage = (kept_words(a_plan(), kept) for kept in KEPT)

    assert open_work.startswith("open work of started measures at most 42.0")
    assert "within 5% of 40.0" in open_work
    assert coverage == "coverage at least 2.00"


@pytest.mark.parametrize("kind", ObjectiveKind)
def test_every_objective_has_a_name(kind: ObjectiveKind) -> None:
    parts = (Part(objective=VALUE, weight=1.0),) if kind is ObjectiveKind.WEIGHTED else ()
    baseline = its_schedule() if kind is ObjectiveKind.STABILITY else None

    assert objective_word(Objective(kind=kind, parts=parts, baseline=baseline))


def test_the_table_of_scenarios_loses_neither_faults_nor_what_is_kept() -> None:
    scenario = Scenario(name="S")
    faulty = replace(
        a_plan(replace(VALUE, kept=KEPT)),
        faults=(Fault(kind=FaultKind.FAILED, method="prices", detail="it rained"),),
    )
    without = replace(faulty, schedule=None, score=None, status=PlanStatus.UNKNOWN)

    for plan in (faulty, without):
        cells = ResultRow(scenario, plan).cells
        assert len(cells) == len(heads())
        assert "at most 42.0" in cells[-1]
        assert "it rained" in cells[-1]
    assert ResultRow(scenario, a_plan()).cells[-1] == "–"
    assert len(ResultRow(scenario, None).cells) == len(heads())


def test_an_aim_is_named_with_what_comes_first() -> None:
    aim = Aim(name="balance", long_term=0.3, before=(Before(name="levelling"), Before(name="finish")))

    assert aim_sentence(aim, None) == (
        "even load first, then earliest finish, then balance, 30% of the way to the long-term target picture"
    )


def test_the_remarks_stand_to_the_left_as_words_do() -> None:
    shown = [heads()[column] for column in COLUMNS_OF_WORDS]

    assert shown == ["Scenario", "Best at", "Status", "Difference from unchanged", "Remarks"]


def test_what_is_kept_is_told_once_for_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    plan = a_plan()
    plan = replace(plan, objective=replace(plan.objective, kept=KEPT))

    show(plan, as_json=False)

    said = capsys.readouterr().out
    assert "Started measures come first" in said
    assert said.count("Kept") == 1
