"""Where a reason leads: a link to the date that it waits for, and so on, as a tree, to its roots."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from planner.model import DateKind, Dependency, Link, Plan, PlanDate, Roadmap, Schedule
from planner.results import own_measures
from planner.rules import Point, accepted, arrival, departure
from planner.why.cells import Cell, CellKind, links_from_behind
from planner.why.contributing import Contributor, contributors
from planner.why.limits import Filling, first_wave_share
from planner.why.resting import RestsOn, rests_on
from planner.why.verdicts import DateVerdict, Reason


class RootKind(StrEnum):
    """Where a chain ends.

    ``CELL``: at what a person can change. ``LIMIT``: at such a thing that others fill. ``STATUS_DATE``:
    nothing is before it. ``CHOICE``: earlier is possible, at a loss or without. ``FIXED``: no cell helps.
    ``UNSETTLED``: the time did not suffice.
    """

    CELL = "cell"
    LIMIT = "limit"
    STATUS_DATE = "status date"
    CHOICE = "choice"
    FIXED = "fixed"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """An end of a chain.

    Parameters
    ----------
    cell, rests
        Of a cell or a limit, and what its figure rests on.
    filling
        Of a limit, who fills it.
    loss
        Of a choice, what earlier would lose, in the unit of the score.
    """

    kind: RootKind
    cell: Cell | None = None
    rests: RestsOn | None = None
    filling: Filling | None = None
    loss: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A date that another waits for.

    Parameters
    ----------
    link
        The link that leads to it; ``None`` of a contributor to a service.
    share
        Of a contributor, its share of what brings the service about.
    """

    chain: "ReasonChain"
    link: Cell | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonChain:
    """A date with what holds it and what it leads to.

    Parameters
    ----------
    is_met
        Whether the date stands above already, in the order of reading; it has no leads and roots here.
    """

    reason: Reason
    leads: tuple[Lead, ...] = ()
    roots: tuple[Root, ...] = ()
    is_met: bool = False

    @property
    def date(self) -> PlanDate:
        """Give the date that the chain is of."""
        return self.reason.date

    def walk(self) -> "Iterator[ReasonChain]":
        """Give the chain and all that it leads to, in the order of reading."""
        yield self
        for lead in self.leads:
            yield from lead.chain.walk()


def chain_of(plan: Plan, date: PlanDate, known: Mapping[PlanDate, Reason]) -> ReasonChain:
    """Give the chain of a date, where the reasons of all dates that it leads to are known.

    Raises
    ------
    KeyError
        If one is not.
    """
    return _chain(plan, date, known, set())


def _chain(plan: Plan, date: PlanDate, known: Mapping[PlanDate, Reason], met: set[PlanDate]) -> ReasonChain:
    reason = known[date]
    if date in met:
        return ReasonChain(reason=reason, is_met=True)
    met.add(date)
    assert plan.schedule is not None
    ahead = leads(plan.roadmap, plan.schedule, reason)
    found = [
        Lead(chain=_chain(plan, to, known, met), share=each.share)
        for each in _contributors(plan.roadmap, plan.schedule, reason)
        for to in each.dates
    ]
    found += [Lead(chain=_chain(plan, to, known, met), link=cell) for cell, to in ahead.items()]
    return ReasonChain(reason=reason, leads=tuple(found), roots=tuple(_roots(plan, reason, ahead)))


def _roots(plan: Plan, reason: Reason, ahead: Mapping[Cell, PlanDate]) -> Iterator[Root]:
    """Give the roots that a date has itself."""
    if reason.instant == 0:
        yield Root(kind=RootKind.STATUS_DATE)
    elif reason.verdict in (DateVerdict.CHOSEN, DateVerdict.FREE):
        yield Root(kind=RootKind.CHOICE, loss=reason.loss)
    elif reason.holds is None or not reason.holds.holds:
        yield Root(kind=RootKind.UNSETTLED)
    elif reason.holds.holds == ((),):
        yield Root(kind=RootKind.FIXED)
    else:
        filled = {each.limit: each for each in reason.fillings}
        for cell in cells_of(reason):
            if cell not in ahead:
                kind = RootKind.LIMIT if cell in filled else RootKind.CELL
                yield Root(kind=kind, cell=cell, rests=rests_on(plan, cell), filling=filled.get(cell))


def _contributors(roadmap: Roadmap, schedule: Schedule, reason: Reason) -> tuple[Contributor, ...]:
    """Give who determines a service that is held or impossible."""
    return contributors(roadmap, schedule, reason.date) if cells_of(reason) else ()


def cells_of(reason: Reason) -> tuple[Cell, ...]:
    """Give the cells of all holds of a date, each once, in the order of the holds."""
    holds: Iterable[tuple[Cell, ...]] = reason.holds.holds if reason.holds else ()
    return tuple(dict.fromkeys(cell for hold in holds for cell in hold))


def ahead(plan: Plan, reason: Reason) -> Iterator[PlanDate]:
    """Give all dates that a date leads to."""
    assert plan.schedule is not None
    for each in _contributors(plan.roadmap, plan.schedule, reason):
        yield from each.dates
    yield from leads(plan.roadmap, plan.schedule, reason).values()


def leads(roadmap: Roadmap, schedule: Schedule, reason: Reason) -> dict[Cell, PlanDate]:
    """Give the links among what holds a date, each with the date it leads to; all other cells are roots."""
    pairs = ((cell, _leads_to(roadmap, schedule, reason.date, cell)) for cell in cells_of(reason))
    return {cell: date for cell, date in pairs if date is not None}


def _leads_to(roadmap: Roadmap, schedule: Schedule, date: PlanDate, cell: Cell) -> PlanDate | None:
    """Give the date at the other end of a link; ``None`` of other cells, and where there is no such date."""
    if cell.kind is not CellKind.LINK:
        return None
    link, own = roadmap.dependencies[cell.number], own_measures(roadmap, date)
    is_behind = link.successor.measure in own and link.predecessor.measure not in own
    other = link.predecessor.measure if is_behind else link.successor.measure
    if other in own or roadmap.measure(other).is_done or link in links_from_behind(roadmap):
        return None  # what lies behind has no date that could be another
    if other not in schedule.selected:
        return PlanDate(kind=DateKind.IN, measure=other) if is_behind else None
    if not link.link.is_timed:
        return _share_of(roadmap, schedule, date, link) if is_behind else None
    point = departure(roadmap, link) if is_behind else arrival(roadmap, link)
    return _date_of(roadmap, schedule, point)


def _share_of(roadmap: Roadmap, schedule: Schedule, date: PlanDate, link: Dependency) -> PlanDate | None:
    """Give when the share was reached that a link waits for: as stated, or that which adoption follows."""
    before = link.predecessor.measure
    sector = link.share_sector if link.link is Link.SHARE else date.sector
    if (before, sector) not in schedule.rollouts_by_key:
        return None
    if link.link is Link.SHARE:
        return PlanDate(kind=DateKind.END, measure=before, sector=sector, share=link.share)
    ahead = roadmap.rollout_by_key((before, sector))
    behind = roadmap.rollout_by_key((date.measure, sector))
    asked = behind.target if date.share is None else date.share
    share = min(ahead.target, asked - accepted(ahead, behind))
    return (
        PlanDate(kind=DateKind.END, measure=before, sector=sector, share=share)
        if share > ahead.in_use
        else None
    )


def _date_of(roadmap: Roadmap, schedule: Schedule, point: Point) -> PlanDate | None:
    """Give the date that an instant is, or hangs on."""
    if point.phase and not point.is_adaptation:
        kind = DateKind.END if point.at_end else DateKind.START
        return PlanDate(kind=kind, measure=point.measure, phase=point.phase)
    if point.sector and point.at_end and not point.is_adaptation:
        return PlanDate(kind=DateKind.END, measure=point.measure, sector=point.sector)
    if not point.sector:
        return None
    # the begin of a rollout and the adaptation before it come with its first wave
    planned = schedule.rollouts_by_key[point.measure, point.sector]
    share = first_wave_share(roadmap, planned)
    if share <= roadmap.rollout_by_key(planned.key).in_use:
        return None
    return PlanDate(kind=DateKind.END, measure=point.measure, sector=point.sector, share=share)
