"""Long work that waits between its parts while somebody else is to come first."""

import time
from functools import partial
from typing import TYPE_CHECKING

from support.builders import a_roadmap_with_everything

from planner import pipeline
from planner.check import adaptations, check
from planner.check.dates import DATES
from planner.check.effects import EFFECTS
from planner.check.fixed import FIXED
from planner.check.inputs import inputs_come_in_time
from planner.check.limits import LIMITS
from planner.check.requirements import REQUIREMENTS
from planner.check.structure import STRUCTURE
from planner.check.targets import TARGETS
from planner.check.windows import WINDOWS
from planner.files import read, write_csv
from planner.files.collecting import NAMES
from planner.files.table_text import read_table
from planner.model import give_way, giving_way, in_turns, seconds_given_way
from planner.verify import CLAIMS, RULES, SCORE_CLAIMS, SHAPE_RULES, Judged, verify
from planner.verify.moved import OF_MEASURES

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


def test_judging_gives_way_before_each_rule_and_claim() -> None:
    roadmap = a_roadmap_with_everything()
    plan = pipeline.first_plan(roadmap)
    assert plan.schedule is not None

    of_schedule = len(SHAPE_RULES) + len(RULES)
    assert times_given_way(partial(verify, roadmap, plan)) == len(CLAIMS) + of_schedule + len(SCORE_CLAIMS)
    judged = Judged(roadmap, plan.schedule)
    assert times_given_way(partial(judged.judge, plan.schedule, {"a"})) >= len(SHAPE_RULES) + len(OF_MEASURES)


def test_checking_gives_way_before_each_rule() -> None:
    roadmap = a_roadmap_with_everything()

    all_rules = [*STRUCTURE, *adaptations.OF_ROWS, *DATES, inputs_come_in_time, *WINDOWS, *TARGETS]
    all_rules += [*REQUIREMENTS, *FIXED, *LIMITS, *adaptations.OF_FACTS, *EFFECTS]
    assert times_given_way(partial(check, roadmap)) == len(all_rules)


def test_reading_gives_way_for_each_row_as_text_and_again_as_it_is_made(tmp_path: "Path") -> None:
    write_csv(a_roadmap_with_everything(), tmp_path)
    files = list(tmp_path.glob("*.csv"))
    rows = sum(len(file.read_text("utf-8").splitlines()) - 1 for file in files)
    as_text = [partial(read_table, NAMES[file.stem], file.stem, file.read_bytes()) for file in files]

    assert sum(map(times_given_way, as_text)) == rows
    assert times_given_way(partial(read, tmp_path)) > 1.5 * rows


def test_what_is_waited_is_counted_apart_from_the_work() -> None:
    with giving_way(lambda: time.sleep(0.02)):
        assert seconds_given_way() == 0.0
        give_way()
        waited = seconds_given_way()

    assert waited >= 0.02
    assert seconds_given_way() == 0.0
