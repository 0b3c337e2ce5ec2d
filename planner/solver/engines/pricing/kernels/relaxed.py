"""The relaxed problem in arrays: what is priced, at what prices, and what things are worth at them.

All pools (capacity, budgets, rollouts at a time) and everything that ties measures together are priced; then
each measure is planned alone. Any prices that are not negative give a bound: only its size is at stake.
"""

from typing import NamedTuple

from planner.solver.arrays.arrays import Flags, Floats, Ints


class PricedFacts(NamedTuple):
    """What does not depend on prices, by rollout, and the periods that a measure's rollouts need at least."""

    plain: Flags  # whether it makes no difference when it begins, except that waves come after
    may_be_empty: Flags  # whether its measure may be in while it takes nobody in
    has_to_end: Flags
    left: Floats  # the share between what is in use and the target
    last_begin: Ints  # the last begin from which all that is asked can be reached, NEVER if none
    need: Floats  # a share above what is in use that matters when it is reached, 0 without one
    need_after: Ints  # the fewest periods until it is reached
    last_reached: Ints  # the last period at whose end it may be, the horizon where it may be never
    counts_later: Flags  # whether it is the one from which the benefit counts
    delayed_from: Ints  # the instant from which it costs that it is not reached, FAR where it never does
    gate_room: Floats  # by gate: the share above what is in use
    wait: Ints  # by measure


class Rows(NamedTuple):
    """What is priced, besides the limits.

    Of link ``l``, ``timed[l]`` tells whether its instants are priced, and ``part[l]`` is the share above what
    is in use at which a predecessor's rollout counts as reached; the part of it that is reached counts as
    that part. ``follower[j]`` is the rollout of adoption link ``j``, ``room[j]`` how far it may be ahead. Row
    ``q`` over selection asks that ``factor`` times what is in sums to at most ``most[q]``.
    """

    timed: Flags
    part: Floats
    follower: Ints
    room: Floats
    choice_from: Ints
    choice_measure: Ints
    factor: Floats
    most: Floats


class Multipliers(NamedTuple):
    """The prices, all 0 or more, in the unit of the worth per unit of what is priced.

    The same shape holds what a plan of the relaxed problem asks beyond the limits.
    """

    pool: Floats  # pools x buckets: per person-month, rollout, MNOK
    link: Floats  # links x (horizon + 1 instants)
    follow: Floats  # adoption links x periods, per share
    choice: Floats
    due: Floats  # rollouts, per share that a hard deadline asks for
    use: Floats  # demands of modes x periods, for running where phases are packed; else of no size


class Windows(NamedTuple):
    """What is still open: the starts of modes, and which measures may be in, or out."""

    first: Ints
    last: Ints
    may_be_in: Flags
    may_be_out: Flags


class Terms(NamedTuple):
    """What each decision is worth at given prices; what rollouts take in counts above what is in use."""

    inside: Floats
    outside: Floats
    start: Floats  # modes x (horizon + 1)
    end: Floats  # measures x (horizon + 1)
    finish: Floats  # measures x (horizon + 1)
    begin: Floats  # rollouts x (horizon + 1)
    steady: Floats  # rollouts x horizon, per share in use at the end of each period
    benefit: Floats  # rollouts x horizon, the same, where enough is in use for it to count
    wave: Floats  # rollouts x horizon, per share taken in
    late: Floats  # rollouts, per period by which a deadline with a price is missed, taken away


class PricedPlaces(NamedTuple):
    """What tells the instant of a point: the modes of phases, their lengths, and decisions of measures."""

    mode_from: Ints
    periods: Ints
    decided: Ints


class PricedAnswer(NamedTuple):
    """The best plan of every measure alone, and what it is worth, by measure.

    ``wave`` is the share taken in during each period. ``gain`` is how much better it is to be in than out.
    """

    inside: Flags
    mode: Ints
    start: Ints
    begin: Ints
    wave: Floats
    worth: Floats
    gain: Floats
