"""A digest put together of the texts of things is that of the whole, whatever was known of them before."""

from dataclasses import replace
from datetime import date

import pytest
from support.strategies import random_roadmap, random_roadmap_with_profiles, random_roadmap_with_requirements

from planner.model import Calendar, OfThings, Roadmap
from planner.model.roadmap import digest, digest_of

KINDS = (random_roadmap, random_roadmap_with_profiles, random_roadmap_with_requirements)


@pytest.mark.parametrize("seed", range(9))
def test_the_digest_of_a_roadmap_is_that_of_all_it_holds(seed: int) -> None:
    roadmap = KINDS[seed % len(KINDS)](seed)
    first, *others = roadmap.measures
    changed = replace(roadmap, measures=(replace(first, note="another"), *others))

    assert digest(roadmap) == digest_of(roadmap)
    assert digest(changed) == digest_of(changed) != digest(roadmap)


def test_the_digest_of_an_empty_roadmap_is_that_of_all_it_holds() -> None:
    roadmap = Roadmap(calendar=Calendar(status_date=date(2026, 1, 1)), measures=())

    assert digest(roadmap) == digest_of(roadmap)


def test_what_is_known_of_things_is_worked_out_once_and_forgotten_when_there_are_many() -> None:
    asked: list[object] = []

    def number(thing: object) -> int:
        asked.append(thing)
        return len(asked)

    of_things, one, two = OfThings(number, most=2), object(), object()

    assert of_things([one, two, one]) == [1, 2, 1]
    assert of_things([one]) == [3]
    assert asked == [one, two, one]
