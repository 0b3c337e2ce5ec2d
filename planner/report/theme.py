"""Colours with one meaning each: blue is made, teal is in use, amber to red is load."""

from itertools import pairwise

PHASES = ("#a9c4e8", "#5f8fd0", "#2a5ca8", "#17376e")
PHASE_EDGE = "#2a5ca8"
WAVE = "#0d8a7b"
WAVE_WAITS = "#a5dad2"
PUBLISHED = "#6b7280"
STATUS_DATE = "#b42318"
DEADLINE = "#b42318"
LINK = "#9aa3af"
INK = "#17202e"
MUTED = "#566072"
RULE = "#d5dae1"
BAND = "#f4f6f8"

LOAD_STEPS = ((0.0, "#fbfaf7"), (0.25, "#fdecc8"), (0.6, "#f8c471"), (0.9, "#e0803a"), (1.0, "#a93415"))
COVERAGE_STEPS = ((0.0, "#f7fafa"), (0.3, "#cfebe6"), (0.6, "#7cc6bb"), (0.8, "#2f9d8f"), (1.0, "#0b6157"))

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
