"""From the text of a cell to its value: each text is read once, however often it comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from calculator.lists.lines import LEFT_SOME_DAY, NOT_GIVEN
from calculator.lists.names import is_error
from calculator.lists.pix import COMPETENCES, LEVELS
from calculator.lists.texts import fold, month_number, sortable_date, unescaped
from calculator.lists.titles import TITLES_OF_CLASSES as _TITLES_OF_CLASSES
from calculator.lists.titles import plain_title

T = TypeVar("T")

_NONE = ("", "na", "n/a", "-")
_NO_DAY = (*_NONE, "00/00/0000", "0000-00-00", "00/00/00", "0", "/", "//", "--")
_GONE = ("sorti", "demission", "radie", "parti ", "partie ", "inactif", "inactive", "a quitte")
_NUMBER = re.compile(r"(\d+)(?:[.,](\d+))?", re.ASCII)
_TOTAL = re.compile(r"(\d{1,4})(?:[.,]\d+)?(?: ?pix)?", re.ASCII)
_MOST_PIX = 254
_MOST_HELD = 1 << 14


class UnexpectedValue(ValueError):
    """A text that is no value of its column.

    Attributes:
        values: The values that were looked up.
        found: The text.
        expected: What is expected, in French.
    """

    def __init__(self, values: Values[Any], found: str, expected: str) -> None:
        """Keep the three facts; whoever knows the line makes a message of them."""
        self.values = values
        self.found = found
        self.expected = expected
        super().__init__(found)


class Values(dict[str, T], Generic[T]):
    """The values of a column by their text, filled in as texts come; only so many are held."""

    def __init__(self, read: Callable[[str], T | None], expected: str) -> None:
        """Read texts with a function that gives None for what is no value.

        Args:
            read: Reads a text without spaces around.
            expected: What it accepts, in French.
        """
        super().__init__()
        self._read = read
        self._expected = expected

    def __missing__(self, text: str) -> T:
        """Read a text that comes for the first time.

        Raises:
            UnexpectedValue: When it is no value.
        """
        value = self._read(text.strip())
        if value is None:
            raise UnexpectedValue(self, text, NO_ERROR if is_error(text) else self._expected)
        if len(self) >= _MOST_HELD:
            self.clear()
        self[text] = value
        return value


def level(text: str) -> int | None:
    """A level, 0 to 8, or `NOT_GIVEN`."""
    value = _whole(text)
    return value if value in LEVELS or value == NOT_GIVEN else None


def pix(text: str) -> int | None:
    """A number of pix, rounded down, or `NOT_GIVEN`."""
    if fold(text) in _NONE:
        return NOT_GIVEN
    found = _NUMBER.fullmatch(text)
    value = int(found[1]) if found and len(found[1]) < 4 else _MOST_PIX + 1
    return value if value <= _MOST_PIX else None


def count(text: str) -> tuple[int | None] | None:
    """A number of competences, 0 to 16, or none; in a tuple, for it to differ from no value."""
    value = _whole(text)
    if value == NOT_GIVEN:
        return (None,)
    return (value,) if value is not None and value <= len(COMPETENCES) else None


def total(text: str) -> tuple[int | None] | None:
    """A total of pix (« 266 pix »), or none; in a tuple, for it to differ from no value.

    A grade (« Expert », « Novice 2 ») tells no total.
    """
    folded = fold(text)
    if folded in _NONE or folded[:1].isalpha():
        return (None,)
    found = _TOTAL.fullmatch(folded)
    return (int(found[1]),) if found else None


def is_pix(text: str) -> tuple[bool] | None:
    """Whether a kind of certification is the circular's; in a tuple, for it to differ from none.

    CléA numérique has a Pix score too; a Pix+ certification is of another framework.
    """
    return (True,) if _PIX.fullmatch(fold(text)) else None


def yes_no(text: str) -> tuple[bool | None] | None:
    """« Oui », « Non » or « NA »; in a tuple, for it to differ from no value."""
    folded = fold(text)
    if folded in _NONE:
        return (None,)
    return _YES_NO.get(folded)


def day(text: str) -> str | None:
    """A day, with or without a time, as a text that sorts; empty for none."""
    if fold(text) in _NO_DAY:
        return ""
    if text.endswith(")"):  # « (Europe/Paris) »
        text = text.rpartition("(")[0].rstrip()
    return sortable_date(text)


def day_left(text: str) -> str | None:
    """The day a pupil left, `LEFT_SOME_DAY` for « oui », empty for none."""
    folded = fold(text)
    if folded in ("oui", "o", "x") or folded.startswith(_GONE):
        return LEFT_SOME_DAY
    return "" if folded in ("non", "n") else day(text)


def day_of_exit(text: str) -> str:
    """The day under « Sortie », where others write who may leave the school at noon."""
    return day(text) or ""


def class_name(text: str) -> str | None:
    """The name of a class, empty for none; None for the title of a column, and for an error.

    What a spreadsheet program made a date of is given back with a question mark: « 2-1 ? ».
    """
    name = unescaped(text)
    if name[:1] == "'":  # to keep a spreadsheet program from reading a number or a date
        name = name[1:].lstrip()
    folded = fold(name)
    if folded in _NONE:
        return ""
    if plain_title(name) in _TITLES_OF_CLASSES or is_error(name):
        return None
    if folded[:1].isdigit() or folded[:1].isalpha():
        name = before_it_was_a_date(folded) or name
    return " ".join(name.split())


def before_it_was_a_date(folded: str) -> str:
    """« 2-1 ? » for « 02-janv », « janv-02 » or « 02/01/2021 »; empty for what is no such date."""
    if found := _DAY_OF_MONTH.fullmatch(folded):
        day, month = found[1] or found[4], month_number(found[2] or found[3])
        return f"{int(day)}-{month} ?" if month else ""
    if len(folded) < 5 or not folded[0].isdigit() or not (read := sortable_date(folded)):
        return ""
    return f"{int(read[8:10])}-{int(read[5:7])} ?"


def level_name(text: str) -> str:
    """What a cell says of a pupil's class level; nothing where `class_name` reads nothing."""
    return class_name(text) or ""


def on_pupils_page(text: str) -> tuple[bool | None, bool | None, str] | None:
    """« Certifiable 02/02/2021 »: whether certifiable, whether shared, and the day."""
    folded = fold(text)
    if folded in _NONE:
        return None, None, ""
    if folded in ("non communique", "non communiquee", "not available", "not communicated"):
        return None, False, ""
    for said, certifiable in _ON_PAGE:
        if folded.startswith(said):
            told = folded.removeprefix(said).strip()
            if told.startswith("(") and told.endswith(")"):
                told = told[1:-1].strip()
            on = day(told.removeprefix("le "))
            return None if on is None else (certifiable, True, on)
    return None


def status(text: str) -> tuple[bool, str] | None:
    """The status of a certification: whether the pupil holds it by that, and the status."""
    folded = fold(text).replace("-", " ")
    for word in (folded, f"{folded}e"):  # « Rejeté » for « Rejetée »
        if word in _CERTIFIED:
            return True, text
        if word in _NOT_CERTIFIED:
            return False, text
    return (False, text) if folded.startswith(_FAILS) else None


def is_of_another(text: str) -> bool:
    """Whether a cell names a certification that is not the circular's: « Pix+ Droit »."""
    return _PIX_PLUS.match(fold(text)) is not None


def was_not_taken(text: str) -> bool:
    """Whether a status says that the certification was not taken at all."""
    return fold(text).replace("-", " ").startswith(_NOT_TAKEN)


def is_waited_for(text: str) -> bool:
    """Whether a status says that the result is to come."""
    return fold(text).startswith(_WAITED_FOR)


def already(text: str) -> tuple[bool, str] | None:
    """« Déjà certifié » of our own answers: whether it says so, and the day."""
    folded = fold(text)
    if folded in (*_NONE, "non"):
        return False, ""
    if folded == "oui":
        return True, ""
    on = sortable_date(folded)
    return None if on is None else (True, on)


def situation(text: str) -> str:
    """The day a pupil left, by « sorti de l’établissement », « démissionnaire »; empty for none."""
    return LEFT_SOME_DAY if fold(text).startswith(_GONE) else ""


def _whole(text: str) -> int | None:
    if fold(text) in _NONE:
        return NOT_GIVEN
    found = _NUMBER.fullmatch(text)
    if found is None or len(found[1]) > 2 or (found[2] or "").strip("0"):
        return None
    return int(found[1])


_YES_NO = {
    **dict.fromkeys(("oui", "o", "vrai", "yes", "y", "true", "ja", "j", "si", "s"), (True,)),
    **dict.fromkeys(("non", "n", "faux", "no", "false", "geen", "nee", "nicht", "nein"), (False,)),
    "inconnu": (None,),  # in our own answers
}
_ON_PAGE = (
    ("non certifiable", False),
    ("not eligible for certification", False),
    ("not certifiable", False),
    ("not eligible", False),
    ("certifiable", True),
    ("eligible for certification", True),
    ("eligible", True),
)
_PIX = re.compile(
    r"(?:certification )?pix(?: general)?|.*\bclea\b.*|certification pix (?:et|/) clea.*|coeur|core"
)
_PIX_PLUS = re.compile(r"(?:certifications? |complementaire )*pix ?_?(?:\+|plus\b|plus_)")
_FAILS = (
    "non ", "pas ", "annul", "rejet", "refus", "echec", "echou", "en cours", "en attente",
    "abandon", "absen", "invalid", "interromp", "interruption", "a valider",
)  # fmt: skip
_NOT_TAKEN = ("absen", "non passe", "pas passe", "desin", "non commence", "non presente")
_WAITED_FOR = ("en cours", "en attente", "a valider", "non publiee", "demarree", "started")
_CERTIFIED = frozenset(
    (
        "validee", "obtenue", "valide", "reussie", "certifie", "certifiee", "delivree",
        "acquise", "admise", "reussite", "succes",
        "validated", "obtained", "passed", "gevalideerd", "validado", "validada", "validiert",
        "bestatigt", "convalidato", "convalidata", "validato", "validata",
    )
)  # fmt: skip
_NOT_CERTIFIED = frozenset(
    (
        "rejetee", "annulee", "en erreur", "erreur", "demarree", "terminee", "non terminee",
        "non obtenue", "non validee", "non delivree", "refusee", "invalidee", "echouee", "echec",
        "non passee", "en cours", "interrompue", "abandonnee", "absent", "absente",
        "non certifie", "non certifiee", "en attente", "ajournee", "suspendue", "desincrite",
        "desinscrite", "rejected", "cancelled", "canceled", "error", "in error", "started",
        "not obtained", "not passed", "not validated", "failed", "ended", "refused",
        "invalidated", "absentee", "geannuleerd", "fout", "afgewezen", "begonnen met", "gestart",
        "niet behaald", "niet aangenomen", "cancelado", "cancelada", "por error", "rechazado",
        "rechazada", "comenzo", "no aprobado", "no obtenida", "storniert", "annulliert",
        "abgebrochen", "fehler", "fehlerhaft", "abgelehnt", "zuruckgewiesen", "begonnen",
        "gestartet", "nicht erhalten", "nicht bestanden", "annullato", "annullata", "in errore",
        "errore", "respinto", "respinta", "rifiutato", "rifiutata", "iniziato", "iniziata",
        "avviato", "avviata", "non ottenuto", "non ottenuta", "non superato",
    )
)  # fmt: skip
_DAY_OF_MONTH = re.compile(
    r"(\d\d?)[-. /]([a-z]{3,9})\.?(?:[-. /]\d\d(?:\d\d)?)?|([a-z]{3,9})\.?[-. /](\d\d?)", re.ASCII
)
NO_ERROR = "une donnée, et non l’erreur d’une formule du tableur"
EXPECTED_CLASS = "un nom de classe, et non un titre de colonne"
EXPECTED_LEVEL = f"un niveau de {LEVELS[0]} à {LEVELS[-1]}, ou NA"
EXPECTED_PIX = "un nombre de pix, ou NA"
EXPECTED_TOTAL = "un nombre de pix, puisqu’il n’y a pas de statut"
EXPECTED_COUNT = f"un nombre de compétences de 0 à {len(COMPETENCES)}, ou NA"
EXPECTED_YES_NO = "Oui, Non ou NA"
EXPECTED_DAY = "une date qui existe, comme 2021-02-02 ou 02/02/2021 10:15"
EXPECTED_ON_PAGE = "Certifiable, Non certifiable ou Non communiqué, avec ou sans date"
EXPECTED_STATUS = "Validée, Non obtenue, Rejetée, Annulée ou En erreur"
EXPECTED_TYPE = "Pix ou CléA numérique, les seules certifications dont parle la circulaire"
EXPECTED_ALREADY = "oui, non ou une date"
