"""The school year as a picture: when sessions can be held, and when nobody is at school.

Positions are percentages of the width and heights are in `em`, so that words keep their size on
a phone. Nothing has an id: several pictures can stand on one page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from calculator.answers import words
from calculator.answers.references import cited
from calculator.model.circular import Circular, SchoolYear
from calculator.model.duties import Duty, Window
from calculator.model.school_calendar import Holidays, SchoolCalendar
from calculator.model.sources import Citation
from calculator.model.vocabulary import ClassLevel, Establishment
from calculator.render.as_html import NOTHING, Markup, element, joined, table_html
from calculator.render.spans import Span, spans_of

_MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
)
_NOT_OFFICIAL = "signalé, non officiel"
_ONE_DAY = timedelta(1)
_LONGEST_SHORT = 20
"""How many letters of a class's name fit on a phone, beside others."""
EDGES = 0.2, 0.8
"""Before which share of the year, and after which, the words of a day begin or end at its line."""
_LINE, _ROW, _BAR = 1.4, 4.2, 1.0
"""The heights of a line of words, of a row and of the bar at its foot, in `em`."""


@dataclass(frozen=True, slots=True)
class _Reported:
    """A last day that a source which is only reported gives."""

    closes: date
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A window, the classes that have it, the last days reported and the sessions for them."""

    label: str
    named: str
    kinds: str
    duty: Duty
    opens: date
    closes: date
    citations: tuple[Citation, ...]
    classes: frozenset[ClassLevel]
    reported: tuple[_Reported, ...]
    sessions: tuple[date, ...]


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
    summary = element("summary", "Les dates de la frise")
    return element(
        "figure",
        element("figcaption", said),
        _picture(circular, rows, shown, f"{said}. {_summary(rows, shown)}"),
        _key(circular, rows),
        element("details", summary, _table(circular, rows)),
        class_="calc-timeline",
    )


# --- What is shown ----------------------------------------------------------------------------


def _rows(
    circular: Circular,
    wanted: Mapping[ClassLevel, Collection[date]] | None,
    on: date | None,
    establishment: Establishment | None,
) -> list[_Row]:
    """The windows whose days are known, as they are known on a day; last, without one."""
    spans = spans_of(circular, wanted, on, establishment)
    alone = wanted is not None and len(wanted) == 1
    return [
        _Row(
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
) -> tuple[_Reported, ...]:
    return tuple(
        _Reported(notice.reported_closes, notice.citations)
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


def _summary(rows: Iterable[_Row], on: date | None) -> str:
    told = []
    for row in rows:
        said = row.duty.window_words
        days = words.date_range(row.opens, row.closes)
        told.append(f"{row.label} : {said.sessions if said else ''} {days}.")
        told += [f"Session choisie : {words.full_date(day)}." for day in row.sessions]
        told += [
            f"Fin au {words.full_date(other.closes)} : {_NOT_OFFICIAL}." for other in row.reported
        ]
    if on:
        told.append(f"Jour indiqué : {words.full_date(on)}.")
    return " ".join(told)


# --- The picture ------------------------------------------------------------------------------


def _picture(circular: Circular, rows: list[_Row], on: date | None, said: str) -> Markup:
    year, calendar = circular.school_year, circular.calendar
    head = _LINE if on else 0.0
    lanes = head + _LINE
    bottom = lanes + _ROW * (len(rows) + (calendar is not None))
    return element(
        "svg",
        _closed(year, calendar, head, bottom) if calendar else NOTHING,
        _months(year, head),
        _pointed_out(year, on) if on else NOTHING,
        *(_window(year, row, lanes + _ROW * n) for n, row in enumerate(rows)),
        role="img",
        aria_label=said,
        width="100%",
        height=_em(bottom),
    )


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


def _closed(year: SchoolYear, calendar: SchoolCalendar, top: float, bottom: float) -> Markup:
    """Holidays behind all rows, then in a row of their own with the public holidays."""
    lane, height = bottom - _BAR, bottom - top
    days = [(one.starts, _eve(one)) for one in calendar.holidays]
    return joined(
        [
            *(_band("behind", year, *span, top, height) for span in days),
            element(
                "text", f"Vacances et jours fériés, {words.zone(calendar.zone)}", y=_em(lane - 0.5)
            ),
            *(_band("holidays", year, *span, lane, _BAR) for span in days),
            *(_band("public", year, day, day, lane, _BAR) for day in calendar.public_holidays),
        ]
    )


def _window(year: SchoolYear, row: _Row, top: float) -> Markup:
    opens, closes = row.opens, row.closes
    days = words.day_and_month(opens)
    if opens < closes:
        days += f" – {words.day_and_month(closes)}"
    lane = top + _ROW - _BAR
    ends = sorted((other.closes for other in row.reported), reverse=True)
    return joined(
        [
            element("text", row.label, y=_em(lane - 0.5 - _LINE)),
            element("text", days, y=_em(lane - 0.5)),
            *(_band("reported", year, closes + _ONE_DAY, end, lane, _BAR) for end in ends),
            _band("window", year, opens, closes, lane, _BAR),
            *(_session(x=at(year, day), y=_em(lane + _BAR / 2)) for day in row.sessions),
        ]
    )


def _pointed_out(year: SchoolYear, on: date) -> Markup:
    x = at(year, on)
    share = (on - year.begins) / (year.ends - year.begins)
    anchor = "start" if share < EDGES[0] else "end" if share > EDGES[1] else "middle"
    return element(
        "g",
        element("line", x1=x, x2=x, y1=_em(_LINE), y2="100%"),
        element("text", words.short_date(on), x=x, y="1em", text_anchor=anchor),
        class_="calc-timeline__on",
    )


def _session(**place: str) -> Markup:
    """A diamond around a point, of the same size on any screen."""
    diamond = element("path", d="M0-7 5 0 0 7-5 0z")
    return element("svg", diamond, overflow="visible", class_="calc-timeline__session", **place)


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


# --- The words beside it ----------------------------------------------------------------------


def _key(circular: Circular, rows: Collection[_Row]) -> Markup:
    """What each sort of mark stands for."""
    own = {circular.main_source.id}
    alone = all(citation.source in own for row in rows for citation in row.citations)
    marks = [("window", f"dates {circular.text.of}" if alone else "dates des textes")]
    if any(row.sessions for row in rows):
        marks.append(("session", "session choisie"))
    if any(row.reported for row in rows):
        marks.append(("reported", f"fin plus tardive : {_NOT_OFFICIAL}"))
    if circular.calendar:
        marks += [("holidays", "vacances"), ("public", "jour férié")]
    return element("ul", *(element("li", _mark(kind), said) for kind, said in marks))


def _mark(kind: str) -> Markup:
    if kind == "session":
        mark = _session(x="50%", y="50%")
    else:
        width = "3" if kind == "public" else "100%"
        mark = element("rect", width=width, height="100%", class_=f"calc-timeline__{kind}")
    return element("svg", mark, width="1.6em", height="0.8em", aria_hidden="true")


def _table(circular: Circular, rows: Iterable[_Row]) -> Markup:
    lines = []
    for row in rows:
        classes = words.classes_words(row.classes, circular.vocabulary) + row.kinds
        said = row.duty.window_words
        noun = words.capitalised(said.noun) if said else row.duty.label
        days = words.date_range(row.opens, row.closes)
        noun += f" ({row.named})" if row.named else ""
        lines.append([f"{noun} : {classes}", days, cited(row.citations, circular)])
        lines += [
            [f"Session choisie : {classes}", words.full_date(day), "votre choix"]
            for day in row.sessions
        ]
        lines += [
            [
                f"Fin plus tardive : {_NOT_OFFICIAL}, {classes}",
                words.full_date(other.closes),
                cited(other.citations, circular),
            ]
            for other in row.reported
        ]
    columns = ["Quoi", "Dates", "Source"]
    lines += _closed_lines(circular)
    return table_html(f"Dates de l’année scolaire {circular.year}", columns, lines)


def _closed_lines(circular: Circular) -> list[list[str]]:
    calendar = circular.calendar
    if calendar is None:
        return []
    source = cited([Citation(calendar.source)], circular)
    announced = {holidays.name: holidays for holidays in calendar.first_announced}
    lines = []
    for holidays in calendar.holidays:
        days = _days(holidays)
        if holidays.name in announced:
            days += f" (premier calendrier : {_days(announced[holidays.name])})"
        lines.append([words.capitalised(holidays.name), days, source])
    for zone, own in calendar.zones.items():
        lines += [[f"{words.capitalised(h.name)}, zone {zone}", _days(h), source] for h in own]
    if not calendar.public_holidays:
        return lines
    public = (f"{words.full_date(d)} ({name})" for d, name in calendar.public_holidays.items())
    return [*lines, ["Jours fériés", words.listed(public), source]]


def _days(holidays: Holidays) -> str:
    return words.date_range(holidays.starts, _eve(holidays))


def _eve(holidays: Holidays) -> date:
    """The last day of holidays."""
    return holidays.resumes - _ONE_DAY
