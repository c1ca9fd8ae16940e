"""What the files of Pix say, sample by sample: a coordinator could check each row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from calculator import load_circular
from calculator.lists.answering import answer_roster
from calculator.lists.answers import RosterAnswer
from calculator.lists.classes import ClassMap
from calculator.lists.columns import Kind
from calculator.lists.errors import NotAList
from calculator.lists.french_classes import ClassLevel
from calculator.lists.merging import merge
from calculator.lists.reading import read_list
from calculator.lists.rosters import Roster

SAMPLES = Path(__file__).with_name("samples")
CIRCULAR = load_circular("nantes-2020-2021")
DAY = date(2021, 3, 10)


def content(start: str) -> bytes:
    (file,) = SAMPLES.glob(f"{start}*")
    return file.read_bytes()


def roster(*starts: str) -> Roster:
    return merge(read_list(start, [content(start)]) for start in starts)


def answers(made: Roster, **levels: str) -> RosterAnswer:
    corrections = {name: ClassLevel(level) for name, level in levels.items()}
    classes = ClassMap.of(made.class_names).corrected(corrections)
    return answer_roster(made, classes, "prive-sous-contrat", DAY, CIRCULAR)


def told(answered: RosterAnswer) -> list[tuple[object, ...]]:
    return [
        (*p.line[1:5], p.class_level, p.situation, p.reached, p.missing) for p in answered.pupils
    ]


PUPILS_2021 = [
    (2, "ALPHONOS", "Ada", "3A", "3e", "certifiable", 5, 0),
    (3, "BRAVOLEC", "Basile", "3A", "3e", "not_yet", 4, 1),
    (4, "CHARLIOT", "Chloé", "3A", "3e", "not_yet", 1, 4),
    (5, "DELTANE", "Dimitri", "3B", "3e", "not_yet", 0, 5),
    (6, "D'ÉCHO", "Élie-Marie", "3B", "3e", "certifiable", 16, 0),
    (7, "FOXTRIN", "Fanny", "3B", "3e", "not_shared", None, None),
    (8, "GOLFIER", "Gaspard", "301", "3e", "certifiable", 6, 0),
    (9, "HOTELIN", "Hélène", "3-1", "3e", "certifiable", 5, 0),
    (10, "ALPHONOS", "Ada", "3C", "3e", "not_yet", 0, 5),
    (11, "-INDIANE", "=Igor", "3PM", "3e-prepa-metiers", "certifiable", 6, 0),
]
ASSESSED = [
    (2, "ALPHONOS", "Ada", "3A", "3e", "unknown", None, None),
    (3, "BRAVOLEC", "Basile", "3A", "3e", "unknown", None, None),
    (4, "CHARLIOT", "Chloé", "3A", "3e", "unknown", None, None),
    (5, "GOLFIER", "Gaspard", "301", "3e", "unknown", None, None),
]
CERTIFIED = [
    (2, "ALPHONOS", "Ada", "", None, "certified", None, None),
    (4, "D'ÉCHO", "Élie-Marie", "", None, "certified", None, None),
]


@pytest.mark.parametrize(
    ("sample", "kind", "expected"),
    [
        ("01b", Kind.PROFILES, PUPILS_2021),
        ("02a", Kind.ASSESSMENT, ASSESSED),
        ("02b", Kind.ASSESSMENT, ASSESSED),
        (
            "03",
            Kind.PUPILS_PAGE,
            [
                (2, "ALPHONOS", "Ada", "3A", "3e", "certifiable", None, None),
                (3, "BRAVOLEC", "Basile", "3A", "3e", "not_yet", None, None),
                (4, "FOXTRIN", "Fanny", "3B", "3e", "not_shared", None, None),
            ],
        ),
        ("06a", Kind.RESULTS, CERTIFIED),
        ("06b", Kind.RESULTS, CERTIFIED),
        ("06c", Kind.RESULTS, CERTIFIED),
    ],
)
def test_a_sample_is_answered_pupil_by_pupil(
    sample: str, kind: Kind, expected: list[tuple[object, ...]]
) -> None:
    made = roster(sample)
    assert made.lists[0].columns.kind is kind
    answered = answers(made)
    assert told(answered) == expected
    after = ("after",) if kind is Kind.RESULTS else ()  # on 15 March, five days after the question
    assert all(pupil.doubts == after for pupil in answered.pupils if pupil.situation == "certified")
    for pupil in answered.pupils:
        ada = ("namesake",) if pupil.line.last_name == "ALPHONOS" and sample == "01b" else ()
        assert pupil.situation == "certified" or pupil.doubts == ada


def test_the_latest_sending_counts_and_the_other_is_listed() -> None:
    answered = answers(roster("01d"))
    latest = (3, "BRAVOLEC", "Basile", "3A", "3e", "certifiable", 6, 0)
    (line,) = [one for one in told(answered) if one[1] == "BRAVOLEC"]
    assert line == latest
    (old,) = answered.superseded
    assert (old.line.number, old.line.sent, old.by.number) == (4, "2021-02-02 10:16", 3)
    assert len(answered.pupils) == 10


def test_without_a_class_column_the_class_is_asked_once_for_all() -> None:
    made = roster("01a")
    assert made.class_names == {"": 10}
    asked = answers(made)
    assert asked.pupils == ()
    assert {one.column for one in asked.set_aside} == {"ligne"}
    answered = answer_roster(made, ClassMap({"": ClassLevel("3e")}), "public", DAY, CIRCULAR)
    assert [one[5:] for one in told(answered)] == [one[5:] for one in PUPILS_2021]


def test_one_name_twice_without_a_class_is_kept_twice_and_shown() -> None:
    made = roster("01a")
    doubts = {made.pupils[place].number: doubt for place, doubt in made.doubts.items()}
    assert doubts == {2: ("same_name",), 10: ("same_name",)}


def test_a_result_is_given_to_a_pupil_only_when_there_is_no_doubt_whose_it_is() -> None:
    answered = answers(roster("01b", "06a"))
    situations = {(p.line.last_name, p.line.class_name): p.situation for p in answered.pupils}
    assert situations["D'ÉCHO", "3B"] == "certified"
    assert situations["BRAVOLEC", "3A"] == "not_yet"  # 0 pix: not certified
    assert situations["ALPHONOS", "3A"] == "certifiable"
    (aside,) = answered.set_aside
    assert (aside.file, aside.number) == ("06a", 2)
    assert "2 élèves nommés Ada ALPHONOS (3A, 3C)" in aside.found


def test_a_day_of_birth_tells_whose_a_result_is() -> None:
    answered = answers(roster("01b", "03", "06a"))
    assert answered.set_aside == ()
    situations = {(p.line.last_name, p.line.class_name): p.situation for p in answered.pupils}
    assert situations["ALPHONOS", "3A"] == "certified"
    assert situations["ALPHONOS", "3C"] == "not_yet"


@pytest.mark.parametrize("starts", [("01a",), ("01b",), ("01d",), ("02a",), ("03",), ("06c",)])
def test_every_line_is_accounted_for(starts: tuple[str, ...]) -> None:
    for one in answers(roster(*starts)).accounting:
        lines = content(one.file).count(b"\n") + (not content(one.file).endswith(b"\n"))
        assert one.size == lines
        parts = one.answered + one.superseded + one.set_aside + one.blank + one.headers
        assert parts == lines


def test_the_nearest_competences_are_those_with_the_most_pix() -> None:
    answered = answers(roster("01d"))
    nearest = {p.line.last_name: p.nearest for p in answered.pupils}
    five = ["1.1", "1.2", "1.3", "2.1", "2.2"]
    assert [(c.index, pix) for c, pix in nearest["DELTANE"]] == [(index, 7) for index in five]
    assert nearest["CHARLIOT"] == ()  # no pix anywhere else
    assert nearest["FOXTRIN"] == ()


def test_files_of_one_name_are_told_apart() -> None:
    lists = [
        read_list(name, [content(start)])
        for name, start in (("a", "01b"), ("a", "06a"), ("a (2)", "02a"), ("a", "06c"))
    ]
    answered = answers(merge(lists))
    names = ["a", "a (3)", "a (2)", "a (4)"]
    assert [one.file for one in answered.accounting] == names
    for one in answered.accounting:
        parts = one.answered + one.superseded + one.set_aside + one.blank + one.headers
        assert parts == one.size
    assert {one.file for one in answered.set_aside} == {"a (3)", "a (4)"}


def test_registrations_to_sessions_are_no_list_and_named() -> None:
    with pytest.raises(NotAList, match="une inscription à des sessions"):
        roster("05a")
