"""The best instants for the phases of one measure, one after the other: dynamic programming over ends."""

from typing import NamedTuple

import numpy as np

from planner.solver.arrays.arrays import FAR, NEVER, Floats, Ints, ModeArrays, PhaseArrays
from planner.solver.arrays.jit import inner, making


class Chain(NamedTuple):
    """Room for the phases of one measure; of its first ``n`` phases, ``n`` from 0 on.

    ``ended[n, e]`` is the best worth of ending at ``e``, ``mode[n, e]`` the mode it takes, and
    ``before[n, s]`` the best end before a start at ``s`` of the next phase.
    """

    ended: Floats
    mode: Ints
    before: Ints


@making
def empty_chain(phase_from: Ints, instants: int) -> Chain:
    """Give room for as many phases as any measure has."""
    longest = 0
    for measure in range(phase_from.shape[0] - 1):
        longest = max(longest, phase_from[measure + 1] - phase_from[measure])
    shape = (longest + 1, instants)
    return Chain(np.empty(shape), np.full(shape, NEVER, np.int64), np.full(shape, NEVER, np.int64))


@inner
def plan_phases(
    phases: PhaseArrays,
    modes: ModeArrays,
    worth: Floats,
    earliest: Ints,
    latest: Ints,
    first: int,
    last: int,
    chain: Chain,
) -> None:
    """Set for each phase of a measure the best worth of ending at each instant.

    ``worth[k, s]`` is that of mode ``k`` starting at ``s``, from ``earliest[k]`` to ``latest[k]``.
    """
    for instant in range(chain.ended.shape[1]):
        chain.ended[0, instant] = -np.inf
    chain.ended[0, 0] = 0.0
    for phase in range(first, last):
        number = phase - first
        pause = phases.largest_pause[phase - 1] if number else FAR
        set_best_before(chain.ended[number], pause, chain.before[number])
        for instant in range(chain.ended.shape[1]):
            chain.ended[number + 1, instant] = -np.inf
        for mode in range(phases.mode_from[phase], phases.mode_from[phase + 1]):
            for start in range(earliest[mode], latest[mode] + 1):
                before, end = chain.before[number, start], start + modes.periods[mode]
                if before == NEVER:
                    continue
                total = chain.ended[number, before] + worth[mode, start]
                if total > chain.ended[number + 1, end]:
                    chain.ended[number + 1, end] = total
                    chain.mode[number + 1, end] = mode


@inner
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


@inner
def best_end(ended: Floats, worth: Floats) -> tuple[int, float]:
    """Give the end of the phases that is worth most, and what all is worth then."""
    found, most = NEVER, -np.inf
    for instant in range(ended.shape[0]):
        if ended[instant] + worth[instant] > most:
            found, most = instant, ended[instant] + worth[instant]
    return found, most


@inner
def write_phases(
    modes: ModeArrays, first: int, last: int, instant: int, chain: Chain, mode: Ints, start: Ints
) -> None:
    """Follow the best plan back from its end; ``NEVER`` is a measure that is out."""
    for phase in range(last - 1, first - 1, -1):
        mode[phase], start[phase] = NEVER, NEVER
        if instant != NEVER:
            mode[phase] = chain.mode[phase - first + 1, instant]
            start[phase] = instant - modes.periods[mode[phase]]
            instant = chain.before[phase - first, start[phase]]
