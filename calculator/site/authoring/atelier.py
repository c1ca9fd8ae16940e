"""The workshop (« l’atelier »): its pages, made when they are asked for from the files as they are.

Whatever becomes of the build, and nothing of them is ever among the files of a site.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from calculator.site.authoring.committed import Committed, committed, last_commit
from calculator.site.authoring.page import body_html, cases_html, marks, summary
from calculator.site.authoring.state import State, fingerprint, state_of

ADDRESS = "/_atelier/"
_WEB = Path(__file__).parents[2] / "web"
_SHEET, _SCRIPT = "atelier.css", "atelier.js"
_CASES = "cas/"
_PAGE = """\
<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Atelier</title>
<link rel="stylesheet" href="{address}atelier.css">
<link rel="icon" href="data:,">
</head>
<body class="atelier">
<header><a href="{site}">Retour au site</a></header>
<main>
<h1>Atelier</h1>
<p>Ce qu’il y a à dire des circulaires de ce dossier, à chaque enregistrement d’un fichier.
Cette page n’est jamais dans un site fabriqué.</p>
<div data-atelier="{version}">{body}</div>
</main>
<script src="{address}atelier.js" defer></script>
</body>
</html>
"""
_ASKS = f'<script src="{ADDRESS}{_SCRIPT}" defer></script>'.encode()
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A program that answers requests, as `wsgiref` calls it."""


class Atelier:
    """What is said of a folder of circulars while they are written."""

    def __init__(self, folder: Path, docs: Path, mount: str | None = None) -> None:
        """Say nothing yet.

        Args:
            folder: The folder of circulars.
            docs: The folder of the site's pages.
            mount: The path of the site on the server, which ends with a slash; None while there is
                no site yet.
        """
        self._folder, self._docs = folder, docs
        self._mount, self._is_alone = mount or "/", mount is None
        self._stale = "", ""
        self._builds = 0
        self._lock = threading.Lock()
        self._before: tuple[str | None, Committed] | None = None
        self._told: tuple[str, State] | None = None
        self._cases: dict[str, tuple[str, str]] = {}

    def built(self, stale: str = "") -> None:
        """Note that a build has ended, and why it failed if it did."""
        self._stale = stale, fingerprint(self._folder, self._docs)
        self._builds += 1

    def version(self) -> str:
        """What changes with what there is to say."""
        files = fingerprint(self._folder, self._docs)
        return f"{files}-{(last_commit(self._folder) or '')[:12]}-{self._builds}"

    def state(self) -> State:
        """What there is to say, found once for the same files."""
        version = self.version()
        with self._lock:
            if self._told is None or self._told[0] != version:
                self._told = version, state_of(self._folder, self._docs, self._committed())
            return self._told[1]

    def _committed(self) -> Committed:
        """The circulars of the last commit, read once for each; of none, each time."""
        commit = last_commit(self._folder)
        if commit is None or self._before is None or self._before[0] != commit:
            self._before = commit, committed(self._folder)
        return self._before[1]

    def around(self, application: Application) -> Application:
        """A program that answers for the workshop, and asks for its script in each page.

        Args:
            application: The program that answers for the site.
        """

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            if not path.startswith(ADDRESS):
                return _with_script(application, environ, start)
            kind, content = self._answer(path.removeprefix(ADDRESS))
            headers = [("Content-Length", str(len(content))), ("Cache-Control", "no-store")]
            status = "200 OK" if kind else "404 Not Found"
            start(status, [("Content-Type", kind or "text/plain; charset=utf-8"), *headers])
            return [content]

        return answer

    def _answer(self, name: str) -> tuple[str, bytes]:
        """The kind and the content of what has a name in the workshop; no kind when nothing has."""
        if name in (_SHEET, _SCRIPT):
            kind = "text/css" if name == _SHEET else "text/javascript"
            return f"{kind}; charset=utf-8", (_WEB / name).read_bytes()
        if name == "version":
            return "text/plain; charset=utf-8", self.version().encode()
        if name == "marques.json":
            state = self.state()
            told = {"summary": summary(state), "marks": marks(state, ADDRESS)}
            return "application/json", json.dumps(told).encode()
        html = self._html(name)
        return ("text/html; charset=utf-8", html.encode()) if html is not None else ("", b"404")

    def _html(self, name: str) -> str | None:
        if name.startswith(_CASES):
            return self._cases_of(name.removeprefix(_CASES))
        if name not in ("", "contenu"):
            return None
        version = self.version()
        why, of = self._stale  # said as long as the files are those that the build had
        stale = why if version.startswith(of) else ""
        body = body_html(self.state(), stale, self._link, alone=self._is_alone)
        if name:
            return body
        return _PAGE.format(address=ADDRESS, site=escape(self._mount), version=version, body=body)

    def _cases_of(self, name: str) -> str | None:
        version, state = self.version(), self.state()
        if name not in state.circulars:
            return None
        if self._cases.get(name, ("", ""))[0] != version:
            self._cases[name] = version, cases_html(state.circulars[name])
        return self._cases[name][1]

    def _link(self, uri: str) -> str:
        """The address of a page of the site, or of a file of it."""
        page = uri.removesuffix(".md")
        if page != uri:
            page = page.removesuffix("index").rstrip("/")
            page += "/" if page else ""
        return self._mount + quote(page)


def _with_script(
    application: Application, environ: dict[str, Any], start: Callable[..., Any]
) -> Iterable[bytes]:
    """What the site answers; a page asks for the script of the workshop too."""
    answered: list[Any] = []
    parts = application(environ, lambda *told: answered.extend(told))
    status, headers, *others = answered
    kinds = [value for name, value in headers if name.lower() == "content-type"]
    if not kinds or not kinds[0].startswith("text/html"):
        start(*answered)
        return parts
    try:
        page = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    before, end, after = page.rpartition(b"</body>")
    page = before + _ASKS + end + after if end else page + _ASKS
    kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
    start(status, [*kept, ("Content-Length", str(len(page)))], *others)
    return [page]
