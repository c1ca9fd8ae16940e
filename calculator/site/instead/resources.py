"""In the browser, instead of importlib.resources: the files of packages, from the library's zip.

The real one imports temporary files, archives and whatever else a package could be read from.
"""

import sys
import zipimport
from collections.abc import Iterator
from typing import cast


class _File:
    """A file or a folder of the zip, with what the rules ask of an `importlib.abc.Traversable`."""

    def __init__(self, loader: zipimport.zipimporter, path: str) -> None:
        self._loader = loader
        self._path = path
        self.name = path.rpartition("/")[2]

    def __truediv__(self, name: str) -> "_File":
        return _File(self._loader, f"{self._path}/{name}")

    def iterdir(self) -> Iterator["_File"]:
        """What is in the folder."""
        start = f"{self._path.removeprefix(self._loader.archive + '/')}/"
        # Nothing that is public lists a zip.
        for path in self._loader._get_files():  # type: ignore[attr-defined]  # noqa: SLF001
            if path.startswith(start) and "/" not in (name := path.removeprefix(start)):
                yield self / name

    def read_bytes(self) -> bytes:
        """What is in the file."""
        try:
            return self._loader.get_data(self._path)
        except OSError:  # it is in the zip of a site, and was not in the one that is remembered
            self._loader.invalidate_caches()
            return self._loader.get_data(self._path)


def files(package: str) -> _File:
    """The folder of a package that is imported."""
    module = sys.modules[package]
    return _File(cast("zipimport.zipimporter", module.__loader__), module.__path__[0])
