"""What no plan goes beyond: by prices, and of starts by order and durations alone."""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

from planner.decisions.choices import OpenChoice
from planner.model import DateKind, Objective, PlanDate, Roadmap
from planner.network import earliest_points, waits
from planner.rules import Point
from planner.solver import DateLimits, date_bounds
from planner.why import Cell, relaxed


class Proofs:
    """Proves of a roadmap between which instants dates are in plans of at least some score.

    Parameters
    ----------
    least
        That score, in its unit.
    """

    def __init__(self, roadmap: Roadmap, objective: Objective, least: float) -> None:
        self._roadmap, self._objective, self._least = roadmap, objective, least
        self._bounds = date_bounds(roadmap, objective)

    def of_dates(self, dates: Collection[PlanDate]) -> dict[PlanDate, DateLimits]:
        """Give what is proved of dates; nothing of some, such as services."""
        found = self._bounds.limits(dates, self._least)
        return {date: self._with_order(date, found.get(date, DateLimits())) for date in dates}

    def without_pin(self, pin: Cell, date: PlanDate) -> DateLimits:
        """Give what is proved of a date in the roadmap without its pin."""
        roadmap, objective = relaxed(self._roadmap, self._objective, [pin])
        bounds = date_bounds(roadmap, objective, like=self._bounds)
        return bounds.limits([date], self._least).get(date, DateLimits())

    def of_choices(self, choices: Collection[OpenChoice]) -> dict[OpenChoice, DateLimits]:
        """Give what is proved of the date of each choice."""
        found = self.of_dates(dict.fromkeys(each.date for each in choices if each.pin is None))
        return {
            each: found[each.date] if each.pin is None else self.without_pin(each.pin, each.date)
            for each in choices
        }

    def _with_order(self, date: PlanDate, found: DateLimits) -> DateLimits:
        """Let a start be no earlier than order, durations and paces leave it."""
        if date.kind is not DateKind.START or date.sector or found.earliest is None:
            return found
        by_order = self._earliest.get(Point(date.measure, phase=date.phase), 0)
        return replace(found, earliest=max(found.earliest, by_order))

    @cached_property
    def _earliest(self) -> dict[Point, int]:
        times, _causes = earliest_points(waits(self._roadmap, proven=True))
        return times
