"""From pupils to answers: what is decided for a class level, and what is a pupil's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import repeat
from typing import Any

from calculator.lists.answers import (
    Accounting,
    Alike,
    PupilAnswer,
    RosterAnswer,
    Situation,
    Summary,
)
from calculator.lists.classes import ClassMap
from calculator.lists.columns import Columns
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import WHOLE_LINE, Line, Result, SetAside
from calculator.lists.merging import MAYBE_COUNTED_TWICE
from calculator.lists.profiles import Profiles, Sendings, says_nothing
from calculator.lists.rosters import About, Doubt, Roster, Superseded, in_order
from calculator.model.case import CIRCULAR_LABEL, Case, parse_establishment
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.decision import Decision
from calculator.model.duties import Condition
from calculator.model.errors import InvalidCase, quote
from calculator.model.vocabulary import Status

CLASS_COLUMN = "Classe"
CLASS_EXPECTED = "un nom de classe reconnu, ou son niveau dans la table des classes"
CLASS_COLUMN_EXPECTED = (
    "intituler « Classe » ou « Division » celle qui donne les classes, s’il y en a une, ou "
    "dire le niveau des élèves sans classe, s’ils ont tous le même, dans la table des classes"
)
_TITLES_TOLD = 5
NOT_OF_THE_TEXT = "une classe de celles que le texte choisi connaît"


def answer_roster(
    roster: Roster,
    classes: ClassMap,
    establishment: str,
    on: date,
    circular: Circular,
) -> RosterAnswer:
    """Answer for every pupil of a roster.

    What is asked depends on the class level alone, and is decided once for each; only
    certifiability is a pupil's own.

    Args:
        roster: The pupils.
        classes: The class level of each of `roster.class_names`. A pupil whose class has none is
            set aside, unless already certified.
        establishment: The kind of establishment.
        on: The day the question is asked.
        circular: What the circular fixes for the school year.
    """
    profiles = Profiles(condition_of_levels(circular))
    levels = dict.fromkeys(level for level in classes.levels.values() if level)
    levels |= dict.fromkeys(line.level for line in roster.pupils if line.level)
    decisions = {
        level: decide(Case(level, establishment), on, circular)
        for level in levels
        if str(level) in circular.classes
    }
    answering = _Answering(roster, classes, decisions, on, circular, profiles)
    for place, line in enumerate(roster.pupils):
        answering.add(place, line)
    pupils, set_aside = answering.pupils, answering.set_aside
    order = in_order(roster.lists)
    pupils.sort(key=lambda pupil: order(pupil.line))
    superseded = answering.superseded()
    superseded.sort(key=lambda one: order(one.line))
    return RosterAnswer(
        circular=circular,
        on=on,
        establishment=parse_establishment(establishment, circular.vocabulary),
        classes=classes,
        decisions=decisions,
        pupils=tuple(pupils),
        standing=put_together(zip(pupils, repeat(1))),
        superseded=tuple(superseded),
        set_aside=tuple(sorted((*roster.set_aside, *set_aside), key=order)),
        accounting=_accounting(roster, pupils, superseded, set_aside),
        maybe_twice=sum(
            1
            for pupil in pupils
            if pupil.doubts and not set(MAYBE_COUNTED_TWICE).isdisjoint(pupil.doubts)
        ),
    )


# What a named tuple's own constructor does, without its call for each of many pupils.
_new_answer: Callable[[tuple[Any, ...]], PupilAnswer] = partial(tuple.__new__, PupilAnswer)


class _Answering:
    """The answers for pupils, one after the other."""

    def __init__(
        self,
        roster: Roster,
        classes: ClassMap,
        decisions: Mapping[ClassLevel, Decision],
        on: date,
        circular: Circular,
        profiles: Profiles,
    ) -> None:
        self._roster, self._levels, self._decisions = roster, classes.levels, decisions
        self._circular, self._today = circular, on.isoformat()
        self._first_day = circular.school_year.begins.isoformat()
        self._profiles = profiles
        self.sendings = Sendings(roster, on)
        self._no_class_column = {
            one.file: _no_classes(one.columns) for one in roster.lists if one.columns.lacks_classes
        }
        self.pupils: list[PupilAnswer] = []
        self.set_aside: list[SetAside] = []
        self.replaced: list[Superseded] = []

    def add(self, place: int, line: Line) -> None:
        """Answer for the pupil at a place of the roster, by that line."""
        roster = self._roster
        result, doubts = None, roster.doubts.get(place, ())
        about = roster.about.get(place, ())
        if line.sent[:10] > self._today and not (line.shared is None and says_nothing(line)):
            line, *more_about = self.sendings.of_the_day(line)
            about, doubts = (*about, *more_about), (*doubts, Doubt.SENT_AFTER)
        if "" < line.sent[:10] < self._first_day and not says_nothing(line):
            doubts = (*doubts, Doubt.SENT_BEFORE)
        certified = False
        if results := roster.results.get(place):
            line, result, more = self._with_result(line, results)
            certified, more_of_day = self._is_certified(result)
            before = _of_another_year(results, result)
            about = (*about, *before)
            doubts += more + more_of_day + ((Doubt.OTHER_YEAR,) if before else ())
        class_level = line.level or self._levels.get(line.class_name)
        decision = self._decisions.get(class_level) if class_level else None
        certifiable, reached, missing, marks, more = self._profiles.of(line)
        if more:
            doubts += more
        left = line.left != "" and line.left < self._today
        if decision is None and not certified and not left:
            expected = NOT_OF_THE_TEXT if class_level else CLASS_EXPECTED
            no_column = self._no_class_column.get(line.file, "")
            if no_column and not (line.class_name or class_level):
                column, expected = WHOLE_LINE, CLASS_COLUMN_EXPECTED
            else:
                column, no_column = CLASS_COLUMN, ""
            self.set_aside += _not_answered(line, result, column, no_column, expected)
            return
        situation = (
            Situation.LEFT
            if left
            else _situation(line, decision, certifiable=certifiable, certified=certified)
        )
        self.pupils.append(
            _new_answer((
                line, result, class_level, decision, situation,
                certifiable, reached, missing, marks, doubts, about,
            ))
        )  # fmt: skip

    def superseded(self) -> list[Superseded]:
        """The lines that others replace, of pupils who are answered for; aside are the others."""
        unanswered = {(one.file, one.number): one for one in self.set_aside}
        replaced = []
        for one in (*self.sendings.superseded(), *self.replaced):
            if asked := unanswered.get(one.by[:2]):
                self.set_aside.append(replace(asked, file=one.line.file, number=one.line.number))
            else:
                replaced.append(one)
        return replaced

    def _with_result(
        self, line: Line, results: Sequence[Result]
    ) -> tuple[Line, Result, tuple[Doubt, ...]]:
        """The line and the result that count, and what is in doubt; the others are replaced."""
        counts, doubts = _counting(results, self._circular)
        result = counts
        if any(one.line[:2] == line[:2] for one in results):
            if says_nothing(line):
                line = result.line._replace(class_name=line.class_name, level=line.level)
            if result.line[:2] == line[:2]:
                line = line._replace(sent=result.line.sent)
                result = result._replace(line=line)
        self.replaced += [
            Superseded(one.line, result.line)
            for one in results
            if one is not counts and one.line[:2] != line[:2]
        ]
        return line, result, doubts

    def _is_certified(self, result: Result) -> tuple[bool, tuple[Doubt, ...]]:
        """Whether a result certifies for the school year, and what is in doubt."""
        if not result.certified or not result.line.sent:
            return result.certified, ()
        if not _this_year(result, self._circular):
            return False, (Doubt.OTHER_YEAR,)
        return True, (Doubt.AFTER,) if result.line.sent[:10] > self._today else ()


def put_together(pupils: Iterable[tuple[PupilAnswer, int]]) -> tuple[Alike, ...]:
    """Put together pupils who stand alike, given with the number of those who already are."""
    first: dict[tuple[object, ...], PupilAnswer] = {}
    numbers: dict[tuple[object, ...], int] = {}
    for pupil, number in pupils:
        line = pupil.line
        how = line.class_name, line.file, pupil.situation, pupil.missing
        first.setdefault(how, pupil)
        numbers[how] = numbers.get(how, 0) + number
    return tuple(map(Alike, first.values(), numbers.values()))


def summary(pupils: Iterable[Alike]) -> Summary:
    """Count pupils by situation, in total and by class."""
    counts: dict[str, dict[Situation, int]] = {}
    for pupil, number in pupils:
        of_class = counts.setdefault(pupil.line.class_name, {})
        of_class[pupil.situation] = of_class.get(pupil.situation, 0) + number
    total = {one: sum(each.get(one, 0) for each in counts.values()) for one in Situation}
    return Summary(
        total=_present(total), by_class={name: _present(counts[name]) for name in sorted(counts)}
    )


def _present(counts: Mapping[Situation, int]) -> dict[Situation, int]:
    return {one: counts[one] for one in Situation if counts.get(one)}


def condition_of_levels(circular: Circular) -> Condition:
    """The condition about levels of competences.

    Raises:
        InvalidCase: When the circular has none: lists of levels have no answer there.
    """
    for duty in circular.exams:
        if duty.condition and not duty.condition.mark:
            return duty.condition
    raise InvalidCase("circular", CIRCULAR_LABEL, circular.id, "un texte qui demande des niveaux")


def _counting(results: Sequence[Result], circular: Circular) -> tuple[Result, tuple[Doubt, ...]]:
    """The result that counts: of the school year first, of no day next, of another year last.

    One that says « Validée » does not count where another of the same certification says not.
    """
    failed = [one for one in results if not one.certified]
    numbers = {one.number for one in failed if one.number}
    days = {one.line.sent[:10] for one in failed}
    days_without_number = {one.line.sent[:10] for one in failed if not one.number}

    def refuted(one: Result) -> bool:
        on = one.line.sent[:10]
        by_day = on in (days_without_number if one.number else days)
        return one.certified and (one.number in numbers or by_day)

    def rank(one: Result) -> tuple[int, bool, str]:
        taken = one.line.sent
        year = 1 if not taken else 2 if _this_year(one, circular) else 0
        return year, one.certified, taken

    left = [one for one in results if not refuted(one)]
    counts = max(left, key=rank)
    unsure = len(left) < len(results) and not counts.certified
    return counts, (Doubt.NOT_CONFIRMED,) if unsure else ()


def _of_another_year(results: Sequence[Result], counts: Result) -> tuple[About, ...]:
    """The certifications of other days, where a failed attempt of the year counts.

    One of the year would count, and so would one without a day; one that another result of its
    day or number refutes is none.
    """
    days = {one.line.sent[:10] for one in results if not one.certified}
    numbers = {one.number for one in results if one.number and not one.certified}
    return tuple(
        (Doubt.OTHER_YEAR, one.line)
        for one in results
        if one.certified > counts.certified
        and one.number not in numbers
        and one.line.sent[:10] not in days
    )


def _this_year(result: Result, circular: Circular) -> bool:
    return date.fromisoformat(result.line.sent[:10]) in circular.school_year


def _situation(
    line: Line, decision: Decision | None, *, certifiable: bool | None, certified: bool
) -> Situation:
    if certified or decision is None:
        return Situation.CERTIFIED
    status = decision.certification.status if decision.certification else Status.NOT_DUE
    if status is Status.OUT_OF_SCOPE:
        return Situation.OUT_OF_SCOPE
    if status is Status.NOT_DUE:
        return Situation.NOT_DUE
    if certifiable is None:
        return Situation.NOT_SHARED if line.shared is False else Situation.UNKNOWN
    return Situation.CERTIFIABLE if certifiable else Situation.NOT_YET


def _no_classes(columns: Columns) -> str:
    """« aucune colonne de classes n’est reconnue (colonne non lue : « Sezione ») »."""
    found, unread = "aucune colonne de classes n’est reconnue", columns.unread
    if not unread:
        return found
    start = "colonnes non lues" if len(unread) > 1 else "colonne non lue"
    more = "…" if len(unread) > _TITLES_TOLD else ""
    return f"{found} ({start} : {', '.join(map(quote, unread[:_TITLES_TOLD]))}{more})"


def _not_answered(
    line: Line, result: Result | None, column: str, found: str, expected: str
) -> list[SetAside]:
    """The lines of a pupil whose class level must be asked, or is none of the text's."""
    lines = [line] if result is None or result.line[:2] == line[:2] else [line, result.line]
    found = found or (quote(line.class_name) if line.class_name else "rien")
    if result is not None:
        status = result.status or "non obtenue"
        found += f" pour {line.last_name} {line.first_name} (certification : {status})"
    return [SetAside(one.file, one.number, column, found, expected) for one in lines]


def _accounting(
    roster: Roster,
    pupils: list[PupilAnswer],
    superseded: list[Superseded],
    set_aside: list[SetAside],
) -> tuple[Accounting, ...]:
    results = (pupil.result.line for pupil in pupils if pupil.result)
    answered = _counted(roster, (*(pupil.line for pupil in pupils), *results))
    replaced = _counted(roster, (old.line for old in superseded))
    aside = _counted(roster, (*roster.set_aside, *set_aside))
    return tuple(
        Accounting(
            file=one.file,
            columns=one.columns,
            size=one.size,
            answered=answered[one.file],
            superseded=replaced[one.file],
            set_aside=aside[one.file],
            blank=one.blank,
            headers=one.headers,
            notes=one.notes,
        )
        for one in roster.lists
    )


def _counted(roster: Roster, lines: Iterable[Line | SetAside]) -> dict[str, int]:
    """How many lines of each file these are, the same one counted once."""
    numbers: dict[str, set[int]] = {one.file: set() for one in roster.lists}
    for line in lines:
        numbers[line.file].add(line.number)
    return {
        one.file: len(numbers[one.file])
        + sum(span - 1 for number, span in one.spans.items() if number in numbers[one.file])
        for one in roster.lists
    }
