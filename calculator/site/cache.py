"""Files that take long to make, made once for the same inputs."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of made files; it can be deleted at any time.

    Attributes:
        folder: Where it is; created when needed.
    """

    folder: Path

    def file(
        self, name: str, made_from: list[Path | bytes], make: Callable[[Path], object]
    ) -> Path:
        """A file made from others, from the cache when they have not changed.

        Args:
            name: What it is called, in the cache and in messages.
            made_from: All that decides what is in it: files, or anything else as bytes.
            make: Writes it at the path that it is given.

        Returns:
            The file's path, in the cache.
        """
        digest = hashlib.sha256()
        for part in made_from:
            content = part if isinstance(part, bytes) else part.read_bytes()
            digest.update(hashlib.sha256(content).digest())
        file = self.folder / f"{digest.hexdigest()[:16]}-{name}"
        if not file.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.folder) as workshop:
                made = Path(workshop) / name
                make(made)
                made.replace(file)
        return file
