"""Circulars of other academies and other subjects: what is data needs no line of Python."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from calculator.answers.events import circular_calendar, class_calendar
from calculator.answers.school import step_for
from calculator.answers.school_events import plan_events, school_calendar
from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.errors import InvalidCase
from calculator.model.library import Circulars
from calculator.model.school import School, sittings
from calculator.render.as_html import answer_html, sheet_html
from calculator.render.as_jcal import to_jcal
from calculator.render.as_json import as_dict, as_json
from calculator.render.as_text import as_text
from calculator.render.school_html import school_html
from calculator.render.school_text import plan_json, school_text
from calculator.render.tables import who_is_concerned_html, windows_html
from calculator.render.timeline import timeline_html
from calculator.schema.reading import read_circulars
from tests.foreign import (
    FOLDER,
    IDS,
    altered_circular,
    circular_of,
    decided,
    decisions,
    headline,
    planned,
)
from tests.known import nantes_alone

NOTE = "note de service du 3 octobre 2022"
SITES = pytest.mark.parametrize("site", IDS)


# --- Road safety ------------------------------------------------------------------------------

MAIN_1 = "du lundi 16 janvier au vendredi 10 février 2023"
MAIN_2 = "du lundi 6 mars au vendredi 31 mars 2023"
AGAIN = "du lundi 5 juin au vendredi 9 juin 2023"
DO_IT = "faire passer l’épreuve à l’élève."
HELD = "(texte publié ici)"


@pytest.mark.parametrize(
    ("level", "on", "what", "when"),
    [
        (
            "5e", "2023-01-15", f"ASSR 1 obligatoire : {DO_IT}",
            (f"Épreuve {MAIN_1} : ouverture demain. "
            f"Rattrapage : épreuve {AGAIN} : ouverture dans 141 jours. {HELD}"),
        ),
        (
            "5e", "2023-01-16", f"ASSR 1 obligatoire : {DO_IT}",
            (f"Épreuve {MAIN_1} : il reste 25 jours. "
            f"Rattrapage : épreuve {AGAIN} : ouverture dans 140 jours. {HELD}"),
        ),
        (
            "5e", "2023-02-10", f"ASSR 1 obligatoire : {DO_IT}",
            (f"Épreuve {MAIN_1} : dernier jour. "
            f"Rattrapage : épreuve {AGAIN} : ouverture dans 115 jours. {HELD}"),
        ),
        (
            "5e", "2023-02-11", f"ASSR 1 obligatoire : {DO_IT}",
            (f"L’épreuve était prévue {MAIN_1}. "
            f"Rattrapage : épreuve {AGAIN} : ouverture dans 114 jours. {HELD}"),
        ),
        (
            "5e", "2023-06-10", ("ASSR 1 obligatoire : le dernier jour était le vendredi 9 juin "
            "2023."),
            (f"L’épreuve était prévue {MAIN_1}. Rattrapage : l’épreuve était prévue {AGAIN}. La "
            f"note de service ne prévoit pas d’autre période cette année. {HELD}"),
        ),
        (
            "3e", "2023-03-31", f"ASSR 2 obligatoire : {DO_IT}",
            (f"Épreuve {MAIN_2} : dernier jour. "
            f"Rattrapage : épreuve {AGAIN} : ouverture dans 66 jours. {HELD}"),
        ),
        (
            "4e", "2023-06-05", "ASSR 1 facultative : l’élève qui ne l’a pas peut la passer.",
            f"Rattrapage : épreuve {AGAIN} : il reste 4 jours. {HELD}",
        ),
        (
            "6e", "2023-01-16", "ASSR 1 non demandée, ASSR 2 non demandée.",
            "En 2022-2023, l’éducation à la sécurité routière est obligatoire en 6e.",
        ),
    ],
)  # fmt: skip
def test_road_safety_day_by_day(level: str, on: str, what: str, when: str) -> None:
    decision = decided(circular_of("securite-routiere"), level, "public", on)
    assert headline(decision) == (what, when)


@pytest.mark.parametrize(
    ("mark", "met", "what"),
    [
        (0, False, "il manque 10 points à l’élève, lui faire repasser l’épreuve."),
        (9, False, "il manque 1 point à l’élève, lui faire repasser l’épreuve."),
        (10, True, "l’élève a son attestation."),
        (20, True, "l’élève a son attestation."),
    ],
)
def test_a_mark_of_10_settles_the_matter(mark: int, met: bool, what: str) -> None:
    decision = decided(circular_of("securite-routiere"), "5e", "public", "2023-02-11", note=mark)
    said, when = headline(decision)
    assert said == f"ASSR 1 obligatoire : {what}"
    assert ("Faire passer l’ASSR 1" in as_text(decision, width=None)) is not met
    assert as_dict(decision)["certification"]["mark_missing"] == max(0, 10 - mark)
    assert as_dict(decision)["duties"][0]["done"] is met
    assert when.startswith(f"L’élève a {mark} sur 20 : il a son attestation." if met else "L’épr")


def test_a_school_of_another_kind_is_told_whose_rules_it_follows() -> None:
    decision = decided(circular_of("securite-routiere"), "5e", "agricole", "2023-01-16")
    assert headline(decision)[0].startswith("Non concerné")
    assert "un établissement agricole suit les consignes" in headline(decision)[1]
    assert as_dict(decision)["certification"]["citations"] == ["note-2022-10-03#objet"]


def test_two_duties_share_a_plan() -> None:
    text = _plan_text("securite-routiere", ["2023-01-20"])
    assert "Aucune session choisie ne convient en 3e, où l’ASSR 2 est obligatoire." in text
    assert f"Choisissez un jour de classe {MAIN_2} ou {AGAIN} (rattrapage)." in text
    assert "l’ASSR 1 est obligatoire" not in text
    text = _plan_text("securite-routiere", ["2023-01-20", "2023-03-10"])
    assert "Aucune session" not in text
    step = "Tenir l’épreuve (session au collège du vendredi 10 mars 2023, pour l’ASSR 2)"
    assert f"{step}. Qui : collège. [{NOTE}, § 4 ; § 3]" in text


FIRST, BOTH = "vendredi 20 janvier 2023", ", pour l’ASSR 1 et l’ASSR 2"


@pytest.mark.parametrize(
    ("days", "steps"),
    [
        (
            ["2023-06-06"],
            [f"session au collège du mardi 6 juin 2023{BOTH}"] * 3,
        ),
        (
            ["2023-01-20", "2023-03-10"],
            [
                f"toutes les sessions au collège, la première étant le {FIRST}{BOTH}",
                *[f"session au collège du {FIRST}, pour l’ASSR 1"] * 2,
                *["session au collège du vendredi 10 mars 2023, pour l’ASSR 2"] * 2,
            ],
        ),
    ],
)
def test_a_step_is_a_line_that_names_all_the_duties_it_is_for(
    days: list[str], steps: list[str]
) -> None:
    circular = circular_of("securite-routiere")
    school = School.of(circular, ["5e", "3e"], "public")
    made = planned(circular, school, days)
    assert [step_for(step, made) for step in made.steps] == steps
    held = [event.summary for event in plan_events(made, circular) if "Tenir" in event.summary]
    ends = [one.partition(", pour ")[2] for one in steps]
    assert [one.partition(", pour ")[2] for one in held] == list(dict.fromkeys(ends))[-len(days) :]


def test_what_is_done_once_cites_the_paragraphs_of_all_that_it_is_for(tmp_path: Path) -> None:
    circular = altered_circular(
        tmp_path,
        ('label = "Préparer les élèves en classe"', 'label = "Préparer"\nof_rule = true'),
        (
            """classes = ["3e"]
status = "mandatory"
actor = "collège"
cites = ["note-2022-10-03#assr"]""",
            """classes = ["3e"]
status = "mandatory"
actor = "collège"
cites = ["note-2022-10-03#permis"]""",
        ),
    )
    school = School.of(circular, ["5e", "3e"], "public")
    step, *_ = planned(circular, school, ["2023-01-20", "2023-03-10"]).steps
    assert [one.paragraph for one in step.citations] == ["assr", "permis", "education"]


def test_windows_are_listed_in_order_of_date_each_once() -> None:
    circular = circular_of("securite-routiere")
    school = School.of(circular, ["5e", "3e"], "public")
    made = planned(circular, school, ["2023-04-04"])
    said = f"hors des fenêtres du collège ({MAIN_1}, {MAIN_2} et {AGAIN})"
    assert said in school_text(school, made, circular)
    html = school_html(school, made, sittings(circular, school, made.on), circular, str)
    fifth = School.of(circular, ["5e"], "public")
    of_fifth = school_text(fifth, planned(circular, fifth, ["2023-04-04"]), circular)
    assert f"hors des fenêtres prévues en 5e ({MAIN_1} et {AGAIN})" in of_fifth
    told = BeautifulSoup(html.replace("\xa0", " "), "html.parser")
    for shown in (
        [one.get_text() for one in told.select("p") if "Sessions au collège (" in one.get_text()],
        [one.get_text() for one in told.select("figure table tr") if "ASSR" in one.get_text()],
        [str(one.get("aria-label")) for one in told.select("figure > svg")],
    ):
        text = " ".join(shown)
        places = [text.index(days) for days in (MAIN_1, MAIN_2, AGAIN)]
        assert places == sorted(places)


def test_the_day_chosen_is_shown_beside_its_window_only() -> None:
    circular = circular_of("securite-routiere")
    school = School.of(circular, circular.classes, "public")
    made = planned(circular, school, ["2023-01-20", "2023-06-06"])
    html = school_html(school, made, sittings(circular, school, made.on), circular, str)
    shown = re.findall(r"Session choisie\s: ([^<]+)</th><td[^>]*>([^<]+)", html)
    assert shown == [
        ("5e", "vendredi 20 janvier 2023"),
        ("5e et 4e", "mardi 6 juin 2023"),
        ("3e", "mardi 6 juin 2023"),
    ]


def test_a_notice_about_one_duty_is_not_in_the_events_of_another() -> None:
    circular = circular_of("securite-routiere")
    calendar = circular_calendar(circular)
    assert calendar is not None
    told = {event.category for event in calendar.events if "permis" in event.description}
    assert told == {"ASSR 2"}
    assert "ASSR 1 (rattrapage, facultative) : 4e" in {e.summary for e in calendar.events}


# --- First aid --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "kind", "what", "article"),
    [
        ("cm2", "public", "Rien n’est demandé pour cette classe.", "art. 1"),
        (
            "4e", "prive", (
                "Sensibilisation aux gestes qui sauvent obligatoire : montrer à l’élève les gestes "
                "qui sauvent."
            ), "art. 1",
        ),
        ("3e", "public", "PSC1 demandé : proposer à l’élève la formation PSC1.", "art. 2"),
        ("tle", "prive", "PSC1 recommandé : proposer à l’élève la formation PSC1.", "art. 4"),
    ],
)  # fmt: skip
def test_first_aid_without_a_date(level: str, kind: str, what: str, article: str) -> None:
    circular = circular_of("premiers-secours")
    decision = decided(circular, level, kind, "2023-10-02")
    assert headline(decision)[0] == what
    assert f"instruction du 11 septembre 2023, {article}" in as_text(decision, width=None)
    data = as_dict(decision)
    assert "certification" not in data
    assert all(duty["due"] is None and "windows" not in duty for duty in data["duties"])
    assert class_calendar(circular, decision.case.class_level, decision.case.establishment) is None


def test_a_subject_without_dates_has_no_calendar_no_picture_and_no_order_of_dates() -> None:
    circular = circular_of("premiers-secours")
    assert circular_calendar(circular) is None
    assert timeline_html(circular, None) == ""
    school = School.of(circular, circular.classes, "public")
    made = planned(circular, school, [])
    html = school_html(school, made, sittings(circular, school, made.on), circular, str)
    assert "À faire" in html
    assert "dates" not in html.replace("à des dates", "")
    assert "Qui peut passer" not in html


# --- Another academy --------------------------------------------------------------------------


@pytest.fixture
def both(tmp_path: Path) -> Circulars:
    """Its circular beside that of the main site."""
    folder = nantes_alone(tmp_path / "circulars")
    shutil.copytree(FOLDER / "academie" / "circulars" / IDS["academie"], folder / IDS["academie"])
    return read_circulars(folder)


@pytest.mark.parametrize(
    ("level", "kind", "on", "status", "state", "closes", "paragraph"),
    [
        ("3e", "public", "2021-03-14", "mandatory", "upcoming", "2021-05-21", "troisieme"),
        ("3e", "public", "2021-03-15", "mandatory", "open", "2021-05-21", "troisieme"),
        ("3e", "public", "2021-05-21", "mandatory", "open", "2021-05-21", "troisieme"),
        ("3e", "public", "2021-05-22", "mandatory", "closed", "2021-05-21", "troisieme"),
        ("tle-pro", "public", "2021-06-04", "recommended", "open", "2021-06-04", "terminale"),
        ("2de-gt", "public", "2021-03-15", "not_due", None, None, "terminale"),
        ("bts-1", "public", "2021-03-15", "not_due", None, None, "plateforme"),
        ("3e", "prive-sous-contrat", "2021-03-15", "out_of_scope", None, None, "destinataires"),
    ],
)
def test_another_academy(
    both: Circulars,
    level: str,
    kind: str,
    on: str,
    status: str,
    state: str | None,
    closes: str | None,
    paragraph: str,
) -> None:
    for circular in (circular_of("academie"), both.named("valmer-2020-2021")):
        said = as_dict(decided(circular, level, kind, on))["certification"]
        window = said["window"] or {"state": None, "closes": None}
        assert (said["status"], window["state"], window["closes"]) == (status, state, closes)
        assert f"circulaire-2021-01-04#{paragraph}" in said["citations"]


def test_the_reader_is_asked_which_academy(both: Circulars) -> None:
    with pytest.raises(InvalidCase, match=r"nantes-2020-2021.*valmer-2020-2021") as told:
        both.for_day(date(2021, 3, 10))
    assert told.value.field == "circular"
    with pytest.raises(InvalidCase):
        both.named("2020-2021")
    assert both.for_day(date(2021, 3, 10), "valmer-2020-2021").issuer == "académie de Valmer"


def test_the_same_pupil_has_other_dates_in_each_academy(both: Circulars) -> None:
    closes = {
        circular.id: as_dict(decided(circular, "3e", "public", "2021-03-20"))["certification"][
            "window"
        ]["closes"]
        for circular in both.all
    }
    assert closes == {"nantes-2020-2021": "2021-05-12", "valmer-2020-2021": "2021-05-21"}


def test_calendars_of_two_academies_are_never_taken_for_each_other(both: Circulars) -> None:
    names, uids = [], []
    for circular in both.all:
        kind = circular.default_establishment
        made = [circular_calendar(circular)]
        made += [class_calendar(circular, level, kind) for level in circular.classes]
        calendars = [calendar for calendar in made if calendar]
        names.append({calendar.name for calendar in calendars})
        uids.append({event.uid for calendar in calendars for event in calendar.events})
    assert names[0].isdisjoint(names[1])
    assert uids[0].isdisjoint(uids[1])


# --- What holds for all three -----------------------------------------------------------------


@SITES
def test_every_answer_is_a_sentence_and_cites(site: str) -> None:
    for decision in decisions(circular_of(site)):
        text = as_text(decision, width=None)
        assert not re.search(
            r"[{}]|None|\bQui : ?\.|\.\.|  |\[\]|dans : \]|: [A-Z][a-z]+ : [A-Z]", text
        ), text
        why = text.split("Pourquoi\n")[1].split("\n\n")[0].splitlines()
        assert why, text
        assert all(line.endswith("]") for line in why), text
        headline_, when = headline(decision)
        assert headline_.endswith("."), text
        assert re.search(r"\.( \(texte publié ici\))?$", when), text


@SITES
def test_json_is_that_of_the_case_and_of_its_text(site: str) -> None:
    circular = circular_of(site)
    for decision in decisions(circular):
        data = json.loads(as_json(decision))
        assert data["circular"] == circular.id
        again = decide(Case.of(**data["case"]), decision.on, circular)
        assert as_dict(again) == data


@SITES
def test_texts_say_that_they_are_made_up(site: str) -> None:
    circular = circular_of(site)
    page = (FOLDER / site / "docs" / str(circular.main_source.page)).read_text("utf-8")
    assert "**Texte inventé pour les essais.**" in page
    assert "inventé pour les essais" in circular.main_source.title
    assert set(re.findall(r"\{: #([\w-]+) \}", page)) == set(circular.main_source.paragraphs)


@pytest.mark.parametrize("site", ["securite-routiere", "premiers-secours"])
def test_no_word_of_another_subject_is_said(site: str) -> None:
    said = {word for text in _everything(circular_of(site)) for word in _foreign(text)}
    files = (file for file in (FOLDER / site).rglob("*") if file.is_file())
    written = {
        word
        for file in files
        if "node_modules" not in file.parts and file.suffix in (".md", ".toml", ".yml")
        for word in _foreign(_without_names(file.read_text("utf-8")))
    }
    assert not said
    assert not written


def test_the_test_of_words_can_fail() -> None:
    assert set(_foreign("<p class='calc-hint'>Inscrire sur Pix : le CRCN</p>")) == {"Pix", "CRCN"}


def _foreign(text: str) -> list[str]:
    """The words of the first subject, but for the names that style gives to parts of pages."""
    return re.findall(r"pix\b|crcn\b", _without_names(text), re.IGNORECASE)


def _without_names(text: str) -> str:
    return re.sub(r"calc-[\w-]+", "", text)


def _everything(circular: Circular) -> Iterator[str]:
    yield who_is_concerned_html(circular, str)
    yield windows_html([circular], str)
    yield timeline_html(circular, None)
    yield json.dumps(to_jcal(calendar)) if (calendar := circular_calendar(circular)) else ""
    for decision in decisions(circular):
        yield as_text(decision)
        yield as_json(decision)
        yield answer_html(decision, str)
        yield sheet_html(decision, str)
        case = decision.case
        made = class_calendar(circular, case.class_level, case.establishment)
        yield json.dumps(to_jcal(made), ensure_ascii=False) if made else ""
    for kind in circular.vocabulary.establishments:
        school = School.of(circular, circular.classes, kind)
        for days in ([], ["2023-01-20", "2023-02-20", "2023-06-06"]):
            made_plan = planned(circular, school, days)
            day = sittings(circular, school, made_plan.on)
            yield school_text(school, made_plan, circular)
            yield plan_json(made_plan)
            yield school_html(school, made_plan, day, circular, str)
            of_school = school_calendar(school, made_plan, circular)
            yield json.dumps(to_jcal(of_school), ensure_ascii=False) if of_school else ""


def _plan_text(site: str, days: list[str]) -> str:
    circular = circular_of(site)
    school = School.of(circular, ["5e", "3e"], circular.default_establishment)
    return school_text(school, planned(circular, school, days), circular)
