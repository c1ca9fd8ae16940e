"""What the command line is made of, and what becomes of a command: an exit code, no traceback."""

from __future__ import annotations

import gettext
import io
import os
from importlib import import_module
from pathlib import Path

import click

from calculator import __version__
from calculator.cli.options import FrenchHelp
from calculator.cli.refusing import REFUSED, Refusal, no_output
from calculator.cli.streams import complain, finish, prepare_streams

_LOCALE = Path(__file__).parent.parent / "locale"
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_NOBODY_READS_ON = 128 + 13
"""As when SIGPIPE ends a program."""


COMMANDS = {
    "build": "site",
    "calendar": "calendar",
    "campaigns": "campaigns",
    "check": "check",
    "decide": "decide",
    "diff": "diff",
    "lsu": "lsu",
    "new": "new",
    "plan": "plan",
    "roster": "roster",
    "serve": "site",
    "table": "table",
    "test": "site",
    "update": "update",
}
"""Each is `<name>_command` in a module, by its name."""


class _Commands(FrenchHelp, click.Group):
    """The commands; the module of each is imported when it is asked for.

    What lists need takes longer to import than one pupil to answer for.
    """

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"calculator.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(cls=_Commands, context_settings=_SETTINGS, subcommand_metavar="COMMANDE …")
@click.version_option(
    __version__, message="%(prog)s %(version)s", help="Afficher la version et quitter."
)
def cli() -> None:
    """Ce qu’une circulaire demande pour un élève, une liste ou un établissement."""


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
