"""Which rows cannot hold together: the smallest sets, in the rows a person wrote."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_requirement,
    a_roadmap,
    a_rollout,
    day_of,
)
from support.seeds import drawn
from support.strategies import random_roadmap, random_roadmap_with_requirements

from planner.check import check
from planner.model import Deadline, Estimate, Mode, Phase, RequirementKind, Roadmap, Schedule, Status, errors
from planner.solver import Granted, Verdict, any_schedule
from planner.solver.contract.allowance import Allowance
from planner.solver.engines.step.engine import StepEngine
from planner.verify import judge
from planner.why import Cell, CellKind, Diagnosis, DiagnosisState, diagnosis_of, released, rows_that_count
from planner.why.conflicts import RowsInForce
from planner.why.deciding import Decider
from planner.why.diagnosis import MOST_CONFLICTS

LONG = 300.0
SOON = Deadline(day=day_of(4))


def conflicts(roadmap: Roadmap, wishes: Sequence[Cell] = ()) -> Diagnosis:
    """Tell what stands against what, without repairs."""
    numbered = {cell: number for number, cell in enumerate(wishes, start=1)}
    return diagnosis_of(roadmap, numbered, seconds=LONG, repairs=False)


def kinds(found: Diagnosis) -> list[set[tuple[str, str]]]:
    """Give kind and owner of each cell, conflict by conflict."""
    return [
        {(cell.kind.value, cell.measure or cell.sector) for cell in each.conflict.cells}
        for each in found.conflicts
    ]


def test_a_chain_that_is_too_long_names_its_links_durations_and_the_date() -> None:
    late = a_measure("b", a_phase("build", 3), deadline=SOON)
    found = conflicts(
        a_roadmap(
            a_measure("a", a_phase("build", 2)),
            late,
            a_measure("c", a_phase("build", 1)),
            dependencies=(a_link("a", "b"), a_link("c", "a")),
        )
    )

    assert found.state is DiagnosisState.IMPOSSIBLE
    assert kinds(found) == [
        {("duration", "a"), ("duration", "b"), ("link", ""), ("deadline", "b"), ("mandatory", "b")}
    ]
    assert found.conflicts[0].conflict.is_smallest


def test_what_clashes_on_capacity_names_the_sector_and_both() -> None:
    both = (a_measure(name, a_phase("build", 3, nhn=3.0), deadline=SOON) for name in "ab")
    found = conflicts(a_roadmap(*both, sectors=(a_deliverer(capacity=4.0),)))

    (only,) = kinds(found)
    assert {("capacity", "nhn"), ("mandatory", "a"), ("mandatory", "b")} <= only
    assert {("deadline", "a"), ("deadline", "b"), ("duration", "a"), ("duration", "b")} <= only


def test_two_ways_that_are_both_too_much_are_left_to_the_exact_model() -> None:
    modes = tuple(
        Mode(name=f"{asked}", duration=Estimate.sure(3), demands=a_phase(nhn=asked).modes[0].demands)
        for asked in (5.0, 6.0)
    )
    roadmap = a_roadmap(a_measure("a", Phase(id="build", modes=modes)), sectors=(a_deliverer(capacity=4.0),))

    assert errors(check(roadmap)) == []
    (only,) = kinds(conflicts(roadmap))
    assert only == {("capacity", "nhn"), ("mandatory", "a"), ("duration", "a")}


@pytest.fixture
def asked_exactly(monkeypatch: pytest.MonkeyPatch) -> list[Verdict]:
    """Treat every roadmap as large, and give what the exact model says of those that it is asked about."""
    said, ask = list[Verdict](), StepEngine.any_schedule

    def any_schedule(engine: StepEngine, effort: Allowance) -> tuple[Verdict, Schedule | None]:
        found = ask(engine, effort)
        said.append(found[0])
        return found

    monkeypatch.setattr("planner.solver.search.any_schedule.LARGEST", 0)
    monkeypatch.setattr(StepEngine, "any_schedule", any_schedule)
    return said


def test_what_the_relaxation_refutes_is_narrowed_by_it_and_shown_by_the_exact_model(
    asked_exactly: list[Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.solver.search.any_schedule._quick", lambda _roadmap, **_how: iter(()))
    both = (a_measure(name, a_phase("build", 3, nhn=2.0)) for name in "ab")  # both run in the third of five
    roadmap = a_roadmap(*both, sectors=(a_deliverer(capacity=3.0),), periods=5)
    assert errors(check(roadmap)) == []
    cells = rows_that_count(roadmap)
    counting = RowsInForce(roadmap, cells, Decider(LONG))

    assert not counting.allows(cells)
    assert all(counting.allows([other for other in cells if other != cell]) for cell in cells)
    assert asked_exactly == []
    assert all(
        counting.shown([other for other in cells if other != cell]).schedule is not None for cell in cells
    )
    assert asked_exactly
    assert {cell.kind for cell in cells} == {CellKind.CAPACITY, CellKind.DURATION, CellKind.MANDATORY}
    assert conflicts(roadmap).conflicts[0].conflict.is_smallest


def test_what_only_whole_numbers_forbid_is_found_all_the_same(asked_exactly: list[Verdict]) -> None:
    three = (a_measure(name, a_phase("build", 2, nhn=2.0)) for name in "abc")
    roadmap = a_roadmap(*three, sectors=(a_deliverer(capacity=3.0),), periods=5)
    assert errors(check(roadmap)) == []

    (found,) = conflicts(roadmap).conflicts

    assert found.conflict.is_smallest
    assert len([cell for cell in found.conflict.cells if cell.kind is CellKind.DURATION]) == 3
    assert Verdict.INFEASIBLE in asked_exactly


def test_a_circle_is_told_by_its_links() -> None:
    found = conflicts(
        a_roadmap(
            *(a_measure(each, a_phase()) for each in "ab"),
            dependencies=(a_link("a", "b"), a_link("b", "a")),
        )
    )

    (only,) = found.conflicts
    assert [cell.kind for cell in only.conflict.cells][:2] == [CellKind.LINK, CellKind.LINK]


def test_what_nothing_that_can_be_changed_forbids_is_told_as_that() -> None:
    running = a_measure("a", a_phase("build", 9), optional=False)
    found = conflicts(a_roadmap(replace(running, status=Status.STARTED)))

    assert found.state is DiagnosisState.IMPOSSIBLE
    assert [each.conflict.cells for each in found.conflicts] == [()]


def test_each_impossible_wish_gets_its_own_conflict_and_the_rest_a_plan() -> None:
    measures = [a_measure(each, a_phase("build", 3), deadline=Deadline(day=day_of(2))) for each in "abc"]
    wishes = [Cell(kind=CellKind.DEADLINE, measure=each) for each in "abc"]
    roadmap = a_roadmap(*measures, a_measure("d", a_phase("build", 3)))

    found = conflicts(roadmap, wishes)

    assert [{kind for kind in each if kind[0] == "deadline"} for each in kinds(found)] == [
        {("deadline", each)} for each in "abc"
    ]
    assert found.rest is not None
    assert judge(released(roadmap, wishes), found.rest) == []


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let no question on a wish alone be settled, and give the seconds that each was to have."""
    given = list[float]()

    def asked(roadmap: Roadmap, *, seconds: float, exact: bool, relax: bool) -> Granted:
        if exact:
            return any_schedule(roadmap, seconds=seconds, exact=exact, relax=relax)
        given.append(seconds)
        return Granted(verdict=Verdict.UNKNOWN)

    monkeypatch.setattr("planner.why.deciding.any_schedule", asked)
    return given


def wished_for(count: int) -> list[Cell]:
    return [Cell(kind=CellKind.DEADLINE, measure=f"m{number:02}") for number in range(count)]


def sharing_who_builds(wishes: Sequence[Cell]) -> Roadmap:
    """Give measures that can all meet their deadlines, and that one deliverer builds."""
    measures = [a_measure(each.measure, a_phase("build", 1, nhn=1.0), deadline=SOON) for each in wishes]
    return a_roadmap(*measures, sectors=(a_deliverer(capacity=20.0),))


def test_of_many_wishes_the_first_ten_are_looked_at_alone(looks: list[float]) -> None:
    wishes = wished_for(MOST_CONFLICTS + 1)

    assert conflicts(sharing_who_builds(wishes), wishes).state is DiagnosisState.POSSIBLE
    assert len(looks) == MOST_CONFLICTS


def test_looking_at_each_wish_alone_leaves_half_of_the_time(looks: list[float]) -> None:
    wishes = wished_for(3)

    conflicts(sharing_who_builds(wishes), wishes)

    assert len(looks) == len(wishes)
    assert sum(looks) <= LONG / 2


def test_a_wish_is_told_before_all_else() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 3), deadline=Deadline(day=day_of(2))))
    wish = Cell(kind=CellKind.DEADLINE, measure="a")

    found = conflicts(roadmap, [wish])

    assert found.conflicts[0].conflict.cells[0] == wish
    assert found.rows[wish].change == 1


def test_where_rows_stand_is_told_by_table_subject_and_field() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2), optional=True),
        rollouts=(a_rollout("a"),),
        sectors=(a_receiver(capacity=5.0),),
        requirements=(a_requirement(RequirementKind.SHARE, 4, measure="a", sector="gp", share=1.0),),
    )
    found = conflicts(roadmap)

    places = {(row.table, row.subject, row.column) for row in found.rows.values()}
    assert ("krav", "k", "share") in places
    assert ("kapasitet", "gp", "person_months") in places


@pytest.mark.parametrize("seed", drawn(8, 120))
def test_conflicts_of_random_roadmaps_forbid_and_none_of_less_does(seed: int) -> None:
    throw = (random_roadmap, random_roadmap_with_requirements)[seed % 2]
    roadmap = throw(1_000 + seed)
    found = conflicts(roadmap)

    if found.state is DiagnosisState.POSSIBLE:
        assert found.schedule is not None
        assert judge(roadmap, found.schedule) == []
    counting = rows_that_count(roadmap)
    for each in found.conflicts:
        assert each.conflict.is_smallest
        for cell, schedule in zip(each.conflict.cells, each.conflict.shown, strict=True):
            assert schedule is not None
            held = {*each.conflict.cells} - {cell}
            assert judge(released(roadmap, [one for one in counting if one not in held]), schedule) == []


def test_what_is_possible_stays_so_whatever_is_released() -> None:
    seeds = [seed for seed in range(40) if conflicts(random_roadmap(seed)).state is DiagnosisState.POSSIBLE][
        :12
    ]
    for seed in seeds:
        roadmap, dice = random_roadmap(seed), Random(seed)
        counting = rows_that_count(roadmap)
        some = [cell for cell in counting if dice.random() < 0.5]
        assert conflicts(released(roadmap, some)).state is DiagnosisState.POSSIBLE, seed


def test_without_time_nothing_is_claimed() -> None:
    late = a_measure("a", a_phase("build", 3), deadline=Deadline(day=day_of(2)))

    found = diagnosis_of(a_roadmap(late), seconds=0.0)

    assert found.state is DiagnosisState.UNSETTLED
    assert found.conflicts == ()


class StopAfter(threading.Event):
    """Is set when it has been asked some times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.left = times

    def is_set(self) -> bool:
        """Tell whether it has been asked often enough."""
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize("times", [3, 5, 8, 12, 20, 40])
def test_when_stopped_what_is_told_is_true(times: int) -> None:
    both = (a_measure(name, a_phase("build", 3, nhn=3.0), deadline=SOON) for name in "ab")
    roadmap = a_roadmap(*both, sectors=(a_deliverer(capacity=4.0),))

    found = diagnosis_of(roadmap, seconds=LONG, stop=StopAfter(times))

    counting = rows_that_count(roadmap)
    for each in found.conflicts:
        loose = released(roadmap, [cell for cell in counting if cell not in each.conflict.cells])
        assert conflicts(loose).state is DiagnosisState.IMPOSSIBLE
        assert each.conflict.is_smallest or None in each.conflict.shown
