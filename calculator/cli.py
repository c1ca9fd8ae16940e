"""The command line: `calculator decide`, `calculator campaigns`, `calculator check`.

Help and messages are French; the words of click itself are in `locale/`.
"""

from __future__ import annotations

import gettext
import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from calculator import __version__
from calculator.rules.campaign import Campaign
from calculator.rules.case import LEVELS_LABEL, ON_LABEL, Case, parse_date
from calculator.rules.deciding import decide
from calculator.rules.errors import InvalidCase, MalformedCampaign
from calculator.rules.reading import (
    available_campaigns,
    campaign_for,
    load_campaign,
    read_campaign,
)
from calculator.rules.vocabulary import Establishment
from calculator.views import words
from calculator.views.as_json import as_json
from calculator.views.as_text import as_text
from calculator.views.tables import classes_words

_LOCALE = Path(__file__).parent / "locale"
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Refusal(click.ClickException):
    """Bad input: click prints its message on stderr and exits with 2."""

    exit_code = 2


def main() -> None:
    """Run the command line, in French whatever the machine's language."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("click", _LOCALE)
    gettext.textdomain("click")
    cli.main(prog_name="calculator")


@click.group(context_settings=_SETTINGS, subcommand_metavar="COMMANDE …")
@click.version_option(
    __version__, message="%(prog)s %(version)s", help="Afficher la version et quitter."
)
def cli() -> None:
    """Ce que la circulaire sur les compétences numériques demande pour un élève."""


@cli.command("decide")
@click.option("--class", "class_level", required=True, metavar="CLASSE", help="Code de la classe.")
@click.option("--establishment", required=True, metavar="TYPE", help=f"{', '.join(Establishment)}.")
@click.option("--on", metavar="AAAA-MM-JJ", help="Date de référence (aujourd’hui par défaut).")
@click.option(
    "--campaign",
    "campaign_name",
    metavar="ANNÉE",
    help="Campagne, par exemple 2020-2021 (par défaut, celle de la date).",
)
@click.option(
    "--level",
    "levels",
    multiple=True,
    metavar="COMPÉTENCE=NIVEAU",
    help="Niveau Pix d’une compétence, par exemple 1.1=2 ; à répéter.",
)
@click.option(
    "--levels-file",
    metavar="FICHIER.json",
    type=click.Path(path_type=Path),
    help='Niveaux dans un fichier JSON, par exemple {"1.1": 2, "1.2": 0}.',
)
@click.option(
    "--last-report",
    metavar="AAAA-MM-JJ",
    help="Date du dernier bilan périodique (CM2 et 6e).",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Forme de la réponse.",
)
def decide_command(
    class_level: str,
    establishment: str,
    on: str | None,
    campaign_name: str | None,
    levels: tuple[str, ...],
    levels_file: Path | None,
    last_report: str | None,
    output: str,
) -> None:
    """Répondre pour un élève.

    Codes des classes : cp ce1 ce2 cm1 cm2 6e 5e 4e 3e 6e-segpa … 3e-segpa 3e-prepa-metiers 2de-gt
    1re-gt tle-gt 2de-pro 1re-pro tle-pro cap-1 cap-2 bts-1 bts-2 cpge-1 cpge-2.
    """
    try:
        case = Case.of(class_level, establishment, _levels(levels, levels_file), last_report)
        day = parse_date("on", ON_LABEL, on) if on is not None else date.today()
        campaign = load_campaign(campaign_name) if campaign_name else campaign_for(day)
        decision = decide(case, day, campaign)
    except InvalidCase as error:
        raise Refusal(str(error)) from error
    click.echo(as_json(decision) if output == "json" else as_text(decision, campaign))


@cli.command("campaigns")
def campaigns_command() -> None:
    """Lister les campagnes connues, leurs fenêtres et leurs sources."""
    for name in reversed(available_campaigns()):
        click.echo(_described(load_campaign(name)))


@cli.command("check")
@click.argument("file", metavar="FICHIER.toml", type=click.Path(path_type=Path))
def check_command(file: Path) -> None:
    """Vérifier un fichier de campagne."""
    try:
        campaign = read_campaign(file)
    except MalformedCampaign as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise Refusal(_unreadable(file)) from error
    click.echo(f"{file.name} : fichier correct.")
    click.echo(_described(campaign))


def _described(campaign: Campaign) -> str:
    lines = [f"Campagne {campaign.name}"]
    for rule in campaign.certification:
        line = f"  {classes_words(rule.classes)} : certification {rule.status.label}"
        if rule.sessions:
            window = rule.sessions.window
            line += f", {words.date_range(window.opens, window.closes)}"
        lines.append(line)
    lines += [
        f"  {source.authority.label} : {source.title}, {words.short_date(source.published)}"
        for source in campaign.sources.values()
    ]
    return "\n".join(lines)


def _levels(options: tuple[str, ...], file: Path | None) -> dict[str, object]:
    levels = dict(_levels_of(file)) if file else {}
    given: set[str] = set()
    for option in options:
        index, equals, level = option.partition("=")
        if not (equals and level):
            raise InvalidCase("levels", LEVELS_LABEL, option, "COMPÉTENCE=NIVEAU, comme 1.1=2")
        if index in given:
            raise InvalidCase("levels", LEVELS_LABEL, option, f"un seul niveau pour {index}")
        given.add(index)
        levels[index] = level
    return levels


def _levels_of(file: Path) -> Mapping[str, object]:
    expected = 'un objet JSON comme {"1.1": 2, "1.2": 0}'
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refusal(_unreadable(file)) from error
    except ValueError as error:
        raise InvalidCase(
            "levels", f"Fichier {file.name}", "contenu illisible", expected
        ) from error
    if not isinstance(content, dict):
        raise InvalidCase("levels", f"Fichier {file.name}", content, expected)
    return content


def _unreadable(file: Path) -> str:
    reason = "le fichier n’existe pas" if not file.exists() else "le fichier ne peut pas être lu"
    return f"{file} : {reason}."
