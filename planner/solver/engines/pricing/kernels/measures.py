"""The best plan of every measure alone: phases by dynamic programming over instants, then rollouts."""

import numpy as np

from planner.solver.arrays.arrays import (
    NEVER,
    Floats,
    MeasureArrays,
    ModeArrays,
    PhaseArrays,
    RolloutArrays,
)
from planner.solver.arrays.chains import best_end, empty_chain, plan_phases, write_phases
from planner.solver.arrays.jit import entry, inner
from planner.solver.engines.pricing.kernels.adaptations import adapt_first
from planner.solver.engines.pricing.kernels.falling import best_of_falling, waves_of_falling
from planner.solver.engines.pricing.kernels.relaxed import (
    PricedAnswer,
    PricedFacts,
    PricedPlaces,
    Terms,
    Windows,
)
from planner.solver.engines.pricing.kernels.waves import best_of_rollouts, shape_of, waves_of_rollout


@entry
def plan_measures(
    measures: MeasureArrays,
    phases: PhaseArrays,
    modes: ModeArrays,
    rollouts: RolloutArrays,
    facts: PricedFacts,
    terms: Terms,
    windows: Windows,
    answer: PricedAnswer,
) -> None:
    """Set the best plan of every measure, and its worth."""
    count, instants = terms.end.shape
    best = np.empty((terms.wave.shape[0], instants))
    begins = np.empty(best.shape, np.int64)
    best_of_rollouts(rollouts, facts, terms, best, begins)
    best_of_falling(rollouts, facts, terms, best, begins)
    adapted = np.empty(best.shape, np.int64)
    places = PricedPlaces(phases.mode_from, modes.periods, measures.decided)
    adapt_first(measures.phase_from, places, rollouts, facts, terms, windows, best, begins, adapted)
    chain = empty_chain(measures.phase_from, instants)
    with_rollouts = np.empty(instants)
    for measure in range(count):
        first, last = measures.phase_from[measure], measures.phase_from[measure + 1]
        plan_phases(phases, modes, terms.start, windows.first, windows.last, first, last, chain)
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
        ended = instant if inside else NEVER
        write_phases(modes, first, last, ended, chain, answer.mode, answer.start)
        for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
            if rollouts.adaptation[rollout] != NEVER:
                start = adapted[rollout, instant] if inside else NEVER
                write_adaptation(phases, rollouts.adaptation[rollout], start, answer)
            begin = begins[rollout, instant] if inside else NEVER
            answer.begin[rollout] = begin
            if rollouts.line_from[rollout] < rollouts.line_from[rollout + 1]:
                waves_of_falling(rollouts, facts, terms, rollout, begin, answer.wave[rollout])
            else:
                shape = shape_of(rollouts, facts, terms, rollout)
                waves_of_rollout(shape, terms, rollout, begin, answer.wave[rollout])


@inner
def write_adaptation(phases: PhaseArrays, phase: int, start: int, answer: PricedAnswer) -> None:
    """Write when an adaptation starts, ``NEVER`` where it does not run."""
    answer.start[phase] = start
    answer.mode[phase] = NEVER if start == NEVER else phases.mode_from[phase]


@inner
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
