"""What capacity, limits and budgets cannot carry of all that must be done together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import inf
from typing import NamedTuple

from planner.check.alone import surely_adapting
from planner.check.facts import RoadmapFacts
from planner.check.fixed import (
    MILLION,
    Collision,
    collisions_in_budgets,
    collisions_in_capacity,
    collisions_in_room,
    is_overspent,
)
from planner.check.places import budget_key, error, note
from planner.check.under_way import asked_under_way
from planner.language import Form, apart, to_say
from planner.model import (
    SLACK,
    TOLERANCE,
    Budget,
    Finding,
    Mode,
    Phase,
    Rollout,
    at_hand,
    budget_words,
)
from planner.rules import (
    Point,
    WaveEffort,
    is_paid_from,
    payer_of_phase,
    payer_of_rollout,
    side_by_side,
)


def running_phases_fit(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of sectors of which running phases alone can ask more than there is, in their largest modes."""
    everybody = [measure.id for measure in facts.roadmap.open_measures]
    for name, asked in asked_under_way(facts.roadmap, everybody, max).items():
        given = facts.capacity[name]
        over = [
            t for t in facts.roadmap.periods if given and asked[t] > given[t] + TOLERANCE * max(given[t], 1.0)
        ]
        if given and over:
            shown = apart(asked[over[0]], given[over[0]])
            message = to_say(
                "Running phases alone ask {asked} person-months of {sector} in the period from {date}, which "
                "has {given}: where they go on, they leave nothing to others.",
                asked=shown[0],
                sector=name,
                date=facts.date(over[0]),
                given=shown[1],
            )
            yield note("running_above_capacity", "aktorer", name, "capacities", message)


def work_fits_capacity(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that a sector has as many person-months as all that must be done asks of it."""
    work = _work(facts)
    for sector in facts.roadmap.sectors:
        left = facts.left[sector.id]
        worst = None if left is None else _worst(work[sector.id], dict(enumerate(left)))
        if worst and not _is_fixed(collisions_in_capacity(facts, sector.id), worst):
            asked, given = apart(worst.asked, worst.given)
            message = to_say(
                "What has to be done from {date} on asks {asked} person-months of {sector}, which can give "
                "{given} within the horizon.",
                date=facts.date(worst.when),
                asked=asked,
                sector=sector.id,
                given=given,
            )
            yield error("work_above_capacity", "aktorer", sector.id, "capacities", message)


def rollouts_fit_side_by_side(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that the limit on simultaneous rollouts leaves time for all that are mandatory."""
    mandatory = _mandatory(facts)
    for sector in facts.roadmap.sectors:
        if sector.simultaneous_limit is None:
            continue
        work = [(_begin(facts, r), (r.target - r.in_use) / r.full_pace) for r in mandatory.get(sector.id, ())]
        worst = _worst(work, dict.fromkeys(facts.roadmap.periods, sector.simultaneous_limit))
        if worst and not _is_fixed(collisions_in_room(facts, sector.id), worst):
            asked, given = apart(worst.asked, worst.given)
            message = to_say(
                "Mandatory rollouts from {date} on take {asked} rollout periods at full pace in {sector}; "
                "its limit on simultaneous rollouts leaves {given}.",
                date=facts.date(worst.when),
                asked=asked,
                sector=sector.id,
                given=given,
            )
            yield error("rollouts_above_limit", "aktorer", sector.id, "simultaneous_limit", message)


def budgets_have_something_left(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that no more of a budget was spent before the status date than it allows."""
    for budget in facts.roadmap.budgets:
        if is_overspent(budget):
            spent, limit = apart(budget.spent_nok, budget.limit_nok, Form.MILLIONS)
            message = to_say(
                "{spent} of the budget {year} was spent before the status date, expected at most {limit}.",
                spent=spent,
                year=budget_words(budget.key),
                limit=limit,
            )
            yield error("budget_overspent", "budsjett", budget_key(budget.key), "spent_nok", message)


def investments_fit_budgets(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that budgets cover all that must be invested."""
    collisions = list(collisions_in_budgets(facts))
    for together in side_by_side(each for each in facts.roadmap.budgets if not is_overspent(each)):
        first_of = {year: budget.year for budget in together for year in budget.years}
        limits = {first_of.get(year, year): inf for year in facts.roadmap.years}
        limits |= {each.year: each.left_nok / MILLION for each in together if each.year in limits}
        payer = together[0].payer
        work = [
            (first_of.get(each.year, each.year), each.amount)
            for each in _investments(facts)
            if is_paid_from(each.payer, payer)
        ]
        worst = _worst(work, limits)
        fixed = [each for each in collisions if each.budget in {budget.key for budget in together}]
        if worst and not _is_fixed(fixed, worst):
            yield _above_budgets(next(each for each in together if each.year == worst.when), worst)


def _above_budgets(budget: Budget, worst: "_Excess") -> Finding:
    """Say that what has to be done from the first year of a budget on costs more than there is."""
    asked, given = apart(worst.asked * MILLION, worst.given * MILLION, Form.MILLIONS)
    if budget.payer:
        message = to_say(
            "What {payer} has to pay from {year} on costs {asked}, but the budgets allow {given}.",
            payer=budget.payer,
            year=worst.when,
            asked=asked,
            given=given,
        )
    else:
        message = to_say(
            "What has to be done from {year} on costs {asked}, but the budgets allow {given}.",
            year=worst.when,
            asked=asked,
            given=given,
        )
    return error("investment_above_budget", "budsjett", budget_key(budget.key), "limit_nok", message)


class _Excess(NamedTuple):
    """More work than there is room for, from a time on."""

    when: int
    asked: float
    given: float


def _worst(work: list[tuple[int, float]], given: Mapping[int, float]) -> _Excess | None:
    """Give the time from which what cannot begin before exceeds the room left by most.

    Each time's room may be exceeded by the slack, but is told as it is.
    """
    worst, left, slack, asked = None, 0.0, 0.0, 0.0
    latest_first = sorted(work, reverse=True)
    counted = 0
    for when in sorted(given, reverse=True):
        left += given[when]
        slack += SLACK * max(given[when], 1.0)
        while counted < len(latest_first) and latest_first[counted][0] >= when:
            asked += latest_first[counted][1]
            counted += 1
        if asked > left + slack and (worst is None or asked - left > worst.asked - worst.given):
            worst = _Excess(when, asked, left)
    return worst


def _is_fixed(collisions: Iterable[Collision], excess: _Excess) -> bool:
    """Tell whether what is fixed asks for too much by itself from a time on: that is said already."""
    return any(collision.when >= excess.when for collision in collisions)


def _work(facts: RoadmapFacts) -> Mapping[str, list[tuple[int, float]]]:
    """Give what has to be done in each sector, in person-months, each with its earliest instant.

    What runs already is no part of it: it is taken off the room there is.
    """
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for start, phase in _required_phases(facts, under_way=False):
        # a mode that asks nothing of a sector is one that asks least of it
        for sector in {demand.sector for demand in phase.modes[0].demands}:
            asked = min(mode.person_months(sector) * mode.periods for mode in phase.modes)
            found[sector].append((start, asked))
    for start, _rollout, row in surely_adapting(facts):
        for demand in row.demands if not row.is_running else ():
            found[demand.sector].append((start, row.periods * demand.person_months))
    for rollout in facts.roadmap.open_rollouts:
        if facts.roadmap.measure(rollout.measure).must_be_in:
            for each in facts.asked[rollout.key]:
                first = max(0, _begin(facts, rollout) + each.offset)
                found[each.sector].append((first, _surely_asked(facts, rollout, each)))
    return found


def _surely_asked(facts: RoadmapFacts, rollout: Rollout, asked: WaveEffort) -> float:
    """Give the person-months that all waves of a rollout ask within the horizon, whenever they come.

    Waves in the first or last periods may ask for it outside; no more than the pace in each of them.
    """
    outside = max(asked.offset, -asked.offset - _begin(facts, rollout), 0)
    return max(0.0, rollout.target - rollout.in_use - outside * rollout.first_pace) * asked.person_months


class _Invested(NamedTuple):
    """What must be invested: by whom, in million NOK, and the earliest calendar year."""

    payer: str
    year: int
    amount: float


@at_hand
def _investments(facts: RoadmapFacts) -> list[_Invested]:
    """Give all that must be invested."""
    phases = [
        (payer_of_phase(phase), start, min(_investment(mode) for mode in phase.modes))
        for start, phase in _required_phases(facts, under_way=True)
    ]
    rollouts = [
        (
            payer_of_rollout(facts.roadmap, rollout),
            _begin(facts, rollout),
            (rollout.target - rollout.in_use) * facts.roadmap.units(rollout) * rollout.cost_per_unit_nok,
        )
        for of_sector in _mandatory(facts).values()
        for rollout in of_sector
    ]
    adaptations = [
        (payer_of_rollout(facts.roadmap, rollout), start, row.periods * row.cost_nok_per_period)
        for start, rollout, row in surely_adapting(facts)
    ]
    year_of = facts.roadmap.calendar.year_of
    found = [*phases, *rollouts, *adaptations]
    return [_Invested(payer, year_of(start), amount / MILLION) for payer, start, amount in found]


def _investment(mode: Mode) -> float:
    """Give what a mode costs, in NOK; not period by period, since a mistyped duration may be huge."""
    return mode.cost_at_start_nok + mode.cost_nok_per_period * mode.periods


def _required_phases(facts: RoadmapFacts, *, under_way: bool) -> Iterator[tuple[int, Phase]]:
    """Give the phases of all measures that every plan holds, with their earliest starts.

    Those that end beyond the horizon are left out: that is said of them already. So are those that run
    already, unless asked for.
    """
    for measure in facts.roadmap.open_measures:
        if measure.id in facts.required:
            for phase in measure.phases[1:] if measure.is_running and not under_way else measure.phases:
                if facts.times[Point(measure.id, phase.id, at_end=True)] <= facts.horizon:
                    yield facts.times[Point(measure.id, phase.id)], phase


@at_hand
def _mandatory(facts: RoadmapFacts) -> Mapping[str, list[Rollout]]:
    """Give the rollouts that have to reach their targets, by sector."""
    found: dict[str, list[Rollout]] = defaultdict(list)
    for rollout in facts.roadmap.open_rollouts:
        if facts.roadmap.measure(rollout.measure).must_be_in:
            found[rollout.sector].append(rollout)
    return found


def _begin(facts: RoadmapFacts, rollout: Rollout) -> int:
    return facts.times[Point(rollout.measure, sector=rollout.sector)]


LIMITS = (
    running_phases_fit,
    work_fits_capacity,
    rollouts_fit_side_by_side,
    budgets_have_something_left,
    investments_fit_budgets,
)
