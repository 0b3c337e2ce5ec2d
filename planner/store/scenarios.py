"""Scenarios: changes of a version with an aim and an owner, from draft to adopted plan."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from planner.language import to_say
from planner.merging import Clash, edits_between, merge
from planner.model import Aim, Edit, Roadmap
from planner.store.database import Database, row
from planner.store.form import PLANS, SCENARIOS
from planner.store.log import AUTHOR, NAME, Clock, note, now, typed, written
from planner.store.planned import asking_the_same
from planner.store.plans import NO_PLAN, NO_SCENARIO, added, changed, found_in
from planner.store.refusals import StoreError
from planner.store.saving import Beside, nothing_beside
from planner.store.scenario import (
    ScenarioKept,
    ScenarioState,
    aim_text,
    edits_text,
    leads_to,
    scenario_of,
)
from planner.store.version import Version
from planner.store.version_rows import version_in
from planner.store.versions import Versions
from planner.tables import edited


class Scenarios:
    """The scenarios of a store."""

    def __init__(self, database: Database, versions: Versions, clock: Clock = now) -> None:
        self._database, self._versions, self._clock = database, versions, clock

    def kept(self) -> tuple[ScenarioKept, ...]:
        """Give all scenarios in the order in which they were made."""
        with self._database.reading() as connection:
            found = connection.execute(sa.select(SCENARIOS).order_by(SCENARIOS.c.number))
            return tuple(scenario_of(row(each)) for each in found)

    def scenario(self, number: int) -> ScenarioKept:
        """Give a scenario.

        Raises
        ------
        StoreError
            If there is none of that number.
        """
        with self._database.reading() as connection:
            return scenario_of(_found(connection, number))

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
            "changes": edits_text(changes),
            "aim": aim_text(aim),
            "owner": who,
            "state": str(ScenarioState.DRAFT),
            "plan": None,
            "revision": 1,
        }
        with self._database.writing() as connection:
            _refuse_taken(connection, called)
            number = added(connection, SCENARIOS, values)
            self._note(connection, who, "added", number, name=called, base=base)
        return scenario_of(values | {"number": number})

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
        new = {} if changes is None else {"changes": edits_text(changes)}
        new |= {} if aim is None else {"aim": aim_text(aim)}
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
            leads_to(found, state)
            self._moved(connection, found, state, revision, who, {})
        return self.scenario(number)

    def adopt(self, number: int, plan: int, *, revision: int, author: str) -> ScenarioKept:
        """Adopt a proposed scenario with a plan of its roadmap; the one adopted before is then frozen.

        Raises
        ------
        StoreError
            If it is not proposed, the plan was made from another roadmap, or somebody has changed it since.
        """
        who, fits = typed(author, AUTHOR), self._fits(plan, self.roadmap(self.scenario(number)))
        with self._database.writing() as connection:
            found = _found(connection, number)
            leads_to(found, ScenarioState.ADOPTED)
            if not fits:
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

    def _fits(self, plan: int, roadmap: Roadmap) -> bool:
        """Tell whether a plan was made from a roadmap, or from one that asks the same."""
        with self._database.reading() as connection:
            digest = found_in(connection, PLANS, plan, NO_PLAN)["digest"]
        return digest in asking_the_same(self._database, roadmap, [digest])

    def freezing(self, scenario: ScenarioKept, *, author: str) -> Beside:
        """Give what freezes the adopted scenario in the transaction that makes a version."""
        who = typed(author, AUTHOR)

        def freeze(connection: sa.Connection, _version: Version) -> None:
            found = _found(connection, scenario.number)
            leads_to(found, ScenarioState.FROZEN)
            self._moved(connection, found, ScenarioState.FROZEN, scenario.revision, who, {})

        return freeze

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
        new = {"base": newest.number, "changes": edits_text(edits_between(theirs, merged.roadmap))}
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
