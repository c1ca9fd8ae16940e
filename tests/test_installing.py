"""What `pip install` takes: every draft that the lock holds is one that we ask for by name."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

_DRAFTS = [
    locked
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    if re.match(r"[a-z]", line)
    for locked in [Requirement(line.removesuffix("\\"))]
    if any(pin.prereleases for pin in locked.specifier)
]


def _asked() -> set[tuple[str, str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    asked = [Requirement(line) for group in groups for line in group]
    return {(each.name, str(each.specifier)) for each in asked}


@pytest.mark.parametrize("locked", _DRAFTS, ids=lambda each: each.name)
def test_pip_finds_each_draft_that_is_locked(locked: Requirement) -> None:
    # pip takes a draft (0.1.0a4) only where a requirement of ours names it
    assert (locked.name, str(locked.specifier)) in _asked()
