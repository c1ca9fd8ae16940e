"""The site in its three forms, each opened where its readers find it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import QuietHandler, on_intranet, serving


@dataclass(frozen=True, slots=True)
class Opened:
    """A site that a browser can open.

    Attributes:
        folder: Its files.
        address: The address of the folder, which ends with "/".
        home: The path of its home page.
        calculator: The path of its calculator.
    """

    folder: Path
    address: str
    home: str
    calculator: str

    def pages(self) -> list[str]:
        """The address of each of its pages, as its links have it."""
        files = sorted(file.relative_to(self.folder) for file in self.folder.rglob("*.html"))
        index = "" if self.home == "" else "index.html"
        paths = [file.as_posix().removesuffix("index.html") for file in files]
        return [self.address + (path or index) for path in paths]


@contextlib.contextmanager
def opened(
    target: str, folder: Path, handler: type[QuietHandler] = QuietHandler, *, secure: bool = False
) -> Iterator[Opened]:
    """Open a site as its readers do.

    Args:
        target: The public site, on a host that makes a secure context; the intranet's, on one that
            makes none; or the offline one, on a disk.
        folder: Its files, or an altered copy of them.
        handler: How they are served.
        secure: Whether the intranet's host makes a secure context all the same.
    """
    if target == "offline":
        yield Opened(folder, f"{folder.as_uri()}/", "index.html", "calculateur.html")
        return
    with serving(folder, handler) as address:
        if target == "public":
            yield Opened(folder, address, "", "calculateur/")
        else:
            of_host = address if secure else on_intranet(address)
            yield Opened(folder, of_host, "index.html", "calculateur.html")


def copy_of(folder: Path, destination: Path, changes: Mapping[Path, bytes | None]) -> Path:
    """Copy a site, except that some of its files have another content, or are not there."""
    shutil.copytree(folder, destination, copy_function=os.link)
    for file, content in changes.items():
        changed = destination / file.relative_to(folder)
        changed.unlink()  # and not written to: it is the original too
        if content is not None:
            changed.write_bytes(content)
    return destination
