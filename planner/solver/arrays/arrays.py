"""A problem as flat arrays of numbers, for compiled code; and what they mean.

Everything is numbered in the order of ``Problem``: measures, their phases, the phases' modes, rollouts.
``x_from[i] : x_from[i + 1]`` are the places of item ``i`` in a list of parts. Instants and periods are
integers, ``NEVER`` is none. Money is in millions of NOK, work in person-months.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NEVER = -1
FAR = 1 << 40
"""An instant that never comes, and a largest lag that never binds."""

START_OF_PHASE, END_OF_PHASE, BEGIN_OF_ROLLOUT, END_OF_ROLLOUT, DECISION = range(5)
TIMED, SHARE = range(2)
ON_WAVE, ON_BEGIN, ON_OPEN = range(3)
EXACTLY_ONE, AT_MOST_ONE, AT_LEAST, ALL_OR_NONE = range(4)


class MeasureArrays(NamedTuple):
    """Measures: ``decided`` is the instant of one without phases, ``NEVER`` where that is too late."""

    must_be_in: Flags
    needed: Flags  # must be in, or something that must be in depends on it
    running: Flags  # has a phase or an adaptation that runs at the status date
    decided: Ints
    first_end: Ints
    due: Ints  # the first instant of any deadline of the measure or its rollouts, FAR without one
    phase_from: Ints
    rollout_from: Ints
    order: Ints  # an order in which predecessors come first; measures of a circle stand together
    circle: Ints  # by measure: the number of its circle, in which each builds on all others; most stand alone
    circle_from: Ints
    circle_measure: Ints  # the measures of each circle, in order


class PhaseArrays(NamedTuple):
    """Phases: ``largest_pause`` in periods after its end, FAR where it is free.

    After those of all measures come the adaptations of rollouts, one mode each, which no measure counts among
    its own (``phase_from``).
    """

    measure: Ints
    largest_pause: Ints
    mode_from: Ints


class ModeArrays(NamedTuple):
    """Modes: windows of starts (empty where ``first > last``), and what they draw on pools.

    ``demand`` is what they ask of sectors in each period in which they run. Of all other pools ``spend`` is
    drawn for each such period and ``spend_at_start`` for the first, through a lane of ``LimitArrays``.
    """

    phase: Ints
    periods: Ints
    first: Ints
    last: Ints
    demand_from: Ints
    demand_sector: Ints
    demand: Floats
    spend_from: Ints
    spend_pool: Ints
    spend_lane: Ints
    spend: Floats
    spend_at_start: Floats
    goes_on: Flags  # runs already, and may ask for more than there is


class RolloutArrays(NamedTuple):
    """Rollouts, and what they draw on pools, through lanes of ``LimitArrays``.

    ``draw`` is for a wave of all units up to ``other_from``: first in its own period, with a bucket for each;
    from ``spread_from`` on through several lanes of such a pool, so that waves draw on each other's periods;
    from ``meets_from`` on through lanes whose periods do not have a bucket each, so that several waves may
    draw on one. From ``other_from`` on it is for the begin, or for each period while it is open.
    ``prepared`` is the first period in which a wave may come. What lies behind asks that it begins by
    ``begins_by``, ends from ``ends_from`` to ``ends_by``, and that its adaptation has started by
    ``adapts_by`` and ended by ``adapted_by``; FAR and -FAR where it asks nothing.
    ``target`` is the largest share that links to done measures leave; ``full_target`` the stated one.
    """

    measure: Ints
    sector: Ints
    in_use: Floats
    target: Floats
    full_target: Floats
    pace: Floats  # the largest wave of any period
    line_from: Ints  # by rollout: of a pace that falls, the lines of which the lowest is the largest wave
    line_level: Floats
    line_slope: Floats  # per share in use before the wave
    begin_matters: Flags
    first_wave: Floats
    last_unit: Floats
    pin: Ints
    prepared: Ints
    begins_by: Ints
    ends_from: Ints
    ends_by: Ints
    adapts_by: Ints
    adapted_by: Ints
    adaptation: Ints  # the phase that runs before it wherever it takes anybody in, NEVER without one
    adapts_after: Ints  # the phase that has to end before that starts, NEVER where it is free
    gate_from: Ints
    gate: Floats
    counts_from: Floats
    due: Ints  # instant of a hard deadline, FAR without one
    due_share: Floats
    soft_due: Ints  # instant of a soft deadline, FAR without one
    soft_share: Floats
    begins: Flags  # draws for its begin
    opens: Flags  # draws while it is open
    draw_from: Ints
    spread_from: Ints  # by rollout
    meets_from: Ints  # by rollout
    other_from: Ints  # by rollout
    draw_pool: Ints
    draw_lane: Ints
    draw: Floats
    drawn_for: Ints  # ON_WAVE, ON_BEGIN or ON_OPEN


class LinkArrays(NamedTuple):
    """Timed and share links, and which rollout follows which.

    Point codes are those of this module; ``from_index`` is a phase, a rollout or a measure. Of a share link,
    ``from_index`` is the rollout and ``share`` what it must reach, ``NEVER`` and 2 where it never can.
    ``arriving_from`` lists the links by successor. Of rollout ``r``,
    ``ahead[ahead_from[r]:ahead_from[r + 1]]`` are the rollouts it follows, a period later, with ``accepted``.
    """

    kind: Ints
    predecessor: Ints
    successor: Ints
    from_point: Ints
    from_index: Ints
    to_point: Ints
    to_index: Ints
    lag: Ints
    largest_lag: Ints
    share: Floats
    arriving_from: Ints
    arriving: Ints
    needs_from: Ints  # by measure: the measures without which it stays out
    needs: Ints
    follower_from: Ints  # by measure: the measures that stay out without it
    follower: Ints
    ahead_from: Ints
    ahead: Ints
    accepted: Floats


class LimitArrays(NamedTuple):
    """Limits: pools, which are the resources of the problem, and groups.

    The first pools are the sectors, in person-months per period, infinite where they have no limit: their
    rows are ``capacity``. A *lane* is a pool seen so many periods ahead: ``bucket`` gives the place in its
    pool of what is drawn through it for each period, ``NEVER`` where nothing limits that; periods of one
    bucket follow each other. The first lanes are the pools themselves. ``under_way`` is 0 for what modes that
    go on ask, and of no size where there are none.
    """

    pool: Floats  # pools x buckets, infinite beyond the last bucket
    bucket: Ints  # lanes x periods
    since: Ints  # lanes x periods: the first period of the same bucket
    until: Ints  # lanes x periods: the first period after the same bucket
    by_period: Flags  # whether each period is a bucket of its own
    capacity: Floats  # sectors x periods
    under_way: Floats  # sectors x periods
    group_rule: Ints
    group_least: Ints
    group_done: Ints  # measures of the group that are done, and count as in
    group_from: Ints
    group_measure: Ints


class WorthArrays(NamedTuple):
    """An objective as worth, always more is better; MNOK for ``value``, else in the score's unit.

    The worth of a schedule is ``constant`` plus, for every measure that is in, ``inside``, ``mode[k, s]`` for
    a phase in mode ``k`` that starts at ``s``, ``end[m, e]`` for phases that end (or a decision that falls)
    at ``e``, ``finish[m, e]`` for phases and rollouts that have all ended at ``e``; for every measure that is
    out, ``outside``; and for every rollout ``benefit[r, t]`` times the share above what is in use at the end
    of ``t`` where at least ``counts_from`` is in use, ``steady[r, t]`` times that share always, less
    ``wave[r, t]`` times the wave, less ``late[r]`` for each period that a soft deadline is missed by.
    ``covers_all`` is false when the objective has parts that cannot be written so.
    """

    covers_all: bool
    constant: float
    inside: Floats
    outside: Floats
    mode: Floats  # modes x (horizon + 1)
    end: Floats  # measures x (horizon + 1)
    finish: Floats  # measures x (horizon + 1)
    benefit: Floats  # rollouts x horizon
    steady: Floats
    wave: Floats
    late: Floats


class Arrays(NamedTuple):
    """All of a problem; ``horizon`` is its number of periods."""

    horizon: int
    measures: MeasureArrays
    phases: PhaseArrays
    modes: ModeArrays
    rollouts: RolloutArrays
    links: LinkArrays
    limits: LimitArrays
    worth: WorthArrays


class Plans(NamedTuple):
    """One schedule as arrays; written in place by compiled code."""

    inside: Flags  # by measure
    mode: Ints  # by phase: the chosen mode, NEVER when out
    start: Ints  # by phase
    begin: Ints  # by rollout, NEVER when nobody is taken in
    share: Floats  # rollouts x horizon: share in use at the end of each period
