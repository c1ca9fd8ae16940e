"""Nothing but the site's own scripts runs, nothing leaves it, and no altered engine answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from calculator.site.package_index import pages_of
from calculator.site.release import TARGETS
from tests.browser.driving import Watch
from tests.browser.firefox import Firefox
from tests.browser.readers import until
from tests.browser.targets import (
    ALTERED,
    MISSING,
    RESULT,
    Opened,
    ask,
    assert_no_answer,
    copy_of,
    find_a_page,
    opened,
    wait_for_search,
)
from tests.conftest import PREFIX, QuietHandler, serve
from tests.site.links import is_bare

pytestmark = pytest.mark.long

NOT_FOUND = "404.html"


@pytest.fixture(scope="module", params=TARGETS)
def target(request: pytest.FixtureRequest) -> str:
    """The name of each form of the site."""
    name: str = request.param
    return name


class Noting(QuietHandler):
    """Notes what it cannot answer: of the icon that a browser asks for, no page hears."""

    refused: ClassVar[list[str]] = []

    def send_error(self, code: int, *said: str | None) -> None:
        self.refused.append(self.path)
        super().send_error(code, *said)


@pytest.fixture(scope="module")
def site(dist: Path, target: str) -> Iterator[Opened]:
    """Each form of the site, as its readers open it."""
    Noting.refused.clear()
    with opened(target, dist / target, Noting) as site:
        yield site


POLICY = re.compile(
    r'\s*<!doctype html>\s*<html[^>]*>\s*<head>\s*<meta charset="utf-8">'
    r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">',
    re.IGNORECASE,
)


def test_every_page_begins_with_a_strict_policy(dist: Path, target: str) -> None:
    pages = list(pages_of(dist / target))
    assert dist / target / NOT_FOUND in pages
    for page in pages:
        html = page.read_text("utf-8")
        stated = POLICY.match(html)
        assert stated, page
        policy = stated[1].split("; ")
        assert policy[0] == "default-src 'none'", page
        assert {"base-uri 'none'", "form-action 'none'"} <= set(policy), page
        allowed = {source for directive in policy for source in directive.split()[1:]}
        assert not allowed & {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'"}, page
        assert all(re.fullmatch(r"'.*'|data:|blob:", source) for source in allowed), page


def test_every_page_is_quiet_and_asks_for_nothing_outside(page: Page, site: Opened) -> None:
    watch = Watch(page.context)
    pages = site.pages()
    assert len(pages) >= 17
    for address in pages:
        page.goto(address)
    ask(page, site)
    follow_the_answer(page)
    find_a_page(page)
    switch_to_dark(page, site)
    assert len(watch.requests) > 5 * len(pages)
    assert watch.outside(site.address) == []
    assert watch.problems == []
    assert Noting.refused == []
    assert page.context.cookies() == []
    assert kept(page) == [f"{urlsplit(site.address).path}.__palette"]


@pytest.mark.parametrize("target", ["public", "intranet"], indirect=True)  # offline: elsewhere
def test_firefox_has_nothing_to_say_of_any_page(firefox: Firefox, site: Opened) -> None:
    for address in site.pages():
        firefox.open(address)
        if not is_bare(address.removeprefix(site.address)):
            wait_for_search(firefox)
        assert firefox.errors() == [], address


def follow_the_answer(page: Page) -> None:
    page.locator(RESULT).get_by_text("Pourquoi", exact=True).click()
    page.locator(RESULT).get_by_role("link", name="§ 5 calendrier").first.click()
    expect(page.locator(":target")).to_contain_text("8 mars au 12 mai 2021")


def switch_to_dark(page: Page, site: Opened) -> None:
    page.goto(site.address + site.home)
    page.get_by_title("Passer en mode sombre").click()
    for _ in ("here", "and on the next page"):
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.get_by_role("link", name="Un élève", exact=True).first.click()
        expect(page).to_have_url(re.compile("/calculateur"))
        page.goto(site.address + site.home)


def kept(page: Page) -> list[str]:
    """The names of all that pages have left in the browser."""
    names: list[str] = page.evaluate(
        """async () => [
            ...Object.keys(localStorage),
            ...Object.keys(sessionStorage),
            ...(await indexedDB.databases()).map(({ name }) => name),
            ...(typeof caches === "undefined" ? [] : await caches.keys()),
        ]"""
    )
    return names


INSERTED = """
<script>ran.push("script")</script>
<script type="module">ran.push("module")</script>
<script src="data:text/javascript,ran.push('data')"></script>
<script src="{outside}script.js"></script>
<img src="data:," onerror="ran.push('handler')">
<a class="inserted" href="javascript:void ran.push('link')">Lien</a>
<button class="inserted" onclick="ran.push('button')">Bouton</button>
<iframe srcdoc="<script>parent.ran.push('frame')</script>"></iframe>
<iframe src="{outside}frame.html" name="away"></iframe>
<form action="{outside}form.html" target="away"><button class="inserted">Envoi</button></form>
<img src="{outside}image.png">
<link rel="stylesheet" href="{outside}style.css">
"""
"""What someone may insert into a page."""
ADDED = """;
try { eval("ran.push('eval')") } catch {}
try { new Function("ran.push('function')")() } catch {}
setTimeout("ran.push('timeout')");
fetch("{outside}fetch.txt", { mode: "no-cors" }).catch(() => {});
"""
"""What someone may add to a script of the site."""
OUTSIDE = ("script.js", "frame.html", "form.html", "image.png", "style.css", "fetch.txt")
RUN = {"script", "module", "data", "external", "handler", "link", "button", "frame"}
RUN_BY_SCRIPT = {"eval", "function", "timeout"}
LISTEN = """
window.ran = [];
window.refused = [];
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    refused.push(`${effectiveDirective} ${blockedURI}`));
"""
INSERT = """(html) => {
    ran.length = refused.length = 0;
    document.body.append(document.createRange().createContextualFragment(html));
}"""
CLICK = "() => document.querySelectorAll('.inserted').forEach((one) => one.click())"


class Outside(QuietHandler):
    """Another server, which notes what it is asked."""

    asked: ClassVar[set[str]] = set()

    def send_head(self) -> Any:
        self.asked.add(self.path.removeprefix(PREFIX).rstrip("?"))
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # it is asked again
        super().end_headers()


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of another server."""
    folder = tmp_path_factory.mktemp("outside")
    for name in OUTSIDE:
        (folder / name).write_text("", "utf-8")
    (folder / "script.js").write_text("ran.push('external')", "utf-8")
    yield from serve(folder, Outside)


def misled(folder: Path, destination: Path, outside: str, *, sealed: bool) -> Path:
    """A copy of a site, in whose pages and script someone has inserted what should not run."""
    changes: dict[Path, bytes | None] = {}
    for page in pages_of(folder):
        html = page.read_text("utf-8")
        if not sealed:
            html = html.replace("Content-Security-Policy", "No-Policy", 1)
        inserted = INSERTED.replace("{outside}", outside)
        changes[page] = html.replace("</body>", f"{inserted}</body>").encode()
    (script,) = folder.glob("assets/javascripts/bundle.*.min.js")
    changes[script] = script.read_bytes() + ADDED.replace("{outside}", outside).encode()
    return copy_of(folder, destination, changes)


def refusals(outside: str) -> set[str]:
    """What a browser says of all that is inserted."""
    return {
        "script-src-elem inline",
        "script-src-attr inline",
        "script-src-elem data",
        f"script-src-elem {outside}script.js",
        f"frame-src {outside.removesuffix(PREFIX)}",
        f"form-action {outside}form.html?",
        f"img-src {outside}image.png",
        f"style-src-elem {outside}style.css",
    }


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "unsealed"])
def test_nothing_that_is_inserted_runs_or_reaches_another_server(
    page: Page, dist: Path, target: str, outside: str, tmp_path: Path, *, sealed: bool
) -> None:
    """Unsealed, everything does: the test would see it."""
    page.add_init_script(LISTEN)
    folder = misled(dist / target, tmp_path / "misled", outside, sealed=sealed)
    with opened(target, folder) as site:
        for path in (site.home, site.calculator):
            Outside.asked.clear()
            page.goto(site.address + path)
            page.evaluate(CLICK)
            if sealed:
                said = {"script-src eval", f"connect-src {outside}fetch.txt"}
                wait_for(page, "refused", refusals(outside) | said)
                page.evaluate(INSERT, INSERTED.replace("{outside}", outside))
                page.evaluate(CLICK)
                wait_for(page, "refused", refusals(outside))
                assert page.evaluate("ran") == []
                assert Outside.asked == set()
            else:
                wait_for(page, "ran", RUN | RUN_BY_SCRIPT)
                page.evaluate(INSERT, INSERTED.replace("{outside}", outside))
                page.evaluate(CLICK)
                wait_for(page, "ran", RUN)
                until(lambda: Outside.asked == set(OUTSIDE), "everything is asked of it")


def wait_for(page: Page, noted: str, expected: set[str]) -> None:
    """Wait until the page has noted all that is expected."""
    seen: set[str] = set()

    def all_seen() -> bool:
        seen.update(page.evaluate(noted))
        return expected <= seen

    try:
        until(all_seen, noted, 10)
    except TimeoutError:
        assert expected - seen == set()


def flipped(content: bytes) -> bytes:
    """A content of which one bit, in the middle, is another."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def halved(content: bytes) -> bytes:
    return content[: len(content) // 2]


def absent(content: bytes) -> None:
    return None


SAYS: dict[Callable[[bytes], bytes | None], str] = {
    flipped: ALTERED,
    halved: ALTERED,
    absent: MISSING,
}


@pytest.mark.parametrize(
    ("form", "secure", "alter"),
    [
        ("public", True, flipped),
        ("public", True, halved),
        ("intranet", True, flipped),
        ("intranet", False, flipped),
        ("intranet", False, halved),
        ("intranet", False, absent),
        ("offline", True, flipped),
        ("offline", True, halved),
        ("offline", True, absent),
    ],
)
def test_an_altered_engine_gives_no_answer_and_it_is_said(
    page: Page,
    dist: Path,
    tmp_path: Path,
    *,
    form: str,
    secure: bool,
    alter: Callable[[bytes], bytes | None],
) -> None:
    """Each part in its turn: the script, in which Pyodide's lock is, the WebAssembly, the zip."""
    for part in engine_of(dist / form):
        changes = {part: alter(part.read_bytes())}
        folder = copy_of(dist / form, tmp_path / part.name, changes)
        with opened(form, folder, secure=secure) as site:
            page.goto(site.address + site.calculator)
            assert page.evaluate("isSecureContext") == secure
            assert_no_answer(page, SAYS[alter])


@pytest.mark.parametrize("form", ["intranet", "offline"])
def test_firefox_refuses_an_altered_engine_too(
    firefox: Firefox, dist: Path, tmp_path: Path, form: str
) -> None:
    part = engine_of(dist / form)[0]
    folder = copy_of(dist / form, tmp_path / "altered", {part: flipped(part.read_bytes())})
    with opened(form, folder) as site:
        firefox.open(site.address + site.calculator)
        firefox.select("[name=class_level]", "3e")
        says = f"document.querySelector({RESULT!r}).innerText"
        firefox.wait_until(f"{says}.includes({ALTERED!r})")
        assert "il reste" not in firefox.text(RESULT)
        firefox.open("about:blank")


@pytest.mark.parametrize("place", range(3))
def test_an_engine_cut_on_its_way_gives_no_answer_and_it_is_said(
    page: Page, dist: Path, place: int
) -> None:
    part = engine_of(dist / "intranet")[place]

    class Cut(QuietHandler):
        """Loses the connection in the middle of a file."""

        def copyfile(self, source: Any, outputfile: Any) -> None:
            if self.path.endswith(part.name):
                outputfile.write(halved(part.read_bytes()))
            else:
                super().copyfile(source, outputfile)

    with opened("intranet", dist / "intranet", Cut) as site:
        page.goto(site.address + site.calculator)
        assert_no_answer(page, MISSING)


def engine_of(folder: Path) -> list[Path]:
    """What the engine of a site is made of."""
    files = sorted((folder / "assets/engine").iterdir())
    parts = [file for file in files if file.suffix not in {".br", ".gz"}]
    assert len(parts) == (4 if folder.name == "offline" else 3)
    return parts
