"""A plan on one screen of plain text."""

from collections.abc import Iterator

from planner.language import _
from planner.model import Plan
from planner.report.summary_blocks import filled, groups_block, money_block
from planner.results import Facts, facts, telling_bound, unmet_needs
from planner.say import (
    adaptation_words,
    all_in_use_words,
    anyway_words,
    bottleneck_words,
    choice_words,
    data_words,
    end_words,
    fault_lines,
    headline,
    kept_lines,
    method_words,
    missed_line,
    name_of,
    net_benefit_words,
    of_version_words,
    period_words,
    plan_aim,
    price_lines,
    prices_note,
    requirement_lines,
    residual_rows,
    score_beside_bound,
    score_end_words,
    services_realised_words,
    settled_words,
    some_of,
    standing_words,
    step_words,
    tidy_words,
    unfinished_words,
    whole_percent,
)
from planner.view import GanttRow


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
        (_("Version"), of_version_words(plan)),
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
    aim = plan_aim(plan)
    words = f"{aim[:1].upper()}{aim[1:]}. {name_of(plan.objective)}: {score_beside_bound(plan)}"
    known = telling_bound(plan)
    if known is None:
        return words
    bound = score_end_words(plan, known, up=plan.objective.is_maximised)
    if plan.certified:
        return _("{objective}; no plan is above {bound}, certified", objective=words, bound=bound)
    if plan.claimed:
        # the status, which stands above, says already that the file claims it
        return _("{objective}; bound: {bound}", objective=words, bound=bound)
    if plan.certified_bound is not None:
        certified = score_end_words(plan, plan.certified_bound, up=True)
        return _(
            "{objective}; no plan is above {bound}; certified: no plan is above {certified}",
            objective=words,
            bound=bound,
            certified=certified,
        )
    if plan.objective.is_maximised:
        return _("{objective}; no plan is above {bound}", objective=words, bound=bound)
    return _("{objective}; no plan is below {bound}", objective=words, bound=bound)


def _rows(found: Facts) -> Iterator[tuple[str, str]]:
    yield (
        _("Net benefit"),
        "; ".join(words for words in (net_benefit_words(found), anyway_words(found)) if words),
    )
    yield from residual_rows(found)
    yield _("Finish"), all_in_use_words(found)
    if found.roadmap.services:
        yield (
            _("Coverage"),
            ", ".join(f"{y}: {whole_percent(s)}" for y, s in found.coverage_by_year.items()),
        )
        yield _("Services realised"), services_realised_words(found)
    yield _("Bottlenecks"), bottleneck_words(found)
    yield _("Rollouts not finished"), some_of([unfinished_words(found, row) for row in found.unfinished])
    if adaptations := adaptation_words(found):
        yield _("Adaptations"), adaptations
    yield _("Left out"), some_of([measure.name for measure in found.left_out])
    if unmet := unmet_needs(found.roadmap, found):
        yield _("Unmet needs"), some_of([walk.need.content for walk in unmet])
    if found.requirements:
        yield _("Requirements"), some_of(requirement_lines(found))
    if found.missed:
        yield _("Deadlines missed"), some_of([missed_line(found, measure) for measure in found.missed])
    if found.roadmap.published:
        yield _("Later than published"), some_of([found.roadmap.measure(late).name for late in found.late])
