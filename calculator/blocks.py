"""Pieces of bytes by key, however many, in a file without a name."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO, Generic, TypeVar
from weakref import finalize

from calculator.no_room import NoRoom

Key = TypeVar("Key", int, tuple[int, int])


class Blocks(Generic[Key]):
    """Pieces of bytes by key, those of a key in the order in which they came.

    The file is nobody else's: whatever ends the program, nothing is left of it.
    """

    def __init__(self) -> None:
        """Begin with none.

        Raises:
            NoRoom: When no file can be made for them.
        """
        self._places: dict[Key, array[int]] = {}
        self._end = 0
        try:
            self._file = TemporaryFile()  # noqa: SIM115  # closed when nobody holds the blocks
        except OSError as error:
            raise NoRoom from error
        finalize(self, close, self._file)

    def add(self, blocks: Mapping[Key, bytes]) -> None:
        """Take one more piece of some keys.

        Raises:
            NoRoom: When it cannot be written.
        """
        try:
            self._file.seek(self._end)
            for key, content in blocks.items():
                self._file.write(content)
                self._places.setdefault(key, array("Q")).extend((self._end, len(content)))
                self._end += len(content)
            self._file.flush()
        except OSError as error:
            raise NoRoom from error

    def __iter__(self) -> Iterator[Key]:
        """The keys, in order."""
        return iter(sorted(self._places))

    def of(self, key: Key) -> Iterator[bytes]:
        """The pieces of a key."""
        places = self._places[key]
        for at, length in zip(places[::2], places[1::2], strict=True):
            self._file.seek(at)
            yield self._file.read(length)


def close(file: IO[bytes]) -> None:
    """Close a file; what it could not write when the disk was full, it cannot write now."""
    with suppress(OSError):
        file.close()
