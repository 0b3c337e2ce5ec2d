"""Projects with non-renewable resources as roadmaps: each way of an activity is a measure to choose.

A roadmap has no stock that modes draw from. It has capacity in a period, and choices between measures. So
each way becomes an optional measure, of which exactly one is in; taking from stocks becomes a measure of one
period, pinned to the first one, without which the way cannot be in; and a milestone marks that the activity
is done, in whichever way. The last end is the makespan: pinned takings last until instant 1, and the
milestones come no later than they must in a best plan.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from formats_project import Arc, Project, Way

from planner.model import (
    Demand,
    Dependency,
    Endpoint,
    Estimate,
    Group,
    GroupRule,
    Link,
    Measure,
    Mode,
    Phase,
    PlannedPhase,
    Schedule,
)

WORK = "work"


def measures_of(project: Project, first_day: date) -> tuple[Measure, ...]:
    """Give the milestones, the ways and what they take."""
    ways = [pair for number in project.real for pair in _ways(project, number)]
    chosen = {name for group in groups_of(project) for name in group.measures}
    return (
        *(_measure(_done(number), Mode(duration=Estimate.sure(0))) for number in project.real),
        *(_measure(name, _mode(way), optional=name in chosen) for name, way in ways),
        *(_taking(name, way, first_day) for name, way in ways if any(way.uses)),
    )


def groups_of(project: Project) -> tuple[Group, ...]:
    """Let exactly one way of each activity in."""
    named = {number: tuple(name for name, _ in _ways(project, number)) for number in project.real}
    return tuple(
        Group(id=str(number), rule=GroupRule.EXACTLY_ONE, measures=names)
        for number, names in named.items()
        if len(names) > 1
    )


def links_of(project: Project, horizon: int) -> Iterator[Dependency]:
    """Give the links that make this the project: ways end before their milestone, and take what they use."""
    for number in project.real:
        for name, way in _ways(project, number):
            back, far = -way.duration, -horizon - way.duration
            yield _link(_done(number), name, Link.START_START, least=far, largest=back)
            if any(way.uses):
                yield _link(_takes(name), name, Link.START_START, least=-horizon)
    for arc in project.arcs:
        if arc.before in project.real and arc.after in project.real:
            yield from _order(project, arc)


def schedule_by_alternatives(project: Project, starts: Sequence[int], ways: Sequence[int]) -> Schedule:
    """Give a schedule from the start and the number of the way of each activity, as a peer found them."""
    phases = []
    for number in project.real:
        name, way = _ways(project, number)[ways[number]]
        end = starts[number] + way.duration
        phases.append(PlannedPhase(measure=_done(number), phase=WORK, start=end, end=end))
        phases.append(PlannedPhase(measure=name, phase=WORK, start=starts[number], end=end))
        if any(way.uses):
            phases.append(PlannedPhase(measure=_takes(name), phase=WORK, start=0, end=1))
    return Schedule(selected=tuple(phase.measure for phase in phases), phases=tuple(phases), rollouts=())


def _order(project: Project, arc: Arc) -> Iterator[Dependency]:
    """Let the ways of a successor wait for the milestone, and so its own milestone."""
    for name, _ in _ways(project, arc.after):
        yield _link(_done(arc.before), name)
    yield _link(_done(arc.before), _done(arc.after), least=project.activities[arc.after].shortest)


def _ways(project: Project, number: int) -> list[tuple[str, Way]]:
    return [(f"{number} way {place}", way) for place, way in enumerate(project.activities[number].ways, 1)]


def _done(number: int) -> str:
    """Name the milestone of an activity."""
    return f"{number} done"


def _takes(name: str) -> str:
    """Name what a way takes from stocks."""
    return f"{name} takes"


def _mode(way: Way) -> Mode:
    """Give the work of one way; what takes no time asks for nothing."""
    asked = _demands("R", way.requests) if way.duration else ()
    return Mode(duration=Estimate.sure(way.duration), demands=asked)


def _taking(name: str, way: Way, first_day: date) -> Measure:
    """Give what a way takes from stocks, as demand in the first period."""
    mode = Mode(duration=Estimate.sure(1), demands=_demands("N", way.uses))
    return _measure(_takes(name), mode, optional=True, pinned=first_day)


def _demands(kind: str, amounts: Sequence[int]) -> tuple[Demand, ...]:
    """Give what is asked of each sector of a kind, where it is more than nothing."""
    return tuple(
        Demand(sector=f"{kind}{place}", person_months=each) for place, each in enumerate(amounts, 1) if each
    )


def _measure(name: str, mode: Mode, *, optional: bool = False, pinned: date | None = None) -> Measure:
    phase = Phase(id=WORK, modes=(mode,), pinned_start=pinned)
    return Measure(id=name, name=name, phases=(phase,), optional=optional)


def _link(
    before: str, after: str, link: Link = Link.FINISH_START, *, least: int = 0, largest: int | None = None
) -> Dependency:
    """Give a link between two measures."""
    return Dependency(
        predecessor=Endpoint(measure=before),
        successor=Endpoint(measure=after),
        link=link,
        lag_periods=least,
        largest_lag_periods=largest,
    )
