"""The circular that the product carries, its file, its classes and kinds of school."""

from __future__ import annotations

from calculator import load_circular
from tests.conftest import ROOT

FILE = ROOT / "circulars/nantes-2020-2021/circular.toml"
CIRCULAR = load_circular("nantes-2020-2021")
CLASSES = CIRCULAR.classes
KINDS = CIRCULAR.vocabulary.establishments
