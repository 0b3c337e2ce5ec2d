"""The data under the plan, and what came of reading it again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from planner.model import Finding, Plan, Roadmap, Severity, errors

if TYPE_CHECKING:
    from planner.language import Message

ANY: Final = "*"
"""Stands for the digest of whatever is read: then no first plan is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRead:
    """What came of reading the data.

    Parameters
    ----------
    roadmap
        ``None`` where it could not be read.
    findings
        What is wrong with it, or worth knowing.
    first
        The first plan, where one could be made and was not known.
    """

    roadmap: Roadmap | None
    findings: tuple[Finding, ...] = ()
    first: Plan | None = None


class LastReading(StrEnum):
    """What came of reading the data while the page was open."""

    NONE = "none"
    SAME = "same"
    ANEW = "anew"
    ANEW_WITHOUT_CHANGES = "anew without changes"
    REFUSED = "refused"
    DIFFERS = "differs"
    TAKEN_IN = "taken in"
    LEFT = "left"
    IN_CONFLICT = "in conflict"


class Data:
    """A roadmap as it was read, with what is said of it.

    Parameters
    ----------
    roadmap
        ``None`` when the data has errors; then ``findings`` say which.
    source
        Reads the data anew, given the digest of a roadmap that needs no first plan: one stands already.
    is_example
        Whether it is the example that comes with the product.
    """

    def __init__(
        self,
        roadmap: Roadmap | None,
        *,
        findings: Sequence[Finding] = (),
        source: Callable[[str], DataRead] | None = None,
        is_example: bool = False,
    ) -> None:
        self.roadmap = roadmap
        self.findings = tuple(findings)
        self.source = source
        self.is_example = is_example
        self.last_reading = LastReading.NONE
        self.could_not_be_kept: Message | None = None
        """Why what was asked last of the files was not done."""
        self.refused: tuple[Finding, ...] = ()
        """What kept the data that was read last, or changes of it, from taking the place of what stands."""

    @property
    def has_errors(self) -> bool:
        """Tell whether the data cannot be planned with."""
        return self.roadmap is None or any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def name(self) -> str:
        """Give the name of the roadmap, nothing where the data has errors."""
        return "" if self.roadmap is None else self.roadmap.name

    @property
    def base(self) -> Roadmap:
        """Give the roadmap as the data has it.

        Raises
        ------
        ValueError
            If the data has errors.
        """
        if self.roadmap is None:
            raise ValueError("the data has errors, expected a roadmap")
        return self.roadmap

    @property
    def digest(self) -> str:
        """Give the digest of the roadmap, nothing where the data has errors."""
        return "" if self.roadmap is None else self.roadmap.digest

    def begin_anew(self, roadmap: Roadmap, findings: tuple[Finding, ...]) -> None:
        """Let another roadmap take the place of this one."""
        self.roadmap, self.findings, self.last_reading = roadmap, findings, LastReading.ANEW
        self.refused = ()

    def say(self, reading: LastReading) -> None:
        """Let what came of reading the files be told until the next command."""
        self.last_reading, self.refused = reading, ()

    def stand_on(self, roadmap: Roadmap, findings: tuple[Finding, ...]) -> None:
        """Let a version that was saved take the place of the one before it."""
        self.roadmap, self.findings = roadmap, findings

    def refuse_changes(self, findings: tuple[Finding, ...]) -> None:
        """Keep why what had been changed does not fit what was read."""
        self.refused = findings
        if findings:
            self.last_reading = LastReading.ANEW_WITHOUT_CHANGES

    def keep(self, found: DataRead, *, has_plan: bool) -> None:
        """Keep what is said of data that was read and is no new beginning: it is the same, or refused.

        Refused data never takes the place of what a plan stands on.
        """
        if found.roadmap is not None and not errors(found.findings):
            self.last_reading, self.findings, self.refused = LastReading.SAME, found.findings, ()
            return
        self.last_reading, self.refused = LastReading.REFUSED, found.findings
        if not has_plan:
            self.roadmap, self.findings = found.roadmap, found.findings

    def has_been_seen(self) -> None:
        """Forget what came of reading the data, once it has been seen; what is to be decided stays."""
        self.could_not_be_kept = None
        if self.last_reading not in (LastReading.REFUSED, LastReading.DIFFERS):
            self.last_reading, self.refused = LastReading.NONE, ()
