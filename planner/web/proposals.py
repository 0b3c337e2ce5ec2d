"""Plans that could take the place of the one that is shown, and whether they are better than it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from planner.model import OPTIMAL_GAP, Aim, Edit, Plan, PlanStatus
from planner.results import Facts, gain, keeps_what_comes_first
from planner.web.aims import USUAL
from planner.web.capacity import Percents, percents_in


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """What a plan is asked to rest on.

    Parameters
    ----------
    changes
        Of the data, in few.
    baseline
        Of the aim *fewest changes* alone: the plan that changes are counted from.
    """

    changes: tuple[Edit, ...] = ()
    aim: Aim = USUAL
    baseline: Plan | None = None

    @property
    def percents(self) -> Percents:
        """Give the capacity per sector, in per cent of the data's; sectors not named keep theirs."""
        return percents_in(self.changes)

    @property
    def is_usual(self) -> bool:
        """Tell whether it rests on the data as it is and has the usual aim."""
        return not self.changes and self.aim == USUAL


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A plan and what it rests on, to accept or discard.

    Parameters
    ----------
    step
        What the question adds to the changes of the draft.
    ended_early
        Whether the search broke off by itself, long before its time was up.
    is_offer
        Whether it is a better plan for what the shown plan rests on, and answers no question.
    unsettled
        The best that the search found, before moves went back that are worth too little; ``None`` where
        any may move.
    """

    facts: Facts
    question: WhatIf = field(default_factory=WhatIf)
    step: tuple[Edit, ...] = ()
    ended_early: bool = False
    is_offer: bool = False
    unsettled: Plan | None = None

    @property
    def percents(self) -> Percents:
        """Give the capacity that it rests on."""
        return self.question.percents

    @property
    def aim(self) -> Aim:
        """Give what it is best at."""
        return self.question.aim


class Offers:
    """The best plan that a search has found by itself, until it is declined or no longer better."""

    def __init__(self) -> None:
        self._found: Proposal | None = None
        self._declined: Facts | None = None

    def take(self, found: Proposal) -> bool:
        """Keep a plan where it is better than what was found before; tell whether it is."""
        if self._found is not None and not is_better(found.facts, self._found.facts):
            return False
        self._found = found
        return True

    def decline(self, offered: Proposal) -> None:
        """Offer from now on only what is better than this."""
        self._declined = offered.facts

    def become(self, carried: Callable[[Proposal], Proposal | None]) -> None:
        """Let what was found be of a roadmap that asks the same."""
        self._found = None if self._found is None else carried(self._found)

    def better_than(self, shown: Proposal, looked_at: Proposal | None = None) -> Proposal | None:
        """Give what was found, if it rests on the same, and beats what is shown, looked at, and declined."""
        found = self._found
        if found is None or found.question != shown.question:
            return None
        beaten = (shown.facts, looked_at.facts if looked_at else None, self._declined)
        return found if all(is_better(found.facts, known) for known in beaten if known) else None


def is_better(found: Facts, known: Facts) -> bool:
    """Tell whether a plan beats another of the same roadmap: by what comes first, then by their aim.

    A plan beats none, and the proof that there is no plan beats not knowing.
    """
    if found.plan.schedule is None:
        proved = found.plan.status is PlanStatus.INFEASIBLE
        return proved and known.plan.schedule is None and known.plan.status is not PlanStatus.INFEASIBLE
    if known.plan.schedule is None:
        return True
    if found.plan.objective.without_proof == known.plan.objective.without_proof:
        return gain(found, known) > OPTIMAL_GAP * _size(known)
    found_keeps, known_keeps = keeps_what_comes_first(found, known), keeps_what_comes_first(known, found)
    return found_keeps and (not known_keeps or gain(found, known) > OPTIMAL_GAP * _size(known))


def with_proof_of(known: Facts, found: Plan) -> Facts:
    """Give a plan with what a longer search has come to know: its dates stay, its bound is closer.

    What went wrong in the search is told too. A bound under other levels is none of this plan. What a
    certificate proves stays beside what a search knows that has come closer.
    """
    plan = replace(known.plan, faults=found.faults)
    asks_the_same = plan.objective.without_proof == found.objective.without_proof
    if plan.schedule is None or found.schedule is None or not asks_the_same:
        return known.of_same_dates(plan)
    closest = min if plan.objective.is_maximised else max
    bounds = [bound for bound in (plan.bound, found.bound) if bound is not None]
    certified = [each.certified_bound for each in (plan, found) if each.certified_bound is not None]
    is_as_good = abs(gain(Facts(found), known)) <= OPTIMAL_GAP * _size(known)
    status = found.status if is_as_good else plan.status
    return known.of_same_dates(
        replace(
            plan,
            objective=found.objective,
            bound=closest(bounds, default=None),
            certified_bound=closest(certified, default=None),
            status=status,
            started_price=found.started_price or plan.started_price,
        )
    )


def _size(known: Facts) -> float:
    return max(1.0, abs(known.plan.score or 0.0))
