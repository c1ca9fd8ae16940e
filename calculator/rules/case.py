"""The case of one pupil: what a person tells us, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Self, TypeVar

from calculator.rules.errors import InvalidCase
from calculator.rules.vocabulary import COMPETENCES, LEVELS, ClassLevel, Establishment

E = TypeVar("E", bound=StrEnum)

CLASS_LEVEL_LABEL = "Classe"
ESTABLISHMENT_LABEL = "Établissement"
LEVELS_LABEL = "Niveaux Pix"
LAST_REPORT_LABEL = "Date du dernier bilan périodique"
ON_LABEL = "Date de référence"
DATE_FORM = "AAAA-MM-JJ"
"""How a text has a day. In a page, a field shows it otherwise: what it says is changed there."""
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Case:
    """A pupil's case.

    Codes are accepted in place of enum members when built through `Case.of`.

    Attributes:
        class_level: The pupil's class.
        establishment: The kind of establishment.
        levels: The level (0 to 8) of each competence given, by index ("1.1"), in the order of the
            framework; None when no level is given. A competence that is not given counts as not
            reached.
        last_report_date: The day of the last periodic report (dernier bilan périodique), which
            makes a dated deadline of the entry in the livret scolaire (circular, p-2).

    Raises:
        InvalidCase: When a value is not possible.
    """

    class_level: ClassLevel
    establishment: Establishment
    levels: Mapping[str, int] | None = None
    last_report_date: date | None = None

    def __post_init__(self) -> None:
        """Check every value, and normalise codes and levels."""
        level = _code("class_level", CLASS_LEVEL_LABEL, self.class_level, ClassLevel)
        kind = _code("establishment", ESTABLISHMENT_LABEL, self.establishment, Establishment)
        object.__setattr__(self, "class_level", level)
        object.__setattr__(self, "establishment", kind)
        object.__setattr__(self, "levels", _levels(self.levels))
        if self.last_report_date is not None:
            day = parse_date("last_report_date", LAST_REPORT_LABEL, self.last_report_date)
            object.__setattr__(self, "last_report_date", day)

    @classmethod
    def of(
        cls,
        class_level: object,
        establishment: object,
        levels: object = None,
        last_report_date: object = None,
    ) -> Self:
        """Make a case from what a form, a file or a command line gives: codes, digits, ISO dates.

        Empty texts and empty levels are taken as not given.

        Raises:
            InvalidCase: When a value is not possible.
        """
        return cls(
            class_level,  # type: ignore[arg-type]  # checked and converted on creation
            establishment,  # type: ignore[arg-type]
            levels or None,  # type: ignore[arg-type]
            last_report_date or None,  # type: ignore[arg-type]
        )


def parse_date(field: str, label: str, value: object) -> date:
    """A day, from a date or from an ISO text (2021-03-10).

    Args:
        field: The field's name, for the error.
        label: The field's French label, for the message.
        value: The date, or its text.

    Raises:
        InvalidCase: When it is no date, one that does not exist, or of another time than ours,
            which is a slip.
    """
    day = _day(value)
    if day is None:
        raise InvalidCase(field, label, value, f"une date qui existe, écrite {DATE_FORM}")
    if day.year not in _YEARS:
        expected = f"une date de {_YEARS[0]} à {_YEARS[-1]}, écrite {DATE_FORM}"
        raise InvalidCase(field, label, value, expected)
    return day


def _day(value: object) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, flags=re.ASCII):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _code(field: str, label: str, value: object, kind: type[E]) -> E:
    if isinstance(value, str) and value in list(kind):
        return kind(value)
    raise InvalidCase(field, label, value, ", ".join(kind))


def _levels(given: object) -> Mapping[str, int] | None:
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise InvalidCase("levels", LEVELS_LABEL, given, "un niveau par compétence, comme 1.1=2")
    for index in given:
        if index not in COMPETENCES:
            raise InvalidCase("levels", LEVELS_LABEL, index, f"une de {', '.join(COMPETENCES)}")
    levels = {
        index: _level(index, given[index])
        for index in COMPETENCES
        if index in given and given[index] not in (None, "")
    }
    return MappingProxyType(levels) if levels else None


def _level(index: str, value: object) -> int:
    if isinstance(value, str) and value.strip() in _LEVEL_TEXTS:
        return int(value)
    if type(value) is int and value in LEVELS:
        return value
    label = f"Niveau de la compétence {index}"
    expected = f"un nombre entier de {LEVELS[0]} à {LEVELS[-1]}"
    raise InvalidCase(f"levels.{index}", label, value, expected)


_LEVEL_TEXTS = frozenset(str(level) for level in LEVELS)
