"""Answers that took minutes to work out, kept by the roadmap and the question, so that a restart has them."""

import hashlib
import json
from importlib.metadata import version
from typing import Any, Final

import sqlalchemy as sa

from planner.files import SCHEMA, JsonError, data_of, price_list_of_data
from planner.model import Plan, PriceList
from planner.store.database import Database
from planner.store.form import ANSWERS
from planner.store.log import Clock, now, written
from planner.store.pieces import packed, unpacked
from planner.store.refusals import StoreError

MOST_ANSWERS: Final = 100
"""The newest stay: an answer can be worked out again."""


class KeptAnswers:
    """The answers of a store, to questions about plans by this version of the planner.

    A plan of a roadmap that asks the same has the same answers.
    """

    def __init__(self, database: Database, clock: Clock = now, *, most: int = MOST_ANSWERS) -> None:
        self._database, self._clock, self._most = database, clock, most

    def price_list(self, plan: Plan) -> PriceList | None:
        """Give what loosening is worth to a plan; nothing where none is kept.

        Raises
        ------
        StoreError
            If what is kept of it is damaged.
        """
        asked = _asked("price list", plan)
        query = sa.select(ANSWERS.c.content).where(*_is(asked))
        with self._database.reading() as connection:
            found = connection.execute(query).scalar()
        try:
            return None if found is None else price_list_of_data(unpacked(found))
        except JsonError as error:
            raise StoreError("damaged", error.message) from error

    def keep_price_list(self, plan: Plan, found: PriceList) -> None:
        """Keep what loosening is worth to a plan, in place of what was kept before."""
        asked = _asked("price list", plan)
        values = asked | {"content": packed(data_of(found)), "moment": written(self._clock())}
        newest = sa.select(ANSWERS.c.moment).order_by(ANSWERS.c.moment.desc())
        with self._database.writing() as connection:
            connection.execute(ANSWERS.delete().where(*_is(asked)))
            connection.execute(ANSWERS.insert(), [values])
            too_old = connection.execute(newest.offset(self._most).limit(1)).scalar()
            if too_old is not None:
                connection.execute(ANSWERS.delete().where(ANSWERS.c.moment <= too_old))


def _asked(what: str, plan: Plan) -> dict[str, str]:
    """Give the key of a question: a plan with the same dates and aim is asked the same."""
    objective, schedule = data_of(plan.objective.without_proof), data_of(plan.schedule)
    question = json.dumps([what, version("planner"), SCHEMA, objective, schedule], sort_keys=True)
    digest = hashlib.sha256(question.encode()).hexdigest()
    return {"digest": plan.roadmap.planned_digest, "question": digest}


def _is(asked: dict[str, str]) -> list[Any]:
    return [ANSWERS.c[name] == value for name, value in asked.items()]
