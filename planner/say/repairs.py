"""What would mend a conflict, in words: how much of what, and how sure it is that less would not do."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from planner.language import _, day, decimal, integer, millions, ngettext, person_months
from planner.model import Roadmap, Set
from planner.say.cells import row_words
from planner.say.periods import count_periods, each_period
from planner.why import Remedy, RemedyUnit, Repair

_FEW_NOK = 10_000_000
"""Below this, millions have decimals."""


def repair_words(roadmap: Roadmap, repair: Repair) -> str:
    """Say a repair: what changes, by how much, and whether it is proved that a step less does not do."""
    words = _AMOUNTS[repair.change.column](roadmap, repair)
    cell = repair.change.cell
    what = words if cell is None else _("{what}: {how}", what=row_words(roadmap, cell), how=words)
    if repair.unit is RemedyUnit.MEASURES:
        return what
    if repair.is_least:
        return _("{repair} (less is proved not to do)", repair=what)
    return _("{repair} (not proved to be the least)", repair=what)


def change_name(roadmap: Roadmap, change: Remedy) -> str:
    """Name what a change changes, without how much."""
    if change.cell is None:
        return _("a longer horizon")
    name, row = _NAMES[change.column](), row_words(roadmap, change.cell)
    return _("{what}: {how}", what=row, how=name)


def _periods(roadmap: Roadmap, repair: Repair) -> str:
    return count_periods(roadmap.calendar, int(repair.amount))


def _to_day(repair: Repair) -> str:
    """Say the date that a repair sets."""
    set_to = (edit.value for edit in repair.edits if isinstance(edit, Set))
    return next(day(value) for value in set_to if isinstance(value, date))


def _later(roadmap: Roadmap, repair: Repair) -> str:
    return _("{count} later, by {day}", count=_periods(roadmap, repair), day=_to_day(repair))


def _earlier(roadmap: Roadmap, repair: Repair) -> str:
    return _("{count} earlier, from {day}", count=_periods(roadmap, repair), day=_to_day(repair))


def _moved(roadmap: Roadmap, repair: Repair) -> str:
    return _("moved by {count}, to {day}", count=_periods(roadmap, repair), day=_to_day(repair))


def _person_months(roadmap: Roadmap, repair: Repair) -> str:
    more = _("{amount} more", amount=person_months(repair.amount))
    return each_period(roadmap.calendar, more)


def _at_a_time(roadmap: Roadmap, repair: Repair) -> str:
    return _("{amount} more at a time", amount=decimal(repair.amount))


def _money(roadmap: Roadmap, repair: Repair) -> str:
    decimals = 0 if repair.amount >= _FEW_NOK else 3
    return _("NOK {amount} million more", amount=millions(repair.amount, decimals))


def _shorter(roadmap: Roadmap, repair: Repair) -> str:
    return _("waited for {count} less", count=_periods(roadmap, repair))


def _longer_apart(roadmap: Roadmap, repair: Repair) -> str:
    return _("{count} more allowed", count=_periods(roadmap, repair))


def _points(roadmap: Roadmap, repair: Repair) -> str:
    count = int(repair.amount)
    return ngettext("{count} percentage point less", "{count} percentage points less", count)


def _lower_target(roadmap: Roadmap, repair: Repair) -> str:
    count = int(repair.amount)
    return ngettext("target {count} percentage point lower", "target {count} percentage points lower", count)


def _services(roadmap: Roadmap, repair: Repair) -> str:
    count = int(repair.amount)
    return ngettext("{count} service fewer", "{count} services fewer", count)


def _may_stay_out(roadmap: Roadmap, repair: Repair) -> str:
    return _("may stay out")


def _longer_horizon(roadmap: Roadmap, repair: Repair) -> str:
    periods = integer(roadmap.calendar.periods + int(repair.amount))
    return _(
        "a horizon {count} longer, of {periods} periods", count=_periods(roadmap, repair), periods=periods
    )


_AMOUNTS: Final[Mapping[str, Callable[[Roadmap, Repair], str]]] = {
    "deadline": _later,
    "earliest_start": _earlier,
    "pinned_start": _moved,
    "pinned_begin": _moved,
    "person_months": _person_months,
    "simultaneous_limit": _at_a_time,
    "limit_nok": _money,
    "lag_periods": _shorter,
    "largest_lag_periods": _longer_apart,
    "share": _points,
    "deadline.share": _points,
    "count": _services,
    "optional": _may_stay_out,
    "target": _lower_target,
    "periods": _longer_horizon,
}

_NAMES: Final[Mapping[str, Callable[[], str]]] = {
    "deadline": lambda: _("a later date"),
    "earliest_start": lambda: _("an earlier date"),
    "pinned_start": lambda: _("another date"),
    "pinned_begin": lambda: _("another date"),
    "person_months": lambda: _("more of it"),
    "simultaneous_limit": lambda: _("more at a time"),
    "limit_nok": lambda: _("more money"),
    "lag_periods": lambda: _("a shorter wait"),
    "largest_lag_periods": lambda: _("a longer wait"),
    "share": lambda: _("less asked for"),
    "deadline.share": lambda: _("less asked for"),
    "count": lambda: _("less asked for"),
    "optional": lambda: _("left out"),
    "target": lambda: _("a lower target"),
}
