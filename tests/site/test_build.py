"""What an editor or a webmaster can break or add, and what the build says of it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from calculator.site.package_index import pages_of
from tests.answers.markup import told
from tests.conftest import ROOT
from tests.site.building import CIRCULAR, build, calculate, copy_project, edit
from tests.site.links import previews

pytestmark = pytest.mark.long


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
    edit(project / CIRCULAR, "closes = 2021-05-12", "closes = 2021-02-12")


def lose_the_text(project: Path) -> None:
    edit(project / CIRCULAR, "circulaire/2020-12-16.md", "circulaire/autre.md")


def link_to_no_anchor(project: Path) -> None:
    edit(project / "docs/index.md", "a-propos.md#licences", "a-propos.md#droits")


def copy_a_circular(project: Path) -> None:
    folder = (project / CIRCULAR).parent
    shutil.copytree(folder, folder.with_name("nantes-2020-2021 (copie)"))


def lose_all_circulars(project: Path) -> None:
    shutil.rmtree((project / CIRCULAR).parent)


def lose_the_folder(project: Path) -> None:
    edit(project / "mkdocs.yml", "circulars: circulars", "circulars: ailleurs")


def name_no_circular(project: Path) -> None:
    edit(project / "docs/diplomes.md", "circular: nantes-2020-2021\n", "")


def name_another_circular(project: Path) -> None:
    edit(project / "docs/diplomes.md", "circular: nantes-2020-2021", "circular: nantes-2021-2022")


def state_a_window_that_there_is_not(project: Path) -> None:
    edit(project / "docs/questions.md", 'window("bts-2")', 'window("cp")')


def state_a_duty_that_there_is_not(project: Path) -> None:
    edit(project / "docs/diplomes.md", 'classes("mandatory")', 'classes("assr")')


def state_a_postponement_that_there_is_not(project: Path) -> None:
    edit(project / "docs/questions.md", 'postponed_to("tle-gt")', 'postponed_to("3e")')


def expect_another_answer(project: Path) -> None:
    table = (project / CIRCULAR).with_name("examples.csv")
    edit(
        table,
        "tle-gt;prive-sous-contrat;2021-05-03;;;facultative",
        "tle-gt;prive-sous-contrat;2021-05-03;;;obligatoire",
    )


def forget_npm(project: Path) -> None:
    (project / "node_modules").unlink()


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lose_an_anchor, "il manque l’ancre #p-3"),
        (add_a_paragraph_that_nothing_cites, "aucune règle ni page ne cite #p-7"),
        (
            cite_no_paragraph,
            "ligne 11 : circulaire-2020-12-16 n’a pas de paragraphe p-66",
        ),
        (
            misspell_a_macro,
            "diplomes.md, ligne 25 : « classe » n’est pas un nom que les pages connaissent",
        ),
        (
            name_no_class,
            "ligne 13 : « 3e-prepa » n’est pas une classe ; il faut cp",
        ),
        (
            end_a_window_before_it_begins,
            "nantes-2020-2021/circular.toml, duties[0].rules[1].windows[0].days.closes",
        ),
        (lose_the_text, "circulaire/autre.md"),
        (link_to_no_anchor, "a-propos.md#droits"),
        (copy_a_circular, "nantes-2020-2021 (copie)/circular.toml, id : « nantes-2020-"),
        (lose_all_circulars, "circulars, dossier : il n’y a aucune circulaire"),
        (lose_the_folder, "ailleurs"),
        (name_no_circular, "la page doit nommer en tête sa circulaire, « circular: … »"),
        (name_another_circular, "« nantes-2021-2022 » n’est pas une circulaire"),
        (state_a_window_that_there_is_not, "cp n’a pas de fenêtre dans nantes-2020-2021"),
        (
            state_a_duty_that_there_is_not,
            "« assr » n’est ni une obligation (certification, lsu",
        ),
        (state_a_postponement_that_there_is_not, "pas de report pour 3e dans nantes-2020-2021"),
        (expect_another_answer, "nantes-2020-2021/examples.csv, ligne 18"),
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


@pytest.mark.parametrize(
    ("break_it", "line"),
    [
        (name_no_circular, 'cite("p-6")'),
        (state_a_window_that_there_is_not, 'window("cp")'),
        (state_a_duty_that_there_is_not, 'classes("assr")'),
        (state_a_postponement_that_there_is_not, 'postponed_to("3e")'),
    ],
)
def test_what_a_page_states_and_its_circular_has_not_is_named_with_its_line(
    project: Path, break_it: Callable[[Path], None], line: str
) -> None:
    break_it(project)
    told = build(project).stderr
    (found,) = re.findall(r"(\S+\.md), ligne (\d+) : ", told)
    text = (project / "docs" / found[0]).read_text("utf-8")
    assert line in text.splitlines()[int(found[1]) - 1]


def test_a_hidden_file_of_another_system_is_no_circular(project: Path) -> None:
    (project / "circulars/._nantes-2020-2021").write_bytes(b"\0\x05\x16\x07\0\x02\0\0Mac OS X")
    done = build(project)
    assert done.returncode == 0, done.stderr


def test_the_folder_of_circulars_is_a_setting(project: Path) -> None:
    (project / "circulars").rename(project / "textes")
    edit(project / "mkdocs.yml", "circulars: circulars", "circulars: textes")
    done = build(project)
    assert done.returncode == 0, done.stderr


# --- A year more ------------------------------------------------------------------------------


def a_year_later(file: Path) -> None:
    """Put every day and school year of a file a year later."""
    text = file.read_text("utf-8-sig")
    later = re.sub(r"\b20(20|21|22)\b", lambda found: str(int(found[0]) + 1), text)
    file.write_text(later, "utf-8")


def make_lycee_mandatory(folder: Path) -> None:
    """What a made-up text of 2021 changes: the certification is mandatory at lycée too."""
    circular = folder / "circular.toml"
    text = re.sub(r"(?m)^postponed_to.*\n", "", circular.read_text("utf-8"))
    circular.write_text(text, "utf-8")
    edit(circular, 'status = "optional"', 'status = "mandatory"')
    edit(circular, "L’obligation est reportée à 2022-2023.", "C’est une obligation au lycée.")
    edit(folder / "examples.csv", ";facultative;", ";obligatoire;")


def steps_of_the_readme() -> list[list[str]]:
    """The commands of « Add a year »."""
    section = (ROOT / "README.md").read_text("utf-8").partition("## Add a year")[2]
    block = section.partition("```sh\n")[2].partition("```")[0]
    return [shlex.split(line, comments=True) for line in block.splitlines()]


def test_a_year_is_added_as_the_readme_says(project: Path) -> None:
    *copies, check, make = steps_of_the_readme()
    for copy in copies:
        subprocess.run(copy, cwd=project, check=True)
    text, folder = (project / copy[-1] for copy in copies)
    for file in (text, folder / "circular.toml", folder / "examples.csv"):
        a_year_later(file)
    make_lycee_mandatory(folder)

    checked = calculate(project, *check[1:])
    assert (checked.returncode, checked.stderr) == (0, "")
    assert make == ["make", "dist"]
    done = build(project, on=date(2022, 3, 10))
    assert done.returncode == 0, done.stderr

    built = project / "built"
    calculator = (built / "calculateur/index.html").read_text("utf-8")
    assert "2021-2022" in calculator
    assert "2020-2021" in calculator
    assert text.name in calculator  # the answers' links
    sheet = (built / "fiches/tle-gt/index.html").read_text("utf-8")
    assert "En 2021-2022, la certification est obligatoire en terminale" in told(sheet)
    assert "16 décembre 2020" not in sheet.partition("<article")[2].partition("</article>")[0]
    lycee = (built / "certification-lycee/index.html").read_text("utf-8")
    assert "circulaire/2020-12-16/#p-5-lycee" in lycee  # of the text that the page comments
    assert f"{text.stem}/#" not in lycee
    assert "2021-2022.ics" in {file.name for file in (built / "calendriers").iterdir()}
    assert text.stem in (built / "index.html").read_text("utf-8")  # the menu


def test_an_address_fills_in_the_sitemap_the_previews_and_the_way_home(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://site.example/sous/un-chemin/"
    monkeypatch.setenv("SITE_URL", address)
    assert build(project).returncode == 0
    built = project / "built"
    listed = re.findall("<loc>(.*?)</loc>", (built / "sitemap.xml").read_text("utf-8"))
    pages = [
        page.parent.relative_to(built).as_posix()
        for page in pages_of(built)
        if page.name == "index.html"
    ]
    assert sorted(listed) == sorted(address + ("" if p == "." else f"{p}/") for p in pages)
    assert 'href="/sous/un-chemin/"' in (built / "404.html").read_text("utf-8")
    shared = previews((built / "diplomes/index.html").read_text("utf-8"))
    assert shared["og:url"] == f"{address}diplomes/"
    assert shared["og:image"] == f"{address}assets/images/social.png"
    assert shared["twitter:card"] == "summary_large_image"
