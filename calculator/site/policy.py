"""The Content-Security-Policy of a page: only this site's scripts run, and nothing is sent out."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
_INLINE = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
"""All that is to be parsed: what is misread here is refused by browsers, never let through."""

_SCRIPT_TYPES = {None, "", "module", "text/javascript"}
"""The types of scripts that run; others are data."""


def with_policy(html: str, *, python: bool, memory: bool, frames: bool = False) -> str:
    """A page that states its policy, with the hashes of the inline scripts and styles it has now.

    Args:
        html: The whole page, as it will be written.
        python: Whether the page starts Python, which takes WebAssembly.
        memory: Whether the page starts workers from memory, or verifies a file there.
        frames: Whether the page shows frames of its own site.

    Raises:
        ValueError: When the page does not say its charset, which the policy has to follow.
    """
    inline = _Inline()
    for element in _INLINE.finditer(html):
        inline.feed(element[0])
    engine = ["'wasm-unsafe-eval'", "blob:"] if python else []
    blob = " blob:" if memory else ""
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *engine, *_hashes(inline.scripts)]),
        "worker-src": f"'self'{blob}",
        "connect-src": f"'self'{blob}",
        "style-src": " ".join(["'self'", *_hashes(inline.styles)]),
        "img-src": "'self' data:",
        "font-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if frames:
        directives["frame-src"] = "'self'"
    policy = "; ".join(f"{name} {value}" for name, value in directives.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
    return after_charset(html, meta)


def after_charset(html: str, added: str) -> str:
    """A page with something at the earliest place of its head: after its charset.

    Raises:
        ValueError: When the page does not say its charset.
    """
    changed, count = _CHARSET.subn(lambda found: found[0] + added, html, count=1)
    if count == 0:
        raise ValueError("aucune balise <meta charset> dans cette page")
    return changed


def policy_of_site(pages: Iterable[str]) -> str:
    """A policy that lets every page of a site do what its own lets it, for a server to send.

    What a page cannot say itself is left to the server: which sites may show it in a frame.

    Args:
        pages: The pages, as `with_policy` wrote them.

    Raises:
        ValueError: When a page states no policy.
    """
    directives: dict[str, list[str]] = {}
    for page in pages:
        for name, *sources in map(str.split, _stated(page).split(";")):
            allowed = directives.setdefault(name, [])
            allowed.extend(source for source in sources if source not in allowed)
    return "; ".join(" ".join([name, *_allowed(s)]) for name, s in directives.items())


def _stated(page: str) -> str:
    """The policy that a page states."""
    found = _Stated()
    found.feed(page)
    if found.policy is None:
        raise ValueError("une page ne porte pas sa règle de sécurité (Content-Security-Policy)")
    return found.policy


def _allowed(sources: list[str]) -> list[str]:
    """The sources, without a 'none' that any other contradicts."""
    return [source for source in sources if source != "'none'"] or sources


def _hashes(contents: list[str]) -> list[str]:
    digests = {hashlib.sha256(content.encode()).digest() for content in contents}
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


class _Inline(HTMLParser):
    """Collects the contents of inline scripts that run, and of inline styles."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") in _SCRIPT_TYPES:
            self._into = self.scripts
        elif tag == "style":
            self._into = self.styles
        if self._into is not None:
            self._into.append("")

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._into = None


class _Stated(HTMLParser):
    """Finds the policy of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.policy: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given.get("content")
