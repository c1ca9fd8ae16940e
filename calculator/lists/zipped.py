"""Zip archives, which workbooks are: what a list needs of the format, and nothing a bomb could use.

The browser's Python has `zlib` and not `zipfile`, which weighs more than this and trusts sizes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_END, _ENTRY, _FILE = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_COMMENT_AT_MOST = 1 << 16
_PIECE = 1 << 16
_STORED, _DEFLATED = 0, 8
_INFLATED_AT_MOST = 1 << 28
_NEVER_A_BOMB = 1 << 24
_RATIO_AT_MOST = 200
_ENTRIES_AT_MOST = 10_000


class Damaged(ValueError):
    """An archive that cannot be read to its end."""


class Bomb(ValueError):
    """An archive that would fill the memory."""


class Protected(ValueError):
    """An archive that a password protects."""


@dataclass(frozen=True, slots=True)
class _Entry:
    start: int
    size: int
    method: int
    flags: int
    checksum: int


class Archive:
    """What is in a zip archive."""

    def __init__(self, content: bytes) -> None:
        """Read the table of what is in it.

        Raises:
            Damaged: When there is none.
        """
        self._content = content
        self._entries: dict[str, _Entry] = {}
        end = content.rfind(_END, max(0, len(content) - _COMMENT_AT_MOST - 22))
        if end < 0:
            raise Damaged
        number, at = _number(content, end + 10, 2), _number(content, end + 16, 4)
        for _ in range(min(number, _ENTRIES_AT_MOST)):
            if content[at : at + 4] != _ENTRY:
                raise Damaged
            lengths = [_number(content, at + place, 2) for place in (28, 30, 32)]
            name = content[at + 46 : at + 46 + lengths[0]].decode(errors="replace")
            self._entries[name.replace("\\", "/").removeprefix("/")] = _Entry(
                start=_number(content, at + 42, 4),
                size=_number(content, at + 20, 4),
                method=_number(content, at + 10, 2),
                flags=_number(content, at + 8, 2),
                checksum=_number(content, at + 16, 4),
            )
            at += 46 + sum(lengths)

    @property
    def names(self) -> list[str]:
        """The names of the files in it."""
        return [*self._entries]

    def __contains__(self, name: str) -> bool:
        """Whether a file is in it."""
        return name in self._entries

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a file, a piece at a time.

        Raises:
            Damaged: When it is not there, or not whole.
            Bomb: When it inflates beyond what any list needs.
            Protected: When it is encrypted.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise Damaged(name)
        if entry.flags & 1:
            raise Protected
        head = self._content[entry.start : entry.start + 30]
        if head[:4] != _FILE or entry.method not in (_STORED, _DEFLATED):
            raise Damaged(name)
        start = entry.start + 30 + _number(head, 26, 2) + _number(head, 28, 2)
        packed = self._content[start : start + entry.size]
        inflated = checksum = 0
        for piece in _inflated(packed) if entry.method else (packed,):
            inflated += len(piece)
            if inflated > _INFLATED_AT_MOST or (
                inflated > _NEVER_A_BOMB and inflated > len(packed) * _RATIO_AT_MOST
            ):
                raise Bomb(name)
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if checksum != entry.checksum:
            raise Damaged(name)

    def content(self, name: str) -> bytes:
        """The whole content of a file.

        Raises:
            Damaged: As `pieces`, as the others.
        """
        return b"".join(self.pieces(name))


def _inflated(packed: bytes) -> Iterator[bytes]:
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    rest = packed
    try:
        while not inflating.eof:
            piece = inflating.decompress(rest, _PIECE)
            rest = inflating.unconsumed_tail
            if not piece and not rest:
                raise Damaged
            yield piece
    except zlib.error as error:
        raise Damaged from error


def _number(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "little")
