"""What is not kept for ever: plans that nothing names any more. What they were made from is only added to."""

import json
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from planner.store.database import Database
from planner.store.form import DRAFTS, JOBS, PLANS, PROPOSALS, SCENARIOS
from planner.store.jobs import ENDED

MOST_UNNAMED: Final = 100
"""Plans that nothing names, and that a link still leads to."""
AT_ONCE: Final = 50
"""They are forgotten this many at a time: what is still in use has to be looked through for each time."""
_IN_ONE_QUESTION = 400
"""Values in one question, below what any database takes."""


def forget_unnamed(database: Database, *, most: int = MOST_UNNAMED, at_once: int = AT_ONCE) -> int:
    """Let the oldest plans go that nothing names; give how many.

    A plan is named where it stands, by each step of a draft that can be undone or redone, by a scenario, a
    proposal, and a search that is not over.

    Parameters
    ----------
    most
        Unnamed plans that stay, the newest.
    at_once
        Nothing is done before there are that many more.
    """
    with database.writing() as connection:
        numbers = connection.execute(sa.select(PLANS.c.number).order_by(PLANS.c.number.desc())).scalars()
        try:
            named = set(_named(connection))
        except ValueError:  # a draft that is damaged may name any of them
            return 0
        old = [number for number in numbers if number not in named][most:]
        if len(old) < at_once:
            return 0
        for some in _runs(old):
            connection.execute(JOBS.update().where(JOBS.c.plan.in_(some)).values(plan=None))
            connection.execute(PLANS.delete().where(PLANS.c.number.in_(some)))
    return len(old)


def _named(connection: sa.Connection) -> Iterator[int]:
    """Give the numbers of the plans that something names."""
    goes_on = JOBS.c.state.not_in(ENDED)
    for query in (
        sa.select(SCENARIOS.c.plan),
        sa.select(PROPOSALS.c.plan),
        sa.select(DRAFTS.c.plan),
        sa.select(JOBS.c.plan).where(goes_on),
    ):
        yield from connection.execute(query.where(query.selected_columns[0].is_not(None))).scalars()
    for rests_on, swaps in connection.execute(sa.select(DRAFTS.c.rests_on, DRAFTS.c.swaps)):
        yield from _numbers_in(json.loads(rests_on or "null"))
        yield from _numbers_in(json.loads(swaps))


def _numbers_in(told: Any) -> Iterator[int]:
    """Give the plans that a draft tells of: those that stand or stood, and what changes are counted from."""
    if isinstance(told, list):
        for each in told:
            yield from _numbers_in(each)
    elif isinstance(told, dict) and "before" in told:
        yield from _numbers_in([told["before"], told["after"]])
    elif isinstance(told, dict):
        yield from (number for name in ("plan", "baseline") if isinstance(number := told.get(name), int))


def _runs(found: list[int]) -> Iterator[list[int]]:
    yield from (found[at : at + _IN_ONE_QUESTION] for at in range(0, len(found), _IN_ONE_QUESTION))
