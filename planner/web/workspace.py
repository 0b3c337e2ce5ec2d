"""What the page shows and asks: the plan, what is proposed, the ambition levels, and the work under way.

One workspace serves all windows; threads that compute and threads that answer the browser share it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from planner.model import DEFAULT_SECONDS, Finding, Plan, Roadmap
from planner.repair import Accepted, HangTogether
from planner.results import Facts
from planner.store import Refused, Saved, Store, Version
from planner.tables import apply
from planner.web.engine import PlanMaker
from planner.web.ground import Ground
from planner.web.jobs import JobRegistry
from planner.web.journal import Change, Journal
from planner.web.lately import Lately
from planner.web.picking import Picked
from planner.web.proposals import Offers, Proposal, WhatIf
from planner.web.reading import Data, DataRead
from planner.web.reasons import Reasons
from planner.web.record import PlanOfRecord
from planner.web.repairers import Repairers
from planner.web.searched import Searched

if TYPE_CHECKING:
    from planner.language import Message


class Workspace(Searched):
    """What can be decided: to take what is proposed or part of it, to go back, and to begin with other data.

    The plan that is shown changes by decisions alone.

    Parameters
    ----------
    roadmap, findings, source, is_example
        See ``Data``.
    engine, seconds, head_start_seconds, jobs
        See ``Searches``; two jobs run at a time when not given.
    reasons
        Works out why dates are what they are; in a process of its own when not given.
    store, ground, author
        See ``Drafting``; nothing is kept when not given.
    record
        The plan of record, where several workspaces share it.
    opens
        Opens a store once the data has no errors, where none could be before.
    """

    def __init__(
        self,
        roadmap: Roadmap | None,
        *,
        engine: PlanMaker,
        findings: Sequence[Finding] = (),
        is_example: bool = False,
        seconds: float = DEFAULT_SECONDS,
        head_start_seconds: float = 0.0,
        source: Callable[[str], DataRead] | None = None,
        jobs: JobRegistry | None = None,
        reasons: Reasons | None = None,
        store: Store | None = None,
        ground: Ground | None = None,
        record: PlanOfRecord | None = None,
        author: str = "",
        opens: Callable[[], Store | None] | None = None,
    ) -> None:
        super().__init__(
            Data(roadmap, findings=findings, source=source, is_example=is_example),
            engine=engine,
            seconds=seconds,
            head_start_seconds=head_start_seconds,
            jobs=JobRegistry() if jobs is None else jobs,
            reasons=Reasons() if reasons is None else reasons,
            store=store,
            ground=ground,
            record=PlanOfRecord(store, engine.accepted) if record is None else record,
            author=author,
        )
        self.repairers = Repairers()
        self.marks = Lately[str, str]()
        """By which links know the plans that were shown lately, by their names."""
        self.linked = Lately[tuple[str, int], tuple[Plan, ...]]()
        """The plan that links have led to lately, or none, by mark and number: to judge one takes long."""
        self._opens = opens
        self.missing: Message | None = None
        """Why there is nothing to show at all, as where the scenario of an address is gone."""
        self.passes_because: Message | None = None
        """Why what is kept goes with the server; nothing where it stays, or nothing is kept at all."""

    def open_offer(self) -> None:
        """Propose the better plan that has been found, so that it can be looked at; from then on it stays."""
        with self._lock:
            if self.offer is not None:
                self._propose(self.offer, self.decided.rests_on)
                self.journal.note(Change.OPENED)

    @property
    def can_accept(self) -> bool:
        """Tell whether a plan is proposed; where none keeps the rules, there is nothing to accept."""
        return self.proposal is not None and self.proposal.facts.plan.schedule is not None

    def accept(self) -> None:
        """Let the proposed plan take the place of the plan."""
        with self._lock:
            if self.proposal is not None and self.can_accept:
                self._decide(partial(self.drafting.accept, self.proposal))
                self._propose(None, self.decided.rests_on)
                self.journal.note(Change.ACCEPTED)

    def accept_some(self, chosen: Sequence[str]) -> None:
        """Propose the plan with some of the moves of the proposed one; it is worked out beside all else.

        Parameters
        ----------
        chosen
            Measures; of those that the proposal does not move nothing is asked.
        """
        with self._lock:
            proposal = self.proposal
            if proposal is not None and self.can_accept:
                plans = self.shown.plan, proposal.facts.plan
                self.picking.ask(plans, tuple(chosen), partial(self._picked, proposal=proposal))

    def _picked(self, found: Picked, proposal: Proposal) -> None:
        """Let what came of it take the place of the proposal, where that is still looked at."""
        with self._lock:
            if self.proposal is proposal:
                self._narrow(found if isinstance(found, Accepted) else None)

    def take_together(self) -> None:
        """Propose the plan with the chosen moves and all that hang together with them."""
        with self._lock:
            found = self.picking.found
            self._narrow(found.as_one if isinstance(found, HangTogether) else None)

    def _narrow(self, found: Accepted | None) -> None:
        if self.proposal is None or found is None:
            return
        self.stops.leave()
        self._propose_instead(found.plan)

    def ask_for_stops(self) -> None:
        """Work out the stops of the slider between improving and disturbing, where there is a proposal."""
        self.stops.ask(then=self._wanted_stop_is_known)

    def choose_stop(self, number: int) -> None:
        """Propose the plan of a stop in place of what is proposed: at once, or as soon as it is known."""
        with self._lock:
            plan = self.stops.choose(number)
            if plan is not None:
                self.picking.forget()
                self._propose_instead(plan)

    def _wanted_stop_is_known(self) -> None:
        with self._lock:
            if self.stops.wanted is not None:
                self.choose_stop(self.stops.wanted)

    def _propose_instead(self, plan: Plan) -> None:
        """Let another plan for the same question be looked at."""
        if self.proposal is not None:
            self.proposal = replace(self.proposal, facts=Facts(plan), is_offer=False)
            self._follow_moves()
            self.journal.note(Change.PROPOSED)

    def discard(self) -> None:
        """Forget the proposed plan and all that was asked for it; what was offered is not offered again."""
        with self._lock:
            if self.proposal is not None and self.proposal.is_offer:
                self._offers.decline(self.proposal)
            self._propose(None, self.decided.rests_on)
            self.journal.note(Change.DISCARDED)

    @property
    def undoes(self) -> Version | None:
        """Give the saved version that ``take_back`` takes back, where no step of the draft comes first."""
        store = self._store_of_roadmap
        return None if store is None or self.drafted.can_undo else store.versions.to_undo()

    @property
    def redoes(self) -> Version | None:
        """Give the undoing of a saved version that ``bring_back`` takes back, where no step comes first."""
        store = self._store_of_roadmap
        return None if store is None or self.drafted.steps else store.versions.to_redo()

    @property
    def _store_of_roadmap(self) -> Store | None:
        """Give the store, where it is the roadmap itself that is shown: scenarios have no versions."""
        return None if self.scenario is not None else self.drafting.store

    def take_back(self) -> Saved | Refused | None:
        """Undo the last step of the draft; where none is left, what was saved last, by a new version.

        That is refused, with whose version it is, where somebody has changed the same since. ``StoreError``
        if it cannot be kept.
        """
        with self._lock:
            if self.drafted.can_undo:
                self.undo()
                return None
            version = self.undoes
            return None if version is None else self.undo_version(version.number)

    def bring_back(self) -> Saved | Refused | None:
        """Make the step of the draft again that was undone last, or else the version that was."""
        with self._lock:
            if self.drafted.can_redo:
                self.redo()
                return None
            version = self.redoes
            return None if version is None else self.undo_version(version.number)

    def undo_version(self, number: int, request: str = "") -> Saved | Refused:
        """Save a new version without what an earlier one changed; refused where others have built on that."""
        with self._lock:
            return self._went_back(self.drafting.undo_version(number, request))

    def restore(self, number: int, request: str = "") -> Saved | Refused:
        """Save a new version that equals an earlier one."""
        with self._lock:
            return self._went_back(self.drafting.restore(number, request))

    def _went_back(self, found: Saved | Refused) -> Saved | Refused:
        """Follow where something was saved; what is drafted stays on its version, and merges when saved."""
        if isinstance(found, Saved) and not self.follow_newest():
            self.journal.tell()
        return found

    def begin_anew(
        self, roadmap: Roadmap, first: Plan, findings: tuple[Finding, ...], *, improve: bool
    ) -> None:
        """Begin with other data; what the plan rested on is asked for again, where the data allows it."""
        before, rested_on = self.plan, self.decided.rests_on
        self.searches = self.searches.anew()
        self.data.begin_anew(roadmap, findings)
        self.decided.begin_anew(roadmap.digest)
        self.journal = Journal()  # windows that show the data as it was are told to be loaded again
        self.proposal, self.question, self._offers = None, WhatIf(), Offers()
        self._follow_proposal()
        self.start(first, improve=improve, before=before)
        self._begin_to_keep()
        self.data.refuse_changes(apply(roadmap, rested_on.changes).findings)
        if not self.data.refused and not rested_on.is_usual and rested_on.baseline is None:
            self.ask_with(rested_on.changes, rested_on.aim)

    def _begin_to_keep(self) -> None:
        """Let data that has no errors any more be the first version, where there is a place to keep it."""
        store = None if self._opens is None else self._opens()
        if store is not None:
            self.drafting.begin(store)

    def close(self) -> None:
        """Stop all work, and wait a little for it to end."""
        self.jobs.stop_all()
        if self.preparation is not None:
            self.preparation.end()
        self.searches.close()
        self.reasons.close()
        self.moves.close()
        self.picking.close()
        self.stops.close()
        self.certifying.close()
        self.since.close()
