"""The pupils that SIECLE exports as XML: names, birth, division; not groups, not addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculator.lists.sheets import Sheet

ROOT = "BEE_ELEVES"
_TITLES = ["Nom de famille", "Prénom", "Date de naissance", "Division", "Date de sortie"]
_FIELDS = {
    "NOM_DE_FAMILLE": 0,
    "NOM": 0,
    "PRENOM": 1,
    "DATE_NAISS": 2,
    "DATE_SORTIE": 4,
}


@dataclass(slots=True)
class _Pupil:
    cells: list[str]


class Siecle:
    """Takes the elements of the document, and gives a sheet of its pupils."""

    def __init__(self) -> None:
        """Begin with no pupil."""
        self._pupils: dict[str, _Pupil] = {}
        self._pupil: _Pupil | None = None
        self._path: list[str] = []
        self._text = ""
        self._division = self._kind = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self._path.append(name)
        self._text = ""
        number = attributes.get("ELEVE_ID") or attributes.get("ELENOET") or ""
        if name == "ELEVE":
            self._pupil = _Pupil([""] * len(_TITLES))
            self._pupils[number or f"#{len(self._pupils)}"] = self._pupil
        elif name == "STRUCTURES_ELEVE":
            self._pupil = self._pupils.get(number)
        elif name == "STRUCTURE":
            self._division = self._kind = ""

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._path.pop()
        parent = self._path[-1] if self._path else ""
        if parent == "ELEVE" and self._pupil and name in _FIELDS:
            place = _FIELDS[name]
            self._pupil.cells[place] = self._pupil.cells[place] or self._text.strip()
        elif name == "CODE_STRUCTURE":
            self._division = self._text.strip()
        elif name == "TYPE_STRUCTURE":
            self._kind = self._text.strip()
        elif name == "STRUCTURE" and self._pupil and self._kind == "D":
            self._pupil.cells[3] = self._division
        elif name in ("ELEVE", "STRUCTURES_ELEVE"):
            self._pupil = None
        self._text = ""

    def text(self, text: str) -> None:
        """Take text."""
        self._text += text

    def sheet(self) -> Sheet:
        """The pupils, a row each below the titles."""
        return Sheet("", rows=[_TITLES, *(pupil.cells for pupil in self._pupils.values())])
