"""Which pupils may be one and the same: never merged for that, always told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

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


def resemblances(pupils: Sequence[Line], names: Sequence[str]) -> list[Pair]:
    """Each pair of pupils who may be one, from both sides, in the order of the lines.

    Args:
        pupils: The lines of pupils.
        names: Their folded names.
    """
    comparing = _Comparing(pupils, names)
    comparing.all()
    return comparing.pairs


class _Comparing:
    """Pupils, with what is compared of them; only those who share a key are compared."""

    def __init__(self, pupils: Sequence[Line], names: Sequence[str]) -> None:
        self._pupils, self._names = pupils, names
        self._families = [name.partition("\n")[0].replace(" ", "") for name in self._names]
        self._classes = [folded_class(line.class_name) for line in pupils]
        self.pairs: list[Pair] = []

    def all(self) -> None:
        """Compare by each of the keys."""
        births = [line.birth for line in self._pupils]
        first_names = (name.partition("\n")[2] for name in self._names)
        self._compare(_keys(self._families, births), self._of_one_birth)
        self._compare(_keys(self._families, self._classes), self._of_one_class)
        known = zip(self._names, self._classes, strict=True)
        self._compare([name if of_class else None for name, of_class in known], self._of_one_name)
        if not all(self._classes):
            self._compare(self._families, self._without_class)
        self._compare(_keys(first_names, births), self._of_one_first_name)
        self._compare(list(map(_words_in_order, self._names)), self._exchanged)

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

    def _of_one_first_name(self, one: int, two: int) -> Doubt | None:
        """Of one first name and one day of birth: « MARTIN » and « MARTIN DUPONT »."""
        words = [set(self._names[at].partition("\n")[0].split()) - _PARTICLES for at in (one, two)]
        share = words[0] != words[1] and not words[0].isdisjoint(words[1])
        return Doubt.MAYBE_SAME if share else None

    def _exchanged(self, one: int, two: int) -> Doubt | None:
        """Of the same names, the last one and the first exchanged."""
        first, second = self._pupils[one].birth, self._pupils[two].birth
        if self._families[one] == self._families[two] or (first and second and first != second):
            return None
        alike = self._classes[one] == self._classes[two] or (first and second)
        return Doubt.MAYBE_SAME if alike else None

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


def _words_in_order(name: str) -> str:
    return " ".join(sorted(name.split()))
