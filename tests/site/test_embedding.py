"""What is built for other sites to show the tools."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from calculator.site import embedding
from calculator.site.release import write_server_examples
from tests.site.building import build, copy_project, edit

ORIGINS = ["https://lycee.example", "http://10.0.0.1:8080"]
FRAMES = {f"cadre/{name}.html" for name in ("calculateur", "etablissement", "liste", "refus")}


def published(folder: Path) -> set[str]:
    files = [*folder.glob("cadre/*.html"), *folder.glob("calculateur.js")]
    return {file.relative_to(folder).as_posix() for file in files}


@pytest.mark.parametrize("target", ["public", "intranet"])
def test_there_is_a_frame_for_each_tool_and_a_script(dist: Path, target: str) -> None:
    assert published(dist / target) == {*FRAMES, "calculateur.js"}


def test_nothing_of_it_is_in_a_folder_to_open_from_a_disk(dist: Path) -> None:
    offline = dist / "offline"
    assert published(offline) == set()
    assert not list(offline.rglob("configurator*"))
    page = (offline / "integrer.html").read_text("utf-8")
    assert "Pas depuis un dossier" in page
    assert embedding.CONFIGURATOR not in page


def test_ordinary_pages_carry_nothing_of_it(dist: Path) -> None:
    for name in ("index.html", "calculateur/index.html", "etablissement/index.html"):
        html = (dist / "public" / name).read_text("utf-8")
        assert "configurator" not in html
        assert "data-frame" not in html
        assert "frame-src" not in html
    style = next((dist / "public/assets/calculator").glob("calculator.*.css"))
    assert "calc-framed" not in style.read_text("utf-8")


def test_a_frame_says_whose_it_is_and_leads_to_the_whole_site(dist: Path) -> None:
    for file in (dist / "public/cadre").glob("*.html"):
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        foot = page.select_one("footer")
        assert foot is not None
        assert "Site indépendant" in foot.get_text()
        assert not page.select("a:not([target=_blank]):not([href^='#'])"), file
        assert not page.select(".md-header, .md-footer, .md-nav, .md-search")


def test_no_search_and_no_map_leads_to_a_frame(dist: Path) -> None:
    index = json.loads((dist / "public/search/search_index.json").read_text("utf-8"))
    assert not [page for page in index["docs"] if page["location"].startswith("cadre/")]
    assert "cadre/" not in (dist / "public/sitemap.xml").read_text("utf-8")


def test_the_accepted_sites_are_in_the_frames_and_in_their_page(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    edit(project / "mkdocs.yml", "embed_origins: []", f"embed_origins: {json.dumps(ORIGINS)}")
    done = build(project)
    assert done.returncode == 0, done.stderr
    for name in ("calculateur", "etablissement", "liste"):
        html = (project / f"built/cadre/{name}.html").read_text("utf-8")
        page = BeautifulSoup(html, "html.parser")
        script = page.select_one("script[data-frame]")
        assert script is not None
        assert json.loads(str(script["data-frame"]))["origins"] == ORIGINS
    how = (project / "built/integrer/index.html").read_text("utf-8")
    assert all(f"<code>{origin}</code>" in how for origin in ORIGINS)


def test_servers_let_the_accepted_sites_show_the_frames(dist: Path, tmp_path: Path) -> None:
    write_server_examples(dist / "public", tmp_path / "servers", ORIGINS)
    for name in ("nginx.conf", "apache.conf", "Caddyfile"):
        example = (tmp_path / "servers" / name).read_text("utf-8")
        assert example.count(f"'self' {' '.join(ORIGINS)}") == 1, name
