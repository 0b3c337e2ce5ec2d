"""The plan as one HTML file that needs no network: figure, words, and tables with the same numbers."""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from html import escape

from planner.language import _, day, language
from planner.model import Plan
from planner.report.figure import figure
from planner.report.paper import STYLE as PAPER_STYLE
from planner.report.paper import parts_of_columns, printed_chart
from planner.report.summary import fault_rows, origin_rows, plan_rows
from planner.results import MOST_SHARE, Facts, facts, has_budgets_to_list, last_of_year, prices
from planner.say import (
    MOST_PRICES,
    about,
    budget_heads,
    budget_lines,
    budget_notes,
    budget_rows,
    budget_title,
    caution,
    count_periods,
    data_words,
    headline,
    money_basis,
    money_heads,
    money_rows,
    money_title,
    short_period,
    whole_percent,
)
from planner.view import (
    GanttRow,
    LoadLine,
    adaptation_rows,
    grouped_rows,
    load_lines,
    support_rows,
    theme,
)

COLOURS = {
    "ink": theme.INK,
    "muted": theme.MUTED,
    "rule": theme.RULE,
    "accent": theme.ACCENT,
    "pressure": theme.DEADLINE,
}
PROPERTIES = "".join(f"--{name}: {colour}; " for name, colour in COLOURS.items())

MOST_ON_PAPER = 16
"""Columns of figures that A4 on its side has room for."""

STYLE = """
:root { color: var(--ink); background: #fff; font: 16px/1.5 "Segoe UI", Helvetica, Arial, sans-serif; }
body { margin: 0 auto; max-width: 100rem; padding: 1rem 1.5rem 3rem; }
h1 { font-size: 1.7rem; margin: .2rem 0; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
.lead { font-size: 1.15rem; max-width: 60rem; margin: 0 0 .4rem; }
figure { margin: 0; } #roadmap { min-width: 56rem; } figcaption { color: var(--muted); font-size: .9rem; }
.note { border-left: .2rem solid var(--muted); color: var(--muted); padding: .4rem .8rem; max-width: 58rem; }
.fault { border-left-color: var(--pressure); color: var(--ink); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.2rem; max-width: 70rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; } .wide:focus { outline: 3px solid var(--accent); }
table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
td { white-space: nowrap; } td:nth-of-type(3) { white-space: normal; min-width: 16rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border-bottom: 1px solid var(--rule); padding: .2rem .5rem; text-align: left; vertical-align: top; }
td.number, thead th.number { text-align: right; } td.number:nth-of-type(3) { min-width: 0; }
@media (max-width: 40rem) {
  body { padding: .6rem .8rem 2rem; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; }
}
"""


def html(plan: Plan) -> str:
    """Write a plan as one file to open anywhere; nothing is fetched, and only its own scripts may run."""
    found = facts(plan)
    title = escape(plan.roadmap.name or _("Roadmap"))
    drawing, tables = ("", "") if found is None else (_drawing(found), _prices(plan) + _tables(found))
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language()}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(drawing)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>:root {{ {PROPERTIES}}}{STYLE}{PAPER_STYLE}</style>",
            "</head>",
            "<body>",
            f"<main>{_head(plan, title)}{_words_on_paper(plan)}{drawing}{_words(plan)}{tables}</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _policy(drawing: str) -> str:
    """Allow the scripts of this file by their digests, and nothing else from anywhere."""
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", drawing, flags=re.DOTALL)
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _head(plan: Plan, title: str) -> str:
    kind = _("Roadmap · status date {day}", day=day(plan.roadmap.calendar.status_date))
    return (
        f"<p>{escape(kind)}</p><h1>{title}</h1>"
        f'<p class="lead">{escape(headline(plan))}</p>{_faults(plan)}'
        f'<p class="note">{escape(data_words(plan))}</p>'
    )


def _faults(plan: Plan) -> str:
    return "".join(
        f'<p class="note fault"><strong>{escape(label)}:</strong> {escape(text)}</p>'
        for label, text in fault_rows(plan)
    )


def _prices(plan: Plan) -> str:
    """Say what more capacity would be worth, where that is known."""
    found, budgets = prices(plan)[:MOST_PRICES], budget_lines(plan)
    if not found and not budgets:
        return ""
    heads = (_("Sector"), _("Year"), _("Worth of one more person-month"))
    rows = [(price.sector.name, str(price.year), about(price.nok)) for price in found]
    notes = "".join(f"<p>{escape(text)}</p>" for text in (*budgets, caution(plan)))
    return _table(_("What more capacity would be worth"), heads, rows) + notes


def _drawing(found: Facts) -> str:
    """Draw the chart twice: one to look closer at on a screen, one that breaks between rows on paper."""
    caption = escape(_("Gantt chart with the load beneath; the same numbers stand in the tables below"))
    drawn = figure(found.plan)
    drawn.update_layout(title=None, margin={"t": 80})  # the page says it already
    plotted = drawn.to_html(
        full_html=False,
        include_plotlyjs=True,
        div_id="roadmap",
        config={"displaylogo": False, "responsive": True, "showTips": False},
    )
    scrolls = f'<div class="wide" tabindex="0" role="region" aria-label="{caption}">{plotted}</div>'
    on_screen = f'<figure class="screen">{scrolls}<figcaption>{caption}</figcaption></figure>'
    return on_screen + printed_chart(found)


def _words(plan: Plan) -> str:
    return f'<div class="screen"><h2>{escape(_("The plan in words"))}</h2>{_pairs(plan)}</div>'


def _words_on_paper(plan: Plan) -> str:
    """Say the same on the first sheet, which has room for it above the chart."""
    title = escape(_("The plan in words"))
    return f'<div class="paper" aria-hidden="true"><h2 class="beneath">{title}</h2>{_pairs(plan)}</div>'


def _pairs(plan: Plan) -> str:
    pairs = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>"
        for label, text in (*plan_rows(plan), *origin_rows(plan))
    )
    return f"<dl>{pairs}</dl>"


def _tables(found: Facts) -> str:
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
    return "".join(parts)


def _measures(found: Facts) -> str:
    heads = [_("Measure"), _("Goal"), _("Owner"), _("Phases"), _("Start"), _("End"), _("Published")]
    heads += [_("Deadlines")] if found.deadlines else []
    rows = [_measure_row(found, row) for _goal, rows in grouped_rows(found) for row in rows]
    return _table(_("Measures in the plan"), heads, rows)


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
    heads = (_("Measure"), _("Sector"), _("Start"), _("End"), _("Asked per period"))
    rows = adaptation_rows(found)
    return _table(_("Adaptations before measures are taken into use"), heads, rows, named=2) if rows else ""


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
    return _wide_table(_("Share in use at the end of each year"), heads, rows, named=2)


def _load(found: Facts) -> str:
    calendar = found.roadmap.calendar
    heads = (_("Sector"), *(short_period(calendar, period) for period in found.roadmap.periods))
    limited = [sector for sector in found.roadmap.sectors if found.capacity[sector.id] is not None]
    rows = [_load_row(found, line) for line in load_lines(found, limited)]
    caption = _(
        "Load as a share of capacity over {periods}", periods=count_periods(calendar, calendar.periods)
    )
    return _wide_table(caption, heads, rows)


def _support(found: Facts) -> str:
    """Write what delivering sectors give while others take measures into use; nothing without any."""
    heads = (_("Sector"), _("Measure"), *(str(year) for year in found.roadmap.years))
    caption = _("Support of what others take into use, in person-months a year")
    rows = support_rows(found)
    return _wide_table(caption, heads, rows, named=2) if rows else ""


def _load_row(found: Facts, line: LoadLine) -> list[str]:
    sector, periods = line.sector.id, found.roadmap.periods
    asked = (min(share, MOST_SHARE) for share in found.busy[sector])
    taken = (found.other_share(sector, period) for period in periods)
    return [line.name, *map(whole_percent, taken if line.is_of_others else asked)]


def _money(found: Facts) -> str:
    table = _table(money_title(), money_heads(found), money_rows(found, found.money), number=True)
    return f"{table}<p>{escape(money_basis(found.plan))}</p>"


def _budgets(found: Facts) -> str:
    table = _table(budget_title(), budget_heads(), budget_rows(found), named=2, number=True)
    return f"{table}<p>{escape(budget_notes(found.roadmap))}</p>"


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
    return _wide_table(_("Coverage at the end of each year"), heads, [*rows, total])


def _realised(found: Facts, service_id: str) -> str:
    period = found.realised[service_id]
    return _("not within the horizon") if period is None else short_period(found.roadmap.calendar, period)


def _span(found: Facts, start: int, end: int) -> str:
    calendar = found.roadmap.calendar
    return f"{short_period(calendar, start)}–{short_period(calendar, calendar.last_period(start, end))}"


def _wide_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, named: int = 1) -> str:
    """Write a table that paper may have no room for: there, in several parts."""
    held = [list(row) for row in rows]
    whole = _table(caption, heads, held, named=named)
    parts = parts_of_columns(heads, held, named=named, most=MOST_ON_PAPER)
    if len(parts) < 2:
        return whole
    on_paper = "".join(
        _table(f"{caption}: {head[named]}–{head[-1]}", head, body, named=named) for head, body in parts
    )
    return f'<div class="screen">{whole}</div><div class="paper" aria-hidden="true">{on_paper}</div>'


def _table(
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
