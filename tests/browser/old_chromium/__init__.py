"""Versions of Chromium that schools still have, from npm packages whose program is packed."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import brotli

from tests.conftest import missing

FOLDER = Path(__file__).parent / "node_modules"


def old_chromium(version: str) -> Path:
    """The program of a version, unpacked once beside its package.

    Args:
        version: The first number of the version: « 109 ».
    """
    packed = FOLDER / f"chromium-{version}" / "bin" / "chromium.br"
    if platform.machine() != "x86_64" or not packed.is_file():
        missing(f"chromium {version} (npm, x86_64)")
    program = packed.with_name("chromium")
    if not program.is_file():
        being_made = program.with_name(f"chromium-{os.getpid()}")
        being_made.write_bytes(brotli.decompress(packed.read_bytes()))
        being_made.chmod(0o755)
        being_made.replace(program)
    return program
