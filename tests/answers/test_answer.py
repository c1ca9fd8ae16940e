"""What an answer says: first what to do and by when, then why, then what to know."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from calculator import Case, ClassLevel, Establishment, decide, load_campaign
from calculator.answers.pupil import answer, sheet
from calculator.ask.pupil import NO_CLASS_YET, answer_form
from calculator.model.vocabulary import NoticeKind, Status
from calculator.render.as_html import answer_html, element, joined, sheet_html
from calculator.render.as_json import as_dict
from calculator.render.as_text import as_text

CAMPAIGN = load_campaign("2020-2021")
FIVE = dict.fromkeys(["1.1", "1.2", "1.3", "2.1", "2.2"], 1)


def said(class_level: str, on: str, establishment: str = "prive-sous-contrat", **given: Any) -> Any:
    case = Case.of(class_level, establishment, **given)
    return answer(decide(case, date.fromisoformat(on), CAMPAIGN), CAMPAIGN)


def page(page: str) -> str:
    return f"/{page}"


@pytest.mark.parametrize(
    ("class_level", "on", "given", "headline", "by_when"),
    [
        ("3e", "2021-03-10", {}, "Inscrire l’élève à une session de certification.",
         "Sessions possibles du lundi 8 mars au mercredi 12 mai 2021 : il reste 63 jours."),
        ("3e", "2021-03-10", {"levels": FIVE}, "L’élève est certifiable : l’inscrire",
         "il reste 63 jours"),
        ("3e", "2021-03-10", {"levels": {"1.1": 1}}, "Il manque 4 compétences à l’élève",
         "il reste 63 jours"),
        ("3e", "2021-03-03", {}, "Inscrire l’élève", "ouverture dans 5 jours"),
        ("3e", "2021-05-12", {}, "Inscrire l’élève", "dernier jour"),
        ("3e", "2021-05-13", {}, "close : son dernier jour était le 12 mai 2021.",
         "La circulaire ne dit pas que faire après"),
        ("tle-gt", "2021-03-10", {}, "Certification facultative : l’établissement peut",
         "il reste 71 jours"),
        ("tle-gt", "2021-03-10", {"levels": FIVE}, "l’élève est certifiable", "71 jours"),
        ("tle-gt", "2021-03-10", {"levels": {"1.1": 0}}, "il manque 5 compétences", "71 jours"),
        ("cm2", "2021-03-10", {}, "dernier bilan périodique", "La circulaire ne donne pas de date"),
        ("cm2", "2021-03-10", {"last_report_date": "2021-06-15"}, "dernier bilan périodique",
         "Au plus tard le mardi 15 juin 2021 (il reste 97 jours)."),
        ("cm2", "2021-06-15", {"last_report_date": "2021-06-15"}, "bilan", "(dernier jour)"),
        ("cm2", "2021-06-16", {"last_report_date": "2021-06-15"}, "bilan", "depuis 1 jour"),
        ("5e", "2021-03-10", {}, "Inscrire l’élève sur Pix", "ne fixe pas de date"),
        ("cp", "2021-03-10", {}, "Rien à saisir ni à certifier", "au sein des disciplines"),
        ("3e", "2021-03-10", {"establishment": "prive-hors-contrat"}, "Rien à faire",
         "ne s’applique pas"),
    ],
)  # fmt: skip
def test_the_answer_leads_with_what_to_do_and_by_when(
    class_level: str, on: str, given: dict[str, Any], headline: str, by_when: str
) -> None:
    found = said(class_level, on, **given)
    assert headline in found.headline
    assert by_when in found.by_when


def test_a_closed_window_is_not_among_the_things_to_do() -> None:
    during, after = said("3e", "2021-05-12"), said("3e", "2021-05-13")
    assert any("session de certification" in step.what for step in during.steps)
    assert not any("session de certification" in step.what for step in after.steps)


def test_a_reported_change_and_another_year_are_said_beside_the_date() -> None:
    assert [NoticeKind.REPORTED_CHANGE.label in alert for alert in said("3e", "2021-03-10").alerts]
    year, change = said("3e", "2026-11-23").alerts
    assert "n’en fait pas partie" in year
    assert NoticeKind.REPORTED_CHANGE.label in change
    assert said("cp", "2021-03-10").alerts == ()


@pytest.mark.parametrize("class_level", list(ClassLevel))
@pytest.mark.parametrize("establishment", list(Establishment))
@pytest.mark.parametrize("on", [date(2021, 1, 1), date(2021, 4, 1), date(2021, 7, 1)])
def test_every_reason_of_every_outcome_cites_its_paragraph(
    class_level: ClassLevel, establishment: Establishment, on: date
) -> None:
    decision = decide(Case(class_level, establishment), on, CAMPAIGN)
    found = answer(decision, CAMPAIGN)
    assert found.headline
    assert found.by_when
    assert found.reasons
    assert all(reason.citations for reason in found.reasons)
    soup = BeautifulSoup(answer_html(decision, CAMPAIGN, page), "html5lib")
    for reason in soup.select(".crcn-reasons > li"):
        links = [str(link["href"]) for link in reason.select("a")]
        assert links
        assert all(link.startswith("/circulaire/2020-12-16.md#") for link in links)
    assert len(soup.select(".crcn-notice")) == len(decision.notices)
    assert soup.select_one("article")["data-status"] == decision.certification.status  # type: ignore[index]


@pytest.mark.parametrize("class_level", list(ClassLevel))
def test_a_sheet_depends_on_no_day(class_level: ClassLevel) -> None:
    case = Case(class_level, Establishment.PRIVE_SOUS_CONTRAT)
    sheets = {
        sheet_html(decide(case, on, CAMPAIGN), CAMPAIGN, page)
        for on in (date(2020, 7, 1), date(2020, 12, 1), date(2021, 3, 10), date(2026, 11, 23))
    }
    assert len(sheets) == 1
    (html,) = sheets
    assert not any(words in html for words in ("jour", "Indiquez", "data-window"))


def test_a_sheet_of_3e_says_the_window_and_the_status() -> None:
    case = Case.of("3e", "prive-sous-contrat")
    found = sheet(decide(case, date(2020, 12, 16), CAMPAIGN), CAMPAIGN)
    assert found.headline == "En 2020-2021, la certification est obligatoire en 3e."
    assert found.by_when == "Sessions possibles du lundi 8 mars au mercredi 12 mai 2021."
    assert found.subject == "3e, établissement privé sous contrat, année scolaire 2020-2021"


@pytest.mark.parametrize("class_level", list(ClassLevel))
def test_a_sheet_says_of_each_thing_to_do_who_when_and_why(class_level: ClassLevel) -> None:
    decision = decide(Case(class_level, Establishment.PUBLIC), date(2020, 12, 16), CAMPAIGN)
    found = sheet(decision, CAMPAIGN)
    assert len(found.steps) == len(decision.duties) > 0
    assert all(step.who and step.when for step in found.steps)
    cited = {citation for reason in found.reasons for citation in reason.citations}
    assert cited >= {citation for duty in decision.duties for citation in duty.citations}


def test_levels_where_no_certification_exists_change_nothing_and_it_is_said() -> None:
    reasons = " ".join(reason.text for reason in said("4e", "2021-03-10", levels=FIVE).reasons)
    assert "aucune certification n’est demandée" in reasons


def test_competences_without_level_are_said_to_count_as_not_reached() -> None:
    text = " ".join(reason.text for reason in said("3e", "2021-03-10", levels=FIVE).reasons)
    assert "11 compétences sont sans niveau" in text
    assert "1.1 Mener une recherche et une veille d’information" in text


def test_text_has_the_same_words_and_the_paragraphs() -> None:
    decision = decide(Case.of("3e", "prive-sous-contrat"), date(2021, 3, 10), CAMPAIGN)
    text = " ".join(as_text(decision, CAMPAIGN).split())
    assert text.index("Inscrire l’élève à une session") < text.index("Pourquoi")
    assert text.index("Pourquoi") < text.index("À savoir")
    assert "[circulaire du 16 décembre 2020, § 5 calendrier]" in text
    assert "source secondaire : code public de Pix" in text
    assert "sans incidence" in text


def test_json_is_the_contract() -> None:
    case = Case.of("3e", "prive-sous-contrat", {"1.1": 1})
    found = as_dict(decide(case, date(2021, 3, 10), CAMPAIGN))
    assert found["campaign"] == "2020-2021"
    assert found["on"] == "2021-03-10"
    assert found["case"] == {
        "class_level": "3e",
        "establishment": "prive-sous-contrat",
        "levels": {"1.1": 1},
    }
    assert found["certification"] == {
        "status": "mandatory",
        "postponed_to": None,
        "window": {
            "opens": "2021-03-08",
            "closes": "2021-05-12",
            "state": "open",
            "days_until_open": None,
            "days_left": 63,
            "days_since_close": None,
            "citations": ["circulaire-2020-12-16#p-5-calendrier"],
        },
        "certifiable": False,
        "competences_reached": 1,
        "competences_missing": 4,
        "reached": ["1.1"],
        "citations": ["circulaire-2020-12-16#p-5-college"],
    }
    assert {
        "kind": "pix_enrolment",
        "status": "mandatory",
        "actor": "chef d’établissement",
        "due": None,
        "citations": ["circulaire-2020-12-16#p-3"],
        "notes": [],
    } in found["duties"]
    assert set(found["notices"][0]) == {"kind", "text", "source"}


HOSTILE = '<img src=x onerror="alert(1)">&amp;\'"</textarea><script>alert(2)</script>'


@pytest.mark.parametrize(
    "field", ["class_level", "establishment", "on", "last_report_date", "levels.1.1", "levels.<b>"]
)
def test_hostile_text_stays_text(field: str) -> None:
    fields = {"class_level": "3e", "establishment": "public", "on": "2021-03-10", field: HOSTILE}
    reply = json.loads(answer_form(json.dumps({"fields": fields, "pages": {}})))
    soup = BeautifulSoup(reply["html"], "html5lib")
    assert not soup.select("img, script, textarea, b")
    shown = soup.get_text()
    assert "À corriger" in shown
    assert ("<img" in shown) == (field != "levels.<b>")


@given(text=st.text())
def test_no_text_can_become_markup(text: str) -> None:
    soup = BeautifulSoup(f"<body>{element('p', text, title=text)}", "html.parser")
    (paragraph,) = soup.select("body > *")
    assert paragraph.name == "p"
    assert not paragraph.find_all(True)
    assert joined([text]).count("<") == 0


@given(fields=st.dictionaries(st.text() | st.sampled_from(["class_level", "on"]), st.text()))
def test_no_form_makes_python_fail(fields: dict[str, str]) -> None:
    reply = json.loads(answer_form(json.dumps({"fields": fields, "pages": {}})))
    assert reply["html"]


def test_the_form_names_the_field_to_correct() -> None:
    fields = {"class_level": "3e", "establishment": "public", "on": "2021-02-30"}
    reply = json.loads(answer_form(json.dumps({"fields": fields, "pages": {}})))
    assert reply["field"] == "on"
    assert "Date de référence" in reply["html"]


def test_an_empty_form_asks_for_a_class() -> None:
    reply = json.loads(answer_form('{"fields": {"class_level": ""}, "pages": {}}'))
    assert reply["field"] is None
    assert NO_CLASS_YET.split(" :")[0] in reply["html"]


def test_the_status_labels_cover_every_status() -> None:
    assert all(status.label for status in Status)
