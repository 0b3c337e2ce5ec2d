"""What a damage is, and what can be done to a table in a folder: to one cell, one row, or its bytes."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[Path], object]
Rows = list[list[str]]
ANY = -1
LAST = -2


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage and the finding it must give; the code of a harmless one is that of its note, if any."""

    name: str
    done: Change
    code: str = ""
    table: str = "veikart"
    row: int | None = 2
    column: str = ""


def rows_of(folder: Path, table: str) -> Rows:
    """Give the cells of a table, the header first."""
    text = (folder / f"{table}.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def write_rows(folder: Path, table: str, rows: Rows, separator: str = ";") -> None:
    """Write cells as a table."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    (folder / f"{table}.csv").write_text(text.getvalue(), encoding="utf-8", newline="")


def cell(table: str, header: str, text: str, row: int = 2) -> Change:
    """Put a text into a cell, in a new column where the header is not there yet."""
    return cells(table, row, **{header: text})


def cells(table: str, row: int = 2, **texts: str) -> Change:
    """Put texts into some cells of a row."""

    def change(folder: Path) -> None:
        rows = rows_of(folder, table)
        for header, text in texts.items():
            if header not in rows[0]:
                rows = [[*cells, ""] for cells in rows]
                rows[0][-1] = header
            rows[row - 1][rows[0].index(header)] = text
        write_rows(folder, table, rows)

    return change


def more_rows(table: str, *added: dict[str, str]) -> Change:
    """Add rows at the end of a table."""

    def change(folder: Path) -> None:
        rows = rows_of(folder, table)
        rows += [[texts.get(header, "") for header in rows[0]] for texts in added]
        write_rows(folder, table, rows)

    return change


def row_again(table: str) -> Change:
    """Add the first row once more, at the end."""

    def change(folder: Path) -> None:
        rows = rows_of(folder, table)
        write_rows(folder, table, [*rows, rows[1]])

    return change


def table_rows(table: str, changed: Callable[[Rows], Rows], separator: str = ";") -> Change:
    """Change all cells of a table."""

    def change(folder: Path) -> None:
        write_rows(folder, table, changed(rows_of(folder, table)), separator)

    return change


def content(table: str, changed: Callable[[bytes], bytes]) -> Change:
    """Change the bytes of a table."""

    def change(folder: Path) -> None:
        file = folder / f"{table}.csv"
        file.write_bytes(changed(file.read_bytes()))

    return change


def letters(table: str, encoding: str) -> Change:
    """Write a table in another encoding."""
    return content(table, lambda before: before.decode("utf-8-sig").encode(encoding))


def line(table: str, changed: Callable[[bytes], bytes], row: int = 2) -> Change:
    """Change the bytes of one line, without its end."""

    def change(before: bytes) -> bytes:
        lines = before.split(b"\n")
        lines[row - 1] = changed(lines[row - 1])
        return b"\n".join(lines)

    return content(table, change)


def header(table: str, old: str, new: str) -> Change:
    """Give a column another header."""
    return table_rows(table, lambda rows: [[new if name == old else name for name in rows[0]], *rows[1:]])


def without_column(table: str, name: str) -> Change:
    """Take a column away."""

    def changed(rows: Rows) -> Rows:
        place = rows[0].index(name)
        return [cells[:place] + cells[place + 1 :] for cells in rows]

    return table_rows(table, changed)


def file(name: str, text: str) -> Change:
    """Put a file into the folder."""

    def change(folder: Path) -> None:
        (folder / name).write_text(text, encoding="utf-8", newline="")

    return change


def instead(table: str, make: Callable[[Path], object]) -> Change:
    """Put something else where the table was."""

    def change(folder: Path) -> None:
        place = folder / f"{table}.csv"
        place.unlink()
        make(place)

    return change


def in_a_circle(folder: Path) -> None:
    """Let the last two measures with phases wait for each other."""
    first, second = list(dict.fromkeys(cells[0] for cells in rows_of(folder, "faser")[1:]))[-2:]
    ends = [{"forgjenger": a, "etterfølger": b, "type": "FS"} for a, b in ((first, second), (second, first))]
    more_rows("avhengigheter", *ends)(folder)
