"""Random reports on random roadmaps: what comes of them is told, and never breaks down."""

from dataclasses import replace

import pytest
from support.random_reports import random_rolled
from support.seeds import drawn

from planner.check import check
from planner.model import Roadmap
from planner.pipeline import as_if_lawful
from planner.repair import replanned
from planner.rolling import roll, slips
from planner.say import rolled_data, slip_words
from planner.variance import found_reports
from planner.verify import judge

SEEDS = drawn(30, 400)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rolled_roadmap_is_checked_and_judged_without_a_fault(seed: int) -> None:
    rolled = random_rolled(seed)
    broken = judge(rolled.roadmap, rolled.schedule)

    assert all(str(each.message) for each in (*check(rolled.roadmap), *broken, *rolled.findings))
    assert [slip_words(rolled.past.roadmap, each) for each in slips(rolled.past)] or not slips(rolled.past)
    assert rolled_data(rolled, goes_on=not broken)["status_date"]
    anew = replanned(as_if_lawful(rolled), rolled.roadmap, rolled_from=rolled.past.plan)
    if anew is None:
        assert broken
        return
    assert anew.schedule is not None
    assert judge(rolled.roadmap, anew.schedule) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_rolled_roadmap_tells_leads_to_it_again(seed: int) -> None:
    rolled = random_rolled(seed)
    day = rolled.roadmap.calendar.status_date

    told = found_reports(rolled.past.plan, rolled.roadmap)
    once_more = roll(rolled.past.plan, day, told.reports)

    assert told.refused == ()
    assert once_more.roadmap.measures == rolled.roadmap.measures
    assert shares(once_more.roadmap) == shares(rolled.roadmap)
    assert once_more.roadmap.adaptations == rolled.roadmap.adaptations
    assert [replace(each, is_reported=True) for each in slips(once_more.past)] == [
        replace(each, is_reported=True) for each in slips(rolled.past)
    ]


def shares(roadmap: Roadmap) -> list[float]:
    """Give what is in use."""
    return [round(each.in_use, 9) for each in roadmap.rollouts]
