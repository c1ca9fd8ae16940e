"""What is said beside the answers of 2020-2021: readings, silences, reported changes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from calculator.model.sources import Citation
from calculator.model.vocabulary import Nature, Status
from calculator.render.as_json import as_dict
from calculator.render.as_text import as_text
from tests.conftest import ROOT
from tests.model.nantes_2020_2021 import (
    BEFORE_CM2,
    CERTIFICATION,
    CINQUIEME_QUATRIEME,
    CIRCULAR,
    CLASSES,
    CM2_6E,
    CODE,
    COLLEGE,
    LYCEES,
    PREPA_METIERS,
    SOURCE,
    TROISIEME,
    WITH_WINDOW,
    answer,
    certification,
    kinds,
)


@pytest.mark.parametrize(("class_level", "window"), WITH_WINDOW)
def test_every_certification_says_it_does_not_count_for_diplomas(
    class_level: str, window: object
) -> None:
    decision = answer(class_level, date(2021, 3, 10))
    (notice,) = (n for n in decision.notices if n.kind == "no_effect_on_diplomas")
    assert notice.source == f"{SOURCE}#p-6"
    for diploma in ("DNB", "CFG", "CAP", "baccalauréat", "tout autre diplôme national"):
        assert diploma in notice.text


SEGPA = ["6e-segpa", "5e-segpa", "4e-segpa", "3e-segpa"]
STUDENTS = ["bts-1", "bts-2", "cpge-1", "cpge-2"]
READINGS = [
    # classes, the paragraph cited first, words of the reading, the others that it cites
    (TROISIEME, "p-5-college", "maintenue", {"p-5-prepa-metiers", "p-5-lycee", "p-5-calendrier"}),
    (TROISIEME, "p-5-college", "cycle 4", {CODE}),
    ([*CINQUIEME_QUATRIEME, "6e", "6e-segpa"], "p-5-college", "cycle 4", {CODE}),
    (PREPA_METIERS, "p-5-prepa-metiers", "ni calendrier ni seuil", {"p-5-calendrier"}),
    (LYCEES, "p-5-college", "seuil", set()),
    (LYCEES, "p-5-lycee", "pas l’année d’études", set()),
    (STUDENTS, "p-1", "étudiants de BTS et de CPGE", {"p-3"}),
    (SEGPA, "p-2", "ne nomme pas la SEGPA", {"p-3", "p-5-college"}),
    (CM2_6E, "p-2", "au passif", set()),
]


@pytest.mark.parametrize(
    ("class_level", "paragraph", "words", "others"),
    [(code, *one) for codes, *one in READINGS for code in codes],
)
def test_an_interpretation_says_that_it_is_one(
    class_level: str, paragraph: str, words: str, others: set[str]
) -> None:
    decision = answer(class_level, date(2021, 3, 10))
    (notice,) = (n for n in decision.notices if n.kind == "interpretation" and words in n.text)
    assert notice.source == f"{SOURCE}#{paragraph}"
    assert others <= {citation.paragraph or citation.source for citation in notice.citations}
    assert notice.nature is Nature.READING
    assert "notre lecture" in notice.text


@pytest.mark.parametrize("class_level", CLASSES)
def test_a_class_has_the_readings_of_the_table_and_no_other(class_level: str) -> None:
    expected = {words for codes, _, words, _ in READINGS if class_level in codes}
    readings = [n for n in answer(class_level, date(2021, 3, 10)).notices
                if n.nature is Nature.READING]  # fmt: skip
    found = {words for words in expected for notice in readings if words in notice.text}
    assert found == expected
    # « maintenue » and « cycle 4 » are said of 3e in one reading.
    assert len(readings) == len(expected) - (class_level in TROISIEME)


@pytest.mark.parametrize(("class_level", "window"), WITH_WINDOW)
def test_the_reported_change_is_a_notice(class_level: str, window: tuple[date, date]) -> None:
    changes = [
        (notice.source, notice.text)
        for notice in answer(class_level, date(2021, 3, 10)).notices
        if notice.kind == "reported_change"
    ]
    assert changes[0][0] == "pix-pr-2889"
    assert "25 juin 2021" in changes[0][1]
    others = ["le-monde-informatique", "notes-webinaire-2021-03-08"]
    expected = others if window == COLLEGE else []  # they speak of 3e only
    assert [source for source, _ in changes[1:]] == expected


def test_what_became_of_the_obligation_in_3e_changes_neither_status_nor_dates() -> None:
    found = answer("3e", date(2021, 5, 13))
    postponed, conflict = [n for n in found.notices if n.kind == "reported_change"][1:]
    assert "reportée à 2021-2022, en 3e aussi" in postponed.text
    assert "le 20 mai 2021, et non le 12 mai" in conflict.text
    assert found.certification is not None
    assert found.certification.status is Status.MANDATORY
    assert found.certification.window is not None
    assert found.certification.window.window.closes == COLLEGE[1]


@pytest.mark.parametrize("class_level", [*BEFORE_CM2, *CM2_6E, *CINQUIEME_QUATRIEME])
def test_no_change_is_reported_where_nothing_is_due(class_level: str) -> None:
    assert "reported_change" not in kinds(answer(class_level, date(2021, 3, 10)))


@pytest.mark.parametrize(
    ("actor", "begins", "classes", "paragraph"),
    [
        ("chef d’établissement", "Fixer les modalités", [*TROISIEME, *PREPA_METIERS, *LYCEES],
         "p-5-modalites"),
        ("chef d’établissement", "Organiser ou non", LYCEES, "p-5-lycee"),
        ("chef d’établissement", "Choisir quand inscrire",
         [*CINQUIEME_QUATRIEME, *TROISIEME, *PREPA_METIERS, *LYCEES], "p-3"),
        ("équipe pédagogique", "Choisir et accompagner les campagnes",
         [*CINQUIEME_QUATRIEME, *TROISIEME, *PREPA_METIERS, *LYCEES], "p-4"),
        ("équipe pédagogique", "Renseigner dès cette année", CM2_6E, "p-2"),
    ],
)  # fmt: skip
def test_what_is_left_to_be_decided(
    actor: str, begins: str, classes: list[str], paragraph: str
) -> None:
    (left,) = [one for one in CIRCULAR.left_open if one.text.startswith(begins)]
    assert left.actor == actor
    assert left.classes == set(classes)
    assert [c.paragraph for c in left.citations] == [paragraph]


def test_the_teaching_team_prepares_pupils_with_campaigns_of_tests() -> None:
    plan = CIRCULAR.duty(CERTIFICATION).plan
    assert plan is not None
    preparation = plan.step("campaigns")
    assert preparation.actor == "équipe pédagogique"
    assert [c.paragraph for c in preparation.citations] == ["p-4"]


def test_every_paragraph_of_the_circular_has_its_mark() -> None:
    source = CIRCULAR.main_source
    assert source.id == SOURCE
    assert list(source.paragraphs) == [
        "objet",
        *["p-1", "p-2", "p-3", "p-4", "p-5", "p-5-college", "p-5-modalites", "p-5-calendrier"],
        *["p-5-lycee", "p-5-prepa-metiers", "p-6"],
    ]


def test_every_paragraph_has_its_anchor_in_the_text_and_what_a_silence_looked_through_too() -> None:
    """« Concernant la certification Pix… » is a paragraph of its own: it can be cited."""
    page = CIRCULAR.main_source.page
    assert page is not None
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    anchors = re.findall(r"\{[^}]*#([\w-]+)", text)
    assert set(CIRCULAR.main_source.paragraphs) <= set(anchors)
    looked_through = {
        citation
        for rule in CIRCULAR.notices
        if rule.nature is Nature.SILENCE
        for citation in rule.citations
    }
    assert Citation(SOURCE, "p-5") in looked_through


@pytest.mark.parametrize("class_level", [*BEFORE_CM2, *CM2_6E])
def test_a_silence_is_never_told_as_what_a_paragraph_says(class_level: str) -> None:
    decision = answer(class_level, date(2021, 3, 10))
    (silence,) = decision.silences
    assert silence.nature is Nature.SILENCE
    assert certification(decision).citations == silence.citations
    text = as_text(decision, width=None)
    assert f"{silence.text} [silence du texte, cherché dans : " in text
    (told,) = (n for n in as_dict(decision)["notices"] if n["nature"] == "silence")
    assert told["text"] == silence.text
    assert as_dict(decision)["certification"]["basis"] == "silence"
