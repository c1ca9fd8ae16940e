"""The circulars that a site is built from: all those of its folder, when all can be trusted."""

from __future__ import annotations

from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from calculator.model.circular import Circular
from calculator.model.errors import Fault, InvalidCase, MalformedCircular
from calculator.model.library import Circulars
from calculator.schema.examples import EXAMPLES
from calculator.schema.loading import CIRCULAR
from calculator.schema.report import check_folder

_log = get_plugin_logger("calculator")


def pinned(circulars: Circulars, name: str) -> Circular | None:
    """The circular that the setting `pinned` names, if it names one.

    Raises:
        PluginError: When there is no such circular.
    """
    if not name:
        return None
    try:
        return circulars.named(name)
    except (InvalidCase, MalformedCircular) as error:
        raise PluginError(f"mkdocs.yml, pinned : {error}") from error


def sound(circulars: Circulars, folder: Path, docs: Path, *, served: bool) -> Circulars:
    """The circulars of a folder, when all can be trusted, with their examples, and there is one.

    What no example reaches is a warning: a strict build fails. While the site is served, an example
    that fails stops nothing: the workshop shows it, beside what is answered.

    Args:
        circulars: What was read.
        folder: From where.
        docs: The folder of the site's pages.
        served: Whether the site is served to who writes it.

    Raises:
        MalformedCircular: When one cannot.
        PluginError: When there is none.
    """
    faults: list[Fault] = []
    for name, error in circulars.refused.items():
        if (folder / name / CIRCULAR).is_file():
            faults += error.faults
        else:  # a note, a folder of something else
            _log.info("%s", error)
    report = check_folder(folder, docs)
    if not served:
        faults += [fault for fault in report.faults if fault.file.endswith(EXAMPLES)]
    if faults:
        raise MalformedCircular(faults)
    for warning in report.warnings:
        if warning.file.endswith(EXAMPLES):
            _log.warning("%s", warning)
    if not circulars.all:
        raise PluginError(f"{folder} : aucune circulaire (un dossier, avec circular.toml).")
    return circulars
