"""A small made-up roadmap to begin with, and a page that explains each of its tables, in either language."""

import codecs
from pathlib import Path

from planner.language import language


def starter_files() -> dict[str, bytes]:
    """Give the files of the small roadmap, by name, in the language in use."""
    folder = Path(__file__).parent / ("en" if language() == "en" else "nb")
    return {file.name: _as_written(file) for file in sorted(folder.iterdir())}


def _as_written(file: Path) -> bytes:
    """Give a file's bytes; a table gets the mark by which a spreadsheet knows its letters."""
    content = file.read_bytes().replace(b"\r\n", b"\n")  # however the source came onto this machine
    return codecs.BOM_UTF8 + content.replace(b"\n", b"\r\n") if file.suffix == ".csv" else content
