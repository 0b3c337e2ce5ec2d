"""What a workspace stands on: a version, what is drafted over it, and all of that as it is kept."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from planner.check import check
from planner.language import to_say
from planner.merging import Place
from planner.model import Draft, Edit, Finding, Roadmap, errors
from planner.store import DraftKept, Refused, Saved, StandingPlan, Store, StoreError, Version
from planner.tables import apply
from planner.web.decided import Decided
from planner.web.proposals import Proposal, WhatIf
from planner.web.reading import Data


class Drafting:
    """The version under a draft, and where both are kept; without a store all of it is in memory.

    What cannot be kept is not done either: ``StoreError`` says why.

    Parameters
    ----------
    store, version
        Where it is kept, and the version that the data is of.
    author
        Who drafts and saves, as typed; nobody has proved it.
    """

    def __init__(
        self,
        data: Data,
        decided: Decided,
        *,
        store: Store | None = None,
        version: Version | None = None,
        author: str = "",
    ) -> None:
        self._data, self._decided, self.store = data, decided, store
        self.version, self.author = version, author
        self.rough: Mapping[Place, str] = {}
        self._made: tuple[str, tuple[Edit, ...], Roadmap] | None = None
        self._take_up()

    def _take_up(self) -> None:
        """Go on with the draft that was kept, where it is of this version."""
        kept = None if self.store is None else self.store.drafts.draft()
        if kept is None:
            return
        self.rough = kept.rough
        if kept.draft.base == self._data.digest:
            self._decided.draft = kept.draft

    @property
    def as_drafted(self) -> Roadmap:
        """Give the roadmap with what is drafted; ``ValueError`` if the data has none."""
        base, changes = self._data.base, self._decided.draft.changes
        if self._made is None or self._made[:2] != (base.digest, changes):
            made = apply(base, changes).roadmap
            if made is None:
                raise ValueError("the draft does not fit its version, expected one that does")
            self._made = base.digest, changes, made
        return self._made[2]

    def change(self, step: tuple[Edit, ...], words: str) -> tuple[Finding, ...]:
        """Take a step into the draft; where it cannot be made, give the errors, and change nothing."""
        made, wrong = _made(self.as_drafted, step)
        if made is not None:
            with self._kept():
                self._decided.make(step, words)
            self._made = self._data.digest, self._decided.draft.changes, made
        return wrong

    def drop(self, number: int | None) -> tuple[Finding, ...]:
        """Take one step out of the draft, or all; where later ones rest on it, give the errors."""
        if number is not None:
            without = self._decided.draft.without(number)
            _roadmap, wrong = _made(self._data.base, without.changes)
            if wrong:
                return wrong
        with self._kept():
            self._decided.drop(number)
        return ()

    def undo(self) -> None:
        """Undo the last step."""
        with self._kept():
            self._decided.undo()

    def redo(self) -> None:
        """Make the step again that was undone last."""
        with self._kept():
            self._decided.redo()

    def accept(self, proposal: Proposal) -> None:
        """Let a proposed plan stand."""
        with self._kept():
            self._decided.accept(proposal)
            if self.store is not None:
                plan = self.store.plans.keep(proposal.facts.plan, author=self.author)
                self._decided.number(plan.number)

    def keep_all_rough(self, cells: Mapping[Place, str | None]) -> None:
        """Keep cells that cannot be read yet as they were typed, or forget them."""
        before = self.rough
        rest = {place: typed for place, typed in before.items() if place not in cells}
        self.rough = rest | {place: typed for place, typed in cells.items() if typed is not None}
        try:
            self._keep()
        except StoreError:
            self.rough = before
            raise

    def save(self, *, author: str, message: str, request: str) -> Saved | Refused:
        """Save what is drafted as a new version, merged with what others have saved; the draft is empty then.

        One that was made already under this name leaves what was drafted since.
        """
        store, version = self._needs_store()
        emptied: list[Version] = []

        def empty(now: Version) -> DraftKept:
            emptied.append(now)
            return replace(self._draft_kept(now), draft=Draft(base=now.digest), plan=self._standing(()))

        found = store.versions.save(
            self.as_drafted,
            parent=version.number,
            author=author,
            message=message,
            request=request,
            beside=store.drafts.beside(empty),
        )
        if isinstance(found, Saved) and emptied:
            self.stand_on(found.version)
        return found

    @property
    def newest(self) -> Version:
        """Give the newest version that is kept."""
        return self._needs_store()[0].versions.newest()

    def roadmap_of(self, version: Version) -> Roadmap:
        """Give what a version holds."""
        return self._needs_store()[0].versions.roadmap(version.number)

    def stand_on(self, version: Version) -> None:
        """Let a version be the data; the plan stands, with its aim, until another one is accepted."""
        store, _before = self._needs_store()
        roadmap = store.versions.roadmap(version.number)
        rested_on = self._decided.rests_on
        self.version = version
        self._data.stand_on(roadmap, tuple(check(roadmap)))
        self._decided.stand_on(roadmap.digest, WhatIf(aim=rested_on.aim, baseline=rested_on.baseline))

    def _needs_store(self) -> tuple[Store, Version]:
        if self.store is None or self.version is None:
            raise StoreError("no store", to_say("Nothing can be saved: there is nowhere to keep it."))
        return self.store, self.version

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Do something, and keep what comes of it; where that fails, it is as if it had not been done."""
        before = self._decided.remembered
        try:
            yield
            self._keep()
        except StoreError:
            self._decided.go_back(before)
            raise

    def _keep(self) -> None:
        if self.store is not None and self.version is not None:
            self.store.drafts.keep(self._draft_kept(self.version))

    def _draft_kept(self, version: Version) -> DraftKept:
        return DraftKept(
            scenario=0,
            version=version.number,
            draft=self._decided.draft,
            rough=self.rough,
            plan=self._standing(self._decided.rests_on.changes),
        )

    def _standing(self, changes: tuple[Edit, ...]) -> StandingPlan | None:
        """Give what is kept of the accepted plan that stands."""
        standing = self._decided.standing
        if standing is None or standing.number is None:
            return None
        return StandingPlan(number=standing.number, aim=standing.rests_on.aim, changes=changes)


def _made(before: Roadmap, changes: tuple[Edit, ...]) -> tuple[Roadmap | None, tuple[Finding, ...]]:
    """Make changes of a roadmap; give it, or the errors that it had not before."""
    changed = apply(before, changes)
    if changed.roadmap is None:
        return None, tuple(errors(changed.findings))
    found = errors(check(changed.roadmap))
    known = {_what(finding) for finding in errors(check(before))} if found else set()
    new = [finding for finding in found if _what(finding) not in known]
    wrong = tuple(replace(finding, change=changed.traces.change_of(finding)) for finding in new)
    return (None if wrong else changed.roadmap), wrong


def _what(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.table, finding.subject, finding.column
