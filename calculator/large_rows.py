"""What is written of the pupils of long lists: made as they are answered, given line by line."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from calculator.blocks import Blocks
from calculator.lists.answers import PupilAnswer
from calculator.lists.rosters import Place

_TOGETHER = 1 << 13
"""The rows of so many lines of a file are put in order together."""


class _Rows(NamedTuple):
    """Rows that follow each other: the numbers of their lines, where each ends, and the rows."""

    numbers: array[int]
    ends: array[int]
    content: bytes

    def one_by_one(self) -> Iterator[tuple[int, bytes]]:
        starts = chain((0,), self.ends)
        for number, start, end in zip(self.numbers, starts, self.ends, strict=False):
            yield number, self.content[start:end]


def packed_rows(pupils: Sequence[PupilAnswer], rows: Sequence[str]) -> dict[tuple[str, int], bytes]:
    """What is written of pupils, by file and some lines.

    Args:
        pupils: The pupils, in the order of the files.
        rows: What is written of each.
    """
    packed, start = {}, 0
    while start < len(pupils):
        (file, first), end = pupils[start].line[:2], start
        some, numbers = first // _TOGETHER, array("I")
        while end < len(pupils) and pupils[end].line.file == file:
            number = pupils[end].line.number
            if number // _TOGETHER != some:
                break
            numbers.append(number)
            end += 1
        content = [row.encode("utf-8", "replace") for row in rows[start:end]]
        ends = array("I", accumulate(map(len, content)))
        told = numbers.tobytes(), ends.tobytes(), b"".join(content)
        packed[file, some] = marshal.dumps(told)
        start = end
    return packed


class KeptRows:
    """What is written of each pupil, in the order of the files."""

    def __init__(self, blocks: Blocks[Place]) -> None:
        """Take what `packed_rows` packed, the file by its place."""
        self._blocks = blocks

    def __iter__(self) -> Iterator[str]:
        """The rows."""
        for some in self._in_order():
            yield from (row.decode() for _, row in some.one_by_one())

    def joined(self) -> Iterator[bytes]:
        """The rows, many together."""
        return (some.content for some in self._in_order())

    def _in_order(self) -> Iterator[_Rows]:
        for key in self._blocks:
            pieces = sorted(map(_unpacked, self._blocks.of(key)), key=_first)
            if all(one.numbers[-1] < two.numbers[0] for one, two in pairwise(pieces)):
                yield from pieces
                continue
            numbers, rows = zip(
                *sorted(chain.from_iterable(one.one_by_one() for one in pieces)), strict=True
            )
            ends = array("I", accumulate(map(len, rows)))
            yield _Rows(array("I", numbers), ends, b"".join(rows))


def _unpacked(piece: bytes) -> _Rows:
    numbers, ends, content = marshal.loads(piece)  # noqa: S302  # written above
    return _Rows(array("I", numbers), array("I", ends), content)


def _first(some: _Rows) -> int:
    return some.numbers[0]
