"""What is open to each measure alone at some prices, where a date of it is held on one side of an instant.

Nothing is compiled for it: the arrays that say what is open are changed. One date of each measure may be
held at the same time, as measures do not meet.
"""

import numpy as np

from planner.model import BEYOND_TOLERANCE
from planner.solver.arrays.arrays import Floats
from planner.solver.engines.pricing.bound import Relaxed

_FORBIDDEN = 1e9
"""What a wave costs where none may be: far more than any plan is worth, and few enough digits to add up."""


class Narrowed:
    """All that is open at the prices that a relaxed problem was last asked about, to be narrowed."""

    def __init__(self, relaxed: Relaxed) -> None:
        self._relaxed = relaxed
        windows, facts, terms = relaxed.windows, relaxed.facts, relaxed.terms
        self._windows = windows._replace(
            first=windows.first.copy(),
            last=windows.last.copy(),
            may_be_in=windows.may_be_in.copy(),
            may_be_out=windows.may_be_out.copy(),
        )
        self._facts = facts._replace(
            may_be_empty=facts.may_be_empty.copy(),
            has_to_end=facts.has_to_end.copy(),
            left=facts.left.copy(),
            last_begin=facts.last_begin.copy(),
        )
        self._terms = terms._replace(begin=terms.begin.copy(), wave=terms.wave.copy())
        self._rollouts = relaxed.arrays.rollouts._replace(prepared=relaxed.arrays.rollouts.prepared.copy())

    def worth(self) -> Floats:
        """Give what each measure is worth alone; minus infinity where nothing is left open."""
        return self._relaxed.alone(self._rollouts, self._facts, self._terms, self._windows).worth

    def all_in(self) -> None:
        """Leave every measure in."""
        self._windows.may_be_out[:] = False

    def all_out(self) -> None:
        """Leave every measure out."""
        self._windows.may_be_in[:] = False

    def is_in(self, measure: int) -> None:
        """Leave a measure in."""
        self._windows.may_be_out[measure] = False

    def starts_by(self, phase: int, instant: int) -> None:
        """Start a phase at an instant or before."""
        modes = self._modes(phase)
        self._windows.last[modes] = np.minimum(self._windows.last[modes], instant)

    def starts_later(self, phase: int, instant: int) -> None:
        """Start a phase at an instant or after it."""
        modes = self._modes(phase)
        self._windows.first[modes] = np.maximum(self._windows.first[modes], instant)

    def ends_by(self, phase: int, instant: int) -> None:
        """End a phase at an instant or before."""
        modes = self._modes(phase)
        starts = instant - self._relaxed.arrays.modes.periods[modes]
        self._windows.last[modes] = np.minimum(self._windows.last[modes], starts)

    def ends_later(self, phase: int, instant: int) -> None:
        """End a phase at an instant or after it."""
        modes = self._modes(phase)
        starts = instant - self._relaxed.arrays.modes.periods[modes]
        self._windows.first[modes] = np.maximum(self._windows.first[modes], starts)

    def begins_by(self, rollout: int, instant: int) -> None:
        """Begin a rollout at an instant or before."""
        self._facts.last_begin[rollout] = min(self._facts.last_begin[rollout], instant)
        self._facts.may_be_empty[rollout] = False

    def begins_later(self, rollout: int, instant: int) -> None:
        """Begin a rollout at an instant or after it; beyond the horizon, never."""
        self._rollouts.prepared[rollout] = max(self._rollouts.prepared[rollout], instant)
        self._terms.begin[rollout, :instant] -= _FORBIDDEN  # of a pace that falls, nobody reads the other

    def is_complete_by(self, rollout: int, instant: int) -> None:
        """Take all in that a rollout's target asks for until an instant, and nobody after it."""
        full, in_use = (
            each[rollout] for each in (self._rollouts.full_target, self._relaxed.arrays.rollouts.in_use)
        )
        if full - in_use <= BEYOND_TOLERANCE * full:
            return
        reach = self._relaxed.flat.reach()[rollout]
        needed = int((reach < full * (1 - BEYOND_TOLERANCE)).sum())
        self.begins_by(rollout, instant - needed)
        self._facts.has_to_end[rollout] = True
        # a target is reached within the tolerance
        self._facts.left[rollout] = max(0.0, self._facts.left[rollout] - BEYOND_TOLERANCE * full)
        self._terms.wave[rollout, instant:] -= _FORBIDDEN

    def _modes(self, phase: int) -> slice:
        """Give where the modes of a phase stand."""
        places = self._relaxed.arrays.phases.mode_from
        return slice(int(places[phase]), int(places[phase + 1]))
