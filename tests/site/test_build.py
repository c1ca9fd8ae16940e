"""What an editor or a webmaster can break or add, and what the build says of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.building import CAMPAIGNS, build, copy_project, edit
from tests.site.links import previews


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the site is made of, to be changed at will."""
    return copy_project(tmp_path)


def lose_an_anchor(project: Path) -> None:
    edit(project / "docs/circulaire/2020-12-16.md", "{: #p-3 }", "")


def add_a_paragraph_that_nothing_cites(project: Path) -> None:
    edit(project / "docs/circulaire/2020-12-16.md", "{: #p-6 }", "{: #p-6 }\n\nDe plus.\n{: #p-7 }")


def cite_no_paragraph(project: Path) -> None:
    edit(project / "docs/diplomes.md", 'cite("p-6")', 'cite("p-66")')


def misspell_a_macro(project: Path) -> None:
    edit(project / "docs/diplomes.md", 'classes("mandatory")', 'classe("mandatory")')


def forget_an_argument(project: Path) -> None:
    edit(project / "docs/diplomes.md", 'classes("mandatory")', "classes()")


def name_no_class(project: Path) -> None:
    edit(project / "docs/prepa-metiers.md", 'ruling("3e-prepa-metiers")', 'ruling("3e-prepa")')


def end_a_window_before_it_begins(project: Path) -> None:
    edit(project / CAMPAIGNS / "2020-2021.toml", "closes = 2021-05-12", "closes = 2021-02-12")


def lose_the_text(project: Path) -> None:
    edit(project / CAMPAIGNS / "2020-2021.toml", "circulaire/2020-12-16.md", "circulaire/autre.md")


def link_to_no_anchor(project: Path) -> None:
    edit(project / "docs/index.md", "questions.md#familles", "questions.md#parents")


def copy_a_campaign(project: Path) -> None:
    file = project / CAMPAIGNS / "2020-2021.toml"
    file.with_name("2020-2021 (copie).toml").write_bytes(file.read_bytes())


def lose_all_campaigns(project: Path) -> None:
    (project / CAMPAIGNS / "2020-2021.toml").unlink()


def forget_npm(project: Path) -> None:
    (project / "node_modules").unlink()


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lose_an_anchor, "il manque l’ancre #p-3"),
        (add_a_paragraph_that_nothing_cites, "aucune règle ni page ne cite #p-7"),
        (cite_no_paragraph, "diplomes.md : circulaire-2020-12-16 n’a pas de paragraphe p-66"),
        (
            misspell_a_macro,
            "diplomes.md : une expression {{ … }} est mal écrite ('classe' is undefined)",
        ),
        (name_no_class, "prepa-metiers.md : « 3e-prepa » n’est pas une classe ; attendu : cp"),
        (
            end_a_window_before_it_begins,
            "2020-2021.toml : certification[3].sessions.window.closes : trouvé « 2021-02-12 »",
        ),
        (lose_the_text, "circulaire/autre.md"),
        (link_to_no_anchor, "questions.md#parents"),
        (copy_a_campaign, "2020-2021 (copie).toml : school_year : trouvé « 2020-2021 »"),
        (lose_all_campaigns, "campaigns : dossier : trouvé « aucune campagne »"),
        (forget_npm, "npm ci"),
    ],
)
def test_a_mistake_fails_the_build_and_is_named(
    project: Path, break_it: Callable[[Path], None], says: str
) -> None:
    break_it(project)
    done = build(project)
    assert done.returncode != 0
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_hidden_file_of_another_system_is_no_campaign(project: Path) -> None:
    (project / CAMPAIGNS / "._2020-2021.toml").write_bytes(b"\0\x05\x16\x07\0\x02\0\0Mac OS X")
    done = build(project)
    assert done.returncode == 0, done.stderr
    assert "._2020-2021.toml : " in done.stderr


def add_2021_2022(project: Path) -> None:
    """A made-up later campaign, in which the certification is mandatory at lycée."""
    text = (project / CAMPAIGNS / "2020-2021.toml").read_text("utf-8")
    text = re.sub(r"^postponed_to.*\n", "", text, flags=re.MULTILINE)
    for old, new in [
        ('school_year = "2020-2021"', 'school_year = "2021-2022"'),
        ("circulaire-2020-12-16", "circulaire-fictive"),
        ("circulaire/2020-12-16.md", "circulaire/fictive.md"),
        ("date = 2020-12-16", "date = 2021-10-01"),
        ("16 décembre 2020", "1er octobre 2021"),
        ('status = "optional"', 'status = "mandatory"'),
        ("opens = 2021-03-08", "opens = 2022-03-07"),
        ("closes = 2021-05-12", "closes = 2022-05-20"),
        ("opens = 2021-01-11", "opens = 2021-11-29"),
        ("closes = 2021-05-20", "closes = 2022-03-04"),
    ]:
        assert old in text
        text = text.replace(old, new)
    text = re.sub(r"(?s)\n# --- Jours sans classe .*?(?=\n# ---)", "", text)  # of another year
    text = text.replace("reported_closes = 2021-06-25", "")
    (project / CAMPAIGNS / "2021-2022.toml").write_text(text, "utf-8")
    page = (project / "docs/circulaire/2020-12-16.md").read_text("utf-8")
    page = page.replace("Circulaire du 16 décembre 2020", "Fictive")
    (project / "docs/circulaire/fictive.md").write_text(page, "utf-8")


def test_a_year_is_one_campaign_file_and_one_page_for_its_text(project: Path) -> None:
    add_2021_2022(project)
    done = build(project)
    assert done.returncode == 0, done.stderr
    built = project / "built"
    calculator = (built / "calculateur/index.html").read_text("utf-8")
    assert "Fenêtres de certification en 2021-2022" in calculator
    assert "Fenêtres de certification en 2020-2021" in calculator
    assert "circulaire/fictive.md" in calculator  # the answers' links
    sheet = (built / "fiches/tle-gt/index.html").read_text("utf-8")
    for page in (calculator, sheet):  # the calculator's own sheets too
        assert "En 2021-2022, la certification est obligatoire en terminale" in page
    lycee = (built / "certification-lycee/index.html").read_text("utf-8")
    assert "En 2021-2022, la certification est obligatoire en terminale" in lycee
    assert "circulaire/fictive/#p-5-lycee" in lycee
    assert "fictive" in (built / "index.html").read_text("utf-8")  # the menu


def test_an_address_fills_in_the_sitemap_the_previews_and_the_way_home(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://site.example/sous/un-chemin/"
    monkeypatch.setenv("SITE_URL", address)
    assert build(project).returncode == 0
    built = project / "built"
    listed = re.findall("<loc>(.*?)</loc>", (built / "sitemap.xml").read_text("utf-8"))
    pages = [page.parent.relative_to(built).as_posix() for page in built.rglob("index.html")]
    assert sorted(listed) == sorted(address + ("" if p == "." else f"{p}/") for p in pages)
    assert 'href="/sous/un-chemin/"' in (built / "404.html").read_text("utf-8")
    shared = previews((built / "diplomes/index.html").read_text("utf-8"))
    assert shared["og:url"] == f"{address}diplomes/"
    assert shared["og:image"] == f"{address}assets/images/social.png"
    assert shared["twitter:card"] == "summary_large_image"
