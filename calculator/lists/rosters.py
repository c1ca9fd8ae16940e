"""The pupils of several lists, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from calculator.lists.lines import LEFT_SOME_DAY, Line, PupilList, Result, SetAside
from calculator.model.vocabulary import Labelled


class Doubt(Labelled):
    """What a person has to look at beside an answer."""

    COUNT_DIFFERS = "count_differs", "nombre de compétences différent de celui du fichier"
    CERTIFIABLE_DIFFERS = "certifiable_differs", "« Certifiable » différent de celui du fichier"
    INCOMPLETE = "incomplete", "compétences sans niveau dans le fichier"
    SAME_NAME = "same_name", "même nom sur une autre ligne, sans classe : deux élèves, ou un seul ?"
    SAME_DATE = "same_date", "deux envois de la même date, différents : le premier des deux compte"
    OTHER_YEAR = "other_year", "certification d’une autre année scolaire"
    AFTER = "after", "certification obtenue après la date de référence"
    NOT_CONFIRMED = (
        "not_confirmed",
        "deux résultats différents pour une même certification : celui qui n’est pas validé compte",
    )
    MAYBE_SAME = "maybe_same", "peut-être le même élève que sur une autre ligne"
    OTHER_CLASS = "other_class", "même nom et même naissance dans une autre classe"
    NAMESAKE = "namesake", "même nom dans une autre classe : deux élèves, ou un seul ?"
    HOMONYM = (
        "homonym",
        "même nom dans cette classe, sur une autre ligne : un seul élève, ou deux ?",
    )
    TWICE = "twice", "même nom et même classe sur deux lignes : un élève, ou deux ?"
    SENT_AFTER = "sent_after", "profil envoyé après la date de référence"
    SENT_BEFORE = "sent_before", "profil envoyé avant l’année scolaire de cette réponse"


About = tuple[Doubt, Line]
"""A doubt, and the other line that it is about."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A line that another, later one of the same pupil replaces."""

    line: Line
    by: Line


@dataclass(frozen=True, slots=True)
class Roster:
    """The pupils of one or several files.

    Attributes:
        lists: The files.
        pupils: The line that counts for each pupil, as they were met.
        results: The certification results of a pupil, by place in `pupils`; which of them counts
            depends on the school year.
        superseded: The lines that a later one replaces, but for results.
        set_aside: Those that could not be used, or given to a pupil.
        doubts: What is to be looked at, by place in `pupils`.
        about: The other lines that some of the doubts are about, by place too.
    """

    lists: tuple[PupilList, ...]
    pupils: tuple[Line, ...]
    results: dict[int, tuple[Result, ...]]
    superseded: tuple[Superseded, ...]
    set_aside: tuple[SetAside, ...]
    doubts: dict[int, tuple[Doubt, ...]]
    about: dict[int, tuple[About, ...]] = field(default_factory=dict)

    @property
    def with_levels(self) -> frozenset[str]:
        """The classes whose level nobody needs to say: each pupil has one, or has left."""
        lacking = {
            line.class_name
            for line in self.pupils
            if line.level is None and line.left != LEFT_SOME_DAY
        }
        return frozenset({line.class_name for line in self.pupils} - lacking)

    @property
    def class_names(self) -> dict[str, int]:
        """How many pupils each class has, by its name, in the order of the files."""
        counts: dict[str, int] = {}
        for line in self.pupils:
            counts[line.class_name] = counts.get(line.class_name, 0) + 1
        first = self.first_places()
        return {name: counts[name] for name in sorted(counts, key=first.__getitem__)}

    def first_places(self) -> dict[str, Place]:
        """Where the first pupil of each class stands, by the class's name."""
        place = in_order(self.lists)
        first: dict[str, Place] = {}
        for line in self.pupils:
            at, name = place(line), line.class_name
            if name not in first or at < first[name]:
                first[name] = at
        return first


Place = tuple[int, int]
"""Where a line stands: which file, from 0, and the line's number."""


def in_order(lists: Iterable[PupilList]) -> Callable[[Line | SetAside], Place]:
    """The place of a line of these files: a key to sort lines in the order of the files."""
    files = {one.file: place for place, one in enumerate(lists)}
    return lambda line: (files[line.file], line.number)
