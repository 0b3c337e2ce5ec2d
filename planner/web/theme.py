"""Colours and type of the page, in one place: Mantine and the style sheet both read them from here."""

COLOURS = {
    "ink": "#17212b",
    "muted": "#4a5663",
    "paper": "#ffffff",
    "ground": "#f5f6f8",
    "line": "#d5dae1",
    "control": "#7a8694",
    "accent": "#0b4a6f",
    "accent-soft": "#e7eff5",
    "phase-1": "#a3b8cd",
    "phase-2": "#4f7397",
    "phase-3": "#23466f",
    "adopted": "#0d7a6f",
    "adopted-soft": "#cbe3df",
    "published": "#6b7785",
    "deadline": "#a8401a",
    "proposed": "#7a2e8a",
}
"""Blue is making, green is taking into use, rust is pressure, violet is what is proposed."""

LOAD_STEPS = ("#f3f1ec", "#f3dfc4", "#eec493", "#e29d5f", "#cc6f36")
"""From little load to full; a full cell is hatched as well, so that colour is never alone."""

COVERAGE_STEPS = ("#f1f3f4", "#d5e8e5", "#a6d0c9", "#63aca1", "#0d7a6f")
"""From nothing in use to all of it."""

ACCENT_SHADES = (
    "#eef4f8", "#dbe7ef", "#b5cede", "#8bb3cc", "#679bbc", "#4f8bb1", "#3f7fa8", "#2c6a90", "#083a58",
)  # fmt: skip
"""Around the accent, from light to dark, as Mantine asks for them."""

FONTS = '"Segoe UI", -apple-system, Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif'


def mantine_theme() -> dict[str, object]:
    """Give what Mantine's provider takes; the accent is dark enough for white text on it."""
    accent = [*ACCENT_SHADES[:8], COLOURS["accent"], ACCENT_SHADES[8]]
    return {
        "colors": {"accent": accent},
        "primaryColor": "accent",
        "primaryShade": 8,
        "autoContrast": True,
        "fontFamily": FONTS,
        "headings": {"fontFamily": FONTS, "fontWeight": "650"},
        "defaultRadius": "sm",
        "black": COLOURS["ink"],
    }


def css_variables() -> str:
    """Give the colours as custom properties of the root, for the page's head."""
    named = {
        **COLOURS,
        **{f"load-{step}": colour for step, colour in enumerate(LOAD_STEPS)},
        **{f"coverage-{step}": colour for step, colour in enumerate(COVERAGE_STEPS)},
    }
    colours = "".join(f"--{name}:{colour};" for name, colour in named.items())
    return f":root{{{colours}--fonts:{FONTS};--mantine-color-dimmed:{COLOURS['muted']}}}"


def step_of(share: float, steps: int) -> int:
    """Give which of so many colour steps a share from 0 to 1 falls in; only 0 itself is step 0.

    Examples
    --------
    >>> [step_of(share, 5) for share in (0.0, 0.01, 0.5, 0.99, 1.0, 1.2)]
    [0, 1, 3, 4, 4, 4]
    """
    if share <= 0:
        return 0
    return min(steps - 1, 1 + int(share * (steps - 1)))
