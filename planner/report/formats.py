"""The formats a plan can be written in: one list, which the command line, the page and the tests read.

A new format is a writer and an entry here. Each loads its libraries when it is asked to write.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from planner.language import _, language
from planner.model import Plan
from planner.say import of_version_words

Files = Mapping[str, bytes]
"""What a writer gives: files by name."""

_NO_CLOCK = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, the earliest there can be: the same plan gives the same bytes."""


class Needs(Enum):
    """What must be known of a plan before it can be written."""

    ROADMAP = "roadmap"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write a plan.

    Parameters
    ----------
    name
        What it is asked for by, such as ``pdf``.
    ending
        What the name of its file ends in, and its address on the page; of several files in one, ``zip``.
    media_type
        Of that one file.
    label
        Gives what a reader is offered, in the language in use.
    write
        Gives one file, or several that lie together in a folder.
    """

    name: str
    ending: str
    media_type: str
    label: Callable[[], str]
    write: Callable[[Plan], Files]
    needs: Needs = Needs.SCHEDULE
    is_folder: bool = False

    def can_write(self, plan: Plan) -> bool:
        """Tell whether a plan holds what this format shows."""
        return self.needs is Needs.ROADMAP or plan.schedule is not None

    def one_file(self, plan: Plan) -> bytes:
        """Give the plan as one file; several are packed."""
        files = self.write(plan)
        return packed(files) if self.is_folder else next(iter(files.values()))


def packed(files: Files) -> bytes:
    """Pack files into one, the same bytes for the same files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # else the time of packing would be in it
            archive.writestr(zipfile.ZipInfo(name, _NO_CLOCK), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def format_named(name: str) -> Format:
    """Give a format by its name.

    Raises
    ------
    KeyError
        If there is none of that name.
    """
    return {each.name: each for each in FORMATS}[name]


def _pdf(plan: Plan) -> Files:
    from planner.report.pdf import pdf

    return {"plan.pdf": pdf(plan)}


def _sectors(plan: Plan) -> Files:
    from planner.report.sectors import sectors_pdf

    return {"plan.sectors.pdf": sectors_pdf(plan)}


def _html(plan: Plan) -> Files:
    from planner.report.page import html

    return {"plan.html": html(plan).encode()}


def _csv(plan: Plan) -> Files:
    from planner.files import plan_tables

    return plan_tables(plan)


def _json(plan: Plan) -> Files:
    from planner.files import plan_to_json

    return {"plan.json": plan_to_json(plan).encode()}


def _workbook(plan: Plan) -> Files:
    from planner.files import workbook_of

    told = of_version_words(plan)
    return {"plan.xlsx": workbook_of(plan.roadmap, english=language() == "en", version=told)}


def _graphml(plan: Plan) -> Files:
    from planner.files import graph_to_graphml

    return {"plan.graphml": graph_to_graphml(plan.roadmap, version=of_version_words(plan)).encode()}


FORMATS = (
    Format(
        name="pdf",
        ending="pdf",
        media_type="application/pdf",
        label=lambda: _("A3 sheet (PDF)"),
        write=_pdf,
    ),
    Format(
        name="sectors",
        ending="sectors.pdf",
        media_type="application/pdf",
        label=lambda: _("load of the sectors, A4 (PDF)"),
        write=_sectors,
    ),
    Format(
        name="html",
        ending="html",
        media_type="text/html; charset=utf-8",
        label=lambda: _("web page (HTML)"),
        write=_html,
    ),
    Format(
        name="csv",
        ending="zip",
        media_type="application/zip",
        label=lambda: _("tables (CSV)"),
        write=_csv,
        is_folder=True,
    ),
    Format(
        name="json",
        ending="json",
        media_type="application/json",
        label=lambda: _("data (JSON)"),
        write=_json,
    ),
    Format(
        name="workbook",
        ending="xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        label=lambda: _("workbook of the roadmap (Excel)"),
        write=_workbook,
        needs=Needs.ROADMAP,
    ),
    Format(
        name="graphml",
        ending="graphml",
        media_type="application/graphml+xml",
        label=lambda: _("graph of the roadmap (GraphML)"),
        write=_graphml,
        needs=Needs.ROADMAP,
    ),
)
