"""What a circular can say that the one of 2020-2021 does not: made-up ones, put into words."""

from __future__ import annotations

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup

from calculator import Case, InvalidCase, decide
from calculator.answers.events import circular_events, class_events, decision_calendar
from calculator.answers.pupil import answer, sheet
from calculator.render.as_html import answer_html
from calculator.render.as_json import as_dict
from calculator.render.as_text import as_text
from calculator.render.tables import who_is_concerned_html, windows_html
from calculator.render.timeline import timeline_html
from tests.answers.circulars import (
    CHANGED,
    KINDS,
    LEVEL,
    TWO,
    UNKNOWN,
    decided,
    school_page,
)
from tests.answers.markup import link, told
from tests.making import SOURCE, Json, duty, made_up, rule, window, with_windows

# --- A mark -----------------------------------------------------------------------------------


def of_mark(data: Json) -> None:
    """A test of 20 points, in place of levels."""
    duty(data, "certification")["condition"].update(
        competences=0, level=0, mark="note", at_least=10, sentence="Il faut {threshold}.",
        met="il l’a", adjective="reçu", ask="Indiquez la note.", progress="Réviser",
    )  # fmt: skip
    data["inputs"].append(
        {"key": "note", "type": "number", "label": "Note", "noun": "la note", "minimum": 0,
         "maximum": 20}
    )  # fmt: skip


MARK = made_up(of_mark)


@pytest.mark.parametrize(
    ("mark", "met", "missing", "headline", "reason"),
    [
        (None, None, None, "obligatoire : inscrire", "Indiquez la note."),
        ("0", False, 10, "il manque 10 points", "L’élève a 0 sur 20 : il manque 10 points."),
        ("9", False, 1, "il manque 1 point à", "L’élève a 9 sur 20 : il manque 1 point."),
        (10, True, 0, "l’élève est certifiable", "L’élève a 10 sur 20 : il l’a."),
        ("20", True, 0, "l’élève est certifiable", "L’élève a 20 sur 20 : il l’a."),
    ],
)
def test_a_mark_is_enough_or_not(
    mark: object, met: bool | None, missing: int | None, headline: str, reason: str
) -> None:
    decision = decided(MARK, note=mark)
    found = answer(decision)
    assert headline in found.headline
    (said,) = [r.text for r in found.reasons if r.text.startswith("Il faut au moins 10 sur 20.")]
    assert reason in said
    assert [step.what for step in found.steps if step.what == "Réviser"] == (
        ["Réviser"] if met is False else []
    )
    data = as_dict(decision)
    assert data["certification"]["certifiable"] is met
    assert data["certification"]["mark_missing"] == missing
    assert data["certification"]["competences_reached"] is None
    assert data["case"].get("note") == (None if mark is None else int(str(mark)))
    assert decide(Case.of(**data["case"]), decision.on, MARK) == decision


@pytest.mark.parametrize("mark", ["21", -1, "douze", True, 9.5, "٣", "9" * 5000])
def test_a_mark_that_cannot_be_is_refused(mark: object) -> None:
    with pytest.raises(InvalidCase, match="un nombre entier de 0 à 20") as caught:
        decided(MARK, note=mark)
    assert caught.value.field == "note"


def test_a_mark_that_changes_nothing_is_told() -> None:
    reasons = " ".join(r.text for r in answer(decided(MARK, class_level="cm2", note=12)).reasons)
    assert "Cela ne change rien ici : la certification n’est pas demandée." in reasons
    outside = decided(MARK, establishment="prive-hors-contrat", note=12)
    said = [n.text for n in outside.notices if n.kind == "unused_input"]
    also = " ".join(reason.text for reason in answer(outside).reasons)
    assert said == ["La note n’a pas d’effet pour ce cas."] or "Cela ne change rien ici" in also


# --- A sentence in place of a day -------------------------------------------------------------


def only_a_sentence(data: Json) -> None:
    """First aid: recommended whenever the school can, nothing else."""
    taught = duty(data, "crcn_training")
    taught["rules"] = taught["rules"][:1]
    taught.update(label="Formation aux gestes", noun="la formation aux gestes", leads=True)
    taught["rules"][0].update(
        classes=["3e"], status="recommended", actor="infirmière", reasons=[],
        when="Quand l’établissement le peut, au plus tard en fin de 3e.",
    )  # fmt: skip
    data.update(duties=[taught], inputs=[], notices=[], left_open=[], calendar=None)


SENTENCE = made_up(only_a_sentence, id="secourisme", title="Gestes qui sauvent")


def test_a_duty_may_have_a_sentence_only() -> None:
    decision = decided(SENTENCE)
    found = answer(decision)
    assert found.headline == (
        "Formation aux gestes recommandée : former l’élève aux compétences numériques."
    )
    assert found.by_when == "Quand l’établissement le peut, au plus tard en fin de 3e."
    assert found.window_state is None
    assert "En 2020-2021, la formation aux gestes est recommandée en 3e." in found.reasons[0].text
    data = as_dict(decision)
    assert "certification" not in data
    (asked,) = data["duties"]
    assert (asked["status"], asked["due"], asked["actor"]) == ("recommended", None, "infirmière")
    assert decision_calendar(decision) is None
    assert timeline_html(SENTENCE, None) == ""
    assert windows_html([SENTENCE], link) == ""
    assert circular_events(SENTENCE) == ()


@pytest.mark.parametrize(
    ("class_level", "establishment", "status", "headline"),
    [
        ("5e", "public", "not_due", "Rien n’est demandé pour cette classe."),
        ("3e", "prive-hors-contrat", "out_of_scope", "Non concerné : rien à faire"),
    ],
)
def test_a_circular_without_an_exam_has_its_words_for_who_is_asked_nothing(
    class_level: str, establishment: str, status: str, headline: str
) -> None:
    decision = decided(SENTENCE, class_level=class_level, establishment=establishment)
    found = answer(decision)
    assert found.status == status
    assert found.headline.startswith(headline)
    assert bool(found.reasons) == (status == "out_of_scope")


def test_a_school_reads_a_sentence_in_place_of_a_day() -> None:
    said = school_page(SENTENCE)
    assert "Quand l’établissement le peut, au plus tard en fin de 3e." in said
    assert "infirmière" in said
    assert "Le plan de vos sessions" not in said
    assert "Qui peut passer" not in said
    assert "Rien n’est demandé pour ces classes." in school_page(SENTENCE, classes=["5e"])
    concerned = told(who_is_concerned_html(SENTENCE, link))
    assert "Formation aux gestes" in concerned
    assert "Certification" not in concerned


# --- A day that the text gives ----------------------------------------------------------------


def by_a_day(data: Json) -> None:
    """The pupils of 5e and others are enrolled by a day that the text gives."""
    rule(data, "pix_enrolment", "5e").update(due="2021-06-30", when=None)


DUE = made_up(by_a_day)


@pytest.mark.parametrize(
    ("on", "by_when"),
    [
        ("2021-03-10", "Au plus tard le mercredi 30 juin 2021 (il reste 112 jours)."),
        ("2021-06-30", "Au plus tard le mercredi 30 juin 2021 (dernier jour)."),
        ("2021-07-02", "Au plus tard le mercredi 30 juin 2021 (date passée depuis 2 jours)."),
    ],
)
def test_a_day_that_the_text_gives_is_said(on: str, by_when: str) -> None:
    decision = decided(DUE, on, "5e")
    assert answer(decision).by_when == by_when
    assert sheet(decision).by_when == "Au plus tard le mercredi 30 juin 2021."
    assert as_dict(decision)["duties"][0]["due"] == "2021-06-30"


def test_a_day_that_the_text_gives_is_in_the_calendars() -> None:
    calendar = decision_calendar(decided(DUE, class_level="5e"))
    assert calendar is not None
    (event,) = calendar.events
    assert event.first == event.last == date(2021, 6, 30)
    assert event.summary == "Inscription sur Pix (5e)"
    assert "§ 3" in event.description
    assert "indiquée" not in event.description
    every = circular_events(DUE)
    assert [e.first for e in every if "Inscription" in e.summary] == [date(2021, 6, 30)]
    assert len({e.uid for e in every}) == len(every)
    assert "30 juin 2021 (dans 12 jours)" in school_page(DUE, on="2021-06-18", classes=["5e"])


# --- By kind of school ------------------------------------------------------------------------


def by_kind(data: Json) -> None:
    """Other days for 3e in public schools."""
    private = rule(data, "certification", "3e")
    public = {**private, "establishments": ["public"]}
    public["windows"] = [window("2021-04-06", "2021-04-09")]
    private["establishments"] = ["prive-sous-contrat"]
    duty(data, "certification")["rules"].append(public)
    data["notices"] = []  # some speak of the days of the text


BY_KIND = made_up(by_kind)


@pytest.mark.parametrize(
    ("establishment", "mine", "theirs"),
    [("public", "9 avril", "12 mai"), ("prive-sous-contrat", "12 mai", "9 avril")],
)
def test_a_school_reads_the_days_of_its_kind_alone(
    establishment: str, mine: str, theirs: str
) -> None:
    kind = KINDS[establishment]
    decision = decided(BY_KIND, establishment=establishment)
    events = class_events(BY_KIND, LEVEL("3e"), kind)
    for said in (
        told(answer_html(decision, link)),
        told(timeline_html(BY_KIND, None, {LEVEL("3e"): ()}, kind)),
        school_page(BY_KIND, establishment=establishment, classes=["3e"]),
        " ".join(event.description for event in events),
    ):
        assert mine in said
        assert theirs not in said
    assert len(events) == 2


def test_the_tables_and_the_calendar_of_all_say_whose_days_they_are() -> None:
    rows = BeautifulSoup(windows_html([BY_KIND], link), "html.parser").select("tbody tr")
    days = {row.th.get_text(): told(str(row)) for row in rows if row.th}
    assert "12 mai 2021" in days["3e et 3e SEGPA, établissement privé sous contrat"]
    assert "9 avril 2021" in days["3e et 3e SEGPA, établissement public"]
    rows = BeautifulSoup(who_is_concerned_html(BY_KIND, link), "html.parser").select("tbody tr")
    concerned = {row.th.get_text(): told(str(row)) for row in rows if row.th}
    assert "12 mai 2021" in concerned["3e et 3e SEGPA, établissement privé sous contrat"]
    assert "9 avril 2021" in concerned["3e et 3e SEGPA, établissement public"]
    assert "CM2, 6e et 6e SEGPA" in concerned
    assert "silence du texte" not in " ".join(concerned.values())
    events = circular_events(BY_KIND)
    assert len({event.uid for event in events}) == len(events) == 8
    (public,) = [e for e in events if e.last == e.first == date(2021, 4, 9)]
    assert public.summary.endswith(": 3e et 3e SEGPA, établissement public")


# --- What only a reported source says ---------------------------------------------------------


@pytest.mark.parametrize(
    ("cites", "certainty", "label", "first"),
    [
        (["pix-pr-2889"], "reported", "source secondaire : code public de Pix", True),
        (["code-education-d-121-1"], "cited", "texte officiel cité : code de l’éducation", False),
        ([f"{SOURCE}#p-5-college"], "held", "circulaire du 16 décembre 2020, § 5", False),
    ],
)
def test_the_weakest_source_under_an_answer_is_shown(
    cites: list[str], certainty: str, label: str, first: bool
) -> None:
    weak = window("2021-03-08", "2021-05-12", cites=cites)
    decision = decided(made_up(with_windows("3e", weak)))
    found = answer(decision)
    assert found.authority == certainty
    assert as_dict(decision)["certainty"] == certainty
    html = answer_html(decision, link)
    assert f'data-authority="{certainty}"' in html
    assert label in told(html)
    assert ("Aucun texte officiel" in (found.alerts[0] if found.alerts else "")) == first
    assert ("Aucun texte officiel" in as_text(decision, width=None)) == first


def test_a_paragraph_of_a_text_that_is_not_held_says_what_it_is_worth() -> None:
    def lower(data: Json) -> None:
        data["sources"]["pix-pr-2889"]["paragraphs"] = {"p-1": "§ 1"}
        rule(data, "certification", "3e")["windows"] = [
            window("2021-03-08", "2021-05-12", cites=["pix-pr-2889#p-1"])
        ]

    text = as_text(decided(made_up(lower)), width=None)
    assert "[source secondaire : code public de Pix, modification n° 2889, § 1]" in text


def test_json_can_be_read_by_other_programs() -> None:
    for circular in (TWO, CHANGED, UNKNOWN, MARK, SENTENCE, BY_KIND):
        data = as_dict(decided(circular))
        assert json.loads(json.dumps(data)) == data
        assert data["circular"] == circular.id
