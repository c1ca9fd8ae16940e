"""Reading a folder of circulars: `vocabulary.toml`, and `<id>/circular.toml` for each.

What cannot be trusted is named and left out; it never stops the others, and never gives a
traceback.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from calculator.model.circular import Circular
from calculator.model.errors import Fault, MalformedCircular, Seen
from calculator.model.library import Circulars, circulars_from
from calculator.model.loading import circular_from, vocabulary_from
from calculator.schema.files import reason
from calculator.schema.loading import CIRCULAR, VOCABULARY, Loader, printable

_SYSTEM_FILES = ("thumbs.db", "desktop.ini", "__macosx")
"""What systems leave in any folder; nobody has put them there."""


def read_circulars(folder: Path) -> Circulars:
    """Read the circulars of a folder; those that cannot be trusted are named and left out.

    Args:
        folder: What holds `vocabulary.toml`, and a folder for each circular.

    Raises:
        MalformedCircular: When the vocabulary cannot be trusted, or there is no circular at all.
    """
    return circulars_from(canonical(folder))


def read_file(file: Path, otherwise: Path) -> Circular:
    """Read a circular that may be in no folder of circulars yet.

    Args:
        file: Its file.
        otherwise: The folder of circulars whose vocabulary it has, when none is beside it.

    Raises:
        MalformedCircular: When it cannot be trusted, or its vocabulary.
    """
    file = file.absolute()
    beside = (file.parents[1], file.parent) if file.name == CIRCULAR else (file.parent,)
    folder = next((one for one in beside if (one / VOCABULARY).is_file()), otherwise)
    loader = Loader(folder, listed(folder)[0])
    if loader.vocabulary.json is None:
        raise MalformedCircular(loader.vocabulary.faults)
    if file.name == CIRCULAR and file.parent.parent == folder:
        loaded = loader.circular(file.parent.name)
    else:
        name = f"{file.parent.name}/{CIRCULAR}" if file.name == CIRCULAR else file.name
        loaded = loader.file(file, printable(name), None)
    if loaded.json is None:
        raise MalformedCircular(loaded.faults)
    return circular_from(loaded.json, vocabulary_from(loader.vocabulary.json))


def circulars_json(folder: Path) -> bytes:
    """The circulars of a folder that can be trusted, as the browser gets them.

    Raises:
        MalformedCircular: When the vocabulary cannot be trusted.
        OSError: When the folder cannot be read.
    """
    data = canonical(folder)
    kept = {"vocabulary": data["vocabulary"], "circulars": data["circulars"]}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def canonical(folder: Path) -> dict[str, Any]:
    """The JSON of a folder, as `calculator.model.library.circulars_from` reads it.

    Beside it, `refused` has what is wrong with what is left out, by the name in the folder.

    Raises:
        MalformedCircular: As `read_circulars`.
    """
    names, refused = listed(folder)
    loader = Loader(folder, names)
    vocabulary = loader.vocabulary
    if vocabulary.json is None:
        raise MalformedCircular(vocabulary.faults)
    if not names and not refused:
        raise MalformedCircular([no_circular(folder)])
    read = {name: loader.circular(name) for name in names}
    clashes = calendar_clashes({name: loaded.json for name, loaded in read.items()})
    circulars = []
    for name, loaded in read.items():
        if loaded.json is None:
            refused[printable(name)] = MalformedCircular(loaded.faults)
        elif name in clashes:
            refused[printable(name)] = MalformedCircular([clashes[name]])
        else:
            circulars.append(loaded.json)
    return {"vocabulary": vocabulary.json, "circulars": circulars, "refused": refused}


def listed(folder: Path) -> tuple[list[str], dict[str, MalformedCircular]]:
    """The names of the circulars of a folder, and what else is there.

    Raises:
        MalformedCircular: When the folder cannot be read.
    """
    names, strays = [], {}
    expected = f"un dossier par circulaire, qui a un fichier {CIRCULAR}"
    try:
        entries = sorted(os.listdir(folder))  # noqa: PTH208  # names, of any bytes
    except OSError as error:
        fault = Fault(printable(folder.name), "dossier", reason(error), "un dossier lisible")
        raise MalformedCircular([fault]) from None
    for name in entries:
        if name.startswith(".") or name.lower() in _SYSTEM_FILES or name == VOCABULARY:
            continue
        found = _what_is_wrong(folder / name)
        if found is None:
            names.append(name)
        else:
            fault = Fault(printable(name), "dossier", found, expected)
            strays[printable(name)] = MalformedCircular([fault])
    return names, strays


def calendar_clashes(read: Mapping[str, Mapping[str, Any] | None]) -> dict[str, Fault]:
    """The circulars whose calendars would name two events alike, by the names of their folders.

    Args:
        read: The canonical JSON of circulars, by the names of their folders.
    """
    seen: dict[tuple[str, str], str] = {}
    clashes = {}
    for name, data in read.items():
        if data is None:
            continue
        ids = data["calendar_ids"]["key"], data["calendar_ids"]["domain"]
        if ids in seen:
            expected = f"un nom qui n’est pas celui de {printable(seen[ids])}"
            label = f"{printable(name)}/{CIRCULAR}"
            clashes[name] = Fault(label, "calendar_ids.key", ids[0], expected)
        seen.setdefault(ids, name)
    return clashes


def no_circular(folder: Path) -> Fault:
    """That a folder has none."""
    expected = f"un dossier par circulaire, qui a un fichier {CIRCULAR}"
    return Fault(
        printable(folder.absolute().name), "dossier", Seen("il n’y a aucune circulaire"), expected
    )


def _what_is_wrong(path: Path) -> Seen | None:
    """Why it is no folder of a circular, in French; None when it is one."""
    try:
        if not path.exists():
            return Seen("c’est un lien qui ne mène nulle part")
        if not path.is_dir():
            return Seen("c’est un fichier")
        if CIRCULAR not in os.listdir(path):  # noqa: PTH208  # a link to nowhere is there too
            return Seen(f"c’est un dossier sans {CIRCULAR}")
    except OSError as error:
        return reason(error)
    return None
