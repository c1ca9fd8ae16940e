"""One list in every form that programs give it: the answers are the same."""

from __future__ import annotations

import contextlib
import csv
import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.lists.columns import Kind
from calculator.lists.errors import NotAList
from calculator.lists.merging import merge
from tests.lists.forms import STARTS, read, same
from tests.lists.fuzz import ENCODINGS, ENDS, SEPARATORS, rows_of, written
from tests.lists.test_samples import answers, content

QUOTING = (csv.QUOTE_ALL, csv.QUOTE_MINIMAL)


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


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_whatever_the_bytes_there_is_a_list_or_one_message(data: bytes) -> None:
    for prefix in (b"", b"nom;prenom;classe\n", b"\xff\xfe", b"\xef\xbb\xbfnom,prenom\r"):
        with contextlib.suppress(NotAList):
            made = read(prefix + data, size=50)
            numbers = [line.number for line in made.lines]
            numbers += [aside.number for aside in made.set_aside]
            spans = sum(made.spans.get(number, 1) for number in numbers)
            assert made.size == made.headers + made.blank + spans
