"""Scenarios: changes of a version with an aim and an owner, from draft to adopted plan."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from planner.files import EditJsonError, JsonError, aim_in, aim_out, edit_in, edit_out
from planner.language import Word, to_say
from planner.merging import Clash, edits_between, merge
from planner.model import Aim, Edit, Roadmap
from planner.store.database import Database, row
from planner.store.form import PLANS, SCENARIOS
from planner.store.log import AUTHOR, NAME, Clock, note, now, typed, written
from planner.store.plans import NO_PLAN, NO_SCENARIO, added, changed, found_in
from planner.store.refusals import StoreError
from planner.store.saving import Beside, nothing_beside
from planner.store.version_rows import version_in
from planner.store.versions import Versions
from planner.tables import edited


class ScenarioState(StrEnum):
    """How far a scenario has come."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    FROZEN = "frozen"


STATE_WORDS = {
    ScenarioState.DRAFT: Word(nb="utkast", en="draft"),
    ScenarioState.PROPOSED: Word(nb="foreslått", en="proposed"),
    ScenarioState.ADOPTED: Word(nb="vedtatt", en="adopted"),
    ScenarioState.FROZEN: Word(nb="fryst", en="frozen"),
}
_NEXT = {
    ScenarioState.DRAFT: (ScenarioState.PROPOSED,),
    ScenarioState.PROPOSED: (ScenarioState.DRAFT, ScenarioState.ADOPTED),
    ScenarioState.ADOPTED: (ScenarioState.FROZEN,),
    ScenarioState.FROZEN: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioKept:
    """A scenario as it is kept.

    Parameters
    ----------
    base
        Number of the version that it changes.
    changes
        Of that version, in order.
    plan
        Number of the plan that was adopted with it.
    revision
        Rises with each change; a change names the one that it was decided on.
    """

    number: int
    name: str
    base: int
    changes: tuple[Edit, ...]
    aim: Aim
    owner: str
    state: ScenarioState
    plan: int | None
    revision: int


class Scenarios:
    """The scenarios of a store."""

    def __init__(self, database: Database, versions: Versions, clock: Clock = now) -> None:
        self._database, self._versions, self._clock = database, versions, clock

    def kept(self) -> tuple[ScenarioKept, ...]:
        """Give all scenarios in the order in which they were made."""
        with self._database.reading() as connection:
            found = connection.execute(sa.select(SCENARIOS).order_by(SCENARIOS.c.number))
            return tuple(_scenario(row(each)) for each in found)

    def scenario(self, number: int) -> ScenarioKept:
        """Give a scenario.

        Raises
        ------
        StoreError
            If there is none of that number.
        """
        with self._database.reading() as connection:
            return _scenario(_found(connection, number))

    def adopted(self) -> ScenarioKept | None:
        """Give the scenario whose plan is the adopted one."""
        return next((each for each in self.kept() if each.state is ScenarioState.ADOPTED), None)

    def roadmap(self, scenario: ScenarioKept) -> Roadmap:
        """Give what a scenario makes of its base.

        Raises
        ------
        ValueError
            If its changes cannot be made.
        """
        return edited(self._versions.roadmap(scenario.base), scenario.changes)

    def add(
        self, name: str, *, base: int, changes: Iterable[Edit] = (), aim: Aim, owner: str
    ) -> ScenarioKept:
        """Make a draft.

        Raises
        ------
        StoreError
            If a scenario has the name already, or there is no such version.
        """
        self._versions.version(base)
        called, who = typed(name, NAME), typed(owner, AUTHOR)
        values: dict[str, Any] = {
            "name": called,
            "base": base,
            "changes": _changes_out(changes),
            "aim": json.dumps(aim_out(aim), ensure_ascii=False),
            "owner": who,
            "state": str(ScenarioState.DRAFT),
            "plan": None,
            "revision": 1,
        }
        with self._database.writing() as connection:
            _refuse_taken(connection, called)
            number = added(connection, SCENARIOS, values)
            self._note(connection, who, "added", number, name=called, base=base)
        return _scenario(values | {"number": number})

    def change(
        self,
        number: int,
        *,
        revision: int,
        author: str,
        changes: Iterable[Edit] | None = None,
        aim: Aim | None = None,
        beside: Beside = nothing_beside,
    ) -> ScenarioKept:
        """Give a draft other changes or another aim, decided on a revision of it.

        Parameters
        ----------
        beside
            Writes what else is to be kept, in the same transaction, of the version it is based on.

        Raises
        ------
        StoreError
            If it is no draft, or somebody has changed it since.
        """
        new = {} if changes is None else {"changes": _changes_out(changes)}
        new |= {} if aim is None else {"aim": json.dumps(aim_out(aim), ensure_ascii=False)}
        who = typed(author, AUTHOR)
        with self._database.writing() as connection:
            found = _found(connection, number)
            if found["state"] != ScenarioState.DRAFT:
                message = to_say(
                    "{name} is no draft any more, and only drafts are changed.", name=found["name"]
                )
                raise StoreError("not allowed", message)
            changed(connection, SCENARIOS, found, revision, new)
            self._note(
                connection, who, "changed", number, before={name: found[name] for name in new}, after=new
            )
            beside(connection, version_in(connection, found["base"]))
        return self.scenario(number)

    def rename(self, number: int, name: str, *, revision: int, author: str) -> ScenarioKept:
        """Give a scenario another name, decided on a revision of it, whatever its state.

        Raises
        ------
        StoreError
            If a scenario has the name already, or somebody has changed it since.
        """
        called, who = typed(name, NAME), typed(author, AUTHOR)
        with self._database.writing() as connection:
            found = _found(connection, number)
            if called != found["name"]:
                _refuse_taken(connection, called)
            changed(connection, SCENARIOS, found, revision, {"name": called})
            self._note(connection, who, "renamed", number, before=found["name"], after=called)
        return self.scenario(number)

    def move(self, number: int, state: ScenarioState, *, revision: int, author: str) -> ScenarioKept:
        """Propose a draft, or take a proposed scenario back to it; ``adopt`` adopts one.

        Raises
        ------
        StoreError
            If its state does not lead there, or somebody has changed it since.
        """
        if state is ScenarioState.ADOPTED:
            raise StoreError("not allowed", to_say("A scenario is adopted with a plan."))
        who = typed(author, AUTHOR)
        with self._database.writing() as connection:
            found = _found(connection, number)
            _leads_to(found, state)
            self._moved(connection, found, state, revision, who, {})
        return self.scenario(number)

    def adopt(self, number: int, plan: int, *, revision: int, author: str) -> ScenarioKept:
        """Adopt a proposed scenario with a plan of its roadmap; the one adopted before is then frozen.

        Raises
        ------
        StoreError
            If it is not proposed, the plan was made from another roadmap, or somebody has changed it since.
        """
        who, digest = typed(author, AUTHOR), self.roadmap(self.scenario(number)).digest
        with self._database.writing() as connection:
            found, kept = _found(connection, number), found_in(connection, PLANS, plan, NO_PLAN)
            _leads_to(found, ScenarioState.ADOPTED)
            if kept["digest"] != digest:
                message = to_say(
                    "Plan {plan} was made from another roadmap than that of {name}.",
                    plan=plan,
                    name=found["name"],
                )
                raise StoreError("not allowed", message)
            for before in connection.execute(
                sa.select(SCENARIOS).where(SCENARIOS.c.state == "adopted")
            ).all():
                self._moved(connection, row(before), ScenarioState.FROZEN, before.revision, who, {})
            self._moved(connection, found, ScenarioState.ADOPTED, revision, who, {"plan": plan})
        return self.scenario(number)

    def move_to_newest(self, number: int, *, revision: int, author: str) -> ScenarioKept | tuple[Clash, ...]:
        """Move a scenario to the newest version by a merge; where that is in conflict, give the conflicts.

        Raises
        ------
        StoreError
            If it is frozen, or somebody has changed it since.
        """
        who, scenario, newest = typed(author, AUTHOR), self.scenario(number), self._versions.newest()
        theirs = self._versions.roadmap(newest.number)
        merged = merge(self._versions.roadmap(scenario.base), self.roadmap(scenario), theirs)
        if merged.roadmap is None:
            return merged.clashes
        new = {"base": newest.number, "changes": _changes_out(edits_between(theirs, merged.roadmap))}
        with self._database.writing() as connection:
            found = _found(connection, number)
            if found["state"] == ScenarioState.FROZEN:
                message = to_say("{name} is frozen and stays on its version.", name=found["name"])
                raise StoreError("not allowed", message)
            changed(connection, SCENARIOS, found, revision, new)
            self._note(connection, who, "moved", number, before=found["base"], after=newest.number)
        return self.scenario(number)

    def _moved(
        self,
        connection: sa.Connection,
        found: dict[str, Any],
        state: ScenarioState,
        revision: int,
        who: str,
        more: dict[str, Any],
    ) -> None:
        changed(connection, SCENARIOS, found, revision, {"state": str(state), **more})
        self._note(connection, who, str(state), found["number"], before=found["state"], **more)

    def _note(self, connection: sa.Connection, who: str, action: str, number: int, **detail: Any) -> None:
        note(connection, written(self._clock()), who, action, f"scenario {number}", **detail)


def _found(connection: sa.Connection, number: int) -> dict[str, Any]:
    return found_in(connection, SCENARIOS, number, NO_SCENARIO)


def _refuse_taken(connection: sa.Connection, name: str) -> None:
    """Refuse a name that another scenario has."""
    if connection.execute(sa.select(SCENARIOS.c.number).where(SCENARIOS.c.name == name)).first():
        raise StoreError("not allowed", to_say("There is a scenario called {name} already.", name=name))


def _leads_to(found: dict[str, Any], state: ScenarioState) -> None:
    """Refuse a state that is not the next one."""
    if state not in _NEXT[ScenarioState(found["state"])]:
        message = to_say(
            "{name} is {found} and cannot become {state}.",
            name=found["name"],
            found=STATE_WORDS[ScenarioState(found["state"])],
            state=STATE_WORDS[state],
        )
        raise StoreError("not allowed", message)


def _changes_out(changes: Iterable[Edit]) -> str:
    return json.dumps([edit_out(each) for each in changes], ensure_ascii=False)


def _scenario(values: dict[str, Any]) -> ScenarioKept:
    """Give the scenario in a row of the database.

    Raises
    ------
    StoreError
        If what is kept is damaged.
    """
    try:
        written_changes = enumerate(json.loads(values["changes"]))
        changes = tuple(edit_in(each, f"changes[{place}]") for place, each in written_changes)
        aim = aim_in(json.loads(values["aim"]))
    except (EditJsonError, JsonError, ValueError) as error:
        message = to_say("Scenario {name} is damaged: {reason}", name=values["name"], reason=error)
        raise StoreError("damaged", message) from error
    state = ScenarioState(values["state"])
    return ScenarioKept(**(values | {"changes": changes, "aim": aim, "state": state}))
