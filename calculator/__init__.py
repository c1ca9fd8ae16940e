"""What a French circular asks for a pupil, decided by rules that its file lays down.

    >>> from datetime import date
    >>> from calculator import Case, decide, load_circular
    >>> case = Case.of("3e", "prive-sous-contrat", levels={"1.1": 1})
    >>> decision = decide(case, on=date(2021, 3, 10), circular=load_circular("nantes-2020-2021"))
    >>> decision.certification.status.value, decision.certification.window.days_left
    ('mandatory', 63)

`calculator.model` decides, `calculator.answers` puts a decision into words and `calculator.render`
shows it as HTML, text or JSON. They use nothing but the standard library.
"""

from calculator.carried import carried_circulars
from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.model.decision import Decision
from calculator.model.errors import InvalidCase, MalformedCircular
from calculator.model.library import Circulars

__version__ = "0.1.0"

__all__ = [
    "Case",
    "Circular",
    "Circulars",
    "Decision",
    "InvalidCase",
    "MalformedCircular",
    "carried_circulars",
    "decide",
    "load_circular",
]


def load_circular(name: str) -> Circular:
    """A circular that this distribution carries.

    Args:
        name: Its id, "nantes-2020-2021", or a school year that only one speaks of.

    Raises:
        InvalidCase: When there is no such circular (field `circular`).
        MalformedCircular: When its file cannot be trusted.
    """
    return carried_circulars().named(name)
