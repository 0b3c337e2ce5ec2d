"""What is not kept for ever: plans that nothing names any more. What they were made from is only added to."""

import json
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from planner.store.database import Database
from planner.store.form import CERTIFICATES, JOBS, METADATA, PLANS
from planner.store.plans import drop_plans
from planner.store.search_states import ENDED

MOST_UNNAMED: Final = 100
"""Plans that nothing names, and that a link still leads to."""
AT_ONCE: Final = 50
"""They are forgotten this many at a time: what is still in use has to be looked through for each time."""
_TELLING: Final = ("rests_on", "swaps")
"""Columns that tell of plans, as those that stand or stood, with the ones that changes are counted from."""
_IN_ONE_QUESTION = 400
"""Values in one question, below what any database takes."""


def forget_unnamed(database: Database, *, most: int = MOST_UNNAMED, at_once: int = AT_ONCE) -> int:
    """Let the oldest plans go that nothing names, with their certificates; give how many.

    A plan is named where it stands, by each step of a draft that can be undone or redone, by a scenario, a
    proposal, a search that is not over, and any plan that stood as what its changes are counted from.

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
        except (KeyError, TypeError, ValueError):  # a draft that is damaged may name any of them
            return 0
        old = [number for number in numbers if number not in named][most:]
        if len(old) < at_once:
            return 0
        for some in _runs(old):
            connection.execute(JOBS.update().where(JOBS.c.plan.in_(some)).values(plan=None))
            drop_plans(connection, some)
    return len(old)


def _named(connection: sa.Connection) -> Iterator[int]:
    """Give the numbers of the plans that any table names, by a key or in what it tells of plans."""
    for table in METADATA.sorted_tables:
        if table is CERTIFICATES:  # they belong to their plans
            continue
        for column in table.columns:
            query = sa.select(column).where(column.is_not(None))
            if any(key.column is PLANS.c.number for key in column.foreign_keys):
                goes_on = table.c.state.not_in(ENDED) if table is JOBS else sa.true()
                yield from connection.execute(query.where(goes_on)).scalars()
            elif column.name in _TELLING:
                for told in connection.execute(query).scalars():
                    yield from _numbers_in(json.loads(told or "null"))


def _numbers_in(told: Any) -> Iterator[int]:
    """Give the plans that a text tells of: those that stand or stood, and what changes are counted from."""
    if isinstance(told, list):
        for each in told:
            yield from _numbers_in(each)
    elif isinstance(told, dict) and "before" in told:
        yield from _numbers_in([told["before"], told["after"]])
    elif isinstance(told, dict):
        yield from (number for name in ("plan", "baseline") if isinstance(number := told.get(name), int))


def _runs(found: list[int]) -> Iterator[list[int]]:
    yield from (found[at : at + _IN_ONE_QUESTION] for at in range(0, len(found), _IN_ONE_QUESTION))
