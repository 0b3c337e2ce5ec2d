"""The page's names for the colours of plan and paper, and its type, for Mantine and the style sheet."""

from planner.view import theme

COLOURS = {
    "ink": theme.INK,
    "muted": theme.MUTED,
    "paper": theme.PAPER,
    "ground": theme.BAND,
    "line": theme.RULE,
    "control": "#7a8694",
    "accent": theme.ACCENT,
    "accent-soft": "#e7eff5",
    "changed": "#fdf3c9",
    **{f"phase-{kind}": colour for kind, colour in enumerate(theme.PHASES, start=1)},
    "adopted": theme.WAVE,
    "adopted-soft": theme.WAVE_WAITS,
    "published": theme.PUBLISHED,
    "deadline": theme.DEADLINE,
    "status-date": theme.STATUS_DATE,
    "proposed": theme.PROPOSED,
    **{f"load-{step}": colour for step, (_most, colour) in enumerate(theme.LOAD_STEPS)},
    "load-over": theme.OVERFULL,
    "load-others": theme.OTHER_LOAD,
    "room": theme.ROOM,
    "recovery": theme.RECOVERY,
    **{f"coverage-{step}": colour for step, (_most, colour) in enumerate(theme.COVERAGE_STEPS)},
}
"""By the name of the custom property that the style sheet reads."""

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
    colours = "".join(f"--{name}:{colour};" for name, colour in COLOURS.items())
    return f":root{{{colours}--fonts:{FONTS};--mantine-color-dimmed:{COLOURS['muted']}}}"
