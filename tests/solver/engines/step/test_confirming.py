"""What one solver proves is told only where another proves it too: with a first one that lies."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap
from support.planned import a_plan_of, planned, start_of

from planner.language import in_language
from planner.model import FINISH, VALUE, Kept, Objective, ObjectiveKind, Plan, Roadmap, Status, Wish
from planner.problem import Problem
from planner.say import verdict_words
from planner.solver import others_kept
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.engines.step import confirming, engine, wishes
from planner.solver.engines.step.answer import ModelResult
from planner.solver.engines.step.confirming import confirmed, is_refuted
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.parts import FreePart, PartEngine
from planner.solver.engines.step.rows import RowModel
from planner.solver.engines.step.sums import Sum, Variable
from planner.solver.engines.step.used import Used
from planner.why import DateVerdict, Explainer

LONG = Allowance(seconds=60.0)
IMPOSSIBLE = ModelResult(Verdict.INFEASIBLE)


def a_late_plan() -> Plan:
    """Give a plan in which a measure of one phase starts later than it could, which saves some interest."""
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1, cost=9e6)))
    return a_plan_of(roadmap, planned("a", 4, 5))


def say_impossible(self: StepEngine, solve: Any, parameters: Any, *asked: Any) -> ModelResult:
    """Lie that nothing is possible, but where only waves are worked out, with no decision left."""
    is_of_waves = parameters.highs.double_options
    return truly(self, solve, parameters, *asked) if is_of_waves else IMPOSSIBLE


def say_the_worst_is_best(self: StepEngine, *asked: Any) -> ModelResult:
    """Lie that the worst there is is the best."""
    aim, is_maximised = self.steps.objective, self.steps.model.objective.is_maximize
    self.steps.aim_at(aim, maximise=not is_maximised)
    worst = truly(self, *asked)
    self.steps.aim_at(aim, maximise=is_maximised)
    return worst


truly = StepEngine._run


@pytest.mark.parametrize("lie", [say_impossible, say_the_worst_is_best])
def test_a_solver_that_lies_changes_no_verdict(monkeypatch: pytest.MonkeyPatch, lie: object) -> None:
    plan = a_late_plan()
    before = Explainer(plan).reason(start_of("a"))
    assert before.verdict is DateVerdict.CHOSEN

    monkeypatch.setattr(engine.StepEngine, "_run", lie)

    after = Explainer(plan).reason(start_of("a"))
    assert after.verdict is before.verdict
    assert after.loss == pytest.approx(before.loss)


def test_a_solver_that_lies_makes_no_cell_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = a_late_plan()
    assert plan.schedule is not None
    asked = others_kept(plan.roadmap, VALUE, plan.schedule).asked_for(Wish(date=start_of("a"), by=3), ("a",))

    monkeypatch.setattr(engine.StepEngine, "_run", say_impossible)

    assert asked.allows(plan.roadmap, VALUE, seconds=60.0) is not Verdict.INFEASIBLE


def test_a_solver_that_lies_leaves_no_roadmap_without_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = StepEngine(a_late_plan().roadmap, FINISH)

    monkeypatch.setattr(engine.StepEngine, "_run", say_impossible)

    verdict, schedule = steps.any_schedule(LONG)
    assert verdict is Verdict.OPTIMAL
    assert schedule is not None


@pytest.mark.parametrize("lie", ["_run", "is_refuted"])
def test_of_many_measures_too_no_solver_alone_tells_that_there_is_no_plan(
    monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    steps = StepEngine(a_late_plan().roadmap, FINISH)
    monkeypatch.setattr(engine, "LARGE", 0)
    monkeypatch.setattr(engine, "second_opinion", lambda *_asked: ModelResult(Verdict.UNKNOWN))
    if lie == "_run":
        monkeypatch.setattr(engine.StepEngine, "_run", say_impossible)
    else:
        monkeypatch.setattr(engine, "is_refuted", lambda *_asked: True)

    assert steps.any_schedule(LONG) == (Verdict.UNKNOWN, None)


def test_of_many_measures_too_what_both_solvers_refute_is_told_as_impossible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 9), optional=False))
    monkeypatch.setattr(engine, "LARGE", 0)
    answers = iter([ModelResult(Verdict.UNKNOWN)])  # at first it comes to no end
    truly_second = confirming.second_opinion
    monkeypatch.setattr(engine, "second_opinion", lambda *asked: next(answers, None) or truly_second(*asked))

    assert StepEngine(roadmap, FINISH).any_schedule(LONG)[0] is Verdict.INFEASIBLE


def two_out_of_three() -> tuple[RowModel, list[Variable]]:
    """Give three decisions of which no two can be; the relaxation sees half of each."""
    steps = RowModel()
    decisions = [steps.model.add_binary_variable(name=each) for each in "abc"]
    for one, other in ((0, 1), (1, 2), (0, 2)):
        steps.at_most(Sum((1.0, decisions[one]), (1.0, decisions[other])), 1.0)
    return steps, decisions


def test_what_only_whole_numbers_forbid_is_proved_by_the_second_solver_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps, decisions = two_out_of_three()
    steps.at_least(Sum(*((1.0, each) for each in decisions)), 1.5)

    assert not is_refuted(steps, 60.0)
    assert confirmed(steps, IMPOSSIBLE, LONG).verdict is Verdict.INFEASIBLE

    monkeypatch.setattr(confirming, "second_opinion", lambda *_asked: ModelResult(Verdict.UNKNOWN))
    assert confirmed(steps, IMPOSSIBLE, LONG).verdict is Verdict.UNKNOWN


def test_what_is_said_to_be_best_is_so_only_where_the_second_solver_finds_no_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps, decisions = two_out_of_three()
    steps.aim_at(Sum(*((1.0, each) for each in decisions)), maximise=True)
    poor = ModelResult(Verdict.OPTIMAL, dict.fromkeys(decisions, 0.0), 0.0)

    better = confirmed(steps, poor, LONG)

    assert better.verdict is Verdict.OPTIMAL
    assert better.values is not None
    assert steps.objective.value(better.values) == pytest.approx(1.0)
    assert confirmed(steps, better, LONG).values is better.values
    monkeypatch.setattr(confirming, "second_opinion", lambda *_asked: ModelResult(Verdict.UNKNOWN))
    assert confirmed(steps, poor, LONG).verdict is Verdict.FEASIBLE


def test_the_model_is_as_whole_as_before_and_aims_at_the_same() -> None:
    steps, decisions = two_out_of_three()
    steps.aim_at(Sum((1.0, decisions[0])), maximise=True)
    aim = steps.objective

    confirmed(steps, ModelResult(Verdict.OPTIMAL, dict.fromkeys(decisions, 0.0), 0.0), LONG)
    is_refuted(steps, 60.0)

    assert all(each.integer and (each.lower_bound, each.upper_bound) == (0.0, 1.0) for each in decisions)
    assert steps.objective is aim
    assert steps.model.objective.is_maximize


def shares_that_hardly_grow() -> RowModel:
    """Give rows that HiGHS 1.12 calls impossible beside any whole number, though 0 keeps all of them.

    They are what was left of the rows around a service of the default data, each loosened by a ten-millionth,
    when all were taken away of which it said the same without.
    """
    steps, tiny = RowModel(), 1e-7
    steps.model.add_binary_variable(name="whole")
    shares = [_rising(steps, tiny) for _rollout in range(2)]
    for later, limit in ((5, 6.756112643111215), (6, tiny)):
        row = Sum()
        for curve in shares:
            row.add(143.61, curve[later])
            row.add(-143.61, curve[later - 1])
        steps.at_most(row, limit)
    return steps


def _rising(steps: RowModel, tiny: float) -> list[Variable]:
    """Give shares of which each is at most a part of the one before, but for next to nothing."""
    curve = [steps.model.add_variable(lb=0.0, ub=1.0) for _period in range(8)]
    steps.at_most(Sum((1.0, curve[0])), tiny)
    for period in range(1, 8):
        factor = 0.85 if period % 2 else 0.484
        steps.at_most(Sum((1.0, curve[period]), (-factor, curve[period - 1])), tiny)
    return curve


def test_rows_that_nothing_breaks_are_not_called_impossible() -> None:
    steps = shares_that_hardly_grow()

    assert confirmed(steps, IMPOSSIBLE, LONG).verdict is not Verdict.INFEASIBLE


OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)


def under_way_at_its_level(missed: float) -> tuple[Roadmap, Objective, Plan]:
    """Give a plan whose open work is above the level it keeps by a share of that, which the judge accepts."""
    begun = replace(a_measure("begun", a_phase("build", 3)), status=Status.STARTED)
    roadmap = a_roadmap(begun, a_measure("a", a_phase("build", 1)))
    plan = a_plan_of(roadmap, planned("begun", 0, 3), planned("a", 4, 5))
    level = 3.0 * (1 - missed)
    aim = replace(VALUE, kept=(Kept(objective=OPEN_WORK, level=level, reached=level, loss=0.0),))
    return roadmap, aim, plan


def test_what_a_plan_has_itself_keeps_a_level_that_it_passes_by_its_tolerance() -> None:
    roadmap, aim, plan = under_way_at_its_level(5e-7)
    assert plan.schedule is not None
    for free in ("a", "begun"):
        part = PartEngine(FreePart(Used(Problem(roadmap), plan.schedule), [free]), aim)

        assert part.finds_any(LONG) is not Verdict.INFEASIBLE, free
        assert not is_refuted(part.steps, None), free


def test_of_many_measures_the_relaxation_tells_what_is_lost_where_the_best_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = a_late_plan()
    exact = Explainer(plan).reason(start_of("a"))
    monkeypatch.setattr(wishes, "LARGE", 0)
    monkeypatch.setattr(PartEngine, "decide_anew", lambda *_asked, **_how: (Verdict.UNKNOWN, None))

    found = Explainer(plan).reason(start_of("a"))

    assert found.verdict is DateVerdict.CHOSEN
    assert found.loss is not None
    assert found.least_loss is not None
    assert exact.loss is not None
    assert 0 < found.least_loss <= exact.loss + 1.0
    assert exact.loss <= found.loss + 1.0
    with in_language("en"):
        assert "would lose between NOK" in verdict_words(plan, found)


def test_of_many_measures_the_relaxation_refutes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 3)), a_measure("b", a_phase("build", 1)))
    roadmap = replace(roadmap, dependencies=(a_link("a", "b"),))
    plan = a_plan_of(roadmap, planned("a", 0, 3), planned("b", 3, 4))
    assert plan.schedule is not None
    monkeypatch.setattr(wishes, "LARGE", 0)
    monkeypatch.setattr(engine.StepEngine, "_run", lambda *_asked: ModelResult(Verdict.UNKNOWN))

    found = others_kept(roadmap, VALUE, plan.schedule).best(Wish(date=start_of("b"), by=2), ("b",))

    assert found.verdict is Verdict.INFEASIBLE


def test_that_a_roadmap_is_impossible_is_told_only_where_it_is_proved_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)))
    monkeypatch.setattr(StepEngine, "_run", say_impossible)

    answer, schedule = StepEngine(roadmap, FINISH).prove(LONG)

    assert answer.verdict is Verdict.OPTIMAL  # as the second solver finds
    assert schedule is not None
    assert schedule.selected == ("a",)


def test_that_a_roadmap_is_impossible_is_not_told_where_no_time_is_left_to_prove_it_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)))
    monkeypatch.setattr(StepEngine, "_run", say_impossible)
    monkeypatch.setattr(confirming, "second_opinion", lambda *_asked: ModelResult(Verdict.UNKNOWN))

    assert StepEngine(roadmap, FINISH).prove(LONG)[0].verdict is Verdict.UNKNOWN


def test_what_is_impossible_is_told_so() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 9), optional=False))

    assert StepEngine(roadmap, FINISH).prove(LONG)[0].verdict is Verdict.INFEASIBLE
