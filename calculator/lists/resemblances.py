"""Which pupils may be one and the same: never merged for that, always told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from calculator.lists.comparing import (
    folded_class,
    like_first_name,
    same_first_name,
)
from calculator.lists.lines import Line
from calculator.lists.rosters import Doubt

_COMPARED = 12
_PARTICLES = frozenset(("de", "du", "des", "la", "le", "les", "el", "ben", "van", "da", "dos"))

Pair = tuple[int, Doubt, int]
"""A pupil's place, and why that pupil may be the one of the other place."""
Where = tuple[str, int]
"""The file of a line, and its number in it."""


class Named(NamedTuple):
    """A pupil's line, and the last name as it is compared: `family_of` its folded name."""

    line: Line
    family: str


def family_of(name: str) -> str:
    """The last name of a folded name, « LE GALL » and « LEGALL » alike."""
    return name.partition("\n")[0].replace(" ", "")


def resemblances(pupils: Sequence[Line], names: Sequence[str]) -> list[Pair]:
    """Each pair of pupils of one last name who may be one, from both sides, in order of lines.

    Args:
        pupils: The lines of pupils.
        names: Their folded names.
    """
    comparing = _Comparing(pupils, names)
    comparing.all()
    return comparing.pairs


def across_names(pupils: Sequence[Line], names: Sequence[str]) -> dict[Where, list[Line]]:
    """The pupils of other last names whom each pupil may be, in the order of their lines.

    Args:
        pupils: The lines of pupils.
        names: Their folded names.
    """
    keys = [keys_across(line, name) for line, name in zip(pupils, names, strict=True)]
    times = Counter(chain.from_iterable(keys))
    several: dict[str, list[Named]] = {key: [] for key, number in times.items() if number > 1}
    for place, shared in enumerate(keys):
        for key in filter(several.__contains__, shared):
            several[key].append(Named(pupils[place], family_of(names[place])))
    others: dict[Where, dict[Where, Line]] = {}
    for alike in several.values():
        for one, two in pairs_across(sorted(alike, key=where)):
            others.setdefault(where(one), {})[where(two)] = two.line
            others.setdefault(where(two), {})[where(one)] = one.line
    return {place: [told[at] for at in sorted(told)] for place, told in others.items()}


def keys_across(line: Line, name: str) -> list[str]:
    """What two pupils of different last names share, when they may be one.

    The names of « MARTIN Ada » and « ADA Martin », and the class or the birth; the first name, the
    birth and a part of the last name of « MARTIN » and « MARTIN DUPONT ».

    Args:
        line: The pupil's line.
        name: Its folded name.
    """
    words = " ".join(sorted(name.split()))
    keys = [f"{words}\n{folded_class(line.class_name)}"]
    if line.birth:
        last_name, _, first_name = name.partition("\n")
        born = f"\n{line.birth}\n"
        keys.append(f"{words}{born}")
        parts = set(last_name.split()) - _PARTICLES
        keys += [f"{first_name}{born}{part}" for part in sorted(parts)]
    return keys


def pairs_across(alike: Iterable[Named]) -> Iterator[tuple[Named, Named]]:
    """The pairs who may be one among pupils who share a key, each with some of the first.

    Args:
        alike: The pupils, in the order of their lines.
    """
    first: list[Named] = []
    for one in alike:
        for two in first:
            births = one.line.birth, two.line.birth
            if one.family != two.family and (births[0] == births[1] or not all(births)):
                yield one, two
        if len(first) < _COMPARED:
            first.append(one)


def where(pupil: Named) -> Where:
    """Where a pupil's line stands."""
    return pupil.line[:2]


class _Comparing:
    """Pupils, with what is compared of them; only those who share a key are compared."""

    def __init__(self, pupils: Sequence[Line], names: Sequence[str]) -> None:
        self._pupils, self._names = pupils, names
        self._families = [*map(family_of, names)]
        self._classes = [folded_class(line.class_name) for line in pupils]
        self.pairs: list[Pair] = []

    def all(self) -> None:
        """Compare by each of the keys."""
        births = [line.birth for line in self._pupils]
        self._compare(_keys(self._families, births), self._of_one_birth)
        self._compare(_keys(self._families, self._classes), self._of_one_class)
        known = zip(self._names, self._classes, strict=True)
        self._compare([name if of_class else None for name, of_class in known], self._of_one_name)
        if not all(self._classes):
            self._compare(self._families, self._without_class)

    def _compare(
        self, keys: Sequence[object], doubt_of: Callable[[int, int], Doubt | None]
    ) -> None:
        for places in _together(keys):
            places.sort(key=lambda place: self._pupils[place][:2])
            for at, one in enumerate(places):
                for two in places[: min(at, _COMPARED)]:
                    if doubt := doubt_of(one, two):
                        self.pairs += ((one, doubt, two), (two, doubt, one))

    def _of_one_birth(self, one: int, two: int) -> Doubt | None:
        """Of one last name and one day of birth; None for twins."""
        first, second = self._pupils[one], self._pupils[two]
        if same_first_name(first, second):
            same_class = self._classes[one] == self._classes[two]
            return Doubt.MAYBE_SAME if same_class else Doubt.OTHER_CLASS
        alike = first.file != second.file or like_first_name(first, second)
        return Doubt.MAYBE_SAME if alike else None

    def _of_one_class(self, one: int, two: int) -> Doubt | None:
        """Of one last name and one class; those of one whole name are told apart already."""
        if self._both_born(one, two) or self._names[one] == self._names[two]:
            return None
        first, second = self._pupils[one], self._pupils[two]
        alike = same_first_name(first, second) or (
            first.file != second.file and like_first_name(first, second)
        )
        return Doubt.MAYBE_SAME if alike else None

    def _without_class(self, one: int, two: int) -> Doubt | None:
        with_class = self._classes[one] and self._classes[two]
        return None if with_class else self._of_one_class(one, two)

    def _of_one_name(self, one: int, two: int) -> Doubt | None:
        other = self._classes[one] != self._classes[two]
        return Doubt.NAMESAKE if other and not self._both_born(one, two) else None

    def _both_born(self, one: int, two: int) -> bool:
        return bool(self._pupils[one].birth and self._pupils[two].birth)


def _keys(names: Iterable[str], others: Iterable[str]) -> list[object]:
    """Names with what else must be the same; None where that is not known."""
    return [(name, other) if other else None for name, other in zip(names, others, strict=True)]


def _together(keys: Sequence[object]) -> Iterator[list[int]]:
    """The places of equal keys, where there are several; None is no key."""
    several: dict[object, list[int]] = {
        key: [] for key, times in Counter(keys).items() if times > 1 and key is not None
    }
    if several:
        for place, key in enumerate(keys):
            if key in several:
                several[key].append(place)
    return iter(several.values())
