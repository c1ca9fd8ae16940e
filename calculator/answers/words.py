"""French words for dates, counts, lists, classes and windows: true of any text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from calculator.model.circular import Circular
from calculator.model.decision import WindowOn
from calculator.model.duties import Duty, WindowWords
from calculator.model.vocabulary import Establishment, Nature, Status, Vocabulary, WindowState

RESTS_ON = {
    Nature.SAYS: "",
    Nature.READING: "notre lecture : ",
    Nature.SILENCE: "silence du texte, cherché dans : ",
}
"""What comes before the paragraphs that a sentence rests on."""
NOTHING_ASKED = "Rien n’est demandé pour cette classe."
NO_DATE_KNOWN = "Les dates ne sont pas connues."
TO_CHECK = "à vérifier"
_PAST = {
    "est ": "était ",
    "n’est ": "n’était ",
    "sont ": "étaient ",
    "ne sont ": "n’étaient ",
    "C’est ": "C’était ",
}
_DETERMINED = re.compile("(?:^|(?<=, )|(?<= et ))(?=(?:toute?s?|tous|le|la|les) |l’)")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
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


def day_and_month(day: date) -> str:
    """« 8 mars », « 1er mai »."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"


def short_date(day: date) -> str:
    """« 8 mars 2021 »."""
    return f"{day_and_month(day)} {day.year}"


def full_date(day: date) -> str:
    """« lundi 8 mars 2021 »."""
    return f"{DAYS[day.weekday()]} {short_date(day)}"


def date_range(first: date, last: date) -> str:
    """« du lundi 8 mars au mercredi 12 mai 2021 », « le lundi 8 mars 2021 » for a single day.

    The year is said once when it is the same.
    """
    if first == last:
        return f"le {full_date(first)}"
    start = full_date(first)
    if first.year == last.year:
        start = f"{DAYS[first.weekday()]} {day_and_month(first)}"
    return f"du {start} au {full_date(last)}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """« 1 jour », « 63 jours », « 0 compétence »: French takes the singular below two."""
    return f"{grouped(number)} {singular if number < 2 else plural or singular + 's'}"


def grouped(number: int) -> str:
    """« 63 », « 50 000 », with thin spaces that break no line."""
    return f"{number:,}".replace(",", "\u202f")


def listed(items: Iterable[str], joint: str = "et") -> str:
    """« CM2, 6e et 6e SEGPA », « public, privé ou agricole »."""
    *others, last = items
    return f"{', '.join(others)} {joint} {last}" if others else last


def classes_words(classes: Iterable[str], vocabulary: Vocabulary) -> str:
    """« CM2, 6e et 6e SEGPA », in the order of schooling; a whole stage may be named as one."""
    wanted = set(classes)
    names = []
    for stage, levels in vocabulary.by_stage():
        if stage.named_as_one and wanted.issuperset(levels):
            names.append(stage.named_as_one)
        else:
            names += [in_a_sentence(level.label) for level in levels if level in wanted]
    return listed(names)


def in_the_past(sentence: str) -> str:
    """« était obligatoire » for « est obligatoire »: what is said of a year that is over."""
    present = next((verb for verb in _PAST if sentence.startswith(verb)), "")
    return _PAST.get(present, "") + sentence.removeprefix(present)


def in_classes(classes: str) -> str:
    """« en 3e », « dans toutes les classes de lycée », « en 3e et dans le cycle 4 »."""
    first = "" if _DETERMINED.match(classes) else "en "
    return first + _DETERMINED.sub("dans ", classes)


def establishment_words(kinds: Iterable[Establishment]) -> str:
    """« établissement public ou privé sous contrat »."""
    return f"établissement {listed((kind.label for kind in kinds), 'ou')}"


def kinds_words(kinds: Collection[str], circular: Circular) -> str:
    """« , établissement public » for some of the kinds that a circular covers; empty for all."""
    if circular.scope.establishments.issubset(kinds):
        return ""
    known = circular.vocabulary.establishments
    return f", {establishment_words(kind for kind in known if kind in kinds)}"


def in_a_sentence(label: str) -> str:
    """« terminale professionnelle », « l’épreuve », and « CM2 » as it is."""
    begins = label[1:2].islower() or label[1:2] == "’"
    return label[:1].lower() + label[1:] if begins else label


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
    if window.days_since_close is None or window.window.closes is None:
        return "dates non connues"
    return f"close : son dernier jour était le {short_date(window.window.closes)}"


def window_range(window: WindowOn) -> str:
    """« du lundi 8 mars au mercredi 12 mai 2021 », or what is known of it."""
    opens, closes = window.window.opens, window.window.closes
    if opens is not None and closes is not None:
        return date_range(opens, closes)
    if opens is not None:
        return f"à partir du {full_date(opens)}, dernier jour non connu"
    if closes is not None:
        return f"jusqu’au {full_date(closes)}, premier jour non connu"
    return "à des dates non connues"


def named_range(window: WindowOn) -> str:
    """The days of a window, before its own name when it has one: « du … (rattrapage) »."""
    label = window.window.label
    days = window_range(window)
    return f"{days} ({in_a_sentence(label)})" if label else days


def window_words(window: WindowOn, said: WindowWords) -> str:
    """« Sessions possibles du lundi 8 mars au mercredi 12 mai 2021 : il reste 63 jours. »."""
    return labelled(window, _window_words(window, said))


def labelled(window: WindowOn, text: str) -> str:
    """« Rattrapage : sessions possibles… » for a window that has a name of its own."""
    label = window.window.label
    return f"{label} : {in_a_sentence(text)}" if label else text


def _window_words(window: WindowOn, said: WindowWords) -> str:
    span = window_range(window)
    if window.state is WindowState.CLOSED:
        return f"{said.past} {span}."
    if window.state is WindowState.UNKNOWN:
        known = window.window.opens or window.window.closes
        text = f"{said.possible} {span}." if known else NO_DATE_KNOWN
    else:
        text = f"{said.possible} {span} : {window_in_days(window)}."
    if window.window.days is None:
        text = " ".join(filter(None, [text, window.window.ask, window.window.indication]))
    return text


def undated_words(window: WindowOn, said: WindowWords) -> str:
    """« Sessions possibles du lundi 8 mars au mercredi 12 mai 2021. », whatever the day."""
    if not window.window.days:
        return window_words(window, said)
    return labelled(window, f"{said.possible} {window_range(window)}.")


def due_words(day: date) -> str:
    """« au plus tard le dimanche 31 janvier 2021 »."""
    return f"au plus tard le {full_date(day)}"


def windows_words(windows: Iterable[WindowOn], said: WindowWords) -> str:
    """The same for all the windows of a duty, a sentence each."""
    return " ".join(window_words(window, said) for window in windows)


def with_status(todo: str, status: Status, vocabulary: Vocabulary) -> str:
    """« Inscrire l’élève à une session (facultatif) »: what is not asked for good says so."""
    if status in (Status.OPTIONAL, Status.RECOMMENDED):
        return f"{todo} ({vocabulary.statuses[status].masculine})"
    return todo


def not_due_words(duties: Iterable[Duty], vocabulary: Vocabulary) -> str:
    """« ASSR 1 non demandée, ASSR 2 non demandée. »."""
    statuses = vocabulary.statuses
    told = (f"{duty.label} {duty.status_word(statuses, Status.NOT_DUE)}" for duty in duties)
    return f"{', '.join(told)}."


def zone(code: str) -> str:
    """« zone B », « communs à toutes les zones »."""
    return f"zone {code}" if code else "communs à toutes les zones"


def in_zones(zones: Collection[str]) -> str:
    """« en zone A », « en zones A et B »."""
    return f"en zone{'s' if len(zones) > 1 else ''} {listed(zones)}"


def by_zone(said: Mapping[str, str]) -> str:
    """« vacances d’hiver en zones A et B », from what is said of each zone."""
    return listed(f"{text} {in_zones(codes)}" for text, codes in _zones_of(said).items())


def away_in(closed_in: Mapping[str, str]) -> str:
    """« personne n’est en classe en zones A et C (vacances d’hiver) : indiquez votre zone »."""
    told = listed(f"{in_zones(codes)} ({name})" for name, codes in _zones_of(closed_in).items())
    return f"personne n’est en classe {told} : indiquez votre zone"


def _zones_of(said: Mapping[str, str]) -> dict[str, list[str]]:
    """The zones of which the same is said, by what it is."""
    zones: dict[str, list[str]] = {}
    for code, text in said.items():
        zones.setdefault(text, []).append(code)
    return zones


def holidays_of(zone: str) -> str:
    """« vacances de la zone B », « vacances de toutes les zones »."""
    return f"vacances de {f'la zone {zone}' if zone else 'toutes les zones'}"


def check_mark(to_check: object) -> str:
    """What stands after what is to be checked; nothing after the rest."""
    return f" ({TO_CHECK})" if to_check else ""


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
