"""Plans of small random roadmaps of all rules, and what their chains say, against the solver's own answer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from support.brute_force import BruteForce
from support.random_adaptations import random_roadmap_with_adaptations
from support.strategies import (
    random_roadmap,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
)

from planner.model import COVERAGE, VALUE, Plan, PlanDate, PlanStatus, Roadmap, Wish
from planner.results import dates_of, own_measures, score
from planner.solver import Verdict, others_kept
from planner.why import (
    Cell,
    Explainer,
    Reason,
    ReasonChain,
    Root,
    RootKind,
    ahead,
    chain_of,
    relaxed,
    whole_reason,
)
from planner.why.limits import Taken

KINDS: tuple[Callable[[int], Roadmap], ...] = (
    random_roadmap,
    random_roadmap_with_adaptations,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
)
PATIENT = 60.0


def a_small_plan(seed: int) -> Plan | None:
    """Give a lawful plan of a small roadmap of any rules: the one that covers most, valued by its benefit."""
    roadmap = KINDS[seed % len(KINDS)](seed)
    best = BruteForce(roadmap).best_plan(COVERAGE)
    if best is None:
        return None
    return Plan(
        roadmap=roadmap,
        objective=VALUE,
        status=PlanStatus.FEASIBLE,
        schedule=best.schedule,
        score=score(roadmap, VALUE, best.schedule),
    )


def chains_here(
    plan: Plan, dates: Iterable[PlanDate] | None = None, *, yielding: bool = False
) -> Iterator[ReasonChain]:
    """Give the chains of some dates of a plan, or of all, worked out in this process."""
    assert plan.schedule is not None
    explainer, taken = Explainer(plan), Taken(plan.roadmap, plan.schedule)
    known: dict[PlanDate, Reason] = {}
    for date in dates_of(plan.roadmap, plan.schedule) if dates is None else dates:
        waiting = [date]
        while waiting:
            asked = waiting.pop()
            if asked not in known:
                known[asked] = whole_reason(explainer, taken, asked, yielding=yielding)
                waiting += ahead(plan, known[asked])
        yield chain_of(plan, date, known)


def chain_here(plan: Plan, date: PlanDate) -> ReasonChain:
    """Give the chain of one date of a plan."""
    return next(chains_here(plan, [date], yielding=True))


def roots_of(chain: ReasonChain) -> list[Root]:
    """Give all roots of a chain."""
    return [root for each in chain.walk() for root in each.roots]


def is_in_hand(chain: ReasonChain) -> bool:
    """Tell whether each hold of a date has a root that a person can change, at it or further back."""
    by_date = {each.date: each for each in chain.walk() if not each.is_met}

    def may_move(date: PlanDate, above: frozenset[PlanDate]) -> bool:
        here = by_date[date]
        if date in above:
            return False
        if any(root.kind is RootKind.CHOICE for root in here.roots):
            return True
        at_hand = {root.cell for root in here.roots if root.cell is not None}
        ahead_of = {lead.link: lead.chain.date for lead in here.leads if lead.link is not None}
        moves = {link for link, to in ahead_of.items() if may_move(to, above | {date})}
        holds = here.reason.holds.holds if here.reason.holds else ()
        return bool(holds) and all(at_hand.union(moves).intersection(hold) for hold in holds)

    return may_move(chain.date, frozenset())


@dataclass(frozen=True)
class Tried:
    """What a chain promises, and what came of it.

    ``loose``: with its measures free and its roots relaxed, the date can be earlier. ``tight``: with no root
    relaxed it cannot; ``None`` where nothing of the kind is promised. ``is_beyond``: it is left out or not
    reached within the horizon, so that what it leads to may have to come by more than a period earlier.
    """

    chain: ReasonChain
    loose: bool | None
    tight: bool | None
    is_beyond: bool

    @property
    def is_kept(self) -> bool:
        """Tell whether what is promised is so."""
        return self.tight is not False and (self.loose is not False or self.is_beyond)


def tried(plan: Plan, chain: ReasonChain) -> Tried:
    """Try what a chain promises."""
    roots = roots_of(chain)
    kinds = {each.kind for each in roots}
    cells = list(dict.fromkeys(each.cell for each in roots if each.cell is not None))
    may_choose = RootKind.CHOICE in kinds
    loose = _can_be_earlier(plan, chain, cells) if is_in_hand(chain) else None
    is_open = may_choose or RootKind.LIMIT in kinds or RootKind.UNSETTLED in kinds
    tight = None if is_open or not chain.reason.instant else not _can_be_earlier(plan, chain, [])
    is_beyond = chain.reason.instant > plan.roadmap.calendar.periods
    return Tried(chain=chain, loose=loose, tight=tight, is_beyond=is_beyond)


def _can_be_earlier(plan: Plan, chain: ReasonChain, cells: Sequence[Cell]) -> bool:
    """Tell whether a date can be a period earlier with the measures of its chain free, others kept."""
    assert plan.schedule is not None
    dates = dict.fromkeys(each.date for each in chain.walk())
    own = dict.fromkeys(measure for date in dates for measure in own_measures(plan.roadmap, date))
    loose = relaxed(plan.roadmap, plan.objective, cells)
    wish = Wish(date=chain.date, by=chain.reason.instant - 1)
    kept = others_kept(plan.roadmap, plan.objective, plan.schedule)
    answer = kept.asked_for(wish, tuple(own)).allows(*loose, seconds=PATIENT)
    assert answer is not Verdict.UNKNOWN
    return answer is not Verdict.INFEASIBLE
