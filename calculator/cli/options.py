"""Options that several commands have, and what all commands do with theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Any

import click

from calculator.carried import carried_circulars, carried_folder
from calculator.cli.files import FILE
from calculator.cli.refusing import Refusal, unreadable
from calculator.cli.streams import say, warn
from calculator.model.case import ON_LABEL, parse_date
from calculator.model.circular import Circular
from calculator.model.errors import InvalidCase, quote
from calculator.model.library import Circulars
from calculator.schema.loading import VOCABULARY
from calculator.schema.reading import read_circulars

HERE = Path("circulars")
"""Where circulars are looked for first; those that the distribution carries come next."""

on_option = click.option(
    "--on", metavar="AAAA-MM-JJ", help="Date de référence (aujourd’hui par défaut)."
)
establishment_option = click.option(
    "--establishment", metavar="TYPE", help="Type d’établissement (par défaut, celui du texte)."
)
circulars_option = click.option(
    "--circulars",
    "folder",
    metavar="DOSSIER",
    type=FILE,
    help="Dossier des circulaires (par défaut, « circulars » s’il existe ici, sinon celles qui "
    "sont fournies).",
)
inputs_option = click.option(
    "--input",
    "inputs",
    multiple=True,
    metavar="CLÉ=VALEUR",
    help="Ce que vous seul savez, par exemple last_report_date=2021-06-15 ; à répéter.",
)
classes_option = click.option(
    "--classes",
    "classes_file",
    metavar="FICHIER.csv",
    type=FILE,
    help="Niveau de chaque classe (« classe;niveau »), quand son nom ne suffit pas.",
)
last_report_option = click.option(
    "--last-report",
    metavar="AAAA-MM-JJ",
    help="Comme --input last_report_date=AAAA-MM-JJ.",
)
answer_format_option = click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"], case_sensitive=False),
    default="text",
    show_default=True,
    help="Forme de la réponse.",
)


def circular_option(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that chooses a circular; `default` says which it is without it."""
    return click.option(
        "--circular",
        "--campaign",
        "circular_name",
        metavar="CIRCULAIRE",
        help="Nom d’une circulaire, ou année scolaire si une seule en parle, par exemple "
        f"2020-2021 (par défaut, {default}).",
    )


class FrenchHelp(click.Command):
    """A command whose help goes to the standard output as all words do."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option


class OneOfEach(FrenchHelp):
    """A command that refuses an option given twice, where one of the values would be forgotten."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments."""
        *_, order = self.make_parser(ctx).parse_args(args=list(args))
        for option, times in Counter(order).items():
            once = isinstance(option, click.Option) and not (option.multiple or option.is_flag)
            if once and times > 1:
                raise Refusal(f"{option.opts[-1]} : une seule valeur, et non {times}.")
        return super().parse_args(ctx, args)


def _show_help(ctx: click.Context, _option: click.Parameter, asked: Any) -> None:
    if asked and not ctx.resilient_parsing:
        say(ctx.get_help())
        ctx.exit()


def day_of(on: str | None) -> date:
    """The day of `--on`, or today.

    Raises:
        InvalidCase: When it is no date.
    """
    return parse_date("on", ON_LABEL, on) if on is not None else date.today()


def circulars_of(folder: Path | None) -> Circulars:
    """The circulars to answer from; those that cannot be read are named.

    Raises:
        MalformedCircular: When their vocabulary cannot be trusted.
        Refusal: When the folder cannot be read.
    """
    wanted = folder or _here()
    try:
        circulars = read_circulars(wanted) if wanted else carried_circulars()
    except OSError as error:
        raise Refusal(unreadable(wanted or HERE, error)) from error
    return circulars


def folder_of(folder: Path | None) -> Path:
    """The folder of the circulars to answer from."""
    return folder or _here() or carried_folder("circulars")


def _here() -> Path | None:
    return HERE if (HERE / VOCABULARY).is_file() else None


def circular_of(folder: Path | None, name: str | None, day: date) -> Circular:
    """The circular that is asked for, or that of the day; those that cannot be read are named.

    Raises:
        InvalidCase: When there is no such circular, or it has to be chosen.
        MalformedCircular: When it is the one that cannot be read.
        Refusal: When the folder cannot be read.
    """
    circulars = circulars_of(folder)
    circular = circular_named(name, circulars) if name is not None else circulars.for_day(day)
    name_refused(circulars)
    return circular


def circular_named(name: str, circulars: Circulars) -> Circular:
    """The circular of a name, or of a school year that only one speaks of.

    Raises:
        InvalidCase: When there is none, or several.
        MalformedCircular: When it cannot be read.
    """
    return circulars.named(code_of(name, (*circulars.years, *circulars.refused)))


def code_of(typed: str, codes: Collection[str]) -> str:
    """The code that is typed, in capitals or not; what is none of them is left as it is."""
    if typed in codes:
        return typed
    known = {str(code).casefold(): str(code) for code in codes}
    return known.get(typed.strip().casefold(), typed)


def kind_of(establishment: str | None, circular: Circular) -> str:
    """The code of `--establishment`, or of the kind of school that a text addresses."""
    if establishment is None:
        return circular.default_establishment
    return code_of(establishment, circular.vocabulary.establishments)


def class_of(name: str, circular: Circular) -> str:
    """The code of a class: itself, or that of a name that lists take for one level (« 3ème A »).

    A text that has one class for a year of lycée (`2de`) takes it for both tracks. Another name is
    left as it is, to be refused with the classes that there are.

    Raises:
        Refusal: When only the track is missing (« 2nde 4 »); it names the classes it may be.
    """
    typed = code_of(name, circular.classes)
    if typed in circular.classes:
        return typed
    # Its patterns take longer to make than an answer.
    from calculator.lists.class_names import class_levels  # noqa: PLC0415

    may_be = {_in_text(level, circular) for level in class_levels(name)}
    codes = sorted(may_be & set(circular.classes))
    if not codes:
        return name
    if len(may_be) > 1:
        asked = " ou ".join(codes)
        which = "l’un de ces codes" if len(codes) > 1 else "ce code, si c’est cette classe"
        raise Refusal(f"Classe : {quote(name)} : {asked} ? Donnez --class avec {which}.")
    return codes[0]


def _in_text(level: str, circular: Circular) -> str:
    """A class as a text has it: one for both tracks of a lycée, if it has it so."""
    year = level.removesuffix("-gt").removesuffix("-pro")
    return year if year in circular.classes and level not in circular.classes else level


def name_refused(circulars: Circulars) -> None:
    """Say which circulars are left aside, and why."""
    for error in circulars.refused.values():
        for fault in error.faults:
            warn(f"Circulaire laissée de côté : {fault}")


def inputs_of(
    options: tuple[str, ...], last_report: str | None, circular: Circular
) -> dict[str, object]:
    """What `--input` and `--last-report` tell, by key.

    Raises:
        InvalidCase: When one is not of the form CLÉ=VALEUR, or given twice.
    """
    given: dict[str, object] = {}
    told = [*options, *([f"last_report_date={last_report}"] if last_report is not None else [])]
    for option in told:
        key, equals, value = option.partition("=")
        if not (key and equals and value):
            raise InvalidCase("input", "Information", option, "CLÉ=VALEUR")
        key = code_of(key, circular.inputs)
        if key in given:
            raise InvalidCase("input", "Information", option, f"une seule valeur pour {key}")
        given[key] = value
    return given
