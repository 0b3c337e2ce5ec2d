"""How far a plan of the relaxed problem goes beyond what is priced."""

import numpy as np

from planner.model import PRECISION
from planner.solver.arrays.arrays import (
    BEGIN_OF_ROLLOUT,
    DECISION,
    END_OF_PHASE,
    END_OF_ROLLOUT,
    FAR,
    NEVER,
    SHARE,
    START_OF_PHASE,
    Arrays,
    Flags,
    Floats,
    Ints,
    LinkArrays,
    MeasureArrays,
    ModeArrays,
    RolloutArrays,
    WorthArrays,
)
from planner.solver.arrays.jit import entry, making
from planner.solver.engines.pricing.kernels.draws import per_wave
from planner.solver.engines.pricing.kernels.relaxed import (
    Multipliers,
    PricedAnswer,
    PricedFacts,
    PricedPlaces,
    Rows,
)


def set_excess(arrays: Arrays, rows: Rows, answer: PricedAnswer, excess: Multipliers) -> None:
    """Set by how much the best plans of all measures, together, exceed each limit; negative is room."""
    shares = np.cumsum(answer.wave, axis=1)
    use_limits(arrays, answer, excess)
    places = PricedPlaces(arrays.phases.mode_from, arrays.modes.periods, arrays.measures.decided)
    compare_instants(arrays.links, places, arrays.rollouts.measure, rows, answer, shares, excess.link)
    follow(arrays.links.ahead, rows, shares, excess.follow)
    count_choices(rows, answer.inside, excess.choice)
    miss_deadlines(arrays.rollouts, answer.inside, shares, excess.due)


@entry
def follow(ahead: Ints, rows: Rows, shares: Floats, excess: Floats) -> None:
    """Set how far rollouts are ahead of those they follow."""
    for number in range(excess.shape[0]):
        for period in range(excess.shape[1]):
            before = shares[ahead[number], period - 1] if period else 0.0
            excess[number, period] = shares[rows.follower[number], period] - before - rows.room[number]


@entry
def count_choices(rows: Rows, inside: Flags, excess: Floats) -> None:
    """Set what rows over selection sum to beyond what they may."""
    for row in range(excess.shape[0]):
        excess[row] = -rows.most[row]
        for place in range(rows.choice_from[row], rows.choice_from[row + 1]):
            if inside[rows.choice_measure[place]]:
                excess[row] += rows.factor[place]


@entry
def miss_deadlines(rollouts: RolloutArrays, inside: Flags, shares: Floats, excess: Floats) -> None:
    """Set what rollouts miss of their hard deadlines."""
    for rollout in range(excess.shape[0]):
        due = rollouts.due[rollout]
        excess[rollout] = 0.0
        if 1 <= due <= shares.shape[1] and inside[rollouts.measure[rollout]]:
            asked = rollouts.due_share[rollout] - rollouts.in_use[rollout]
            excess[rollout] = asked - shares[rollout, due - 1]


def use_limits(arrays: Arrays, answer: PricedAnswer, excess: Multipliers) -> None:
    """Set the use of pools less their limits; nothing where there is none."""
    limits = arrays.limits
    excess.pool[:] = -limits.pool
    use_by_phases(arrays.modes, limits.bucket, answer.mode, answer.start, excess.pool)
    use_by_waves(arrays.rollouts, limits.bucket, answer.wave, excess.pool)
    excess.pool[~np.isfinite(limits.pool)] = 0.0


@entry
def use_by_phases(modes: ModeArrays, bucket: Ints, chosen: Ints, starts: Ints, use: Floats) -> None:
    """Add what phases draw on pools."""
    for phase in range(chosen.shape[0]):
        mode, start = chosen[phase], starts[phase]
        if mode == NEVER:
            continue
        for period in range(start, start + modes.periods[mode]):
            for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
                use[modes.demand_sector[place], period] += modes.demand[place]
            for place in range(modes.spend_from[mode], modes.spend_from[mode + 1]):
                at = bucket[modes.spend_lane[place], period]
                if at != NEVER:
                    at_start = modes.spend_at_start[place] if period == start else 0.0
                    use[modes.spend_pool[place], at] += modes.spend[place] + at_start


@entry
def use_by_waves(rollouts: RolloutArrays, bucket: Ints, waves: Floats, use: Floats) -> None:
    """Add what waves draw on pools; one that draws while open takes at least what it runs at its pace."""
    for rollout in range(waves.shape[0]):
        for period in range(waves.shape[1]):
            if waves[rollout, period] <= 0.0:
                continue
            for place in range(rollouts.draw_from[rollout], rollouts.draw_from[rollout + 1]):
                at = bucket[rollouts.draw_lane[place], period]
                if at != NEVER:
                    drawn = per_wave(rollouts, rollout, place) * waves[rollout, period]
                    use[rollouts.draw_pool[place], at] += drawn


@entry
def compare_instants(
    links: LinkArrays,
    places: PricedPlaces,
    measure_of: Ints,
    rows: Rows,
    answer: PricedAnswer,
    shares: Floats,
    excess: Floats,
) -> None:
    """Set, by link and instant, whether the successor has come, less whether the predecessor has."""
    horizon = excess.shape[1] - 1
    for link in range(excess.shape[0]):
        if not rows.timed[link]:
            continue
        after = instant_of(places, answer, links.to_point[link], links.to_index[link])
        for instant in range(horizon + 1):
            excess[link, instant] = 1.0 if after <= instant else 0.0
        lag, index = links.lag[link], links.from_index[link]
        if links.from_point[link] != END_OF_ROLLOUT:
            before = instant_of(places, answer, links.from_point[link], index)
            for instant in range(horizon + 1):
                excess[link, instant] -= 1.0 if before <= instant - lag else 0.0
        elif index != NEVER:
            for instant in range(1, horizon + 1):
                if 0 <= instant + lag <= horizon:
                    excess[link, instant + lag] -= shares[index, instant - 1] / rows.part[link]
            if links.kind[link] != SHARE:
                unfinished_ends(
                    answer.inside[measure_of[index]], shares[index], rows.part[link], lag, excess[link]
                )


@making
def unfinished_ends(inside: bool, share: Floats, part: float, lag: int, excess: Floats) -> None:
    """Count a rollout of a measure that is in as ended at the end of the horizon, however far it is."""
    horizon = share.shape[0]
    if 0 <= horizon + lag <= horizon:
        excess[horizon + lag] += share[horizon - 1] / part
    for instant in range(max(0, horizon + lag), horizon + 1):
        excess[instant] -= 1.0 if inside else 0.0


@making
def instant_of(places: PricedPlaces, answer: PricedAnswer, point: int, index: int) -> int:
    """Give the instant of a point; far beyond all instants where it does not come."""
    instant = NEVER
    if point == START_OF_PHASE:
        instant = answer.start[index]
    elif point == END_OF_PHASE and answer.mode[index] != NEVER:
        instant = answer.start[index] + places.periods[answer.mode[index]]
    elif point == BEGIN_OF_ROLLOUT:
        instant = answer.begin[index]
    elif point == DECISION and answer.inside[index]:
        instant = places.decided[index]
    return FAR if instant == NEVER else instant


def worth_of_answer(arrays: Arrays, facts: PricedFacts, worth: WorthArrays, answer: PricedAnswer) -> float:
    """Give what the best plans of all measures are worth under another objective, counted as relaxed."""
    total = worth.constant + worth_of_phases(arrays.measures, arrays.modes.periods, facts.wait, worth, answer)
    total += worth_of_adaptations(arrays.rollouts.adaptation, worth.mode, answer)
    delayed = np.where(answer.inside[arrays.rollouts.measure], facts.delayed_from, FAR)
    return float(total + worth_of_waves(facts.need, facts.counts_later, delayed, worth, answer.wave))


@entry
def worth_of_phases(
    measures: MeasureArrays, periods: Ints, wait: Ints, worth: WorthArrays, answer: PricedAnswer
) -> float:
    """Give what phases and decisions are worth."""
    total, horizon = 0.0, worth.end.shape[1] - 1
    for measure in range(measures.decided.shape[0]):
        if not answer.inside[measure]:
            total += worth.outside[measure]
            continue
        instant, total = measures.decided[measure], total + worth.inside[measure]
        for phase in range(measures.phase_from[measure], measures.phase_from[measure + 1]):
            mode, start = answer.mode[phase], answer.start[phase]
            total += worth.mode[mode, start]
            instant = start + periods[mode]
        total += worth.end[measure, instant]
        total += worth.finish[measure, min(horizon, instant + wait[measure]) :].max()
    return total


@entry
def worth_of_adaptations(adaptation: Ints, worth: Floats, answer: PricedAnswer) -> float:
    """Give what adaptations before rollouts are worth."""
    total = 0.0
    for phase in adaptation:
        if phase != NEVER and answer.mode[phase] != NEVER:
            total += worth[answer.mode[phase], answer.start[phase]]
    return total


@entry
def worth_of_waves(need: Floats, waits: Flags, delayed: Ints, worth: WorthArrays, waves: Floats) -> float:
    """Give what waves and shares are worth, where benefits that wait count from what is needed."""
    total, horizon = 0.0, waves.shape[1]
    for rollout in range(waves.shape[0]):
        share, reached = 0.0, horizon
        for period in range(horizon):
            share += waves[rollout, period]
            if share >= need[rollout] - PRECISION:
                reached = min(reached, period + 1)
            earned = worth.steady[rollout, period]
            if period + 1 >= reached or not waits[rollout]:
                earned += worth.benefit[rollout, period]
            total += earned * share - worth.wave[rollout, period] * waves[rollout, period]
        total -= worth.late[rollout] * max(0, reached - delayed[rollout])
    return total
