"""What a person may ask the plan to be best at, and how the fields say it."""

import re
from dataclasses import dataclass

from flask import abort

from planner.language import _
from planner.model import OBJECTIVE_NAMES, Aim, Before, Roadmap

USUAL_LOSS = 0.02
MIDDLE = 0.5
MOST_LOSS_PERCENT = 50
_PERCENT = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]))?\s*%?", re.ASCII)


USUAL = Aim()
FEWEST_CHANGES = Aim(name="stability", baseline="the accepted plan")
"""Changes from the plan on the screen, which is in no file."""


def even_load(loss: float) -> Aim:
    """Ask for an even load, for which a share of the best net benefit may be lost."""
    return Aim(name="levelling", before=(Before(name="value", loss=loss),))


def loss_in(aim: Aim) -> float | None:
    """Give the share of net benefit that may be lost for an aim, where any may."""
    return aim.before[0].loss if aim.before else None


def names_for(roadmap: Roadmap) -> list[str]:
    """Give what may be asked for of a roadmap; without services there is nothing to cover."""
    return [name for name in OBJECTIVE_NAMES if roadmap.services or name not in ("coverage", "balance")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the fields said: an aim, or what is wrong with a field."""

    aim: Aim = USUAL
    wrong_name: str = ""
    wrong_loss: str = ""

    @property
    def is_right(self) -> bool:
        """Tell whether nothing has to be mended."""
        return not (self.wrong_name or self.wrong_loss)


def aim_of(name: object, long_term: object, loss: object, *, has_accepted: bool) -> Read:
    """Read the fields; values that none of them gives are answered with 400."""
    if name not in OBJECTIVE_NAMES:
        abort(400)
    if name == "stability" and not has_accepted:
        return Read(wrong_name=_("Accept a plan first: changes are counted from it."))
    if name == "balance":
        return Read(aim=Aim(name="balance", long_term=_share_of(long_term)))
    if name == "stability":
        return Read(aim=FEWEST_CHANGES)
    if name != "levelling":
        return Read(aim=Aim(name=str(name)))
    share = loss_of(loss)
    if share is None:
        return Read(wrong_loss=_("Write a number from 0 to {most}.", most=MOST_LOSS_PERCENT))
    return Read(aim=even_load(share))


def loss_of(written: object) -> float | None:
    """Give the share that the field for the loss holds, or ``None`` where it is none that may be asked.

    Examples
    --------
    >>> [loss_of(text) for text in ("2", "2,5 %", "0", "-1", "51", "")]
    [0.02, 0.025, 0.0, None, None, None]
    """
    if written is not None and not isinstance(written, str):
        abort(400)
    found = _PERCENT.fullmatch((written or "").strip())
    if found is None:
        return None
    tenths = int(found[1]) * 10 + int(found[2] or 0)
    return tenths / 1000 if tenths <= MOST_LOSS_PERCENT * 10 else None


def _share_of(slid: object) -> float:
    """Give the share that the slider stands at."""
    if isinstance(slid, bool) or not isinstance(slid, int | float) or not 0 <= slid <= 100:
        abort(400)
    return float(slid) / 100
