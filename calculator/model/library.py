"""The circulars of a site, and which of them answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from calculator.model.case import CIRCULAR_LABEL
from calculator.model.circular import Circular, SchoolYear
from calculator.model.errors import InvalidCase, MalformedCircular, UnknownYear
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
        """Those that speak of the school year of a day: those of another year never answer.

        Raises:
            InvalidCase: When there is no circular at all (field `circular`).
            MalformedCircular: When the one of the day's year cannot be trusted.
            UnknownYear: When none speaks of that year.
        """
        year = SchoolYear.of(on)
        found = tuple(circular for circular in self.all if circular.school_year == year)
        if found:
            return found
        for name, error in self.refused.items():
            if str(year) in name:
                raise error
        if not self.all:
            raise InvalidCase("circular", CIRCULAR_LABEL, "", "au moins une circulaire lisible")
        raise UnknownYear(str(year), self.years)

    @property
    def years(self) -> list[str]:
        """The school years that are known, the first one first."""
        return sorted({circular.year for circular in self.all})

    def for_day(self, on: date, name: str | None = None) -> Circular:
        """The one that answers for a day: the one named, or the only one that could.

        Raises:
            InvalidCase: When it has to be chosen, or is not known (field `circular`).
            MalformedCircular: When the one named cannot be trusted.
            UnknownYear: When none is named, and none speaks of the day's year.
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
