"""The answers of a roster as CSV, JSON and text, a line at a time: lists can be long."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from calculator.answers import words
from calculator.answers.lists import (
    RosterWords,
    accounting_words,
    citations,
    class_words,
    counts_words,
    dates_words,
    doubt_words,
    nearest_words,
    notices_of,
    pupils_words,
    status_words,
    superseded_words,
    taken_words,
    unread_words,
    yes_no,
)
from calculator.answers.references import cited
from calculator.lists.answering import summary
from calculator.lists.answers import Answers, PupilAnswer, RosterAnswer, Situation
from calculator.lists.texts import csv_cell, csv_line, one_line
from calculator.render.as_json import as_dict

COLUMNS = (
    "Nom",
    "Prénom",
    "Classe",
    "Niveau",
    "Certification",
    "Situation",
    "Certifiable",
    "Compétences atteintes",
    "Compétences manquantes",
    "Les plus proches",
    "Déjà certifié",
    "À faire",
    "Quand",
    "Repose sur",
    "À vérifier",
    "Fichier",
    "Ligne",
)
_WIDTHS = (5, 28, 8, 27)
_FORMULA = re.compile(r"[;\0][=+@\t-]")


def roster_csv(answered: RosterAnswer) -> Iterator[str]:
    """The answers as CSV for a spreadsheet program: a byte order mark, then lines of `csv_line`."""
    return whole_csv(answered, csv_rows(answered))


def whole_csv(_answered: Answers, rows: Iterable[str]) -> Iterator[str]:
    """As `roster_csv`, with the line of each pupil."""
    yield "\ufeff" + csv_line(COLUMNS)
    yield from rows


def csv_rows(answered: RosterAnswer) -> Iterator[str]:
    """The line of each pupil in CSV."""
    said = RosterWords(answered)
    shared: dict[tuple[object, ...], tuple[str, str]] = {}
    classes: dict[str, str] = {}
    for pupil, names in zip(answered.pupils, _names(answered.pupils), strict=True):
        if _has_own_words(pupil):
            yield csv_line(_cells(pupil, said))
            continue
        line, known = pupil.line, pupil.marks is not None
        # All but the names, the class and the nearest competences depends on nothing more.
        alike = (
            *(line.file, known, pupil.class_level, pupil.situation),
            *(pupil.certifiable, pupil.reached, pupil.missing),
        )
        if alike not in shared:
            cells = [*map(csv_cell, _cells(pupil, said))]
            shared[alike] = ";".join(cells[3:9]), ";".join(cells[10:16])
        middle, end = shared[alike]
        class_name = line.class_name
        if class_name not in classes:
            classes[class_name] = csv_cell(class_name)
        yield (
            f"{names};{classes[class_name]};{middle};"
            f"{nearest_words(pupil)};{end};{line.number}\r\n"  # words that ask no care
        )


def _names(pupils: Sequence[PupilAnswer]) -> Iterable[str]:
    """The cells of pupils' names; whether some ask care is seen for all of them at once."""
    names = [f"{pupil.line.last_name};{pupil.line.first_name}" for pupil in pupils]
    text = "\0" + "\0".join(names)
    quotes = any(sign in text for sign in '"\r\n') or text.count(";") > len(names)
    if not quotes and not _FORMULA.search(text):
        return names
    lines = (pupil.line for pupil in pupils)
    return (f"{csv_cell(line.last_name)};{csv_cell(line.first_name)}" for line in lines)


def _has_own_words(pupil: PupilAnswer) -> bool:
    """Whether something is said of a pupil that those who stand alike do not share."""
    unlike = pupil.result is not None or pupil.decision is None
    return unlike or bool(pupil.doubts) or pupil.situation is Situation.LEFT


def answer_cells(answered: RosterAnswer) -> Iterator[tuple[str, ...]]:
    """The cells of each pupil's answer, as many as `COLUMNS`."""
    said = RosterWords(answered)
    for pupil in answered.pupils:
        yield _cells(pupil, said)


def roster_json(answered: RosterAnswer) -> Iterator[str]:
    """The answers as JSON, one line for each pupil."""
    return whole_json(answered, json_rows(answered))


def json_rows(answered: RosterAnswer) -> Iterator[str]:
    """Each pupil's answer as JSON."""
    said = RosterWords(answered)
    return (_json(pupil_dict(pupil, said)) for pupil in answered.pupils)


def whole_json(answered: Answers, rows: Iterable[str]) -> Iterator[str]:
    """As `roster_json`, with each pupil's answer."""
    counts = summary(answered.standing)
    head = {
        "campaign": answered.circular.year,
        "on": answered.on.isoformat(),
        "establishment": answered.establishment,
        "files": [_accounting(one) for one in answered.accounting],
        "classes": dict(answered.classes.levels),
        "summary": {"total": counts.total, "by_class": counts.by_class},
        "decisions": {level: as_dict(made) for level, made in answered.decisions.items()},
    }
    yield _json(head)[:-1]
    superseded = (
        {"file": one.line.file, "line": one.line.number, "by": [one.by.file, one.by.number]}
        for one in answered.superseded
    )
    aside = (
        {
            "file": one.file,
            "line": one.number,
            "column": one.column,
            "found": one.found,
            "expected": one.expected,
        }
        for one in answered.set_aside
    )
    yield from _json_list("pupils", rows)
    yield from _json_list("superseded", map(_json, superseded))
    yield from _json_list("set_aside", map(_json, aside))
    yield "\n}\n"


def pupil_dict(pupil: PupilAnswer, said: RosterWords) -> dict[str, Any]:
    """A pupil's answer as JSON types; what is not known is null."""
    line, step = pupil.line, said.next_step(pupil)
    certification = pupil.decision.certification if pupil.decision else None
    return {
        "last_name": line.last_name,
        "first_name": line.first_name,
        "class": line.class_name,
        "class_level": pupil.class_level,
        "status": certification.status if certification else None,
        "situation": pupil.situation,
        "certifiable": pupil.certifiable,
        "competences_reached": pupil.reached,
        "competences_missing": pupil.missing,
        "reached": [c.index for c in pupil.profile.reached] if pupil.profile else None,
        "nearest": [{"index": c.index, "pix": pix} for c, pix in pupil.nearest],
        "certified": pupil.situation is Situation.CERTIFIED,
        "what": step.what,
        "by_when": step.by_when,
        "citations": [str(citation) for citation in citations(pupil)],
        "doubts": doubt_words(pupil),
        "file": line.file,
        "line": line.number,
    }


def roster_text(answered: RosterAnswer) -> Iterator[str]:
    """The answers as a table for a terminal, then the counts; no name can command it."""
    return whole_text(answered, text_rows(answered))


def whole_text(answered: Answers, rows: Iterable[str]) -> Iterator[str]:
    """As `roster_text`, with the lines of each pupil."""
    yield _text_line(("Ligne", "Élève", "Classe", "Situation", "À faire"))
    yield from rows
    yield "\n"
    yield from summary_text(answered)


def text_rows(answered: RosterAnswer) -> Iterator[str]:
    """The lines of each pupil in the table for a terminal."""
    said = RosterWords(answered)
    for pupil in answered.pupils:
        name = f"{pupil.line.last_name} {pupil.line.first_name}"
        situation = said.situation(pupil.situation)
        if pupil.missing and pupil.situation is Situation.NOT_YET:
            situation += f" (-{pupil.missing})"
        what = said.next_step(pupil).what
        if pupil.nearest:
            near = ", ".join(f"{competence.index} ({pix} pix)" for competence, pix in pupil.nearest)
            what += f" Les plus proches : {near}."
        cells = (str(pupil.line.number), name, pupil.line.class_name, situation, what)
        doubts = (f"      ! {one_line(doubt)}\n" for doubt in doubt_words(pupil))
        yield _text_line(cells) + "".join(doubts)


def summary_text(answered: Answers) -> Iterator[str]:
    """The counts by situation, in total and by class, the dates, and what became of every line."""
    yield from (f"{one_line(line)}\n" for line in _summary_lines(answered))


def _summary_lines(answered: Answers) -> Iterator[str]:
    counts, said = summary(answered.standing), RosterWords(answered)
    kind = answered.establishment.label
    yield f"{pupils_words(answered)}, le {words.full_date(answered.on)}, établissement {kind}"
    yield f"Total : {counts_words(counts.total, said) or 'aucun élève'}"
    for name, numbers in counts.by_class.items():
        level = answered.classes.levels.get(name)
        known = f" ({level.label})" if level else ""
        yield f"  {class_words(name)}{known} : {counts_words(numbers, said)}"
    for dates in dates_words(answered, said):
        yield f"  {dates}"
    for notice in notices_of(answered):
        yield f"! {notice.label} : {notice.text} [{cited(notice.citations, answered.circular)}]"
    for one in answered.accounting:
        yield accounting_words(one)
        yield from (f"  {note}" for note in one.notes)
        if unread := unread_words(one.columns):
            yield f"  {unread}"
    yield from map(superseded_words, answered.superseded)


def _cells(pupil: PupilAnswer, said: RosterWords) -> tuple[str, ...]:
    line, step = pupil.line, said.next_step(pupil)
    status = status_words(pupil)
    certified = pupil.situation is Situation.CERTIFIED
    return (
        line.last_name,
        line.first_name,
        line.class_name,
        pupil.class_level.label if pupil.class_level else "",
        status,
        said.situation(pupil.situation),
        yes_no(pupil.certifiable),
        "" if pupil.reached is None else str(pupil.reached),
        "" if pupil.missing is None else str(pupil.missing),
        nearest_words(pupil),
        (taken_words(pupil) or "oui") if certified else "",
        step.what,
        step.by_when,
        said.rests_on(pupil),
        " ".join(doubt_words(pupil)),
        line.file,
        str(line.number),
    )


def _text_line(cells: tuple[str, ...]) -> str:
    *fixed, last = map(one_line, cells)
    padded = (
        f"{text if len(text) <= width else text[: width - 1] + '…':<{width}}"
        for text, width in zip(fixed, _WIDTHS, strict=True)
    )
    return f"{' '.join((*padded, last)).rstrip()}\n"


def _accounting(one: Any) -> dict[str, Any]:
    return {
        "file": one.file,
        "kind": one.kind,
        "lines": one.size,
        "answered": one.answered,
        "superseded": one.superseded,
        "set_aside": one.set_aside,
        "blank": one.blank,
        "headers": one.headers,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _json_list(name: str, values: Iterable[str]) -> Iterator[str]:
    yield f',\n"{name}": ['
    before = "\n"
    for value in values:
        yield before + value
        before = ",\n"
    yield "]"
