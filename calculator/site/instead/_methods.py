"""In the browser, the methods that dataclasses write for themselves, compiled by the build.

Compiling them is half of what importing the rules takes.
"""

from types import CodeType

COMPILED: dict[str, CodeType] = dict(zip("texts", "codes", strict=False))  # type: ignore[arg-type]
"""Code by its text: the build puts both in here."""


def code_of(text: str) -> CodeType | str:
    """The code of a text, or, when the build did not meet it, the text."""
    return COMPILED.get(text, text)
