"""Published instances as roadmaps: the same problem in the planner's words, and its objective."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from formats import Instance
from formats_alternatives import WORK, groups_of, links_of, measures_of, schedule_by_alternatives
from formats_portfolio import Portfolio, PortfolioPhase, Precedence
from formats_project import Activity, Arc, Project, Way
from formats_reduction import horizon_of, without_useless_ways
from formats_text import LeftOutError

from planner.model import (
    VALUE,
    Budget,
    Calendar,
    Capacity,
    Demand,
    Dependency,
    Economics,
    Endpoint,
    Estimate,
    Link,
    Measure,
    Mode,
    Objective,
    ObjectiveKind,
    PeriodLength,
    Phase,
    PlannedPhase,
    Roadmap,
    Schedule,
    Sector,
    SectorKind,
)

FIRST_DAY = date(2000, 1, 1)
MAKESPAN = Objective(kind=ObjectiveKind.FINISH, last_end=True, out_counts_horizon=False)
_PERIOD_LENGTHS = {1: PeriodLength.YEAR, 4: PeriodLength.QUARTER, 12: PeriodLength.MONTH}


def roadmap_of(instance: Instance, horizon: int | None = None) -> tuple[Roadmap, Objective]:
    """Give an instance as a roadmap, and the objective that is the instance's own.

    Parameters
    ----------
    horizon
        Periods of a project's calendar; by default enough for a best schedule. A portfolio has its own.

    Raises
    ------
    LeftOutError
        If the instance asks for something that no roadmap can say.
    """
    if isinstance(instance, Portfolio):
        return _roadmap_of_portfolio(instance), VALUE
    project = without_useless_ways(instance)
    return _roadmap_of_project(project, horizon or horizon_of(project)), MAKESPAN


def schedule_of(project: Project, starts: Sequence[int], ways: Sequence[int]) -> Schedule:
    """Give a schedule from the start and the number of the way of each activity, as a peer found them.

    The project is one without useless ways.
    """
    if project.stocks:
        return schedule_by_alternatives(project, starts, ways)
    phases = []
    for number in project.real:
        name, way = _named_ways(project.activities[number])[ways[number]]
        start, end = starts[number], starts[number] + way.duration
        phases.append(PlannedPhase(measure=str(number), phase=WORK, mode=name, start=start, end=end))
    return Schedule(selected=tuple(phase.measure for phase in phases), phases=tuple(phases), rollouts=())


def _roadmap_of_project(project: Project, horizon: int) -> Roadmap:
    """Give a project: a measure of one phase for each activity, the dummies left away.

    Where stocks bind, modes cannot say it; then each mode becomes a measure, see ``formats_alternatives``.
    """
    _refuse_what_no_roadmap_says(project)
    limits = [(f"R{number}", each) for number, each in enumerate(project.capacities, 1)]
    limits += [(f"N{number}", each) for number, each in enumerate(project.stocks, 1)]
    empty = Roadmap(
        name=project.name,
        calendar=Calendar(status_date=FIRST_DAY, period=PeriodLength.MONTH, periods=horizon),
        measures=(),
        sectors=tuple(_sector(name, (each,)) for name, each in limits),
    )
    if project.stocks:
        return replace(
            empty,
            measures=measures_of(project, FIRST_DAY),
            dependencies=tuple(links_of(project, horizon)),
            groups=groups_of(project),
        )
    return replace(
        empty,
        measures=tuple(_measure(number, project.activities[number]) for number in project.real),
        dependencies=tuple(_links(project, horizon)),
    )


def _refuse_what_no_roadmap_says(project: Project) -> None:
    """Leave out stocks along with lags, and dummies that say more than where the project begins and ends."""
    if project.stocks and any(arc.lag is not None for arc in project.arcs):
        raise LeftOutError(f"{project.name}: lags and non-renewable resources together")
    last = len(project.activities) - 1
    for arc in project.arcs:
        more = arc.lag is not None and _is_more_than_order(project, arc, last)
        dummies = (project.activities[number].is_dummy for number in (0, last))
        if more or not all(dummies):
            raise LeftOutError(f"{project.name}: its first or last activity is no plain dummy")


def _is_more_than_order(project: Project, arc: Arc, last: int) -> bool:
    """Tell whether an arc from the first or to the last activity says more than begin and end."""
    if arc.before == 0:
        return arc.after != last and arc.lag != 0
    if arc.after == last:
        return arc.lag != project.activities[arc.before].longest
    return arc.after == 0 or arc.before == last


def _measure(number: int, activity: Activity) -> Measure:
    modes = tuple(_mode(name, way) for name, way in _named_ways(activity))
    return Measure(id=str(number), name=str(number), phases=(Phase(id=WORK, modes=modes),))


def _named_ways(activity: Activity) -> list[tuple[str, Way]]:
    """Name the ways by their number from 1 where there are several."""
    if len(activity.ways) == 1:
        return [("", activity.ways[0])]
    return [(str(number), way) for number, way in enumerate(activity.ways, 1)]


def _mode(name: str, way: Way) -> Mode:
    """Give one way; what takes no time asks for nothing."""
    return Mode(name=name, duration=Estimate.sure(way.duration), demands=_demands(way.requests, way.duration))


def _demands(asked: tuple[int, ...], duration: int) -> tuple[Demand, ...]:
    """Give what is asked of each sector, where it is more than nothing."""
    named = enumerate(asked, 1)
    return tuple(
        Demand(sector=f"R{number}", person_months=each) for number, each in named if each and duration
    )


def _sector(sector_id: str, capacities: tuple[int, ...], calendar: Calendar | None = None) -> Sector:
    """Give a delivering sector: one capacity for always, or one per period of a calendar."""
    changes = [0, *(period for period, (a, b) in enumerate(pairwise(capacities), 1) if a != b)]
    return Sector(
        id=sector_id,
        name=sector_id,
        kind=SectorKind.DELIVERING,
        capacities=tuple(
            Capacity(
                starts=calendar.date_of(period) if calendar else FIRST_DAY,
                person_months=Estimate.sure(capacities[period]),
            )
            for period in changes
        ),
    )


def _links(project: Project, horizon: int) -> Iterator[Dependency]:
    """Give the links between real activities."""
    arcs = [arc for arc in project.arcs if arc.before in project.real and arc.after in project.real]
    yield from (_finish_start(arc) for arc in arcs if arc.lag is None)
    yield from _lags(project, [arc for arc in arcs if arc.lag is not None], horizon)


def _finish_start(arc: Arc) -> Dependency:
    """Give an arc without lag."""
    return Dependency(
        predecessor=Endpoint(measure=str(arc.before)), successor=Endpoint(measure=str(arc.after))
    )


def _lags(project: Project, arcs: list[Arc], horizon: int) -> Iterator[Dependency]:
    """Give arcs with lags, all in one direction so that no links run in a circle.

    An arc against that direction bounds the same difference from above: a largest lag of the link that
    runs with it.
    """
    place = _earliest(project, arcs)
    spans: dict[tuple[int, int], tuple[int, int | None]] = {}
    for arc in arcs:
        lag = arc.lag or 0
        if (place[arc.before], arc.before) < (place[arc.after], arc.after):
            least, largest = spans.get((arc.before, arc.after), (-horizon, None))
            spans[arc.before, arc.after] = max(least, lag), largest
        else:
            least, largest = spans.get((arc.after, arc.before), (-horizon, None))
            spans[arc.after, arc.before] = least, -lag if largest is None else min(largest, -lag)
    for (before, after), (least, largest) in spans.items():
        yield from _spans(before, after, least, largest, horizon)


def _spans(before: int, after: int, least: int, largest: int | None, horizon: int) -> Iterator[Dependency]:
    """Give least and largest lag as one link, or as two where they contradict each other."""
    contradict = largest is not None and least > largest
    ranges = [(least, None), (-horizon, largest)] if contradict else [(least, largest)]
    for low, high in ranges:
        yield Dependency(
            predecessor=Endpoint(measure=str(before)),
            successor=Endpoint(measure=str(after)),
            link=Link.START_START,
            lag_periods=min(low, high) if high is not None else low,
            largest_lag_periods=high,
        )


def _earliest(project: Project, arcs: list[Arc]) -> list[int]:
    """Give the earliest starts that the lags allow; where they run in a circle, what some rounds give."""
    starts = [0] * len(project.activities)
    for _ in project.activities:
        before = list(starts)
        for arc in arcs:
            starts[arc.after] = max(starts[arc.after], starts[arc.before] + (arc.lag or 0))
        if starts == before:
            break
    return starts


def _roadmap_of_portfolio(portfolio: Portfolio) -> Roadmap:
    """Give a portfolio; nothing is discounted or taxed, so that its value is the sum of benefits."""
    length = _PERIOD_LENGTHS[portfolio.periods_per_year]
    calendar = Calendar(status_date=FIRST_DAY, period=length, periods=portfolio.horizon)
    named = enumerate(portfolio.budgets)
    return Roadmap(
        name=portfolio.name,
        calendar=calendar,
        measures=tuple(_optional_measure(portfolio, number) for number in range(len(portfolio.measures))),
        sectors=tuple(
            _sector(f"R{number}", each, calendar) for number, each in enumerate(portfolio.capacities, 1)
        ),
        dependencies=tuple(_link(portfolio, precedence) for precedence in portfolio.precedences),
        budgets=tuple(Budget(year=FIRST_DAY.year + year, limit_nok=limit) for year, limit in named),
        economics=Economics(
            analysis_years=min(max(15, len(portfolio.budgets)), 100),
            discount_steps=(),
            last_discount_rate=0.0,
            tax_cost_rate=0.0,
            real_growth_rate=0.0,
        ),
    )


def _optional_measure(portfolio: Portfolio, number: int) -> Measure:
    """Give one measure; its worth includes what it costs, since the value takes the cost away again."""
    measure = portfolio.measures[number]
    return Measure(
        id=str(number),
        name=str(number),
        phases=tuple(_phase(index, phase) for index, phase in enumerate(measure.phases)),
        optional=True,
        worth_by_end_nok=tuple(float(benefit + measure.cost) for benefit in measure.benefit_by_finish),
    )


def _phase(index: int, phase: PortfolioPhase) -> Phase:
    """Give one phase, named by its place, with its whole cost at its start."""
    mode = Mode(
        duration=Estimate.sure(phase.duration),
        demands=_demands(phase.demand, phase.duration),
        cost_at_start_nok=phase.cost,
    )
    return Phase(id=phase_id(index), name=phase.name, modes=(mode,))


def phase_id(index: int) -> str:
    """Name a phase of a portfolio's measure by its place from 0."""
    return f"phase {index}"


def _link(portfolio: Portfolio, precedence: Precedence) -> Dependency:
    return Dependency(
        predecessor=Endpoint(measure=str(precedence.before), phase=phase_id(precedence.before_phase)),
        successor=Endpoint(measure=str(precedence.after), phase=phase_id(precedence.after_phase)),
        link=Link.FINISH_START if precedence.from_finish else Link.START_START,
        lag_periods=precedence.lag,
    )
