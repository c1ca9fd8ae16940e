"""The states of an answer: its words for every day of a school year, with places for what counts.

An answer without levels nor anything that only the reader knows says the same for weeks, but for
the day asked, counts of days, and where the day is in the picture of the year. A state is such an
answer, and the days that it is for; in its blocks, what changes from day to day is a *slot*:

- `{day}`, the day asked, « lundi 8 mars 2021 »; `{short}`, « 8 mars 2021 »;
- `{days:2021-05-12}`, how many days there are between the day asked and that one;
- `{at}`, where the day asked is in its school year, « 51.78% »;
- `{page:…}`, the address of a page of the site.

States are found by comparing answers that Python gives, and hold for both ends of their days by the
way they are made; a test compares every day between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from calculator.answers import words
from calculator.answers.pupil import answer
from calculator.ask.pupil import shown_answer
from calculator.model.case import Case
from calculator.model.circular import Circular, SchoolYear
from calculator.model.deciding import decide
from calculator.model.duties import Window
from calculator.model.vocabulary import ClassLevel, Establishment
from calculator.render.as_json import as_dict
from calculator.render.as_text import as_text
from calculator.render.spans import spans_of
from calculator.render.timeline import EDGES, at, first_month

_ONE_DAY = timedelta(1)
_AROUND = (-1, 0, 1, 2)
"""When an answer may change its words, in days from a date: « demain », « dernier jour »…."""
_BLOCKS = re.compile(r"(?=<(?:article|p|h\d|ul|li|div|figure|g|details)\b)")
_OF_DAY = {"on", "days_until_open", "days_left", "days_since_close"}
"""What a decision says that is true of one day alone."""
_DATE = rf"\d+(?:er)? (?:{'|'.join(words.MONTHS)}) \d{{4}}"
_VARIABLE = re.compile(rf"((?:(?:{'|'.join(words.DAYS)}) )?{_DATE}|\d+\.\d+%|\d+)")
_SLOT = re.compile(r"\{(day|short|at|days:[-\d]+|page:[^}]*)\}")


@dataclass(frozen=True, slots=True)
class State:
    """An answer for some days.

    Attributes:
        first: The first of its days.
        last: The last of them.
        status: The status of what is said first.
        window: Where its days stand against the window that counts; None without.
        decision: The decision as JSON has it, on the first of its days, without counts of days.
        html: The answer of the calculator's page, in blocks with slots.
        text: The answer as text, a line each, with slots.
    """

    first: date
    last: date
    status: str
    window: str | None
    decision: Mapping[str, Any]
    html: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True)
class _Said:
    """What Python says on a day."""

    on: date
    rules: tuple[str, str | None, Mapping[str, Any]]
    html: list[str]
    text: list[str]

    @cached_property
    def fixed(self) -> dict[str, str]:
        """Its blocks and lines by what is the same every day."""
        return {_VARIABLE.sub("", one): one for one in (*self.html, *self.text)}


def states_of(circular: Circular, level: ClassLevel, kind: Establishment) -> list[State]:
    """The states of the answer for a class and a kind of school, from first day to last."""
    case = Case.of(level, kind)

    @cache
    def said(on: date) -> _Said:
        decision = decide(case, on, circular)
        html = shown_answer(decision, lambda page: f"{{page:{page}}}")
        lines = as_text(decision, width=None).split("\n")
        shown = answer(decision)
        rules = (shown.status, shown.window_state, _undated(as_dict(decision)))
        return _Said(on, rules, _BLOCKS.split(html)[1:], lines)

    def state(first: date, last: date) -> State | None:
        return _state(said, first, last, circular.school_year)

    found: list[State] = []
    for first, last in _stretches(circular, level, kind):
        for one in _split(state, first, last):
            joined = state(found[-1].first, one.last) if found else None
            found[-1:] = [joined] if joined else [*found[-1:], one]
    return found


def filled(
    blocks: Sequence[str], on: date, year: SchoolYear, address: Callable[[str], str]
) -> list[str]:
    """Blocks as they are on a day.

    Args:
        blocks: Those of a state.
        on: One of its days.
        year: The school year.
        address: From a page of the site to its address.
    """

    def value(slot: re.Match[str]) -> str:
        name, _, about = slot[1].partition(":")
        if name == "page":
            return address(about)
        if name == "days":
            return str(abs((date.fromisoformat(about) - on).days))
        return _of_day(on, year)[name]

    return [_SLOT.sub(value, block) for block in blocks]


def _of_day(on: date, year: SchoolYear) -> dict[str, str]:
    return {"day": words.full_date(on), "short": words.short_date(on), "at": at(year, on)}


def _undated(data: Any) -> Any:
    """A decision with nothing in place of what is true of one day alone."""
    if isinstance(data, dict):
        return {key: None if key in _OF_DAY else _undated(one) for key, one in data.items()}
    return [_undated(value) for value in data] if isinstance(data, list) else data


# --- Where states begin and end ---------------------------------------------------------------


def _stretches(
    circular: Circular, level: ClassLevel, kind: Establishment
) -> Iterator[tuple[date, date]]:
    """The days between those on which an answer may change."""
    year = circular.school_year
    starts = {year.begins, *_turns(circular, level, kind, year.begins)}
    for day in _dates(circular, level, kind):
        starts |= {day + timedelta(n) for n in _AROUND}
        starts |= {*_turns(circular, level, kind, day)}
    inside = sorted(day for day in starts if day in year)
    for first, after in zip(inside, [*inside[1:], year.ends + _ONE_DAY], strict=True):
        yield first, after - _ONE_DAY


def _dates(circular: Circular, level: ClassLevel, kind: Establishment) -> Iterator[date]:
    yield circular.main_source.published
    for duty in circular.duties:
        rule = duty.rule_for(level, kind)
        if rule is None:
            continue
        yield from filter(None, [rule.due])
        for window in rule.windows:
            version: Window | None = window
            while version:
                yield from filter(None, [version.opens, version.closes, version.known_from])
                version = version.replaces


def _turns(circular: Circular, level: ClassLevel, kind: Establishment, on: date) -> Iterator[date]:
    """The days from which the words of a day stand otherwise in the picture, as known on a day."""
    year = circular.school_year
    opening = [span.opens for span in spans_of(circular, {level}, on, kind)]
    if opening:
        first = first_month(year, opening)
        shown = (year.ends - first).days + 1
        yield first
        yield from (first + timedelta(int(shown * edge) + 1) for edge in EDGES)


def _split(state: Callable[[date, date], State | None], first: date, last: date) -> list[State]:
    """The states from a day to another: one when it holds for both, else those of each half."""
    found = state(first, last)
    if found:
        return [found]
    middle = first + (last - first) // 2
    return [*_split(state, first, middle), *_split(state, middle + _ONE_DAY, last)]


# --- What a state says ------------------------------------------------------------------------


def _state(
    said: Callable[[date], _Said], first: date, last: date, year: SchoolYear
) -> State | None:
    """The state of these days; None when one does not hold for the first and for the last."""
    start, end = said(first), said(last)
    if start.rules != end.rules:
        return None
    html: Sequence[str] | None
    text: Sequence[str] | None
    if first == last:
        beside = said(first + (_ONE_DAY if first < year.ends else -_ONE_DAY))
        html = [_alone(block, start, beside, year) for block in start.html]
        text = [_alone(line, start, beside, year) for line in start.text]
    else:
        html = _alike(start.html, end.html, (first, last), year)
        text = _alike(start.text, end.text, (first, last), year)
    if html is None or text is None:
        return None
    status, window, decision = start.rules
    dated = {**decision, "on": first.isoformat()}
    return State(first, last, status, window, dated, tuple(html), tuple(text))


def _alone(block: str, start: _Said, beside: _Said, year: SchoolYear) -> str:
    """A block of a single day, with the slots that it has on the day beside it, if it is there."""
    if block in beside.html or block in beside.text:
        return block
    other = beside.fixed.get(_VARIABLE.sub("", block), block)
    return _block(block, other, (start.on, beside.on), year) or block


def _alike(
    mine: Sequence[str], theirs: Sequence[str], days: tuple[date, date], year: SchoolYear
) -> list[str] | None:
    """Blocks that are those of both days; None when there are none."""
    if len(mine) != len(theirs):
        return None
    made: list[str] = []
    for pair in zip(mine, theirs, strict=True):
        block = _block(*pair, days, year)
        if block is None:
            return None
        made.append(block)
    return made


def _block(mine: str, theirs: str, days: tuple[date, date], year: SchoolYear) -> str | None:
    """A block with slots that is the first on the first day, and the second on the second."""
    if mine == theirs:
        return mine
    parts, others = _VARIABLE.split(mine), _VARIABLE.split(theirs)
    if len(parts) != len(others):
        return None
    made = []
    for part, other in zip(parts, others, strict=True):
        slot = part if part == other else _slot(part, other, days, year)
        if slot is None:
            return None
        made.append(slot)
    return "".join(made)


def _slot(mine: str, theirs: str, days: tuple[date, date], year: SchoolYear) -> str | None:
    """What is one thing on the first day and another on the second."""
    first, second = (_of_day(day, year) for day in days)
    for name, value in first.items():
        if (mine, theirs) == (value, second[name]):
            return f"{{{name}}}"
    if mine.isdigit() and theirs.isdigit():
        for sign in (1, -1):
            to = days[0] + sign * timedelta(int(mine))
            if to == days[1] + sign * timedelta(int(theirs)):
                return f"{{days:{to}}}"
    return None
