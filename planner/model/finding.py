"""Findings (merknader): what is wrong with data or a plan, and where."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from planner.language import Listed, Message, Word


class Severity(StrEnum):
    """Whether a finding stops the work."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong, or worth knowing.

    Parameters
    ----------
    code
        Stable name of the rule, in English and lower case, such as ``unknown_measure``.
    message
        One sentence for people, as data until it is shown: what was found and what was expected.
    table, row, column
        Where in the data: table as on disk, row as in the file (the header is row 1), column as written,
        or as the reader would write it where it stands in no file.
    subject
        Id of the measure, sector or other thing it is about.
    change, changed_in
        Which change of a list it comes from, counted from 1, and where in a file that one stands.
    """

    code: str
    message: Message
    severity: Severity = Severity.ERROR
    table: str = ""
    row: int | None = None
    column: str | Word | Listed = ""
    subject: str = ""
    change: int | None = None
    changed_in: str = ""

    @property
    def is_error(self) -> bool:
        """Tell whether the finding stops the work."""
        return self.severity is Severity.ERROR


def beginnings(subject: str) -> tuple[str, ...]:
    """Give the ids that may stand first in the key of a row, the shortest first: ids may hold slashes too.

    Examples
    --------
    >>> beginnings("a/b/c")
    ('a', 'a/b', 'a/b/c')
    """
    return tuple(accumulate(subject.split("/"), "{}/{}".format))


def id_in(subject: str, known: Collection[str]) -> str:
    """Give the known id that stands first in the key of a row, of several the longest, or nothing."""
    return next((each for each in reversed(beginnings(subject)) if each in known), "")


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Give the findings that stop the work."""
    return [finding for finding in findings if finding.is_error]
