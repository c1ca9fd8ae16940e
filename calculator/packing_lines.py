"""Lines and answers as plain tuples, which `marshal` writes in a fifth of the time of `pickle`."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any
from zlib import adler32, crc32

from calculator.lists.answers import PupilAnswer, Situation
from calculator.lists.comparing import folded_names
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import Line, PupilList, Result, SetAside
from calculator.lists.resemblances import KIND, family_of, keys_across
from calculator.lists.rosters import Doubt
from calculator.model.decision import Decision

BUCKETS = 256
"""Among so many the lines of a list are shared out; those of one last name are in one.

As many hold what is compared of them.
"""
LINES, FAMILIES = BUCKETS, BUCKETS + 1
"""The keys of the lines of parts of files, and of the last names in them, part by part."""
Packed = tuple[Any, ...]
Numbered = tuple[str, int]
"""A folded name, and the number of its last name."""

_LEVELS: dict[str | None, ClassLevel | None] = {None: None, **{str(one): one for one in ClassLevel}}
_SITUATIONS = {str(one): one for one in Situation}
_DOUBTS = {str(one): one for one in Doubt}
_LEVEL = Line._fields.index("level")
_NUMBER = itemgetter(Line._fields.index("number"))
_new_line: Callable[[tuple[Any, ...]], Line] = partial(tuple.__new__, Line)


def number_of(text: str) -> int:
    """A number of 64 bits for a text, the same in every process; hardly another text has it."""
    content = text.encode("utf-8", "surrogatepass")
    return adler32(content) << 32 | crc32(content)


def packed_part(place: int, part: PupilList) -> dict[int, bytes]:
    """The lines of a part of a file, their last names, and by bucket what is compared.

    Args:
        place: Which file it is.
        part: The part.
    """
    names = folded_names(part.lines)
    results = [result.line for result in part.results]
    of_results = folded_names(results)
    families = array("Q", map(number_of, map(family_of, chain(names, of_results))))
    lines = [(name, *packed_line(line)[1:]) for line, name in zip(part.lines, names, strict=True)]
    told = [(packed_line(one.line)[1:], *one[1:]) for one in part.results]
    aside = [(one.number, one.column, one.found, one.expected) for one in part.set_aside]
    keys = _packed_keys(chain(part.lines, results), chain(names, of_results), families)
    keys[LINES] = marshal.dumps((place, lines, told, aside, part.spans))
    keys[FAMILIES] = families.tobytes()
    return keys


def numbered(names: Iterable[str]) -> list[Numbered]:
    """Folded names, each with the number of its last name."""
    return [(name, number_of(family_of(name))) for name in names]


def packed_lines(
    place: int, part: PupilList, names: Iterable[Numbered], of_results: Iterable[Numbered]
) -> dict[int, bytes]:
    """The lines of a part of a file, by bucket.

    Args:
        place: Which file it is.
        part: The part.
        names: The names of its lines, numbered.
        of_results: Those of its results.
    """
    lines: dict[int, list[Packed]] = {}
    results: dict[int, list[Packed]] = {}
    aside: dict[int, list[Packed]] = {}
    spans: dict[int, dict[int, int]] = {}
    some = part.spans

    def note(bucket: int, number: int) -> None:
        if number in some:
            spans.setdefault(bucket, {})[number] = some[number]

    for line, (name, family) in zip(part.lines, names, strict=True):
        bucket = bucket_of(family)
        lines.setdefault(bucket, []).append((name, *packed_line(line)[1:]))
        note(bucket, line.number)
    for result, (_, family) in zip(part.results, of_results, strict=True):
        bucket = bucket_of(family)
        results.setdefault(bucket, []).append((packed_line(result.line)[1:], *result[1:]))
        note(bucket, result.line.number)
    for one in part.set_aside:  # it has no name
        bucket = one.number % BUCKETS
        aside.setdefault(bucket, []).append((one.number, one.column, one.found, one.expected))
        note(bucket, one.number)
    return {
        bucket: marshal.dumps(
            (place, lines.get(bucket), results.get(bucket), aside.get(bucket), spans.get(bucket))
        )
        for bucket in lines.keys() | results.keys() | aside.keys()
    }


def bucket_of(number: int) -> int:
    """The bucket of the lines of a last name, or of a key, by its number."""
    return number % BUCKETS


def _packed_keys(
    lines: Iterable[Line], names: Iterable[str], families: Iterable[int]
) -> dict[int, bytes]:
    """By bucket, what is compared of lines, each followed by the number of the last name.

    Args:
        lines: The lines.
        names: Their folded names.
        families: The numbers of their last names.
    """
    numbers: list[list[int]] = [[] for _ in range(BUCKETS)]
    for line, name, family in zip(lines, names, families, strict=True):
        numbers[family % BUCKETS] += (family % KIND, family)
        for key, more in keys_across(line, name):
            number = number_of(key) % KIND
            numbers[number % BUCKETS] += (number + more, family)
    return {bucket: array("Q", some).tobytes() for bucket, some in enumerate(numbers) if some}


def lists_of(
    blocks: Iterable[bytes], files: Mapping[int, PupilList]
) -> tuple[list[PupilList], list[str]]:
    """The files with the lines of these blocks, and no others, and the lines' folded names.

    Args:
        blocks: What `packed_lines` made of them, in the order of the files.
        files: The files, by their place; a block of another is of none.
    """
    lines: dict[int, list[Packed]] = {place: [] for place in files}
    results: dict[int, list[Result]] = {place: [] for place in files}
    aside: dict[int, list[SetAside]] = {place: [] for place in files}
    spans: dict[int, dict[int, int]] = {place: {} for place in files}
    for block in blocks:
        place, packed, more, others, some = marshal.loads(block)  # noqa: S302  # written above
        if place not in files:
            continue
        name = files[place].file
        lines[place] += packed or ()
        for told, *rest in more or ():
            results[place].append(Result(unpacked_line((name, *told)), *rest))
        aside[place] += [SetAside(name, *told) for told in others or ()]
        spans[place] |= some or {}
    for some_lines in lines.values():
        some_lines.sort(key=_NUMBER)
    lists = [
        replace(
            one,
            lines=tuple([unpacked_line((one.file, *told[1:])) for told in lines[place]]),
            results=tuple(sorted(results[place], key=lambda result: result.line.number)),
            set_aside=tuple(sorted(aside[place], key=lambda one: one.number)),
            spans=spans[place],
        )
        for place, one in files.items()
    ]
    return lists, [told[0] for place in files for told in lines[place]]


def packed_answer(pupil: PupilAnswer) -> Packed:
    """The answer for a pupil, without its decision, which is that of its class level."""
    return (
        packed_line(pupil.line),
        (packed_line(pupil.result.line), *pupil.result[1:]) if pupil.result else None,
        pupil.class_level and str(pupil.class_level),
        str(pupil.situation),
        *pupil[5:9],
        tuple(map(str, pupil.doubts)),
        tuple([(str(doubt), packed_line(line)) for doubt, line in pupil.about]),
    )


def unpacked_answer(packed: Packed, decisions: Mapping[ClassLevel, Decision]) -> PupilAnswer:
    """What `packed_answer` packed.

    Args:
        packed: What it packed.
        decisions: What is asked, by class level.
    """
    told, result, level, situation, certifiable, reached, missing, marks, doubts, about = packed
    line, class_level = unpacked_line(told), _LEVELS[level]
    return PupilAnswer(
        line,
        Result(unpacked_line(result[0]), *result[1:]) if result else None,
        class_level,
        decisions.get(class_level) if class_level else None,
        _SITUATIONS[situation],
        certifiable,
        reached,
        missing,
        marks,
        tuple([_DOUBTS[doubt] for doubt in doubts]),
        tuple([(_DOUBTS[doubt], unpacked_line(other)) for doubt, other in about]),
    )


def packed_line(line: Line) -> Packed:
    """A line as `marshal` writes it."""
    if line.level is None:
        return line[:]
    return (*line[:_LEVEL], str(line.level), *line[_LEVEL + 1 :])


def unpacked_line(packed: Packed) -> Line:
    """What `packed_line` packed."""
    if packed[_LEVEL] is None:
        return _new_line(packed)
    return _new_line((*packed[:_LEVEL], _LEVELS[packed[_LEVEL]], *packed[_LEVEL + 1 :]))
