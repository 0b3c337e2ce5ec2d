"""Roadmaps and plans as JSON and back, by the types of the model: exact, strict, and without pickle."""

import json
import math
import types
from collections.abc import Callable, Hashable, Mapping, Set
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from functools import cache, partial
from types import MappingProxyType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from planner.files.edits_json import EditJsonError, edit_in, edit_out
from planner.files.upgrades import SCHEMA, upgraded
from planner.language import Listed, Message, ToldError, Word, as_data, from_data, to_say
from planner.model import AimError, Answer, Certificate, Edit, Plan, Request, Roadmap, digest_of, said

_MOST_LETTERS = 60
_NAMES_OF_KEYS = {"objective": "name"}
"""Fields that people know by another name."""
T = TypeVar("T")


class JsonError(ToldError):
    """A JSON text that is not what it should be; says where, what was found and what was expected.

    Parameters
    ----------
    expected
        Empty where the model refuses what was found, and ``found`` is its reason.
    """

    def __init__(self, place: str, found: object, expected: Message | str = "") -> None:
        told = (
            to_say(
                "{place} is {found}, expected {expected}.",
                place=place,
                found=_short(found),
                expected=expected,
            )
            if expected
            else to_say("{place} is refused: {reason}.", place=place, reason=found)
        )
        super().__init__(told)


def _short(found: object) -> Message | str:
    """Give what was found, or how it begins."""
    if isinstance(found, Message):
        return found
    text = str(found)
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]} …"


def roadmap_to_json(roadmap: Roadmap) -> str:
    """Give a roadmap as JSON."""
    return _text("roadmap", roadmap)


def roadmap_from_json(text: str) -> Roadmap:
    """Give the roadmap of a JSON text.

    Raises
    ------
    JsonError
        If the text is no JSON, of another schema, or holds what a roadmap may not hold.
    """
    return _thing("roadmap", Roadmap, text)


def plan_to_json(plan: Plan) -> str:
    """Give a plan as JSON, with the roadmap it was made from."""
    return _text("plan", plan)


def plan_from_json(text: str) -> Plan:
    """Give the plan of a JSON text, whose bounds and status are as the text claims.

    Raises
    ------
    JsonError
        If the text is no JSON, of another schema, or holds what a plan may not hold, or if the plan was
        made from another roadmap than the one in the text.
    """
    return replace(_thing("plan", Plan, text), claimed=True)


def answer_to_json(answer: Answer, diagnosis: Mapping[str, Any] | None = None) -> str:
    """Give an answer as JSON: what was asked, findings, and the plan with its roadmap where there is one.

    Parameters
    ----------
    diagnosis
        Why there is none, as plain data, where that has been worked out; who reads the answer leaves it.
    """
    return _around("answer", answer, {} if diagnosis is None else {"diagnosis": diagnosis})


def answer_from_json(text: str) -> Answer:
    """Give the answer of a JSON text, whose plan is as the text claims.

    Raises
    ------
    JsonError
        If the text is no JSON, of another schema, or holds what an answer may not hold.
    """
    head = _head("answer", text, {"kind", "schema", "answer", "diagnosis"})
    answer: Answer = into(Answer, upgraded(head, head["schema"]).get("answer"), "answer")
    return answer if answer.plan is None else replace(answer, plan=replace(answer.plan, claimed=True))


def certificate_to_json(certificate: Certificate) -> str:
    """Give a certificate as JSON."""
    return _around("certificate", certificate)


def certificate_from_json(text: str) -> Certificate:
    """Give the certificate of a JSON text; what it says of a bound is as the text claims.

    Raises
    ------
    JsonError
        If the text is no JSON, of another schema, or holds what a certificate may not hold.
    """
    head = _head("certificate", text, {"kind", "schema", "certificate"})
    made: Certificate = into(Certificate, head.get("certificate"), "certificate")
    return made


def request_to_json(request: Request) -> str:
    """Give a request as JSON."""
    return _around("request", request)


def request_from_json(text: str) -> Request:
    """Give the request of a JSON text; what it does not say is as usual.

    Raises
    ------
    JsonError
        If the text is no JSON, of another schema, or asks for what cannot be asked.
    """
    head = _head("request", text, {"kind", "schema", "request"})
    made: Request = into(Request, upgraded(head, head["schema"]).get("request"), "request")
    return made


def _around(
    kind: str, thing: Request | Answer | Certificate, beside: Mapping[str, Any] = MappingProxyType({})
) -> str:
    """Give the text of a thing that has no digest of its own, and of what stands beside it."""
    head = {"kind": kind, "schema": SCHEMA, kind: out_of(thing), **beside}
    return json.dumps(head, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _text(kind: str, thing: Roadmap | Plan) -> str:
    head = {"kind": kind, "schema": SCHEMA, "digest": thing.digest}
    return json.dumps(head | {kind: out_of(thing)}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def out_of(value: Any) -> Any:
    """Give a value in the words of JSON; a message also in English, for who reads the file."""
    if isinstance(value, Message):
        return {"english": str(value), **as_data(value)}
    if isinstance(value, Word | Listed):
        return as_data(value)
    if isinstance(value, Edit):
        return edit_out(value)
    if is_dataclass(value):
        held = held_fields(cast("Hashable", type(value)))
        return {name: out_of(getattr(value, name)) for name in said(value) if name in held}
    if isinstance(value, tuple):
        return [out_of(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _thing(kind: str, expected: type[T], text: str) -> T:
    written = _head(kind, text, {"kind", "schema", "digest", kind})
    made: Any = into(expected, upgraded(written, written["schema"]).get(kind), kind)
    if written.get("digest") not in (made.digest, _digest_as_written(kind, written[kind])):
        raise JsonError("digest", written.get("digest"), made.digest)
    return made  # type: ignore[no-any-return]


def _head(kind: str, text: str, known: set[str]) -> dict[str, Any]:
    """Give what stands around a thing of this kind, as it is written, of today's schema or an earlier one."""
    try:
        parsed = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except JsonError:
        raise
    except (ValueError, RecursionError) as error:  # also for whole numbers of thousands of digits
        raise JsonError(kind, _not_json(text, error), to_say("JSON text")) from None
    head = _object(kind, parsed, known)
    found, number = head.get("kind"), head.get("schema")
    if found == kind and type(number) is int and 1 <= number <= SCHEMA:
        return dict(head)
    expected: Message | str = f"{kind} {SCHEMA}"
    if found == kind and type(number) is int and number > SCHEMA:
        expected = to_say("{kind} {number} or earlier; a newer planner wrote it", kind=kind, number=SCHEMA)
    is_named = found is not None or number is not None
    raise JsonError(kind, f"{found} {number}" if is_named else to_say("without kind and schema"), expected)


def _not_json(text: str, error: Exception) -> Message:
    """Say from where on a text is no JSON; the reader's own words for it are English."""
    if not text.strip():
        return to_say("empty")
    if isinstance(error, json.JSONDecodeError):
        return to_say(
            "something else from line {line}, column {column}", line=error.lineno, column=error.colno
        )
    return to_say("too deep, or with too long a number")


def _digest_as_written(kind: str, content: Mapping[str, Any]) -> str:
    """Give the digest of the roadmap as it stands in the text.

    Earlier versions lacked fields that roadmaps have got since, or called them otherwise; their digest counts
    what was written.
    """
    return digest_of(content if kind == "roadmap" else content["roadmap"])


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise JsonError(
            next(name for name in names if names.count(name) > 1),
            to_say("repeated"),
            to_say("each name once"),
        )
    return found


def _no_constant(name: str) -> float:
    raise JsonError("number", name, to_say("a number that is not infinite"))


def into(expected: Any, value: Any, place: str) -> Any:
    """Give what a type of the model makes of a value of JSON."""
    return _reader(cast("Hashable", expected))(value, place)


@cache
def _reader(expected: Any) -> Callable[[Any, str], Any]:
    """Give who reads values of a type: what it is made of is looked up once, and large roadmaps have many."""
    origin, inner = get_origin(expected), get_args(expected)
    if expected is Message or Word in inner:
        return partial(_message, expected)
    if is_dataclass(expected):
        return partial(_dataclass, expected)
    if expected == Edit:
        return _edit
    if origin in (Union, types.UnionType):
        return partial(_one_of_several, inner)
    return partial(_tuple, inner) if origin is tuple else partial(_simple, expected)


def _one_of_several(inner: tuple[Any, ...], value: Any, place: str) -> Any:
    if value is None and type(None) in inner:
        return None
    return into(_one_of(inner, value), value, place)


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    """Give the kind that a value may be of: the one of lists for a list, else the first."""
    lists = (kind for kind in kinds if get_origin(kind) is tuple)
    return next(lists, kinds[0]) if isinstance(value, list) else kinds[0]


def _message(expected: Any, value: Any, place: str) -> Any:
    """Give a message, or what may stand where one does; what it says in English follows from its text."""
    try:
        made = from_data(value)
    except (KeyError, TypeError, ValueError):
        made = None
    if not isinstance(made, expected):
        raise JsonError(place, value, to_say("a text with its values"))
    return made


def _object(place: str, value: Any, known: Set[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise JsonError(place, value, to_say("an object"))
    unknown = value.keys() - known
    if unknown:
        raise JsonError(place, min(unknown), to_say("one of {known}", known=sorted(known)))
    return value


def _dataclass(expected: Any, value: Any, place: str) -> Any:
    readers = _readers(expected)
    given = _object(place, value, _known(expected))
    missing = _required(expected) - given.keys()
    if missing:
        raise JsonError(f"{place}.{min(missing)}", to_say("missing"), to_say("a value"))
    made = {name: readers[name](item, f"{place}.{name}") for name, item in given.items()}
    try:
        return expected(**made)
    except JsonError:
        raise
    except AimError as error:
        named = _NAMES_OF_KEYS.get(error.key, error.key)
        found = to_say("missing") if error.found is None else error.found
        raise JsonError(f"{place}.{named}", found, error.expected) from None
    except ValueError as error:
        raise JsonError(place, error) from None


@cache
def held_fields(kind: Hashable) -> tuple[str, ...]:
    """Give the names of the fields that files hold."""
    return tuple(each.name for each in fields(cast("Any", kind)) if each.metadata.get("in_files", True))


@cache
def _known(kind: Hashable) -> frozenset[str]:
    return frozenset(held_fields(kind))


@cache
def _readers(expected: Any) -> dict[str, Callable[[Any, str], Any]]:
    """Give who reads each field of a dataclass."""
    return {name: _reader(hint) for name, hint in get_type_hints(expected).items()}


@cache
def _required(expected: Any) -> frozenset[str]:
    """Give the fields without a default."""
    without = [
        each for each in fields(expected) if each.default is MISSING and each.default_factory is MISSING
    ]
    return frozenset(each.name for each in without)


def _tuple(inner: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise JsonError(place, value, to_say("a list"))
    kinds = [inner[0]] * len(value) if inner[-1] is ... else list(inner)
    if len(kinds) != len(value):
        raise JsonError(place, len(value), to_say("a list of {count}", count=len(kinds)))
    return tuple(
        into(kind, item, f"{place}[{at}]") for at, (kind, item) in enumerate(zip(kinds, value, strict=True))
    )


def _edit(value: Any, place: str) -> Edit:
    try:
        return edit_in(value, place)
    except EditJsonError as error:
        raise JsonError(error.place, error.found, error.expected) from None


def _simple(expected: type, value: Any, place: str) -> Any:
    """Take a number, text, truth, date or word; nothing else passes for one."""
    if expected is float and isinstance(value, int | float) and not isinstance(value, bool):
        return _finite(value, place)
    if expected in (int, bool) and type(value) is expected:
        return value
    if expected is str and isinstance(value, str):
        return _letters(value, place)
    if isinstance(value, str) and expected not in (str, int, bool, float):
        return _word(expected, value, place)
    raise JsonError(place, value, _kind_words(expected))


def _kind_words(kind: type) -> Message:
    """Name a kind of value for people."""
    simple = {
        str: to_say("text in quotes"),
        float: to_say("a number such as 1.2"),
        int: to_say("a whole number"),
        bool: to_say("true or false"),
        date: to_say("a date such as 2027-03-01"),
    }
    return simple[kind] if kind in simple else to_say("one of {known}", known=list(cast("Any", kind)))


def _finite(value: float, place: str) -> float:
    try:
        finite = math.isfinite(value)
    except OverflowError:  # a whole number beyond what a decimal one can hold
        finite = False
    if not finite:
        raise JsonError(place, value, to_say("a number that is not infinite"))
    return value


def _letters(value: str, place: str) -> str:
    """Refuse half characters, which JSON can write but no file can hold."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise JsonError(place, ascii(value), to_say("JSON text")) from None
    return value


def _word(expected: Any, value: str, place: str) -> Any:
    if expected is date:
        return _date(value, place)
    try:
        return expected(value)
    except ValueError:
        raise JsonError(place, value, _kind_words(expected)) from None


def _date(value: str, place: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise JsonError(place, value, to_say("a date such as 2027-03-01"))
    return day
