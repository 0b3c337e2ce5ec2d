"""What travels to another process: fields, whole, also while another thread asks for what is worked out."""

import pickle
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

import pytest
from support.builders import a_roadmap_with_everything

import planner.model
from planner.files import roadmap_from_json, roadmap_to_json
from planner.model import OtherLoad, Roadmap, Schedule
from planner.model.frozen import FieldsOnly

DIGEST_OF_BEFORE = "91c554b23a5b809d9ef29660c0b080279d71e227f1c5faced93ad9655a8420c9"
"""Of the roadmap with everything, before there was other load."""


def test_a_field_that_came_later_leaves_digest_and_file_as_they_were_while_it_is_empty() -> None:
    roadmap = a_roadmap_with_everything()
    rows = (OtherLoad(what="others", starts=date(2023, 1, 1), person_months=1.0),)
    first, *others = roadmap.sectors
    beside = replace(roadmap, sectors=(replace(first, other_loads=rows), *others))

    assert roadmap.digest == DIGEST_OF_BEFORE
    assert "other_loads" not in roadmap_to_json(roadmap)
    assert beside.digest != roadmap.digest
    assert roadmap_from_json(roadmap_to_json(beside)) == beside
    assert roadmap_from_json(roadmap_to_json(roadmap)) == roadmap


def classes_that_keep_answers() -> list[type]:
    """Give the classes of the model with a look-up that is kept."""
    known = {each for each in vars(planner.model).values() if isinstance(each, type)}
    return sorted(
        (each for each in known if any(isinstance(one, cached_property) for one in vars(each).values())),
        key=lambda each: each.__name__,
    )


@pytest.mark.parametrize("kind", classes_that_keep_answers())
def test_whatever_keeps_answers_travels_without_them(kind: type) -> None:
    assert issubclass(kind, FieldsOnly)


def test_a_roadmap_arrives_equal_and_without_what_it_has_worked_out() -> None:
    roadmap = a_roadmap_with_everything()
    fresh = pickle.dumps(roadmap)
    assert roadmap.digest
    assert roadmap.rollouts_of(roadmap.measures[0].id) is not None

    arrived = pickle.loads(pickle.dumps(roadmap))

    assert arrived == roadmap
    assert "digest" not in vars(arrived)
    assert pickle.dumps(roadmap) == fresh


@pytest.fixture
def hasty() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_a_roadmap_is_pickled_while_another_thread_asks_it_for_the_first_time() -> None:
    roadmap, went_wrong = a_roadmap_with_everything(), []

    def ask(each: Any) -> None:
        for name in (
            name for name in dir(type(each)) if isinstance(vars(type(each)).get(name), cached_property)
        ):
            getattr(each, name)

    for _turn in range(200):
        fresh = replace(roadmap, calendar=replace(roadmap.calendar))
        said, began = [fresh], threading.Event()

        def send(said: list[Roadmap] = said, began: threading.Event = began) -> None:
            began.set()
            try:
                pickle.dumps(said)
            except RuntimeError as error:
                went_wrong.append(error)

        thread = threading.Thread(target=send)
        thread.start()
        began.wait()
        ask(fresh)
        ask(fresh.calendar)
        thread.join()

    assert went_wrong == []


class Asked(tuple[Any, ...]):
    """A field that is pickled after somebody has asked the object that it belongs to."""

    owner: Schedule

    def __reduce__(self) -> Any:
        """Ask the owner what it has not worked out yet, as another thread may at that instant."""
        assert self.owner.phases_by_measure == {}
        assert self.owner.rollouts_by_key == {}
        return tuple, ((),)


def test_an_answer_that_comes_in_the_middle_of_pickling_does_no_harm() -> None:
    phases = Asked()
    schedule = Schedule(selected=(), phases=phases, rollouts=())
    phases.owner = schedule

    assert pickle.loads(pickle.dumps(schedule)) == Schedule(selected=(), phases=(), rollouts=())
