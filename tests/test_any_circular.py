"""What any circular may say: days that change, that are unknown, of one day; places, statuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from calculator.answers import words
from calculator.answers.events import circular_calendar
from calculator.cli.campaigns import described
from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.planning import plan
from calculator.model.school import School
from calculator.model.sessions import Session
from calculator.render.as_html import sheet_html
from calculator.render.as_json import as_dict
from calculator.render.as_text import as_text
from calculator.render.glance import glance_html
from calculator.render.school_text import school_text
from calculator.render.tables import who_is_concerned_html, windows_html
from calculator.render.timeline import timeline_html
from calculator.schema.reading import read_circulars
from tests.foreign import (
    FOLDER,
    IDS,
    LETTER,
    PARAGRAPHS,
    SITE,
    Altered,
    circular_of,
    decided,
    headline,
)

ID = IDS[SITE]

MAIN = "days = { opens = 2023-01-16, closes = 2023-02-10 }, cites"


# --- Days that are not known ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "on", "when", "state"),
    [
        ('"unknown"', "2023-01-20", "Les dates ne sont pas connues. Écrivez.", "unknown"),
        (
            '{ opens = 2023-01-16, closes = "unknown" }',
            "2023-01-15",
            (
                "Épreuve à partir du lundi 16 janvier 2023, dernier jour non connu : ouverture "
                "demain. Écrivez."
            ),
            "upcoming",
        ),
        (
            '{ opens = 2023-01-16, closes = "unknown" }',
            "2023-01-16",
            "Épreuve à partir du lundi 16 janvier 2023, dernier jour non connu. Écrivez.",
            "unknown",
        ),
        (
            '{ opens = "unknown", closes = 2023-02-10 }',
            "2023-02-10",
            "Épreuve jusqu’au vendredi 10 février 2023, premier jour non connu. Écrivez.",
            "unknown",
        ),
        (
            '{ opens = "unknown", closes = 2023-02-10 }',
            "2023-02-11",
            "L’épreuve était prévue jusqu’au vendredi 10 février 2023, premier jour non connu.",
            "closed",
        ),
    ],
)
def test_a_day_that_is_not_known_is_never_invented(
    altered: Altered, days: str, on: str, when: str, state: str
) -> None:
    circular = altered((MAIN, f'days = {days}, ask = "Écrivez.", cites'))
    decision = decided(circular, "5e", "public", on)
    what, said = headline(decision)
    assert what == "ASSR 1 obligatoire : faire passer l’épreuve à l’élève."
    assert said.startswith(when)
    assert as_dict(decision)["certification"]["windows"][0]["state"] == state


# --- Days that change -------------------------------------------------------------------------


@pytest.fixture
def moved(altered: Altered) -> Circular:
    """The first window is one week longer since the letter of 1 February."""
    change = (
        "changes = [ { known_from = 2023-02-01, days = { opens = 2023-01-16, "
        'closes = 2023-02-17 }, cites = ["lettre"] } ], days'
    )
    return altered((PARAGRAPHS, LETTER), (MAIN, MAIN.replace("days", change, 1)))


@pytest.mark.parametrize(
    ("on", "closes", "cites"),
    [
        ("2023-01-31", "2023-02-10", "note-2022-10-03#periodes"),
        ("2023-02-01", "2023-02-17", "lettre"),
        ("2023-02-17", "2023-02-17", "lettre"),
    ],
)
def test_each_day_has_the_window_known_that_day(
    moved: Circular, on: str, closes: str, cites: str
) -> None:
    decision = decided(moved, "5e", "public", on)
    window = as_dict(decision)["certification"]["window"]
    assert (window["closes"], window["citations"]) == (closes, [cites])
    text = as_text(decision, width=None)
    assert ("Dates connues depuis le mercredi 1er février 2023" in text) is (cites == "lettre")
    picture = timeline_html(moved, date.fromisoformat(on))
    last = "17 février" if cites == "lettre" else "10 février"
    assert f"16 janvier – {last}" in picture


def test_a_later_letter_does_not_make_the_text_unpublished(moved: Circular) -> None:
    assert "encore publié" not in as_text(decided(moved, "5e", "public", "2023-01-31"))
    assert "n’était pas encore publié" in as_text(decided(moved, "5e", "public", "2022-10-02"))
    assert moved.main_source.id == "note-2022-10-03"


def test_a_plan_goes_by_what_is_known_on_its_day(moved: Circular) -> None:
    school = School.of(moved, ["5e"], "public")
    (place,) = moved.vocabulary.places
    session = Session(place, date(2023, 2, 13))
    for on, outside in ((date(2023, 1, 31), True), (date(2023, 2, 1), False)):
        text = school_text(school, plan(moved, school, [session], on), moved)
        assert ("ce jour est hors des fenêtres prévues en 5e (" in text) is outside


# --- Words ------------------------------------------------------------------------------------


def test_a_single_day_is_said_once(altered: Altered) -> None:
    circular = altered((MAIN, "days = { opens = 2023-01-16, closes = 2023-01-16 }, cites"))
    decision = decided(circular, "5e", "public", "2023-01-16")
    assert headline(decision)[1].startswith("Épreuve le lundi 16 janvier 2023 : dernier jour.")
    calendar = circular_calendar(circular)
    assert calendar is not None
    assert [event.first for event in calendar.events].count(date(2023, 1, 16)) == 1
    assert "16 janvier –" not in timeline_html(circular, None)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("au collège", "des fenêtres du collège ("),
        ("aux ateliers", "des fenêtres des ateliers ("),
        ("à la piscine", "des fenêtres de la piscine ("),
        ("à l’école", "des fenêtres de l’école ("),
        ("en salle", "des fenêtres des sessions en salle ("),
    ],
)
def test_any_place_is_named_rightly(altered: Altered, where: str, said: str) -> None:
    change = ('where = "au collège"', f'where = "{where}"')
    circular = altered(vocabulary=(change,))
    school = School.of(circular, ["5e", "3e"], "public")
    (place,) = circular.vocabulary.places
    made = plan(circular, school, [Session(place, date(2023, 3, 1))], date(2023, 1, 2))
    assert said in school_text(school, made, circular)


@pytest.mark.parametrize(
    ("status", "what", "event"),
    [
        ("mandatory", "ASSR 1 obligatoire", "ASSR 1 : 5e"),
        ("requested", "ASSR 1 demandée", "ASSR 1 : 5e"),
        ("recommended", "ASSR 1 recommandée", "ASSR 1 (recommandée) : 5e"),
        ("optional", "ASSR 1 facultative", "ASSR 1 (facultative) : 5e"),
    ],
)
def test_words_follow_the_status(altered: Altered, status: str, what: str, event: str) -> None:
    rule = 'classes = ["5e"]\nstatus = "mandatory"'
    circular = altered((rule, rule.replace("mandatory", status)))
    decision = decided(circular, "5e", "public", "2023-01-20")
    assert headline(decision)[0].startswith(f"{what} : ")
    assert what.rsplit(maxsplit=1)[-1] in who_is_concerned_html(circular, str)
    text = as_text(decision, width=None)
    others = text.replace("éducation à la sécurité routière est obligatoire", "")
    assert ("obligatoire" in others) is (status == "mandatory")
    assert as_dict(decision)["duties"][0]["due"] == (
        "2023-02-10" if status == "mandatory" else None
    )
    calendar = circular_calendar(circular)
    assert calendar is not None
    assert event in {one.summary for one in calendar.events}


def test_what_differs_by_kind_of_school_is_in_the_tables(altered: Altered) -> None:
    rule = 'classes = ["5e"]\nstatus = "mandatory"'
    public = f'establishments = ["public"]\n{rule}'
    optional = f'establishments = ["prive-sous-contrat"]\n{rule}'.replace("mandatory", "optional")
    own = 'actor = "collège"\ncites = ["note-2022-10-03#assr"]\nwindows = [{ days = "unknown", cites = ["note-2022-10-03#periodes"], ask = "Écrivez." }]'  # noqa: E501
    circular = altered((rule, f"{optional}\n{own}\n\n[[duties.rules]]\n{public}"))
    usual = circular.default_establishment
    assert decided(circular, "5e", usual, "2023-01-20").duties[0].status == "mandatory"
    table = who_is_concerned_html(circular, str)
    assert ">5e, établissement public</th>" in table
    assert ">5e, établissement privé sous contrat</th>" in table
    assert ">5e, établissement privé sous contrat</th>" in windows_html([circular], str)
    (level,) = (one for one in circular.classes if one == "5e")
    kinds = {str(kind): kind for kind in circular.vocabulary.establishments}
    assert "16 janvier" in timeline_html(circular, None, {level: ()}, usual)
    assert not timeline_html(circular, None, {level: ()}, kinds["prive-sous-contrat"])


def test_what_the_text_does_not_ask_is_said_of_any_duty(altered: Altered) -> None:
    rule = '[[duties.rules]]\nclasses = ["5e", "3e"]\nstatus = "requested"'
    not_due = '[[duties.rules]]\nclasses = ["4e"]\nstatus = "not_due"\ncites = ["note-2022-10-03#bilan"]\n'  # noqa: E501
    circular = altered((rule, f"{not_due}\n{rule}"))
    text = as_text(decided(circular, "4e", "public", "2023-06-05"), width=None)
    why = f"le bilan des attestations n’est pas demandé en 4e. [{circular.main_source.short_title}"
    assert why in text


def test_nothing_is_said_of_a_class_that_the_file_does_not_speak_of() -> None:
    circular = replace(circular_of(SITE), notices=())
    decision = decided(circular, "6e", "public", "2023-01-16")
    text = as_text(decision, width=None)
    assert "ASSR" not in text
    assert "silence" not in text
    assert "non demandée" not in who_is_concerned_html(circular, str)


def test_two_conditions_for_one_class_are_both_told(altered: Altered) -> None:
    circular = altered(
        ('[[duties.rules]]\nclasses = ["3e"]', '[[duties.rules]]\nclasses = ["5e", "3e"]')
    )
    decision = decide(Case.of("5e", "public", None, note=8), date(2023, 1, 20), circular)
    text = as_text(decision, width=None)
    assert "l’ASSR 1 est obligatoire en 5e" in text
    assert "Le collège choisit le jour" in text
    assert text.count("Faire passer l’ASSR") == 2
    second = as_dict(decision)["duties"][1]
    assert (second["kind"], second["windows"][0]["opens"]) == ("assr-2", "2023-03-06")


def test_a_scope_without_exception_needs_no_words_for_it() -> None:
    circular = read_circulars(FOLDER / "premiers-secours" / "circulars").named("secours-2023-2024")
    assert circular.scope.establishments == set(circular.vocabulary.establishments)
    assert "{establishment}" in circular.scope.sentence


@pytest.mark.parametrize(
    ("label", "noun", "feminine", "said", "sentence"),
    [
        ("Test", "le test", "false", "Test facultatif", "le test est facultatif"),
        ("Tests", "les tests", "false", "Tests facultatifs", "les tests sont facultatifs"),
        ("Dictées", "les dictées", "true", "Dictées facultatives", "les dictées sont facultatives"),
    ],
)
def test_a_status_agrees_with_its_noun(
    altered: Altered, label: str, noun: str, feminine: str, said: str, sentence: str
) -> None:
    circular = altered(
        ('label = "ASSR 1"', f'label = "{label}"'),
        ('noun = "l’ASSR 1"', f'noun = "{noun}"'),
        ("feminine = true", f"feminine = {feminine}"),
    )
    text = as_text(decided(circular, "4e", "public", "2023-01-20"), width=None)
    assert f"{said} : " in text
    assert f"En 2022-2023, {sentence} en 4e." in text
    not_asked = as_text(decided(circular, "6e", "public", "2023-01-20"), width=None)
    plural = "s" if noun.startswith("les") else ""
    assert f"{label} non demandé{'e' if feminine == 'true' else ''}{plural}, " in not_asked


def test_a_day_that_is_due_is_in_the_tables_and_at_a_glance() -> None:
    circular = circular_of(SITE)
    table = who_is_concerned_html(circular, str)
    assert "demandé, au plus tard le vendredi 16 juin 2023" in table


def test_kinds_of_school_that_are_not_asked_alike_are_named(altered: Altered) -> None:
    rule = 'classes = ["5e"]\nstatus = "mandatory"'
    private = """classes = ["5e"]
establishments = ["prive-sous-contrat"]
status = "recommended"
actor = "collège"
cites = ["note-2022-10-03#assr"]
windows = [
  { days = { opens = 2023-05-02, closes = 2023-05-12 }, cites = ["note-2022-10-03#periodes"] },
]

[[duties.rules]]
classes = ["5e"]
establishments = ["public"]
status = "mandatory\""""
    circular = altered((rule, private))
    glance = glance_html(circular)
    assert "ASSR 1 obligatoire</dt><dd>5e, établissement public</dd>" in glance
    assert "ASSR 1 recommandée</dt><dd>5e, établissement privé sous contrat</dd>" in glance
    assert "ASSR 2 obligatoire</dt><dd>3e</dd>" in glance
    picture = timeline_html(circular, None).replace("\xa0", " ")
    assert "Période de l’ASSR 1 : 5e, établissement privé sous contrat" in picture
    assert "Période de l’ASSR 1 : 5e, établissement public" in picture
    assert "établissement" not in timeline_html(
        circular, None, establishment=circular.vocabulary.establishments[0]
    )
    lines = described(circular).splitlines()
    assert (
        "  5e, établissement public : ASSR 1 obligatoire, "
        "du lundi 16 janvier au vendredi 10 février 2023, "
        "du lundi 5 juin au vendredi 9 juin 2023 (rattrapage)"
    ) in lines
    assert (
        "  5e et 3e : bilan des attestations demandé, au plus tard le vendredi 16 juin 2023"
    ) in lines


def test_a_window_is_named_before_its_words_whatever_the_day() -> None:
    said = sheet_html(decided(circular_of(SITE), "5e", "public", "2023-01-20"), str)
    assert "Rattrapage : épreuve du lundi 5 juin au vendredi 9 juin 2023." in said.replace(
        "\xa0", " "
    )


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        ("5e et 3e", "en 5e et 3e"),
        ("toutes les classes", "dans toutes les classes"),
        ("tout le cycle 3", "dans tout le cycle 3"),
        ("le cycle 3 et 5e", "dans le cycle 3 et 5e"),
        ("l’école", "dans l’école"),
        ("terminale", "en terminale"),
    ],
)
def test_classes_are_introduced_as_french_does(classes: str, said: str) -> None:
    assert words.in_classes(classes) == said


def test_three_kinds_of_school_are_listed() -> None:
    kinds = circular_of(SITE).vocabulary.establishments
    said = words.establishment_words(kinds)
    assert said == "établissement public, privé sous contrat ou agricole"


def test_a_year_without_public_holidays_is_drawn(altered: Altered) -> None:
    text = (FOLDER / SITE / "circulars" / ID / "circular.toml").read_text("utf-8")
    days = text[text.index("public_holidays = [") : text.index("holidays = [\n  { name")]
    circular = altered((days, "public_holidays = []\n"))
    assert "Jours fériés" not in timeline_html(circular, None)


def test_the_last_day_of_a_window_is_not_told_twice() -> None:
    circular = circular_of(SITE)
    assert "2023 (rattrapage), au plus tard" not in who_is_concerned_html(circular, str)
    assert "au plus tard" not in glance_html(circular)
