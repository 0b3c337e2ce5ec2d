"""Documents on paper: tagged PDF from a template and plain data, the same bytes for the same data."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from planner.report.glyphs import FONTS, printable

FOLDER = Path(__file__).parent
STANDARD: Final = "ua-1"


def typeset(template: str, content: Mapping[str, Any], day: date) -> bytes:
    """Set what a template of this folder makes of its data (PDF/UA-1), as of the beginning of a day.

    Reads nothing but the template, what it imports of this folder, and the fonts, and no clock.
    """
    import typst  # late: 20 MB of compiler that a check does not need

    return typst.compile(
        FOLDER / template,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_fit_for_print(content), ensure_ascii=False)},
        pdf_standards=[STANDARD],
        timestamp=datetime.combine(day, time(), tzinfo=UTC),
    )


def _fit_for_print(content: object) -> object:
    """Take control characters, and what the font lacks, out of every text."""
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, dict):
        return {key: _fit_for_print(part) for key, part in content.items()}
    if isinstance(content, list | tuple):
        return [_fit_for_print(part) for part in content]
    return content
