"""The plan as one HTML file that needs no network: figure, words, and tables with the same numbers."""

import base64
import hashlib
import re
from html import escape

from planner.language import _, day, language
from planner.model import Plan
from planner.report.figure import figure
from planner.report.page_assumptions import groups
from planner.report.page_tables import table, tables
from planner.report.paper import STYLE as PAPER_STYLE
from planner.report.paper import printed_chart
from planner.report.summary import fault_rows, origin_rows, plan_rows
from planner.results import Facts, facts
from planner.say import data_words, dearest, headline, price_heads, price_row, prices_note, prices_title
from planner.view import status_told, theme

COLOURS = {
    "ink": theme.INK,
    "muted": theme.MUTED,
    "rule": theme.RULE,
    "accent": theme.ACCENT,
    "pressure": theme.DEADLINE,
}
PROPERTIES = "".join(f"--{name}: {colour}; " for name, colour in COLOURS.items())

STYLE = """
:root { color: var(--ink); background: #fff; font: 16px/1.5 "Segoe UI", Helvetica, Arial, sans-serif; }
body { margin: 0 auto; max-width: 100rem; padding: 1rem 1.5rem 3rem; }
h1 { font-size: 1.7rem; margin: .2rem 0; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
.lead { font-size: 1.15rem; max-width: 60rem; margin: 0 0 .4rem; }
figure { margin: 0; } #roadmap { min-width: 56rem; } figcaption { color: var(--muted); font-size: .9rem; }
.status { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin: .6rem 0; padding: 0; list-style: none; }
.status strong { font-size: 1.3rem; }
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
    drawing, numbers = ("", "") if found is None else (_drawing(found), _prices(plan) + tables(found))
    words = f"{_words(plan)}{groups(plan)}"
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
            f"<main>{_head(plan, title)}{_words_on_paper(plan)}{drawing}{words}{numbers}</main>",
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
        f'<p class="lead">{escape(headline(plan))}</p>{_status(plan)}{_faults(plan)}'
        f'<p class="note">{escape(data_words(plan))}</p>'
    )


def _status(plan: Plan) -> str:
    """Say how far the roadmap has come, where a plan has been rolled to its status date."""
    figures, spent = status_told(plan)
    if not figures:
        return ""
    items = "".join(
        f"<li><strong>{escape(each.figure)}</strong> {escape(each.label)}</li>" for each in figures
    )
    title = escape(_("Status"))
    return f'<ul class="status" aria-label="{title}">{items}</ul>' + (
        f"<p>{escape(spent)}</p>" if spent else ""
    )


def _faults(plan: Plan) -> str:
    return "".join(
        f'<p class="note fault"><strong>{escape(label)}:</strong> {escape(text)}</p>'
        for label, text in fault_rows(plan)
    )


def _prices(plan: Plan) -> str:
    """Say what the dearest changes would be worth, where that was worked out."""
    rows = [price_row(plan, row) for row in dearest(plan)]
    if not rows:
        return ""
    return table(prices_title(), price_heads(), rows) + f"<p>{escape(prices_note(plan))}</p>"


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
