"""What has changed between the plans of two status dates in words: values, slips, each measure and why."""

from collections.abc import Iterable, Iterator, Sequence

from planner.language import _, day, listed, millions, ngettext, worded
from planner.rolling import Slip
from planner.say.budgets import budget_name
from planner.say.comparison import change_lines
from planner.say.moved import rules_words, worth_words
from planner.say.names import within_sentence
from planner.say.periods import count_periods, short_period
from planner.say.slips import slip_within, slip_words
from planner.variance import Became, Because, Days, Hindrance, HindranceKind, MeasureVariance, Variance

_MOST_NAMED = 3


def variance_lines(found: Variance) -> Iterator[str]:
    """Give all of it: values, what has slipped, and below headings each measure that something became of."""
    dates = [plan.roadmap.calendar.status_date for plan in (found.before, found.after)]
    yield _(
        "From {before} to {after}: {counts}.",
        before=day(dates[0]),
        after=day(dates[1]),
        counts=variance_counts(found),
    )
    yield from value_variance_lines(found)
    if found.slips:
        yield _("Slips:")
        yield from (f"- {slip_words(found.before.roadmap, each)}" for each in found.slips)
    if found.unread:
        yield _("Counts as planned, as what the later data says of it could not have been reported:")
        yield from (f"- {each.subject}: {worded(each.message)}" for each in found.unread)
    for became in Became:
        some = found.of(became)
        if some:
            yield became_words(became)
            yield from (f"- {measure_variance_words(found, each)}" for each in some)
    if found.edits:
        yield from change_lines(found.edits)


def variance_counts(found: Variance) -> str:
    """Count the measures of which something became."""
    counts = {became: len(found.of(became)) for became in Became}
    words = [_COUNTS[became](count) for became, count in counts.items() if count]
    return ", ".join(words) or _("nothing has changed")


def value_variance_lines(found: Variance) -> Iterator[str]:
    """Say what the whole is worth as planned and now, by one yardstick, and how much of it is realised."""
    value = found.value
    if value is None:
        return
    yield _(
        "Value: {now}, of which {realised} realised; planned {planned}, of which {was}.",
        now=millions(value.now_nok, 1),
        realised=millions(value.realised_nok, 1),
        planned=millions(value.planned_nok, 1),
        was=millions(value.realised_planned_nok, 1),
    )


def became_words(became: Became) -> str:
    """Head a list of those of which something became."""
    return {
        Became.MOVED: _("Moved:"),
        Became.ADDED: _("Added:"),
        Became.DROPPED: _("Dropped:"),
        Became.FINISHED: _("Finished:"),
        Became.STOPPED: _("Stopped:"),
    }[became]


def measure_variance_words(found: Variance, change: MeasureVariance) -> str:
    """Say of one measure where it lay and lies, and why."""
    said = {"measure": _name(found, change.measure), "reason": why_changed_words(found, change)}
    was, now = (days_words(found, each) for each in (change.was, change.now))
    if was == now:
        return _("{measure}: {now} as before. {reason}", now=now, **said)
    if change.later_periods:
        later = later_words(found, change.later_periods)
        return _("{measure}: {was} → {now}, {later}. {reason}", was=was, now=now, later=later, **said)
    return _("{measure}: {was} → {now}. {reason}", was=was, now=now, **said)


def later_words(found: Variance, periods: int) -> str:
    """Say by how much an end comes later or earlier."""
    count = count_periods(found.after.roadmap.calendar, abs(periods))
    return _("{count} later", count=count) if periods > 0 else _("{count} earlier", count=count)


def days_words(found: Variance, days: Days | None) -> str:
    """Name the periods from first to last day; that it is out, or not finished within the horizon."""
    if days is None:
        return _("left out")
    calendar = found.after.roadmap.calendar
    first = short_period(calendar, calendar.period_of(days.first))
    if days.last is None:
        return _("{first}–after the horizon", first=first)
    return f"{first}–{short_period(calendar, calendar.period_of(days.last))}"


def why_changed_words(found: Variance, change: MeasureVariance) -> str:
    """Say why something became of a measure."""
    return " ".join(_why(found, change))


def _why(found: Variance, change: MeasureVariance) -> Iterator[str]:
    for reason in change.reasons:
        match reason:
            case Because.PLANNED:
                yield _("As planned.")
            case Because.REPORTED:
                yield _reported(found, change)
            case Because.FORCED:
                yield from _forced(found, change)
            case Because.WORTH:
                yield worth_words(found.after, change.worth or 0.0)
            case Because.SPENDING:
                yield from _spent_more(found, change)
            case Because.DATA:
                yield _("The data has changed.")


def _reported(found: Variance, change: MeasureVariance) -> str:
    if change.is_unplanned and change.became is Became.FINISHED:
        return _("Reported: it is done, though the plan left it out.")
    if change.is_unplanned:
        return _("Reported: it has begun, though the plan left it out.")
    return _("Reported: {slips}.", slips=slips_words(found, change.slips))


def slips_words(found: Variance, slips: Sequence[Slip]) -> str:
    """Say what slipped of a measure, what was reported itself before what follows from it."""
    told = sorted(slips, key=lambda each: not each.is_reported)
    return listed([slip_within(found.before.roadmap, each) for each in told], most=_MOST_NAMED, between="; ")


def _forced(found: Variance, change: MeasureVariance) -> Iterator[str]:
    told = [_hindrance(found, change, each) for each in change.hindrances]
    yield _("Forced: {hindrances}.", hindrances=listed(told, most=_MOST_NAMED, between="; "))
    if change.leads_to and change.leads_to != (change.measure,):
        roots = [_root(found, each) for each in change.leads_to if each != change.measure]
        yield _("Behind it: {slips}.", slips=listed(roots, most=_MOST_NAMED, between="; "))
    elif change.through:
        yield _("It moved together with {measures}.", measures=names_words(found, change.through))


def _spent_more(found: Variance, change: MeasureVariance) -> Iterator[str]:
    roadmap = found.after.roadmap
    for each in change.together:
        if each.budget is not None and each.spent_more_nok:
            yield _(
                "By {day}, {amount} more had been spent of the budget {budget} than planned.",
                day=day(roadmap.calendar.status_date),
                amount=millions(each.spent_more_nok, 1),
                budget=budget_name(roadmap, each.budget),
            )


def _root(found: Variance, measure: str) -> str:
    slips = [each for each in found.slips if each.measure == measure]
    return _(
        "{measure} ({slips})", measure=names_words(found, [measure]), slips=slips_words(found, slips[:1])
    )


def _hindrance(found: Variance, change: MeasureVariance, each: Hindrance) -> str:
    names = [name for name in each.measures if name != change.measure]
    match each.kind:
        case HindranceKind.CAPACITY | HindranceKind.ROOM | HindranceKind.BUDGET:
            itself = _("its own slip") if change.slips else ""
            return _goes_to(found, each, names_words(found, names) or itself)
        case HindranceKind.KEPT:
            return _("as before, less would be kept of what comes first")
        case HindranceKind.GROUP | HindranceKind.REQUIREMENT | HindranceKind.OWN:
            return _("as before it breaks: {rules}", rules=rules_words(found.after.roadmap, each.rules))
        case _:
            return _order(each.kind, names_words(found, names), len(names))


def _order(kind: HindranceKind, measures: str, count: int) -> str:
    """Say which of two orders an old date breaks, and from which side of it."""
    match kind:
        case HindranceKind.AHEAD:
            return ngettext("{measures} depends on it", "{measures} depend on it", count, measures=measures)
        case HindranceKind.SOON_AFTER:
            return _("it may not come so long after {measures}", measures=measures)
        case HindranceKind.SOON_AHEAD:
            return _("{measures} may not come so long after it", measures=measures)
        case _:
            return _("it depends on {measures}", measures=measures)


def _goes_to(found: Variance, each: Hindrance, measures: str) -> str:
    """Say what it waits for and who takes it, or that there is too little of it."""
    roadmap = found.after.roadmap
    if not measures:
        return _too_little(found, each)
    if each.budget is not None:
        budget = budget_name(roadmap, each.budget)
        return _(
            "it waits for money in the budget {budget}, which goes to {measures}",
            budget=budget,
            measures=measures,
        )
    sector = within_sentence(roadmap.sector(each.sector).name)
    if each.kind is HindranceKind.ROOM:
        return _(
            "it waits for room for rollouts in {sector}, which goes to {measures}",
            sector=sector,
            measures=measures,
        )
    return _("it waits for capacity in {sector}, which goes to {measures}", sector=sector, measures=measures)


def _too_little(found: Variance, each: Hindrance) -> str:
    """Say what there is not enough of, where nobody takes more of it than before."""
    roadmap = found.after.roadmap
    if each.budget is not None:
        budget, most = budget_name(roadmap, each.budget), names_words(found, each.drawn_by)
        if not most:
            return _("there is not enough money in the budget {budget}", budget=budget)
        return _(
            "there is not enough money in the budget {budget}, most of which goes to {measures}",
            budget=budget,
            measures=most,
        )
    sector = within_sentence(roadmap.sector(each.sector).name)
    if each.kind is HindranceKind.ROOM:
        return _("there is not enough room for rollouts in {sector}", sector=sector)
    return _("there is not enough capacity in {sector}", sector=sector)


def names_words(found: Variance, measures: Iterable[str]) -> str:
    """Name some measures inside a sentence, the first of many."""
    names = [_("“{name}”", name=_name(found, each)) for each in measures]
    return listed(names, most=_MOST_NAMED)


def _name(found: Variance, measure: str) -> str:
    known = {each.id: each.name for each in (*found.before.roadmap.measures, *found.after.roadmap.measures)}
    return known[measure]


_COUNTS = {
    Became.MOVED: lambda count: ngettext("{count} moved", "{count} moved", count),
    Became.ADDED: lambda count: ngettext("{count} added", "{count} added", count),
    Became.DROPPED: lambda count: ngettext("{count} dropped", "{count} dropped", count),
    Became.FINISHED: lambda count: ngettext("{count} finished", "{count} finished", count),
    Became.STOPPED: lambda count: ngettext("{count} stopped", "{count} stopped", count),
}
