"""What is said of a name that is not among those there are."""

from collections.abc import Collection
from difflib import get_close_matches

from planner.language import Message, to_say

FEW_NAMES = 12
"""How many known names are told; of more, nobody could find the one that is meant."""

_ALIKE = 0.5
"""How alike a name has to be to be told: less, a guess leads astray more often than it helps."""


def unknown_name(name: str, known: Collection[str]) -> Message:
    """Say that a name is not known, and which may be meant."""
    near = get_close_matches(name, known, n=1, cutoff=_ALIKE)
    if near:
        return to_say("{name} is not known here; did you mean {near}?", name=name, near=near[0])
    if 0 < len(known) <= FEW_NAMES:
        return to_say("{name} is not known here, expected one of {known}.", name=name, known=list(known))
    return to_say("{name} is not known here.", name=name)
