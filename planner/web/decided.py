"""The plan that is shown, what it rests on, the draft, and the way back and forward through both."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.model import Aim, Draft, Edit, Plan, Roadmap, in_few
from planner.results import Facts, facts
from planner.store import StandingPlan
from planner.web.capacity import Percents, others_in, percents_in, step_to
from planner.web.proposals import Proposal, WhatIf
from planner.web.shelf import Shelf

MOST_STEPS = 20
"""How many accepted plans can be undone one after the other; each keeps a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlan:
    """A plan that stands or stood.

    Parameters
    ----------
    rests_on
        What it was asked to rest on.
    is_accepted
        Whether somebody has accepted it; the first plan of all stands without that.
    number
        Under which it is kept, where it is.
    baseline
        Under which the plan is kept that it counts changes from, where it does.
    """

    facts: Facts
    rests_on: WhatIf = field(default_factory=WhatIf)
    is_accepted: bool = False
    number: int | None = None
    baseline: int | None = None

    def carried_to(self, roadmap: Roadmap) -> "ShownPlan":
        """Give it as a plan of a roadmap that asks the same; as it is where that asks anything else."""
        plan = self.facts.plan.carried_to(roadmap)
        return self if plan is self.facts.plan else replace(self, facts=Facts(plan))

    def has_become_of(self, plan: Plan) -> bool:
        """Tell whether it is a plan, or that plan carried to a roadmap that asks the same."""
        mine = self.facts.plan
        return mine.schedule == plan.schedule and mine.roadmap.asks_the_same(plan.roadmap)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoodBefore:
    """A plan that stood before the server was started: it is read when it is to stand again.

    Parameters
    ----------
    read
        Gives it; ``StoreError`` where it cannot stand again.
    """

    kept: StandingPlan
    read: Callable[[], ShownPlan]


Stood = ShownPlan | StoodBefore


@dataclass(frozen=True, slots=True)
class Swap:
    """An accepted plan, and the one whose place it took; ``None`` where that is not known any more."""

    before: Stood | None
    after: Stood


@dataclass(frozen=True, slots=True)
class Remembered:
    """What had been decided, and its names, to go back to where something could not be kept."""

    draft: Draft
    draft_id: str
    standing: ShownPlan | None
    plan_id: str
    swaps: dict[int, Swap]


class Decided:
    """What has been decided about the data; nothing here searches or waits.

    The steps of the draft are changes of the data and accepted plans, in one order, so that each is undone
    where it came.

    Parameters
    ----------
    digest
        Of the roadmap that changes are made to.

    Attributes
    ----------
    draft_id
        Names the draft as it is now: another one with as many steps, or one of another run, has another name.
    """

    def __init__(self, digest: str) -> None:
        self.draft = Draft(base=digest)
        self.standing: ShownPlan | None = None
        self.plan_id = ""
        self.shelf = Shelf()
        self._swaps: dict[int, Swap] = {}

    @property
    def draft(self) -> Draft:
        """Give what is changed and not saved."""
        return self._draft

    @draft.setter
    def draft(self, draft: Draft) -> None:
        self._draft, self.draft_id = draft, uuid.uuid4().hex[:12]

    @property
    def swaps(self) -> Mapping[int, Swap]:
        """Give what let another plan stand, by the step, counted from 1."""
        return self._swaps

    def take_up(self, swaps: Mapping[int, Swap]) -> None:
        """Go on with plans that stood before the server was started."""
        self._swaps = dict(swaps)

    def begin_anew(self, digest: str) -> None:
        """Forget what was decided about other data; windows may still ask for plans on the shelf."""
        self.draft, self._swaps, self.standing = Draft(base=digest), {}, None

    def stand_on(self, roadmap: Roadmap, rests_on: WhatIf) -> None:
        """Begin a draft of data that was saved; the plan stands, and rests on something else of it.

        Where that asks the same as before, it is a plan of that.
        """
        self.draft, self._swaps = Draft(base=roadmap.digest), {}
        if self.standing is not None:
            self.standing = replace(self.standing, rests_on=rests_on)
            carried = self.standing.carried_to(roadmap)
            if carried is not self.standing:
                self.take(carried)

    def show(self, found: Facts) -> None:
        """Show a plan, under a name of its own, for what the one rests on that is shown.

        Where it has the same dates, and only more is known of it, it goes by the number that is kept.
        """
        standing = self.standing
        if standing is None:
            self.take(ShownPlan(facts=found))
            return
        before, after = standing.facts.plan, found.plan
        is_same = (after.digest, after.schedule) == (before.digest, before.schedule)
        self.take(replace(standing, facts=found, number=standing.number if is_same else None))

    def take(self, standing: ShownPlan) -> None:
        """Let a plan stand, under a name of its own."""
        self.standing = standing
        if standing.facts.plan.schedule is not None:
            facts.know(standing.facts.plan, standing.facts)  # so that nobody counts it all once more
        self.plan_id = self.shelf.put(standing.facts.plan)

    @property
    def plan(self) -> Facts | None:
        """Give the plan that is shown, where there is one yet."""
        return None if self.standing is None else self.standing.facts

    @property
    def shown(self) -> Facts:
        """Give the plan with its figures.

        Raises
        ------
        ValueError
            If there is no plan yet.
        """
        if self.standing is None:
            raise ValueError("no plan yet, expected start() to have been called")
        return self.standing.facts

    @property
    def rests_on(self) -> WhatIf:
        """Give what the plan that is shown rests on."""
        return WhatIf() if self.standing is None else self.standing.rests_on

    @property
    def current(self) -> Proposal:
        """Give the plan that is shown, with what it rests on."""
        return Proposal(facts=self.shown, question=self.rests_on)

    @property
    def percents(self) -> Percents:
        """Give the capacity of the plan that is shown, in per cent of the data's."""
        return self.rests_on.percents

    @property
    def aim(self) -> Aim:
        """Give what the plan that is shown is best at."""
        return self.rests_on.aim

    @property
    def remembered(self) -> Remembered:
        """Give what has been decided up to now."""
        return Remembered(self.draft, self.draft_id, self.standing, self.plan_id, dict(self._swaps))

    def go_back(self, then: Remembered) -> None:
        """Let it be as it was decided earlier, under the names that windows know it by."""
        self._draft, self.draft_id = then.draft, then.draft_id
        self.standing, self.plan_id = then.standing, then.plan_id
        self._swaps = dict(then.swaps)

    def make(self, step: Sequence[Edit], words: str = "") -> None:
        """Make a step in the draft; the plan stays as it is."""
        self.draft = self.draft.with_step(*step, words=words)
        self._forget_from(self.draft.at)

    def drop(self, number: int | None = None) -> None:
        """Take a step out of the draft, counted from 1, or all; redoing brings it back as the last."""
        if number is not None:
            self.draft = self.draft.without(number)
            places = {at: at - (at > number) for at in self._swaps if at != number}
            self._swaps = {place: self._swaps[at] for at, place in places.items()}
            return
        changing = [place for place, step in enumerate(self.draft.steps[: self.draft.at]) if step]
        self.draft = Draft(
            base=self.draft.base,
            steps=tuple(self.draft.steps[place] for place in changing),
            words=tuple(self.draft.words[place] for place in changing),
        )
        self._swaps = {}

    def accept(self, proposal: Proposal) -> None:
        """Let a proposed plan take the place of the one that is shown."""
        before = self.standing
        self.make(step_for(self.draft, proposal))
        accepted = ShownPlan(facts=proposal.facts, rests_on=proposal.question, is_accepted=True)
        self._swaps[self.draft.at] = Swap(before, accepted)
        for at in self._swaps:
            if at <= self.draft.at - MOST_STEPS:
                self._swaps[at] = replace(self._swaps[at], before=None)
        self.take(accepted)

    def number(self, numbered: Callable[[ShownPlan], ShownPlan]) -> None:
        """Let the plan that stands, and the one whose place it took last, be known by their numbers."""
        if self.standing is None:
            return
        swap = self._swaps.get(self.draft.at)
        before = None if swap is None else swap.before
        if isinstance(before, ShownPlan):
            before = numbered(before)
        self.standing = numbered(self.standing)
        if swap is not None:
            self._swaps[self.draft.at] = Swap(before, self.standing)

    @property
    def can_undo(self) -> bool:
        """Tell whether a step holds, and what stood before it is still known."""
        swap = self._swaps.get(self.draft.at)
        return self.draft.can_undo and (swap is None or swap.before is not None)

    @property
    def can_redo(self) -> bool:
        """Tell whether a step was undone, and nothing has been made or accepted since."""
        return self.draft.can_redo

    def undo(self) -> None:
        """Undo the last step: the change it made, and the plan that it let stand."""
        at = self.draft.at
        swap = self._swaps.get(at)
        before = None if swap is None or swap.before is None else _at_hand(swap.before)
        self.draft = self.draft.undone()
        if before is not None and self.standing is not None:
            self._swaps[at] = Swap(before, self.standing)
            self.take(before)

    def redo(self) -> None:
        """Make the step again that was undone last, with the plan that stood then."""
        draft = self.draft.redone()
        swap = self._swaps.get(draft.at)
        after = None if swap is None else _at_hand(swap.after)
        self.draft = draft
        if after is not None:
            self._swaps[draft.at] = Swap(self.standing, after)
            self.take(after)

    def _forget_from(self, at: int) -> None:
        self._swaps = {place: swap for place, swap in self._swaps.items() if place < at}


def _at_hand(stood: Stood) -> ShownPlan:
    """Give a plan that is to stand again, read where it is not at hand."""
    return stood.read() if isinstance(stood, StoodBefore) else stood


def step_for(draft: Draft, proposal: Proposal) -> tuple[Edit, ...]:
    """Give what a draft lacks of the changes that a proposal rests on; nothing of the draft is lost.

    The draft may have moved since the plan was asked for.
    """
    have, wanted = in_few(draft.changes), proposal.question.changes
    if in_few((*have, *proposal.step)) == wanted:
        return proposal.step
    if all(edit in have for edit in wanted):
        return ()
    others = tuple(edit for edit in others_in(wanted) if edit not in have)
    return (*others, *step_to(percents_in(wanted), percents_in(have)))
