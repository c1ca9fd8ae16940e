"""What the browser needs to run the rules: Pyodide's files, our wheel and its lock."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from calculator.site.form import EngineFile
from calculator.site.wheel import build_rules_wheel, write_lock

_MODULES = ("pyodide.mjs", "pyodide.asm.mjs")
_FETCHED = ("pyodide.asm.wasm", "python_stdlib.zip")
_LOCK = "pyodide-lock.json"


class MissingRuntime(Exception):
    """Pyodide is not installed where the build looks for it."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine's files, ready to be copied into a site.

    Attributes:
        files: Where each file is now, by its name in the engine's folder.
        wheel: The name of the rules wheel.
        lock: The name of the lock file.
        sha256: The wheel's checksum, in hexadecimal, as the lock has it.
        pyodide_version: The version of the runtime.
    """

    files: dict[str, Path]
    wheel: str
    lock: str
    sha256: str
    pyodide_version: str

    def fetched(self) -> list[EngineFile]:
        """The files that the worker fetches before it starts Python."""
        names = [*_FETCHED, self.lock, self.wheel]
        return [{"name": name, "size": self.files[name].stat().st_size} for name in names]


def assemble_engine(node_modules: Path, workshop: Path) -> Engine:
    """Build the wheel and its lock, and gather them with the runtime.

    Args:
        node_modules: Where `npm ci` put Pyodide.
        workshop: A folder to build in.

    Raises:
        MissingRuntime: When Pyodide's files are not there.
    """
    runtime = node_modules / "pyodide"
    files = {name: runtime / name for name in (*_MODULES, *_FETCHED)}
    package = runtime / "package.json"
    for file in (*files.values(), package, runtime / _LOCK):
        if not file.is_file():
            raise MissingRuntime(f"{file} est introuvable : lancez « npm ci » d’abord.")
    wheel = build_rules_wheel(workshop)
    lock = write_lock(wheel, runtime / _LOCK, workshop / _LOCK)
    (entry,) = json.loads(lock.read_text(encoding="utf-8"))["packages"].values()
    return Engine(
        files={**files, wheel.name: wheel, lock.name: lock},
        wheel=wheel.name,
        lock=lock.name,
        sha256=entry["sha256"],
        pyodide_version=json.loads(package.read_text(encoding="utf-8"))["version"],
    )
