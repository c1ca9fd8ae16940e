"""`calculator roster`: the answers for lists of pupils."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

import click

from calculator.answers.lists import superseded_words
from calculator.cli.files import (
    FILE,
    chunks,
    is_standard_output,
    keep_apart,
    kept_of,
    size_of,
    writing,
)
from calculator.cli.forms import FORMS, PARQUET, ROWS, WORKBOOK, form_of, pieces
from calculator.cli.options import (
    OneOfEach,
    circular_of,
    circular_option,
    circulars_option,
    classes_option,
    day_of,
    establishment_option,
    kind_of,
    on_option,
)
from calculator.cli.refusing import Refusal, named, shown, unreadable
from calculator.cli.schools import (
    MADE_BETWEEN_SEARCHES,
    Question,
    answer_schools,
    circular_named,
)
from calculator.cli.stopping import said_when_stopped, undone_when_stopped
from calculator.cli.streams import complain, say, say_bytes, say_json, say_utf8, warn
from calculator.cli.workers import Workers, cores
from calculator.large_answers import Asked, Bucket
from calculator.large_reading import Part
from calculator.large_rosters import Lists, answer_lists, do, each_reason
from calculator.lists.answers import Answers
from calculator.lists.classes import ClassMap, class_map_csv, meant, read_class_map
from calculator.lists.errors import NotAList
from calculator.lists.french_classes import ClassLevel
from calculator.lists.texts import one_line
from calculator.model.case import parse_establishment
from calculator.model.errors import quote
from calculator.render.list_tables import summary_text

_SHOW_CURSOR = "\x1b[?25h\n"
"""The progress bar hides it."""
_WITHOUT_CLASS = (
    " La ligne « ; » est pour les élèves sans classe : n’y mettez un niveau, après le « ; », que "
    "s’ils ont tous le même."
)
_SAY: dict[str, Callable[[str], None]] = {
    "table": lambda line: say(line, end=""),
    "csv": say_utf8,
    "json": lambda line: say_json(line, end=""),
}


@click.command("roster", cls=OneOfEach)
@click.argument("files", metavar="FICHIER…", nargs=-1, required=True, type=FILE)
@establishment_option
@on_option
@circular_option("celle de la date")
@circulars_option
@classes_option
@click.option(
    "-o",
    "--output",
    metavar="FICHIER",
    type=FILE,
    help="Écrire les réponses dans un fichier (.csv, .xlsx ou .parquet), sauf autre --format.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMS, WORKBOOK, PARQUET], case_sensitive=False),
    help="Forme des réponses (par défaut : table ; avec -o, xlsx, parquet ou csv d’après le nom ; "
    "csv pour un dossier).",
)
@click.option(
    "--jobs",
    metavar="NOMBRE",
    type=click.IntRange(min=1),
    help="Pour un dossier : combien d’établissements à la fois (par défaut, un par cœur).",
)
def roster_command(
    files: tuple[Path, ...],
    establishment: str | None,
    on: str | None,
    circular_name: str | None,
    folder: Path | None,
    classes_file: Path | None,
    output: Path | None,
    form: str | None,
    jobs: int | None,
) -> None:
    """Répondre pour tous les élèves de listes.

    FICHIER : un export de Pix Orga ou de Pix Certif, ou une liste d’élèves, en CSV, .xlsx, .ods ou
    .xls, ou l’export XML de SIECLE ; « - » pour l’entrée standard. Plusieurs fichiers sont réunis.

    FICHIER peut aussi être un dossier, avec -o DOSSIER : un sous-dossier par établissement, ou des
    fichiers CSV avec une colonne UAI. Les réponses de chacun sont dans « etablissements », le
    compte des lignes et des situations dans « bilan ». Relancée, la commande reprend où elle s’est
    arrêtée.

    Code de sortie : 0 si chaque ligne a sa réponse, 1 si des lignes ou des fichiers ont été mis de
    côté (ils sont énumérés), 2 si rien n’a pu être lu, ou écrit.
    """
    gc.set_threshold(MADE_BETWEEN_SEARCHES)
    keep_apart(output, (*files, classes_file))
    click.get_current_context().with_resource(said_when_stopped(_kept(files, output)))
    day = day_of(on)
    circular = circular_of(folder, circular_name, day)
    kind = kind_of(establishment, circular)
    kind = parse_establishment(kind, circular.vocabulary)
    corrections = corrections_of(classes_file) if classes_file else {}
    if any(map(os.path.isdir, files)):
        source, made_in = _folders(files, output, form)
        question = Question(
            made_in, form or "csv", folder, circular.id, str(kind), day, corrections
        )
        unknown, incomplete = answer_schools(source, question, jobs)
        _ask_classes(ClassMap(dict.fromkeys(unknown)))
        if incomplete:
            raise click.exceptions.Exit(1)
        return
    form = form or form_of(output)
    asked = Asked(corrections, kind, day, lambda: circular, ROWS[form])
    by_name = partial(circular_named, folder, circular.id)
    answers, rows, refused = _answers(files, asked, replace(asked, circular_of=by_name))
    _write(answers, rows, output, form)
    for problem in chain(refused, each_reason(answers)):
        warn(problem)
    classes = answers.classes
    for name in classes.without_pupils({n: level for n, level in corrections.items() if n}):
        warn(f"{classes_file} : aucune liste n’a de classe {quote(name)}{meant(name)}.")
    _ask_classes(classes)
    if refused or any(one.set_aside for one in answers.accounting):
        raise click.exceptions.Exit(1)


def _kept(files: tuple[Path, ...], output: Path | None) -> Callable[[], str]:
    """What can be said of the answers when a signal ends the program."""
    if output is None or is_standard_output(output):
        return lambda: "les réponses sont incomplètes."
    if any(map(os.path.isdir, files)):
        where = shown(output)
        return lambda: f"les réponses déjà écrites dans {where} sont gardées ; relancez pour finir."
    return kept_of(output)


def _folders(files: tuple[Path, ...], output: Path | None, form: str | None) -> tuple[Path, Path]:
    """The folder of the schools, and that of the answers.

    Raises:
        Refusal: When there are others, or none for the answers.
    """
    if len(files) > 1:
        raise Refusal("Un seul dossier à la fois, et sans autre fichier.")
    if output is None or is_standard_output(output) or form == "table":
        raise Refusal("Pour un dossier, donnez avec -o le dossier où écrire les réponses.")
    if output.exists() and output.samefile(files[0]):
        raise Refusal(f"{shown(output)} : ce dossier est à lire ; écrivez dans un autre.")
    return files[0], output


def _answers(
    files: tuple[Path, ...], asked: Asked, of_others: Asked
) -> tuple[Answers, Iterable[str], list[str]]:
    """The answers, what is written of each pupil, and what the files are that are no lists.

    Args:
        files: The files.
        asked: What is asked.
        of_others: The same for other processes, which cannot be sent a circular.

    Raises:
        Refusal: When none is a list.
    """
    workers = Workers[Part | Bucket, object](partial(_do, asked=of_others), cores())
    lists = Lists(share=workers.done if cores() > 1 else None)
    refused = _read_lists(files, lists)
    if not lists:
        raise Refusal("\n".join(map(one_line, refused)))
    return *answer_lists(lists, asked), refused


def _do(task: Part | Bucket, asked: Asked) -> object:
    gc.set_threshold(MADE_BETWEEN_SEARCHES)
    return do(task, asked)


def _read_lists(files: tuple[Path, ...], lists: Lists) -> list[str]:
    """Read the files that are lists; gives what the others are."""
    refused = list[str]()
    with _progress(files) as read:
        for file in files:
            try:
                lists.read(named(file), chunks(file, read))
            except NotAList as error:
                refused.append(str(error))
            except OSError as error:
                refused.append(unreadable(file, error))
    return refused


@contextmanager
def _progress(files: tuple[Path, ...]) -> Iterator[Callable[[int], object]]:
    """Show on a terminal how much of the files has been read."""
    sizes = [size for file in files if (size := size_of(file)) is not None]
    hidden = len(sizes) < len(files) or not sys.stderr.isatty()
    with (
        undone_when_stopped(lambda: None if hidden else complain(_SHOW_CURSOR)),
        click.progressbar(
            length=sum(sizes), label="Lecture", file=sys.stderr, hidden=hidden
        ) as bar,
    ):
        yield bar.update


def corrections_of(file: Path) -> dict[str, ClassLevel | None]:
    """The levels of classes that a table gives.

    Raises:
        NotAList: When it is no such table.
        Refusal: When it cannot be read.
    """
    try:
        return read_class_map(named(file), chunks(file))
    except OSError as error:
        raise Refusal(unreadable(file, error)) from error


def _write(answers: Answers, rows: Iterable[str], output: Path | None, form: str) -> None:
    if output is not None and not is_standard_output(output):
        with writing(output) as opened:
            for piece in pieces(answers, rows, form):
                opened.write(piece)
        for line in summary_text(answers):
            say(line, end="")
        return
    if form in (WORKBOOK, PARQUET):
        for piece in pieces(answers, rows, form):
            say_bytes(piece)
        return
    for line in FORMS[form](answers, rows):
        _SAY[form](line)
    if form == "csv":
        for old in answers.superseded:
            warn(superseded_words(old))


def _ask_classes(classes: ClassMap) -> None:
    """Give the table of classes whose level must be said, ready to be filled in."""
    if not classes.unknown:
        return
    without = _WITHOUT_CLASS if "" in classes.unknown else ""
    complain(
        "\nClasses à préciser. Complétez cette table (niveaux : "
        f"{', '.join(ClassLevel)}), et donnez-la avec --classes.{without}\n\n"
    )
    for line in class_map_csv(ClassMap(dict.fromkeys(classes.unknown))).split("\r\n")[:-1]:
        warn(line)
