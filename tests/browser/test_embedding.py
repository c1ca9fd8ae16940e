"""A tool in a real page of another site: two servers, and the strict policy of both."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.driving import READY, Watch, choose_day
from tests.browser.readers import Reader, until
from tests.browser.targets import copy_of
from tests.browser.test_intranet import Old
from tests.browser.webkit import start_webkit
from tests.conftest import PREFIX, ROOT, QuietHandler, serving

ORIGINS = "&#34;origins&#34;: ["
TOLD = "addEventListener('message', ({data}) => (self.told ??= []).push(JSON.stringify(data)));"
ASKED = "class_level=3e&establishment=prive-sous-contrat&on=2021-03-10"
SCRIPT = '<script src="{copy}calculateur.js" data-height="500" {given} async></script>'
FRAME = '<iframe src="{copy}cadre/calculateur.html" title="Calculateur" {given}></iframe>'
HEIGHT = "document.querySelector('iframe').offsetHeight"
SILENT = "Le calculateur ne s’affiche pas dans cette page."
REFUSED = "Ce calculateur ne s’affiche pas ici"


class Host(QuietHandler):
    """The site of somebody else, whose policy allows what « Intégrer » says and no more."""

    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


class Forbidding(QuietHandler):
    """A copy whose server lets no other site show it."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        super().end_headers()


def origin_of(address: str) -> str:
    return address.removesuffix(PREFIX)


class Sites:
    """Both sites: what the host shows of the copy can be written anew."""

    def __init__(self, folder: Path, copied: Path, until_the_end: ExitStack) -> None:
        self.folder, self.copied = folder, copied
        self.end = until_the_end
        folder.mkdir()
        shutil.copy(ROOT / "docs/assets/images/favicon.png", folder / "icon.png")

    def open(
        self,
        site: Path,
        handler: type[QuietHandler] = QuietHandler,
        *,
        listed: bool = True,
        instead: Mapping[str, str] = {},
    ) -> None:
        host: type[Host] = type("OfTest", (Host,), {})
        self.host = self.end.enter_context(serving(self.folder, host))
        origins = [origin_of(self.host)] if listed else ["https://autre.example"]
        names = escape(json.dumps(origins)[1:-1]).replace("&quot;", "&#34;")
        changes: dict[Path, bytes | None] = {}
        for frame in (site / "cadre").glob("*.html"):
            html = frame.read_text("utf-8")
            if instead:  # the script is not the one that the policy knows any more
                html = html.replace("Content-Security-Policy", "No-Policy", 1)
            for old, new in instead.items():
                html = html.replace(old, new)
            changes[frame] = html.replace(ORIGINS, ORIGINS + names).encode()
        self.copy = self.end.enter_context(serving(copy_of(site, self.copied, changes), handler))
        copy = origin_of(self.copy)
        host.policy = f"default-src 'self'; script-src {copy}; frame-src {copy}"

    def page(self, snippet: str = SCRIPT, given: str = "", name: str = "index.html") -> str:
        """The address of a page of the host that shows a tool."""
        shown = snippet.format(copy=self.copy, given=given)
        html = (
            '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Lycée</title>'
            '<meta name="viewport" content="width=device-width"><link rel="icon" href="icon.png">'
            f'<h1>Lycée</h1><p><a id="before" href="#a">Avant</a></p>{shown}'
            '<p><a id="after" href="#b">Après</a></p></html>'
        )
        (self.folder / name).write_text(html, "utf-8")
        return self.host + name


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[Sites]:
    with ExitStack() as until_the_end:
        yield Sites(tmp_path / "host", tmp_path / "copy", until_the_end)


def framed(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def fits(page: Page) -> bool:
    """Whether the frame shows all that it holds, without a bar of its own, nor one across."""
    (frame,) = (frame for frame in page.frames if frame != page.main_frame)
    inner = frame.evaluate(
        """() => {
            const { scrollHeight, scrollWidth } = document.documentElement;
            return [scrollHeight - innerHeight, scrollWidth - innerWidth];
        }"""
    )
    across = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return all(beyond <= 0 for beyond in (*inner, across))


def wait(page: Page, condition: str) -> None:
    """Wait until something is true in a page whose policy lets nothing be evaluated later."""
    until(lambda: page.evaluate(condition), condition)


@pytest.mark.parametrize("target", ["public", "intranet"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_tool_answers_in_a_page_of_another_site(
    page: Page, sites: Sites, dist: Path, target: str, width: int
) -> None:
    sites.open(dist / target, Old if target == "intranet" else QuietHandler)
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(f"if (self === top) {TOLD}")
    watch = Watch(page.context)
    page.goto(sites.page(given='data-circular="nantes-2020-2021"'))
    frame = framed(page)
    expect(page.locator("iframe")).to_have_attribute(
        "title", "Un élève - Compétences numériques et Pix"
    )
    expect(frame.get_by_label("Année scolaire")).to_have_value("nantes-2020-2021")
    wait(page, "self.told")
    before = page.evaluate(HEIGHT)
    frame.get_by_label("Classe de l’élève").select_option("3e")
    frame.get_by_label("Établissement", exact=True).select_option("prive-sous-contrat")
    choose_day(frame, "2021-03-10")
    expect(frame.locator("[data-calc-result]")).to_contain_text("il reste 63 jours", timeout=READY)
    expect(frame.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)
    wait(page, f"{HEIGHT} > {before}")
    page.wait_for_timeout(300)
    assert fits(page)
    grown = page.evaluate(HEIGHT)
    frame.get_by_role("button", name="Tout recommencer").click()
    wait(page, f"{HEIGHT} < {grown}")
    told = page.evaluate("self.told")
    assert all(re.fullmatch(r'\{"height":\d+\}', one) for one in told)
    assert watch.problems == []
    assert {url for url in watch.outside(sites.copy) if not url.startswith(sites.host)} == set()
    assert page.context.cookies() == []
    assert page.context.storage_state()["origins"] == []


def test_what_is_chosen_beforehand_and_the_whole_page(page: Page, sites: Sites, dist: Path) -> None:
    sites.open(dist / "public")
    page.goto(sites.page(given=f'data-fields="{escape(ASKED)}"'))
    frame = framed(page)
    expect(frame.locator("[data-calc-result]")).to_contain_text("il reste 63 jours", timeout=READY)
    expect(frame.locator("[data-link-says]")).to_be_empty()
    frame.get_by_text("Pourquoi", exact=True).click()
    link = frame.get_by_role("link", name="Lien vers cette réponse")
    href = link.evaluate("link => link.href")
    with page.expect_popup() as opened:
        frame.get_by_role("link", name="§ 5 calendrier").first.click()
    assert opened.value.url.startswith(sites.copy)
    assert page.url.startswith(sites.host)
    opened.value.goto(href)
    assert href.startswith(f"{sites.copy}calculateur/#")
    expect(opened.value.locator("[data-calc-result]")).to_contain_text("il reste 63 jours")
    for name in ("Ouvrir la page entière", "Mentions légales", re.compile("Accessibilité : ")):
        expect(frame.get_by_role("link", name=name)).to_have_attribute("target", "_blank")


def test_the_keyboard_goes_in_and_out(page: Page, sites: Sites, dist: Path) -> None:
    sites.open(dist / "public")
    page.goto(sites.page())
    expect(framed(page).get_by_label("Classe de l’élève")).to_be_visible()
    focused = "document.activeElement.id || document.activeElement.tagName"
    page.locator("#before").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "IFRAME"
    expect(framed(page).get_by_label("Classe de l’élève")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(focused) != "IFRAME":
            break
    assert page.evaluate(focused) == "after"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "IFRAME"


@pytest.mark.parametrize(
    ("system", "asked", "scheme"),
    [("light", "", "default"), ("dark", "", "slate"), ("dark", "light", "default"),
     ("light", "dark", "slate")],
)  # fmt: skip
def test_its_colours_are_the_system_s_or_those_that_are_asked(
    page: Page, sites: Sites, dist: Path, system: Any, asked: str, scheme: str
) -> None:
    sites.open(dist / "public")
    page.emulate_media(color_scheme=system)
    page.goto(sites.page(given=f'data-colours="{asked}"'))
    expect(framed(page).locator("body")).to_have_attribute("data-md-color-scheme", scheme)


@pytest.mark.parametrize("snippet", [SCRIPT, FRAME], ids=["script", "frame"])
def test_a_site_that_is_not_listed_is_told_so(
    page: Page, sites: Sites, dist: Path, snippet: str
) -> None:
    sites.open(dist / "public", listed=False)
    page.add_init_script(f"if (self === top) {TOLD}")
    page.goto(sites.page(snippet))
    frame = framed(page)
    expect(frame.get_by_role("heading", level=1)).to_have_text(REFUSED)
    expect(frame.locator("main")).to_contain_text(origin_of(sites.host))
    expect(frame.get_by_role("link", name="Ouvrir le calculateur")).to_be_visible()
    if snippet == SCRIPT:
        expect(page.get_by_text(SILENT)).to_be_visible(timeout=15_000)
    assert page.evaluate("self.told") is None


NO_ANCESTORS = {"location.ancestorOrigins": "null"}
NOBODY = {**NO_ANCESTORS, "document.referrer": "''"}


@pytest.mark.parametrize("instead", [NO_ANCESTORS, NOBODY], ids=["referrer", "greeting"])
@pytest.mark.parametrize("listed", [True, False], ids=["listed", "unlisted"])
def test_browsers_that_tell_less_of_who_is_around(
    page: Page, sites: Sites, dist: Path, instead: Mapping[str, str], *, listed: bool
) -> None:
    sites.open(dist / "public", listed=listed, instead=instead)
    page.goto(sites.page())
    if listed:
        expect(framed(page).get_by_label("Classe de l’élève")).to_be_visible()
    else:
        expect(framed(page).get_by_role("heading", level=1)).to_have_text(REFUSED)
        expect(framed(page).locator("main")).to_contain_text(origin_of(sites.host))


def test_where_nobody_is_told_to_be_around_a_frame_waits_then_refuses(
    page: Page, sites: Sites, dist: Path
) -> None:
    sites.open(dist / "public", instead=NO_ANCESTORS)
    page.goto(sites.page(FRAME, 'referrerpolicy="no-referrer"'))
    expect(framed(page).get_by_role("heading", level=1)).to_have_text(REFUSED, timeout=15_000)
    expect(framed(page).locator("[data-origin]")).to_be_hidden()


def test_a_frame_without_script_is_enough(page: Page, sites: Sites, dist: Path) -> None:
    sites.open(dist / "public")
    page.goto(sites.page(FRAME, 'width="100%" height="700"'))
    expect(framed(page).get_by_label("Classe de l’élève")).to_be_visible()


def test_where_the_server_forbids_the_page_around_says_so(
    page: Page, sites: Sites, dist: Path
) -> None:
    sites.open(dist / "public", Forbidding)
    page.goto(sites.page())
    expect(page.get_by_text(SILENT)).to_be_visible(timeout=15_000)
    open_it = page.get_by_role("link", name="Ouvrir le calculateur dans son site")
    expect(open_it).to_have_attribute("href", f"{sites.copy}calculateur/")
    how = page.get_by_role("link", name="comment l’intégrer")
    expect(how).to_have_attribute("href", f"{sites.copy}integrer/")


def test_a_script_that_comes_into_the_head_once_the_page_is_there(
    page: Page, sites: Sites, dist: Path
) -> None:
    """As `async` brings it, where the lines were pasted before all that is shown."""
    sites.open(dist / "public")
    page.goto(sites.page(""))
    page.evaluate(
        """address => {
            const script = document.createElement("script");
            script.src = address;
            document.head.append(script);
        }""",
        f"{sites.copy}calculateur.js",
    )
    expect(framed(page).get_by_label("Classe de l’élève")).to_be_visible()


@pytest.mark.parametrize("name", ["calculatrice", "constructor"])
def test_a_tool_that_is_not_there_is_named(page: Page, sites: Sites, dist: Path, name: str) -> None:
    sites.open(dist / "public")
    page.goto(sites.page(given=f'data-tool="{name}"'))
    told = f"data-tool : « {name} » ; il faut calculateur ou etablissement ou liste."
    expect(page.get_by_text(told)).to_be_visible()


@pytest.mark.parametrize("tool", ["etablissement", "liste"])
def test_the_other_tools(page: Page, sites: Sites, dist: Path, tool: str) -> None:
    sites.open(dist / "public")
    watch = Watch(page.context)
    page.goto(sites.page(given=f'data-tool="{tool}" data-fields="class.3e=1"'))
    frame = framed(page)
    expect(frame.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)
    if tool == "etablissement":
        expect(frame.locator("[data-calc-result] .calc-answer")).to_be_visible(timeout=READY)
    page.wait_for_timeout(300)
    assert fits(page)
    assert watch.problems == []


def test_the_configurator_s_lines_work_where_they_are_pasted(
    page: Page, sites: Sites, dist: Path
) -> None:
    sites.open(dist / "public")
    watch = Watch(page.context)
    page.goto(f"{sites.copy}integrer/")
    page.get_by_label("Outil").select_option("etablissement")
    page.get_by_label("Classe déjà choisie").select_option("3e")
    page.get_by_label("Largeur au plus").fill("600")
    lines = page.get_by_label("À coller dans votre page")
    expect(lines).to_have_value(re.compile('data-fields="class.3e=1"'))
    preview = page.frame_locator("[data-embed-preview] iframe")
    expect(preview.locator("[data-calc-result] .calc-answer")).to_be_visible(timeout=READY)
    assert page.locator("[data-embed-preview] iframe").evaluate("f => f.offsetWidth") == 600
    pasted = lines.input_value()
    page.get_by_label("Votre site accepte").select_option("frame")
    expect(lines).to_have_value(re.compile("^<iframe "))
    pasted_frame = lines.input_value()
    page.get_by_label("Outil").select_option("liste")
    expect(page.get_by_label("Classe déjà choisie")).to_be_disabled()
    for snippet in (pasted, pasted_frame):
        page.goto(sites.page(snippet.replace("{", "{{").replace("}", "}}")))
        answer = framed(page).locator("[data-calc-result] .calc-answer")
        expect(answer).to_be_visible(timeout=READY)
    assert watch.problems == []


def test_the_lines_are_copied_where_plain_http_has_no_clipboard(
    page: Page, sites: Sites, dist: Path
) -> None:
    sites.open(dist / "public")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{sites.copy}integrer/")
    lines, button = page.locator("#calc-embed-lines"), page.locator("[data-embed-copy]")
    expect(lines).to_have_value(re.compile("data-tool"))
    written = lines.input_value()
    button.click()
    expect(page.locator("[data-embed-said]")).to_have_text("Copié.")
    expect(button).to_be_focused()
    assert lines.input_value() == written
    page.evaluate("document.execCommand = () => false")
    button.click()
    expect(page.locator("[data-embed-said]")).to_contain_text("Ctrl + C")
    expect(lines).to_be_focused()


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def other(request: pytest.FixtureRequest) -> Iterator[Reader]:
    if request.param == "firefox":
        yield request.getfixturevalue("firefox")
    else:
        with start_webkit() as webkit:
            yield webkit


def test_it_grows_in_other_browsers(other: Reader, sites: Sites, dist: Path) -> None:
    sites.open(dist / "public")
    other.open(sites.page(given=f'data-fields="{escape(ASKED)}" data-height="200"'))
    other.wait_until(f"{HEIGHT} > 1000")
    assert other.evaluate("document.querySelectorAll('div > p').length") == 0


def test_other_browsers_say_that_a_site_is_not_listed(
    other: Reader, sites: Sites, dist: Path
) -> None:
    sites.open(dist / "public", listed=False)
    other.open(sites.page())
    other.wait_until(f"document.body.innerText.includes({SILENT!r})")
    assert other.evaluate(HEIGHT) == 500
