"""What a French circular on digital skills (CRCN, Pix) asks for a pupil, decided by rules.

    >>> from datetime import date
    >>> from calculator import Case, decide, load_campaign
    >>> case = Case.of("3e", "prive-sous-contrat", levels={"1.1": 1})
    >>> decision = decide(case, on=date(2021, 3, 10), campaign=load_campaign("2020-2021"))
    >>> decision.certification.status.value, decision.certification.window.days_left
    ('mandatory', 63)

`calculator.rules` decides, `calculator.views` renders a decision as HTML, text or JSON. Both use
nothing but the standard library.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself takes longer to import than all that is here
if TYPE_CHECKING:
    from calculator.rules.campaign import Campaign
    from calculator.rules.case import Case
    from calculator.rules.deciding import decide
    from calculator.rules.decision import Decision
    from calculator.rules.errors import InvalidCase, MalformedCampaign
    from calculator.rules.reading import (
        available_campaigns,
        campaign_for,
        load_campaign,
        read_campaign,
    )
    from calculator.rules.vocabulary import ClassLevel, Establishment

__version__ = "0.1.0"

__all__ = [
    "Campaign",
    "Case",
    "ClassLevel",
    "Decision",
    "Establishment",
    "InvalidCase",
    "MalformedCampaign",
    "available_campaigns",
    "campaign_for",
    "decide",
    "load_campaign",
    "read_campaign",
]

_MODULES = {
    "Campaign": "campaign",
    "Case": "case",
    "ClassLevel": "vocabulary",
    "Decision": "decision",
    "Establishment": "vocabulary",
    "InvalidCase": "errors",
    "MalformedCampaign": "errors",
    "available_campaigns": "reading",
    "campaign_for": "reading",
    "decide": "deciding",
    "load_campaign": "reading",
    "read_campaign": "reading",
}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is: the command line can be stopped while it starts."""
    from importlib import import_module  # noqa: PLC0415  # likewise

    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"calculator.rules.{_MODULES[name]}"), name)
