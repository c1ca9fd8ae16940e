"""Which pupils may be one and the same: never merged for that, always told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from calculator.lists.comparing import (
    folded_class,
    like_first_name,
    same_first_name,
)
from calculator.lists.lines import Line
from calculator.lists.names import PARTICLES
from calculator.lists.rosters import Doubt

_COMPARED = 12
_LINES_OF_OTHERS = 2
"""How many line ends other keys than those of a class, a first name and a part have at most."""

Pair = tuple[int, Doubt, int]
"""A pupil's place, and why that pupil may be the one of the other place."""
Where = tuple[str, int]
"""The file of a line, and its number in it."""


class Named(NamedTuple):
    """A pupil's line, and its folded name."""

    line: Line
    name: str


KIND = 1 << 62
"""Added to the number of a key as many times as the kind of pupil it is of: see `keys_across`."""


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
    numbers: dict[str, int] = {}
    keys = [
        [numbers.setdefault(key, len(numbers)) + more for key, more in keys_across(line, name)]
        for line, name in zip(pupils, names, strict=True)
    ]
    shared = shared_keys(Counter(chain.from_iterable(keys)))
    several: dict[int, list[Named]] = {key: [] for key in shared}
    for place, some in enumerate(keys):
        for key in shared.intersection(number % KIND for number in some):
            several[key].append(Named(pupils[place], names[place]))
    texts = [*numbers]
    others: dict[Where, dict[Where, Line]] = {}
    for key, alike in several.items():
        for one, two in pairs_across(texts[key], sorted(alike, key=where)):
            others.setdefault(where(one), {})[where(two)] = two.line
            others.setdefault(where(two), {})[where(one)] = one.line
    return {place: [told[at] for at in sorted(told)] for place, told in others.items()}


def keys_across(line: Line, name: str) -> list[tuple[str, int]]:
    """What is compared of a pupil across last names, and what is added to the number of each key.

    The names of « MARTIN Ada » and « ADA Martin », and the class or the birth; the first name, the
    birth and a part of the last name of « MARTIN DUPONT » and « DUPONT ROY »; the first name, the
    class and a part of the last name of « MARTIN » and « MARTIN DUPONT », unless both births are
    known. Of that class there are kinds of pupils: of one part without a birth (0, compared with
    all) or with one (1), of several parts without a birth (2, compared with 1 too) or with one (3).

    Args:
        line: The pupil's line.
        name: Its folded name.
    """
    words, in_class = " ".join(sorted(name.split())), folded_class(line.class_name)
    last_name, _, first_name = name.partition("\n")
    parts, birth = _parts(last_name), line.birth
    keys = [(f"{words}\n{in_class}", 0)]
    if birth:
        born = f"\n{birth}\n"
        keys.append((f"{words}{born}", 0))
        keys += [(f"{first_name}{born}{part}", 0) for part in parts]
    if in_class:
        kind = (2 * (len(parts) > 1) + (birth != "")) * KIND
        beginning = f"\n{first_name}\n{in_class}\n"
        keys += [(beginning + part, kind) for part in parts]
    return keys


def _parts(last_name: str) -> Collection[str]:
    """The words of a folded last name, but for its particles."""
    if " " not in last_name:
        return (last_name,)
    words = last_name.split()
    return set(words) - PARTICLES or words[:1]


def shared_keys(times: Mapping[int, int]) -> set[int]:
    """The numbers of the keys of pupils who are to be compared, without what was added.

    Args:
        times: How many pupils have each key, by its number and what is added to it.
    """
    shared = {key for key, number in times.items() if number > 1 and key < KIND}
    of_kinds = [key for key in times if key >= KIND]
    shared.update(own for key in of_kinds if (own := key % KIND) in times)
    if born := {key - KIND for key in of_kinds if key < 2 * KIND}:
        of_several = (key - 2 * KIND for key in of_kinds if 2 * KIND <= key < 3 * KIND)
        shared.update(born.intersection(of_several))
    return shared


def pairs_across(key: str, alike: Iterable[Named]) -> Iterator[tuple[Named, Named]]:
    """The pairs who may be one among pupils who share a key, each with some of the first.

    Args:
        key: The key.
        alike: The pupils, in the order of their lines.
    """
    may_be_one = _may_be_one_of_class if key.count("\n") > _LINES_OF_OTHERS else _may_be_one
    first: list[Named] = []
    for one in alike:
        for two in first:
            if family_of(one.name) != family_of(two.name) and may_be_one(one, two):
                yield one, two
        if len(first) < _COMPARED:
            first.append(one)


def _may_be_one(one: Named, two: Named) -> bool:
    births = one.line.birth, two.line.birth
    return births[0] == births[1] or not all(births)


def _may_be_one_of_class(one: Named, two: Named) -> bool:
    """Whether one of two last names is a part of the other, and nothing tells the births apart."""
    lone = any(len(_parts(each.name.partition("\n")[0])) == 1 for each in (one, two))
    return lone and not (one.line.birth and two.line.birth)


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
