"""What the page shows and asks: the plan, what is proposed, the ambition levels, and the work under way.

One workspace serves all windows; threads that compute and threads that answer the browser share it.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from planner.merging import Place
from planner.model import (
    DEFAULT_SECONDS,
    MOVE_COST,
    Aim,
    Draft,
    Edit,
    Effort,
    Finding,
    Plan,
    Request,
    Roadmap,
    in_few,
)
from planner.repair import Accepted, HangTogether
from planner.results import Facts
from planner.store import Refused, Saved, ScenarioKept, SearchKept, Store, Version
from planner.tables import apply
from planner.web.aims import USUAL
from planner.web.capacity import Percents, percents_in, step_to
from planner.web.decided import Decided
from planner.web.diagnoses import Diagnoses, without_a_plan
from planner.web.drafting import Drafting
from planner.web.engine import PlanMaker
from planner.web.ground import Ground, OnScenario, OnVersion
from planner.web.jobs import Job, JobRegistry
from planner.web.journal import Change, Journal
from planner.web.kept_searches import KeptSearch, begun, interrupted
from planner.web.moves import Moves
from planner.web.picking import Picked, Picking
from planner.web.proposals import Offers, Proposal, WhatIf, is_better, with_proof_of
from planner.web.reading import ANY, Data, DataRead, LastReading
from planner.web.reasons import Reasons
from planner.web.record import PlanOfRecord
from planner.web.repairers import Repairers
from planner.web.searches import Searches
from planner.web.stops import Stops

if TYPE_CHECKING:
    from planner.language import Message
    from planner.solver import Preparation


class Workspace:
    """The data, the plan that stands, and what is asked, proposed and searched for.

    The plan that is shown changes by decisions alone: what a search finds is an offer or a proposal. Only
    where there is no plan to show does what is found take its place. What stands, what the data is and what
    is searched for know nothing of threads: here their changes are made one at a time, and noted.

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
        self.data = Data(roadmap, findings=findings, source=source, is_example=is_example)
        self.decided = Decided(self.data.digest)
        self.drafting = Drafting(self.data, self.decided, store=store, ground=ground, author=author)
        self.record = PlanOfRecord(store, engine.accepted) if record is None else record
        self.jobs = JobRegistry() if jobs is None else jobs
        self.reasons = Reasons() if reasons is None else reasons
        self.searches = Searches(
            self.data,
            self,
            engine=engine,
            jobs=self.jobs,
            seconds=seconds,
            head_start_seconds=head_start_seconds,
            keeps=self._keep_search,
        )
        self.diagnoses = Diagnoses(self.jobs, engine.diagnose)
        self.moves = Moves()
        self.picking = Picking()
        self.stops = Stops()
        self.repairers = Repairers()
        self.journal = Journal()
        self.proposal: Proposal | None = None
        self.question = WhatIf()
        self.preparation: Preparation | None = None
        self._opens = opens
        self.missing: Message | None = None
        """Why there is nothing to show at all, as where the scenario of an address is gone."""
        self.passes_because: Message | None = None
        """Why what is kept goes with the server; nothing where it stays, or nothing is kept at all."""
        self._offers = Offers()
        self._lock = threading.RLock()

    @property
    def is_busy(self) -> bool:
        """Tell whether anything is being searched for."""
        return self.jobs.is_busy

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
    def rough(self) -> Mapping[Place, str]:
        """Give the cells that cannot be read yet, as they were typed."""
        return self.drafting.rough

    @property
    def plan_of_record(self) -> Facts | None:
        """Give the adopted plan, else the accepted plan that stands; nothing where nobody accepted one."""
        if self.record.plan is not None:
            return self.record.plan
        standing = self.decided.standing
        return standing.facts if standing is not None and standing.is_accepted else None

    @property
    def is_outdated(self) -> bool:
        """Tell whether the plan that stands was made from another version than the one below it."""
        rests_on_it = self.plan is None or bool(self.decided.rests_on.changes)
        return not rests_on_it and self.shown.roadmap.digest != self.data.digest

    @property
    def is_behind(self) -> bool:
        """Tell whether the plan that stands was made from something else than what is drafted."""
        if self.plan is None or self.is_outdated:
            return False
        return self.shown.roadmap.digest != self.as_drafted.digest

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

    def start(self, first: Plan | None = None, *, improve: bool = True, before: Facts | None = None) -> None:
        """Show the first plan, made now where it is not given, and look further in the background.

        The search for a better one sets out from the plan of the data as it was, where there was one.
        """
        self.decided.show(Facts(self.searches.engine.first_plan(self.base) if first is None else first))
        self.reasons.follow(self.shown.plan)
        self.explain_no_plan()
        self.journal.note(Change.FOUND)
        if improve:
            self.searches.improve(self.decided.current, (before or self.shown).plan)

    def resume(self, *, improve: bool = True, before: Facts | None = None) -> None:
        """Show the plan that was accepted before the server ended, and look further; else the first plan.

        That of a scenario is looked for from the plan before it.
        """
        standing = self.drafting.standing(self.searches.engine.accepted)
        if standing is None:
            self.start(improve=improve, before=before)
            return
        with self._lock:
            self.decided.take(standing)
            self.question = standing.rests_on
            self.reasons.follow(self.shown.plan)
            self.journal.note(Change.FOUND)
            if improve:
                self._look_further()

    @property
    def scenario(self) -> ScenarioKept | None:
        """Give the scenario that is shown, nothing where it is the roadmap itself."""
        ground = self.drafting.ground
        return ground.kept if isinstance(ground, OnScenario) else None

    def explain_no_plan(self) -> None:
        """Work out why there is no plan where there is none, and end what goes on for anything else."""
        with self._lock:
            is_searched = self.searches.is_improved
            self.diagnoses.follow(without_a_plan(self.data, self.plan, is_searched=is_searched))

    def look_again(self) -> None:
        """Once the search for a better plan is over, make it again with the engines that it lacked."""
        searches = self.searches
        searches.wait_until_improved()
        with self._lock:
            if searches is self.searches and self.plan is not None:
                searches.improve_again(self.decided.current, self.shown.plan)
                self.journal.tell()

    def read_anew(self, *, improve: bool = True) -> None:
        """Read the data again; what cannot be read changes nothing.

        Where versions are kept, what has changed in the files is shown, to take in or to leave; else other
        data is planned again at once.
        """
        if self.data.source is None:
            return
        if self.drafting.store is not None:
            self.look_at_files()
            return
        found = self.data.source("" if self.plan is None else self.base.digest)
        with self._lock:
            if found.roadmap is not None and found.first is not None:
                self._begin_anew(found.roadmap, found.first, found.findings, improve=improve)
            else:
                self.data.keep(found, has_plan=self.plan is not None)
            self.explain_no_plan()

    def look_at_files(self, *, asked: bool = True) -> None:
        """Read the files, and tell what has changed in them since they were taken in.

        Where nobody has asked for it, what was left is not told again.
        """
        if self.data.source is None or self.drafting.store is None:
            return
        found = self.data.source(ANY)
        with self._lock:
            reading = self.drafting.look_at_files(found)
            files = self.drafting.files
            if reading is LastReading.REFUSED:
                self.data.keep(found, has_plan=self.data.roadmap is not None)
            elif asked or (files is not None and files.asks):
                self.data.say(reading)
            self.journal.tell()

    def take_in_files(self) -> Saved | Refused:
        """Save what has changed in the files as a version; in conflict with what others saved, nothing is.

        Raises
        ------
        StoreError
            If nothing is kept, or the database cannot be written.
        """
        with self._lock:
            found = self.drafting.take_in_files()
            is_saved = isinstance(found, Saved)
            self.data.say(LastReading.TAKEN_IN if is_saved else LastReading.IN_CONFLICT)
            if not self.follow_newest():
                self.journal.tell()
            return found

    def leave_files(self) -> None:
        """Leave what has changed in the files, until they change again."""
        with self._lock:
            self.drafting.leave_files()
            self.data.say(LastReading.LEFT)
            self.journal.tell()

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
            self.drafting.stand_on(ground)
            self._stand_on_version()
            self.journal.note(Change.SAVED)

    def _begin_anew(
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

    def ask(self, percents: Percents, aim: Aim = USUAL) -> Job:
        """Search with another capacity per sector, in per cent of the data's, or for another aim."""
        with self._lock:
            return self.ask_with(step_to(percents, percents_in(self.drafted.changes)), aim)

    def propose(self, aim: Aim | None = None) -> Job:
        """Search for the plan that follows from the draft, for the aim of the plan that stands or another."""
        return self.ask_with((), aim or self.decided.aim)

    def ask_with(self, step: tuple[Edit, ...], aim: Aim = USUAL) -> Job:
        """Search with more changes than the draft has, or for another aim.

        It ends what was asked before. Fewest changes are counted from the plan that is shown now.
        """
        with self._lock:
            baseline = self.shown.plan if aim.name == "stability" else None
            changes = in_few((*self.drafted.changes, *step))
            question = WhatIf(changes=changes, aim=aim, baseline=baseline)
            return self._ask(question, step, self.searches.effort, self.shown.plan)

    def ask_as(self, request: Request, *, baseline: Plan | None = None, start: Plan | None = None) -> Job:
        """Search exactly as a request says, from no other plan than the one it names.

        The plans are those in the files that it names. ``ValueError`` if it names no aim.
        """
        if request.aim is None:
            raise ValueError("the request names no aim, expected one")
        with self._lock:
            question = WhatIf(changes=request.changes, aim=request.aim, baseline=baseline)
            return self._ask(question, request.changes, request.effort, start, request.move_cost)

    def _ask(
        self,
        question: WhatIf,
        step: tuple[Edit, ...],
        effort: Effort,
        start: Plan | None,
        move_cost: float | None = MOVE_COST,
    ) -> Job:
        by = self.decided.plan_id
        job = self.searches.answer(question, step, effort, start, by=by, move_cost=move_cost)
        self._propose(None, question)
        self.journal.note(Change.ASKED)
        return job

    def _keep_search(self, request: Request) -> KeptSearch:
        scenario = 0 if self.scenario is None else self.scenario.number
        return begun(self.drafting.store, request, author=self.author or "?", scenario=scenario)

    @property
    def interrupted(self) -> tuple[SearchKept, ...]:
        """Give the searches on this data that ended with their server, the newest first."""
        return tuple(kept for kept, _request in interrupted(self.drafting.store, self.data.digest))

    def resume_search(self, number: int) -> Job | None:
        """Go on with a search that was interrupted, from the best plan that it had; none where it is gone."""
        with self._lock:
            left = interrupted(self.drafting.store, self.data.digest)
            asked = next((request for kept, request in left if kept.number == number), None)
            return None if asked is None else self.ask_as(asked)

    def stop(self) -> None:
        """End the search with another capacity, which answers with its best plan so far; else all work."""
        with self._lock:
            self.searches.stop()
            self.journal.note(Change.STOPPED)

    @property
    def better(self) -> Proposal | None:
        """Give the better plan that has been found for what the shown plan rests on, where there is one."""
        return self._offers.better_than(self.decided.current)

    @property
    def offer(self) -> Proposal | None:
        """Give the better plan where nothing else is asked or looked at, nor one as good."""
        if self._is_about_something_else:
            return None
        return self._offers.better_than(self.decided.current, self.proposal)

    @property
    def _is_about_something_else(self) -> bool:
        """Tell whether a question is being answered, or its answer looked at."""
        return self.searches.is_asking or (self.proposal is not None and not self.proposal.is_offer)

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
        if not self._is_about_something_else:
            self._propose(None, self.decided.rests_on)
        self.journal.note(change)

    def _decide(self, step: Callable[[], None]) -> bool:
        """Let another plan stand; tell whether it is another one."""
        before = self.decided.standing
        step()
        if before is None or before is self.decided.standing:
            return False
        self.searches.follow(Proposal(facts=before.facts, question=before.rests_on), self.decided.current)
        self.reasons.follow(self.shown.plan)
        self.explain_no_plan()
        self._follow_proposal()
        return True

    def change(self, *step: Edit, words: str = "") -> tuple[Finding, ...]:
        """Take one step into the draft; where it cannot be made, give the errors, and change nothing.

        Their ``change`` counts the edits of the step, from 1. ``StoreError`` if it cannot be kept.
        """
        with self._lock:
            wrong = self.drafting.change(step, words)
            if not wrong:
                self.journal.note_draft(Change.DRAFTED)
            return wrong

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
            ground = self.drafting.ground
            found = self.drafting.save(author=author, message=message, request=request)
            if self.drafting.ground is not ground:
                self._stand_on_version()
                self.journal.note(Change.SAVED)
            return found

    def stand_on_newest(self) -> None:
        """Let the newest version be the data, with nothing drafted; that is kept with the next step.

        Cells that cannot be read yet stay as they were typed. ``StoreError`` if nothing is kept.
        """
        store, newest = self.drafting.store, self.newest
        if store is not None and newest is not None:
            self.stand_on(OnVersion(store, newest))

    def _stand_on_version(self) -> None:
        """Look further on the version that was saved; a plan of another one gets a proposal of this."""
        self.searches = self.searches.anew()
        self.proposal, self._offers = None, Offers()
        self._propose(None, self.decided.rests_on)
        if self.plan is not None:
            self._look_further()
        elif not self.data.has_errors:
            self.start()

    def _look_further(self) -> None:
        """Look for a better plan; of one that is outdated, for one of the version below it."""
        if self.is_outdated:
            self.ask_with((), self.decided.aim)
        else:
            self.searches.improve(self.decided.current, self.shown.plan)

    def discard(self) -> None:
        """Forget the proposed plan and all that was asked for it; what was offered is not offered again."""
        with self._lock:
            if self.proposal is not None and self.proposal.is_offer:
                self._offers.decline(self.proposal)
            self._propose(None, self.decided.rests_on)
            self.journal.note(Change.DISCARDED)

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

    def _propose(self, proposal: Proposal | None, question: WhatIf) -> None:
        """Let a plan be looked at, or none, and a question be the one that the fields show."""
        self.proposal, self.question = proposal, question
        self.picking.forget()
        self.journal.drafts += 1
        self._follow_proposal()

    def _follow_proposal(self) -> None:
        """Let moves, and the stops of the slider, be of the plan that is shown and the proposal now."""
        self._follow_moves()
        shown, proposal = None if self.plan is None else self.plan.plan, self.proposal
        if proposal is None:
            self.stops.follow(shown, None, None)
        else:
            self.stops.follow(shown, proposal.facts.plan, proposal.unsettled)

    def _follow_moves(self) -> None:
        """Let it be worked out why measures lie elsewhere in the plan that is proposed now."""
        proposed = None if self.proposal is None else self.proposal.facts.plan
        self.moves.follow(None if self.plan is None else self.plan.plan, proposed)

    def found_better(self, plan: Plan, by: Searches) -> None:
        """Offer what the first search has found; where there is no plan yet, show it."""
        found = Proposal(facts=Facts(plan), is_offer=True)
        with self._lock:
            if by is not self.searches:  # it is a plan of the data as it was
                return
            if self._offers.take(found):
                self.journal.tell()
            if self.shown.plan.schedule is None and is_better(found.facts, self.shown):
                self.decided.show(found.facts)
                self.explain_no_plan()
                self.journal.note(Change.FOUND)

    def found_all(self, plan: Plan, by: Searches) -> None:
        """Say of the plan that is shown what the first search came to know."""
        with self._lock:
            if by is self.searches and self.decided.rests_on.is_usual:
                known, proved = self.shown.plan, with_proof_of(self.shown, plan)
                self.decided.show(proved)
                self.explain_no_plan()
                if proved.plan != known:  # drawing anew takes buttons from under the hands of who clicks
                    self.journal.redraw()

    def found_answer(self, answer: Proposal, job: Job) -> None:
        """Propose the answer to what was asked last."""
        with self._lock:
            if self.searches.asking is job:
                self.proposal = answer
                self._follow_proposal()
                self.journal.note(Change.PROPOSED)

    def found_level(self) -> None:
        """Tell the windows that a level is known."""
        with self._lock:
            self.journal.tell()
