"""How shares, differences and names read."""

import pytest

from planner.say import exact_percent, within_sentence
from planner.say.differences import points


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
