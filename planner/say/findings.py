"""Findings in words: where something stands, and what is wrong there."""

from planner.language import _, as_data, worded
from planner.model import Finding


def located(finding: Finding) -> str:
    """Give the place of a finding as a prefix, such as ``veikart, row 3, frist: ``."""
    row = _("row {row}", row=finding.row) if finding.row is not None else ""
    place = ", ".join(part for part in (finding.table, row, worded(finding.column)) if part)
    return f"{place}: " if place else ""


def finding_words(finding: Finding) -> str:
    """Say what a finding is, where, and what was found and expected."""
    kind = _("error") if finding.is_error else _("note")
    return f"{kind}: {located(finding)}{worded(finding.message)}"


def finding_data(finding: Finding) -> dict[str, object]:
    """Give a finding as plain data: worded, and as text and values for who words it otherwise."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "table": finding.table,
        "row": finding.row,
        "column": worded(finding.column),
        "subject": finding.subject,
        "message": worded(finding.message),
        **as_data(finding.message),
    }
