"""Parts of a school's answer: its dates, its sessions, and what is folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from calculator.answers.school_dates import SchoolDate, session_line
from calculator.model.circular import Circular
from calculator.model.planning import Plan
from calculator.render.as_html import Markup, element, fold, joined

_SHOWN_DAYS = 5
"""How many days a reader takes in before the others are folded."""
_LATE = {True: " (passé, à faire sans attendre)", False: "", None: " (passé, retard non connu)"}


def dates_html(dates: Iterable[SchoolDate]) -> Markup:
    """What is to be done, in order of date, a line each: the next ones, and the others folded."""
    by_day: dict[tuple[str, bool | None], list[SchoolDate]] = {}
    for line in dates:
        by_day.setdefault((line.when, line.overdue), []).append(line)
    days = [_date(group) for group in by_day.values()]
    with_day = [line for group in list(by_day.values())[_SHOWN_DAYS:] for line in group if line.day]
    if not with_day:
        return element("dl", *days, class_="calc-agenda")
    later = days[_SHOWN_DAYS:]
    shown = element("dl", *days[:_SHOWN_DAYS], class_="calc-agenda")
    rest = element("dl", *later, class_="calc-agenda")
    return joined([shown, fold("suivantes", element("h3", "Les dates suivantes"), rest)])


def _date(lines: Sequence[SchoolDate]) -> Markup:
    first = lines[0]
    told = (
        element("dd", line.what, " ", element("span", line.who, class_="calc-agenda__who"))
        for line in lines
    )
    return joined([element("dt", first.when + _LATE[first.overdue]), *told])


def sessions_html(plan: Plan, circular: Circular) -> Markup:
    """Who sits when: a line for each session."""
    told = (session_line(planned, circular) for planned in plan.sessions)
    lines = (element("li", element("strong", when), f" : {who}") for when, who in told)
    return element("ul", *lines, class_="calc-reasons")
