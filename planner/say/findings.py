"""Where a finding is, for people: the cell, and the change that it comes from."""

from planner.language import _
from planner.model import Finding


def place_words(finding: Finding) -> str:
    """Say where a finding is, such as ``veikart, row 3, frist (change 2)``; nothing where it has no place."""
    row = _("row {row}", row=finding.row) if finding.row is not None else ""
    cell = ", ".join(part for part in (finding.table, row, finding.column) if part)
    change = change_words(finding)
    return f"{cell} ({change})" if cell and change else cell or change


def change_words(finding: Finding) -> str:
    """Name the change that a finding comes from, where it comes from one."""
    if finding.change is None:
        return ""
    return finding.changed_in or _("change {number}", number=finding.change)
