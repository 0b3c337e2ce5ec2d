"""Who fills a limit, in words: when, how much of it, and what would come of it if they gave way."""

from planner.language import _, listed
from planner.model import OPTIMAL_GAP, Calendar, Plan
from planner.say.budgets import budget_name
from planner.say.periods import count_periods, period_words
from planner.say.scores import lost_words
from planner.say.shares import whole_percent
from planner.why import CellKind, Filler, Filling

_MOST_NAMED = 5


def filling_words(plan: Plan, found: Filling) -> str:
    """Say when a limit is full, and of whom."""
    named = [filler_words(plan, found, each) for each in found.fillers]
    names = listed(named, most=_MOST_NAMED) or _("many small things")
    return _("{what}: {names}.", what=filled_words(plan, found), names=names)


def filled_words(plan: Plan, found: Filling) -> str:
    """Say when a limit is full, before those who fill it."""
    roadmap, limit = plan.roadmap, found.limit
    if limit.kind is CellKind.GROUP:
        return _("Of the group “{name}” the plan has", name=roadmap.groups[limit.number].id)
    if limit.kind is CellKind.BUDGET:
        budget = budget_name(roadmap, roadmap.budgets[limit.number].key)
        return _("Of the budget {name} the largest parts go to", name=budget)
    sector, when = roadmap.sector(limit.sector).name, when_words(roadmap.calendar, found.periods)
    if limit.kind is CellKind.ROOM:
        return _("{sector} takes no more rollouts in {when}, for", sector=sector, when=when)
    return _("{sector} is full in {when}; the largest parts have", sector=sector, when=when)


def when_words(calendar: Calendar, periods: tuple[int, ...]) -> str:
    """Name a period, or say how many there are, and between which."""
    if len(periods) == 1:
        return period_words(calendar, periods[0])
    count = count_periods(calendar, len(periods))
    first, last = (period_words(calendar, periods[place]) for place in (0, -1))
    return _("{count} between {first} and {last}", count=count, first=first, last=last)


def filler_words(plan: Plan, filling: Filling, filler: Filler) -> str:
    """Name who fills a limit, its share, and what would come of it if it gave way."""
    name = _("“{name}”", name=plan.roadmap.measure(filler.measure).name)
    told = [] if filling.limit.kind is CellKind.GROUP else [whole_percent(filler.share)]
    told += _yielding(plan, filler)
    return _("{name} ({told})", name=name, told="; ".join(told)) if told else name


def _yielding(plan: Plan, filler: Filler) -> list[str]:
    found = filler.yielding
    if found is None:
        return []
    if found.is_enough is None:
        return [_("not settled whether it is enough that it gives way")]
    if not found.is_enough:
        return [_("not enough that it gives way")]
    if (found.loss or 0.0) <= OPTIMAL_GAP * max(1.0, abs(plan.score or 0.0)):
        return [_("may give way at no loss")]
    return [_("gives way at a loss of {loss}", loss=lost_words(plan, found.loss))]
