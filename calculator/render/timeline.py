"""The school year as a picture: when sessions can be held, and when nobody is at school.

Positions are percentages of the width and heights are in `em`, so that words keep their size on
a phone. Nothing has an id: several pictures can stand on one page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from calculator.answers import words
from calculator.model.circular import Circular, SchoolYear
from calculator.model.duties import Window
from calculator.model.school import NO_CALENDAR
from calculator.model.vocabulary import ClassLevel, Establishment
from calculator.render.as_html import NOTHING, Markup, element, joined
from calculator.render.spans import Span, spans_of
from calculator.render.timeline_words import (
    NOT_OFFICIAL,
    Reported,
    Row,
    dates_html,
    eve,
    key_html,
    session_html,
)

_MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
)
_OVER = "terminée"
_ONE_DAY = timedelta(1)
_WIDE = 0.45
"""From which share of the picture a bar has a day at each of its ends."""
_LONGEST_SHORT = 20
"""How many letters of a class's name fit on a phone, beside others."""
_EDGES = 0.2, 0.8
"""Before which share of the year, and after which, the words of a day begin or end at its line."""
_LINE, _ROW, _BAR = 1.4, 4.2, 1.0
"""The heights of a line of words, of a row and of the bar at its foot, in `em`."""


def timeline_html(
    circular: Circular,
    on: date | None,
    classes: Mapping[ClassLevel, Collection[date]] | None = None,
    establishment: Establishment | None = None,
) -> Markup:
    """The certification windows of a school year in a picture, and its dates in a table.

    Args:
        circular: The year.
        on: The day to point out; None, or a day of another year, points out nothing.
        classes: The classes whose windows are wanted, with the days of the sessions chosen for
            each; by default, all windows are shown. Days of another year are not shown.
        establishment: The kind of school whose windows are wanted; all of them by default.

    Returns:
        A figure; nothing when there is no window to show.
    """
    rows = _rows(circular, classes, on, establishment)
    if not rows:
        return NOTHING
    shown = on if on is not None and on in circular.school_year else None
    said = f"Frise de l’année scolaire {circular.year}"
    if on is not None and circular.is_over(on):
        said += f", {_OVER}"
    summary = element("summary", "Les dates de la frise")
    return element(
        "figure",
        element("figcaption", said),
        _picture(circular, rows, shown, f"{said}. {_summary(rows, shown)}"),
        key_html(circular, rows),
        element("details", summary, dates_html(circular, rows)),
        class_="calc-timeline",
    )


# --- What is shown ----------------------------------------------------------------------------


def _rows(
    circular: Circular,
    wanted: Mapping[ClassLevel, Collection[date]] | None,
    on: date | None,
    establishment: Establishment | None,
) -> list[Row]:
    """The windows whose days are known, as they are known on a day; last, without one."""
    spans = spans_of(circular, wanted, on, establishment)
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
            sessions=_chosen(circular, one, wanted or {}, spans)
            if one.duty in circular.planned_together
            else (),
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
        told += [f"Session choisie : {words.full_date(day)}." for day in row.sessions]
        told += [
            f"Fin au {words.full_date(other.closes)} : {NOT_OFFICIAL}." for other in row.reported
        ]
    if on:
        told.append(f"Jour indiqué : {words.full_date(on)}.")
    return " ".join(told)


# --- The picture ------------------------------------------------------------------------------


def _picture(circular: Circular, rows: list[Row], on: date | None, said: str) -> Markup:
    year, calendar = circular.school_year, circular.calendar
    first = _first_month(year, rows)
    head = _LINE if on else 0.0
    lanes = head + _LINE
    bottom = lanes + _ROW * (len(rows) + (calendar is not None))
    whole = (year.ends - year.begins).days + 1
    wide = 100 * whole / (whole - (first - year.begins).days)
    drawn = element(
        "svg",
        _closed(circular, first, head, bottom) if calendar else NOTHING,
        _months(year, head),
        _pointed_out(year, first, on) if on else NOTHING,
        *(_window(year, row, lanes + _ROW * n, first) for n, row in enumerate(rows)),
        x=f"{100 - wide:.2f}%",
        width=f"{wide:.2f}%",
        overflow="visible",
    )
    return element("svg", drawn, role="img", aria_label=said, width="100%", height=_em(bottom))


def _first_month(year: SchoolYear, rows: Iterable[Row]) -> date:
    """The month in which something begins: those before it are not drawn."""
    days = [day for row in rows for day in (row.opens, *row.sessions)]
    return max(year.begins, min(days).replace(day=1))


def _months(year: SchoolYear, top: float) -> Markup:
    first = [date(year.first + (n > 12), (n - 1) % 12 + 1, 1) for n in range(9, 21)]
    ticks = (
        element("line", x1=at(year, day), x2=at(year, day), y1=_em(top), y2="100%") for day in first
    )
    names = (
        element("text", _MONTHS[day.month - 1], x=at(year, day), y=_em(top + 1), dx="0.2em")
        for day in first
    )
    return joined([element("g", *ticks), element("g", *names, class_="calc-timeline__months")])


def _closed(circular: Circular, first: date, top: float, bottom: float) -> Markup:
    """Holidays behind all rows, then in a row of their own with the public holidays."""
    year, calendar = circular.school_year, circular.calendar or NO_CALENDAR
    lane, height = bottom - _BAR, bottom - top
    days = [(one.starts, eve(one)) for one in calendar.holidays]
    return joined(
        [
            *(_band("behind", year, *span, top, height) for span in days),
            element(
                "text",
                f"Vacances et jours fériés, {words.zone(calendar.zone)}",
                x=at(year, first),
                y=_em(lane - 0.5),
            ),
            *(_band("holidays", year, *span, lane, _BAR) for span in days),
            *(_band("public", year, day, day, lane, _BAR) for day in calendar.public_holidays),
        ]
    )


def _window(year: SchoolYear, row: Row, top: float, first: date) -> Markup:
    """A bar with its name, and its ends with their days."""
    opens, closes = row.opens, row.closes
    lane = top + _ROW - _BAR
    ends = sorted((other.closes for other in row.reported), reverse=True)
    shown = (year.ends - first).days + 1
    late = (opens - first).days > shown / 2
    begins, stops = at(year, opens), at(year, min(closes, year.ends) + _ONE_DAY)
    place = {"x": stops, "text_anchor": "end"} if late else {"x": begins}
    days = [words.day_and_month(day) for day in dict.fromkeys((opens, closes))]
    if len(days) > 1 and (closes - opens).days > _WIDE * shown:
        dated = [
            element("text", days[0], x=begins, y=_em(lane - 0.5)),
            element("text", days[1], x=stops, y=_em(lane - 0.5), text_anchor="end"),
        ]
    else:
        dated = [element("text", " – ".join(days), y=_em(lane - 0.5), **place)]
    return joined(
        [
            element("text", row.label, y=_em(lane - 0.5 - _LINE), **place),
            *dated,
            *(_band("reported", year, closes + _ONE_DAY, end, lane, _BAR) for end in ends),
            _band("window", year, opens, closes, lane, _BAR),
            *(session_html(x=at(year, day), y=_em(lane + _BAR / 2)) for day in row.sessions),
        ]
    )


def _pointed_out(year: SchoolYear, first: date, on: date) -> Markup:
    if on < first:
        early = element("text", f"← {words.short_date(on)}", x=at(year, first), y="1em")
        return element("g", early, class_="calc-timeline__on")
    x = at(year, on)
    share = (on - first) / (year.ends - first)
    anchor = "start" if share < _EDGES[0] else "end" if share > _EDGES[1] else "middle"
    return element(
        "g",
        element("line", x1=x, x2=x, y1=_em(_LINE), y2="100%"),
        element("text", words.short_date(on), x=x, y="1em", text_anchor=anchor),
        class_="calc-timeline__on",
    )


def _band(
    kind: str, year: SchoolYear, first: date, last: date, top: float, height: float
) -> Markup:
    """A rectangle from the morning of a day to the evening of another, inside the year."""
    begins, ends = max(first, year.begins), min(last, year.ends) + _ONE_DAY
    return element(
        "rect",
        x=at(year, begins),
        width=_percent((ends - begins).days, year),
        y=_em(top),
        height=_em(height),
        class_=f"calc-timeline__{kind}",
    )


def at(year: SchoolYear, day: date) -> str:
    """Where the morning of a day is, from the left."""
    return _percent((day - year.begins).days, year)


def _percent(days: int, year: SchoolYear) -> str:
    return f"{100 * days / ((year.ends - year.begins).days + 1):.2f}%"


def _em(height: float) -> str:
    return f"{height:.2f}".rstrip("0").rstrip(".") + "em"
