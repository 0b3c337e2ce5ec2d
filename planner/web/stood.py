"""The plans that stand and stood, kept beside the draft, so that a restart takes none of them away."""

from dataclasses import replace
from functools import partial

from planner.language import to_say
from planner.model import Edit, Plan, Roadmap
from planner.results import Facts
from planner.store import KeptReports, PlanSwap, StandingPlan, Store, StoreError
from planner.web.decided import Decided, ShownPlan, Stood, StoodBefore, Swap
from planner.web.proposals import WhatIf
from planner.web.record import Judge

_REMEMBERED = 4
"""Plans whose numbers are remembered: changes are mostly counted from the plan that stood just before."""


class PlansKept:
    """The plans of a store that stand and stood in one workspace."""

    def __init__(self, store: Store, author: str) -> None:
        self._store, self._author = store, author
        self._numbers: list[tuple[Plan, int]] = []

    def numbered(self, shown: ShownPlan) -> ShownPlan:
        """Keep a plan that is not kept yet, and the one that it counts changes from; give it with numbers."""
        counted, number = shown.baseline, shown.number
        if counted is None and shown.rests_on.baseline is not None:
            counted = self._number(shown.rests_on.baseline, is_passing=True)
        if number is None:
            number = self._number(shown.facts.plan, is_passing=not shown.is_accepted)
        return replace(shown, number=number, baseline=counted)

    def number_of(self, plan: Plan, standing: ShownPlan | None) -> int:
        """Give the number of a plan itself, and keep it where it is not kept.

        What stands may go by the number of the plan that it was before it was carried.
        """
        number = None if standing is None or not standing.has_become_of(plan) else standing.number
        if number is not None and self._store.plans.digest(number) == plan.digest:
            return number
        return self._number(plan, is_passing=standing is None or not standing.is_accepted)

    def _number(self, plan: Plan, *, is_passing: bool) -> int:
        for known, number in self._numbers:
            if known is plan:
                return number
        number = self._store.plans.keep(plan, author=self._author, is_passing=is_passing).number
        self._numbers = [*self._numbers, (plan, number)][-_REMEMBERED:]
        return number

    def read(self, kept: StandingPlan, judge: Judge) -> ShownPlan:
        """Read a plan, and judge it anew; without its schedule where it is refused.

        Raises
        ------
        StoreError
            If it is damaged.
        """
        plan = judge(self._store.plans.plan(kept.number))
        baseline = None if kept.baseline is None else self._store.plans.plan(kept.baseline)
        return ShownPlan(
            facts=Facts(plan),
            rests_on=WhatIf(changes=kept.changes, aim=kept.aim, baseline=baseline),
            is_accepted=kept.is_accepted,
            number=kept.number,
            baseline=kept.baseline,
        )

    def _again(self, kept: StandingPlan, judge: Judge) -> ShownPlan:
        """Read a plan that is to stand again; ``StoreError`` also where it is refused."""
        found = self.read(kept, judge)
        if found.facts.plan.schedule is None and kept.is_accepted:
            message = to_say("Plan {number} breaks a rule, and cannot stand again.", number=kept.number)
            raise StoreError("damaged", message)
        return found

    def swap(self, kept: PlanSwap, judge: Judge) -> Swap:
        """Give what let another plan stand, whose plans are read when they are to stand again."""
        before = None if kept.before is None else self._later(kept.before, judge)
        return Swap(before, self._later(kept.after, judge))

    def _later(self, kept: StandingPlan, judge: Judge) -> StoodBefore:
        return StoodBefore(kept=kept, read=partial(self._again, kept, judge))


def plan_then(reports: KeptReports, roadmap: Roadmap) -> StandingPlan | None:
    """Give the plan that a roll began or ended with on a roadmap; ``None`` where none did."""
    began, ended = reports.newest_with(roadmap)
    if began is not None and (ended is None or began.version > ended.version):
        return began.before
    return None if ended is None else ended.goes_on


def swaps_kept(decided: Decided) -> tuple[PlanSwap, ...]:
    """Give what is kept of the steps that let another plan stand."""
    found = []
    for at, swap in sorted(decided.swaps.items()):
        before, after = (None if each is None else standing_kept(each) for each in (swap.before, swap.after))
        if after is not None:
            found.append(PlanSwap(at=at, before=before, after=after))
    return tuple(found)


def standing_kept(stood: Stood, changes: tuple[Edit, ...] | None = None) -> StandingPlan | None:
    """Give what is kept of a plan; nothing where the plan itself is not kept.

    Parameters
    ----------
    changes
        What it rests on, where that is not what it was asked to rest on.
    """
    if isinstance(stood, StoodBefore):
        return stood.kept
    if stood.number is None:
        return None
    return StandingPlan(
        number=stood.number,
        aim=stood.rests_on.aim,
        changes=stood.rests_on.changes if changes is None else changes,
        baseline=stood.baseline,
        is_accepted=stood.is_accepted,
    )
