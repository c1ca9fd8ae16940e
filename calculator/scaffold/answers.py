"""What is asked of a webmaster for a new site, and what an answer may be."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from calculator.model.errors import InvalidCase

USUAL: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("usual.toml").read_text(encoding="utf-8")
)
"""The words that are proposed."""
FIRST_MONTH = 9
"""A school year begins in September."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, which is an option of the command too.

    Attributes:
        key: The name of the option.
        label: What is asked.
        example: The answer of the example, taken when none is given.
        known: What an answer may be, when only some will do; several are parted by commas.
        kind: "text", "one" or "several" of the known ones, or "day".
    """

    key: str
    label: str
    example: str = ""
    known: tuple[str, ...] = ()
    kind: str = "text"


QUESTIONS = (
    Question("name", "Nom du site", "Mon calculateur"),
    Question("kind", "Genre de texte", "circulaire", tuple(USUAL["kinds"]), "one"),
    Question("issuer", "Qui a écrit le texte", "académie d’exemple"),
    Question("title", "Objet du texte", "un exemple à remplacer"),
    Question("date", "Date du texte (AAAA-MM-JJ)", kind="day"),
    Question("classes", "Classes concernées", "5e,3e", tuple(USUAL["classes"]), "several"),
    Question(
        "establishments",
        "Types d’établissement concernés",
        "public,prive-sous-contrat",
        tuple(USUAL["establishments"]),
        "several",
    ),
    Question("duty", "Ce qui est demandé, en un mot ou deux", "Attestation"),
    Question("noun", "La même chose avec son article", "l’attestation"),
    Question("gender", "Ce nom est", "feminin", ("masculin", "feminin"), "one"),
    Question("todo", "Ce qu’il faut faire", "Faire passer l’attestation à l’élève"),
    Question("status", "Cela est", "mandatory", tuple(USUAL["statuses"]), "one"),
    Question("actor", "Qui le fait", "établissement"),
    Question("opens", "Premier jour (vide : aucune période)", kind="day"),
    Question("closes", "Dernier jour (vide : aucune période)", kind="day"),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, checked.

    Attributes:
        given: The answers by key, days and lists apart.
        day: That of the text.
        classes: The codes of the classes, in the order of schooling.
        establishments: The codes of the kinds of school.
        opens: The first day of the window; None when the text gives none.
        closes: Its last day.
        official: Whether whoever wrote the text publishes the site.
    """

    given: dict[str, str]
    day: date
    classes: tuple[str, ...]
    establishments: tuple[str, ...]
    opens: date | None
    closes: date | None
    official: bool

    @property
    def year(self) -> str:
        """The school year of the text: « 2022-2023 »."""
        first = first_year(self.day)
        return f"{first}-{first + 1}"


def first_year(day: date) -> int:
    """The year in which the school year of a day begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def example_days(given: dict[str, str], today: date) -> dict[str, str]:
    """The days of the example, for a webmaster who gives none at all."""
    if any(given.get(key) for key in ("date", "opens", "closes")):
        return {}
    first = first_year(today)
    return {"date": f"{first}-10-01", "opens": f"{first + 1}-03-01", "closes": f"{first + 1}-03-31"}


def checked(given: dict[str, str], *, official: bool) -> Answers:
    """The answers, when they can make a circular.

    Raises:
        InvalidCase: When one cannot be right.
    """
    plain = {question.key: _checked(question, given) for question in QUESTIONS}
    day = _day("date", plain["date"])
    if day is None:
        raise InvalidCase("date", "Date du texte", "rien", "un jour, AAAA-MM-JJ")
    opens, closes = _day("opens", plain["opens"]), _day("closes", plain["closes"])
    if (opens is None) != (closes is None):
        raise InvalidCase("closes", "Période", plain["opens"] or plain["closes"], "ses deux bouts")
    if opens and closes:
        if closes < opens:
            raise InvalidCase("closes", "Dernier jour", plain["closes"], f"{opens} ou après")
        for key, bound in (("opens", opens), ("closes", closes)):
            if first_year(bound) != first_year(day):
                raise InvalidCase(key, "Période", str(bound), f"l’année scolaire du {day}")
    return Answers(
        given=plain,
        day=day,
        classes=_several("classes", plain["classes"]),
        establishments=_several("establishments", plain["establishments"]),
        opens=opens,
        closes=closes,
        official=official,
    )


def _checked(question: Question, given: dict[str, str]) -> str:
    answer = given.get(question.key, "").strip()
    if any(ord(c) < ord(" ") for c in answer) or any(c in answer for c in '"\\<>{}'):
        expected = 'un texte d’une ligne, sans " \\ < > { }'
        raise InvalidCase(question.key, question.label, answer, expected)
    if question.kind == "text" and not answer:
        raise InvalidCase(question.key, question.label, "rien", "un texte")
    names = [name.strip() for name in answer.split(",")] if question.known else []
    for name in names:
        if name not in question.known or (question.kind == "one" and len(names) > 1):
            raise InvalidCase(question.key, question.label, answer, ", ".join(question.known))
    return answer


def _several(key: str, answer: str) -> tuple[str, ...]:
    names = {name.strip() for name in answer.split(",")}
    return tuple(name for name in USUAL[key] if name in names)


def _day(key: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidCase(key, "Jour", text, "un jour, AAAA-MM-JJ") from None


def days_around(opens: date, closes: date) -> list[tuple[date, str, str]]:
    """The days on which a window changes, its state and what is to be noted of each."""
    day = timedelta(days=1)
    return [
        (opens - day, "à venir", "la veille"),
        (opens, "ouverte", "le premier jour"),
        (closes, "ouverte", "le dernier jour compte"),
        (closes + day, "fermée", "le lendemain"),
    ]
