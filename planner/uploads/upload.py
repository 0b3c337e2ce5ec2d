"""What came of reading something that was sent."""

from dataclasses import dataclass

from planner.language import Message
from planner.merging import ROW, CellChange, Clash, edits_between
from planner.model import Edit, Finding, Roadmap, errors
from planner.uploads.answers import SentAnswer
from planner.uploads.mending import Rough


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What somebody sent, beside the roadmap that it would change.

    Parameters
    ----------
    name
        Of the file, as it may be shown.
    against
        The roadmap that it was compared with.
    roadmap
        What that would become; ``None`` where what was sent cannot be read, and ``findings`` say why.
    findings
        What is wrong in what was sent, by its own places, or worth knowing.
    changes
        What would differ from ``against``, cell by cell; rows that are gone come last of each table.
    clashes
        What both sides changed since the version that it was made from; there, ``against`` stays as it is.
    rough
        Cells that cannot be read yet, as they were typed; in ``roadmap`` they stand as in ``against``.
    notes
        What was compared with what.
    answer
        As it was sent, where it is the answer of a sector.
    """

    name: str
    against: Roadmap
    roadmap: Roadmap | None = None
    findings: tuple[Finding, ...] = ()
    changes: tuple[CellChange, ...] = ()
    clashes: tuple[Clash, ...] = ()
    rough: tuple[Rough, ...] = ()
    notes: tuple[Message, ...] = ()
    answer: SentAnswer | None = None

    @property
    def is_answer(self) -> bool:
        """Tell whether it is the answer of a sector."""
        return self.answer is not None

    @property
    def can_be_taken_in(self) -> bool:
        """Tell whether there is something to take in, and nothing that has to be mended first."""
        return self.roadmap is not None and bool(self.changes or self.rough) and not self.errors

    @property
    def errors(self) -> int:
        """Give how many things have to be mended where it was made, before it can be taken in."""
        return len(errors(self.findings)) - len(self.rough)

    @property
    def dropped(self) -> int:
        """Give how many rows would be gone."""
        return sum(change.field == ROW and change.after is None for change in self.changes)

    def edits(self) -> tuple[Edit, ...]:
        """Give the edits that take it in, as one step; they cannot change the order of rows.

        Raises
        ------
        ValueError
            If there is no roadmap, or a row differs whose key another one has too.
        """
        if self.roadmap is None:
            raise ValueError("there is no roadmap, expected one")
        return edits_between(self.against, self.roadmap)
