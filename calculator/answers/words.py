"""French words for dates, counts, lists, classes and duties."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from calculator.model.decision import WindowOn
from calculator.model.vocabulary import ClassLevel, DutyKind, Stage, Status, WindowState

NOTHING_SAID_AFTER = (
    "La circulaire ne dit pas que faire après : renseignez-vous auprès de l’académie."
)
"""What is known once a window is closed."""
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_NAMED_AS_ONE = {
    Stage.LYCEE: "toutes les classes de lycée",
    Stage.CAP: "CAP",
    Stage.BTS: "BTS",
    Stage.CPGE: "CPGE",
}

_TO_DO = {
    DutyKind.CERTIFICATION: "Inscrire {} à une session de certification",
    DutyKind.LSU_ENTRY: "Inscrire le niveau de maîtrise dans chacun des cinq domaines, dans le "
    "dernier bilan périodique du livret scolaire",
    DutyKind.PIX_ENROLMENT: "Inscrire {} sur Pix (accès gratuit)",
    DutyKind.CRCN_TRAINING: "Former {} aux compétences numériques",
}


def day_and_month(day: date) -> str:
    """« 8 mars », « 1er mai »."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]}"


def short_date(day: date) -> str:
    """« 8 mars 2021 »."""
    return f"{day_and_month(day)} {day.year}"


def full_date(day: date) -> str:
    """« lundi 8 mars 2021 »."""
    return f"{_DAYS[day.weekday()]} {short_date(day)}"


def date_range(first: date, last: date) -> str:
    """« du lundi 8 mars au mercredi 12 mai 2021 »; the year is said once when it is the same."""
    start = full_date(first)
    if first.year == last.year:
        start = f"{_DAYS[first.weekday()]} {day_and_month(first)}"
    return f"du {start} au {full_date(last)}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """« 1 jour », « 63 jours », « 0 compétence »: French takes the singular below two."""
    return f"{number} {singular if number < 2 else plural or singular + 's'}"


def listed(items: Iterable[str]) -> str:
    """« CM2, 6e et 6e SEGPA »."""
    *others, last = items
    return f"{', '.join(others)} et {last}" if others else last


def classes_words(classes: Iterable[ClassLevel]) -> str:
    """« CM2, 6e et 6e SEGPA », in the order of schooling; the whole of lycée is named as one."""
    wanted = set(classes)
    names = []
    for stage in Stage:
        levels = [level for level in ClassLevel if level.stage is stage]
        if stage in _NAMED_AS_ONE and wanted.issuperset(levels):
            names.append(_NAMED_AS_ONE[stage])
        else:
            names += [_in_a_sentence(level.label) for level in levels if level in wanted]
    return listed(names)


def _in_a_sentence(label: str) -> str:
    """« terminale professionnelle », and « CM2 » as it is."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def days_left(days: int) -> str:
    """« dernier jour », « il reste 63 jours »."""
    return f"il reste {count(days, 'jour')}" if days else "dernier jour"


def days_until(days: int) -> str:
    """« demain », « dans 5 jours »."""
    return "demain" if days == 1 else f"dans {count(days, 'jour')}"


def window_in_days(window: WindowOn) -> str:
    """Where a day stands against a window: « ouverture dans 5 jours », « il reste 63 jours »…."""
    if window.days_until_open is not None:
        return f"ouverture {days_until(window.days_until_open)}"
    if window.days_left is not None:
        return days_left(window.days_left)
    return f"close : son dernier jour était le {short_date(window.window.closes)}"


def sessions_possible(window: WindowOn) -> str:
    """« Sessions possibles du lundi 8 mars au mercredi 12 mai 2021 : il reste 63 jours. »."""
    span = date_range(window.window.opens, window.window.closes)
    if window.state is WindowState.CLOSED:
        return f"Les sessions étaient possibles {span}."
    return f"Sessions possibles {span} : {window_in_days(window)}."


def to_do(kind: DutyKind, status: Status, whom: str) -> str:
    """« Inscrire l’élève sur Pix (accès gratuit) »; what is optional says so.

    Args:
        kind: The duty.
        status: Whether it is optional.
        whom: « l’élève », « les élèves ».
    """
    return _TO_DO[kind].format(whom) + (" (facultatif)" if status is Status.OPTIONAL else "")


def without_date(kind: DutyKind) -> str:
    """When there is to do what has no date."""
    if kind is DutyKind.CRCN_TRAINING:
        return "Dans le cadre des programmes, sans date fixée."
    return "La circulaire ne fixe pas de date."


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
