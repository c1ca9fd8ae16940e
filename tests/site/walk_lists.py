"""Plays what people do with lists of pupils, as `walk.py` does with the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from types import ModuleType

from calculator import Circular, load_circular
from calculator.answers.lists import (
    RosterWords,
    citations,
    doubt_words,
    reminder,
    set_aside_words,
    superseded_words,
)
from calculator.ask.lists import RosterPage
from calculator.lists import encodings, files, values
from calculator.lists.answering import answer_roster, put_together, summary
from calculator.lists.class_names import class_level
from calculator.lists.classes import ClassMap, class_map_csv, meant, read_class_map
from calculator.lists.french_classes import ClassLevel
from calculator.lists.lines import PupilList
from calculator.lists.livret import read_livrets
from calculator.lists.merging import merge
from calculator.lists.pasted import pupils_of_page
from calculator.lists.reading import ListReader, read_list
from calculator.lists.rosters import Roster, in_order
from calculator.lists.sheets import Sheet, day_text
from calculator.lists.texts import sortable_date
from calculator.lists.titles import lines_that_may_be_titles
from calculator.lists.twice import repaired
from calculator.lists.xlsx import read_xlsx
from calculator.lists.zipped import Archive
from calculator.render import list_xlsx
from calculator.render.list_tables import roster_csv, roster_json, roster_text, summary_text
from calculator.render.list_xlsx import roster_xlsx
from tests.site.walk_files import (
    BOOK,
    BOOKS,
    COPIED,
    FIVE,
    KINDS,
    LATE_SENDINGS,
    LATIN_9,
    LISTS,
    LIVRET,
    NA,
    NO_LISTS,
    ODD,
    OLD_BOOK,
    PLAIN,
    PROFILES,
    RESULTS,
    book,
    packed,
)

Call = Callable[[], object]

DAY = date(2021, 3, 10)
LATE = date(2021, 6, 1)
OURS = load_circular("nantes-2020-2021")


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
        "nom;prenom\n" + "A;B\n" * 2000 + "\0",
    ):
        marked = text.replace("\nZ;", "\n\ufeffZ;", 1).encode()
        yield from (partial(read_in_pieces, marked, size) for size in (5000, 1 << 20))
    yield partial(told_of, merge([read_as(PROFILES + odd)]), "public", DAY)
    yield partial(in_parts, PLAIN.encode())
    yield lambda: read_list("f", [None])  # type: ignore[list-item]
    yield from (partial(read_all, book, size) for book in BOOKS for size in (1 << 18, 700))
    unlike = "<w><row><c t='str'><v>Bonjour</v></c></row></w>"
    yield partial(read_all, book(unlike, second=unlike), 1 << 18)
    yield partial(with_limit, files, "_LARGEST", 9, partial(read_all, BOOK, 99))
    yield from (partial(as_they_come, *pieces) for pieces in COMING)
    rosters = [merge([one]) for one in map(read_as, LISTS)] + [merge(map(read_as, LISTS * 2))]
    yield from (partial(told_of, one, kind, day) for one in rosters for kind, day in ASKED)
    yield from (partial(placed, one) for one in rosters)
    yield from of_classes()
    yield from of_parts()
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


def read_all(content: bytes, size: int) -> object:
    """Whatever the file is."""
    pieces = (content[at : at + size] for at in range(0, len(content), size))
    return [said_of_list(one) for one in files.read_file("classeur", pieces)]


COMING = ((b"nom;prenom\nA;B",), (b"n", b"om;prenom\nA;B\n", b"C;D"), (OLD_BOOK,), (LATIN_9,))


def as_they_come(*pieces: bytes) -> object:
    """A file in pieces, where something reads old workbooks."""
    rows = [["Nom", "Prénom"], ["A", "B"]]
    reader = files.FileReader("f", lambda *_: [Sheet("x", rows=rows)])
    told = [reader.part()]
    for piece in pieces:
        reader.feed(piece)
        told.append(reader.part())
    return [said_of_list(one) if one else None for one in (*told, *reader.close())]


def with_limit(module: ModuleType, name: str, value: object, call: Call) -> object:
    """What a call gives while a constant of a module is another."""
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        return call()
    finally:
        setattr(module, name, kept)


def told_of(roster: Roster, kind: str, day: date, circular: Circular = OURS) -> object:
    """All that can be said of a list's pupils."""
    known = ClassMap.of(roster.class_names, roster.with_levels).corrected(
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
        *parts_of(roster_xlsx(answered)),
        str(with_limit(list_xlsx, "_ROWS_AT_MOST", 2, lambda: parts_of(roster_xlsx(answered)))),
        *(said_ for one in answered.pupils[:99] for said_ in doubt_words(one)),
        *(str([*map(str, citations(one)), one.levels]) for one in answered.pupils),
    ]


def parts_of(pieces: Iterable[bytes]) -> list[str]:
    """What a workbook holds: not every Python packs it alike."""
    archive = Archive(b"".join(pieces))
    return [archive.content(name).decode() for name in archive.names]


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


def of_parts() -> Iterator[Call]:
    """What few files have, asked for by itself."""
    signs = ("D’É", "3°", "\ufffd", "« x »", "HéLèNE")
    yield lambda: [encodings.likelihood(text) > -15 for text in signs]
    yield from (partial(meant, name) for name in ("02-janv", "3A"))
    yield from (partial(day_text, number) for number in ("1", "x", "0", "60.5", "61.99999"))
    yield from (partial(repaired, text) for text in ("Ã‰Ãƒâ€° Â\x92 √â √∂x", "√\xa0"))
    yield lambda: lines_that_may_be_titles(["Nom", "Prénoms;x", "Prénomx"])
    rows = COPIED.split("\n")
    titled = (["Nom", "Prénom", "x"], ["Nom", "Prénom", "Certifiable"])
    yield from (lambda titles=titles: [*pupils_of_page(rows, titles)] for titles in titled)
    yield lambda: read_xlsx(Archive(packed({"a": ""})))
    yield lambda: Archive(b"x").names


CELLS = [
    *("", "NA", "-", "1", "1,0", "1,5", "9", "99", "999", "12345", "x", "Oui", "n", "Validée"),
    *("Rejetée", "2021-02-02", "31/02/2021", "2/2/21 9h05", "2021-02-02 25:00", "'=x", "'x"),
    *("Pix", "Expert", "266 pix", "44229", "44229,5", "2 févr. 2021", "02-janv", "janv-03"),
    *("32 mai 21", "Interne", "hier"),
    *("2/2/21 13:05 PM", "02.02.2021 1:05 pm", "Certifiable (le 02/02/2021)"),
    *("Certifiable 02/02/2021", "Non certifiable", "Non communiqué", "Certifiable hier"),
]
READ: tuple[Callable[[str], object], ...] = (
    *(values.level, values.pix, values.count, values.total, values.yes_no, values.day),
    *(values.class_name, values.on_pupils_page, values.status, values.is_pix, values.situation),
    *(values.level_name, values.already, values.before_it_was_a_date),
)


def as_value(cell: str) -> object:
    """What a cell says, read as each kind of value; and many others, which are not all kept."""
    one = values.Values(values.level, "un niveau")
    many = values.Values(str, "un texte")
    for number in range(20_000 if cell == "x" else 1):
        many[str(number)]
    return [*(str(how(cell)) for how in READ), sortable_date(cell), one[cell]]


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
        *("sort:class", "sort:situation", "sort:name", "pupil:0", "pupil:0", "reminder", "print"),
        *("x", "download:answers", "download:workbook", "download:lines", "download:template"),
        *("download:template-levels", "sort:missing"),
    ]
    chosen: list[dict[str, str]] = [
        {},
        {"name": "n"},
        {"name": "n", "class": "0", "situation": "certifiable", "reminder": "0"},
        {"class.0": "3e", "class.1": ""},
        {"on": "hier"},
    ]
    for held in (
        *([("a", PROFILES), ("b", RESULTS)], [("a", many)], [("a", odd)], [("a", superseding)]),
        *([("a", "rien")], []),
        *([("a", "nom;prenom;classe\nA;;3A")], [("a", "nom;prenom;classe\nA;B;Lynx")]),
    ):
        yield from (partial(asked, held, ["read", *steps], one) for one in chosen)
    yield partial(asked, [("a", PROFILES)], steps, {})
    yield partial(asked, [("a", PLAIN), ("a", PLAIN), ("b", "%PDF-1.7")], ["read"], {})
    yield partial(asked, [("a", None)], ["read"], {})
    yield partial(asked, [("a", "Nom;Prénom;Option\nA;B;3A")], ["read", "answer"], {})
    yield partial(asked, [("a", ODD), ("b", LATE_SENDINGS), ("c", KINDS)], ["read", *steps], {})
    yield from of_livrets()


LOUPS = LIVRET.replace("CM2", "Loups").replace("5A", "Ours")


def of_livrets() -> Iterator[Call]:
    for text in (LIVRET, LIVRET[:99], LIVRET.replace("lsun-bilans", "autre"), "<a", LOUPS):
        for steps in (["read", "again"], ["read", "answer"]):
            for more in ({}, {"establishment": "prive-hors-contrat"}):
                yield partial(asked, [("l.xml", text), ("m.xml", text)], steps, more)
        for held in ({"l.xml": text}, {"l.xml": text, "m.xml": text}):
            yield partial(livrets, [packed(held)])
        yield partial(livrets, [text[:2].encode(), text[2:].encode()])
    zipped = packed({"l.xml": LIVRET})
    yield partial(livrets, [zipped[:9], zipped[9:]])
    yield partial(asked_of_bytes, zipped)


def livrets(content: Iterable[bytes]) -> list[object]:
    """The pupils of an export given twice."""
    return [
        (one.last_name, one.first_name, one.class_name, [report.levels for report in one.reports])
        for one in read_livrets([("l.xml", content), ("m.xml", content)])
    ]


def asked_of_bytes(content: bytes) -> object:
    """What the page says of a file."""
    page = RosterPage()
    page.open("l.zip")
    page.feed(content)
    page.close()
    fields = {"establishment": "prive-sous-contrat", "on": "2021-03-10", "do": "read"}
    return page.ask(json.dumps({"fields": fields, "pages": {"circulaire/2020-12-16.md": "../"}}))


def asked(
    held: Iterable[tuple[str, str | None]], steps: list[str], more: Mapping[str, str]
) -> object:
    """What the page says, step after step; a file without a text cannot be read."""
    page = RosterPage()
    page.feed(b"")
    for name, text in held:
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
