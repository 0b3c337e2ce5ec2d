"""Long work that waits between its parts while somebody else is to come first."""

from functools import partial
from typing import TYPE_CHECKING

from support.builders import a_roadmap_with_everything

from planner import pipeline
from planner.check import check
from planner.files import read, write_csv
from planner.model import give_way, giving_way, in_turns
from planner.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Counting:
    """Counts how often it is asked whether work may go on."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> None:
        """Let it go on at once."""
        self.asked += 1


def test_work_gives_way_before_each_of_its_parts_where_it_is_told_to() -> None:
    wait = Counting()

    assert list(in_turns("abc")) == ["a", "b", "c"]
    assert wait.asked == 0
    with giving_way(wait):
        assert list(in_turns("abc")) == ["a", "b", "c"]
    give_way()

    assert wait.asked == 3


def test_work_within_work_that_gives_way_to_nobody_gives_way_to_nobody() -> None:
    wait = Counting()

    with giving_way(wait):
        with giving_way(None):
            give_way()
        give_way()

    assert wait.asked == 1


def times_given_way(work: "Callable[[], object]") -> int:
    """Count how often some work asks whether it may go on."""
    wait = Counting()
    with giving_way(wait):
        work()
    return wait.asked


def test_judging_checking_and_reading_give_way_many_times(tmp_path: "Path") -> None:
    roadmap = a_roadmap_with_everything()
    plan = pipeline.first_plan(roadmap)
    write_csv(roadmap, tmp_path)

    assert times_given_way(partial(verify, roadmap, plan)) >= 20, "one for each rule and claim"
    assert times_given_way(partial(check, roadmap)) >= 10
    assert times_given_way(partial(read, tmp_path)) >= 10, "one for each row"
