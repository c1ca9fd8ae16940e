"""The circular of Nantes that the product carries: its file, its classes, a folder of it alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from calculator import load_circular
from tests.conftest import ROOT

FILE = ROOT / "circulars/nantes-2020-2021/circular.toml"
CIRCULAR = load_circular("nantes-2020-2021")
CLASSES = CIRCULAR.classes
KINDS = CIRCULAR.vocabulary.establishments


def nantes_alone(to: Path) -> Path:
    """A new folder of circulars with that one only, where no day of another year is known."""
    to.mkdir(parents=True)
    shutil.copy(FILE.parents[1] / "vocabulary.toml", to)
    shutil.copytree(FILE.parent, to / FILE.parent.name)
    return to
