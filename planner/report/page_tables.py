"""The tables of the HTML file, with the same numbers as its figure."""

from collections.abc import Iterable, Sequence
from html import escape

from planner.language import _
from planner.report.paper import parts_of_columns
from planner.results import (
    MOST_SHARE,
    Facts,
    NeedWalk,
    has_budgets_to_list,
    last_of_year,
    unmet_needs,
)
from planner.say import (
    budget_heads,
    budget_notes,
    budget_rows,
    budget_title,
    concerns_words,
    count_periods,
    each_period,
    given_words,
    money_basis,
    money_heads,
    money_rows,
    money_title,
    need_words,
    short_period,
    unmet_title,
    whole_percent,
)
from planner.view import GanttRow, LoadLine, adaptation_rows, grouped_rows, load_lines, support_rows

MOST_ON_PAPER = 16
"""Columns of figures that A4 on its side has room for."""


def tables(found: Facts) -> str:
    """Write every table of a plan, in the order in which they are read."""
    parts = [
        _measures(found),
        _adaptations(found),
        _rollouts(found),
        _load(found),
        _support(found),
        _money(found),
    ]
    if has_budgets_to_list(found.roadmap):
        parts.append(_budgets(found))
    if found.roadmap.services:
        parts.append(_services(found))
    unmet = unmet_needs(found.roadmap, found)
    if unmet:
        parts.append(_unmet_needs(found, unmet))
    return "".join(parts)


def _unmet_needs(found: Facts, walks: Sequence[NeedWalk]) -> str:
    heads = [_("Need"), _("Given by"), _("What it concerns"), _("What becomes of it")]
    rows = [
        [
            walk.need.content,
            given_words(found.roadmap, walk.need),
            concerns_words(found.roadmap, walk.need),
            need_words(found.roadmap.calendar, walk),
        ]
        for walk in walks
    ]
    return table(unmet_title(), heads, rows)


def _measures(found: Facts) -> str:
    heads = [_("Measure"), _("Goal"), _("Owner"), _("Phases"), _("Start"), _("End"), _("Published")]
    heads += [_("Deadlines")] if found.deadlines else []
    rows = [_measure_row(found, row) for _goal, rows in grouped_rows(found) for row in rows]
    return table(_("Measures in the plan"), heads, rows)


def _measure_row(found: Facts, row: GanttRow) -> list[str]:
    calendar = found.roadmap.calendar
    phases = [f"{bar.name} {_span(found, bar.start, bar.end)}" for bar in row.phases]
    return [
        row.measure.name,
        row.measure.goal,
        row.measure.owner,
        "; ".join(phases),
        short_period(calendar, row.start) if row.start < calendar.periods else "",
        _end(found, row),
        _published(found, row),
        *(["; ".join(mark.words for mark in row.deadlines)] if found.deadlines else []),
    ]


def _end(found: Facts, row: GanttRow) -> str:
    """Name the last period of a measure; what has no length ends where it starts."""
    calendar = found.roadmap.calendar
    if row.missing is not None:
        return _("not within the horizon")
    return short_period(calendar, calendar.last_period(row.start, row.end))


def _published(found: Facts, row: GanttRow) -> str:
    """Give the period in which the published roadmap ends the measure."""
    published = found.roadmap.published_for(row.measure.id)
    if published is None or published.end is None:
        return ""
    calendar = found.roadmap.calendar
    return short_period(calendar, calendar.period_of(published.end))


def _adaptations(found: Facts) -> str:
    """Write when sectors change their own systems before they take measures into use; nothing without any."""
    asked = each_period(found.roadmap.calendar, _("What it takes"))
    heads = (_("Measure"), _("Sector"), _("Start"), _("End"), asked)
    rows = adaptation_rows(found)
    return table(_("Adaptations before measures are taken into use"), heads, rows, named=2) if rows else ""


def _rollouts(found: Facts) -> str:
    years = list(found.roadmap.years)
    heads = (_("Measure"), _("Sector"), *(str(year) for year in years))
    chosen = set(found.schedule.selected)
    rows = [
        [
            found.roadmap.measure(planned.measure).name,
            found.roadmap.sector(planned.sector).name,
            *(whole_percent(share) for share in last_of_year(found.roadmap, planned.adoption).values()),
        ]
        for planned in found.schedule.rollouts
        if planned.measure in chosen
    ]
    return wide_table(_("Share in use at the end of each year"), heads, rows, named=2)


def _load(found: Facts) -> str:
    calendar = found.roadmap.calendar
    heads = (_("Sector"), *(short_period(calendar, period) for period in found.roadmap.periods))
    limited = [sector for sector in found.roadmap.sectors if found.capacity[sector.id] is not None]
    rows = [_load_row(found, line) for line in load_lines(found, limited)]
    caption = _(
        "Load as a share of capacity over {periods}", periods=count_periods(calendar, calendar.periods)
    )
    return wide_table(caption, heads, rows)


def _support(found: Facts) -> str:
    """Write what delivering sectors give while others take measures into use; nothing without any."""
    heads = (_("Sector"), _("Measure"), *(str(year) for year in found.roadmap.years))
    caption = _("Support of what others take into use, in person-months a year")
    rows = support_rows(found)
    return wide_table(caption, heads, rows, named=2) if rows else ""


def _load_row(found: Facts, line: LoadLine) -> list[str]:
    sector, periods = line.sector.id, found.roadmap.periods
    asked = (min(share, MOST_SHARE) for share in found.busy[sector])
    taken = (found.other_share(sector, period) for period in periods)
    return [line.name, *map(whole_percent, taken if line.is_of_others else asked)]


def _money(found: Facts) -> str:
    written = table(money_title(), money_heads(found), money_rows(found, found.money), number=True)
    return f"{written}<p>{escape(money_basis(found.plan))}</p>"


def _budgets(found: Facts) -> str:
    written = table(budget_title(), budget_heads(), budget_rows(found), named=2, number=True)
    return f"{written}<p>{escape(budget_notes(found.roadmap))}</p>"


def _services(found: Facts) -> str:
    heads = (_("Information service"), *(str(year) for year in found.roadmap.years), _("Realised"))
    rows = [
        [
            service.name,
            *(whole_percent(share) for share in found.services_by_year[service.id].values()),
            _realised(found, service.id),
        ]
        for service in found.roadmap.services
    ]
    total = [_("Target picture"), *(whole_percent(s) for s in found.coverage_by_year.values()), ""]
    return wide_table(_("Coverage at the end of each year"), heads, [*rows, total])


def _realised(found: Facts, service_id: str) -> str:
    period = found.realised[service_id]
    return _("not within the horizon") if period is None else short_period(found.roadmap.calendar, period)


def _span(found: Facts, start: int, end: int) -> str:
    calendar = found.roadmap.calendar
    return f"{short_period(calendar, start)}–{short_period(calendar, calendar.last_period(start, end))}"


def wide_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, named: int = 1) -> str:
    """Write a table that paper may have no room for: there, in several parts."""
    held = [list(row) for row in rows]
    whole = table(caption, heads, held, named=named)
    parts = parts_of_columns(heads, held, named=named, most=MOST_ON_PAPER)
    if len(parts) < 2:
        return whole
    on_paper = "".join(
        table(f"{caption}: {head[named]}–{head[-1]}", head, body, named=named) for head, body in parts
    )
    return f'<div class="screen">{whole}</div><div class="paper" aria-hidden="true">{on_paper}</div>'


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    named: int = 1,
    number: bool = False,
) -> str:
    """Write a table whose first columns name their row; it scrolls by itself, also with keys.

    Parameters
    ----------
    number
        Whether all but the names are numbers, set to the right.
    """
    right = ' class="number"' if number else ""
    head = "".join(
        f'<th scope="col"{right if column >= named else ""}>{escape(text)}</th>'
        for column, text in enumerate(heads)
    )
    body = "".join(
        "<tr>"
        + "".join(f'<th scope="row">{escape(text)}</th>' for text in row[:named])
        + "".join(f"<td{right}>{escape(text)}</td>" for text in row[named:])
        + "</tr>"
        for row in rows
    )
    name = escape(caption)
    return (
        f'<h2>{name}</h2><div class="wide" tabindex="0" role="region" aria-label="{name}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
