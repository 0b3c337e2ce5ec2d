"""Generated roadmaps whose receivers are as they are: busy, slower at the end, helped, and paid by several.

Half of the rollouts have a pace that falls, all spend their effort from a period before the wave to two
after it, a quarter is supported by a delivering sector, and a third begins with an adaptation of the sector's
own systems. Other load takes a fifth of every capacity. Three payers have budgets, two by the year and one
over five years at a time, and a frame holds for all together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import drawing

from planner.model import (
    Adaptation,
    Budget,
    Capacity,
    Demand,
    Estimate,
    OtherLoad,
    PacePoint,
    Roadmap,
    Rollout,
    Sector,
    Support,
)
from planner.rules import adaptation_before, payer_of_rollout, periods_to_reach

FALLING, SUPPORTED, ADAPTED, OTHERS = 1 / 2, 1 / 4, 1 / 3, 1 / 5
"""Shares of rollouts that slow down, are supported, are adapted for; of capacity that others take."""
ADAPTATION_PERIODS = (1, 2, 2, 3, 4, 6)
ADAPTATION_PART = (0.05, 0.2)
"""Effort and cost of an adaptation, as shares of those of all waves."""
HELPED_TO_ADAPT = 1 / 2
"""Share of the adaptations in which a delivering sector takes part."""
PROFILE = ((-1, 0.2), (0, 0.5), (1, 0.2), (2, 0.1))
SUPPORT_PROFILE = ((0, 0.6), (1, 0.4))
STEEPEST = 0.95
"""Share by which a pace falls at most per share reached; 1 is the most that the rules allow."""
PAYERS = {"hospitals": "helse", "laboratories": "helse"}
"""Who pays in a sector; in all others ``kommuner``. Phases are paid by the state."""
YEARS_OF_A_FRAME = 5
WHOLE_FRAME = 0.9
"""Share of all that is asked that everybody may invest together."""


def slower_and_supported(dice: Random, roadmap: Roadmap) -> Roadmap:
    """Let rollouts slow down, spread their effort, be supported, and have somebody who pays."""
    apart = Random(dice.random())  # all other draws stay the same
    taken = [_slower(apart, roadmap, rollout) for rollout in roadmap.rollouts]
    deliverers = [sector.id for sector in roadmap.sectors if not sector.is_receiving]
    supports = [
        Support(
            measure=rollout.measure,
            receiving=rollout.sector,
            delivering=apart.choice(deliverers),
            effort_per_unit=drawing.digits(rollout.effort_per_unit * apart.uniform(0.05, 0.2)),
            profile=SUPPORT_PROFILE,
        )
        for rollout in taken
        if apart.random() < SUPPORTED
    ]
    sectors = [
        replace(sector, payer=PAYERS.get(sector.id, "kommuner") if sector.is_receiving else "")
        for sector in roadmap.sectors
    ]
    return replace(roadmap, rollouts=tuple(taken), supports=tuple(supports), sectors=tuple(sectors))


def adapted(dice: Random, roadmap: Roadmap) -> Roadmap:
    """Let a third of the rollouts begin with an adaptation; nothing else of the roadmap changes.

    Some may run beside the later phases: they wait for the measure's first one alone.
    """
    deliverers = [sector.id for sector in roadmap.sectors if not sector.is_receiving]
    chosen = [rollout for rollout in roadmap.rollouts if dice.random() < ADAPTED]
    return replace(
        roadmap, adaptations=tuple(_adaptation(dice, roadmap, rollout, deliverers) for rollout in chosen)
    )


def _adaptation(dice: Random, roadmap: Roadmap, rollout: Rollout, deliverers: Sequence[str]) -> Adaptation:
    periods, part = dice.choice(ADAPTATION_PERIODS), dice.uniform(*ADAPTATION_PART)
    in_a_period = part * roadmap.units(rollout) / periods
    is_helped, helper, given = dice.random() < HELPED_TO_ADAPT, dice.choice(deliverers), dice.randint(1, 6)
    first, *later = [phase.id for phase in roadmap.measure(rollout.measure).phases]
    return Adaptation(
        measure=rollout.measure,
        sector=rollout.sector,
        duration=Estimate.sure(periods),
        person_months=drawing.digits(in_a_period * rollout.effort_per_unit),
        support=(Demand(sector=helper, person_months=float(given)),) if is_helped else (),
        cost_nok_per_period=drawing.digits(in_a_period * rollout.cost_per_unit_nok),
        after_phase=first if later and dice.random() < 0.3 else "",
    )


def _slower(dice: Random, roadmap: Roadmap, rollout: Rollout) -> Rollout:
    """Spread the effort of a rollout, and let half of them slow down that still get far enough."""
    spread = replace(rollout, effort_profile=PROFILE)
    pace = rollout.full_pace
    half = pace / 2
    last = max(0.07 * pace, half - STEEPEST * 0.1)
    points = (
        PacePoint(pace=pace, share=0.5),
        PacePoint(pace=half, share=0.9),
        PacePoint(pace=last, share=1.0),
    )
    falling = replace(spread, pace=points)
    falls = dice.random() < FALLING
    in_time = periods_to_reach(roadmap, falling, falling.target) <= roadmap.calendar.periods / 2
    return falling if falls and in_time else spread


def busy_elsewhere(roadmap: Roadmap) -> Roadmap:
    """Give sectors a quarter more than they had, and others who take that: a fifth of what there is."""
    return replace(roadmap, sectors=tuple(map(_busy, roadmap.sectors)))


def _busy(sector: Sector) -> Sector:
    capacities, others = [], []
    for row in sector.capacities:
        left = row.person_months.likely
        taken = drawing.digits(left * OTHERS / (1 - OTHERS))
        capacities.append(Capacity(starts=row.starts, person_months=Estimate.sure(left + taken)))
        others.append(OtherLoad(what="other programmes", starts=row.starts, person_months=taken))
    return replace(sector, capacities=tuple(capacities), other_loads=tuple(others))


def frames(roadmap: Roadmap, need: float) -> tuple[Budget, ...]:
    """Give budgets by payer: what each has to pay, at an even pace over ``need`` of the horizon."""
    years, asked = roadmap.years, dict(_asked(roadmap))
    budgets = []
    for payer, whole in asked.items():
        in_a_year = whole / (need * len(years))
        step = YEARS_OF_A_FRAME if payer == "helse" else 1
        for first in range(years[0], years[-1] + 1, step):
            last = min(first + step - 1, years[-1])
            limit = round(in_a_year * (last - first + 1), -6)
            budgets.append(
                Budget(year=first, last_year=last if step > 1 else None, payer=payer, limit_nok=limit)
            )
    whole = round(WHOLE_FRAME * sum(asked.values()), -6)
    return (*budgets, Budget(year=years[0], last_year=years[-1], limit_nok=whole))


def _asked(roadmap: Roadmap) -> Iterator[tuple[str, float]]:
    """Give who pays how much if all is done."""
    phases = [phase.modes[0] for measure in roadmap.open_measures for phase in measure.phases]
    yield "staten", sum(mode.cost_nok_per_period * mode.periods for mode in phases)
    for payer in ("helse", "kommuner"):
        yield (
            payer,
            sum(
                _cost(roadmap, rollout)
                for rollout in roadmap.open_rollouts
                if payer_of_rollout(roadmap, rollout) == payer
            ),
        )


def _cost(roadmap: Roadmap, rollout: Rollout) -> float:
    """Give what all waves of a rollout and the adaptation before them cost."""
    waves = rollout.cost_per_unit_nok * roadmap.units(rollout) * (rollout.target - rollout.in_use)
    before = adaptation_before(roadmap, rollout)
    return waves + (before.cost_nok_per_period * before.periods if before else 0.0)
