"""The best plan of every measure alone: phases by dynamic programming over instants, then rollouts."""

from typing import NamedTuple

import numpy as np

from planner.solver.compiled.arrays import (
    FAR,
    NEVER,
    Floats,
    Ints,
    MeasureArrays,
    ModeArrays,
    PhaseArrays,
    RolloutArrays,
)
from planner.solver.compiled.jit import entry, making
from planner.solver.compiled.pricing import Answer, Facts, Terms, Windows
from planner.solver.compiled.pricing_waves import best_of_rollouts, shape_of, waves_of_rollout


class Chain(NamedTuple):
    """Room for the phases of one measure; of its first ``n`` phases, ``n`` from 0 on.

    ``ended[n, e]`` is the best worth of ending at ``e``, ``mode[n, e]`` the mode it takes, and
    ``before[n, s]`` the best end before a start at ``s`` of the next phase.
    """

    ended: Floats
    mode: Ints
    before: Ints


@entry
def plan_measures(
    measures: MeasureArrays,
    phases: PhaseArrays,
    modes: ModeArrays,
    rollouts: RolloutArrays,
    facts: Facts,
    terms: Terms,
    windows: Windows,
    answer: Answer,
) -> None:
    """Set the best plan of every measure, and its worth."""
    count, instants = terms.end.shape
    best = np.empty((terms.wave.shape[0], instants))
    begins = np.empty(best.shape, np.int64)
    best_of_rollouts(rollouts, facts, terms, best, begins)
    chain = empty_chain(measures.phase_from, instants)
    with_rollouts = np.empty(instants)
    for measure in range(count):
        first, last = measures.phase_from[measure], measures.phase_from[measure + 1]
        plan_phases(phases, modes, terms.start, windows, first, last, chain)
        if first == last:
            chain.ended[0] = -np.inf
            if measures.decided[measure] != NEVER:
                chain.ended[0, measures.decided[measure]] = 0.0
        mine = best[measures.rollout_from[measure] : measures.rollout_from[measure + 1]]
        set_worth_of_ends(terms, measure, facts.wait[measure], mine, with_rollouts)
        instant, gain = best_end(chain.ended[last - first], with_rollouts)
        gain += terms.inside[measure] - terms.outside[measure]
        inside = windows.may_be_in[measure] and gain > -np.inf
        inside = inside and (gain > 0.0 or not windows.may_be_out[measure])
        answer.gain[measure], answer.inside[measure] = gain, inside
        answer.worth[measure] = terms.outside[measure] + (gain if inside else 0.0)
        if not inside and not windows.may_be_out[measure]:
            answer.worth[measure] = -np.inf
        write_phases(modes, first, last, instant if inside else NEVER, chain, answer)
        for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
            begin = begins[rollout, instant] if inside else NEVER
            answer.begin[rollout] = begin
            shape = shape_of(rollouts, facts, rollout)
            waves_of_rollout(shape, terms, rollout, begin, answer.wave[rollout])


@making
def empty_chain(phase_from: Ints, instants: int) -> Chain:
    """Give room for as many phases as any measure has."""
    longest = 0
    for measure in range(phase_from.shape[0] - 1):
        longest = max(longest, phase_from[measure + 1] - phase_from[measure])
    shape = (longest + 1, instants)
    return Chain(np.empty(shape), np.full(shape, NEVER, np.int64), np.full(shape, NEVER, np.int64))


@making
def plan_phases(
    phases: PhaseArrays,
    modes: ModeArrays,
    worth: Floats,
    windows: Windows,
    first: int,
    last: int,
    chain: Chain,
) -> None:
    """Set for each phase of a measure the best worth of ending at each instant."""
    chain.ended[0] = -np.inf
    chain.ended[0, 0] = 0.0
    for phase in range(first, last):
        number = phase - first
        pause = phases.largest_pause[phase - 1] if number else FAR
        set_best_before(chain.ended[number], pause, chain.before[number])
        chain.ended[number + 1] = -np.inf
        for mode in range(phases.mode_from[phase], phases.mode_from[phase + 1]):
            for start in range(windows.first[mode], windows.last[mode] + 1):
                before, end = chain.before[number, start], start + modes.periods[mode]
                if before == NEVER:
                    continue
                total = chain.ended[number, before] + worth[mode, start]
                if total > chain.ended[number + 1, end]:
                    chain.ended[number + 1, end] = total
                    chain.mode[number + 1, end] = mode


@making
def set_best_before(ended: Floats, pause: int, before: Ints) -> None:
    """Set for each start the best end at or before it, within a pause; ``NEVER`` where there is none."""
    best = NEVER
    for start in range(ended.shape[0]):
        if best != NEVER and best < start - pause:
            best = NEVER
            for instant in range(start - pause, start):
                if ended[instant] > -np.inf and (best == NEVER or ended[instant] >= ended[best]):
                    best = instant
        if ended[start] > -np.inf and (best == NEVER or ended[start] > ended[best]):
            best = start
        before[start] = best


@making
def set_worth_of_ends(terms: Terms, measure: int, wait: int, best: Floats, worth: Floats) -> None:
    """Set what it is worth, rollouts included, that the phases end at each instant.

    The rollouts need some periods after that, so that the measure's own end comes no earlier.
    """
    horizon, finish = worth.shape[0] - 1, -np.inf
    reached = horizon + 1
    for instant in range(horizon, -1, -1):
        while reached > min(horizon, instant + wait):
            reached -= 1
            finish = max(finish, terms.finish[measure, reached])
        worth[instant] = terms.end[measure, instant] + finish
        for number in range(best.shape[0]):
            worth[instant] += best[number, instant]


@making
def best_end(ended: Floats, worth: Floats) -> tuple[int, float]:
    """Give the end of the phases that is worth most, and what all is worth then."""
    found, most = NEVER, -np.inf
    for instant in range(ended.shape[0]):
        if ended[instant] + worth[instant] > most:
            found, most = instant, ended[instant] + worth[instant]
    return found, most


@making
def write_phases(
    modes: ModeArrays, first: int, last: int, instant: int, chain: Chain, answer: Answer
) -> None:
    """Follow the best plan back from its end; ``NEVER`` is a measure that is out."""
    for phase in range(last - 1, first - 1, -1):
        answer.mode[phase], answer.start[phase] = NEVER, NEVER
        if instant != NEVER:
            mode = chain.mode[phase - first + 1, instant]
            start = instant - modes.periods[mode]
            answer.mode[phase], answer.start[phase] = mode, start
            instant = chain.before[phase - first, start]
