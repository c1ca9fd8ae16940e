"""Our own plain list, to be filled in where there is no export."""

from __future__ import annotations

from calculator.lists.pix import COMPETENCES

_COUNT = "competences_atteintes"


def template_csv(*, levels: bool = False) -> str:
    """The titles of a plain list as CSV text, and a pupil who does not exist as an example.

    Args:
        levels: Whether it has the level of each competence, rather than how many are reached; a
            level left blank counts as not reached.
    """
    given = {index: "1" if index.endswith(".1") else "0" for index in COMPETENCES}
    columns = given if levels else {_COUNT: "5"}
    titles, example = ["nom", "prenom", "classe", *columns], ["EXEMPLE", "Élève", "3A"]
    rows = [titles, [*example, *columns.values()]]
    return "\ufeff" + "".join(";".join(row) + "\r\n" for row in rows)
