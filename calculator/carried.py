"""The circulars that this distribution carries."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path

from calculator.model.circular import Circular
from calculator.model.library import Circulars, circulars_from

JSON_NAME = "circulars.json"
"""What the browser's package has in place of the files that people write."""


@cache
def carried_circulars() -> Circulars:
    """The circulars that this distribution carries, read once.

    In a browser they come from JSON that the build has checked; elsewhere from their files.
    """
    try:
        written = (resources.files("calculator") / JSON_NAME).read_bytes()
    except FileNotFoundError:
        written = None
    if written is not None:
        return circulars_from(json.loads(written))
    from calculator.schema.reading import read_circulars  # noqa: PLC0415  # not in the browser

    return read_circulars(carried_folder("circulars"))


def carried_folder(name: str) -> Path:
    """Where a folder of data files is: in the package once installed, beside it in a clone.

    Args:
        name: "circulars", or "schemas" for the JSON Schemas of their files.
    """
    package = Path(str(resources.files("calculator")))
    installed = package / name
    return installed if installed.is_dir() else package.parent / name


def load_circular(name: str) -> Circular:
    """A circular that this distribution carries.

    Args:
        name: Its id, "nantes-2020-2021", or a school year that only one speaks of.

    Raises:
        InvalidCase: When there is no such circular (field `circular`).
        MalformedCircular: When its file cannot be trusted.
    """
    return carried_circulars().named(name)
