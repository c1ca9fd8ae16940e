"""The school year as a picture: when sessions can be held, and when nobody is at school.

Positions are percentages of the width and heights are in `em`, so that words keep their size on
a phone. Nothing has an id: several pictures can stand on one page.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from calculator.answers import words
from calculator.model.circular import Circular, SchoolYear
from calculator.model.duties import Window
from calculator.model.school_calendar import SchoolCalendar
from calculator.model.vocabulary import ClassLevel, Establishment
from calculator.render.as_html import NOTHING, Markup, element, joined
from calculator.render.spans import Span, spans_of
from calculator.render.timeline_words import (
    NOT_OFFICIAL,
    Reported,
    Row,
    chosen_day,
    dates_html,
    key_html,
    session_html,
)

_MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
)
_ONE_DAY = timedelta(1)
_NO_DAYS: Mapping[ClassLevel, Collection[date]] = MappingProxyType({})
_LONGEST_SHORT = 20
"""How many letters of a class's name fit on a phone, beside others."""
EDGES = 0.3, 0.7
"""Before which share of the picture, and after which, a day's words begin or end at its line."""
_LETTER, _NARROWEST = 0.6, 20.0
"""How wide letters are on average, and the picture on the narrowest phone, in `em`."""
_FEW_MONTHS = 6
"""How many months have their names beside each other on a phone."""
_LINE, _GAP, _BAR, _ROW = 1.4, 0.4, 1.0, 5.0
"""The heights of a line of words, of the gap between it and a bar, of a bar, of a row, in `em`."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The part of a year that a picture shows: from a first day to its end."""

    year: SchoolYear
    first: date

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.year.ends - self.first).days + 1

    @property
    def width(self) -> float:
        """How wide the whole year is, in percent of the picture."""
        return 100 * ((self.year.ends - self.year.begins).days + 1) / self.days

    def share(self, day: date) -> float:
        """Where the morning of a day is, from the left of the picture (0) to its right (1)."""
        return (day - self.first).days / self.days


def timeline_html(
    circular: Circular,
    on: date | None,
    classes: Mapping[ClassLevel, Collection[date]] | None = None,
    establishment: Establishment | None = None,
    to_check: Mapping[ClassLevel, Collection[date]] = _NO_DAYS,
) -> Markup:
    """The certification windows of a school year in a picture, and its dates in a table.

    Args:
        circular: The year.
        on: The day to point out; None, or a day of another year, points out nothing.
        classes: The classes whose windows are wanted, with the days of the sessions chosen for
            each; by default, all windows are shown. Days of another year are not shown.
        establishment: The kind of school whose windows are wanted; all of them by default.
        to_check: The days chosen that are to be checked.

    Returns:
        A figure; nothing when there is no window to show.
    """
    rows = _rows(circular, classes, on, establishment, to_check)
    if not rows:
        return NOTHING
    shown = on if on is not None and on in circular.school_year else None
    over = on is not None and circular.is_over(on)
    said = f"Frise de l’année scolaire {circular.year}" + (", terminée" if over else "")
    summary = element("summary", "Les dates de la frise")
    return element(
        "figure",
        element("figcaption", said),
        _picture(circular, rows, shown, f"{said}. {_summary(rows, shown)}"),
        key_html(circular, rows),
        element("details", summary, dates_html(circular, rows), data_fold="dates"),
        class_="calc-timeline",
    )


# --- What is shown ----------------------------------------------------------------------------


def _rows(
    circular: Circular,
    wanted: Mapping[ClassLevel, Collection[date]] | None,
    on: date | None,
    establishment: Establishment | None,
    to_check: Mapping[ClassLevel, Collection[date]],
) -> list[Row]:
    """The windows whose days are known, as they are known on a day; last, without one.

    Those of all classes are as the text has them, those of a school in order of date.
    """
    spans = spans_of(circular, wanted, on, establishment)
    if wanted is not None:
        spans.sort(key=lambda one: (one.opens, one.closes))
    alone = wanted is not None and len(wanted) == 1
    return [
        Row(
            label=_label(one, circular, alone=alone),
            named="".join(_label_of(one.window)),
            kinds=one.kinds,
            duty=one.duty,
            opens=one.opens,
            closes=one.closes,
            citations=one.window.citations,
            classes=one.classes,
            reported=_reported(circular, one, establishment),
            sessions={
                day: any(day in to_check.get(level, ()) for level in one.classes)
                for day in _chosen(circular, one, wanted or {}, spans)
                if one.duty in circular.planned_together
            },
        )
        for one in spans
    ]


def _label(span: Span, circular: Circular, *, alone: bool) -> str:
    said = span.duty.window_words
    short = _short(span.classes, circular)
    what = words.capitalised(said.sessions) if alone and said else short
    with_windows = [d for d in circular.duties if any(rule.windows for rule in d.rules)]
    named = [span.duty.label] if len(with_windows) > 1 else []
    return ", ".join([*named, what, *_label_of(span.window)]) + span.kinds


def _label_of(window: Window) -> list[str]:
    return [words.in_a_sentence(window.label)] if window.label else []


def _short(classes: frozenset[ClassLevel], circular: Circular) -> str:
    """« 3e », « Lycée, CAP, BTS, CPGE »: classes in few words, for a phone."""
    names: list[str] = []
    for stage, levels in circular.vocabulary.by_stage():
        if stage.named_as_one and classes.issuperset(levels):
            names.append(stage.label)
        else:
            names += [_short_name(level, levels, classes) for level in levels if level in classes]
    return ", ".join(dict.fromkeys(names))


def _short_name(
    level: ClassLevel, levels: Collection[ClassLevel], classes: Collection[ClassLevel]
) -> str:
    """« 3e » for « 3e SEGPA » beside « 3e », and « 1re année de CAP », which « 1re » is not."""
    first = level.label.split()[0]
    alike = [one for one in levels if one.label.split()[0] == first]
    stands = any(one.label == first and one in classes for one in alike)
    together = len(alike) > 1 and all(one in classes for one in alike)
    if stands or together or len(level.label) > _LONGEST_SHORT:
        return first
    return level.label


def _reported(
    circular: Circular, span: Span, establishment: Establishment | None
) -> tuple[Reported, ...]:
    return tuple(
        Reported(notice.reported_closes, notice.citations)
        for notice in circular.notices
        if notice.reported_closes
        and notice.reported_closes > span.closes
        and notice.about in (None, span.duty.kind)
        and notice.classes & span.classes
        and (establishment is None or establishment in notice.establishments)
    )


def _chosen(
    circular: Circular,
    own: Span,
    days: Mapping[ClassLevel, Collection[date]],
    spans: Collection[Span],
) -> tuple[date, ...]:
    """The days chosen for some classes, but those that are in another of their windows."""
    chosen = {day for level in own.classes for day in days.get(level, ())}
    others = [one for one in spans if one.classes & own.classes]

    def is_here(day: date) -> bool:
        inside = own.opens <= day <= own.closes
        return inside or not any(one.opens <= day <= one.closes for one in others)

    return tuple(sorted(day for day in chosen if day in circular.school_year and is_here(day)))


def _summary(rows: Iterable[Row], on: date | None) -> str:
    told = []
    for row in rows:
        said = row.duty.window_words
        days = words.date_range(row.opens, row.closes)
        told.append(f"{row.label} : {said.sessions if said else ''} {days}.")
        told += [f"Session choisie : {chosen_day(row, day)}." for day in row.sessions]
        told += [
            f"Fin au {words.full_date(other.closes)} : {NOT_OFFICIAL}." for other in row.reported
        ]
    if on:
        told.append(f"Jour indiqué : {words.full_date(on)}.")
    return " ".join(told)


# --- The picture ------------------------------------------------------------------------------


def _picture(circular: Circular, rows: list[Row], on: date | None, said: str) -> Markup:
    """The year from the month in which something begins, which has its first day at the left.

    Places are those of a whole year, in a drawing that is wider than the picture by what is before.
    """
    year, calendar = circular.school_year, circular.calendar
    opening = [day for row in rows for day in (row.opens, *row.sessions)]
    shown = _Shown(year, first_month(year, opening))
    head = _LINE if on else 0.0
    tops = [head + _LINE]
    for row in rows:
        tops.append(tops[-1] + _ROW + _LINE * (len(_lines(row.label)) - 1))
    closed = _lines(f"Vacances et jours fériés, {words.zone(calendar.zone)}") if calendar else []
    bottom = tops[-1] + (_LINE * len(closed) + _GAP + _BAR if calendar else 0)
    drawn = element(
        "svg",
        _closed(shown, calendar, closed, head, bottom) if calendar else NOTHING,
        _months(shown, head),
        _pointed_out(shown, on) if on else NOTHING,
        *(_window(shown, row, top) for row, top in zip(rows, tops, strict=False)),
        x=f"{100 - shown.width:.2f}%",
        width=f"{shown.width:.2f}%",
        overflow="visible",
    )
    return element("svg", drawn, role="img", aria_label=said, width="100%", height=_em(bottom))


def first_month(year: SchoolYear, days: Iterable[date]) -> date:
    """The first day that a picture shows: that of the month in which the first of some days is."""
    return max(year.begins, min(days).replace(day=1))


def _months(shown: _Shown, top: float) -> Markup:
    year = shown.year
    every = [date(year.first + (n > 12), (n - 1) % 12 + 1, 1) for n in range(9, 21)]
    first = [day for day in every if day >= shown.first]
    ticks = (
        element("line", x1=at(year, day), x2=at(year, day), y1=_em(top), y2="100%") for day in first
    )
    names = (
        element("text", _MONTHS[day.month - 1], x=at(year, day), y=_em(top + 1), dx="0.2em")
        for day in first
    )
    kind = "calc-timeline__months" if len(first) > _FEW_MONTHS else None
    return joined([element("g", *ticks), element("g", *names, class_=kind)])


def _closed(
    shown: _Shown, calendar: SchoolCalendar, lines: list[str], top: float, bottom: float
) -> Markup:
    """Holidays behind all rows, then in a row of their own with the public holidays."""
    lane, height = bottom - _BAR, bottom - top
    days = [(one.starts, one.last_day) for one in calendar.holidays if one.last_day >= shown.first]
    public = [day for day in calendar.public_holidays if day >= shown.first]
    above = lane - _GAP - _LINE * len(lines) + 1
    return joined(
        [
            *(_band("behind", shown, *span, top, height) for span in days),
            *_beside(shown, shown.first, shown.first, lines, above),
            *(_band("holidays", shown, *span, lane, _BAR) for span in days),
            *(_band("public", shown, day, day, lane, _BAR) for day in public),
        ]
    )


def _window(shown: _Shown, row: Row, top: float) -> Markup:
    """A bar with its name above it, and the days of its ends below them."""
    begins = max(row.opens, shown.first)
    stops = min(row.closes, shown.year.ends) + _ONE_DAY
    lines = _lines(row.label)
    lane = top + _LINE * len(lines) + _GAP
    later = sorted((other.closes for other in row.reported), reverse=True)
    return joined(
        [
            *_beside(shown, begins, stops, lines, top + 1),
            *(_band("reported", shown, row.closes + _ONE_DAY, end, lane, _BAR) for end in later),
            _band("window", shown, row.opens, row.closes, lane, _BAR),
            *(session_html(x=at(shown.year, day), y=_em(lane + _BAR / 2)) for day in row.sessions),
            *_ends(shown, row, begins, stops, lane + _BAR + 1),
        ]
    )


def _ends(shown: _Shown, row: Row, begins: date, stops: date, y: float) -> list[Markup]:
    """The days of a bar, each below its end; one after the other where it is too short."""
    days = [words.day_and_month(day) for day in dict.fromkeys((row.opens, row.closes))]
    if len(days) == 1 or _width(" ".join(days)) > shown.share(stops) - shown.share(begins):
        return _beside(shown, begins, stops, [" – ".join(days)], y)
    return [_text(shown, days[0], begins, y), _text(shown, days[1], stops, y, "end")]


def _beside(shown: _Shown, begins: date, stops: date, lines: list[str], y: float) -> list[Markup]:
    """Words from the beginning of a bar on, up to its end, or around it: where they have room."""
    width = max(map(_width, lines))
    place, anchor = begins, None
    if shown.share(begins) + width > 1:
        place, anchor = stops, "end"
        if shown.share(stops) < width:
            middle = (shown.share(begins) + shown.share(stops)) / 2
            days = min(max(middle, width / 2), 1 - width / 2) * shown.days
            place, anchor = shown.first + timedelta(round(days)), "middle"
    return [_text(shown, line, place, y + _LINE * n, anchor) for n, line in enumerate(lines)]


def _text(shown: _Shown, text: str, day: date, y: float, anchor: str | None = None) -> Markup:
    return element("text", text, x=at(shown.year, day), y=_em(y), text_anchor=anchor)


def _lines(label: str) -> list[str]:
    return textwrap.wrap(label, int(_NARROWEST / _LETTER))


def _width(text: str) -> float:
    """The share of the narrowest picture that a text takes, at most."""
    return len(text) * _LETTER / _NARROWEST


def _pointed_out(shown: _Shown, on: date) -> Markup:
    """The day asked, at its line; at the left of all when it is before what is shown."""
    said = words.short_date(on)
    if on < shown.first:
        early = element("text", f"← {said}", x=at(shown.year, shown.first), y="1em")
        return element("g", early, class_="calc-timeline__on")
    x, share = at(shown.year, on), shown.share(on)
    anchor = "start" if share < EDGES[0] else "end" if share > EDGES[1] else "middle"
    return element(
        "g",
        element("line", x1=x, x2=x, y1=_em(_LINE), y2="100%"),
        element("text", said, x=x, y="1em", text_anchor=anchor),
        class_="calc-timeline__on",
    )


def _band(kind: str, shown: _Shown, first: date, last: date, top: float, height: float) -> Markup:
    """A rectangle from the morning of a day to the evening of another, inside what is shown."""
    year = shown.year
    begins, ends = max(first, shown.first), min(last, year.ends) + _ONE_DAY
    return element(
        "rect",
        x=at(year, begins),
        width=_percent((ends - begins).days, year),
        y=_em(top),
        height=_em(height),
        class_=f"calc-timeline__{kind}",
    )


def at(year: SchoolYear, day: date) -> str:
    """Where the morning of a day is, from the left of a whole year."""
    return _percent((day - year.begins).days, year)


def _percent(days: int, year: SchoolYear) -> str:
    return f"{100 * days / ((year.ends - year.begins).days + 1):.2f}%"


def _em(height: float) -> str:
    return f"{height:.2f}".rstrip("0").rstrip(".") + "em"
