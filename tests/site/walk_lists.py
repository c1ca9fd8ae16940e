"""Plays what people do with lists of pupils, as `walk.py` does with the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from calculator import Circular, load_circular
from calculator.answers.lists import (
    RosterWords,
    citations,
    reminder,
    set_aside_words,
    superseded_words,
)
from calculator.ask.lists import RosterPage
from calculator.lists import values
from calculator.lists.answering import answer_roster, put_together, summary
from calculator.lists.class_names import class_level
from calculator.lists.classes import ClassMap, class_map_csv, read_class_map
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import PupilList
from calculator.lists.merging import Roster, in_order, merge
from calculator.lists.pix import COMPETENCES
from calculator.lists.reading import ListReader, read_list
from calculator.lists.texts import sortable_date
from calculator.render.list_tables import roster_csv, roster_json, roster_text, summary_text

Call = Callable[[], object]

DAY = date(2021, 3, 10)
LATE = date(2021, 6, 1)
OURS = load_circular("nantes-2020-2021")

ZIP = b"PK\x03\x04"
NAMES = [competence.name for competence in COMPETENCES.values()]
TITLES = (
    "Nom du Participant;Prénom du Participant;Classe;Envoi (O/N);Certifiable (O/N);"
    "Nombre de compétences certifiables;Date et heure de l’envoi (Europe/Paris);"
)
OF_LEVELS = ";".join(f"Niveau pour la compétence {name}" for name in NAMES)
OF_PIX = ";".join(f"Nombre de pix pour la compétence {name}" for name in NAMES)
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
LISTS = (PROFILES, PIX_ONLY, ASSESSMENT, PAGE, RESULTS, SCORES, PLAIN)
NO_LISTS = (
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


def as_programs_write(text: str) -> Iterator[bytes]:
    """The text as several programs would write it."""
    yield text.encode()
    yield b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    yield text.replace("\n", "\r").encode("latin-1", "replace")
    yield b"\xff\xfe" + "".join(f"{c}\0" for c in text).encode("latin-1", "replace") + b"?"
    yield b"\xfe\xff" + "".join(f"\0{c}" for c in text).encode("latin-1", "replace")


def of_lists() -> Iterator[Call]:
    for content in [*(one for text in LISTS for one in as_programs_write(text)), *NO_LISTS]:
        yield from (partial(read_in_pieces, content, size) for size in (61, 1 << 18))
    odd = "".join(f'\nZ{n};"Z\nZ";3A;Oui;;;;{FIVE};{NA}\nA;B\x1b\t;;;' for n in range(600))
    for text in (
        PROFILES + odd,
        PROFILES + "\nZ;Z;3A;Oui" * 25_000,
        'nom;classe\n"A;3A\n' * 300,
    ):
        marked = text.replace("\nZ;", "\n\ufeffZ;", 1).encode()
        yield from (partial(read_in_pieces, marked, size) for size in (5000, 1 << 20))
    yield partial(told_of, merge([read_as(PROFILES + odd)]), "public", DAY)
    yield partial(in_parts, PLAIN.encode())
    yield lambda: read_list("f", [None])  # type: ignore[list-item]
    rosters = [merge([one]) for one in map(read_as, LISTS)] + [merge(map(read_as, LISTS * 2))]
    yield from (partial(told_of, one, kind, day) for one in rosters for kind, day in ASKED)
    yield from (partial(placed, one) for one in rosters)
    yield from of_classes()
    yield from (partial(as_value, cell) for cell in CELLS)
    yield from of_page()


ASKED = [("public", DAY), ("prive-sous-contrat", LATE), ("prive-hors-contrat", DAY)]


def read_as(text: str) -> PupilList:
    return read_list(f"{len(text)}.csv", [text.encode()])


def read_in_pieces(content: bytes, size: int) -> object:
    pieces = (content[at : at + size] for at in range(0, len(content), size))
    return said_of_list(read_list("liste.csv", pieces))


def said_of_list(read: PupilList) -> object:
    columns = read.columns
    of_columns = [columns.kind.label, columns.unread, columns.levels, columns.pix]
    return [*of_columns, *map(str, (*read.lines[:50], *read.results, *read.set_aside[:50]))]


def in_parts(content: bytes) -> object:
    """A long list, as the command line takes it: part after part."""
    reader = ListReader("liste.csv")
    early = reader.part()
    reader.feed(content)
    part, end, rest = reader.part(), reader.close(), reader.part()
    return [said_of_list(one) if one else None for one in (early, part, end, rest)]


def told_of(roster: Roster, kind: str, day: date, circular: Circular = OURS) -> object:
    """All that can be said of a list's pupils."""
    known = ClassMap.of(roster.class_names).corrected(
        {"": ClassLevel("3e"), "7Z": ClassLevel("tle-gt")}
    )
    answered = answer_roster(roster, known, kind, day, circular)
    again = put_together([*answered.standing] * 2)
    said = RosterWords(answered)
    return [
        *("".join(how(answered)) for how in (roster_csv, roster_json, roster_text, summary_text)),
        *(reminder(name, answered.pupils, said) for name in ("3A", "", "TG1")),
        *(str(one) for one in (summary(answered.standing), summary(again), summary([]))),
        *map(superseded_words, answered.superseded),
        *set_aside_words(answered.set_aside),
        *(str([*map(str, citations(one)), one.levels]) for one in answered.pupils),
    ]


def placed(roster: Roster) -> object:
    """Where each pupil and class stands in the files."""
    places = list(map(in_order(roster.lists), roster.pupils))
    return [str(places), str(roster.class_names), str(roster.first_places())]


def of_classes() -> Iterator[Call]:
    names = ["3A", "301", "3e/4e", "TG2", "2GT5", "CAP1", "3PM", "6 SEGPA", "T2", "", "2de-gt"]
    known = ClassMap.of(names)
    yield lambda: [level and level.label for level in map(class_level, [*names, *ClassLevel])]
    yield lambda: [known.unknown, known.without_pupils({"3a": None, "9Z": None})]
    yield lambda: class_map_csv(known.corrected({"3a": None, " t2": ClassLevel("tle-gt")}))
    yield lambda: class_map_csv(ClassMap({'a;"b': None}))
    for content in (
        class_map_csv(known).encode(),
        b'niveau,classe\n3e,"a;b"\n,x\n3e\n',
        *(b"classe;niveau\n3A;3x\n", b"classe;niveau\n3A;3e\n3a;4e\n", b"nom;classe\n"),
        *(b";\n;", b"", b'"' + b"x" * 140_000, bytes(5 << 20)),
    ):
        yield partial(read_class_map, "m.csv", [content])


CELLS = [
    *("", "NA", "-", "1", "1,0", "1,5", "9", "99", "999", "12345", "x", "Oui", "n", "Validée"),
    *("Rejetée", "2021-02-02", "31/02/2021", "2/2/21 9h05", "2021-02-02 25:00", "'=x", "'x"),
    *("2/2/21 13:05 PM", "02.02.2021 1:05 pm", "Certifiable (le 02/02/2021)"),
    *("Certifiable 02/02/2021", "Non certifiable", "Non communiqué", "Certifiable hier"),
]
READ = (values.level, values.pix, values.count, values.total, values.yes_no, values.day)


def as_value(cell: str) -> object:
    """What a cell says, read as each kind of value; and many others, which are not all kept."""
    one = values.Values(values.level, "un niveau")
    many = values.Values(str, "un texte")
    for number in range(20_000 if cell == "x" else 1):
        many[str(number)]
    said: list[object] = [how(cell) for how in READ]
    said += [values.class_name(cell), values.on_pupils_page(cell), values.status(cell)]
    return [*map(str, said), sortable_date(cell), one[cell]]


# --- The page ---------------------------------------------------------------------------------


def of_page() -> Iterator[Call]:
    many, odd = (
        "nom;prenom;classe;competences\n"
        + "\n".join(f"N{n};P;{name.format(n=n)};{n % 9}" for n in range(size))
        for name, size in (("3A", 3200), ("classe {n}", 400))
    )
    superseding = "\n".join([PROFILES.split("\n")[0], *PROFILES.split("\n")[2:4] * 210])
    steps = [
        *("again", "answer", "again", "view", "page:1", "page:9", "sort:missing", "sort:missing"),
        *("sort:class", "sort:situation", "sort:name", "pupil:0", "pupil:3", "reminder", "print"),
        *("x", "download:answers", "download:lines", "download:template"),
        *("download:template-levels", "sort:missing"),
    ]
    chosen: list[dict[str, str]] = [
        {},
        {"name": "n"},
        {"name": "n", "class": "0", "situation": "certifiable", "reminder": "0"},
        {"class.0": "3e", "class.1": ""},
        {"on": "hier"},
    ]
    for files in (
        *([("a", PROFILES), ("b", RESULTS)], [("a", many)], [("a", odd)], [("a", superseding)]),
        *([("a", "rien")], []),
    ):
        yield from (partial(asked, files, ["read", *steps], one) for one in chosen)
    yield partial(asked, [("a", PROFILES)], steps, {})
    yield partial(asked, [("a", PLAIN), ("a", PLAIN), ("b", "%PDF-1.7")], ["read"], {})
    yield partial(asked, [("a", None)], ["read"], {})


def asked(
    files: Iterable[tuple[str, str | None]], steps: list[str], more: Mapping[str, str]
) -> object:
    """What the page says, step after step; a file without a text cannot be read."""
    page = RosterPage()
    page.feed(b"")
    for name, text in files:
        page.open(name)
        if text is None:
            page.give_up()
        else:
            page.feed(text.encode())
            page.close()
    fields = {"establishment": "prive-sous-contrat", "on": "2021-03-10", **more}
    pages = {"circulaire/2020-12-16.md": "../"}
    return [
        page.ask(json.dumps({"fields": {**fields, "do": step}, "pages": pages})) for step in steps
    ]
