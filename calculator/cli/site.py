"""`calculator serve`, `build` and `test`: the site of the current folder."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

import click

from calculator.answers.words import count
from calculator.cli.files import FILE
from calculator.cli.new import SITE_EXTRA
from calculator.cli.options import HERE, OneOfEach
from calculator.cli.refusing import Refusal, shown
from calculator.cli.stopping import undone_when_stopped
from calculator.cli.streams import say, warn
from calculator.schema.report import check

_SETTINGS = Path("mkdocs.yml")
output_option = click.option(
    "--output",
    metavar="DOSSIER",
    type=FILE,
    default=Path("dist"),
    help="Dossier de ce qui est publié (par défaut, « dist »).",
)


@click.command("serve", cls=OneOfEach)
@click.option("--port", default=8000, metavar="PORT", help="Port (par défaut, 8000).")
def serve_command(port: int) -> None:
    """Montrer le site de ce dossier, refait à chaque changement (Ctrl-C pour arrêter).

    À l’adresse « /_atelier/ », une page dit au fur et à mesure ce qu’il y a à corriger, les
    exemples à revoir, ce qui change depuis le dernier « commit » de Git, et tous les cas.
    """
    _check_here()
    address = f"127.0.0.1:{port}"
    say(f"Le site sera à l’adresse http://{address}/ (Ctrl-C pour arrêter).")
    say(f"L’atelier, ce qu’il y a à dire de ce que vous écrivez : http://{address}/_atelier/")
    watched = [f"--watch={folder}" for folder in (Path("includes"),) if folder.is_dir()]
    _run("calculator.site.authoring.serving", f"--port={port}", f"--circulars={HERE}", *watched)


@click.command("build", cls=OneOfEach)
@output_option
def build_command(output: Path) -> None:
    """Fabriquer tout ce qui se publie : en ligne, intranet, dossier à ouvrir.

    L’adresse du site, facultative, est prise dans SITE_URL.
    """
    _check_here()
    _run("calculator.site.release", "--output", str(output))


@click.command("test", cls=OneOfEach)
@output_option
def test_command(output: Path) -> None:
    """Vérifier les exemples, puis le site fabriqué : liens, sécurité, accessibilité.

    Code de sortie : 0 si tout est correct, 2 sinon.
    """
    _check_here()
    report = check(HERE, None)
    for fault in (*report.faults, *report.warnings):
        warn(str(fault))
    if report.faults:
        raise click.exceptions.Exit(2)
    say(f"{count(report.examples, 'exemple')} : les réponses sont celles attendues.")
    if not output.is_dir():
        raise Refusal(f"{shown(output)} : rien n’est fabriqué ; lancez « calculator build ».")
    _run("calculator.site.inspecting", str(output))


def _check_here() -> None:
    """The current folder holds a site, and what builds sites is installed.

    Raises:
        Refusal: When it does not, or it is not.
    """
    if not _SETTINGS.is_file():
        raise Refusal("Il n’y a pas de site ici : aucun fichier mkdocs.yml.")
    if importlib.util.find_spec("mkdocs") is None:
        raise Refusal(f"MkDocs est introuvable : {SITE_EXTRA}.")


def _run(module: str, *arguments: str) -> None:
    """Run what knows of sites, in a process of its own.

    Raises:
        Exit: When it fails, with its own code.
    """
    command = [sys.executable, "-m", module, *arguments]
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ}
    running = subprocess.Popen(command, env=environment)
    with running, undone_when_stopped(lambda: _stop(running)):
        code = running.wait()
    if code:
        raise click.exceptions.Exit(2 if code > 0 else 128 - code)


def _stop(running: subprocess.Popen[bytes]) -> None:
    """Stop a process, and leave some seconds to it to be gone, its port free."""
    running.terminate()
    if sys.platform == "win32":  # where that is done at once
        return
    asked = os.WEXITED | os.WNOHANG | os.WNOWAIT  # Popen's own wait, interrupted, holds its lock
    for _ in range(200):
        if os.waitid(os.P_PID, running.pid, asked):
            return
        time.sleep(0.05)
