"""The ways to break a lawful plan, by the code of the finding that each rule gives.

A plan breaks a rule by more than the tolerance when it is changed, or when its roadmap is tightened until the
same plan breaks it. Nothing here asks the judge what it thinks.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from support.adaptation_breakers import (
    adaptation_before_earliest_start,
    adaptation_before_phase_end,
    adaptation_missing,
    adaptation_not_needed,
    adaptation_off_pin,
    adaptation_outside_horizon,
    adaptation_without_wave,
    adaptation_wrong_duration,
    begin_before_adaptation,
    running_adaptation_moved,
)
from support.breaking import MORE, Ways, neighbours, real_waves, timed_links, whole, with_rollout_of_roadmap
from support.claim_breakers import (
    bound_beaten,
    kept_bound_beaten,
    kept_level_missed,
    kept_level_too_loose,
    other_roadmap,
    stage_beats_its_bound,
    started_not_first,
    status_without_proof,
    status_without_schedule,
    wrong_score,
)
from support.lawful_plans import (
    Lawful,
    with_link,
    with_measure,
    with_phase,
    with_roadmap,
    with_rollout,
    with_schedule,
    with_share,
    without_measure,
)
from support.limit_breakers import above_budget, above_capacity, too_many_rollouts, too_many_whole_rollouts
from support.passed_breakers import (
    before_what_has_passed,
    long_after_what_has_passed,
    pause_went_on_too_long,
)
from support.requirement_breakers import requirement_missed

from planner.model import (
    FIRST_OFFSET,
    Deadline,
    Dependency,
    GateUnit,
    Group,
    GroupRule,
    Link,
    PlannedPhase,
    Rollout,
    ShareDeadline,
    Support,
    pace_at,
)
from planner.verify.links import has_passed
from planner.verify.rollouts import begin_matters

# The shape of a schedule


def unknown_in_plan(case: Lawful) -> Ways:
    yield with_schedule(case, selected=(*case.schedule.selected, "nobody knows this"))
    for planned in case.schedule.phases:
        yield with_phase(case, planned, phase="nobody knows this")


def planned_twice(case: Lawful) -> Ways:
    for name in ("selected", "phases", "rollouts"):
        planned = getattr(case.schedule, name)
        if planned:
            yield with_schedule(case, **{name: (*planned, planned[0])})


def rollout_missing(case: Lawful) -> Ways:
    for planned in case.schedule.rollouts:
        yield with_schedule(case, rollouts=tuple(r for r in case.schedule.rollouts if r is not planned))


def wrong_length(case: Lawful) -> Ways:
    for rollout in case.roadmap.open_rollouts:
        yield with_rollout(case, rollout, adoption=tuple(case.curve(rollout)[:-1]))


def not_a_number(case: Lawful) -> Ways:
    for rollout in case.roadmap.open_rollouts:
        yield with_share(case, rollout, -1, math.nan)
        yield with_share(case, rollout, 0, math.inf)


# Which measures are in


def mandatory_out(case: Lawful) -> Ways:
    for measure in case.measures_in:
        if measure.must_be_in:
            yield without_measure(case, measure)


def phase_missing(case: Lawful) -> Ways:
    for planned in case.schedule.phases:
        yield with_schedule(case, phases=tuple(p for p in case.schedule.phases if p is not planned))


def phase_of_measure_out(case: Lawful) -> Ways:
    for measure in case.measures_out:
        for phase in measure.phases:
            added = PlannedPhase(measure=measure.id, phase=phase.id, start=0, end=phase.modes[0].periods)
            yield with_schedule(case, phases=(*case.schedule.phases, added))


def rollout_of_measure_out(case: Lawful) -> Ways:
    for rollout in case.roadmap.open_rollouts:
        if rollout.measure in {measure.id for measure in case.measures_out}:
            yield with_share(case, rollout, -1, rollout.in_use + MORE)


def predecessor_out(case: Lawful) -> Ways:
    for before in case.measures_out:
        for after in case.measures_in:
            added = Dependency(predecessor=whole(before.id), successor=whole(after.id), link=Link.ADOPTION)
            yield with_roadmap(case, dependencies=(*case.roadmap.dependencies, added))
    for link in timed_links(case):
        yield without_measure(case, case.roadmap.measure(link.predecessor.measure))


def group_broken(case: Lawful) -> Ways:
    names = [measure.id for measure in case.roadmap.open_measures]
    for first, second in pairwise(names):
        number = sum(name in case.schedule.selected for name in (first, second))
        rules = {0: GroupRule.AT_LEAST, 1: GroupRule.ALL_OR_NONE, 2: GroupRule.AT_MOST_ONE}
        yield with_roadmap(case, groups=(Group(id="both", rule=rules[number], measures=(first, second)),))


# When phases run


def unknown_mode(case: Lawful) -> Ways:
    for planned in case.schedule.phases:
        yield with_phase(case, planned, mode="by magic")


def wrong_duration(case: Lawful) -> Ways:
    for planned in case.schedule.phases:
        yield with_phase(case, planned, end=planned.end + 1)


def outside_horizon(case: Lawful) -> Ways:
    later, sooner = case.horizon + 1, -1
    for planned in case.schedule.phases:
        periods = planned.end - planned.start
        yield with_phase(case, planned, start=later - periods, end=later)
        yield with_phase(case, planned, start=sooner, end=sooner + periods)


def before_previous_phase(case: Lawful) -> Ways:
    for before, after in neighbours(case):
        start = before.end - 1
        yield with_phase(case, after, start=start, end=start + after.end - after.start)


def pause_too_long(case: Lawful) -> Ways:
    for before, after in neighbours(case):
        measure, pause = case.roadmap.measure(before.measure), after.start - before.end
        strict = [
            replace(p, largest_pause_periods=pause) if p.id == before.phase else p for p in measure.phases
        ]
        roadmap, plan = with_measure(case, measure, phases=tuple(strict))
        changed = replace(case, roadmap=roadmap, plan=plan)
        yield with_phase(changed, after, start=after.start + 1, end=after.end + 1)


def running_phase_moved(case: Lawful) -> Ways:
    for measure in case.measures_in:
        if measure.is_running:
            running = case.schedule.phases_by_measure[measure.id][0]
            yield with_phase(case, running, start=1, end=running.end + 1)


def before_earliest_start(case: Lawful) -> Ways:
    for planned in case.schedule.phases:
        measure = case.roadmap.measure(planned.measure)
        if not (measure.is_running and planned.phase == measure.phases[0].id):
            yield with_measure(case, measure, earliest_start=case.roadmap.calendar.date_of(planned.start + 1))


def off_pin(case: Lawful) -> Ways:
    for planned in case.schedule.phases:
        measure = case.roadmap.measure(planned.measure)
        day = case.roadmap.calendar.date_of(planned.start + 1)
        pinned = [replace(p, pinned_start=day) if p.id == planned.phase else p for p in measure.phases]
        yield with_measure(case, measure, phases=tuple(pinned))


def after_deadline(case: Lawful) -> Ways:
    for measure in case.measures_in:
        day = case.roadmap.calendar.date_of(case.end(measure.id) - 1)
        yield with_measure(case, measure, deadline=Deadline(day=day))


# How rollouts grow


def begin_before_phases_end(case: Lawful) -> Ways:
    for rollout in case.rollouts_in:
        if case.begin(rollout) is not None:
            yield with_rollout(case, rollout, begin=case.end(rollout.measure) - 1)
            yield with_rollout(case, rollout, begin=case.horizon)


def wave_before_begin(case: Lawful) -> Ways:
    for rollout, period in real_waves(case):
        yield with_rollout(case, rollout, begin=period + 1)
        yield with_rollout(case, rollout, begin=None)


def wave_before_prepared(case: Lawful) -> Ways:
    for rollout, period in real_waves(case):
        if not case.roadmap.measure(rollout.measure).is_started and period < -FIRST_OFFSET:
            early = ((-period - 1, 1.0),)
            asks = replace(rollout, effort_per_unit=1e-6, effort_profile=early)
            yield with_rollout_of_roadmap(case, rollout, asks)
            row = Support(
                measure=rollout.measure,
                receiving=rollout.sector,
                delivering=rollout.sector,
                effort_per_unit=1e-6,
                profile=early,
            )
            yield with_roadmap(case, supports=(row,))


def begin_without_wave(case: Lawful) -> Ways:
    for rollout in case.rollouts_in:
        begin = case.begin(rollout)
        if begin is not None and not begin_matters(case.roadmap, rollout):
            yield with_share(case, rollout, begin, rollout.in_use)
            if begin > case.end(rollout.measure):
                yield with_rollout(case, rollout, begin=begin - 1)


def first_wave_too_small(case: Lawful) -> Ways:
    for rollout in case.rollouts_in:
        begin = case.begin(rollout)
        room = min(rollout.target - rollout.in_use, rollout.first_pace)
        if begin is not None and begin_matters(case.roadmap, rollout) and room > MORE:
            yield with_share(case, rollout, begin, rollout.in_use)


def share_falls(case: Lawful) -> Ways:
    for rollout, period in real_waves(case):
        if period + 1 < case.horizon:
            yield with_share(case, rollout, period + 1, case.curve(rollout)[period] - MORE)


def above_target(case: Lawful) -> Ways:
    for rollout in case.rollouts_in:
        yield with_share(case, rollout, -1, rollout.target + MORE)


def above_pace(case: Lawful) -> Ways:
    for rollout, period in real_waves(case):
        before = case.curve(rollout)[period - 1] if period else rollout.in_use
        yield with_share(case, rollout, period, before + pace_at(rollout.pace, before) + MORE)


def above_gate(case: Lawful) -> Ways:
    for rollout in case.rollouts_in:
        begin = case.begin(rollout)
        if rollout.is_gated and begin is not None:
            gate = rollout.gates[0]
            limit = gate.limit if gate.unit is GateUnit.SHARE else gate.limit / case.roadmap.units(rollout)
            yield with_share(case, rollout, begin, limit + MORE)


def rollout_unfinished(case: Lawful) -> Ways:
    for rollout in case.rollouts_in:
        if case.roadmap.measure(rollout.measure).must_be_in:
            yield with_share(case, rollout, -1, rollout.target - MORE)


def begin_off_pin(case: Lawful) -> Ways:
    for rollout in case.rollouts_in:
        begin = case.begin(rollout)
        day = case.roadmap.calendar.date_of(0 if begin is None else begin + 1)
        yield with_rollout_of_roadmap(case, rollout, replace(rollout, pinned_begin=day))


def share_after_deadline(case: Lawful) -> Ways:
    for rollout in case.rollouts_in:
        for instant in range(case.horizon + 1):
            share = case.curve(rollout)[instant - 1] if instant else rollout.in_use
            if share + MORE <= rollout.target:
                deadline = Deadline(day=case.roadmap.calendar.date_of(instant))
                due = ShareDeadline(share=share + MORE, deadline=deadline)
                yield with_rollout_of_roadmap(case, rollout, replace(rollout, deadline=due))


# How measures depend on each other


def before_predecessor(case: Lawful) -> Ways:
    for link in timed_links(case):
        if not (link.link.to_finish and link.successor.is_rollout):
            yield with_link(case, link, lag_periods=2 * case.horizon + 1, largest_lag_periods=None)
    for planned in case.schedule.phases:
        if any(link.successor == whole(planned.measure) for link in timed_links(case)):
            yield with_phase(case, planned, start=-2 * case.horizon, end=-2 * case.horizon)


def rollout_ends_before_predecessor(case: Lawful) -> Ways:
    for link in timed_links(case):
        if link.link.to_finish and link.successor.is_rollout:
            yield with_link(case, link, lag_periods=2 * case.horizon + 1, largest_lag_periods=None)
            rollout = case.roadmap.rollout(link.successor.measure, link.successor.sector)
            built = link.link is Link.FINISH_FINISH and link.predecessor == whole(link.predecessor.measure)
            if rollout is not None and built and rollout.in_use < rollout.target == case.curve(rollout)[-2]:
                lag = case.horizon - case.end(link.predecessor.measure)
                yield with_link(case, link, lag_periods=lag, largest_lag_periods=None)


def after_largest_lag(case: Lawful) -> Ways:
    for link in timed_links(case):
        lag = -2 * case.horizon
        yield with_link(case, link, lag_periods=lag, largest_lag_periods=lag)


def adoption_above_predecessor(case: Lawful) -> Ways:
    for after in case.rollouts_in:
        for before in case.roadmap.rollouts:
            if before.sector == after.sector and before.measure != after.measure:
                yield from _ahead(case, before, after)


def share_not_reached(case: Lawful) -> Ways:
    for rollout in case.rollouts_in:
        for planned in case.schedule.phases:
            start = planned.start
            reached = rollout.in_use if start == 0 else case.curve(rollout)[start - 1]
            if planned.measure != rollout.measure and reached + MORE <= 1:
                added = Dependency(
                    predecessor=whole(rollout.measure),
                    successor=replace(whole(planned.measure), phase=planned.phase),
                    link=Link.SHARE,
                    share=reached + MORE,
                    share_sector=rollout.sector,
                )
                if not has_passed(case.roadmap, added):
                    yield with_roadmap(case, dependencies=(*case.roadmap.dependencies, added))


# Helpers


def _ahead(case: Lawful, before: Rollout, after: Rollout) -> Ways:
    """Add an adoption link that a plan already breaks."""
    accepted = max(0.0, after.in_use - before.in_use)
    planned = case.schedule.rollouts_by_key.get(before.key)
    shares = (before.in_use, *(planned.adoption if planned else (before.in_use,) * case.horizon))
    added = Dependency(predecessor=whole(before.measure), successor=whole(after.measure), link=Link.ADOPTION)
    if any(share > limit + accepted + MORE for share, limit in zip(case.curve(after), shares, strict=False)):
        yield with_roadmap(case, dependencies=(*case.roadmap.dependencies, added))


BREAKERS: dict[str, Callable[[Lawful], Ways]] = {
    breaks.__name__: breaks
    for breaks in (
        unknown_in_plan,
        planned_twice,
        rollout_missing,
        wrong_length,
        not_a_number,
        mandatory_out,
        phase_missing,
        phase_of_measure_out,
        rollout_of_measure_out,
        predecessor_out,
        group_broken,
        unknown_mode,
        wrong_duration,
        outside_horizon,
        before_previous_phase,
        pause_too_long,
        running_phase_moved,
        before_earliest_start,
        off_pin,
        after_deadline,
        begin_before_phases_end,
        wave_before_begin,
        wave_before_prepared,
        begin_without_wave,
        first_wave_too_small,
        share_falls,
        above_target,
        above_pace,
        above_gate,
        rollout_unfinished,
        begin_off_pin,
        share_after_deadline,
        before_what_has_passed,
        long_after_what_has_passed,
        pause_went_on_too_long,
        adaptation_missing,
        adaptation_without_wave,
        adaptation_not_needed,
        adaptation_wrong_duration,
        adaptation_outside_horizon,
        adaptation_before_phase_end,
        adaptation_before_earliest_start,
        running_adaptation_moved,
        adaptation_off_pin,
        begin_before_adaptation,
        before_predecessor,
        rollout_ends_before_predecessor,
        after_largest_lag,
        adoption_above_predecessor,
        share_not_reached,
        above_capacity,
        above_budget,
        too_many_rollouts,
        too_many_whole_rollouts,
        requirement_missed,
        other_roadmap,
        status_without_schedule,
        status_without_proof,
        bound_beaten,
        wrong_score,
        kept_level_missed,
        kept_level_too_loose,
        stage_beats_its_bound,
        kept_bound_beaten,
        started_not_first,
    )
}
