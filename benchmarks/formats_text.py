"""Numbers in a text file, each with the line it stands on, so that an error can say where."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

LARGEST_NUMBER = 10**9
MOST_ACTIVITIES = 100_000


class FormatError(Exception):
    """A file is not what it should be; the message names file, line, what was found and what was expected."""


class LeftOutError(FormatError):
    """A file is sound, but asks for something that no roadmap can say; the message names what."""


def text_of(path: Path) -> str:
    """Read a text file.

    Raises
    ------
    FormatError
        If the file cannot be read or is not text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "found bytes that are no text"
        raise FormatError(f"{path}: {reason}, expected a text file") from error


class Numbers:
    """Reads whole numbers one after the other, over line breaks; ``[5]`` counts as 5."""

    def __init__(self, path: Path, text: str, first_line: int = 1) -> None:
        self.path = path
        self.line = first_line
        self._words = self._split(text, first_line)

    def whole(self, what: str, lowest: int = 0, highest: int = LARGEST_NUMBER) -> int:
        """Give the next number, which has to lie in a range.

        Raises
        ------
        FormatError
            If the file has ended, or holds something else.
        """
        word = next(self._words, None)
        wanted = f"{what}, a whole number from {lowest} to {highest}"
        if word is None:
            self.refuse("the end", wanted)
        if not re.fullmatch(r"\[?[+-]?[0-9]+\]?", word) or not lowest <= int(word.strip("[]")) <= highest:
            self.refuse(repr(word), wanted)
        return int(word.strip("[]"))

    def several(
        self, count: int, what: str, lowest: int = 0, highest: int = LARGEST_NUMBER
    ) -> tuple[int, ...]:
        """Give the next numbers, each in the range."""
        return tuple(self.whole(what, lowest, highest) for _ in range(count))

    def end(self) -> None:
        """Refuse anything that is left.

        Raises
        ------
        FormatError
            If there is something left.
        """
        word = next(self._words, None)
        if word is not None:
            self.refuse(repr(word), "the end")

    def refuse(self, found: str, expected: str) -> NoReturn:
        """Say what is wrong on this line."""
        raise FormatError(f"{self.path}, line {self.line}: found {found}, expected {expected}")

    def _split(self, text: str, first_line: int) -> Iterator[str]:
        """Give the words and keep count of the lines."""
        for number, line in enumerate(text.splitlines(), first_line):
            for word in line.split():
                self.line = number
                yield word
