"""An index of the site's wheels, as pip and micropip read one, made by pyodide-build."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

PYTHON_FOLDER = "assets/python/"
"""Where the wheels are in the site, and their lock."""
_NAME = "simple"
PACKAGE_INDEX = f"{PYTHON_FOLDER}{_NAME}"
"""The address of the index, beside the wheels: any copy of the site has both, at any address."""
_TO_WHEELS = "../../"
"""From the page of a package to the folder of the wheels."""


def index_files(lock: Path, workshop: Path) -> dict[str, Path]:
    """Write the index of the wheels that a lock names, which stand beside it.

    Args:
        lock: The lock of these wheels.
        workshop: A folder to write in.

    Returns:
        The index's files, by their address in the site.
    """
    from pyodide_lock.spec import PackageSpec  # noqa: PLC0415  # not needed to look at a site

    entries = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    packages = {name: PackageSpec(**entry) for name, entry in entries.items()}
    target = workshop / _NAME
    target.mkdir()
    try:
        from pyodide_build.create_package_index import create_package_index  # noqa: PLC0415
    except ImportError:  # as the version for Python 3.11 calls it
        from pyodide_build.create_pypa_index import (  # noqa: PLC0415
            create_pypa_index as create_package_index,
        )
    create_package_index(packages, target, _TO_WHEELS)
    (made,) = target.iterdir()  # whose name depends on the version
    return {
        f"{PACKAGE_INDEX}/{file.relative_to(made).as_posix()}": file
        for file in sorted(made.rglob("*.html"))
    }


def pages_of(site: Path) -> Iterator[Path]:
    """The pages of a site that people read: all its HTML but the index, which programs do.

    Args:
        site: The folder of its files.
    """
    for file in sorted(site.rglob("*.html")):
        if not file.relative_to(site).is_relative_to(PACKAGE_INDEX):
            yield file
