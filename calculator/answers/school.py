"""The French words of a school's answer and of its plan, before any markup."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from calculator.answers import words
from calculator.model.campaign import Campaign, Window
from calculator.model.decision import Decision, Notice
from calculator.model.planning import (
    Caution,
    Plan,
    PlannedSession,
    Session,
    SessionKind,
    Step,
    StepKind,
)
from calculator.model.school import (
    HORIZON,
    Deadline,
    DeadlineKind,
    MovedHolidays,
    Obstacle,
    School,
    SchoolDay,
    SchoolDuty,
    Sitting,
)
from calculator.model.vocabulary import NoticeKind, Status, WindowState

NO_CLASS_YET = (
    "Cochez les classes de votre établissement : tout ce qui lui est demandé s’affiche ici."
)
NO_SESSION_YET = "Choisissez plus haut au moins un jour de session : le plan s’affiche ici."
NO_CALENDAR = (
    "Ce site ne connaît pas les vacances ni les jours fériés de cette année scolaire : seuls les "
    "samedis et les dimanches sont écartés. Vérifiez les jours."
)
NOTHING_ASKED = "Rien au titre de cette circulaire : elle ne s’applique pas ici."
PLAN_IS_OURS = (
    "La circulaire fixe les fenêtres et laisse les modalités au chef d’établissement. Les étapes "
    "viennent d’elle ; leur ordre et leurs délais sont les vôtres, ou à défaut les nôtres."
)
_DEADLINES = {
    DeadlineKind.OPENS: "premier jour des sessions de certification",
    DeadlineKind.CLOSES: "dernier jour des sessions de certification",
    DeadlineKind.REPORT: "dernier bilan périodique, avec les compétences numériques",
}


def where(kind: SessionKind) -> str:
    """« au collège »."""
    return f"au {kind.label}"


def session_label(kind: SessionKind, number: str | None = None) -> str:
    """« Sessions au collège, jour 2 », the name of a field of the form."""
    label = f"Sessions {where(kind)}"
    return label if number is None else f"{label}, jour {number}"


def summary(duties: int, plan: Plan, day: SchoolDay, cautions: int) -> str:
    """« 5 choses à faire, 4 étapes et 1 point à vérifier. »: what an answer holds."""
    ahead = f"dans les {HORIZON} jours"
    counts = [
        (duties, "chose à faire", "choses à faire"),
        (len(plan.steps), "étape", "étapes"),
        (cautions, "point à vérifier", "points à vérifier"),
        (len(day.deadlines), f"échéance {ahead}", f"échéances {ahead}"),
    ]
    told = [words.count(number, one, several) for number, one, several in counts if number]
    return f"{words.listed(told)}." if told else NOTHING_ASKED


def subject(school: School, on: date) -> str:
    """What an answer is about: classes, establishment, day."""
    classes = words.capitalised(words.classes_words(school.classes))
    return f"{classes}, établissement {school.establishment.label}, le {words.full_date(on)}"


def all_notices(decisions: Iterable[Decision]) -> tuple[Notice, ...]:
    """The notices of a school's decisions, each once, reported changes first."""
    told = dict.fromkeys(notice for made in decisions for notice in made.notices)
    return tuple(sorted(told, key=lambda notice: list(NoticeKind).index(notice.kind)))


def what(duty: SchoolDuty) -> str:
    """What there is to do."""
    return words.to_do(duty.kind, duty.status, "les élèves")


def when(duty: SchoolDuty, on: date) -> str:
    """When there is to do it, and how far that is."""
    if duty.window is not None:
        possible = words.sessions_possible(duty.window)
        closed = duty.window.state is WindowState.CLOSED
        return f"{possible} {words.NOTHING_SAID_AFTER}" if closed else possible
    if duty.due is not None:
        return f"Au plus tard le {words.full_date(duty.due)} ({distance(duty.due, on)})."
    if duty.notes:
        return " ".join(duty.notes)
    return words.without_date(duty.kind)


def distance(day: date, on: date) -> str:
    """« aujourd’hui », « demain », « dans 5 jours », « il y a 3 jours »."""
    days = (day - on).days
    if days < 0:
        return f"il y a {words.count(-days, 'jour')}"
    return words.days_until(days) if days else "aujourd’hui"


def sitting_words(sitting: Sitting, closed: str | None) -> str:
    """Whether a class can sit, or why not."""
    certification = sitting.decision.certification
    window = certification.window
    if sitting.obstacle is Obstacle.OUT_OF_SCOPE:
        kind = sitting.decision.case.establishment.label
        return f"Non. La circulaire ne s’applique pas à un établissement {kind}."
    if sitting.obstacle is Obstacle.OTHER_YEAR:
        return f"La circulaire ne parle que de l’année scolaire {sitting.decision.campaign}."
    if window is None:
        return "Non. Aucune certification n’est demandée."
    if sitting.obstacle is Obstacle.NOT_YET:
        opens, far = words.full_date(window.window.opens), words.window_in_days(window)
        return f"Pas encore. Sessions possibles à partir du {opens} : {far}."
    if sitting.obstacle is Obstacle.TOO_LATE:
        return f"Non. La fenêtre est {words.window_in_days(window)}."
    if sitting.obstacle is Obstacle.CLOSED:
        return f"À vérifier. La fenêtre est ouverte, mais personne n’est en classe : {closed}."
    return f"Oui. Certification {certification.status.label} : {words.window_in_days(window)}."


def deadline_words(deadline: Deadline, on: date) -> str:
    """« lundi 8 mars 2021 (demain) : premier jour des sessions de certification, 3e »."""
    optional = " facultative" if deadline.duty.status is Status.OPTIONAL else ""
    return (
        f"{words.capitalised(words.full_date(deadline.day))} ({distance(deadline.day, on)}) : "
        f"{_DEADLINES[deadline.kind]}{optional}, {words.classes_words(deadline.duty.classes)}."
    )


def windows_words(windows: Iterable[Window]) -> str:
    """« du lundi 8 mars au mercredi 12 mai 2021 », one after the other."""
    return words.listed(words.date_range(w.opens, w.closes) for w in windows)


def cautions_words(plan: Plan, school: School, campaign: Campaign) -> tuple[str, ...]:
    """What is to be checked about the days of a plan."""
    if plan.sessions and school.establishment not in campaign.scope.establishments:
        kind = school.establishment.label
        return (f"La circulaire ne s’applique pas à un établissement {kind} : rien à planifier.",)
    return tuple(told for one in plan.sessions for told in caution_words(one, campaign, plan.on))


def caution_words(planned: PlannedSession, campaign: Campaign, on: date) -> tuple[str, ...]:
    """What is to be checked about a day, each naming the field and the day."""
    if Caution.NO_CLASS in planned.cautions:
        told = [f"aucune classe cochée n’a de session {where(planned.session.kind)}"]
    else:
        told = [_caution(caution, planned, campaign, on) for caution in planned.cautions]
    return tuple(f"{_day_of(planned.session)} : {one}." for one in told)


def _day_of(session: Session) -> str:
    return f"{session_label(session.kind)}, {words.full_date(session.day)}"


def _caution(caution: Caution, planned: PlannedSession, campaign: Campaign, on: date) -> str:
    spans = windows_words(planned.windows) if planned.windows else ""
    kind = planned.session.kind
    match caution:
        case Caution.OTHER_WINDOW:
            others = words.listed(f"du {k.label}" for k in SessionKind if k is not kind)
            return (
                f"ce jour est dans la fenêtre {others}, pas dans celle du {kind.label}, qui va "
                f"{spans}"
            )
        case Caution.OUTSIDE_WINDOW:
            return f"ce jour est hors de la fenêtre du {kind.label}, qui va {spans}"
        case Caution.CLOSED:
            return f"personne n’est en classe ce jour-là ({planned.closed})"
        case Caution.PAST:
            return f"ce jour est passé ; la date de référence est le {words.full_date(on)}"
        case _:
            title = campaign.official_source.short_title
            return f"à cette date, le texte n’était pas encore publié ({title})"


def leads_words(plan: Plan) -> str:
    """The lead times that a plan counted."""
    told = (f"{step.label}, {lead}" for step, lead in plan.leads.items())
    return f"Délais comptés avant la session : {' ; '.join(told)}."


def step_for(step: Step, plan: Plan) -> str:
    """For which session a step is done."""
    kind, day = step.session.kind, words.full_date(step.session.day)
    several = sum(one.session.kind is kind for one in plan.sessions) > 1
    if step.kind.is_shared and several:
        return f"toutes les sessions {where(kind)}, la première étant le {day}"
    return f"session {where(kind)} du {day}"


def step_notes(step: Step, on: date) -> tuple[str, ...]:
    """What is to be known of a step's day: moved, past on the day `on`, or of another year."""
    notes = []
    if step.day != step.intended:
        intended = words.full_date(step.intended)
        notes.append(f"Avancé : le délai tombait le {intended} ({step.closed}).")
    if step.overdue:
        in_time = step.kind is not StepKind.SESSION and on <= step.session.day
        notes.append(f"Ce jour est passé{' : à faire sans attendre' if in_time else ''}.")
    if not step.in_year:
        notes.append("Ce jour est d’une autre année scolaire, dont ce site n’a pas les vacances.")
    if step.moved is not None:
        notes.append(moved_day_words(step.intended, step.moved))
    return tuple(notes)


def moved_day_words(day: date, moved: MovedHolidays) -> str:
    """How a day differs from what the first calendar made of it."""
    if day in moved.held:
        return f"Le premier calendrier n’avait pas de vacances le {words.full_date(day)}."
    return (
        f"Le premier calendrier plaçait le {words.full_date(day)} pendant les vacances "
        f"({moved.announced.name})."
    )


def calendar_words(plan: Plan, campaign: Campaign) -> tuple[str, ...]:
    """What must be known of the days without class that a plan goes by."""
    if campaign.calendar is None:
        return (NO_CALENDAR,)
    moved = [*(one.moved for one in plan.sessions), *(one.moved for one in plan.steps)]
    return tuple(moved_words(one) for one in dict.fromkeys(moved) if one is not None)


def moved_words(moved: MovedHolidays) -> str:
    """When holidays were first to be, and when they were."""
    announced, held = (
        words.date_range(holidays.starts, holidays.resumes - timedelta(days=1))
        for holidays in (moved.announced, moved.held)
    )
    return (
        f"Vacances déplacées ({moved.held.name}) : {held}, au lieu de la période prévue par le "
        f"premier calendrier, {announced}. Ce plan suit les vacances réelles."
    )
