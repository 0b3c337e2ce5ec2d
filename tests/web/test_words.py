"""How periods, shares and names read."""

import pytest

from planner.language import in_language, language
from planner.say import exact_percent, within_sentence
from planner.say.differences import points
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


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "0%"),
        (0.0004, "0.1%"),
        (0.004, "0.4%"),
        (0.5, "50%"),
        (0.9949, "99.5%"),
        (0.125, "12.5%"),
        (0.9999, "99.9%"),
        (1.0, "100%"),
    ],
)
def test_only_all_reads_as_100_and_only_none_as_0(share: float, expected: str) -> None:
    assert exact_percent(share) == expected


@pytest.mark.parametrize(
    ("share", "start"), [(0.032, "+3.2"), (-0.032, "−3.2"), (0.0001, "±0.0"), (0.0, "±0.0")]
)
def test_a_difference_carries_its_sign(share: float, start: str) -> None:
    assert points(share).startswith(start)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kommuner", "kommuner"),
        ("Helse Nord", "Helse Nord"),
        ("RHF", "RHF"),
        ("EPJ-leverandører", "EPJ-leverandører"),
        ("", ""),
    ],
)
def test_a_common_noun_loses_its_capital_within_a_sentence(name: str, expected: str) -> None:
    assert within_sentence(name) == expected
