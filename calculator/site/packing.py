"""Compression whose bytes depend on the content alone."""

from __future__ import annotations

import gzip
import io


def gzipped(content: bytes) -> bytes:
    """A content with gzip, at its best: without date, and the same from every Python.

    `gzip.compress` does not do: until Python 3.13, it says on which system it ran.
    """
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()
