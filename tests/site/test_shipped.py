"""What the site redistributes is accounted for: each piece with its version and its licence."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from calculator.site.cache import Cache
from calculator.site.parts import MadeParts
from calculator.site.shipped import Shipped, shipped
from tests.conftest import ROOT, program

PARTS = MadeParts(ROOT / "node_modules", Cache(ROOT / ".cache/calculator"))
PIECES = {piece.package: piece for piece in shipped(PARTS)}
TARGETS = ("public", "intranet", "offline")
PYTHON = "pkg:generic/python"
COPIES = {".br", ".gz", ".map"}
OURS = re.compile(
    r"(.+\.html|calculateur\.js|assets/calculator/.+|schemas/.+\.schema\.json"
    r"|api/v1/.+\.(json|csv)|assets/images/(mark\.svg|(favicon|social|touch)\.png)"
    r"|assets/python/pyodide-lock\.json|licences/.+\.txt|calendriers/.+\.ics|search/search_index\.json|sitemap\.xml)"
)
"""What the project itself writes."""


@pytest.fixture(scope="module")
def inventory(dist: Path) -> Any:
    return json.loads((dist / "sbom.cdx.json").read_text("utf-8"))


# --- The inventory ----------------------------------------------------------------------------


def test_the_inventory_is_valid(dist: Path) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str((dist / "sbom.cdx.json").read_text("utf-8")) is None


def test_the_inventory_says_what_each_piece_is_and_where(dist: Path, inventory: Any) -> None:
    lines = (line.split("  ") for line in (dist / "SHA256SUMS").read_text("utf-8").splitlines())
    checksums = {file: checksum for checksum, file in lines}
    components = inventory["components"]
    assert {unversioned(component["purl"]) for component in components} == set(PIECES)
    for component in components:
        piece = PIECES[unversioned(component["purl"])]
        assert component["purl"] == f"{piece.package}@{piece.version}".removesuffix("@")
        assert component.get("version", "") == piece.version
        (licence,) = component["licenses"]
        assert piece.licence in {licence.get("expression"), licence.get("license", {}).get("id")}
        (hashed,) = component["hashes"]
        places = [place["location"] for place in component["evidence"]["occurrences"]]
        assert hashed["content"] in {checksums[f"public/{place}"] for place in places}


def test_the_inventory_is_that_of_the_site_and_every_piece_hangs_on_it(inventory: Any) -> None:
    site = inventory["metadata"]["component"]
    assert (site["type"], site["name"]) == ("application", "competences-numeriques-et-pix")
    assert site["licenses"] == [{"expression": "MIT AND etalab-2.0"}]
    inside = {one["ref"]: one.get("dependsOn", []) for one in inventory["dependencies"]}
    reached: set[str] = set()
    to_see = {site["bom-ref"]}
    while to_see:
        reached |= to_see
        to_see = {piece for one in to_see for piece in inside[one]} - reached
    assert reached == {site["bom-ref"], *(c["bom-ref"] for c in inventory["components"])}


def unversioned(purl: str) -> str:
    return re.sub(r"@[^@/]*$", "", purl)


# --- Licences ---------------------------------------------------------------------------------


@pytest.mark.parametrize("target", TARGETS)
def test_every_licence_is_there_and_leads_from_the_page_about_the_site(
    dist: Path, target: str
) -> None:
    (page,) = (*(dist / target).glob("a-propos.html"), *(dist / target).glob("a-propos/index.html"))
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    links = {link["href"]: link for link in soup.select("a[href*='licences/']")}
    assert len(links) == len(PIECES)
    for piece in PIECES.values():
        (href,) = (href for href in links if str(href).endswith(piece.address))
        said = links[href].parent
        assert said is not None
        assert piece.name in said.get_text()
        assert piece.version in said.get_text()
        text = (page.parent / str(href)).read_text("utf-8")
        assert text == piece.text.read_text("utf-8")
        assert len(text) > 200


def test_the_licences_of_the_theme_s_icons_are_those_it_has() -> None:
    for name, package in ICON_SETS.items():
        (theirs,) = (icons() / name).glob("LICENSE*")
        for line in theirs.read_text("utf-8").splitlines():
            assert line.rstrip() in PIECES[package].text.read_text("utf-8")


# --- What is in the pages ---------------------------------------------------------------------


def test_every_file_is_ours_or_holds_a_piece(dist: Path, inventory: Any) -> None:
    held = {
        place["location"]
        for component in inventory["components"]
        for place in component["evidence"]["occurrences"]
    }
    site = dist / "public"
    files = {f.relative_to(site).as_posix() for f in files_of(site)}
    assert {f for f in files - held if not OURS.fullmatch(f)} == set()


def files_of(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix not in COPIES:
            yield file


THEME_SOURCES = {
    "clipboard": "ba5f78267d0c04e8",
    "escape-html": "42a7f91883d0c5ce",
    "focus-visible": "68cdf9fb09bc6765",
    "lunr": "9431726f05c0eae2",
    "material-design-color": "e3b0c44298fc1c14",  # no source in the map of a style
    "rxjs": "b3a690390324b7e5",
    "tslib": "5d83156094f41080",
}
"""The checksum of each package's sources in the theme: they are those of the version we say."""


def test_the_theme_is_made_of_what_we_say(site_folder: Path) -> None:
    found: dict[str, Any] = {}
    for file in sorted(site_folder.rglob("*.map")):
        described = json.loads(file.read_text("utf-8"))
        contents = described.get("sourcesContent") or [""] * len(described["sources"])
        for source, content in zip(described["sources"], contents, strict=True):
            if match := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)/", source):
                found.setdefault(match[1], hashlib.sha256()).update(content.encode())
    assert {name: digest.hexdigest()[:16] for name, digest in found.items()} == THEME_SOURCES
    assert {f"pkg:npm/{name}" for name in found} <= set(PIECES)


@pytest.mark.parametrize("target", TARGETS)
def test_every_copyright_notice_in_a_script_is_of_a_piece(dist: Path, target: str) -> None:
    notices = set()
    for file in files_of(dist / target):
        if file.suffix in {".js", ".css"}:
            comments = re.findall(r"/\*[*!].*?\*/", file.read_text("utf-8"), flags=re.DOTALL)
            notices |= {
                c for c in comments if c[2] == "!" or re.search("licen[cs]e|copyright", c, re.I)
            }
    assert len(notices) > 10
    for notice in notices:
        versions = set(re.findall(r"(?<![\d.])\d+(?:\.\d+)+", notice))
        known = [piece for piece in PIECES.values() if squeezed(piece.name) in squeezed(notice)]
        assert known, notice
        assert not versions or versions & {piece.version for piece in known}, notice


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", text.lower())


ICON_SETS = {
    "fontawesome": "pkg:npm/%40fortawesome/fontawesome-free",
    "material": "pkg:npm/%40mdi/svg",
    "octicons": "pkg:npm/%40primer/octicons",
}


def icons() -> Path:
    """The theme's folder of icons, one subfolder for each set."""
    theme = importlib.util.find_spec("material")
    assert theme is not None
    assert theme.origin is not None
    return Path(theme.origin).parent / "templates/.icons"


def test_every_icon_is_of_a_set_that_we_name(dist: Path) -> None:
    sets: dict[str, str] = {}
    for file in icons().rglob("*.svg"):
        for shape in shapes(file.read_text("utf-8")):
            sets[shape] = file.relative_to(icons()).parts[0]
    used = {
        sets.get(shape, shape)
        for target in TARGETS
        for file in files_of(dist / target)
        if file.suffix in {".html", ".css", ".js"}
        for svg in re.findall(r"<svg.*?</svg>", unquote(file.read_text("utf-8")), flags=re.DOTALL)
        for shape in shapes(svg)
    }
    assert used == set(ICON_SETS)


def shapes(svg: str) -> list[str]:
    return re.findall(r"""\bd=["']([^"']+)["']""", svg)


def test_the_versions_of_icons_are_those_we_say() -> None:
    caret = (icons() / "fontawesome/solid/caret-down.svg").read_text("utf-8")
    assert f"Font Awesome Free {PIECES[ICON_SETS['fontawesome']].version} " in caret
    assert PIECES[ICON_SETS["material"]].version == "7.4.47"
    assert len(list((icons() / "material").glob("*.svg"))) == 7447


# --- What is in the engine --------------------------------------------------------------------

ENGINE_SAYS = """
import ctypes, decimal, json, platform, pyexpat, sys, sysconfig

def version_of(function):
    function.restype = ctypes.c_char_p
    return function().decode().split(",")[0]

engine = ctypes.CDLL(None)
variables = sysconfig.get_config_vars()
json.dumps({
    "linked": variables["MODLIBS"].split(),
    "settings": {name: str(value) for name, value in variables.items()},
    "versions": {
        "bzip2": version_of(engine.BZ2_bzlibVersion),
        "emscripten": ".".join(map(str, sys._emscripten_info.emscripten_version)),
        "expat": pyexpat.EXPAT_VERSION.removeprefix("expat_"),
        "liblzma": version_of(engine.lzma_version_string),
        "libmpdec": decimal.__libmpdec_version__,
        "python": platform.python_version(),
        "sqlite": version_of(engine.sqlite3_libversion),
        "zlib": version_of(engine.zlibVersion),
        "zstd": version_of(engine.ZSTD_versionString),
    },
})
"""
LINKED = {
    "-lbz2": "bzip2",
    "-llzma": "liblzma",
    "-lsqlite3": "sqlite",
    "-lzstd": "zstd",
    "-sUSE_ZLIB": "zlib",
    "../libffi/include": "libffi",
    "Modules/_decimal/libmpdec/libmpdec.a": "libmpdec",
    "Modules/expat/libexpat.a": "expat",
}
"""What Python's modules are linked with, and the piece it is."""
MARKS = {
    "bzip2": "1.0.6, 6-Sept-2010",
    "expat": "expat_2.7.3",
    "hacl-star": "Modules/_hacl/",
    "libffi": "ffi_call_js",
    "liblzma": "5.2.2",
    "libmpdec": "libmpdec: internal error",
    "mimalloc": "mimalloc: ",
    "sqlite": "SQLite format 3",
    "zlib": "inflate 1.3.1",
    "zstd": "1.5.7",
}
"""What each library leaves in a WebAssembly, whole or in part: what it says, or asks of a page."""


@pytest.fixture(scope="module")
def engine_says(tmp_path_factory: pytest.TempPathFactory) -> Any:
    script = tmp_path_factory.mktemp("engine") / "says.py"
    script.write_text(ENGINE_SAYS, encoding="utf-8")
    runner = Path(__file__).parent / "run_python.mjs"
    command = [program("node"), str(runner), str(ROOT / "node_modules/pyodide"), str(script)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_the_engine_has_the_versions_we_say(engine_says: Any) -> None:
    for name, version in engine_says["versions"].items():
        assert piece(name).version == version, name
    wasm = (ROOT / "node_modules/pyodide/pyodide.asm.wasm").read_bytes()
    tags = {match[1] for match in re.finditer(rb"B8ne(\d{6})", wasm)}  # libc++ signs its functions
    versions = {".".join(str(int(tag[n : n + 2])) for n in (0, 2, 4)) for tag in tags}
    assert versions == {piece("libcxx").version}


def test_the_engine_is_linked_with_what_we_say_and_nothing_else(engine_says: Any) -> None:
    linked = {
        word
        for word in engine_says["linked"]
        if re.search(r"^-l(?!m$)|^-sUSE|\.a$|\.\./.*include", word)
    }
    assert linked == set(LINKED)
    assert set(LINKED.values()) <= set(MARKS)
    settings = engine_says["settings"]
    assert settings["WITH_MIMALLOC"] == "1"
    assert "libHacl" in settings["LIBHACL_SHA2_LIB_STATIC"]


def test_the_pieces_of_the_engine_are_those_that_the_build_left_in_it(dist: Path) -> None:
    whole = (ROOT / "node_modules/pyodide/pyodide.asm.wasm").read_bytes()
    assert [name for name, mark in MARKS.items() if mark.encode() not in whole] == []
    (wasm,) = (dist / "public").glob("assets/engine/wasm.*.wasm")
    left = wasm.read_bytes()
    found = {name for name, mark in MARKS.items() if mark.encode() in left}
    pieces = {package.rpartition("/")[2] for package, one in PIECES.items() if one.within == PYTHON}
    assert found == pieces


def test_what_pyodide_took_from_others_is_there() -> None:
    described = json.loads((ROOT / "node_modules/pyodide/pyodide.mjs.map").read_text("utf-8"))
    taken = [s for s in described["sources"] if re.search(r"vendor/|node_modules/", s)]
    assert {Path(source).stem for source in taken} == {"error-stack-parser", "stackframe"}
    assert {"pkg:npm/error-stack-parser", "pkg:npm/stackframe"} <= set(PIECES)


def piece(name: str) -> Shipped:
    return PIECES[f"pkg:generic/{name}"]
