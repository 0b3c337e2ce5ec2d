"""What went otherwise than planned, as rows: measure, part of it, how, and whether it was reported."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language import _
from planner.model import Roadmap
from planner.rolling import Slip
from planner.say import how_words, part_of_measure


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRow:
    """One thing that went otherwise than planned, in words."""

    measure: str
    name: str
    part: str
    how: str
    told: str


def slip_rows(roadmap: Roadmap, slipped: Iterable[Slip]) -> list[SlipRow]:
    """Give rows of slips, by the names of a roadmap that has what they are of."""
    return [
        SlipRow(
            measure=each.measure,
            name=roadmap.measure(each.measure).name,
            part=part_of_measure(roadmap, each.place),
            how=how_words(roadmap, each),
            told=_("reported") if each.is_reported else _("follows from what was reported"),
        )
        for each in slipped
    ]
