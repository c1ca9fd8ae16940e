"""The circulars of a site, and which of them answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from calculator.model.case import CIRCULAR_LABEL
from calculator.model.circular import Circular, SchoolYear
from calculator.model.errors import InvalidCase, MalformedCircular, UnknownYear
from calculator.model.loading import Json, circular_from, vocabulary_from
from calculator.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Circulars:
    """The circulars of a folder; each is made when it is first needed.

    Attributes:
        vocabulary: The words that they share.
        years: The school years of those that can be trusted, by id, in their order.
        made: Gives the one of an id.
        refused: What is wrong with the others, by id.
    """

    vocabulary: Vocabulary
    years: Mapping[str, SchoolYear]
    made: Callable[[str], Circular]
    refused: Mapping[str, MalformedCircular]

    @property
    def all(self) -> tuple[Circular, ...]:
        """Those that can be trusted, the latest school year first, then by their ids."""
        return tuple(map(self.made, self.years))

    def named(self, name: str) -> Circular:
        """The circular of an id, or of a school year that only one speaks of.

        Raises:
            InvalidCase: When there is none, or several (field `circular`).
            MalformedCircular: When the one asked for cannot be trusted.
        """
        if name in self.years:
            return self.made(name)
        if name in self.refused:
            raise self.refused[name]
        of_year = [known for known, year in self.years.items() if str(year) == name]
        if len(of_year) == 1:
            return self.made(of_year[0])
        raise self._choose(name, of_year or self.years)

    def of_day(self, on: date) -> tuple[Circular, ...]:
        """Those that speak of the school year of a day: those of another year never answer.

        Raises:
            InvalidCase: When there is no circular at all (field `circular`).
            MalformedCircular: When the one of the day's year cannot be trusted.
            UnknownYear: When none speaks of that year.
        """
        year = SchoolYear.of(on)
        found = tuple(self.made(name) for name, known in self.years.items() if known == year)
        if found:
            return found
        for name, error in self.refused.items():
            if str(year) in name:
                raise error
        if not self.years:
            raise InvalidCase("circular", CIRCULAR_LABEL, "", "au moins une circulaire lisible")
        raise UnknownYear(str(year), dict.fromkeys(sorted(map(str, self.years.values()))))

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
            raise self._choose("", [circular.id for circular in candidates])
        return candidates[0]

    def _choose(self, found: str, among: Iterable[str]) -> InvalidCase:
        known = " ou ".join(f"{name} ({self.made(name).name})" for name in among)
        return InvalidCase("circular", CIRCULAR_LABEL, found, known or "une circulaire lisible")


def circulars_from(data: Json) -> Circulars:
    """The circulars of a site from the JSON that its build wrote.

    Args:
        data: `{"vocabulary": …, "circulars": […]}`, each in canonical form; `refused` too, if any.
    """
    vocabulary = vocabulary_from(data["vocabulary"])
    each = {one["id"]: one for one in data["circulars"]}
    years = {name: SchoolYear.named(one["school_year"]) for name, one in each.items()}
    made = cache(lambda name: circular_from(each[name], vocabulary))
    return Circulars(vocabulary, in_order(years), made, data.get("refused", {}))


def in_order(years: Mapping[str, SchoolYear]) -> dict[str, SchoolYear]:
    """The school years of circulars, the latest first, then by their ids."""
    return dict(sorted(years.items(), key=lambda one: (-one[1].first, one[0])))
