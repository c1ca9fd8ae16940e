"""Folders of circulars that tests write: ours with a change, and a small one of another subject."""

from __future__ import annotations

from pathlib import Path

from calculator.model.errors import Fault
from calculator.schema.loading import CIRCULAR, VOCABULARY, Loader
from tests.known import nantes_alone

ROOT = Path(__file__).parents[2]
CIRCULARS = ROOT / "circulars"
ID = "nantes-2020-2021"
TEXT = (CIRCULARS / ID / CIRCULAR).read_text(encoding="utf-8")

WORDS = """
[[places]]
code = "salle"
label = "salle"
where = "en salle"

[[stages]]
code = "college"
label = "Collège"
places = ["salle"]

[classes]
5e = { label = "5e", stage = "college" }
3e = { label = "3e", stage = "college" }

[establishments]
public = "public"
prive = "privé"
"""
"""The words of a made-up subject, without competences."""

ROAD = """
schema = 1
id = "route"
issuer = "ministère de l’essai"
title = "Un texte écrit pour les tests"
school_year = "2021-2022"
default_establishment = "public"
class_groups = { tous = ["5e", "3e"] }

[text]
name = "la note"
of = "de la note"
this = "cette note"

[sources.note]
authority = "cited"
title = "Note de l’essai du 1er octobre 2021"
short_title = "note du 1er octobre 2021"
date = 2021-10-01
paragraphs = { 1 = "§ 1", 2 = "§ 2" }

[sources.blog]
authority = "reported"
title = "Un blog"
short_title = "blog"
date = 2022-01-05

[scope]
establishments = ["public"]
cites = ["note#1"]
headline = "Non concerné."
sentence = "La note ne dit rien d’un établissement {establishment}."
nothing = "Rien."

[[inputs]]
key = "note_obtenue"
type = "number"
label = "Note"
noun = "la note"
maximum = 20

[[duties]]
kind = "assr"
label = "ASSR"
noun = "l’ASSR"
feminine = true
todo = "Inscrire l’élève"
todo_all = "Inscrire les élèves"

[duties.condition]
mark = "note_obtenue"
at_least = 10
cites = ["note#2"]
sentence = "Il faut {threshold}."
met = "il est reçu"
adjective = "reçu"
ask = "Indiquez la note."

[duties.window_words]
possible = "Épreuves possibles"
past = "Les épreuves étaient possibles"
noun = "période des épreuves"
sessions = "épreuves"
first_day = "premier jour des épreuves"
last_day = "dernier jour des épreuves"
who = "Qui inscrit"
all_year = "ASSR"
event = "Épreuves"
last_day_event = "Dernier jour"
sit = "Qui passe les épreuves"
after = { text = "La note n’en dit rien.", nature = "silence", cites = ["note#2"] }

[[duties.rules]]
classes = ["5e"]
status = "mandatory"
actor = "établissement"
cites = ["note#1"]

[[duties.rules.windows]]
days = { opens = 2022-03-01, closes = 2022-03-31 }
cites = ["note#2"]
changes = [
  { known_from = 2022-02-01, days = { opens = 2022-04-01, closes = 2022-04-30 }, cites = ["note"] },
]

[[duties.rules.windows]]
key = "rattrapage"
label = "Rattrapage"
days = { opens = 2022-06-01, closes = 2022-06-05 }
cites = ["note#2"]

[[duties.rules]]
classes = ["3e"]
status = "recommended"
actor = "établissement"
cites = ["note#1"]
windows = [{ days = "unknown", cites = ["note#2"], ask = "Demander à l’académie." }]
"""
"""A made-up circular: a mark, two windows of which one moved, days that are not known."""


def folder_with(tmp_path: Path, *changes: tuple[str, str], words: str | None = None) -> Path:
    """A folder with a copy of our circular, changed, or with other words."""
    folder = nantes_alone(tmp_path / "circulars")
    (folder / ID / CIRCULAR).write_text(changed(TEXT, *changes), encoding="utf-8")
    if words is not None:
        (folder / VOCABULARY).write_text(words, encoding="utf-8")
    return folder


def road_folder(tmp_path: Path, *changes: tuple[str, str], **others: str) -> Path:
    """A folder with the made-up circular, changed, and others by their ids."""
    folder = tmp_path / "circulars"
    for name, text in {"route": changed(ROAD, *changes), **others}.items():
        (folder / name).mkdir(parents=True)
        (folder / name / CIRCULAR).write_text(text, encoding="utf-8")
    (folder / VOCABULARY).write_text(WORDS, encoding="utf-8")
    return folder


def changed(text: str, *changes: tuple[str, str]) -> str:
    """A text with each first occurrence replaced; what is not there is a mistake of the test."""
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def faults_of(folder: Path, name: str = ID) -> tuple[Fault, ...]:
    """What is wrong with a circular of a folder."""
    names = [path.parent.name for path in sorted(folder.glob(f"*/{CIRCULAR}"))]
    return Loader(folder, names).circular(name).faults
