"""From a problem to flat arrays, and from flat arrays back to a schedule."""

from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property
from typing import NamedTuple

import numpy as np

from planner.model import (
    ALMOST,
    Dependency,
    GroupRule,
    Link,
    Objective,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Schedule,
)
from planner.problem import (
    Amount,
    Draws,
    MeasureTask,
    ModeTask,
    Pair,
    PhaseTask,
    Problem,
    Resource,
    ResourceKind,
    RolloutTask,
    circles_of,
    pairs_of,
)
from planner.rules import Point, arrival, closure, departure, hard_due, reach, share_due, soft_due
from planner.solver.arrays.arrays import (
    ALL_OR_NONE,
    AT_LEAST,
    AT_MOST_ONE,
    BEGIN_OF_ROLLOUT,
    DECISION,
    END_OF_PHASE,
    END_OF_ROLLOUT,
    EXACTLY_ONE,
    FAR,
    NEVER,
    ON_BEGIN,
    ON_OPEN,
    ON_WAVE,
    SHARE,
    START_OF_PHASE,
    TIMED,
    Arrays,
    Flags,
    Floats,
    Ints,
    LimitArrays,
    LinkArrays,
    MeasureArrays,
    ModeArrays,
    PhaseArrays,
    Plans,
    RolloutArrays,
    WorthArrays,
)
from planner.solver.arrays.requirements import RequirementWorth, requirement_worths, sees_missing_shares
from planner.solver.arrays.worth import worth_of

_GROUP_RULES = {
    GroupRule.EXACTLY_ONE: EXACTLY_ONE,
    GroupRule.AT_MOST_ONE: AT_MOST_ONE,
    GroupRule.AT_LEAST: AT_LEAST,
    GroupRule.ALL_OR_NONE: ALL_OR_NONE,
}
_DRAWN_FOR = {Draws.WAVE: ON_WAVE, Draws.BEGIN: ON_BEGIN, Draws.OPEN: ON_OPEN}
_NEVER_REACHED = 2.0
_last_built: list["Flat"] = []
_Key = tuple[str, str]  # of a rollout: measure and sector
_Demands = list[tuple[int, float]]
"""Sectors, and person-months in each period."""
_Lane = tuple[int, int]
"""The number of a pool, and how many periods later it is drawn on."""
_Draw = tuple[_Lane, Amount]
_Spends = dict[_Lane, tuple[float, float]]
"""What is drawn for each period, and for the first."""


class _Drawn(NamedTuple):
    """What modes and rollouts draw, by their numbers."""

    demands: list[_Demands]  # of sectors, while a mode runs
    spends: list[_Spends]  # all else that modes draw
    by_period: list[list[_Draw]]  # for waves, through lanes in which each period has a bucket of its own
    shared: list[list[_Draw]]  # for waves, through other lanes
    other: list[list[_Draw]]  # for begins and open periods


class Flat:
    """A problem with its arrays, and what number each thing has in them."""

    def __init__(self, problem: Problem, objective: Objective) -> None:
        self.problem = problem
        self.objective = objective
        self.tasks = list(problem.measures.values())
        self.phases = [phase for task in self.tasks for phase in task.phases]
        self.modes = [mode for phase in self.phases for mode in phase.modes]
        self.rollouts = [rollout for task in self.tasks for rollout in task.rollouts]
        self.sectors = list(problem.capacity)
        self.measure_number = {task.id: number for number, task in enumerate(self.tasks)}
        self.phase_number = {(each.measure, each.phase): n for n, each in enumerate(self.phases)}
        self.rollout_number = {task.key: number for number, task in enumerate(self.rollouts)}
        self.sector_number = {sector: number for number, sector in enumerate(self.sectors)}
        self.shared = [each for each in problem.resources if each.kind is not ResourceKind.CAPACITY]
        self._pairs = pairs_of(problem)
        self._aheads = self._keys_ahead()
        self.arrays = Arrays(
            horizon=problem.horizon,
            measures=self._measures(),
            phases=self._phases(),
            modes=self._modes(),
            rollouts=self._rollouts(),
            links=self._links(),
            limits=self._limits(),
            worth=worth_of(problem, objective),
        )

    @cached_property
    def kept_worths(self) -> tuple[WorthArrays, ...]:
        """Give as worth each objective that came before, in the order in which they are kept.

        One that sees prices of missing shares is worth less than this: the arrays do not cover all of it.
        """
        kept = [each.objective for each in self.objective.kept]
        worths = [worth_of(self.problem, each) for each in kept]
        blind = [sees_missing_shares(self.problem, each) for each in kept]
        pairs = zip(worths, blind, strict=True)
        return tuple(each._replace(covers_all=each.covers_all and not is_blind) for each, is_blind in pairs)

    @cached_property
    def requirements(self) -> tuple[RequirementWorth, ...]:
        """Give as worth what requirements measure that bind, or whose price the objective sees."""
        return requirement_worths(self.problem, self.objective)

    @property
    def adds_up(self) -> bool:
        """Tell whether objective, requirements and all that must be kept are written as worth in full."""
        exact = all(each.is_exact for each in self.requirements)
        return exact and all(worth.covers_all for worth in (self.arrays.worth, *self.kept_worths))

    def under(self, objective: Objective) -> "Flat":
        """Give the same problem under another objective, with all else that has been worked out."""
        other = copy(self)
        other.objective = objective
        other.arrays = self.arrays._replace(worth=worth_of(self.problem, objective))
        for known in ("kept_worths", "requirements"):
            other.__dict__.pop(known, None)
        return other

    def reach(self) -> Floats:
        """Give the largest share in use by rollout and number of periods after the begin, from 0 on.

        Under pace and gates, and the target that links to done measures leave.
        """
        rows = [
            [task.in_use, *reach(task.rollout, task.gate_limits, self.problem.horizon, target)]
            for task, target in zip(self.rollouts, self.arrays.rollouts.target.tolist(), strict=True)
        ]
        return np.array(rows, np.float64).reshape(len(rows), self.problem.horizon + 1)

    # From and to schedules

    def empty(self) -> Plans:
        """Give arrays for a schedule in which nothing is planned yet."""
        in_use = self.arrays.rollouts.in_use
        return Plans(
            inside=np.zeros(len(self.tasks), np.bool_),
            mode=np.full(len(self.phases), NEVER, np.int64),
            start=np.full(len(self.phases), NEVER, np.int64),
            begin=np.full(len(self.rollouts), NEVER, np.int64),
            share=np.repeat(in_use[:, None], self.problem.horizon, axis=1),
        )

    def schedule_of(self, plans: Plans) -> Schedule:
        """Write arrays as a schedule, with clean shares."""
        inside = plans.inside.tolist()  # figures of Python's own are read faster, one by one
        phases = zip(self.phases, plans.mode.tolist(), plans.start.tolist(), strict=True)
        return Schedule(
            selected=tuple(task.id for task, is_in in zip(self.tasks, inside, strict=True) if is_in),
            phases=tuple(
                self._planned_phase(phase, self.modes[mode], start)
                for phase, mode, start in phases
                if inside[self.measure_number[phase.measure]]
            ),
            rollouts=self._planned_rollouts(plans),
        )

    def plans_of(self, schedule: Schedule) -> Plans:
        """Write a schedule of this problem as arrays; what it does not know is left out."""
        plans = self.empty()
        for measure_id in schedule.selected:
            if measure_id in self.measure_number:
                plans.inside[self.measure_number[measure_id]] = True
        for phase in schedule.phases:
            number = self.phase_number.get((phase.measure, phase.phase), NEVER)
            if number != NEVER:
                plans.start[number] = phase.start
                plans.mode[number] = self._mode_number(number, phase.mode)
        for key, rollout in schedule.rollouts_by_key.items():
            if key in self.rollout_number and len(rollout.adoption) == self.problem.horizon:
                plans.begin[self.rollout_number[key]] = NEVER if rollout.begin is None else rollout.begin
                plans.share[self.rollout_number[key]] = rollout.adoption
        return plans

    def _mode_number(self, phase: int, name: str) -> int:
        """Give the number of a phase's mode; its first where the name is unknown."""
        first = int(self.arrays.phases.mode_from[phase])
        names = [mode.name for mode in self.phases[phase].modes]
        return first + (names.index(name) if name in names else 0)

    @staticmethod
    def _planned_phase(phase: PhaseTask, mode: ModeTask, start: int) -> PlannedPhase:
        return PlannedPhase(
            measure=phase.measure, phase=phase.phase, mode=mode.name, start=start, end=start + mode.periods
        )

    def _planned_rollouts(self, plans: Plans) -> tuple[PlannedRollout, ...]:
        """Write all rollouts; those whose begin does not matter begin with their first wave."""
        shares = self._clean(plans.share)
        above = shares > self.arrays.rollouts.in_use[:, None]
        first = np.where(above.any(axis=1), above.argmax(axis=1), NEVER)
        begins = np.where(self.arrays.rollouts.begin_matters, plans.begin, first).tolist()
        return tuple(
            PlannedRollout(
                measure=task.rollout.measure,
                sector=task.rollout.sector,
                begin=None if begin == NEVER else begin,
                adoption=tuple(adoption),
            )
            for task, begin, adoption in zip(self.rollouts, begins, shares.tolist(), strict=True)
        )

    def _clean(self, share: Floats) -> Floats:
        """Do what ``clean_shares`` does, for all rollouts at once."""
        in_use, target = self.arrays.rollouts.in_use[:, None], self.arrays.rollouts.full_target[:, None]
        is_more = share > in_use
        cleaned = np.where(is_more, np.round(share, 9), in_use)
        cleaned = np.where(is_more & (target - cleaned < ALMOST), target, cleaned)
        return np.asarray(np.maximum.accumulate(np.maximum(cleaned, in_use), axis=1))

    # The parts

    def _measures(self) -> MeasureArrays:
        tasks = self.tasks
        needed = closure(self._pairs, [task.id for task in tasks if task.must_be_in])
        known = circles_of(self.problem, self._pairs)
        circles = [[self.measure_number[each] for each in circle] for circle in known]
        circle_of = {measure: number for number, circle in enumerate(circles) for measure in circle}
        return MeasureArrays(
            must_be_in=_flags(task.must_be_in for task in tasks),
            needed=_flags(task.id in needed for task in tasks),
            running=_flags(task.measure.is_running for task in tasks),
            decided=_ints(task.decided_instant if task.is_decided_in_time else NEVER for task in tasks),
            first_end=_ints(task.first_end for task in tasks),
            due=_ints(self._due(task) for task in tasks),
            phase_from=_places(len(task.phases) for task in tasks),
            rollout_from=_places(len(task.rollouts) for task in tasks),
            order=_ints(measure for circle in circles for measure in circle),
            circle=_ints(circle_of[number] for number in range(len(tasks))),
            circle_from=_places(len(circle) for circle in circles),
            circle_measure=_ints(measure for circle in circles for measure in circle),
        )

    def _due(self, task: MeasureTask) -> int:
        """Give the first instant at which anything of a measure is due."""
        asked = [each.rollout.deadline.deadline for each in task.rollouts if each.rollout.deadline]
        asked += [task.measure.deadline] if task.measure.deadline else []
        roadmap = self.problem.roadmap
        dues = (due(roadmap, deadline) for deadline in asked for due in (hard_due, soft_due))
        return min(dues, default=FAR)

    def _phases(self) -> PhaseArrays:
        pauses = [FAR if phase.largest_pause is None else phase.largest_pause for phase in self.phases]
        return PhaseArrays(
            measure=_ints(self.measure_number[phase.measure] for phase in self.phases),
            largest_pause=_ints(pauses),
            mode_from=_places(len(phase.modes) for phase in self.phases),
        )

    def _modes(self) -> ModeArrays:
        modes, demands, spends = self.modes, self._drawn.demands, self._drawn.spends
        return ModeArrays(
            phase=_ints(number for number, phase in enumerate(self.phases) for _ in phase.modes),
            periods=_ints([mode.periods for mode in modes]),
            first=_ints([mode.first for mode in modes]),
            last=_ints([mode.last for mode in modes]),
            demand_from=_places(len(each) for each in demands),
            demand_sector=_ints(pool for each in demands for pool, _asked in each),
            demand=_floats(asked for each in demands for _pool, asked in each),
            spend_from=_places(len(each) for each in spends),
            spend_pool=_ints(pool for each in spends for pool, _offset in each),
            spend_lane=_ints(self._lanes[lane] for each in spends for lane in each),
            spend=_floats(running for each in spends for running, _start in each.values()),
            spend_at_start=_floats(start for each in spends for _running, start in each.values()),
            goes_on=_flags(
                (phase.measure, phase.phase) in self._going_on for phase in self.phases for _ in phase.modes
            ),
        )

    @cached_property
    def _pools(self) -> list[Resource]:
        """Give the resources by number: first what is asked of each sector, limited or not."""
        return [*self.problem.work, *self.shared]

    @cached_property
    def _drawn(self) -> _Drawn:
        """Give what modes and rollouts draw on pools."""
        modes, rollouts = range(len(self.modes)), range(len(self.rollouts))
        drawn = _Drawn(
            demands=[[] for _ in modes],
            spends=[{} for _ in modes],
            by_period=[[] for _ in rollouts],
            shared=[[] for _ in rollouts],
            other=[[] for _ in rollouts],
        )
        first = _places(len(phase.modes) for phase in self.phases).tolist()
        for pool, resource in enumerate(self._pools):
            is_by_period = resource.is_by_period
            for amount in resource.amounts:
                lane = (pool, amount.offset)
                if amount.draws in _DRAWN_FOR:
                    kind = drawn.by_period if is_by_period and not amount.offset else drawn.shared
                    kind = kind if amount.draws is Draws.WAVE else drawn.other
                    kind[self.rollout_number[amount.key]].append((lane, amount))
                    continue
                mode, running = (
                    first[self.phase_number[amount.key]] + amount.mode,
                    amount.draws is Draws.RUNNING,
                )
                if pool < len(self.sectors) and running and not amount.offset:
                    drawn.demands[mode].append((pool, amount.amount))
                    continue
                each, at_start = drawn.spends[mode].get(lane, (0.0, 0.0))
                more = (amount.amount, 0.0) if running else (0.0, amount.amount)
                drawn.spends[mode][lane] = (each + more[0], at_start + more[1])
        return drawn

    @cached_property
    def _lanes(self) -> dict[_Lane, int]:
        """Give the number of each lane: first the pools themselves."""
        later = (
            (pool, each.offset) for pool, of in enumerate(self._pools) for each in of.amounts if each.offset
        )
        lanes = dict.fromkeys([*((pool, 0) for pool in range(len(self._pools))), *later])
        return {lane: number for number, lane in enumerate(lanes)}

    @cached_property
    def _going_on(self) -> frozenset[Pair]:
        """Give measure and phase of what runs already, and may ask for more than there is."""
        known = self.problem.under_way
        return known.deciding if known.most else frozenset()

    def _rollouts(self) -> RolloutArrays:
        tasks, horizon = self.rollouts, self.problem.horizon
        rollouts = [task.rollout for task in tasks]  # once: there may be thousands, and many figures of each
        hard = [share_due(self.problem.roadmap, rollout, hard=True) for rollout in rollouts]
        soft = [share_due(self.problem.roadmap, rollout, hard=False) for rollout in rollouts]
        pins = [self.problem.roadmap.begin_pin(rollout) for rollout in rollouts]
        of_all = zip(self._drawn.by_period, self._drawn.shared, self._drawn.other, strict=True)
        draws = [[*by_period, *shared, *other] for by_period, shared, other in of_all]
        drawn, first_draws = [each for of in draws for each in of], _places(len(each) for each in draws)
        other_from = first_draws[1:] - _ints(len(each) for each in self._drawn.other)
        return RolloutArrays(
            measure=_ints([self.measure_number[rollout.measure] for rollout in rollouts]),
            sector=_ints([self.sector_number[rollout.sector] for rollout in rollouts]),
            in_use=_floats([rollout.in_use for rollout in rollouts]),
            target=_floats(map(self._reachable, tasks, self._aheads)),
            full_target=_floats([rollout.target for rollout in rollouts]),
            pace=_floats([rollout.pace for rollout in rollouts]),
            begin_matters=_flags([task.begin_matters for task in tasks]),
            first_wave=_floats([task.first_wave for task in tasks]),
            last_unit=_floats(task.last_unit for task in tasks),
            pin=_ints(NEVER if pin is None else (pin if 0 <= pin < horizon else FAR) for pin in pins),
            gate_from=_places(len(task.gate_limits) for task in tasks),
            gate=_floats(limit for task in tasks for limit in task.gate_limits),
            counts_from=_floats([rollout.counts_from for rollout in rollouts]),
            due=_ints(instant for instant, _share in hard),
            due_share=_floats(share for _instant, share in hard),
            soft_due=_ints(instant for instant, _share in soft),
            soft_share=_floats(share for _instant, share in soft),
            begins=_flags(_draws_for(Draws.BEGIN, each) for each in self._drawn.other),
            opens=_flags(_draws_for(Draws.OPEN, each) for each in self._drawn.other),
            draw_from=first_draws,
            meets_from=other_from - _ints(len(each) for each in self._drawn.shared),
            other_from=other_from,
            draw_pool=_ints([pool for (pool, _offset), _amount in drawn]),
            draw_lane=_ints([self._lanes[lane] for lane, _amount in drawn]),
            draw=_floats([amount.amount for _lane, amount in drawn]),
            drawn_for=_ints([_DRAWN_FOR[amount.draws] for _lane, amount in drawn]),
        )

    def _reachable(self, task: RolloutTask, aheads: Sequence[_Key]) -> float:
        """Give the largest share that the rollouts of done measures leave."""
        if not aheads:
            return task.rollout.target
        done = [key for key in aheads if key not in self.rollout_number]
        in_use = [max(task.in_use, self.problem.roadmap.rollout_by_key(key).in_use) for key in done]
        return min([task.target, *in_use])

    def _keys_ahead(self) -> list[list[_Key]]:
        """Give, by rollout, those in the same sector that it follows, each once."""
        followed: dict[str, dict[str, None]] = {}
        for link in self.problem.dependencies:
            if link.link is Link.ADOPTION:
                followed.setdefault(link.successor.measure, {})[link.predecessor.measure] = None
        rollout_of = self.problem.roadmap.rollout
        return [
            [(each, sector) for each in followed.get(measure, ()) if rollout_of(each, sector) is not None]
            for measure, sector in self.rollout_number
        ]

    def _links(self) -> LinkArrays:
        links = [link for link in self.problem.dependencies if self._compares_instants(link)]
        predecessors = [self.measure_number[link.predecessor.measure] for link in links]
        successors = [self.measure_number[link.successor.measure] for link in links]
        leave = [self._from(link) for link in links]
        arrive = [self._place(arrival(self.problem.roadmap, link)) for link in links]
        needs, followers = self._needs()
        aheads = [[key for key in keys if key in self.rollout_number] for keys in self._aheads]
        by_successor = self._grouped(successors)
        return LinkArrays(
            kind=_ints(SHARE if link.link is Link.SHARE else TIMED for link in links),
            predecessor=_ints(predecessors),
            successor=_ints(successors),
            from_point=_ints(point for point, _index, _share in leave),
            from_index=_ints(index for _point, index, _share in leave),
            to_point=_ints(point for point, _index in arrive),
            to_index=_ints(index for _point, index in arrive),
            lag=_ints(link.lag_periods for link in links),
            largest_lag=_ints(
                FAR if link.largest_lag_periods is None else link.largest_lag_periods for link in links
            ),
            share=_floats(share for _point, _index, share in leave),
            arriving_from=_places(len(each) for each in by_successor),
            arriving=_ints(number for each in by_successor for number in each),
            needs_from=_places(len(each) for each in needs),
            needs=_ints(number for each in needs for number in each),
            follower_from=_places(len(each) for each in followers),
            follower=_ints(number for each in followers for number in each),
            ahead_from=_places(len(each) for each in aheads),
            ahead=_ints(self.rollout_number[key] for each in aheads for key in each),
            accepted=_floats(
                max(0.0, task.in_use - self.problem.share_in_use(*key))
                for task, each in zip(self.rollouts, aheads, strict=True)
                for key in each
            ),
        )

    def _compares_instants(self, link: Dependency) -> bool:
        """Tell whether a link holds an instant back: adoption does not, nor a share in use already."""
        if link.link is not Link.SHARE:
            return link.link.is_timed
        in_use = self.problem.share_in_use(link.predecessor.measure, link.share_sector)
        return in_use < (link.share or 0.0)

    def _from(self, link: Dependency) -> tuple[int, int, float]:
        """Give the point a link leaves from, and the share it asks for."""
        if link.link is not Link.SHARE:
            return *self._place(departure(self.problem.roadmap, link)), 0.0
        rollout = self.rollout_number.get((link.predecessor.measure, link.share_sector), NEVER)
        return END_OF_ROLLOUT, rollout, _NEVER_REACHED if rollout == NEVER else link.share or 0.0

    def _place(self, point: Point) -> tuple[int, int]:
        """Give the code and the number of an instant."""
        if point.sector:
            code = END_OF_ROLLOUT if point.at_end else BEGIN_OF_ROLLOUT
            return code, self.rollout_number[point.measure, point.sector]
        if point.is_decision:
            return DECISION, self.measure_number[point.measure]
        code = END_OF_PHASE if point.at_end else START_OF_PHASE
        return code, self.phase_number[point.measure, point.phase]

    def _grouped(self, measures: Sequence[int]) -> list[list[int]]:
        """Give the numbers of links by measure."""
        grouped: list[list[int]] = [[] for _ in self.tasks]
        for number, measure in enumerate(measures):
            grouped[measure].append(number)
        return grouped

    def _needs(self) -> tuple[list[list[int]], list[list[int]]]:
        """Give, by measure, those without which it stays out, and those that stay out without it."""
        needs: list[list[int]] = [[] for _ in self.tasks]
        followers: list[list[int]] = [[] for _ in self.tasks]
        for predecessor, successor in self._pairs:
            before, after = self.measure_number[predecessor], self.measure_number[successor]
            needs[after].append(before)
            followers[before].append(after)
        return needs, followers

    def _limits(self) -> LimitArrays:
        problem, roadmap, sectors = self.problem, self.problem.roadmap, len(self.sectors)
        limits = [_or_infinite(problem.capacity[sector], problem.horizon) for sector in self.sectors]
        limits += [each.limits for each in self.shared]
        pool = np.full((len(limits), max([problem.horizon, *map(len, limits)])), np.inf)
        for number, by_bucket in enumerate(limits):
            pool[number, : len(by_bucket)] = by_bucket
        buckets = [self._buckets(*lane) for lane in self._lanes]
        bucket = np.array(buckets, np.int64).reshape(len(buckets), problem.horizon)
        since, until = _runs(bucket)
        groups = [
            [self.measure_number[each] for each in group.measures if each in self.measure_number]
            for group in roadmap.groups
        ]
        return LimitArrays(
            pool=pool,
            bucket=bucket,
            since=since,
            until=until,
            by_period=_flags(each.is_by_period for each in self._pools),
            capacity=pool[:sectors, : problem.horizon],
            under_way=np.zeros((sectors if self._going_on else 0, problem.horizon)),
            group_rule=_ints(_GROUP_RULES[group.rule] for group in roadmap.groups),
            group_least=_ints(group.at_least for group in roadmap.groups),
            group_done=_ints(
                len(group.measures) - len(known) for group, known in zip(roadmap.groups, groups, strict=True)
            ),
            group_from=_places(len(known) for known in groups),
            group_measure=_ints(number for known in groups for number in known),
        )

    def _buckets(self, pool: int, offset: int) -> list[int]:
        """Give the bucket of a lane by period."""
        horizon, resource = self.problem.horizon, self._pools[pool]
        buckets = [resource.bucket(period + offset) for period in range(horizon)]
        return [NEVER if bucket is None else bucket for bucket in buckets]


def flat_of(roadmap: Roadmap, objective: Objective) -> Flat:
    """Write a roadmap as arrays; the one that was written last keeps what does not depend on the objective.

    A roadmap is mostly planned several times: at once and then by search, for one objective after the other.
    """
    known = next((flat for flat in _last_built if flat.problem.roadmap is roadmap), None)
    flat = Flat(Problem(roadmap), objective) if known is None else known
    flat = flat if flat.objective is objective else flat.under(objective)
    _last_built[:] = [flat]
    return flat


def _runs(bucket: Ints) -> tuple[Ints, Ints]:
    """Give, by row, the first place of each run of equal figures, and the first after it."""
    places = np.arange(bucket.shape[1])
    is_first, is_last = np.ones(bucket.shape, np.bool_), np.ones(bucket.shape, np.bool_)
    is_first[:, 1:] = is_last[:, :-1] = bucket[:, 1:] != bucket[:, :-1]
    since = np.maximum.accumulate(np.where(is_first, places, 0), axis=1)
    after = np.where(is_last, places + 1, bucket.shape[1])
    until = np.minimum.accumulate(after[:, ::-1], axis=1)[:, ::-1]
    return since, np.ascontiguousarray(until)


def _draws_for(what: Draws, draws: Iterable[_Draw]) -> bool:
    return any(amount.draws is what for _lane, amount in draws)


def _or_infinite(limits: Sequence[float] | None, horizon: int) -> Sequence[float]:
    return [np.inf] * horizon if limits is None else limits


def _ints(numbers: Iterable[int]) -> Ints:
    return np.array(numbers if isinstance(numbers, list) else list(numbers), np.int64)


def _floats(numbers: Iterable[float]) -> Floats:
    return np.array(numbers if isinstance(numbers, list) else list(numbers), np.float64)


def _flags(flags: Iterable[bool]) -> Flags:
    return np.array(flags if isinstance(flags, list) else list(flags), np.bool_)


def _places(counts: Iterable[int]) -> Ints:
    """Give where each item's parts begin, and where the last one's end."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(_ints(counts))]).astype(np.int64)


__all__ = ["Flat", "flat_of"]
