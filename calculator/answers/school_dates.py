"""What a school does next: the days of its texts and the steps of its plan, in one order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from calculator.answers import words
from calculator.answers.pupil import Badge, badge
from calculator.answers.school import (
    deadline_what,
    distance,
    nothing_asked,
    step_there,
    what,
)
from calculator.model.circular import Circular
from calculator.model.decision import Decision
from calculator.model.planning import Plan, Step
from calculator.model.school import SchoolDuty, deadlines
from calculator.model.sessions import PlannedSession
from calculator.model.vocabulary import Status

NO_DATE_AHEAD = "Aucune date connue à venir pour ces classes."
UNKNOWN_DATE = "Date non connue"
# What is asked, then what may be: nobody is told « non demandé » of what is not known.
_STRENGTH = (
    "over",
    *(status.value for status in Status if status.is_due),
    Status.UNKNOWN.value,
    Status.NOT_DUE.value,
    Status.OUT_OF_SCOPE.value,
)


@dataclass(frozen=True, slots=True)
class SchoolDate:
    """Something to do, in a line.

    Attributes:
        day: When; None without a day, or when it is not known.
        when: The same, in French.
        what: What there is to do.
        who: Who acts.
        overdue: Whether its day is gone, and it can still be done; None when it is not known if
            its session can be held.
        to_check: Whether its day is to be checked, or that of its session.
        rejected: Whether what is known of that of its session is against it.
    """

    day: date | None
    when: str
    what: str
    who: str
    overdue: bool | None = False
    to_check: bool = False
    rejected: bool = False


def school_dates(
    duties: Iterable[SchoolDuty], plan: Plan, circular: Circular
) -> tuple[SchoolDate, ...]:
    """What is late, what is to come in order of date, and what has no day."""
    duties = tuple(duties)
    dated = [*_of_duties(duties, plan.on, circular), *_of_steps(plan)]
    dated.sort(key=lambda line: line.day or date.max)
    return (*dated, *(_undated(duty, circular) for duty in duties if not deadlines(duty)))


def headline(
    dates: Iterable[SchoolDate], decisions: Sequence[Decision], on: date
) -> tuple[str, str]:
    """« Prochaine date : lundi 8 mars 2021 (demain) », and what is to be done on it."""
    circular = decisions[0].circular
    if circular.is_over(on):
        return f"Année scolaire {circular.year} terminée : il n’y a plus rien à faire.", ""
    dates = tuple(dates)
    ahead = [line for line in dates if line.day and line.day >= on and not line.rejected]
    day = next((line.day for line in ahead if not line.to_check), None)
    before = [line for line in ahead if day is None or (line.day or day) < day]
    if day is None:
        first = NO_DATE_AHEAD if dates else nothing_asked(decisions)
        return f"Votre établissement en {circular.year}", first + _maybe("Peut-être", before)
    # A date that is not known may come before, as one that is to be checked.
    known = " sûre" if before else ""
    known = " connue" if any(line.when == UNKNOWN_DATE for line in dates) else known
    title = f"Prochaine date{known} : {words.full_date(day)} ({distance(day, on)})"
    return title, f"{_all_on(day, ahead)}.{_maybe('Peut-être avant', before)}"


def _maybe(when: str, lines: Sequence[SchoolDate]) -> str:
    """« Peut-être avant, le mardi 20 janvier 2026 : … (à vérifier). », or nothing."""
    day = lines[0].day if lines else None
    return f" {when}, le {words.full_date(day)} : {_all_on(day, lines)}." if day else ""


def _all_on(day: date, lines: Iterable[SchoolDate]) -> str:
    return " ; ".join(dict.fromkeys(line.what for line in lines if line.day == day))


def school_badge(decisions: Sequence[Decision]) -> Badge:
    """« Obligatoire pour 2 classes sur 3 »: the strongest status of its classes."""
    badges = [badge(decision) for decision in decisions]
    strongest = min(badges, key=lambda one: _STRENGTH.index(one.code))
    same = sum(one.code == strongest.code for one in badges)
    if same == len(badges):
        return strongest
    which = f"pour {words.count(same, 'classe')} sur {len(badges)}"
    return Badge(f"{strongest.word} {which}", strongest.code)


def to_look_at(dates: Iterable[SchoolDate], cautions: int) -> str:
    """« 2 étapes en retard et 1 point à vérifier. », or nothing."""
    late = sum(line.overdue is True for line in dates)
    counts = [
        (late, "étape en retard", "étapes en retard"),
        (cautions, f"point {words.TO_CHECK}", f"points {words.TO_CHECK}"),
    ]
    told = [words.count(number, singular, plural) for number, singular, plural in counts if number]
    return f"{words.listed(told)}." if told else ""


def session_line(planned: PlannedSession, circular: Circular) -> tuple[str, str]:
    """« jeudi 29 avril 2021, au collège », and the classes that sit then."""
    session = planned.session
    classes = words.classes_words(planned.classes, circular.vocabulary) if planned.classes else ""
    who = classes or "aucune classe cochée"
    who += f" ({words.in_a_sentence(planned.label)})" if planned.label else ""
    who += words.check_mark(planned.cautions)
    return words.capitalised(f"{words.full_date(session.day)}, {session.place.where}"), who


def _of_duties(duties: Iterable[SchoolDuty], on: date, circular: Circular) -> list[SchoolDate]:
    return [
        SchoolDate(
            deadline.day,
            words.capitalised(words.full_date(deadline.day)),
            words.capitalised(
                f"{deadline_what(deadline)}, "
                f"{words.classes_words(duty.classes, circular.vocabulary)}"
            ),
            duty.actor,
        )
        for duty in duties
        for deadline in deadlines(duty)
        if deadline.day >= on
    ]


def _of_steps(plan: Plan) -> list[SchoolDate]:
    return [
        SchoolDate(
            step.day,
            words.capitalised(words.full_date(step.day)),
            _step_what(step, plan),
            step.actor,
            step.overdue,
            plan.to_check(step),
            plan.session_of(step).rejected,
        )
        for step in plan.steps
        if step.session.day >= plan.on and (step.overdue is not False or step.day >= plan.on)
    ]


def _step_what(step: Step, plan: Plan) -> str:
    """« Inscrire les élèves à la session, au collège (session du 29 avril) »."""
    if step.rule.lead is None:
        return step_there(step, plan)
    several = "sessions à partir" if plan.along(step) else "session"
    return step_there(step, plan, f"{several} du {words.day_and_month(step.session.day)}")


def _undated(duty: SchoolDuty, circular: Circular) -> SchoolDate:
    """What is asked without a day, or whose days are not known."""
    when = UNKNOWN_DATE if duty.windows else "Sans date"
    return SchoolDate(None, when, what(duty, circular), duty.actor)
