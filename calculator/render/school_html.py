"""A school's answer as HTML: what it is asked, what it decides, its plan, and a day in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from calculator.answers import words
from calculator.answers.pupil import ABOUT_THE_DAY, alerts
from calculator.answers.references import Link, source_reference
from calculator.answers.school import (
    NO_SESSION_YET,
    NOTHING_ASKED,
    PLAN_IS_OURS,
    all_notices,
    calendar_words,
    cautions_words,
    deadline_words,
    leads_words,
    moved_day_words,
    sitting_words,
    step_for,
    step_notes,
    subject,
    summary,
    what,
    when,
    where,
)
from calculator.model.campaign import Campaign, Citation
from calculator.model.decision import Decision
from calculator.model.planning import (
    Plan,
    SessionKind,
    Step,
    StepKind,
    sessions_of,
)
from calculator.model.school import (
    HORIZON,
    MovedHolidays,
    School,
    SchoolDay,
    SchoolDuty,
    Sitting,
    decide_for_school,
    school_days,
    school_duties,
)
from calculator.render.as_html import (
    CORRECTION,
    NOTHING,
    Markup,
    citations_html,
    element,
    joined,
    notices_html,
    prompt_html,
    reference_html,
    table_html,
)
from calculator.render.timeline import timeline_html


def school_html(
    school: School, plan: Plan, day: SchoolDay, campaign: Campaign, link: Link
) -> Markup:
    """The whole answer for a school.

    Args:
        school: Its classes and kind.
        plan: The plan of its sessions.
        day: The day that is asked about.
        campaign: What the rules decided from.
        link: From a page of the site to its address.
    """
    decisions = decide_for_school(school, plan.on, campaign)
    duties = school_duties(decisions)
    notices = all_notices(decisions)
    cautions = cautions_words(plan, school, campaign)
    told = summary(len(duties), plan, day, len(cautions))
    return element(
        "article",
        element("p", subject(school, plan.on), class_="crcn-answer__subject"),
        element("h2", f"Votre établissement en {campaign.name}", class_="crcn-answer__headline"),
        element("p", told, class_="crcn-answer__when", data_said=""),
        *(element("p", alert, class_="crcn-answer__alert") for alert in alerts(notices)),
        _section("À faire, dans l’ordre des dates", _duties(duties, plan.on, campaign, link)),
        _section("Ce que la circulaire laisse décider", _left_open(decisions, campaign, link)),
        _section("Le plan de vos sessions", _plan(school, plan, cautions, campaign, link), "plan"),
        _section(
            f"Qui est concerné le {words.full_date(day.on)} ?", _day(day, plan.on, campaign, link)
        ),
        _section("À savoir", notices_html(notices, campaign, link)),
        class_="crcn-answer crcn-school",
    )


def _section(title: str, content: Markup, part: str | None = None) -> Markup:
    if not content:
        return NOTHING
    return element("section", element("h3", title), content, data_school_part=part)


# --- What is asked ----------------------------------------------------------------------------


def _duties(duties: Sequence[SchoolDuty], on: date, campaign: Campaign, link: Link) -> Markup:
    rows = [_duty_row(duty, on, campaign, link) for duty in duties]
    if not rows:
        return joined(
            [
                element("p", NOTHING_ASKED, " "),
                citations_html(campaign.scope.citations, campaign, link),
            ]
        )
    columns = ["Quoi", "Quand", "Qui", "Classes", "Paragraphes"]
    return table_html("Ce qui est demandé à l’établissement", columns, rows)


def _duty_row(duty: SchoolDuty, on: date, campaign: Campaign, link: Link) -> list[str]:
    return [
        what(duty),
        when(duty, on),
        duty.actor,
        words.classes_words(duty.classes),
        citations_html(duty.citations, campaign, link),
    ]


def _left_open(decisions: Sequence[Decision], campaign: Campaign, link: Link) -> Markup:
    classes = {made.case.class_level for made in decisions if made.duties}
    items = [
        element(
            "li",
            element("strong", f"{words.capitalised(left.actor)} : "),
            left.text,
            " ",
            citations_html(left.citations, campaign, link),
        )
        for left in campaign.left_open
        if classes & left.classes
    ]
    return element("ul", *items, class_="crcn-reasons") if items else NOTHING


# --- The plan ---------------------------------------------------------------------------------


def _plan(
    school: School, plan: Plan, cautions: Sequence[str], campaign: Campaign, link: Link
) -> Markup:
    windows = [_windows(kind, school, campaign, link) for kind in SessionKind]
    if not any(windows):
        return _to_check(cautions)
    picture = _picture(school, plan, campaign)
    if not plan.sessions:
        return joined([*windows, prompt_html(NO_SESSION_YET), picture])
    rows = [_step_row(step, plan, campaign, link) for step in plan.steps]
    columns = ["Quand", "Étape", "Pour", "Qui", "Paragraphes"]
    return joined(
        [
            *windows,
            _to_check(cautions),
            picture,
            table_html("Les étapes, dans l’ordre des dates", columns, rows) if rows else "",
            element("p", leads_words(plan)) if rows else "",
            element("p", PLAN_IS_OURS, " ", _modalities(school, campaign, link)),
            _calendar_notes(plan, campaign, link),
        ]
    )


def _windows(kind: SessionKind, school: School, campaign: Campaign, link: Link) -> Markup:
    """When sessions of a kind can be held, each window once."""
    sitting = sessions_of(kind, campaign, school)
    by_window = {
        sessions.window: [c for c, one in sitting.items() if one.window == sessions.window]
        for sessions in sitting.values()
    }
    return joined(
        element(
            "p",
            element("strong", f"Sessions {where(kind)} ({words.classes_words(classes)}) : "),
            words.date_range(window.opens, window.closes),
            f", soit {words.count(school_days(campaign, window), 'jour')} hors week-ends, jours "
            "fériés et vacances. ",
            citations_html(window.citations, campaign, link),
        )
        for window, classes in by_window.items()
    )


def _picture(school: School, plan: Plan, campaign: Campaign) -> Markup:
    """The windows of its classes in the school year, with the days chosen."""
    days = {
        level: {planned.session.day for planned in plan.sessions if planned.session.kind is kind}
        for kind in SessionKind
        for level in sessions_of(kind, campaign, school)
    }
    return timeline_html(campaign, plan.on, days)


def _modalities(school: School, campaign: Campaign, link: Link) -> Markup:
    """The paragraphs that leave the days to the head of school."""
    held = [s for kind in SessionKind for s in sessions_of(kind, campaign, school).values()]
    cited = dict.fromkeys(citation for sessions in held for citation in sessions.citations)
    return citations_html(cited, campaign, link)


def _to_check(cautions: Sequence[str]) -> Markup:
    if not cautions:
        return NOTHING
    return element(
        "div",
        element("p", element("strong", "Jours à vérifier"), class_="crcn-notice__title"),
        *(element("p", caution) for caution in cautions),
        class_="crcn-notice crcn-notice--strong",
        id=CORRECTION,
    )


def _step_row(step: Step, plan: Plan, campaign: Campaign, link: Link) -> list[str]:
    return [
        words.capitalised(words.full_date(step.day)),
        joined(
            [
                element("strong" if step.kind is StepKind.SESSION else "span", step.kind.label),
                *(element("span", note, class_="crcn-note") for note in step_notes(step, plan.on)),
            ]
        ),
        step_for(step, plan),
        step.actor,
        citations_html(step.citations, campaign, link),
    ]


def _calendar_notes(plan: Plan, campaign: Campaign, link: Link) -> Markup:
    """What the plan supposes of the days on which nobody is at school."""
    told = calendar_words(plan, campaign)
    return joined(
        [
            *(element("p", one, class_="crcn-answer__alert") for one in told),
            _calendar_source(campaign, link),
        ]
    )


def _calendar_source(campaign: Campaign, link: Link) -> Markup:
    if campaign.calendar is None:
        return NOTHING
    text = f"Vacances de la zone {campaign.calendar.zone} et jours fériés : "
    source = reference_html(source_reference(campaign.calendar.source, campaign, link))
    return element("p", text, source, class_="crcn-hint")


# --- A day ------------------------------------------------------------------------------------


def _day(day: SchoolDay, on: date, campaign: Campaign, link: Link) -> Markup:
    same: dict[str, list[Sitting]] = {}
    for sitting in day.sittings:
        same.setdefault(sitting_words(sitting, day.closed), []).append(sitting)
    rows = [
        [
            words.capitalised(words.classes_words(s.decision.case.class_level for s in group)),
            said,
            citations_html(_cited(group), campaign, link),
        ]
        for said, group in same.items()
    ]
    title = f"Qui peut passer la certification le {words.full_date(day.on)}"
    # Of the day of the answer, it is told at its top.
    notices = () if day.on == on else all_notices(s.decision for s in day.sittings)
    about_the_day = alerts(notice for notice in notices if notice.kind in ABOUT_THE_DAY)
    return joined(
        [
            *(element("p", one, class_="crcn-answer__alert") for one in about_the_day),
            table_html(title, ["Classes", "Ce jour-là", "Paragraphes"], rows),
            _calendar_source(campaign, link) if day.closed else "",
            _moved_day(day.on, day.moved),
            element("h4", f"Échéances de la circulaire dans les {HORIZON} jours"),
            _deadlines(day, campaign, link),
        ]
    )


def _cited(group: Iterable[Sitting]) -> list[Citation]:
    cited: dict[Citation, None] = {}
    for sitting in group:
        certification = sitting.decision.certification
        cited.update(dict.fromkeys(certification.citations))
        if certification.window is not None:
            cited.update(dict.fromkeys(certification.window.window.citations))
    return list(cited)


def _moved_day(day: date, moved: MovedHolidays | None) -> Markup:
    return element("p", moved_day_words(day, moved)) if moved else NOTHING


def _deadlines(day: SchoolDay, campaign: Campaign, link: Link) -> Markup:
    if not day.deadlines:
        return element("p", "La circulaire n’en fixe aucune.")
    items = (
        element(
            "li",
            deadline_words(deadline, day.on),
            " ",
            citations_html(deadline.duty.citations, campaign, link),
        )
        for deadline in day.deadlines
    )
    return element("ul", *items, class_="crcn-reasons")
