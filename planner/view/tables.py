"""The numbers behind the three pictures, as tables of plain text that the page's script draws."""

from collections.abc import Iterable, Sequence
from typing import Any

from planner import results
from planner.language import _, decimal
from planner.model import Measure
from planner.results import Facts
from planner.say import (
    budget_heads,
    budget_notes,
    budget_rows,
    budget_title,
    end_words,
    load_share_words,
    money_basis,
    money_heads,
    money_rows,
    money_title,
    period_words,
    phase_name,
    range_of_dates,
    standing,
    whole_percent,
    with_mode,
)
from planner.view.load import LoadLine, load_lines

Table = dict[str, Any]
"""Caption, column headings, and rows whose first cell names them."""


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Give a table of text."""
    return {
        "kind": "numbers",
        "caption": caption,
        "head": list(head),
        "rows": [list(row) for row in rows],
    }


def gantt_table(found: Facts) -> Table:
    """Give every measure, its phases and its rollouts with begin, end and share."""
    head = (_("Measure"), _("Part"), _("Begins"), _("Ends"), _("In use at the end"), _("Published dates"))
    rows = [row for measure in found.roadmap.measures for row in _measure_rows(found, measure)]
    return table(_("The plan, measure by measure"), head, rows)


def load_table(found: Facts) -> Table:
    """Give load, capacity and their ratio for every sector and period."""
    calendar = found.roadmap.calendar
    head = (_("Sector"), *(period_words(calendar, period) for period in found.roadmap.periods))
    rows = [
        (line.name, *(_load_cell(found, line, period) for period in found.roadmap.periods))
        for line in load_lines(found)
    ]
    return table(_("Load in person-months, and as a share of the capacity"), head, rows)


def money_table(found: Facts) -> Table:
    """Give what is invested, run and gained in every year, and how full the budget is."""
    caption = f"{money_title()}. {money_basis(found.plan)}"
    return table(caption, money_heads(found), money_rows(found, found.money))


def budget_table(found: Facts) -> Table:
    """Give what is used of each budget by payer and years, and what is left."""
    caption = f"{budget_title()}. {budget_notes(found.roadmap)}"
    return table(caption, budget_heads(), budget_rows(found))


def _measure_rows(found: Facts, measure: Measure) -> list[tuple[str, ...]]:
    row = found.roadmap.published_for(measure.id)
    published = "" if row is None else range_of_dates(row.start, row.end)
    parts = [*_phase_rows(found, measure), *_rollout_rows(found, measure)]
    parts = parts or [(standing(found, measure) or "–", "–", "–", "–")]
    return [(measure.name, *part, published) for part in parts]


def _phase_rows(found: Facts, measure: Measure) -> list[tuple[str, str, str, str]]:
    calendar = found.roadmap.calendar
    return [
        (
            with_mode(phase_name(measure, phase.phase), measure, phase),
            period_words(calendar, phase.start),
            end_words(calendar, phase.end, phase.start),
            "",
        )
        for phase in found.schedule.phases_by_measure.get(measure.id, ())
    ]


def _rollout_rows(found: Facts, measure: Measure) -> list[tuple[str, str, str, str]]:
    rows = []
    for rollout in found.roadmap.rollouts_of(measure.id):
        planned = found.schedule.rollouts_by_key.get(rollout.key)
        sector = found.roadmap.sector(rollout.sector).name
        if planned is None or planned.begin is None:
            rows.append((sector, "–", "–", whole_percent(rollout.in_use)))
            continue
        calendar = found.roadmap.calendar
        if planned.adaptation is not None:
            runs, name = planned.adaptation, _("Adaptation in {sector}", sector=sector)
            ends = end_words(calendar, runs.end, runs.start)
            rows.append((name, period_words(calendar, runs.start), ends, ""))
        finished = results.rollout_is_finished(found.roadmap, planned)
        end = (
            end_words(calendar, results.rollout_end(found.roadmap, planned))
            if finished
            else _("Not finished")
        )
        rows.append((sector, period_words(calendar, planned.begin), end, whole_percent(planned.adoption[-1])))
    return rows


def _load_cell(found: Facts, line: LoadLine, period: int) -> str:
    sector_id = line.sector.id
    if line.is_of_others:
        share_of_others = whole_percent(found.other_share(sector_id, period))
        return f"{decimal(found.other_load[sector_id][period], 1)} ({share_of_others})"
    asked, share = decimal(found.load[sector_id][period], 1), found.share(sector_id, period)
    if share is None:
        return asked
    return f"{asked} ({load_share_words(share)})"
