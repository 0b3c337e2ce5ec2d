"""What went otherwise than planned, as rows: measure, part of it, how, and whether it was reported."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language import _
from planner.model import ADAPTATION, Roadmap
from planner.rolling import Slip
from planner.say import how_words


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
            part=part_words(roadmap, each),
            how=how_words(each),
            told=_("reported") if each.is_reported else _("follows from what was reported"),
        )
        for each in slipped
    ]


def part_words(roadmap: Roadmap, slip: Slip) -> str:
    """Name the part of a measure that a slip is of: its phase, its rollout, or all of it."""
    sectors = {each.id: each.name for each in roadmap.sectors}
    sector = sectors.get(slip.sector, slip.sector)
    if slip.phase == ADAPTATION:
        return _("adaptation in {sector}", sector=sector)
    if slip.sector:
        return _("in use in {sector}", sector=sector)
    phases = {each.id: each.name or each.id for each in roadmap.measure(slip.measure).phases}
    return phases.get(slip.phase, slip.phase) or _("the whole measure")
