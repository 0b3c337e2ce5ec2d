"""Decisions with the rooms of their dates, in the order in which they have to be taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from planner.decisions.choices import ChoiceKind, OpenChoice
from planner.decisions.rooms import DateRoom
from planner.model import Roadmap
from planner.runs import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDecision:
    """An open choice with how long it can wait.

    Parameters
    ----------
    room
        Of its date; ``None`` where it was not worked out.
    outcome
        Why it was not, where it was not.
    """

    choice: OpenChoice
    room: DateRoom | None
    outcome: Outcome = Outcome.ANSWERED

    @property
    def by(self) -> int | None:
        """Give the instant until which it can wait, as a plan shows; ``None`` where none does."""
        return None if self.room is None else self.room.found.latest

    @property
    def proved_by(self) -> int | None:
        """Give the instant beyond which no plan lets it wait; ``None`` where that is not proved."""
        return None if self.room is None else self.room.proved.latest

    @property
    def cannot_wait(self) -> bool:
        """Tell whether no plan was found that lets it wait longer than the plan itself has it."""
        return self.room is not None and self.room.cannot_wait


def calendar(
    roadmap: Roadmap, decisions: Iterable[DueDecision]
) -> list[tuple[int | None, list[DueDecision]]]:
    """Give the decisions by the instant at which each has to be taken, those without one last.

    At each instant those stand first that cannot wait at all, then all in the order of the data.
    """
    places = {measure.id: place for place, measure in enumerate(roadmap.measures)}
    kinds = list(ChoiceKind)

    def order(decision: DueDecision) -> tuple[object, ...]:
        by, choice = decision.by, decision.choice
        date = choice.date
        rows = places[date.measure], kinds.index(choice.kind), date.phase, date.sector
        return by is None, by or 0, not decision.cannot_wait, *rows

    found = sorted(decisions, key=order)
    return [(by, list(each)) for by, each in groupby(found, key=lambda decision: decision.by)]
