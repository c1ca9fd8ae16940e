"""A school's answer as HTML: what it is asked, what it decides, its plan, and a day in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from calculator.answers import words
from calculator.answers.alerts import alerts
from calculator.answers.references import Link, references
from calculator.answers.school import (
    NO_SESSION_YET,
    all_notices,
    calendar_words,
    duties_title,
    leads_words,
    moved_day_words,
    nothing_asked,
    school_alerts,
    school_days_words,
    sitting_words,
    step_for,
    step_label,
    step_notes,
    subject,
    what,
    when,
)
from calculator.answers.school_dates import (
    headline,
    school_badge,
    school_dates,
    to_look_at,
)
from calculator.answers.sessions import cautions_words, unplanned_words
from calculator.model.circular import Circular
from calculator.model.decision import Decision
from calculator.model.duties import Window
from calculator.model.planning import Plan, Step
from calculator.model.school import (
    MovedHolidays,
    Obstacle,
    School,
    SchoolDay,
    SchoolDuty,
    Sitting,
    decide_for_school,
    school_duties,
)
from calculator.model.sessions import in_order, rules_at
from calculator.model.sources import Citation
from calculator.model.vocabulary import ClassLevel, Nature, Place
from calculator.render.as_html import (
    NOTHING,
    Markup,
    alerts_html,
    badge_html,
    citations_html,
    element,
    fold,
    joined,
    notices_html,
    prompt_html,
    quoting,
    reference_html,
    table_html,
)
from calculator.render.school_parts import dates_html, sessions_html
from calculator.render.timeline import timeline_html


def school_html(
    school: School, plan: Plan, day: SchoolDay | None, circular: Circular, link: Link
) -> Markup:
    """The whole answer for a school.

    Args:
        school: Its classes and kind.
        plan: The plan of its sessions.
        day: The day that is asked about, if one is.
        circular: What the rules decided from.
        link: From a page of the site to its address.
    """
    decisions = decide_for_school(school, plan.on, circular)
    duties = school_duties(decisions)
    notices = all_notices(decisions)
    cautions = cautions_words(plan, school, circular)
    dates = school_dates(duties, plan, circular)
    title, first = headline(dates, decisions, plan.on)
    over = circular.is_over(plan.on)
    check = NOTHING if over else _line("calc-answer__when", to_look_at(dates, len(cautions)))
    alerted = (
        *unplanned_words(plan, circular),
        *school_alerts(decisions, circular),
    )
    asked = _duties(decisions, duties, plan.on, circular, link)
    parts = [
        element(
            "p", subject(school, plan.on, circular), class_="calc-answer__subject", data_said=""
        ),
        badge_html(school_badge(decisions)),
        element("h2", title, class_="calc-answer__headline", data_said=""),
        _line("calc-answer__when", first),
        check,
        alerts_html(alerted),
    ]
    brief = dates_html(dates) if duties and not over else asked
    parts.append(_section(duties_title(circular, plan.on), brief))
    if not over:
        planned = _plan(school, plan, cautions, circular, link)
        parts.append(_section("Le plan de vos sessions", planned))
    if day is not None and circular.exams:
        sitting = _day(day, plan.on, circular, link)
        parts.append(_section(f"Qui peut passer le {words.full_date(day.on)} ?", sitting))
    if duties and not over:
        parts.append(_folded("demandes", "Ce qui est demandé, avec les paragraphes", asked))
    if not over:
        left_open = _left_open(decisions, circular, link)
        parts.append(_folded("silences", circular.left_open_title, left_open))
    parts.append(_folded("a-savoir", "À savoir", notices_html(notices, circular, link, heading=4)))
    return element("article", *parts, class_="calc-answer calc-school")


def _line(kind: str, text: str) -> Markup:
    return element("p", text, class_=kind, data_said="") if text else NOTHING


def _section(title: str, content: Markup) -> Markup:
    return element("section", element("h3", title), content) if content else NOTHING


def _folded(name: str, title: str, content: Markup) -> Markup:
    return fold(name, element("h3", title), content) if content else NOTHING


# --- What is asked ----------------------------------------------------------------------------


def _duties(
    decisions: Sequence[Decision],
    duties: Sequence[SchoolDuty],
    on: date,
    circular: Circular,
    link: Link,
) -> Markup:
    named: set[str] = set()
    rows = [_duty_row(duty, on, circular, link, named) for duty in duties]
    if not rows:
        scope = circular.scope
        cites = citations_html(scope.citations, circular, link, scope.nature)
        return element("p", nothing_asked(decisions), " ", cites)
    columns = ["Quoi", "Quand", "Qui", "Classes", "Paragraphes"]
    title = f"Ce qui {_is(circular, on)} demandé à l’établissement"
    return table_html(title, columns, rows)


def _duty_row(
    duty: SchoolDuty, on: date, circular: Circular, link: Link, named: set[str]
) -> list[str]:
    return [
        what(duty, circular),
        when(duty, on, over=circular.is_over(on)),
        duty.actor,
        words.classes_words(duty.classes, circular.vocabulary),
        citations_html(duty.citations, circular, link, named=named),
    ]


def _left_open(decisions: Sequence[Decision], circular: Circular, link: Link) -> Markup:
    classes = {made.case.class_level for made in decisions if made.duties}
    items = [
        element(
            "li",
            element("strong", f"{words.capitalised(left.actor)} : "),
            quoting(left.text),
            " ",
            citations_html(left.citations, circular, link),
        )
        for left in circular.left_open
        if classes & left.classes
    ]
    return element("ul", *items, class_="calc-reasons") if items else NOTHING


# --- The plan ---------------------------------------------------------------------------------


def _plan(
    school: School, plan: Plan, cautions: Sequence[str], circular: Circular, link: Link
) -> Markup:
    windows = [
        _windows(kind, school, plan.on, circular, link) for kind in circular.vocabulary.places
    ]
    if not any(windows):
        return _to_check(cautions)
    picture = _picture(school, plan, circular)
    if not plan.sessions:
        return joined([*windows, prompt_html(NO_SESSION_YET), picture])
    named: set[str] = set()
    rows = [_step_row(step, plan, circular, link, named) for step in plan.steps]
    columns = ["Quand", "Étape", "Pour", "Qui", "Paragraphes"]
    steps = [
        *windows,
        table_html("Les étapes, dans l’ordre des dates", columns, rows) if rows else "",
        element("p", leads_words(plan, circular)) if rows else "",
        element("p", _remark(circular), " ", _modalities(circular, link)),
        _calendar_notes(plan, circular, link),
    ]
    return joined(
        [
            sessions_html(plan, circular),
            _to_check(cautions),
            picture,
            _folded("etapes", "Les étapes en détail, avec les paragraphes", joined(steps)),
        ]
    )


def _windows(place: Place, school: School, on: date, circular: Circular, link: Link) -> Markup:
    """When sessions can be held at a place, each window once."""
    found: dict[Window, list[ClassLevel]] = {}
    for level, rule in rules_at(place, circular, school, on).items():
        for window in rule.windows:
            found.setdefault(window, []).append(level)
    named = {window: words.classes_words(own, circular.vocabulary) for window, own in found.items()}
    return joined(
        element(
            "p",
            element("strong", f"Sessions {place.where} ({named[window]}) : "),
            *_window_in_words(window, circular),
            citations_html(window.citations, circular, link),
        )
        for window in in_order(found)
    )


def _window_in_words(window: Window, circular: Circular) -> list[str]:
    if window.days is None:
        known = f"{window.label} : " if window.label else ""
        known += words.in_a_sentence(words.NO_DATE_KNOWN) if window.label else words.NO_DATE_KNOWN
        return [" ".join(filter(None, [known, window.ask, window.indication])), " "]
    label = f"{window.label}, " if window.label else ""
    span = words.date_range(*window.days)
    return [f"{label}{span}, {school_days_words(window, circular)}. "]


def _picture(school: School, plan: Plan, circular: Circular) -> Markup:
    """The windows of its classes in the school year, with the days chosen."""
    days: dict[ClassLevel, set[date]] = {}
    to_check: dict[ClassLevel, set[date]] = {}
    for place in circular.vocabulary.places:
        for level in rules_at(place, circular, school, plan.on):
            days.setdefault(level, set())
    for one in plan.sessions:
        for level in one.classes:
            days[level].add(one.session.day)
            if one.cautions:
                to_check.setdefault(level, set()).add(one.session.day)
    return timeline_html(circular, plan.on, days, school.establishment, to_check)


def _remark(circular: Circular) -> str:
    duty = circular.planned
    return duty.plan.remark if duty and duty.plan else ""


def _modalities(circular: Circular, link: Link) -> Markup:
    """The paragraphs that leave the days to the head of school."""
    duty = circular.planned
    return citations_html(duty.also_cites if duty else (), circular, link)


def _is(circular: Circular, on: date) -> str:
    return "était" if circular.is_over(on) else "est"


def _who_can_sit(circular: Circular, on: date) -> str:
    said = {duty.window_words.sit for duty in circular.exams if duty.window_words}
    told = len(said) == 1 and not circular.is_over(on)  # these words are of the present
    return said.pop() if told else f"Qui {_is(circular, on)} concerné"


def _to_check(cautions: Sequence[str]) -> Markup:
    if not cautions:
        return NOTHING
    return element(
        "div",
        element("h4", "Jours à vérifier", class_="calc-notice__title"),
        *(element("p", caution) for caution in cautions),
        class_="calc-notice",
        data_form="day",
    )


def _step_row(step: Step, plan: Plan, circular: Circular, link: Link, named: set[str]) -> list[str]:
    return [
        words.capitalised(words.full_date(step.day)),
        joined(
            [
                element("strong" if step.rule.lead is None else "span", step_label(step, plan)),
                *(
                    element("span", note, class_="calc-note")
                    for note in step_notes(step, plan.on, circular)
                ),
            ]
        ),
        step_for(step, plan),
        step.actor,
        citations_html(step.citations, circular, link, named=named),
    ]


def _calendar_notes(plan: Plan, circular: Circular, link: Link) -> Markup:
    """What the plan supposes of the days on which nobody is at school."""
    told = calendar_words(plan, circular)
    return joined(
        [
            *(element("p", one, class_="calc-answer__alert") for one in told),
            _calendar_source(circular, link),
        ]
    )


def _calendar_source(circular: Circular, link: Link) -> Markup:
    if circular.calendar is None:
        return NOTHING
    text = f"{words.capitalised(words.holidays_of(circular.calendar.zone))} et jours fériés : "
    (source,) = references([Citation(circular.calendar.source)], circular, link)
    return element("p", text, reference_html(source), class_="calc-hint")


# --- A day ------------------------------------------------------------------------------------


def _day(day: SchoolDay, on: date, circular: Circular, link: Link) -> Markup:
    same: dict[tuple[str, Nature], list[Sitting]] = {}
    for sitting in day.sittings:
        told = (sitting_words(sitting, day), _nature(sitting))
        same.setdefault(told, []).append(sitting)
    rows = [
        [
            words.capitalised(
                words.classes_words(
                    (s.decision.case.class_level for s in group), circular.vocabulary
                )
            ),
            said,
            citations_html(_cited(group), circular, link, nature),
        ]
        for (said, nature), group in same.items()
    ]
    title = f"{_who_can_sit(circular, on)} le {words.full_date(day.on)}"
    # Of the day of the answer, it is told at its top.
    notices = () if day.on == on else all_notices(s.decision for s in day.sittings)
    about_the_day = alerts(notice for notice in notices if notice.about_day)
    return joined(
        [
            *(element("p", one, class_="calc-answer__alert") for one in about_the_day),
            table_html(title, ["Classes", "Ce jour-là", "Paragraphes"], rows),
            _calendar_source(circular, link) if day.closed or day.closed_in else "",
            _moved_day(day.on, day.moved),
        ]
    )


def _nature(sitting: Sitting) -> Nature:
    """How what is said of a class rests on its paragraphs; of another year, nothing does."""
    certification = sitting.decision.certification
    if certification is None or sitting.obstacle is Obstacle.OTHER_YEAR:
        return Nature.SAYS
    return certification.nature


def _cited(group: Iterable[Sitting]) -> list[Citation]:
    cited: dict[Citation, None] = {}
    certifications = (sitting.decision.certification for sitting in group)
    for certification in filter(None, certifications):
        cited.update(dict.fromkeys(certification.citations))
        if certification.window is not None:
            cited.update(dict.fromkeys(certification.window.window.citations))
    return list(cited)


def _moved_day(day: date, moved: MovedHolidays | None) -> Markup:
    return element("p", moved_day_words(day, moved)) if moved else NOTHING
