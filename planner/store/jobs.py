"""Searches as they are kept: what they look for, the best they have found, and what became of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from planner.files import JsonError, request_from_json
from planner.language import to_say
from planner.model import Request, Roadmap
from planner.store.database import Database, row
from planner.store.form import JOBS
from planner.store.log import AUTHOR, Clock, note, now, typed, written
from planner.store.pieces import Contents
from planner.store.planned import known_to_ask_the_same
from planner.store.plans import added, found_in
from planner.store.refusals import StoreError
from planner.store.search_states import ENDED, SearchState

_NO_SEARCH = to_say("There is no search {number}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchKept:
    """A search as it is kept.

    Parameters
    ----------
    digest
        SHA-256 of the roadmap.
    question
        What is asked, as the JSON of a request.
    plan
        Number of the best plan so far.
    best, bound
        Its score, and what no plan beats.
    seconds
        How long it has been searched.
    """

    number: int
    digest: str
    question: str
    scenario: int | None
    author: str
    state: SearchState
    plan: int | None
    best: float | None
    bound: float | None
    seconds: float
    moment: datetime


class KeptSearches:
    """The searches of a store."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database, self._clock = database, clock

    def queue(
        self, roadmap: Roadmap, question: str, *, author: str, scenario: int | None = None
    ) -> SearchKept:
        """Keep that a search is wanted; where the same one was interrupted, that is the one that waits now.

        It is the same also where it was asked of a roadmap that asks the same. One that waits or runs belongs
        to whoever asked for it, who ends it: it is never given to another. The roadmap is kept with it, so
        that one that asks the same finds it.
        """
        who, contents = typed(author, AUTHOR), Contents.of(roadmap)
        with self._database.writing() as connection:
            left = _interrupted(connection, roadmap, question, scenario)
            if left is not None:
                new = {"state": str(SearchState.QUEUED)}
                connection.execute(JOBS.update().where(JOBS.c.number == left["number"]).values(**new))
                return _search(left | new)
            contents.keep(connection)
            values: dict[str, Any] = {
                "digest": contents.digest,
                "question": question,
                "scenario": scenario,
                "author": who,
                "state": str(SearchState.QUEUED),
                "plan": None,
                "best": None,
                "bound": None,
                "seconds": 0.0,
                "moment": written(self._clock()),
            }
            number = added(connection, JOBS, values)
            note(connection, values["moment"], who, "queued", f"search {number}", digest=contents.digest)
        return _search(values | {"number": number})

    def kept(self) -> tuple[SearchKept, ...]:
        """Give all searches, the newest first."""
        with self._database.reading() as connection:
            found = connection.execute(sa.select(JOBS).order_by(JOBS.c.number.desc()))
            return tuple(_search(row(each)) for each in found)

    def interrupted(self, roadmap: Roadmap) -> tuple[SearchKept, ...]:
        """Give the searches on a roadmap, or one that asks the same, that ended with their server.

        The newest comes first.
        """
        is_left = sa.and_(_is_of(roadmap), JOBS.c.state == SearchState.INTERRUPTED)
        with self._database.reading() as connection:
            found = connection.execute(sa.select(JOBS).where(is_left).order_by(JOBS.c.number.desc()))
            return tuple(_search(row(each)) for each in found)

    def tell(
        self,
        number: int,
        *,
        seconds: float,
        plan: int | None = None,
        best: float | None = None,
        bound: float | None = None,
    ) -> SearchKept:
        """Keep how far a search is that runs; what is not told stays as it was.

        Raises
        ------
        StoreError
            If there is no such search, or it is over.
        """
        told = {"plan": plan, "best": best, "bound": bound}
        new = {name: value for name, value in told.items() if value is not None}
        return self._changed(number, {"state": str(SearchState.RUNNING), "seconds": seconds, **new})

    def end(self, number: int, state: SearchState) -> SearchKept:
        """Keep what became of a search.

        Raises
        ------
        StoreError
            As of ``tell``.
        """
        return self._changed(number, {"state": str(state)})

    def interrupt(self) -> tuple[SearchKept, ...]:
        """Mark what still waits or runs, when a server starts and nothing can: it can be resumed."""
        with self._database.writing() as connection:
            is_left = JOBS.c.state.in_((SearchState.QUEUED, SearchState.RUNNING))
            left = [row(each) for each in connection.execute(sa.select(JOBS).where(is_left)).all()]
            new = {"state": str(SearchState.INTERRUPTED)}
            connection.execute(JOBS.update().where(is_left).values(**new))
        return tuple(_search(each | new) for each in left)

    def _changed(self, number: int, new: dict[str, Any]) -> SearchKept:
        with self._database.writing() as connection:
            found = found_in(connection, JOBS, number, _NO_SEARCH)
            if found["state"] in ENDED:
                raise StoreError("not allowed", to_say("Search {number} is over.", number=number))
            connection.execute(JOBS.update().where(JOBS.c.number == number).values(**new))
        return _search(found | new)


def _interrupted(
    connection: sa.Connection, roadmap: Roadmap, question: str, scenario: int | None
) -> dict[str, Any] | None:
    """Give the first search of a scenario that asks a question and ended with its server, if there is one."""
    is_own = JOBS.c.scenario.is_not_distinct_from(scenario)
    is_left = sa.and_(_is_of(roadmap), is_own, JOBS.c.state == SearchState.INTERRUPTED)
    left = connection.execute(sa.select(JOBS).where(is_left).order_by(JOBS.c.number)).all()
    asked = _asked(question)
    return next((row(each) for each in left if _asked(each.question) == asked), None)


def _is_of(roadmap: Roadmap) -> sa.ColumnElement[bool]:
    return sa.or_(JOBS.c.digest == roadmap.digest, JOBS.c.digest.in_(known_to_ask_the_same(roadmap)))


def _asked(question: str) -> Request | str:
    """Give what is asked, whichever of the roadmaps that ask the same it names."""
    try:
        return replace(request_from_json(question), roadmap="")
    except JsonError:  # damaged: it is the same as itself alone
        return question


def _search(values: dict[str, Any]) -> SearchKept:
    state, moment = SearchState(values["state"]), datetime.fromisoformat(values["moment"])
    return SearchKept(**(values | {"state": state, "moment": moment}))
