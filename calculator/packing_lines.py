"""Lines and answers as plain tuples, which `marshal` writes in a fifth of the time of `pickle`."""

from __future__ import annotations

from typing import Any

from calculator.lists.answers import PupilAnswer, Situation
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import Line, Result, SetAside
from calculator.lists.profiles import Profiles
from calculator.lists.rosters import Doubt

Entry = Line | Result | SetAside
_Packed = tuple[Any, ...]

_LEVELS: dict[str | None, ClassLevel | None] = {None: None, **{str(one): one for one in ClassLevel}}
_SITUATIONS = {str(one): one for one in Situation}
_DOUBTS = {str(one): one for one in Doubt}
_LEVEL = Line._fields.index("level")


def packed_entry(entry: tuple[Entry, int]) -> _Packed:
    """What a line of a file says, and how many lines it spans."""
    told, span = entry
    if isinstance(told, Line):
        return "line", span, _packed_line(told)
    if isinstance(told, Result):
        return "result", span, _packed_result(told)
    return "aside", span, (told.file, told.number, told.column, told.found, told.expected)


def unpacked_entry(packed: _Packed) -> tuple[Entry, int]:
    """What `packed_entry` packed."""
    kind, span, told = packed
    if kind == "line":
        return _line(told), span
    return (_result(told) if kind == "result" else SetAside(*told)), span


def packed_answer(pupil: PupilAnswer) -> _Packed:
    """The answer for a pupil, without its decision, which is that of its class level."""
    return (
        _packed_line(pupil.line),
        _packed_result(pupil.result) if pupil.result else None,
        pupil.class_level and str(pupil.class_level),
        str(pupil.situation),
        *pupil[5:8],
        pupil.profile is not None,
        tuple(map(str, pupil.doubts)),
        tuple([(str(doubt), _packed_line(line)) for doubt, line in pupil.about]),
    )


class Unpacking:
    """Makes answers of what `packed_answer` packed."""

    def __init__(self, profiles: Profiles) -> None:
        """Begin with what profiles allow, which says again what a pupil reached."""
        self._profile_of = profiles.of

    def answer(self, packed: _Packed) -> PupilAnswer:
        """The answer for a pupil."""
        told, result, level, situation, certifiable, reached, missing, known, doubts, about = packed
        line = _line(told)
        return PupilAnswer(
            line,
            _result(result) if result else None,
            _LEVELS[level],
            None,
            _SITUATIONS[situation],
            certifiable,
            reached,
            missing,
            self._profile_of(line)[3] if known else None,
            tuple([_DOUBTS[doubt] for doubt in doubts]),
            tuple([(_DOUBTS[doubt], _line(other)) for doubt, other in about]),
        )


def _packed_line(line: Line) -> _Packed:
    if line.level is None:
        return tuple(line)
    return (*line[:_LEVEL], str(line.level), *line[_LEVEL + 1 :])


def _line(packed: _Packed) -> Line:
    if packed[_LEVEL] is None:
        return Line._make(packed)
    return Line._make((*packed[:_LEVEL], _LEVELS[packed[_LEVEL]], *packed[_LEVEL + 1 :]))


def _packed_result(result: Result) -> _Packed:
    return (_packed_line(result.line), *result[1:])


def _result(packed: _Packed) -> Result:
    return Result(_line(packed[0]), *packed[1:])
