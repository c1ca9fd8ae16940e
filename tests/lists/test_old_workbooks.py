"""Workbooks of before 2007 (.xls): read on the command line, refused in plain words elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from calculator.lists.errors import NotAList
from calculator.lists.files import FileReader
from calculator.lists.lines import PupilList
from calculator.old_workbooks import read_old

CONTENT = (Path(__file__).with_name("old") / "liste.xls").read_bytes()
"""Two blank rows, titles, dates, booleans, whole numbers, and a hidden sheet."""


def read(content: bytes, **how: object) -> list[PupilList]:
    reader = FileReader("liste.xls", **({"read_old": read_old} | how))  # type: ignore[arg-type]
    for start in range(0, len(content), 777):
        reader.feed(content[start : start + 777])
    return reader.close()


def test_an_old_workbook_is_read_as_a_new_one() -> None:
    (made,) = read(CONTENT)
    assert [line[1:6] for line in made.lines] == [
        (4, "ÉCHO", "Éloïse", "301", "2006-02-01"),
        (5, "ALPHONOS", "Ada", "3-1", "2006-09-15"),
        (6, "KOVAČ", "Zoë", "3A", ""),
    ]
    assert [line.says_certifiable for line in made.lines] == [True, False, None]
    assert [line.says_reached for line in made.lines] == [6, 2, 5]
    assert [line.levels and line.levels[0] for line in made.lines] == [3, 0, 1]
    assert (made.blank, made.headers, made.size) == (2, 1, 6)
    assert made.notes == ("feuilles masquées, non lues : « Cachée ».",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (CONTENT[:2000], "un ancien document que rien ici ne sait lire"),
        (CONTENT[:8] + bytes(600), "un ancien document que rien ici ne sait lire"),
        (CONTENT + "EncryptedPackage".encode("utf-16-le"), "protégé par un mot de passe"),
    ],
)
def test_one_that_cannot_be_read_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(NotAList, match=told):
        read(content)


def test_where_nothing_reads_it_what_to_do_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotAList, match=r"l’ancien format \(.xls\).*\.xlsx ou \.ods"):
        read(CONTENT, read_old=None)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(NotAList, match="pip install python-calamine"):
        read(CONTENT)
