"""What is said of groups of assumed figures."""

from collections.abc import Callable, Mapping
from typing import Final

from planner.language import _, integer, millions
from planner.sensitivity import AssumedGroup, Swing

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


def group_name(group: AssumedGroup) -> str:
    """Name a group of assumed figures."""
    return _NAMES[group]()


def swing_words(swing: Swing) -> str:
    """Say how much net benefit depends on a group: with its figures low, and high."""
    name = group_name(swing.group)
    said = {"name": name[0].upper() + name[1:], "figures": integer(swing.figures)}
    low, high = swing.low_nok, swing.high_nok
    if low is None and high is None:
        return _("{name} ({figures} figures): no plan with them low, and none with them high", **said)
    if low is None:
        return _("{name} ({figures} figures): no plan with them low", **said)
    if high is None:
        return _("{name} ({figures} figures): no plan with them high", **said)
    return _(
        "{name} ({figures} figures): {moves}, from {low} with them low to {high} with them high",
        moves=millions(swing.moves_nok),
        low=millions(low),
        high=millions(high),
        **said,
    )
