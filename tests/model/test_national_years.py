"""The national campaigns of 2021-2022 to 2026-2027, as tables; F001… are rows of the survey."""

from __future__ import annotations

import re

import pytest

from calculator.answers.pupil import answer
from calculator.model.circular import Circular, SchoolYear
from calculator.model.vocabulary import Authority
from calculator.render.as_text import as_text
from calculator.schema.report import check_folder
from tests.conftest import ROOT
from tests.model.national import (
    BEFORE,
    CERTIFIED,
    CIRCULARS,
    CLASSES,
    CYCLE_4,
    DAY,
    KINDS,
    LAST_YEARS,
    NOT_KNOWN,
    OTHER_YEARS,
    WITH_AI,
    YEARS,
    certification,
    decided,
)

# --- Who ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kind", KINDS[:2])
def test_who_is_certified(year: str, kind: str) -> None:
    """Last years alone (F011, F034, F035, F025); what was not found is unknown, not a no."""
    expected: dict[str, tuple[str, str]] = {
        **dict.fromkeys(CERTIFIED, ("mandatory", "says")),
        **dict.fromkeys([*CYCLE_4, *OTHER_YEARS], ("not_due", "reading")),
        **dict.fromkeys(NOT_KNOWN, ("unknown", "silence")),
        **dict.fromkeys(BEFORE, ("not_due", "silence")),
    }
    if year in ("2023-2024", "2026-2027"):  # the lists are those of other years
        expected |= dict.fromkeys(LAST_YEARS, ("mandatory", "reading"))
    assert set(expected) == set(CLASSES)
    for level, (status, nature) in expected.items():
        found = certification(decided(year, level, CIRCULARS[year].settled_on, kind))
        assert (found["status"], found["basis"]) == (status, nature), level


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("level", CLASSES)
def test_a_school_outside_contract_is_out_of_scope_as_a_reading(year: str, level: str) -> None:
    decision = decided(year, level, CIRCULARS[year].settled_on, "prive-hors-contrat")
    found = certification(decision)
    assert (found["status"], found["basis"]) == ("out_of_scope", "reading")
    assert not decision.duties
    assert found["citations"] == ["code-education-d-121-1"]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("level", NOT_KNOWN)
def test_what_is_not_known_says_so_and_whom_to_ask(year: str, level: str) -> None:
    reasons = [one.text for one in answer(decided(year, level, f"{year[5:]}-04-05")).reasons]
    assert reasons[0].startswith("On ne sait pas si la certification est demandée")
    assert "Demandez" in reasons[0]


@pytest.mark.parametrize("year", YEARS)
def test_a_silence_on_another_duty_does_not_hide_what_is_read_of_the_certification(
    year: str,
) -> None:
    """The first-year students have a silence on Pix, and a reading on the certification."""
    reasons = [one.text for one in answer(decided(year, "bts-1", f"{year[5:]}-04-05")).reasons]
    assert reasons[0] == f"En {year}, la certification n’est pas demandée en 1re année de BTS."


# --- Other duties -------------------------------------------------------------------------------


def duty(year: str, level: str, kind: str) -> str | None:
    on = CIRCULARS[year].settled_on
    found = {one.kind: str(one.status) for one in decided(year, level, on).duties}
    return found.get(kind)


@pytest.mark.parametrize(
    ("row", "year", "status"),
    [
        ("", "2021-2022", None),
        ("F056", "2022-2023", "optional"),
        ("F057", "2023-2024", "optional"),
        ("F058 F061", "2024-2025", "mandatory"),
        ("F059", "2025-2026", "mandatory"),
        ("F060", "2026-2027", "mandatory"),
    ],
)
def test_the_attestation_of_6e(row: str, year: str, status: str | None) -> None:
    for level in CLASSES:
        expected = status if level in ("6e", "6e-segpa") else None
        assert duty(year, level, "attestation_6e") == expected, (row, level)


@pytest.mark.parametrize(
    ("row", "year"), [("F079", "2025-2026"), ("F080", "2026-2027"), ("", "2024-2025")]
)
def test_the_ai_course(row: str, year: str) -> None:
    for level in CLASSES:
        expected = "mandatory" if row and level in WITH_AI else None
        assert duty(year, level, "parcours_pix_ia") == expected, level


def test_the_tolerance_of_the_ai_course_is_for_the_pupils_of_2025_2026() -> None:
    """F079, F080."""
    first = as_text(decided("2025-2026", "4e", "2026-03-01"), width=None)
    assert "les mêmes élèves peuvent encore le suivre en 2026-2027" in first
    assert "140 établissements volontaires" in first  # F078
    second = as_text(decided("2026-2027", "4e", "2026-11-26"), width=None)
    assert "Il n’y a plus de tolérance pour ces classes" in second


@pytest.mark.parametrize(
    ("row", "year", "classes"),
    [
        ("", "2021-2022", []),
        ("F073", "2022-2023", ["5e", "4e", "3e", "2de-gt", "tle-pro", "bts-2"]),
        ("", "2023-2024", []),
        ("F074", "2024-2025", ["5e", "4e", "3e", "2de-gt", "tle-pro"]),
        ("F075", "2025-2026", []),  # the list of classes is cut: told as a silence
        ("F077", "2026-2027", ["5e", "4e", "3e"]),
    ],
)
def test_the_course_at_the_start_of_the_year(row: str, year: str, classes: list[str]) -> None:
    for level in ["5e", "4e", "3e", "2de-gt", "tle-pro", "bts-2", "6e", "cm2"]:
        expected = "requested" if level in classes else None
        assert duty(year, level, "parcours_rentree") == expected, (row, level)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("level", CLASSES)
def test_pix_from_5e_and_the_report_in_cm2_and_6e(year: str, level: str) -> None:
    """F084, F062; whether first-year students are enrolled was not found."""
    without = [*BEFORE, "bts-1", "cpge-1"]
    assert duty(year, level, "pix_enrolment") == (None if level in without else "requested")
    reported = level in ("cm2", "6e", "6e-segpa")
    assert duty(year, level, "lsu_entry") == ("mandatory" if reported else None)
    assert duty(year, level, "crcn_training") == "mandatory"


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("reached", "met"), [(0, False), (4, False), (5, True), (16, True)])
def test_the_threshold(year: str, reached: int, met: bool) -> None:
    """F044 to F047: five competences at level 1, every year."""
    indexes = list(CIRCULARS[year].vocabulary.competences)
    levels = {index: int(n < reached) for n, index in enumerate(indexes)}
    for level in CERTIFIED:
        found = decided(year, level, f"{year[5:]}-04-05", levels=levels)
        assert certification(found)["certifiable"] is met


# --- What is said besides -----------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("level", "expected"), [("3e", 3), ("tle-gt", 4), ("tle-pro", 4)])
def test_expected_levels_are_an_aim_from_2024_2025(year: str, level: str, expected: int) -> None:
    """F053."""
    notices = [n for n in decided(year, level, f"{year[5:]}-04-05").notices if n.kind == "aim"]
    if year < "2024-2025":
        assert not notices
        return
    (notice,) = notices
    assert f"est le niveau {expected}" in notice.text
    assert "pas une condition" in notice.text


@pytest.mark.parametrize(
    ("row", "year", "level"),
    [
        ("F050", "2021-2022", "le niveau 6"),
        ("F050", "2022-2023", "le niveau 6"),
        ("F051", "2023-2024", "le niveau 7"),
        ("F051", "2024-2025", "le niveau 7"),
        ("F051", "2025-2026", "le niveau 7"),
        ("F052", "2026-2027", "Nous n’avons pas trouvé"),
    ],
)
def test_the_highest_level(row: str, year: str, level: str) -> None:
    (text,) = [
        notice.text
        for notice in decided(year, "3e", f"{year[5:]}-04-05").notices
        if "plus haut niveau" in notice.text.lower()
    ]
    assert level in text, row


@pytest.mark.parametrize("year", YEARS)
def test_parcoursup_from_2024_2025_and_no_effect_on_diplomas(year: str) -> None:
    """F054, F067, F068."""
    texts = " ".join(n.text for n in decided(year, "tle-gt", f"{year[5:]}-04-05").notices)
    assert ("Parcoursup" in texts) is (year >= "2024-2025")
    assert "sans effet sur le DNB" in texts
    assert "trois ans" in texts  # F055


# --- Every day, every class, every file ---------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("level", CLASSES)
def test_every_day_of_the_year_has_an_answer_of_that_year(year: str, level: str) -> None:
    circular = CIRCULARS[year]
    day = circular.school_year.begins
    while day in circular.school_year:
        for kind in KINDS:
            decision = decided(year, level, day, kind)
            assert str(SchoolYear.of(day)) == decision.circular.year == year
            for one in decision.duties:
                for window in one.windows:
                    bounds = (window.window.opens, window.window.closes)
                    assert all(b is None or b in circular.school_year for b in bounds)
        day += DAY


def test_the_files_and_their_examples_have_no_fault() -> None:
    report = check_folder(ROOT / "circulars")
    assert not report.faults
    assert not report.warnings


@pytest.mark.parametrize("year", YEARS)
def test_every_source_that_is_declared_is_cited(year: str) -> None:
    circular: Circular = CIRCULARS[year]
    cited = {citation.source for citation in circular.citations()}
    assert set(circular.sources) == cited | {circular.main_source.id, f"calendrier-{year}"}
    assert Authority.HELD not in {source.authority for source in circular.sources.values()}


@pytest.mark.parametrize("year", YEARS)
def test_files_say_the_same_things_in_the_same_order(year: str) -> None:
    """So that a difference between two years is what changed."""

    def shape(name: str) -> list[str]:
        text = (ROOT / "circulars" / f"france-{name}" / "circular.toml").read_text("utf-8")
        return re.findall(r"^# --- (.*?) -+$", text, re.MULTILINE)

    longest = shape("2026-2027")
    found = shape(year)
    assert found == [title for title in longest if title in found]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("level", NOT_KNOWN)
def test_what_is_not_known_is_said_first(year: str, level: str) -> None:
    found = answer(decided(year, level, CIRCULARS[year].settled_on))
    assert found.alerts[0].startswith("On ne sait pas si la certification est demandée")
