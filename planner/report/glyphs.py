"""Which characters the document font can write, read from its own table, and text made fit for it."""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
REGULAR = FONTS / "SourceSans3-Regular.ttf"
_UNKNOWN = "\N{WHITE SQUARE}"


def printable(text: str) -> str:
    r"""Give a text without control characters and with a square for what the font cannot write.

    Examples
    --------
    >>> printable("Prøve\x00svar\n\U0001f600")
    'Prøve svar □'
    """
    kept = (" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)
    shown = (_shown(letter) for letter in kept if unicodedata.category(letter) not in ("Cf", "Cs"))
    return re.sub(" +", " ", "".join(shown)).strip()


def _shown(letter: str) -> str:
    return letter if ord(letter) in written() else _UNKNOWN


@cache
def written() -> frozenset[int]:
    """Give the code points that the regular font has a glyph for.

    Reads the segmented table of the basic plane (OpenType 1.9, ``cmap`` format 4).
    """
    font = REGULAR.read_bytes()
    table = _cmap(font)
    segments = struct.unpack_from(">H", font, table + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, table + 14)
    starts = struct.unpack_from(f">{segments}H", font, table + 16 + segments * 2)
    found = frozenset(
        code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)
    )
    return found - {0xFFFF}


def _cmap(font: bytes) -> int:
    """Give the offset of the Windows Unicode table of the basic plane."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = [struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables)]
    start = next(offset for tag, _sum, offset, _size in entries if tag == b"cmap")
    parts = struct.unpack_from(">H", font, start + 2)[0]
    subtables = [struct.unpack_from(">HHI", font, start + 4 + 8 * number) for number in range(parts)]
    return int(
        start + next(offset for platform, encoding, offset in subtables if (platform, encoding) == (3, 1))
    )
