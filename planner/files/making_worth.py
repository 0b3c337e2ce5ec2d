"""The target picture, budgets, risks and published dates, each a row to an object."""

from planner.files.making import Making
from planner.files.rows import Row
from planner.language import _
from planner.model import Budget, Contribution, Published, Risk, Service


def make_services(making: Making) -> tuple[Service, ...]:
    """Make the information services."""
    return making.make_all(Service, "informasjonstjenester")


def make_contributions(making: Making) -> tuple[Contribution, ...]:
    """Make what measures contribute to services."""
    return making.make_all(Contribution, "bidrag")


def make_budgets(making: Making) -> tuple[Budget, ...]:
    """Make the limits of calendar years."""
    return making.make_all(Budget, "budsjett")


def make_risks(making: Making) -> tuple[Risk, ...]:
    """Make the events that may happen."""
    return making.make_all(Risk, "risiko")


def make_published(making: Making) -> tuple[Published, ...]:
    """Make the published dates."""
    return making.make_all(Published, "publisert", _ends_after_start)


def _ends_after_start(making: Making, row: Row) -> bool:
    if "start" not in row or "end" not in row or row["start"] <= row["end"]:
        return True
    making.refuse(row, "not_in_order", _("The end is before the start."), "end")
    return False
