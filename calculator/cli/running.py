"""What the command line is made of, and what becomes of a command: an exit code, no traceback."""

from __future__ import annotations

import gettext
import io
import os
from pathlib import Path

import click

from calculator import __version__
from calculator.cli.calendar import calendar_command
from calculator.cli.campaigns import campaigns_command
from calculator.cli.check import check_command
from calculator.cli.decide import decide_command
from calculator.cli.diff import diff_command
from calculator.cli.lsu import lsu_command
from calculator.cli.new import new_command
from calculator.cli.options import FrenchHelp
from calculator.cli.plan import plan_command
from calculator.cli.refusing import REFUSED, Refusal, no_output
from calculator.cli.roster import roster_command
from calculator.cli.site import build_command, serve_command, test_command
from calculator.cli.streams import complain, finish, prepare_streams
from calculator.cli.table import table_command

_LOCALE = Path(__file__).parent.parent / "locale"
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_NOBODY_READS_ON = 128 + 13
"""As when SIGPIPE ends a program."""


class _Commands(FrenchHelp, click.Group):
    pass


@click.group(cls=_Commands, context_settings=_SETTINGS, subcommand_metavar="COMMANDE …")
@click.version_option(
    __version__, message="%(prog)s %(version)s", help="Afficher la version et quitter."
)
def cli() -> None:
    """Ce qu’une circulaire demande pour un élève, une liste ou un établissement."""


for command in (
    *(decide_command, roster_command, lsu_command, calendar_command, plan_command),
    *(table_command, campaigns_command, diff_command, check_command),
    *(new_command, serve_command, build_command, test_command),
):
    cli.add_command(command)


def run() -> int:
    """Run the command line, in French whatever the machine's language.

    Returns:
        The exit code.
    """
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("click", _LOCALE)
    gettext.textdomain("click")
    prepare_streams()
    try:
        code = cli.main(prog_name="calculator", standalone_mode=False) or 0
    except click.ClickException as error:
        code = _refused(error)
    except REFUSED as error:
        code = _refused(Refusal(str(error)))
    except OSError as error:  # whoever opens a file says what is wrong with it
        code = _unwritten(error)
    except SystemExit:  # click makes it of a broken pipe
        code = _NOBODY_READS_ON
    except MemoryError:
        code = _refused(Refusal("Il n’y a pas assez de mémoire."))
    failed = finish()
    return _unwritten(failed) if failed and not code else code


def _refused(error: click.ClickException) -> int:
    told = io.StringIO()
    error.show(told)
    complain(told.getvalue())
    return error.exit_code


def _unwritten(error: OSError) -> int:
    if isinstance(error, BrokenPipeError):
        return _NOBODY_READS_ON
    return _refused(no_output(error))
