"""The critical graph: what a date waits for, order and limits alike, back to where it could be changed.

Its exact meaning stands in ``docs/problem.md``, section 10.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from planner.model import DateKind, Plan, PlanDate
from planner.results import dates_of_measure, instant_of
from planner.why.cells import Cell
from planner.why.chains import ahead, leads
from planner.why.contributing import contributors
from planner.why.filling import waited_for
from planner.why.several import reasons
from planner.why.verdicts import Reason

if TYPE_CHECKING:
    import networkx as nx


class ArrowKind(StrEnum):
    """Why a date waits for another: it depends on it, or waits for a limit that the other fills."""

    DEPENDS = "depends on"
    WAITS = "waits for"


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalArrow:
    """That a date waits for another.

    Parameters
    ----------
    cell
        The link, or the limit that the other fills; ``None`` of a contributor to a service.
    share
        Of what fills the limit, or brings the service about; 1 of a link.
    """

    date: PlanDate
    leads_to: PlanDate
    kind: ArrowKind
    cell: Cell | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Critical:
    """What some dates wait for.

    Parameters
    ----------
    ends
        The dates that it is about.
    reasons
        Of each date in it.
    mains
        The main chain of each of the ends, from it back.
    """

    ends: tuple[PlanDate, ...]
    reasons: Mapping[PlanDate, Reason]
    arrows: tuple[CriticalArrow, ...]
    mains: tuple[tuple[PlanDate, ...], ...]

    @property
    def steps(self) -> frozenset[tuple[PlanDate, PlanDate]]:
        """Give the steps of the main chains."""
        return frozenset(step for main in self.mains for step in pairwise(main))

    def graph(self) -> "nx.MultiDiGraph[PlanDate]":
        """Give it for networkx: an edge goes from a date to what it waits for.

        Nodes have ``instant``, ``verdict`` and ``is_main``; edges ``kind``, ``cell``, ``share`` and
        ``is_main``.
        """
        import networkx as nx  # late, as in planner.network

        found: nx.MultiDiGraph[PlanDate] = nx.MultiDiGraph(ends=self.ends)
        on_main = set(chain.from_iterable(self.mains))
        for date, reason in self.reasons.items():
            found.add_node(date, instant=reason.instant, verdict=str(reason.verdict), is_main=date in on_main)
        for each in self.arrows:
            found.add_edge(
                each.date,
                each.leads_to,
                kind=str(each.kind),
                cell=each.cell,
                share=each.share,
                is_main=(each.date, each.leads_to) in self.steps,
            )
        return found


def critical(plan: Plan, ends: Iterable[PlanDate] = (), *, workers: int | None = None) -> Critical:
    """Give the critical graph to some dates, or to the last ends of the plan.

    Raises
    ------
    ValueError
        If the plan has no schedule, or nothing in it ends.
    """
    asked = tuple(ends) or last_ends(plan)
    if not asked:
        raise ValueError("nothing in the plan ends")
    found = reasons(plan, asked, follow=True, to=_all_ahead, workers=workers)
    return critical_of(plan, asked, {each.date: each for each in found})


def critical_of(plan: Plan, ends: tuple[PlanDate, ...], known: Mapping[PlanDate, Reason]) -> Critical:
    """Give the critical graph, where the reasons of all dates in it are known.

    Raises
    ------
    KeyError
        If one is not.
    """
    within, waiting = dict.fromkeys(ends), list(ends)
    arrows: list[CriticalArrow] = []
    while waiting:
        found = list(arrows_from(plan, known[waiting.pop(0)]))
        arrows += found
        fresh = dict.fromkeys(each.leads_to for each in found if each.leads_to not in within)
        within |= fresh
        waiting += fresh
    return Critical(
        ends=ends,
        reasons={date: known[date] for date in within},
        arrows=tuple(arrows),
        mains=tuple(tuple(_main_chain(each, arrows, known)) for each in ends),
    )


def last_ends(plan: Plan) -> tuple[PlanDate, ...]:
    """Give the dates of a plan with the latest instant among the ends of phases and rollouts.

    Raises
    ------
    ValueError
        If the plan has no schedule.
    """
    if plan.schedule is None:
        raise ValueError("the plan has no schedule")
    ends = [each for measure in plan.schedule.selected for each in _ends_of(plan, measure)]
    instants = {each: instant_of(plan.roadmap, plan.schedule, each) for each in ends}
    last = max(instants.values(), default=0)
    return tuple(each for each in ends if instants[each] == last)


def _ends_of(plan: Plan, measure: str) -> Iterator[PlanDate]:
    """Give the ends of a measure: of its rollouts and its last phase."""
    assert plan.schedule is not None
    for date in dates_of_measure(plan.roadmap, plan.schedule, measure):
        if date.kind is DateKind.END:
            yield date
    phases = plan.schedule.phases_by_measure.get(measure, ())
    if phases:
        yield PlanDate(kind=DateKind.END, measure=measure, phase=phases[-1].phase)


def arrows_from(plan: Plan, reason: Reason) -> Iterator[CriticalArrow]:
    """Give what a date waits for, in the order of the main chain but for the instants of links."""
    assert plan.schedule is not None
    for cell, to in leads(plan.roadmap, plan.schedule, reason).items():
        yield CriticalArrow(date=reason.date, leads_to=to, kind=ArrowKind.DEPENDS, cell=cell)
    if any(reason.holds.holds if reason.holds else ()):
        for part in contributors(plan.roadmap, plan.schedule, reason.date):
            for to in part.dates:
                yield CriticalArrow(date=reason.date, leads_to=to, kind=ArrowKind.DEPENDS, share=part.share)
    for limit, share, to in waited_for(reason):
        yield CriticalArrow(date=reason.date, leads_to=to, kind=ArrowKind.WAITS, cell=limit, share=share)


def _all_ahead(plan: Plan, reason: Reason) -> Iterator[PlanDate]:
    yield from ahead(plan, reason)
    yield from (to for _limit, _share, to in waited_for(reason))


def _main_chain(
    end: PlanDate, arrows: Iterable[CriticalArrow], known: Mapping[PlanDate, Reason]
) -> Iterator[PlanDate]:
    """Give the dates along the first of the arrows from each, as long as they are new."""
    from_date: dict[PlanDate, list[CriticalArrow]] = {}
    for arrow in arrows:
        from_date.setdefault(arrow.date, []).append(arrow)
    met = {end}
    yield end
    while True:
        fresh = [each for each in from_date.get(end, ()) if each.leads_to not in met]
        if not fresh:
            return
        end = min(fresh, key=lambda arrow: _rank(arrow, known)).leads_to
        met.add(end)
        yield end


def _rank(arrow: CriticalArrow, known: Mapping[PlanDate, Reason]) -> tuple[int, float]:
    """Rank links by how late the date is that they lead to, then contributors, then limits by the share."""
    if arrow.kind is ArrowKind.WAITS:
        return 2, -arrow.share
    if arrow.cell is None:
        return 1, -arrow.share
    return 0, -float(known[arrow.leads_to].instant)
