"""What holds for every list: found by trying, not by listing."""

from __future__ import annotations

import csv
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from calculator import Case, decide, load_circular
from calculator.lists.answering import answer_roster, summary
from calculator.lists.classes import ClassMap
from calculator.lists.comparing import folded_name, folded_names
from calculator.lists.letters import PLAIN
from calculator.lists.lines import Line
from calculator.lists.merging import merge
from calculator.lists.names import is_foot, is_illegible, is_number
from calculator.lists.pix import COMPETENCES, LEVELS
from calculator.lists.reading import read_list
from calculator.lists.texts import fold, unescaped
from calculator.lists.titles import is_title
from calculator.lists.twice import TWICE
from calculator.model.vocabulary import Establishment
from tests.known import KINDS
from tests.lists.fuzz import ENDS, SEPARATORS, written

CIRCULAR = load_circular("nantes-2020-2021")
DAY = date(2021, 3, 10)
TITLES = ["nom", "prenom", "classe", *COMPETENCES]


def is_name(text: str) -> bool:
    """Whether nothing says that it is something else, or was decoded wrongly."""
    wrong = is_number(text) or is_illegible(text) or TWICE.search(text) or is_title(text)
    return bool(fold(text)) and not wrong and not is_foot(fold(text))


names = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="'"), min_size=1, max_size=12
).filter(lambda name: is_name(name.strip()) and not TWICE.search(name))
classes = st.sampled_from(["3A", "3B", "301", "3PM", "TG1", "5A", "CM2"])
levels = st.lists(st.sampled_from(LEVELS), min_size=16, max_size=16)
pupils = st.lists(st.tuples(names, names, classes, levels), min_size=1, max_size=12)
forms = st.tuples(
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(SEPARATORS),
    st.sampled_from(ENDS),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)


def escaped(name: str) -> str:
    """As Pix writes it."""
    return f"'{name}" if name[0] in "-=@+" else name


@given(pupils, forms, st.permutations(range(len(TITLES))), st.integers(1, 5000))
def test_what_is_written_is_read_in_any_form_order_and_pieces(
    some: list[tuple[str, str, str, list[int]]],
    form: tuple[str, str, str, int],
    order: list[int],
    size: int,
) -> None:
    rows = [[escaped(p[0]), escaped(p[1]), p[2], *map(str, p[3])] for p in some]
    data = written([[row[place] for place in order] for row in (TITLES, *rows)], *form)
    made = read_list("f", (data[at : at + size] for at in range(0, len(data), size)))
    assert made.set_aside == ()
    told = [(one.last_name, one.first_name, one.class_name, one.levels) for one in made.lines]
    expected = [(last.strip(), first.strip(), *rest, bytes(of)) for last, first, *rest, of in some]
    assert told == expected


@given(pupils, st.sampled_from([DAY, date(2021, 5, 13)]), st.sampled_from(KINDS))
def test_each_answer_is_the_calculator_s_and_all_are_counted(
    some: list[tuple[str, str, str, list[int]]], day: date, kind: Establishment
) -> None:
    rows = [[escaped(p[0]), escaped(p[1]), p[2], *map(str, p[3])] for p in some]
    roster = merge([read_list("f", [written([TITLES, *rows])])])
    told = answer_roster(roster, ClassMap.of(roster.class_names), kind, day, CIRCULAR)
    for pupil in told.pupils:
        assert pupil.class_level is not None
        alone = decide(Case(pupil.class_level, kind, pupil.levels), day, CIRCULAR).certification
        assert alone is not None
        assert pupil.profile == alone.profile
        assert pupil.decision is not None
        assert pupil.decision.certification is not None
        assert pupil.decision.certification.status is alone.status
    counts = summary(told.standing)
    assert sum(counts.total.values()) == len(told.pupils)
    by_class = [number for of in counts.by_class.values() for number in of.values()]
    assert sum(by_class) == len(told.pupils)
    assert len(told.pupils) + len(told.superseded) == len(some)


@given(st.text())
def test_what_is_folded_stays_so(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(f"  {unescaped(text)} ") == fold(unescaped(text))


NOTHING = None, None, None, None, None
odd_names = st.text(
    st.one_of(st.sampled_from("aÉœßſΣς -'.\t\n\0\xa0\u200bİŉJ’"), st.characters()), max_size=6
)


@given(st.lists(st.tuples(odd_names, odd_names), max_size=5))
def test_names_are_folded_together_as_they_are_one_by_one(names: list[tuple[str, str]]) -> None:
    lines = [Line("a", 1, *name, "", "", "", *NOTHING) for name in names]
    assert folded_names(lines) == [folded_name(line) for line in lines]


def test_no_plain_letter_is_made_another_one() -> None:
    """So that it matters not in which order letters are made plain."""
    made = set("".join(filter(None, PLAIN.values())))
    assert {letter: PLAIN.get(ord(letter), letter) for letter in made} == {c: c for c in made}
