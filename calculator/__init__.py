"""What a French circular on digital skills (CRCN, Pix) asks for a pupil, decided by rules.

    >>> from datetime import date
    >>> from calculator import Case, decide, load_campaign
    >>> case = Case.of("3e", "prive-sous-contrat", levels={"1.1": 1})
    >>> decision = decide(case, on=date(2021, 3, 10), campaign=load_campaign("2020-2021"))
    >>> decision.certification.status.value, decision.certification.window.days_left
    ('mandatory', 63)

`calculator.model` decides, `calculator.answers` puts a decision into words and `calculator.render`
shows it as HTML, text or JSON. They use nothing but the standard library.
"""

from calculator.model.campaign import Campaign
from calculator.model.case import Case
from calculator.model.deciding import decide
from calculator.model.decision import Decision
from calculator.model.errors import InvalidCase, MalformedCampaign
from calculator.model.reading import (
    available_campaigns,
    campaign_for,
    load_campaign,
    read_campaign,
)
from calculator.model.vocabulary import ClassLevel, Establishment

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
