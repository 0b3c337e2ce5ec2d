"""The order of the steps: nothing is planned unchecked, nothing is shown unjudged."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import a_link, a_measure, a_phase, a_roadmap, a_roadmap_with_everything, its_schedule

import planner
from planner import pipeline
from planner.files import write_csv, write_plan
from planner.model import COVERAGE, FINISH, VALUE, Objective, ObjectiveKind, Plan, PlanStatus, Roadmap, Sector
from planner.pipeline import DataError, first_plan, load, load_scenario, read_plan, read_roadmap, solve
from planner.results import score
from planner.solver.search import Progress


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


def test_a_rule_the_engine_does_not_honour_is_refused_by_name() -> None:
    roadmap = a_roadmap_with_everything()

    def strict(sector: Sector) -> Sector:
        return replace(sector, strict_counting=True) if sector.is_receiving else sector

    with pytest.raises(DataError, match="streng telling"):
        first_plan(replace(roadmap, sectors=tuple(map(strict, roadmap.sectors))))
    with pytest.raises(DataError, match="levelling"):
        solve(roadmap, objective=Objective(kind=ObjectiveKind.LEVELLING))


def test_objectives_go_by_name_too() -> None:
    assert pipeline.objective_named("coverage") == COVERAGE
    assert pipeline.objective_named(FINISH) is FINISH
    with pytest.raises(ValueError, match="beauty"):
        pipeline.objective_named("beauty")


def test_a_plan_the_judge_refuses_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = a_roadmap_with_everything()
    monkeypatch.setattr(pipeline, "make_first_plan", lambda *_: broken(a_plan(roadmap)))

    plan = first_plan(roadmap)

    assert plan.schedule is None
    assert plan.status is PlanStatus.UNKNOWN


def test_when_the_last_plan_is_refused_the_last_lawful_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = a_roadmap_with_everything()
    good = a_plan(roadmap)
    shown: list[Plan] = []

    def search(roadmap: Roadmap, **options: object) -> Plan:
        for plan in (good, broken(good)):
            options["progress"](Progress(seconds=0.1, best=plan.score, bound=None, plan=plan))  # type: ignore[operator]
        return broken(good)

    monkeypatch.setattr(pipeline, "make_plan", search)

    plan = solve(roadmap, progress=shown.append)

    assert plan.schedule == good.schedule
    assert plan.status is PlanStatus.FEASIBLE
    assert [each.schedule for each in shown] == [good.schedule]


def test_a_scenario_changes_its_base_and_nothing_else(tmp_path: Path) -> None:
    write_csv(a_roadmap_with_everything(), tmp_path)
    (tmp_path / "mer.toml").write_text(
        'navn = "Mer"\nmal = "dekning"\n[[kapasitet]]\naktorgruppe = "gp"\nfaktor = 1.5\n', encoding="utf-8"
    )

    loaded = load_scenario(tmp_path / "mer.toml")

    assert loaded.scenario.objective == COVERAGE
    assert loaded.outcome.roadmap is not None
    before, after = a_roadmap_with_everything(), loaded.outcome.roadmap
    assert after.sector("gp").capacities[0].person_months.likely == pytest.approx(45.0)
    assert replace(after, sectors=before.sectors) == before


def test_the_package_gives_what_scripts_ask_for_and_says_what_it_lacks() -> None:
    assert callable(planner.solve)
    assert set(planner.__all__) <= set(dir(planner)) | {"figure", "read_roadmap", "solve", "summary"}
    with pytest.raises(AttributeError, match="sovle"):
        planner.sovle  # noqa: B018


def test_a_saved_plan_that_somebody_changed_is_refused(tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    write_plan(a_plan(a_roadmap_with_everything()), saved)
    assert read_plan(saved).score == a_plan(a_roadmap_with_everything()).score

    write_plan(broken(a_plan(a_roadmap_with_everything())), saved)
    with pytest.raises(DataError):
        read_plan(saved)

    write_plan(replace(a_plan(a_roadmap_with_everything()), score=9e9), saved)
    with pytest.raises(DataError):
        read_plan(saved)
