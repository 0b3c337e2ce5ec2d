"""Read what was sent, and compare it with the roadmap, or with the version that it was made from."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from planner.answers import HandedOut, answered, handed_out, placed
from planner.check import check
from planner.files import (
    TABLE_NAMES,
    AnswerReading,
    PackedError,
    Reading,
    opened,
    read_sent,
    read_tables,
    tables_of,
    unpacked,
)
from planner.language import Message, to_say
from planner.merging import Merged, changes_between, merge
from planner.model import Finding, Roadmap, Severity, errors
from planner.tables import HeldRows, Traces, made_of, with_known_figures
from planner.uploads.answers import SentAnswer, answer_clashes, answer_faults, answer_words, gone_words
from planner.uploads.mending import mended
from planner.uploads.upload import Upload

LARGEST_UPLOAD: Final = 12_000_000
"""Bytes of what is sent."""
_LARGEST_TABLES = 50_000_000
"""Bytes of all tables that are packed in one file."""
_LONGEST_NAME = 80
_EARLIER = to_say("It was made from an earlier version; what has been changed since then stays.")
_Locate = Callable[[Iterable[Finding]], tuple[Finding, ...]]
_COPY = re.compile(r"[ _-]*(\(\d+\)|copy|kopi)$", re.I)
"""What browsers and people put behind the name of a file that they have already."""


def uploaded(
    name: str,
    content: bytes,
    against: Roadmap,
    known: Callable[[str], Roadmap | None] = lambda _digest: None,
    *,
    sector: str = "",
) -> Upload:
    """Say what something that was sent would change in a roadmap; never raises for what it holds.

    The workbook of a sector is its answer. Any other workbook, or packed tables among which the measures are,
    is a whole roadmap. A single table, and packed ones without the measures, take the place of those in the
    roadmap, and the other tables stay.

    Parameters
    ----------
    name
        Of the file; of a table in CSV it names the table.
    known
        Gives a version of the roadmap by its digest, ``None`` where it is not known. What was made from an
        earlier version is merged, so that it does not undo what others have changed since.
    sector
        Whose answer is expected; nothing where any sector may answer.
    """
    shown = base_name(name)
    version = _versions(against, known)
    found = _read(shown, content, against, lambda digest, sector: _handed_out(version(digest), sector))
    if isinstance(found, AnswerReading):
        made_from = "" if found.answer is None else found.answer.made_from
        sent = SentAnswer(
            reading=found,
            base=version(made_from),
            wanted=sector,
        )
        return _answer_of(Upload(name=shown, against=against, answer=sent), sent)
    upload = Upload(name=shown, against=against, findings=found.reading.findings, notes=found.notes)
    mine = found.reading.roadmap
    if mine is None:
        mine, rough = mended(found.reading, against)
        upload = replace(upload, rough=rough)
    return upload if mine is None else _compared(upload, mine, found.reading, known)


def _versions(against: Roadmap, known: Callable[[str], Roadmap | None]) -> Callable[[str], Roadmap | None]:
    """Give versions by digest, that which stands among them."""
    return lambda digest: against if digest == against.digest else known(digest)


def _handed_out(base: Roadmap | None, sector: str) -> HandedOut | None:
    """Give what the workbook of a sector was made with, where it is known."""
    held = None if base is None else next((each for each in base.sectors if each.id == sector), None)
    return None if base is None or held is None else handed_out(base, held)


def _compared(
    upload: Upload, mine: Roadmap, reading: Reading, known: Callable[[str], Roadmap | None]
) -> Upload:
    """Set what was read beside what stands; what was made from an earlier version is merged with it."""
    made_from, against = reading.made_from, upload.against
    if made_from in ("", against.digest):
        return _checked(upload, mine, reading.locate)
    base = known(made_from)
    if base is not None:
        return _on_top(_noted(upload, _EARLIER), merge(base, mine, against), reading.locate)
    unknown = to_say("It was made from a version that is not known here; it is compared with what stands.")
    return _checked(_noted(upload, unknown), mine, reading.locate)


def _noted(upload: Upload, note: Message) -> Upload:
    return replace(upload, notes=(*upload.notes, note))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read, and what there is to say of it."""

    reading: Reading
    notes: tuple[Message, ...] = ()


def base_name(name: str) -> str:
    """Give the last part of a name, however paths are written where it comes from."""
    return PurePosixPath(PureWindowsPath(name).name).name[-_LONGEST_NAME:]


def _read(
    name: str, content: bytes, against: Roadmap, known: Callable[[str, str], HandedOut | None]
) -> "_Found | AnswerReading":
    if len(content) > LARGEST_UPLOAD:
        message = to_say("The file is larger than {most} MB.", most=LARGEST_UPLOAD // 1_000_000)
        return _refused("too_large", message)
    ending = PurePosixPath(name).suffix.casefold()
    try:
        if ending == ".zip":
            return _read_packed(content, against)
    except PackedError as error:
        return _refused(error.code, error.message)
    if ending == ".csv":
        return _read_table(name, content, against)
    read = read_sent(content, known)
    return read if isinstance(read, AnswerReading) else _Found(read)


def _answer_of(upload: Upload, sent: SentAnswer) -> Upload:
    """Give what the answer of a sector would change in what stands now."""
    answer, against = sent.reading.answer, upload.against
    faults = answer_faults(sent, against)
    if answer is None or faults:
        return replace(upload, findings=tuple(faults))
    answer, gone = placed(answer, sent.reading.days, against.calendar)
    notes = [*upload.notes, answer_words(answer, against)]
    if sent.base is None:
        notes.append(
            to_say(
                "It was made from a version that is not known here; what was filled in is merged with what "
                "stands, by the figures that it was handed out with."
            )
        )
    elif answer.made_from != against.digest:
        notes.append(_EARLIER)
    if gone:
        notes.append(gone_words(gone))
    clashes = answer_clashes(answer, against, sent.made_from)
    upload = replace(upload, notes=tuple(notes), clashes=clashes)
    return _checked(upload, with_known_figures(answered(against, answer, sent.made_from)), tuple)


def _refused(code: str, message: Message, table: str = "") -> _Found:
    """Give a reading of nothing, with the reason."""
    reading = read_tables({})
    finding = Finding(code=code, message=message, table=table)
    return _Found(replace(reading, roadmap=None, findings=(finding,)))


def _read_table(name: str, content: bytes, against: Roadmap) -> _Found:
    """Read one table, the others as they stand."""
    stem = _stem(name)
    if stem not in TABLE_NAMES:
        return _refused("unknown_table", _unknown(name))
    return _beside(against, {stem: content})


def _stem(name: str) -> str:
    return _COPY.sub("", PurePosixPath(name).stem.casefold())


def _unknown(name: str) -> Message:
    return to_say("{file} is named as no table; expected a name such as veikart.csv.", file=name)


def _read_packed(content: bytes, against: Roadmap) -> _Found:
    """Read packed tables: a whole roadmap where the measures are among them."""
    tables: dict[str, bytes] = {}
    beside: list[Finding] = []
    left = _LARGEST_TABLES
    archive = opened(content)
    for member in archive.infolist():
        stem = _stem(PurePosixPath(member.filename).name)
        if not member.filename.casefold().endswith(".csv") or member.is_dir():
            continue
        left -= member.file_size
        if stem not in TABLE_NAMES:
            message = to_say("{file} is not one of the tables and was not read.", file=member.filename)
            beside.append(Finding(code="unknown_table", message=message, severity=Severity.NOTE, table=stem))
        elif TABLE_NAMES[stem] in (TABLE_NAMES[other] for other in tables):
            message = to_say("The table {table} is there twice; expected it once.", table=stem)
            return _refused("table_twice", message, stem)
        elif left < 0:
            return _refused("too_large", to_say("Unpacked, the tables take more than {most} MB.", most=50))
        else:
            tables[stem] = b"".join(unpacked(archive, member))
    if not tables:
        return _refused("no_roadmap", to_say("The file holds no table in CSV, such as veikart.csv."))
    is_whole = any(TABLE_NAMES[stem].name == "veikart" for stem in tables)
    found = _Found(read_tables(tables)) if is_whole else _beside(against, tables)
    return replace(found, reading=replace(found.reading, findings=(*beside, *found.reading.findings)))


def _beside(against: Roadmap, tables: Mapping[str, bytes]) -> _Found:
    """Read tables in the place of a roadmap's own, beside its others."""
    sent = {TABLE_NAMES[stem].name for stem in tables}
    others = {name: rows for name, rows in tables_of(against).items() if name not in sent}
    note = to_say("Tables that were not sent stay as they are.")
    return _Found(read_tables({**others, **tables}), (note,))


def _checked(upload: Upload, roadmap: Roadmap, locate: _Locate) -> Upload:
    """Give what would come of it, with what checking finds there and not in the roadmap as it stands."""
    known = {_what(finding) for finding in check(upload.against)}
    new = [finding for finding in check(roadmap) if _what(finding) not in known]
    return replace(
        upload,
        roadmap=roadmap,
        findings=(*upload.findings, *locate(new)),
        changes=changes_between(upload.against, roadmap),
    )


def _what(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.table, finding.subject, finding.column


def _on_top(upload: Upload, merged: Merged, locate: _Locate) -> Upload:
    """Give what would come of it on top of what others have changed; where both did, that stays."""
    upload = replace(upload, clashes=merged.clashes)
    if merged.roadmap is not None:
        return _checked(upload, merged.roadmap, locate)
    tables = {name: list(rows.values()) for name, rows in merged.cells.items()}
    made = made_of(HeldRows(tables=tables, beginning=upload.against.calendar.date_of(0)), Traces())
    if made.roadmap is None:
        return replace(upload, findings=(*upload.findings, *made.findings))
    return _checked(upload, made.roadmap, locate)


def renewed(upload: Upload, against: Roadmap) -> Upload:
    """Compare something that was sent with what the roadmap has become since; it keeps what it would change.

    Raises
    ------
    ValueError
        If it is no roadmap.
    """
    if upload.roadmap is None:
        raise ValueError("there is no roadmap, expected one")
    since = to_say("The roadmap has been changed since the file was read; see what would change now.")
    if upload.answer is not None:
        again = Upload(name=upload.name, against=against, answer=upload.answer, notes=(since,))
        return _answer_of(again, upload.answer)
    kept = tuple(errors(upload.findings)) if upload.rough else ()
    again = Upload(name=upload.name, against=against, findings=kept, rough=upload.rough, notes=(since,))
    return _on_top(again, merge(upload.against, upload.roadmap, against), lambda found: tuple(found))
