"""Which list a file is, and what its columns hold: by their titles, never by their position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calculator.lists.pix import COMPETENCES
from calculator.lists.texts import fold
from calculator.model.vocabulary import Labelled

ABSENT = -1
"""The place of a column that is not there: the last one, where readers put a blank cell."""


class Kind(Labelled):
    """The lists we know."""

    PROFILES = "profiles", "collecte de profils (Pix Orga)"
    ASSESSMENT = "assessment", "campagne d’évaluation (Pix Orga)"
    PUPILS_PAGE = "pupils_page", "page « Élèves » (Pix Orga)"
    RESULTS = "results", "résultats de certification"
    PLAIN = "plain", "liste simple"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file.

    Attributes:
        kind: Which list it is.
        titles: Every title, as written.
        places: The place of each column that is read, by what it holds: `last_name`, `first_name`,
            `class_name`, `birth`, `date`, `shared`, `certifiable`, `count`, `number`, `status`,
            `total`, `level 1.1` and `pix 1.1` to 5.2.
    """

    kind: Kind
    titles: tuple[str, ...]
    places: Mapping[str, int]

    @property
    def unread(self) -> tuple[str, ...]:
        """The titles of the columns that are not read, on one line each."""
        read = {place for role, place in self.places.items() if _is_read(role, self.kind)}
        titles = (" ".join(title.split()) for title in self.titles)
        return tuple(title for place, title in enumerate(titles) if title and place not in read)

    @property
    def levels(self) -> tuple[int, ...]:
        """The places of the 16 levels, in the framework's order, or `ABSENT`."""
        return tuple(self.places.get(f"level {index}", ABSENT) for index in COMPETENCES)

    @property
    def pix(self) -> tuple[int, ...]:
        """The places of the 16 counts of pix, or `ABSENT`."""
        return tuple(self.places.get(f"pix {index}", ABSENT) for index in COMPETENCES)


class RepeatedColumn(ValueError):
    """Two columns of one title, of which only one could be read; its message is that title."""


def recognise(row: Sequence[str]) -> Columns | None:
    """The columns that a row of titles announces; None when it announces no list we know.

    Args:
        row: The cells of a line.

    Raises:
        RepeatedColumn: When it does, but with a column twice.
    """
    titles = _known_titles([fold(cell).removeprefix("* ") for cell in row])
    while titles and not titles[-1]:
        titles.pop()
    kind = _kind(titles)
    if kind is None:
        return None
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        role = _role(title, kind)
        if role is None:
            continue
        if role in places:
            raise RepeatedColumn(row[place].strip())
        places[role] = place
    return Columns(kind, tuple(cell.strip() for cell in row[: len(titles)]), places)


def _known_titles(titles: list[str]) -> list[str]:
    """The titles, with those that other programs give, where ours is missing, in our words."""
    missing = {ours for ours in _OTHER_WORDS.values() if ours not in titles}
    others = (_OTHER_WORDS.get(title, title) for title in titles)
    return [
        other if other in missing else title for title, other in zip(titles, others, strict=True)
    ]


def _is_read(role: str, kind: Kind) -> bool:
    """Whether a kind of list has a use for a column that holds this."""
    of_results = role in ("number", "status", "total")
    if kind is Kind.RESULTS:
        return of_results or role in ("last_name", "first_name", "class_name", "birth", "date")
    return not of_results


def _kind(titles: Sequence[str]) -> Kind | None:
    known = set(titles)
    if known >= {"nom du participant", "prenom du participant"}:
        if any(title.startswith(_PROFILE_TITLES) for title in titles):
            return Kind.PROFILES
        if any(title.startswith(("% ", "partage (")) for title in titles):
            return Kind.ASSESSMENT
        return None
    if not known >= {"nom", "prenom"}:
        return None
    if known & {"numero de certification", "date de passage de la certification"}:
        return Kind.RESULTS
    if known & {"certificabilite", "certifiabilite", "nombre de participations"}:
        return Kind.PUPILS_PAGE
    return Kind.PLAIN


def _role(title: str, kind: Kind) -> str | None:
    if kind is not Kind.RESULTS and (count := _COUNTS.get(title)):
        return count
    if role := _ROLES.get(title):
        return role
    for start, what in (("niveau pour la competence ", "level"), (_PIX_OF, "pix")):
        if title.startswith(start) and (index := _COMPETENCES.get(title.removeprefix(start))):
            return f"{what} {index}"
    if title.startswith("date ") and ("de l'envoi" in title or "du partage" in title):
        return "date"
    if kind is Kind.PLAIN and title in _COMPETENCES:
        return f"level {_COMPETENCES[title]}"
    return None


_PIX_OF = "nombre de pix pour la competence "
_PROFILE_TITLES = (
    "envoi (",
    "certifiable (",
    "nombre de competences certifiables",
    "niveau pour la competence ",
    _PIX_OF,
)
_ROLES = {
    "nom du participant": "last_name",
    "prenom du participant": "first_name",
    "nom": "last_name",
    "prenom": "first_name",
    "classe": "class_name",
    "date de naissance": "birth",
    "envoi (o/n)": "shared",
    "certifiable (o/n)": "certifiable",
    "certificabilite": "certifiable",
    "certifiabilite": "certifiable",
    "certifiable": "certifiable",
    "date de passage de la certification": "date",
    "numero de certification": "number",
    "statut": "status",
    "nombre de pix": "total",
}
_OTHER_WORDS = {"division": "classe", "div": "classe", "nom de famille": "nom"}
_COUNTS = dict.fromkeys(
    (
        "nombre de competences certifiables",
        "nombre de competences atteintes",
        "competences atteintes",
        "nombre de competences",
        "competences",
        "competences_atteintes",
    ),
    "count",
)
# Pix names 5.2 otherwise than the framework does.
_COMPETENCES = {
    **{fold(competence.name): index for index, competence in COMPETENCES.items()},
    **{index: index for index in COMPETENCES},
    "construire un environnement numerique": "5.2",
}
