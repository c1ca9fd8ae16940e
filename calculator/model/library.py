"""The circulars of a site, and which of them answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from calculator.model.case import CIRCULAR_LABEL
from calculator.model.circular import Circular, SchoolYear
from calculator.model.errors import InvalidCase, MalformedCircular
from calculator.model.loading import Json, circular_from, vocabulary_from
from calculator.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Circulars:
    """The circulars of a folder.

    Attributes:
        vocabulary: The words that they share.
        all: Those that can be trusted, the latest school year first, then by their ids.
        refused: What is wrong with the others, by id.
    """

    vocabulary: Vocabulary
    all: tuple[Circular, ...]
    refused: Mapping[str, MalformedCircular] = field(default_factory=dict)

    def named(self, name: str) -> Circular:
        """The circular of an id, or of a school year that only one speaks of.

        Raises:
            InvalidCase: When there is none, or several (field `circular`).
            MalformedCircular: When the one asked for cannot be trusted.
        """
        for circular in self.all:
            if circular.id == name:
                return circular
        if name in self.refused:
            raise self.refused[name]
        of_year = tuple(circular for circular in self.all if circular.year == name)
        if len(of_year) == 1:
            return of_year[0]
        raise self._choose(name, of_year or self.all)

    def of_day(self, on: date) -> tuple[Circular, ...]:
        """Those that could answer for a day: of its school year, else of the nearest one known.

        A day before the first year gets the first; a day in a year that has none gets the last one
        before it. The decision says when a day is outside its circular's school year.

        Raises:
            InvalidCase: When there is no circular at all (field `circular`).
            MalformedCircular: When the one of the day's year cannot be trusted.
        """
        year = SchoolYear.of(on)
        if not any(circular.school_year == year for circular in self.all):
            for name, error in self.refused.items():
                if str(year) in name:
                    raise error
        if not self.all:
            raise InvalidCase("circular", CIRCULAR_LABEL, "", "au moins une circulaire lisible")
        years = sorted({circular.school_year.first for circular in self.all})
        nearest = max((one for one in years if one <= year.first), default=years[0])
        return tuple(one for one in self.all if one.school_year.first == nearest)

    def for_day(self, on: date, name: str | None = None) -> Circular:
        """The one that answers for a day: the one named, or the only one that could.

        Raises:
            InvalidCase: When it has to be chosen, or is not known (field `circular`).
            MalformedCircular: When the one named cannot be trusted.
        """
        if name:
            return self.named(name)
        candidates = self.of_day(on)
        if len(candidates) > 1:
            raise self._choose("", candidates)
        return candidates[0]

    def _choose(self, found: str, among: Iterable[Circular]) -> InvalidCase:
        known = " ou ".join(f"{circular.id} ({circular.name})" for circular in among)
        return InvalidCase("circular", CIRCULAR_LABEL, found, known or "une circulaire lisible")


def circulars_from(data: Json) -> Circulars:
    """The circulars of a site from the JSON that its build wrote.

    Args:
        data: `{"vocabulary": …, "circulars": […]}`, each in canonical form.
    """
    vocabulary = vocabulary_from(data["vocabulary"])
    made = [circular_from(one, vocabulary) for one in data["circulars"]]
    return Circulars(vocabulary, in_order(made))


def in_order(circulars: Iterable[Circular]) -> tuple[Circular, ...]:
    """Circulars, the latest school year first, then by their ids."""
    return tuple(sorted(circulars, key=lambda one: (-one.school_year.first, one.id)))
