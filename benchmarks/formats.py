"""Published scheduling instances as they are: what is read from a file, and the one function that reads."""

from collections.abc import Callable
from pathlib import Path

from formats_portfolio import Portfolio, read_portfolio
from formats_project import Activity, Arc, Project, Way
from formats_psplib import read_psplib
from formats_streams import read_patterson, read_progen_max
from formats_text import FormatError

Instance = Project | Portfolio

READERS: dict[str, Callable[[Path], Instance]] = {
    ".sm": read_psplib,
    ".mm": read_psplib,
    ".rcp": read_patterson,
    ".sch": read_progen_max,
    ".json": read_portfolio,
}


def read_instance(path: Path) -> Instance:
    """Read one instance; the end of the file's name, in any case, says which format it has.

    The ``psplib`` package reads these formats too and gives the same (a test compares them on all instances),
    but of a damaged file it tells neither the line nor what was expected, and it takes some for sound.

    Raises
    ------
    FormatError
        If the file is of no known kind, cannot be read, or is not what its kind asks for; the message names
        file, line, what was found and what was expected.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise FormatError(f"{path}: found a file that ends in {path.suffix!r}, expected {', '.join(READERS)}")
    return reader(path)


__all__ = [
    "READERS",
    "Activity",
    "Arc",
    "FormatError",
    "Instance",
    "Portfolio",
    "Project",
    "Way",
    "read_instance",
]
