"""The language in use, and texts in it."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("nb", "nn", "en")
_STANDS_IN = {"nn": "nb"}
"""Languages in which not all texts are there yet, and the one that is read in their place."""
CATALOGUES = Path(__file__).parents[1] / "locale"
_current: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def language() -> str:
    """Give the code of the language in use."""
    return _current.get()


def set_language(code: str) -> None:
    """Use a language from here on in this context.

    Raises
    ------
    ValueError
        If there is no catalogue for it.
    """
    if code not in LANGUAGES:
        raise ValueError(f"language is {code!r}, expected one of {', '.join(LANGUAGES)}")
    _current.set(code)


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Use a language within a block."""
    before = language()
    set_language(code)
    try:
        yield
    finally:
        _current.set(before)


def _(message: str, /, **values: object) -> str:
    """Translate a text and put values into its ``{named}`` places."""
    return catalogue(language()).gettext(message).format(**values)


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """Load the compiled texts of one language; English needs none."""
    found = gettext.translation("planner", CATALOGUES, languages=[code], fallback=True)
    if code in _STANDS_IN:
        found.add_fallback(catalogue(_STANDS_IN[code]))
    return found
