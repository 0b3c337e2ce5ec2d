"""One catalogue: every text has its bokmål, and what is compiled is what stands in the source."""

import re
from datetime import date
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from planner.language import (
    CATALOGUES,
    _,
    decimal,
    in_language,
    language,
    millions,
    ngettext,
    percent,
    set_language,
)
from planner.model import Calendar, PeriodLength
from planner.say.periods import count_periods, each_period

SOURCE = Path(__file__).parents[1] / "planner"
BOKMAL = CATALOGUES / "nb" / "LC_MESSAGES" / "planner.po"
NYNORSK = CATALOGUES / "nn" / "LC_MESSAGES" / "planner.po"
MOST_WITHOUT_NYNORSK = 0
"""Texts of the page that have no nynorsk yet, when they were last counted; let it not rise."""
SHOWN_ON_PAGES = ("say", "web", "view", "sheets", "rolling", "uploads", "variance")
"""Folders whose texts stand on the pages."""
KEYWORDS = {"_": None, "ngettext": (1, 2), "to_say": None, "require": (5,)}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """Give the bokmål texts."""
    with BOKMAL.open("rb") as source:
        return read_po(source, locale="nb")


@pytest.fixture(scope="module")
def nynorsk() -> Catalog:
    """Give the nynorsk texts."""
    with NYNORSK.open("rb") as source:
        return read_po(source, locale="nn")


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """Every text that stands in the code; of a pair, the singular."""
    return texts_in(SOURCE)


def texts_in(folder: Path) -> set[str]:
    """Give the texts of a folder of code; of a pair, the singular."""
    found = extract_from_dir(folder, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {text if isinstance(text, str) else text[0] for _file, _line, text, *_rest in found}


def test_every_text_has_its_bokmal(catalogue: Catalog, texts: set[str]) -> None:
    untranslated = [
        text for text in texts if not (found := catalogue.get(text)) or not all(_strings(found.string))
    ]

    assert untranslated == []


def test_every_bokmal_text_is_used(catalogue: Catalog, texts: set[str]) -> None:
    ids = {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogue if message.id
    }

    assert ids - texts == CLICKS


def test_what_the_library_of_the_command_line_says_stands_in_it_still() -> None:
    source = Path(click.__file__).parent
    found = extract_from_dir(source, method_map=[("**.py", "python")], keywords=KEYWORDS)
    said = {text if isinstance(text, str) else text[0] for _file, _line, text, *_rest in found}

    assert CLICKS - said <= {"required"}  # put together there


CLICKS = {
    "Got unexpected extra argument ({args})",
    "No such option {name!r}.",
    "Option {name!r} does not take a value.",
    "Options",
    "Positional arguments",
    "Show this message and exit.",
    "Usage:",
    "required",
}
"""What click says itself where the planner does not say it: in its words, so that gettext finds them here."""


def test_nynorsk_is_begun_and_it_is_known_what_is_missing(nynorsk: Catalog) -> None:
    shown = set().union(*(texts_in(SOURCE / each) for each in SHOWN_ON_PAGES))
    missing = {text for text in shown if nynorsk.get(text) is None}

    assert len(missing) <= MOST_WITHOUT_NYNORSK, sorted(missing)


@pytest.mark.parametrize("length", list(PeriodLength))
def test_periods_are_counted_in_nynorsk(length: PeriodLength) -> None:
    calendar = Calendar(status_date=date(2026, 1, 1), period=length)
    with in_language("nn"):
        said = [count_periods(calendar, 4), each_period(calendar, "2")]
    expected = {
        PeriodLength.MONTH: ["4 månader", "2 i månaden"],
        PeriodLength.QUARTER: ["4 kvartal", "2 i kvartalet"],
        PeriodLength.YEAR: ["4 år", "2 i året"],
    }

    assert said == expected[length]


def test_every_nynorsk_text_has_its_bokmal(catalogue: Catalog, nynorsk: Catalog) -> None:
    assert [message.id for message in nynorsk if message.id and catalogue.get(message.id) is None] == []


def test_what_has_no_nynorsk_yet_is_read_in_bokmal() -> None:
    with in_language("nn"):
        assert _("Planner") == "Planleggjar"
        assert (_("Positional arguments"), percent(0.125, 1), millions(2_000_000)) == (
            "Argumenter",
            "12,5\u00a0%",
            "2 mill. kr",
        )


def test_texts_stand_in_order(catalogue: Catalog, nynorsk: Catalog) -> None:
    for texts in (catalogue, nynorsk):
        ids = [_strings(message.id) for message in texts if message.id]
        assert ids == sorted(ids)


@pytest.mark.parametrize("source", [BOKMAL, NYNORSK], ids=["bokmål", "nynorsk"])
def test_every_text_is_translated_once(source: Path) -> None:
    """Read the text itself: babel keeps the first of two translations, and says nothing."""
    entries = re.split(r"\n{2,}", source.read_text("utf-8"))
    wrong = []
    for entry in entries:
        keys = re.findall(r"^(msg\w+(?:\[\d])?) ", entry, re.MULTILINE)
        forms = ["msgstr[0]", "msgstr[1]"] if "msgid_plural" in keys else ["msgstr"]
        if keys.count("msgid") != 1 or [key for key in keys if key.startswith("msgstr")] != forms:
            wrong.append(entry)

    assert len(entries) > 1000
    assert wrong == []


@pytest.mark.parametrize("name", ["catalogue", "nynorsk"])
def test_places_in_a_text_are_the_same_in_both_languages(name: str, request: pytest.FixtureRequest) -> None:
    catalogue: Catalog = request.getfixturevalue(name)

    def places(text: str) -> set[str]:
        return {part.split("}")[0].split("!")[0] for part in text.split("{")[1:]}

    for message in catalogue:
        ids, strings = _strings(message.id), _strings(message.string)
        allowed = set().union(*map(places, ids))
        assert all(places(string) <= allowed for string in strings), message.id
        assert places(ids[-1]) <= set().union(*map(places, strings)), message.id


@pytest.mark.parametrize(("name", "source"), [("catalogue", BOKMAL), ("nynorsk", NYNORSK)])
def test_the_compiled_catalogue_is_the_source(
    name: str, source: Path, request: pytest.FixtureRequest
) -> None:
    with source.with_suffix(".mo").open("rb") as compiled:
        texts = _pairs(read_mo(compiled))

    assert texts == _pairs(request.getfixturevalue(name)), "run python3 make.py messages"


def test_bokmal_comes_first_and_english_beside_it() -> None:
    assert (language(), _("note"), ngettext("{count} error", "{count} errors", 2)) == (
        "nb",
        "merknad",
        "2 feil",
    )
    with in_language("en"):
        assert (_("note"), ngettext("{count} error", "{count} errors", 2)) == ("note", "2 errors")
    assert language() == "nb"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        set_language("fr")


@pytest.mark.parametrize(("code", "expected"), [("nb", "1\u00a0234,5"), ("en", "1,234.5")])
def test_numbers_are_written_as_in_the_language(code: str, expected: str) -> None:
    with in_language(code):
        assert decimal(1234.5) == expected


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (1.005, 2, "1,01"),
        (0.285, 2, "0,29"),
        (-0.04, 1, "0,0"),
        (26.449999999999996, 1, "26,5"),
    ],
)
def test_halves_are_rounded_away_from_zero_as_written(number: float, decimals: int, expected: str) -> None:
    assert decimal(number, decimals) == expected


def test_shares_and_money_carry_their_units() -> None:
    assert percent(0.125, 1) == "12,5\u00a0%"
    assert millions(1_500_000, 1).replace("\u00a0", " ") == "1,5 mill. kr"


def test_one_thing_has_one_word_in_norwegian() -> None:
    said = BOKMAL.read_text("utf-8").lower()

    assert "påbegynte tiltak" in said
    assert "netto nytte" in said
    assert "startede tiltak" not in said
    assert "nettonytte" not in said
    assert "sektorer" not in said
    assert "fulle period" not in said
    assert "det planen er best på" not in said
    assert "stanse" not in said
    assert "tjener:" not in said
    assert "innføringen av {measure} i {" not in said


def test_english_has_its_own_quotation_marks(texts: set[str]) -> None:
    assert [text for text in texts if "«" in text] == []


def test_one_thing_has_one_word_in_nynorsk() -> None:
    said = NYNORSK.read_text("utf-8").lower()

    assert "aktørgruppene" in said
    assert "sektorar" not in said
    assert "stansa" not in said
    assert "tenaren" not in said
    assert "teke til," not in said
    assert "innføringa av {measure} i {" not in said


def _strings(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """Give the forms of a text."""
    return [text] if isinstance(text, str) else list(text or ())


def _pairs(catalogue: Catalog) -> list[tuple[list[str], list[str]]]:
    """Give the texts of a catalogue with their bokmål, in order."""
    return sorted((_strings(message.id), _strings(message.string)) for message in catalogue if message.id)
