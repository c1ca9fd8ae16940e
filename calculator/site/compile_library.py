"""Runs inside Pyodide, at build time: writes all the Python that the browser loads, as a zip.

It holds what is imported once every module of /rules is, compiled: Python starts some three times
sooner from bytecode. The zip is stored, for the server's compression to do better.

It runs twice: `write_sources` puts what is in /instead at its place in the standard library, then
`write_library` runs in a Python started from that. Nothing is imported above that the browser does
not need, for it would seem to be needed there.
"""

# ruff: noqa: PLC0415

import importlib
import os
import sys

STANDARD_LIBRARY = "/lib/python{}{}.zip".format(*sys.version_info)
RULES = "/rules"
SOURCES = "/sources"
INSTEAD = {
    "_colorize.py": "/instead/_colorize.py",
    "_methods.py": "/instead/_methods.py",
    "asyncio/__init__.py": "/instead/asyncio.py",
    "importlib/resources/__init__.py": "/instead/resources.py",
    "pyodide/_package_loader.py": "/instead/_package_loader.py",
    "pyodide/webloop.py": "/instead/webloop.py",
}
COMPILES = b"exec(txt, self.globals, ns)"
"""Where `dataclasses` compiles the methods that it writes."""
EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write_sources(destination: str) -> None:
    """Write the standard library with what is to stand instead of some modules."""
    import zipfile

    folders = tuple(n.removesuffix("__init__.py") for n in INSTEAD if n.endswith("/__init__.py"))
    with (
        zipfile.ZipFile(STANDARD_LIBRARY) as library,
        zipfile.ZipFile(destination, "w", zipfile.ZIP_STORED) as written,
    ):
        for name in library.namelist():
            if name not in INSTEAD and not name.startswith(folders):
                content = library.read(name)
                if name == "dataclasses.py":
                    content = asking_for_methods(content)
                written.writestr(name, content)
        for name, file in INSTEAD.items():
            written.writestr(name, content_of(file))


def asking_for_methods(dataclasses: bytes) -> bytes:
    """That module, which looks for the methods that it writes among those that are compiled."""
    if dataclasses.count(COMPILES) != 1:
        raise ValueError("dataclasses does not compile its methods as it did")
    asking = COMPILES.replace(b"txt", b"__import__('_methods').code_of(txt)")
    return dataclasses.replace(COMPILES, asking)


def files_of_rules() -> list[str]:
    """The paths of all that the rules are made of, in their folder."""
    return [
        os.path.relpath(os.path.join(folder, name), RULES)  # noqa: PTH118
        for folder, _, names in os.walk(f"{RULES}/calculator")
        for name in names
    ]


def import_everything(rules: list[str]) -> list[str]:
    """Import the rules; give the standard library's part of all that is imported then.

    What is frozen is in the interpreter itself.
    """
    sys.path.insert(0, RULES)
    files = [name.removesuffix(".py") for name in rules if name.endswith(".py")]
    modules = [file.removesuffix("/__init__").replace("/", ".") for file in files]
    for name in modules:
        importlib.import_module(name)
    specs = [module.__spec__ for module in sys.modules.values()]
    origins = [spec.origin for spec in specs if spec and spec.origin]
    start = f"{STANDARD_LIBRARY}/"
    return [origin.removeprefix(start) for origin in origins if origin.startswith(start)]


def content_of(file: str) -> bytes:
    """What is in a file."""
    with open(file, "rb") as opened:  # noqa: PTH123
        return opened.read()


def compiled(folder: str, name: str) -> bytes:
    """The bytecode of a source, that no date can invalidate.

    Docstrings go, except those of the rules: for a dataclass that has none, Python makes up one as
    it is imported, which takes longer than all the rest.
    """
    import py_compile

    target = f"/compiled/{name}c"
    py_compile.compile(
        f"{folder}/{name}",
        target,
        dfile=f"{STANDARD_LIBRARY}/{name}",
        doraise=True,
        optimize=1 if folder == RULES else 2,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    return content_of(target)


def noting_methods() -> list[str]:
    """A list that will hold the texts of all methods that dataclasses write from now on."""
    methods = importlib.import_module("_methods")
    texts: list[str] = []

    def noted(text: str) -> str:
        texts.append(text)
        return text

    methods.code_of = noted  # type: ignore[attr-defined]
    return texts


def with_methods(bytecode: bytes, texts: list[str]) -> bytes:
    """The bytecode of `_methods`, with texts and their code where it has names for them."""
    import marshal

    header, module = bytecode[:16], marshal.loads(bytecode[16:])  # noqa: S302
    unique = tuple(sorted(set(texts)))
    codes = tuple(compile(text, "<string>", "exec", dont_inherit=True) for text in unique)
    put = {"texts": unique, "codes": codes}
    constants = tuple(
        put.get(one, one) if isinstance(one, str) else one for one in module.co_consts
    )
    return header + marshal.dumps(module.replace(co_consts=constants))


def built_in_modules(imported: set[str], files: list[str]) -> list[str]:
    """The interpreter's own modules that are imported, or may be by a line of some file."""
    import re

    text = "\n".join(content_of(file).decode() for file in files if file.endswith(".py"))
    lines = re.findall(r"^\s*(?:from|import)\b.*", text, re.MULTILINE)
    named = imported.union(*(re.findall(r"\w+", line) for line in lines))
    return sorted(named.intersection(sys.builtin_module_names))


def write_library(destination: str) -> None:
    """Write the zip, entries sorted and without dates.

    Its comment names the built-in modules that it needs.
    """
    rules = files_of_rules()
    texts = noting_methods()
    names = import_everything(rules)
    imported = set(sys.modules)
    import zipfile

    with zipfile.ZipFile(STANDARD_LIBRARY) as library:
        library.extractall(SOURCES, names)
    folders = {**dict.fromkeys(names, SOURCES), **dict.fromkeys(rules, RULES)}
    built_in = built_in_modules(imported, [f"{folder}/{name}" for name, folder in folders.items()])
    with zipfile.ZipFile(destination, "w", zipfile.ZIP_STORED) as written:
        written.comment = ",".join(built_in).encode()
        for name, folder in sorted(folders.items()):
            if name.endswith(".py"):
                entry, content = f"{name}c", compiled(folder, name)
                if name == "_methods.py":
                    content = with_methods(content, texts)
            else:
                entry, content = name, content_of(f"{folder}/{name}")
            written.writestr(zipfile.ZipInfo(entry, EARLIEST_ZIP_DATE), content)
