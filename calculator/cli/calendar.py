"""`calculator calendar`: the dates, for a calendar program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from calculator.answers.alerts import other_year_alerts
from calculator.answers.events import Calendar, circular_calendar, decision_calendar
from calculator.cli.files import FILE, is_standard_output, writing
from calculator.cli.options import (
    OneOfEach,
    circular_of,
    circular_option,
    circulars_option,
    class_of,
    day_of,
    inputs_of,
    inputs_option,
    kind_of,
    last_report_option,
    on_option,
)
from calculator.cli.refusing import Refusal
from calculator.cli.streams import say_bytes, warn
from calculator.ical import to_ical
from calculator.model.case import Case
from calculator.model.circular import Circular
from calculator.model.deciding import decide
from calculator.render.as_jcal import to_jcal


@click.command("calendar", cls=OneOfEach)
@click.option(
    "--class",
    "class_level",
    metavar="CLASSE",
    help="Classe : son code (3e) ou son nom (« 3ème A », TG) ; par défaut, toutes.",
)
@click.option(
    "--establishment",
    metavar="TYPE",
    help="Type d’établissement (par défaut, celui du texte) ; avec --class.",
)
@on_option
@circular_option("celle de la date")
@circulars_option
@inputs_option
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
    on: str | None,
    circular_name: str | None,
    folder: Path | None,
    inputs: tuple[str, ...],
    last_report: str | None,
    output: Path,
) -> None:
    """Donner les dates à mettre dans un agenda, au format iCalendar.

    Code de sortie : 1 s’il n’y a pas de date pour cette classe, ou si son année est terminée.
    """
    day = day_of(on)
    circular = circular_of(folder, circular_name, day)
    if class_level is None:
        told = {"--establishment": establishment, "--input": inputs, "--last-report": last_report}
        for option, value in told.items():
            if value:
                raise Refusal(f"{option} : indiquez aussi la classe, avec --class.")
    given = inputs_of(inputs, last_report, circular)
    calendar = _calendar(circular, class_level, establishment, given, day)
    if calendar is None:
        over = f"l’année scolaire {circular.year} est terminée"
        reason = over if circular.is_over(day) else circular.name
        raise click.ClickException(f"Pas de date à mettre dans un agenda : {reason}.")
    content = to_ical(to_jcal(calendar))
    if is_standard_output(output):
        say_bytes(content)
        return
    with writing(output) as opened:
        opened.write(content)


def _calendar(
    circular: Circular,
    class_level: str | None,
    establishment: str | None,
    inputs: dict[str, object],
    day: date,
) -> Calendar | None:
    if class_level is None:
        return circular_calendar(circular)
    kind = kind_of(establishment, circular)
    case = Case.of(class_of(class_level, circular), kind, None, **inputs)
    decision = decide(case, day, circular)
    for alert in other_year_alerts(decision):
        warn(alert)
    return decision_calendar(decision)
