"""Doubts across last names in long lists, whose lines of different last names are apart.

    keys of lines ─► last names that share one ─► their pupils, by key ─► who may be whom

Two pupils who share no key (`keys_across`) are not compared. Keys are numbers at first, in a file:
what is found by them is compared again by the keys themselves.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, compress, groupby
from typing import Any

from calculator.lists.comparing import folded_name, folded_names
from calculator.lists.lines import Line, PupilList
from calculator.lists.merging import merge
from calculator.lists.resemblances import (
    KIND,
    Named,
    Where,
    family_of,
    keys_across,
    pairs_across,
    shared_keys,
    where,
)
from calculator.packing_lines import (
    Packed,
    bucket_of,
    number_of,
    numbered,
    packed_line,
    packed_lines,
    unpacked_line,
)
from calculator.sorting import Pair, Sorted

_HELD_AT_MOST = 2_000
_TOLD_AT_MOST = 12
"""Of how many others a pupil may be one: as many as are kept."""

Compared = tuple[str, str, Packed]
"""A key of a pupil, the folded name, and the line."""


def shared_by_families(blocks: Iterable[bytes]) -> tuple[set[int], set[int]]:
    """The last names of lines that share a key with another line, and with another last name.

    Args:
        blocks: Keys, as `packed_part` packs them: all those of a bucket.
    """
    numbers = array("Q", b"".join(blocks))
    keys, families = numbers[::2], numbers[1::2]
    shared = shared_keys(Counter(keys))
    own = array("Q", map((KIND - 1).__and__, keys))
    pairs = [*compress(zip(own, families, strict=True), map(shared.__contains__, own))]
    last = dict(pairs)
    found = ((last[key], one) for key, one in pairs if last[key] != one)
    return {family for _, family in pairs}, set(chain.from_iterable(found))


@dataclass(frozen=True, slots=True)
class Apart:
    """Lines that wait until it is known who may be whom.

    Attributes:
        blocks: The lines, as `packed_lines` packs them.
        compared: What is compared of their pupils.
    """

    blocks: list[dict[int, bytes]] = field(default_factory=list, repr=False)
    compared: list[Compared] = field(default_factory=list, repr=False)


def set_apart(
    files: Iterable[int],
    lists: Sequence[PupilList],
    names: Sequence[str],
    families: frozenset[int],
    *,
    compare: bool,
) -> tuple[list[PupilList], list[str], Apart]:
    """The lists without the lines of some last names, the names of their lines, and those lines.

    Args:
        files: The places of the files.
        lists: The lists.
        names: The folded names of their lines.
        families: The numbers of these last names.
        compare: Whether all their lines are here, so that their pupils can be compared.
    """
    if not families:
        return [*lists], [*names], Apart()
    of_results = folded_names(result.line for one in lists for result in one.results)
    known = {*names, *of_results}
    apart = {name for name in known if number_of(family_of(name)) in families}
    left, blocks = iter(names), []
    left_results = iter(of_results)
    kept, waiting = [], []
    kept_names, waiting_names = list[str](), list[str]()
    for place, one in zip(files, lists, strict=True):
        lines = [(line, next(left)) for line in one.lines]
        results = [(result, next(left_results)) for result in one.results]
        held = [pair for pair in lines if pair[1] in apart]
        held_results = [pair for pair in results if pair[1] in apart]
        part = replace(
            one,
            lines=tuple([line for line, _ in held]),
            results=tuple([result for result, _ in held_results]),
            set_aside=(),
        )
        its_names = [name for _, name in held]
        its_results = numbered(name for _, name in held_results)
        blocks.append(packed_lines(place, part, numbered(its_names), its_results))
        waiting.append(part)
        waiting_names += its_names
        rest = [pair for pair in lines if pair[1] not in apart]
        rest_results = tuple([result for result, name in results if name not in apart])
        kept.append(replace(one, lines=tuple([line for line, _ in rest]), results=rest_results))
        kept_names += [name for _, name in rest]
    pupils = merge(waiting, waiting_names, {}).pupils if compare else ()
    return kept, kept_names, Apart(blocks, [*chain.from_iterable(map(_compared, pupils))])


def _compared(line: Line) -> Iterator[Compared]:
    name = folded_name(line)
    packed = packed_line(line)
    return ((key, name, packed) for key, _ in keys_across(line, name))


class Across:
    """Who may be one under two last names, of pupils by what they share."""

    def __init__(self) -> None:
        """Begin with no pupil."""
        self._pupils = _sorted()

    def add(self, pupils: Iterable[Compared]) -> None:
        """Take pupils."""
        for key, name, line in pupils:
            self._pupils.add((key, *line[:2]), (name, line))

    def others(self) -> Iterator[tuple[int, dict[Where, list[Line]]]]:
        """By bucket, in order, whom of other last names each pupil may be, in their order."""
        told = _sorted()
        for key, alike in groupby(self._pupils.pairs(), key=_first_of_key):
            pupils = (Named(unpacked_line(line), name) for _, (name, line) in alike)
            for one, two in _told(key, pupils):
                bucket = bucket_of(number_of(family_of(one.name)))
                told.add((bucket, *where(one), *where(two)), packed_line(two.line))
        for bucket, some in groupby(told.pairs(), key=_first_of_key):
            others: dict[Where, dict[Where, Line]] = {}
            for (_, file, number, *at), line in some:
                of_pupil = others.setdefault((file, number), {})
                if len(of_pupil) < _TOLD_AT_MOST:
                    of_pupil[at[0], at[1]] = unpacked_line(line)
            yield bucket, {at: [*of_pupil.values()] for at, of_pupil in others.items()}


def _sorted() -> Sorted[Packed]:
    return Sorted(_HELD_AT_MOST, tuple, tuple)


def _first_of_key(pair: Pair[Packed]) -> Any:
    return pair[0][0]


def _told(key: str, alike: Iterable[Named]) -> Iterator[tuple[Named, Named]]:
    """The pairs of pupils who share a key, from both sides; of each pupil, some of the first."""
    times = Counter[Where]()
    for one, two in pairs_across(key, alike):
        yield one, two
        times[where(two)] += 1
        if times[where(two)] <= _TOLD_AT_MOST:
            yield two, one
