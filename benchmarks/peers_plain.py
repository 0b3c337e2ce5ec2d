"""A plain CP-SAT model, as anyone would write it first: intervals and cumulatives, no hints, no bounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from formats import Instance, Portfolio, Project
from formats_portfolio import PortfolioPhase
from formats_project import Activity
from formats_roadmaps import phase_id
from ortools.sat.python import cp_model
from peer_answer import PeerAnswer

from planner.model import PlannedPhase, Schedule

_FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


def solve_plainly(instance: Instance, seconds: float, workers: int) -> PeerAnswer:
    """Solve an instance with a plain model."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    if isinstance(instance, Portfolio):
        return _solve_portfolio(instance, solver)
    return _solve_project(instance, solver)


@dataclass(frozen=True, slots=True)
class Task:
    """An activity: its start, its end, and for each of its ways whether it is chosen."""

    start: cp_model.IntVar
    end: cp_model.IntVar
    chosen: tuple[cp_model.IntVar, ...]
    intervals: tuple[cp_model.IntervalVar, ...]


def _solve_project(project: Project, solver: cp_model.CpSolver) -> PeerAnswer:
    """Solve a project for its makespan."""
    model = cp_model.CpModel()
    horizon = _in_sequence(project)
    tasks = [_task(model, activity, horizon) for activity in project.activities]
    for arc in project.arcs:
        before, after = tasks[arc.before], tasks[arc.after]
        model.add(after.start >= (before.end if arc.lag is None else before.start + arc.lag))
    _share_resources(model, project, tasks)
    makespan = model.new_int_var(0, horizon, "")
    model.add_max_equality(makespan, [task.end for task in tasks])
    model.minimize(makespan)
    status = solver.solve(model)
    if status not in _FOUND:
        return PeerAnswer(status=_name(solver, status))
    return PeerAnswer(
        status=_name(solver, status),
        value=solver.objective_value,
        bound=solver.best_objective_bound,
        starts=tuple(solver.value(task.start) for task in tasks),
        ways=tuple([solver.value(chosen) for chosen in task.chosen].index(1) for task in tasks),
    )


def _in_sequence(project: Project) -> int:
    """Give the horizon: everything one after the other, with the longest lags."""
    longest = [activity.longest for activity in project.activities]
    for arc in project.arcs:
        longest[arc.before] = max(longest[arc.before], arc.lag or 0)
    return sum(longest)


def _task(model: cp_model.CpModel, activity: Activity, horizon: int) -> Task:
    """Make the variables of one activity, of whose ways exactly one is chosen."""
    start, end = model.new_int_var(0, horizon, ""), model.new_int_var(0, horizon, "")
    chosen = tuple(model.new_bool_var("") for _ in activity.ways)
    model.add_exactly_one(chosen)
    intervals = tuple(
        model.new_optional_interval_var(start, way.duration, end, literal, "")
        for way, literal in zip(activity.ways, chosen, strict=True)
    )
    return Task(start, end, chosen, intervals)


def _share_resources(model: cp_model.CpModel, project: Project, tasks: Sequence[Task]) -> None:
    """Ask of no resource more than it has."""
    parts = [
        (way, chosen, interval)
        for activity, task in zip(project.activities, tasks, strict=True)
        for way, chosen, interval in zip(activity.ways, task.chosen, task.intervals, strict=True)
    ]
    for number, capacity in enumerate(project.capacities):
        held = [(interval, way.requests[number]) for way, _, interval in parts if way.requests[number]]
        model.add_cumulative([interval for interval, _ in held], [asked for _, asked in held], capacity)
    for number, stock in enumerate(project.stocks):
        model.add(sum(way.uses[number] * chosen for way, chosen, _ in parts) <= stock)


@dataclass(slots=True)
class Shared:
    """What takes part of one limit over time."""

    intervals: list[cp_model.IntervalVar] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)

    def add(self, interval: cp_model.IntervalVar, amount: int) -> None:
        """Let an interval take an amount."""
        self.intervals.append(interval)
        self.amounts.append(amount)


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure of a portfolio: whether it is in, and when its phases start."""

    taken: cp_model.IntVar
    starts: tuple[cp_model.IntVar, ...]


def _solve_portfolio(portfolio: Portfolio, solver: cp_model.CpSolver) -> PeerAnswer:
    """Solve a portfolio for its benefit, by optional intervals and a table of benefits for each measure."""
    model = cp_model.CpModel()
    sectors = [Shared() for _ in portfolio.capacities]
    years = Shared()
    choices = [_choice(model, portfolio, number, sectors, years) for number in range(len(portfolio.measures))]
    _order(model, portfolio, choices)
    for shared, limits in zip([*sectors, years], [*portfolio.capacities, portfolio.budgets], strict=True):
        _keep_within(model, shared, limits)
    named = enumerate(choices)
    model.maximize(sum(_benefit(model, portfolio, number, choice) for number, choice in named))
    status = solver.solve(model)
    if status not in _FOUND:
        return PeerAnswer(status=_name(solver, status))
    return PeerAnswer(
        status=_name(solver, status),
        value=solver.objective_value,
        bound=solver.best_objective_bound,
        schedule=_schedule(portfolio, choices, solver),
    )


def _choice(
    model: cp_model.CpModel, portfolio: Portfolio, number: int, sectors: Sequence[Shared], years: Shared
) -> Choice:
    """Make the variables of one measure and let its phases take what they ask for.

    Each phase leaves room for the ones before and after it, whether the measure is in or out.
    """
    phases = portfolio.measures[number].phases
    taken = model.new_bool_var("")
    room = portfolio.horizon - sum(phase.duration for phase in phases)
    if room < 0:
        model.add(taken == 0)
    heads = list(accumulate((phase.duration for phase in phases), initial=0))
    starts = tuple(model.new_int_var(head, head + max(room, 0), "") for head in heads[:-1])
    for phase, start in zip(phases, starts, strict=True):
        interval = model.new_optional_fixed_size_interval_var(start, phase.duration, taken, "")
        for shared, amount in zip(sectors, phase.demand, strict=True):
            if amount:
                shared.add(interval, amount)
        years.add(_year(model, portfolio, start, taken), phase.cost)
    for (phase, start), (_, following) in pairwise(zip(phases, starts, strict=True)):
        model.add(following >= start + phase.duration)
    return Choice(taken, starts)


def _year(
    model: cp_model.CpModel, portfolio: Portfolio, start: cp_model.IntVar, taken: cp_model.IntVar
) -> cp_model.IntervalVar:
    """Give the year in which a phase starts, as an interval of length 1."""
    year = model.new_int_var(0, len(portfolio.budgets) - 1, "")
    model.add(start >= portfolio.periods_per_year * year)
    model.add(start < portfolio.periods_per_year * (year + 1))
    return model.new_optional_fixed_size_interval_var(year, 1, taken, "")


def _keep_within(model: cp_model.CpModel, shared: Shared, limits: Sequence[int]) -> None:
    """Keep a sum within limits that change: what is missing to the highest is taken by fixed intervals."""
    highest = max(limits)
    for period, limit in enumerate(limits):
        if limit < highest:
            shared.add(model.new_fixed_size_interval_var(period, 1, ""), highest - limit)
    model.add_cumulative(shared.intervals, shared.amounts, highest)


def _order(model: cp_model.CpModel, portfolio: Portfolio, choices: Sequence[Choice]) -> None:
    """Let a successor in only with its predecessor, and after it."""
    for link in portfolio.precedences:
        before, after = choices[link.before], choices[link.after]
        phase = portfolio.measures[link.before].phases[link.before_phase]
        distance = link.lag + (phase.duration if link.from_finish else 0)
        model.add_implication(after.taken, before.taken)
        earliest = before.starts[link.before_phase] + distance
        model.add(after.starts[link.after_phase] >= earliest).only_enforce_if(after.taken)


def _benefit(model: cp_model.CpModel, portfolio: Portfolio, number: int, choice: Choice) -> cp_model.IntVar:
    """Give what one measure earns, by a table over the start of its last phase; 0 when it is out."""
    measure = portfolio.measures[number]
    last = measure.phases[-1]
    by_start = measure.benefit_by_finish[last.duration :] or (0,)
    at_start = model.new_int_var(0, max(by_start), "")
    model.add_element(choice.starts[-1], list(by_start), at_start)
    earned = model.new_int_var(0, max(by_start), "")
    model.add(earned <= at_start)
    model.add(earned == 0).only_enforce_if(~choice.taken)
    return earned


def _schedule(portfolio: Portfolio, choices: Sequence[Choice], solver: cp_model.CpSolver) -> Schedule:
    selected = [number for number, choice in enumerate(choices) if solver.value(choice.taken)]
    phases: list[PlannedPhase] = []
    for number in selected:
        starts = [solver.value(start) for start in choices[number].starts]
        phases += _planned(number, portfolio.measures[number].phases, starts)
    return Schedule(selected=tuple(map(str, selected)), phases=tuple(phases), rollouts=())


def _planned(number: int, phases: Sequence[PortfolioPhase], starts: Sequence[int]) -> Iterator[PlannedPhase]:
    """Give the phases of one measure with their starts."""
    for index, (phase, start) in enumerate(zip(phases, starts, strict=True)):
        end = start + phase.duration
        yield PlannedPhase(measure=str(number), phase=phase_id(index), start=start, end=end)


def _name(solver: cp_model.CpSolver, status: cp_model.CpSolverStatus) -> str:
    """Name a status as the planner does."""
    known = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
    return known.get(status, "unknown")
