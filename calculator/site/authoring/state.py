"""What there is to say of the circulars of a folder, as they are in their files at this moment."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from calculator.changes.comparing import Comparison, compare
from calculator.model.circular import Circular
from calculator.model.errors import Fault, MalformedCircular
from calculator.model.library import Circulars
from calculator.schema.examples import EXAMPLES, names_in
from calculator.schema.examples_table import COLUMNS, PARAGRAPHS, Row, read_rows
from calculator.schema.files import read_text
from calculator.schema.parts import Path as Keys
from calculator.schema.reading import read_circulars
from calculator.schema.report import check_folder
from calculator.site.authoring.committed import Committed, committed
from calculator.site.authoring.places import (
    cites_around,
    data_of,
    line_of,
    lines_of,
    steps_of,
)

_AROUND = 3
"""How many lines are shown on each side of a fault."""
_CELL = re.compile(r"ligne (\d+), (.+)")
_ANCHOR = "#"


@dataclass(frozen=True, slots=True)
class Placed:
    """A fault with its place.

    Attributes:
        fault: The fault.
        line: Its line there.
        excerpt: The lines around it, by their numbers.
        spots: The places of the site's pages that it concerns: a page of the sources, an anchor.
        remark: Whether only a strict build refuses it.
    """

    fault: Fault
    line: int
    excerpt: Mapping[int, str]
    spots: tuple[tuple[str, str], ...]
    remark: bool

    @property
    def stops(self) -> bool:
        """Whether the site cannot be built with it."""
        return not self.remark and not self.fault.file.endswith(EXAMPLES)


@dataclass(frozen=True, slots=True)
class Failing:
    """A cell of an example that is not what is answered.

    Attributes:
        fault: As `calculator check` tells it.
        row: The line of the table.
        column: The title of the column.
        spots: As for `Placed`.
    """

    fault: Fault
    row: Row
    column: str
    spots: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class State:
    """What there is to say.

    Attributes:
        faults: What is wrong, and what a strict build refuses, examples that fail apart.
        failing: The examples that fail.
        examples: How many are as expected.
        circulars: Those that can be trusted, by their names.
        before: Those of the last commit.
        changes: What changes since then, for those that both have.
        new: The names of those that the last commit has not.
        unread: Those that it has, whose files have faults now.
        gone: The names of those that it has, and that are no longer there.
    """

    faults: tuple[Placed, ...]
    failing: tuple[Failing, ...]
    examples: int
    circulars: Mapping[str, Circular]
    before: Committed
    changes: tuple[Comparison, ...]
    new: tuple[str, ...]
    unread: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def stops(self) -> bool:
        """Whether the site cannot be built as the files are."""
        return any(placed.stops for placed in self.faults)


def fingerprint(folder: Path, docs: Path) -> str:
    """What changes whenever a file does of which something could be said."""
    digest = hashlib.sha256()
    for file in (*_files(folder), *_files(docs)):
        try:
            status = file.stat()
        except OSError:  # a link to nowhere, or gone in between
            digest.update(f"{file}\0".encode("utf-8", "replace"))
            continue
        digest.update(
            f"{file}\0{status.st_mtime_ns}\0{status.st_size}\0".encode("utf-8", "replace")
        )
    return digest.hexdigest()[:16]


def _files(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(where, name) for name in sorted(names))


def state_of(folder: Path, docs: Path, before: Committed | None = None) -> State:
    """What there is to say of a folder of circulars; nothing that is there stops it.

    Args:
        folder: The folder.
        docs: The folder of the site's pages.
        before: The circulars of the last commit, when they have been read.
    """
    report = check_folder(folder, docs)
    circulars = _circulars(folder)
    reading = _Placing(folder, docs, circulars)
    cells = {fault: failing for fault in report.faults if (failing := reading.failing(fault))}
    faults = [reading.placed(fault, remark=False) for fault in report.faults if fault not in cells]
    faults += [reading.placed(fault, remark=True) for fault in report.warnings]
    before = before or committed(folder)
    pairs = [
        compare(before.circulars[name], circular)
        for name, circular in circulars.items()
        if before.circulars.get(name, circular) != circular
    ]
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return State(
        tuple(faults),
        tuple(cells.values()),
        report.examples,
        circulars,
        before,
        tuple(pair for pair in pairs if pair.changes),
        tuple(n for n in circulars if n not in before.circulars and n not in before.refused),
        tuple(n for n in before.circulars if n in names and n not in circulars),
        tuple(n for n in before.circulars if n not in names),
    )


def _circulars(folder: Path) -> dict[str, Circular]:
    try:
        read: Circulars = read_circulars(folder)
    except (MalformedCircular, OSError):
        return {}
    return {circular.id: circular for circular in read.all}


@dataclass(frozen=True, slots=True)
class _Read:
    """A file: its text, what it says if it is TOML, and the lines of that."""

    text: str
    data: Mapping[str, Any] | None = None
    places: Mapping[Keys, int] = field(default_factory=dict)


_NOTHING = _Read("")


def _read(file: Path) -> _Read:
    try:
        text = read_text(file, file.name)
    except MalformedCircular:
        return _NOTHING
    return _Read(text, data_of(text), lines_of(text)) if file.suffix == ".toml" else _Read(text)


class _Placing:
    """Finds where faults are, reading each file once."""

    def __init__(self, folder: Path, docs: Path, circulars: Mapping[str, Circular]) -> None:
        self._folder, self._docs, self._circulars = folder, docs, circulars
        self._read: dict[Path, _Read] = {}
        self._rows: dict[str, dict[int, Row]] = {}

    def placed(self, fault: Fault, *, remark: bool) -> Placed:
        file = self._file(fault)
        read = self._of(file) if file else _NOTHING
        if not read.text:
            return Placed(fault, 1, {}, (), remark)
        line = line_of(fault.key, read.text, read.places)
        lines = read.text.splitlines()
        around = range(max(1, line - _AROUND), min(len(lines), line + _AROUND) + 1)
        excerpt = {number: lines[number - 1] for number in around}
        return Placed(fault, line, excerpt, tuple(self._spots(fault, read.data)), remark)

    def failing(self, fault: Fault) -> Failing | None:
        """The cell of an example that is not what is answered; None for any other fault."""
        cell = _CELL.fullmatch(fault.key)
        if cell is None or not fault.file.endswith(EXAMPLES) or cell[2] not in COLUMNS:
            return None
        row = self._table(fault.file).get(int(cell[1]))
        if row is None or row.cells.get(cell[2]) in (None, fault.found):  # it is not understood
            return None
        circular = self._circulars.get(fault.file.partition("/")[0])
        named = names_in(row, PARAGRAPHS)
        spots = tuple(spot for name in named if circular for spot in _spots_of(name, circular))
        return Failing(fault, row, cell[2], spots)

    def _file(self, fault: Fault) -> Path | None:
        under_docs = fault.file.startswith(f"{self._docs.name}/")
        file = (self._docs.parent if under_docs else self._folder) / fault.file
        return file if file.is_file() else None

    def _of(self, file: Path) -> _Read:
        if file not in self._read:
            self._read[file] = _read(file)
        return self._read[file]

    def _table(self, label: str) -> dict[int, Row]:
        if label not in self._rows:
            rows, _ = read_rows(self._folder / label, label)
            self._rows[label] = {row.line: row for row in rows}
        return self._rows[label]

    def _spots(self, fault: Fault, data: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
        """The places of the pages: a mark, a paragraph declared, those that a rule cites."""
        name = fault.file.partition("/")[0]
        if name == self._docs.name:
            page = fault.file.partition("/")[2]
            yield page, fault.key.removeprefix(_ANCHOR) if fault.key.startswith(_ANCHOR) else ""
            return
        if data is None:
            return
        pages = _pages(data)
        path = steps_of(fault.key)
        if path[:1] == ("sources",) and len(path) > 1 and str(path[1]) in pages:
            yield pages[str(path[1])], str(path[3]) if len(path) > 3 else ""
        for cite in cites_around(data, path):
            source, _, paragraph = cite.partition("#")
            if source in pages:
                yield pages[source], paragraph


def _pages(data: Mapping[str, object]) -> dict[str, str]:
    """The pages of the sources of a file that may say anything."""
    sources = data.get("sources")
    found: dict[str, str] = {}
    for key, source in sources.items() if isinstance(sources, dict) else ():
        page = source.get("page") if isinstance(source, dict) else None
        if isinstance(page, str):
            found[key] = page
    return found


def _spots_of(name: str, circular: Circular) -> Iterator[tuple[str, str]]:
    """Where a paragraph that an example names is: « p-3 », or « source#p-3 »."""
    source_id, _, paragraph = name.rpartition("#")
    for source in circular.sources.values():
        if source.page and paragraph in source.paragraphs and source_id in ("", source.id):
            yield source.page, paragraph
