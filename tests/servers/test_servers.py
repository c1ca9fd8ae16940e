"""The examples for web servers, run by the real servers: what a browser gets from them."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest
from playwright.sync_api import Page, expect

from calculator.site.package_index import pages_of
from calculator.site.policy import policy_of_site
from calculator.site.release import write_server_examples
from tests.browser.driving import CALCULATOR, Watch, fill, open_calculator
from tests.conftest import PREFIX
from tests.servers.running import (
    PATIENCE,
    Answer,
    Prepare,
    Server,
    apache,
    apache_htaccess,
    caddy,
    nginx,
    nginx_without_brotli,
    running,
)

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".whl": "application/octet-stream",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
NOT_YET_PUBLISHED = {
    ".atom": "application/atom+xml",
    ".mjs": "text/javascript; charset=utf-8",
    ".toml": "text/plain; charset=utf-8",
}
"""What a later version of the site may have."""
COMPRESSED = {".br", ".gz"}
FOR_EVER = "public, max-age=31536000, immutable"
HASHED = re.compile(
    r"assets/(engine|calculator)/|assets/(javascripts|stylesheets)/.*\.[0-9a-f]{8}\.min\."
)
SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
ACCEPTED = [
    ("br", "br"),
    ("gzip", "gzip"),
    ("gzip, deflate, br, zstd", "br"),
    ("identity", None),
    ("", None),
]
"""What a browser accepts, and the encoding that it gets."""


def at(prefix: str) -> list[tuple[Prepare, str]]:
    return [(prepare, prefix) for prepare in (nginx, apache, apache_htaccess, caddy)]


def name(param: tuple[Prepare, str]) -> str:
    prepare, prefix = param
    return f"{prepare.__name__} {prefix}"


@pytest.fixture(scope="module", params=[*at(PREFIX), *at("/")], ids=name)
def server(request: pytest.FixtureRequest, dist: Path) -> Iterator[Server]:
    """Each server, with the site below a path, then at its root."""
    prepare, prefix = request.param
    with running(prepare, dist, prefix) as server:
        yield server


@pytest.fixture(scope="module")
def policy(site_folder: Path) -> str:
    """The policy of the whole site."""
    stated = policy_of_site(page.read_text("utf-8") for page in pages_of(site_folder))
    return f"{stated}; frame-ancestors 'none'"


def published(site_folder: Path) -> list[Path]:
    """Every file that a page may name."""
    files = [file for file in site_folder.rglob("*") if file.is_file()]
    return [file for file in files if file.suffix not in COMPRESSED]


def decoded(answer: Answer) -> bytes:
    encoding = answer.headers.get("content-encoding")
    if encoding == "br":
        content: bytes = brotli.decompress(answer.body)
        return content
    if encoding == "gzip":
        return gzip.decompress(answer.body)
    assert encoding is None
    return answer.body


def test_the_examples_are_published_with_their_checksums(dist: Path) -> None:
    sums = (dist / "SHA256SUMS").read_text("utf-8")
    for file in ("Caddyfile", "apache.conf", "nginx.conf"):
        assert f"  servers/{file}\n" in sums


def test_every_type_of_file_of_the_site_is_known(site_folder: Path) -> None:
    assert {file.suffix for file in published(site_folder)} == set(TYPES)


@pytest.mark.parametrize(("accepted", "encoding"), ACCEPTED)
def test_every_file_comes_whole_with_its_type_encoding_and_caching(
    server: Server, site_folder: Path, accepted: str, encoding: str | None
) -> None:
    for file in published(site_folder):
        path = file.relative_to(site_folder).as_posix()
        answer = server.get(path, Accept_Encoding=accepted)
        assert answer.status == 200, path
        assert answer.headers["content-type"].lower() == TYPES[file.suffix], path
        has_compressed = file.with_name(f"{file.name}.br").exists()
        assert answer.headers.get("content-encoding") == (encoding if has_compressed else None)
        assert decoded(answer) == file.read_bytes(), path
        if has_compressed:
            assert answer.headers["vary"] == "Accept-Encoding", path
        caching = FOR_EVER if HASHED.match(path) else "no-cache"
        assert answer.headers["cache-control"] == caching, path


def test_types_that_the_site_may_have_later(server: Server) -> None:
    for suffix, content_type in NOT_YET_PUBLISHED.items():
        (server.folder / f"later{suffix}").write_text("é", "utf-8")
        answer = server.get(f"later{suffix}")
        assert answer.headers["content-type"].lower() == content_type
        assert answer.body == "é".encode()


@pytest.mark.parametrize(
    ("suffix", "encoding", "archive"),
    [(".br", "br", "application/octet-stream"), (".gz", "gzip", "application/gzip")],
)
def test_a_compressed_file_asked_by_its_name_is_not_taken_for_another(
    server: Server, site_folder: Path, suffix: str, encoding: str, archive: str
) -> None:
    for file in site_folder.rglob(f"*{suffix}"):
        answer = server.get(file.relative_to(site_folder).as_posix())
        assert answer.status == 200
        assert answer.body == file.read_bytes()
        said = answer.headers["content-type"].lower(), answer.headers.get("content-encoding")
        assert said in {(archive, None), (TYPES[Path(file.stem).suffix], encoding)}, file.name


@pytest.mark.parametrize("path", ["", CALCULATOR, "circulaire/2020-12-16/"])
def test_a_page_is_asked_for_again_and_sent_only_when_it_changed(
    server: Server, site_folder: Path, path: str
) -> None:
    tags = set()
    for accepted in ("br", "gzip", "identity"):
        first = server.get(path, Accept_Encoding=accepted)
        assert first.status == 200
        assert first.headers["content-type"] == TYPES[".html"]
        assert first.headers["cache-control"] == "no-cache"
        assert "content-language" not in first.headers
        assert decoded(first) == (site_folder / path / "index.html").read_bytes()
        tag = first.headers["etag"]
        again = server.get(path, Accept_Encoding=accepted, If_None_Match=tag)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["cache-control"] == "no-cache"
        assert server.get(path, Accept_Encoding=accepted, If_None_Match='"old"').status == 200
        tags.add(tag)
    assert len(tags) == 3


@pytest.mark.parametrize("accepted", ["br", "identity"])
@pytest.mark.parametrize(
    "path",
    [
        "absent",
        "absent/page/",
        f"{CALCULATOR}absent",
        "assets/engine/wasm.000000000000.wasm",
        "assets/javascripts/bundle.00000000.min.js",
    ],
)
def test_a_wrong_address_has_its_page_which_is_not_kept(
    server: Server, site_folder: Path, policy: str, path: str, accepted: str
) -> None:
    answer = server.get(path, Accept_Encoding=accepted)
    assert answer.status == 404
    assert answer.headers["content-type"] == TYPES[".html"]
    assert decoded(answer) == (site_folder / "404.html").read_bytes()
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert security(answer) == {**SECURITY, "content-security-policy": policy}


def security(answer: Answer) -> dict[str, str | None]:
    return {name: answer.headers.get(name) for name in (*SECURITY, "content-security-policy")}


@pytest.mark.parametrize("path", ["", CALCULATOR, "calculateur", "sitemap.xml", "404.html"])
def test_security_headers_are_on_every_answer(server: Server, policy: str, path: str) -> None:
    assert security(server.get(path)) == {**SECURITY, "content-security-policy": policy}


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
@pytest.mark.parametrize(
    ("path", "who", "from_where"),
    [
        ("cadre/calculateur.html", "'self'", "same-origin"),
        ("cadre/refus.html", "'self'", "same-origin"),
        ("cadre/", "'none'", "same-origin"),
        ("calculateur.js", "'none'", "cross-origin"),
        ("calculateur", "'none'", "same-origin"),
    ],
)
def test_other_sites_may_load_the_script_and_show_nothing_but_frames(
    server: Server, policy: str, path: str, who: str, from_where: str, accepted: str
) -> None:
    answer = server.get(path, Accept_Encoding=accepted)
    stated = policy.removesuffix("'none'") + who
    assert answer.headers["content-security-policy"] == stated
    assert answer.headers["cross-origin-resource-policy"] == from_where


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("api/v1/index.json", "*"),
        ("api/v1/nantes-2020-2021.csv", "*"),
        ("api/v1/nantes-2020-2021/3e.json", "*"),
        ("", None),
        ("sitemap.xml", None),
        ("schemas/answers-1.schema.json", None),
    ],
)
def test_the_pages_of_other_sites_may_read_the_static_answers(
    server: Server, path: str, who: str | None, accepted: str
) -> None:
    answer = server.get(path, Accept_Encoding=accepted, Origin="https://ailleurs.example")
    assert answer.status == 200
    assert answer.headers.get("access-control-allow-origin") == who


@pytest.mark.parametrize("prepare", [nginx, apache, apache_htaccess, caddy])
def test_frames_name_the_sites_that_are_accepted(
    prepare: Prepare, dist: Path, tmp_path: Path
) -> None:
    accepted = ["https://lycee.example", "http://10.0.0.1:8080"]
    (tmp_path / "public").symlink_to(dist / "public")
    write_server_examples(dist / "public", tmp_path / "servers", accepted)
    with running(prepare, tmp_path, PREFIX) as server:
        stated = {path: security(server.get(path)) for path in ("cadre/liste.html", CALCULATOR)}
    frame, page = (str(of["content-security-policy"]) for of in stated.values())
    assert frame.endswith(f"; frame-ancestors 'self' {' '.join(accepted)}")
    assert page.endswith("; frame-ancestors 'none'")


@pytest.mark.parametrize("path", ["assets/", "assets/engine/", "calendriers/"])
def test_no_folder_is_listed(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status in {403, 404}
    assert "Cette page n’existe pas" in answer.body.decode()


@pytest.mark.parametrize("path", ["", "calculateur", "circulaire/2020-12-16"])
def test_a_folder_without_its_slash_leads_to_it_on_the_same_host(server: Server, path: str) -> None:
    asked = (server.prefix + path).rstrip("/")
    if not asked:
        return  # a host's root has no other form
    # Not the port that the server listens to: it may be behind another.
    answer = server.get_from_host(asked, Host="127.0.0.1:8080")
    assert answer.status in {301, 308}
    here = f"http://127.0.0.1:8080{asked}"
    assert urljoin(here, answer.headers["location"]) == f"{here}/"


def test_what_is_not_the_site_is_not_there(server: Server) -> None:
    for path in ("/absent", "/sous/", "/sous/un-chemin-voisin/"):
        assert server.get_from_host(path).status in {403, 404}


def test_a_proxy_on_the_way_changes_nothing(server: Server) -> None:
    answer = server.get(CALCULATOR, Accept_Encoding="gzip", Via="1.1 proxy")
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("br", None), ("gzip, deflate, br", "gzip"), ("identity", None)]
)
def test_nginx_without_brotli_sends_gzip(
    dist: Path, site_folder: Path, accepted: str, encoding: str | None
) -> None:
    with running(nginx_without_brotli, dist, PREFIX) as server:
        answer = server.get(CALCULATOR, Accept_Encoding=accepted)
    assert answer.headers.get("content-encoding") == encoding
    assert decoded(answer) == (site_folder / CALCULATOR / "index.html").read_bytes()


@pytest.mark.parametrize("server", at(PREFIX), ids=name, indirect=True)
def test_the_site_works_and_the_engine_is_downloaded_once(page: Page, server: Server) -> None:
    watch = Watch(page.context)
    engine, form = (Requests(server, part) for part in ("/assets/engine/", f"/{CALCULATOR}"))
    for visit in (1, 2):
        open_calculator(page, server.site)
        fill(page, "3e", "2021-03-10")
        expect(page.locator("[data-calc-result]")).to_contain_text("il reste 63 jours")
        form.wait_for(visit)
        engine.wait_for(3)
        page.goto(server.site)
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type("certification lycée")
    expect(page.locator(".md-search-result__item").first).to_be_attached()
    engine.wait_for(3)
    assert watch.outside(server.site) == []
    assert watch.problems == []


class Requests:
    """The requests that a server answers from now on, for addresses with this part."""

    def __init__(self, server: Server, part: str) -> None:
        self._server = server
        self._part = part
        self._before = server.requests_for(part)

    def count(self) -> int:
        return self._server.requests_for(self._part) - self._before

    def wait_for(self, count: int) -> None:
        """Wait until the server has noted this many, and no more."""
        deadline = time.monotonic() + PATIENCE
        while self.count() < count and time.monotonic() < deadline:
            time.sleep(0.05)
        assert self.count() == count, self._part
