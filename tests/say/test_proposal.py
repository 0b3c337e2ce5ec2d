"""The answer to a question is told as a difference."""

from dataclasses import replace

from web.demo import demo_plan

from planner.compare import Move, compare
from planner.results import Facts
from planner.say import difference_words
from planner.scenario import with_capacity


def test_the_same_plan_is_no_difference(found: Facts) -> None:
    words = difference_words(compare(found.plan, found.plan), 2030, found.roadmap.calendar)

    assert words == ["The plan stays the same."]


def test_more_capacity_moves_measures_earlier_and_adds_coverage(found: Facts) -> None:
    sectors = [sector.id for sector in found.roadmap.sectors]
    other = demo_plan(with_capacity(found.roadmap, dict.fromkeys(sectors, 1.2)))

    moved, coverage, *rest = difference_words(compare(found.plan, other), 2030, found.roadmap.calendar)

    assert "measures moved" in moved
    assert coverage.startswith("Coverage at the end of 2030: +")
    assert any("later than published" in line for line in rest)


def test_without_services_nothing_is_said_of_coverage(found: Facts) -> None:
    late = demo_plan(found.roadmap, late=8)

    words = difference_words(compare(found.plan, late), None, found.roadmap.calendar)

    assert not any("Coverage" in line for line in words)


def test_measures_that_go_out_are_counted(found: Facts) -> None:
    late = demo_plan(found.roadmap, late=8)

    words = difference_words(compare(found.plan, late), 2030, found.roadmap.calendar)

    assert any("out" in line for line in words)
    assert any("−" in line for line in words)


def test_the_parts_of_what_moved_add_up(found: Facts) -> None:
    moves = tuple(
        Move(measure=name, old_start=2, old_end=6, new_start=start, new_end=end)
        for name, start, end in (("a", 1, 5), ("b", 3, 7), ("c", 1, 6), ("d", 3, 6))
    )
    change = replace(compare(found.plan, found.plan), moves=moves)

    moved, *_rest = difference_words(change, 2030, found.roadmap.calendar)

    assert moved == "4 measures moved: 1 earlier, 1 later, 2 with another start and the same end"
