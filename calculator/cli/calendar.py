"""`calculator calendar`: the dates, for a calendar program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from calculator.cli.files import FILE, is_standard_output, writing
from calculator.cli.options import (
    OneOfEach,
    campaign_of,
    campaign_option,
    day_of,
    last_report_option,
)
from calculator.cli.refusing import Refusal
from calculator.cli.streams import say_bytes
from calculator.ical import to_ical
from calculator.rules.campaign import Campaign
from calculator.rules.case import Case
from calculator.rules.deciding import decide
from calculator.rules.vocabulary import Establishment
from calculator.views.calendar_events import (
    DEFAULT_ESTABLISHMENT,
    campaign_calendar,
    decision_calendar,
)


@click.command("calendar", cls=OneOfEach)
@click.option(
    "--class",
    "class_level",
    metavar="CLASSE",
    help="Code de la classe (par défaut, toutes les classes).",
)
@click.option(
    "--establishment",
    metavar="TYPE",
    help=f"{', '.join(Establishment)} (par défaut, {DEFAULT_ESTABLISHMENT}) ; avec --class.",
)
@campaign_option("celle d’aujourd’hui")
@last_report_option
@click.option(
    "-o",
    "--output",
    metavar="FICHIER.ics",
    default="-",
    type=FILE,
    help="Écrire dans un fichier.",
)
def calendar_command(
    class_level: str | None,
    establishment: str | None,
    campaign_name: str | None,
    last_report: str | None,
    output: Path,
) -> None:
    """Donner les dates à mettre dans un agenda, au format iCalendar.

    Code de sortie : 1 si la circulaire ne fixe pas de date pour cette classe.
    """
    campaign = campaign_of(campaign_name, day_of(None))
    jcal = _calendar(campaign, class_level, establishment, last_report)
    if jcal is None:
        raise click.ClickException("La circulaire ne fixe pas de date pour cette classe.")
    content = to_ical(jcal)
    if is_standard_output(output):
        say_bytes(content)
        return
    with writing(output) as opened:
        opened.write(content)


def _calendar(
    campaign: Campaign, class_level: str | None, establishment: str | None, last_report: str | None
) -> list[Any] | None:
    if class_level is None:
        for option, given in (("--establishment", establishment), ("--last-report", last_report)):
            if given is not None:
                raise Refusal(f"{option} : indiquez aussi la classe, avec --class.")
        return campaign_calendar(campaign)
    case = Case.of(class_level, establishment or DEFAULT_ESTABLISHMENT, None, last_report)
    return decision_calendar(decide(case, day_of(None), campaign), campaign)
