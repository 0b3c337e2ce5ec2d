"""Measures, phases, modes and rollouts as arrays."""

from collections.abc import Iterable, Mapping

from planner.problem import Draws, MeasureTask, RolloutTask, adaptation_name, circles_of
from planner.rules import closure, hard_due, share_due, soft_due
from planner.solver.arrays.arrays import FAR, NEVER, MeasureArrays, ModeArrays, PhaseArrays, RolloutArrays
from planner.solver.arrays.drawn import DRAWN_FOR, Draw, Drawn, Lane
from planner.solver.arrays.numbered import Numbered, flags, floats, ints, places


def measure_arrays(of: Numbered) -> MeasureArrays:
    """Write the measures."""
    tasks = of.tasks
    needed = closure(of.pairs, [task.id for task in tasks if task.must_be_in])
    known = circles_of(of.problem, of.pairs)
    circles = [[of.measure_number[each] for each in circle] for circle in known]
    circle_of = {measure: number for number, circle in enumerate(circles) for measure in circle}
    return MeasureArrays(
        must_be_in=flags(task.must_be_in for task in tasks),
        needed=flags(task.id in needed for task in tasks),
        running=flags(_is_running(task) for task in tasks),
        decided=ints(task.decided_instant if task.is_decided_in_time else NEVER for task in tasks),
        first_end=ints(task.first_end for task in tasks),
        due=ints(_due(of, task) for task in tasks),
        phase_from=places(len(task.phases) for task in tasks),
        rollout_from=places(len(task.rollouts) for task in tasks),
        order=ints(measure for circle in circles for measure in circle),
        circle=ints(circle_of[number] for number in range(len(tasks))),
        circle_from=places(len(circle) for circle in circles),
        circle_measure=ints(measure for circle in circles for measure in circle),
    )


def _due(of: Numbered, task: MeasureTask) -> int:
    """Give the first instant at which anything of a measure is due."""
    asked = [each.rollout.deadline.deadline for each in task.rollouts if each.rollout.deadline]
    asked += [task.measure.deadline] if task.measure.deadline else []
    roadmap = of.problem.roadmap
    dues = (due(roadmap, deadline) for deadline in asked for due in (hard_due, soft_due))
    return min(dues, default=FAR)


def _is_running(task: MeasureTask) -> bool:
    """Tell whether a phase or an adaptation of a measure runs at the status date."""
    return task.measure.is_running or any(each.is_adapting for each in task.rollouts)


def phase_arrays(of: Numbered) -> PhaseArrays:
    """Write the phases."""
    pauses = [FAR if phase.largest_pause is None else phase.largest_pause for phase in of.phases]
    return PhaseArrays(
        measure=ints(of.measure_number[phase.measure] for phase in of.phases),
        largest_pause=ints(pauses),
        mode_from=places(len(phase.modes) for phase in of.phases),
    )


def mode_arrays(of: Numbered, drawn: Drawn, lanes: Mapping[Lane, int]) -> ModeArrays:
    """Write the modes, and what they draw on pools."""
    modes, demands, spends = of.modes, drawn.demands, drawn.spends
    going_on = of.going_on
    return ModeArrays(
        phase=ints(number for number, phase in enumerate(of.phases) for _ in phase.modes),
        periods=ints([mode.periods for mode in modes]),
        first=ints([mode.first for mode in modes]),
        last=ints([mode.last for mode in modes]),
        demand_from=places(len(each) for each in demands),
        demand_sector=ints(pool for each in demands for pool, _asked in each),
        demand=floats(asked for each in demands for _pool, asked in each),
        spend_from=places(len(each) for each in spends),
        spend_pool=ints(pool for each in spends for pool, _offset in each),
        spend_lane=ints(lanes[lane] for each in spends for lane in each),
        spend=floats(running for each in spends for running, _start in each.values()),
        spend_at_start=floats(start for each in spends for _running, start in each.values()),
        goes_on=flags((phase.measure, phase.phase) in going_on for phase in of.phases for _ in phase.modes),
    )


def rollout_arrays(
    of: Numbered, drawn: Drawn, lanes: Mapping[Lane, int], reachable: Iterable[float]
) -> RolloutArrays:
    """Write the rollouts, with the largest share that links to done measures leave of each."""
    tasks, horizon = of.rollouts, of.problem.horizon
    rollouts = [task.rollout for task in tasks]  # once: there may be thousands, and many figures of each
    falling = [task.rollout.pace_lines if task.falls else () for task in tasks]
    hard = [share_due(of.problem.roadmap, rollout, hard=True) for rollout in rollouts]
    soft = [share_due(of.problem.roadmap, rollout, hard=False) for rollout in rollouts]
    pins = [of.problem.roadmap.begin_pin(rollout) for rollout in rollouts]
    of_all = zip(drawn.by_period, drawn.spread, drawn.shared, drawn.other, strict=True)
    draws = [[each for kind in kinds for each in kind] for kinds in of_all]
    every, first_draws = [each for some in draws for each in some], places(len(each) for each in draws)
    other_from = first_draws[1:] - ints(len(each) for each in drawn.other)
    meets_from = other_from - ints(len(each) for each in drawn.shared)
    return RolloutArrays(
        measure=ints([of.measure_number[rollout.measure] for rollout in rollouts]),
        sector=ints([of.sector_number[rollout.sector] for rollout in rollouts]),
        in_use=floats([rollout.in_use for rollout in rollouts]),
        target=floats(reachable),
        full_target=floats([rollout.target for rollout in rollouts]),
        pace=floats([rollout.first_pace for rollout in rollouts]),
        line_from=places(len(each) for each in falling),
        line_level=floats(level for each in falling for level, _slope in each),
        line_slope=floats(slope for each in falling for _level, slope in each),
        begin_matters=flags([task.begin_matters for task in tasks]),
        first_wave=floats([task.first_wave for task in tasks]),
        last_unit=floats(task.last_unit for task in tasks),
        pin=ints(NEVER if pin is None else (pin if 0 <= pin < horizon else FAR) for pin in pins),
        prepared=ints(task.prepared for task in tasks),
        begins_by=ints(task.begins_by for task in tasks),
        ends_from=ints(task.ends_from for task in tasks),
        ends_by=ints(task.ends_by for task in tasks),
        adapts_by=ints(task.adapts_by for task in tasks),
        adapted_by=ints(task.adapted_by for task in tasks),
        adaptation=ints(_number(of, task, adaptation_name(task.rollout.sector)) for task in tasks),
        adapts_after=ints(_number(of, task, task.adapts_after) for task in tasks),
        gate_from=places(len(task.gate_limits) for task in tasks),
        gate=floats(limit for task in tasks for limit in task.gate_limits),
        counts_from=floats([rollout.counts_from for rollout in rollouts]),
        due=ints(instant for instant, _share in hard),
        due_share=floats(share for _instant, share in hard),
        soft_due=ints(instant for instant, _share in soft),
        soft_share=floats(share for _instant, share in soft),
        begins=flags(_draws_for(Draws.BEGIN, each) for each in drawn.other),
        opens=flags(_draws_for(Draws.OPEN, each) for each in drawn.other),
        draw_from=first_draws,
        spread_from=meets_from - ints(len(each) for each in drawn.spread),
        meets_from=meets_from,
        other_from=other_from,
        draw_pool=ints([pool for (pool, _offset), _amount in every]),
        draw_lane=ints([lanes[lane] for lane, _amount in every]),
        draw=floats([amount.amount for _lane, amount in every]),
        drawn_for=ints([DRAWN_FOR[amount.draws] for _lane, amount in every]),
    )


def _number(of: Numbered, task: RolloutTask, phase: str) -> int:
    """Give the number of a phase of the measure of a rollout, NEVER where there is none."""
    return of.phase_number.get((task.rollout.measure, phase), NEVER)


def _draws_for(what: Draws, draws: Iterable[Draw]) -> bool:
    return any(amount.draws is what for _lane, amount in draws)
