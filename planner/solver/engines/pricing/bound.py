"""The relaxed problem of one roadmap: from prices to a bound, and to what is asked beyond the limits."""

from collections.abc import Iterable

import numpy as np

from planner.model import BEYOND_TOLERANCE, PRECISION
from planner.solver.arrays.arrays import (
    ALL_OR_NONE,
    AT_LEAST,
    AT_MOST_ONE,
    END_OF_PHASE,
    END_OF_ROLLOUT,
    EXACTLY_ONE,
    NEVER,
    SHARE,
    START_OF_PHASE,
    Arrays,
    Flags,
    Floats,
    RolloutArrays,
    WorthArrays,
)
from planner.solver.arrays.building import Flat
from planner.solver.arrays.requirements import RequirementWorth
from planner.solver.arrays.worth import unit_of_worth
from planner.solver.engines.pricing.facts import facts_of
from planner.solver.engines.pricing.kernels.measures import plan_measures
from planner.solver.engines.pricing.kernels.packing import Packing, charge_use, pack, set_use
from planner.solver.engines.pricing.kernels.relaxed import (
    Multipliers,
    PricedAnswer,
    PricedFacts,
    Rows,
    Terms,
    Windows,
)
from planner.solver.engines.pricing.kernels.rows import set_excess, worth_of_answer
from planner.solver.engines.pricing.kernels.terms import set_terms, sum_of_limits
from planner.solver.engines.pricing.under_way import with_less_under_way

_ROUNDING = PRECISION
"""Share of all that is added up that the rounding of a sum may hide; some 1e4 times what it can be."""


class Relaxed:
    """A roadmap whose limits and links are priced, so that each measure is planned alone.

    What must be kept of other objectives is priced too, and what is required: a price up to that of what is
    missing, whatever plan misses how much, takes no more than that costs.

    ``excess`` and ``answer`` are those of the prices last asked about. Vectors of prices and of what is asked
    beyond the limits have one shape; ``part`` names their pieces. With a packing, phases also pay for each
    period in which they run, and sectors pick the phases that pay most.
    """

    def __init__(self, flat: Flat, packing: Packing | None = None) -> None:
        self.flat = flat
        self.packing = packing
        self.arrays = arrays = with_less_under_way(flat.arrays)
        self.rows = rows_of(arrays)
        self.windows = _windows(arrays)
        kept = zip(flat.kept_worths, flat.objective.kept, strict=True)
        self.kept = [
            *((worth, one.level / unit_of_worth(one.objective)) for worth, one in kept if worth.covers_all),
            *((each.reached, _asked(each)) for each in flat.requirements),
        ]
        worths = [arrays.worth, *(worth for worth, _level in self.kept)]
        earns = np.any([(worth.benefit > 0.0).any(axis=1) for worth in worths], axis=0)
        pays = np.any([worth.late > 0.0 for worth in worths], axis=0)
        self.facts = facts_of(arrays, flat.reach(), earns, pays)
        self.size = sum(int(np.prod(shape)) for shape in self._shapes()) + len(self.kept)
        self.highest = self._highest()
        self.answer = _empty_answer(arrays)
        self._excess = np.zeros(self.size)
        self._terms = _empty_terms(arrays)
        self._picked = np.zeros((len(arrays.modes.demand), arrays.horizon), np.bool_)

    def part(self, vector: Floats) -> Multipliers:
        """Give the pieces of a vector of prices, as views."""
        pieces, place = [], 0
        for shape in self._shapes():
            size = int(np.prod(shape))
            pieces.append(vector[place : place + size].reshape(shape))
            place += size
        return Multipliers(*pieces)

    def kept_part(self, vector: Floats) -> Floats:
        """Give the prices of what must be kept of other objectives, as a view."""
        return vector[self.size - len(self.kept) :]

    def bound(self, vector: Floats) -> float:
        """Give the most that plans can be worth, by prices of 0 or more; minus infinity if none is."""
        prices, arrays = self.part(vector), self.arrays
        worth = self._worth(self.kept_part(vector))
        set_terms(arrays, worth, self.rows, prices, self._terms)
        limits = sum_of_limits(arrays, self.rows, prices) + self._pack(prices.use)
        self._plan(arrays.rollouts, self.facts, self._terms, self.windows, self.answer)
        # rounding hides a share of all that is added, not of what is left of it
        weight = abs(worth.constant) + limits + float(np.abs(self.answer.worth).sum())
        # a measure that must be in and cannot be is worth minus infinity, and so is every plan
        if not np.isfinite(weight):
            return -np.inf
        # weak duality: no plan is worth more than measures planned alone at prices, with all that limits
        # offer paid back; rounded up, as a bound must be
        return worth.constant + limits + float(self.answer.worth.sum()) + _ROUNDING * weight

    @property
    def terms(self) -> Terms:
        """Give what each decision is worth at the prices last asked about."""
        return self._terms

    def alone(
        self, rollouts: RolloutArrays, facts: PricedFacts, terms: Terms, windows: Windows
    ) -> PricedAnswer:
        """Plan every measure alone, where less is open or worth its while than in the problem itself."""
        answer = _empty_answer(self.arrays)
        self._plan(rollouts, facts, terms, windows, answer)
        return answer

    def excess(self) -> Floats:
        """Give by how much the answer goes beyond each limit; negative is room."""
        set_excess(self.arrays, self.rows, self.answer, self.part(self._excess))
        if self.packing is not None:
            modes, use = self.arrays.modes, self.part(self._excess).use
            set_use(modes.periods, modes.demand_from, self.packing, self.answer, self._picked, use)
        held = self.kept_part(self._excess)
        for number, (worth, level) in enumerate(self.kept):
            # a level is a limit from below, so what is missing of it is the excess
            held[number] = level - worth_of_answer(self.arrays, self.facts, worth, self.answer)
        return self._excess

    def _plan(
        self,
        rollouts: RolloutArrays,
        facts: PricedFacts,
        terms: Terms,
        windows: Windows,
        answer: PricedAnswer,
    ) -> None:
        """Set the best plan of every measure alone."""
        arrays = self.arrays
        plan_measures(arrays.measures, arrays.phases, arrays.modes, rollouts, facts, terms, windows, answer)

    def _highest(self) -> Floats:
        """Give the highest prices at which a bound holds: what is missing of a requirement costs its own.

        What nothing limits has no price: nobody could pay it back.
        """
        highest = np.full(self.size, np.inf)
        self.part(highest).pool[~np.isfinite(self.arrays.limits.pool)] = 0.0
        asked = self.flat.requirements
        highest[self.size - len(asked) :] = [each.price for each in asked]
        return highest

    def _pack(self, use: Floats) -> float:
        """Charge phases for running, and give what sectors get for those they pick."""
        if self.packing is None:
            return 0.0
        modes = self.arrays.modes
        charge_use(modes.periods, modes.demand_from, use, self._terms.start)
        return float(pack(self.packing, use, self._picked))

    def _worth(self, prices: Floats) -> WorthArrays:
        """Give the objective's worth with what must be kept, at its prices."""
        total = self.arrays.worth
        highest = self.kept_part(self.highest)
        for price, (worth, level) in zip(np.minimum(prices, highest), self.kept, strict=True):
            if price > 0.0:
                summed = (whole + price * part for whole, part in zip(total[1:], worth[1:], strict=True))
                total = WorthArrays(True, *summed)
                total = total._replace(constant=float(total.constant) - price * level)
        return total

    def _shapes(self) -> list[tuple[int, ...]]:
        """Give the shapes of the pieces of a vector of prices."""
        arrays, horizon = self.arrays, self.arrays.horizon
        return [
            arrays.limits.pool.shape,
            (len(arrays.links.kind), horizon + 1),
            (len(self.rows.follower), horizon),
            self.rows.most.shape,
            arrays.rollouts.measure.shape,
            (0 if self.packing is None else len(arrays.modes.demand), horizon),
        ]


def _asked(requirement: RequirementWorth) -> float:
    """Give what is to be reached; of what is hard, less than the judge asks."""
    return requirement.least - (BEYOND_TOLERANCE if requirement.price == np.inf else 0.0)


def rows_of(arrays: Arrays) -> Rows:
    """Work out what is priced besides the limits."""
    links, rollouts = arrays.links, arrays.rollouts
    part = np.ones(len(links.kind))
    leaves_rollout = (links.from_point == END_OF_ROLLOUT) & (links.from_index != NEVER)
    places = links.from_index[leaves_rollout]
    asked = np.where(links.kind == SHARE, links.share, 0.0)[leaves_rollout]
    reached = np.where(links.kind[leaves_rollout] == SHARE, asked, rollouts.full_target[places])
    part[leaves_rollout] = reached - rollouts.in_use[places]
    follower = np.repeat(np.arange(len(rollouts.measure)), np.diff(links.ahead_from))
    choices = list(_choices(arrays))
    return Rows(
        timed=(links.to_point != END_OF_ROLLOUT) & (part > 0.0) & ~_names_adaptations(arrays),
        part=np.where(part > 0.0, part, 1.0),
        follower=follower.astype(np.int64),
        # beyond what is in use, a follower may be as far ahead as it was at first (section 14)
        room=np.maximum(0.0, rollouts.in_use[links.ahead] - rollouts.in_use[follower])
        + links.accepted
        - np.maximum(0.0, rollouts.in_use[follower] - rollouts.in_use[links.ahead]),
        choice_from=np.concatenate([[0], np.cumsum([len(row) for row, _most in choices])]).astype(np.int64),
        choice_measure=np.array([measure for row, _most in choices for measure, _ in row], np.int64),
        factor=np.array([factor for row, _most in choices for _, factor in row], np.float64),
        most=np.array([most for _row, most in choices], np.float64),
    )


def _names_adaptations(arrays: Arrays) -> Flags:
    """Tell which links leave from or arrive at the adaptation before a rollout."""
    links, own = arrays.links, arrays.measures.phase_from[-1]
    named: Flags = np.zeros(len(links.kind), np.bool_)
    for point, index in ((links.from_point, links.from_index), (links.to_point, links.to_index)):
        named |= np.isin(point, (START_OF_PHASE, END_OF_PHASE)) & (index >= own)
    return named


Choice = tuple[list[tuple[int, float]], float]


def _choices(arrays: Arrays) -> Iterable[Choice]:
    """Give the rows over selection: factors of measures, and what they may sum to at most."""
    links, limits = arrays.links, arrays.limits
    for measure, (first, last) in enumerate(zip(links.needs_from, links.needs_from[1:], strict=False)):
        for needed in links.needs[first:last]:
            yield [(measure, 1.0), (int(needed), -1.0)], 0.0
    for group, rule in enumerate(limits.group_rule):
        places = slice(limits.group_from[group], limits.group_from[group + 1])
        members = [int(each) for each in limits.group_measure[places]]
        done = float(limits.group_done[group])
        # done measures count as in (section 4), and take their places off both sides
        if rule in (EXACTLY_ONE, AT_MOST_ONE):
            yield [(member, 1.0) for member in members], 1.0 - done
        if rule in (EXACTLY_ONE, AT_LEAST):
            least = 1.0 if rule == EXACTLY_ONE else float(limits.group_least[group])
            yield [(member, -1.0) for member in members], done - least
        if rule == ALL_OR_NONE:
            # each at most the next, round the circle: then all are alike
            for member, other in zip(members, [*members[1:], *members[:1]], strict=True):
                yield [(member, 1.0), (other, -1.0)], 0.0
            if done and members:
                yield [(members[0], -1.0)], -1.0


def _windows(arrays: Arrays) -> Windows:
    """Give the windows with everything open that the rules leave open."""
    inside: Flags = np.ones(len(arrays.measures.decided), np.bool_)
    return Windows(
        first=arrays.modes.first.copy(),
        last=arrays.modes.last.copy(),
        may_be_in=inside,
        may_be_out=~arrays.measures.must_be_in,
    )


def _empty_answer(arrays: Arrays) -> PricedAnswer:
    measures, phases = len(arrays.measures.decided), len(arrays.phases.measure)
    rollouts = len(arrays.rollouts.measure)
    return PricedAnswer(
        inside=np.zeros(measures, np.bool_),
        mode=np.full(phases, NEVER, np.int64),
        start=np.full(phases, NEVER, np.int64),
        begin=np.full(rollouts, NEVER, np.int64),
        wave=np.zeros((rollouts, arrays.horizon)),
        worth=np.zeros(measures),
        gain=np.zeros(measures),
    )


def _empty_terms(arrays: Arrays) -> Terms:
    measures, modes = len(arrays.measures.decided), len(arrays.modes.phase)
    rollouts, horizon = len(arrays.rollouts.measure), arrays.horizon
    return Terms(
        inside=np.zeros(measures),
        outside=np.zeros(measures),
        start=np.zeros((modes, horizon + 1)),
        end=np.zeros((measures, horizon + 1)),
        finish=np.zeros((measures, horizon + 1)),
        begin=np.zeros((rollouts, horizon + 1)),
        steady=np.zeros((rollouts, horizon)),
        benefit=np.zeros((rollouts, horizon)),
        wave=np.zeros((rollouts, horizon)),
        late=np.zeros(rollouts),
    )
