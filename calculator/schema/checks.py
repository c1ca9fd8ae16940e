"""What the checks of a circular share: the words it is written with, and what they tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from calculator.model.circular import SchoolYear
from calculator.schema.canonical import OWN_NOTICE_KINDS
from calculator.schema.extending import spelt
from calculator.schema.parts import MOST, Part, Path, Told, one_of, shown


@dataclass(frozen=True, slots=True)
class Checked:
    """A circular while it is checked, and what is wrong with it.

    Attributes:
        circular: What its file says.
        classes: The classes of the vocabulary.
        establishments: Its kinds of school.
        places: Where sessions can be held.
        notice_kinds: Which notices there can be, and whether only a reported source says them.
        competences: How many competences there are.
        highest_level: The highest of their levels.
        groups: The groups of classes, by name.
        scope: The kinds of school that the circular covers.
        year: Its school year, when it is one.
        kinds: The kinds of its duties.
        told: What is wrong.
    """

    circular: Part
    classes: tuple[str, ...]
    establishments: tuple[str, ...]
    places: tuple[str, ...]
    notice_kinds: dict[str, bool]
    competences: int
    highest_level: int
    groups: Mapping[str, Part]
    scope: tuple[str, ...]
    year: SchoolYear | None
    kinds: tuple[str, ...]
    told: list[Told] = field(default_factory=list)

    @classmethod
    def of(cls, circular: dict[str, Any], vocabulary: dict[str, Any]) -> Checked:
        """Begin to check a circular against a vocabulary, which has no fault."""
        words = Part(vocabulary)
        notices = {key: bool(one["reported"].value) for key, one in words["notices"].entries()}
        domains = words["competences"]["domains"]
        written = Part(circular)
        establishments = tuple(key for key, _ in words["establishments"].entries())
        covered = written["scope"]["establishments"].texts
        kinds = (duty["kind"].text for duty in written["duties"])
        return cls(
            circular=written,
            classes=tuple(key for key, _ in words["classes"].entries()),
            establishments=establishments,
            places=tuple(filter(None, (one["code"].text for one in words["places"]))),
            notice_kinds={**OWN_NOTICE_KINDS, **notices},
            competences=sum(len(domain["competences"].texts) for domain in domains),
            highest_level=words["competences"]["highest_level"].number or 0,
            groups=dict(written["class_groups"].entries()),
            scope=tuple(kind for kind in establishments if kind in covered),
            year=year_of(written["school_year"].text),
            kinds=tuple(kind for kind in kinds if kind is not None),
        )

    def say(self, part: Part, expected: str, found: object = None) -> None:
        """Tell a fault: what was found is what is there, when not given."""
        self.told.append(Told(part.path, shown(part.value if found is None else found), expected))

    def say_at(self, path: Path, found: str, expected: str) -> None:
        """Tell a fault at a path."""
        self.told.append(Told(path, found, expected))

    # --- What several checks look up ---

    def codes(self, classes: Part) -> list[str]:
        """The classes that a part names, groups spelt out; all of them when it names none."""
        if not classes.is_given:
            return list(self.classes)
        named = set(spelt(classes.texts, [self.groups]))
        return [code for code in self.classes if code in named]

    def covered(self, establishments: Part) -> Sequence[str]:
        """The kinds of school that a part names; those of the scope when it names none."""
        return establishments.texts if establishments.is_given else self.scope

    def authorities(self, cites: Part) -> set[str]:
        """The authorities of the sources that are cited."""
        sources = self.circular["sources"]
        found = (sources[text.partition("#")[0]]["authority"].text for text in cites.texts)
        return {one for one in found if one is not None}

    def is_only_reported(self, cites: Part) -> bool:
        """Whether nothing official is cited."""
        return self.authorities(cites) == {"reported"}

    def is_official(self, cites: Part) -> bool:
        """Whether something official is cited."""
        return bool(self.authorities(cites) & {"held", "cited"})

    # --- Small checks ---

    def check_known(self, part: Part, known: Iterable[str]) -> None:
        """A code is one of those that there are."""
        if part.text is None or part.text in (known := list(known)):
            return
        if len(self.told) < MOST:  # what is nearly right takes time to find
            self.say(part, one_of(known, part.text))

    def check_classes(self, classes: Part) -> None:
        """Classes and groups are known, and named once."""
        known = [*self.classes, *self.groups]
        seen: set[str] = set()
        for name in classes:
            self.check_known(name, known)
            if name.text in seen:
                self.say(name, "chaque classe une seule fois")
            seen.update([name.text] if name.text else ())

    def check_establishments(self, establishments: Part) -> None:
        """Kinds of school are known, covered by the text, and named once."""
        seen: set[str] = set()
        for name in establishments:
            if name.text in self.establishments and name.text not in self.scope:
                self.say(name, f"un type d’établissement du champ : {', '.join(self.scope)}")
            self.check_known(name, self.establishments)
            if name.text in seen:
                self.say(name, "chaque type d’établissement une seule fois")
            seen.update([name.text] if name.text else ())

    def check_unique(self, parts: Iterable[Part], expected: str) -> None:
        """Texts are all different."""
        seen: set[str] = set()
        for part in parts:
            if part.text in seen:
                self.say(part, expected)
            seen.update([part.text] if part.text else ())

    def check_day(self, part: Part, *, in_year: bool = True) -> None:
        """A day exists, and is in the school year."""
        text = part.text
        if text is None or len(text) != len("2020-12-16") or not text[:4].isdigit():
            return
        if part.day is None:
            self.say(part, "une date qui existe, AAAA-MM-JJ")
        elif in_year and self.year and part.day not in self.year:
            self.say(part, f"une date de l’année scolaire {self.year}")


def year_of(text: str | None) -> SchoolYear | None:
    """The school year of a text, when it is two years that follow each other."""
    if text is None or len(text) != len("2020-2021") or not text.replace("-", "0").isdecimal():
        return None
    year = SchoolYear.named(text)
    return year if str(year) == text and date.min.year < year.first < date.max.year - 1 else None
