"""What is compared in a browser: our three targets, stock Pyodide, and floors; how they are served.

Every server is on loopback, and sends `.br` files where the folder has them and the browser takes
them, as the example configurations do.
"""

from __future__ import annotations

import contextlib
import functools
import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from calculator.site.cache import Cache
from calculator.site.release import compressed
from tests.conftest import INTRANET_HOST

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
NODE_MODULES = ROOT / "node_modules"
MICROPYTHON = NODE_MODULES / "@micropython/micropython-webassembly-pyscript"
CACHE = Cache(ROOT / ".cache/calculator")
FIELDS = {"class_level": "3e", "establishment": "prive-sous-contrat", "on": "2021-03-10"}
PAGES = {"circulaire/2020-12-16.md": "../circulaire/2020-12-16/"}
WORDS = "il reste 63 jours"
"""What the answer to `FIELDS` says."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that answers in a browser.

    Attributes:
        name: What it is called in the results.
        url: Its address.
        answered: The performance mark, or paint, that says that the answer is in the page.
        files: What it has to download to answer, the page itself apart.
    """

    name: str
    url: str
    answered: str
    files: tuple[Path, ...]

    def transfer(self) -> int:
        """The size of its files as a server sends them, with brotli, in bytes."""
        return sum(len(_sent(file)) for file in self.files)


@contextlib.contextmanager
def candidates(workshop: Path) -> Iterator[list[Candidate]]:
    """Everything that is compared, served until the end.

    Args:
        workshop: A folder for the pages of the others.
    """
    stock, stock_files = _write_stock(workshop / "stock")
    micropython, micropython_files = _write_micropython(workshop / "micropython")
    javascript = _write(workshop / "javascript", _page(f"answer({json.dumps(WORDS)});"))
    with (
        served(DIST / "public") as public,
        served(DIST / "intranet", badly=True) as intranet,
        served(stock) as stock_url,
        served(micropython) as micropython_url,
        served(javascript) as javascript_url,
    ):
        ours = "calculator:answered"
        engine = _engine("public")
        for file in stock_files:
            _sent(file)  # takes long, once
        offline = (DIST / "offline/calculateur.html").as_uri()
        yield [
            Candidate("stock", stock_url, "answered", stock_files),
            Candidate("public", f"{public}calculateur/", ours, engine),
            Candidate("intranet", f"{intranet}calculateur.html", ours, _engine("intranet")),
            Candidate("offline", offline, ours, _engine("offline")),
            Candidate("text", f"{public}certification-college/", "first-contentful-paint", ()),
            Candidate("micropython", micropython_url, "answered", micropython_files),
            Candidate("javascript", javascript_url, "answered", ()),
        ]


def _engine(target: str) -> tuple[Path, ...]:
    folder = DIST / target / "assets"
    files = [*folder.glob("engine/*"), *folder.glob("calculator/calculator.*.js")]
    return tuple(file for file in files if file.suffix not in {".br", ".gz"})


def _page(script: str) -> str:
    return f"""<!doctype html><html lang="fr"><meta charset="utf-8"><title>Banc d’essai</title>
<output></output>
<script type="module">
function answer(html) {{
    document.querySelector("output").innerHTML = html;
    performance.mark("answered");
}}
{script}
</script></html>"""


def _write(folder: Path, page: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(page, encoding="utf-8")
    return folder


def _write_stock(folder: Path) -> tuple[Path, tuple[Path, ...]]:
    """Pyodide from npm as its documentation shows: micropip installs the wheel."""
    runtime = NODE_MODULES / "pyodide"
    (micropip,) = (Path(sys.prefix) / "wheels").glob("micropip-*.whl")
    (wheel,) = (DIST / "public/assets/python").glob("*.whl")
    request = json.dumps({"fields": FIELDS, "pages": PAGES})
    _write(
        folder,
        _page(f"""
import {{ loadPyodide }} from "./pyodide.mjs";
const pyodide = await loadPyodide();
await pyodide.loadPackage(new URL("{micropip.name}", location).href);
await pyodide.pyimport("micropip").install(new URL("{wheel.name}", location).href);
const ask = pyodide.runPython("from calculator.ask.pupil import answer_form; answer_form");
answer(JSON.parse(ask({json.dumps(request)})).html);
"""),
    )
    names = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
    lock = runtime / "pyodide-lock.json"
    files = (*(runtime / name for name in names), lock, micropip, wheel)
    for file in files:
        (folder / file.name).symlink_to(file)
    return folder, files


def _write_micropython(folder: Path) -> tuple[Path, tuple[Path, ...]]:
    """The smallest Python; it cannot run the rules, and says what they would."""
    _write(
        folder,
        _page(f"""
import {{ loadMicroPython }} from "./micropython.mjs";
const python = await loadMicroPython();
python.runPython("def ask(): return {WORDS!r}");
answer(python.globals.get("ask")());
"""),
    )
    files = tuple(MICROPYTHON / name for name in ("micropython.mjs", "micropython.wasm"))
    for file in files:
        (folder / file.name).symlink_to(file)
    return folder, files


@functools.cache
def _sent(file: Path) -> bytes:
    """A file as a server sends it, with brotli; packed files do not get smaller."""
    content = file.read_bytes()
    return min(content, compressed(content, CACHE).read_bytes(), key=len)


class _Handler(SimpleHTTPRequestHandler):
    """Sends what `_sent` gives, to be kept for ever where the name says so."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        body = _sent(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000, immutable")
        if body != file.read_bytes():
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # the browser may leave in the middle
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _BadHandler(_Handler):
    """Knows few types, compresses nothing, keeps nothing."""

    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        SimpleHTTPRequestHandler.do_GET(self)

    def guess_type(self, path: object) -> str:
        known = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}
        return known.get(Path(str(path)).suffix, "application/octet-stream")


@contextlib.contextmanager
def served(folder: Path, *, badly: bool = False) -> Iterator[str]:
    """Serve a folder until the end of the block, at the address given.

    Args:
        folder: The site.
        badly: Whether on the intranet's host, by a server that compresses and keeps nothing.
    """
    handler = functools.partial(_BadHandler if badly else _Handler, directory=str(folder))
    host = INTRANET_HOST if badly else "127.0.0.1"
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{host}:{server.server_port}/"
        server.shutdown()
