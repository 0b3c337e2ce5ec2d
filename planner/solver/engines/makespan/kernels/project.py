"""A project as flat arrays of whole numbers: what the compiled list schedules work on.

An activity is one phase. Its links are kept twice, by successor and by predecessor, as least distances
between two instants: ``start(or end) of the one >= start (or end) of the other + lag``.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NO_WINDOW = 1 << 40
"""The last start of an activity that may start at any time."""


class Neighbours(NamedTuple):
    """The links of each activity to one side: those of ``i`` are ``since[i] : since[i + 1]``.

    ``from_end`` and ``to_end`` are 1 where the link leaves from, or arrives at, an end, else 0.
    """

    since: Ints
    other: Ints
    from_end: Ints
    to_end: Ints
    lag: Ints


class Project(NamedTuple):
    """Activities, their modes, what they ask of each resource, and what is to be made small.

    Parameters
    ----------
    mode_from
        The modes of activity ``i`` are ``mode_from[i] : mode_from[i + 1]``.
    duration, first, last
        Periods of each mode, and the instants between which it may start.
    demand
        Modes x resources, in each period.
    capacity
        Periods x resources. Activities end within these periods; the horizon may be earlier.
    before, after
        The links of each activity from its predecessors and to its successors.
    weight
        What the end of each activity counts, when ``by_last`` is false.
    by_last
        Whether the last end counts instead, of activities whose weight is above 0.
    """

    mode_from: Ints
    duration: Ints
    first: Ints
    last: Ints
    demand: Ints
    capacity: Ints
    before: Neighbours
    after: Neighbours
    weight: Floats
    by_last: bool
