"""Running the examples of a circular: what a jurist expects, beside what is answered.

One runner for `calculator check`, the tests and the strict build. An empty cell expects nothing;
« aucune » expects that there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from calculator.lists.texts import fold, sortable_date
from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.condition import Profile
from calculator.model.deciding import decide
from calculator.model.decision import Decision, DutyOn, WindowOn
from calculator.model.duties import InputType
from calculator.model.errors import NOTHING, Fault, InvalidCase
from calculator.model.sources import Citation
from calculator.model.vocabulary import Nature, Status, WindowState
from calculator.schema import examples_table as table
from calculator.schema.examples_table import Row, read_rows
from calculator.schema.parts import one_of

EXAMPLES = "examples.csv"
_SILENCE = "silence"
_NONE = ("aucun", "aucune", "-")
_STATES = {
    "a venir": WindowState.UPCOMING,
    "ouverte": WindowState.OPEN,
    "fermee": WindowState.CLOSED,
    "inconnue": WindowState.UNKNOWN,
}
STATE_WORDS = {
    WindowState.UPCOMING: "à venir",
    WindowState.OPEN: "ouverte",
    WindowState.CLOSED: "fermée",
    WindowState.UNKNOWN: "inconnue",
    None: "aucune",
}
"""How a table of examples says where a day stands against a window."""
_YES = {"oui": True, "vrai": True, "true": True, "non": False, "faux": False, "false": False}


@dataclass(frozen=True, slots=True)
class Example:
    """A line that was decided.

    Attributes:
        row: The line.
        decision: What is answered.
        paragraphs: The paragraphs that it names.
    """

    row: Row
    decision: Decision
    paragraphs: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What an example is about first: the duty with a condition, or the first that is asked.

    Attributes:
        status: What is asked.
        nature: Whether it is said, read or a silence.
        window: The window that counts; None without any.
        profile: What is known of the pupil; None when nothing is told.
    """

    status: Status
    nature: Nature
    window: WindowOn | None
    profile: Profile | None


class _Unclear(ValueError):
    """A cell that is not understood: its column, and what is expected in it."""


def run_examples(file: Path, label: str, circular: Circular) -> tuple[list[Example], list[Fault]]:
    """Decide the examples of a file, and tell those that are not as expected.

    Args:
        file: The table.
        label: The table, as a person knows it.
        circular: The circular that it is about.

    Returns:
        Those that are as expected, and what is wrong with the others.
    """
    rows, faults = read_rows(file, label)
    examples: list[Example] = []
    if not faults:
        for row in rows:
            faults += _run(row, label, circular, examples)
    return examples, faults


def subject_of(decision: Decision) -> Subject:
    """What a decision is about first."""
    certification = decision.certification
    if certification is not None:
        return Subject(
            certification.status,
            certification.nature,
            certification.window,
            certification.profile,
        )
    if not decision.in_scope:
        return Subject(Status.OUT_OF_SCOPE, decision.circular.scope.nature, None, None)
    asked = decision.duties[0] if decision.duties else None
    if asked is None:
        nature = Nature.SILENCE if decision.silences else Nature.SAYS
        return Subject(Status.NOT_DUE, nature, None, None)
    return Subject(asked.status, asked.rule.nature, asked.window, asked.profile)


def status_word(decision: Decision, subject: Subject) -> str:
    """How a table of examples says what is asked."""
    if subject.status is Status.NOT_DUE and subject.nature is Nature.SILENCE:
        return _SILENCE
    return decision.circular.vocabulary.statuses[subject.status].feminine


def cited(decision: Decision) -> frozenset[Citation]:
    """Everything that an answer cites, what the text leaves a school to decide included."""
    found = set(decision.circular.scope.citations if not decision.in_scope else ())
    if decision.certification:
        found.update(decision.certification.citations)
    for asked in decision.duties:
        found.update(_of_duty(asked))
    for notice in (*decision.silences, *decision.notices):
        found.update(notice.citations)
    if decision.in_scope:
        for left in decision.circular.left_open:
            if decision.case.class_level in left.classes:
                found.update(left.citations)
    return frozenset(found)


def _of_duty(asked: DutyOn) -> Iterator[Citation]:
    yield from asked.citations
    for reason in (*asked.duty.reasons, *asked.rule.reasons):
        yield from reason.citations
    if asked.duty.condition:
        yield from asked.duty.condition.citations
    if asked.duty.window_words and asked.window and asked.window.state is WindowState.CLOSED:
        yield from asked.duty.window_words.after.citations
    if asked.duty.due_words:
        yield from asked.duty.due_words.unknown.citations
    if asked.duty.plan and asked.windows:
        for step in asked.duty.plan.steps:
            yield from step.citations


# --- One line -----------------------------------------------------------------------------------


def _run(row: Row, label: str, circular: Circular, examples: list[Example]) -> Iterator[Fault]:
    """Decide a line; it is one of the examples when it is as expected."""
    try:
        case, on = _case(row, circular)
        decision = decide(case, on, circular)
        paragraphs = tuple(_paragraphs(row, circular))
        faults = [
            Fault(label, f"ligne {row.line}, {column}", answered, expected)
            for column, answered, expected in _differences(row, decision, paragraphs)
        ]
    except InvalidCase as error:
        yield Fault(label, f"ligne {row.line}", str(error.found), error.expected)
        return
    except _Unclear as error:
        column, expected = error.args
        found = row.cells.get(column) or NOTHING
        yield Fault(label, f"ligne {row.line}, {column}", found, expected)
        return
    yield from faults
    if not faults:
        examples.append(Example(row, decision, paragraphs))


def _case(row: Row, circular: Circular) -> tuple[Case, date]:
    words = circular.vocabulary
    level = _coded(row, table.CLASS, words.classes)
    kind = _coded(row, table.ESTABLISHMENT, words.establishments, circular.default_establishment)
    return (
        Case.of(level, kind, _levels(row, circular, level, kind), **_inputs(row, circular)),
        _day(row, table.DAY),
    )


def _coded(row: Row, column: str, codes: Iterable[str], usual: str = "") -> str:
    """The code of a cell that has a code, or its label."""
    written = row.cells.get(column, usual)
    codes = list(codes)
    for code in codes:
        if fold(written) in (fold(code), fold(getattr(code, "label", code))):
            return code
    raise _Unclear(column, one_of(codes, fold(written)))


def _day(row: Row, column: str) -> date:
    read = sortable_date(row.cells.get(column, ""))
    if read is None:
        raise _Unclear(column, "une date, 2021-03-08 ou 08/03/2021")
    return date.fromisoformat(read[:10])


def _whole(row: Row, column: str, most: int) -> int | None:
    written = row.cells.get(column)
    if written is None:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", written) or int(written) > most:
        raise _Unclear(column, f"un nombre entier de 0 à {most}")
    return int(written)


def _levels(row: Row, circular: Circular, level: str, kind: str) -> dict[str, int] | None:
    """So many competences at the level that the condition asks, none for the others."""
    competences = list(circular.vocabulary.competences)
    reached = _whole(row, table.REACHED, len(competences))
    if reached is None:
        return None
    exam = circular.exam_for(level, kind)
    if exam is None or exam.condition is None or not exam.condition.level:
        raise _Unclear(table.REACHED, "ne rien écrire : la circulaire ne demande pas de niveaux")
    needed = exam.condition.level
    return {index: needed if n < reached else 0 for n, index in enumerate(competences)}


def _inputs(row: Row, circular: Circular) -> dict[str, object]:
    given: dict[str, object] = {}
    for item in names_in(row, table.OTHERS):
        key, equals, value = item.partition("=")
        if not equals or key not in circular.inputs:
            known = [f"{one}=…" for one in circular.inputs]
            raise _Unclear(table.OTHERS, f"{one_of(known, item)}, séparés par des espaces")
        is_day = circular.inputs[key].type is InputType.DATE
        given[key] = (sortable_date(value) or value)[:10] if is_day else value
    return given


def _paragraphs(row: Row, circular: Circular) -> Iterator[Citation]:
    """The paragraphs that a line names: « p-3 » is that of the only source that has one."""
    known = {str(Citation(key, p)): Citation(key, p) for key, p in _declared(circular)}
    known |= {key: Citation(key) for key in circular.sources}
    for _, paragraph in _declared(circular):
        having = [(key, p) for key, p in _declared(circular) if p == paragraph]
        if len(having) == 1:
            known[paragraph] = Citation(*having[0])
    for name in names_in(row, table.PARAGRAPHS):
        if name not in known:
            raise _Unclear(table.PARAGRAPHS, one_of(known, name))
        yield known[name]


def _declared(circular: Circular) -> list[tuple[str, str]]:
    return [(key, p) for key, source in circular.sources.items() for p in source.paragraphs]


def names_in(row: Row, column: str) -> list[str]:
    """The names that a cell gives, with spaces, commas or semicolons between."""
    return [name for name in re.split(r"[\s,;]+", row.cells.get(column, "")) if name]


# --- What is expected and what is answered --------------------------------------------------------


def _differences(
    row: Row, decision: Decision, paragraphs: Iterable[Citation]
) -> Iterator[tuple[str, str, str]]:
    """The columns that are not as expected: the title, what is answered, what is expected."""
    subject = subject_of(decision)
    window = subject.window
    comparisons: tuple[tuple[str, Callable[[], tuple[str, str]]], ...] = (
        (table.STATUS, lambda: _status(row, decision, subject)),
        (table.STATE, lambda: _state(row, window)),
        (table.FIRST, lambda: _bound(row, table.FIRST, window)),
        (table.LAST, lambda: _bound(row, table.LAST, window)),
        (table.LEFT, lambda: _left(row, window)),
        (table.MET, lambda: _met(row, subject.profile)),
        (table.DUTIES, lambda: _duties(row, decision)),
    )
    for column, compared in comparisons:
        if column in row.cells:
            answered, expected = compared()
            if answered != expected:
                yield column, answered, expected
    missing = [str(one) for one in paragraphs if one not in cited(decision)]
    if missing:
        there = ", ".join(sorted(map(str, cited(decision)))) or NOTHING
        yield table.PARAGRAPHS, there, f"{', '.join(missing)} parmi ce que la réponse cite"


def _status(row: Row, decision: Decision, subject: Subject) -> tuple[str, str]:
    words = decision.circular.vocabulary.statuses
    known = {_SILENCE: _SILENCE}
    for status, said in words.items():
        for form in (status.value, *said.words):
            known.setdefault(fold(form), said.feminine)
    written = fold(row.cells[table.STATUS])
    if written not in known:
        raise _Unclear(table.STATUS, one_of(known, written))
    return status_word(decision, subject), known[written]


def _state(row: Row, window: WindowOn | None) -> tuple[str, str]:
    written = fold(row.cells[table.STATE])
    known = {**_STATES, **{state.value: state for state in WindowState}}
    if written not in known and written not in _NONE:
        raise _Unclear(table.STATE, one_of(STATE_WORDS.values(), written))
    answered = window.state if window else None
    return STATE_WORDS[answered], STATE_WORDS[known.get(written)]


def _bound(row: Row, column: str, window: WindowOn | None) -> tuple[str, str]:
    written = fold(row.cells[column])
    answered = "aucun"
    if window is not None:
        day = window.window.opens if column == table.FIRST else window.window.closes
        answered = day.isoformat() if day else "inconnu"
    if written in _NONE:
        return answered, "aucun"
    if written in ("inconnu", "inconnue", "unknown"):
        return answered, "inconnu"
    return answered, _day(row, column).isoformat()


def _left(row: Row, window: WindowOn | None) -> tuple[str, str]:
    left = window.days_left if window else None
    answered = "aucun" if left is None else str(left)
    if fold(row.cells[table.LEFT]) in _NONE:
        return answered, "aucun"
    return answered, str(_whole(row, table.LEFT, 999))


def _met(row: Row, profile: Profile | None) -> tuple[str, str]:
    written = fold(row.cells[table.MET])
    answered = "inconnu" if profile is None else "oui" if profile.met else "non"
    if written in ("inconnu", *_NONE):
        return answered, "inconnu"
    if written not in _YES:
        raise _Unclear(table.MET, "oui, non ou inconnu")
    return answered, "oui" if _YES[written] else "non"


def _duties(row: Row, decision: Decision) -> tuple[str, str]:
    """The other duties, each with its status when the line gives it."""
    first = decision.certification.duty.kind if decision.certification else None
    words = decision.circular.vocabulary.statuses
    asked = {one.kind: one for one in decision.duties if one.kind != first}
    known = [duty.kind for duty in decision.circular.duties]
    expected = {}
    for name in names_in(row, table.DUTIES):
        if fold(name) in _NONE:
            continue
        kind, _, status = name.partition("=")
        if kind not in known:
            raise _Unclear(table.DUTIES, f"{one_of(known, kind)}, séparés par des espaces")
        expected[kind] = fold(status)
    answered = dict.fromkeys(asked, "")
    for kind, wanted in expected.items():
        if wanted and kind in asked:
            said = words[asked[kind].status]
            forms = {fold(form) for form in (asked[kind].status, *said.words)}
            answered[kind] = wanted if wanted in forms else fold(said.feminine)
    return _listed(answered), _listed(expected)


def _listed(duties: dict[str, str]) -> str:
    shown = [f"{kind}={status}" if status else kind for kind, status in sorted(duties.items())]
    return " ".join(shown) or "aucune"
