"""What a head of school reads: the duties, the plan and a day, in words and in HTML."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from calculator import load_circular
from calculator.answers.school import step_for
from calculator.answers.school_events import plan_events, school_calendar
from calculator.ask.school import answer_establishment
from calculator.model.planning import plan
from calculator.model.school import School
from calculator.model.sessions import Session
from calculator.render.as_jcal import to_jcal
from calculator.render.school_text import plan_dict, school_text

CIRCULAR = load_circular("nantes-2020-2021")
PLACES = {str(place): place for place in CIRCULAR.vocabulary.places}
PAGES = {"circulaire/2020-12-16.md": "/circulaire/"}
FORM = {
    "class.cm2": "1",
    "class.3e": "1",
    "class.tle-gt": "1",
    "establishment": "prive-sous-contrat",
    "on": "2021-01-04",
}
DUTIES, PLAN = "Ce qui est demandé à l’établissement", "Les étapes, dans l’ordre des dates"


def answer(**changes: str) -> Any:
    """The answer to the form; `session__college__1` stands for `session.college.1`."""
    fields = {**FORM, **{name.replace("__", "."): value for name, value in changes.items()}}
    return json.loads(answer_establishment(json.dumps({"fields": fields, "pages": PAGES})))


def page(**changes: str) -> BeautifulSoup:
    return BeautifulSoup(answer(**changes)["html"], "html.parser")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split()).replace(" ,", ",").replace(" .", ".")


def rows(html: BeautifulSoup, caption: str) -> list[str]:
    (table,) = [t for t in html.select("table") if t.caption and words(t.caption) == caption]
    return [words(row) for row in table.select("tbody tr")]


def section(html: BeautifulSoup, title: str) -> str:
    (found,) = [
        s for s in html.select("section, details") if s.h3 and words(s.h3).startswith(title)
    ]
    return words(found)


def test_without_a_class_the_page_says_what_to_do() -> None:
    empty = {"fields": {"on": "2021-01-04"}, "pages": PAGES}
    said = json.loads(answer_establishment(json.dumps(empty)))
    assert "Cochez les classes de votre établissement" in said["html"]
    assert said["problems"] == {}


def test_all_duties_in_order_of_date_with_who_acts_and_the_paragraphs() -> None:
    told = rows(page(last_report_date="2021-06-15"), DUTIES)
    expected = [
        ("(facultatif)", "du lundi 11 janvier au jeudi 20 mai 2021", "établissement", "§ 5 lycée"),
        ("session de certification", "du lundi 8 mars au mercredi 12 mai 2021", "3e",
         "§ 5 calendrier"),
        ("dernier bilan périodique", "Au plus tard le mardi 15 juin 2021 (dans 162 jours)",
         "équipe pédagogique", "§ 2"),
        ("Inscrire les élèves sur Pix", "La circulaire ne fixe pas de date",
         "chef d’établissement", "§ 3"),
        ("Former les élèves", "Dans le cadre des programmes", "enseignants", "§ 1"),
    ]  # fmt: skip
    assert len(told) == len(expected)
    for row, parts in zip(told, expected, strict=True):
        for part in parts:
            assert part.replace(" ", " ") in row.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("on", "session", "title", "what"),
    [
        ("2021-01-04", "", "lundi 11 janvier 2021 (dans 7 jours)", "Premier jour des sessions"),
        ("2021-01-11", "", "lundi 11 janvier 2021 (aujourd’hui)", "Premier jour des sessions"),
        ("2021-01-12", "", "lundi 8 mars 2021 (dans 55 jours)", "Premier jour des sessions"),
        ("2021-04-09", "2021-04-29", "vendredi 9 avril 2021 (aujourd’hui)",
         "Inscrire les élèves à la session"),
        ("2021-04-12", "2021-04-29", "jeudi 29 avril 2021 (dans 17 jours)",
         "Tenir la session, au collège"),
        ("2021-05-13", "", "jeudi 20 mai 2021 (dans 7 jours)", "Dernier jour des sessions"),
    ],
)  # fmt: skip
def test_the_next_date_is_told_first(on: str, session: str, title: str, what: str) -> None:
    html = page(on=on, session__college__1=session)
    headline = html.select_one(".calc-answer__headline")
    first = html.select_one(".calc-answer__when")
    assert headline is not None
    assert first is not None
    assert words(headline).replace("\xa0", " ") == f"Prochaine date : {title}"
    assert words(first).startswith(what)


def test_a_session_is_a_line_with_those_who_sit_then() -> None:
    html = page(session__college__1="2021-04-29", session__lycee__1="2021-02-10")
    lines = [words(line).replace("\xa0", " ") for line in html.select("section > ul > li")]
    assert lines == [
        "Mercredi 10 février 2021, au lycée : terminale générale ou technologique",
        "Jeudi 29 avril 2021, au collège : 3e",
    ]
    wrong = page(session__college__1="2021-02-10").select("section > ul > li")
    assert words(wrong[0]).endswith("3e (à vérifier)")


def test_a_late_step_is_told_to_be_done_without_delay() -> None:
    html = page(on="2021-04-12", session__college__1="2021-04-29")
    assert "4 étapes en retard" in words(html)
    assert "(passé, à faire sans attendre)" in section(html, "À faire")
    assert "en retard" not in words(page(on="2021-05-01", session__college__1="2021-04-29"))


@pytest.mark.parametrize(
    ("classes", "says", "is_silent_on"),
    [
        (["class.3e"], ["modalités de passation"], ["Organiser ou non"]),  # p-5-modalites
        (["class.tle-gt"], ["modalités de passation", "Organiser ou non"], ["livret"]),  # p-5-lycee
        (["class.cm2"], ["Renseigner dès cette année"], ["modalités", "Pix"]),  # p-2
        (["class.5e"], ["Choisir quand inscrire", "campagnes de tests"], ["modalités"]),  # p-3, p-4
    ],
)
def test_what_is_left_to_the_school(
    classes: list[str], says: list[str], is_silent_on: list[str]
) -> None:
    fields = {**{k: v for k, v in FORM.items() if "." not in k}, **dict.fromkeys(classes, "1")}
    request = json.dumps({"fields": fields, "pages": PAGES})
    html = BeautifulSoup(json.loads(answer_establishment(request))["html"], "html.parser")
    told = section(html, "Ce que la circulaire laisse décider")
    assert all(words in told for words in says)
    assert not any(words in told for words in is_silent_on)


def test_the_plan_says_both_days_of_a_step_that_is_moved_and_that_holidays_were() -> None:
    html = page(session__college__1="2021-04-29")
    told = rows(html, PLAN)
    (registration,) = [row for row in told if "Inscrire les élèves à la session" in row]
    assert registration.startswith("Vendredi 9 avril 2021")
    assert "le délai tombait le jeudi 15 avril 2021 (vacances de printemps)" in registration
    assert "Le premier calendrier n’avait pas de vacances le jeudi 15 avril 2021" in registration
    plan_words = section(html, "Le plan de vos sessions")
    assert "du samedi 10 avril au dimanche 25 avril 2021, au lieu" in plan_words
    assert "du samedi 24 avril au dimanche 9 mai 2021" in plan_words
    assert "source secondaire" in plan_words


def test_the_lead_times_that_were_counted_are_told() -> None:
    said = answer(
        session__college__1="2021-04-29", lead__campaigns="25", lead__campaigns__unit="days"
    )
    counted = (
        "Inscrire les élèves sur Pix, 8 semaines ; Lancer les campagnes de tests (parcours), 25 j"
    )
    html = BeautifulSoup(said["html"], "html.parser")
    for told in (section(html, "Le plan de vos sessions"), said["text"]):
        assert counted in told.replace("\xa0", " ")


def test_before_a_day_is_chosen_the_plan_recalls_the_windows() -> None:
    told = section(page(), "Le plan de vos sessions")
    assert "Sessions au collège (3e) : du lundi 8 mars au mercredi 12 mai 2021" in told
    assert "soit 37 jours" in told
    assert "Choisissez plus haut au moins un jour de session" in told


@pytest.mark.parametrize(
    ("field", "day", "says", "to_correct"),
    [
        ("session.college.1", "2021-02-10", "dans la fenêtre du lycée, pas dans celle du collège",
         True),
        ("session.lycee.3", "2021-05-25", "hors de la fenêtre du lycée, qui va du lundi 11 janvier",
         True),
        ("session.college.1", "2021-04-05", "personne n’est en classe ce jour-là (lundi de Pâques)",
         False),
        ("session.college.1", "2021-03-13", "(samedi)", False),
        ("session.college.2", "2021-04-12", "(vacances de printemps)", False),
        ("session.lycee.1", "2020-12-15", "n’était pas encore publié", True),
        ("session.lycee.1", "2020-12-15", "ce jour est passé", True),
    ],
)  # fmt: skip
def test_the_days_to_check_name_their_field(
    field: str, day: str, says: str, to_correct: bool
) -> None:
    said = answer(**{field.replace(".", "__"): day})
    warned = BeautifulSoup(said["html"], "html.parser").select_one(".calc-notice[data-form=day]")
    assert warned is not None
    assert says in words(warned)
    assert ("Sessions au collège" if "college" in field else "Sessions au lycée") in words(warned)
    assert list(said["problems"]) == ([field] if to_correct else [])
    assert not to_correct or says in said["problems"][field]


def test_a_session_that_no_ticked_class_sits_is_told() -> None:
    fields = {k: v for k, v in FORM.items() if k != "class.tle-gt"}
    fields["session.lycee.1"] = "2021-02-10"
    said = json.loads(answer_establishment(json.dumps({"fields": fields, "pages": PAGES})))
    assert "aucune classe cochée n’a de session au lycée" in said["html"]
    assert "-plan-" not in json.dumps(said["calendar"])


@pytest.mark.parametrize(
    ("classes", "establishment", "says"),
    [
        ({"class.cm2"}, "prive-sous-contrat", "aucune classe cochée n’a de session au collège"),
        ({"class.3e"}, "prive-hors-contrat", "elle ne demande rien ici. Rien à planifier."),
    ],
)
def test_a_session_is_told_to_be_checked_also_where_there_is_no_window(
    classes: set[str], establishment: str, says: str
) -> None:
    fields = {
        **dict.fromkeys(classes, "1"),
        "establishment": establishment,
        "on": "2021-06-01",
        "session.college.1": "2021-05-01",
    }
    said = json.loads(answer_establishment(json.dumps({"fields": fields, "pages": PAGES})))
    html = BeautifulSoup(said["html"], "html.parser")
    assert "1 point à vérifier" in words(html)
    assert says in section(html, "Le plan de vos sessions")
    assert says in said["text"].replace("\xa0", " ")


def test_what_is_over_is_not_told_to_be_done() -> None:
    html = page(on="2021-06-01", session__college__1="2021-04-29")
    duty, *_ = [row for row in rows(html, DUTIES) if "§ 5 calendrier" in row]
    assert "Les sessions étaient possibles du lundi 8 mars au mercredi 12 mai 2021." in duty
    assert "La circulaire ne dit pas que faire après" in duty
    steps = section(html, "Le plan de vos sessions")
    assert "Ce jour est passé." in steps
    assert "à faire sans attendre" not in steps
    late = page(on="2021-04-12", session__college__1="2021-04-29")
    before = section(late, "Le plan de vos sessions")
    assert "Ce jour est passé : à faire sans attendre." in before.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("session", "lead", "unknown"),
    [
        ("2021-04-29", 8, [False] * 5),
        ("2021-03-08", 28, [True, False, False, False, False]),  # in August 2020
    ],
)
def test_a_step_of_another_year_says_that_its_holidays_are_not_known(
    session: str, lead: int, unknown: list[bool]
) -> None:
    told = rows(page(session__college__1=session, lead__pix_enrolment=str(lead)), PLAN)
    assert ["n’écarte ni les vacances" in row for row in told] == unknown


@pytest.mark.parametrize(
    ("changes", "field", "label"),
    [
        ({"session__college__1": "2021-02-30"}, "session.college.1", "Sessions au collège, jour 1"),
        ({"session__lycee__9": "demain"}, "session.lycee.9", "Sessions au lycée, jour 9"),
        ({"asked_on": "2021-13-01"}, "asked_on", "Jour envisagé"),
        ({"on": ""}, "on", "Date de référence"),
        ({"last_report_date": "x"}, "last_report_date", "Date du dernier bilan périodique"),
        ({"establishment": ""}, "establishment", "Établissement"),
        ({"lead__campaigns": "x"}, "lead.campaigns", "Lancer les campagnes de tests"),
        ({"lead__campaigns": "9"}, "lead.campaigns", "au plus le délai de"),
    ],
)
def test_bad_input_gets_a_message_that_names_the_field(
    changes: dict[str, str], field: str, label: str
) -> None:
    said = answer(**changes)
    assert list(said["problems"]) == [field]
    assert label in BeautifulSoup(said["html"], "html.parser").get_text().replace("\xa0", " ")


def test_every_field_that_is_wrong_is_told_at_once_with_days_as_fields_show_them() -> None:
    wrong = {
        "on": "2021-02-30",
        "establishment": "x",
        "session.college.1": "hier",
        "lead.campaigns": "x",
    }
    said = answer(**{name.replace(".", "__"): value for name, value in wrong.items()})
    assert set(said["problems"]) == set(wrong)
    assert "30/02/2021" in said["problems"]["on"]
    assert "jj/mm/aaaa" in said["problems"]["session.college.1"]
    html = BeautifulSoup(said["html"], "html.parser")
    assert {link["data-field"] for link in html.select("a")} == set(wrong)


@pytest.mark.parametrize(
    ("asked_on", "says"),
    [
        ("2021-03-08", ["Oui. Certification obligatoire : il reste 65 jours.",
                        "Oui. Certification facultative : il reste 73 jours."]),
        ("2021-03-05", ["Pas encore. Possible à partir du lundi 8 mars 2021 : ouverture dans 3",
                        "À vérifier. Les dates conviennent, mais personne n’est en classe : vac",
                        "source secondaire : calendrier scolaire de la zone B"]),
        ("2021-04-28", ["Oui. Certification obligatoire",
                        "Le premier calendrier plaçait le mercredi 28 avril 2021 pendant les"]),
        ("2021-05-21", ["Non. Le dernier jour était le jeudi 20 mai 2021.",
                        "Non. Certification non demandée."]),
        ("2022-03-10", ["technologique La circulaire ne parle que de l’année scolaire 2020-2021.",
                        "la date choisie n’en fait pas partie"]),
        ("2020-10-01", ["À la date choisie, ce texte n’était pas encore publié"]),
    ],
)  # fmt: skip
def test_who_is_concerned_on_a_day(asked_on: str, says: list[str]) -> None:
    told = section(page(asked_on=asked_on), "Qui peut passer le").replace("\xa0", " ")
    for some in says:
        assert some in told


def test_a_school_outside_the_scope_has_nothing_to_do() -> None:
    html = page(establishment="prive-hors-contrat")
    told = section(html, "À faire").replace("\xa0", " ")
    assert "nous lisons qu’elle ne demande rien ici" in told
    assert "notre lecture : circulaire du 16 décembre 2020, § 1" in told
    asked = page(establishment="prive-hors-contrat", asked_on="2021-03-10")
    concerned = section(asked, "Qui peut passer le")
    assert "ne dit pas qu’elle écarte un établissement privé hors contrat" in concerned
    assert "Le plan de vos sessions" not in words(html)


def test_a_day_of_another_school_year_is_told_first() -> None:
    html = page(on="2026-11-25", circular="nantes-2020-2021")
    alert = html.select_one(".calc-answer__alert")
    assert alert is not None
    assert "Réponse pour l’année scolaire 2020-2021" in words(alert)
    assert "terminée : il n’y a plus rien à faire" in words(html)
    assert "Ce qui était demandé" in words(html)
    for words_of_today in ("À faire", "Le plan de vos", "il reste", "renseignez-vous"):
        assert words_of_today not in words(html)


@given(
    classes=st.sets(st.sampled_from(CIRCULAR.classes), min_size=1),
    kind=st.sampled_from(CIRCULAR.vocabulary.establishments),
    day=st.dates(date(2020, 9, 1), date(2021, 8, 31)),
    chosen=st.lists(st.dates(date(2020, 12, 1), date(2021, 7, 1)), max_size=3),
)
def test_what_is_told_rests_on_paragraphs_and_no_markup_comes_from_the_form(
    classes: set[str], kind: str, day: date, chosen: list[date]
) -> None:
    fields = {f"class.{level}": "<b>" for level in classes}
    fields |= {f"session.{k}.{n}": str(d) for k in PLACES for n, d in enumerate(chosen)}
    fields |= {"establishment": kind, "on": str(day)}
    said = json.loads(answer_establishment(json.dumps({"fields": fields, "pages": PAGES})))
    html = BeautifulSoup(said["html"], "html.parser")
    assert html.find("b") is None
    assert len(html.select("article")) == 1
    for cell in html.select('td[data-label="Paragraphes"]'):
        assert cell.select("a")


def planned(*days: str) -> tuple[School, Any]:
    school = School.of(CIRCULAR, ["3e", "tle-gt"], "prive-sous-contrat")
    sessions = [Session(PLACES[k], date.fromisoformat(d)) for k, d in map(str.split, days)]
    return school, plan(CIRCULAR, school, sessions, date(2021, 1, 4))


def test_classes_that_have_the_same_days_share_an_event() -> None:
    levels = ["3e", "3e-prepa-metiers", "tle-gt"]
    school = School.of(CIRCULAR, levels, "prive-sous-contrat")
    made = school_calendar(school, plan(CIRCULAR, school, [], date(2021, 1, 4)), CIRCULAR)
    assert made is not None
    days = [(event.first, event.last) for event in made.events]
    assert len(set(days)) == len(days) == 4
    college = [event for event in made.events if event.last == date(2021, 5, 12)]
    assert all(event.summary.endswith("3e et 3e prépa-métiers") for event in college)
    assert all("§ 5 prépa-métiers" in event.description for event in college)
    assert college[0].uid == "2020-2021-etablissement-3e-sessions@crcn-calculator"


def test_a_plan_as_events_one_for_each_step_whose_uid_stays() -> None:
    _, made = planned("college 2021-04-29", "lycee 2021-04-29")
    events = plan_events(made, CIRCULAR)
    assert [event.first for event in events] == [step.day for step in made.steps]
    assert all(event.first == event.last and event.alarm_days for event in events)
    assert len({event.uid for event in events}) == len(events) == 10
    assert all("Source : circulaire du 16 décembre 2020, §" in e.description for e in events)
    (registration, _) = [e for e in events if "Inscrire les élèves à la session" in e.summary]
    assert registration.uid == "2020-2021-plan-college-1-registration@crcn-calculator"
    assert "jeudi 15 avril 2021 (vacances de printemps)" in registration.description


def test_a_plan_that_changes_moves_its_events_and_adds_no_other_for_them() -> None:
    before, moved, more = (
        {event.uid for event in plan_events(planned(*days)[1], CIRCULAR)}
        for days in (
            ["college 2021-04-29"],
            ["college 2021-03-29"],
            ["college 2021-03-29", "college 2021-04-29"],
        )
    )
    assert before == moved
    assert before < more
    assert len(more) == 5 + 3  # all that is not done for both


def test_a_calendar_of_the_plan_goes_with_the_answer() -> None:
    whole = answer(session__college__1="2021-04-29", last_report_date="2021-06-18")["calendar"]
    assert whole["name"] == "2020-2021-etablissement.ics"
    school, made = planned("college 2021-03-01")
    caution = school_calendar(school, made, CIRCULAR)
    assert caution is not None
    assert "pas dans celle du collège" in json.dumps(to_jcal(caution), ensure_ascii=False)


@pytest.mark.parametrize(
    ("changes", "events"),
    [
        ({}, 4),  # two windows, each with its last day
        ({"last_report_date": "2021-06-18"}, 5),  # p-2
        ({"session__college__1": "2021-04-29", "last_report_date": "2021-06-18"}, 10),
        ({"establishment": "prive-hors-contrat", "session__college__1": "2021-04-29"}, 0),
    ],
)
def test_a_calendar_has_the_dates_of_the_school_and_those_of_its_plan(
    changes: dict[str, str], events: int
) -> None:
    calendar = answer(**changes)["calendar"]
    held = calendar["jcal"][2] if calendar else []
    assert len(held) == events
    said = json.dumps(held, ensure_ascii=False)
    assert ("2021-05-12" in said) == ("25 juin 2021" in said) == bool(events)  # p-5-calendrier
    assert ("2021-06-18" in said) == ("last_report_date" in changes)


def test_the_text_says_the_duties_the_plan_and_what_to_check() -> None:
    school, made = planned("college 2021-02-10", "college 2021-04-29")
    text = school_text(school, made, CIRCULAR)
    assert text.startswith("3e et terminale générale ou technologique, établissement privé sous")
    assert "! Sessions au collège, mercredi 10 février 2021 : ce jour est dans la fenêtre" in text
    assert "- Jeudi 29 avril 2021 : Tenir la session (session au collège du jeudi 29" in text
    assert "[circulaire du 16 décembre 2020, § 5 calendrier ; § 5 modalités]" in text
    assert "Changement signalé, à vérifier : En avril 2021" in text


def test_a_plan_in_json_types() -> None:
    _, made = planned("college 2021-04-05")
    assert plan_dict(made)["sessions"] == [
        {
            "kind": "college",
            "day": "2021-04-05",
            "classes": ["3e"],
            "cautions": ["closed"],
            "closed": "lundi de Pâques",
            "closed_in": {},
        }
    ]
    *_, step = json.loads(json.dumps(plan_dict(made)))["steps"]
    assert (step["kind"], step["day"], step["overdue"]) == ("session", "2021-04-05", False)


# A session that is rejected: its day, why, what is said first of 2021-01-04.
@pytest.mark.parametrize(
    ("session", "why", "first"),
    [
        ("2021-01-20", "ce jour est dans la fenêtre du lycée", "lundi 8 mars 2021"),
        ("2021-03-14", "personne n’est en classe ce jour-là (dimanche)", "lundi 8 mars 2021"),
        ("2021-10-05", "ce jour n’est pas de l’année scolaire 2020-2021", "lundi 8 mars 2021"),
        ("2020-05-11", "ce jour n’est pas de l’année scolaire 2020-2021", "lundi 8 mars 2021"),
        ("2021-03-15", "", "lundi 18 janvier 2021"),  # eight weeks before
    ],
)
def test_a_session_that_is_rejected_is_never_the_next_date(
    session: str, why: str, first: str
) -> None:
    school = School.of(CIRCULAR, ["3e"], "public")
    chosen = [Session(PLACES["college"], date.fromisoformat(session))]
    planned = plan(CIRCULAR, school, chosen, date(2021, 1, 4))
    said = school_text(school, planned, CIRCULAR)
    assert said.splitlines()[1].startswith(f"Prochaine date : {first} (")
    assert (f" : {why}" in said) if why else "! Sessions" not in said
    form = {"class.tle-gt": "", "session.college.1": session}
    found = json.loads(
        answer_establishment(json.dumps({"fields": {**FORM, **form}, "pages": PAGES}))
    )
    headline = BeautifulSoup(found["html"], "html.parser").select_one(".calc-answer__headline")
    assert headline is not None
    assert f"Prochaine date : {first} (" in words(headline).replace("\xa0", " ")
    in_field = "" if "personne" in why else why
    assert in_field in found["problems"].get("session.college.1", "")
    assert (in_field == "") is (found["problems"] == {})


def test_steps_that_sessions_share_are_done_before_the_first_that_is_not_rejected() -> None:
    days = ("2020-05-11", "2021-01-20", "2021-03-15", "2021-03-16")
    chosen = [Session(PLACES["college"], date.fromisoformat(day)) for day in days]
    school = School.of(CIRCULAR, ["3e"], "public")
    made = plan(CIRCULAR, school, chosen, date(2021, 1, 4))
    shared = [step for step in made.steps if step.rule.shared]
    assert {step.session.day.isoformat() for step in shared} == {"2021-03-15"}
    assert step_for(shared[0], made).endswith("la première étant le lundi 15 mars 2021")
    assert {step.session.day.isoformat() for step in made.steps} == set(days[1:])
    alone = plan(CIRCULAR, school, chosen[:2], date(2021, 1, 4))
    assert [step_for(step, alone) for step in alone.steps if step.rule.shared] == [
        "session au collège du mercredi 20 janvier 2021"
    ] * 2


def test_of_a_year_that_is_over_the_sessions_given_are_said_to_be_left_aside() -> None:
    told = "lundi 15 mars 2021 : rien n’est planifié, l’année scolaire 2020-2021 est terminée."
    html = page(on="2026-11-27", circular="nantes-2020-2021", session__college__1="2021-03-15")
    assert told in words(html).replace("\xa0", " ")
    without = page(on="2026-11-27", circular="nantes-2020-2021")
    assert "rien n’est planifié" not in words(without)
