"""Calls all that the rules and the views offer; runs in any Python, the site's own included.

Beside them, it imports only what they import, so that nothing is there for its own sake.
"""

from __future__ import annotations

import copy
import dataclasses
import importlib
import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from itertools import product
from operator import attrgetter
from types import FunctionType, ModuleType
from typing import Any

import calculator
from calculator import Case, Decision, decide, load_campaign
from calculator.roster import (
    answering,
    class_names,
    classes,
    columns,
    comparing,
    decoding,
    encodings,
    entries,
    lines,
    markup,
    merging,
    ods,
    pasted,
    rows,
    sheets,
    siecle,
    template,
    texts,
    titles,
    twice,
    values,
    xlsx,
    zipped,
)
from calculator.roster import errors as roster_errors
from calculator.roster import files as list_files
from calculator.roster import names as roster_names
from calculator.roster import (
    profiles as roster_profiles,
)
from calculator.roster import reading as list_reading
from calculator.rules import campaign as c
from calculator.rules import case, certifiability, deciding, errors, planning, reading, school
from calculator.rules import decision as d
from calculator.rules import school_calendar as sc
from calculator.rules import vocabulary as v
from calculator.views import (
    answer,
    as_html,
    as_jcal,
    as_json,
    as_text,
    calendar_events,
    establishment_calendar,
    establishment_html,
    establishment_page,
    establishment_text,
    page,
    references,
    roster_html,
    roster_page,
    roster_tables,
    roster_words,
    roster_xlsx,
    tables,
    timeline,
    words,
)
from calculator.views import establishment_words as ew

Call = Callable[[], object]

DAY = date(2021, 3, 10)
DAYS = [
    date(2021, 3, 7),
    DAY,
    date(2021, 5, 12),
    date(2021, 6, 1),
    date(2020, 9, 2),
    date(1999, 1, 1),
]
WRONG: list[object] = [
    None,
    "9999-12-31",
    0,
    3.5,
    b"3e",
    "",
    "x" * 300,
    "\0é",
    [],
    {},
    {"1.1": 1},
    datetime(2021, 3, 10, 8),
]
"""Values of every type, none of which is right anywhere."""
TEXTS = ["", "« 3e » : <b>&\"'", "§ 5"]

ZIP = b"PK\x03\x04"
TITLES = (
    "Nom du Participant;Prénom du Participant;Classe;Envoi (O/N);Certifiable (O/N);"
    "Nombre de compétences certifiables;Date et heure de l’envoi (Europe/Paris);"
)
OF_LEVELS = ";".join(f"Niveau pour la compétence {c.name}" for c in v.COMPETENCES.values())
OF_PIX = ";".join(f"Nombre de pix pour la compétence {c.name}" for c in v.COMPETENCES.values())
FIVE, NONE, HALF, NA = (
    ";".join([one] * 5 + [other] * 11)
    for one, other in (("1", "0"), ("0", "0"), ("1", "NA"), ("NA", "NA"))
)
MANY = ";".join(["9"] * 5 + ["7"] * 3 + ["0"] * 8)
PROFILES = "\n".join(
    [
        TITLES + OF_LEVELS + ";" + OF_PIX,
        f"'-A;'=B;3A;Oui;Oui;5;02/02/2021 10:15;{FIVE};{MANY}",
        f"C;D;3A;Oui;Oui;4;2021-02-02;{NONE};{NA}",
        f"C;D;3A;Oui;Non;0;2021-02-03T10:15;{NONE};{MANY}",
        f"C;D;3A;Oui;Non;1;2021-02-03T10:15;{FIVE};{MANY}",
        f"E;F;3A;Non;NA;NA;NA;{NA};{NA}",
        f"G;H;TG1;;NA;NA;;{NA};{NA}",
        f"I;J;7Z;Oui;NA;NA;;{HALF};{NA}",
        f"K;L;3B;Oui;NA;7;;{HALF};{NA}",
        f"K2;L;3B;Oui;Oui;4;;{NONE};{NA}",
        f"M;N;3PM;Oui;Non;7;;{NA};{NA}",
        f"É;Ç;3B;Non;NA;NA;;{FIVE};{NA}",
        f"P;Q;3B;Oui;NA;NA;31/02/2021;{FIVE};{NA}",
        f"R;S;3B;Oui;NA;NA;2021-02-02 25:00;9{FIVE[1:]};{NA}",
        f'T;"U\nV";3B;Oui;NA;NA;hier;{NONE};{NA}',
        f"W;X;3B;Oui;NA;NA;;{NONE.replace('0', '1,0')};{NA.replace('NA', '7,5')};;",
        f"Y;Z;CM2;Oui;NA;NA;;{FIVE};{NA}",
        'a;"b;c',
        "trop;court",
        "",
        ";" * 38,
        ";;;perdu" + ";" * 35,
        TITLES + OF_LEVELS + ";" + OF_PIX,
    ]
)
PIX_ONLY = f"Mars 2021\n\n{TITLES}{OF_PIX}\nA;B;;;;;;{MANY}\nA;B;;;;;;{NONE}\n"
ASSESSMENT = "Nom du Participant,Prénom du Participant,Classe,% de progression\nA,B,3A,1\n"
PAGE = (
    "Nom\tPrénom\tDate de naissance\tClasse\tCertificabilité\n"
    "A\tB\t01/02/2006\t3A\tCertifiable 02/02/2021\nA\tB\t\t3A\tNon certifiable\n"
    "C\tD\t01/02/2006\t3A\tNon certifiable\nC\tD\t03/04/2006\t3A\tNon communiqué\nC\tD\t\t3A\t-\n"
    "E\tF\t\t3A\t?\nE\tF\t\t\tCertifiable\nE\tF\t\t\tCertifiable hier\nG\tH\t\t3A\t\n"
    "G\tH\t03/04/2006\t3A\t\nI\tJ\t\t\t\nI\tJ\t\t\t\nK\tL\t\t3A\tCertifiable\nK\tL\t\t\t\nK\tL\t\t\t\n"
    "M\tN\t\t3A\tCertifiable\nM\tN\t\t\tCertifiable 02/02/2021\n"
    "Q\tR\t\t3A\t\nQ\tR\t01/02/2006\t\t\n"
    "S\tT\t01/02/2006\t3A\t\nS\tT\t03/04/2006\t\t\nS\tT\t\t\t\n"
    "O\tP\t\t3A\t\nO\tP\t\t3B\t\nO\tP\t01/02/2006\t3C\t\nO\tP\t01/02/2006\t\t\n"
)
RESULTS = (
    "Numéro de certification;Prénom;Nom;Date de naissance;Classe;Statut;Nombre de Pix;"
    "Date de passage de la certification\n"
    "1;B;A;01/02/2006;;Validée;72;15/03/2021\n2;B;A;01/02/2006;;Rejetée;0;16/03/2021\n"
    "3;D;C;;;Validée;72;15/03/2021\n4;F;E;;3A;Validée;120;\n5;H;G;;3A;Validée;9;15/03/2019\n"
    "6;A2;A2;;;Validée;9;15/03/2021\n6;A2;A2;;;Annulée;9;15/03/2021\n"
    "20;B2;B2;01/02/2006;;Validée;9;15/03/2021\n21;B2;B2;03/04/2006;;Rejetée;9;15/03/2021\n"
    "30;C3;C3;;;Validée;9;15/03/2021\n31;C3;C3;;3A;Validée;9;15/03/2021\n"
    "22;A3;A3;;;Validée;9;15/01/2021\n"
    "6;Y;Y;;;Validée;9;15/03/2021\n6;Y;Y;;;Validée;10;16/03/2021\n7;Z;Z;;;Rejetée;0;\n"
    "8;J;I;;7Z;Rejetée;0;\n9;X;X;;;Perdue;0;\n10;X;X;;;;;\n11;X\n"
)
SCORES = (
    "Prénom;Nom;Nombre de Pix;Numéro de certification\nB;A;72;1\nD;C;0;2\nE;F;;3\nG;H;x;3\n;;;\n"
)
PLAIN = (
    "sep=;\nnom;prenom;classe;competences;certifie;1.1;1.2\nA;B;3A;5\nC;D;3A;3;;1;0\nE;F;5A\nG;H;3A;17\n"
    "I\nJ;K;3A;;;2;\nB2;B2;3A;5\nL;M;TG1;4\n" + "N" * 140_000 + "\n"
)
ODD = (
    "Nom;Prénom;Né le;Classe;Niveau;Sortie;Certifiable;Déjà certifié;Régime\n"
    "A;Ada;01/02/2006;3A;CM2;;;;x\nA;Ada Lucie;01/02/2006;3A;;;;;x\nA;Zoé;01/02/2006;3A;;;;;x\n"
    "A;Ada;01/02/2006;3B;;;;;x\nB;Bob;;3A;;;;;x\nB;Bob;;3A;;;;;y\nB;Bob;;3A;;;;;y\n"
    "J;Jim;;3A;;;;;x\nJ;Jim;;3A;;;;;x\n"
    "C;Cléo;;3A;;04/01/2021;;;\nD;Dia;;Inactifs;;;;;\nE;Eva;;3C;3e;;;15 mars 2021;\n"
    "F;Fay;;3A;;;;oui;\nG;Guy;;'3A;;;;non;\nH;Hal;;02-janv;;;;;\nH2;Hal;;03/01/2021;;;;;\n"
    "H3;Hal;;janv-03;;;;hier;\nH4;Hal;2-févr.-21;44229,427;;;;;\nTotal;;;3A;;;;;\nÃ?;Ivy;;3A;;;;;\n"
    "28;Jo;;3A;;;;;\n;Prénom;Nom;Classe\n;Kim;K;3A\nPrénom;Nom;Classe;Né le\nLou;L;3A;\n"
    "Nom;Prénom;Nom;Prénom\nM;Mia;3A\n"
)
ONE_NAME = (
    "Nom et prénom;Classe\nDE LA TOUR Éva Léa;3A\nNOM ET PRENOM SEULS;3A\nTotal 3A;\n;3A\n"
    "Bob LE GALL;3A\nLE GALL, Zoé;3A\nJO JO;3A\nA;3A\n, Zoé;3A\nNom et prénom;Classe\nƒ;3A\n"
    "Anne de la TOUR;3A\nde;3A\nMcDONALD Al;3A\n"
)
FIRST_BEFORE = "Prénom nom;Classe\nZoé Gall;3A\n"
JUST_NAME = "Nom;Classe\nGALL Zoé;3A\n"
SPANISH = "Nombre del participante;Nombre del participante;Enviar (sí/no)\nA;Ada;Sí\n"
LATE = (
    "Nom du Participant;Prénom du Participant;Classe;Envoi (O/N);Date de l'envoi;Certifiable (O/N)\n"  # noqa: E501
    "A;Ada;3A;Oui;2021-02-02;Non\nA;Ada;3A;Oui;2021-02-01;Non\nA;Ada;3A;Oui;2021-05-02;Oui\n"
    "B;Bob;3A;Oui;2021-05-02;Oui\nJ;Jim;3A;Oui;2021-02-02;Oui\n"
)
KINDS = (
    "Numéro de certification;Nom;Prénom;Type de certification;Statut;Résultat\n"
    "1;A;Ada;Pix+ Droit;Validée;Expert\n2;B;Bob;Pix;Validée;266 pix\n3;C;Cy;Pix;Non obtenue;\n"
)
TWICE = "Nom;PrÃ©nom\nÃ‰CHO;Ada\nÃƒâ€°CHO;Zoé\n".encode()
COPIED = (
    "Tableau\nSélectionner tous les élèves\nNom\n\nPrénom\nClasse\nCertificabilité\nActions\n"
    "Sélectionner Ada A\n\tA\tAda\t3A\t\n\nCertifiable\n02/02/2021\n\n"
    "B\tBob\t3A\tNon certifiable\n02/02/2021\nC\tCy\t3B\t\nCertifiable\nCertifiable\n"
    "Sélectionner\nNom\tPrénom\tClasse\tCertificabilité\nD\tDi\t3A\tCertifiable\n1\n"
)
COPIED_WHOLE = (
    "Nom\tPrénom\tCertificabilité\nseul\nActions\n\nA\tAda\tCertifiable\n02/02/2021\n"
    "Sélectionner Bo\nvide\n"
)
LISTS: tuple[str, ...] = (PROFILES, PIX_ONLY, ASSESSMENT, PAGE, RESULTS, SCORES, PLAIN)
LISTS += (ODD, ONE_NAME, FIRST_BEFORE, JUST_NAME, SPANISH, LATE, KINDS, COPIED, COPIED_WHOLE)
LISTS += (TWICE.decode(),)
LISTS += (
    "Identite;Classe\nA Ada;3A\nIdentite;Classe\n",
    'Nom;Prénom\nA;B\nPrénom;Nom;"x\nPrénom"\nC;D;\nE;"x\ny";z\nE;"F\nG"\n',
    "Nom;Prénom;Classe;Né le\nA;B;3A;\nNom,Prénom,Classe,Classe,x;Prénom;Nom\n",
    "Nom;Prénom;Classe\nJ;Jim;3A\nJ;Jim;3A\n",
)
NO_LISTS = (
    b"nom;prenom;1.1;1.1\nA;B;1;1\n",
    "".join(f"{c}\0" for c in "nom;prenom\nA;B\n").encode(),
    b"Nom;Prenom\n\x83CHO;No\x91l\nX;\x83lo\x95se\n",
    b"",
    b"\xef\xbb\xbf \n",
    b"%PDF-1.7",
    b"<html>",
    bytes(9),
    ZIP,
    ZIP + b"xl/workbook.xml",
    ZIP + b"opendocument.spreadsheet",
    b"\xd0\xcf\x11\xe0",
    "Numéro de session préexistante;Nom".encode(),
    b"nom;prenom;classe\n",
    b"nom;prenom;classe;Classe\nA;B;3A;3B",
    "Nom du Participant;Prénom du Participant;x".encode(),
    b"x" * 1_100_000,
    b"nom;" + b'"' + b"x" * 140_000,
)


def packed(parts: dict[str, str]) -> bytes:
    """A zip archive of these texts."""
    entries: list[tuple[bytes, int, int, int, int]] = []
    content = b""
    for name, text in parts.items():
        content += b"".join(roster_xlsx._entry(name, iter([text]), entries, len(content)))
    table = b"".join(roster_xlsx._in_table(*entry) for entry in entries)
    number = len(entries).to_bytes(2, "little")
    sizes = len(table).to_bytes(4, "little") + len(content).to_bytes(4, "little")
    return content + table + b"PK\x05\x06" + bytes(4) + number * 2 + sizes + bytes(2)


def relations(*targets: tuple[str, str, str]) -> str:
    told = (f'<Relationship Id="{n}" Type="/{kind}" Target="{at}"/>' for n, kind, at in targets)
    return f"<Relationships>{''.join(told)}</Relationships>"


def book(sheet: str, more: dict[str, str] | None = None, second: str = "<x/>") -> bytes:
    """A workbook of Excel with a sheet, a hidden one, and others."""
    return packed(
        {
            "_rels/.rels": relations(("r", "other", "x"), ("s", "officeDocument", "/xl/workbook.xml")),  # noqa: E501
            "xl/workbook.xml": '<workbook><workbookPr date1904="1"/><sheet name="3A" r:id="a"/>'
            '<sheet name="H" state="hidden" r:id="b"/><sheet name="?" r:id="c"/>'
            '<sheet name="6B" r:id="d"/></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                ("a", "worksheet", "./sheet1.xml"), ("b", "worksheet", "../xl/sheet1.xml"),
                ("t", "sharedStrings", "texts.xml"), ("u", "styles", "styles.xml"),
                ("d", "worksheet", "sheet2.xml"),
            ),
            "xl/texts.xml": "<sst><si><t>Nom</t></si><si><r><t>Pré</t></r><r><t>nom</t></r>"
            "<rPh><t>x</t></rPh></si></sst>",
            "xl/styles.xml": '<s><numFmt numFmtId="164" formatCode="d/m"/><numFmt numFmtId="165" '
            'formatCode="General"/><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="14"/>'
            '<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="x"/></cellXfs></s>',
            "xl/sheet1.xml": sheet,
            "xl/sheet2.xml": second,
            **(more or {}),
        }
    )  # fmt: skip


CELLS = (
    '<x:w><row r="2" hidden="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is>'
    '<t>N</t><rPh><t>y</t></rPh></is></c></row><row><c r="B3" t="str"><v>Ada</v></c><c r="A3" '
    't="str"><v>A;"b\nc"</v></c><c s="0"><v>1.5</v></c><c s="1"><v>x</v></c><c s="2"><v>2.50</v></c>'  # noqa: E501
    '<c t="b"><v>1</v></c><c t="d"><v>2021-01-01T00:00:00</v></c><c t="e"><v>#N/A</v></c><c s="0">'
    '<v>0.5</v></c><c><v>1e300</v></c><c><v>x</v></c><c s="0"><v>40000.99999</v></c><c s="9"><v>3.0'
    '</v></c><c/></row><row r="4"><c r="B4" t="str"><v>Bob</v></c></row><mergeCell ref="A3:A4"/>'
    '<mergeCell ref="?"/></x:w>'
)
UNNAMED = (
    '<w><row><c t="str"><v>Nom</v></c><c t="str"><v>Prénom</v></c></row><row><c t="str"><v>B</v></c>'  # noqa: E501
    '<c t="str"><v>Bob</v></c></row></w>'
)
ODS_CELLS = (
    '<d><style style:name="h"><table-properties table:display="false"/></style>'
    '<table table:name="3A"><table-row><table-cell/><table-cell><p>Nom</p></table-cell><table-cell>'
    "<p>Prénom</p></table-cell></table-row>"
    '<table-row table:visibility="collapse" table:number-rows-repeated="2"><table-cell '
    'office:value-type="date" office:date-value="2006-02-01T00:00:00" table:number-rows-spanned="2"/>'  # noqa: E501
    "<table-cell><annotation><p>n</p></annotation><p>A<s/></p><p>b</p></table-cell><table-cell "
    'office:value-type="float" office:value="3"/><table-cell office:value-type="boolean" '
    'office:boolean-value="true"/><covered-table-cell/></table-row></table>'
    '<table table:name="h" table:style-name="h"/><table-cell><p>x</p></table-cell></d>'
)
WIDE_CELL = '<table-cell table:number-columns-repeated="9999"><p>x</p></table-cell>'
LONG_ROW = (
    '<table-row table:number-rows-repeated="99999"><table-cell><p>x</p></table-cell></table-row>'
)


def book_of_ods(table: str, manifest: str = "<m/>") -> bytes:
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": table}
    return packed(parts)


PUPILS_XML = (
    '<BEE_ELEVES><ELEVE ELEVE_ID="1"><NOM>É</NOM><PRENOM a="é">Ada</PRENOM></ELEVE><ELEVE><NOM>B</NOM>'  # noqa: E501
    '</ELEVE><STRUCTURES_ELEVE ELEVE_ID="1"><STRUCTURE><CODE_STRUCTURE>3A</CODE_STRUCTURE>'
    "<TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE></BEE_ELEVES>"
)
LATIN_9 = b'<?xml version="1.0" encoding="ISO-8859-15"?>' + PUPILS_XML.encode("latin-1")
BOOK = book(CELLS, second=UNNAMED)
FLAG = BOOK.index(b"PK\x01\x02") + 8
ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]>'
SIZE = BOOK.index(b"PK\x01\x02") + 20
BOOKS = [
    BOOK,
    BOOK[:SIZE] + b"\4\0\0\0" + BOOK[SIZE + 4 :],
    BOOK[:41] + b"\xff" * 9 + BOOK[50:],
    book(CELLS, second="<w><row><c t='str'><v>Bonjour</v></c></row></w>"),
    packed({"_rels/.rels": relations(("r", "other", "x"))}),
    LATIN_9 + b" " * 900 + b"<<<" + b" " * 900,
    book_of_ods(ODS_CELLS),
    LATIN_9,
    PUPILS_XML.encode(),
    packed({"a.xml": PUPILS_XML}),
    packed({"a.txt": ""}),
    packed({"xl/workbook.bin": ""}),
    packed({"xl/other": ""}),
    BOOK[:-9],
    BOOK[:FLAG] + b"\1" + BOOK[FLAG + 1 :],
    BOOK[:FLAG] + b"\0\0\7" + BOOK[FLAG + 3 :],
    BOOK[:60] + bytes(9) + BOOK[69:],
    BOOK.replace(b"PK\x01\x02", b"PK\x01\x03", 1),
    b"PK\x03\x04" + bytes(30) + b"PK\x05\x06" + bytes(18),
    book(CELLS, {"xl/vbaProject.bin": ""}),
    book("<w><row><c t='s'><v>9</v></c></row></w>"),
    book("<w><row r='9999999'><c r='A1'><v>1</v></c></row></w>"),
    book("<w><row/></w>"),
    book("<w>"),
    book(ENTITY + "<w/>"),
    book("<a>" * 99),
    book("<w/>" + " " * 17_000_000),
    book_of_ods(WIDE_CELL.join(("<d><table><table-row>", "</table-row></table></d>"))),
    book_of_ods(LONG_ROW.join(("<d><table>", "</table></d>"))),
    book_of_ods("<d/>", "<m><encryption-data/></m>"),
    packed({"_rels/.rels": relations(("r", "officeDocument", "x/workbook.xml"))}),
    packed({"content.xml": "<d/>"}),
    b"\xd0\xcf\x11\xe0" + bytes(9),
    b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    b"<html><p>",
    b"<BEE_ELEVES><p",
    b"<lsun-bilans/>",
    b'<?xml version="1.0" encoding="EBCDIC"?>',
    b"<",
    b"nom",
]


def patched(module: ModuleType, name: str, value: object, call: Call) -> object:
    """What a call gives while a constant of a module is another."""
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        return call()
    finally:
        setattr(module, name, kept)


def read_all(content: bytes, size: int) -> list[lines.PupilList]:
    pieces = (content[at : at + size] for at in range(0, len(content), size))
    return list_files.read_file("f", pieces)


def of_a_reader(*contents: bytes) -> list[object]:
    reader = list_files.FileReader("f", lambda *_: [sheets.Sheet("x", rows=[["Nom", "Prénom"]])])
    told: list[object] = [reader.part()]
    for content in contents:
        reader.feed(content)
        told.append(reader.part())
    return [*told, reader.close()]


def shown_in_letters(pieces: list[bytes]) -> list[str]:
    told: list[str] = []
    markup.read(
        pieces, lambda name, more: told.append(f"{name}{dict(more)}"), told.append, told.append
    )
    return told


LOADED = load_campaign("2020-2021")
WITHOUT_CALENDAR = dataclasses.replace(LOADED, calendar=None)
CITATIONS = sorted(LOADED.citations())
CALENDAR = LOADED.calendar or sc.SchoolCalendar("", "", {}, (), ())
REFERENCES = [references.Reference("« 3e » & suite", href) for href in (None, "../a?b&c#d")]
SESSIONS = [rule.sessions for rule in LOADED.certification if rule.sessions]
NOTICES = [d.Notice(n.kind, n.text, n.source) for n in LOADED.notices]
STATES = [deciding.window_on(sessions.window, day) for sessions in SESSIONS for day in DAYS]


def link(address: str) -> str:
    return f"../{address}"


# --- What the calls are made with -------------------------------------------------------------


def profiles() -> list[dict[str, object] | None]:
    """No levels, none filled in, too few, just enough, all but one, all."""
    indexes = list(v.COMPETENCES)
    filled: list[dict[str, object] | None] = [
        dict.fromkeys(indexes[:count], 1) for count in (1, 4, 5, 15, 16)
    ]
    return [None, {"1.1": "", "1.2": None}, *filled]


def decisions() -> Iterator[Decision]:
    """Every class, kind of establishment, day, profile and report that makes a difference."""
    for level, kind in product(v.ClassLevel, v.Establishment):
        yield decide(Case(level, kind), DAY, LOADED)
    for code, day, levels in product(("cm2", "5e", "3e", "tle-gt"), DAYS, profiles()):
        yield decide(Case.of(code, "public", levels, day + timedelta(3)), day, LOADED)
    for code, days in product(("cm2", "3e"), (-1, 0, 999)):
        yield decide(Case.of(code, "public", None, DAY + timedelta(days)), DAY, LOADED)
    for code in ("cm2", "3e"):
        yield decide(Case.of(code, "prive-hors-contrat", {"1.1": 1}, DAY), DAY, LOADED)


DECISIONS = list(decisions())


def forms() -> Iterator[object]:
    """What a person may fill in, and what no page sends."""
    right = {"class_level": "3e", "establishment": "public", "on": "2021-03-10"}
    yield from ({}, right, [], {**right, "on": None})
    for field in (*right, "last_report_date", "levels.1.1", "levels.9.9"):
        for value in ("", "0", "8", "9", "2021-02-30", "2021-06-15", "<b>", "x" * 300, "\0"):
            yield {**right, field: value}


def requests() -> list[str]:
    pages = {source.page: "../" for source in LOADED.sources.values() if source.page}
    return ["", "{}", *(json.dumps({"fields": fields, "pages": pages}) for fields in forms())]


class File:
    """What reading asks of a path: the site's Python has none."""

    def __init__(self, name: str, content: bytes | None) -> None:
        self.name = name
        self._content = content

    def read_bytes(self) -> bytes:
        if self._content is None:
            raise FileNotFoundError(self.name)
        return self._content


def files(contents: list[bytes]) -> Iterator[File]:
    """Campaign files with these contents, and one that does not exist."""
    yield File("absent.toml", None)
    for content in contents:
        yield File("2020-2021.toml", content)


def as_bytes(text: str) -> Iterator[bytes]:
    """The text as several programs would write it."""
    yield text.encode()
    yield b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    yield text.replace("\n", "\r").encode("latin-1", "replace")
    yield b"\xff\xfe" + "".join(f"{c}\0" for c in text).encode("latin-1", "replace") + b"?"
    yield b"\xfe\xff" + "".join(f"\0{c}" for c in text).encode("latin-1", "replace")


def read_in_pieces(content: bytes, size: int = 1 << 18) -> lines.PupilList:
    pieces = (content[at : at + size] for at in range(0, len(content), size))
    return list_reading.read_list("liste.csv", pieces)


def in_parts(content: bytes) -> list[lines.PupilList | None]:
    reader = list_reading.ListReader("liste.csv")
    reader.feed(content)
    return [reader.part(), reader.close(), reader.part()]


def rosters() -> Iterator[merging.Roster]:
    """Each list alone, and all together."""
    read = [list_reading.read_list(str(n), [text.encode()]) for n, text in enumerate(LISTS)]
    yield from (merging.merge([one]) for one in read)
    yield merging.merge(read)


def roster_answers() -> Iterator[answering.RosterAnswer]:
    for roster in rosters():
        known = classes.ClassMap.of(roster.class_names, roster.with_levels)
        yield answering.answer_roster(roster, known, v.Establishment.PUBLIC, DAY, LOADED)
    given = known.corrected({"": v.ClassLevel("3e"), "7Z": v.ClassLevel("tle-gt")})
    for kind, day in product(v.Establishment, (DAY, date(2021, 6, 1))):
        yield answering.answer_roster(roster, given, kind, day, LOADED)


def fed(chunks: Iterable[bytes]) -> list[str]:
    decoder = decoding.Decoder("f")
    return [*(line for chunk in chunks for line in decoder.feed(chunk)), *decoder.close()]


CAMPAIGNS = [LOADED, dataclasses.replace(LOADED, calendar=None, preparation=None, duties=())]
SCHOOLS = [
    school.School.of(codes, kind, report)
    for codes, kind, report in (
        (list(v.ClassLevel), "prive-sous-contrat", "2021-06-15"),
        (["cm2", "3e", "tle-gt"], "public", None),
        (["5e"], "public", "2021-06-15"),
        (["3e"], "prive-hors-contrat", None),
    )
]
CHOSEN = [
    planning.Session(kind, day)
    for kind in planning.SessionKind
    for day in (DAY, *DAYS, date(2021, 3, 13), date(2021, 4, 12), date(2021, 4, 28))
]
LEADS = [planning.Lead(2), planning.Lead(20, planning.LeadUnit.DAYS)]
PLANS = [planning.plan(campaign, one, CHOSEN, DAY) for campaign in CAMPAIGNS for one in SCHOOLS] + [
    planning.plan(LOADED, SCHOOLS[0], CHOSEN[:1], DAY),
    planning.plan(LOADED, SCHOOLS[0], [], DAY),
]


def decided(one: school.School) -> tuple[Decision, ...]:
    return school.decide_for_school(one, DAY, LOADED)


# --- The calls --------------------------------------------------------------------------------


def each(function: Callable[..., Any], *choices: Iterable[Any]) -> list[Call]:
    """Calls of a function with each combination of arguments."""
    return [partial(function, *given) for given in product(*choices)]


def reads(name: str, owners: Iterable[object]) -> list[Call]:
    """Readings of an attribute."""
    return each(attrgetter(name), owners)


def samples(contents: list[bytes]) -> dict[str, list[Call]]:
    """Calls of all that is public, by name.

    Args:
        contents: What campaign files may hold, right or wrong.
    """
    return {
        **of_campaigns(),
        **of_school_calendar(),
        **of_schools(),
        **of_school_page(),
        **of_cases(),
        **of_reading(contents),
        **of_views(),
        **of_calendars(),
        **of_words(),
        **of_roster(),
        **of_list_page(),
    }


def of_campaigns() -> dict[str, list[Call]]:
    rules = [LOADED.no_effect_on_diplomas, *LOADED.notices]
    year = [LOADED.school_year]
    campaign = [LOADED, *WRONG]
    return {
        "rules.campaign.Campaign": each(c.Campaign),
        "rules.campaign.Campaign.certification_for": each(
            LOADED.certification_for, [*v.ClassLevel, ""]
        ),
        "rules.campaign.Campaign.citations": each(LOADED.citations),
        "rules.campaign.Campaign.duties_for": each(LOADED.duties_for, v.ClassLevel),
        "rules.campaign.Campaign.name": reads("name", [LOADED]),
        "rules.campaign.Campaign.official_source": reads("official_source", [LOADED]),
        "rules.campaign.CertificationRule": [lambda: LOADED.certification],
        "rules.campaign.Citation": each(c.Citation, ["a"], ["b", None]),
        "rules.campaign.Citation.__str__": each(str, CITATIONS),
        "rules.campaign.DutyRule": [lambda: LOADED.duties],
        "rules.campaign.LeftOpen": [lambda: LOADED.left_open],
        "rules.campaign.NoticeRule": [lambda: rules],
        "rules.campaign.NoticeRule.applies_to": [
            call for rule in rules for call in each(rule.applies_to, v.ClassLevel, v.Establishment)
        ],
        "rules.campaign.Preparation": [lambda: LOADED.preparation],
        "rules.campaign.SchoolYear": each(c.SchoolYear, [2020, None]),
        "rules.campaign.SchoolYear.__contains__": each(year[0].__contains__, [*DAYS, *WRONG]),
        "rules.campaign.SchoolYear.__str__": each(str, [*year, c.SchoolYear("x")]),  # type: ignore[arg-type]
        "rules.campaign.SchoolYear.begins": reads("begins", [*year, c.SchoolYear(0)]),
        "rules.campaign.SchoolYear.ends": reads("ends", [*year, c.SchoolYear(9999)]),
        "rules.campaign.Scope": [lambda: LOADED.scope],
        "rules.campaign.Sessions": [lambda: SESSIONS],
        "rules.campaign.Source": [lambda: LOADED.sources],
        "rules.campaign.Threshold": [lambda: LOADED.threshold],
        "rules.campaign.Window": [lambda: [sessions.window for sessions in SESSIONS]],
        "rules.deciding.decide": [
            *each(lambda made: made, DECISIONS),
            *each(decide, [DECISIONS[0].case], [*DAYS, "2021-03-10", *WRONG], campaign),
            *each(decide, WRONG, [DAY], [LOADED]),
        ],
        "rules.deciding.window_on": [
            *each(lambda made: made, STATES),
            *each(deciding.window_on, [SESSIONS[0].window, None], WRONG),
        ],
        "rules.decision.Certification": each(d.Certification, v.Status, [()]),
        "rules.decision.Certification.exists": reads(
            "exists", [d.Certification(status, ()) for status in v.Status]
        ),
        "rules.decision.Decision": each(d.Decision),
        "rules.decision.Duty": [lambda: [duty for made in DECISIONS for duty in made.duties]],
        "rules.decision.Notice": [lambda: NOTICES],
        "rules.decision.WindowOn": [lambda: STATES],
    }


def of_school_calendar() -> dict[str, list[Call]]:
    days = [date(2021, 4, n) for n in (5, 9, 10, 11, 25, 26)]
    (moved,) = CALENDAR.first_announced
    return {
        "rules.school_calendar.Holidays": each(sc.Holidays),
        "rules.school_calendar.Holidays.__contains__": each(moved.__contains__, days),
        "rules.school_calendar.SchoolCalendar": [lambda: CALENDAR],
        "rules.school_calendar.SchoolCalendar.closed": each(
            CALENDAR.closed, [*days, *DAYS, date(2021, 6, 5), None]
        ),
    }


def of_schools() -> dict[str, list[Call]]:
    calls = each(school.sittings, CAMPAIGNS, SCHOOLS, [*DAYS, date(2021, 3, 13), None])
    leads = [{}, {planning.StepKind.CAMPAIGNS: planning.Lead(9)}, None]
    kind = planning.StepKind.REGISTRATION
    return {
        "rules.planning.Caution": each(planning.Caution, WRONG),
        "rules.planning.Lead": each(planning.Lead, [1, 2]),
        "rules.planning.Lead.__str__": each(str, [planning.Lead(1), planning.Lead(2)]),
        "rules.planning.Lead.days": reads("days", LEADS),
        "rules.planning.Lead.of": each(
            planning.Lead.of, [kind, None], ["2", "999", *WRONG], ["days", "weeks", *WRONG]
        ),
        "rules.planning.LeadUnit": each(planning.LeadUnit, WRONG),
        "rules.planning.Plan": [lambda: PLANS],
        "rules.planning.PlannedSession": each(planning.PlannedSession),
        "rules.planning.Session": [lambda: CHOSEN],
        "rules.planning.SessionKind": each(planning.SessionKind, WRONG),
        "rules.planning.SessionKind.of": each(planning.SessionKind.of, [*v.ClassLevel, None]),
        "rules.planning.Step": each(planning.Step),
        "rules.planning.StepKind": each(planning.StepKind, WRONG),
        "rules.planning.StepKind.is_shared": reads("is_shared", planning.StepKind),
        "rules.planning.plan": [
            *each(lambda made: made, PLANS),
            *each(planning.plan, [LOADED], SCHOOLS[:1], [CHOSEN, None], [DAY], leads),
        ],
        "rules.planning.sessions_of": each(
            planning.sessions_of, planning.SessionKind, [LOADED], [*SCHOOLS, None]
        ),
        "rules.school.Deadline": each(school.Deadline),
        "rules.school.DeadlineKind": each(school.DeadlineKind, WRONG),
        "rules.school.MovedHolidays": each(school.MovedHolidays),
        "rules.school.Obstacle": each(school.Obstacle, WRONG),
        "rules.school.School": [lambda: SCHOOLS],
        "rules.school.School.of": each(
            school.School.of, [["3e", "cm2"], [], ["x"]], ["public", "x"], ["", "2021-06-15", "x"]
        ),
        "rules.school.SchoolDay": each(school.SchoolDay),
        "rules.school.SchoolDuty": each(school.SchoolDuty),
        "rules.school.SchoolDuty.begins": reads(
            "begins",
            [duty for one in SCHOOLS for duty in school.school_duties(decided(one))],
        ),
        "rules.school.Sitting": each(school.Sitting),
        "rules.school.decide_for_school": each(decided, [*SCHOOLS, None]),
        "rules.school.moved_holidays": each(
            school.moved_holidays, [CALENDAR], [date(2021, 4, n) for n in (5, 10, 12, 26)]
        ),
        "rules.school.school_days": each(
            school.school_days, CAMPAIGNS, [sessions.window for sessions in SESSIONS]
        ),
        "rules.school.school_duties": each(
            school.school_duties, [*map(decided, SCHOOLS), [], None]
        ),
        "rules.school.sittings": calls,
    }


def school_forms() -> Iterator[object]:
    """What a head of school may fill in, and what no page sends."""
    right = {"class.3e": "1", "class.tle-gt": "1", "establishment": "public", "on": "2021-01-04"}
    whole = {
        **right,
        "session.college.1": "2021-04-29",
        "session.college.2": "2021-02-10",
        "session.lycee.1": "2021-05-13",
        "session.lycee.2": "",
        "session.x.1": "2021-05-13",
    }
    yield from ({}, right, whole, [], {**right, "on": None})
    for field in ("on", "asked_on", "last_report_date", "session.lycee.1", "lead.registration"):
        for value in ("", "2021-02-30", "2021-03-10", "2030-01-01", "9", "<b>"):
            yield {**whole, field: value}
    yield {**whole, "lead.registration": "9", "lead.registration.unit": "days"}


def of_school_page() -> dict[str, list[Call]]:
    pages = {source.page: "../" for source in LOADED.sources.values() if source.page}
    asked = [json.dumps({"fields": fields, "pages": pages}) for fields in school_forms()]
    one, planned, campaign = SCHOOLS[0], PLANS[0], [LOADED]
    days = [school.sittings(LOADED, s, day) for s in SCHOOLS for day in (*DAYS, date(2021, 4, 12))]
    duties = [duty for s in SCHOOLS for duty in school.school_duties(decided(s))]
    steps = [(step, made) for made in PLANS for step in made.steps]
    moved = [
        m for n in (12, 26) if (m := school.moved_holidays(CALENDAR, date(2021, 4, n))) is not None
    ]
    kinds = list(planning.SessionKind)
    return {
        "views.establishment_calendar.school_calendar": each(
            establishment_calendar.school_calendar, SCHOOLS, [*PLANS, None], campaign
        ),
        "views.establishment_calendar.school_events": each(
            establishment_calendar.school_events, SCHOOLS, campaign
        ),
        "views.establishment_calendar.plan_events": each(
            establishment_calendar.plan_events, [*PLANS, None], campaign
        ),
        "views.establishment_html.school_html": [
            *(
                partial(establishment_html.school_html, s, made, day, which, link)
                for which in CAMPAIGNS
                for s in SCHOOLS
                for made in (planning.plan(which, s, CHOSEN, DAY), planning.plan(which, s, [], DAY))
                for day in days[:1] + days[-1:]
            ),
            *each(
                establishment_html.school_html, [one], [planned, PLANS[-2]], days, campaign, [link]
            ),
        ],
        "views.establishment_page.answer_establishment": each(
            establishment_page.answer_establishment, ["", "{}", *asked, None]
        ),
        "views.establishment_text.plan_dict": each(establishment_text.plan_dict, [*PLANS, None]),
        "views.establishment_text.plan_json": each(establishment_text.plan_json, [*PLANS, None]),
        "views.establishment_text.school_text": each(
            establishment_text.school_text, SCHOOLS, [*PLANS, None], campaign
        ),
        "views.establishment_words.all_notices": each(ew.all_notices, [DECISIONS, [], None]),
        "views.establishment_words.caution_words": each(
            ew.caution_words, [*planned.sessions, *PLANS[3].sessions], campaign, [DAY]
        ),
        "views.establishment_words.calendar_words": each(
            ew.calendar_words, PLANS, [LOADED, WITHOUT_CALENDAR]
        ),
        "views.establishment_words.cautions_words": each(
            ew.cautions_words, PLANS, SCHOOLS, campaign
        ),
        "views.establishment_words.deadline_words": each(
            ew.deadline_words, [d for day in days for d in day.deadlines], [DAY]
        ),
        "views.establishment_words.distance": each(ew.distance, [*DAYS, None], [DAY]),
        "views.establishment_words.moved_day_words": each(
            ew.moved_day_words, [date(2021, 4, 12), date(2021, 4, 26)], moved
        ),
        "views.establishment_words.moved_words": each(ew.moved_words, moved),
        "views.establishment_words.leads_words": each(ew.leads_words, [*PLANS, None]),
        "views.establishment_words.session_label": each(ew.session_label, kinds, [None, "1"]),
        "views.establishment_words.sitting_words": [
            partial(ew.sitting_words, sitting, day.closed)
            for day in days
            for sitting in day.sittings
        ],
        "views.establishment_words.step_for": [partial(ew.step_for, *both) for both in steps],
        "views.establishment_words.step_notes": [
            partial(ew.step_notes, step, on)
            for step, _ in steps
            for on in (step.day, step.session.day, date.max)
        ],
        "views.establishment_words.subject": each(ew.subject, SCHOOLS, [DAY]),
        "views.establishment_words.summary": each(ew.summary, [0, 2], PLANS, days, [0, 2]),
        "views.establishment_words.what": each(ew.what, duties),
        "views.establishment_words.when": each(ew.when, duties, [DAY, date(2021, 7, 1)]),
        "views.establishment_words.where": each(ew.where, kinds),
        "views.establishment_words.windows_words": each(
            ew.windows_words, [[sessions.window for sessions in SESSIONS], [], None]
        ),
    }


def of_cases() -> dict[str, list[Call]]:
    levels = [{}, {"1.1": 0, "5.2": 8}, {"1.1": "x"}, None]
    return {
        "rules.case.Case": each(Case),
        "rules.case.Case.__post_init__": [
            *each(Case, WRONG, ["public"]),
            *each(Case, ["3e"], WRONG),
            *each(Case, ["3e"], ["public"], WRONG),
            *each(Case, ["3e"], ["public"], [{"1.1": wrong} for wrong in WRONG]),
            *each(Case, ["3e"], ["public"], [None], WRONG),
        ],
        "rules.case.Case.of": [
            *each(Case.of, v.ClassLevel, v.Establishment, profiles(), ["", "2021-03-10"]),
            *each(Case.of, ["3e", ""], ["public", ""], WRONG, WRONG),
        ],
        "rules.case.parse_date": each(
            case.parse_date, ["on"], ["Date"], [DAY, "2021-02-30", *WRONG]
        ),
        "rules.certifiability.Certifiability": each(certifiability.Certifiability),
        "rules.certifiability.certifiability": each(
            certifiability.certifiability, levels, [LOADED.threshold, None]
        ),
        "rules.errors.InvalidCase": each(errors.InvalidCase, ["on"], ["Date"], WRONG, ["une date"]),
        "rules.errors.InvalidCase.__init__": each(errors.InvalidCase),
        "rules.errors.MalformedCampaign": each(
            errors.MalformedCampaign, ["f"], ["k"], WRONG, ["x"]
        ),
        "rules.errors.MalformedCampaign.__init__": each(errors.MalformedCampaign),
        "rules.errors.quote": each(errors.quote, WRONG),
        "rules.vocabulary.Authority": each(v.Authority, [*v.Authority, *WRONG]),
        "rules.vocabulary.ClassLevel": each(v.ClassLevel, [*v.ClassLevel, *WRONG]),
        "rules.vocabulary.Competence": [lambda: v.COMPETENCES, v.Competence],  # type: ignore[list-item]
        "rules.vocabulary.DutyKind": each(v.DutyKind, [*v.DutyKind, *WRONG]),
        "rules.vocabulary.Establishment": each(v.Establishment, [*v.Establishment, *WRONG]),
        "rules.vocabulary.Labelled": each(v.Labelled, WRONG),
        "rules.vocabulary.NoticeKind": each(v.NoticeKind, [*v.NoticeKind, *WRONG]),
        "rules.vocabulary.Stage": each(v.Stage, [*v.Stage, *WRONG]),
        "rules.vocabulary.Status": each(v.Status, [*v.Status, *WRONG]),
        "rules.vocabulary.WindowState": each(v.WindowState, [*v.WindowState, *WRONG]),
    }


def of_reading(contents: list[bytes]) -> dict[str, list[Call]]:
    names = ["2020-2021.toml", "2021-2022.toml"]
    return {
        "rules.reading.available_campaigns": each(reading.available_campaigns),
        "rules.reading.campaign_for": each(reading.campaign_for, [*DAYS, *WRONG]),
        "rules.reading.load_campaign": each(load_campaign, ["2020-2021", "1789-1790", *WRONG]),
        "rules.reading.parse_campaign": each(reading.parse_campaign, names, contents),
        "rules.reading.read_campaign": each(reading.read_campaign, [*files(contents), None]),
    }


def of_views() -> dict[str, list[Call]]:
    chosen = [None, {}, *({level: DAYS} for level in v.ClassLevel), dict.fromkeys(v.ClassLevel, ())]
    campaign = [LOADED, None]
    invalid = errors.InvalidCase("on", "Date", "<b>", "une date")
    sources = [*LOADED.sources, *map(str, CITATIONS), "x", "x#y", None]
    reported = [[], list(v.ClassLevel), [v.ClassLevel.CP], None]
    return {
        "views.answer.Answer": each(answer.Answer),
        "views.answer.Reason": each(answer.Reason),
        "views.answer.Step": each(answer.Step),
        "views.answer.alerts": each(answer.alerts, [NOTICES, [], None]),
        "views.answer.answer": each(answer.answer, [*DECISIONS, None], campaign),
        "views.answer.sheet": each(
            answer.sheet, [*DECISIONS, None], campaign, [None, list(v.Establishment)]
        ),
        "views.answer.threshold_words": each(answer.threshold_words, [LOADED.threshold, None]),
        "views.as_html.Markup": each(as_html.Markup, TEXTS),
        "views.as_html.answer_html": each(as_html.answer_html, DECISIONS, campaign, [link], [2]),
        "views.as_html.citations_html": each(
            as_html.citations_html, [[], CITATIONS, None], campaign, [link]
        ),
        "views.as_html.element": [
            *each(as_html.element, ["p"], TEXTS, [as_html.Markup("<b>x</b>"), None]),
            lambda: as_html.element("p", "x", class_="a", data_kind='"', hidden=None),
        ],
        "views.as_html.error_html": each(as_html.error_html, [invalid, None]),
        "views.as_html.joined": each(as_html.joined, [TEXTS, [], None]),
        "views.as_html.notices_html": each(
            as_html.notices_html, [NOTICES, [], None], campaign, [link]
        ),
        "views.as_html.prompt_html": each(as_html.prompt_html, [*TEXTS, None]),
        "views.as_html.reference_html": each(as_html.reference_html, [*REFERENCES, None]),
        "views.as_html.sheet_html": each(as_html.sheet_html, DECISIONS, campaign, [link]),
        "views.as_html.typeset": each(as_html.typeset, [*TEXTS, None]),
        "views.as_json.as_dict": each(as_json.as_dict, [*DECISIONS, None]),
        "views.as_json.as_json": each(as_json.as_json, [*DECISIONS, None]),
        "views.as_text.as_text": each(
            as_text.as_text, [*DECISIONS, None], campaign, [as_text.WIDTH, None]
        ),
        "views.page.answer_form": each(page.answer_form, [*requests(), None]),
        "views.references.Reference": [lambda: REFERENCES],
        "views.references.paragraph_reference": each(
            references.paragraph_reference, [*CITATIONS, c.Citation("x", "y")], campaign, [link]
        ),
        "views.references.paragraph_references": each(
            references.paragraph_references, [CITATIONS, [], None], campaign, [link]
        ),
        "views.references.source_reference": each(
            references.source_reference, sources, campaign, [link]
        ),
        "views.words.classes_words": each(words.classes_words, reported),
        "views.tables.competences_html": each(tables.competences_html),
        "views.tables.reported_changes_html": each(
            tables.reported_changes_html, reported, campaign, [link]
        ),
        "views.tables.rule_decision": each(tables.rule_decision, [*v.ClassLevel, None], campaign),
        "views.tables.who_is_concerned_html": each(tables.who_is_concerned_html, campaign, [link]),
        "views.timeline.timeline_html": [
            *each(timeline.timeline_html, campaign, [*DAYS, None], chosen),
            lambda: timeline.timeline_html(WITHOUT_CALENDAR, date(2021, 8, 20)),
            lambda: timeline.timeline_html(WITHOUT_CALENDAR, date(2020, 9, 2)),
        ],
        "views.tables.windows_html": each(tables.windows_html, [[LOADED], [], [None]], [link]),
    }


def of_calendars() -> dict[str, list[Call]]:
    campaign = [LOADED, None]
    event = as_jcal.Event("a@b", DAY, DAY, "« 3e »", "x\ny", (14, 1, 0), "https://a.example/", 2)
    return {
        "views.as_jcal.Event": [lambda: event],
        "views.as_jcal.stamp": each(as_jcal.stamp, ["2020-12-16T00:00:00Z"]),
        "views.as_jcal.calendar": each(as_jcal.calendar, TEXTS, [[event], [], None], [DAY, None]),
        "views.calendar_events.calendar_name": each(
            calendar_events.calendar_name, campaign, [None, *v.ClassLevel]
        ),
        "views.calendar_events.campaign_calendar": each(
            calendar_events.campaign_calendar, campaign
        ),
        "views.calendar_events.campaign_events": each(calendar_events.campaign_events, campaign),
        "views.calendar_events.class_calendar": each(
            calendar_events.class_calendar, campaign, [*v.ClassLevel, None], v.Establishment
        ),
        "views.calendar_events.class_events": each(
            calendar_events.class_events, campaign, [*v.ClassLevel, None], v.Establishment
        ),
        "views.calendar_events.report_event": each(
            calendar_events.report_event, campaign, ["x"], TEXTS, [DAY], DECISIONS[0].duties
        ),
        "views.calendar_events.rule_events": each(
            calendar_events.rule_events, campaign, [set(v.ClassLevel), {DAY}], v.Establishment, "x"
        ),
        "views.calendar_events.decision_calendar": each(
            calendar_events.decision_calendar, [*DECISIONS, None], campaign
        ),
        "views.calendar_events.decision_events": each(
            calendar_events.decision_events, [*DECISIONS, None], campaign
        ),
        "views.calendar_events.offered_calendar": each(
            calendar_events.offered_calendar, [*DECISIONS, None], campaign, ["../c/", None]
        ),
    }


def in_row(found: Any, name: str) -> object:
    return getattr(rows.Rows(found), name)(["A", "Ada", "3A", "oui", "y", ""])


def of_comparing(some: list[lines.Line]) -> dict[str, list[Call]]:
    two = (comparing.like_first_name, comparing.same_first_name)
    one = (comparing.family, comparing.identity, comparing.name_and_class, comparing.rank)
    return {
        **{
            f"roster.comparing.{call.__name__}": each(call, some) for call in (*one, comparing.said)
        },
        **{f"roster.comparing.{call.__name__}": each(call, some[:3], some) for call in two},
        "roster.comparing.folded_class": each(comparing.folded_class, ["3 A", "3e A", "2-1 ?"]),
        "roster.comparing.may_be_one": [
            partial(comparing.may_be_one, known, who, some[0])
            for known in ("", "b1", "of\nx", "og\nx")
            for who in ("", "b2", "of\ny")
        ],
    }


def of_files(archive: zipped.Archive) -> dict[str, list[Call]]:
    pupils = siecle.Siecle()
    return {
        "roster.files.read_file": [
            *each(read_all, BOOKS, [1 << 18, 700]),
            lambda: patched(list_files, "_LARGEST", 9, lambda: read_all(BOOK, 99)),
        ],
        "roster.files.FileReader": [lambda: of_a_reader(b"nom;prenom\nA;B")],
        "roster.files.FileReader.__init__": each(list_files.FileReader),
        "roster.files.FileReader.close": [lambda: of_a_reader(b"\xd0\xcf\x11\xe0" + bytes(9))],
        "roster.files.FileReader.feed": [lambda: of_a_reader(b"n", b"om;prenom\nA;B\n", b"C;D")],
        "roster.files.FileReader.part": [lambda: of_a_reader(LATIN_9)],
        "roster.markup.Malformed": [lambda: str(markup.Malformed("x"))],
        "roster.markup.Reader": [lambda: shown_in_letters([b"<a b='c'>", b"d</a>"])],
        "roster.markup.Reader.__init__": each(markup.Reader),
        "roster.markup.Reader.close": [lambda: shown_in_letters([])],
        "roster.markup.Reader.feed": [lambda: shown_in_letters([b"<a>" + b" " * 300, b"</a>"])],
        "roster.markup.read": [
            lambda: shown_in_letters([LATIN_9]),
            lambda: markup.read([b"<a>x</a>"], lambda *_: None),
        ],
        "roster.ods.is_ods": each(ods.is_ods, [archive]),
        "roster.ods.read_ods": each(
            ods.read_ods, [archive, zipped.Archive(book_of_ods(ODS_CELLS))]
        ),
        "roster.xlsx.Macros": [lambda: str(xlsx.Macros("x"))],
        "roster.xlsx.is_xlsx": each(xlsx.is_xlsx, [archive, zipped.Archive(packed({"a": ""}))]),
        "roster.xlsx.read_xlsx": each(xlsx.read_xlsx, [archive, zipped.Archive(packed({"a": ""}))]),
        "roster.siecle.Siecle": [lambda: siecle.Siecle().sheet()],
        "roster.siecle.Siecle.__init__": [lambda: siecle.Siecle().sheet()],
        "roster.siecle.Siecle.start": [lambda: pupils.start("ELEVE", {})],
        "roster.siecle.Siecle.text": [lambda: pupils.text("x")],
        "roster.siecle.Siecle.end": [lambda: pupils.end("ELEVE")],
        "roster.siecle.Siecle.sheet": [pupils.sheet],
        "roster.zipped.Archive": [lambda: archive.names],
        "roster.zipped.Archive.__init__": each(zipped.Archive, [b"x"]),
        "roster.zipped.Archive.__contains__": [lambda: "x" in archive],
        "roster.zipped.Archive.names": [lambda: archive.names],
        "roster.zipped.Archive.content": each(archive.content, ["_rels/.rels", "x"]),
        "roster.zipped.Archive.pieces": [lambda: list(archive.pieces("xl/sheet1.xml"))],
        **{
            f"roster.zipped.{one.__name__}": [partial(str, one("x"))]
            for one in (zipped.Bomb, zipped.Damaged, zipped.Protected)
        },
    }


def of_titles() -> dict[str, list[Call]]:
    told = [
        "",
        "Prénom",
        "DateNaissance",
        "Né(e) le",
        "* Nom de l’élève*",
        "28",
        "Total 3A",
        "É’ƒ",
        "A",
    ]
    unnamed = encodings.Unnamed()
    strange = [
        b"\xc9\x92A 3\xb0 \xab x",
        b"\x83CHO;No\x91l",
        b"No\x89l\xff",
        b"H\xe9L\xe8NE Chlo\xc8 \xbda",
        b"\xc3\xa9\xff",
    ]
    return {
        "roster.encodings.Unnamed": [lambda: unnamed.encoding],
        "roster.encodings.Unnamed.__init__": [lambda: encodings.Unnamed().encoding],
        "roster.encodings.Unnamed.learn": each(unnamed.learn, [strange]),
        "roster.encodings.Unnamed.read": each(unnamed.read, strange),
        "roster.encodings.decoded": each(encodings.decoded, strange, [*encodings.TABLES, "UTF-8"]),
        "roster.encodings.likelihood": [
            lambda: [
                round(encodings.likelihood(text), 6) > -50
                for text in (*told, "D’É", "3°", "\ufffd")
            ]
        ],
        "roster.names.has_letter": each(roster_names.has_letter, told),
        "roster.names.is_foot": each(roster_names.is_foot, ["total 3a", "a"]),
        "roster.names.is_illegible": each(roster_names.is_illegible, told),
        "roster.names.is_number": each(roster_names.is_number, told),
        "roster.names.split_name": each(
            roster_names.split_name, ["A B", "A, B", ", B", "A", "Zoé LE", "A B C"]
        ),
        "roster.texts.month_number": each(texts.month_number, ["janv", "x"]),
        "roster.titles.are_titles": each(titles.are_titles, told, told),
        "roster.titles.is_title": each(titles.is_title, told),
        "roster.titles.lines_that_may_be_titles": each(
            titles.lines_that_may_be_titles, [told, ["Prénoms;x", "Prénomx"]]
        ),
        "roster.titles.plain_title": each(titles.plain_title, told),
        "roster.twice.may_be_twice": each(twice.may_be_twice, [*told, "Ã‰"]),
        "roster.twice.repaired": each(twice.repaired, [*told, "Ã‰Ãƒâ€° Â\x92 √â √∂x", "√\xa0"]),
    }


def of_roster() -> dict[str, list[Call]]:
    contents = [content for text in LISTS for content in as_bytes(text)]
    long = PROFILES + "".join(f'\nZ{n};"Z\nZ";3A;Oui;;;;{FIVE};{NA}' for n in range(600))
    answers = list(roster_answers())
    speaking = [(one, roster_words.RosterWords(one)) for one in answers]
    pupils = [(pupil, one, said) for one, said in speaking for pupil in one.pupils]
    each_pupil = [pupil for pupil, *_ in pupils]
    names = ["3A", "301", "3e/4e", "TG2", "2GT5", "CAP1", "3PM", "6 SEGPA", "T2", "", "2de-gt"]
    known = classes.ClassMap.of(names)
    maps = [
        classes.class_map_csv(known).encode(),
        b'niveau,classe\n3e,"a;b"\n,x\n3e\n',
        b"classe;niveau\n3A;3x\n",
        b"classe;niveau\n3A;3e\n3a;4e\n",
        b"nom;classe\n",
        b";\n;",
        b"",
        b'"' + b"x" * 140_000,
    ]
    cells = [
        *("", "NA", "-", "1", "1,0", "1,5", "9", "99", "999", "12345", "x", "Oui", "n", "Validée"),
        *("Rejetée", "2021-02-02", "31/02/2021", "2/2/21 9h05", "2021-02-02 25:00", "'=x", "'x"),
        *(
            "Pix",
            "Expert",
            "266 pix",
            "44229",
            "44229,5",
            "2 févr. 2021",
            "02-janv",
            "janv-03",
            "32 mai 21",
        ),
        *("2/2/21 13:05 PM", "02.02.2021 1:05 pm", "Certifiable (le 02/02/2021)"),
        *("Certifiable 02/02/2021", "Non certifiable", "Non communiqué", "Certifiable hier"),
    ]
    whole: list[Callable[[str], object]] = [
        values.level,
        values.pix,
        values.count,
        values.total,
        values.yes_no,
        values.day,
    ]
    whole += [values.class_name, values.on_pupils_page, values.status, values.is_pix]
    whole += [values.situation, values.on_the_level, values.already, values.before_it_was_a_date]
    numbers = values.Values(values.level, "un niveau")
    known_line = lines.Line("f", 2, "D'É", "Ada L", "3e A", "", "", None, None, None, None, None)
    some_lines = [known_line, *read_in_pieces(ODD.encode()).lines]
    found_columns = columns.recognise(["Nom", "Prénom", "Classe", "Déjà certifié", "x"])
    of_entries = entries.Entries("f", lambda _: True)
    cells_of_page = COPIED.split("\n")
    a_sheet = sheets.Sheet("x")
    late = merging.merge([read_in_pieces(LATE.encode())])
    sendings = roster_profiles.Sendings(late, DAY)
    archive = zipped.Archive(BOOK)
    return {
        **of_comparing(some_lines),
        **of_files(archive),
        **of_titles(),
        "roster.entries.Entries": [lambda: of_entries.lines],
        "roster.entries.Entries.__init__": [lambda: entries.Entries("f", bool).lines],
        "roster.entries.Entries.use": [lambda: of_entries.use(found_columns)],  # type: ignore[arg-type]
        "roster.entries.Entries.titles": [lambda: of_entries.titles],
        "roster.entries.Entries.has_values": [lambda: of_entries.has_values],
        "roster.entries.Entries.clear": [of_entries.clear],
        "roster.entries.Entries.notes": [of_entries.notes],
        "roster.entries.Entries.put_aside": [lambda: of_entries.put_aside(1, "x", "y", "z")],
        "roster.entries.OtherTitles": [lambda: str(entries.OtherTitles(3))],
        "roster.entries.OtherTitles.__init__": each(entries.OtherTitles, [3]),
        "roster.entries.is_inactive": each(entries.is_inactive, ["Inactifs", "3A"]),
        "roster.pasted.is_around": each(pasted.is_around, ["Sélectionner x", "A"]),
        "roster.pasted.pupils_of_page": [
            lambda: list(pasted.pupils_of_page(cells_of_page, ["Nom", "Prénom", "x"])),
            lambda: list(pasted.pupils_of_page(cells_of_page, ["Nom", "Prénom", "Certifiable"])),
        ],
        "roster.pasted.stacked_titles": each(
            pasted.stacked_titles, [[], ["x"], ["Nom", "A\tB"], ["Nom"], ["Nom", "Prénom", "a\tb"]]
        ),
        "roster.profiles.Profiles": [
            lambda: roster_profiles.Profiles(LOADED.threshold).of(known_line)
        ],
        "roster.profiles.Profiles.__init__": each(roster_profiles.Profiles, [None]),
        "roster.profiles.Profiles.of": each(
            roster_profiles.Profiles(LOADED.threshold).of, some_lines
        ),
        "roster.profiles.Sendings": [sendings.superseded],
        "roster.profiles.Sendings.__init__": [
            lambda: roster_profiles.Sendings(late, DAY).superseded()
        ],
        "roster.profiles.Sendings.of_the_day": each(sendings.of_the_day, late.pupils),
        "roster.profiles.Sendings.superseded": [sendings.superseded],
        "roster.profiles.says_nothing": each(roster_profiles.says_nothing, some_lines),
        "roster.rows.Rows": [lambda: rows.Rows(found_columns).titles],  # type: ignore[arg-type]
        "roster.rows.Rows.__init__": each(rows.Rows, [None]),
        **{
            f"roster.rows.Rows.{name}": [partial(in_row, found_columns, name)]
            for name in ("said", "beside", "certified", "certified_already")
        },
        "roster.rows.Rows.column_of": [lambda: read_in_pieces(ODD.encode()).set_aside],
        "roster.sheets.Sheet": [lambda: a_sheet],
        "roster.sheets.Sheet.put": [
            lambda: a_sheet.put(1, 2, 'a;"b'),
            lambda: a_sheet.put(1, 1, "c"),
            lambda: a_sheet.put(1 << 21, 1, "c"),
        ],
        "roster.sheets.Sheet.lines": [a_sheet.lines],
        "roster.sheets.TooLarge": [lambda: str(sheets.TooLarge("x"))],
        "roster.sheets.day_text": each(sheets.day_text, ["1", "x", "0", "60.5", "61.99999"]),
        "roster.sheets.number_text": each(sheets.number_text, ["1", "x", "2.0", "0.1"]),
        "roster.merging.Roster.with_levels": reads("with_levels", rosters()),
        "roster.reading.ListReader.read_lines": [
            lambda: list_reading.ListReader("f", ["x"]).read_lines(["nom;prenom", "A;B"])
        ],
        "roster.classes.meant": each(classes.meant, ["02-janv", "3A"]),
        "views.roster_tables.answer_cells": [
            lambda: [list(roster_tables.answer_cells(one)) for one in answers]
        ],
        "views.roster_words.pupils_words": each(roster_words.pupils_words, answers),
        "views.roster_xlsx.roster_xlsx": [
            lambda: [b"".join(roster_xlsx.roster_xlsx(one)) for one in answers],
            lambda: patched(
                roster_xlsx,
                "_ROWS_AT_MOST",
                2,
                lambda: b"".join(roster_xlsx.roster_xlsx(answers[-1])),
            ),
        ],
        "roster.answering.Accounting": [lambda: answers[0].accounting],
        "roster.answering.Accounting.kind": reads("kind", answers[-1].accounting),
        "roster.answering.Alike": [lambda: answers[0].standing],
        "roster.answering.Answers": [lambda: answers],
        "roster.answering.PupilAnswer": [lambda: each_pupil],
        "roster.answering.PupilAnswer.levels": reads("levels", each_pupil),
        "roster.answering.PupilAnswer.nearest": reads("nearest", each_pupil),
        "roster.answering.RosterAnswer": [lambda: answers],
        "roster.answering.Situation": each(answering.Situation, [*answering.Situation, *WRONG]),
        "roster.answering.Summary": [lambda: answering.summary(answers[0].standing)],
        "roster.answering.answer_roster": [
            *each(lambda made: made, answers),
            *each(answering.answer_roster, rosters(), [known], v.Establishment, [DAY], [None]),
        ],
        "roster.answering.put_together": [
            partial(answering.put_together, [*one.standing] * 2) for one in answers
        ],
        "roster.answering.summary": each(answering.summary, [answers[0].standing, [], None]),
        "roster.classes.ClassMap": [lambda: known],
        "roster.classes.ClassMap.corrected": each(
            known.corrected, [{}, {"3a": None, " t2": v.ClassLevel("tle-gt")}, None]
        ),
        "roster.classes.ClassMap.of": each(classes.ClassMap.of, [names, [], None]),
        "roster.classes.ClassMap.unknown": reads("unknown", [known]),
        "roster.classes.ClassMap.without_pupils": each(
            known.without_pupils, [{}, {"3a": None, "9Z": None}, None]
        ),
        "roster.class_names.class_level": each(
            class_names.class_level, [*names, *v.ClassLevel, *TEXTS]
        ),
        "roster.classes.class_map_csv": each(
            classes.class_map_csv, [known, classes.ClassMap({'a;"b': None}), None]
        ),
        "roster.classes.read_class_map": each(
            classes.read_class_map, ["m.csv"], [*([one] for one in maps), None]
        ),
        "roster.columns.Columns": [lambda: columns.recognise(["nom", "prenom", "classe", ""])],
        "roster.columns.Columns.levels": [lambda: read_in_pieces(PLAIN.encode()).columns.levels],
        "roster.columns.Columns.pix": [lambda: read_in_pieces(PIX_ONLY.encode()).columns.pix],
        "roster.columns.Columns.unread": [
            lambda: [read_in_pieces(text.encode()).columns.unread for text in LISTS]
        ],
        "roster.columns.Kind": each(columns.Kind, [*columns.Kind, *WRONG]),
        "roster.columns.RepeatedColumn": each(columns.RepeatedColumn, ["Classe"]),
        "roster.columns.recognise": [
            *each(columns.recognise, [text.split("\n")[0].split(";") for text in LISTS]),
            *each(columns.recognise, [["nom", "prenom", "nom"], [], [""], None]),
        ],
        "roster.decoding.Decoder": [lambda: fed([b"a\r", b"\nb"])],
        "roster.decoding.Decoder.__init__": each(decoding.Decoder),
        "roster.decoding.Decoder.close": each(fed, [[one] for one in as_bytes(PAGE)]),
        "roster.decoding.Decoder.feed": each(
            fed,
            [[b"a" * 5000, b"\r", b"\n\xff\n"], [b"a\n\xef\xbb\xbfb\n"], [None], [""]],
        ),
        "roster.errors.NotAList": each(roster_errors.NotAList, ["f"], ["rien"], ["une liste"]),
        "roster.errors.NotAList.__init__": each(roster_errors.NotAList),
        "roster.lines.Line": [lambda: read_in_pieces(PAGE.encode()).lines],
        "roster.lines.PupilList": [lambda: read_in_pieces(PLAIN.encode())],
        "roster.lines.Result": [lambda: read_in_pieces(RESULTS.encode()).results],
        "roster.lines.SetAside": [lambda: read_in_pieces(PROFILES.encode()).set_aside],
        "roster.merging.Doubt": each(merging.Doubt, [*merging.Doubt, *WRONG]),
        "roster.merging.Roster": each(lambda made: made, rosters()),
        "roster.merging.Roster.class_names": reads("class_names", rosters()),
        "roster.merging.Roster.first_places": [
            partial(merging.Roster.first_places, one) for one in rosters()
        ],
        "roster.merging.Superseded": [lambda: answers[0].superseded],
        "roster.comparing.folded_name": each(
            comparing.folded_name, read_in_pieces(PLAIN.encode()).lines
        ),
        "roster.merging.in_order": [
            lambda: sorted(answers[0].set_aside, key=merging.in_order([])),
            lambda: [list(map(merging.in_order(one.lists), one.pupils)) for one in rosters()],
        ],
        "roster.merging.named_apart": [
            lambda: merging.named_apart([read_in_pieces(PLAIN.encode())] * 3)
        ],
        "roster.merging.merge": [
            *each(merging.merge, [[], None]),
            lambda: merging.merge([read_in_pieces(PLAIN.encode())] * 2),
        ],
        "roster.reading.ListReader": [lambda: list_reading.ListReader("f").feed(b"")],
        "roster.reading.ListReader.__init__": each(list_reading.ListReader),
        "roster.reading.ListReader.close": [lambda: list_reading.ListReader("f").close()],
        "roster.reading.ListReader.feed": [lambda: list_reading.ListReader("f").feed(b"nom")],
        "roster.reading.ListReader.part": [
            lambda: list_reading.ListReader("f").part(),
            partial(in_parts, PLAIN.encode()),
        ],
        "roster.reading.read_list": [
            *each(read_in_pieces, [*contents, *NO_LISTS]),
            lambda: [
                read_in_pieces(PAGE.encode(), size) == read_in_pieces(PAGE.encode())
                for size in (1, 60)
            ],
            lambda: len(read_in_pieces(long.encode(), 5000).lines),
            lambda: len(list_reading.read_list("f", [(long + "\n").encode() * 5]).lines),
            lambda: list_reading.read_list("f", [None]),  # type: ignore[list-item]
        ],
        "roster.template.template_csv": [
            template.template_csv,
            lambda: template.template_csv(levels=True),
        ],
        "roster.texts.fold": each(texts.fold, [*TEXTS, *cells, " É’œ\u0301 ", None]),
        "roster.texts.csv_line": each(texts.csv_line, [["=a", 'b;"', "c\r"], [], None]),
        "roster.texts.one_line": each(texts.one_line, ["a", "a\n\tb\x1b[2J", None]),
        "roster.texts.cells_of": each(texts.cells_of, ["a;b", "", "x" * 140_000], [";", ","]),
        "roster.texts.sortable_date": each(texts.sortable_date, [*cells, *TEXTS, None]),
        "roster.texts.unescaped": each(texts.unescaped, [*cells, None]),
        "roster.values.UnexpectedValue": [lambda: numbers["9"]],
        "roster.values.UnexpectedValue.__init__": each(values.UnexpectedValue),
        "roster.values.Values": [lambda: dict(numbers)],
        "roster.values.Values.__init__": each(values.Values),
        "roster.values.Values.__missing__": [
            lambda: numbers[" 8 "],
            lambda: numbers["neuf"],
            lambda: len(
                list(map(values.Values(str, "un texte").__getitem__, map(str, range(20_000))))
            ),
        ],
        **{f"roster.values.{one.__name__}": each(one, [*cells, None]) for one in whole},
        "views.roster_tables.pupil_dict": [
            partial(roster_tables.pupil_dict, *one) for one in pupils
        ],
        "views.roster_tables.roster_csv": [
            lambda: [list(roster_tables.roster_csv(one)) for one in answers]
        ],
        "views.roster_tables.roster_json": [
            lambda: [list(roster_tables.roster_json(one)) for one in answers]
        ],
        "views.roster_tables.roster_text": [
            lambda: [list(roster_tables.roster_text(one)) for one in answers]
        ],
        "views.roster_tables.summary_text": [
            lambda: [list(roster_tables.summary_text(one)) for one in answers]
        ],
        "views.roster_words.NextStep": [lambda: speaking[0][1].next_step(each_pupil[0])],
        "views.roster_words.RosterWords": each(roster_words.RosterWords),
        "views.roster_words.RosterWords.__init__": each(roster_words.RosterWords, [None]),
        "views.roster_words.RosterWords.next_step": [
            partial(said.next_step, pupil) for pupil, _, said in pupils
        ],
        "views.roster_words.RosterWords.rests_on": [
            partial(said.rests_on, pupil) for pupil, _, said in pupils
        ],
        "views.roster_words.accounting_words": [
            partial(roster_words.accounting_words, total)
            for one in answers
            for total in one.accounting
        ],
        "views.roster_words.dates_words": each(roster_words.dates_words, [None], [None])
        + [partial(roster_words.dates_words, *one) for one in speaking],
        "views.roster_words.notices_of": each(roster_words.notices_of, [*answers, None]),
        "views.roster_words.unread_words": [
            partial(roster_words.unread_words, total.columns)
            for one in answers
            for total in one.accounting
        ],
        "views.roster_words.citations": [
            partial(roster_words.citations, pupil, one) for pupil, one, _ in pupils
        ],
        "views.roster_words.class_words": each(roster_words.class_words, TEXTS),
        "views.roster_words.counts_words": [
            lambda: roster_words.counts_words(answering.summary(answers[0].standing).total)
        ],
        "views.roster_words.doubt_words": each(roster_words.doubt_words, each_pupil),
        "views.roster_words.nearest_words": each(roster_words.nearest_words, each_pupil),
        "views.roster_words.reminder": [
            partial(roster_words.reminder, name, one.pupils, said)
            for one, said in speaking
            for name in ("3A", "", "TG1")
        ],
        "views.roster_words.set_aside_words": [
            partial(roster_words.set_aside_words, one.set_aside) for one in answers
        ],
        "views.roster_words.superseded_words": [
            partial(roster_words.superseded_words, old) for one in answers for old in one.superseded
        ],
        "views.roster_words.taken_words": each(roster_words.taken_words, each_pupil),
        "views.roster_words.yes_no": each(roster_words.yes_no, [True, False, None]),
    }


def of_list_page() -> dict[str, list[Call]]:
    whole = roster_page.RosterPage
    answers = list(roster_answers())
    spoken = [(one, roster_words.RosterWords(one)) for one in answers]
    each_pupil = [(pupil, said) for one, said in spoken for pupil in one.pupils]
    rows = list(enumerate(pupil for pupil, _ in each_pupil[:3]))
    said = each_pupil[0][1]
    order = {"total": 120, "page": 1, "last": 2, "sort": "name", "backwards": True}
    many, odd = (
        "nom;prenom;classe;competences\n"
        + "\n".join(f"N{n};P;{name.format(n=n)};{n % 9}" for n in range(size))
        for name, size in (("3A", 3200), ("classe {n}", 400))
    )
    superseding = "\n".join([PROFILES.split("\n")[0], *PROFILES.split("\n")[2:4] * 210])
    files = [
        {"a": PROFILES, "b": RESULTS},
        {"a": many},
        {"a": odd},
        {"a": superseding},
        {"a": "rien"},
        {},
    ]
    steps = [
        "again",
        "answer",
        "again",
        "view",
        "page:1",
        "page:9",
        "sort:missing",
        "sort:missing",
        "sort:class",
    ]
    steps += ["sort:situation", "sort:name", "pupil:0", "pupil:3", "reminder", "print", "x"]
    steps += [
        "download:answers",
        "download:workbook",
        "download:lines",
        "download:template",
        "download:template-levels",
        "sort:missing",
    ]
    chosen = [
        {},
        {"name": "n"},
        {"name": "n", "class": "1", "situation": "certifiable", "reminder": "0"},
    ]
    chosen += [{"class.0": "3e", "class.1": ""}, {"on": "hier"}]
    return {
        "views.roster_html.classes_html": [
            partial(roster_html.classes_html, roster, classes.ClassMap.of(roster.class_names))
            for roster in rosters()
        ],
        "views.roster_html.filters_html": each(roster_html.filters_html, [*answers, None]),
        "views.roster_html.more_html": each(roster_html.more_html, [*answers, None]),
        "views.as_html.problems_html": each(as_html.problems_html, [TEXTS, [], None]),
        "views.roster_html.pupil_html": [
            partial(roster_html.pupil_html, *one, as_html.Markup("")) for one in each_pupil
        ],
        "views.roster_html.pupils_html": [
            partial(roster_html.pupils_html, rows, said, **order),  # type: ignore[arg-type]
        ],
        "views.roster_html.reminder_html": [
            partial(roster_html.reminder_html, "3A", one.pupils, said) for one, said in spoken
        ],
        "views.roster_html.sheets_html": [
            partial(roster_html.sheets_html, one.pupils, said) for one, said in spoken
        ],
        "views.roster_html.summary_html": [
            partial(roster_html.summary_html, one, said, link) for one, said in spoken
        ],
        "views.roster_page.RosterPage": [lambda: bool(whole())],
        "views.roster_page.RosterPage.__init__": [lambda: whole(*()).begin()],
        "views.roster_page.RosterPage.begin": [lambda: whole().begin()],
        "views.roster_page.RosterPage.open": [lambda: whole().open("a")],
        "views.roster_page.RosterPage.feed": [
            lambda: whole().feed(b""),
            lambda: asked_in_turn({"a": "%PDF-1.7"}, ["read"], {}),
        ],
        "views.roster_page.RosterPage.give_up": [lambda: whole().give_up()],
        "views.roster_page.RosterPage.close": [lambda: whole().close()],
        "views.roster_page.RosterPage.ask": [
            *each(asked_in_turn, files, [["read", *steps]], chosen),
            *each(asked_in_turn, files, [steps], [{}]),
            lambda: asked_in_turn({"a": PLAIN, "b": PLAIN}, ["read"], {}, same_name=True),
        ],
        "views.as_html.table_html": [
            lambda: as_html.table_html("x", ["a", "b"], [["c", "<d>"]]),
            lambda: as_html.table_html("x", ["a"], [], [as_html.element("th", "a")]),
        ],
    }


def asked_in_turn(
    files: Mapping[str, str], steps: list[str], more: Mapping[str, str], *, same_name: bool = False
) -> list[str]:
    """What the list page says, step after step."""
    shown = roster_page.RosterPage()
    pages = {source.page: "../" for source in LOADED.sources.values() if source.page}
    for name, text in files.items():
        shown.open("a" if same_name else name)
        shown.feed(text.encode())
        shown.close()
    fields = {"establishment": "prive-sous-contrat", "on": "2021-03-10", **more}
    return [
        shown.ask(json.dumps({"fields": {**fields, "do": step}, "pages": pages})) for step in steps
    ]


def of_words() -> dict[str, list[Call]]:
    days = [*DAYS, date(2021, 5, 1), None]
    return {
        "views.words.capitalised": each(words.capitalised, [*TEXTS, "élève", None]),
        "views.words.count": each(words.count, [0, 1, 2, None], ["jour"], [None, "journées"]),
        "views.words.date_range": each(words.date_range, days, days),
        "views.words.day_and_month": each(words.day_and_month, days),
        "views.words.days_left": each(words.days_left, [0, 1, 2]),
        "views.words.days_until": each(words.days_until, [1, 2]),
        "views.words.full_date": each(words.full_date, days),
        "views.words.listed": each(words.listed, [["a"], ["a", "b"], ["a", "b", "c"], [], None]),
        "views.words.sessions_possible": each(words.sessions_possible, [*STATES, None]),
        "views.words.short_date": each(words.short_date, days),
        "views.words.to_do": each(words.to_do, [*v.DutyKind, None], v.Status, ["l’élève"]),
        "views.words.without_date": each(words.without_date, v.DutyKind),
        "views.words.window_in_days": each(words.window_in_days, [*STATES, None]),
    }


# --- What there is to call --------------------------------------------------------------------


def public_names(modules: list[str]) -> set[str]:
    """The functions, classes and methods that these modules offer, and what `calculator` does."""
    named = {name for module in modules for name in offered(importlib.import_module(module))}
    exported = (getattr(calculator, name) for name in calculator.__all__)
    return named | {short(f"{one.__module__}.{one.__qualname__}") for one in exported}


def offered(module: ModuleType) -> Iterator[str]:
    for name, one in vars(module).items():
        here = getattr(one, "__module__", None) == module.__name__ and callable(one)
        if here and not name.startswith("_"):
            yield short(f"{module.__name__}.{name}")
            if isinstance(one, type):
                yield from (short(f"{module.__name__}.{name}.{m}") for m in written_methods(one))


def written_methods(kind: type) -> Iterator[str]:
    """The methods that a person wrote and that others may call, special ones included."""
    for name, one in vars(kind).items():
        function = getattr(one, "__func__", getattr(one, "fget", one))
        if not isinstance(function, FunctionType) or function.__name__ != name:
            continue
        file = function.__code__.co_filename.rpartition("/")[2]
        written = file.removesuffix(".py") == kind.__module__.rpartition(".")[2]
        private = name.startswith("_") and not name.endswith("__")
        if written and not private and name != "__new__":  # an enumeration's, called by itself
            yield name


def short(name: str) -> str:
    return name.removeprefix("calculator.")


# --- What comes of it -------------------------------------------------------------------------


def outcome(call: Call) -> object:
    """What a call gives, as JSON can say it, or what it raises; a whole traceback is made of it."""
    try:
        value = call()
        handle(value)
    except Exception as error:
        told = traceback.format_exc()
        name = type(error).__name__
        ours = isinstance(
            error, (errors.InvalidCase, errors.MalformedCampaign, roster_errors.NotAList)
        )
        message = str(error) if ours else ""  # others are Python's, and change with it
        return {
            "raised": name,
            "message": message,
            "told": f"{name}: {message}" in told or not ours,
        }
    return shown(value)


def handle(value: object) -> None:
    """Do with a value what anybody may."""
    repr(value)
    copy.copy(value)
    is_data = dataclasses.is_dataclass(value) and not isinstance(value, type)
    if is_data and dataclasses.replace(value) != value:  # type: ignore[type-var]
        raise AssertionError(value)


def shown(value: object) -> Any:
    """A value as JSON can say it, the same in every Python."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: shown(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
        return {type(value).__name__: fields}
    if isinstance(value, Enum):
        return [type(value).__name__, value.value, getattr(value, "label", "")]
    if isinstance(value, Mapping):
        return {str(key): shown(one) for key, one in value.items()}
    if isinstance(value, Set):
        return sorted(map(str, value))
    if isinstance(value, (list, tuple)):
        return [shown(one) for one in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return [type(value).__name__, str(value)]


def walk(order: str) -> str:
    """Make every call.

    Args:
        order: JSON: the `modules` to walk and the `contents` of campaign files (in Latin-1, a
            letter for each byte).

    Returns:
        JSON: the `names` of all that is public and the `outcomes` of calls by name.
    """
    asked = json.loads(order)
    names = public_names(asked["modules"])
    calls = samples([content.encode("latin-1") for content in asked["contents"]])
    outcomes = {name: [outcome(call) for call in some] for name, some in calls.items()}
    return json.dumps({"names": sorted(names), "outcomes": outcomes})
