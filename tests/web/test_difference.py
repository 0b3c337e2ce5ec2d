"""The answer to a question is told as a difference."""

from web.demo import demo_plan

from planner.compare import compare
from planner.report.facts import Facts
from planner.web.difference import difference_words
from planner.web.workspace import with_capacity


def test_the_same_plan_is_no_difference(found: Facts) -> None:
    words = difference_words(compare(found.plan, found.plan), 2030, found.roadmap.calendar)

    assert words == ["The plan stays the same."]


def test_more_capacity_moves_measures_earlier_and_adds_coverage(found: Facts) -> None:
    sectors = [sector.id for sector in found.roadmap.sectors]
    other = demo_plan(with_capacity(found.roadmap, dict.fromkeys(sectors, 120)))

    moved, coverage, *rest = difference_words(compare(found.plan, other), 2030, found.roadmap.calendar)

    assert "measures moved" in moved
    assert coverage.startswith("Coverage at the end of 2030: +")
    assert any("later than published" in line for line in rest)


def test_measures_that_go_out_are_counted(found: Facts) -> None:
    late = demo_plan(found.roadmap, late=8)

    words = difference_words(compare(found.plan, late), 2030, found.roadmap.calendar)

    assert any("out" in line for line in words)
    assert any("−" in line for line in words)
