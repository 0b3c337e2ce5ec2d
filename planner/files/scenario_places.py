"""Which change of a scenario file a finding is about, so that it is told where the person wrote it."""

from collections.abc import Sequence
from dataclasses import replace

from planner.files.scenarios import BUDGET_KEYS, CAPACITY_KEYS, CHANGE_KEYS, MEASURE_KEYS
from planner.language import Listed, Word, in_a_row
from planner.model import Finding
from planner.scenario import BudgetChange, CapacityChange, Change, MeasureChange, StartedFirstChange

_FIELDS = {"earliest_start", "deadline", "pinned_start", "target", "optional"}


def in_scenario(finding: Finding, changes: Sequence[Change], file: str) -> Finding:
    """Give a finding the place of the last change that set what it is about; else give it as it is."""
    counts = dict.fromkeys((CapacityChange, BudgetChange, MeasureChange, StartedFirstChange), 0)
    told = finding
    for change in changes:
        counts[type(change)] += 1
        kind, key = _what(finding, change)
        if key:
            place = Listed((in_a_row(_word(CHANGE_KEYS, kind), counts[type(change)]), key), most=None)
            told = replace(finding, table=file, row=None, column=place)
    return told


def _what(finding: Finding, change: Change) -> tuple[str, Word | str]:
    """Give the kind and the key of a change that a finding is about, or no key."""
    match change:
        case MeasureChange():
            field = finding.column if isinstance(finding.column, str) else ""
            is_set = field in _FIELDS and getattr(change, field) is not None
            is_its = finding.subject.split("/")[0] == change.measure and finding.table in _TABLES
            return "measure", _word(MEASURE_KEYS, field) if is_set and is_its else ""
        case CapacityChange():
            is_its = finding.column == "capacities" and change.sector in ("", finding.subject)
            return "capacity", _word(CAPACITY_KEYS, "factor") if is_its else ""
        case BudgetChange():
            is_its = finding.table == "budsjett" and finding.subject == str(change.year)
            return "budget", _word(BUDGET_KEYS, "limit_nok") if is_its else ""
        case StartedFirstChange():
            return "", ""


_TABLES = ("veikart", "faser", "innforing")


def _word(keys: dict[str, str], name: str) -> Word:
    """Give a key as the reader would write it."""
    return Word(nb=next((own for own, english in keys.items() if english == name), name), en=name)
