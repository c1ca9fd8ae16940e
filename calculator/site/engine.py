"""What the browser needs to run the rules, in the form that each target of the site wants."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypedDict

from calculator.carried import JSON_NAME
from calculator.render.as_html import Markup, element
from calculator.site.cache import Cache
from calculator.site.package_index import PYTHON_FOLDER, index_files
from calculator.site.packing import gzipped
from calculator.site.parts import EngineParts
from calculator.site.wheel import rules_wheel, write_lock

ENGINE_FOLDER = "assets/engine/"
SCRIPTS_FOLDER = "assets/calculator/"
_PACKER = Path(__file__).with_name("packing.py")
_EARLIEST, _UNIX = (1980, 1, 1, 0, 0, 0), 3
"""What a zip says of the date and of the system, to have the same bytes everywhere."""
_LOCK, _LOCKER = "pyodide-lock.json", Path(__file__).with_name("wheel.py")


class EngineForm(StrEnum):
    """How the engine's parts are written (`Engine` of `web/protocol.d.ts`)."""

    PLAIN = "plain"
    """As they are, for a server that compresses, or sends the compressed files beside them."""
    PACKED = "packed"
    """With gzip, under a name that every server knows."""
    EMBEDDED = "embedded"
    """In scripts, which a page opened from a disk may load."""


class Part(TypedDict):
    """A part of the engine, as the page script takes it (`Part` of `web/protocol.d.ts`)."""

    address: str
    size: int
    integrity: str


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine's files, ready to be copied into a site.

    Attributes:
        form: How its parts are written.
        parts: Its parts by role; each address is in the site.
        files: Where each file is now, by its address in the site.
        scripts: The text of each page's script, by the attribute that marks such a page.
        style: The address of the page's style.
        calendar_script: The address of what writes calendars, loaded when one is asked for.
        configurator_script: The address of what writes the lines that other sites paste.
        wheel: The name of the rules wheel, which is for developers.
        lock: The name of its lock file.
        sha256: The wheel's checksum, in hexadecimal, as the lock has it.
        pyodide_version: The version of the runtime.
    """

    form: EngineForm
    parts: Mapping[str, Part]
    files: Mapping[str, Path]
    scripts: Mapping[str, str]
    style: str
    calendar_script: str
    configurator_script: str
    wheel: str
    lock: str
    sha256: str
    pyodide_version: str

    def script_html(self, page: str, to_page: Callable[[str], str], answers: str) -> str | None:
        """The script that starts Python, for the head of a page; None when it needs none.

        It is in the page itself: nothing has to be waited for, not even another request.

        Args:
            page: The page, as HTML.
            to_page: From an address in the site to the same relative to the page.
            answers: What finds the answers that are files, as JSON, for the calculator.
        """
        script = next((script for mark, script in self.scripts.items() if mark in page), None)
        if script is None:
            return None
        given = answers if _CALCULATOR in page else None
        parts = {
            role: {**part, "address": to_page(part["address"])} for role, part in self.parts.items()
        }
        engine = json.dumps({"form": self.form, "parts": parts})
        return element("script", Markup(script), data_engine=engine, data_answers=given)


def assemble_engine(
    form: EngineForm,
    circulars: bytes,
    made: EngineParts,
    cache: Cache,
    workshop: Path,
    *,
    lists: bool = True,
) -> Engine:
    """Gather and name all that a site's calculator runs.

    A name holds a part of its file's checksum: a browser can keep a file for ever, and never mixes
    those of two versions of the site.

    Args:
        form: How the parts of the engine are to be written.
        circulars: The circulars that it answers from, as JSON.
        made: What every engine is made of.
        cache: Where what takes long is kept.
        workshop: A folder to build in.
        lists: Whether it reads lists of pupils.

    Raises:
        MissingTool: When a part is not there, and cannot be made.
    """
    runtime_lock = made.lock()
    wheel = rules_wheel(workshop, circulars, cache, lists=lists)
    kept_lock = cache.file(
        _LOCK,
        [wheel, runtime_lock, _LOCKER],
        lambda written: write_lock(wheel, runtime_lock, written),
    )
    lock = Path(shutil.copy(kept_lock, workshop / _LOCK))
    (entry,) = json.loads(lock.read_text(encoding="utf-8"))["packages"].values()
    contents = {
        "python": made.script("python.js"),
        "wasm": made.runtime(),
        "library": _with_circulars(made.library(lists=lists), circulars, cache),
    }
    files = {PYTHON_FOLDER + file.name: file for file in (wheel, lock)}
    if form is EngineForm.EMBEDDED:  # sent over a network, it would cost more than it gains
        contents["memory"] = made.memory(lists=lists)
    else:  # it is for what asks a server
        files |= index_files(lock, workshop)
    parts = {}
    for role, content in contents.items():
        parts[role], file = _part(role, content, form, cache)
        files[parts[role]["address"]] = file
    style = made.style()
    style_uri = hashed_address(SCRIPTS_FOLDER, "calculator", style, ".css")
    calendar_uri, calendar = _script("calendar-writer", made)
    configurator_uri, configurator = _script("configurator", made)
    if form is not EngineForm.EMBEDDED:  # a page opened from a disk is of no site
        files[configurator_uri] = configurator
    return Engine(
        form=form,
        parts=parts,
        files={**files, style_uri: style, calendar_uri: calendar},
        scripts={
            mark: made.script(name).read_text(encoding="utf-8") for mark, name in _SCRIPTS.items()
        },
        style=style_uri,
        calendar_script=calendar_uri,
        configurator_script=configurator_uri,
        wheel=wheel.name,
        lock=lock.name,
        sha256=entry["sha256"],
        pyodide_version=made.version("pyodide"),
    )


_CALCULATOR = "data-calc-calculator"
_SCRIPTS = {
    _CALCULATOR: "calculator.js",
    "data-calc-list": "list.js",
    "data-calc-establishment": "establishment.js",
}
_PLAIN_SUFFIXES = {"python": ".js", "wasm": ".wasm", "library": ".zip"}


def _part(role: str, content: Path, form: EngineForm, cache: Cache) -> tuple[Part, Path]:
    """A part of the engine, and its file."""
    if form is EngineForm.PLAIN:
        file, suffix, verified = content, _PLAIN_SUFFIXES[role], content.read_bytes()
    else:
        packed = cache.file(f"{role}.gz", [content, _PACKER], lambda made: _pack(content, made))
        file, suffix, verified = packed, ".bin", packed.read_bytes()
        if form is EngineForm.EMBEDDED:
            text = base64.b64encode(verified).decode()
            embedded = f'(self.calcEngine??={{}}).{role}="{text}";\n'.encode()
            file = cache.file(f"{role}.js", [embedded], lambda made: made.write_bytes(embedded))
            suffix = ".js"
    integrity = "sha256-" + base64.b64encode(hashlib.sha256(verified).digest()).decode()
    address = hashed_address(ENGINE_FOLDER, role, file, suffix)
    return Part(address=address, size=len(verified), integrity=integrity), file


def _script(name: str, made: EngineParts) -> tuple[str, Path]:
    """The address of a script that a page loads when it needs it, and its file."""
    file = made.script(f"{name}.js")
    return hashed_address(SCRIPTS_FOLDER, name, file, ".js"), file


def _with_circulars(library: Path, circulars: bytes, cache: Cache) -> Path:
    """The library of one site: nothing else in its engine depends on the circulars."""

    def write(made: Path) -> None:
        shutil.copyfile(library, made)
        entry = zipfile.ZipInfo(f"calculator/{JSON_NAME}", _EARLIEST)
        entry.create_system = _UNIX
        with zipfile.ZipFile(made, "a", zipfile.ZIP_STORED) as added:
            added.writestr(entry, circulars)
            added.comment = b""  # for the build alone

    return cache.file("library.zip", [library, circulars], write)


def hashed_address(folder: str, name: str, file: Path, suffix: str) -> str:
    """An address that another content would not have, so that browsers can keep the file."""
    return f"{folder}{name}.{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}{suffix}"


def script_address(script: Path) -> str:
    """The address in a site of a script that is published as it is."""
    return hashed_address(SCRIPTS_FOLDER, script.stem, script, script.suffix)


def _pack(content: Path, destination: Path) -> None:
    destination.write_bytes(gzipped(content.read_bytes()))
