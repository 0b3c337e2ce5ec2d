"""Broken rules are told by names, and with figures as short as tells them apart."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.builders import a_measure, a_phase, a_receiver, a_roadmap, a_rollout

from planner.language import Quantity, in_language, in_percent, to_say
from planner.model import Budget, Roadmap
from planner.say.broken import broken_words


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with in_language("en"):
        yield


def named() -> Roadmap:
    """Give a measure and a sector whose names are not their ids."""
    phase = replace(a_phase("build", 2), name="Utvikling")
    measure = replace(a_measure("a", phase), name="Kjernejournal")
    sector = replace(a_receiver("store_kommuner"), name="Store kommuner")
    return a_roadmap(measure, sectors=(sector,), rollouts=(a_rollout("a", "store_kommuner"),))


def test_ids_of_measures_sectors_and_parts_are_told_by_name() -> None:
    message = to_say(
        "{subject}: starts {date}, when {found} of {sector} have {predecessor}, expected {expected}",
        subject="a",
        date="then",
        found=in_percent(0.05, 4),
        sector="store_kommuner",
        predecessor="a/build",
        expected=in_percent(0.123456, 4),
    )

    assert broken_words(named(), message) == (
        "“Kjernejournal”: starts then, when 5% of Store kommuner have utvikling in “Kjernejournal”, "
        "expected 12.3%"
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("a/store_kommuner", "The rollout of “Kjernejournal” in Store kommuner"),
        ("a/tilpasning/store_kommuner", "The adaptation to “Kjernejournal” in Store kommuner"),
        ("2027 for staten", "2027 for staten"),
        ("a/tilpasning/gpp", "Tilpasning/gpp in “Kjernejournal”"),
        ("a/Bygging", "Bygging in “Kjernejournal”"),
    ],
)
def test_parts_are_told_inside_the_sentence_and_what_is_no_id_stays(written: str, told: str) -> None:
    message = to_say("{subject}: not scheduled, though its measure is in", subject=written)

    assert broken_words(named(), message).startswith(f"{told}: not")


@pytest.mark.parametrize(
    ("payer", "told"),
    [("Staten", "Staten"), ("dep", "departementet"), ("store_kommuner", "Store kommuner")],
)
def test_a_payer_that_nobody_knows_stays_as_it_was_typed(payer: str, told: str) -> None:
    budget = Budget(year=2023, payer="dep", payer_name="Departementet", limit_nok=1.0)
    message = to_say("{payer}, {year}", payer=payer, year="2023")

    found = broken_words(replace(named(), budgets=(budget,)), to_say("Of {what}", what=message))

    assert found == f"Of {told}, 2023"


def test_a_phase_that_nobody_knows_stays_as_it_was_typed_inside_a_sentence() -> None:
    message = to_say("What waits for {subject}", subject="a/Bygging")

    assert broken_words(named(), message) == "What waits for Bygging in “Kjernejournal”"


def test_a_measure_whose_id_has_a_slash_is_told_by_name() -> None:
    roadmap = named()
    measure, rollout = replace(roadmap.measures[0], id="a/1"), replace(roadmap.rollouts[0], measure="a/1")
    slashed = replace(roadmap, measures=(measure,), rollouts=(rollout,))
    message = to_say("{subject}: not scheduled, though its measure is in", subject="a/1/build")

    assert broken_words(slashed, message).startswith("Utvikling in “Kjernejournal”: not")


def test_figures_that_would_look_alike_keep_the_decimals_that_tell_them_apart() -> None:
    message = to_say(
        "{subject}: {found} have it by {date}, expected {expected}",
        subject="a",
        found=in_percent(0.49996, 4),
        date="then",
        expected=to_say("at least {share}", share=in_percent(0.5, 4)),
    )
    months = to_say("{found} {expected}", found=Quantity(12.3456, 3), expected=Quantity(12.0, 3))

    assert broken_words(named(), message).endswith("49.996% have it by then, expected at least 50%")
    assert broken_words(named(), months) == "12.3 12"
