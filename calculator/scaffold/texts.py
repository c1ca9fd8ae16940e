"""The paragraphs of a text that a webmaster has: as plain text, Markdown, or from Word."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from calculator.lists.markup import Malformed, Reader
from calculator.model.errors import InvalidCase

_DOCUMENT = "word/document.xml"
_LARGEST = 20_000_000
_MARKUP = re.compile(r"([\\`*_\[\]#|])")
"""What Markdown would make something of."""
_ENTITIES = {ord(c): f"&#{ord(c)};" for c in "&<>{}"}
"""What HTML or our own expressions would, and Markdown has no other way to write."""
_FIRST = re.compile(r"^[-+:!=]")
_NUMBER = re.compile(r"^(\d+)([.)])(?=\s)")


def paragraphs_of(file: Path) -> list[str]:
    """The paragraphs of a text, each on one line.

    Args:
        file: A `.docx`, or a text in UTF-8 or as Windows writes it, whose paragraphs are apart.

    Raises:
        InvalidCase: When there is no text in it.
        OSError: When it cannot be read.
    """
    content = file.read_bytes()
    if len(content) > _LARGEST:
        raise InvalidCase("text", "Texte", str(file), "un fichier de moins de 20 Mo")
    found = _of_word(file) if content.startswith(b"PK") else _of_text(content)
    if not found:
        raise InvalidCase("text", "Texte", str(file), "un texte, ou un document Word (.docx)")
    return found


def as_markdown(paragraph: str) -> str:
    """A paragraph whose characters are only themselves."""
    plain = _MARKUP.sub(r"\\\1", paragraph).translate(_ENTITIES)
    plain = _FIRST.sub(lambda first: f"&#{ord(first[0])};", plain)
    return _NUMBER.sub(r"\1\\\2", plain)


def _of_text(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        return []
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [line for block in blocks if (line := " ".join(block.split()))]


def _of_word(file: Path) -> list[str]:
    words: list[str] = [""]
    texts = [False]

    def start(name: str, _: Mapping[str, str]) -> None:
        if name == "p":
            words.append("")
        elif name in {"tab", "br"}:
            words[-1] += " "
        texts.append(name == "t")

    def add(text: str) -> None:
        if texts[-1]:
            words[-1] += text

    try:
        with zipfile.ZipFile(file) as packed:
            if packed.getinfo(_DOCUMENT).file_size > _LARGEST:
                return []
            reader = Reader(start, lambda _: texts.pop(), add)
            reader.feed(packed.read(_DOCUMENT))
            reader.close()
    except (zipfile.BadZipFile, KeyError, Malformed, RuntimeError, NotImplementedError):
        return []
    return [line for text in words if (line := " ".join(text.split()))]
