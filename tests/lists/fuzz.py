"""Spoils the samples in every way, and checks that nothing breaks and that no line is lost:

python -m tests.lists.fuzz [HOW_MANY] [FIRST_SEED]
"""

from __future__ import annotations

import csv
import io
import random
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from calculator import load_circular
from calculator.answers.lists import set_aside_words
from calculator.lists.answering import answer_roster
from calculator.lists.answers import RosterAnswer
from calculator.lists.classes import ClassMap
from calculator.lists.errors import NotAList
from calculator.lists.files import read_file
from calculator.lists.merging import merge
from calculator.render.list_tables import roster_csv, roster_json, roster_text
from tests.known import KINDS
from tests.lists.workbooks import ods, ods_table, sheet, xlsx

SAMPLES = [file.read_bytes() for file in sorted(Path(__file__).with_name("samples").iterdir())]
SAMPLES += [
    file.read_bytes()
    for file in sorted(Path(__file__).with_name("data").iterdir())
    if file.suffix != ".html"
]
CIRCULAR = load_circular("nantes-2020-2021")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
SEPARATORS = ";,\t"
ENDS = ("\n", "\r\n", "\r")
JUNK = [b'"', b";", b",", b"\t", b"\n", b"\r", b"\r\n", b"\0", b"'", b"=", b"\xff", b"\xef\xbb\xbf"]
JUNK += [b'";"', b'"\n"', b"NA", b"Oui", b"9", b"-1", b"1,5", b"\x85", "\u2028é".encode(), b" "]


# --- Ways to spoil a file -----------------------------------------------------------------------


def rows_of(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig", "replace")
    separator = "\t" if "\t" in text[:99] else ";"
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def written(
    rows: list[list[str]],
    encoding: str = "utf-8-sig",
    separator: str = ";",
    end: str = "\n",
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue().encode(encoding, "replace")


def rewritten(content: bytes, chance: random.Random) -> bytes:
    """As a spreadsheet program writes it again: another form, columns moved, lost or added."""
    rows = rows_of(content) or [[]]
    order = list(range(len(rows[0])))
    if chance.random() < 0.7:
        chance.shuffle(order)
    if chance.random() < 0.3:
        order = order[: chance.randint(0, len(order))]
    rows = [[row[place] if place < len(row) else "" for place in order] for row in rows]
    if chance.random() < 0.3:
        rows = [[*row, chance.choice(("", "x", "Nom"))] for row in rows]
    if chance.random() < 0.3:
        rows.insert(chance.randint(0, len(rows)), [""] * chance.randint(0, 5))
    quoting = chance.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
    form = chance.choice(ENCODINGS), chance.choice(SEPARATORS), chance.choice(ENDS)
    return written(rows, *form, quoting)


def cells_spoilt(content: bytes, chance: random.Random) -> bytes:
    rows = rows_of(content) or [[]]
    for _ in range(chance.randint(1, 6)):
        row = chance.choice(rows)
        place = chance.randrange(len(row)) if row else 0
        row[place : place + 1] = [chance.choice(JUNK).decode("latin-1")]
    return written(rows, chance.choice(ENCODINGS))


def flipped(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def inserted(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 5)):
        place = chance.randint(0, len(content))
        content = content[:place] + chance.choice(JUNK) + content[place:]
    return content


def truncated(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
    return content[:end] if chance.random() < 0.7 else content[:start] + content[end:]


def crossed(content: bytes, chance: random.Random) -> bytes:
    """Two files, or two encodings of one, end to end."""
    other = chance.choice(SAMPLES) if chance.random() < 0.5 else content
    encoded = other.decode("utf-8-sig", "replace").encode(chance.choice(ENCODINGS), "replace")
    place = chance.randint(0, len(encoded))
    return content[: chance.randint(0, len(content))] + encoded[place:]


def lines_moved(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    lines += chance.sample(lines, chance.randint(0, len(lines)))
    chance.shuffle(lines)
    return b"\n".join(lines)


def as_workbook(content: bytes, chance: random.Random) -> bytes:
    """As a sheet of a workbook, some of whose bytes may be spoilt in turn."""
    rows = rows_of(content)[:40]
    book = xlsx({"Feuil1": sheet(rows)}) if chance.random() < 0.5 else ods(ods_table(rows))
    return flipped(book, chance) if chance.random() < 0.3 else book


def as_xml(content: bytes, chance: random.Random) -> bytes:
    """As the XML of SIECLE, some of whose bytes may be spoilt in turn."""
    names = ("NOM_DE_FAMILLE", "PRENOM", "DATE_NAISS", "DATE_SORTIE")
    pupils = "".join(
        f'<ELEVE ELEVE_ID="{n}">'
        + "".join(
            f"<{name}>{escape(text)}</{name}>" for name, text in zip(names, row, strict=False)
        )
        + "</ELEVE>"
        for n, row in enumerate(rows_of(content)[:40])
    )
    encoding = chance.choice(("ISO-8859-15", "UTF-8", "windows-1252"))
    text = f'<?xml version="1.0" encoding="{encoding}"?><BEE_ELEVES>{pupils}</BEE_ELEVES>'
    data = text.encode(encoding, "replace")
    return flipped(data, chance) if chance.random() < 0.5 else data


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    rewritten, cells_spoilt, flipped, inserted, truncated, crossed, lines_moved,
    as_workbook, as_xml,
)  # fmt: skip


def spoilt(seed: int) -> tuple[bytes, random.Random]:
    chance = random.Random(seed)
    content = chance.choice(SAMPLES)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        content = chance.choice(WAYS)(content, chance)
    return content, chance


# --- What must hold -----------------------------------------------------------------------------


def physical_lines(content: bytes) -> int:
    """How many lines a file has, counted otherwise than the reader does."""
    text = content.decode(wide_encoding(content) or "latin-1", "replace")
    *ended, last = re.split("\r\n|\n|\r", text)
    return len(ended) + bool(last)


def wide_encoding(content: bytes) -> str:
    """Which UTF-16 it is, with a mark or none; empty when it is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return ""
    nuls = [content[:4096][start::2].count(0) for start in (0, 1)]
    if max(nuls) * 5 <= len(content[:4096]) or min(nuls) * 10 >= max(nuls):
        return ""
    return "utf-16-be" if nuls[0] > nuls[1] else "utf-16-le"


def pieces(content: bytes, chance: random.Random) -> Iterator[bytes]:
    size = chance.choice((1 << 18, 4096, 777, 1 if len(content) < 3000 else 60))
    for start in range(0, len(content), size):
        yield content[start : start + size]


def check(content: bytes, chance: random.Random) -> str:
    """Read a file whatever it is, and account for all its lines.

    Returns:
        What came of it, in a word.
    """
    try:
        read = read_file("liste.csv", pieces(content, chance))
    except NotAList as error:
        return "refused" if " n’a pas été lu. " in str(error) else str(error)
    roster = merge(read)
    classes = ClassMap.of(roster.class_names)
    day, kind = date(2021, 3, 10), chance.choice(KINDS)
    answered = answer_roster(roster, classes, kind, day, CIRCULAR)
    is_text = content[:2] not in (b"PK", b"<?") and not content.lstrip().startswith(b"<")
    accounted(answered, physical_lines(content) if is_text else read[0].size)
    for lines in (roster_csv, roster_json, roster_text):
        "".join(lines(answered)).encode()
    set_aside_words(answered.set_aside)
    return "set aside" if answered.set_aside else "answered"


def accounted(answered: RosterAnswer, lines: int) -> None:
    (total,) = answered.accounting
    parts = (total.answered, total.superseded, total.set_aside, total.blank, total.headers)
    assert sum(parts) == total.size == lines, (total, lines)
    numbers = [
        *(pupil.line.number for pupil in answered.pupils),
        *(
            p.result.line.number
            for p in answered.pupils
            if p.result and p.result.line is not p.line
        ),
        *(old.line.number for old in answered.superseded),
        *(aside.number for aside in answered.set_aside),
    ]
    assert len(numbers) == len(set(numbers)), total
    assert all(1 <= number <= lines for number in numbers), total


def main(how_many: int = 1000, first: int = 0) -> None:
    """Spoil and check so many files; stop at the first that breaks, and say which it is."""
    outcomes: dict[str, int] = {}
    for seed in range(first, first + how_many):
        content, chance = spoilt(seed)
        try:
            outcome = check(content, chance)
        except Exception:
            sys.stderr.write(f"seed {seed}: {content!r}\n")
            raise
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    sys.stdout.write(f"{how_many} files: {outcomes}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
