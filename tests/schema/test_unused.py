"""What no answer uses, or what breaks where it is shown, is refused; the message says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from calculator.model.errors import Fault
from calculator.schema.checking import check_circular
from calculator.schema.checks_words import texts_of
from calculator.schema.extending import Written
from calculator.schema.files import read_toml
from calculator.schema.loading import CIRCULAR, VOCABULARY, Loader
from calculator.schema.parts import Part, key_of
from tests.schema.test_extends import HEAD, LETTER, RULE
from tests.schema.writing import CIRCULARS, ID, faults_of, folder_with, road_folder

TODO = 'todo = { mandatory = "L’établissement inscrit votre enfant à une session."'
UNDATED = 'undated = ["Le texte officiel ne donne pas de date."]\n'
TRAINING = '[duties.easy]\nabout = ["Numérique veut dire : avec un ordinateur ou internet."]\n'
AFTER = """after = [
  "Après ? Le texte officiel ne le dit pas.",
  "Demandez à l’académie.",
  "Une académie s’occupe des écoles d’une région.",
]
"""
MAIN = '{ key = "main", days = { opens = 2021-03-08'
DUE_WORDS = """due_words.unknown = { text = "Un jour.", cites = ["snes"] }
due_words.deadline = "x"
due_words.event = "x"
due_words.told = "Un jour."
"""
LAST_REPORT = 'actor = "équipe pédagogique"\ncites = ["circulaire-2020-12-16#p-2"]\n'
# what is in our file, what is put in its place, the key at fault, what is found, what is expected
OURS = [
    # --- names that nothing has ---
    (TODO, f'windows = {{ rattrapage = ["Plus tard."] }}\n{TODO}',
     "duties[0].easy.windows.rattrapage", "rattrapage", "de ses règles, « main »"),
    # --- words that are never said ---
    (UNDATED, f'{UNDATED}windows = {{ main = ["Un jour."] }}\n', "duties[2].easy.windows",
     "une table", "n’a de fenêtre"),
    (UNDATED, f'{UNDATED}after = ["Après ?"]\n', "duties[2].easy.after", "Après", "dernier jour"),
    (UNDATED, f'{UNDATED}ask = "Demandez."\n', "duties[2].easy.ask", "Demandez.", "sont connus"),
    (UNDATED, f'{UNDATED}progress = "Il aide."\n', "duties[2].easy.progress", "Il aide.",
     "pas de progress"),
    (TODO, f'undated = ["Un jour."]\n{TODO}', "duties[0].easy.undated", "Un jour.", "un jour"),
    (TRAINING, f'{TRAINING}undated = ["Un jour."]\n', "duties[3].easy.undated", "Un jour.",
     "jamais dite en premier"),
    (TRAINING, f'{TRAINING}verify = ["Vérifiez."]\n', "duties[3].easy.verify", "Vérifiez.",
     "jamais dite en premier"),
    ("known_by_levels = true\n", 'asks = "last_report_date"\n', "duties[2].due_words",
     "rien n’est écrit", "mots de la date"),
    (TRAINING, f"{DUE_WORDS}{TRAINING}", "duties[3].due_words", "une table", "pas de date"),
    (LAST_REPORT, f"{LAST_REPORT}due = 2021-06-01\n", "duties[1].asks", "last_report_date",
     "ont des fenêtres ou un jour"),
    ('progress = "Faire progresser l’élève sur Pix"\n', "", "duties[0].condition.progress_actor",
     "équipe pédagogique", "pas de progress"),
    ('status = "not_due"', 'status = "not_due"\nwhen = "Un jour."', "duties[0].rules[0].when",
     "Un jour.", "pas de jour"),
    (MAIN, MAIN.replace("{", '{ ask = "Demander.",', 1),
     "duties[0].rules[1].windows[0].ask", "Demander.", "sont connus"),
    ('[[silences]]\nabout = "certification"', "[[silences]]\nunknown = true",
     "silences[0].unknown", "true", "de quelle obligation (about)"),
    # --- words without which an answer in easy French would leave something out ---
    (f"{TODO},", "todo = {", "duties[0].rules[1].status", "n’a pas de todo.mandatory",
     "todo.mandatory : qui fait quoi"),
    (', optional = "L’établissement peut inscrire votre enfant à une session." }', " }",
     "duties[0].rules[3].status", "n’a pas de todo.optional", "todo.optional : qui fait quoi"),
    (AFTER, "", "duties[0].rules[1].windows", "n’a pas de after", "dernier jour"),
    (UNDATED, "", "duties[2].rules[0].when", "n’a pas de undated", "ce que l’on sait de la date"),
    ('progress = "L’équipe des enseignants aide votre enfant à progresser."\n', "",
     "duties[0].condition.progress", "n’a pas de progress", "qui aide l’élève"),
    # --- sentences, and words within one ---
    ("Pix est un service sur internet.", "Pix est un service sur internet",
     "duties[2].easy.about[0]", "Pix est", "finit par un point"),
    ("ne fixe pas de date.", "ne fixe pas de date", "duties[2].rules[0].when", "pas de date",
     "finit par un point"),
    ('todo = "Inscrire l’élève à une session de certification"',
     'todo = "Inscrire l’élève à une session de certification."', "duties[0].todo",
     "certification.", "sans point final"),
]  # fmt: skip


def like(key: str, found: str, expected: str) -> Callable[[Fault], bool]:
    return lambda fault: fault.key == key and found in fault.found and expected in fault.expected


@pytest.mark.parametrize(("before", "after", "key", "found", "expected"), OURS)
def test_each_fault_is_told_with_its_key(
    before: str, after: str, key: str, found: str, expected: str, tmp_path: Path
) -> None:
    told = faults_of(folder_with(tmp_path, (before, after)))
    assert any(map(like(key, found, expected), told)), "\n".join(map(str, told))


ROADS = [
    ('feminine = true\n', "feminine = true\nknown_by_levels = true\n", "duties[0].known_by_levels",
     "true", "pas de compétences"),
]  # fmt: skip


def test_words_for_another_status_are_there_for_the_year_that_has_it(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, (TODO, f'{TODO}, requested = "Il inscrit."'))
    assert faults_of(folder) == ()


@pytest.mark.parametrize(("before", "after", "key", "found", "expected"), ROADS)
def test_faults_of_another_subject(
    before: str, after: str, key: str, found: str, expected: str, tmp_path: Path
) -> None:
    told = faults_of(road_folder(tmp_path, (before, after)), "route")
    assert any(map(like(key, found, expected), told)), "\n".join(map(str, told))


EASY = """
[duties.easy]
windows = { rattrapage = ["Rattrapage veut dire : plus tard."] }
after = ["Après ? On ne sait pas."]
ask = "Demandez à l’académie."
undated = ["L’établissement fixe le jour."]

[duties.easy.todo]
mandatory = "L’établissement inscrit votre enfant."
recommended = "L’établissement inscrit votre enfant."
"""


def test_words_of_another_circular_may_be_left_unused_and_not_its_own(tmp_path: Path) -> None:
    base = EASY.replace('undated = ["L’établissement fixe le jour."]\n', "")
    change = ('\n[[duties.rules]]\nclasses = ["5e"]', f'{base}\n[[duties.rules]]\nclasses = ["5e"]')
    every_class = RULE.replace('["5e"]', '["tous"]').replace("optional", "recommended")
    rules = "\n[[duties.rules]]"
    for words, keys in (
        ('[duties.easy]\nundated = ["L’établissement fixe le jour."]\n', set()),
        (EASY, {f"duties[0].easy.{key}" for key in ("windows", "after", "ask")}),
    ):
        own = HEAD + LETTER + every_class.replace(rules, f"\n{words}{rules}")
        folder = road_folder(tmp_path / str(len(keys)), change, velo=own)
        assert faults_of(folder, "route") == ()
        assert {fault.key for fault in faults_of(folder, "velo")} == keys


def plain(name: str) -> Any:
    return read_toml(CIRCULARS / name, name)[0]


def texts(data: Any, *unlike: str) -> Iterator[Part]:
    """Texts that are French words: no code, no day, no address."""
    for text in texts_of(Part(data)):
        if " " in text.value and text.path[-1] not in unlike:
            yield text


def with_text(data: Any, text: Part, value: str) -> Any:
    changed = deepcopy(data)
    *path, last = text.path
    place = changed
    for step in path:
        place = place[step]
    place[last] = value
    return changed


def told_of(path: tuple[str | int, ...], value: str) -> list[str]:
    """What is said of a text of our circular, or of another in its place."""
    data, words = plain(f"{ID}/{CIRCULAR}"), plain(VOCABULARY)
    written = Written(CIRCULAR, with_text(data, Part(None, path), value))
    return [one.found for one in check_circular(written, words, ID) if one.path == path]


WHEN = ("duties", 2, "rules", 0, "when")
TODO_OF, LABEL = ("duties", 0, "todo"), ("duties", 0, "label")
HOLIDAYS = ("calendar", "holidays", 0, "name")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        # --- points of abbreviations ---
        (HOLIDAYS, "vacances de la Toussaint (acad. et D.O.M.)"),
        *((LABEL, label) for label in ("Sess. de rattr.", "Certification, etc.", "Le D.N.B.")),
        (("duties", 0, "noun"), "la certif."),
        (("text", "of"), "de la circ."),
        *((TODO_OF, f"Inscrire l’élève à la {last}") for last in ("certif.", "sess. de rattr.")),
        *((TODO_OF, f"Inscrire l’élève {last}") for last in ("(acad. et D.O.M.)", "au D.N.B.")),
        # --- ends of sentences ---
        *(
            (WHEN, f"Le texte dit : « oui{end}")
            for end in (". »", ".\u202f»", ". »)", " ». ", ".».")
        ),
        *((WHEN, f"C’est oui{end}") for end in ('."', ".”", ".)", "…", "...", " !", " ?", "!’")),
        # --- no markup ---
        (WHEN, "Écrire à <rectorat@ac-nantes.fr>."),
        (WHEN, "Écrire à ce__pix__@ac-nantes.fr ou __pix__@ac-nantes.fr."),
        (WHEN, "Voir <https://exemple.fr/a__b__>, https://exemple.fr/__b__?c=1&lt;."),
        (WHEN, "Voir www.exemple.fr/__a__/b ou ac-nantes.fr/__a__."),
        (WHEN, "Noter le nom : ____ et la note < 10, ou <dix, en R&D; 2**3 = 8 (Pix**)."),
    ],
)
def test_what_may_be_right_is_not_refused(path: tuple[str | int, ...], value: str) -> None:
    assert told_of(path, value) == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Un <b>mot</b> et la suite.", "<b>"),
        ('Un <a href="https://x.fr/a__b">lien</a>.', '<a href="https://x.fr/a__b">'),
        ("Un mot<br/>.", "<br/>"),
        ("Un mot <!-- et la suite -->.", "<!--"),
        ("Un &nbsp; mot.", "&nbsp;"),
        ("Un __mot en gras__.", "__"),
        ("**Un mot**.", "**"),
        ("Voir [a@x.fr](mailto:a@x.fr).", "]("),
        ("Écrire à <a@x.fr> **vite**.", "**"),
    ],
)
def test_a_message_quotes_only_the_markup(value: str, found: str) -> None:
    assert told_of(WHEN, value) == [found]


@pytest.mark.parametrize("key", ["text", "name", "todo", "when", "ask", "url"])
def test_keys_of_a_webmaster_s_own_are_no_fields(key: str, tmp_path: Path) -> None:
    marks = ("paragraphs = { 1", f'paragraphs = {{ {key} = "une ligne", 1')
    group = ("class_groups = {", f'class_groups = {{ {key} = ["5e"],')
    assert faults_of(road_folder(tmp_path, marks, group), "route") == ()
    markup = (marks[0], marks[1].replace("ligne", "<b>ligne</b>"))
    (fault,) = faults_of(road_folder(tmp_path / "markup", markup), "route")
    assert (fault.key, fault.found) == (f"sources.note.paragraphs.{key}", "<b>")


def test_holidays_of_a_zone_named_as_a_field_are_names() -> None:
    data, words = plain(f"{ID}/{CIRCULAR}"), plain(VOCABULARY)
    data["calendar"]["zones"] = {"easy": data["calendar"]["holidays"]}
    told = check_circular(Written(CIRCULAR, data), words, ID)
    assert not [one for one in told if "point" in one.expected]


BROKEN = ["{} <b>x</b>", "{} &nbsp;", "**{}**.", "[{}](#x).", "`{}`.", "{} {{x}}."]


@pytest.mark.parametrize("name", [ID, "france-2026-2027"])
def test_markup_and_braces_are_refused_in_all_words_of_a_circular(name: str) -> None:
    data, words = plain(f"{name}/{CIRCULAR}"), plain(VOCABULARY)
    missed = [
        (key_of(text.path), broken)
        for number, text in enumerate(texts(data))
        for broken in [BROKEN[number % len(BROKEN)]]
        if text.path
        not in {
            one.path
            for one in check_circular(
                Written(CIRCULAR, with_text(data, text, broken.format(text.value))), words, name
            )
        }
    ]
    assert missed == []


@pytest.mark.parametrize("broken", BROKEN)
def test_markup_and_braces_are_refused_in_the_vocabulary(broken: str, tmp_path: Path) -> None:
    words = (CIRCULARS / VOCABULARY).read_text(encoding="utf-8")
    changed = words.replace("3e prépa-métiers", broken.format("3e prépa-métiers"), 1)
    folder = folder_with(tmp_path, words=changed)
    (fault,) = Loader(folder, [ID]).vocabulary.faults
    assert fault.key == "classes.3e-prepa-metiers.label"


def test_an_address_may_have_what_words_may_not(tmp_path: Path) -> None:
    url = 'date = 2022-01-05\nurl = "https://exemple.fr/a__b?c=1&d;"\n'
    assert faults_of(road_folder(tmp_path, ("date = 2022-01-05\n", url)), "route") == ()
