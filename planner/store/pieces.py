"""The contents of roadmaps in pieces, each kept once under its digest (``docs/adr/0034-store.md``)."""

import hashlib
import json
import zlib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from planner.files import SCHEMA, JsonError, data_of, roadmap_of_parts
from planner.language import to_say
from planner.model import Roadmap, said
from planner.store.form import CONTENTS, PIECES
from planner.store.refusals import StoreError

_ABOUT_AS_MANY = 32
"""Things in a piece: fewer make the list of pieces longer, more make each change larger."""
_REMEMBERED = 100_000
"""Things whose text is not written anew."""
_AT_ONCE = 400
"""Digests in one question, below what any database takes."""
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
    """

    digest: str
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
        return cls(digest=roadmap.digest, lists=lists, pieces=pieces)

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


def _is_kept(connection: sa.Connection, digest: str) -> bool:
    return (
        connection.execute(sa.select(CONTENTS.c.digest).where(CONTENTS.c.digest == digest)).first()
        is not None
    )


def _runs(things: Iterable[Any]) -> Iterator[bytes]:
    """Write a list in runs that end where the checksum of a thing says so, whatever stands before it."""
    run: list[bytes] = []
    for thing in things:
        text = _text_of(thing)
        run.append(text)
        if zlib.crc32(text) % _ABOUT_AS_MANY == 0:
            yield b"[" + b",".join(run) + b"]"
            run = []
    if run:
        yield b"[" + b",".join(run) + b"]"


@lru_cache(maxsize=_REMEMBERED)
def _text_of(thing: Hashable) -> bytes:
    """Write a measure, a rollout or another thing; from version to version nearly all are equal."""
    return _text(data_of(thing))


def _text(thing: Any) -> bytes:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


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
        raise _damaged(str(error)) from error


def parts_kept(connection: sa.Connection, digest: str) -> tuple[Parts, int]:
    """Give the fields of a roadmap that is kept, and the schema number they were written under.

    Raises
    ------
    StoreError
        If it is not kept, or a piece of it is missing or damaged.
    """
    query = sa.select(CONTENTS.c.schema, CONTENTS.c.pieces).where(CONTENTS.c.digest == digest)
    found = connection.execute(query).first()
    if found is None:
        raise StoreError("unknown", to_say("No roadmap with the digest {digest} is kept.", digest=digest))
    lists: dict[str, list[str]] = unpacked(found.pieces)
    wanted = [each for runs in lists.values() for each in runs]
    texts = {piece: _whole(piece, content) for piece, content in _read(connection, wanted, PIECES.c.content)}
    missing = [piece for piece in wanted if piece not in texts]
    if missing:
        raise _damaged(missing[0])
    (rest,) = lists.pop(_REST)
    parts = {name: [each for run in runs for each in json.loads(texts[run])] for name, runs in lists.items()}
    return parts | json.loads(texts[rest]), found.schema


def roadmap_kept(connection: sa.Connection, digest: str) -> Roadmap:
    """Give a roadmap that is kept.

    Raises
    ------
    StoreError
        If it is not kept, or damaged.
    """
    parts, schema = parts_kept(connection, digest)
    try:
        return roadmap_of_parts(parts, schema)
    except JsonError as error:
        raise _damaged(str(error)) from error


def _read(connection: sa.Connection, digests: Iterable[str], content: Any) -> Iterator[tuple[str, Any]]:
    """Give the pieces that are there."""
    wanted = list(digests)
    for at in range(0, len(wanted), _AT_ONCE):
        query = sa.select(PIECES.c.digest, content).where(PIECES.c.digest.in_(wanted[at : at + _AT_ONCE]))
        yield from ((digest, kept) for digest, kept in connection.execute(query))


def _whole(digest: str, content: bytes) -> bytes:
    """Give the text of a piece, which has to have its digest still."""
    try:
        text = zlib.decompress(content)
    except zlib.error as error:
        raise _damaged(str(error)) from error
    if _digest(text) != digest:
        raise _damaged(digest)
    return text


def _damaged(what: str) -> StoreError:
    message = to_say(
        "What is kept is damaged: {what}. Nothing has been changed. Take in a backup.", what=what
    )
    return StoreError("damaged", message)
