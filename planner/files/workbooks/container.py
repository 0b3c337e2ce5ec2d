"""Files packed into one, as workbooks are: looked at before anything in them is opened."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from planner.language import Message, ToldError, to_say

MOST_MEMBERS: Final = 2_000
MOST_BYTES: Final = 200_000_000
LARGEST_RATIO: Final = 200
"""How much a member may shrink when packed, if it is larger than a megabyte."""
_RATIO_COUNTS_FROM = 1_000_000
_ENTRY = b"PK\x01\x02"
_PIECE = 1 << 16
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|\\|^\w:|\x00")


class PackedError(ToldError):
    """Something packed that is refused, with the reason; ``code`` names it."""

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(message)
        self.code = code


def opened(content: bytes) -> zipfile.ZipFile:
    """Open packed files whose list holds nothing that could hurt.

    Raises
    ------
    PackedError
        If the list cannot be read, names too many files or too large ones, or a place outside.
    """
    if content.count(_ENTRY) > MOST_MEMBERS:  # told before the list is read
        raise _too_many()
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeDecodeError):
        raise damaged() from None
    _look_over(archive.infolist())
    return archive


def _look_over(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise _too_many()
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise damaged()
    for member in members:
        _look_at(member)
    if sum(member.file_size for member in members) > MOST_BYTES:
        message = to_say("Unpacked, the file would take more than {most} MB.", most=MOST_BYTES // 1_000_000)
        raise PackedError("too_large", message)


def _look_at(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    if _OUTSIDE.search(name) or stat.S_ISLNK(member.external_attr >> 16):
        message = to_say("The file leads out of itself: it holds {name}.", name=repr(name[:60]))
        raise PackedError("leads_outside", message)
    if member.flag_bits & _ENCRYPTED:
        raise locked()
    if member.compress_type not in _PACKINGS:
        raise damaged()
    is_large = member.file_size > _RATIO_COUNTS_FROM
    if is_large and member.file_size > LARGEST_RATIO * max(1, member.compress_size):
        message = to_say(
            "{name} would grow to {size} MB, more than {ratio} times what is sent.",
            name=name,
            size=member.file_size // 1_000_000,
            ratio=LARGEST_RATIO,
        )
        raise PackedError("packed_too_tightly", message)


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give what a member holds, piece by piece, and never more than its list says.

    Raises
    ------
    PackedError
        If it is damaged.
    """
    try:
        with archive.open(member) as held:
            while piece := held.read(_PIECE):
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError):
        raise damaged() from None


def damaged() -> PackedError:
    """Give the error of a file that is not whole."""
    message = to_say("The file is damaged. Save it again where it was made, and send that.")
    return PackedError("damaged", message)


def locked() -> PackedError:
    """Give the error of a file that asks for a password."""
    return PackedError("locked", to_say("The file asks for a password. Save it without one."))


def _too_many() -> PackedError:
    message = to_say("The file holds more than {most} files within.", most=MOST_MEMBERS)
    return PackedError("too_many_members", message)
