"""Proof that others can make their site: wheels of the project, an empty folder, and no Node.

Other packages are those of the lock, already installed here; the clone itself is out of reach.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from calculator.site.cache import Cache
from calculator.site.engine_wheel import engine_wheel
from calculator.site.parts import MadeParts
from calculator.site.wheel import built_wheel
from tests.browser.driving import READY, Watch, choose_day
from tests.browser.targets import opened
from tests.conftest import ROOT
from tests.foreign import FOLDER, IDS

pytestmark = pytest.mark.long

TARGETS = ("public", "intranet", "offline")
NEW = ("--duty", "ASSR 1", "--noun", "l’ASSR 1", "--todo", "Faire passer l’ASSR 1 à l’élève")
DATES = ("--date", "2022-10-03", "--opens", "2023-01-16", "--closes", "2023-02-10")
WORKSHOP = re.compile(rb"_atelier|\batelier[-.]|data-atelier|l\xe2\x80\x99atelier", re.IGNORECASE)
"""What names the workshop: a text may speak of some other « atelier »."""
ANSWERS = {
    # site: class, day, and what the answer says
    "academie": ("3e", "2021-03-16", "21 mai 2021"),
    "securite-routiere": ("5e", "2023-01-20", "10 février 2023"),
    "premiers-secours": ("3e", "2023-10-02", "PSC1 demandé"),
    "new": ("5e", "2023-01-20", "ASSR 1 obligatoire"),
}


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheels of the project, and what the lock has besides."""
    folder = tmp_path_factory.mktemp("machine")
    wheels = folder / "wheels"
    built_wheel(ROOT, wheels)
    engine_wheel(wheels, MadeParts(ROOT / "node_modules", Cache(ROOT / ".cache/calculator")))
    venv = [sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")]
    subprocess.run(venv, check=True)
    python = folder / "venv/bin/python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps"]
    offline = ["--no-index", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *offline, *map(str, wheels.glob("*.whl"))], check=True)
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    # A folder named there has its packages imported, and its own .pth, the clone's, not read.
    (packages / "lock.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder


def run(machine: Path, folder: Path, *arguments: str, given: str | None = None) -> str:
    done = subprocess.run(
        [str(machine / "venv/bin/calculator"), *arguments],
        cwd=folder,
        env={"PATH": str(machine / "venv/bin"), "HOME": str(machine), "LANG": "C.UTF-8"},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module", params=ANSWERS)
def made(request: pytest.FixtureRequest, machine: Path) -> Iterator[tuple[str, Path]]:
    """The repository of each site, built."""
    site = request.param
    repository = machine / site
    if site in IDS:
        shutil.copytree(FOLDER / site, repository)
    else:
        run(machine, machine, "new", site, "--yes", *NEW, *DATES)
    (ROOT / ".cache").mkdir(exist_ok=True)
    (repository / ".cache").symlink_to(ROOT / ".cache")  # the same WebAssembly is compressed once
    run(machine, repository, "build")
    yield site, repository
    shutil.rmtree(repository)


def test_the_clone_is_out_of_reach_and_so_is_node(machine: Path) -> None:
    code = "import calculator, shutil; print(calculator.__file__, shutil.which('node'))"
    done = subprocess.run(
        [str(machine / "venv/bin/python"), "-c", code],
        cwd=machine,
        env={"PATH": str(machine / "venv/bin")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(str(machine))
    assert done.stdout.endswith(" None\n")


def test_it_passes_its_own_tests(made: tuple[str, Path], machine: Path) -> None:
    _, repository = made
    assert "correct" in run(machine, repository, "check")
    said = run(machine, repository, "test")
    assert "les réponses sont celles attendues" in said
    assert "liens, politique de sécurité et accessibilité de base corrects" in said


@pytest.mark.parametrize("target", TARGETS)
def test_no_word_of_the_workshop_is_in_it(made: tuple[str, Path], target: str) -> None:
    _, repository = made
    files = [file for file in (repository / "dist" / target).rglob("*") if file.is_file()]
    assert len(files) > 20
    for file in files:
        assert not WORKSHOP.search(file.read_bytes()), file
        assert "atelier" not in file.name


@pytest.mark.parametrize("target", TARGETS)
def test_it_answers_in_chromium(page: Page, made: tuple[str, Path], target: str) -> None:
    site, repository = made
    level, on, says = ANSWERS[site]
    with opened(target, repository / "dist" / target) as form:
        watch = Watch(page.context)
        page.goto(form.address + form.calculator)
        expect(page.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)
        page.locator("#calc-class").select_option(level)
        page.locator("#calc-establishment").select_option("public")
        choose_day(page, on)
        answer = page.locator("[data-calc-result] .calc-answer")
        expect(answer).to_contain_text(says, timeout=READY)
        assert watch.outside(form.address) == []
        assert watch.problems == []


# --- What is documented -----------------------------------------------------------------------


def commands_of(document: str, start: str, end: str) -> list[str]:
    """The commands of a part of a document, without their comments."""
    part = (ROOT / document).read_text("utf-8").partition(start)[2].partition(end)[0]
    blocks = re.findall(r"```sh\n(.*?)```", part, re.DOTALL)
    return [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize(
    ("document", "start", "end"),
    [
        ("docs/creer-un-site.md", "## En un quart d’heure", "## Les fichiers"),
        ("README.md", "## Make a site for your own circular", "## Publish it"),
    ],
)
def test_each_command_that_is_documented_works(
    document: str, start: str, end: str, machine: Path, tmp_path: Path
) -> None:
    shutil.copytree(machine / "wheels", tmp_path / "wheels")
    for name in ("texte.txt", "text.docx"):  # a plain text does, whatever its name
        (tmp_path / name).write_text("Objet\n\nL’attestation.\n\nEn mars.\n", "utf-8")
    done, here = set(), tmp_path
    for command in commands_of(document, start, end):
        words = shlex.split(command)
        done.add(words[0] if words[0] != "calculator" else words[1])
        if words[0] == "cd":
            here = here / words[1]
            (here / ".cache").symlink_to(ROOT / ".cache")
        elif words[0] == "pip":  # whose other packages are there already
            pip = [sys.executable, "-m", "pip", "--python", str(machine / "venv/bin/python")]
            offline = ["install", "--no-index", "--no-deps", "--dry-run"]
            subprocess.run([*pip, *offline, *words[2:]], cwd=tmp_path, check=True)
        elif words[:2] == ["calculator", "serve"]:
            serve(machine, here)
        elif words[0] == "calculator":
            day = "\n" * 4 + "2030-10-01" if "--text" in words else ""
            given = day + "\n" * 20 if words[1] == "new" and "--yes" not in words else None
            run(machine, tmp_path if words[1] == "new" else here, *words[1:], given=given)
    assert {"pip", "new", "cd", "serve", "check", "build", "test", "update"} <= done


def serve(machine: Path, folder: Path) -> None:
    """Serve a site until it answers, and stop as Ctrl-C does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(machine / "venv/bin/calculator"), "serve", "--port", str(port)]
    environment = {"PATH": str(machine / "venv/bin"), "HOME": str(machine), "LANG": "C.UTF-8"}
    with subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True) as running:
        try:
            page = until_served(f"http://127.0.0.1:{port}/calculateur/", running)
            assert "data-calc-calculator" in page
        finally:
            running.terminate()
        assert running.wait(30) == 128 + signal.SIGTERM
    with pytest.raises(URLError, match="refused"):  # nobody listens there any longer
        urlopen(f"http://127.0.0.1:{port}/", timeout=5)


def until_served(address: str, running: subprocess.Popen[bytes]) -> str:
    for _ in range(240):
        assert running.poll() is None
        with contextlib.suppress(OSError), urlopen(address, timeout=60) as answer:
            return str(answer.read().decode())
        time.sleep(0.5)
    raise AssertionError(f"{address} does not answer")


def spoil(page: Path, old: str, new: str) -> None:
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('<html lang="fr"', "<html", "la langue de la page n’est pas dite"),
        ("Content-Security-Policy", "X-Nothing", "aucune politique de sécurité"),
        ("<h1", "<h2", "0 titres h1"),
        ("</h1>", '</h1><img src="no.png" alt="">', "fichier introuvable : no.png"),
        ("</h1>", '</h1><script defer src="//elsewhere.test/a.js"></script>', "d’un autre site"),
        ("</h1>", '</h1><a href="nulle-part/">x</a>', "lien vers rien : nulle-part/"),
        ("</h1>", '</h1><a href="#nulle-part">x</a>', "ancre qui n’existe pas : #nulle-part"),
        ("</h1>", '</h1><input type="text">', "un champ n’a pas d’étiquette"),
        ("</h1>", '</h1><b id="x"></b><b id="x"></b>', "l’identifiant « x » est là 2 fois"),
        ("</h1>", "</h1><h3>Trop bas</h3>", "un titre h3 suit un titre h1"),
        ("</h1>", '</h1><a href="./"><img src="" alt=""></a>', "n’a pas de nom : ./"),
        ("</h1>", "</h1><button> <b></b></button>", "n’a pas de nom : button"),
        ("</h1>", '</h1><p aria-describedby="y">x</p>', "description « y » n’est pas dans la page"),
    ],
)
def test_a_spoilt_page_fails_the_tests_of_its_site(
    site_folder: Path, tmp_path: Path, old: str, new: str, says: str
) -> None:
    from calculator.site.inspecting import faults_of

    shutil.copytree(site_folder / "calculateur", tmp_path / "calculateur")
    before = set(faults_of(tmp_path))
    spoil(tmp_path / "calculateur/index.html", old, new)
    (fault,) = set(faults_of(tmp_path)) - before
    assert says in fault


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="./"><img src="" alt="Accueil"></a>',
        '<a href="./" aria-label="Accueil"></a>',
        "<button><b>Rechercher</b></button>",
        '<button title="Rechercher"></button>',
        "<h2>Assez haut</h2><h3>Plus bas</h3>",
        '<p id="y">x</p><p aria-describedby="y">x</p>',
    ],
)
def test_what_has_a_name_and_a_place_is_no_fault(
    site_folder: Path, tmp_path: Path, markup: str
) -> None:
    from calculator.site.inspecting import faults_of

    shutil.copytree(site_folder / "calculateur", tmp_path / "calculateur")
    before = set(faults_of(tmp_path))
    spoil(tmp_path / "calculateur/index.html", "</h1>", f"</h1>{markup}")
    assert set(faults_of(tmp_path)) - before == set()
