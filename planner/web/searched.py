"""What is searched for in a workspace, and what is proposed in the place of the plan that stands."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.model import Aim, Draft, Edit, Plan, Request, in_few
from planner.results import Facts
from planner.store import Store
from planner.tables import edited
from planner.web.aims import USUAL
from planner.web.capacity import Percents, percents_in, step_to
from planner.web.decided import ShownPlan
from planner.web.diagnoses import Diagnoses, without_a_plan
from planner.web.engine import PlanMaker
from planner.web.ground import Ground
from planner.web.jobs import Job, JobRegistry, TooManyError
from planner.web.journal import Change
from planner.web.kept_searches import KeptSearch, begun
from planner.web.moves import Moves
from planner.web.picking import Picking
from planner.web.proposals import Offers, Proposal, WhatIf, is_better, with_proof_of
from planner.web.proved import Proved
from planner.web.reading import Data
from planner.web.reasons import Reasons
from planner.web.record import PlanOfRecord
from planner.web.rolls import plan_as_it_was, plan_that_was_rolled
from planner.web.search_asked import SearchAsked
from planner.web.searches import Searches
from planner.web.since import SinceRolled
from planner.web.stops import USUAL_STOP, Stops

if TYPE_CHECKING:
    from planner.solver import Preparation


class Searched(Proved):
    """The searches on what is drafted, the question that is asked, and what is proposed and offered.

    What a search finds is an offer or a proposal: only where there is no plan to show does it take its place.

    Parameters
    ----------
    engine, seconds, head_start_seconds, jobs
        See ``Searches``.
    reasons, store, ground, record, author
        See ``Proved``.
    """

    def __init__(
        self,
        data: Data,
        *,
        engine: PlanMaker,
        seconds: float,
        head_start_seconds: float,
        jobs: JobRegistry,
        reasons: Reasons,
        store: Store | None,
        ground: Ground | None,
        record: PlanOfRecord,
        author: str,
    ) -> None:
        super().__init__(
            data, engine=engine, reasons=reasons, store=store, ground=ground, record=record, author=author
        )
        self.jobs = jobs
        self.searches = Searches(
            data,
            self,
            engine=engine,
            jobs=jobs,
            seconds=seconds,
            head_start_seconds=head_start_seconds,
            keeps=self._keep_search,
            answers=lambda: None if self.drafting.store is None else self.drafting.store.answers,
        )
        self.diagnoses = Diagnoses(jobs, engine.diagnose)
        self.moves, self.picking, self.stops = Moves(), Picking(), Stops()
        self.since = SinceRolled()
        self.proposal: Proposal | None = None
        self.question = WhatIf()
        self.preparation: Preparation | None = None
        self._offers = Offers()
        self._asked_before: Job | None = None
        """The question that was asked of the version before this one, which asks the same."""

    def _stands(self, before: ShownPlan) -> None:
        """Let what is worked out be about the plan that stands now.

        What is proposed was settled against the plan before, and what was picked of it too.
        """
        if self.proposal is not None:
            self.proposal = replace(self.proposal, unsettled=None)
        self.picking.forget()
        self.searches.follow(Proposal(facts=before.facts, question=before.rests_on), self.decided.current)
        self._follow_plan()
        self.explain_no_plan()
        self._follow_proposal()

    def _gone(self) -> None:
        """Let what is asked or proposed meanwhile stay."""
        if not self._is_about_something_else:
            self._propose(None, self.decided.rests_on)

    def _version_stands(self, had: Draft | None) -> None:
        """Look further on the version that was saved; a plan of another one gets a proposal of this.

        Where it asks the same, what is searched for goes on; but not for a question that rests on the draft.
        """
        if had is not None and self.plan is not None and not (had.changes and self.searches.is_asking):
            self._go_on()
            return
        self.searches = self.searches.anew()
        self.proposal, self._offers = None, Offers()
        self._stand_as_then()
        self._propose(None, self.decided.rests_on)
        if self.plan is not None:
            self._follow_plan()
            self._look_further()
        elif not self.data.has_errors:
            self.start()

    def _go_on(self) -> None:
        """Go on with what is searched for, offered and proposed, on a version that asks the same."""
        self._stand_as_then()
        self._offers.become(self._carried)
        proposal = None if self.proposal is None else self._carried(self.proposal)
        if proposal is not None and self.stops.chosen != USUAL_STOP:  # it is not what a search has settled
            proposal = replace(proposal, unsettled=None)
        if self.searches.is_asking:
            self._asked_before = self.searches.asking
        else:
            self.question = self.decided.rests_on if proposal is None else proposal.question
        self._propose(proposal, self.question)
        self._follow_plan()
        if not self.searches.is_improved and not (self.is_outdated and self._is_about_something_else):
            self._look_further()

    def _carried(self, proposal: Proposal, changes: tuple[Edit, ...] | None = None) -> Proposal | None:
        """Give a proposal as one of the data as it is now; nothing where that asks anything else.

        It rests on what is drafted and its own step, or on other changes of the data.
        """
        changes = in_few((*self.drafted.changes, *proposal.step)) if changes is None else changes
        try:
            roadmap = edited(self.base, changes) if changes else self.base
        except ValueError:  # a step that the data has taken meanwhile
            return None
        plan, unsettled = proposal.facts.plan, proposal.unsettled
        if not plan.roadmap.asks_the_same(roadmap):
            return None
        carried = plan.carried_to(roadmap)
        return replace(
            proposal,
            facts=proposal.facts if carried is plan else Facts(carried),
            question=replace(proposal.question, changes=changes),
            unsettled=None if unsettled is None else unsettled.carried_to(roadmap),
        )

    def _of_now(self, plan: Plan) -> Plan:
        """Give a plan of the data as one of the version that stands now, where that asks the same."""
        return plan if self.data.roadmap is None else plan.carried_to(self.data.roadmap)

    def _stand_as_then(self) -> None:
        """Let the plan stand that rolling forward began or ended with here, where another roadmap's does."""
        if self.data.roadmap is not None:
            self.reporting.follow(self.data.roadmap)
        standing = self.decided.standing
        is_of_it = standing is not None and standing.facts.roadmap.digest == self.data.digest
        then = None if is_of_it else self.drafting.stood_then(self.searches.engine.accepted)
        if then is not None:
            self.decided.take(then)
            self._follow_plan()
            self.explain_no_plan()

    @property
    def is_busy(self) -> bool:
        """Tell whether anything is being searched for."""
        return self.jobs.is_busy

    def start(self, first: Plan | None = None, *, improve: bool = True, before: Facts | None = None) -> None:
        """Show the first plan, made now where it is not given, and look further in the background.

        The search for a better one sets out from the plan of the data as it was, where there was one.
        """
        self.decided.show(Facts(self.searches.engine.first_plan(self.base) if first is None else first))
        self._follow_plan()
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
            self._follow_plan()
            self.journal.note(Change.FOUND)
            if improve:
                self._look_further()

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

    def ask(self, percents: Percents, aim: Aim = USUAL) -> Job:
        """Search with another capacity per sector, in per cent of the data's, or for another aim."""
        with self._lock:
            return self.ask_with(step_to(percents, percents_in(self.drafted.changes)), aim)

    def propose(self, aim: Aim | None = None) -> Job:
        """Search for the plan that follows from the draft, for the aim of the plan that stands or another."""
        return self.ask_with((), aim or self.decided.aim)

    def replan(self) -> Job:
        """Propose the plan that changes least of what stands, or of what rolling forward left of it."""
        with self._lock:
            question = WhatIf(changes=in_few(self.drafted.changes), aim=self.decided.aim)
            effort, shown = self.searches.effort, self.shown.plan
            left = self.left_of_it
            rolled = None if left is None else plan_that_was_rolled(self.drafting.store, self.base)
            asked = SearchAsked(question=question, effort=effort, start=shown, repairs=left or shown)
            return self._ask(replace(asked, rolled_from=rolled))

    def have_left_at_hand(self) -> None:
        """Work out ``left_of_it`` before all is held still to tell of it."""
        self._left_of_it()

    @property
    def left_of_it(self) -> Plan | None:
        """Give what rolling forward left of the plan that stands, where that still counts from before."""
        return self._left_of_it()

    def _left_of_it(self) -> Plan | None:
        if self.plan is None or self.shown.roadmap.calendar.counts_as(self.base.calendar):
            return None
        return plan_as_it_was(self.drafting.store, self.base, self.searches.engine)

    def ask_with(self, step: tuple[Edit, ...], aim: Aim = USUAL) -> Job:
        """Search with more changes than the draft has, or for another aim.

        It ends what was asked before. Fewest changes are counted from the plan that is shown now.
        """
        with self._lock:
            baseline = self.shown.plan if aim.name == "stability" else None
            changes = in_few((*self.drafted.changes, *step))
            question = WhatIf(changes=changes, aim=aim, baseline=baseline)
            effort, start = self.searches.effort, self.shown.plan
            return self._ask(SearchAsked(question=question, step=step, effort=effort, start=start))

    def ask_as(self, request: Request, *, baseline: Plan | None = None, start: Plan | None = None) -> Job:
        """Search exactly as a request says, from no other plan than the one it names.

        The plans are those in the files that it names. ``ValueError`` if it names no aim.
        """
        if request.aim is None:
            raise ValueError("the request names no aim, expected one")
        with self._lock:
            question = WhatIf(changes=request.changes, aim=request.aim, baseline=baseline)
            return self._ask(
                SearchAsked(
                    question=question,
                    step=request.changes,
                    effort=request.effort,
                    start=start,
                    move_cost=request.move_cost,
                )
            )

    def _ask(self, asked: SearchAsked) -> Job:
        job = self.searches.answer(replace(asked, by=self.decided.plan_id))
        self._propose(None, asked.question)
        self.journal.note(Change.ASKED)
        return job

    def _keep_search(self, request: Request) -> KeptSearch:
        scenario = 0 if self.scenario is None else self.scenario.number
        store, author = self.drafting.store, self.author or "?"
        return begun(store, self.data.base, request, author=author, scenario=scenario)

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

    def _look_further(self) -> None:
        """Look for a better plan; of one that is outdated, for one of the version below it."""
        if self.is_outdated:
            with suppress(TooManyError):  # what was saved is saved; the plan says that it is outdated
                if self.left_of_it is None:
                    self.ask_with((), self.decided.aim)
                else:
                    self.replan()
        else:
            self.searches.improve(self.decided.current, self.shown.plan)

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
        shown = None if self.plan is None else self.plan.plan
        if shown is not None and proposed is not None and self.proposal is not None:
            counts_alike = shown.roadmap.calendar.counts_as(proposed.roadmap.calendar)
            shown = shown if counts_alike else self.left_of_it
        self.moves.follow(shown, proposed)

    def found_better(self, plan: Plan, by: Searches) -> None:
        """Offer what the first search has found; where there is no plan yet, show it."""
        with self._lock:
            if by is not self.searches:  # it is a plan of the data as it was
                return
            found = Proposal(facts=Facts(self._of_now(plan)), is_offer=True)
            if self._offers.take(found):
                self.journal.tell()
            if self.shown.plan.schedule is None and is_better(found.facts, self.shown):
                self.decided.show(found.facts)
                self._follow_certificate()
                self.explain_no_plan()
                self.journal.note(Change.FOUND)

    def found_all(self, plan: Plan, by: Searches) -> None:
        """Say of the plan that is shown what the first search came to know."""
        with self._lock:
            if by is self.searches and self.decided.rests_on.is_usual:
                known, proved = self.shown.plan, with_proof_of(self.shown, self._of_now(plan))
                self.decided.show(proved)
                self.explain_no_plan()
                if proved.plan != known:  # drawing anew takes buttons from under the hands of who clicks
                    self.journal.redraw()

    def found_answer(self, answer: Proposal, job: Job) -> None:
        """Propose the answer to what was asked last."""
        with self._lock:
            if self.searches.asking is job:
                was_asked_before = job is self._asked_before
                # counted from the data, as it was asked: by now something else may be drafted
                carried = self._carried(answer, answer.question.changes) if was_asked_before else None
                self.proposal = carried or answer
                self._follow_proposal()
                self.journal.note(Change.PROPOSED)

    def found_level(self) -> None:
        """Tell the windows that a level is known."""
        with self._lock:
            self.journal.tell()
