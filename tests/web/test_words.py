"""The language of a page."""

import pytest

from planner.language import in_language, language
from planner.web.words import language_of, language_of_page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?lang=en", "en"),
        ("?lang=nb", "nb"),
        ("", "nb"),
        (None, "nb"),
        (17, "nb"),
        ("?lang=xx", "nb"),
        ("?lang=en&lang=nb", "nb"),
        ("?lang=%00", "nb"),
    ],
)
def test_the_address_says_the_language_and_anything_else_is_bokmal(query: object, expected: str) -> None:
    assert language_of(query) == expected


def test_the_language_of_a_page_ends_with_its_block() -> None:
    with in_language("nb"):
        with language_of_page("?lang=en"):
            inside = language()
        assert (inside, language()) == ("en", "nb")
