"""The rules as a wheel for Pyodide, and its entry in a Pyodide lock file."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from calculator import __version__
from calculator.carried import JSON_NAME
from calculator.site.cache import Cache

PACKAGE_NAME = "calculator-rules"
IN_BROWSER = ("model", "lists", "answers", "render", "ask")
"""The subpackages that run in the browser; standard library only."""
_MODULES = ("__init__.py", "carried.py", "py.typed")
_OF_LISTS = ("lists/*", "*/list*.py")
"""What reads lists of pupils, and answers for them, which only some circulars have a use for."""

_PACKAGE = Path(__file__).parent.parent
_NOT_EVERYWHERE = {"shared_library", "tool", "unvendored_tests"}
"""Keys that only some versions of pyodide-lock write; false or empty when they are absent."""
_EARLIEST_ZIP_DATE = "315532800"  # 1 January 1980
_PYPROJECT = f"""\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{PACKAGE_NAME}"
version = "{__version__}"
description = "What circulars ask for a pupil, as rules for Pyodide: no dependency"
requires-python = ">=3.11"
license = "MIT"

[tool.hatch.build.targets.wheel]
packages = ["calculator"]
"""


def rules_wheel(destination: Path, circulars: bytes, cache: Cache, *, lists: bool = True) -> Path:
    """The wheel of what runs in the browser, built when its sources have changed.

    Args:
        destination: The folder to put it in, under its own name.
        circulars: The circulars, as JSON.
        cache: Where it is kept.
        lists: Whether it reads lists of pupils.

    Returns:
        The wheel's path.
    """
    files = rules_sources(lists=lists)
    sources = [part for name, file in files.items() for part in (name.encode(), file)]
    sources.append(circulars)
    name = f"{PACKAGE_NAME.replace('-', '_')}-{__version__}-py3-none-any.whl"
    kept = cache.file(
        name,
        [_PYPROJECT.encode(), *sources],
        lambda made: _build(made.parent, circulars, made, lists),
    )
    return Path(shutil.copy(kept, destination / name))


def _build(destination: Path, circulars: bytes, expected: Path, lists: bool) -> None:
    built = build_rules_wheel(destination, circulars, lists=lists)
    if built.name != expected.name:
        raise ValueError(f"the wheel is {built.name}, not {expected.name}")


def build_rules_wheel(destination: Path, circulars: bytes, *, lists: bool = True) -> Path:
    """Build the wheel of what runs in the browser.

    The same sources give the same bytes, whatever the folder and the day.

    Args:
        destination: The folder to put it in.
        circulars: The circulars, as JSON.
        lists: Whether it reads lists of pupils.

    Returns:
        The wheel's path.
    """
    with tempfile.TemporaryDirectory() as staged:
        _stage(Path(staged), circulars, lists)
        return built_wheel(Path(staged), destination)


def built_wheel(project: Path, destination: Path) -> Path:
    """Build the wheel of a Python project, whose bytes do not depend on the day.

    Args:
        project: Its folder.
        destination: The folder to put the wheel in.

    Returns:
        The wheel's path.
    """
    # Imported when there is something to build: most builds of the site find the wheel as it was.
    from build import ProjectBuilder  # noqa: PLC0415
    from pyproject_hooks import quiet_subprocess_runner  # noqa: PLC0415

    with _fixed_date():
        builder = ProjectBuilder(project, runner=quiet_subprocess_runner)
        return Path(builder.build("wheel", str(destination)))


def write_lock(wheel: Path, runtime_lock: Path, destination: Path) -> Path:
    """Write a Pyodide lock file that holds the wheel alone, with its sha256.

    Args:
        wheel: The wheel; the lock names it relatively, so they stay side by side.
        runtime_lock: The lock file of the Pyodide to run it, whose description is kept.
        destination: The file to write.

    Returns:
        `destination`.
    """
    from pyodide_lock import PyodideLockSpec  # noqa: PLC0415  # as above
    from pyodide_lock.utils import add_wheels_to_spec  # noqa: PLC0415

    info = json.loads(runtime_lock.read_text(encoding="utf-8"))["info"]
    # What the versions of pyodide-lock for every Python agree on; the rest is put back below.
    known = {key: info[key] for key in ("arch", "platform", "python")}
    _write(destination, {"info": {**known, "version": "0.0.0"}, "packages": {}})
    spec = PyodideLockSpec.from_json(destination)
    add_wheels_to_spec(spec, [wheel]).to_json(destination)
    lock = json.loads(destination.read_text(encoding="utf-8"))
    packages = {
        name: {key: value for key, value in entry.items() if key not in _NOT_EVERYWHERE}
        for name, entry in lock["packages"].items()
    }
    _write(destination, {"info": info, "packages": packages})
    return destination


def _write(file: Path, lock: dict[str, object]) -> None:
    file.write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _stage(folder: Path, circulars: bytes, lists: bool) -> None:
    (folder / "pyproject.toml").write_text(_PYPROJECT, encoding="utf-8")
    for name, file in rules_sources(lists=lists).items():
        staged = folder / name
        staged.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, staged)
    (folder / "calculator" / JSON_NAME).write_bytes(circulars)


def rules_sources(*, lists: bool) -> dict[str, Path]:
    """The Python of what runs in the browser, by its name in the wheel.

    Args:
        lists: Whether it reads lists of pupils.
    """
    folders = (path for name in IN_BROWSER for path in (_PACKAGE / name).rglob("*"))
    files = [
        file
        for file in (*(_PACKAGE / name for name in _MODULES), *sorted(folders))
        if file.is_file() and not file.name.startswith(".") and "__pycache__" not in file.parts
    ]
    if not lists:
        left_out = {file for pattern in _OF_LISTS for file in _PACKAGE.glob(pattern)}
        files = [file for file in files if file not in left_out]
    return {file.relative_to(_PACKAGE.parent).as_posix(): file for file in files}


@contextmanager
def _fixed_date() -> Iterator[None]:
    """Give the wheel's files a date that does not depend on the day it is built."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = _EARLIEST_ZIP_DATE
    try:
        yield
    finally:
        if given is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = given
