"""The workbook of a sector while it is written: its looks, and what every sheet needs."""

from dataclasses import dataclass, field
from typing import Any, Final

from planner.files.workbooks.writing import put
from planner.model import Sector
from planner.results import Facts

INK, _ACCENT, _FILL, _QUIET = "#1F2933", "#1A4F8A", "#FFF6D6", "#6B7785"
_HEAD_FILL, _LOCKED_FILL, _RULE = "#E7EDF3", "#F4F6F8", "#C9D3DD"
_SHADES: Final = ((0.0, "#FFFFFF"), (0.25, "#DCE9F5"), (0.5, "#B5D0EA"), (0.75, "#7FAEDB"), (0.98, "#2B69A8"))
_PLAIN: Final = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "vcenter"}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 18, "font_color": _ACCENT},
    "quiet": {"font_color": _QUIET},
    "words": {"text_wrap": True, "valign": "top"},
    "label": {"bold": True},
    "key": {"font_size": 8, "font_color": "#9AA5B1"},
    "head": {"bold": True, "bg_color": _HEAD_FILL, "bottom": 1, "bottom_color": _RULE, "text_wrap": True},
    "group": {"bold": True, "font_color": "#FFFFFF", "bg_color": _ACCENT},
    "fill_head": {"bold": True, "bg_color": "#F2DFA2", "bottom": 1, "bottom_color": _RULE, "text_wrap": True},
    "name_head": {
        "italic": True,
        "bg_color": _FILL,
        "border": 1,
        "border_color": "#D9B84A",
        "text_wrap": True,
        "locked": False,
    },
    "name": {"bold": True, "bottom": 4, "bottom_color": _RULE},
    "date": {
        "num_format": "yyyy-mm-dd",
        "align": "left",
        "font_color": _QUIET,
        "bottom": 4,
        "bottom_color": _RULE,
    },
    "number": {"num_format": "0.0", "bottom": 4, "bottom_color": _RULE},
    "now": {
        "num_format": "General",
        "bg_color": _LOCKED_FILL,
        "font_color": _QUIET,
        "bottom": 4,
        "bottom_color": _RULE,
    },
    "fill": {"bg_color": _FILL, "border": 1, "border_color": "#E6CE85", "locked": False},
    "fill_text": {
        "bg_color": _FILL,
        "border": 1,
        "border_color": "#E6CE85",
        "locked": False,
        "text_wrap": True,
        "num_format": "@",
        "valign": "top",
    },
    "fill_date": {
        "bg_color": _FILL,
        "border": 1,
        "border_color": "#E6CE85",
        "locked": False,
        "num_format": "yyyy-mm-dd",
        "align": "left",
    },
}


@dataclass(slots=True)
class SectorBook:
    """The workbook of a sector, with the looks of its cells."""

    book: Any
    found: Facts
    sector: Sector
    looks: dict[str, Any] = field(default_factory=dict)

    def look(self, name: str, **more: Any) -> Any:
        """Give a look by its name, with what differs from it."""
        key = f"{name} {sorted(more.items())}"
        if key not in self.looks:
            self.looks[key] = self.book.add_format(_PLAIN | _LOOKS.get(name, {}) | more)
        return self.looks[key]

    def write_title(self, sheet: Any, words: str) -> None:
        """Write the title of a sheet, in a row of its own height."""
        put(sheet, 0, 0, words, self.look("title"))
        sheet.set_row(0, 28)


def shade_of(share: float) -> str:
    """Give the shade of how full something is."""
    return next(colour for least, colour in reversed(_SHADES) if share >= least)
