"""Some hundreds of spoilt files; `python -m tests.lists.fuzz 100000` tries many more."""

from __future__ import annotations

import pytest

from tests.lists.fuzz import check, spoilt


@pytest.mark.parametrize("hundred", range(6))
def test_spoilt_files_break_nothing_and_every_line_is_accounted_for(hundred: int) -> None:
    outcomes = {check(*spoilt(seed)) for seed in range(hundred * 100, hundred * 100 + 100)}
    assert outcomes == {"refused", "set aside", "answered"}
