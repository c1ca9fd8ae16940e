"""What is answered for the pupils of lists, and what becomes of every line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from calculator.lists.classes import ClassMap
from calculator.lists.columns import Columns, Kind
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import NOT_GIVEN, Line, Result, SetAside
from calculator.lists.pix import COMPETENCES
from calculator.lists.rosters import About, Doubt, Superseded
from calculator.model.circular import Circular
from calculator.model.condition import Profile
from calculator.model.decision import Decision
from calculator.model.vocabulary import Competence, Establishment, Labelled


class Situation(Labelled):
    """Where a pupil stands; each pupil is in exactly one."""

    CERTIFIED = "certified", "déjà certifié"
    CERTIFIABLE = "certifiable", "certifiable"
    NOT_YET = "not_yet", "pas encore certifiable"
    NOT_SHARED = "not_shared", "profil non partagé"
    UNKNOWN = "unknown", "certifiabilité inconnue"
    NOT_DUE = "not_due", "aucune certification demandée"
    OUT_OF_SCOPE = "out_of_scope", "texte non applicable"
    LEFT = "left", "sorti de l’établissement"


class PupilAnswer(NamedTuple):
    """The answer for one pupil.

    Attributes:
        line: The line that counts.
        result: The certification result, if there is one.
        class_level: The class level; None when a certified pupil's class is not given.
        decision: What is asked of that class level, shared by all its pupils, without a profile.
        situation: Where the pupil stands.
        certifiable: Whether the profile is certifiable; None when that is not known.
        reached: How many competences are reached; None when that is not known.
        missing: How many more are needed; None when that is not known.
        marks: For each competence 1 when it is reached, `NOT_GIVEN` without a level, else 0; None
            when the list gives no levels that tell.
        doubts: What a person has to look at.
        about: The other lines that some of the doubts are about.
    """

    line: Line
    result: Result | None
    class_level: ClassLevel | None
    decision: Decision | None
    situation: Situation
    certifiable: bool | None
    reached: int | None
    missing: int | None
    marks: bytes | None
    doubts: tuple[Doubt, ...]
    about: tuple[About, ...] = ()

    @property
    def levels(self) -> dict[str, int] | None:
        """The levels by competence index, as `Case` takes them; None without a profile."""
        if self.line.levels is None:
            return None
        given = zip(COMPETENCES, self.line.levels, strict=True)
        return {index: level for index, level in given if level != NOT_GIVEN}

    @property
    def profile(self) -> Profile | None:
        """The competences themselves; None without levels that tell."""
        if self.marks is None:
            return None
        known = zip(COMPETENCES.values(), self.marks, strict=True)
        reached = tuple([competence for competence, mark in known if mark == 1])
        missing = self.missing or 0
        return Profile(missing == 0, reached, missing, self.marks.count(NOT_GIVEN))

    @property
    def nearest(self) -> tuple[tuple[Competence, int], ...]:
        """The competences not reached with the most pix, as many as are missing; none without."""
        if not self.missing or self.marks is None or self.line.pix is None:
            return ()
        left = [
            (competence, pix)
            for competence, pix, mark in zip(_COMPETENCES, self.line.pix, self.marks, strict=True)
            if pix and mark != 1 and pix != NOT_GIVEN
        ]
        left.sort(key=_PIX, reverse=True)
        return tuple(left[: self.missing])


_PIX = itemgetter(1)
_COMPETENCES = tuple(COMPETENCES.values())


@dataclass(frozen=True, slots=True)
class Accounting:
    """What became of the lines of a file: the five add up to `size`."""

    file: str
    columns: Columns
    size: int
    answered: int
    superseded: int
    set_aside: int
    blank: int
    headers: int
    notes: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """Which list it is."""
        return self.columns.kind


class Alike(NamedTuple):
    """Pupils of one class and one file who are in the same situation and lack as many competences.

    Attributes:
        first: The first of them.
        number: How many they are.
    """

    first: PupilAnswer
    number: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What is answered for pupils, who may be more than memory holds: all but their own answers.

    Attributes:
        circular: What the circular fixes for the school year.
        on: The day of the question.
        establishment: The kind of establishment.
        classes: The class levels that were used.
        decisions: What is asked, by class level.
        standing: How many pupils stand alike, and the first of them, in the order of the files.
        superseded: The lines that a later one replaces, in that order too.
        set_aside: The lines without an answer, and why, in that order too.
        accounting: What became of every line, by file.
        maybe_twice: How many pupils may be the same as another.
    """

    circular: Circular
    on: date
    establishment: Establishment
    classes: ClassMap
    decisions: Mapping[ClassLevel, Decision]
    standing: tuple[Alike, ...]
    superseded: Iterable[Superseded]
    set_aside: Iterable[SetAside]
    accounting: tuple[Accounting, ...]
    maybe_twice: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class RosterAnswer(Answers):
    """The answers for all pupils, in memory.

    Attributes:
        pupils: The answers, in the order of the files.
    """

    superseded: tuple[Superseded, ...]
    set_aside: tuple[SetAside, ...]
    pupils: tuple[PupilAnswer, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many pupils are in each situation.

    Attributes:
        total: All pupils; a situation without any is left out.
        by_class: The same for each class, by its name, in alphabetical order.
    """

    total: Mapping[Situation, int]
    by_class: Mapping[str, Mapping[Situation, int]]
