"""A plan on one screen of plain text."""

from collections.abc import Iterator, Sequence

from planner.economics import years_after
from planner.language import _, integer, millions, ngettext
from planner.model import Plan, PlannedRollout
from planner.report.summary_blocks import filled, groups_block, money_block
from planner.results import Facts, facts, is_done_anyway, telling_bound
from planner.say import (
    assumed_money,
    budget_name,
    choice_words,
    count_periods,
    count_years,
    data_words,
    end_words,
    fault_lines,
    headline,
    kept_lines,
    method_words,
    missed_words,
    objective_words,
    period_words,
    price_lines,
    price_words,
    prices_note,
    requirement_lines,
    score_end_words,
    score_words,
    settled_words,
    standing_words,
    step_words,
    tidy_words,
    whole_percent,
)
from planner.view import GanttRow

LONGEST_LIST = 12


def summary(plan: Plan) -> str:
    """Say in plain text what a plan reaches, when, what holds it back, and what it was made from."""
    rows = [*fault_rows(plan), *plan_rows(plan), *price_rows(plan), *origin_rows(plan)]
    widest = max(len(label) for label, _text in rows)
    lines = [filled(label.ljust(widest + 2), text, widest + 2) for label, text in rows]
    return "\n".join(
        [
            plan.roadmap.name or _("Roadmap"),
            filled("", headline(plan), 0),
            "",
            *lines,
            *money_block(plan),
            *groups_block(plan),
        ]
    )


def plan_rows(plan: Plan) -> list[tuple[str, str]]:
    """Give what the plan says as pairs of label and text."""
    rows = [
        (_("Status"), standing_words(plan)),
        (_("Objective"), _objective(plan)),
        *[(_("Kept"), " ".join(lines)) for lines in [kept_lines(plan)] if lines],
        *[(_("Tidy"), words) for words in [tidy_words(plan)] if words],
        *[(_("Settled"), words) for words in [settled_words(plan)] if words],
    ]
    found = facts(plan)
    return rows[:1] if found is None or not plan.roadmap.open_measures else rows + list(_rows(found))


def fault_rows(plan: Plan) -> list[tuple[str, str]]:
    """Give what went wrong on the way, each thing once; nothing of a search that went well."""
    faults = " ".join(fault_lines(plan))
    if not faults:
        return []
    has_plan = plan.schedule is not None
    return [
        (_("Went wrong"), _("{faults} The plan holds all the same.", faults=faults) if has_plan else faults)
    ]


def price_rows(plan: Plan) -> list[tuple[str, str]]:
    """Give what the dearest changes would be worth, and how far to trust that."""
    lines = price_lines(plan)
    return [(_("Worth of changes"), f"{'; '.join(lines)}. {prices_note(plan)}")] if lines else []


def origin_rows(plan: Plan) -> list[tuple[str, str]]:
    """Give what the plan was made from, so that it can be made again."""
    versions = ", ".join(f"{product} {version}" for product, version in plan.versions)
    rows = [
        (_("Data"), data_words(plan)),
        (_("Input digest"), plan.digest),
        (_("Seed"), str(plan.seed)),
        (_("Seconds"), step_words(plan)),
        (_("Versions"), versions),
        (_("Methods"), ", ".join(method_words(method) for method in plan.engine)),
        (_("Choice of methods"), choice_words(plan)),
    ]
    return [row for row in rows if row[1]]


def row_words(found: Facts, row: GanttRow) -> str:
    """Say in one sentence when a measure is made and taken into use."""
    calendar = found.roadmap.calendar
    words = _(
        "{measure}: {start} to {end}",
        measure=row.measure.name,
        start=period_words(calendar, row.start),
        end=end_words(calendar, row.end, row.start),
    )
    if row.missing is None:
        return f"{words}."
    return _("{measure}, {share} in use by then.", measure=words, share=whole_percent(row.missing))


def _objective(plan: Plan) -> str:
    words = f"{objective_words(plan.objective)}: {score_words(plan, plan.score)}"
    known = telling_bound(plan)
    if known is None:
        return words
    bound = score_end_words(plan, known, up=plan.objective.is_maximised)
    if plan.certified:
        return _("{objective}; no plan is above {bound}, certified", objective=words, bound=bound)
    if plan.claimed:
        # the status, which stands above, says already that the file claims it
        return _("{objective}; bound: {bound}", objective=words, bound=bound)
    if plan.objective.is_maximised:
        return _("{objective}; no plan is above {bound}", objective=words, bound=bound)
    return _("{objective}; no plan is below {bound}", objective=words, bound=bound)


def _rows(found: Facts) -> Iterator[tuple[str, str]]:
    yield _("Net benefit"), "; ".join(words for words in (worth_words(found), anyway_words(found)) if words)
    yield from residual_rows(found)
    yield _("Finish"), _finish(found)
    if found.roadmap.services:
        yield (
            _("Coverage"),
            ", ".join(f"{y}: {whole_percent(s)}" for y, s in found.coverage_by_year.items()),
        )
        yield _("Services realised"), _realised(found)
    yield _("Bottlenecks"), _bottlenecks(found)
    yield _("Rollouts not finished"), listed([unfinished_words(found, row) for row in found.unfinished])
    if adaptations := _adaptations(found):
        yield _("Adaptations"), adaptations
    yield _("Left out"), listed([measure.name for measure in found.left_out])
    if found.requirements:
        yield _("Requirements"), listed(requirement_lines(found))
    if found.missed:
        yield _("Deadlines missed"), listed([missed_line(found, measure) for measure in found.missed])
    if found.roadmap.published:
        yield _("Later than published"), listed([found.roadmap.measure(late).name for late in found.late])


def worth_words(found: Facts) -> str:
    """Write the net benefit of the schedule, and what missed deadlines and requirements take from it."""
    worth = assumed_money(found.plan, found.net_present_value)
    if found.delay_cost_nok:
        price = price_words(found.delay_cost_nok)
        worth = _("{worth}, less {price} for missed deadlines", worth=worth, price=price)
    if found.shortfall_cost_nok:
        price = price_words(found.shortfall_cost_nok)
        worth = _("{worth}, less {price} for what is missing of requirements", worth=worth, price=price)
    return worth


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


def _adaptations(found: Facts) -> str:
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


def _finish(found: Facts) -> str:
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


def _realised(found: Facts) -> str:
    calendar = found.roadmap.calendar
    reached = [f"{s.name} ({period_words(calendar, period)})" for s, period in found.services_realised]
    share = _("{count} of {total}", count=integer(len(reached)), total=integer(len(found.roadmap.services)))
    return f"{share}: {listed(reached)}" if reached else share


def _bottlenecks(found: Facts) -> str:
    calendar = found.roadmap.calendar
    sectors = [
        _("{sector} (full in {periods})", sector=sector.name, periods=count_periods(calendar, full))
        for sector, full in found.bottlenecks
    ]
    return listed([*_full_budgets(found), *sectors])


def _full_budgets(found: Facts) -> list[str]:
    """Say in how many years the budget of all is full, where it ever is; others are named, each by itself."""
    full = [use.budget for uses in found.full_budgets.values() for use in uses]
    years = sum(budget.is_of_a_year for budget in full)
    named = [budget_name(found.roadmap, budget.key) for budget in full if not budget.is_of_a_year]
    return [
        *([_("the budget (full in {years})", years=count_years(years))] if years else []),
        *(_("the budget of {year} (full)", year=name) for name in named),
    ]


def listed(names: Sequence[str], most: int = LONGEST_LIST) -> str:
    """Join names, or say how many more there are than fit."""
    if not names:
        return _("none")
    more = len(names) - most
    shown = "; ".join(names[:most])
    return _("{shown}; and {more} more", shown=shown, more=integer(more)) if more > 0 else shown
