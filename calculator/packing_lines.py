"""Lines and answers as plain tuples, which `marshal` writes in a fifth of the time of `pickle`."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import Any
from zlib import crc32

from calculator.lists.answers import PupilAnswer, Situation
from calculator.lists.comparing import folded_name
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import Line, PupilList, Result, SetAside
from calculator.lists.profiles import Profiles
from calculator.lists.rosters import Doubt
from calculator.model.decision import Decision

BUCKETS = 256
"""Among so many the lines of a list are shared out; those of one last name are in one."""
_Packed = tuple[Any, ...]

_LEVELS: dict[str | None, ClassLevel | None] = {None: None, **{str(one): one for one in ClassLevel}}
_SITUATIONS = {str(one): one for one in Situation}
_DOUBTS = {str(one): one for one in Doubt}
_LEVEL = Line._fields.index("level")
_NUMBER = itemgetter(Line._fields.index("number"))
_new_line: Callable[[tuple[Any, ...]], Line] = partial(tuple.__new__, Line)


def bucket_of(line: Line) -> int:
    """The bucket of a line, by the last name as it is compared."""
    last_name = folded_name(line).partition("\n")[0].replace(" ", "")
    return crc32(last_name.encode("utf-8", "surrogatepass")) % BUCKETS


def packed_lines(place: int, part: PupilList) -> dict[int, bytes]:
    """The lines of a part of a file, by bucket.

    Args:
        place: Which file it is.
        part: The part.
    """
    lines: dict[int, list[_Packed]] = {}
    results: dict[int, list[_Packed]] = {}
    aside: dict[int, list[_Packed]] = {}
    spans: dict[int, dict[int, int]] = {}
    some = part.spans

    def note(bucket: int, number: int) -> None:
        if number in some:
            spans.setdefault(bucket, {})[number] = some[number]

    for line in part.lines:
        bucket = bucket_of(line)
        lines.setdefault(bucket, []).append(_packed_line(line)[1:])
        note(bucket, line.number)
    for result in part.results:
        bucket = bucket_of(result.line)
        results.setdefault(bucket, []).append((_packed_line(result.line)[1:], *result[1:]))
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


def lists_of(blocks: Iterable[bytes], files: Mapping[int, PupilList]) -> list[PupilList]:
    """The files with the lines of these blocks, and no others.

    Args:
        blocks: What `packed_lines` made of them, in the order of the files.
        files: The files, by their place; a block of another is of none.
    """
    lines: dict[int, list[Line]] = {place: [] for place in files}
    results: dict[int, list[Result]] = {place: [] for place in files}
    aside: dict[int, list[SetAside]] = {place: [] for place in files}
    spans: dict[int, dict[int, int]] = {place: {} for place in files}
    for block in blocks:
        place, packed, more, others, some = marshal.loads(block)  # noqa: S302  # written above
        if place not in files:
            continue
        name = files[place].file
        lines[place] += [_line((name, *told)) for told in packed or ()]
        results[place] += [Result(_line((name, *told)), *rest) for told, *rest in more or ()]
        aside[place] += [SetAside(name, *told) for told in others or ()]
        spans[place] |= some or {}
    return [
        replace(
            one,
            lines=tuple(sorted(lines[place], key=_NUMBER)),
            results=tuple(sorted(results[place], key=lambda result: result.line.number)),
            set_aside=tuple(sorted(aside[place], key=lambda one: one.number)),
            spans=spans[place],
        )
        for place, one in files.items()
    ]


def packed_answer(pupil: PupilAnswer) -> _Packed:
    """The answer for a pupil, without its decision, which is that of its class level."""
    return (
        _packed_line(pupil.line),
        (_packed_line(pupil.result.line), *pupil.result[1:]) if pupil.result else None,
        pupil.class_level and str(pupil.class_level),
        str(pupil.situation),
        *pupil[5:8],
        pupil.profile is not None,
        tuple(map(str, pupil.doubts)),
        tuple([(str(doubt), _packed_line(line)) for doubt, line in pupil.about]),
    )


def unpacked_answer(
    packed: _Packed, profiles: Profiles, decisions: Mapping[ClassLevel, Decision]
) -> PupilAnswer:
    """What `packed_answer` packed.

    Args:
        packed: What it packed.
        profiles: What profiles allow, which says again what a pupil reached.
        decisions: What is asked, by class level.
    """
    told, result, level, situation, certifiable, reached, missing, known, doubts, about = packed
    line, class_level = _line(told), _LEVELS[level]
    return PupilAnswer(
        line,
        Result(_line(result[0]), *result[1:]) if result else None,
        class_level,
        decisions.get(class_level) if class_level else None,
        _SITUATIONS[situation],
        certifiable,
        reached,
        missing,
        profiles.of(line)[3] if known else None,
        tuple([_DOUBTS[doubt] for doubt in doubts]),
        tuple([(_DOUBTS[doubt], _line(other)) for doubt, other in about]),
    )


def _packed_line(line: Line) -> _Packed:
    if line.level is None:
        return tuple(line)
    return (*line[:_LEVEL], str(line.level), *line[_LEVEL + 1 :])


def _line(packed: _Packed) -> Line:
    if packed[_LEVEL] is None:
        return _new_line(packed)
    return _new_line((*packed[:_LEVEL], _LEVELS[packed[_LEVEL]], *packed[_LEVEL + 1 :]))
