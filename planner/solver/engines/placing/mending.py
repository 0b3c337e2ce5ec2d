"""Mending a plan in which a few dates were moved: what can stay does, and the rest moves by little.

All that does not depend on what was moved is written as arrays once, so that a bar can be dragged along. The
compiled loops are those that repair an earlier plan; what they are led by here is not worth, but that all is
in use as soon as it was.
"""

from collections.abc import Mapping

import numpy as np

from planner.model import VALUE, Roadmap, Schedule
from planner.problem import adaptation_name
from planner.rules import first_wave
from planner.solver.arrays.arrays import (
    FAR,
    NEVER,
    Arrays,
    Floats,
    Ints,
    Plans,
    RolloutArrays,
    WorthArrays,
)
from planner.solver.arrays.building import flat_of
from planner.solver.arrays.plain import at_once
from planner.solver.contract.places import Mended, WantedPlaces
from planner.solver.engines.placing.kernels.aims import Aims
from planner.solver.engines.placing.kernels.repair import repair
from planner.solver.engines.placing.list_schedule import nothing_kept

Key = tuple[str, str]
OUT = 4.0
"""What a measure that goes out counts, in periods that it moves, as in ``stability``."""


class ListMender:
    """Mends plans of one roadmap."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap = roadmap
        self._flat = flat_of(roadmap, VALUE)
        self._aims = _aims(self._flat.arrays)
        self._worth = _use_alone(self._flat.arrays.worth)
        self._kept = nothing_kept(self._flat)
        self._near: tuple[Schedule, Plans] | None = None

    def mended(self, places: WantedPlaces) -> Mended | None:
        """Give the nearest of a few; see ``Mender``."""
        flat, near = self._flat, self._read(places.near)
        known = flat.plans_of(places.wanted)
        arrays = self._with(places, known)
        nearest, found = np.inf, None
        for rank in self._ranks(places, known):
            best, trial = flat.empty(), flat.empty()
            ranks = rank[None, :].copy()
            if at_once(repair)(arrays, self._aims, self._kept, known, best, trial, ranks) == -np.inf:
                continue
            away = distance(near, best)
            if away < nearest:
                nearest, found = away, best
        return None if found is None else Mended(schedule=flat.schedule_of(found), distance=nearest)

    def _read(self, schedule: Schedule) -> Plans:
        """Give a schedule as arrays; the last one is kept, as many repairs are of one plan."""
        if self._near is None or self._near[0] is not schedule:
            self._near = schedule, self._flat.plans_of(schedule)
        return self._near[1]

    def _with(self, places: WantedPlaces, known: Plans) -> Arrays:
        """Give the arrays with what has to be so, and with what is out kept out."""
        arrays, flat = self._flat.arrays, self._flat
        first, last = arrays.modes.first.copy(), arrays.modes.last.copy()
        named = {(key[0], adaptation_name(key[1])): span for key, span in places.adaptations.items()}
        for key, (low, high) in {**places.starts, **named}.items():
            phase = flat.phase_number[key]
            modes = slice(*arrays.phases.mode_from[phase : phase + 2])
            first[modes], last[modes] = np.maximum(first[modes], low), np.minimum(last[modes], high)
        must = arrays.measures.must_be_in
        stays_out = ~known.inside & ~must
        first[stays_out[arrays.phases.measure[arrays.modes.phase]]] = FAR
        return arrays._replace(
            worth=self._worth,
            modes=arrays.modes._replace(first=first, last=last),
            measures=arrays.measures._replace(
                needed=arrays.measures.needed if places.may_go_out else must | known.inside,
                decided=np.where(stays_out, NEVER, arrays.measures.decided),
            ),
            rollouts=self._pinned(arrays, places.begins),
        )

    def _pinned(self, arrays: Arrays, begins: Mapping[Key, int]) -> RolloutArrays:
        """Give the rollouts with pins: a begin that is pinned matters."""
        rollouts = arrays.rollouts
        pin, matters, wave = rollouts.pin.copy(), rollouts.begin_matters.copy(), rollouts.first_wave.copy()
        for key, begin in begins.items():
            number = self._flat.rollout_number[key]
            pin[number] = begin if 0 <= begin < arrays.horizon else FAR
            matters[number] = True
            wave[number] = first_wave(self._roadmap, self._roadmap.rollout_by_key(key))
        return rollouts._replace(pin=pin, begin_matters=matters, first_wave=wave)

    def _ranks(self, places: WantedPlaces, known: Plans) -> list[Floats]:
        """Give orders to place measures in: those that come first, then by start; and by start alone."""
        starts = _first_starts(self._flat.arrays, known)
        is_first = np.array([task.id in places.first for task in self._flat.tasks], bool)
        orders = [np.lexsort((starts, ~is_first)), np.lexsort((~is_first, starts))]
        ranks = [np.empty(len(starts)) for _order in orders]
        for rank, order in zip(ranks, orders, strict=True):
            rank[order] = np.arange(len(order))
        return ranks


def distance(known: Plans, found: Plans) -> float:
    """Give how far a plan lies from another: periods of starts, and areas between curves.

    Measures that are in one of them alone count as ``OUT`` periods.
    """
    both = (known.start != NEVER) & (found.start != NEVER)
    moved = np.abs(known.start - found.start)[both].sum()
    area = np.abs(known.share - found.share).sum()
    return float(moved + area + OUT * np.count_nonzero(known.inside != found.inside))


def _first_starts(arrays: Arrays, known: Plans) -> Ints:
    """Give when the first phase of each measure starts, or when it is decided; the last of all when out."""
    first, after = arrays.measures.phase_from[:-1], arrays.measures.phase_from[1:]
    if not len(known.start):  # no measure has any phase left
        return np.where(known.inside, arrays.measures.decided, FAR)
    starts = np.where(
        first < after, known.start[np.minimum(first, len(known.start) - 1)], arrays.measures.decided
    )
    return np.where(known.inside, starts, FAR)


def _aims(arrays: Arrays) -> Aims:
    """Give aims by which all is placed as early as it may be, and nothing is left out for what it costs."""
    count = arrays.measures.must_be_in.shape[0]
    nothing, shares = np.zeros(count), arrays.worth.steady.shape
    return Aims(
        hope=nothing,
        after=nothing,
        hurry=np.full(count, float(FAR)),
        effort=nothing,
        scarce=nothing,
        wanted=np.ones(shares, np.bool_),
        spare=np.zeros(shares[0], np.bool_),
    )


def _use_alone(worth: WorthArrays) -> WorthArrays:
    """Give a worth by which each share in use counts the same in each period, and each measure that is in."""
    blank = {name: np.zeros_like(getattr(worth, name)) for name in WorthArrays._fields[2:]}
    counting = {name: np.ones_like(getattr(worth, name)) for name in ("inside", "steady")}
    return WorthArrays(covers_all=True, constant=0.0, **{**blank, **counting})
