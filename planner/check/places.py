"""Findings and their places: which table, which row."""

from planner.language import Message
from planner.model import BudgetKey, Dependency, Finding, Severity


def error(code: str, table: str, subject: str, column: str, message: Message) -> Finding:
    """Give a finding that stops the work."""
    return Finding(code=code, table=table, subject=subject, column=column, message=message)


def note(code: str, table: str, subject: str, column: str, message: Message) -> Finding:
    """Give a finding that is worth knowing."""
    return Finding(
        code=code, table=table, subject=subject, column=column, message=message, severity=Severity.NOTE
    )


def key(*parts: str) -> str:
    """Give the key of a row: its ids in the order of the key columns, without those that are empty."""
    return "/".join(part for part in parts if part)


def budget_key(named: BudgetKey) -> str:
    """Give the key of a budget; one year stands there once.

    Examples
    --------
    >>> budget_key((2026, 2028, "staten")), budget_key((2026, 2026, ""))
    ('2026/2028/staten', '2026')
    """
    first, last, payer = named
    return key(str(first), str(last) if last != first else "", payer)


def link_key(dependency: Dependency) -> str:
    """Give the key of a dependency."""
    before, after = dependency.predecessor, dependency.successor
    ends = (before.measure, before.phase, before.sector, after.measure, after.phase, after.sector)
    return key(*ends, str(dependency.link), dependency.share_sector)
