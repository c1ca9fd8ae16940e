"""Reading `examples.csv`, whatever spreadsheet program saved it, and however."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from calculator.lists.texts import fold, unescaped
from calculator.model.errors import NOTHING, Fault, MalformedCircular, Seen
from calculator.schema.files import read_bytes
from calculator.schema.parts import one_of

CLASS = "classe"
ESTABLISHMENT = "établissement"
DAY = "jour"
REACHED = "compétences atteintes"
OTHERS = "autres informations"
STATUS = "statut attendu"
STATE = "état de la fenêtre"
FIRST = "premier jour"
LAST = "dernier jour"
LEFT = "jours restants"
MET = "certifiable"
DUTIES = "autres obligations"
PARAGRAPHS = "paragraphes"
COMMENT = "commentaire"
COLUMNS = (
    CLASS,
    ESTABLISHMENT,
    DAY,
    REACHED,
    OTHERS,
    STATUS,
    STATE,
    FIRST,
    LAST,
    LEFT,
    MET,
    DUTIES,
    PARAGRAPHS,
    COMMENT,
)
"""The titles of the columns, in the order that the files of this repository have."""
_NEEDED = (CLASS, DAY)
_FOLDED = {fold(title): title for title in COLUMNS}
_ENCODINGS = ("utf-8-sig", "cp1252", "mac-roman")
_SEPARATORS = ";,\t"
_WITH_SEPARATOR = re.compile(r"\Asep=.(\r?\n|\r)", re.IGNORECASE)
"""A first line that is for Excel alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of examples.

    Attributes:
        line: Its number in the file.
        cells: What it says, by the titles of `COLUMNS`; what is empty is left out.
    """

    line: int
    cells: dict[str, str]


def read_rows(file: Path, label: str) -> tuple[list[Row], list[Fault]]:
    """The lines of a table of examples, and what is wrong with the table.

    UTF-8, UTF-16 with a byte order mark, Windows-1252 or Mac Roman; cells between semicolons,
    commas or tabs: the reading is the one in which the titles of the columns are understood.

    Args:
        file: The file.
        label: The file, as a person knows it.
    """
    try:
        data = read_bytes(file, label)
        tables = list(_readings(data))
    except MalformedCircular as error:
        return [], list(error.faults)
    except csv.Error:
        expected = "un tableau enregistré en CSV, avec des cellules courtes"
        return [], [Fault(label, "fichier", Seen("ce tableau est illisible"), expected)]
    best = max(tables, key=_understood, default=[])
    if not best:
        return [], [
            Fault(
                label, "fichier", Seen("ce tableau est vide"), f"les colonnes {', '.join(COLUMNS)}"
            )
        ]
    return _rows(best, label)


Lines = list[tuple[int, list[str]]]


def _readings(data: bytes) -> Iterator[Lines]:
    for decoded in _texts(data):
        text = _WITH_SEPARATOR.sub(r"\1", decoded)
        for separator in _SEPARATORS:
            yield list(_lines(text, separator))


def _texts(data: bytes) -> Iterator[str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield data.decode("utf-16", "replace")
        return
    for encoding in _ENCODINGS:
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, with the number of the first line that each spans."""
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    number = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield number, [unescaped(cell) for cell in cells]
        number = reader.line_num + 1


def _understood(lines: Lines) -> int:
    return len(_FOLDED.keys() & set(map(fold, lines[0][1]))) if lines else 0


def _rows(lines: Lines, label: str) -> tuple[list[Row], list[Fault]]:
    number, header = lines[0]
    faults = []
    titles: list[str | None] = []
    for at, written in enumerate(header, start=1):
        title = _FOLDED.get(fold(written))
        if title in titles and title is not None:
            faults.append(Fault(label, f"ligne {number}", written, "chaque colonne une seule fois"))
        elif title is None and (written or any(len(c) >= at and c[at - 1] for _, c in lines)):
            known = [one for one in COLUMNS if one not in titles]
            faults.append(Fault(label, f"ligne {number}", written, one_of(known, fold(written))))
        titles.append(title)
    faults += [
        Fault(label, f"ligne {number}", NOTHING, f"la colonne « {title} »")
        for title in _NEEDED
        if title not in titles
    ]
    rows = []
    for line, cells in lines[1:]:
        if len(cells) > len(titles) and any(cells[len(titles) :]):
            expected = f"{len(titles)} cellules ; un texte avec « ; » entre guillemets"
            faults.append(
                Fault(label, f"ligne {line}", Seen(f"la ligne a {len(cells)} cellules"), expected)
            )
        given = zip(titles, cells, strict=False)
        rows.append(Row(line, {title: cell for title, cell in given if title and cell}))
    return rows, faults
