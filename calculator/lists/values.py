"""From the text of a cell to its value: each text is read once, however often it comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from calculator.lists.lines import NOT_GIVEN
from calculator.lists.pix import COMPETENCES, LEVELS
from calculator.lists.texts import fold, sortable_date, unescaped

T = TypeVar("T")

_NONE = ("", "na", "n/a", "-")
_NUMBER = re.compile(r"(\d+)(?:[.,](\d+))?", re.ASCII)
_MOST_PIX = 254
_MOST_HELD = 1 << 14


class UnexpectedValue(ValueError):
    """A text that is no value of its column.

    Attributes:
        values: The values that were looked up.
        found: The text.
        expected: What is expected, in French.
    """

    def __init__(self, values: Values[Any], found: str, expected: str) -> None:
        """Keep the three facts; whoever knows the line makes a message of them."""
        self.values = values
        self.found = found
        self.expected = expected
        super().__init__(found)


class Values(dict[str, T], Generic[T]):
    """The values of a column by their text, filled in as texts come; only so many are held."""

    def __init__(self, read: Callable[[str], T | None], expected: str) -> None:
        """Read texts with a function that gives None for what is no value.

        Args:
            read: Reads a text without spaces around.
            expected: What it accepts, in French.
        """
        super().__init__()
        self._read = read
        self._expected = expected

    def __missing__(self, text: str) -> T:
        """Read a text that comes for the first time.

        Raises:
            UnexpectedValue: When it is no value.
        """
        value = self._read(text.strip())
        if value is None:
            raise UnexpectedValue(self, text, self._expected)
        if len(self) >= _MOST_HELD:
            self.clear()
        self[text] = value
        return value


def level(text: str) -> int | None:
    """A level, 0 to 8, or `NOT_GIVEN`."""
    value = _whole(text)
    return value if value in LEVELS or value == NOT_GIVEN else None


def pix(text: str) -> int | None:
    """A number of pix, rounded down, or `NOT_GIVEN`."""
    if fold(text) in _NONE:
        return NOT_GIVEN
    found = _NUMBER.fullmatch(text)
    value = int(found[1]) if found and len(found[1]) < 4 else _MOST_PIX + 1
    return value if value <= _MOST_PIX else None


def count(text: str) -> tuple[int | None] | None:
    """A number of competences, 0 to 16, or none; in a tuple, for it to differ from no value."""
    value = _whole(text)
    if value == NOT_GIVEN:
        return (None,)
    return (value,) if value is not None and value <= len(COMPETENCES) else None


def total(text: str) -> tuple[int | None] | None:
    """A total of pix, or none; in a tuple, for it to differ from no value."""
    if fold(text) in _NONE:
        return (None,)
    found = _NUMBER.fullmatch(text)
    return (int(found[1]),) if found and len(found[1]) < 5 else None


def yes_no(text: str) -> tuple[bool | None] | None:
    """« Oui », « Non » or « NA »; in a tuple, for it to differ from no value."""
    folded = fold(text)
    if folded in _NONE:
        return (None,)
    return _YES_NO.get(folded)


def day(text: str) -> str | None:
    """A day, with or without a time, as a text that sorts; empty for none."""
    return "" if fold(text) in _NONE else sortable_date(text)


def class_name(text: str) -> str:
    """The name of a class, empty for none."""
    name = unescaped(text)
    return "" if fold(name) in _NONE else " ".join(name.split())


def on_pupils_page(text: str) -> tuple[bool | None, bool | None, str] | None:
    """« Certifiable 02/02/2021 »: whether certifiable, whether shared, and the day."""
    folded = fold(text)
    if folded in _NONE:
        return None, None, ""
    if folded == "non communique":
        return None, False, ""
    for said, certifiable in (("non certifiable", False), ("certifiable", True)):
        if folded.startswith(said):
            told = folded.removeprefix(said).strip()
            if told.startswith("(") and told.endswith(")"):
                told = told[1:-1].strip()
            on = day(told.removeprefix("le "))
            return None if on is None else (certifiable, True, on)
    return None


def status(text: str) -> tuple[bool, str] | None:
    """The status of a certification: whether the pupil holds it by that, and the status."""
    folded = fold(text)
    if folded == "validee":
        return True, text
    return (False, text) if folded in _NOT_CERTIFIED else None


def _whole(text: str) -> int | None:
    if fold(text) in _NONE:
        return NOT_GIVEN
    found = _NUMBER.fullmatch(text)
    if found is None or len(found[1]) > 2 or (found[2] or "").strip("0"):
        return None
    return int(found[1])


_YES_NO = {
    **dict.fromkeys(("oui", "o", "vrai"), (True,)),
    **dict.fromkeys(("non", "n", "faux"), (False,)),
}
_NOT_CERTIFIED = frozenset(
    ("rejetee", "annulee", "en erreur", "erreur", "demarree", "terminee", "non terminee")
)
EXPECTED_LEVEL = f"un niveau de {LEVELS[0]} à {LEVELS[-1]}, ou NA"
EXPECTED_PIX = "un nombre de pix, ou NA"
EXPECTED_TOTAL = "un nombre de pix, puisqu’il n’y a pas de statut"
EXPECTED_COUNT = f"un nombre de compétences de 0 à {len(COMPETENCES)}, ou NA"
EXPECTED_YES_NO = "Oui, Non ou NA"
EXPECTED_DAY = "une date qui existe, comme 2021-02-02 ou 02/02/2021 10:15"
EXPECTED_ON_PAGE = "Certifiable, Non certifiable ou Non communiqué, avec ou sans date"
EXPECTED_STATUS = "Validée, Rejetée, Annulée ou En erreur"
