"""The order of the steps: nothing is planned unchecked, nothing is shown unjudged."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_roadmap_with_everything, its_schedule

import planner
from planner import verify as verify_module
from planner.files import write_csv, write_plan
from planner.language import in_language, worded
from planner.model import (
    FINISH,
    VALUE,
    Aim,
    Before,
    Fault,
    FaultKind,
    Finding,
    ObjectiveKind,
    PeriodLength,
    Plan,
    PlanStatus,
    Roadmap,
    Schedule,
    errors,
    give_way,
    giving_way,
    turns,
)
from planner.objectives import balance
from planner.pipeline import (
    DataError,
    first_plan,
    goal,
    judging,
    load,
    load_scenario,
    read_plan,
    read_roadmap,
    solve,
    solving,
)
from planner.pipeline.judging import JudgedSearch, StopOrClock
from planner.results import score
from planner.solver import Progress, Stage


def a_plan(roadmap: Roadmap) -> Plan:
    """Give a lawful plan of the roadmap with everything."""
    worth = score(roadmap, VALUE, its_schedule())
    return Plan(
        roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=its_schedule(), score=worth
    )


def broken(plan: Plan) -> Plan:
    """Give the same plan with a phase that starts too early."""
    assert plan.schedule is not None
    first, second = plan.schedule.phases
    early = replace(plan.schedule, phases=(first, replace(second, start=0, end=1)))
    return replace(plan, schedule=early)


def test_reading_gives_the_roadmap_and_what_is_worth_knowing(tmp_path: Path) -> None:
    write_csv(a_roadmap_with_everything(), tmp_path)

    outcome = load(tmp_path)

    assert outcome.can_be_planned
    assert outcome.roadmap == a_roadmap_with_everything()
    assert read_roadmap(tmp_path / "veikart.csv") == outcome.roadmap


def test_errors_carry_their_place_in_the_files(tmp_path: Path) -> None:
    write_csv(a_roadmap(a_measure("a", a_phase()), dependencies=(a_link("b", "a"),)), tmp_path)

    with pytest.raises(DataError) as refused:
        read_roadmap(tmp_path)

    (finding,) = refused.value.findings
    assert (finding.table, finding.row, finding.column) == ("avhengigheter", 2, "forgjenger")


def test_a_roadmap_with_an_error_is_not_planned() -> None:
    with pytest.raises(DataError):
        solve(a_roadmap(a_measure("a", a_phase()), dependencies=(a_link("b", "a"),)))


def test_amounts_that_no_engine_can_add_up_are_refused_by_name() -> None:
    tiny = a_measure("a", a_phase("build", 1, nhn=1e-9))
    huge = a_measure("b", a_phase("build", 1, nhn=1e9))

    for plan in (first_plan, solve):
        with pytest.raises(DataError, match=r"NHN|nhn"):
            plan(a_roadmap(tiny, huge))


def test_an_unknown_objective_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="beauty"):
        first_plan(a_roadmap_with_everything(), "beauty")


class Recorder:
    """Stands in for the solver: keeps what it is asked for, and gives a lawful plan."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}

    def __call__(self, roadmap: Roadmap, **options: Any) -> Plan:
        """Take down the options."""
        self.asked = options
        objective = options["objective"]
        return replace(a_plan(roadmap), objective=objective, score=score(roadmap, objective, its_schedule()))


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Put a recorder in the solver's place."""
    recorder = Recorder()
    monkeypatch.setattr(solving, "make_plan", recorder)
    return recorder


def test_stages_and_workers_reach_the_solver(recorder: Recorder) -> None:
    stages = (Stage(objective=VALUE, loss=0.02), Stage(objective=FINISH))

    solve(a_roadmap_with_everything(), objective="levelling", before=stages, workers=3)

    assert recorder.asked["before"] == stages
    assert recorder.asked["effort"].workers == 3
    assert recorder.asked["objective"].kind is ObjectiveKind.LEVELLING


def test_balance_and_stability_by_name_take_what_they_are_measured_against(recorder: Recorder) -> None:
    roadmap = a_roadmap_with_everything()

    plan = solve(roadmap, objective="balance", long_term=0.3)
    assert recorder.asked["objective"] == balance(roadmap, 0.3)
    assert plan.schedule is not None

    plan = solve(roadmap, objective="stability", baseline=a_plan(roadmap))
    assert recorder.asked["objective"].baseline == its_schedule()
    assert recorder.asked["start"] == a_plan(roadmap)
    assert plan.score == 0.0


def test_a_goal_is_what_an_aim_asks_of_one_roadmap(tmp_path: Path) -> None:
    roadmap = a_roadmap_with_everything()
    write_plan(a_plan(roadmap), tmp_path / "plan.json")
    aim = Aim(
        name="balance",
        long_term=0.5,
        baseline=str(tmp_path / "plan.json"),
        before=(Before(name="stability", loss=0.1), Before(name="value")),
    )

    found = goal(roadmap, aim)

    stable, value = found.before
    assert found.objective == balance(roadmap, 0.5)
    assert (stable.objective.baseline, stable.loss) == (its_schedule(), 0.1)
    assert (value.objective, value.loss) == (VALUE, 0.0)


def test_a_baseline_that_cannot_be_used_is_a_finding(tmp_path: Path) -> None:
    roadmap = a_roadmap_with_everything()
    aim = Aim(name="stability", baseline=str(tmp_path / "plan.json"))
    with pytest.raises(DataError, match=r"plan\.json"):
        goal(roadmap, aim)

    months = replace(roadmap.calendar, period=PeriodLength.MONTH)
    write_plan(a_plan(roadmap), tmp_path / "plan.json")
    with pytest.raises(DataError) as refused:
        goal(replace(roadmap, calendar=months), aim)
    assert [(each.code, each.table) for each in refused.value.findings] == [("bad_baseline", "plan.json")]


def test_a_plan_the_judge_refuses_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = a_roadmap_with_everything()
    monkeypatch.setattr(solving, "make_first_plan", lambda *_: broken(a_plan(roadmap)))

    plan = first_plan(roadmap)

    assert plan.schedule is None
    assert plan.status is PlanStatus.UNKNOWN


def a_search(*told: Plan, ends: Plan) -> Callable[..., Plan]:
    """Give a search that tells of some plans and then ends with another."""

    def search(roadmap: Roadmap, **options: Any) -> Plan:
        for plan in told:
            options["progress"](Progress(seconds=0.1, best=plan.score, bound=plan.bound, plan=plan))
        return ends

    return search


def test_when_the_last_plan_is_refused_the_last_lawful_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = a_roadmap_with_everything()
    good = a_plan(roadmap)
    bad = replace(broken(good), faults=(Fault(kind=FaultKind.FAILED, method="prices", detail="it rained"),))
    shown: list[Plan] = []
    monkeypatch.setattr(solving, "make_plan", a_search(good, bad, ends=bad))

    plan = solve(roadmap, progress=shown.append)

    assert plan.schedule == good.schedule
    assert plan.status is PlanStatus.FEASIBLE
    assert plan.faults[0] == bad.faults[0]
    assert len(plan.faults) == 2
    assert {id(each.schedule) for each in shown} == {id(good.schedule)}


def test_where_judging_is_slow_most_plans_on_the_way_are_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roadmap = a_roadmap_with_everything()
    plans = [
        replace(a_plan(roadmap), schedule=replace(its_schedule()), bound=1e12 - number)
        for number in range(20)
    ]
    clock = Clock()
    judged: list[Plan] = []

    def slowly(plan: Plan) -> Plan:
        clock.now += 10.0
        judged.append(plan)
        return plan

    monkeypatch.setattr(judging, "time", clock)
    monkeypatch.setattr(judging, "accepted", slowly)
    monkeypatch.setattr(solving, "make_plan", a_search(*plans, ends=plans[-1]))
    shown: list[Plan] = []

    plan = solve(roadmap, progress=shown.append)

    assert [each.schedule for each in judged] == [plans[0].schedule, plans[-1].schedule]
    assert [each.bound for each in shown] == [each.bound for each in plans]
    assert all(each.schedule is plans[0].schedule for each in shown)
    assert replace(plan, request=None) == plans[-1]


def test_a_schedule_that_has_been_judged_is_judged_once_and_its_new_claims_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = a_plan(a_roadmap_with_everything())
    judged: list[Schedule] = []
    rules = verify_module.judge

    def counted(roadmap: Roadmap, schedule: Schedule) -> list[Finding]:
        judged.append(schedule)
        return rules(roadmap, schedule)

    monkeypatch.setattr(verify_module, "judge", counted)
    assert good.score is not None
    lie = replace(good, score=good.score * 2)
    for last in (replace(good, bound=good.score * 3), lie):
        judged.clear()
        monkeypatch.setattr(solving, "make_plan", a_search(good, ends=last))

        plan = solve(good.roadmap)

        assert judged == [good.schedule]
        assert plan.score == good.score


def test_a_search_ends_early_enough_to_judge_its_last_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    good, clock = a_plan(a_roadmap_with_everything()), Clock()
    ended: list[bool] = []

    def slowly(plan: Plan, **_: bool) -> Plan:
        clock.now += 3.0
        return plan

    def search(roadmap: Roadmap, **options: Any) -> Plan:
        options["progress"](Progress(seconds=0.1, best=good.score, bound=None, plan=good))
        for now in (4.0, 9.0):
            clock.now = now
            ended.append(options["stop"].is_set())
        return good

    monkeypatch.setattr(judging, "time", clock)
    monkeypatch.setattr(judging, "accepted", slowly)
    monkeypatch.setattr(solving, "make_plan", search)

    solve(good.roadmap, seconds=8)
    clock.now = 0.0
    solve(good.roadmap, seconds=8, deterministic=True)

    assert ended == [False, True, False, False]


def test_what_judging_waits_for_others_is_no_part_of_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    good, clock = a_plan(a_roadmap_with_everything()), Clock()
    untils = list[float]()

    def wait() -> None:
        clock.now += 3.0

    def judged(plan: Plan) -> Plan:
        clock.now += 0.5
        give_way()
        return plan

    monkeypatch.setattr(judging, "time", clock)
    monkeypatch.setattr(turns, "time", clock)
    monkeypatch.setattr(judging, "accepted", judged)
    for gives_way in (None, wait):
        clock.now, stop = 0.0, StopOrClock(None)
        search = JudgedSearch(None, 8.0, stop)
        with giving_way(gives_way):
            search.take(good)
        untils.append(stop.until)

    assert untils[0] == untils[1] < math.inf


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        """Give the time."""
        return self.now


def test_a_roadmap_is_checked_once_for_reading_and_solving(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, recorder: Recorder
) -> None:
    write_csv(replace(a_roadmap_with_everything(), name="checked once"), tmp_path)
    checked: list[Roadmap] = []

    def counted(roadmap: Roadmap) -> list[Finding]:
        checked.append(roadmap)
        return []

    monkeypatch.setattr("planner.sheets.fitting.check", counted)

    solve(read_roadmap(tmp_path))

    assert len(checked) == 1


def test_a_scenario_changes_its_base_and_nothing_else(tmp_path: Path) -> None:
    write_csv(a_roadmap_with_everything(), tmp_path)
    (tmp_path / "mer.toml").write_text(
        'navn = "Mer"\nmal = "dekning"\n[[kapasitet]]\naktorgruppe = "gp"\nfaktor = 1.5\n', encoding="utf-8"
    )

    loaded = load_scenario(tmp_path / "mer.toml")

    assert loaded.scenario.aim == Aim(name="coverage")
    assert loaded.outcome.roadmap is not None
    before, after = a_roadmap_with_everything(), loaded.outcome.roadmap
    assert after.sector("gp").capacities[0].person_months.likely == pytest.approx(45.0)
    assert replace(after, sectors=before.sectors) == before


def test_the_package_gives_what_scripts_ask_for_and_says_what_it_lacks() -> None:
    assert all(callable(getattr(planner, name)) for name in planner.__all__)
    with pytest.raises(AttributeError, match="sovle"):
        planner.sovle  # noqa: B018


def test_a_saved_plan_that_somebody_changed_is_refused(tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    write_plan(a_plan(a_roadmap_with_everything()), saved)
    assert read_plan(saved).score == a_plan(a_roadmap_with_everything()).score
    assert read_plan(tmp_path) == read_plan(saved)

    write_plan(broken(a_plan(a_roadmap_with_everything())), saved)
    with pytest.raises(DataError):
        read_plan(saved)

    write_plan(replace(a_plan(a_roadmap_with_everything()), score=9e9), saved)
    with pytest.raises(DataError):
        read_plan(saved)


def test_a_date_in_a_scenario_was_told_as_another_of_another_file(tmp_path: Path) -> None:
    (tmp_path / "veikart.csv").write_text("id;navn;varighet\na;A;2\nb;B;2\n", encoding="utf-8")
    (tmp_path / "forutsetninger.csv").write_text("nøkkel;verdi\nstatusdato;2025-01-01\n", encoding="utf-8")
    (tmp_path / "avhengigheter.csv").write_text("forgjenger;etterfølger\na;b\n", encoding="utf-8")
    pins = ("2025-09-01", "2025-03-01")
    changes = [f'[[tiltak]]\nid = "b"\nlast_start = {day}\n' for day in pins]
    (tmp_path / "mars.toml").write_text("".join(['grunnlag = "."\n', *changes]), encoding="utf-8")

    with in_language("en"):
        found = errors(load_scenario(tmp_path / "mars.toml").outcome.findings)

    assert [(each.table, each.row, worded(each.column), each.changed_in) for each in found] == [
        ("veikart", 3, "låst_start", "mars.toml, tiltak 2, last_start")
    ]
    assert str(found[0].message).startswith("b/gjennomføring is pinned to 1 March 2025, ")
