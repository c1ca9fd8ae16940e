"""`calculator update`: what later versions of the template change, in a site made by `new`."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from calculator import __version__
from calculator.answers.words import listed
from calculator.cli.new import SITE_EXTRA
from calculator.cli.options import OneOfEach
from calculator.cli.refusing import Refusal, shown, unreadable, unwritable
from calculator.cli.stopping import undone_when_stopped
from calculator.cli.streams import say
from calculator.scaffold.answers import QUESTIONS, checked
from calculator.scaffold.applying import NoPlan, finish, forget, prepare
from calculator.scaffold.record import RECORD, NoRecord, Record, read_record
from calculator.scaffold.updating import BESIDE, MARK, Step, steps
from calculator.scaffold.writing import recorded

_HERE = Path()
_MOST = 5
"""How many files a message names."""


@click.command("update", cls=OneOfEach)
@click.option("--dry-run", is_flag=True, help="À blanc : dire ce qui changerait, sans rien écrire.")
def update_command(dry_run: bool) -> None:
    """Prendre dans le site de ce dossier ce que le modèle a de nouveau.

    Un fichier auquel vous n’avez pas touché est remplacé. Un fichier que vous avez changé garde vos
    changements et reçoit ceux du modèle. Un fichier que vous avez enlevé reste absent. Ce qui est
    à finir est nommé.

    Code de sortie : 0 si tout est fait, 2 s’il reste à finir.
    """
    if not dry_run:
        _finish()
    try:
        before = read_record(_HERE)
        after = _after(before)
        changes = list(steps(_HERE, before.files, after.files))
    except NoRecord as error:
        raise Refusal(str(error)) from error
    except ImportError as error:
        raise Refusal(f"Jinja est introuvable : {SITE_EXTRA}.") from error
    except OSError as error:
        raise Refusal(unreadable(Path(error.filename or RECORD), error)) from error
    if after == before:
        say(f"Ce site suit déjà le modèle de la version {__version__}.")
        return
    say(f"Du modèle de la version {before.version} à celui de la version {__version__} :")
    for step in changes:
        say(f"  {shown(step.path)} : {step.kind.value}")
    if not changes:
        say("  rien à changer dans les fichiers")
    if dry_run:
        say("À blanc : rien n’est écrit.")
        return
    _write(changes, after)
    to_finish = [step.path for step in changes if step.kind.is_to_finish]
    if to_finish:
        say(f"À finir : {listed(map(shown, to_finish))}. Puis lancez « calculator check ».")
        raise click.exceptions.Exit(2)
    say("C’est fait. Vérifiez avec « calculator check » et « calculator serve ».")


def _finish() -> None:
    """Finish an update that was stopped while it moved files."""
    try:
        changed = finish(_HERE)
    except NoPlan as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise unwritable(Path(error.filename or _HERE), error) from error
    if changed is not None:
        say("Une mise à jour avait été interrompue : elle est finie.")
        for name in changed:
            say(f"  {shown(name)} : changé depuis ; la nouvelle version est à côté ({BESIDE})")


def _after(before: Record) -> Record:
    """What the template of this version makes of the same answers.

    Raises:
        Refusal: When the site follows a later version, or its answers will not do any longer.
    """
    if _numbers(before.version) > _numbers(__version__):
        raise Refusal(
            f"Ce site suit la version {shown(before.version)} du générateur ; celle-ci est la "
            f"{__version__} : installez une version plus récente."
        )
    asked = {
        question.key: before.given.get(question.key, question.example) for question in QUESTIONS
    }
    return recorded(checked(asked, official=before.official), before.paragraphs, before.cites)


def _numbers(version: str) -> list[int]:
    """Those of a version, without what marks it as a draft: 1.0rc1 comes no later than 1.0."""
    numbers = re.match(r"\d{1,9}(\.\d{1,9})*", version)
    return [int(number) for number in numbers[0].split(".")] if numbers else []


def _write(changes: list[Step], after: Record) -> None:
    """Write what changes, when everything that it replaces is kept somewhere.

    Raises:
        Refusal: When it is not, or a file cannot be written.
    """
    marked = [step.path for step in changes if _has_marks(Path(step.path))]
    if marked:
        raise Refusal(
            f"{_named(marked)} : il reste des marques ({MARK}) ; choisissez d’abord entre les deux "
            "versions."
        )
    unsaved = _unsaved({step.path for step in changes} | {step.written for step in changes})
    try:
        with undone_when_stopped(partial(forget, _HERE)):
            copies = prepare(_HERE, changes, (RECORD, after.text), unsaved)
        finish(_HERE)
    except OSError as error:
        raise unwritable(Path(error.filename or _HERE), error) from error
    if copies is not None:
        say(f"Ce que Git ne garde pas a été copié avant dans {shown(copies)}.")


def _has_marks(file: Path) -> bool:
    return file.is_file() and MARK.encode() in file.read_bytes()


def _unsaved(paths: set[str]) -> set[str]:
    """Those of which Git keeps no copy: all of them where there is no Git.

    Raises:
        Refusal: When a file of the site was changed since the last commit.
    """
    if _git("rev-parse", "--is-inside-work-tree") is None:
        return paths
    changed = _git("diff", "--name-only", "--relative", "-z", "HEAD", "--", ".")
    if changed is None:  # no commit yet
        return paths
    if changed:
        raise Refusal(
            f"{_named(changed)} : changé depuis le dernier « commit ». Enregistrez d’abord vos "
            "changements (git commit), pour pouvoir revenir à ce qui était."
        )
    return paths - set(_git("ls-files", "-z") or ())


def _git(*arguments: str) -> list[str] | None:
    """The names that Git says; None when it cannot say any."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S607
    except OSError:
        return None
    if done.returncode:
        return None
    return [name for name in done.stdout.decode("utf-8", "surrogateescape").split("\0") if name]


def _named(paths: Iterable[str]) -> str:
    names = [shown(path) for path in paths]
    return listed([*names[:_MOST], *(["d’autres"] if names[_MOST:] else [])])
