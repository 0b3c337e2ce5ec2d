"""The numbers behind the three pictures, as tables of plain text that the page's script draws."""

from collections.abc import Iterable, Sequence
from typing import Any

from planner import results
from planner.language import _, decimal
from planner.model import Measure
from planner.report.words import end_words, period_words
from planner.web.numbers import Numbers, is_full
from planner.web.spoken import standing
from planner.web.words import exact_percent, range_of_dates

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


def gantt_table(numbers: Numbers) -> Table:
    """Give every measure, its phases and its rollouts with begin, end and share."""
    head = (_("Measure"), _("Part"), _("Begins"), _("Ends"), _("In use at the end"), _("Published dates"))
    rows = [row for measure in numbers.roadmap.measures for row in _measure_rows(numbers, measure)]
    return table(_("The plan, measure by measure"), head, rows)


def load_table(numbers: Numbers) -> Table:
    """Give load, capacity and their ratio for every sector and period."""
    calendar = numbers.roadmap.calendar
    head = (_("Sector"), *(period_words(calendar, period) for period in numbers.roadmap.periods))
    rows = [
        (sector.name, *(_load_cell(numbers, sector.id, period) for period in numbers.roadmap.periods))
        for sector in numbers.roadmap.sectors
    ]
    return table(_("Load in person-months, and as a share of the capacity"), head, rows)


def _measure_rows(numbers: Numbers, measure: Measure) -> list[tuple[str, ...]]:
    published = ", ".join(
        range_of_dates(row.start, row.end) for row in numbers.roadmap.published if row.measure == measure.id
    )
    parts = [*_phase_rows(numbers, measure), *_rollout_rows(numbers, measure)]
    parts = parts or [(standing(numbers, measure) or "–", "–", "–", "–")]
    return [(measure.name, *part, published) for part in parts]


def _phase_rows(numbers: Numbers, measure: Measure) -> list[tuple[str, str, str, str]]:
    names = {phase.id: phase.name or phase.id for phase in measure.phases}
    calendar = numbers.roadmap.calendar
    return [
        (
            names[phase.phase],
            period_words(calendar, phase.start),
            end_words(calendar, max(phase.end, phase.start + 1)),
            "",
        )
        for phase in numbers.schedule.phases_by_measure.get(measure.id, ())
    ]


def _rollout_rows(numbers: Numbers, measure: Measure) -> list[tuple[str, str, str, str]]:
    rows = []
    for rollout in numbers.roadmap.rollouts_of(measure.id):
        planned = numbers.schedule.rollouts_by_key.get(rollout.key)
        sector = numbers.roadmap.sector(rollout.sector).name
        if planned is None or planned.begin is None:
            rows.append((sector, "–", "–", exact_percent(rollout.in_use)))
            continue
        calendar = numbers.roadmap.calendar
        finished = results.rollout_is_finished(numbers.roadmap, planned)
        end = (
            end_words(calendar, results.rollout_end(numbers.roadmap, planned))
            if finished
            else _("Not finished")
        )
        rows.append((sector, period_words(calendar, planned.begin), end, exact_percent(planned.adoption[-1])))
    return rows


def _load_cell(numbers: Numbers, sector_id: str, period: int) -> str:
    asked, share = decimal(numbers.load[sector_id][period], 1), numbers.share(sector_id, period)
    if share is None:
        return asked
    words = exact_percent(share)
    told = _("{share}, full", share=words) if is_full(share) else words
    return f"{asked} ({told})"
