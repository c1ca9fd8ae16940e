"""From the lines of one or several files to pupils: one line for each, the latest.

Lines are of one pupil when names and class are the same, whatever their case and accents, and no
two days of birth differ. A line without a class is of the only pupil of that name; when there are
several, the day of birth may tell, else the line is set aside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from calculator.roster.errors import NotAList
from calculator.roster.lines import Line, PupilList, Result, SetAside
from calculator.roster.texts import fold
from calculator.rules.vocabulary import Labelled


class Doubt(Labelled):
    """What a person has to look at beside an answer."""

    COUNT_DIFFERS = "count_differs", "nombre de compétences différent de celui du fichier"
    CERTIFIABLE_DIFFERS = "certifiable_differs", "« Certifiable » différent de celui du fichier"
    INCOMPLETE = "incomplete", "compétences sans niveau, comptées comme non atteintes"
    SAME_NAME = "same_name", "même nom sur une autre ligne, sans classe : deux élèves, ou un seul ?"
    SAME_DATE = "same_date", "deux envois de la même date, différents : le premier des deux compte"
    OTHER_YEAR = "other_year", "certification d’une autre année scolaire"
    AFTER = "after", "certification obtenue après la date de référence"
    NOT_CONFIRMED = (
        "not_confirmed",
        "deux résultats différents pour une même certification : celui qui n’est pas validé compte",
    )


@dataclass(frozen=True, slots=True)
class Superseded:
    """A line that another, later one of the same pupil replaces."""

    line: Line
    by: Line


@dataclass(frozen=True, slots=True)
class Roster:
    """The pupils of one or several files.

    Attributes:
        lists: The files.
        pupils: The line that counts for each pupil, in the order of the files.
        results: The certification results of a pupil, by place in `pupils`; which of them counts
            depends on the school year.
        superseded: The lines that a later one replaces, but for results.
        set_aside: Those that could not be used, or given to a pupil.
        doubts: What is to be looked at, by place in `pupils`.
    """

    lists: tuple[PupilList, ...]
    pupils: tuple[Line, ...]
    results: dict[int, tuple[Result, ...]]
    superseded: tuple[Superseded, ...]
    set_aside: tuple[SetAside, ...]
    doubts: dict[int, tuple[Doubt, ...]]

    @property
    def class_names(self) -> dict[str, int]:
        """How many pupils each class has, by its name, in the order of the files."""
        counts: dict[str, int] = {}
        for line in self.pupils:
            counts[line.class_name] = counts.get(line.class_name, 0) + 1
        return counts


def merge(lists: Iterable[PupilList]) -> Roster:
    """Make one roster of files: a collection of profiles and certification results, say.

    Raises:
        NotAList: When two files have one name: nobody could tell their lines apart.
    """
    lists = tuple(lists)
    names = [one.file for one in lists]
    for file in names:
        if names.count(file) > 1:
            raise NotAList(file, "deux fichiers de ce nom", "des fichiers de noms différents")
    merging = _Merging()
    lines = [line for one in lists for line in one.lines]
    for line in lines:
        if line.class_name:
            merging.add(line)
    merging.index_names()
    for line in lines:
        if not line.class_name:
            merging.add_without_class(line)
    for result in _told_apart([result for one in lists for result in one.results]):
        merging.add_result(result)
    merging.check_results()
    return merging.roster(lists)


class _Merging:
    """Pupils, by their place in a list, found by name and class, or by name once all are known."""

    def __init__(self) -> None:
        self.pupils: list[Line] = []
        self.of_class: dict[str, dict[str, int]] = {}
        self.with_class: dict[str, list[int]] = {}
        self.without_class: dict[str, list[int]] = {}
        self.replaced: list[tuple[Line, int]] = []
        self.results: dict[int, list[Result]] = {}
        self.set_aside: list[SetAside] = []
        self.doubts: dict[int, tuple[Doubt, ...]] = {}

    def add(self, line: Line) -> None:
        """Take a line with a class."""
        births = self.of_class.setdefault(f"{_name(line)}\n{fold(line.class_name)}", {})
        place = births.get(line.birth)
        if place is None and line.birth:
            place = births.pop("", None)
        elif place is None and births:
            place = self._only([*births.values()], line)
            if place is None:
                return
        if place is None:
            place = len(self.pupils)
            self.pupils.append(line)
        else:
            self._choose(place, line)
        births.setdefault(line.birth or self.pupils[place].birth, place)

    def index_names(self) -> None:
        """Prepare for lines without a class, once all those with one are known."""
        for place, line in enumerate(self.pupils):
            self.with_class.setdefault(_name(line), []).append(place)

    def add_without_class(self, line: Line) -> None:
        """Take a line whose class is not given: of the only pupil of that name, or one more."""
        name = _name(line)
        alike = self.without_class.setdefault(name, [])
        same = self._may_be(self.with_class.get(name, []), line)
        if same:
            place = self._only(same, line)
            if place is None:
                return
            self._choose(place, line)
            alike.append(place)
        else:
            place = self._append(alike, line)
        first = alike[0]
        if len(alike) > 1 and (first == place or self._may_be([first], line)):
            self._doubt(first, Doubt.SAME_NAME)
            self._doubt(place, Doubt.SAME_NAME)

    def add_result(self, result: Result) -> None:
        """Take a certification result, once all pupils are known."""
        line = result.line
        name, class_name = _name(line), fold(line.class_name)
        alike = self.without_class.setdefault(name, [])
        known = self._may_be({*self.with_class.get(name, ()), *alike}, line)
        same = [
            place
            for place in known
            if not class_name or fold(self.pupils[place].class_name) in ("", class_name)
        ]
        place = self._only(same, line) if same else self._append(alike, line)
        if place is None:
            return
        self.results.setdefault(place, []).append(result)
        if line.class_name and not self.pupils[place].class_name:
            self.pupils[place] = self.pupils[place]._replace(class_name=line.class_name)

    def check_results(self) -> None:
        """Take back the results of several people given to one pupil, whose birth is not known."""
        for place, results in [*self.results.items()]:
            births = {one.line.birth for one in results} - {""}
            if len(births) < 2:
                continue
            del self.results[place]
            for line in (one.line for one in results):
                found = (
                    f"{len(results)} résultats au nom de {line.first_name} {line.last_name}, "
                    "de naissances différentes"
                )
                expected = "la date de naissance dans la liste des élèves, pour savoir lequel"
                self.set_aside.append(SetAside(line.file, line.number, "ligne", found, expected))

    def roster(self, lists: tuple[PupilList, ...]) -> Roster:
        """Give what was merged."""
        aside = [one for each in lists for one in each.set_aside]
        return Roster(
            lists=lists,
            pupils=tuple(self.pupils),
            results={place: tuple(results) for place, results in self.results.items()},
            superseded=tuple(Superseded(old, self.pupils[place]) for old, place in self.replaced),
            set_aside=(*aside, *self.set_aside),
            doubts=self.doubts,
        )

    def _may_be(self, places: Iterable[int], line: Line) -> list[int]:
        """Those of these pupils that a line may be about: no two days of birth differ."""
        births = ((place, self.pupils[place].birth) for place in places)
        return [place for place, birth in births if not birth or line.birth in ("", birth)]

    def _append(self, places: list[int], line: Line) -> int:
        places.append(len(self.pupils))
        self.pupils.append(line)
        return places[-1]

    def _only(self, places: list[int], line: Line) -> int | None:
        """The one of these pupils that a line is about; None, and set aside, when none is sure."""
        if len(places) > 1 and line.birth:
            born = [place for place in places if self.pupils[place].birth == line.birth]
            places = born or places
        if len(places) == 1:
            return places[0]
        names = ", ".join(self.pupils[place].class_name or "sans classe" for place in places[:5])
        found = f"{len(places)} élèves nommés {line.first_name} {line.last_name} ({names})"
        expected = "une classe ou une date de naissance qui dise duquel il s’agit"
        self.set_aside.append(SetAside(line.file, line.number, "ligne", found, expected))
        return None

    def _choose(self, place: int, line: Line) -> None:
        """Keep the later of two lines of a pupil; of the same date, the first of the file."""
        known = self.pupils[place]
        before, after = _rank(known), _rank(line)
        if before == after and _said(known) != _said(line):
            self._doubt(place, Doubt.SAME_DATE)
        if after > before:
            known, line = line, known
            self.doubts.pop(place, None)
        if line.birth and not known.birth:
            known = known._replace(birth=line.birth)
        if line.class_name and not known.class_name:
            known = known._replace(class_name=line.class_name)
        self.pupils[place] = known
        self.replaced.append((line, place))

    def _doubt(self, place: int, doubt: Doubt) -> None:
        doubts = self.doubts.get(place, ())
        if doubt not in doubts:
            self.doubts[place] = (*doubts, doubt)


def _told_apart(results: list[Result]) -> list[Result]:
    """The results, with those that do not say which of several people of one name last."""
    births: dict[str, set[str]] = {}
    for one in results:
        if one.line.birth:
            births.setdefault(_name(one.line), set()).add(one.line.birth)
    several = {name for name, days in births.items() if len(days) > 1}
    return sorted(results, key=lambda one: not one.line.birth and _name(one.line) in several)


def _name(line: Line) -> str:
    return f"{fold(line.last_name)}\n{fold(line.first_name)}"


def _rank(line: Line) -> tuple[bool, str, bool]:
    """What says more comes before what says less, the later before the earlier."""
    tells = (
        line.levels is not None
        or line.says_certifiable is not None
        or line.says_reached is not None
    )
    return tells, line.sent, line.shared is not None


def _said(line: Line) -> tuple[object, ...]:
    return line.levels, line.pix, line.says_certifiable, line.says_reached, line.shared
