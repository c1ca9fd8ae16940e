"""The circular that the product carries, its classes and kinds of school."""

from __future__ import annotations

from calculator import load_circular

CIRCULAR = load_circular("nantes-2020-2021")
CLASSES = CIRCULAR.classes
KINDS = CIRCULAR.vocabulary.establishments
