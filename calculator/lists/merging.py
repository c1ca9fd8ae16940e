"""From the lines of one or several files to pupils: one line for each, the latest.

Lines are of one pupil when names and class are the same, whatever their case, accents, hyphens and
ordinal (« 3 A » and « 3eA »), and nothing tells two pupils apart: not two days of birth, and not
what the other columns of one list say. A line without a class is of the only pupil of that name;
when there are several, the day of birth may tell, else the line is set aside. So is a line without
a day of birth when others of its name have two. What only looks like the same pupil (another first
name, or another class, for one last name and one day of birth) stays apart, and is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count, islice

from calculator.lists.comparing import (
    folded_class,
    folded_name,
    folded_names,
    identity,
    may_be_one,
    rank,
    said,
    with_class,
)
from calculator.lists.lines import WHOLE_LINE, Line, PupilList, Result, SetAside
from calculator.lists.resemblances import Where, across_names, resemblances
from calculator.lists.rosters import About, Doubt, Roster, Superseded

MAYBE_COUNTED_TWICE = (Doubt.MAYBE_SAME, Doubt.OTHER_CLASS, Doubt.HOMONYM)
"""The doubts of pupils who may be one and the same."""
_ABOUT_AT_MOST = 12
"""How many other lines are kept beside a pupil: more than anybody is told of."""


def merge(
    lists: Iterable[PupilList],
    names: Iterable[str] | None = None,
    across: Mapping[Where, Sequence[Line]] | None = None,
) -> Roster:
    """Make one roster of files: a collection of profiles and certification results, say.

    Lines of different last names may be merged apart, but for what is said across them. Of
    several files of one name, the second becomes « export.csv (2) »: their lines stay apart.

    Args:
        lists: The files.
        names: The folded names of their lines, where they are known.
        across: The pupils of other last names whom each pupil may be, where they are known.
    """
    lists = named_apart(lists)
    all_lines = [line for one in lists for line in one.lines]
    folded = folded_names(all_lines) if names is None else names
    lines = list(zip(all_lines, folded, strict=True))
    in_class = [(line, name, with_class(name, line)) for line, name in lines if line.class_name]
    merging = _Merging(_with_several_births((name, line) for line, name in lines))
    several = _with_several_births((key, line) for line, _, key in in_class)
    if several:  # a line that says not which of them comes once all are known
        in_class.sort(key=lambda told: not told[0].birth and told[2] in several)
    for line, name, key in in_class:
        merging.add(line, name, key)
    results = [result for one in lists for result in one.results]
    if results or len(in_class) < len(lines):
        merging.index_names()
    for line, name in lines:
        if not line.class_name:
            merging.add_without_class(line, name)
    several = _with_several_births((folded_name(one.line), one.line) for one in results)
    results.sort(key=lambda one: not one.line.birth and folded_name(one.line) in several)
    for result in results:
        merging.add_result(result)
    merging.check_results()
    merging.compare(across)
    return merging.roster(lists)


class _Merging:
    """Pupils, by their place in a list, found by name and class, or by name once all are known."""

    def __init__(self, several: set[str]) -> None:
        """Begin with the names of which there are several days of birth."""
        self.several = several
        self.pupils: list[Line] = []
        self.names: list[str] = []
        self.of_class: dict[str, dict[str, int]] = {}
        self.with_class: dict[str, list[int]] = {}
        self.by_birth: dict[str, dict[str, list[int]]] = {}
        self.without_class: dict[str, list[int]] = {}
        self.replaced: list[tuple[Line, int]] = []
        self.results: dict[int, list[Result]] = {}
        self.set_aside: list[SetAside] = []
        self.doubts: dict[int, tuple[Doubt, ...]] = {}
        self.about: dict[int, tuple[About, ...]] = {}

    def add(self, line: Line, name: str, key: str) -> None:
        """Take a line with a class.

        Args:
            line: The line.
            name: The folded name.
            key: The name and class as they are compared.
        """
        alike = self.of_class.get(key)
        if alike is None:
            self.of_class[key] = {identity(line): self._new(line, name)}
            return
        who = identity(line)
        place = alike.get(who)
        if place is None:
            maybe = [at for other, at in alike.items() if may_be_one(other, who, line)]
            if maybe:
                place = self._only(maybe, line)
                if place is None:
                    return
        if place is None:
            place = self._new(line, name)
            if not line.birth:
                self._doubt_each(Doubt.HOMONYM, [*alike.values(), place])
        else:
            self._merge_alike(place, line)
        if line.birth:  # tells more than what identified the pupil until now
            for other in [one for one, at in alike.items() if at == place and one[:1] != "b"]:
                del alike[other]
        if self.pupils[place].birth:
            alike[f"b{self.pupils[place].birth}"] = place
        else:
            alike.setdefault(who, place)

    def _merge_alike(self, place: int, line: Line) -> None:
        """Merge a line of the same name and class, and say when nothing proves it the same."""
        known = self.pupils[place]
        unproved = not line.birth and not line.sent and not known.sent and line.shared is None
        if unproved and line.file == known.file and line.levels is None:
            self._doubt(place, Doubt.TWICE, line)
        self._choose(place, line)

    def _doubt_each(self, doubt: Doubt, places: Sequence[int]) -> None:
        """Say of each of these pupils that another may be the same."""
        for place in places:
            other = places[0] if place != places[0] else places[-1]
            self._doubt(place, doubt, self.pupils[other])

    def compare(self, across: Mapping[Where, Sequence[Line]] | None) -> None:
        """Say which pupils may be one.

        Args:
            across: Those of other last names, where they are known.
        """
        for place, doubt, other in resemblances(self.pupils, self.names):
            self._doubt(place, doubt, self.pupils[other])
        if across is None:
            across = across_names(self.pupils, self.names)
        for place, pupil in enumerate(self.pupils if across else ()):
            for line in across.get(pupil[:2], ()):
                self._doubt(place, Doubt.MAYBE_SAME, line)

    def index_names(self) -> None:
        """Prepare for lines without a class, once all those with one are known."""
        for place, name in enumerate(self.names):
            self.with_class.setdefault(name, []).append(place)

    def add_without_class(self, line: Line, name: str) -> None:
        """Take a line whose class is not given: of the only pupil of that name, or one more."""
        alike = self.without_class.setdefault(name, [])
        same = self._in_a_class(name, line.birth)
        if same:
            place = self._only(same, line, unsure=name in self.several)
            if place is None:
                return
            self._choose(place, line)
            alike.append(place)
        else:
            place = self._new(line, name)
            alike.append(place)
        first = alike[0]
        if len(alike) > 1 and (first == place or self._may_be([first], line.birth)):
            self._doubt(first, Doubt.SAME_NAME)
            self._doubt(place, Doubt.SAME_NAME)

    def add_result(self, result: Result) -> None:
        """Take a certification result, once all pupils are known."""
        line = result.line
        name, class_name = folded_name(line), folded_class(line.class_name)
        alike = self.without_class.setdefault(name, [])
        known = self._may_be(sorted({*self.with_class.get(name, ()), *alike}), line.birth)
        same = [
            place
            for place in known
            if not class_name or folded_class(self.pupils[place].class_name) in ("", class_name)
        ]
        born = [place for place in same if line.birth and self.pupils[place].birth == line.birth]
        if same:
            place = self._only(born or same, line)
        else:
            place = self._new(line, name)
            alike.append(place)
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
                self._put_aside(line, found, expected)

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
            about=self.about,
        )

    def _may_be(self, places: Iterable[int], birth: str) -> list[int]:
        """Those of these pupils that a line may be about: no two days of birth differ."""
        return [one for one in places if not birth or self.pupils[one].birth in ("", birth)]

    def _new(self, line: Line, name: str) -> int:
        """One more pupil, of that folded name; the place."""
        self.pupils.append(line)
        self.names.append(name)
        return len(self.names) - 1

    def _in_a_class(self, name: str, birth: str) -> list[int]:
        """The pupils of a class that a line without one may be about, by name and birth."""
        places = self.with_class.get(name, [])
        if not birth:
            return places
        if len(places) < 2:
            return self._may_be(places, birth)
        if name not in self.by_birth:
            days = self.by_birth[name] = {}
            for place in places:
                days.setdefault(self.pupils[place].birth, []).append(place)
        days = self.by_birth[name]
        return days.get(birth) or days.get("", [])

    def _only(self, places: Collection[int], line: Line, *, unsure: bool = False) -> int | None:
        """The one of these pupils that a line is about; None, and set aside, when none is sure.

        Args:
            places: The pupils.
            line: The line.
            unsure: Whether others of this name were born on other days: then it must say which.
        """
        if len(places) == 1:
            (place,) = places
            if not unsure or (line.birth and line.birth == self.pupils[place].birth):
                return place
        names = ", ".join(
            self.pupils[place].class_name or "sans classe" for place in islice(places, 5)
        )
        known = (
            f"{len(places)} élèves nommés"
            if len(places) > 1
            else "d’autres naissances que celle de"
        )
        found = f"{known} {line.first_name} {line.last_name} ({names})"
        expected = "une classe ou une date de naissance qui dise duquel il s’agit"
        self._put_aside(line, found, expected)
        return None

    def _put_aside(self, line: Line, found: str, expected: str) -> None:
        self.set_aside.append(SetAside(line.file, line.number, WHOLE_LINE, found, expected))

    def _choose(self, place: int, line: Line) -> None:
        """Keep the later of two lines of a pupil; of the same date, the first of the file."""
        known = self.pupils[place]
        before, after = rank(known), rank(line)
        if before == after and said(known) != said(line):
            self._doubt(place, Doubt.SAME_DATE)
        if after > before:
            known, line = line, known
            kept = [one for one in self.doubts.pop(place, ()) if one is not Doubt.SAME_DATE]
            if kept:
                self.doubts[place] = tuple(kept)
        if line.birth and not known.birth:
            known = known._replace(birth=line.birth)
        if line.class_name and not known.class_name:
            known = known._replace(class_name=line.class_name)
        if (line.left and not known.left) or (line.level and not known.level):
            known = known._replace(left=known.left or line.left, level=known.level or line.level)
        self.pupils[place] = known
        self.replaced.append((line, place))

    def _doubt(self, place: int, doubt: Doubt, other: Line | None = None) -> None:
        doubts = self.doubts.get(place, ())
        if doubt not in doubts:
            self.doubts[place] = (*doubts, doubt)
        about = self.about.get(place, ())
        if other is not None and len(about) < _ABOUT_AT_MOST:
            self.about[place] = (*about, (doubt, other))


def named_apart(lists: Iterable[PupilList]) -> tuple[PupilList, ...]:
    """The files, each with a name that no other has: « export.csv », « export.csv (2) »."""
    lists = tuple(lists)
    free = {one.file for one in lists}
    used: set[str] = set()
    apart = []
    for one in lists:
        name = one.file
        if name in used:
            names = (f"{one.file} ({number})" for number in count(2))
            name = next(name for name in names if name not in free and name not in used)
        used.add(name)
        apart.append(one if name == one.file else _renamed(one, name))
    return tuple(apart)


def _renamed(one: PupilList, file: str) -> PupilList:
    return replace(
        one,
        file=file,
        lines=tuple(line._replace(file=file) for line in one.lines),
        results=tuple(r._replace(line=r.line._replace(file=file)) for r in one.results),
        set_aside=tuple(replace(aside, file=file) for aside in one.set_aside),
    )


def _with_several_births(lines: Iterable[tuple[str, Line]]) -> set[str]:
    """The keys of which lines have several days of birth; each line comes with its key."""
    first: dict[str, str] = {}
    born = ((key, line.birth) for key, line in lines if line.birth)
    return {key for key, birth in born if first.setdefault(key, birth) != birth}
