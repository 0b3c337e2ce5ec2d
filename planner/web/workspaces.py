"""What one server shows: the roadmap, each scenario that a page asks for, and what becomes of scenarios."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from planner.language import Message, to_say
from planner.merging import Clash
from planner.model import errors
from planner.sheets import found_in
from planner.store import ScenarioKept, ScenarioState, Store, StoreError
from planner.web.addresses import asked_in
from planner.web.ground import OnScenario, ground_of
from planner.web.jobs import JobRegistry
from planner.web.journal import Change
from planner.web.workspace import Workspace

MOST_OPEN = 4
"""Scenarios that are held open; of more, the one that was asked for longest ago is let go."""
NOT_ACCEPTED = to_say(
    "No plan of this scenario has been accepted yet. Open it, let it be planned, and accept a plan."
)
NO_SCENARIOS = to_say("There are no scenarios: nothing is kept.")


class Workspaces:
    """The workspaces of one server: that of the roadmap, which all windows share, and those of scenarios.

    They share what may run at a time, who tells reasons, and the plan of record. What is done with a scenario
    names the revision that somebody has seen, and is refused by ``StoreError`` where that no longer holds.

    Parameters
    ----------
    main
        The one of a page whose address asks for no other.
    """

    def __init__(self, main: Workspace) -> None:
        self.main = main
        self._open: OrderedDict[int, Workspace] = OrderedDict()
        self._lock = threading.RLock()

    def of(self, query: object) -> Workspace:
        """Give the workspace that a page shows, from the query of its address, such as ``?scenario=3``.

        Where there is no such scenario, it is one without data that says so.
        """
        asked = scenario_in(query)
        if asked is None:
            return self.main
        with self._lock:
            try:
                return self._scenario(_number(asked))
            except StoreError as error:
                return self._missing(error.message)

    def close(self) -> None:
        """End all work."""
        with self._lock:
            for workspace in (*self._open.values(), self.main):
                workspace.close()
            self._open.clear()

    def scenarios(self) -> tuple[ScenarioKept, ...]:
        """Give all scenarios in the order in which they were made."""
        store = self.main.drafting.store
        return () if store is None else store.scenarios.kept()

    def scenario(self, number: int) -> ScenarioKept:
        """Give a scenario as it is kept; ``StoreError`` if there is none of that number."""
        return self._store().scenarios.scenario(number)

    def keep_as_scenario(self, workspace: Workspace, name: str, *, owner: str) -> ScenarioKept:
        """Make a scenario of what is drafted in a workspace; its accepted plan goes along.

        The draft there is undone then, and can be redone.

        Raises
        ------
        StoreError
            If a scenario has the name already, or nothing can be kept.
        """
        with self._lock, workspace.held_still():
            ground = workspace.drafting.ground
            store, base = self._store(), workspace.version
            if base is None:
                raise StoreError("no store", NO_SCENARIOS)
            before = ground.kept.changes if isinstance(ground, OnScenario) else ()
            changes = (*before, *workspace.drafted.changes)
            made = store.scenarios.add(
                name, base=base.number, changes=changes, aim=workspace.decided.aim, owner=owner
            )
            workspace.drafting.hand_over(ground_of(store, made))
            while workspace.decided.can_undo:
                workspace.undo()
            self._tell()
            return made

    def rename(self, number: int, name: str, *, revision: int, author: str) -> ScenarioKept:
        """Give a scenario another name."""
        return self._done(number, lambda of: of.rename(number, name, revision=revision, author=author))

    def propose(self, number: int, *, revision: int, author: str) -> ScenarioKept:
        """Put a scenario forward to be decided on; from then on it cannot be changed."""
        return self._move(number, ScenarioState.PROPOSED, revision, author)

    def take_back(self, number: int, *, revision: int, author: str) -> ScenarioKept:
        """Let a proposed scenario be a draft again."""
        return self._move(number, ScenarioState.DRAFT, revision, author)

    def freeze(self, number: int, *, revision: int, author: str) -> ScenarioKept:
        """Let the adopted scenario be adopted no longer; it stays as it is."""
        return self._move(number, ScenarioState.FROZEN, revision, author)

    def adopt(self, number: int, *, revision: int, author: str) -> ScenarioKept:
        """Adopt a proposed scenario with the plan that was accepted in it: that is the plan of record then.

        Raises
        ------
        StoreError
            Also if no plan of it has been accepted.
        """
        with self._lock:
            workspace = self._scenario(number)
            standing = workspace.decided.standing
            plan = standing.number if standing is not None and standing.is_accepted else None
            if plan is None or workspace.is_outdated or workspace.is_behind:
                raise StoreError("not allowed", NOT_ACCEPTED)
            return self._done(
                number, lambda of: of.adopt(number, plan, revision=revision, author=author), Change.ADOPTED
            )

    def move_to_newest(self, number: int, *, revision: int, author: str) -> ScenarioKept | tuple[Clash, ...]:
        """Move a scenario to the newest version; where they are in conflict, give that, and nothing is done.

        Raises
        ------
        StoreError
            Also if something is drafted in it that is not saved.
        """
        with self._lock:
            workspace = self._scenario(number)
            if workspace.drafted.changes:
                raise StoreError("not allowed", to_say("Save or discard what is drafted in it first."))
            moved = self._store().scenarios.move_to_newest(number, revision=revision, author=author)
            if isinstance(moved, ScenarioKept):
                workspace.stand_on(ground_of(self._store(), moved))
                self._tell()
            return moved

    def _move(self, number: int, state: ScenarioState, revision: int, author: str) -> ScenarioKept:
        return self._done(number, lambda of: of.move(number, state, revision=revision, author=author))

    def _done(
        self, number: int, do: Callable[..., ScenarioKept], change: Change | None = None
    ) -> ScenarioKept:
        """Do something with a scenario, and let all windows know."""
        with self._lock:
            changed = do(self._store().scenarios)
            workspace = self._open.get(number)
            if workspace is not None:
                workspace.drafting.ground = ground_of(self._store(), changed)
            self._tell(change)
            return changed

    def _tell(self, change: Change | None = None) -> None:
        """Let the windows of all workspaces look at scenarios, and at the plan of record, anew."""
        self.main.record.read()
        for workspace in (self.main, *self._open.values()):
            with workspace.held_still():
                if change is None:
                    workspace.journal.tell()
                else:
                    workspace.journal.note(change)

    def _store(self) -> Store:
        store = self.main.drafting.store
        if store is None:
            raise StoreError("no store", NO_SCENARIOS)
        return store

    def _scenario(self, number: int) -> Workspace:
        """Give the workspace of a scenario, opened where it is not."""
        found = self._open.get(number)
        if found is None:
            found = self._opened(self._store().scenarios.scenario(number))
            self._open[number] = found
        self._open.move_to_end(number)
        while len(self._open) > MOST_OPEN:
            _number_of_it, oldest = self._open.popitem(last=False)
            oldest.close()
        return found

    def _opened(self, scenario: ScenarioKept) -> Workspace:
        store, main = self._store(), self.main
        ground = ground_of(store, scenario)
        try:
            roadmap = ground.roadmap()
        except ValueError as error:
            message = to_say("What {name} changes cannot be made: {reason}", name=scenario.name, reason=error)
            raise StoreError("damaged", message) from error
        findings = found_in(roadmap)
        made = Workspace(
            roadmap,
            engine=main.searches.engine,
            findings=findings,
            is_example=main.data.is_example,
            seconds=main.searches.seconds,
            jobs=JobRegistry(beside=main.jobs),
            reasons=main.reasons.beside(),
            store=store,
            ground=ground,
            record=main.record,
            author=main.author,
        )
        made.preparation = main.preparation
        if errors(findings):
            made.explain_no_plan()
        else:
            made.resume(before=main.plan)
        return made

    def _missing(self, message: Message) -> Workspace:
        """Give a workspace that has nothing to show but why."""
        made = Workspace(None, engine=self.main.searches.engine, jobs=self.main.jobs)
        made.missing = message
        return made


def scenario_in(query: object) -> str | None:
    """Give what a query asks for as its scenario, ``None`` where it asks for none.

    Examples
    --------
    >>> scenario_in("?lang=en&scenario=3"), scenario_in("?lang=en"), scenario_in("?scenario=")
    ('3', None, None)
    """
    return asked_in(query, "scenario") or None


def _number(asked: str) -> int:
    """Give the number of a scenario.

    Raises
    ------
    StoreError
        If it is none.
    """
    if asked.isascii() and asked.isdigit() and len(asked) < 10:
        return int(asked)
    raise StoreError("unknown", to_say("There is no scenario {number}.", number=asked[:40]))
