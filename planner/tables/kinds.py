"""What a table and a column are, and short ways of naming a column of each kind."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import partial

from planner.model import LARGEST_AMOUNT


class Kind(Enum):
    """What a cell holds."""

    TEXT = "text"
    ID = "id"
    IDS = "ids"
    NUMBER = "number"
    WHOLE = "whole number"
    SHARE = "share"
    DATE = "date"
    LAST_DATE = "last date"
    DEADLINE = "deadline"
    YES_NO = "yes or no"
    CHOICE = "choice"
    GATES = "gates"
    STEPS = "steps"
    LINKS = "links"
    BASIS = "basis"


FIGURES = frozenset({Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.GATES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the words a cell may hold, in both languages."""

    norwegian: str
    english: str
    value: StrEnum | str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    header, alias
        Norwegian header, and the English one that is accepted too.
    field
        The model's field; a dot leads into a field's own fields.
    unit, meaning, default
        Texts in English, with their bokmål in the catalogue. ``default`` says what an empty cell means.
    above, least, most
        The range of a number: more than, at least, at most.
    """

    header: str
    alias: str
    field: str
    meaning: str
    kind: Kind
    unit: str = ""
    default: str = ""
    required: bool = False
    above: float | None = None
    least: float | None = None
    most: float | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def is_figure(self) -> bool:
        """Tell whether the cell counts among the figures whose basis is stated."""
        return self.kind in FIGURES and self.field not in _NOT_FIGURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a roadmap.

    Parameters
    ----------
    name, aliases
        Norwegian file name without ending, and the English ones that are accepted too.
    key
        Headers that together may not repeat.
    meaning, without
        What a row is, and what it means that the table is missing.
    """

    name: str
    aliases: tuple[str, ...]
    key: tuple[str, ...]
    meaning: str
    without: str
    columns: tuple[Column, ...]

    def column(self, header: str) -> Column:
        """Give the column with a Norwegian header."""
        return next(column for column in self.columns if column.header == header)


_NOT_FIGURES = frozenset({"year", "source_year"})


def marked(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


PERIODS = marked("periods")
NOK = marked("NOK")
NOK_PER_PERIOD = marked("NOK per period")
NOK_A_YEAR = marked("NOK a year")
PERSON_MONTHS = marked("person-months")
PER_PERIOD = marked("person-months per period")
UNITS = marked("units")
SHARE_OF_ONE = marked("share")

text = partial(Column, kind=Kind.TEXT)
id_ = partial(Column, kind=Kind.ID)
needed_id = partial(Column, kind=Kind.ID, required=True)
choice = partial(Column, kind=Kind.CHOICE)
date_ = partial(Column, kind=Kind.DATE)
deadline = partial(Column, kind=Kind.DEADLINE)
amount = partial(Column, kind=Kind.NUMBER, least=0.0, most=LARGEST_AMOUNT)
positive = partial(Column, kind=Kind.NUMBER, above=0.0)
whole = partial(Column, kind=Kind.WHOLE)
count = partial(Column, kind=Kind.WHOLE, least=0)
year = partial(Column, kind=Kind.WHOLE, least=1990, most=2100)
share = partial(Column, kind=Kind.SHARE, unit=SHARE_OF_ONE, least=0.0, most=1.0)
positive_share = partial(Column, kind=Kind.SHARE, unit=SHARE_OF_ONE, above=0.0, most=1.0)
yes_no = partial(Column, kind=Kind.YES_NO, default=marked("nei (no)"))
