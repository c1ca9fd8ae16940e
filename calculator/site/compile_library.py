"""Runs inside Pyodide, at build time: writes all the Python that the browser loads, as a zip.

It holds what is imported once every module of /rules.whl is, compiled: Python starts some three
times sooner from bytecode. The zip is stored, for the server's compression to do better.

It runs twice: `write_sources` puts what is in /instead at its place in the standard library, then
`write_library` runs in a Python started from that.
"""

import importlib
import sys
import zipfile
from pathlib import Path

STANDARD_LIBRARY = "/lib/python{}{}.zip".format(*sys.version_info)
RULES = "/rules.whl"
SOURCES = Path("/sources")
INSTEAD = {
    "_colorize.py": Path("/instead/_colorize.py"),
    "asyncio/__init__.py": Path("/instead/asyncio.py"),
    "pyodide/webloop.py": Path("/instead/webloop.py"),
}
EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)

# Imported in the middle of functions, so that importing the rules does not show them.
IMPORTED_LATE = (
    "encodings.ascii",
    "encodings.latin_1",
    "importlib.readers",
    "importlib.resources._adapters",
    "importlib.resources._itertools",
    "importlib.resources.readers",
    "traceback",
)


def write_sources(destination: str) -> None:
    """Write the standard library with what is to stand instead of some modules."""
    with (
        zipfile.ZipFile(STANDARD_LIBRARY) as library,
        zipfile.ZipFile(destination, "w", zipfile.ZIP_STORED) as written,
    ):
        for name in library.namelist():
            if name not in INSTEAD and not name.startswith("asyncio/"):
                written.writestr(name, library.read(name))
        for name, file in INSTEAD.items():
            written.write(file, name)


def import_everything() -> list[str]:
    """Import the rules and what they import late; give the standard library's part."""
    sys.path.insert(0, RULES)
    with zipfile.ZipFile(RULES) as rules:
        files = [n.removesuffix(".py") for n in rules.namelist() if n.endswith(".py")]
    modules = [file.removesuffix("/__init__").replace("/", ".") for file in files]
    for name in (*modules, *IMPORTED_LATE):
        importlib.import_module(name)
    imported = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    return [
        file.removeprefix(STANDARD_LIBRARY + "/")
        for file in imported
        if file.startswith(STANDARD_LIBRARY)
    ]


def compiled(name: str, seen_from: str) -> bytes:
    """The bytecode of an extracted source, without docstrings, that no date can invalidate."""
    import py_compile  # noqa: PLC0415  # after `import_everything`: the browser does not need it

    source = SOURCES / name
    target = source.with_suffix(".pyc")
    py_compile.compile(
        str(source),
        str(target),
        dfile=f"{seen_from}/{name}",
        doraise=True,
        optimize=2,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    return target.read_bytes()


def write_library(destination: str) -> None:
    """Write the zip, entries sorted and without dates."""
    names = import_everything()
    with zipfile.ZipFile(STANDARD_LIBRARY) as library, zipfile.ZipFile(RULES) as rules:
        library.extractall(SOURCES, names)
        kept = [n for n in rules.namelist() if n.startswith("calculator/") and n[-1] != "/"]
        rules.extractall(SOURCES, kept)
    with zipfile.ZipFile(destination, "w", zipfile.ZIP_STORED) as written:
        for name in sorted({*names, *kept}):
            if name.endswith(".py"):
                entry, content = f"{name}c", compiled(name, STANDARD_LIBRARY)
            else:
                entry, content = name, (SOURCES / name).read_bytes()
            written.writestr(zipfile.ZipInfo(entry, EARLIEST_ZIP_DATE), content)
