"""The page's names for the colours of plan and paper, and its type, for Mantine and the style sheet."""

from collections.abc import Mapping

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
    "rough": "#fdecea",
    "waits": "#fff8e6",
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
    "on-dark": "#ffffff",
}
"""By the name of the custom property that the style sheet reads."""

DARK = {
    "ink": "#e8edf2",
    "muted": "#a9b5c1",
    "paper": "#18212b",
    "ground": "#10171e",
    "line": "#33404d",
    "control": "#7f8d9b",
    "accent": "#8cc4ea",
    "accent-soft": "#22313f",
    "changed": "#463d16",
    "rough": "#4a211c",
    "waits": "#332d18",
    "phase-1": "#465b73",
    "phase-2": "#7fa3c7",
    "phase-3": "#a9c6e4",
    "phase-4": "#d5e4f3",
    "adopted": "#3fb5a6",
    "adopted-soft": "#21443f",
    "published": "#9aa7b5",
    "deadline": "#ff9a73",
    "status-date": "#e8edf2",
    "proposed": "#d79be4",
    "load-0": "#1f2831",
    "load-1": "#5b4632",
    "load-2": "#86602f",
    "load-3": "#c07a3a",
    "load-4": "#e2703a",
    "load-over": "#ffb08c",
    "load-others": "#8796a6",
    "room": "#24303c",
    "recovery": "#9fb0c0",
    "coverage-0": "#1d262f",
    "coverage-1": "#1c3a38",
    "coverage-2": "#1f524d",
    "coverage-3": "#22665f",
    "coverage-4": "#63c3b6",
    "on-dark": "#10171e",
}
"""The same names where the screen is dark; each colour keeps its meaning."""

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
    """Give the colours as custom properties of the root, for the page's head: light, and dark where chosen.

    Mantine says at the root which is chosen; until its script has run, the system says it.
    """
    dark = f"color-scheme:dark;{_properties(DARK)}"
    return (
        f":root{{{_properties(COLOURS)}--fonts:{FONTS}}}"
        f':root[data-mantine-color-scheme="dark"]{{{dark}}}'
        f"@media (prefers-color-scheme:dark){{:root:not([data-mantine-color-scheme]){{{dark}}}}}"
    )


def _properties(colours: Mapping[str, str]) -> str:
    told = "".join(f"--{name}:{colour};" for name, colour in colours.items())
    return f"{told}--mantine-color-dimmed:{colours['muted']};"
