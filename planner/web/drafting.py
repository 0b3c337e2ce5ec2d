"""What a workspace stands on: a version, what is drafted over it, and all of that as it is kept."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from planner.language import to_say
from planner.merging import CellChange, Place, changes_between
from planner.model import Certificate, Draft, Edit, Finding, Plan, Roadmap
from planner.sheets import fitted, found_in
from planner.store import (
    CertificateKept,
    DraftKept,
    Refused,
    Saved,
    StandingPlan,
    Store,
    StoreError,
    Version,
)
from planner.tables import apply
from planner.web.decided import Decided, ShownPlan
from planner.web.ground import Ground, OnVersion, ToSave
from planner.web.lately import Lately
from planner.web.proposals import Proposal, WhatIf
from planner.web.reading import Data
from planner.web.record import Judge
from planner.web.stood import PlansKept, plan_then, standing_kept, swaps_kept

log = logging.getLogger(__name__)


class Drafting:
    """A draft over a version or a scenario, and where both are kept; without a store it is in memory.

    What cannot be kept is not done either: ``StoreError`` says why.

    Parameters
    ----------
    ground
        What the data is of, where anything is kept.
    author
        Who drafts and saves, as typed; nobody has proved it.
    """

    def __init__(
        self,
        data: Data,
        decided: Decided,
        *,
        store: Store | None = None,
        ground: Ground | None = None,
        author: str = "",
    ) -> None:
        self._data, self._decided = data, decided
        self.store, self.ground, self.author = store, ground, author
        self.rough: Mapping[Place, str] = {}
        self._plans = None if store is None else PlansKept(store, author)
        self._made: tuple[str, tuple[Edit, ...], Roadmap] | None = None
        self._unsaved = Lately[tuple[str, str], tuple[CellChange, ...]]()
        self._take_up()

    def _take_up(self) -> None:
        """Go on with the draft that was kept, where it is of this version."""
        kept = self._as_kept()
        if kept is None:
            return
        self.rough = kept.rough
        if kept.draft.base == self._data.digest:
            self._decided.draft = kept.draft

    def _as_kept(self) -> DraftKept | None:
        if self.store is None or self.ground is None:
            return None
        return self.store.drafts.draft(self.ground.scenario)

    @property
    def version(self) -> Version | None:
        """Give the version that the data is, or is based on."""
        return None if self.ground is None else self.ground.version

    @property
    def planned_digest(self) -> str:
        """Give the digest of what plans of the data depend on, nothing where that has errors."""
        return "" if self._data.roadmap is None else self._data.roadmap.planned_digest

    def begin(self, store: Store) -> None:
        """Keep from now on what was in memory alone: the data is the first version of a store."""
        self.store, self.ground = store, OnVersion(store, store.versions.newest())
        self._plans = PlansKept(store, self.author)
        self._keep()

    def standing(self, judge: Judge) -> ShownPlan | None:
        """Give the plan that stands as it is kept, judged anew; nothing where none is, or it is refused.

        The plans that stood before it come back with the steps that they are undone by.

        Raises
        ------
        StoreError
            If what is kept of it is damaged.
        """
        kept = self._as_kept()
        if self._plans is None or kept is None or kept.plan is None:
            return None
        accepted = self._carrying(judge)
        standing = self._plans.read(kept.plan, accepted)
        if standing.facts.plan.schedule is None:
            return None
        if kept.draft.base != self._data.digest:
            return replace(standing, rests_on=replace(standing.rests_on, changes=()))
        self._decided.take_up({swap.at: self._plans.swap(swap, accepted) for swap in kept.swaps})
        return standing

    def stood_then(self, judge: Judge) -> ShownPlan | None:
        """Give the plan that a roll began or ended with on the roadmap that is the data now, judged anew.

        Raises
        ------
        StoreError
            If what is kept of it is damaged.
        """
        roadmap = self._data.roadmap
        kept = None if self.store is None or roadmap is None else plan_then(self.store.reports, roadmap)
        found = None if self._plans is None or kept is None else self._plans.read(kept, self._carrying(judge))
        return None if found is None or found.facts.plan.schedule is None else found

    def _carrying(self, judge: Judge) -> Judge:
        """Judge a plan, and give it as one of the data where that asks the same as its own roadmap."""
        roadmap = self._data.roadmap
        return judge if roadmap is None else lambda plan: judge(plan).carried_to(roadmap)

    def hand_over(self, ground: Ground) -> None:
        """Let the accepted plan that was made from what is drafted stand in what the draft has become."""
        if self.store is None:
            return
        roadmap, standing = ground.roadmap(), self._decided.standing
        fits = standing is not None and standing.facts.roadmap.asks_the_same(roadmap)
        kept = DraftKept(
            scenario=ground.scenario,
            version=ground.version.number,
            draft=Draft(base=roadmap.digest),
            plan=self._standing(()) if fits else None,
        )
        self.store.drafts.keep(kept)

    @property
    def newest(self) -> Version | None:
        """Give the newest version that is kept, whoever saved it."""
        return None if self.store is None else self.store.versions.newest()

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

    @property
    def unsaved(self) -> tuple[CellChange, ...]:
        """Give what saving would write: cells that differ from what is saved, rows that came or went."""
        if not self._decided.draft.changes:
            return ()
        base, drafted = self._data.base, self.as_drafted
        return self._unsaved.get((base.digest, drafted.digest), lambda: changes_between(base, drafted))

    def change(self, step: tuple[Edit, ...], words: str) -> tuple[Finding, ...]:
        """Take a step into the draft; where it cannot be made, give the errors, and change nothing."""
        if self.ground is not None:
            self.ground.require_open()
        made, wrong = fitted(self.as_drafted, step)
        if made is not None:
            with self._kept():
                self._decided.make(step, words)
            self._made = self._data.digest, self._decided.draft.changes, made
        return wrong

    def drop(self, number: int | None) -> tuple[Finding, ...]:
        """Take one step out of the draft, or all; where later ones rest on it, give the errors."""
        if number is not None:
            without = self._decided.draft.without(number)
            _roadmap, wrong = fitted(self._data.base, without.changes)
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
            if self._plans is not None:
                self._decided.number(self._plans.numbered)
        if self.store is not None:
            try:
                self.store.forget_unnamed()
            except StoreError:  # the plan stands, and is kept; the next one looks again
                log.exception("plans that nothing names could not be forgotten")

    def keep_certificate(self, plan: Plan, certificate: Certificate) -> CertificateKept:
        """Keep a certificate with its plan; what that has become stands under its number from then on.

        Until it is kept, what stands goes by the number by which an earlier certificate is found.

        Raises
        ------
        StoreError
            Also where nothing is kept.
        """
        store, _ground = self.needs_store()
        plans, standing = self._plans or PlansKept(store, self.author), self._decided.standing
        number = plans.number_of(plan, standing)
        kept = store.certificates.keep(number, certificate, author=self.author or "?")
        if standing is not None and standing.has_become_of(plan) and standing.number != number:
            with self._kept():
                under = replace(standing, number=number)
                self._decided.number(lambda each: plans.numbered(under if each is standing else each))
        return kept

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
        _store, ground = self.needs_store()
        emptied: list[Version] = []

        def empty(now: Version) -> DraftKept:
            emptied.append(now)
            draft = Draft(base=digest_on(now))
            return replace(self._draft_kept(now), draft=draft, plan=self._standing(()), swaps=())

        def digest_on(now: Version) -> str:
            return roadmap.digest if ground.scenario else now.digest

        roadmap = self.as_drafted
        asked = ToSave(
            draft=self._decided.draft,
            roadmap=roadmap,
            author=author,
            message=message,
            request=request,
            emptied=empty,
        )
        found, now = ground.save(asked)
        if emptied:
            self.stand_on(now)
        return found

    def undo_version(self, number: int, request: str) -> Saved | Refused:
        """Save a new version without what an earlier one changed."""
        store, _ground = self.needs_store()
        return store.versions.undo(number, author=self.author, request=request)

    def restore(self, number: int, request: str) -> Saved | Refused:
        """Save a new version that equals an earlier one."""
        store, _ground = self.needs_store()
        return store.versions.restore(number, author=self.author, request=request)

    def stand_on(self, ground: Ground) -> None:
        """Let a version or a scenario be the data; the plan stands, until another one is accepted."""
        roadmap = ground.roadmap()
        rested_on = self._decided.rests_on
        self.ground = ground
        self._data.stand_on(roadmap, found_in(roadmap))
        self._decided.stand_on(roadmap, WhatIf(aim=rested_on.aim, baseline=rested_on.baseline))

    def needs_store(self) -> tuple[Store, Ground]:
        """Give where it is kept, and what it stands on; ``StoreError`` where nothing is kept."""
        if self.store is None or self.ground is None:
            raise StoreError("no store", to_say("Nothing can be saved: there is nowhere to keep it."))
        return self.store, self.ground

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
        if self.store is not None and self.ground is not None:
            self.store.drafts.keep(self._draft_kept(self.ground.version))

    def _draft_kept(self, version: Version) -> DraftKept:
        return DraftKept(
            scenario=0 if self.ground is None else self.ground.scenario,
            version=version.number,
            draft=self._decided.draft,
            rough=self.rough,
            plan=self._standing(),
            swaps=swaps_kept(self._decided),
        )

    def _standing(self, changes: tuple[Edit, ...] | None = None) -> StandingPlan | None:
        """Give what is kept of the plan that stands."""
        standing = self._decided.standing
        return None if standing is None else standing_kept(standing, changes)


def version_to_stand_on(store: Store) -> Version:
    """Give the version that somebody has drafted changes of, else the newest."""
    kept = store.drafts.draft()
    is_drafted = kept is not None and kept.draft.changes
    return store.versions.version(kept.version) if kept and is_drafted else store.versions.newest()
