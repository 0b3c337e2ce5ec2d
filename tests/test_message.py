"""Texts as data: kept with their values, and worded in the language of who reads them."""

import ast
import json
import pickle
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import a_measure, a_roadmap

from planner.check import check
from planner.files import plan_from_json, plan_to_json
from planner.language import (
    Form,
    Listed,
    Message,
    Quantity,
    ToldError,
    Value,
    Word,
    as_data,
    from_data,
    in_language,
    message_of,
    sentences,
    to_say,
    worded,
)
from planner.model import VALUE, Estimate, Fault, FaultKind, Plan, PlanStatus
from planner.say import fault_lines

SOURCE = Path(__file__).parents[1] / "planner"
BELOW_SAY = (
    "model",
    "tables",
    "rules",
    "network",
    "economics.py",
    "scenario.py",
    "results",
    "problem",
    "check",
    "verify",
    "solver",
    "why",
    "comparison",
    "merging",
    "objectives.py",
    "files",
    "store",
    "pipeline",
)
"""Rooms in which nothing is worded; files and the order of the steps stand above, and find things too."""
WORDING = {"_", "ngettext", "gettext", "day", "decimal", "percent", "millions", "integer", "person_months"}
ONLY_SHOWN = {
    "files/answers/first_sheet.py",
    "files/answers/other_sheets.py",
    "files/answers/period_sheet.py",
    "files/answers/writing.py",
    "files/documentation.py",
    "files/plans.py",
    "files/starter/__init__.py",
    "files/workbooks/cover.py",
    "files/workbooks/notes.py",
    "files/workbooks/writing.py",
}
"""What is written for people then and there."""

simple = st.none() | st.text() | st.integers() | st.dates() | st.floats(allow_nan=False)
numbers = st.builds(Quantity, st.floats(allow_nan=False), st.integers(0, 6), st.sampled_from(Form))
words = st.builds(Word, nb=st.text(), en=st.text())
values = st.recursive(
    simple | numbers | words,
    lambda inner: (
        st.builds(Listed, st.lists(inner).map(tuple), st.none() | st.integers(1, 5), st.text())
        | st.builds(
            Message, st.text(), st.dictionaries(st.text(), inner).map(lambda each: tuple(each.items()))
        )
    ),
    max_leaves=8,
)


def test_the_same_message_is_worded_in_both_languages() -> None:
    found = to_say(
        "{subject}: {found} invested, expected at most {expected}",
        subject=2027,
        found=Quantity(1_500_000, 1, Form.MILLIONS),
        expected=Quantity(0.5e6, 1, Form.MILLIONS),
    )

    with in_language("en"):
        assert worded(found) == "2027: NOK 1.5 million invested, expected at most NOK 0.5 million"
    with in_language("nb"):
        assert worded(found).replace("\u00a0", " ") == (
            "2027: det investeres for 1,5 mill. kr, men budsjettet er 0,5 mill. kr"
        )


def test_a_finding_of_data_that_was_read_once_is_worded_for_each_reader() -> None:
    with in_language("nb"):
        (found,) = check(a_roadmap(a_measure("a", earliest_start=date(2023, 2, 3))))

    with in_language("en"):
        english = worded(found.message)
    norwegian = worded(found.message)

    assert (
        english
        == "Earliest starts inside a period count from the next one: a 3 February 2023 → 1 April 2023."
    )
    assert norwegian.endswith("a 3. februar 2023 → 1. april 2023.")
    assert str(found.message) == english


def test_an_error_of_the_model_is_english_to_scripts_and_worded_for_people() -> None:
    with pytest.raises(ValueError, match="estimate: likely is -1, expected a number from 0 to") as caught:
        Estimate(low=0, likely=-1.0, high=2)

    assert isinstance(caught.value, ToldError)
    assert worded(caught.value.message).startswith("anslag: likely er -1, ventet et tall fra 0 til 10")


def test_an_error_goes_into_a_message_as_its_own_message() -> None:
    inner = ToldError(to_say("a whole number"))

    assert (
        worded(to_say("{place} is refused: {reason}.", place="x", reason=inner)) == "x er avvist: et heltall."
    )
    assert worded(message_of(OSError("no such thing"))) == "no such thing"


def test_sentences_follow_each_other() -> None:
    both = sentences(to_say("The table holds no measures."), to_say("Nothing asks for it.", unused=1))

    assert str(both) == "The table holds no measures. Nothing asks for it."


def test_what_went_wrong_on_the_way_is_read_in_the_language_of_who_opens_the_plan() -> None:
    faults = (
        Fault(kind=FaultKind.OUT_OF_MEMORY, method="prices", detail="1.5"),
        Fault(kind=FaultKind.REFUSED),
    )
    plan = Plan(roadmap=a_roadmap(a_measure("a")), objective=VALUE, status=PlanStatus.UNKNOWN, faults=faults)
    with in_language("nb"):
        opened = plan_from_json(plan_to_json(plan))
        norwegian = fault_lines(opened)

    with in_language("en"):
        english = fault_lines(opened)

    assert english[0] == "Prices of what is scarce ran out of memory, at 1.5 GB."
    assert norwegian[0].endswith("1,5 GB.")


@pytest.mark.parametrize("written", ["{", "{} {0}", "{missing}", "100 %"])
def test_what_people_wrote_goes_into_a_message_as_it_stands(written: str) -> None:
    assert worded(message_of(ValueError(written))) == written


@given(values)
def test_a_message_comes_back_from_json_and_from_another_process(value: Value) -> None:
    written = json.dumps(as_data(value), ensure_ascii=False)

    assert from_data(json.loads(written)) == value
    assert pickle.loads(pickle.dumps(value)) == value
    assert hash(from_data(json.loads(written))) == hash(value)


@pytest.mark.parametrize(
    "wrong", [[], {"text": "a"}, {"number": "x", "decimals": 1, "form": "decimal"}, {"a": 1}]
)
def test_what_is_no_message_is_refused(wrong: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_data(wrong)


def modules() -> Iterator[Path]:
    """Give the modules of the rooms below the words."""
    for room in BELOW_SAY:
        path = SOURCE / room
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_is_worded_before_it_is_shown(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = [
        name.name for node in asked if node.module in ("planner.language", "gettext") for name in node.names
    ]
    wording = WORDING | {"worded", "language", "in_language"} if _is_told(path) else WORDING - {"_"}

    assert [name for name in names if name in wording] == []


def _is_told(path: Path) -> bool:
    return str(path.relative_to(SOURCE)) not in ONLY_SHOWN
