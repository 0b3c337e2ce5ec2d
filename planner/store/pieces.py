"""The contents of roadmaps in pieces, each kept once under its digest (``docs/adr/0034-store.md``)."""

import hashlib
import json
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import sqlalchemy as sa

from planner.files import (
    SCHEMA,
    JsonError,
    data_of,
    roadmap_of_parts,
    roadmap_of_things,
    things_of_parts,
)
from planner.language import to_say
from planner.model import OfThings, Roadmap, said
from planner.store.form import CONTENTS, PIECES, PLANNED
from planner.store.refusals import StoreError

_ABOUT_AS_MANY = 32
"""Things in a piece: fewer make the list of pieces longer, more make each change larger."""
_AT_ONCE = 400
"""Digests in one question, below what any database takes."""
_PIECES_AT_HAND = 4_000
"""Pieces whose things are at hand: those of a few roadmaps of some thousand measures."""
_REST: Final = "rest"

Parts = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A roadmap cut into pieces.

    Parameters
    ----------
    lists
        The digests of the pieces of each list, by field, and under ``rest`` that of all other fields.
    pieces
        Their texts, by digest.
    planned_digest
        Of what its plans depend on.
    """

    digest: str
    planned_digest: str
    lists: Mapping[str, list[str]]
    pieces: Mapping[str, bytes]

    @classmethod
    def of(cls, roadmap: Roadmap) -> "Contents":
        """Cut a roadmap."""
        fields = {name: getattr(roadmap, name) for name in said(roadmap)}
        rest = {name: data_of(value) for name, value in fields.items() if not isinstance(value, tuple)}
        texts = {name: list(_runs(value)) for name, value in fields.items() if isinstance(value, tuple)}
        texts[_REST] = [_text(rest)]
        lists = {name: [_digest(each) for each in runs] for name, runs in texts.items()}
        pieces = {
            digest: text
            for name, runs in texts.items()
            for digest, text in zip(lists[name], runs, strict=True)
        }
        return cls(digest=roadmap.digest, planned_digest=roadmap.planned_digest, lists=lists, pieces=pieces)

    def keep(self, connection: sa.Connection) -> None:
        """Add what is not kept yet."""
        if _is_kept(connection, self.digest):
            return
        there = {digest for digest, _content in _read(connection, self.pieces, sa.null())}
        new = [
            {"digest": digest, "content": zlib.compress(text)}
            for digest, text in self.pieces.items()
            if digest not in there
        ]
        if new:
            connection.execute(PIECES.insert(), new)
        kept = {"digest": self.digest, "schema": SCHEMA, "pieces": packed(self.lists)}
        connection.execute(CONTENTS.insert(), [kept])
        planned = {"digest": self.digest, "schema": SCHEMA, "planned_digest": self.planned_digest}
        connection.execute(PLANNED.insert(), [planned])


def _is_kept(connection: sa.Connection, digest: str) -> bool:
    return (
        connection.execute(sa.select(CONTENTS.c.digest).where(CONTENTS.c.digest == digest)).first()
        is not None
    )


def _runs(things: Iterable[Any]) -> Iterator[bytes]:
    """Write a list in runs that end where the checksum of a thing says so, whatever stands before it."""
    run: list[bytes] = []
    for text in _written(things):
        run.append(text)
        if zlib.crc32(text) % _ABOUT_AS_MANY == 0:
            yield b"[" + b",".join(run) + b"]"
            run = []
    if run:
        yield b"[" + b",".join(run) + b"]"


def _text(thing: Any) -> bytes:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _text_of(thing: object) -> bytes:
    return _text(data_of(thing))


_written: OfThings[object, bytes] = OfThings(_text_of)
"""Measures, rollouts and other things as text; from version to version nearly all are the same."""


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def packed(thing: Any) -> bytes:
    """Write plain data as small as can be."""
    return zlib.compress(_text(thing))


def unpacked(content: bytes) -> Any:
    """Give the plain data that was packed.

    Raises
    ------
    StoreError
        If it is damaged.
    """
    try:
        return json.loads(zlib.decompress(content))
    except (zlib.error, ValueError) as error:
        raise _damaged(_PACKED) from error


def parts_kept(connection: sa.Connection, digest: str) -> tuple[Parts, int]:
    """Give the fields of a roadmap that is kept, and the schema number they were written under.

    Raises
    ------
    StoreError
        If it is not kept, or a piece of it is missing or damaged.
    """
    lists, schema = _lists_of(connection, digest)
    texts = dict(_texts(connection, [each for runs in lists.values() for each in runs]))
    (rest,) = lists.pop(_REST)
    parts = {name: [each for run in runs for each in json.loads(texts[run])] for name, runs in lists.items()}
    return parts | json.loads(texts[rest]), schema


def roadmap_kept(connection: sa.Connection, digest: str) -> Roadmap:
    """Give a roadmap that is kept; what it shares with others that were read lately is not read again.

    Raises
    ------
    StoreError
        If it is not kept, or damaged.
    """
    lists, schema = _lists_of(connection, digest)
    try:
        if schema != SCHEMA:
            return roadmap_of_parts(*parts_kept(connection, digest))
        return _of_things(connection, lists)
    except JsonError as error:
        raise _damaged(error) from error


def _of_things(connection: sa.Connection, lists: dict[str, list[str]]) -> Roadmap:
    """Give a roadmap made of the things in its pieces."""
    (rest,) = lists.pop(_REST)
    wanted = {run: name for name, runs in lists.items() for run in runs}
    known = {run: things for run in wanted if (things := _THINGS.get(run)) is not None}
    texts = dict(_texts(connection, [rest, *(run for run in wanted if run not in known)]))
    for run, text in texts.items():
        if run in wanted:
            known[run] = things_of_parts(wanted[run], json.loads(text))
            _THINGS.keep(run, known[run])
    whole = {name: tuple(each for run in runs for each in known[run]) for name, runs in lists.items()}
    return roadmap_of_things(json.loads(texts[rest]), whole)


class _Things:
    """The things in the pieces that were read last, by digest: they never change, and versions share most."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[Any, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, piece: str) -> tuple[Any, ...] | None:
        """Give the things in a piece, where they are at hand."""
        with self._lock:
            return self._held.get(piece)

    def keep(self, piece: str, things: tuple[Any, ...]) -> None:
        """Have the things of a piece at hand, and let go of those that were read longest ago."""
        with self._lock:
            self._held[piece] = things
            while len(self._held) > _PIECES_AT_HAND:
                self._held.popitem(last=False)


_THINGS = _Things()


def _lists_of(connection: sa.Connection, digest: str) -> tuple[dict[str, list[str]], int]:
    """Give the pieces of a roadmap by field, and the schema number that they were written under."""
    query = sa.select(CONTENTS.c.schema, CONTENTS.c.pieces).where(CONTENTS.c.digest == digest)
    found = connection.execute(query).first()
    if found is None:
        raise StoreError("unknown", to_say("No roadmap with the digest {digest} is kept.", digest=digest))
    return unpacked(found.pieces), found.schema


def _texts(connection: sa.Connection, wanted: list[str]) -> Iterator[tuple[str, bytes]]:
    """Give the texts of pieces, each with its digest still, and all of them."""
    missing = dict.fromkeys(wanted)
    for piece, content in _read(connection, list(missing), PIECES.c.content):
        del missing[piece]
        yield piece, _whole(piece, content)
    if missing:
        raise _damaged(next(iter(missing)))


def _read(connection: sa.Connection, digests: Iterable[str], content: Any) -> Iterator[tuple[str, Any]]:
    """Give the pieces that are there."""
    for some in digests_in_runs(digests):
        query = sa.select(PIECES.c.digest, content).where(PIECES.c.digest.in_(some))
        yield from ((digest, kept) for digest, kept in connection.execute(query))


def digests_in_runs(digests: Iterable[str]) -> Iterator[list[str]]:
    """Give digests in lists that are short enough for one question each."""
    wanted = list(digests)
    yield from (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))


def _whole(digest: str, content: bytes) -> bytes:
    """Give the text of a piece, which has to have its digest still."""
    try:
        text = zlib.decompress(content)
    except zlib.error as error:
        raise _damaged(_PACKED) from error
    if _digest(text) != digest:
        raise _damaged(digest)
    return text


_PACKED = to_say("a part of it cannot be unpacked")


def _damaged(what: object) -> StoreError:
    message = to_say(
        "What is kept is damaged: {what}. Nothing has been changed. Take in a backup.", what=what
    )
    return StoreError("damaged", message)
