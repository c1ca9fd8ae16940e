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

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself takes longer to import than all that is here
if TYPE_CHECKING:
    from calculator.carried import carried_circulars, load_circular
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

_MODULES = {
    "Case": "model.case",
    "Circular": "model.circular",
    "Circulars": "model.library",
    "Decision": "model.decision",
    "InvalidCase": "model.errors",
    "MalformedCircular": "model.errors",
    "carried_circulars": "carried",
    "decide": "model.deciding",
    "load_circular": "carried",
}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is: the command line can be stopped while it starts."""
    from importlib import import_module  # noqa: PLC0415  # likewise

    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"calculator.{_MODULES[name]}"), name)
