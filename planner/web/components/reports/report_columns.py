"""What a window is told of the sheets of reports: what a row is, and what each of its cells means."""

from collections.abc import Mapping
from typing import Any, Final

from planner.language import _, language
from planner.sheets import report_column
from planner.tables import REPORTS
from planner.web.components.grid.columns import column_data
from planner.web.components.grid.sheet_words import words
from planner.web.reporting import FIELDS, KEYS, OWN, WORK

_PLANNED: Final[Mapping[str, tuple[str, ...]]] = {
    WORK: ("planned_begin", "planned_end", "planned_share"),
    "money": ("planned_spent",),
}
"""What stands beside a row from the plan, and cannot be typed."""
_NAMES: Final[Mapping[str, str]] = {WORK: "name", "money": "payer_name"}
"""What people call that which a row is about; it comes first, before the ids."""
_MARKED = ("planned_begin", "planned_spent")
"""Cells that say by a sign whether a row is reported or counts as planned."""
_NUMBERS = ("planned_share", "planned_spent")
_NAMED: Final[Mapping[str, str]] = {"measure": "measures", "sector": "sectors"}


def fields_of(table: str) -> tuple[str, ...]:
    """Give the fields of a sheet in the order of its columns: what a row is about, plan, report, who."""
    return (_NAMES[table], *KEYS[table], *_PLANNED[table], *FIELDS[table], "reported")


def sheet_title(table: str) -> str:
    """Give what a sheet is called."""
    return _("Work and use") if table == WORK else _("Money spent")


def about_sheet(table: str) -> dict[str, Any]:
    """Give what a row of a sheet is, and its columns."""
    meaning = _meaning(table)
    return {
        "name": table,
        "title": sheet_title(table),
        "meaning": meaning,
        "without": meaning,
        "can_add": True,
        "elsewhere": [],
        "columns": [_column(table, name) for name in fields_of(table)],
        "keys": {},
        "own": OWN,
    }


def _meaning(table: str) -> str:
    if table == WORK:
        return _(
            "What the plan had begun by the status date. Fill in what is known; what nobody reports counts "
            "as planned. A measure that was stopped, or what came before its time, is a new row."
        )
    return _(
        "What each payer was to invest in each year, from the plan’s status date to the new one. What nobody "
        "reports counts as spent as planned."
    )


def _column(table: str, name: str) -> dict[str, Any]:
    if name in REPORTED_FIELDS:
        known = column_data(REPORTS, report_column(name))
        return known | {"key": name in KEYS[table], "names": _NAMED.get(name, ""), "figure": False}
    header, meaning = _of_the_plan(name)
    return {
        "field": name,
        "header": header,
        "unit": "kr"
        if name == "planned_spent" and language() != "en"
        else "NOK"
        if name == "planned_spent"
        else "",
        "meaning": meaning,
        "expects": "",
        "empty": "",
        "kind": "text",
        "numbers": name in _NUMBERS,
        "grouped": name == "planned_spent",
        "required": False,
        "key": False,
        "fixed": True,
        "figure": name in _MARKED,
        "choices": [],
        "names": "",
    }


REPORTED_FIELDS: Final = frozenset(each.field for each in REPORTS.columns)
"""Those that are typed."""


def _of_the_plan(name: str) -> tuple[str, str]:
    """Give header and meaning of what cannot be typed."""
    told = {
        "name": (_("name"), _("What the measure is called.")),
        "payer_name": (_("name"), _("What the payer is called.")),
        "planned_begin": (_("plan_begin"), _("The first day in the plan.")),
        "planned_end": (_("plan_end"), _("The last day in the plan.")),
        "planned_share": (
            _("plan_in_use"),
            _("The share that the plan has in use at the new status date."),
        ),
        "planned_spent": (_("plan_spent"), _("What the plan has the payer invest in the year.")),
        "reported": (_("reported_by"), _("Who typed it, and when. Empty where it counts as planned.")),
    }
    return told[name]


def words_of_reports() -> dict[str, str]:
    """Give the texts that the scripts of the sheet show, where reports need other ones than tables."""
    return words() | {
        "changed": _("Reported"),
        "assumed": _("Count as planned"),
        "basis": _("Rests on"),
        "documented": _("a report"),
        "assumedBasis": _("nothing: it counts as planned"),
        "findings": _("Worth knowing"),
        "noFindings": _("Nothing is wrong with what is reported."),
        "dropRow": _("Clear rows"),
        "dropOne": _("Clear what is reported of {row}?", row="{row}"),
        "dropTitle": _("Clear what is reported in {count} rows?", count="{count}"),
        "dropAlong": _("This is cleared; Undo brings it back:"),
        "drop": _("Clear"),
        "elsewhere": _("To mend in the other sheet"),
        "putBack": _("Clear"),
        "forget": _("Clear what was typed"),
        "source": _("Source"),
    }
