"""Measures with what they need, and nothing else around them."""

from support.builders import a_link, a_measure, a_phase, a_roadmap

from planner.why import alone


def test_alone_is_with_all_that_comes_before_and_nothing_else() -> None:
    measures = (a_measure(name, a_phase()) for name in "abcd")
    links = (a_link("a", "b"), a_link("b", "c"), a_link("c", "d"))

    part = alone(a_roadmap(*measures, dependencies=links), "c")

    assert [measure.id for measure in part.measures] == ["a", "b", "c"]
    assert len(part.dependencies) == 2
