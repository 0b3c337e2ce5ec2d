"""What is said of groups of assumed figures: how far each moves net benefit, and where others come from."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Final

from planner.language import _, integer, listed, millions
from planner.model import AssumedGroup, Plan, Roadmap, Swing
from planner.say.names import source_name
from planner.say.status import as_claimed
from planner.sensitivity import most_telling, nearest_sources

_NAMES: Final[Mapping[AssumedGroup, Callable[[], str]]] = {
    AssumedGroup.EFFORT: lambda: _("effort to take solutions into use"),
    AssumedGroup.PACE: lambda: _("pace of rollouts"),
    AssumedGroup.LOCAL_COST: lambda: _("investment of those who take solutions into use"),
    AssumedGroup.BENEFIT: lambda: _("benefit"),
    AssumedGroup.CENTRAL_COST: lambda: _("cost of phases"),
    AssumedGroup.DURATION: lambda: _("duration of phases"),
    AssumedGroup.ADAPTATION_DURATION: lambda: _("duration of adaptations"),
    AssumedGroup.SUPPORT: lambda: _("support by those who deliver"),
    AssumedGroup.RECEIVING_CAPACITY: lambda: _("capacity to take solutions into use"),
    AssumedGroup.DELIVERING_CAPACITY: lambda: _("capacity to deliver"),
}


MOST_SOURCES = 3
"""Named of a group where nothing else is said."""


def group_name(group: AssumedGroup) -> str:
    """Name a group of assumed figures, as a heading."""
    name = _NAMES[group]()
    return name[0].upper() + name[1:]


def most_words(plan: Plan) -> str:
    """Say in a few words which group matters most; nothing where that is not known, or none moves anything.

    Without an amount, which takes ``groups_note`` to be understood.
    """
    found = most_telling(plan)
    return _("Most depends on what is assumed of {name}.", name=_NAMES[found[0].group]()) if found else ""


def groups_title() -> str:
    """Head what is said of groups."""
    return _("The assumptions that matter most")


def groups_note(plan: Plan) -> str:
    """Say what the amounts are, and what they are not."""
    if not most_telling(plan):
        return as_claimed(plan, _("No group of assumed figures moves what net benefit is possible."))
    claim = [_("The amounts are as the file states them.")] if plan.claimed else []
    words = _(
        "The bound is the most net benefit that a simplified problem, its linear relaxation, allows; no plan "
        "is above it. The amounts are the difference between two such bounds, with all assumed figures of a "
        "group low and with all of them high, and not between plans. Dates that may not be missed are left "
        "out."
    )
    return " ".join((words, *claim))


def group_lines(plan: Plan) -> list[str]:
    """Say of the groups that matter most how far they move, and what the nearest sources are."""
    return [
        _(
            "{swing}. Nearest source: {names}.",
            swing=swing_words(swing),
            names=nearest_source_words(plan.roadmap, swing.group),
        )
        for swing in most_telling(plan)
    ]


def group_heads() -> list[str]:
    """Give the headings of a table of groups."""
    return [
        _("Assumed figures"),
        _("Number"),
        _("Bound with them low, NOK million"),
        _("Bound with them high, NOK million"),
        _("Difference, NOK million"),
    ]


def group_row(swing: Swing) -> list[str]:
    """Give a group as a row of a table; where nothing keeps all rules, no amount stands."""
    amounts = (swing.low_nok, swing.high_nok, swing.moves_nok if isfinite(swing.moves_nok) else None)
    return [group_name(swing.group), integer(swing.figures), *map(_in_millions, amounts)]


def _in_millions(amount_nok: float | None) -> str:
    return "–" if amount_nok is None else integer(amount_nok / 1e6)


def swing_words(swing: Swing) -> str:
    """Say how much net benefit depends on a group: with its figures low, and high."""
    return _(
        "{name} ({figures} figures): {moves}",
        name=group_name(swing.group),
        figures=integer(swing.figures),
        moves=moves_words(swing),
    )


def moves_words(swing: Swing) -> str:
    """Say how far a group moves the bound, and between what."""
    low, high = swing.low_nok, swing.high_nok
    if low is None and high is None:
        return _("no plan with them low, and none with them high")
    if low is None:
        return _("no plan with them low")
    if high is None:
        return _("no plan with them high")
    return _(
        "the bound moves by {moves}, from {low} with them low to {high} with them high",
        moves=millions(swing.moves_nok),
        low=millions(low),
        high=millions(high),
    )


def nearest_source_words(roadmap: Roadmap, group: AssumedGroup, most: int = MOST_SOURCES) -> str:
    """Name the sources of figures like those of a group, the most used first."""
    names = list(dict.fromkeys(map(source_name, nearest_sources(roadmap, group))))
    return listed(names, most, between="; ") if names else _("none in the data")
