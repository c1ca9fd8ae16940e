"""The French words of the days chosen for sessions: what is to be checked of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from calculator.answers import words
from calculator.model.circular import Circular
from calculator.model.duties import Duty, Window
from calculator.model.planning import Plan
from calculator.model.school import School, school_days
from calculator.model.sessions import (
    Caution,
    PlannedSession,
    Session,
    in_order,
    is_inside,
    known_rule,
    planned_rule,
    windows_where,
)
from calculator.model.vocabulary import ClassLevel, Place, Status

_PERHAPS_NONE = "Selon votre zone, il n’en reste peut-être aucun : indiquez-la."


def session_label(place: Place, number: str | None = None) -> str:
    """« Sessions au collège, jour 2 », the name of a field of the form."""
    label = f"Sessions {place.where}"
    return label if number is None else f"{label}, jour {number}"


def cautions_words(plan: Plan, school: School, circular: Circular) -> tuple[str, ...]:
    """What is to be checked about the days of a plan."""
    if plan.sessions and school.establishment not in circular.scope.establishments:
        return (f"{circular.scope.nothing} Rien à planifier.",)
    told = [words_ for one in plan.sessions for words_ in caution_words(one, circular, plan.on)]
    return (*told, *_without_session(plan, school, circular))


def _without_session(plan: Plan, school: School, circular: Circular) -> Iterator[str]:
    """The classes that can sit none of the sessions chosen, and what is to be done."""
    same: dict[tuple[str, str], list[ClassLevel]] = {}
    for level in plan.without_session:
        duty, rule = planned_rule(level, school.establishment, circular)
        if duty and rule:
            instead = _instead(known_rule(rule, plan.on).windows, duty, circular, plan.on)
            same.setdefault((duty.kind, instead), []).append(level)
    for (kind, instead), levels in same.items():
        duty = circular.duty(kind)
        classes = words.in_classes(words.classes_words(levels, circular.vocabulary))
        status = duty.status_sentence(circular.vocabulary.statuses, Status.MANDATORY)
        yield f"Aucune session choisie ne convient {classes}, où {duty.noun} {status}. {instead}"


def _instead(windows: Sequence[Window], duty: Duty, circular: Circular, on: date) -> str:
    """« Choisissez un jour de classe du lundi 8 mars au mercredi 12 mai 2021. », or whom to ask."""
    to_come = [one for one in in_order(windows) if one.closes is None or one.closes >= on]
    after = duty.window_words.after.text if duty.window_words else words.NO_DATE_KNOWN
    if not to_come:
        return after
    asks = dict.fromkeys(one.ask for one in to_come if one.days is None and one.ask)
    known = [one for one in to_come if one.days]
    zones = {one: school_days(circular, one, on) for one in known}
    days = dict.fromkeys(_days_left(one, on) for one in known if any(zones[one].values()))
    if days:
        sure = any(all(of_zones.values()) for of_zones in zones.values())
        choose = f"Choisissez un jour de classe {words.listed(days, 'ou')}."
        return " ".join([choose, *([] if sure else [_PERHAPS_NONE]), *asks])
    none = [f"Il n’y a aucun jour de classe {_days_left(one, on)}." for one in known]
    unknown = [words.NO_DATE_KNOWN] if len(known) < len(to_come) else []
    last = not unknown and all(is_inside(on, [one]) for one in known)
    return " ".join([*none, *unknown, *([after] if last else []), *asks])


def _days_left(window: Window, on: date) -> str:
    """« du lundi 8 mars au mercredi 12 mai 2021 », « d’ici le vendredi 19 juin (rattrapage) »."""
    opens, closes = window.days or (on, on)
    days = words.date_range(max(opens, on), closes)
    if opens < on < closes:
        days = f"d’ici le {words.full_date(closes)}"
    return f"{days} ({words.in_a_sentence(window.label)})" if window.label else days


def unplanned_words(plan: Plan, circular: Circular) -> tuple[str, ...]:
    """That the days chosen are left aside, in a year that is over."""
    if not plan.sessions or not circular.is_over(plan.on):
        return ()
    days = words.listed(_day_of(planned.session) for planned in plan.sessions)
    return (f"{days} : rien n’est planifié, l’année scolaire {circular.year} est terminée.",)


def same_day_words(session: Session) -> str:
    """That a day is filled in twice for the same place."""
    return f"{_day_of(session)} : c’est deux fois le même jour, qui ne compte qu’une fois."


def caution_words(planned: PlannedSession, circular: Circular, on: date) -> tuple[str, ...]:
    """What is to be checked about a day, each naming the field and the day."""
    if Caution.NO_CLASS in planned.cautions:
        told = [f"aucune classe cochée n’a de session {planned.session.place.where}"]
    else:
        told = [_caution(caution, planned, circular, on) for caution in planned.cautions]
    return tuple(f"{_day_of(planned.session)} : {one}." for one in told)


def _day_of(session: Session) -> str:
    return f"{session_label(session.place)}, {words.full_date(session.day)}"


def _caution(caution: Caution, planned: PlannedSession, circular: Circular, on: date) -> str:
    place = planned.session.place
    match caution:
        case Caution.UNKNOWN_WINDOW:
            return "les dates possibles ne sont pas connues"
        case Caution.OTHER_WINDOW:
            others = [other for other in circular.vocabulary.places if other != place]
            whose = _of_place(others[0]) if len(others) == 1 else "d’autres sessions"
            own = _whose_windows(planned, circular, on, "celle", "celles")
            return f"ce jour est dans la fenêtre {whose}, pas dans {own}"
        case Caution.OUTSIDE_WINDOW:
            own = _whose_windows(planned, circular, on, "de la fenêtre", "des fenêtres")
            return f"ce jour est hors {own}"
        case Caution.CLOSED:
            return f"personne n’est en classe ce jour-là ({planned.closed})"
        case Caution.CLOSED_IN_ZONES:
            return words.away_in(planned.closed_in)
        case Caution.OTHER_YEAR:
            year = circular.year
            return f"ce jour n’est pas de l’année scolaire {year}, et rien n’est planifié pour lui"
        case Caution.PAST:
            return f"ce jour est passé ; la date de référence est le {words.full_date(on)}"
        case _:
            title = circular.main_source.short_title
            return f"à cette date, le texte n’était pas encore publié ({title})"


def ranges_words(windows: Iterable[Window]) -> str:
    """« du lundi 8 mars au mercredi 12 mai 2021 », in order of date, the same days once."""
    known = dict.fromkeys(words.date_range(*one.days) for one in in_order(windows) if one.days)
    return words.listed(known) if known else "à des dates non connues"


def _of_place(place: Place) -> str:
    """« du collège », « de la piscine », « des sessions en atelier »: of what is said to be at."""
    for at, of in (("au ", "du "), ("aux ", "des "), ("à ", "de ")):
        if place.where.startswith(at):
            return of + place.where.removeprefix(at)
    return f"des sessions {place.where}"


def _whose_windows(
    planned: PlannedSession, circular: Circular, on: date, one: str, several: str
) -> str:
    """« celle du collège, qui va du lundi 8 mars… », or « celles prévues en 3e (du…, le…) »."""
    spans = ranges_words(planned.windows)
    known = list(dict.fromkeys(window.days for window in planned.windows if window.days))
    plural = len(known) > 1
    if _are_of_the_place(planned, circular, on):
        whose = _of_place(planned.session.place)
    else:
        classes = words.in_classes(words.classes_words(planned.classes, circular.vocabulary))
        whose = f"{'prévues' if plural else 'prévue'} {classes}"
    if plural:
        return f"{several} {whose} ({spans})"
    verb = "est" if known[0][0] == known[0][1] else "va"
    return f"{one} {whose}, qui {verb} {spans}"


def _are_of_the_place(planned: PlannedSession, circular: Circular, on: date) -> bool:
    """Whether a session's windows are those of its place: of all there, or of who is only there."""
    place = planned.session.place
    own = {window.days for window in planned.windows}
    only_there = windows_where(circular, on, lambda level: level.places == (place,))
    there = windows_where(circular, on, lambda level: place in level.places)
    return any(own == {window.days for window in those} for those in (only_there, there))
