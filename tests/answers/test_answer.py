"""What an answer says: first what to do and by when, then why, then what to know."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from calculator import Case, decide, load_circular
from calculator.answers.pupil import answer, sheet
from calculator.ask.pupil import NO_CLASS_YET, answer_form
from calculator.model.vocabulary import Status
from calculator.render.as_html import answer_html, element, joined, sheet_html
from calculator.render.as_json import as_dict
from calculator.render.as_text import as_text

CIRCULAR = load_circular("nantes-2020-2021")
CLASSES = CIRCULAR.classes
KINDS = CIRCULAR.vocabulary.establishments
CHANGE = CIRCULAR.vocabulary.notice_kinds["reported_change"].label
FIVE = dict.fromkeys(["1.1", "1.2", "1.3", "2.1", "2.2"], 1)


def said(class_level: str, on: str, establishment: str = "prive-sous-contrat", **given: Any) -> Any:
    case = Case.of(class_level, establishment, **given)
    return answer(decide(case, date.fromisoformat(on), CIRCULAR))


def page(page: str) -> str:
    return f"/{page}"


@pytest.mark.parametrize(
    ("class_level", "on", "given", "headline", "by_when"),
    [
        ("3e", "2021-03-10", {},
         "Certification obligatoire : inscrire l’élève à une session de certification.",
         "Sessions possibles du lundi 8 mars au mercredi 12 mai 2021 : il reste 63 jours."),
        ("3e", "2021-03-10", {"levels": FIVE}, "obligatoire : l’élève est certifiable, l’inscrire",
         "il reste 63 jours"),
        ("3e", "2021-03-10", {"levels": {"1.1": 1}},
         "obligatoire : il manque 4 compétences à l’élève",
         "il reste 63 jours"),
        ("3e", "2021-03-03", {}, "obligatoire : inscrire l’élève", "ouverture dans 5 jours"),
        ("3e", "2021-05-12", {}, "obligatoire : inscrire l’élève", "dernier jour"),
        ("3e", "2021-05-13", {}, "obligatoire : le dernier jour était le mercredi 12 mai 2021.",
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
        ("5e", "2021-03-10", {},
         "Inscription sur Pix demandée : inscrire l’élève sur Pix", "ne fixe pas de date"),
        ("cp", "2021-03-10", {}, "Certification non demandée.", "au sein des disciplines"),
        ("3e", "2021-03-10", {"establishment": "prive-hors-contrat"}, "Non concerné : rien à faire",
         "nous lisons qu’elle ne lui demande rien"),
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
    assert [CHANGE in alert for alert in said("3e", "2021-03-10").alerts]
    year, change = said("3e", "2026-11-23").alerts
    assert "n’en fait pas partie" in year
    assert CHANGE in change
    assert said("cp", "2021-03-10").alerts == ()


@pytest.mark.parametrize("class_level", CLASSES)
@pytest.mark.parametrize("establishment", KINDS)
@pytest.mark.parametrize("on", [date(2021, 1, 1), date(2021, 4, 1), date(2021, 7, 1)])
def test_every_reason_of_every_outcome_cites_its_paragraph(
    class_level: str, establishment: str, on: date
) -> None:
    decision = decide(Case(class_level, establishment), on, CIRCULAR)
    found = answer(decision)
    assert found.headline
    assert found.by_when
    assert found.reasons
    assert all(reason.citations for reason in found.reasons)
    soup = BeautifulSoup(answer_html(decision, page), "html5lib")
    for reason in soup.select(".calc-reasons > li"):
        links = [str(link["href"]) for link in reason.select("a")]
        assert links
        assert all(link.startswith("/circulaire/2020-12-16.md#") for link in links)
    assert len(soup.select(".calc-notice")) == len(decision.notices)
    (article,) = soup.select("article")
    assert article["data-status"] == found.status
    assert article["data-authority"] == found.authority
    statuses = {duty.duty.label: duty.status for duty in decision.duties}
    first = [status for label, status in statuses.items() if found.headline.startswith(label)]
    assert decision.certification is not None
    (said_of,) = first or [decision.certification.status]
    assert found.status == said_of


@pytest.mark.parametrize("class_level", CLASSES)
def test_a_sheet_depends_on_no_day(class_level: str) -> None:
    case = Case(class_level, "prive-sous-contrat")
    sheets = {
        sheet_html(decide(case, on, CIRCULAR), page)
        for on in (date(2020, 7, 1), date(2020, 12, 1), date(2021, 3, 10), date(2021, 8, 31))
    }
    assert len(sheets) == 1
    (html,) = sheets
    assert not any(words in html for words in ("jour", "Indiquez", "data-window"))


def test_a_sheet_of_3e_says_the_window_and_the_status() -> None:
    case = Case.of("3e", "prive-sous-contrat")
    found = sheet(decide(case, date(2020, 12, 16), CIRCULAR))
    assert found.headline == (
        "Certification obligatoire : inscrire l’élève à une session de certification."
    )
    assert found.reasons[0].text == "En 2020-2021, la certification est obligatoire en 3e."
    assert found.by_when == "Sessions possibles du lundi 8 mars au mercredi 12 mai 2021."
    assert found.subject == "3e, établissement privé sous contrat, année scolaire 2020-2021"


@pytest.mark.parametrize("class_level", CLASSES)
def test_a_sheet_says_of_each_thing_to_do_who_when_and_why(class_level: str) -> None:
    decision = decide(Case(class_level, "public"), date(2020, 12, 16), CIRCULAR)
    found = sheet(decision)
    assert len(found.steps) == len(decision.duties) > 0
    assert all(step.who and step.when for step in found.steps)
    cited = {citation for reason in found.reasons for citation in reason.citations}
    assert cited >= {citation for duty in decision.duties for citation in duty.citations}


def test_levels_where_no_certification_exists_change_nothing_and_it_is_said() -> None:
    reasons = " ".join(reason.text for reason in said("4e", "2021-03-10", levels=FIVE).reasons)
    assert "Cela ne change rien ici : la certification n’est pas demandée." in reasons


def test_competences_without_level_are_said_to_count_as_not_reached() -> None:
    text = " ".join(reason.text for reason in said("3e", "2021-03-10", levels=FIVE).reasons)
    assert "11 compétences sont sans niveau" in text
    assert "1.1 Mener une recherche et une veille d’information" in text


def test_text_has_the_same_words_and_the_paragraphs() -> None:
    decision = decide(Case.of("3e", "prive-sous-contrat"), date(2021, 3, 10), CIRCULAR)
    text = " ".join(as_text(decision).split())
    assert text.index("Inscrire l’élève à une session") < text.index("Pourquoi")
    assert text.index("Pourquoi") < text.index("À savoir")
    assert "[circulaire du 16 décembre 2020, § 5 calendrier]" in text
    assert "source secondaire : code public de Pix" in text
    assert "sans incidence" in text


def test_json_is_the_contract() -> None:
    case = Case.of("3e", "prive-sous-contrat", {"1.1": 1})
    found = as_dict(decide(case, date(2021, 3, 10), CIRCULAR))
    assert (found["schema"], found["circular"]) == (1, "nantes-2020-2021")
    assert found["issuer"] == "académie de Nantes"
    assert found["campaign"] == "2020-2021"
    assert found["certainty"] == "held"
    assert found["on"] == "2021-03-10"
    assert found["case"] == {
        "class_level": "3e",
        "establishment": "prive-sous-contrat",
        "levels": {"1.1": 1},
    }
    window = {
        "key": "main",
        "label": None,
        "opens": "2021-03-08",
        "closes": "2021-05-12",
        "state": "open",
        "days_until_open": None,
        "days_left": 63,
        "days_since_close": None,
        "ask": None,
        "citations": ["circulaire-2020-12-16#p-5-calendrier"],
    }
    assert found["certification"] == {
        "kind": "certification",
        "status": "mandatory",
        "basis": "reading",
        "certainty": "held",
        "postponed_to": None,
        "window": window,
        "windows": [window],
        "certifiable": False,
        "competences_reached": 1,
        "competences_missing": 4,
        "reached": ["1.1"],
        "citations": [
            "circulaire-2020-12-16#p-5-college",
            "circulaire-2020-12-16#p-5-prepa-metiers",
        ],
    }
    assert {
        "kind": "pix_enrolment",
        "status": "requested",
        "basis": "says",
        "actor": "chef d’établissement",
        "due": None,
        "done": True,  # its levels are known
        "citations": ["circulaire-2020-12-16#p-3"],
        "notes": [],
    } in found["duties"]
    assert set(found["notices"][0]) == {"kind", "label", "nature", "text", "source", "citations"}


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


@example("0-0")
@given(text=st.text())
def test_no_text_can_become_markup(text: str) -> None:
    soup = BeautifulSoup(f"<body>{element('p', text, title=text)}", "html.parser")
    (paragraph,) = soup.select("body > *")
    assert paragraph.name == "p"
    compounds = paragraph.select(".calc-compound")  # our own: « 2020-2021 », on one line
    assert paragraph.find_all(True) == compounds
    assert joined([text]).count("<") == 2 * len(compounds)


@given(fields=st.dictionaries(st.text() | st.sampled_from(["class_level", "on"]), st.text()))
def test_no_form_makes_python_fail(fields: dict[str, str]) -> None:
    reply = json.loads(answer_form(json.dumps({"fields": fields, "pages": {}})))
    assert reply["html"]


def test_the_form_names_the_field_to_correct() -> None:
    fields = {"class_level": "3e", "establishment": "public", "on": "2021-02-30"}
    reply = json.loads(answer_form(json.dumps({"fields": fields, "pages": {}})))
    assert list(reply["problems"]) == ["on"]
    assert "Date de référence" in reply["html"]


def test_an_empty_form_asks_for_a_class() -> None:
    reply = json.loads(answer_form('{"fields": {"class_level": ""}, "pages": {}}'))
    assert reply["problems"] == {}
    assert NO_CLASS_YET.split(" :")[0] in reply["html"]


def test_every_status_has_its_words() -> None:
    assert set(CIRCULAR.vocabulary.statuses) == set(Status)
    assert all(said.masculine for said in CIRCULAR.vocabulary.statuses.values())
