"""What a measure needs, what every plan holds, and an order with predecessors first."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout

from planner.model import Link, Measure, Roadmap, Status
from planner.network import in_order, needs
from planner.network.order import entangled
from planner.rules import required


def a_chain(*links: str, names: str = "abc", link: Link = Link.FINISH_START) -> Roadmap:
    """Make optional measures with links between them, each written by two letters."""
    measures = [a_measure(name, a_phase(), optional=True) for name in names]
    return a_roadmap(*measures, dependencies=tuple(a_link(pair[0], pair[1], link) for pair in links))


def but(roadmap: Roadmap, **changed: Measure) -> Roadmap:
    """Give the roadmap with some measures as others."""
    return replace(roadmap, measures=tuple(changed.get(each.id, each) for each in roadmap.measures))


def test_a_measure_needs_all_before_it_and_itself() -> None:
    roadmap = a_chain("ab", "bc")

    assert needs(roadmap, ["c"]) == {"a", "b", "c"}
    assert needs(roadmap, ["a"]) == {"a"}
    assert needs(roadmap, ["a", "b"]) == {"a", "b"}
    assert needs(roadmap, []) == set()


def test_a_measure_that_is_not_there_needs_nothing_and_is_refused() -> None:
    with pytest.raises(KeyError):
        needs(a_chain(), ["nobody"])


def test_every_plan_holds_what_must_be_in_and_what_it_waits_for() -> None:
    roadmap = a_chain("ab", "bc", names="abcd")

    assert required(roadmap) == set()
    assert required(but(roadmap, b=a_measure("b", a_phase()))) == {"a", "b"}


def test_what_has_passed_is_waited_for_no_more() -> None:
    started = a_measure("b", a_phase(), status=Status.STARTED)

    assert required(but(a_chain("ab"), b=started)) == {"b"}
    assert needs(but(a_chain("ab"), b=started), ["b"]) == {"a", "b"}


def test_measures_are_entangled_by_links_round_or_by_a_largest_lag() -> None:
    assert entangled(a_chain("ab", "bc")) == []
    assert entangled(a_chain("ab", "bc", "cb")) == [{"b", "c"}]
    lagged = replace(a_chain(), dependencies=(a_link("a", "b", lag_periods=0, largest_lag_periods=4),))
    assert entangled(lagged) == [{"a", "b"}]


def test_what_has_passed_entangles_nobody() -> None:
    started = a_measure("b", a_phase(), status=Status.STARTED)
    both = (a_rollout("a"), a_rollout("b"))

    assert entangled(but(a_chain("ab", "ba"), b=started)) == []
    adopted = replace(but(a_chain("ab", "ba", link=Link.ADOPTION), b=started), rollouts=both)
    assert entangled(adopted) == [{"a", "b"}]


NAMES = st.sampled_from("abcde")
PAIRS = st.lists(st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] != pair[1]), max_size=8)


@given(PAIRS)
@settings(deadline=None)
def test_what_is_needed_is_what_following_links_back_finds(pairs: list[tuple[str, str]]) -> None:
    def reached(known: set[str]) -> set[str]:
        more = known | {before for before, after in pairs if after in known}
        return known if more == known else reached(more)

    roadmap = a_chain(*("".join(pair) for pair in pairs), names="abcde")

    assert needs(roadmap, ["a"]) == reached({"a"})


@given(PAIRS)
@settings(deadline=None)
def test_predecessors_come_first_and_circles_stand_together(pairs: list[tuple[str, str]]) -> None:
    groups = in_order("abcde", pairs)

    place = {name: number for number, group in enumerate(groups) for name in group}
    roadmap = a_chain(*("".join(pair) for pair in pairs), names="abcde")
    before = {name: needs(roadmap, [name]) for name in "abcde"}
    assert sorted(place) == list("abcde")
    assert all(place[first] <= place[then] for first, then in pairs)
    for first in "abcde":
        for then in "abcde":
            is_circle = first in before[then] and then in before[first]
            assert (place[first] == place[then]) is is_circle


def test_a_circle_keeps_the_order_it_was_given_in() -> None:
    assert in_order("abc", [("c", "a"), ("a", "c"), ("c", "b")]) == [["a", "c"], ["b"]]
