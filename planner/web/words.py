"""The language of a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from planner.language import LANGUAGES, in_language
from planner.web.addresses import asked_in


def language_of(query: object) -> str:
    """Give the language that a page's address asks for (``?lang=en``), bokmål where it asks for none."""
    asked = asked_in(query, "lang")
    return asked if asked in LANGUAGES else LANGUAGES[0]


@contextmanager
def language_of_page(query: object) -> Iterator[None]:
    """Speak the language of a page within a block."""
    with in_language(language_of(query)):
        yield
