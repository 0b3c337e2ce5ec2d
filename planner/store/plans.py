"""Plans that are kept, and proposals."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from planner.files import SCHEMA, JsonError, parts_of, plan_of_parts
from planner.language import Message, to_say
from planner.model import Plan, Roadmap
from planner.store.database import Database, row
from planner.store.form import CERTIFICATES, PLANS, PROPOSALS, SCENARIOS
from planner.store.log import AUTHOR, MESSAGE, Clock, note, now, typed, written
from planner.store.pieces import Contents, packed, parts_kept, unpacked
from planner.store.planned import asking_the_same
from planner.store.refusals import StoreError

NO_PLAN, NO_SCENARIO = to_say("There is no plan {number}."), to_say("There is no scenario {number}.")
_NO_PROPOSAL = to_say("There is no proposal {number}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanKept:
    """A plan that is kept, without what is in it.

    Parameters
    ----------
    digest
        SHA-256 of the roadmap that it was made from.
    """

    number: int
    digest: str
    author: str
    moment: datetime


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalKept:
    """A plan that somebody puts forward in a scenario.

    Parameters
    ----------
    revision
        Rises with each change; a change names the one that it was decided on.
    """

    number: int
    scenario: int
    plan: int
    author: str
    message: str
    state: ProposalState
    moment: datetime
    revision: int


class KeptPlans:
    """The plans and proposals of a store."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database, self._clock = database, clock

    def keep(self, plan: Plan, *, author: str, is_passing: bool = False) -> PlanKept:
        """Keep a plan, with the roadmap that it was made from.

        Parameters
        ----------
        is_passing
            Whether it is the best so far of a search, which is no news for the log and may be forgotten.
        """
        who, contents = typed(author, AUTHOR), Contents.of(plan.roadmap)
        content = packed(parts_of(plan, "roadmap"))
        with self._database.writing() as connection:
            contents.keep(connection)
            moment = written(self._clock())
            values = {"digest": contents.digest, "author": who, "moment": moment}
            more = {"schema": SCHEMA, "content": content, "claimed": plan.claimed}
            number = added(connection, PLANS, values | more)
            if not is_passing:
                note(connection, moment, who, "kept", f"plan {number}", digest=contents.digest)
        return _plan(values | {"number": number})

    def forget(self, number: int) -> None:
        """Let a plan go that was kept in passing, with its certificate.

        Raises
        ------
        StoreError
            If anything else names it.
        """
        with self._database.writing() as connection:
            drop_plans(connection, [number])

    def kept(self) -> tuple[PlanKept, ...]:
        """Give all plans, the newest first."""
        columns = (PLANS.c.number, PLANS.c.digest, PLANS.c.author, PLANS.c.moment)
        with self._database.reading() as connection:
            found = connection.execute(sa.select(*columns).order_by(PLANS.c.number.desc()))
            return tuple(_plan(row(each)) for each in found)

    def digest(self, number: int) -> str:
        """Give the SHA-256 of the roadmap that a plan was made from; ``StoreError`` if there is none."""
        with self._database.reading() as connection:
            return str(found_in(connection, PLANS, number, NO_PLAN)["digest"])

    def newest_of(self, roadmap: Roadmap) -> int | None:
        """Give the number of the newest plan of a roadmap, or of one that asks the same."""
        query = sa.select(PLANS.c.number, PLANS.c.digest).order_by(PLANS.c.number.desc())
        with self._database.reading() as connection:
            kept = connection.execute(query).all()
        alike = next(asking_the_same(self._database, roadmap, (each.digest for each in kept)), None)
        return next((each.number for each in kept if each.digest == alike), None)

    def plan(self, number: int) -> Plan:
        """Give a plan with its roadmap; its bounds are as a file claims where they came from one.

        Raises
        ------
        StoreError
            If there is no such plan, or what is kept of it is damaged.
        """
        with self._database.reading() as connection:
            found = found_in(connection, PLANS, number, NO_PLAN)
            roadmap, _schema = parts_kept(connection, found["digest"])
        parts = unpacked(found["content"]) | {"roadmap": roadmap}
        try:
            return plan_of_parts(parts, found["schema"], claimed=found["claimed"])
        except JsonError as error:
            message = to_say("Plan {number} is damaged: {reason}", number=number, reason=error)
            raise StoreError("damaged", message) from error

    def propose(self, scenario: int, plan: int, *, author: str, message: str = "") -> ProposalKept:
        """Put a plan forward in a scenario.

        Raises
        ------
        StoreError
            If there is no such scenario or plan.
        """
        who, said = typed(author, AUTHOR), typed(message, MESSAGE, may_be_empty=True)
        with self._database.writing() as connection:
            found_in(connection, SCENARIOS, scenario, NO_SCENARIO)
            found_in(connection, PLANS, plan, NO_PLAN)
            values = {"scenario": scenario, "plan": plan, "author": who, "message": said}
            moment = written(self._clock())
            values |= {"state": str(ProposalState.OPEN), "moment": moment, "revision": 1}
            number = added(connection, PROPOSALS, values)
            note(connection, moment, who, "proposed", f"plan {plan}", scenario=scenario)
        return _proposal(values | {"number": number})

    def proposals(self, scenario: int) -> tuple[ProposalKept, ...]:
        """Give the proposals of a scenario, whoever made them, the newest first."""
        query = sa.select(PROPOSALS).where(PROPOSALS.c.scenario == scenario)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(PROPOSALS.c.number.desc()))
            return tuple(_proposal(row(each)) for each in found)

    def decide(self, number: int, state: ProposalState, *, revision: int, author: str) -> ProposalKept:
        """Say what becomes of a proposal, decided on a revision of it.

        Raises
        ------
        StoreError
            If there is no such proposal, or somebody has changed it since.
        """
        who = typed(author, AUTHOR)
        with self._database.writing() as connection:
            found = found_in(connection, PROPOSALS, number, _NO_PROPOSAL)
            changed(connection, PROPOSALS, found, revision, {"state": str(state)})
            moment = written(self._clock())
            note(connection, moment, who, str(state), f"proposal {number}", before=found["state"])
        return _proposal(found | {"state": str(state), "revision": revision + 1})


def drop_plans(connection: sa.Connection, numbers: list[int]) -> None:
    """Let plans go, each with its certificate: they are as many as one question takes at most."""
    connection.execute(CERTIFICATES.delete().where(CERTIFICATES.c.plan.in_(numbers)))
    connection.execute(PLANS.delete().where(PLANS.c.number.in_(numbers)))


def added(connection: sa.Connection, table: sa.Table, values: dict[str, Any]) -> int:
    """Add a row, and give its number."""
    (number,) = connection.execute(table.insert().values(**values)).inserted_primary_key or (0,)
    return int(number)


def found_in(connection: sa.Connection, table: sa.Table, number: int, missing: Message) -> dict[str, Any]:
    """Give a row by its number.

    Raises
    ------
    StoreError
        If there is none.
    """
    found = connection.execute(sa.select(table).where(table.c.number == number)).first()
    if found is None:
        raise StoreError("unknown", missing.filled(number=number))
    return row(found)


def changed(
    connection: sa.Connection, table: sa.Table, found: dict[str, Any], revision: int, values: dict[str, Any]
) -> None:
    """Change a row that still has the revision on which that was decided.

    Raises
    ------
    StoreError
        If somebody has changed it since.
    """
    is_same = sa.and_(table.c.number == found["number"], table.c.revision == revision)
    done = connection.execute(table.update().where(is_same).values(**values, revision=revision + 1))
    if done.rowcount != 1:
        message = to_say(
            "Somebody has changed it since: this was decided on revision {revision}, and it has {found} now. "
            "Look at it again.",
            revision=revision,
            found=found["revision"],
        )
        raise StoreError("changed since", message)


def _plan(values: dict[str, Any]) -> PlanKept:
    names = ("number", "digest", "author")
    return PlanKept(**{name: values[name] for name in names}, moment=datetime.fromisoformat(values["moment"]))


def _proposal(values: dict[str, Any]) -> ProposalKept:
    given = values | {
        "state": ProposalState(values["state"]),
        "moment": datetime.fromisoformat(values["moment"]),
    }
    return ProposalKept(**given)
