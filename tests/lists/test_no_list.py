"""Files that are no list: one clear message, without reading more than it takes."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator

import pytest

from calculator.lists.errors import NotAList
from calculator.lists.pix import COMPETENCES
from calculator.lists.reading import read_list
from calculator.lists.template import template_csv


def zipped(name: str, content: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


OPENDOCUMENT = zipped("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")


@pytest.mark.parametrize(
    ("data", "found", "expected"),
    [
        (b"", "un fichier vide", "un tableau (CSV, .xlsx ou .ods)"),
        (b"\n\r\n  \t \n", "un fichier vide", "un tableau (CSV, .xlsx ou .ods)"),
        (b"\xef\xbb\xbf\n", "un fichier vide", "un tableau (CSV, .xlsx ou .ods)"),
        (b"\xff\xfe", "comme première ligne «  »", "un tableau (CSV, .xlsx ou .ods)"),
        (b"%PDF-1.7\n%\xe2\xe3", "un document PDF", "un tableau (CSV, .xlsx ou .ods)"),
        (b"\x89PNG\r\n\x1a\n\0\0", "une image", "un tableau (CSV, .xlsx ou .ods)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "une image", "un tableau (CSV, .xlsx ou .ods)"),
        (b"GIF89a", "une image", "un tableau (CSV, .xlsx ou .ods)"),
        (zipped("xl/workbook.xml"), "un classeur de tableur", "Enregistrer sous"),
        (zipped("[Content_Types].xml"), "un classeur de tableur", "Enregistrer sous"),
        (OPENDOCUMENT, "un classeur de tableur", "Enregistrer sous"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "un ancien document", "Enregistrer sous"),
        (zipped("photo.jpg"), "une archive", "un tableau (CSV, .xlsx ou .ods)"),
        (b"\x1f\x8b\x08", "une archive", "un tableau (CSV, .xlsx ou .ods)"),
        (b"<!DOCTYPE html><html>", "une page web", "un tableau (CSV, .xlsx ou .ods)"),
        (b"{\\rtf1", "un document de traitement de texte", "un tableau (CSV, .xlsx ou .ods)"),
        (bytes(10_000), "un fichier binaire", "un tableau (CSV, .xlsx ou .ods)"),
        (
            b"Bonjour,\nvoici la liste.\n",
            "comme première ligne « Bonjour, »",
            "un tableau (CSV, .xlsx ou .ods)",
        ),
        (b"nom;classe\nA;3A\n", "comme première ligne « nom;classe »", "nom;prenom;classe"),
        (
            b"nom;prenom;classe\n",
            "des titres de colonnes, et aucun élève",
            "un tableau (CSV, .xlsx ou .ods)",
        ),
        (
            b"nom;prenom;classe\n;;\n\n",
            "des titres de colonnes, et aucun",
            "un tableau (CSV, .xlsx ou .ods)",
        ),
        (b"nom;prenom;Classe;classe\nA;B;3A;3B\n", "deux fois la colonne « classe »", "une seule"),
        (
            b"x" * (3 << 20),
            "une ligne de plus d’un million de signes",
            "un tableau (CSV, .xlsx ou .ods)",
        ),
        (
            b"nom;prenom\n" + b"x" * (3 << 20),
            "une ligne de plus d’un million",
            "un tableau (CSV, .xlsx ou .ods)",
        ),
    ],
)
def test_a_file_that_is_no_list_is_named_for_what_it_is(
    data: bytes, found: str, expected: str
) -> None:
    with pytest.raises(NotAList) as raised:
        read_list("fichier", [data])
    assert raised.value.found.startswith(found)
    assert expected in raised.value.expected
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("chunk", [bytes(1 << 18), os.urandom(1 << 18), b"x" * (1 << 18)])
def test_no_more_is_read_than_it_takes_to_see_it(chunk: bytes) -> None:
    given = 0

    def endless() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 1
            yield chunk

    with pytest.raises(NotAList):
        read_list("fichier", endless())
    assert given <= 6


@pytest.mark.parametrize("levels", [False, True])
def test_the_template_is_a_list_that_can_be_read(levels: bool) -> None:
    text = template_csv(levels=levels)
    (line,) = read_list("modele.csv", [text.encode()]).lines
    assert (line.last_name, line.first_name, line.class_name) == ("EXEMPLE", "Élève", "3A")
    assert line.says_reached == (None if levels else 5)
    assert (len(line.levels) if line.levels else 0) == (len(COMPETENCES) if levels else 0)
