"""What stands and is drafted in a workspace: the plan that is shown, the draft, the versions below it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from planner.merging import CellChange, Place
from planner.model import Draft, Edit, Finding, Roadmap
from planner.results import Facts
from planner.store import Refused, Saved, ScenarioKept, Store, StoreError, Version
from planner.web.decided import Decided, ShownPlan
from planner.web.drafting import Drafting
from planner.web.ground import Ground, OnScenario, OnVersion
from planner.web.holding import HoldingLock
from planner.web.journal import Change, Journal
from planner.web.reading import Data
from planner.web.record import PlanOfRecord
from planner.web.reporting import OF_SCENARIO, Reporting
from planner.web.served_files import ServedFiles


class Drafted:
    """The data, what has been decided about it, and what is drafted over it and saved.

    What stands and what the data is know nothing of threads: here their changes are made one at a time, and
    noted. Whoever searches on it hears of another plan, and of another version, by ``_stands``, ``_gone`` and
    ``_version_stands``.

    Parameters
    ----------
    store, ground, author
        See ``Drafting``; nothing is kept when not given.
    record
        The plan of record, which several workspaces share.
    """

    def __init__(
        self, data: Data, *, store: Store | None, ground: Ground | None, record: PlanOfRecord, author: str
    ) -> None:
        self.data = data
        self.decided = Decided(data.digest)
        self.drafting = Drafting(data, self.decided, store=store, ground=ground, author=author)
        self.files = ServedFiles(self.drafting)
        self.reporting = Reporting(self.drafting)
        self.record = record
        self.journal = Journal()
        self._lock = HoldingLock()

    def _stands(self, before: ShownPlan) -> None:
        """Hear that another plan stands than before."""

    def _gone(self) -> None:
        """Hear that it stands by a step back or forward."""

    def _version_stands(self, had: Draft | None) -> None:
        """Hear that another version is the data, and what was drafted before where that asks the same."""

    @property
    def base(self) -> Roadmap:
        """Give the roadmap as the data has it; ``ValueError`` if the data has errors."""
        return self.data.base

    @property
    def plan(self) -> Facts | None:
        """Give the plan that is shown, where there is one yet."""
        return self.decided.plan

    @property
    def shown(self) -> Facts:
        """Give the plan that is shown with its figures; ``ValueError`` if there is none yet."""
        return self.decided.shown

    @property
    def version(self) -> Version | None:
        """Give the saved version that the data is, where anything is kept."""
        return self.drafting.version

    @property
    def newest(self) -> Version | None:
        """Give the newest version that is kept, whoever saved it; saving merges with it."""
        return self.drafting.newest

    @property
    def author(self) -> str:
        """Give who drafts and saves, as typed; nobody has proved it."""
        return self.drafting.author

    @property
    def drafted(self) -> Draft:
        """Give what is changed and not saved; steps without changes are plans that were accepted."""
        return self.decided.draft

    @property
    def as_drafted(self) -> Roadmap:
        """Give the roadmap with what is drafted; ``ValueError`` if the data has errors."""
        with self._lock:
            return self.drafting.as_drafted

    @property
    def unsaved(self) -> tuple[CellChange, ...]:
        """Give what saving would write, cell by cell; ``ValueError`` if the data has no roadmap."""
        with self._lock:
            return self.drafting.unsaved

    @property
    def rough(self) -> Mapping[Place, str]:
        """Give the cells that cannot be read yet, as they were typed."""
        return self.drafting.rough

    @property
    def scenario(self) -> ScenarioKept | None:
        """Give the scenario that is shown, nothing where it is the roadmap itself."""
        ground = self.drafting.ground
        return ground.kept if isinstance(ground, OnScenario) else None

    @property
    def plan_of_record(self) -> Facts | None:
        """Give the adopted plan, else the accepted plan that stands; nothing where nobody accepted one."""
        adopted = self.record.plan_of(self.data.roadmap)
        if adopted is not None:
            return adopted
        standing = self.decided.standing
        return standing.facts if standing is not None and standing.is_accepted else None

    @property
    def is_outdated(self) -> bool:
        """Tell whether the plan that stands is of a version that asks something else than the one below."""
        if self.plan is None or self.decided.rests_on.changes:
            return False
        return self.data.roadmap is None or not self.shown.roadmap.asks_the_same(self.data.roadmap)

    @property
    def is_behind(self) -> bool:
        """Tell whether the plan that stands was made from what asks something else than the draft does."""
        if self.plan is None or self.is_outdated:
            return False
        return not self.shown.roadmap.asks_the_same(self.as_drafted)

    @contextmanager
    def on(self, sight: str) -> Iterator[None]:
        """Hold everything still for a command that was given on what a window saw.

        ``StaleError`` if something has changed since; then nothing is done.
        """
        with self.held_still():
            self.journal.require(sight)
            self.data.has_been_seen()
            yield

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """Let nothing be decided meanwhile, so that what a window is shown and the sight it gets agree."""
        with self._lock:
            yield

    def change(self, *step: Edit, words: str = "") -> tuple[Finding, ...]:
        """Take one step into the draft; where it cannot be made, give the errors, and change nothing.

        Their ``change`` counts the edits of the step, from 1. ``StoreError`` if it cannot be kept.
        """
        with self._lock:
            wrong = self.drafting.change(step, words)
            if not wrong:
                self.journal.note_draft(Change.DRAFTED)
            return wrong

    def drop_draft(self, number: int | None = None) -> tuple[Finding, ...]:
        """Take one step out of the draft, counted from 1, or all; where others rest on it, give the errors.

        What was dropped is brought back as the last. ``ValueError`` if there is no such step.
        """
        with self._lock:
            wrong = self.drafting.drop(number)
            if not wrong:
                self.journal.note_draft(Change.DROPPED)
            return wrong

    def keep_rough(self, place: Place, text: str | None) -> None:
        """Keep a cell that cannot be read yet as it was typed; nothing where it can be now."""
        self.keep_all_rough({place: text})

    def keep_all_rough(self, cells: Mapping[Place, str | None]) -> None:
        """Keep several cells as they were typed, or forget them, at once; ``StoreError`` as of ``change``."""
        with self._lock:
            self.drafting.keep_all_rough(cells)
            self.journal.note_draft(Change.DRAFTED)

    def report(self, do: Callable[[Reporting], None]) -> None:
        """Change what is reported of the roadmap.

        Raises
        ------
        StoreError
            If a scenario is shown, or it cannot be kept; nothing is done then.
        """
        with self._lock:
            if self.scenario is not None:
                raise StoreError("not allowed", OF_SCENARIO)
            do(self.reporting)
            self.journal.note_draft(Change.REPORTED)

    def undo(self) -> None:
        """Undo the last step of the draft, with the plan, the changes and the aim before it."""
        with self._lock:
            if self.decided.can_undo:
                self._go(self.drafting.undo, Change.UNDONE)

    def redo(self) -> None:
        """Bring back the step of the draft that was undone last."""
        with self._lock:
            if self.decided.can_redo:
                self._go(self.drafting.redo, Change.REDONE)

    def _go(self, step: Callable[[], None], change: Change) -> None:
        """Go a step back or forward; what is asked or proposed meanwhile stays."""
        if not self._decide(step):
            self.journal.note_draft(change)
            return
        self._gone()
        self.journal.note(change)

    def _decide(self, step: Callable[[], None]) -> bool:
        """Let another plan stand; tell whether it is another one."""
        before = self.decided.standing
        step()
        if before is None or before is self.decided.standing:
            return False
        self._stands(before)
        return True

    def save(self, author: str, message: str = "", request: str = "") -> Saved | Refused:
        """Save what is drafted as a new version, merged with what others have saved; in conflict, nothing is.

        Parameters
        ----------
        author
            As typed.
        request
            A name that only this save has: sent again under it, it is saved once.

        Raises
        ------
        StoreError
            If nothing can be kept, the author is no name, or the database cannot be written.
        """
        with self._lock:
            ground, before = self.drafting.ground, self._as_it_was
            found = self.drafting.save(author=author, message=message, request=request)
            if self.drafting.ground is not ground:
                self._version_stands(self._had(before))
                self.journal.note(Change.SAVED)
            return found

    def follow_newest(self) -> bool:
        """Stand on the newest version where nothing is drafted; else saving merges with it. Tell whether."""
        with self._lock:
            store, newest, version = self.drafting.store, self.newest, self.version
            if store is None or newest is None or version is None or not self._can_follow(newest, version):
                return False
            self.stand_on(OnVersion(store, newest))
            return True

    def _can_follow(self, newest: Version, version: Version) -> bool:
        is_roadmap = self.drafting.ground is not None and not self.drafting.ground.scenario
        return is_roadmap and newest.number > version.number and not self.drafted.changes

    def stand_on(self, ground: Ground) -> None:
        """Let another version, or what has become of the scenario, be the data."""
        with self._lock:
            before = self._as_it_was
            self.drafting.stand_on(ground)
            self._version_stands(self._had(before))
            self.journal.note(Change.SAVED)

    @property
    def _as_it_was(self) -> tuple[Draft, tuple[Roadmap, ...]]:
        """Give the draft, and the roadmaps that it is over and leads to."""
        try:
            return self.drafted, () if self.data.has_errors else (self.base, self.as_drafted)
        except ValueError:  # a draft that does not fit its version, kept before rules were stricter
            return self.drafted, ()

    def _had(self, before: tuple[Draft, tuple[Roadmap, ...]]) -> Draft | None:
        """Give the draft of before where the data asks the same now, as it was and as it was drafted."""
        had, roadmaps = before
        is_same = not self.data.has_errors and all(self.base.asks_the_same(each) for each in roadmaps)
        return had if roadmaps and is_same else None

    def stand_on_newest(self) -> None:
        """Let the newest version be the data, with nothing drafted; that is kept with the next step.

        Cells that cannot be read yet stay as they were typed. ``StoreError`` if nothing is kept.
        """
        store, newest = self.drafting.store, self.newest
        if store is not None and newest is not None:
            self.stand_on(OnVersion(store, newest))
