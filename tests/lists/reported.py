"""Files that people reported, answered, and what is read of their answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from calculator import load_circular
from calculator.lists.answering import answer_roster
from calculator.lists.answers import RosterAnswer
from calculator.lists.classes import ClassMap
from calculator.lists.merging import merge
from calculator.lists.reading import read_list

DATA = Path(__file__).with_name("data")
CIRCULAR = load_circular("nantes-2020-2021")
PUPIL = "nom;prenom;classe;competences\nALPHONOS;Ada;3A;2\n"
LIST = "Nom;Prénom;Classe;Né le\n{}\n"


def answers(*files: bytes | str, on: str = "2021-03-20") -> RosterAnswer:
    """The answers for files of the folder, or of these bytes; every line is accounted for."""
    contents = (one if isinstance(one, bytes) else (DATA / one).read_bytes() for one in files)
    made = merge(read_list(f"f{n}", [content]) for n, content in enumerate(contents))
    classes = ClassMap.of(made.class_names, made.with_levels)
    kind = "prive-sous-contrat"
    answered = answer_roster(made, classes, kind, date.fromisoformat(on), CIRCULAR)
    for one in answered.accounting:
        parts = one.answered + one.superseded + one.set_aside + one.blank + one.headers
        assert parts == one.size
    return answered


def told(answered: RosterAnswer) -> list[str]:
    return [
        f"{p.line.last_name} {p.line.first_name} {p.line.class_name}: {p.situation.value}"
        for p in answered.pupils
    ]


def doubts(answered: RosterAnswer) -> list[tuple[str, ...]]:
    return [tuple(one.value for one in pupil.doubts) for pupil in answered.pupils]
