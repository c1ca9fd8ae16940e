"""The offline bundle, unzipped and opened from a disk, in Chromium and in Firefox."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import Browser

from tests.browser.readers import SEARCH, Chromium, Watched, search, until

PLACE = "Clé USB n° 3 #été"
"""Where a person may unzip it."""
LARGEST = 8_000_000
"""How many bytes the zip may have."""

LOADED = "document.readyState === 'complete'"
IN_VIEW = """(() => {
    const { top, bottom } = document.querySelector(":target").getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
})()"""
NOTE_WORKERS = """
window.whole = [];
window.Worker = class extends Worker {
    constructor(...given) {
        super(...given);
        whole.push(document.querySelector("footer") !== null);
    }
};
"""
FOLDER = "competences-numeriques-et-pix"
"""What a person finds in the zip: the site's name."""
SCHEME = "document.body.dataset.mdColorScheme"


@pytest.fixture(scope="module")
def bundle(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The unzipped folder, on what cannot be written to; nothing in it changes."""
    place = tmp_path_factory.mktemp("disk") / PLACE
    with zipfile.ZipFile(dist / "offline.zip") as packed:
        packed.extractall(place)
    before = state(place)
    allow(place, 0o555, 0o444)
    yield place / FOLDER
    after = state(place)
    allow(place, 0o755, 0o644)
    assert after == before


def state(place: Path) -> dict[Path, tuple[int, str]]:
    """Each file and folder, when it was last changed, and its checksum."""
    return {
        path: (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in (place, *place.rglob("*"))
    }


def allow(place: Path, folders: int, files: int) -> None:
    for path in (place, *place.rglob("*")):
        path.chmod(folders if path.is_dir() else files)


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def reader(request: pytest.FixtureRequest) -> Iterator[Watched]:
    """Each browser, without a network."""
    if request.param == "firefox":
        yield request.getfixturevalue("firefox")
        return
    context = request.getfixturevalue("browser").new_context(locale="fr-FR", color_scheme="light")
    context.set_offline(True)
    yield Chromium(context)
    context.close()


def open_page(reader: Watched, file: Path) -> None:
    reader.open(file.as_uri())
    reader.wait_until(LOADED)


def follow(reader: Watched, css: str, to: str) -> None:
    """Click on a link, and wait for the page whose address ends so."""
    reader.click(css)
    reader.wait_until(f"decodeURI(location.href).endsWith({to!r}) && {LOADED}")


def test_the_zip_is_small_and_opens_to_one_folder(dist: Path) -> None:
    file = dist / "offline.zip"
    assert file.stat().st_size <= LARGEST
    with zipfile.ZipFile(file) as packed:
        names = packed.namelist()
        assert packed.testzip() is None
    assert f"{FOLDER}/index.html" in names
    for path in map(PurePosixPath, names):
        assert path.parts[0] == FOLDER
        assert ".." not in path.parts
        assert not re.search(r'[\\:*?"<>|]', str(path))  # Windows


def test_from_the_home_page_to_the_answer_and_its_paragraph(reader: Watched, bundle: Path) -> None:
    started: list[str] = []

    def has_started(count: int) -> bool:
        started.extend(reader.workers())
        return len(started) == count

    open_page(reader, bundle / "index.html")
    until(lambda: has_started(1), "a worker for the search")
    follow(reader, "article a[href='calculateur.html']", "/calculateur.html")
    reader.select("[name=class_level]", "3e")
    reader.choose_day("2021-03-10")
    result = "document.querySelector('[data-calc-result]').innerText"
    reader.wait_until(f"{result}.includes('il reste 63 jours')")
    until(lambda: has_started(3), "another, and one for Python")
    reader.wait_until("document.querySelector('[data-calc-progress]').hidden")
    reader.click("[data-fold=pourquoi] > summary")
    citation = "[data-fold=pourquoi] a[href$='#p-5-calendrier']"
    follow(reader, citation, "/circulaire/2020-12-16.html#p-5-calendrier")
    assert "8 mars au 12 mai 2021" in reader.text(":target")
    reader.wait_until(IN_VIEW)
    assert reader.errors() == []


@pytest.mark.parametrize("name", ["calculateur.html", "liste.html"])
def test_no_worker_starts_before_a_page_is_there(browser: Browser, bundle: Path, name: str) -> None:
    """Firefox's page can freeze for good when one does."""
    page = browser.new_page()
    page.add_init_script(NOTE_WORKERS)
    page.goto((bundle / name).as_uri())
    page.wait_for_function("whole.length > 0")
    assert page.evaluate("whole.every(Boolean)")
    page.context.close()


def test_the_search_finds_a_page(reader: Watched, bundle: Path) -> None:
    open_page(reader, bundle / "circulaire/2020-12-16.html")
    reader.click(SEARCH)
    search(reader, "certification lycée")
    reader.click(".md-search-result__item a[href*='certification-lycee']")
    reader.wait_until(f"location.pathname.endsWith('/certification-lycee.html') && {LOADED}")
    assert reader.text("h1").startswith("La certification au lycée")
    reader.wait_until("document.querySelectorAll('article mark').length > 0")
    assert reader.errors() == []


def test_the_choice_of_dark_or_light_is_kept(reader: Watched, bundle: Path) -> None:
    open_page(reader, bundle / "calculateur.html")  # it has been seen in light before
    for scheme in ("slate", "default"):
        open_page(reader, bundle / "index.html")
        assert reader.evaluate(SCHEME) != scheme
        reader.click("[data-md-component=palette] label:not([hidden])")
        reader.wait_until(f"{SCHEME} === {scheme!r}")
        for css, to in [
            ("article a[href='calculateur.html']", "/calculateur.html"),
            (".md-logo", "/index.html"),
            ("article a[href='annees/index.html']", "/annees/index.html"),
            ("article a[href='2020-2021.html']", "/annees/2020-2021.html"),
            ("main a[href$='#p-5-college']", "/circulaire/2020-12-16.html#p-5-college"),
            (".md-logo", "/index.html"),
        ]:
            follow(reader, css, to)
            assert reader.evaluate(SCHEME) == scheme, to
    assert reader.errors() == []


def test_every_page_opens_and_what_it_names_is_there(reader: Watched, bundle: Path) -> None:
    seen: set[Path] = set()
    to_see = {bundle / "index.html"}
    while to_see:
        page = to_see.pop()
        seen.add(page)
        open_page(reader, page)
        assert reader.errors() == [], page
        named = files_named(reader, "[href], [src]")
        assert all(file.is_relative_to(bundle) and file.is_file() for file in named), page
        to_see |= {file for file in named if file.suffix == ".html"} - seen
    not_found = bundle / "404.html"  # which nothing names
    assert seen == set(bundle.rglob("*.html")) - {not_found}
    open_page(reader, not_found)
    assert reader.errors() == []


def files_named(reader: Watched, css: str) -> set[Path]:
    """The files that elements of the page name."""
    addresses: list[object] = reader.evaluate(
        "(css) => [...document.querySelectorAll(css)].map((one) => one.href ?? one.src)", css
    )
    return {
        Path(url2pathname(urlsplit(address).path))
        for address in map(str, addresses)
        if address.startswith("file:")
    }


def test_what_can_be_downloaded_is_there(reader: Watched, bundle: Path) -> None:
    open_page(reader, bundle / "developpeurs.html")
    wheel, lock = sorted(files_named(reader, "a[download]"))
    assert lock.read_bytes()
    saved = reader.save("a[download][href$='.whl']")
    assert saved == wheel.read_bytes()
    assert hashlib.sha256(saved).hexdigest() in reader.text("main")
    open_page(reader, bundle / "a-propos.html")
    assert files_named(reader, "a[href*='licences/']") == set((bundle / "licences").iterdir())
    assert reader.errors() == []
