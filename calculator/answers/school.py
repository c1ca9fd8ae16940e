"""The French words of a school's answer and of its plan, before any markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from calculator.answers import words
from calculator.answers.alerts import alerts, authority_alerts, other_year_alerts
from calculator.answers.reasons import outside_words
from calculator.model.circular import Circular
from calculator.model.decision import Certification, Decision, Notice
from calculator.model.duties import Window
from calculator.model.planning import Plan, Step
from calculator.model.school import (
    Deadline,
    DeadlineKind,
    MovedHolidays,
    Obstacle,
    School,
    SchoolDay,
    SchoolDuty,
    Sitting,
    moved_holidays,
    school_days,
)
from calculator.model.vocabulary import Status, WindowState

NO_CLASS_YET = (
    "Cochez les classes de votre établissement : tout ce qui lui est demandé s’affiche ici."
)
NO_SESSION_YET = "Choisissez plus haut au moins un jour de session : le plan s’affiche ici."
NO_CALENDAR = (
    "Ce site ne connaît pas les vacances ni les jours fériés de cette année scolaire : seuls les "
    "samedis et les dimanches sont écartés. Vérifiez les jours."
)
NO_ZONE = (
    "Certaines vacances dépendent de la zone, qui n’est pas indiquée : le plan n’écarte que les "
    "vacances communes à toutes les zones. Indiquez la vôtre."
)
NOTHING_ASKED = "Rien n’est demandé pour ces classes."
_LATE = {
    True: " : à faire sans attendre",
    False: "",
    None: " ; le jour de la session étant à vérifier, on ne sait pas s’il y a du retard",
}


def nothing_asked(decisions: Iterable[Decision]) -> str:
    """What is said to a school that is asked nothing."""
    first = next(iter(decisions))
    return NOTHING_ASKED if first.in_scope else first.circular.scope.nothing


def duties_title(circular: Circular, on: date) -> str:
    """« À faire », or what it was in a year that is over."""
    if circular.is_over(on):
        return "Ce qui était demandé"
    dated = any(
        duty.asks or any(rule.windows or rule.due for rule in duty.rules)
        for duty in circular.duties
    )
    return "À faire, dans l’ordre des dates" if dated else "À faire"


def subject(school: School, on: date, circular: Circular) -> str:
    """What an answer is about: classes, establishment, day."""
    classes = words.capitalised(words.classes_words(school.classes, circular.vocabulary))
    return (
        f"{classes}, établissement {school.establishment.label}, année scolaire {circular.year}, "
        f"le {words.full_date(on)}"
    )


def all_notices(decisions: Iterable[Decision]) -> tuple[Notice, ...]:
    """The notices of a school's decisions, each once, in the order of the vocabulary's kinds."""
    told: dict[Notice, None] = {}
    order: list[str] = []
    for made in decisions:
        order = order or list(made.circular.vocabulary.notice_kinds)
        told.update(dict.fromkeys(made.notices))
    own = len(order)  # what is said of a day, of an input
    return tuple(sorted(told, key=lambda one: order.index(one.kind) if one.kind in order else own))


def school_alerts(decisions: Sequence[Decision], circular: Circular) -> tuple[str, ...]:
    """What must be seen first: what is not official, a reported change, a day of another year."""
    asked = [duty for decision in decisions for duty in decision.duties]
    cited = (citation for duty in asked for citation in duty.citations)
    of_other_year = dict.fromkeys(
        words_ for decision in decisions for words_ in other_year_alerts(decision)
    )
    return (
        *of_other_year,
        *authority_alerts(circular.authority_of(cited)),
        *alerts(all_notices(decisions)),
    )


def what(duty: SchoolDuty, circular: Circular) -> str:
    """What there is to do."""
    return words.with_status(duty.duty.todo_all, duty.status, circular.vocabulary)


def when(duty: SchoolDuty, on: date, *, over: bool) -> str:
    """When there is to do it, and how far that is; when it was, in a year that is over."""
    said = duty.duty.window_words
    if duty.windows and said:
        possible = words.windows_words(duty.windows, said)
        closed = all(one.state is WindowState.CLOSED for one in duty.windows)
        return f"{possible} {said.after.text}" if closed and not over else possible
    if duty.due is not None:
        return f"Au plus tard le {words.full_date(duty.due)} ({distance(duty.due, on)})."
    if duty.duty.due_words:
        return duty.duty.due_words.unknown.text
    return duty.when or "Date non précisée."


def distance(day: date, on: date) -> str:
    """« aujourd’hui », « demain », « dans 5 jours », « il y a 3 jours »."""
    days = (day - on).days
    if days < 0:
        return f"il y a {words.count(-days, 'jour')}"
    return words.days_until(days) if days else "aujourd’hui"


def school_days_words(window: Window, circular: Circular) -> str:
    """« soit 37 jours hors week-ends, jours fériés et vacances », zone by zone if they differ."""
    days = {zone: words.count(n, "jour") for zone, n in school_days(circular, window).items()}
    if circular.calendar is None:
        return f"soit {days['']} hors week-ends ; jours fériés et vacances ne sont pas connus"
    off = "hors week-ends, jours fériés et vacances"
    if len(set(days.values())) > 1:
        return f"soit {words.by_zone(days)}, {off}"
    anywhere = ", dans toutes les zones" if len(days) > 1 else ""
    return f"soit {next(iter(days.values()))} {off}{anywhere}"


def sitting_words(sitting: Sitting, day: SchoolDay) -> str:
    """Whether a class can sit, or why not."""
    decision = sitting.decision
    circular, certification = decision.circular, decision.certification
    if sitting.obstacle is Obstacle.OUT_OF_SCOPE:
        return f"Non. {outside_words(decision)}"
    if sitting.obstacle is Obstacle.OTHER_YEAR:
        text = words.capitalised(circular.text.name)
        return f"{text} ne parle que de l’année scolaire {circular.year}."
    window = certification.window if certification else None
    if certification is None or window is None:
        if certification and certification.status is Status.UNKNOWN:
            return " ".join(silence.text for silence in decision.silences if silence.unknown)
        return f"Non. {words.not_due_words(circular.exams, circular.vocabulary)}"
    if sitting.obstacle is Obstacle.UNKNOWN:
        return f"À vérifier. {words.NO_DATE_KNOWN}"
    label = window.window.label
    if sitting.obstacle is Obstacle.NOT_YET and window.window.opens:
        opens, far = words.full_date(window.window.opens), words.window_in_days(window)
        possible = f"{label} possible" if label else "Possible"
        return f"Pas encore. {possible} à partir du {opens} : {far}."
    if sitting.obstacle is Obstacle.TOO_LATE and window.window.closes:
        return f"Non. Le dernier jour était le {words.full_date(window.window.closes)}."
    if sitting.obstacle in (Obstacle.CLOSED, Obstacle.CLOSED_IN_ZONES):
        closed = f"personne n’est en classe : {day.closed}"
        nobody = closed if day.closed else words.away_in(day.closed_in)
        named = f" ({words.in_a_sentence(label)})" if label else ""
        return f"À vérifier. Les dates conviennent{named}, mais {nobody}."
    if label:
        said = f"Oui, {words.in_a_sentence(label)} : {words.window_in_days(window)}."
        return " ".join([said, *_reasons_of(window.window, certification)])
    status = certification.duty.status_word(circular.vocabulary.statuses, certification.status)
    return f"Oui. {certification.duty.label} {status} : {words.window_in_days(window)}."


def _reasons_of(window: Window, certification: Certification) -> list[str]:
    """What the rule that counts says of one of its windows."""
    reasons = certification.asked.rule.reasons if certification.asked else ()
    return [reason.text for reason in reasons if reason.window == window.key]


def deadline_what(deadline: Deadline) -> str:
    """« premier jour des sessions de certification »: what a day is the first or the last of."""
    duty = deadline.duty.duty
    if deadline.kind is DeadlineKind.DUE:
        return duty.due_words.deadline if duty.due_words else duty.noun
    said = duty.window_words
    if said is None:
        return duty.noun
    opens = deadline.kind is DeadlineKind.OPENS
    text = said.first_day if opens else said.last_day
    for one in deadline.duty.windows:
        day = one.window.opens if opens else one.window.closes
        if day == deadline.day and one.window.label:
            text += f" ({words.in_a_sentence(one.window.label)})"
    return text + (said.optional if deadline.duty.status is Status.OPTIONAL else "")


def leads_words(plan: Plan, circular: Circular) -> str:
    """The lead times that a plan counted."""
    duty = circular.planned
    rules = duty.plan.steps if duty and duty.plan else ()
    told = (f"{step.label}, {plan.leads[step.key]}" for step in rules if step.key in plan.leads)
    return f"Délais comptés avant la session : {' ; '.join(told)}."


def step_for(step: Step, plan: Plan) -> str:
    """For which session a step is done."""
    place, day = step.session.place, words.full_date(step.session.day)
    if plan.along(step):
        return f"toutes les sessions {place.where}, la première étant le {day}{_about(step)}"
    return f"session {place.where} du {day}{_about(step)}"


def step_label(step: Step, plan: Plan) -> str:
    """What a step is, and that its day is to be checked when it is."""
    return step.rule.label + words.check_mark(plan.to_check(step))


def step_there(step: Step, plan: Plan, session: str = "") -> str:
    """The same where nothing else says its place: « Tenir la session, au collège (à vérifier) ».

    Args:
        step: The step.
        plan: The plan that it is of.
        session: What names its session, if it is to be named.
    """
    named = f" ({session}{_about(step)})" if session else _about(step)
    check = words.check_mark(plan.to_check(step))
    return f"{step.rule.label}, {step.session.place.where}{named}{check}"


def _about(step: Step) -> str:
    """« , pour l’ASSR 1 et l’ASSR 2 », where sessions of several duties share a plan."""
    return f", pour {words.listed(duty.noun for duty in step.duties)}" if step.duties else ""


def step_notes(step: Step, on: date, circular: Circular) -> tuple[str, ...]:
    """What is to be known of a step's day: moved, past on the day `on`, or of another year."""
    notes = []
    if step.day != step.intended:
        intended = words.full_date(step.intended)
        notes.append(f"Avancé : le délai tombait le {intended} ({step.closed}).")
    if step.day < on:
        in_time = step.rule.lead is not None and on <= step.session.day
        notes.append(f"Ce jour est passé{_LATE[step.overdue] if in_time else ''}.")
    if not step.in_year:
        notes.append(
            "Ce jour est d’une autre année scolaire, dont ce plan n’écarte ni les vacances ni les "
            "jours fériés."
        )
    if step.closed_in and step.rule.lead is not None:
        notes.append(f"{words.capitalised(words.away_in(step.closed_in))}.")
    for day in dict.fromkeys((step.intended, step.day)):
        moved = moved_holidays(circular.calendar, day) if circular.calendar else None
        if moved is not None:
            notes.append(moved_day_words(day, moved))
    return tuple(notes)


def moved_day_words(day: date, moved: MovedHolidays) -> str:
    """How a day differs from what the first calendar made of it."""
    if day in moved.held:
        return f"Le premier calendrier n’avait pas de vacances le {words.full_date(day)}."
    return (
        f"Le premier calendrier plaçait le {words.full_date(day)} pendant les vacances "
        f"({moved.announced.name})."
    )


def calendar_words(plan: Plan, circular: Circular) -> tuple[str, ...]:
    """What must be known of the days without class that a plan goes by."""
    if circular.calendar is None:
        return (NO_CALENDAR,)
    moved = [*(one.moved for one in plan.sessions), *(one.moved for one in plan.steps)]
    told = tuple(moved_words(one) for one in dict.fromkeys(moved) if one is not None)
    return (NO_ZONE, *told) if circular.zones else told


def moved_words(moved: MovedHolidays) -> str:
    """When holidays were first to be, and when they were."""
    announced, held = (
        words.date_range(holidays.starts, holidays.last_day)
        for holidays in (moved.announced, moved.held)
    )
    return (
        f"Vacances déplacées ({moved.held.name}) : {held}, au lieu de la période prévue par le "
        f"premier calendrier, {announced}. Ce plan suit les vacances réelles."
    )
