"""How far assumed figures may lie: where each stands, and its low, likely and high amount with its unit."""

from planner.language import _, day, decimal, integer, person_months
from planner.model import Roadmap
from planner.say.names import phase_name
from planner.say.periods import count_periods, each_period
from planner.say.shares import pace_words
from planner.sensitivity import Amount, FigureRange, GroupFigure


def range_heads() -> list[str]:
    """Give the headings of a table of such figures."""
    return [_("Figure"), _("Low"), _("In the plan"), _("High")]


def range_row(roadmap: Roadmap, each: FigureRange) -> list[str]:
    """Give a figure as a row of a table."""
    figure = each.figure
    amounts = (each.low, figure.amount, each.high)
    return [figure_place(roadmap, figure), *(_amount_words(roadmap, figure, amount) for amount in amounts)]


def figure_place(roadmap: Roadmap, figure: GroupFigure) -> str:
    """Say where a figure stands: in which measure, phase and sector, or since when."""
    parts = []
    if figure.measure:
        measure = roadmap.measure(figure.measure)
        parts += [measure.name, *([phase_name(measure, figure.phase)] if figure.phase else [])]
    if figure.sector:
        parts.append(roadmap.sector(figure.sector).name)
    if figure.since is not None:
        parts.append(_("from {day}", day=day(figure.since)))
    return ", ".join(parts)


def _amount_words(roadmap: Roadmap, figure: GroupFigure, amount: Amount) -> str:
    """Write an amount with the unit of its figure."""
    if figure.field == "pace":
        return each_period(roadmap.calendar, pace_words(amount))
    assert not isinstance(amount, tuple)
    match figure.field:
        case "duration":
            return count_periods(roadmap.calendar, int(amount))
        case "effort_per_unit":
            return _("{amount} per unit", amount=person_months(amount, 2))
        case "person_months":
            return each_period(roadmap.calendar, person_months(amount))
        case "cost_per_unit_nok":
            return _("NOK {number} per unit", number=integer(amount))
        case "cost_nok_per_period":
            return each_period(roadmap.calendar, _("NOK {number} million", number=decimal(amount / 1e6)))
        case _:
            return _("NOK {number} million a year", number=decimal(amount / 1e6))
