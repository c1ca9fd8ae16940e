"""The words of a domain: classes, kinds of school, competences, statuses.

They are data too (`circulars/vocabulary.toml`): another subject has classes and words of its own.
A code is a text that also knows its label, so that it is written in JSON as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


class Status(StrEnum):
    """What is asked: the status of a duty, or of none."""

    MANDATORY = "mandatory"
    REQUESTED = "requested"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"
    NOT_DUE = "not_due"
    UNKNOWN = "unknown"
    OUT_OF_SCOPE = "out_of_scope"

    @property
    def is_due(self) -> bool:
        """Whether there is something to do, or that one may do."""
        return self not in (Status.NOT_DUE, Status.UNKNOWN, Status.OUT_OF_SCOPE)


class Authority(StrEnum):
    """How much weight a source has, the weightiest first.

    A source that is only reported never changes what an official one says.
    """

    HELD = "held"
    """Official, and its full text is in the site."""
    CITED = "cited"
    """Official: its reference is given, its text is not here."""
    REPORTED = "reported"
    """Anything else."""

    @property
    def is_official(self) -> bool:
        """Whether it can decide against a source that is only reported."""
        return self is not Authority.REPORTED


class Nature(StrEnum):
    """What a sentence is: the text's own, our reading of it, or what it does not say."""

    SAYS = "says"
    READING = "reading"
    SILENCE = "silence"


class WindowState(StrEnum):
    """Where a date stands against a window whose first and last days both count."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    """Its days are not known."""


class Labelled(StrEnum):
    """A code (`str` value) of the program's own that also has a French label.

    `__new__` has defaults so that `Kind("code")`, which looks a member up, is well typed.
    """

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make a member that equals its code and carries its label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    __hash__ = str.__hash__  # an enumeration's own takes several times as long


class Code(str):
    """A code of the vocabulary, with its French label."""

    __slots__ = ("label",)
    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make a text that equals its code and carries its label."""
        made = super().__new__(cls, code)
        made.label = label
        return made

    def __getnewargs__(self) -> tuple[object, ...]:  # type: ignore[override]
        """Give what makes it again, for `copy` and `pickle`."""
        return str(self), self.label


class Establishment(Code):
    """A kind of school, which decides whether a circular applies."""

    __slots__ = ()


class Place(Code):
    """Where a session can be held: « collège », « lycée », with « au collège »."""

    __slots__ = ("where",)
    where: str

    def __new__(cls, code: str, label: str, where: str) -> Self:
        """Make a place; `where` is its label with its preposition."""
        made = super().__new__(cls, code, label)
        made.where = where
        return made

    def __getnewargs__(self) -> tuple[object, ...]:  # type: ignore[override]
        """Give what makes it again."""
        return str(self), self.label, self.where


class Stage(Code):
    """Where classes belong in schooling; `named_as_one` is how all of them are named together."""

    __slots__ = ("named_as_one",)
    named_as_one: str | None

    def __new__(cls, code: str, label: str, named_as_one: str | None) -> Self:
        """Make a stage."""
        made = super().__new__(cls, code, label)
        made.named_as_one = named_as_one
        return made

    def __getnewargs__(self) -> tuple[object, ...]:  # type: ignore[override]
        """Give what makes it again."""
        return str(self), self.label, self.named_as_one


class ClassLevel(Code):
    """A class (niveau de classe).

    Attributes:
        label: Its French name.
        stage: Where it belongs in schooling.
        places: Where its sessions can be held, the usual place first; a class of collège that is
            taught in a lycée has both.
    """

    __slots__ = ("places", "stage")
    stage: Stage
    places: tuple[Place, ...]

    def __new__(cls, code: str, label: str, stage: Stage, places: tuple[Place, ...]) -> Self:
        """Make a class."""
        made = super().__new__(cls, code, label)
        made.stage = stage
        made.places = places
        return made

    def __getnewargs__(self) -> tuple[object, ...]:  # type: ignore[override]
        """Give what makes it again."""
        return str(self), self.label, self.stage, self.places


@dataclass(frozen=True, slots=True)
class Competence:
    """A competence of a framework.

    Attributes:
        index: Its number in the framework, "1.1" to "5.2" in the CRCN.
        domain: Its domain.
        name: Its official name.
    """

    index: str
    domain: str
    name: str


@dataclass(frozen=True, slots=True)
class StatusWords:
    """How a status is said of something masculine and of something feminine.

    Attributes:
        masculine: « facultatif ».
        feminine: « facultative ».
        masculine_sentence: « est facultatif », « n’est pas demandé ».
        feminine_sentence: « est facultative », « n’est pas demandée ».
    """

    masculine: str
    feminine: str
    masculine_sentence: str
    feminine_sentence: str

    def word(self, *, feminine: bool, plural: bool = False) -> str:
        """« facultative », « facultatifs »."""
        said = self.feminine if feminine else self.masculine
        return _plural(said) if plural else said

    def sentence(self, *, feminine: bool, plural: bool = False) -> str:
        """« est facultative », « ne sont pas demandés »."""
        said = self.feminine_sentence if feminine else self.masculine_sentence
        if not plural:
            return said
        for one, several in (("n’est ", "ne sont "), ("est ", "sont ")):
            if said.startswith(one):
                return several + _plural(said.removeprefix(one))
        return said

    @property
    def words(self) -> tuple[str, ...]:
        """Every form of the word."""
        forms = [(f, p) for p in (False, True) for f in (False, True)]
        return tuple(self.word(feminine=feminine, plural=plural) for feminine, plural in forms)


def _plural(word: str) -> str:
    return word if word.endswith(("s", "x")) else f"{word}s"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice that a circular may attach to an answer.

    Attributes:
        label: Its French title.
        reported: Whether it tells what only a reported source says.
    """

    label: str
    reported: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the circulars of a site share.

    Attributes:
        stages: The stages of schooling, in order.
        classes: The classes, in the order of schooling.
        establishments: The kinds of school.
        places: Where sessions are held; none where no duty has sessions.
        competences: The competences of the framework by index, in its order; none without one.
        levels: The levels that a competence can have.
        levels_label: What they are called in forms.
        statuses: How each status is said.
        notice_kinds: The kinds of notices by code, in the order in which they are shown.
    """

    stages: tuple[Stage, ...]
    classes: tuple[ClassLevel, ...]
    establishments: tuple[Establishment, ...]
    places: tuple[Place, ...]
    competences: Mapping[str, Competence]
    levels: range
    levels_label: str
    statuses: Mapping[Status, StatusWords]
    notice_kinds: Mapping[str, NoticeKind]
    _classes: dict[str, ClassLevel] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the classes by code."""
        object.__setattr__(self, "_classes", {str(level): level for level in self.classes})

    def class_level(self, code: str) -> ClassLevel:
        """The class of a code.

        Raises:
            KeyError: When there is none.
        """
        return self._classes[code]

    def in_order(self, classes: Iterable[str]) -> tuple[ClassLevel, ...]:
        """Some classes in the order of schooling."""
        wanted = set(classes)
        return tuple(level for level in self.classes if level in wanted)

    def by_stage(
        self, classes: Iterable[str] | None = None
    ) -> list[tuple[Stage, list[ClassLevel]]]:
        """Some classes, all when not given, by stage; stages without any are left out."""
        shown = self.classes if classes is None else self.in_order(classes)
        groups = [(s, [level for level in shown if level.stage == s]) for s in self.stages]
        return [(stage, levels) for stage, levels in groups if levels]
