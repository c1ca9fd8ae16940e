"""What a benchmark prepares still works: nothing else would say so before the day it is run."""

from __future__ import annotations

from pathlib import Path

from bench.build import build_pages, write_pages_alone


def test_the_pages_build_without_our_plugin(tmp_path: Path) -> None:
    write_pages_alone(tmp_path / "pages")
    build_pages(tmp_path / "pages", tmp_path / "site")
    assert (tmp_path / "site/certification-college/index.html").is_file()
