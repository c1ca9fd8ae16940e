"""`calculator roster` on a folder: school by school, on all cores, and again where it stopped.

What is known of a school is written once its answers are: whatever ends the program, the next run
goes on with the schools that have no such record, or whose files or questions are others.
"""

from __future__ import annotations

import gc
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path

import click

from calculator import __version__
from calculator.answers.words import count, grouped
from calculator.cli.files import chunks, writing
from calculator.cli.forms import PARQUET, ROWS, parquet, pieces
from calculator.cli.options import circulars_of, folder_of
from calculator.cli.refusing import Refusal, shown, unreadable, unwritable
from calculator.cli.stopping import undone_when_stopped
from calculator.cli.streams import complain, say, warn
from calculator.cli.workers import Workers, cores
from calculator.large_answers import Asked
from calculator.large_rosters import Lists, answer_lists, each_reason
from calculator.lists.answering import summary
from calculator.lists.answers import Answers, Situation
from calculator.lists.errors import NotAList
from calculator.lists.french_classes import ClassLevel
from calculator.lists.texts import csv_line, one_line
from calculator.model.circular import Circular
from calculator.parquet import parquet_line
from calculator.schools import NO_UAI, ByUai, School, files_beside, folders_of

MADE_BETWEEN_SEARCHES = 100_000
"""Lines hold no cycle: looking for them less often saves a quarter of the time."""
ANSWERS, RECORDS = "etablissements", ".reprise"
_SHOW_CURSOR = "\x1b[?25h\n"
_LINES = ("answered", "superseded", "set_aside", "blank", "headers")
_TITLES = {
    "files": "Fichiers",
    "refused": "Fichiers non lus",
    "lines": "Lignes",
    "answered": "Avec une réponse",
    "superseded": "Remplacées",
    "set_aside": "Mises de côté",
    "blank": "Vides",
    "headers": "Titres",
    "pupils": "Élèves",
    "maybe_twice": "Peut-être comptés deux fois",
    **{one.value: one.label.capitalize() for one in Situation},
}
_TYPES = {"Établissement": "VARCHAR", **dict.fromkeys(_TITLES.values(), "BIGINT")}
_Record = dict[str, object]


@cache
def circular_named(folder: Path | None, name: str) -> Circular:
    """A circular, as every process finds it again by its name."""
    return circulars_of(folder).named(name)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every school.

    Attributes:
        output: The folder of the answers.
        form: The form of the answers.
        folder: The folder of the circulars, when one is named.
        circular: The circular's id.
        kind: The kind of establishment.
        on: The day.
        corrections: The levels of classes whose name does not tell.
    """

    output: Path
    form: str
    folder: Path | None
    circular: str
    kind: str
    on: date
    corrections: dict[str, ClassLevel | None]

    def answers_of(self, school: str) -> Path:
        """Where the answers for a school are written."""
        return self.output / ANSWERS / f"{school}.{self.form}"

    def record_of(self, school: str) -> Path:
        """Where what became of a school is written."""
        return self.output / RECORDS / f"{school}.json"

    def asked(self) -> Asked:
        """What is asked of the lists of a school."""
        circular_of = partial(circular_named, self.folder, self.circular)
        return Asked(self.corrections, self.kind, self.on, circular_of, ROWS[self.form])

    def signature(self) -> str:
        """What changes when an answer may."""
        asked = asdict(replace(self, output=Path()))
        told = hashlib.sha256(json.dumps([__version__, asked], default=str).encode())
        for file in sorted(folder_of(self.folder).rglob("*.toml")):
            told.update(file.read_bytes())
        return told.hexdigest()


@dataclass(frozen=True, slots=True)
class _Task:
    school: School
    question: Question
    signature: str


def answer_schools(folder: Path, question: Question, jobs: int | None) -> tuple[list[str], bool]:
    """Answer for each school of a folder, and write the answers and the counts.

    Args:
        folder: The folder.
        question: What is asked.
        jobs: How many schools to answer for at once; as many as there are cores when None.

    Returns:
        The classes whose level must be asked, and whether something was not read or set aside.

    Raises:
        Refusal: When nothing can be read, or written.
    """
    try:
        for name in (ANSWERS, RECORDS):
            (question.output / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(question.output, error) from error
    try:
        folders, by_uai, refused = _schools(folder, question.output)
    except OSError as error:
        raise Refusal(unreadable(folder, error)) from error
    for problem in refused:
        warn(problem)
    records: dict[str, _Record] = {}
    whole = question.signature()
    tasks = _to_do(_all_schools(folders, by_uai), question, whole, records)
    names = len({*folders, *by_uai.names})
    workers = Workers(_answered, min(jobs or cores(), max(names, 1)))
    with _bar(names) as show, closing(workers.done(tasks)) as results:
        for task, record in results:
            done = record or _lost(task)
            records[task.school.name] = done
            if record and not record["problems_of_files"]:
                _write_json(question.record_of(task.school.name), record)
            show(len(records))
        show(len(records))
    if not any(_number(one, "answered") for one in records.values()):
        told = [*refused, *(p for one in records.values() for p in _texts(one, "problems"))]
        raise Refusal("\n".join(map(one_line, told)) or f"{shown(folder)} : aucune liste d’élèves.")
    ordered = [records[name] for name in sorted(records)]
    _write_counts(ordered, question)
    incomplete = bool(refused)
    for record in ordered:
        for problem in _texts(record, "problems"):
            warn(f"{record['school']} : {problem}")
        incomplete |= bool(_number(record, "set_aside") or record["problems_of_files"])
    unknown = dict.fromkeys(name for one in ordered for name in _texts(one, "classes_to_ask"))
    return list(unknown), incomplete


@contextmanager
def _bar(schools: int) -> Iterator[Callable[[int], object]]:
    """Show on a terminal how many schools are done; gives what to tell of more of them."""
    hidden = not sys.stderr.isatty()
    with (
        undone_when_stopped(lambda: None if hidden else complain(_SHOW_CURSOR)),
        click.progressbar(
            length=schools, label="Établissements", show_pos=True, file=sys.stderr, hidden=hidden
        ) as bar,
    ):
        yield lambda done: bar.update(done - bar.pos)


def _schools(folder: Path, output: Path) -> tuple[dict[str, tuple[Path, ...]], ByUai, list[str]]:
    """The schools of a folder, and what is no school's."""
    by_uai, refused = ByUai(), list[str]()
    for file in files_beside(folder):
        try:
            if not by_uai.read(str(file), chunks(file)):
                found = f"{shown(file)} : sans colonne UAI, ce fichier n’est d’aucun établissement"
                refused.append(f"{found} ; mettez-le dans le sous-dossier du sien.")
        except NotAList as error:
            refused.append(str(error))
        except OSError as error:
            refused.append(unreadable(file, error))
    return folders_of(folder, output), by_uai, refused


def _all_schools(folders: Mapping[str, tuple[Path, ...]], by_uai: ByUai) -> Iterator[School]:
    named = set(folders)
    for name, parts in by_uai.schools():
        named.discard(name)
        yield School(name, folders.get(name, ()), parts)
    yield from (School(name, folders[name]) for name in sorted(named))


def _to_do(
    schools: Iterable[School], question: Question, whole: str, records: dict[str, _Record]
) -> Iterator[_Task]:
    """What is still to be done; the records of the others are taken as they are."""
    for school in schools:
        signature = _signature(school, whole)
        known = _read_json(question.record_of(school.name))
        if known.get("signature") == signature and question.answers_of(school.name).is_file():
            records[school.name] = known
        else:
            yield _Task(school, question, signature)


def _signature(school: School, whole: str) -> str:
    told = hashlib.sha256(f"{whole}\n{school.name}".encode("utf-8", "replace"))
    for file in school.files:
        try:
            status = file.stat()
            told.update(
                f"\n{file} {status.st_size} {status.st_mtime_ns}".encode("utf-8", "replace")
            )
        except OSError:
            told.update(f"\n{file}".encode("utf-8", "replace"))
    for part in school.parts:
        told.update(f"\n{part.file} {part.numbers}\n".encode("utf-8", "replace"))
        told.update(part.content)
    return told.hexdigest()


def _answered(task: _Task) -> _Record:
    """Answer for a school, and write its answers.

    Raises:
        Refusal: When they cannot be written.
    """
    gc.set_threshold(MADE_BETWEEN_SEARCHES)
    question, school = task.question, task.school
    lists, refused, beside = _read(school)
    answers, rows = answer_lists(lists, question.asked())
    with writing(question.answers_of(school.name)) as opened:
        for piece in pieces(answers, rows, question.form):
            opened.write(piece)
    return {
        "signature": task.signature,
        "school": school.name,
        "files": len(school.files) + len(school.parts),
        "refused": len(refused),
        "problems_of_files": refused,
        "problems": [*refused, *each_reason(answers)],
        "classes_to_ask": list(answers.classes.unknown),
        **_counts(answers, beside),
    }


def _read(school: School) -> tuple[Lists, list[str], Counter[str]]:
    """The lists of a school, what could not be read, and the lines to count besides."""
    lists, refused, beside = Lists(), list[str](), Counter[str]()
    for file in school.files:
        try:
            lists.read(str(file), chunks(file))
        except NotAList as error:
            refused.append(str(error))
        except OSError as error:
            refused.append(unreadable(file, error))
    for part in school.parts:
        if part.blank:
            beside.update(headers=part.titles, blank=len(part.numbers) - part.titles)
            continue
        try:
            lists.read(part.file, [part.content], part.renumbered)
        except NotAList as error:
            refused.append(str(error))
            continue
        if school.name != NO_UAI:
            beside["headers"] -= part.titles
    return lists, refused, beside


def _counts(answers: Answers, beside: Mapping[str, int]) -> _Record:
    counts = summary(answers.standing).total
    lines = {
        name: sum(int(getattr(one, name)) for one in answers.accounting) + beside.get(name, 0)
        for name in _LINES
    }
    return {
        "lines": sum(lines.values()),
        **lines,
        "pupils": sum(counts.values()),
        "maybe_twice": answers.maybe_twice,
        **{one.value: counts.get(one, 0) for one in Situation},
    }


def _lost(task: _Task) -> _Record:
    """The record of a school whose process died."""
    school = task.school
    files = len(school.files) + len(school.parts)
    problem = "le programme qui lisait cet établissement s’est arrêté : recommencez."
    told = {"school": school.name, "files": files, "refused": files, "classes_to_ask": []}
    return {**told, "problems": [problem], "problems_of_files": [problem]}


def _write_counts(records: list[_Record], question: Question) -> None:
    """Write what became of each school, and of all of them."""
    rows = [[str(one["school"]), *(str(_number(one, key)) for key in _TITLES)] for one in records]
    total = {key: sum(_number(one, key) for one in records) for key in _TITLES}
    form = PARQUET if question.form == PARQUET else "csv"
    schools = count(sum(row[0] != NO_UAI for row in rows), "établissement")
    all_of_them = [schools, *map(str, total.values())]
    for name, some in (("bilan", rows), ("total", [all_of_them])):
        lines = map(parquet_line if form == PARQUET else csv_line, ([*_TYPES], *some))
        with writing(question.output / f"{name}.{form}") as opened:
            if form == PARQUET:
                opened.write(parquet(_TYPES, lines))
            else:
                opened.write(("\ufeff" + "".join(lines)).encode("utf-8", "replace"))
    pupils = ("pupils", *(one.value for one in Situation if total[one.value]))
    for keys in (pupils, ("lines", *_LINES)):
        say(" ; ".join(f"{_TITLES[key].lower()} : {grouped(total[key])}" for key in keys))
    say(f"{schools} : {shown(question.output / f'bilan.{form}')}")


def _number(record: Mapping[str, object], key: str) -> int:
    value = record.get(key, 0)
    return value if isinstance(value, int) else 0


def _texts(record: Mapping[str, object], key: str) -> list[str]:
    value = record.get(key, [])
    return list(map(str, value)) if isinstance(value, list) else []


def _write_json(file: Path, record: _Record) -> None:
    with writing(file) as opened:
        opened.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _read_json(file: Path) -> _Record:
    """A record; nothing when there is none, or it is not whole."""
    try:
        read = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
