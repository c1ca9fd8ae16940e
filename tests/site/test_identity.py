"""The site has a look of its own, and does not pass itself off as anybody else's."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from calculator.site.release import TARGETS
from tests.conftest import ROOT
from tests.site.links import is_bare, previews, read_pages

IMAGES = "assets/images"
WHOSE = "ni de l’académie de Nantes ni de Pix"


@pytest.mark.parametrize(
    ("name", "size"),
    [("favicon.png", (48, 48)), ("touch.png", (180, 180)), ("social.png", (1200, 630))],
)
@pytest.mark.parametrize("target", TARGETS)
def test_every_target_has_the_images(
    dist: Path, target: str, name: str, size: tuple[int, int]
) -> None:
    content = (dist / target / IMAGES / name).read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == size
    assert len(content) < 100_000


@pytest.mark.parametrize("target", TARGETS)
def test_every_page_has_the_mark_for_its_icon_and_in_its_header(dist: Path, target: str) -> None:
    folder = dist / target
    assert (folder / IMAGES / "mark.svg").read_text("utf-8").count("<circle") == 1
    for path, page in read_pages(folder).items():
        if is_bare(path):
            continue
        icon, *others = page.select("link[rel~=icon], link[rel~=apple-touch-icon]")
        assert str(icon["href"]).endswith(f"{IMAGES}/mark.svg"), path
        assert [str(other["href"]).rpartition("/")[2] for other in others] == [
            "favicon.png",
            "touch.png",
        ]
        mark = page.select_one("header .md-logo svg")
        assert mark is not None, path
        (arcs,) = mark.select("circle")
        assert str(arcs["stroke-dasharray"]).split()[::2] == [".78"] * 5  # one for each domain


def test_the_mark_is_drawn_alike_in_the_icon_and_in_the_header() -> None:
    icon = (ROOT / "docs" / IMAGES / "mark.svg").read_text("utf-8")
    header = (ROOT / "calculator/site/overrides/.icons/calc/mark.svg").read_text("utf-8")
    for attribute in ("pathLength", "stroke-dasharray"):
        drawn = [re.findall(f'{attribute}="([^"]*)"', svg) for svg in (icon, header)]
        assert drawn[0] == drawn[1] != []


@pytest.mark.parametrize("target", TARGETS)
def test_every_page_says_at_its_top_and_foot_whose_site_it_is_not(dist: Path, target: str) -> None:
    for path, page in read_pages(dist / target).items():
        if is_bare(path):
            continue
        for place in (".md-banner", ".md-footer .md-copyright"):
            said = page.select_one(place)
            assert said is not None, path
            text = " ".join(said.get_text().split())
            assert "Site indépendant, " in text, path
            assert WHOSE in text, path


@pytest.mark.parametrize("target", TARGETS)
def test_a_shared_page_says_what_it_is_and_names_no_address_without_one(
    dist: Path, target: str
) -> None:
    for path, page in read_pages(dist / target).items():
        if is_bare(path):
            continue
        shared = previews(str(page))
        description = page.select_one("meta[name=description]")
        assert description is not None, path
        assert shared["og:description"] == description["content"], path
        assert len(shared["og:title"]) > 5, path
        assert shared["twitter:card"] == "summary"
        assert not {"og:url", "og:image"} & set(shared)


def test_no_font_is_brought(site_folder: Path) -> None:
    assert [
        f for f in site_folder.rglob("*") if re.fullmatch(r"\.(woff2?|ttf|otf)", f.suffix)
    ] == []
    for style in site_folder.rglob("*.css"):
        assert "@font-face" not in style.read_text("utf-8"), style.name
