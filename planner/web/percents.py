"""The capacity fields as a person fills them in."""

import re
from collections.abc import Sequence

from flask import abort

from planner.language import _
from planner.web.capacity import LEAST_PERCENT, MOST_PERCENT, Percents
from planner.web.workspace import Workspace

WHOLE = re.compile(r"([0-9]{1,4})(?:[.,]0{1,4})?\s*%?", re.ASCII)
"""``120``, ``120 %`` and ``120,0``; a point or a comma separates decimals and never thousands."""


def percents_of(workspace: Workspace, values: Sequence[object], names: object) -> tuple[Percents, list[str]]:
    """Read the fields: per cent by sector, and for each field what is wrong with it, or nothing.

    Sectors that the roadmap does not have, and values that no field gives, are answered with 400.
    """
    sectors = sectors_of(names)
    known = {sector.id for sector in workspace.base.sectors if sector.capacities}
    if len(values) != len(sectors) or not set(sectors) <= known:
        abort(400)
    numbers = [percent_of(written) for written in values]
    wrong = ["" if number is not None else _expected() for number in numbers]
    read = {sector: number for sector, number in zip(sectors, numbers, strict=True) if number is not None}
    return read, wrong


def sectors_of(names: object) -> list[str]:
    """Give the sectors of the fields by their names; what is no list of such names is answered with 400."""
    if not isinstance(names, list):
        abort(400)
    sectors = [name.get("sector") for name in names if isinstance(name, dict)]
    found = [sector for sector in sectors if isinstance(sector, str)]
    if len(found) < len(names):
        abort(400)
    return found


def percent_of(written: object) -> int | None:
    """Give the whole per cent that a field holds, or ``None`` where it is none of those that may be asked.

    Examples
    --------
    >>> [percent_of(text) for text in ("120", " 75 % ", "80,0", "120,5", "-50", "")]
    [120, 75, 80, None, None, None]
    """
    if written is not None and not isinstance(written, str):
        abort(400)
    found = WHOLE.fullmatch((written or "").strip())
    number = int(found[1]) if found else 0
    return number if LEAST_PERCENT <= number <= MOST_PERCENT else None


def _expected() -> str:
    return _("Write a whole number from {least} to {most}.", least=LEAST_PERCENT, most=MOST_PERCENT)
