"""What pages say of the day on which they are read.

It is right on the day of the build, kept from the search, whose excerpts would show what is hidden,
and brought up to date by the browser (`web/day.js`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from calculator.answers import words
from calculator.model.circular import Circular, SchoolYear
from calculator.model.deciding import window_on
from calculator.model.decision import window_that_counts
from calculator.model.duties import Window
from calculator.render.as_html import NOTHING, Markup, element, joined

_NUMBER = "{}"


@dataclass(frozen=True, slots=True)
class _Words:
    """Where a day stands against the windows of a duty.

    Attributes:
        text: The words, with `{}` in place of a count of days.
        to: The day to which days are counted, if they are.
    """

    text: str
    to: date | None


def window_states_html(windows: Sequence[Window], *, year: SchoolYear, on: date) -> Markup:
    """« ouverture dans 109 jours », « il reste 63 jours »…, for every day of a school year.

    Args:
        windows: Those of a duty.
        year: The school year.
        on: The day of the build, whose words alone are shown.
    """
    days = [year.begins + timedelta(n) for n in range((year.ends - year.begins).days + 1)]
    states = []
    for said, group in groupby(days, lambda day: _words(windows, day)):
        same = list(group)
        states.append(
            element(
                "span",
                *_counted(said, on),
                data_calc_first=same[0].isoformat(),
                data_calc_last=same[-1].isoformat(),
                data_search_exclude="",
                hidden=None if same[0] <= on <= same[-1] else "",
            )
        )
    return joined(states)


def _words(windows: Sequence[Window], day: date) -> _Words:
    counting = window_that_counts([window_on(window, day) for window in windows])
    if counting is None:
        return _Words("", None)
    text = words.capitalised(words.window_in_days(counting))
    if counting.window.label:
        text = f"{text} ({words.in_a_sentence(counting.window.label)})"
    for number, to in (
        (counting.days_until_open, counting.window.opens),
        (counting.days_left, counting.window.closes),
    ):
        if number and str(number) in text.split():
            return _Words(text.replace(f" {number} ", f" {_NUMBER} ", 1), to)
    return _Words(text, None)


def _counted(said: _Words, on: date) -> Iterator[str]:
    before, number, after = said.text.partition(_NUMBER)
    yield before
    if number and said.to:
        days = max((said.to - on).days, 0)
        # No span: the search takes the end of one in another that it is kept from for the other's.
        yield element("bdi", str(days), data_calc_to=said.to.isoformat())
    yield after


def day_html(on: date) -> Markup:
    """« 26 novembre 2026 », the day of the build until the browser says which one it is."""
    return element("span", words.short_date(on), data_calc_day="")


def over_html(circulars: Sequence[Circular], on: date, home: str | None) -> Markup:
    """That the year of a page is over, shown once it is.

    Args:
        circulars: The texts that the page is about, all of one school year.
        on: The day of the build.
        home: The address of the page of this year; None when the site has no other year.
    """
    if not circulars:
        return NOTHING
    first = circulars[0]
    text = f"Cette page parle de l’année scolaire {first.year}, qui est terminée."
    link = element("a", "Voir cette année", href=home) if home else NOTHING
    return element(
        "p",
        element("strong", text),
        " ",
        link,
        class_="calc-over",
        data_calc_after=first.school_year.ends.isoformat(),
        data_search_exclude="",
        hidden=None if first.is_over(on) else "",
    )
