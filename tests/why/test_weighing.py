"""Which rows forbid a share that is required, by what releasing each would win at the prices of limits."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_requirement, a_roadmap, day_of
from support.seeds import drawn
from support.strategies import random_roadmap_with_requirements

from planner.model import Contribution, RequirementKind, Roadmap, Service
from planner.solver import Shortfall, Verdict, any_schedule
from planner.verify import judge
from planner.why import Cell, CellKind, diagnosis_of, released, rows_that_count
from planner.why.conflicts import RowsInForce
from planner.why.deciding import Decider
from planner.why.weighing import likely_rows

LONG = 300.0
LINEAR = (RequirementKind.COVERAGE, RequirementKind.SERVICE, RequirementKind.SHARE)


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat every roadmap as large, find no list schedules, and prove nothing by the rules of check."""
    monkeypatch.setattr("planner.why.deciding.proofs", lambda _roadmap: [])
    monkeypatch.setattr("planner.solver.search.any_schedule.LARGEST", 0)
    monkeypatch.setattr("planner.solver.search.any_schedule._quick", lambda _roadmap, **_how: iter(()))
    monkeypatch.setattr("planner.solver.engines.step.engine.LARGE", 0)


def the_picture_in(instant: int, share: float, *, capacity: float = 4.0) -> Roadmap:
    """Ask for a share of the picture, of which a late measure has half and two small ones the rest."""
    late = replace(a_measure("late", a_phase("build", 2), optional=True), earliest_start=day_of(4))
    small = (a_measure(name, a_phase("build", 1, nhn=1.0), optional=True) for name in "ab")
    shares = {"late": 0.5, "a": 0.25, "b": 0.25}
    return a_roadmap(
        late,
        *small,
        sectors=(a_deliverer(capacity=capacity),),
        services=(Service(id="S", name="S"),),
        contributions=tuple(Contribution(measure=m, service="S", share=s) for m, s in shares.items()),
        requirements=(a_requirement(RequirementKind.COVERAGE, instant, share=share),),
    )


def lacking_in(roadmap: Roadmap) -> Shortfall:
    """Give what a roadmap lacks of what it requires."""
    found = any_schedule(roadmap, seconds=LONG, exact=False)
    assert found.verdict is Verdict.INFEASIBLE
    assert found.shortfall is not None
    return found.shortfall


def likely_in(roadmap: Roadmap) -> tuple[Cell, ...]:
    """Give the rows of a roadmap that likely forbid it."""
    cells = rows_that_count(roadmap)

    def loose(held: Collection[Cell]) -> Roadmap:
        return released(roadmap, [each for each in cells if each not in held])

    return likely_rows(roadmap, cells, lacking_in(roadmap).lacking, loose)


def test_what_is_lacking_at_least_is_told_in_points() -> None:
    assert lacking_in(the_picture_in(3, 0.9)).least == pytest.approx(40.0, abs=1e-3)


def test_rows_of_measures_that_are_in_time_are_not_among_those_that_likely_forbid_it() -> None:
    found = likely_in(the_picture_in(3, 0.9))

    assert {cell.measure for cell in found} == {"late", ""}
    assert {cell.kind for cell in found} == {CellKind.EARLIEST_START, CellKind.REQUIREMENT}


def test_a_limit_that_has_a_price_is_among_them_and_one_that_has_none_is_not() -> None:
    scarce, ample = the_picture_in(1, 0.5, capacity=1.0), the_picture_in(1, 0.6)
    capacity = Cell(kind=CellKind.CAPACITY, sector="nhn")

    assert capacity in likely_in(scarce)
    assert capacity not in likely_in(ample)


def test_a_measure_that_must_be_in_and_ends_after_what_is_asked_is_weighed_all_the_same() -> None:
    roadmap = the_picture_in(3, 0.9)
    must = tuple(replace(each, optional=False) for each in roadmap.measures)

    found = likely_in(replace(roadmap, measures=must))

    assert {cell.measure for cell in found} == {"late", ""}


@pytest.mark.parametrize("seed", drawn(8, 200))
def test_conflicts_about_shares_forbid_and_each_group_is_shown_to_be_needed(seed: int) -> None:
    roadmap = random_roadmap_with_requirements(7_000 + seed)
    shares = tuple(each for each in roadmap.requirements if each.kind in LINEAR)
    roadmap = replace(roadmap, requirements=tuple(replace(each, price_nok=None) for each in shares))

    found = diagnosis_of(roadmap, seconds=LONG, repairs=False)

    counting = rows_that_count(roadmap)
    for conflict in (each.conflict for each in found.conflicts):
        loose = released(roadmap, [cell for cell in counting if cell not in conflict.cells])
        assert Decider(LONG).decide(loose).is_impossible
        assert conflict.is_smallest
        for group, schedule in zip(conflict.groups, conflict.shown, strict=True):
            assert schedule is not None
            held = {*conflict.cells}.difference(group)
            assert judge(released(roadmap, [each for each in counting if each not in held]), schedule) == []


def test_rows_that_cost_least_are_not_among_them() -> None:
    # with its capacity a and b are one after the other, which the duration of neither is needed for
    roadmap = the_picture_in(2, 0.8, capacity=1.0)

    found = likely_in(roadmap)

    assert {(cell.kind, cell.measure) for cell in found} == {
        (CellKind.EARLIEST_START, "late"),
        (CellKind.REQUIREMENT, ""),
    }


def test_where_prices_cannot_be_worked_out_yet_all_rows_are_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.why.weighing.reach_bounds", lambda: None)
    roadmap = the_picture_in(3, 0.9)

    assert likely_in(roadmap) == rows_that_count(roadmap)


def test_where_the_likely_rows_allow_it_all_rows_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.why.conflicts.likely_rows", lambda _roadmap, cells, *_how, margin: cells[:1])

    (found,) = diagnosis_of(the_picture_in(3, 0.9), seconds=LONG, repairs=False).conflicts

    assert found.conflict.is_smallest
    assert {cell.kind for cell in found.conflict.cells} == {CellKind.EARLIEST_START, CellKind.REQUIREMENT}


def test_shares_that_are_impossible_each_by_itself_are_told_apart() -> None:
    roadmap = the_picture_in(3, 0.9)
    picture = roadmap.requirements[0]
    sooner = replace(picture, id="sooner", day=day_of(2), share=0.8)
    both = replace(roadmap, requirements=(picture, sooner))
    wishes = {Cell(kind=CellKind.REQUIREMENT, number=number): number + 1 for number in range(2)}

    found = diagnosis_of(both, wishes, seconds=LONG, repairs=False)

    asked = [{*each.conflict.cells} & wishes.keys() for each in found.conflicts]
    assert sorted(map(len, asked)) == [1, 1]
    assert set.union(*asked) == wishes.keys()
    assert found.rest is not None


def test_wishes_of_which_each_can_be_had_stand_in_one_conflict() -> None:
    # one unit of capacity, and two that each ask for it in the first period
    roadmap = the_picture_in(1, 0.25, capacity=1.0)
    both = tuple(a_requirement(RequirementKind.END, 1, id=name, measure=name) for name in "ab")
    wishes = {Cell(kind=CellKind.REQUIREMENT, number=number): number + 1 for number in range(2)}

    found = diagnosis_of(replace(roadmap, requirements=both), wishes, seconds=LONG, repairs=False)

    (conflict,) = found.conflicts
    assert wishes.keys() <= {*conflict.conflict.cells}


def test_few_questions_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, ask = list[int](), RowsInForce.allows

    def allows(counting: RowsInForce, held: Collection[Cell]) -> bool:
        asked.append(len(held))
        return ask(counting, held)

    monkeypatch.setattr(RowsInForce, "allows", allows)

    diagnosis_of(the_picture_in(3, 0.9), seconds=LONG, repairs=False)

    assert len(asked) <= 4  # all rows, none, and those that are likely, before and after each is shown
