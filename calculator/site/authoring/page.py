"""The page of the workshop (« l’atelier »), as HTML, and what it says in the site's own pages."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from calculator.answers.references import Link
from calculator.answers.words import capitalised, count, listed
from calculator.changes.as_html import changes_html
from calculator.changes.comparing import ChangeKind, Comparison
from calculator.decision_table import spans
from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.decision import Decision, DutyOn, WindowOn
from calculator.render.as_html import NOTHING, Markup, element, joined, table_html
from calculator.schema.examples import STATE_WORDS, status_word, subject_of
from calculator.schema.examples_table import (
    CLASS,
    COMMENT,
    DAY,
    ESTABLISHMENT,
    OTHERS,
    REACHED,
    Row,
)
from calculator.site.authoring.state import Failing, Placed, State

_GIVEN = (CLASS, ESTABLISHMENT, DAY, REACHED, OTHERS, COMMENT)
"""The cells that say of whom an example is."""
_CASES = ("Classe", "Établissement", "Du", "Au", "Statut", "Période", "État", "Autres obligations")
_STALE = (
    "Le site que vous voyez est le dernier qui a pu être fait. Il sera refait dès que ce qui "
    "l’empêche sera corrigé."
)
_NONE_YET = "Le site sera fait dès que ce qui l’empêche sera corrigé."
_SINCE = "Ce qui change depuis le dernier « commit »"


def summary(state: State) -> str:
    """« 2 fautes, 1 exemple à revoir et 1 remarque. »."""
    remarks = sum(placed.remark for placed in state.faults)
    faults = len(state.faults) - remarks
    failing = len({(cell.fault.file, cell.row.line) for cell in state.failing})
    parts = [
        *([count(faults, "faute")] if faults else []),
        *([f"{count(failing, 'exemple')} à revoir"] if failing else []),
        *([count(remarks, "remarque")] if remarks else []),
    ]
    return capitalised(listed(parts)) + "." if parts else "Aucune faute."


def body_html(state: State, stale: str, link: Link, *, alone: bool) -> Markup:
    """All that the page says, but the tables of all cases.

    Args:
        state: What there is to say.
        stale: Why the last build failed; empty when it did not.
        link: From a page of the site to its address.
        alone: Whether no site has been made yet.
    """
    right = f"{count(state.examples, 'exemple')} : les réponses sont celles attendues."
    return joined(
        [
            element("p", summary(state), role="status", class_="atelier-summary"),
            element("p", right) if state.examples else NOTHING,
            _stale_html(state, stale, alone=alone),
            _faults_html(state),
            _failing_html(state),
            _changes_html(state, link),
            _cases_html(state),
        ]
    )


def marks(state: State, address: str) -> list[dict[str, str]]:
    """What is to be shown beside the paragraphs of the site's pages.

    Args:
        state: What there is to say.
        address: That of the page of the workshop.
    """
    found = [
        (spot, _told(placed), _fault_id(number))
        for number, placed in enumerate(state.faults, 1)
        for spot in dict.fromkeys(placed.spots)
    ]
    examples: dict[tuple[str, str], dict[str, list[Failing]]] = {}
    for cell in state.failing:
        for spot in dict.fromkeys(cell.spots):
            examples.setdefault(spot, {}).setdefault(cell.fault.file, []).append(cell)
    found += [
        (spot, f"{file} : exemples à revoir, {_lines(cells)}", _row_id(cells[0]))
        for spot, files in examples.items()
        for file, cells in files.items()
    ]
    return [
        {"page": page, "anchor": anchor, "text": text, "to": f"{address}#{where}"}
        for (page, anchor), text, where in found
    ]


def _stale_html(state: State, stale: str, *, alone: bool) -> Markup:
    if not stale and not state.stops:
        return NOTHING
    known = {str(placed.fault) for placed in state.faults}
    others = [line for line in stale.splitlines() if line.strip() and line not in known]
    told = [element("p", line) for line in (_NONE_YET if alone else _STALE, *others)]
    return element("div", *told, class_="atelier-stale")


# --- Faults ---------------------------------------------------------------------------------------


def _fault_id(number: int) -> str:
    return f"faute-{number}"


def _faults_html(state: State) -> Markup:
    """The list of all, then each beside its lines, file by file."""
    if not state.faults:
        return NOTHING
    numbered = [(_fault_id(n), placed) for n, placed in enumerate(state.faults, 1)]
    items = [
        element("li", element("a", _told(placed), href=f"#{name}")) for name, placed in numbered
    ]
    numbered.sort(key=lambda pair: (pair[1].fault.file, pair[1].line))
    places = [
        joined([element("h3", file), *(_place_html(placed, name) for name, placed in found)])
        for file, found in groupby(numbered, key=lambda pair: pair[1].fault.file)
    ]
    return joined([element("h2", "Fautes"), element("ol", *items), *places])


def _told(placed: Placed) -> str:
    """The words of `calculator check`."""
    return f"Remarque : {placed.fault}" if placed.remark else str(placed.fault)


def _place_html(placed: Placed, name: str) -> Markup:
    told = element("p", _told(placed), class_="atelier-fault")
    lines = [_line_html(number, placed) for number in placed.excerpt]
    shown = element(
        "pre", *lines, tabindex="0", role="group", aria_label=f"Autour de la ligne {placed.line}"
    )
    return element("section", shown if lines else NOTHING, told, id=name, class_="atelier-place")


def _line_html(number: int, placed: Placed) -> Markup:
    text = Markup(escape(placed.excerpt[number]))  # as it is in the file, spaces too
    numbered = element("span", str(number), class_="atelier-number")
    return Markup(element("mark" if number == placed.line else "span", numbered, text) + "\n")


# --- Examples -------------------------------------------------------------------------------------


def _row_id(cell: Failing) -> str:
    return f"{cell.fault.file.partition('/')[0]}-ligne-{cell.row.line}"


def _failing_html(state: State) -> Markup:
    """The examples that fail, file by file: what is expected, what is answered."""
    if not state.failing:
        return NOTHING
    tables = [
        table_html(file, ["Ligne", "Exemple", "Attendu", "Répondu"], map(_example, rows))
        for file, rows in _by_row(state.failing).items()
    ]
    return joined([element("h2", "Exemples à revoir"), *tables])


def _by_row(failing: Iterable[Failing]) -> dict[str, list[list[Failing]]]:
    """The cells that fail, file by file and line by line."""
    files: dict[str, dict[int, list[Failing]]] = {}
    for cell in failing:
        files.setdefault(cell.fault.file, {}).setdefault(cell.row.line, []).append(cell)
    return {file: list(rows.values()) for file, rows in files.items()}


def _example(cells: list[Failing]) -> list[str]:
    return [
        element("span", str(cells[0].row.line), id=_row_id(cells[0])),
        _given(cells[0].row),
        joined(element("div", f"{cell.column} : {cell.fault.expected}") for cell in cells),
        joined(element("div", f"{cell.column} : {cell.fault.found}") for cell in cells),
    ]


def _lines(cells: Iterable[Failing]) -> str:
    """« lignes 2, 3 et 7 »."""
    numbers = list(dict.fromkeys(str(cell.row.line) for cell in cells))
    return f"{'lignes' if numbers[1:] else 'ligne'} {listed(numbers)}"


def _given(row: Row) -> str:
    return ", ".join(row.cells[column] for column in _GIVEN if column in row.cells)


# --- What changes ---------------------------------------------------------------------------------


def _changes_html(state: State, link: Link) -> Markup:
    before = state.before
    told = [f"Ce n’est pas connu : {before.why_not}."] if before.why_not else []
    told += [f"{name} : le dernier « commit » ne l’a pas encore." for name in state.new]
    told += [f"{name} : ce n’est pas connu tant que ses fautes restent." for name in state.unread]
    told += [f"{name} : n’y est plus." for name in state.gone]
    told += [
        f"{name} : ce n’est pas connu, car le dernier « commit » a une faute ({why})"
        for name, why in before.refused.items()
    ]
    if before.why_not:
        told = told[:1]
    if not told and not state.changes:
        told = ["Rien ne change dans ce qui est répondu."]
    lines = [element("p", line) for line in told]
    tables = [part for pair in state.changes for part in _pair_html(pair, link)]
    return joined([element("h2", _SINCE), *lines, *tables])


def _pair_html(pair: Comparison, link: Link) -> list[Markup]:
    tables = [changes_html(pair, kind, link) for kind in ChangeKind if pair.of_kind(kind)]
    return [element("h3", pair.after.id), *tables]


# --- All cases ------------------------------------------------------------------------------------


def _cases_html(state: State) -> Markup:
    """A fold for each circular, which is filled when it is opened."""
    if not state.circulars:
        return NOTHING
    folds = [
        element(
            "details",
            element("summary", f"{name} ({circular.year})"),
            element("div", data_cases=name),
            id=f"cas-{name}",
        )
        for name, circular in state.circulars.items()
    ]
    return joined([element("h2", "Tous les cas"), *folds])


def cases_html(circular: Circular) -> Markup:
    """What is answered for each class, kind of school and part of the year."""
    rows = [
        [level.label, kind.label, first.isoformat(), last.isoformat(), *answered]
        for level in circular.classes
        for kind in circular.vocabulary.establishments
        for first, last, answered in spans(Case(str(level), str(kind)), circular, _answered)
    ]
    return table_html(f"{circular.name} : tous les cas", _CASES, rows)


def _answered(decision: Decision) -> tuple[str, ...]:
    """As a table of examples says it: what comes first, then what else is asked."""
    subject, duties = subject_of(decision), list(decision.duties)
    certification = decision.certification
    first = certification.duty.kind if certification else duties[0].kind if duties else ""
    others = [_asked(duty, decision) for duty in duties if duty.kind != first]
    return (*_when(status_word(decision, subject), subject.window), " ; ".join(others) or "aucune")


def _asked(asked: DutyOn, decision: Decision) -> str:
    words = decision.circular.vocabulary.statuses
    status, days, state = _when(words[asked.status].masculine, asked.window)
    dated = f", {days}, {state}" if asked.window else ""
    return f"{asked.duty.label} ({status}{dated})"


def _when(status: str, window: WindowOn | None) -> tuple[str, str, str]:
    if window is None:
        return status, "aucune", STATE_WORDS[None]
    bounds = (window.window.opens, window.window.closes)
    return status, " – ".join(str(day or "inconnu") for day in bounds), STATE_WORDS[window.state]
