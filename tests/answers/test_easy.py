"""The head of an answer in easy-to-read French, over all that a site can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest

from calculator import Case, Circular, decide
from calculator.answers.pupil import Answer, answer, sheet
from calculator.answers.words import full_date
from calculator.model.decision import Decision
from calculator.render.as_html import answer_html
from calculator.schema.reading import read_circulars
from tests.answers.markup import link
from tests.conftest import ROOT
from tests.known import CIRCULAR
from tests.making import Json, made_up, window, with_windows

CIRCULARS = {circular.id: circular for circular in read_circulars(ROOT / "circulars").all}
LONGEST = 12
FOLD = 'data-fold="facile"'
DATE = re.compile(r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d\w* \w+ \d{4}")
MONTHS = [full_date(date(2021, month, 2)).split()[2] for month in range(1, 13)]
DAY = re.compile(r"\d+(?:er)? (?:" + "|".join(MONTHS) + r")|\d/\d")
YEAR = re.compile(r"\b\d{4}(?:-\d{4})?\b")
ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
EXPLAINED = {"IA"}
STATUSES = [
    ("on ne sait pas si", r"certification \? On ne sait pas\."),
    ("non demandée?|Rien n’est demandé", r"(?:n’est|n’était) pas demandée?\.|Rien n’est demandé"),
    ("Non concerné", "n’est pas concerné"),
    ("obligatoire", r"(?:est|était) obligatoire\."),
    ("facultati(?:f|ve)", r"(?:est|était) facultati(?:f|ve)\."),
    ("recommandée?", r" (?:est|était) recommandée?\."),
    ("demandée?", r" (?:est|était) demandée?\."),
]
"""How a head says each status, and how the easy sentences do."""
CHANGED = "Les règles ou les dates ont peut-être changé."
NOT_ALL_OFFICIAL = "Attention : aucun texte officiel connu ne dit tout cela."
ONLY_DATES_UNOFFICIAL = "Attention : les dates ne viennent pas d’un texte officiel."
UNOFFICIAL = {NOT_ALL_OFFICIAL, ONLY_DATES_UNOFFICIAL}
TO_VERIFY = re.compile(r"Vérifiez auprès de (.+)\.|(Vérifiez\.)")
TO_ASK = re.compile(r"^Demandez .*?(?:à|auprès de) (l’[^ .]+)\.$")
IN_ORDER = re.compile(r"D’abord, l’équipe .*Ensuite, l’établissement ")
TASK = re.compile(r"inscrit |inscrire |écrit ")
OF_OTHER_YEAR = re.compile(rf"[^.]*{DATE.pattern}\) n’est pas dans l’année scolaire")
NOT_EASY = re.compile(r"[();]|\b(?:qui|que|qu’|dont|si|lorsque|parce|afin)\b")
ACTORS = {
    "établissement": "L’établissement ",
    "chef d’établissement": "Le chef d’établissement ",
    "équipe pédagogique": "L’équipe des enseignants ",
    "enseignants": "Les enseignants ",
    "enseignants, au sein des disciplines": "Les enseignants ",
}
"""How who acts is named to families."""


def days_of(circular: Circular) -> list[date]:
    """The days around all that a circular dates, and around its year."""
    windows = [w for duty in circular.duties for rule in duty.rules for w in rule.windows]
    dated = {day for w in windows for day in (w.opens, w.closes, w.known_from) if day}
    dated |= {circular.school_year.begins, circular.school_year.ends}
    return sorted({day + timedelta(n) for day in dated for n in (-1, 0, 1)})


def answers_of(circular: Circular) -> Iterator[tuple[Decision, Answer]]:
    """Every class and kind of school on those days: nothing told, levels, days of last reports."""
    indexes = list(circular.vocabulary.competences)
    given: list[dict[str, int] | None] = [None, *(dict.fromkeys(indexes[:n], 1) for n in (3, 16))]
    reports = [circular.school_year.ends - timedelta(n) for n in (30, 400)]  # the other year too
    for level in circular.vocabulary.classes:
        for kind in circular.vocabulary.establishments:
            cases = [Case.of(level, kind, levels) for levels in given]
            if any(duty.asks and duty.rule_for(level, kind) for duty in circular.duties):
                cases += [Case.of(level, kind, last_report_date=report) for report in reports]
            for case, on in product(cases, days_of(circular)):
                decision = decide(case, on, circular)
                yield decision, answer(decision)
                if case.levels is None:
                    yield decision, sheet(decision)


@pytest.mark.parametrize("name", CIRCULARS)
def test_every_answer_says_what_its_head_says_in_short_sentences(name: str) -> None:
    wrong = [
        (decision.case, decision.on, fault)
        for decision, said in answers_of(CIRCULARS[name])
        for fault in (*not_easy(said), *unlike_the_head(decision, said))
    ]
    assert wrong == []


def easy(said: Answer) -> tuple[str, ...]:
    return said.easy.sentences if said.easy else ()


def not_easy(said: Answer) -> list[str]:
    return [
        sentence
        for sentence in easy(said) or ["nothing"]
        if not sentence.endswith(".")
        or len(re.findall(r"[\w’-]+", sentence)) > LONGEST
        or NOT_EASY.search(sentence)
        or set(ACRONYM.findall(sentence)) - EXPLAINED
        or DAY.search(DATE.sub("", sentence))
    ]


def unlike_the_head(decision: Decision, said: Answer) -> list[str]:
    """What its status, days, year or certainty are, where they are not those of its head."""
    head, text = f"{said.head.sentence} {said.head.date}", " ".join(easy(said))
    days, known = days_in(text), days_of_the_head(said)
    status = next(easily for plainly, easily in STATUSES if re.search(plainly, said.head.sentence))
    year = f"année scolaire {said.circular.year}"
    same = {
        "status": first_status(text) == status,
        "days": days <= known,
        "last day": not known or max(known, key=day_of) in days,
        "year": text.startswith((f"C’est pour l’{year}.", f"L’{year} est terminée.")),
        "over": decision.over == ("est terminée." in text),
        "other year": set(YEAR.findall(text)) <= set(YEAR.findall(f"{head} {year}")),
        "official": len(UNOFFICIAL & set(easy(said))) == (not said.authority.is_official),
        "dates": bool(said.certainty) or ONLY_DATES_UNOFFICIAL not in text,
        "a single place": len(places_in(easy(said))) <= 1,
        "order": makes_progress_first(said) == bool(IN_ORDER.search(text)),
        "has enough": is_met(said) == ("Votre enfant a assez de " in text),
        "tense": "Le dernier jour est passé." not in text or not TASK.search(text),
        "changed": any(n.reported for n in said.notices) == (CHANGED in text),
        "unknown": not any(s.unknown for s in decision.silences) or "? On ne sait pas." in text,
        "paragraphs": bool(said.easy and all(r.citations for r in said.easy.rests_on)),
    }
    return [f"{what}: {text}" for what, agrees in same.items() if not agrees]


def places_in(sentences: tuple[str, ...]) -> set[str]:
    """Where its reader is sent."""
    found = [TO_VERIFY.fullmatch(s) or TO_ASK.fullmatch(s) for s in sentences]
    return {place[1] for place in found if place and place[1]}


def makes_progress_first(said: Answer) -> bool:
    return any(step.what.startswith("Faire progresser") for step in said.steps)


def is_met(said: Answer) -> bool:
    return "l’élève est certifiable" in said.head.sentence


def first_status(text: str) -> str:
    found = [(said.start(), easily) for _, easily in STATUSES if (said := re.search(easily, text))]
    return min(found)[1]


def days_in(text: str) -> set[str]:
    return set(DATE.findall(text))


def day_of(text: str) -> date:
    _, day, month, year = text.split()
    return date(int(year), MONTHS.index(month) + 1, int(day.removesuffix("er")))


def days_of_the_head(said: Answer) -> set[str]:
    """Its days, the year beside each: « du lundi 8 mars au mercredi 12 mai 2021 ».

    A day told of another year is none of them.
    """
    head = OF_OTHER_YEAR.sub("", f"{said.head.sentence} {said.head.date}")
    within = re.compile(r"du (\w+ \d\w* \w+) au \w+ \d\w* \w+ (\d{4})")
    return days_in(head) | {f"{day} {year}" for day, year in within.findall(head)}


@pytest.mark.parametrize("name", CIRCULARS)
def test_each_acronym_is_explained_where_it_is_used(name: str) -> None:
    for _, said in answers_of(CIRCULARS[name]):
        text = " ".join(easy(said))
        over = said.badge.code == "over"  # its name alone is said then
        assert over or "IA" not in ACRONYM.findall(text) or "IA veut dire" in text


@pytest.mark.parametrize("name", CIRCULARS)
def test_who_acts_is_who_the_rule_names(name: str) -> None:
    for duty in CIRCULARS[name].duties:
        assert duty.easy
        for rule in duty.rules:
            if rule.status.is_due:
                assert duty.easy.todo[rule.status].startswith(ACTORS[rule.actor])


OPENS, CLOSES = "lundi 8 mars 2021", "mercredi 12 mai 2021"
BEFORE = [f"C’est possible à partir du {OPENS}.", f"C’est possible jusqu’au {CLOSES}."]
TODO = "L’établissement inscrit votre enfant à une session."
OVER = "L’année scolaire 2020-2021 est terminée."
DURING = [f"C’est possible jusqu’au {CLOSES}."]
AFTER = [f"C’était possible à partir du {OPENS}.", f"C’était possible jusqu’au {CLOSES}."]
NOT_KNOWN = "Quand ? On ne sait pas."


@pytest.mark.parametrize(
    ("text", "level", "on", "there", "not_there"),
    [
        # § 5 calendrier
        ("nantes-2020-2021", "3e", "2021-03-07", BEFORE, ["Le dernier jour est passé."]),
        ("nantes-2020-2021", "3e", "2021-03-08", DURING, BEFORE[:1]),
        ("nantes-2020-2021", "3e", "2021-05-12", DURING, AFTER),
        ("nantes-2020-2021", "3e", "2021-05-13",
         ["Le dernier jour est passé.", *AFTER, "Après ? Le texte officiel ne le dit pas.",
          "Demandez à l’académie."], [*DURING, TODO]),
        ("nantes-2020-2021", "3e", "2021-09-01",
         [OVER, "La certification était obligatoire.", *AFTER],
         ["La certification est obligatoire.", TODO]),
        # § 5 lycée
        ("nantes-2020-2021", "tle-gt", "2021-03-10",
         ["La certification est facultative.", "Facultatif veut dire : pas obligatoire.",
          "L’établissement peut inscrire votre enfant à une session."], []),
        # § 3 gives no date, § 2 that of the last report
        ("nantes-2020-2021", "5e", "2021-03-10",
         ["Le texte officiel ne donne pas de date."], [NOT_KNOWN]),
        ("nantes-2020-2021", "cm2", "2021-03-10",
         ["C’est au dernier bilan de l’année."], [NOT_KNOWN]),
        ("nantes-2020-2021", "cp", "2021-03-10", ["La certification n’est pas demandée."], []),
        ("france-2026-2027", "tle-gt", "2026-11-27",
         [NOT_KNOWN, "Demandez les dates à l’établissement."], []),
        ("france-2026-2027", "tle-gt", "2027-09-01",
         [NOT_KNOWN], ["Demandez les dates à l’établissement."]),
        ("france-2026-2027", "3e-segpa", "2026-11-27",
         ["La certification ? On ne sait pas."], ["La certification n’est pas demandée."]),
        ("france-2026-2027", "3e", "2027-06-15",
         ["Rattrapage : c’est possible jusqu’au vendredi 18 juin 2027.",
          "Rattrapage veut dire : une autre période, plus tard.",
          ONLY_DATES_UNOFFICIAL], [NOT_ALL_OFFICIAL]),
        ("france-2025-2026", "3e", "2026-06-15",
         ["Le rattrapage est pour certains élèves."], []),
        # Once the last day is past, a single place is named
        ("nantes-2020-2021", "3e", "2021-05-19",
         ["Demandez à l’académie.", "Vérifiez auprès de l’académie."],
         ["Vérifiez auprès de l’établissement."]),
        ("france-2026-2027", "3e", "2027-06-19",
         ["Demandez à l’académie.", "Vérifiez."], ["Vérifiez auprès de l’établissement."]),
        # Its days are not known: it is not of them that nothing is official
        ("france-2026-2027", "tle-gt", "2027-03-15", [NOT_ALL_OFFICIAL], [ONLY_DATES_UNOFFICIAL]),
        ("france-2026-2027", "cm2", "2027-03-15", ["Saisie veut dire : écrire."], []),
    ],
)  # fmt: skip
def test_each_situation_has_its_sentences(
    text: str, level: str, on: str, there: list[str], not_there: list[str]
) -> None:
    case = Case(level, "public")
    said = easy(answer(decide(case, date.fromisoformat(on), CIRCULARS[text])))
    assert set(there) <= set(said)
    assert not set(not_there) & set(said)


def test_a_reported_change_is_to_be_verified() -> None:
    said = answer(decide(Case("3e", "public"), date(2021, 5, 1), CIRCULAR))
    changed = any(notice.reported for notice in said.notices)
    assert changed
    verify = ("Vérifiez auprès de l’académie.", "Une académie s’occupe des écoles d’une région.")
    assert easy(said)[-3:] == (CHANGED, *verify)


def test_a_school_that_is_not_concerned_is_told_how_it_is_known() -> None:
    said = answer(decide(Case("3e", "prive-hors-contrat"), date(2021, 3, 10), CIRCULAR))
    assert easy(said)[1:] == ("Votre enfant n’est pas concerné.", "C’est notre lecture du texte.")


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        (date(2021, 6, 15), "C’est à faire jusqu’au mardi 15 juin 2021."),
        (date(2021, 3, 9), "C’était à faire jusqu’au mardi 9 mars 2021."),
    ],
)
def test_the_day_of_the_last_report_is_the_readers(due: date, sentence: str) -> None:
    case = Case.of("cm2", "public", last_report_date=due)
    assert sentence in easy(answer(decide(case, date(2021, 3, 10), CIRCULAR)))


def test_what_the_pupil_lacks_comes_before_the_session() -> None:
    case = Case.of("3e", "public", dict.fromkeys(("1.1", "1.2", "1.3"), 1))
    said = easy(answer(decide(case, date(2021, 3, 10), CIRCULAR)))
    lacks = said.index("Il manque 2 compétences à votre enfant.")
    order = said[lacks + 1 : lacks + 3]
    assert order == (
        "D’abord, l’équipe des enseignants aide votre enfant à progresser.",
        "Ensuite, l’établissement inscrit votre enfant à une session.",
    )


def test_a_pupil_that_meets_the_condition_is_told_so_before_the_session() -> None:
    case = Case.of("3e", "public", dict.fromkeys(CIRCULAR.vocabulary.competences, 1))
    said = easy(answer(decide(case, date(2021, 3, 10), CIRCULAR)))
    assert said[said.index(TODO) - 1] == "Votre enfant a assez de compétences."


def test_what_a_pupil_needs_is_no_official_text_either() -> None:
    circular, on = CIRCULARS["france-2026-2027"], date(2027, 3, 15)
    enough = dict.fromkeys(circular.vocabulary.competences, 1)
    assert ONLY_DATES_UNOFFICIAL in easy(answer(decide(Case("3e", "public"), on, circular)))
    assert NOT_ALL_OFFICIAL in easy(answer(decide(Case.of("3e", "public", enough), on, circular)))


def test_a_report_whose_day_is_past_is_not_asked_again() -> None:
    case = Case.of("cm2", "public", last_report_date=date(2021, 6, 15))
    before, after = (
        easy(answer(decide(case, date(2021, *day), CIRCULAR))) for day in ((6, 15), (7, 20))
    )
    written = "L’équipe des enseignants écrit les compétences numériques dans ce livret."
    assert written in before
    assert "Le dernier jour est passé." not in before
    assert after[-2:] == (
        "Le dernier jour est passé.", "C’était à faire jusqu’au mardi 15 juin 2021."
    )  # fmt: skip
    assert written not in after


@pytest.mark.parametrize("name", CIRCULARS)
def test_what_a_window_means_is_said_of_a_window_of_the_duty(name: str) -> None:
    for duty in CIRCULARS[name].duties:
        keys = {window.key for rule in duty.rules for window in rule.windows}
        assert duty.easy
        assert set(duty.easy.windows) <= keys


def test_it_is_folded_at_the_head_and_a_text_without_words_has_no_fold() -> None:
    html = answer_html(decide(Case("3e", "public"), date(2021, 3, 10), CIRCULAR), link)
    assert html.index("calc-answer__when") < html.index(FOLD) < html.index("À faire")
    assert html.count(FOLD) == 1
    bare = answer_html(
        decide(Case("3e", "public"), date(2021, 3, 10), made_up(without_words)), link
    )
    assert FOLD not in bare


def without_words(data: Json) -> None:
    for duty in data["duties"]:
        duty["easy"] = None


@pytest.mark.parametrize(
    ("opens", "closes", "sentences"),
    [
        ("2021-03-08", None, [BEFORE[0], "Jusqu’à quand ? On ne sait pas."]),
        (None, "2021-05-12", ["À partir de quand ? On ne sait pas.", BEFORE[1]]),
    ],
)
def test_of_a_window_half_known_the_other_end_is_not_guessed(
    opens: str | None, closes: str | None, sentences: list[str]
) -> None:
    circular = made_up(with_windows("3e", window(opens, closes)))
    said = easy(answer(decide(Case("3e", "public"), date(2021, 3, 10), circular)))
    assert [one for one in said if one in (*BEFORE, *sentences)] == sentences


def test_where_the_text_is_silent_no_exam_is_said_not_to_be_asked() -> None:
    def silent(data: Json) -> None:
        data["notices"] = []

    said = easy(answer(decide(Case("cp", "public"), date(2021, 3, 10), made_up(silent))))
    assert said[1] == "Rien n’est demandé pour cette classe."
