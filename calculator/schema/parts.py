"""Walking what a file says when any part of it may be missing or wrong, and telling faults."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from calculator.model.errors import NOTHING, Seen

Path = tuple[str | int, ...]
"""The keys that lead to a part of a file."""
MOST = 200
"""About how many faults of a file are told at once: a file with more is none of ours."""
_FEW = 12
_LONGEST = 200


class Told(NamedTuple):
    """A fault in a file: where, what was found, what is expected, in French."""

    path: Path
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file, whatever it is: what is not as expected reads as nothing.

    Attributes:
        value: What is there; None when nothing is.
        path: The keys that lead to it.
    """

    value: Any
    path: Path = ()

    def __getitem__(self, key: str) -> Part:
        """The part of a key."""
        value = self.value.get(key) if isinstance(self.value, Mapping) else None
        return Part(value, (*self.path, key))

    def __iter__(self) -> Iterator[Part]:
        """The items of a list; none of anything else."""
        items = self.value if isinstance(self.value, list) else ()
        return (Part(item, (*self.path, n)) for n, item in enumerate(items))

    def entries(self) -> Iterator[tuple[str, Part]]:
        """The keys of a table and what they hold; none of anything else."""
        table = self.value if isinstance(self.value, Mapping) else {}
        return ((key, Part(value, (*self.path, key))) for key, value in table.items())

    @property
    def is_given(self) -> bool:
        """Whether anything is there."""
        return self.value is not None

    @property
    def text(self) -> str | None:
        """The text, when it is one."""
        return self.value if isinstance(self.value, str) else None

    @property
    def number(self) -> int | None:
        """The whole number, when it is one."""
        return self.value if type(self.value) is int else None

    @property
    def day(self) -> date | None:
        """The day, when it is one that exists."""
        return day_of(self.text)

    @property
    def texts(self) -> list[str]:
        """The texts of a list."""
        return [item.value for item in self if item.text is not None]


def day_of(text: str | None) -> date | None:
    """The day of an ISO text, when it is one that exists."""
    if text is None or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def key_of(path: Iterable[str | int]) -> str:
    """The path as a person reads it: `duties[1].rules[0].status`."""
    key = ""
    for step in path:
        if isinstance(step, int):
            key += f"[{step}]"
        else:
            shown = step if re.fullmatch(r"[\w-]+", step) else f'"{step}"'
            key += f".{shown}" if key else shown
    return key


def one_of(known: Iterable[str], found: str | None = None) -> str:
    """What is allowed, in French, with the one that is nearly what was found."""
    known = list(known)
    if not known:
        return "ne rien écrire : il n’y en a pas de déclaré"
    listed = ", ".join(known[:_FEW]) + (", …" if len(known) > _FEW else "")
    listed = f"un de : {listed}" if len(known) > 1 else f"« {listed} »"
    near = difflib.get_close_matches((found or "")[:_LONGEST], known, n=1, cutoff=0.6)
    if near and near[0] != found:
        return f"{listed} (vouliez-vous dire « {near[0]} » ?)"
    return listed


def shown(value: object) -> str:
    """A value as a person reads it: never as Python writes it."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return Seen("c’est une table")
    if isinstance(value, list):
        simple = all(isinstance(item, (str, int)) for item in value)
        return f"[{', '.join(map(shown, value))}]" if simple else Seen("c’est une liste")
    return value if isinstance(value, str) else str(value)
