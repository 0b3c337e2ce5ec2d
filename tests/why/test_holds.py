"""Smallest reasons and ways out, against all subsets of a few cells."""

from collections.abc import Collection
from itertools import chain, combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.why import Holds, holds_as_found, holds_of
from planner.why.holds import smallest_hold

CELLS = tuple("abcdefg")
families = st.lists(st.frozensets(st.sampled_from(CELLS), min_size=1, max_size=4), min_size=1, max_size=5)


def minimal(family: list[frozenset[str]]) -> set[frozenset[str]]:
    """Give the sets of which none holds another."""
    return {each for each in family if not any(other < each for other in family)}


def subsets() -> list[frozenset[str]]:
    """Give all sets of cells, small ones first."""
    found = chain.from_iterable(combinations(CELLS, size) for size in range(len(CELLS) + 1))
    return [frozenset(each) for each in found]


class Forbidding:
    """Forbids whatever holds one of some sets, and counts how often it is asked."""

    def __init__(self, family: Collection[frozenset[str]], most: int | None = None) -> None:
        self.family, self.asked, self.most = family, 0, most

    def __call__(self, held: Collection[str]) -> bool:
        """Tell whether nothing that is held forbids."""
        self.asked += 1
        if self.most is not None and self.asked > self.most:
            raise TimeoutError
        return not any(each <= set(held) for each in self.family)


@given(families)
def test_all_holds_are_found_and_the_way_out_is_smallest(family: list[frozenset[str]]) -> None:
    found = holds_of(CELLS, Forbidding(family), most=50)

    assert {frozenset(hold) for hold in found.holds} == minimal(family)
    assert len(found.holds) == len(minimal(family))
    assert found.is_all
    hitting = [each for each in subsets() if all(each & hold for hold in minimal(family))]
    assert found.way_out is not None
    assert frozenset(found.way_out) in hitting
    assert len(found.way_out) == len(hitting[0])


@given(families, st.frozensets(st.sampled_from(CELLS)))
def test_whoever_is_suspected_all_holds_are_found(family: list[frozenset[str]], few: frozenset[str]) -> None:
    *_, found = holds_as_found(CELLS, Forbidding(family), most=50, suspects=lambda held: few)

    assert {frozenset(hold) for hold in found.holds} == minimal(family)
    assert found.is_all


def test_what_is_rightly_suspected_is_all_that_is_asked_about() -> None:
    asked: list[frozenset[str]] = []

    def allows(held: Collection[str]) -> bool:
        asked.append(frozenset(held))
        return not {"b", "f"} <= set(held)

    known = next(holds_as_found(CELLS, allows, most=1, suspects=lambda held: {"b", "c", "f"}))

    assert known.holds == (("b", "f"),)
    assert all(each <= {"b", "c", "f"} for each in asked)


@given(families)
def test_no_more_are_told_than_asked_for(family: list[frozenset[str]]) -> None:
    found = holds_of(CELLS, Forbidding(family), most=1)

    assert len(found.holds) == 1
    assert found.is_all == (len(minimal(family)) == 1)
    assert found.way_out is not None
    assert all(set(found.way_out) & hold for hold in family)


@given(families, st.integers(0, 30))
def test_without_time_what_is_known_is_true(family: list[frozenset[str]], most: int) -> None:
    found = holds_of(CELLS, Forbidding(family, most), most=50)

    assert are_true(found, family)


@given(families, st.integers(0, 30), st.frozensets(st.sampled_from(CELLS)))
def test_there_is_a_hold_however_early_time_runs_out(
    family: list[frozenset[str]], most: int, few: frozenset[str]
) -> None:
    *_, found = holds_as_found(CELLS, Forbidding(family, most), most=50, suspects=lambda held: few)

    assert found.holds
    assert are_true(found, family)


@given(families, st.data())
def test_what_no_question_settles_is_told_of(family: list[frozenset[str]], data: st.DataObject) -> None:
    forbids, answers = Forbidding(family), dict[frozenset[str], bool | None]()

    def allows(held: Collection[str]) -> bool | None:
        is_settled = data.draw(st.booleans())
        return answers.setdefault(frozenset(held), forbids(held) if is_settled else None)

    found = holds_of(CELLS, allows, most=50)

    assert found.holds
    assert are_true(found, family)


def are_true(found: Holds[str], family: list[frozenset[str]]) -> bool:
    """Tell whether what is said of holds is so, however much of it is not settled."""
    told = {frozenset(hold) for hold in found.holds}
    if not found.is_smallest:
        (hold,) = told
        return not found.is_all and found.way_out is None and any(each <= hold for each in family)
    return told == minimal(family) if found.is_all else told <= minimal(family)


def test_what_was_not_settled_among_many_is_asked_again_among_few() -> None:
    asked: list[frozenset[str]] = []

    def allows(held: Collection[str]) -> bool | None:
        asked.append(frozenset(held))
        if "f" not in held and len(held) > 1:
            return None
        return not {"b"} <= set(held)

    found = holds_of(CELLS, allows, most=1)

    assert found.holds == (("b",),)
    assert found.is_smallest


def test_what_time_did_not_suffice_for_is_narrowed_and_not_called_smallest() -> None:
    found = holds_of(CELLS, Forbidding([frozenset("ab")], most=1), most=1)

    assert found.holds == (("a", "b", "c", "d"),)
    assert not found.is_smallest
    assert not found.is_all


@given(families)
def test_each_hold_is_told_as_it_is_found(family: list[frozenset[str]]) -> None:
    known = list(holds_as_found(CELLS, Forbidding(family), most=50))

    told = [each.holds for each in known]
    assert len(told[0]) == 1
    assert all(later[: len(earlier)] == earlier for earlier, later in pairwise(told))
    assert {len(each) for each in told} == set(range(1, len(told[-1]) + 1))
    assert known[-1] == holds_of(CELLS, Forbidding(family), most=50)


def test_a_way_out_that_was_found_is_told_when_time_runs_out() -> None:
    family = [frozenset("ab"), frozenset("ac")]
    *_, first = (each for each in holds_as_found(CELLS, Forbidding(family), most=50) if each.way_out is None)

    for most in range(60):
        found = holds_of(CELLS, Forbidding(family, most), most=50)
        if found.way_out is not None and not found.is_all:
            assert found.way_out == ("a",)
            assert set(first.holds) <= set(found.holds)
            return
    raise AssertionError("the way out is only told with all else")


def test_cells_that_come_first_are_best_kept_as_a_reason() -> None:
    found = holds_of(CELLS, Forbidding([frozenset("ag"), frozenset("cd"), frozenset("fg")]), most=1)

    assert found.holds == (("a", "g"),) or found.holds == (("c", "d"),)
    assert found.holds == (("c", "d"),), "g comes last, and is a reason only where nothing before it is"


def test_what_no_cell_forbids_is_held_by_none() -> None:
    found = holds_of(CELLS, lambda held: False, most=5)

    assert found.holds == ((),)
    assert found.way_out is None
    assert found.is_all


def test_a_set_of_many_cells_takes_little_more_than_a_question_for_each() -> None:
    cells = tuple(range(80))
    asked = Forbidding([frozenset(cells[10:60])])  # type: ignore[arg-type]

    assert smallest_hold(cells, asked) == cells[10:60]  # type: ignore[arg-type]
    assert asked.asked < 66


def test_a_hold_of_several_cells_shows_by_itself_that_relaxing_helps() -> None:
    asked: list[frozenset[str]] = []

    def allows(held: Collection[str]) -> bool:
        asked.append(frozenset(held))
        return not {"b", "f"} <= set(held)

    found = holds_of(CELLS, allows, most=1)

    assert found.holds == (("b", "f"),)
    assert frozenset() not in asked


def test_no_cells_hold_what_is_impossible_without_any() -> None:
    assert holds_of((), lambda held: False, most=5).holds == ((),)


@given(families)
def test_what_is_known_to_be_needed_is_not_asked_about(family: list[frozenset[str]]) -> None:
    everywhere = frozenset.intersection(*minimal(family))

    found = smallest_hold(CELLS, Forbidding(family), needed=sorted(everywhere))

    assert frozenset(found) in minimal(family)


def test_who_needs_all_asks_nothing() -> None:
    asked = Forbidding([frozenset(CELLS)])

    assert smallest_hold(CELLS, asked, needed=CELLS) == CELLS
    assert asked.asked == 0
