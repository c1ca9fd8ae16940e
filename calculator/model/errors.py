"""What goes wrong with what a person gives us, said in French."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_LONGEST_QUOTE = 80
_LONGEST_PATH = 100
_LONGEST_LIST = 1000
_NO_BREAK = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


def quote(found: object) -> str:
    """What was found, fit to be shown: in guillemets, shortened, without control characters."""
    return f"« {_fit(str(found), _LONGEST_QUOTE)} »"


def _fit(text: str, longest: int) -> str:
    text = "".join(
        c if c.isprintable() or c in _NO_BREAK else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    return text if len(text) <= longest else text[:longest] + "…"


class Seen(str):
    """What was found, in our own words: it is said as it is, not quoted."""

    __slots__ = ()


NOTHING = Seen("rien n’est écrit")
"""What is found where something is missing."""


def not_fit(where: str, found: str, expected: str) -> str:
    """« liste.csv, ligne 3 : « 7Z » ; il faut un nom de classe. », for what is written somewhere.

    Args:
        where: The file, and the line or the key in it.
        found: What is there; what is not `Seen` is quoted.
        expected: What should be, in French.
    """
    seen = found if isinstance(found, Seen) else quote(found)
    return f"{where} : {seen} ; il faut {expected}."


class InvalidCase(ValueError):
    """A case that cannot be decided because one of its values is not possible.

    Attributes:
        field: The name of the field at fault: `class_level`, `establishment`, `on`,
            the key of an input, `circular`, `levels`, or `levels.1.1` for one competence.
        found: The value as it was given.
        expected: What is allowed, in French.

    The message (`str`) is French and names the field, the value and what is allowed.
    """

    def __init__(self, field: str, label: str, found: object, expected: str) -> None:
        """Build the message from the field's French `label`, the value and what is expected."""
        self.field = field
        self.found = found
        self.expected = expected
        what = f"{quote(found)} n’est pas accepté" if str(found).strip() else "rien n’est indiqué"
        super().__init__(f"{label} : {what}. Attendu : {expected}.")


class UnknownYear(InvalidCase):
    """A day in a school year that no circular speaks of (field `on`).

    Attributes:
        year: That school year, "2027-2028".
    """

    def __init__(self, year: str, known: Iterable[str]) -> None:
        """Name the year, and those that are known, the first one first."""
        super().__init__("on", year, year, ", ".join(known))
        self.year = year
        told = (
            f"Nous ne connaissons aucun texte pour l’année scolaire {year} : ce qui y est demandé, "
            f"et quand, n’est pas connu ici. Années connues : {self.expected}."
        )
        self.args = (told,)


class Fault(NamedTuple):
    """One thing that is wrong with a file.

    Attributes:
        file: The file, as a person knows it.
        key: The key at fault, as a path ("duties[1].rules[0].status"), or a line and column.
        found: What was found there.
        expected: What is expected there, in French.
    """

    file: str
    key: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Say it in French, in a line."""
        # A path is known by its end.
        file = _fit(self.file[::-1], _LONGEST_PATH)[::-1]
        where = f"{file}, {_fit(self.key, _LONGEST_QUOTE)}"
        return not_fit(where, self.found, _fit(self.expected, _LONGEST_LIST))


class MalformedCircular(ValueError):
    """A file of a circular that cannot be trusted.

    Attributes:
        faults: Everything that is wrong with it.

    The message (`str`) is French, a line for each fault.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Tell of these faults."""
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
