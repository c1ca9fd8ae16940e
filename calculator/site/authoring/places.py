"""Where in its file a fault is: the line of each key of a TOML text, unknown to `tomllib`."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

from calculator.schema.parts import Path as Keys

_BLANK = re.compile(r"(?:[\s,]+|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[ \t]*(?:([\w-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')[ \t]*(\.?)""")
_TEXT = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL
)
_BARE = re.compile(r"[^,\]}#\n]*")
_STEP = re.compile(r'\.?(?:([\w-]+)|"([^"]*)")|\[(\d+)\]')
_LINE = re.compile(r"ligne (\d+)\b")


def steps_of(key: str) -> Keys:
    """The path that `schema.parts.key_of` has written: `duties[1].status`."""
    return tuple(
        int(number) if number else plain or quoted for plain, quoted, number in _STEP.findall(key)
    )


def line_of(key: str, text: str, lines: Mapping[Keys, int]) -> int:
    """The line of a fault's key: its own, else that of what holds it, else the first.

    Args:
        key: As `Fault.key` says it: a path, « ligne 12, colonne 3 », « fin du fichier ».
        text: The file.
        lines: Those of its keys.
    """
    if told := _LINE.match(key):
        return int(told[1])
    if key == "fin du fichier":
        return max(1, len(text.rstrip().splitlines()))
    path = steps_of(key)
    around = (path[:size] for size in range(len(path), 0, -1))
    return next((lines[keys] for keys in around if keys in lines), 1)


def data_of(text: str) -> dict[str, Any] | None:
    """What a text says; None when it is no TOML."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def lines_of(text: str) -> dict[Keys, int]:
    """The line of each key and item of a TOML text, by its path; none when it is no TOML."""
    return {} if data_of(text) is None else _Reading(text).lines


def cites_around(data: Any, path: Keys) -> list[str]:
    """What is cited by the smallest part of a file that a path leads into and that cites.

    Args:
        data: What the file says.
        path: The keys that lead to a part of it.
    """
    found: list[str] = []
    for part in _along(data, path):
        cites = part.get("cites") if isinstance(part, dict) else None
        if isinstance(cites, list):
            found = [cite for cite in cites if isinstance(cite, str)]
    return found


def _along(data: Any, path: Keys) -> Iterator[Any]:
    yield data
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
        yield data


class _Reading:
    """One pass over a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._counts: dict[Keys, int] = {}
        self.lines: dict[Keys, int] = {}
        table: Keys = ()
        while self._blank() < len(text):
            if text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)

    def _blank(self) -> int:
        """Pass over spaces, ends of lines, commas and comments."""
        self._at = self._match(_BLANK).end()
        return self._at

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self._text, self._at)
        if found is None:  # no TOML: it was read once already
            raise ValueError(self._text[self._at : self._at + 20])
        return found

    def _note(self, path: Keys, start: int) -> None:
        self.lines.setdefault(path, bisect_left(self._ends, start) + 1)

    def _keys(self) -> list[str]:
        keys, dotted = [], True
        while dotted:
            found = self._match(_KEY)
            plain, quoted, literal, dot = found.groups()
            if quoted is not None:
                plain = next(iter(tomllib.loads(f'"{quoted}" = 0')))
            keys.append(literal if plain is None else plain)
            self._at, dotted = found.end(), bool(dot)
        return keys

    def _header(self) -> Keys:
        start, several = self._at, self._text.startswith("[[", self._at)
        self._at += 1 + several
        *parents, last = self._keys()
        self._at += 1 + several
        path: Keys = ()
        for key in parents:
            path = self._latest((*path, key))
            self._note(path, start)
        path = (*path, last)
        if several:
            self._note(path, start)
            self._counts[path] = self._counts.get(path, -1) + 1
        path = self._latest(path)
        self._note(path, start)
        return path

    def _latest(self, path: Keys) -> Keys:
        """The last table of an array of tables, or the path as it is."""
        return (*path, self._counts[path]) if path in self._counts else path

    def _pair(self, table: Keys) -> None:
        start, path = self._at, table
        for key in self._keys():
            path = (*path, key)
            self._note(path, start)
        self._at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Keys) -> None:
        self._at = self._match(_SPACES).end()
        if self._text.startswith("[", self._at):
            self._several(path, "]")
        elif self._text.startswith("{", self._at):
            self._several(path, "}")
        elif self._text.startswith(('"', "'"), self._at):
            self._at = self._match(_TEXT).end()
        else:
            self._at = self._match(_BARE).end()

    def _several(self, path: Keys, end: str) -> None:
        """The items of a list, or the pairs of an inline table."""
        self._at += 1
        number = 0
        while not self._text.startswith(end, self._blank()):
            if end == "}":
                self._pair(path)
                continue
            self._note((*path, number), self._at)
            self._value((*path, number))
            number += 1
        self._at += 1
