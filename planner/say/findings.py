"""Findings in words: where something stands, and what is wrong there."""

from planner.language import _, as_data, worded
from planner.model import Finding


def located(finding: Finding) -> str:
    """Give the place of a finding as a prefix, such as ``veikart, row 3, frist: ``."""
    row = _("row {row}", row=finding.row) if finding.row is not None else ""
    cell = ", ".join(part for part in (finding.table, row, worded(finding.column)) if part)
    change = change_words(finding)
    place = f"{cell} ({change})" if cell and change else cell or change
    return f"{place}: " if place else ""


def change_words(finding: Finding) -> str:
    """Name the change that a finding comes from, where it comes from one."""
    if finding.change is None:
        return ""
    return finding.changed_in or _("change {number}", number=finding.change)


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
        "change": finding.change,
        "changed_in": finding.changed_in,
        "message": worded(finding.message),
        **as_data(finding.message),
    }
