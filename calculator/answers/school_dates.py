"""What a school does next: the days of its texts and the steps of its plan, in one order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from calculator.answers import words
from calculator.answers.pupil import Badge, badge
from calculator.answers.school import (
    TO_CHECK,
    check_mark,
    deadline_what,
    distance,
    nothing_asked,
    what,
)
from calculator.model.circular import Circular
from calculator.model.decision import Decision
from calculator.model.planning import Plan, PlannedSession, Step
from calculator.model.school import SchoolDuty, deadlines
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
        overdue: Whether its day is gone, and it can still be done.
        doubtful: Whether it is for a session whose day is not known to be right.
    """

    day: date | None
    when: str
    what: str
    who: str
    overdue: bool = False
    doubtful: bool = False


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
    ahead = [line for line in dates if line.day and not (line.overdue or line.doubtful)]
    if not ahead:
        return f"Votre établissement en {circular.year}", (
            NO_DATE_AHEAD if dates else nothing_asked(decisions)
        )
    day = ahead[0].day or on
    same = dict.fromkeys(line.what for line in ahead if line.day == day)
    # A date that is not known may come before.
    known = " connue" if any(line.when == UNKNOWN_DATE for line in dates) else ""
    title = f"Prochaine date{known} : {words.full_date(day)} ({distance(day, on)})"
    return title, f"{' ; '.join(same)}."


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
    late = sum(line.overdue for line in dates)
    counts = [
        (late, "étape en retard", "étapes en retard"),
        (cautions, f"point {TO_CHECK}", f"points {TO_CHECK}"),
    ]
    told = [words.count(number, singular, plural) for number, singular, plural in counts if number]
    return f"{words.listed(told)}." if told else ""


def session_line(planned: PlannedSession, circular: Circular) -> tuple[str, str]:
    """« jeudi 29 avril 2021, au collège », and the classes that sit then."""
    session = planned.session
    classes = words.classes_words(planned.classes, circular.vocabulary) if planned.classes else ""
    who = classes or "aucune classe cochée"
    who += f" ({words.in_a_sentence(planned.label)})" if planned.label else ""
    who += check_mark(planned.cautions)
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
            plan.session_of(step).doubtful,
        )
        for step in plan.steps
        if step.session.day >= plan.on and (step.overdue or step.day >= plan.on)
    ]


def _step_what(step: Step, plan: Plan) -> str:
    """« Inscrire les élèves à la session, au collège (session du 29 avril) »."""
    place, day = step.session.place, words.day_and_month(step.session.day)
    label = f"{step.rule.label}, {place.where}"
    check = check_mark(plan.to_check(step))
    if step.rule.lead is None:
        return label + check
    shared = step.rule.shared and plan.along(step)
    return f"{label} ({'sessions à partir' if shared else 'session'} du {day}){check}"


def _undated(duty: SchoolDuty, circular: Circular) -> SchoolDate:
    """What is asked without a day, or whose days are not known."""
    when = UNKNOWN_DATE if duty.windows else "Sans date"
    return SchoolDate(None, when, what(duty, circular), duty.actor)
