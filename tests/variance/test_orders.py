"""A move that an order forced says from which side of it: what it waits for, or what waits for it."""

from dataclasses import replace

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout
from support.planned import planned
from support.rolling import a_plan, rolled_to, scheduled
from variance.test_what_changed import moved_to, only

from planner.language import in_language
from planner.model import Dependency, Endpoint, Link, Schedule
from planner.say import measure_variance_words
from planner.variance import HindranceKind, Variance, what_changed

NEAR = a_link("a", "b", largest_lag_periods=1)
SAID = {
    HindranceKind.DEPENDS: {
        "en": "it depends on “A”",
        "nb": "det avhenger av «A»",
        "nn": "det er avhengig av «A»",
    },
    HindranceKind.AHEAD: {
        "en": "“B” depends on it",
        "nb": "«B» avhenger av det",
        "nn": "«B» er avhengig av det",
    },
    HindranceKind.SOON_AFTER: {
        "en": "it may not come so long after “A”",
        "nb": "det kan ikke komme så lenge etter «A»",
        "nn": "det kan ikkje kome så lenge etter «A»",
    },
    HindranceKind.SOON_AHEAD: {
        "en": "“B” may not come so long after it",
        "nb": "«B» kan ikke komme så lenge etter det",
        "nn": "«B» kan ikkje kome så lenge etter det",
    },
}


def moved(then: tuple[int, int], now: tuple[int, int], link: Dependency) -> Variance:
    """Compare plans of two linked measures of a quarter each that start then, and now, by the same clock."""
    names = (link.predecessor.measure, link.successor.measure)
    roadmap = a_roadmap(*(a_measure(name, a_phase("build", 1)) for name in names), dependencies=(link,))
    phases = (planned(name, start, start + 1) for name, start in zip(names, then, strict=True))
    before = scheduled(roadmap, tuple(phases))
    later = (planned(name, start - 1, start) for name, start in zip(names, now, strict=True))
    return what_changed(before, moved_to(rolled_to(before, 1), *later))


CASES = [
    ("b", (1, 3), (3, 5), NEAR, HindranceKind.DEPENDS),
    ("a", (3, 5), (1, 3), NEAR, HindranceKind.AHEAD),
    ("b", (3, 5), (1, 3), NEAR, HindranceKind.SOON_AFTER),
    ("a", (1, 3), (3, 5), NEAR, HindranceKind.SOON_AHEAD),
]


@pytest.mark.parametrize(("measure", "then", "now", "link", "kind"), CASES)
def test_an_order_is_told_from_the_side_of_what_moved(
    measure: str, then: tuple[int, int], now: tuple[int, int], link: Dependency, kind: HindranceKind
) -> None:
    found = moved(then, now, link)
    change = only(found, measure)

    assert [each.kind for each in change.hindrances] == [kind]
    for lang, words in SAID[kind].items():
        with in_language(lang):
            assert f": {words}. " in measure_variance_words(found, change)


def test_what_comes_in_as_another_depends_on_it_says_so() -> None:
    measures = (a_measure(name, a_phase("build", 1), optional=True) for name in "ab")
    roadmap = a_roadmap(*measures, dependencies=(a_link("a", "b"),))
    whole = scheduled(roadmap, (planned("a", 1, 2), planned("b", 3, 4)))
    before = a_plan(roadmap, Schedule(selected=(), phases=(), rollouts=()))
    after = a_plan(rolled_to(before, 1).roadmap, rolled_to(whole, 1).schedule)

    kinds = {each.measure: each.hindrances for each in what_changed(before, after).changes}

    assert [(each.kind, each.measures) for each in kinds["a"]] == [(HindranceKind.AHEAD, ("b",))]


@pytest.mark.parametrize(("measure", "then", "now", "link", "kind"), CASES)
def test_a_measure_whose_id_has_a_slash_is_told_from_its_own_side(
    measure: str, then: tuple[int, int], now: tuple[int, int], link: Dependency, kind: HindranceKind
) -> None:
    slashed = replace(link, predecessor=Endpoint(measure="x/a"), successor=Endpoint(measure="x/b"))

    (hindrance,) = only(moved(then, now, slashed), f"x/{measure}").hindrances
    assert (hindrance.kind, *hindrance.measures) == (kind, "x/a" if measure == "b" else "x/b")


def test_in_a_sector_that_follows_another_each_rollout_tells_its_side() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1)),
        a_measure("b", a_phase("build", 1)),
        rollouts=(a_rollout("a", pace=1.0), a_rollout("b", pace=1.0)),
        dependencies=(a_link("a", "b", Link.ADOPTION),),
    )
    phases = (planned("a", 0, 1), planned("b", 0, 1))
    before = scheduled(
        roadmap, phases, ("a", 4, (*[0.0] * 4, *[1.0] * 4)), ("b", 5, (*[0.0] * 5, *[1.0] * 3))
    )
    rolled = rolled_to(before, 1)
    sooner = (
        replace(each, begin=first, adoption=(*[0.0] * first, *[1.0] * (7 - first)))
        for each, first in zip(rolled.schedule.rollouts, (1, 2), strict=True)
    )
    after = a_plan(rolled.roadmap, replace(rolled.schedule, rollouts=tuple(sooner)))

    found = only(what_changed(before, after), "a")

    assert [(each.kind, each.measures) for each in found.hindrances] == [(HindranceKind.AHEAD, ("b",))]
