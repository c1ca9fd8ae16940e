"""Text that was decoded twice: UTF-8 taken for something else, then saved as that."""

from __future__ import annotations

import re

from calculator.lists.encodings import TABLES, WINDOWS


def _bytes_of(encoding: str) -> dict[str, int]:
    """The byte of each character; what Windows leaves out is passed on as it is."""
    known = {character: byte for byte, character in enumerate(TABLES[encoding])}
    known.pop("\ufffd", None)
    return {chr(byte): byte for byte in range(0x80, 0xA0)} | known


_READINGS = [_bytes_of(encoding) for encoding in (WINDOWS, "MacRoman", "MS-DOS (850)")]
_TWO, _THREE = (0xC2, 0xC3, 0xC4, 0xC5), (0xE2,)


def _pattern(reading: dict[str, int]) -> str:
    """The accented Latin letters and signs of UTF-8, by those of another encoding."""
    follows = "".join(re.escape(c) for c, byte in reading.items() if 0x80 <= byte < 0xC0)
    starts = {byte: c for c, byte in reading.items()}
    two = "".join(re.escape(starts[byte]) for byte in _TWO)
    three = "".join(re.escape(starts[byte]) for byte in _THREE)
    return f"[{two}][{follows}]|[{three}][{follows}]{{2}}"


TWICE = re.compile("|".join(map(_pattern, _READINGS)))
"""What such text has in it, and other text has not."""


_SIGNS = ("Ã", "Â", "Ä", "Å", "â€", "√", "¬", "ƒ", "≈", "‚", "├", "┬", "┼", "─", "ÔÇ")


def may_be_twice(text: str) -> bool:
    """Whether text may be so; quick, and sure when it says no."""
    return any(sign in text for sign in _SIGNS) and TWICE.search(text) is not None


def repaired(text: str) -> str:
    """The text as it was before: « ÉCHO » for « Ã‰CHO »."""
    for _ in range(2):  # some do it twice over
        better = TWICE.sub(lambda found: _decoded(found[0]), text)
        if better == text:
            break
        text = better
    return text


def _decoded(text: str) -> str:
    for reading in _READINGS:
        try:
            read = bytes(reading[c] for c in text).decode()
        except (KeyError, UnicodeDecodeError):
            continue
        if read.isprintable() or read == "\xa0":
            return read
    return text
