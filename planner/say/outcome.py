"""What a plan comes to, part by part, in the words that text, paper and page share."""

from collections.abc import Sequence

from planner.economics import years_after
from planner.language import _, integer, millions, ngettext, worded
from planner.model import ObjectiveKind, Plan, PlannedRollout
from planner.results import Facts, is_done_anyway
from planner.say.assumed import assumed_money, is_assumed
from planner.say.budgets import budget_name
from planner.say.deadlines import missed_words, price_words
from planner.say.differences import net_of_missed
from planner.say.objectives import words_of
from planner.say.periods import count_periods, count_years, end_words, period_words
from planner.say.scores import score_words
from planner.say.shares import whole_percent

LONGEST_LIST = 12


def net_benefit_words(found: Facts) -> str:
    """Write the net benefit of the schedule, and what missed deadlines and requirements take from it."""
    worth = assumed_money(found.plan, found.net_present_value)
    if found.delay_cost_nok:
        price = price_words(found.delay_cost_nok)
        worth = _("{worth}, less {price} for missed deadlines", worth=worth, price=price)
    if found.shortfall_cost_nok:
        price = price_words(found.shortfall_cost_nok)
        worth = _("{worth}, less {price} for what is missing of requirements", worth=worth, price=price)
    return worth


def aimed_at_words(found: Facts) -> str:
    """Name the score of what the plan was made to be best at, where coverage and ends do not say it.

    Net benefit is written as everywhere: before what missed deadlines and requirements take from the score.
    """
    aimed = words_of(found.plan.objective).aimed
    return "" if aimed is None else worded(aimed.filled(score=reached_words(found)))


def reached_words(found: Facts) -> str:
    """Write what a plan reaches of its aim, net benefit as everywhere."""
    return (
        net_benefit_words(found) if _is_for_worth(found.plan) else score_words(found.plan, found.plan.score)
    )


def score_beside_bound(plan: Plan) -> str:
    """Write what a plan reaches of its aim where a bound follows, which is one of what is left of it."""
    if not _is_for_worth(plan):
        return score_words(plan, plan.score)
    found, score = Facts(plan), plan.score or 0.0
    # what is missed is worked out sooner than the whole worth
    worth, left = (millions(each) for each in (score + found.missed_cost_nok, score))
    said = net_of_missed(worth, left)
    return _("{amount} (assumed)", amount=said) if is_assumed(plan) else said


def _is_for_worth(plan: Plan) -> bool:
    """Tell whether a plan was made for net benefit, and has it."""
    return plan.objective.kind is ObjectiveKind.VALUE and plan.schedule is not None


def anyway_words(found: Facts) -> str:
    """Say how much of the net benefit comes from what is no choice; nothing where all or none of it is."""
    if len({is_done_anyway(measure) for measure in found.roadmap.open_measures}) < 2:
        return ""
    return _(
        "{amount} of the net benefit comes from measures that run or must be done anyway",
        amount=millions(found.value_done_anyway),
    )


def residual_rows(found: Facts) -> list[tuple[str, str]]:
    """Say what the years after the analysis period are worth, where any are, as label and text."""
    years = years_after(found.roadmap)
    if not years:
        return []
    words = _(
        "{amount}, from {first} through {last}; not in the net benefit",
        amount=assumed_money(found.plan, found.residual_value),
        first=years[0],
        last=years[-1],
    )
    return [(_("Residual value"), words)]


def missed_line(found: Facts, measure_id: str) -> str:
    """Say which soft deadlines a measure misses, and by how much."""
    words = [missed_words(found.roadmap, missed) for missed in found.missed[measure_id]]
    return _("{measure}: {missed}", measure=found.roadmap.measure(measure_id).name, missed=", ".join(words))


def unfinished_words(found: Facts, rollout: PlannedRollout) -> str:
    """Say how far an unfinished rollout comes."""
    return _(
        "{measure} in {sector} ({share})",
        measure=found.roadmap.measure(rollout.measure).name,
        sector=found.roadmap.sector(rollout.sector).name,
        share=whole_percent(rollout.adoption[-1]),
    )


def adaptation_words(found: Facts) -> str:
    """Say how many adaptations there are, and from when until when; nothing without any."""
    runs = [each.adaptation for each in found.schedule.rollouts if each.adaptation is not None]
    if not runs:
        return ""
    calendar, first, last = found.roadmap.calendar, min(r.start for r in runs), max(r.end for r in runs)
    return _(
        "{count} before measures are taken into use, {begin} to {end}",
        count=integer(len(runs)),
        begin=period_words(calendar, first),
        end=end_words(calendar, last, first),
    )


def all_in_use_words(found: Facts) -> str:
    """Say when all is in use, or how much is not when the horizon ends."""
    calendar = found.roadmap.calendar
    if not found.unfinished:
        return end_words(calendar, found.finish)
    return ngettext(
        "{count} rollout is not finished at the end of {period}",
        "{count} rollouts are not finished at the end of {period}",
        len(found.unfinished),
        period=end_words(calendar, calendar.periods),
    )


def services_realised_words(found: Facts) -> str:
    """Count the services that are realised, and name some, the earliest first."""
    calendar = found.roadmap.calendar
    reached = [f"{s.name} ({period_words(calendar, period)})" for s, period in found.services_realised]
    share = _("{count} of {total}", count=integer(len(reached)), total=integer(len(found.roadmap.services)))
    return f"{share}: {some_of(reached)}" if reached else share


def bottleneck_words(found: Facts) -> str:
    """Name what is ever full, some of it."""
    return some_of(bottleneck_lines(found))


def bottleneck_lines(found: Facts) -> list[str]:
    """Say of each budget and sector that is ever full how often it is."""
    calendar = found.roadmap.calendar
    sectors = [
        _("{sector} (full in {periods})", sector=sector.name, periods=count_periods(calendar, full))
        for sector, full in found.bottlenecks
    ]
    return [*_full_budgets(found), *sectors]


def _full_budgets(found: Facts) -> list[str]:
    """Say in how many years the budget of all is full, where it ever is; others are named, each by itself."""
    full = [use.budget for uses in found.full_budgets.values() for use in uses]
    years = sum(budget.is_of_a_year for budget in full)
    named = [budget_name(found.roadmap, budget.key) for budget in full if not budget.is_of_a_year]
    return [
        *([_("the budget (full in {years})", years=count_years(years))] if years else []),
        *(_("the budget of {year} (full)", year=name) for name in named),
    ]


def some_of(names: Sequence[str], most: int = LONGEST_LIST) -> str:
    """Join names, or say how many more there are than fit."""
    if not names:
        return _("none")
    more = len(names) - most
    shown = "; ".join(names[:most])
    return _("{shown}; and {more} more", shown=shown, more=integer(more)) if more > 0 else shown
