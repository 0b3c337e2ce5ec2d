"""From schedules to the values of the step model's variables, and back."""

from collections.abc import Collection, Iterable

from planner.model import TOLERANCE, PlannedAdaptation, PlannedPhase, PlannedRollout, Schedule
from planner.problem import Problem, RolloutTask, clean_shares, first_wave_period, planned_adaptations
from planner.results import measure_end, rollout_end
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.sums import Values


def values_of(model: StepModel, schedule: Schedule) -> Values:
    """Give the value of every variable under a schedule."""
    values = _values_of_phases(model, schedule)
    for key, variables in model.adoption.items():
        values |= dict(zip(variables, schedule.rollouts_by_key[key].adoption, strict=True))
    values |= _values_of_begins(model, schedule)
    values |= _values_of_ends(model, schedule)
    values |= _values_of_shares(model, schedule)
    for variable, follows in model.derived:
        values[variable] = follows(values)
    return values


def schedule_of(model: StepModel, values: Values) -> Schedule:
    """Read a schedule out of the values of all variables; what is held stays as it is."""
    selected = tuple(_selected(model, values))
    return Schedule(
        selected=selected,
        phases=tuple(_planned_phases(model, selected, values)),
        rollouts=tuple(_planned_rollout(model, task, values) for task in model.problem.rollouts.values()),
    )


def _selected(model: StepModel, values: Values) -> Iterable[str]:
    """Give the measures that are in, in the order of the problem."""
    held: Collection[str] = () if model.held is None else model.held.selected
    for measure_id in model.problem.measures:
        variable = model.selected.get(measure_id)
        if measure_id in held if variable is None else values[variable] > 0.5:
            yield measure_id


def _values_of_phases(model: StepModel, schedule: Schedule) -> Values:
    """Give the values of selection and starts."""
    chosen = set(schedule.selected)
    values: Values = {variable: float(each in chosen) for each, variable in model.selected.items()}
    phases = (*schedule.phases, *planned_adaptations(schedule))
    planned = {(phase.measure, phase.phase): phase for phase in phases}
    for key, phase in model.phases.items():
        found = planned.get(key)
        values |= phase.values("", None) if found is None else phase.values(found.mode, found.start)
    return values


def _values_of_begins(model: StepModel, schedule: Schedule) -> Values:
    """Give the values of begins, and of when rollouts that are counted whole open and close."""
    values: Values = {}
    for key, step in model.begun.items():
        planned = schedule.rollouts_by_key[key]
        matters = model.problem.rollouts[key].begin_matters
        values |= step.values(planned.begin if matters else _opens(model, schedule, planned))
    for key, opening in model.openings.items():
        planned, task = schedule.rollouts_by_key[key], model.problem.rollouts[key]
        waves = planned.waves(task.in_use)
        taking_in = [period for period, wave in enumerate(waves) if wave > TOLERANCE]
        begin = planned.begin if task.begin_matters else next(iter(taking_in), None)
        values |= opening.opened.values(begin)
        values |= opening.closed.values(taking_in[-1] + 1 if taking_in else begin)
    return values


def _opens(model: StepModel, schedule: Schedule, planned: PlannedRollout) -> int | None:
    """Give the instant from which a rollout may take in whose begin does not matter; ``None`` if never."""
    if planned.adaptation is None:
        return None
    ends = (phase.end for phase in schedule.phases_by_measure.get(planned.measure, ()))
    decided = model.problem.measures[planned.measure].decided_instant
    return max(planned.adaptation.end, max(ends, default=decided))


def _values_of_ends(model: StepModel, schedule: Schedule) -> Values:
    """Give the values of the ends of rollouts and measures."""
    values: Values = {}
    chosen, roadmap = set(schedule.selected), model.problem.roadmap
    for key, step in model.completed.items():
        end = rollout_end(roadmap, schedule.rollouts_by_key[key])
        values |= step.values(end if key[0] in chosen else None)
    for measure_id, step in model.finished.items():
        values |= step.values(measure_end(roadmap, schedule, measure_id))
    return values


def _values_of_shares(model: StepModel, schedule: Schedule) -> Values:
    """Give the values of which shares have been reached, and of what earns."""
    values: Values = {}
    chosen = set(schedule.selected)
    for key, step in model.reached.items():
        deadline = model.problem.rollouts[key].rollout.deadline
        reached = _reached_at(model.problem, schedule, key, 1.0 if deadline is None else deadline.share)
        values |= step.values(reached if key[0] in chosen else None)
    for key, counting in model.counting.items():
        task, shares = model.problem.rollouts[key], schedule.rollouts_by_key[key].adoption
        enough = [share >= task.rollout.counts_from * (1 - TOLERANCE) for share in shares]
        values |= dict(zip(counting.enough.variables, map(float, enough), strict=True))
        earning = [(share - task.in_use) * counts for share, counts in zip(shares, enough, strict=True)]
        values |= dict(zip(counting.earning, earning, strict=True))
    return values


def _reached_at(problem: Problem, schedule: Schedule, key: tuple[str, str], share: float) -> int:
    """Give the first instant by which a share has been reached; the horizon if it is not."""
    found = (problem.rollouts[key].in_use, *schedule.rollouts_by_key[key].adoption)
    reached = (instant for instant, at_it in enumerate(found) if at_it >= share * (1 - TOLERANCE))
    return next(reached, problem.horizon)


def _planned_phases(model: StepModel, selected: Iterable[str], values: Values) -> Iterable[PlannedPhase]:
    """Give the phases of the selected measures with their modes and instants."""
    for measure_id in selected:
        if model.held is not None and measure_id not in model.selected:
            yield from model.held.phases_by_measure.get(measure_id, ())
            continue
        for phase in model.problem.measures[measure_id].phases:
            for mode, step in model.phases[measure_id, phase.phase].modes:
                start = step.taken_at(values)
                if start is not None:
                    yield PlannedPhase(
                        measure=measure_id,
                        phase=phase.phase,
                        mode=mode.name,
                        start=start,
                        end=start + mode.periods,
                    )


def _planned_rollout(model: StepModel, task: RolloutTask, values: Values) -> PlannedRollout:
    """Give one rollout with its begin and clean shares."""
    if model.held is not None and task.key not in model.adoption:
        return model.held.rollouts_by_key[task.key]
    shares = clean_shares(task, _shares_when_open(model, task, values))
    begin = first_wave_period(task.in_use, shares)
    if task.begin_matters:
        begin = model.begun[task.key].taken_at(values)
    return PlannedRollout(
        measure=task.rollout.measure,
        sector=task.rollout.sector,
        begin=begin,
        adoption=shares,
        adaptation=_planned_adaptation(model, task, values) if shares[-1] > task.in_use else None,
    )


def _planned_adaptation(model: StepModel, task: RolloutTask, values: Values) -> PlannedAdaptation | None:
    """Give the adaptation before a rollout, ``None`` where it needs none.

    One that runs though nobody is taken in is left out by who asks: that frees what it draws, costs nothing,
    counts no move, and no link sees it, as one that names it makes the begin matter.
    """
    if task.adaptation is None:
        return None
    start = model.adaptation(task).started.taken_at(values)
    periods = task.adaptation.modes[0].periods
    return None if start is None else PlannedAdaptation(start=start, end=start + periods)


def _shares_when_open(model: StepModel, task: RolloutTask, values: Values) -> list[float]:
    """Give the shares, free of the dust of waves before a rollout opens and after it closes."""
    shares = [values[variable] for variable in model.adoption[task.key]]
    opening = model.openings.get(task.key)
    first, last = _ready_at(model, task, values), len(shares)
    if opening is not None:
        opened, closed = opening.opened.taken_at(values), opening.closed.taken_at(values)
        first = last if opened is None else max(first, opened)
        last = last if closed is None else closed
    open_shares = [*[task.in_use] * min(first, len(shares)), *shares[first:last]]
    return open_shares + [open_shares[-1] if open_shares else task.in_use] * (len(shares) - len(open_shares))


def _ready_at(model: StepModel, task: RolloutTask, values: Values) -> int:
    """Give the instant at which all that a rollout waits for has ended; the horizon where it never does."""
    built = _built_at(model, task.rollout.measure, values)
    if task.adaptation is None:
        return built
    runs = _planned_adaptation(model, task, values)
    return model.problem.horizon if runs is None else max(built, runs.end)


def _built_at(model: StepModel, measure_id: str, values: Values) -> int:
    """Give the instant at which a measure's phases have ended; the horizon where it is out."""
    task, horizon = model.problem.measures[measure_id], model.problem.horizon
    if values[model.selected[measure_id]] <= 0.5:
        return horizon
    if not task.phases:
        return max(0, task.decided_instant)
    modes = model.phases[measure_id, task.phases[-1].phase].modes
    starts = [(mode.periods, step.taken_at(values)) for mode, step in modes]
    return next((start + periods for periods, start in starts if start is not None), horizon)
