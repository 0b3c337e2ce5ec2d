"""The runner over generated roadmaps: which cases it takes, what its rows hold, how it fails."""

import json
from typing import Any

import pytest
import waves
from apart import Apart
from resolving import CHANGES, comparison, early_score, repaired_score
from solving import Solved
from waves import Case, cases, main, options, plain_highs, row_of, work

from planner.model import PlannedPhase, Schedule, Set
from planner.pipeline import read_roadmap
from planner.results import capacity
from planner.solver import first_plan
from planner.tables import edited


def asked(*words: str) -> list[Case]:
    """Give the cases that some options ask for."""
    return list(cases(options().parse_args(words)))


def a_solution(**fields: Any) -> Solved:
    """Give what a search of a few seconds might have found."""
    given: dict[str, Any] = {
        "value": 100.0,
        "bound": 110.0,
        "status": "feasible",
        "engine": ("HiGHS",),
        "first_plan_seconds": 0.1,
        "seconds": 60.0,
        "lawful": True,
        "more": {"trace": [(0.1, 90.0, None), (4.0, 98.0, 120.0), (50.0, 100.0, 110.0)]},
    }
    return Solved(**(given | fields))


def test_both_difficulties_of_200_measures_are_measured_when_nothing_is_said() -> None:
    assert asked() == [Case(measures=200, seed=0, binding=binding) for binding in (False, True)]


def test_sizes_seeds_and_difficulties_can_be_chosen() -> None:
    found = asked("--measures", "20", "60", "--seeds", "2", "--binding", "--strict")

    assert [(case.measures, case.seed, case.binding) for case in found] == [
        (20, 0, True),
        (20, 1, True),
        (60, 0, True),
        (60, 1, True),
    ]
    assert found[0].family == "waves 20, binding, strict"


def test_the_real_graph_is_measured_alone_or_beside_sizes() -> None:
    assert [case.family for case in asked("--graph", "--slack")] == ["graph, slack"]
    assert [case.measures for case in asked("--graph", "--slack", "--measures", "20")] == [None, 20]


def test_the_planner_solves_a_small_case_lawfully_and_says_how_full_its_sectors_are() -> None:
    solved = work(Case(measures=12, seed=0, binding=True), 2.0, 2)

    assert solved.lawful is True
    assert solved.value is not None
    assert solved.more["measures_in"] <= solved.more["measures"] == 12
    assert solved.more["utilisation"]["hospitals"]["is_receiving"] is True
    assert 0 < solved.more["utilisation"]["hospitals"]["largest"] <= 1 + 1e-6
    assert solved.more["first_plan_again_seconds"] > 0
    assert solved.more["trace"]


def test_plain_highs_solves_a_small_case_lawfully(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waves, "_limit_memory", lambda megabytes: None)  # it would hold for all tests here

    found = plain_highs(Case(measures=12, seed=0, binding=False), 5.0)

    assert found.lawful is True
    assert found.value is not None
    assert found.bound is None or found.bound >= found.value * (1 - 1e-6)


def test_a_process_that_dies_becomes_a_row_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waves, "apart", lambda *_, **__: Apart(failure="its process died"))

    row = row_of(Case(measures=12, seed=3, binding=True), options().parse_args(["--peers", "plain"]))

    assert (row.name, row.family, row.status) == ("seed 3", "waves 12, binding", "failed")
    assert (row.reason, row.peers[0].reason) == ("its process died", "its process died")


def test_an_unlawful_plan_gives_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(waves, "apart", lambda *_, **__: Apart(a_solution(lawful=False), 300.0))

    code = main(["--measures", "12", "--slack", "--json"])

    row = json.loads(capsys.readouterr().out)["rows"][0]
    assert code == 1
    assert (row["memory_mb"], row["gap"]) == (300.0, pytest.approx(0.1))


def test_the_early_score_is_the_best_after_five_seconds() -> None:
    assert early_score(a_solution()) == 98.0
    assert early_score(a_solution(more={"trace": [(7.0, 1.0, None)]})) is None


@pytest.mark.parametrize("change", CHANGES)
def test_a_small_change_changes_the_default_data_and_the_old_plan_can_be_repaired(change: str) -> None:
    roadmap = read_roadmap(waves_data())
    earlier = first_plan(roadmap)
    assert earlier.schedule is not None

    changed = edited(roadmap, CHANGES[change](roadmap, earlier.schedule))

    assert changed != roadmap
    repaired = repaired_score(changed, earlier.schedule)
    assert repaired is not None
    compared = comparison(
        changed, earlier, a_solution(value=repaired, more={"trace": [(1.0, repaired, None)]})
    )
    assert (compared["first_over_repaired"], compared["early_behind"]) == (0.0, 0.0)


def test_less_capacity_lasts_for_the_second_year_only() -> None:
    roadmap = read_roadmap(waves_data())
    schedule = first_plan(roadmap).schedule
    assert schedule is not None

    changed = edited(roadmap, CHANGES["a tenth less capacity for a year"](roadmap, schedule))

    before, after = capacity(roadmap), capacity(changed)
    (sector,) = [sector for sector in before if before[sector] != pytest.approx(after[sector])]
    ratios = [b / a for a, b in zip(before[sector] or [], after[sector] or [], strict=True)]
    assert ratios == pytest.approx([1.0] * 4 + [0.9] * 4 + [1.0] * 32)


def test_the_delayed_measure_is_one_that_has_not_started() -> None:
    roadmap = read_roadmap(waves_data())
    planned = next(each for each in roadmap.measures if each.phases and not each.is_started)
    phase = planned.phases[0]
    schedule = Schedule(
        selected=(planned.id,),
        phases=(PlannedPhase(measure=planned.id, phase=phase.id, start=3, end=3 + phase.modes[0].periods),),
        rollouts=(),
    )

    (change,) = CHANGES["a measure two quarters later"](roadmap, schedule)

    assert change == Set("measures", {"id": planned.id}, "earliest_start", roadmap.calendar.date_of(5))


def waves_data() -> str:
    """Give the path of the default data."""
    from generate import DATA

    return str(DATA)
