"""Colours with one meaning each, on page and paper alike.

Blue is making, green is taking into use, rust is pressure, violet is what is proposed.
"""

from bisect import bisect_left
from itertools import pairwise

PAPER = "#ffffff"
BAND = "#f5f6f8"
INK = "#17212b"
MUTED = "#4a5663"
RULE = "#d5dae1"
ACCENT = "#0b4a6f"

PHASES = ("#a3b8cd", "#4f7397", "#2f5480", "#172f52")
PHASE_EDGE = "#2f5480"
WAVE = "#0d7a6f"
WAVE_WAITS = "#cbe3df"
PUBLISHED = "#6b7785"
STATUS_DATE = INK
DEADLINE = "#a8401a"
PROPOSED = "#7a2e8a"
LINK = "#9aa3af"

LOAD_STEPS = ((0.0, "#f3f1ec"), (0.25, "#f3dfc4"), (0.6, "#eec493"), (0.9, "#dd8a48"), (1.0, "#b0451c"))
OVERFULL = "#4d1a08"
"""Where more is asked than there is: work that was under way goes on all the same."""
OTHER_LOAD = "#7d8b99"
"""Of what others than the programme ask of a sector."""
OTHER_STEPS = ((0.0, "#f3f4f6"), (1.0, OTHER_LOAD))
ROOM = "#e4eff1"
"""Of what is available and not asked for."""
RECOVERY = "#6b7785"
"""Of the stripes for what freezes take."""
COVERAGE_STEPS = ((0.0, "#f1f3f4"), (0.3, "#d5e8e5"), (0.6, "#a6d0c9"), (0.8, "#63aca1"), (1.0, "#0d7a6f"))

Steps = tuple[tuple[float, str], ...]


def shade(share: float, steps: Steps) -> str:
    """Give the colour of a share between the steps.

    Examples
    --------
    >>> shade(0.5, ((0.0, "#000000"), (1.0, "#ffffff")))
    '#808080'
    """
    held = min(max(share, steps[0][0]), steps[-1][0])
    for (low, first), (high, second) in pairwise(steps):
        if held <= high:
            return _mix(first, second, (held - low) / (high - low))
    return steps[-1][1]


def step_of(share: float, steps: Steps) -> int:
    """Give the first of the steps that a share does not pass, for what is shown in so few colours.

    Examples
    --------
    >>> [step_of(share, LOAD_STEPS) for share in (0.0, 0.01, 0.5, 0.99, 1.0, 1.2)]
    [0, 1, 2, 4, 4, 4]
    """
    return min(bisect_left([most for most, _colour in steps], share), len(steps) - 1)


def ink_on(colour: str) -> str:
    """Give black or white, whichever reads better on a colour: at least 4.5 to 1 on any.

    Examples
    --------
    >>> ink_on("#fbfaf7"), ink_on("#a93415")
    ('#000000', '#ffffff')
    """
    light = _luminance(colour)
    return "#ffffff" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#000000"


def phase_colour(kind: int) -> str:
    """Give the colour of a kind of phase, of which there are at most four."""
    return PHASES[kind]


def _mix(first: str, second: str, part: float) -> str:
    mixed = (round(a + (b - a) * part) for a, b in zip(_channels(first), _channels(second), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _luminance(colour: str) -> float:
    """Give relative luminance (WCAG 2.1, definition of contrast ratio)."""
    linear = (_linear(channel / 255) for channel in _channels(colour))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
