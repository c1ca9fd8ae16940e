"""The case of one pupil: what a person tells us, and how it is checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Self

from calculator.model.circular import Circular
from calculator.model.duties import Input, InputType
from calculator.model.errors import InvalidCase
from calculator.model.vocabulary import ClassLevel, Establishment, Vocabulary

CLASS_LEVEL_LABEL = "Classe"
ESTABLISHMENT_LABEL = "Établissement"
LEVELS_LABEL = "Niveaux"
ON_LABEL = "Date de référence"
DATE_FORM = "AAAA-MM-JJ"
"""How a text has a day. In a page, a field shows it otherwise: what it says is changed there."""
CIRCULAR_LABEL = "Texte"
_SHORT_YEAR = re.compile(r"\d{1,2}[/. -].*[/. -]\d\d", re.ASCII)
"""« 10/03/21 », « 10 mars 21 »: of which century is not for us to guess."""
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Case:
    """A pupil's case, as a person gives it; `decide` checks it against a circular.

    Attributes:
        class_level: The code of the pupil's class.
        establishment: The code of the kind of school.
        levels: The level of each competence given, by index ("1.1"); None when no level is given.
            A competence that is not given counts as not reached.
        inputs: What only the reader knows, by the key of the circular's inputs: the day of the
            last periodic report, a mark.
    """

    class_level: str
    establishment: str
    levels: Mapping[str, int] | None = None
    inputs: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(
        cls, class_level: object, establishment: object, levels: object = None, **inputs: object
    ) -> Self:
        """Make a case from what a form, a file or a command line gives: codes, digits, ISO dates.

        Empty texts and empty levels are taken as not given. Nothing is checked yet.
        """
        given = {key: value for key, value in inputs.items() if value not in (None, "")}
        return cls(
            class_level,  # type: ignore[arg-type]  # `checked` converts
            establishment,  # type: ignore[arg-type]
            levels or None,  # type: ignore[arg-type]
            MappingProxyType(given),
        )


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """A case whose every value is possible for a circular; the same attributes as `Case`.

    Attributes:
        class_level: The pupil's class.
        establishment: The kind of school.
        levels: The level of each competence given, in the order of the framework; None when no
            level is given.
        inputs: The other values given, by key: dates and whole numbers.
    """

    class_level: ClassLevel
    establishment: Establishment
    levels: Mapping[str, int] | None
    inputs: Mapping[str, date | int]

    def day(self, key: str | None) -> date | None:
        """The day that an input gives, when it is given."""
        value = self.inputs.get(key) if key else None
        return value if isinstance(value, date) else None

    def number(self, key: str | None) -> int | None:
        """The number that an input gives, when it is given."""
        value = self.inputs.get(key) if key else None
        return value if isinstance(value, int) else None


def checked(case: Case | CheckedCase, circular: Circular) -> CheckedCase:
    """A case whose codes, levels and inputs are those that a circular knows.

    Raises:
        InvalidCase: When a value is not possible; its `field` names the one at fault.
    """
    if isinstance(case, CheckedCase):
        return case
    vocabulary = circular.vocabulary
    for key in case.inputs:
        if key not in circular.inputs:
            expected = ", ".join(circular.inputs) or "aucune autre information"
            raise InvalidCase(key, "Information", key, expected)
    return CheckedCase(
        class_level=parse_class(case.class_level, vocabulary),
        establishment=parse_establishment(case.establishment, vocabulary),
        levels=_levels(case.levels, vocabulary),
        inputs=MappingProxyType(
            {key: parse_input(circular.inputs[key], value) for key, value in case.inputs.items()}
        ),
    )


def parse_class(value: object, vocabulary: Vocabulary) -> ClassLevel:
    """The class of a code.

    Raises:
        InvalidCase: When there is none (field `class_level`).
    """
    for level in vocabulary.classes:
        if level == value:
            return level
    raise InvalidCase("class_level", CLASS_LEVEL_LABEL, value, ", ".join(vocabulary.classes))


def parse_date(field_name: str, label: str, value: object) -> date:
    """A day, from a date or from an ISO text (2021-03-10).

    Args:
        field_name: The field's name, for the error.
        label: The field's French label, for the message.
        value: The date, or its text.

    Raises:
        InvalidCase: When it is no date, one that does not exist, or of another time than ours,
            which is a slip.
    """
    day = _day(value)
    if day is None:
        whole_year = ", l’année en quatre chiffres" if _SHORT_YEAR.fullmatch(str(value)) else ""
        expected = f"une date qui existe, écrite {DATE_FORM}{whole_year}"
        raise InvalidCase(field_name, label, value, expected)
    if day.year not in _YEARS:
        expected = f"une date de {_YEARS[0]} à {_YEARS[-1]}, écrite {DATE_FORM}"
        raise InvalidCase(field_name, label, value, expected)
    return day


def parse_input(asked: Input, value: object) -> date | int:
    """The value of an input.

    Raises:
        InvalidCase: When it is not possible; the field is the input's key.
    """
    if asked.type is InputType.DATE:
        return parse_date(asked.key, asked.label, value)
    number = _number(value)
    if number is None or not asked.minimum <= number <= asked.maximum:
        expected = f"un nombre entier de {asked.minimum} à {asked.maximum}"
        raise InvalidCase(asked.key, asked.label, value, expected)
    return number


def parse_establishment(value: object, vocabulary: Vocabulary) -> Establishment:
    """The kind of school of a code.

    Raises:
        InvalidCase: When there is none (field `establishment`).
    """
    for kind in vocabulary.establishments:
        if kind == value:
            return kind
    expected = ", ".join(vocabulary.establishments)
    raise InvalidCase("establishment", ESTABLISHMENT_LABEL, value, expected)


def _day(value: object) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, flags=re.ASCII):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _number(value: object) -> int | None:
    """A whole number, from itself or from a few digits; a truth value is none."""
    if type(value) is int:
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{1,4}", value.strip(), flags=re.ASCII):
        return int(value)
    return None


def _levels(given: object, vocabulary: Vocabulary) -> Mapping[str, int] | None:
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise InvalidCase("levels", LEVELS_LABEL, given, "un niveau par compétence, comme 1.1=2")
    competences: Iterable[str] = vocabulary.competences
    for index in given:
        if index not in vocabulary.competences:
            expected = f"une de {', '.join(competences)}" if competences else "aucun niveau"
            raise InvalidCase("levels", LEVELS_LABEL, index, expected)
    levels = {
        index: _level(index, given[index], vocabulary)
        for index in competences
        if index in given and given[index] not in (None, "")
    }
    return MappingProxyType(levels) if levels else None


def _level(index: str, value: object, vocabulary: Vocabulary) -> int:
    level = _number(value)
    if level is None or level not in vocabulary.levels:
        label = f"Niveau de la compétence {index}"
        expected = f"un nombre entier de {vocabulary.levels[0]} à {vocabulary.levels[-1]}"
        raise InvalidCase(f"levels.{index}", label, value, expected)
    return level
