"""The command line: `calculator decide`, `roster`, `calendar`, `plan`, `campaigns`, `check`.

Help and messages are French; the words of click itself are in `locale/`.
"""

from __future__ import annotations

import gc
import gettext
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import click

from calculator import __version__
from calculator.ical import to_ical
from calculator.large_rosters import Lists, answer_lists, each_reason
from calculator.roster.answering import Answers
from calculator.roster.classes import ClassMap, class_map_csv, meant, read_class_map
from calculator.roster.errors import NotAList
from calculator.roster.texts import one_line
from calculator.rules.campaign import Campaign
from calculator.rules.case import LEVELS_LABEL, ON_LABEL, Case, parse_date
from calculator.rules.deciding import decide
from calculator.rules.errors import InvalidCase, MalformedCampaign, quote
from calculator.rules.planning import (
    DEFAULT_LEADS,
    Lead,
    LeadUnit,
    Session,
    SessionKind,
    StepKind,
    plan,
)
from calculator.rules.reading import (
    available_campaigns,
    campaign_for,
    load_campaign,
    read_campaign,
)
from calculator.rules.school import School
from calculator.rules.vocabulary import ClassLevel, Establishment
from calculator.sorting import NoRoom
from calculator.views import words
from calculator.views.as_json import as_json
from calculator.views.as_text import as_text
from calculator.views.calendar_events import (
    DEFAULT_ESTABLISHMENT,
    campaign_calendar,
    decision_calendar,
)
from calculator.views.establishment_text import plan_json, school_text
from calculator.views.establishment_words import session_label
from calculator.views.roster_tables import roster_csv, roster_json, roster_text, summary_text
from calculator.views.roster_words import superseded_words
from calculator.views.roster_xlsx import roster_xlsx

_LOCALE = Path(__file__).parent / "locale"
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_CHUNK = 1 << 18
_STANDARD = Path("-")
_MADE_BETWEEN_SEARCHES = 100_000
_NO_ROOM = (
    "ces listes sont trop longues pour la mémoire, et il n’y a pas la place de les écrire dans le "
    "dossier des fichiers temporaires."
)
_FORMS: dict[str, Callable[[Answers], Iterator[str] | Iterator[bytes]]] = {
    "xlsx": roster_xlsx,
    "table": roster_text,
    "csv": roster_csv,
    "json": roster_json,
}


_on_option = click.option(
    "--on", metavar="AAAA-MM-JJ", help="Date de référence (aujourd’hui par défaut)."
)
_last_report_option = click.option(
    "--last-report", metavar="AAAA-MM-JJ", help="Date du dernier bilan périodique (CM2 et 6e)."
)
_answer_format_option = click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Forme de la réponse.",
)


def _campaign_option(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "--campaign",
        "campaign_name",
        metavar="ANNÉE",
        help=f"Campagne, par exemple 2020-2021 (par défaut, {default}).",
    )


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
@_on_option
@_campaign_option("celle de la date")
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
@_last_report_option
@_answer_format_option
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
        day = _day(on)
        campaign = load_campaign(campaign_name) if campaign_name else campaign_for(day)
        decision = decide(case, day, campaign)
    except InvalidCase as error:
        raise Refusal(str(error)) from error
    click.echo(as_json(decision) if output == "json" else as_text(decision, campaign))


@cli.command("roster")
@click.argument(
    "files",
    metavar="FICHIER…",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option(
    "--establishment",
    type=click.Choice([kind.value for kind in Establishment]),
    default=Establishment.PRIVE_SOUS_CONTRAT.value,
    show_default=True,
    help="Type d’établissement.",
)
@_on_option
@click.option(
    "--classes",
    "classes_file",
    metavar="FICHIER.csv",
    type=click.Path(path_type=Path),
    help="Niveau de chaque classe (« classe;niveau »), quand son nom ne suffit pas.",
)
@click.option(
    "-o",
    "--output",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    help="Écrire les réponses dans un fichier (.csv ou .xlsx), sauf autre --format.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMS)),
    help="Forme des réponses (par défaut : table ; avec -o, xlsx ou csv d’après le nom).",
)
def roster_command(
    files: tuple[Path, ...],
    establishment: str,
    on: str | None,
    classes_file: Path | None,
    output: Path | None,
    form: str | None,
) -> None:
    """Répondre pour tous les élèves de listes.

    FICHIER : un export de Pix Orga ou de Pix Certif, ou une liste d’élèves, en CSV, .xlsx, .ods ou
    .xls, ou l’export XML de SIECLE ; « - » pour l’entrée standard. Plusieurs fichiers sont réunis.

    Code de sortie : 0 si chaque ligne a sa réponse, 1 si des lignes ou des fichiers ont été mis de
    côté (ils sont énumérés), 2 si rien n’a pu être lu.
    """
    gc.set_threshold(_MADE_BETWEEN_SEARCHES)  # lines hold no cycle: a quarter of the time is saved
    if output and any(_same_file(output, file) for file in (*files, classes_file)):
        raise Refusal(f"{output} : ce fichier est à lire ; écrivez les réponses dans un autre.")
    try:
        day = _day(on)
        corrections = (
            read_class_map(classes_file.name, _chunks(classes_file)) if classes_file else {}
        )
        lists, refused = _read_lists(files)
    except (InvalidCase, NotAList) as error:
        raise Refusal(str(error)) from error
    except NoRoom as error:
        raise Refusal(_NO_ROOM) from error
    except OSError as error:
        raise Refusal(_unreadable(classes_file or files[0])) from error
    if not lists:
        raise Refusal("\n".join(refused))
    kind, campaign = Establishment(establishment), campaign_for(day)
    try:
        answers = answer_lists(lists, corrections, kind, day, campaign)
    except NoRoom as error:
        raise Refusal(_NO_ROOM) from error
    _write(answers, output, form or _form_of(output))
    for problem in chain(refused, each_reason(answers)):
        click.echo(one_line(problem), err=True)
    classes = answers.classes
    for name in classes.without_pupils({n: level for n, level in corrections.items() if n}):
        known = f"{classes_file} : aucune liste n’a de classe {quote(name)}{meant(name)}."
        click.echo(known, err=True)
    _ask_classes(classes)
    if refused or any(one.set_aside for one in answers.accounting):
        sys.exit(1)


def _day(on: str | None) -> date:
    """The day of `--on`, or today.

    Raises:
        InvalidCase: When it is no date.
    """
    return parse_date("on", ON_LABEL, on) if on is not None else date.today()


def _read_lists(files: tuple[Path, ...]) -> tuple[Lists, list[str]]:
    """The files that are lists, and what the others are."""
    lists, refused = Lists(), list[str]()
    sizes = [file.stat().st_size for file in files if file.is_file()]
    with click.progressbar(
        length=sum(sizes),
        label="Lecture",
        file=sys.stderr,
        hidden=len(sizes) < len(files) or not sys.stderr.isatty(),
    ) as bar:
        for file in files:
            name = "entrée standard" if file == _STANDARD else str(file)
            try:
                lists.read(name, _chunks(file, bar.update))
            except NotAList as error:
                refused.append(str(error))
            except OSError:
                refused.append(_unreadable(file))
    return lists, refused


def _same_file(output: Path, file: Path | None) -> bool:
    """Whether writing the one is writing over the other, whatever their paths."""
    if file is None or _STANDARD in (output, file):
        return False
    try:
        return output.samefile(file)
    except OSError:
        return False  # one of them does not exist


def _chunks(file: Path, read: Callable[[int], object] = lambda _: None) -> Iterator[bytes]:
    with click.open_file(str(file), "rb") as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk
            read(len(chunk))


def _form_of(output: Path | None) -> str:
    """The form that the name of a file asks for."""
    if output is None:
        return "table"
    return "xlsx" if output.suffix.lower() == ".xlsx" else "csv"


def _write(answers: Answers, output: Path | None, form: str) -> None:
    try:
        with click.open_file(str(output or "-"), "wb") as opened:
            for line in _FORMS[form](answers):
                opened.write(line if isinstance(line, bytes) else line.encode("utf-8", "replace"))
    except OSError as error:
        if output is None:
            raise  # click knows what to do when nobody reads on
        raise Refusal(f"{output} : le fichier ne peut pas être écrit.") from error
    if output is not None:
        for line in summary_text(answers):
            click.echo(line, nl=False)
    elif form == "csv":
        for old in answers.superseded:
            click.echo(one_line(superseded_words(old)), err=True)


def _ask_classes(classes: ClassMap) -> None:
    """Give the table of classes whose level must be said, ready to be filled in."""
    if not classes.unknown:
        return
    click.echo(
        "\nClasses à préciser. Complétez cette table (niveaux : "
        f"{', '.join(ClassLevel)}), et donnez-la avec --classes :\n",
        err=True,
    )
    for line in class_map_csv(ClassMap(dict.fromkeys(classes.unknown))).split("\r\n")[:-1]:
        click.echo(one_line(line), err=True)


@cli.command("calendar")
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
@_campaign_option("celle d’aujourd’hui")
@_last_report_option
@click.option(
    "-o",
    "--output",
    metavar="FICHIER.ics",
    default="-",
    type=click.Path(path_type=Path, allow_dash=True),
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
    try:
        campaign = load_campaign(campaign_name) if campaign_name else campaign_for(date.today())
        jcal = _calendar(campaign, class_level, establishment, last_report)
    except InvalidCase as error:
        raise Refusal(str(error)) from error
    if jcal is None:
        raise click.ClickException("La circulaire ne fixe pas de date pour cette classe.")
    try:
        with click.open_file(str(output), "wb") as opened:
            opened.write(to_ical(jcal))
    except OSError as error:
        raise Refusal(f"{output} : le fichier ne peut pas être écrit.") from error


def _calendar(
    campaign: Campaign, class_level: str | None, establishment: str | None, last_report: str | None
) -> list[Any] | None:
    if class_level is None:
        for option, given in (("--establishment", establishment), ("--last-report", last_report)):
            if given is not None:
                raise Refusal(f"{option} : indiquez aussi la classe, avec --class.")
        return campaign_calendar(campaign)
    case = Case.of(class_level, establishment or DEFAULT_ESTABLISHMENT, None, last_report)
    return decision_calendar(decide(case, date.today(), campaign), campaign)


@cli.command("plan")
@click.option(
    "--class",
    "class_levels",
    multiple=True,
    metavar="CLASSE",
    help="Code d’une classe ; à répéter.",
)
@click.option("--establishment", required=True, metavar="TYPE", help=f"{', '.join(Establishment)}.")
@click.option(
    "--session",
    "sessions",
    multiple=True,
    metavar="TYPE=AAAA-MM-JJ",
    help=f"Jour d’une session, par exemple college=2021-03-15 ({', '.join(SessionKind)}) ; "
    "à répéter.",
)
@click.option(
    "--lead",
    "leads",
    multiple=True,
    metavar="ÉTAPE=DÉLAI",
    help="Délai d’une étape avant la session, en semaines (2s) ou en jours (10j) ; à répéter. "
    f"Étapes : {', '.join(DEFAULT_LEADS)}.",
)
@_last_report_option
@_on_option
@_answer_format_option
def plan_command(
    class_levels: tuple[str, ...],
    establishment: str,
    sessions: tuple[str, ...],
    leads: tuple[str, ...],
    last_report: str | None,
    on: str | None,
    output: str,
) -> None:
    """Répondre pour un établissement, et planifier ses sessions.

    Les étapes sont comptées à rebours ; celles qui tombent un jour sans classe sont avancées.
    """
    try:
        school = School.of(class_levels, establishment, last_report)
        day = _day(on)
        campaign = campaign_for(day)
        chosen = [_session(option) for option in sessions]
        planned = plan(campaign, school, chosen, day, _leads(leads))
    except InvalidCase as error:
        raise Refusal(str(error)) from error
    if output == "json":
        click.echo(plan_json(planned))
    else:
        click.echo(school_text(school, planned, campaign))


def _session(option: str) -> Session:
    kind, _, day = option.partition("=")
    if kind not in list(SessionKind):
        raise InvalidCase("session", "Session", option, "TYPE=AAAA-MM-JJ, comme college=2021-03-15")
    whose = SessionKind(kind)
    return Session(whose, parse_date(f"session.{kind}", session_label(whose), day))


def _leads(options: Iterable[str]) -> dict[StepKind, Lead]:
    units = {"s": LeadUnit.WEEKS, "j": LeadUnit.DAYS}
    leads: dict[StepKind, Lead] = {}
    for option in options:
        step, _, lead = option.partition("=")
        if step not in list(DEFAULT_LEADS) or lead[-1:] not in units:
            raise InvalidCase("lead", "Délai", option, "ÉTAPE=DÉLAI, comme registration=2s")
        if step in leads:
            raise InvalidCase("lead", "Délai", option, "un seul délai par étape")
        leads[StepKind(step)] = Lead.of(StepKind(step), lead[:-1], units[lead[-1]])
    return leads


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
        line = f"  {words.classes_words(rule.classes)} : certification {rule.status.label}"
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
