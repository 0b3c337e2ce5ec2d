"""A plan on one sheet of A3: a tagged PDF, the same bytes for the same plan."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from planner.model import Plan
from planner.report.glyphs import FONTS, printable
from planner.report.sheet import sheet

TEMPLATE = Path(__file__).parent / "roadmap_a3.typ"
STANDARD: Final = "ua-1"


def pdf(plan: Plan) -> bytes:
    """Draw a plan on one landscape A3 page (PDF/UA-1, language and title set).

    Reads nothing but the template and its fonts, and no clock: the document is dated by the status date.

    Raises
    ------
    ValueError
        If the plan holds no schedule.
    """
    import typst  # late: 20 MB of compiler that a check does not need

    content = json.dumps(_fit_for_print(sheet(plan)), ensure_ascii=False)
    midnight = datetime.combine(plan.roadmap.calendar.status_date, time(), tzinfo=UTC)
    return typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": content},
        pdf_standards=[STANDARD],
        timestamp=midnight,
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
