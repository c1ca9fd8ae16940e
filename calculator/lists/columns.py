"""Which list a file is, and what its columns hold: by their titles, never by their position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calculator.lists.languages import meant
from calculator.lists.pix import COMPETENCES
from calculator.lists.titles import (
    COMPETENCE_NAMES,
    LAST_NAME_OF_PARTICIPANT,
    LEVEL_OF,
    OF_A_BIRTH,
    OF_ASSESSMENT,
    OF_PUPILS_PAGE,
    OF_RESULTS,
    PIX_OF,
    ROLES,
    means_pupil,
    plain_title,
    titles_of,
)
from calculator.model.vocabulary import Labelled

ABSENT = -1
"""The place of a column that is not there: the last one, where readers put a blank cell."""


SESSION_TITLE = "numero de session preexistante"
"""Of a file that registers candidates to sessions, and says nothing of what they can do."""


class Kind(Labelled):
    """The lists we know."""

    PROFILES = "profiles", "collecte de profils de Pix Orga"
    ASSESSMENT = "assessment", "campagne d’évaluation de Pix Orga"
    PUPILS_PAGE = "pupils_page", "page « Élèves » de Pix Orga"
    RESULTS = "results", "résultats de certification"
    PLAIN = "plain", "liste simple"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file.

    Attributes:
        kind: Which list it is.
        titles: Every title, as written.
        places: The place of each column that is read, by what it holds: a role of
            `titles.ROLES` or of `titles.OF_RESULTS`, `level 1.1` and `pix 1.1` to 5.2.
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
    def lacks_classes(self) -> bool:
        """Whether no column of a list of pupils gives a class, or a level."""
        of_results = self.kind is Kind.RESULTS
        return not of_results and self.places.keys().isdisjoint(("class_name", "level_name"))

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
    row = [*row]
    while row and not row[-1].strip():
        row.pop()
    titles = meant([plain_title(cell) for cell in row])
    kind = _kind(titles, row)
    if kind is None:
        return None
    places = _places(titles, row, kind)
    if "first_name" in places or "last_name" not in places:
        if "last_name" in places:
            places.pop("full_name", None)
            places.pop("full_name_first", None)
    else:  # « Nom » alone holds both, where there is no other column for them
        places.setdefault("full_name", places["last_name"])
        del places["last_name"]
    if "last_name" not in places:
        places.pop("second_last_name", None)
        places.pop("particle", None)
    return Columns(kind, tuple(cell.strip() for cell in row), places)


def _places(titles: list[str], row: list[str], kind: Kind) -> dict[str, int]:
    """The place of each role: of the titles that may hold it, the surest."""
    roles = {**ROLES, **OF_RESULTS} if kind is Kind.RESULTS else ROLES
    places: dict[str, int] = {}
    for role, known in roles.items():
        ranks = {one: rank for rank, same in enumerate(known) for one in same.split("|")}
        found = [(ranks[title], at) for at, title in enumerate(titles) if title in ranks]
        found = [(rank, at) for rank, at in found if known[rank] or means_pupil(row[at])]
        if not found:
            continue
        best = min(rank for rank, _ in found)
        at_best = [at for rank, at in found if rank == best]
        if len(at_best) > 1 and known[best] in _BOTH_NAMES:
            places |= zip(("last_name", "first_name"), at_best, strict=False)
        elif len(at_best) > 1:
            raise RepeatedColumn(row[at_best[1]].strip())
        else:
            places[role] = at_best[0]
    if "birth" not in places:
        like_it = [at for at, title in enumerate(titles) if OF_A_BIRTH.fullmatch(title)]
        if len(like_it) == 1:
            (places["birth"],) = like_it
    seen: dict[str, int] = {}
    for at, title in enumerate(titles):
        if (index := _competence(title, kind)) is None or index in places:
            continue
        if index in seen:
            raise RepeatedColumn(row[at].strip())
        seen[index] = at
    return {**places, **seen}


def _competence(title: str, kind: Kind) -> str | None:
    """« level 1.1 » or « pix 1.1 », for a title that announces it."""
    for starts, what in ((LEVEL_OF, "level"), (PIX_OF, "pix")):
        for start in starts:
            if title.startswith(start) and (found := COMPETENCE_NAMES.get(title[len(start) :])):
                return f"{what} {found}"
    if kind is Kind.PLAIN and title in COMPETENCE_NAMES:
        return f"level {COMPETENCE_NAMES[title]}"
    return None


def _is_read(role: str, kind: Kind) -> bool:
    """Whether a kind of list has a use for a column that holds this."""
    if kind is Kind.RESULTS:
        return role in OF_RESULTS or role in (*_OF_WHO, "birth")
    return True


def _kind(titles: Sequence[str], row: Sequence[str]) -> Kind | None:
    known = set(titles)
    if SESSION_TITLE in known or not _names_someone(known, row):
        return None
    if known & _MARKS_OF_RESULTS or (known & _STATUS and known & _SCORES):
        return Kind.RESULTS
    if known & set(LAST_NAME_OF_PARTICIPANT):
        if known & _MARKS_OF_PROFILES or any(t.startswith((*LEVEL_OF, *PIX_OF)) for t in titles):
            return Kind.PROFILES
        if known & set(OF_ASSESSMENT) or any(title.startswith("% ") for title in titles):
            return Kind.ASSESSMENT
        return None
    return Kind.PUPILS_PAGE if known & set(OF_PUPILS_PAGE) else Kind.PLAIN


def _names_someone(known: set[str], row: Sequence[str]) -> bool:
    """Whether titles announce names: in two columns, or in one that says so."""
    last, first = known & set(ROLES["last_name"]), known & set(ROLES["first_name"])
    if (last and first) or known & _BOTH_NAMES:
        return True
    in_one = (set(ROLES["full_name"][1:]) | set(ROLES["full_name_first"])) - {"participant", "name"}
    if known & in_one:
        return True
    # A word that also stands elsewhere: with a class or a birth beside it, it is a title.
    beside = known & (titles_of("class_name") | titles_of("birth") | titles_of("level_name"))
    weak = known & {"nom", "participant", "name", "naam"} or any(map(means_pupil, row))
    return bool(weak and beside)


_OF_WHO = (
    "last_name",
    "second_last_name",
    "particle",
    "first_name",
    "full_name",
    "full_name_first",
    "class_name",
    "left",
)
_BOTH_NAMES = {"nombre del participante", "nome del partecipante"}
"""What Pix calls the last name, then the first, in Spanish and in Italian."""
_MARKS_OF_RESULTS = {*OF_RESULTS["number"], *OF_RESULTS["date"][:1]}
_STATUS, _SCORES = set(OF_RESULTS["status"]), {t for t in OF_RESULTS["total"] if "pix" in t}
_MARKS_OF_PROFILES = {*ROLES["shared"], *ROLES["certifiable"], *ROLES["count"]}
