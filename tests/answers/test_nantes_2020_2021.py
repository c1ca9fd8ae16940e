"""The answers of 2020-2021 that were corrected, and what they must never say again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from bs4 import BeautifulSoup

from calculator import Case, Circular, Decision, decide, load_circular
from calculator.answers.events import circular_events
from calculator.answers.pupil import Answer, answer, sheet
from calculator.model.vocabulary import Nature, Status
from calculator.render.as_html import answer_html
from calculator.render.as_text import as_text
from calculator.render.tables import rule_decision, who_is_concerned_html, windows_html
from tests.answers.markup import link, told
from tests.making import VOCABULARY, made_up, rule

CIRCULAR = load_circular("nantes-2020-2021")
ON = date(2021, 3, 10)
THREE = dict.fromkeys(["1.1", "1.2", "1.3"], 1)
FIVE = dict.fromkeys(["1.1", "1.2", "1.3", "2.1", "2.2"], 1)
DUE = ["mandatory", "requested", "recommended", "optional"]


def decided(
    class_level: str,
    on: date = ON,
    establishment: str = "prive-sous-contrat",
    circular: Circular = CIRCULAR,
    **given: Any,
) -> Decision:
    return decide(Case.of(class_level, establishment, **given), on, circular)


# --- Words follow the status ------------------------------------------------------------------

WORDS_OF_STATUSES = {
    "mandatory": "obligatoire",
    "requested": "demandée",
    "recommended": "recommandée",
    "optional": "facultative",
}


def with_status(kind: str, class_level: str, status: str) -> Circular:
    return made_up(lambda data: rule(data, kind, class_level).update(status=status))


@pytest.mark.parametrize("status", DUE)
@pytest.mark.parametrize(
    ("kind", "class_level"),
    [("certification", "3e"), ("lsu_entry", "cm2"), ("pix_enrolment", "5e")],
)
def test_words_follow_the_status(kind: str, class_level: str, status: str) -> None:
    circular = with_status(kind, class_level, status)
    duty = circular.duty(kind)
    word = WORDS_OF_STATUSES[status]
    decision = decided(class_level, circular=circular)
    for found in (answer(decision), sheet(decision)):
        assert found.status == status
        assert found.headline.startswith(f"{duty.label} {word} : ")
        about = [reason.text for reason in found.reasons if duty.noun in reason.text]
        assert any(f"{duty.noun} est {word}" in text for text in about)
        said = " ".join([found.headline, *about])
        others = {w[:-1] for s, w in WORDS_OF_STATUSES.items() if s != status}
        assert not [other for other in others if re.search(rf"\b{other}", said)]
        (step,) = [step for step in found.steps if step.what.startswith(duty.todo)]
        marked = {"recommended": " (recommandé)", "optional": " (facultatif)"}
        assert step.what == duty.todo + marked.get(status, "")


@pytest.mark.parametrize("status", DUE)
@pytest.mark.parametrize(
    ("kind", "class_level"),
    [("certification", "3e"), ("lsu_entry", "cm2"), ("pix_enrolment", "5e")],
)
def test_the_tables_follow_the_status(kind: str, class_level: str, status: str) -> None:
    circular = with_status(kind, class_level, status)
    duty, label = circular.duty(kind), VOCABULARY.class_level(class_level).label
    soup = BeautifulSoup(who_is_concerned_html(circular, link), "html.parser")
    (row,) = [
        r for r in soup.select("tbody tr") if r.th and r.th.get_text() in (label, f"{label} et 4e")
    ]
    (cell,) = row.select(f"[data-duty={kind}]")
    said = re.match(rf"{duty.label}\s: (\w+)", cell.get_text())
    assert said
    assert said[1] == WORDS_OF_STATUSES[status]
    if kind == "certification":
        windows = BeautifulSoup(windows_html([circular], link), "html.parser")
        (row,) = [r for r in windows.select("tbody tr") if r.get_text().startswith("3e et")]
        assert WORDS_OF_STATUSES[status] in row.get_text()


@pytest.mark.parametrize("status", DUE)
def test_events_follow_the_status(status: str) -> None:
    events = circular_events(with_status("certification", "3e", status))
    (event, _) = [
        event for event in events if "classes-3e-" in event.uid and "prepa" not in event.uid
    ]
    assert event.description.startswith(f"Certification {WORDS_OF_STATUSES[status]} en 2020-2021")
    may_skip = status in ("recommended", "optional")
    assert (f"({WORDS_OF_STATUSES[status]})" in event.summary) == may_skip


# --- Headlines --------------------------------------------------------------------------------

STATES = {
    "before": date(2020, 12, 20),
    "open": date(2021, 3, 10),
    "last day": date(2021, 5, 12),
    "closed": date(2021, 6, 1),
}
OVER = date(2021, 9, 1)
HEADS = {
    **dict.fromkeys(["cp", "ce1", "ce2", "cm1"], "Certification non demandée."),
    **dict.fromkeys(["cm2", "6e", "6e-segpa"], "Saisie dans le livret scolaire obligatoire : "),
    **dict.fromkeys(["5e", "4e", "5e-segpa", "4e-segpa"], "Inscription sur Pix demandée : "),
    **dict.fromkeys(["3e", "3e-segpa", "3e-prepa-metiers"], "Certification obligatoire : "),
}


@pytest.mark.parametrize("class_level", CIRCULAR.classes)
@pytest.mark.parametrize("on", STATES.values(), ids=STATES)
def test_every_headline_says_the_status_before_anything_else(class_level: str, on: date) -> None:
    head = HEADS.get(class_level, "Certification facultative : ")
    enrolled = {"Inscription sur Pix demandée : ": "Certification non demandée."}.get(head, head)
    assert answer(decided(class_level, on)).headline.startswith(head)
    assert sheet(decided(class_level, on)).headline.startswith(head)
    for levels in ({"1.1": 0}, THREE, FIVE):
        assert answer(decided(class_level, on, levels=levels)).headline.startswith(enrolled)
    outside = answer(decided(class_level, on, "prive-hors-contrat"))
    assert outside.headline.startswith("Non concerné : ")


@pytest.mark.parametrize(
    ("class_level", "was", "when"),
    [
        ("cp", "certification non demandée.", ""),
        ("6e", "la saisie dans le livret scolaire était obligatoire.", ""),
        ("4e", "l’inscription sur Pix était demandée.", ""),
        ("3e", "la certification était obligatoire.", "du lundi 8 mars au mercredi 12 mai 2021"),
        (
            "bts-2",
            "la certification était facultative.",
            "du lundi 11 janvier au jeudi 20 mai 2021",
        ),
    ],
)
def test_a_year_that_is_over_is_told_in_the_past(class_level: str, was: str, when: str) -> None:
    for levels in (None, {"1.1": 0}, FIVE):
        decision = decided(class_level, OVER, levels=levels)
        for found in (answer(decision), sheet(decision)):
            if levels is None:
                assert found.headline == f"Année scolaire 2020-2021 terminée : {was}"
            assert found.headline.startswith("Année scolaire 2020-2021 terminée : ")
            assert found.steps == ()
            assert when in found.by_when
            told = [found.headline, found.by_when, *(reason.text for reason in found.reasons)]
            assert not any(re.search(r"Sessions poss|il reste|Indiquez| est obl", t) for t in told)


# --- Steps ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("class_level", "suffix"), [("3e", ""), ("3e-prepa-metiers", ""), ("tle-gt", " (facultatif)")]
)
def test_a_pupil_who_lacks_competences_progresses_first(class_level: str, suffix: str) -> None:
    first, second, *_ = answer(decided(class_level, levels=THREE)).steps
    assert first.what == f"Faire progresser l’élève sur Pix{suffix}"
    assert first.who == "équipe pédagogique"
    assert second.what == f"Inscrire l’élève à une session de certification{suffix}"
    first, *_ = answer(decided(class_level, levels=FIVE)).steps
    assert first.what == f"Inscrire l’élève à une session de certification{suffix}"


@pytest.mark.parametrize("class_level", ["5e", "4e-segpa", "3e", "3e-prepa-metiers", "tle-gt"])
@pytest.mark.parametrize("levels", [{"1.1": 0}, THREE, FIVE])
def test_a_pupil_whose_levels_are_known_is_not_told_to_be_enrolled(
    class_level: str, levels: dict[str, int]
) -> None:
    def enrols(found: Answer) -> bool:
        said = [found.headline, found.by_when, *(step.what for step in found.steps)]
        return "sur Pix (accès gratuit)" in " ".join(said) or "veillent à inscrire" in " ".join(
            said
        )

    assert enrols(answer(decided(class_level)))
    assert not enrols(answer(decided(class_level, levels=levels)))


# --- Readings and silences --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("class_level", "establishment", "words"),
    [
        ("bts-1", "public", "Nous lisons qu’ils en sont"),
        ("cpge-2", "public", "Nous lisons qu’ils en sont"),
        ("3e-segpa", "public", "La circulaire ne nomme pas la SEGPA"),
        ("6e-segpa", "public", "La circulaire ne nomme pas la SEGPA"),
        ("2de-gt", "public", "pas l’année d’études"),
        ("cap-1", "public", "pas l’année d’études"),
        ("cm2", "public", "la phrase est au passif"),
        ("6e", "public", "la phrase est au passif"),
    ],
)
def test_a_reading_is_in_the_answer_and_marked(
    class_level: str, establishment: str, words: str
) -> None:
    decision = decided(class_level, establishment=establishment)
    assert words in " ".join(as_text(decision).split())
    soup = BeautifulSoup(answer_html(decision, link), "html.parser")
    (box,) = [b for b in soup.select(".calc-notice") if words in told(str(b))]
    assert box["data-nature"] == "reading"
    assert "notre lecture" in told(str(box))


def test_that_a_school_without_contract_is_asked_nothing_is_our_reading() -> None:
    decision = decided("3e", establishment="prive-hors-contrat")
    soup = BeautifulSoup(answer_html(decision, link), "html.parser")
    (reason,) = soup.select(".calc-reasons > li")
    assert reason["data-nature"] == "reading"
    assert "notre lecture : circulaire du 16 décembre 2020, § 1" in told(str(reason))
    assert "[notre lecture : " in as_text(decision)


SILENT = ["cp", "ce1", "ce2", "cm1", "cm2", "6e", "6e-segpa"]


@pytest.mark.parametrize("class_level", SILENT)
def test_a_silence_is_cited_as_where_it_was_looked_for(class_level: str) -> None:
    decision = decided(class_level)
    soup = BeautifulSoup(answer_html(decision, link), "html.parser")
    (silence,) = soup.select('.calc-reasons > li[data-nature="silence"]')
    links = [str(a["href"]) for a in silence.select("a")]
    assert "silence du texte, cherché dans : " in told(str(silence))
    assert [one.rpartition("#")[2] for one in links] == ["p-2", "p-5"]
    assert not any("ne demande" in told(str(reason)) for reason in says(soup))


def says(soup: BeautifulSoup) -> Iterator[Any]:
    """The reasons that a paragraph says."""
    yield from (li for li in soup.select(".calc-reasons > li") if "data-nature" not in li.attrs)


def test_the_table_cites_a_silence_as_one() -> None:
    soup = BeautifulSoup(who_is_concerned_html(CIRCULAR, link), "html.parser")
    rows = {row.th.get_text(): row for row in soup.select("tbody tr") if row.th}
    for classes, said in {"CP, CE1, CE2 et CM1": "p-1", "CM2": "p-2", "6e": "p-2"}.items():
        (cell,) = rows[classes].select('td[data-label="Paragraphes"]')
        cites = {told(str(span)).partition("circulaire")[0]: span for span in cell.select("span")}
        assert set(cites) == {"", "silence du texte, cherché dans : "}
        assert str(cites[""].select("a")[-1]["href"]).endswith(f"#{said}")
        (silence,) = rows[classes].select("[data-duty=certification]")
        unsaid = "Certification : non demandée (le texte n’en parle pas)"
        assert told(str(silence)).startswith(unsaid)


# --- Everything, once more --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("class_level", "establishment"), [*product(CIRCULAR.classes, VOCABULARY.establishments)]
)
def test_a_sentence_that_nobody_wrote_is_not_put_in_the_mouth_of_the_text(
    class_level: str, establishment: str
) -> None:
    """What is said with a paragraph and nothing else is said by it: no « nous », no silence."""
    decision = decided(class_level, establishment=establishment)
    for reason in answer(decision).reasons:
        ours = re.search(r"\bnous\b|ne demande|ne dit pas|ne donne pas", reason.text, re.IGNORECASE)
        if ours:
            assert reason.nature is not Nature.SAYS
    for notice in decision.notices:
        if notice.nature is Nature.SAYS and not notice.reported:
            assert "notre lecture" not in notice.text


def test_a_decision_whatever_the_day_is_that_of_the_table() -> None:
    for level in CIRCULAR.classes:
        assert (
            rule_decision(level, CIRCULAR).certification
            == decided(level, CIRCULAR.main_source.published).certification
        )
    assert set(Status) == set(VOCABULARY.statuses)
