"""What is beside the picture of a school year: what its marks mean, and its dates in a table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from calculator.answers import words
from calculator.answers.references import cited
from calculator.model.circular import Circular
from calculator.model.duties import Duty
from calculator.model.school_calendar import Holidays
from calculator.model.sources import Citation
from calculator.model.vocabulary import ClassLevel
from calculator.render.as_html import Markup, element, table_html

NOT_OFFICIAL = "signalé, non officiel"


@dataclass(frozen=True, slots=True)
class Reported:
    """A last day that a source which is only reported gives."""

    closes: date
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A window, the classes that have it, the last days reported and the sessions for them.

    Each session is the day, and whether it is to be checked.
    """

    label: str
    named: str
    kinds: str
    duty: Duty
    opens: date
    closes: date
    citations: tuple[Citation, ...]
    classes: frozenset[ClassLevel]
    reported: tuple[Reported, ...]
    sessions: Mapping[date, bool]


def key_html(circular: Circular, rows: Collection[Row]) -> Markup:
    """What each sort of mark stands for."""
    own = {circular.main_source.id}
    alone = all(citation.source in own for row in rows for citation in row.citations)
    marks = [("window", f"dates {circular.text.of}" if alone else "dates des textes")]
    if any(row.sessions for row in rows):
        marks.append(("session", "session choisie"))
    if any(row.reported for row in rows):
        marks.append(("reported", f"fin plus tardive : {NOT_OFFICIAL}"))
    if circular.calendar:
        marks += [("holidays", "vacances"), ("public", "jour férié")]
    return element("ul", *(element("li", _mark(kind), said) for kind, said in marks))


def _mark(kind: str) -> Markup:
    if kind == "session":
        mark = session_html(x="50%", y="50%")
    else:
        width = "3" if kind == "public" else "100%"
        mark = element("rect", width=width, height="100%", class_=f"calc-timeline__{kind}")
    return element("svg", mark, width="1.6em", height="0.8em", aria_hidden="true")


def dates_html(circular: Circular, rows: Iterable[Row]) -> Markup:
    """The dates of a picture, with where they are from."""
    lines = []
    for row in rows:
        classes = words.classes_words(row.classes, circular.vocabulary) + row.kinds
        said = row.duty.window_words
        noun = words.capitalised(said.noun) if said else row.duty.label
        days = words.date_range(row.opens, row.closes)
        noun += f" ({row.named})" if row.named else ""
        lines.append([f"{noun} : {classes}", days, cited(row.citations, circular)])
        lines += [
            [f"Session choisie : {classes}", chosen_day(row, day), "votre choix"]
            for day in row.sessions
        ]
        lines += [
            [
                f"Fin plus tardive : {NOT_OFFICIAL}, {classes}",
                words.full_date(other.closes),
                cited(other.citations, circular),
            ]
            for other in row.reported
        ]
    columns = ["Quoi", "Dates", "Source"]
    lines += _closed_lines(circular)
    return table_html(f"Dates de l’année scolaire {circular.year}", columns, lines)


def chosen_day(row: Row, day: date) -> str:
    """« mardi 10 février 2026 (à vérifier) », for a session."""
    return words.full_date(day) + words.check_mark(row.sessions[day])


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
    return words.date_range(holidays.starts, holidays.last_day)


def session_html(**place: str) -> Markup:
    """A diamond around a point, of the same size on any screen."""
    diamond = element("path", d="M0-7 5 0 0 7-5 0z")
    return element("svg", diamond, overflow="visible", class_="calc-timeline__session", **place)
