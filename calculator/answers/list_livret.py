"""The levels that a text asks for in the last report of the year: who lacks which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from calculator.answers import words
from calculator.lists.classes import ClassMap
from calculator.lists.french_classes import ClassLevel
from calculator.lists.livret import Checked, Pupil, by_class, check
from calculator.model.case import CIRCULAR_LABEL, Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.decision import DutyOn
from calculator.model.errors import InvalidCase

_INPUT = "last_report_date"
"""The key of the day of the last report: a duty that asks it is done in that report."""


@dataclass(frozen=True, slots=True)
class LivretAnswer:
    """What was found, class by class.

    Attributes:
        circular: The text.
        duty: What it asks, for the first of the classes.
        classes: The pupils of the classes of whom it is asked, or may be.
        asked: Those of whom it is asked.
        unknown: The classes whose level nobody knows.
        passed_over: How many pupils are in other classes.
    """

    circular: Circular
    duty: DutyOn
    classes: dict[str, list[Checked]]
    asked: frozenset[str]
    unknown: tuple[str, ...]
    passed_over: int

    @property
    def lacking(self) -> int:
        """How many pupils lack something."""
        return sum(not one.is_complete for some in self.classes.values() for one in some)


def answer_livret(
    pupils: Sequence[Pupil],
    corrections: Mapping[str, ClassLevel | None],
    kind: str,
    circular: Circular,
) -> LivretAnswer:
    """What each pupil of whom levels are asked lacks.

    Args:
        pupils: The pupils of the exports.
        corrections: The right class level by class name, where it is not the one it says.
        kind: The kind of school.
        circular: The text.

    Raises:
        InvalidCase: When the text asks for no level in the last report.
    """
    names = dict.fromkeys(pupil.class_name for pupil in pupils)
    levels = ClassMap.of(names).corrected(corrections).levels
    duties = {name: _duty(level, kind, circular) for name, level in levels.items() if level}
    first = next(filter(None, duties.values()), None) or _any_duty(kind, circular)
    year, vocabulary = circular.school_year.first, circular.vocabulary
    unknown = tuple(name for name, level in levels.items() if level is None)
    checked = [
        check(pupil, year, vocabulary)
        for pupil in pupils
        if pupil.class_name in unknown or duties.get(pupil.class_name)
    ]
    return LivretAnswer(
        circular=circular,
        duty=first,
        classes=by_class(checked),
        asked=frozenset(name for name, duty in duties.items() if duty),
        unknown=unknown,
        passed_over=len(pupils) - len(checked),
    )


def _duty(level: str, kind: str, circular: Circular) -> DutyOn | None:
    """What a text asks in the last report of a class; None when it asks nothing there."""
    known, on = level in circular.classes, circular.school_year.begins
    duties = decide(Case(level, kind), on, circular).duties if known else ()
    due = (one for one in duties if one.duty.asks == _INPUT and one.rule.status.is_due)
    return next(due, None)


def _any_duty(kind: str, circular: Circular) -> DutyOn:
    """What a text asks in the last report of some class.

    Raises:
        InvalidCase: When it asks nothing there.
    """
    found = (_duty(str(level), kind, circular) for level in circular.classes)
    duty = next(filter(None, found), None)
    if duty is None or not circular.vocabulary.competences:
        expected = (
            "un texte qui demande une saisie dans le dernier bilan de ce type d’établissement"
        )
        raise InvalidCase("circular", CIRCULAR_LABEL, circular.id, expected)
    return duty


def total_words(found: LivretAnswer) -> str:
    """« 2 élèves, dont 1 à compléter. », and how many are not concerned."""
    number = sum(map(len, found.classes.values()))
    told = f"{words.count(number, 'élève')}, dont {found.lacking} à compléter."
    if found.passed_over:
        told += (
            f" {words.count(found.passed_over, 'autre élève', 'autres élèves')}, dont la classe "
        )
        told += "n’est pas de celles à qui le texte le demande."
    return told


def counted_words(pupils: Sequence[Checked]) -> str:
    """« 28 élèves, 3 à compléter »."""
    lacking = sum(not one.is_complete for one in pupils)
    return f"{words.count(len(pupils), 'élève')}, {lacking or 'aucun'} à compléter"


def lacks_words(one: Checked) -> Iterator[str]:
    """What is missing for a pupil, a few words each."""
    if not one.has_last:
        others = words.count(one.others, "autre bilan", "autres bilans")
        yield "pas de dernier bilan de l’année" + (f" ({others})" if one.others else "")
        return
    if one.domains:
        yield f"pas de niveau en {listed_words(one.domains)}"
        yield f"compétences sans niveau : {', '.join(one.competences)}"
    if one.outside:
        yield f"niveaux hors de l’échelle : {listed_words(one.outside)}"


def listed_words(texts: Sequence[str]) -> str:
    """« Création de contenus », « Environnement numérique »: each in guillemets."""
    return ", ".join(f"« {text} »" for text in texts)


def name_words(one: Checked) -> str:
    """The pupil's last name and first name."""
    return f"{one.pupil.last_name} {one.pupil.first_name}"
