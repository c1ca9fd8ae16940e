"""Workbooks and XML: what is in them is read as it was typed, and what would harm is refused."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from calculator import load_circular
from calculator.lists.answering import answer_roster
from calculator.lists.answers import RosterAnswer
from calculator.lists.classes import ClassMap
from calculator.lists.errors import NotAList
from calculator.lists.files import FileReader, read_file
from calculator.lists.lines import Line, PupilList
from calculator.lists.merging import merge
from calculator.lists.sheets import day_text, number_text
from calculator.render.list_tables import COLUMNS, roster_csv
from calculator.render.list_xlsx import roster_xlsx
from tests.lists.workbooks import cell, ods, ods_cell, ods_table, ods_typed, sheet, xlsx, zipped

DATA = Path(__file__).with_name("data")
TITLES = ["Nom", "Prénom", "Classe", "Né le", "Compétences", "Certifiable"]
SIECLE = '<?xml version="1.0" encoding="{}"?>\n<BEE_ELEVES><DONNEES>{}</DONNEES></BEE_ELEVES>'


def lists(content: bytes, size: int = 1 << 18) -> list[PupilList]:
    return read_file("f.x", (content[at : at + size] for at in range(0, len(content), size)))


def lines(content: bytes) -> tuple[Line, ...]:
    (one,) = lists(content)
    return one.lines


def told(content: bytes) -> list[tuple[object, ...]]:
    return [
        (one.number, one.last_name, one.first_name, one.class_name, one.birth, one.says_reached)
        for one in lines(content)
    ]


def test_a_workbook_of_excel_with_cells_of_every_kind() -> None:
    shared = ["<t>ÉCHO</t>", "<r><t>Élo</t></r><r><t>ïse</t></r><rPh><t>x</t></rPh>", "<t>3A</t>"]
    rows: list[list[object]] = [
        [*TITLES],
        ['<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', '<c t="s"><v>2</v></c>',
         '<c s="1"><v>38749</v></c>', 5, True],
        ["BRAVO", "Basile", 301, '<c s="2"><v>38787.5</v></c>', 3.0, False],
        ["CHARLIE", "Chloé", '<c s="3"><v>44199</v></c>', "12/03/2006",
         '<c t="n"><f>1+3</f><v>4</v></c>'],
        ["DELTA", "A;B\n\"C\"", "3-1", '<c t="d"><v>2006-03-12T00:00:00</v></c>',
         '<c t="str"><f>x</f><v>2</v></c>', '<c t="e"><v>#N/A</v></c>'],
    ]  # fmt: skip
    (one,) = lists(xlsx({"Élèves": sheet(rows)}, shared=shared))
    assert [
        (line.last_name, line.first_name, line.class_name, line.birth, line.says_reached)
        for line in one.lines
    ] == [
        ("ÉCHO", "Éloïse", "3A", "2006-02-01", 5),
        ("BRAVO", "Basile", "301", "2006-03-11 12:00", 3),
        ("CHARLIE", "Chloé", "3-1 ?", "2006-03-12", 4),
    ]
    (aside,) = one.set_aside
    assert (aside.number, aside.found) == (5, "« #N/A »")
    assert [line.says_certifiable for line in one.lines] == [True, False, None]


def test_days_are_counted_from_1900_or_from_1904() -> None:
    rows = [["Nom", "Prénom", "Né le"], ["A", "Ada", '<c s="1"><v>37287</v></c>']]
    assert lines(xlsx({"x": sheet(rows)}, from_1904=True))[0].birth == "2006-02-01"
    assert lines(xlsx({"x": sheet(rows)}))[0].birth == "2002-01-31"
    assert [day_text(days) for days in ("1", "59", "61", "44229.427")] == [
        "1900-01-01", "1900-02-28", "1900-03-01", "2021-02-02 10:15",
    ]  # fmt: skip
    last = ("2957003", "2957004")  # of 1904: the last day of the calendar, and the next
    assert [day_text(days, from_1904=True) for days in last] == ["9999-12-31", "2957004"]
    assert [day_text(text) for text in ("0.5", "-1", "1e9", "x")] == [
        "0.5",
        "-1",
        "1000000000",
        "x",
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [("3", "3"), ("3.0", "3"), ("40.100000000000001", "40.1"), ("1E2", "100"), ("x", "x"),
     ("0.1", "0.1"), ("-2.0", "-2")],
)  # fmt: skip
def test_a_number_as_it_was_typed(number: str, text: str) -> None:
    assert number_text(number) == text


def test_every_sheet_that_a_person_sees_is_read_and_the_others_are_named() -> None:
    titles = ["Nom", "Prénom", "Classe"]
    book = xlsx(
        {
            "3A": sheet([titles, ["A", "Ada", "3A"]]),
            "Secrète": sheet([titles, ["Z", "Zoé", "3A"]]),
            "Notes": sheet([["Rien"]]),
            "3B": sheet([titles[:2], ["B", "Bob"]]),
            "Vide": sheet([]),
        },
        hidden=["Secrète"],
    )
    one, two = lists(book)
    assert [line[:5] for line in (*one.lines, *two.lines)] == [
        ("f.x (feuille « 3A »)", 2, "A", "Ada", "3A"),
        ("f.x (feuille « 3B »)", 2, "B", "Bob", "3B"),
    ]
    assert [*one.notes, *two.notes] == [
        "feuilles masquées, non lues : « Secrète ».",
        "feuilles sans liste d’élèves : « Notes ».",
        "classe d’après le nom de la feuille : « 3B ».",
    ]


def test_merged_titles_empty_rows_and_hidden_rows() -> None:
    rows = [
        ["Liste des élèves"], [], ["Nom", "Prénom", "Classe"],
        ["A", "Ada", "3A"], ["B", "Bob", ""], ["C", "Cléo", ""],
    ]  # fmt: skip
    text = sheet(rows, '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="C4:C6"/></mergeCells>')
    text = text.replace(
        '<row><c t="inlineStr"><is><t>B</t>', '<row hidden="1"><c t="inlineStr"><is><t>B</t>'
    )
    (one,) = lists(xlsx({"x": text}))
    assert [(line.number, line.class_name) for line in one.lines] == [
        (4, "3A"),
        (5, "3A"),
        (6, "3A"),
    ]
    assert one.notes == ("lignes masquées dans le tableur, lues aussi : 1.",)
    assert (one.size, one.blank, one.headers, len(one.set_aside)) == (6, 1, 1, 1)


def test_a_title_on_two_lines_as_some_programs_write_it() -> None:
    """Else the birth is not read, and two homonyms of a class become one."""
    titles = ["Nom", "Prénom", "Classe", "<c t='s'><v>0</v></c>"]
    rows = [titles, ["A_x005F_B", "Ada_x000D_", "3A", "1/2/2006"], ["B", "Bob", "3A", "3/4/2006"]]
    shared = "<t>Date de_x000D_\nnaissance</t>"
    read = lines(xlsx({"x": sheet(rows)}, shared=[shared]))
    assert [(one.last_name, one.first_name, one.birth) for one in read] == [
        ("A_B", "Ada", "2006-02-01"),
        ("B", "Bob", "2006-04-03"),
    ]


@pytest.mark.parametrize("number", ["²", "1" * 5000, "", "-1"])
def test_what_is_no_number_in_a_workbook_is_none(number: str) -> None:
    """A superscript, and more digits than Python reads: neither stops it."""
    cells = f'<row r="{number}">' + cell("A") + cell("Ada")
    cells += f'<c s="{number}"><v>{number}</v></c></row>'
    text = sheet([["Nom", "Prénom", "Remarque"]]).replace("</sheetData>", f"{cells}</sheetData>")
    styles = f'<styleSheet><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    read = lines(xlsx({"x": text}, more={"xl/styles.xml": styles}))
    assert [(one.number, one.last_name, one.first_name) for one in read] == [(2, "A", "Ada")]
    twice = "".join(map(ods_cell, ("D", "Dia")))
    twice = f'<table:table-row table:number-rows-repeated="{number}">{twice}</table:table-row>'
    table = ods_table([["Nom", "Prénom"]]).replace("</table:table>", f"{twice}</table:table>")
    assert [one.last_name for one in lines(ods(table))] == ["D"]


def test_cells_are_where_they_say() -> None:
    text = (
        '<row r="3"><c r="C3" t="inlineStr"><is><t>Prénom</t></is></c>'
        '<c r="AA3" t="inlineStr"><is><t>Nom</t></is></c></row>'
        '<row r="5"><c r="AA5" t="inlineStr"><is><t>A</t></is></c>'
        '<c r="C5" t="inlineStr"><is><t>Ada</t></is></c></row>'
    )
    book = xlsx({"x": f"<worksheet><sheetData>{text}</sheetData></worksheet>"})
    assert [(one.number, one.last_name, one.first_name) for one in lines(book)] == [(5, "A", "Ada")]


def test_a_workbook_of_libreoffice() -> None:
    day = ods_typed('date" office:date-value="2006-02-01', "<text:p>01/02/06</text:p>")
    five = ods_typed('float" office:value="5', "<text:p>5,00</text:p>")
    yes = ods_typed('boolean" office:boolean-value="true', "<text:p>VRAI</text:p>")
    note = "<office:annotation><text:p>note</text:p></office:annotation>"
    noted = ods_typed("string", f'{note}<text:p>Bob<text:s text:c="2"/>B</text:p>')
    gap = '<table:table-cell table:number-columns-repeated="1000"/>'
    empty = "<table:table-cell/></table:table-row>"
    empty = f'<table:table-row table:number-rows-repeated="1048000">{empty}'
    rows = [TITLES, ["ÉCHO", "Éloïse", "3A", day, five, yes, gap], ["BRAVO", noted, "301"]]
    table = ods_table(rows).replace("</table:table>", f"{empty}</table:table>")
    hidden = '<style:table-properties table:display="false"/>'
    hidden = f'<style:style style:name="ta2">{hidden}</style:style>'
    other = ods_table([TITLES, ["Z", "Zoé"]], "Cachée", ' table:style-name="ta2"')
    (one,) = lists(ods(table + other, hidden))
    assert [(line.last_name, line.first_name, line.class_name, line.birth, line.says_reached)
            for line in one.lines] == [
        ("ÉCHO", "Éloïse", "3A", "2006-02-01", 5),
        ("BRAVO", "Bob  B", "301", "", None),
    ]  # fmt: skip
    assert (one.size, one.notes) == (3, ("feuilles masquées, non lues : « Cachée ».",))


def test_repeated_and_merged_cells_of_libreoffice() -> None:
    spanned = ods_typed('string" table:number-rows-spanned="2', "<text:p>3A</text:p>")
    covered = "<table:covered-table-cell/>"
    twice = "".join(map(ods_cell, ("D", "Dia", "3B")))
    twice = f'<table:table-row table:number-rows-repeated="2">{twice}</table:table-row>'
    table = ods_table([["Nom", "Prénom", "Classe"], ["A", "Ada", spanned], ["B", "Bob", covered]])
    read = lines(ods(table.replace("</table:table>", f"{twice}</table:table>")))
    assert [(one.last_name, one.class_name) for one in read] == [
        ("A", "3A"), ("B", "3A"), ("D", "3B"), ("D", "3B"),
    ]  # fmt: skip


GOOD = xlsx({"x": sheet([["Nom", "Prénom"], ["A", "Ada"]])})
DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
DEEP = "<a>" * 100_000
FAR = '<worksheet><row r="{}"><c r="{}"><v>1</v></c></row></worksheet>'
WIDE = ods_typed('string" table:number-columns-repeated="99999', "<text:p>x</text:p>")


OVER = '<mergeCell ref="C2:C3000"/>' * 9000


def bomb() -> bytes:
    return xlsx({"x": sheet([]) + " " * (300 << 20)})


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "ancien format"),
        (xlsx({"x": sheet([])}, more={"xl/vbaProject.bin": b"x"}), "des macros"),
        (GOOD[:-30], "abîmé"),
        (GOOD[:200] + bytes(50) + GOOD[250:], "abîmé"),
        (xlsx({"x": "<worksheet><row><c t='s'><v>9</v></c></row></worksheet>"}), "abîmé"),
        (xlsx({"x": "<worksheet"}), "abîmé"),
        (xlsx({"x": DTD + sheet([])}), "abîmé"),
        (xlsx({"x": DEEP}), "abîmé"),
        (xlsx({"x": FAR.format(9999999, "A1")}), "trop de cellules"),
        (xlsx({"x": FAR.format(1, "ZZZ1")}), "trop de cellules"),
        (xlsx({"x": "<worksheet>" + "<row/>" * (2 << 20)}), "trop de cellules"),
        (xlsx({"x": sheet([["A", "Ada", "3A"]] * 3000, OVER)}), "trop de cellules"),
        (xlsx({"x": "<worksheet><row><c t='s'><v>²</v></c></row></worksheet>"}), "abîmé"),
        (ods(ods_table([["Nom", WIDE]])), "trop de cellules"),
        (ods("", manifest="<encryption-data/>"), "mot de passe"),
        (zipped({"xl/workbook.bin": b"x"}), "binaire"),
        (zipped({"photo.jpg": b"x", "b": b"y"}), "une archive"),
        (zipped({}), "une archive"),
        (xlsx({"x": sheet([])}), "vide"),
        (xlsx({"x": sheet([["Nom", "Prénom"], ["A", "B"]])}, hidden=["x"]), "masquées"),
        (xlsx({"x": sheet([["Bonjour"]])}), "Bonjour"),
        (SIECLE.format("ISO-8859-15", DTD).encode(), "XML abîmé"),
        ((DTD + "<BEE_ELEVES/>").encode(), "XML"),
        (SIECLE.format("EBCDIC", "").encode(), "XML"),
        (SIECLE.format("UTF-8", DEEP).encode(), "XML abîmé"),
        (b"<html><body>", "une page web"),
        (b"<lsun-bilans/>", "livret scolaire"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_word(content: bytes, found: str) -> None:
    for size in (1 << 18, 77):
        with pytest.raises(NotAList, match=found):
            lists(content, size)


def test_a_bomb_gives_one_message_in_a_second() -> None:
    content = bomb()
    assert len(content) < 1 << 20
    start = process_time()
    with pytest.raises(NotAList, match="remplirait la mémoire"):
        lists(content)
    assert process_time() - start < 1


def test_an_archive_that_lies_about_its_sizes_is_damaged() -> None:
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    with pytest.raises(NotAList, match="abîmé"):
        lists(GOOD[: start + 60] + b"\0" * 9 + GOOD[start + 69 :])


def test_whatever_is_done_to_a_workbook_there_are_lists_or_one_message() -> None:
    chance = random.Random(15)
    good = [
        GOOD,
        ods(ods_table([["Nom", "Prénom"], ["A", "Ada"]])),
        SIECLE.format("UTF-8", PUPILS).encode(),
    ]
    for _ in range(600):
        content = bytearray(chance.choice(good))
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        try:
            read = lists(bytes(content))
        except NotAList:
            continue
        accounted(read)


def accounted(read: Sequence[PupilList]) -> RosterAnswer:
    made = merge(read)
    classes = ClassMap.of(made.class_names, made.with_levels)
    day = date(2021, 3, 20)
    told = answer_roster(made, classes, "public", day, load_circular("nantes-2020-2021"))
    for one in told.accounting:
        parts = one.answered + one.superseded + one.set_aside + one.blank + one.headers
        assert parts == one.size
    return told


# --- The XML of SIECLE ---------------------------------------------------------------------------

PUPILS = (
    '<ELEVES><ELEVE ELEVE_ID="1"><NOM_DE_FAMILLE>ÉCHO</NOM_DE_FAMILLE><PRENOM>Chloé</PRENOM>'
    "<PRENOM2>Anne</PRENOM2><DATE_NAISS>01/02/2006</DATE_NAISS></ELEVE>"
    '<ELEVE ELEVE_ID="2"><NOM>BRAVO</NOM><PRENOM>Bob</PRENOM><DATE_SORTIE>04/01/2021</DATE_SORTIE>'
    "<RESPONSABLE><NOM>AUTRE</NOM></RESPONSABLE></ELEVE>"
    '<ELEVE ELEVE_ID="3"><NOM_DE_FAMILLE>SŒUR &amp; Cie</NOM_DE_FAMILLE>'
    "<PRENOM>Zoé</PRENOM></ELEVE>"
    '</ELEVES><STRUCTURES><STRUCTURES_ELEVE ELEVE_ID="1"><STRUCTURE><CODE_STRUCTURE>3LATIN'
    "</CODE_STRUCTURE><TYPE_STRUCTURE>G</TYPE_STRUCTURE></STRUCTURE><STRUCTURE><CODE_STRUCTURE>3A"
    "</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>"
    '<STRUCTURES_ELEVE ELEVE_ID="3"><STRUCTURE><CODE_STRUCTURE>Inactifs</CODE_STRUCTURE>'
    "<TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE></STRUCTURES>"
)


@pytest.mark.parametrize("encoding", ["ISO-8859-15", "windows-1252", "UTF-8", "UTF-16"])
@pytest.mark.parametrize("in_zip", [False, True])
def test_the_xml_of_siecle_in_every_encoding(encoding: str, in_zip: bool) -> None:
    content = SIECLE.format(encoding, PUPILS).encode(encoding)
    if in_zip:
        content = zipped({"ElevesAvecAdresses.xml": content})
    answered = accounted(lists(content, 99))
    assert [
        (p.line.number, p.line.last_name, p.line.first_name, p.line.class_name, p.situation.value)
        for p in answered.pupils
    ] == [
        (2, "ÉCHO", "Chloé", "3A", "unknown"),
        (3, "BRAVO", "Bob", "", "left"),
        (4, "SŒUR & Cie", "Zoé", "Inactifs", "left"),
    ]
    assert not answered.classes.unknown or answered.classes.unknown == ("",)


@pytest.mark.parametrize("encoding", ["ISO-8859-15", "KOI8-R", "UTF-7", "UTF-32", "nothing"])
@pytest.mark.parametrize("in_zip", [False, True])
def test_an_encoding_that_only_the_parser_sees_is_refused_in_words(
    encoding: str, in_zip: bool
) -> None:
    content = SIECLE.format(encoding, PUPILS).encode("utf-16")
    with pytest.raises(NotAList, match=f"encodage qui n’est pas lu .*{encoding}"):
        lists(zipped({"ElevesAvecAdresses.xml": content}) if in_zip else content)


# --- Answers as a workbook -----------------------------------------------------------------------


def test_answers_are_a_workbook_with_frozen_titles_filters_and_texts() -> None:
    text = "nom;prenom;classe;competences\n=1+1;Ada & <b>;3-1;5\nBRAVO;Bob;301;2\n"
    answered = accounted(read_file("f.csv", [text.encode()]))
    content = b"".join(roster_xlsx(answered))
    assert content == b"".join(roster_xlsx(answered))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        told = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"' in told
    assert f'<autoFilter ref="A1:{chr(64 + len(COLUMNS))}3"/>' in told
    assert "<f>" not in told
    assert '<c t="inlineStr" s="1"><is><t xml:space="preserve">3-1</t></is></c>' in told
    again = accounted(lists(content))
    assert [p.line[2:5] for p in again.pupils] == [p.line[2:5] for p in answered.pupils]
    assert [p.situation for p in again.pupils] == [p.situation for p in answered.pupils]


def test_our_own_answers_given_back_say_the_same() -> None:
    files = [
        DATA / name
        for name in (
            "p01_collecte.csv",
            "p01_resultats_2026.csv",
            "01-profil-nfc.csv",
            "s08_sortis.csv",
        )
    ]
    answered = accounted(
        [one for file in files for one in read_file(file.name, [file.read_bytes()])]
    )
    given = "".join(roster_csv(answered)).encode()
    for content in (given, b"".join(roster_xlsx(answered))):
        again = accounted(read_file("r", [content]))
        assert [p.situation for p in again.pupils] == [p.situation for p in answered.pupils]
        assert [p.class_level for p in again.pupils] == [p.class_level for p in answered.pupils]
        assert not again.set_aside


def test_a_text_file_is_read_as_its_bytes_come() -> None:
    reader = FileReader("f")
    for byte in b"nom;prenom\nA;B\n":
        reader.feed(bytes([byte]))
    assert [line[2:4] for line in reader.close()[0].lines] == [("A", "B")]
