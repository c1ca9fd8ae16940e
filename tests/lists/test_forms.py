"""One list in every form that programs give it: the answers are the same."""

from __future__ import annotations

import contextlib
import csv
import random
from itertools import permutations, product
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.lists.columns import Kind
from calculator.lists.errors import NotAList
from calculator.lists.lines import PupilList
from calculator.lists.merging import merge
from calculator.lists.reading import read_list
from tests.lists.fuzz import ENCODINGS, ENDS, SEPARATORS, rows_of, written
from tests.lists.test_samples import answers, content, told

STARTS = ("01b", "01d", "02b", "03", "06c")
READ = {start: answers(merge([read_list("f", [content(start)])])) for start in STARTS}
QUOTING = (csv.QUOTE_ALL, csv.QUOTE_MINIMAL)


def read(data: bytes, file: str = "f", size: int = 1 << 18) -> PupilList:
    return read_list(file, (data[at : at + size] for at in range(0, len(data), size)))


def same(start: str, data: bytes) -> None:
    answered = answers(merge([read(data)]))
    assert told(answered) == told(READ[start])
    assert answered.set_aside == READ[start].set_aside


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_separators_line_ends_and_quotes(start: str, encoding: str) -> None:
    for separator, end, quoting in product(SEPARATORS, ENDS, QUOTING):
        same(start, written(rows_of(content(start)), encoding, separator, end, quoting))


@pytest.mark.parametrize("start", STARTS)
def test_both_orders_of_utf_16(start: str) -> None:
    text = content(start).decode("utf-8-sig")
    same(start, b"\xfe\xff" + text.encode("utf-16-be"))
    same(start, b"\xff\xfe" + text.encode("utf-16-le"))


@pytest.mark.parametrize("start", STARTS)
def test_no_quotes_at_all(start: str) -> None:
    lines = (";".join(row) for row in rows_of(content(start)))
    same(start, "\n".join(lines).encode().replace(b'"', b""))


@pytest.mark.parametrize("start", STARTS)
def test_columns_are_found_by_title_wherever_they_are(start: str) -> None:
    rows = rows_of(content(start))
    for seed in range(20):
        order = list(range(len(rows[0])))
        random.Random(seed).shuffle(order)
        moved = [[*(row[place] for place in order), "en plus"] for row in rows]
        moved[0][-1] = "Professeur"
        same(start, written(moved))


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda title: title.replace("é", "e").replace("É", "E"),
        lambda title: title.replace("'", "’"),
        lambda title: title.replace("’", "'"),
        lambda title: f"  {title.replace(' ', '  ')} ",
        lambda title: title.replace(" ", "\N{NO-BREAK SPACE}"),
        lambda title: title.replace("é", "e\N{COMBINING ACUTE ACCENT}"),
    ],
)
def test_titles_in_other_letters(start: str, change: object) -> None:
    titles, *rows = rows_of(content(start))
    same(start, written([[change(title) for title in titles], *rows]))  # type: ignore[operator]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 5000])
@pytest.mark.parametrize("start", STARTS)
def test_bytes_may_come_in_pieces_of_any_size(start: str, size: int) -> None:
    for encoding, end in (("utf-8-sig", "\r\n"), ("utf-16", "\r"), ("cp1252", "\n")):
        data = written(rows_of(content(start)), encoding, ";", end)
        assert read(data, size=size) == read(data)


@pytest.mark.parametrize("end", ENDS)
def test_blank_lines_keep_the_numbers_of_the_others(end: str) -> None:
    titles, *rows = rows_of(content("01b"))
    blank: list[list[str]] = [[], [""], ["", "", ""], [""] * len(titles), [" "] * 99]
    made = read(written([*blank, titles, *blank, *rows, *blank], end=end))
    assert made.blank == 15
    assert [line.number for line in made.lines] == list(range(12, 22))
    assert made.set_aside == ()


def test_a_title_row_repeated_is_no_pupil() -> None:
    titles, *rows = rows_of(content("01b"))
    made = read(written([titles, *rows[:5], titles, *rows[5:]]))
    assert (made.headers, len(made.lines), made.set_aside) == (2, 10, ())


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("before", [0, 39])
def test_titles_may_be_written_on_several_lines(end: str, before: int) -> None:
    titles = 'Nom;Prénom;Classe;"Certifiable\n(O/N)";"Nombre  de\ncompétences\natteintes"'
    lines = [""] * before + [titles, "A;B;3A;Oui;5", "C;D;3A;peut-être;5", titles, "E;F;3A;Non;"]
    made = read("\n".join(lines).replace("\n", end).encode(), size=50)
    (one, two), (aside,) = made.lines, made.set_aside
    assert (one.says_certifiable, one.says_reached, one.number) == (True, 5, before + 5)
    assert (two.says_certifiable, two.number) == (False, before + 11)
    assert (aside.column, made.headers, made.blank) == ("Certifiable (O/N)", 8, before)
    assert made.size == before + 11
    profiles = '"Nom du\nParticipant";"Prénom\ndu Participant";Classe;Certifiable (O/N)\nA;B;3A;Oui'
    assert read(profiles.encode()).columns.kind is Kind.PROFILES


def test_a_stray_quote_in_the_titles_takes_no_pupil() -> None:
    made = read(b'nom;prenom;classe;"x\nA;B;3A;\nC;D;3A;"\n')
    assert [line.last_name for line in made.lines] == ["A"]
    assert [one.number for one in made.set_aside] == [3]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_files_put_end_to_end_are_read(encoding: str) -> None:
    one = "Nom;Prénom;Classe\nÉ;B;3A\n"
    made = read(one.encode(encoding) + one.replace("É", "F").encode("utf-8-sig"))
    assert [line.last_name for line in made.lines] == ["É", "F"]
    assert (made.headers, made.set_aside) == (2, ())


def test_what_stands_before_the_titles_is_listed() -> None:
    made = read(b"Bilan Pix du 3 mars;;\n\n" + content("01b"))
    (aside,) = made.set_aside
    assert (aside.number, aside.expected) == (1, "les titres des colonnes d’abord")
    assert made.lines[0].number == 4


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_first_line_that_says_the_separator_is_no_pupil(separator: str) -> None:
    rows = (("nom", "prenom", "classe"), ("A", "B", "3A"))
    text = "\n".join([f"sep={separator}", *map(separator.join, rows)])
    answered = answers(merge([read(text.encode())]))
    (accounting,) = answered.accounting
    assert (accounting.headers, accounting.answered, accounting.set_aside) == (2, 1, 0)


def test_without_its_own_counts_an_export_is_counted_by_us() -> None:
    rows = rows_of(content("01b"))
    kept = [
        place
        for place, title in enumerate(rows[0])
        if not title.startswith(("Certifiable", "Nombre de comp", "Envoi", "Date", "Nombre de pix"))
    ]
    same_but_pix = answers(merge([read(written([[row[at] for at in kept] for row in rows]))]))
    assert told(same_but_pix) == told(READ["01b"])


def test_levels_come_from_pix_when_their_columns_are_missing() -> None:
    rows = rows_of(content("01b"))
    kept = [at for at, title in enumerate(rows[0]) if not title.startswith("Niveau")]
    made = answers(merge([read(written([[row[at] for at in kept] for row in rows]))]))
    assert told(made) == told(READ["01b"])


def test_with_a_competence_missing_the_file_s_own_count_is_used_and_said() -> None:
    rows = rows_of(content("01b"))
    kept = [
        at
        for at, title in enumerate(rows[0])
        if not title.endswith(("veille d’information", "Interagir"))
    ]
    made = answers(merge([read(written([[row[at] for at in kept] for row in rows]))]))
    assert [one[-2:] for one in told(made)] == [one[-2:] for one in told(READ["01b"])]
    assert all("incomplete" in p.doubts for p in made.pupils if p.line.levels)


def test_a_disagreement_with_the_export_is_shown_and_ours_stands() -> None:
    rows = rows_of(content("01b"))
    rows[1][10], rows[2][9] = "7", "Oui"
    one, two, *others = answers(merge([read(written(rows))])).pupils
    assert (one.reached, one.doubts) == (5, ("namesake", "count_differs"))
    assert (two.certifiable, two.doubts) == (False, ("certifiable_differs",))
    assert [pupil.doubts for pupil in others if pupil.doubts] == [("namesake",)]


@pytest.mark.parametrize(
    ("column", "cell", "found", "expected"),
    [
        (11, "9", "« 9 »", "un niveau de 0 à 8, ou NA"),
        (11, "1,5", "« 1,5 »", "un niveau de 0 à 8, ou NA"),
        (11, "-1", "« -1 »", "un niveau de 0 à 8, ou NA"),
        (11, "٣", "« ٣ »", "un niveau de 0 à 8, ou NA"),
        (12, "beaucoup", "« beaucoup »", "un nombre de pix, ou NA"),
        (12, "1000", "« 1000 »", "un nombre de pix, ou NA"),
        (10, "17", "« 17 »", "un nombre de compétences de 0 à 16, ou NA"),
        (9, "Peut-être", "« Peut-être »", "Oui, Non ou NA"),
        (7, "2021-02-30", "« 2021-02-30 »", "une date qui existe"),
        (7, "31/02/2021 10:15", "« 31/02/2021 10:15 »", "une date qui existe"),
        (7, "02-02-21", "« 02-02-21 »", "une date qui existe"),
        (7, "02.02-2021", "« 02.02-2021 »", "une date qui existe"),
        (7, "02/02/2021 13:15 PM", "« 02/02/2021 13:15 PM »", "une date qui existe"),
        (7, "2021-02-02 25:00", "« 2021-02-02 25:00 »", "une date qui existe"),
        (6, "Non", "« Non »", "Oui, puisque des niveaux sont donnés"),
    ],
)
def test_a_cell_that_holds_no_value_is_named(
    column: int, cell: str, found: str, expected: str
) -> None:
    rows = rows_of(content("01b"))
    rows[1][column] = cell
    (aside,) = read(written(rows)).set_aside
    assert (aside.number, aside.column, aside.found) == (2, rows[0][column], found)
    assert expected in aside.expected


@pytest.mark.parametrize(
    ("sent", "certifiable", "count", "level", "situation"),
    [
        ("Non", "NA", "NA", "NA", "not_shared"),
        ("Non", "Non", "0", "NA", "not_shared"),
        ("Non", "Oui", "NA", "NA", "aside"),
        ("Non", "NA", "3", "NA", "aside"),
        ("Non", "NA", "NA", "1", "aside"),
        ("NA", "NA", "NA", "NA", "not_shared"),
        ("", "", "", "NA", "not_shared"),
        ("", "", "", "", "unknown"),
        ("", "Oui", "", "", "certifiable"),
        ("Oui", "", "", "", "unknown"),
    ],
)
def test_a_profile_that_is_not_shared_says_so_and_nothing_else(
    sent: str, certifiable: str, count: str, level: str, situation: str
) -> None:
    titles = rows_of(content("01b"))[0]
    row = ["x", "1", "c", "A", "B", "3A", sent, "", "", certifiable, count, *[level] * 32]
    made = answers(merge([read(written([titles, row]))]))
    told = [pupil.situation.value for pupil in made.pupils] or ["aside"]
    assert told == [situation]
    for aside in made.set_aside:
        assert (aside.column, aside.found) == ("Envoi (O/N)", "« Non »")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Certifiable 02/02/2021", (True, "2021-02-02")),
        ("Certifiable le 02/02/2021", (True, "2021-02-02")),
        ("Non certifiable (02/02/2021)", (False, "2021-02-02")),
        ("Certifiable (le 02/02/2021)", (True, "2021-02-02")),
    ],
)
def test_the_day_beside_certifiable_on_the_pupils_page(cell: str, said: tuple[bool, str]) -> None:
    (line,) = read(f"Nom;Prénom;Classe;Certificabilité\nA;B;3A;{cell}\n".encode()).lines
    assert (line.says_certifiable, line.sent) == said


@pytest.mark.parametrize(("cell", "said"), [("VRAI", True), ("Faux", False), ("O", True)])
def test_yes_and_no_as_spreadsheets_may_write_them(cell: str, said: bool) -> None:
    (line,) = read(f"Nom;Prénom;Classe;Certifiable\nA;B;3A;{cell}\n".encode()).lines
    assert line.says_certifiable is said


@pytest.mark.parametrize("cell", ["1,0", "1.0", "01", " 1 ", "1,00"])
def test_a_level_as_spreadsheets_may_write_it(cell: str) -> None:
    rows = rows_of(content("01b"))
    rows[1][11] = cell
    same("01b", written(rows))


@pytest.mark.parametrize(
    ("cell", "sorts_as"),
    [
        ("2021-02-02", "2021-02-02"),
        ("02/02/2021", "2021-02-02"),
        ("2/2/21", "2021-02-02"),
        ("02/02/2021 10:15", "2021-02-02 10:15"),
        ("02/02/2021 à 9h05", "2021-02-02 09:05"),
        ("2021-02-02T10:15:59.123Z", "2021-02-02 10:15"),
        ("2021-02-02 10:15:00", "2021-02-02 10:15"),
        ("02-02-2021", "2021-02-02"),
        ("02.02.2021 10:15", "2021-02-02 10:15"),
        ("2021-02-02T10:15:00+01:00", "2021-02-02 10:15"),
        ("2021-02-02 10:15:00 +0100", "2021-02-02 10:15"),
        ("02/02/2021 10:15:00 AM", "2021-02-02 10:15"),
        ("02/02/2021 12:05:00 AM", "2021-02-02 00:05"),
        ("02/02/2021 12:05 pm", "2021-02-02 12:05"),
        ("2/2/2021 1:05:00 PM", "2021-02-02 13:05"),
        ("NA", ""),
    ],
)
def test_a_date_as_programs_may_write_it(cell: str, sorts_as: str) -> None:
    rows = rows_of(content("01b"))
    rows[1][7] = cell
    assert read(written(rows)).lines[0].sent == sorts_as


def test_a_row_of_another_width_is_set_aside() -> None:
    rows = rows_of(content("01b"))
    rows[1] = rows[1][:20]
    rows[2].append("surplus")
    rows[3] += ["", " "]
    made = read(written(rows))
    assert [(a.number, a.found) for a in made.set_aside] == [(2, "20 cellules"), (3, "44 cellules")]
    assert len(made.lines) == 8


def test_a_stray_quote_takes_one_line_with_it() -> None:
    lines = content("01b").decode("utf-8-sig").split("\n")
    lines[3] = lines[3].replace('"Chloé"', '"Chloé')
    made = read("\n".join(lines).encode())
    assert [aside.number for aside in made.set_aside] == [4]
    assert len(made.lines) == 9


@pytest.mark.parametrize(
    ("lines", "aside", "left"),
    [
        (('A;"B;3A;2', 'C;"D;3A;6', "E;F;3A;6"), [2, 3], ["E"]),
        (('A;"B;3A;2', 'C;D";3A;6', "E;F;3A;6"), [2], ["C", "E"]),
        (('A;B;3A;"2', 'C;D;3A;6;"', "E;F;3A;6"), [2, 3], ["E"]),
        (('"A;B;3A;2', 'C";D;3A;6', "E;F;3A;6"), [2], ['C"', "E"]),
        (('"A', 'C";D;3A;6', "E;F;3A;6"), [2], ['C"', "E"]),
        (('A;B;3A;"2', "C;D;3A;6", "E;F;3A;6", 'G;H;3A;5"'), [2, 5], ["C", "E"]),
    ],
)
def test_two_stray_quotes_do_not_make_one_pupil_of_two(
    lines: tuple[str, ...], aside: list[int], left: list[str]
) -> None:
    made = read("\n".join(["nom;prenom;classe;competences", *lines]).encode())
    assert [one.number for one in made.set_aside] == aside
    assert [line.last_name for line in made.lines] == left


@pytest.mark.parametrize("before", [0, 490, 499])
def test_a_cell_on_several_lines_is_one_entry(before: int) -> None:
    titles, *rows = rows_of(content("06c"))
    rows[1][1] = "Basile\nJean"
    many = [[*rows[0][:2], f"N{number}", *rows[0][3:]] for number in range(before)]
    made = read(written([titles, *many, *rows], quoting=csv.QUOTE_ALL))
    _, two, three = (result.line for result in made.results[before:])
    assert (two.first_name, two.number) == ("Basile\nJean", before + 3)
    assert three.number == before + 5
    assert made.spans == {before + 3: 2}
    total = answers(merge([made])).accounting[0]
    assert total.answered + total.superseded + total.set_aside + 1 == total.size == before + 5


def test_the_same_name_in_one_class_is_one_pupil_whatever_the_letters() -> None:
    rows = rows_of(content("01b"))
    again = [*rows[5]]
    again[3], again[4], again[7] = "d’echo", "ELIE‑MARIE", "2021-02-09"
    made = answers(merge([read(written([*rows, again]))]))
    (old,) = made.superseded
    assert (old.line.number, old.by.number) == (6, 12)


def test_of_two_sendings_of_one_day_the_first_counts_and_it_is_said() -> None:
    rows = rows_of(content("01b"))
    again = [*rows[9]]
    again[3:6], again[7] = rows[1][3:6], rows[1][7]
    made = answers(merge([read(written([*rows, again]))]))
    assert [old.line.number for old in made.superseded] == [12]
    assert made.pupils[0].doubts == ("same_date", "namesake")


def test_days_of_birth_keep_two_pupils_of_one_name_and_class_apart() -> None:
    born = "nom;prenom;classe;date de naissance\nA;B;3A;01/02/2006\nA;B;3A;03/04/2006\n"
    made = answers(merge([read(born.encode())]))
    assert (len(made.pupils), made.superseded) == (2, ())
    unsure = read(b"nom;prenom;classe\nA;B;3A\n", "g")
    (aside,) = answers(merge([read(born.encode()), unsure])).set_aside
    assert (aside.file, aside.number) == ("g", 2)
    assert "2 élèves nommés B A (3A, 3A)" in aside.found
    once = read(born.rsplit("A;", 1)[0].encode())
    for lists in ([once, unsure], [unsure, once]):
        assert [pupil.line.birth for pupil in answers(merge(lists)).pupils] == ["2006-02-01"]


@pytest.mark.parametrize(
    ("lines", "pupils"),
    [
        (["LE-GALL;Anne-Marie;3A", "LE GALL;Anne Marie;3A", "Le  Gall;Anne - Marie;3A"], 1),
        (["A;B;3A", "A;B;3 A", "A;B;3eA", "A;B;3e A", "A;B;3EME A", "A;B;3°A", "A;B;3-a"], 1),
        (["A;B;3-1", "A;B;3 1", "A;B;3.1", "A;B;3e 1", "A;B;3ème1"], 1),
        (["A;B;2GT5", "A;B;2de GT 5", "A;B;2NDE-GT-5"], 1),
        (["A;B;3PM", "A;B;3 PM", "A;B;3e PM", "A;B;3ePM"], 1),
        (["A;B;TG2", "A;B;Terminale G 2", "A;B;TLE G2"], 1),
        (["A;B;3-1", "A;B;31", "A;B;301", "A;B;3-11"], 4),
        (["A;B;3E", "A;B;3A", "A;B;3E1", "A;B;3PM"], 4),
        (["AB;C;3A", "A;BC;3A", "A B;C;3A", "A;B C;3A"], 4),
    ],
)
def test_a_pupil_is_counted_once_however_name_and_class_are_written(
    lines: list[str], pupils: int
) -> None:
    made = read("\n".join(["nom;prenom;classe", *lines]).encode())
    roster = merge([made])
    assert (len(roster.pupils), len(roster.superseded)) == (pupils, len(lines) - pupils)


BORN = ["A;B;3A;01/02/2006;5", "A;B;3A;03/04/2006;1"]
NO_CLASS = ["A;B;;01/02/2006;5", "A;B;;03/04/2006;1"]


@pytest.mark.parametrize(
    ("lines", "aside", "left"),
    [
        ([*BORN, "A;B;3A;;9"], ["9"], 2),
        ([*BORN, "A;B;;;9"], ["9"], 2),
        (["A;B;3A;;9", *NO_CLASS], ["5", "1"], 1),
        ([*NO_CLASS[:1], "A;B;3A;;9"], [], 1),
        ([BORN[0], NO_CLASS[1], "A;B;;;9"], ["9"], 2),
    ],
)
def test_a_line_that_may_be_of_two_pupils_is_set_aside_in_any_order(
    lines: list[str], aside: list[str], left: int
) -> None:
    for some in permutations(lines):
        made = read("\n".join(["nom;prenom;classe;date de naissance;competences", *some]).encode())
        roster = merge([made])
        wrong = [some[one.number - 2].split(";")[-1] for one in roster.set_aside]
        assert (sorted(wrong), len(roster.pupils)) == (sorted(aside), left)


def test_many_pupils_of_one_name_take_no_time() -> None:
    lines = [f"A;B;C{number};5\nA;B;;4\n" for number in range(15_000)]
    start = process_time()
    merge([read(("nom;prenom;classe;competences\n" + "".join(lines)).encode())])
    assert process_time() - start < 3


PLAIN = "nom;prenom;classe;competences_atteintes\nDUPONT;Léa;3A;5\nDURAND;Max;3A;\nÀ;B;3B\n"


def test_a_plain_list_with_counts() -> None:
    made = read(PLAIN.encode())
    assert made.columns.kind is Kind.PLAIN
    assert [one[5:] for one in told(answers(merge([made])))] == [
        ("certifiable", 5, 0),
        ("unknown", None, None),
        ("unknown", None, None),
    ]


def test_a_plain_list_with_levels_where_blank_counts_as_not_reached() -> None:
    made = read(b"Nom,Prenom,Classe,1.1,1.2,2.1\nA,B,3A,2,1,\nC,D,3A,,,\n")
    one, two = answers(merge([made])).pupils
    assert (one.reached, one.missing, one.doubts) == (2, 3, ("incomplete",))
    assert one.levels == {"1.1": 2, "1.2": 1}
    assert two.situation == "unknown"


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_whatever_the_bytes_there_is_a_list_or_one_message(data: bytes) -> None:
    for prefix in (b"", b"nom;prenom;classe\n", b"\xff\xfe", b"\xef\xbb\xbfnom,prenom\r"):
        with contextlib.suppress(NotAList):
            made = read(prefix + data, size=50)
            numbers = [line.number for line in made.lines]
            numbers += [aside.number for aside in made.set_aside]
            spans = sum(made.spans.get(number, 1) for number in numbers)
            assert made.size == made.headers + made.blank + spans
