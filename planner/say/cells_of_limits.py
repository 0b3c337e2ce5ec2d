"""Limits that measures share, in words, with their figures."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from planner.language import _, decimal, millions, ngettext, person_months
from planner.model import Capacity, Group, GroupRule, Roadmap
from planner.say.budgets import budget_name
from planner.say.names import within_sentence
from planner.say.periods import each_period
from planner.say.shares import exact_percent
from planner.why import Cell, CellKind


def _capacity(roadmap: Roadmap, cell: Cell) -> str:
    rows = [each.person_months.likely for each in _in_time(roadmap, roadmap.sector(cell.sector).capacities)]
    amount = each_period(roadmap.calendar, _months(min(rows), max(rows)))
    return _("the capacity of {sector}, {amount}", sector=_sector(roadmap, cell), amount=amount)


def _months(low: float, high: float) -> str:
    if low == high:
        return person_months(high)
    least = decimal(low, 1 if high < 10 else 0)
    return _("{low} to {high}", low=least, high=person_months(high))


def _other_load(roadmap: Roadmap, cell: Cell) -> str:
    sector, (first, last) = roadmap.sector(cell.sector), _horizon(roadmap)
    days = [first, *(each.starts for each in sector.other_loads if first < each.starts < last)]
    most = person_months(max(sector.other_load_on(day) for day in days))
    return _(
        "what others than the programme ask of {sector}, {amount} at most",
        sector=_sector(roadmap, cell),
        amount=each_period(roadmap.calendar, most),
    )


def _freeze(roadmap: Roadmap, cell: Cell) -> str:
    sector, (first, last) = roadmap.sector(cell.sector), _horizon(roadmap)
    freezes = [each for each in sector.freezes if each.starts < last and each.ends > first]
    return ngettext(
        "the freeze of {sector}, which leaves {share} of its capacity",
        "the {count} freezes of {sector}, which leave {share} of its capacity or more",
        len(freezes),
        sector=_sector(roadmap, cell),
        share=exact_percent(min((each.share for each in freezes), default=1.0)),
    )


def _room(roadmap: Roadmap, cell: Cell) -> str:
    limit = roadmap.sector(cell.sector).simultaneous_limit or 0.0
    return _(
        "that {sector} takes {number} rollouts at a time at most",
        sector=_sector(roadmap, cell),
        number=decimal(limit, 0 if limit.is_integer() else 1),
    )


def _budget(roadmap: Roadmap, cell: Cell) -> str:
    budget = roadmap.budgets[cell.number]
    name = budget_name(roadmap, budget.key)
    return _("the budget {name}, {amount}", name=name, amount=millions(budget.limit_nok))


def _group(roadmap: Roadmap, cell: Cell) -> str:
    group = roadmap.groups[cell.number]
    return _("the group “{name}”, {rule}", name=group.id, rule=_group_rule(roadmap, group))


def _group_rule(roadmap: Roadmap, group: Group) -> str:
    names = ", ".join(_("“{name}”", name=roadmap.measure(each).name) for each in group.measures)
    match group.rule:
        case GroupRule.EXACTLY_ONE:
            return _("exactly one of {names}", names=names)
        case GroupRule.AT_MOST_ONE:
            return _("at most one of {names}", names=names)
        case GroupRule.AT_LEAST:
            return _("at least {count} of {names}", count=group.at_least, names=names)
        case GroupRule.ALL_OR_NONE:
            return _("all of {names} or none", names=names)


def _sector(roadmap: Roadmap, cell: Cell) -> str:
    return within_sentence(roadmap.sector(cell.sector).name)


def _in_time(roadmap: Roadmap, rows: Sequence[Capacity]) -> Sequence[Capacity]:
    """Give the rows that hold in the horizon: each holds from a date on, the first also before it."""
    first, last = _horizon(roadmap)
    before = [each for each in rows if each.starts <= first] or rows[:1]
    after = (each for each in rows if first < each.starts < last and each not in before)
    return [*before[-1:], *after]


def _horizon(roadmap: Roadmap) -> tuple[date, date]:
    return roadmap.calendar.date_of(0), roadmap.calendar.date_of(roadmap.calendar.periods)


OF_LIMITS: Final[Mapping[CellKind, Callable[[Roadmap, Cell], str]]] = {
    CellKind.CAPACITY: _capacity,
    CellKind.OTHER_LOAD: _other_load,
    CellKind.FREEZE: _freeze,
    CellKind.ROOM: _room,
    CellKind.BUDGET: _budget,
    CellKind.GROUP: _group,
}
