"""Checks what was built: links, policy and the plainest of accessibility, page by page.

`python -m calculator.site.inspecting dist` says each fault on a line, in French.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from calculator.site.finish import NOT_FOUND, WITHOUT_PLUGIN, unfinished
from calculator.site.package_index import pages_of
from calculator.site.release import TARGETS

_CHECKSUMS = "SHA256SUMS"
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_FIELDS = {"input", "select", "textarea"}
_UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
_NAMES = ("aria-label", "aria-labelledby", "title")
_REFERENCES = ("aria-labelledby", "aria-describedby")
_LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


@dataclass(slots=True)
class Control:
    """A link or a button that is being read: what it says."""

    tag: str
    address: str
    words: str


@dataclass(slots=True)
class Seen(HTMLParser):
    """What a page has that is checked."""

    language: str = ""
    has_title: bool = False
    levels: list[int] = field(default_factory=list)
    references: set[str] = field(default_factory=set)
    nameless: list[str] = field(default_factory=list)
    open_controls: list[Control] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    fields: list[dict[str, str]] = field(default_factory=list)
    pictures_without_text: int = 0
    inside_label: int = 0

    def __post_init__(self) -> None:
        """Begin to read."""
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "title":
            self.has_title = True
        elif tag in _HEADINGS:
            self.levels.append(int(tag[1]))
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "label":
            self.inside_label += 1
            self.labels.add(given.get("for", ""))
        elif tag in _FIELDS and given.get("type") not in _UNLABELLED and not self.inside_label:
            self.fields.append(given)
        elif tag == "img" and "alt" not in given:
            self.pictures_without_text += 1
        for name in _REFERENCES:
            self.references.update(given.get(name, "").split())
        self._note_control(tag, given)
        self._note_loaded(tag, given)

    def _note_control(self, tag: str, given: dict[str, str]) -> None:
        if tag == "button" or (tag == "a" and "href" in given):
            words = "".join(given.get(name, "") for name in (*_NAMES, "aria-hidden"))
            self.open_controls.append(Control(tag, given.get("href", ""), words))
        elif tag == "img":
            self.handle_data(given.get("alt", ""))

    def _note_loaded(self, tag: str, given: dict[str, str]) -> None:
        kept = (
            tag != "link" or "stylesheet" in given.get("rel", "") or "icon" in given.get("rel", "")
        )
        if kept and (address := given.get(_LOADED.get(tag, ""))):
            self.loaded.append(address)

    def handle_endtag(self, tag: str) -> None:
        """Leave a label, a link or a button."""
        if tag == "label":
            self.inside_label -= 1
        elif self.open_controls and tag == self.open_controls[-1].tag:
            control = self.open_controls.pop()
            if not control.words.strip():
                self.nameless.append(control.address or control.tag)

    def handle_data(self, data: str) -> None:
        """Note what the open links and buttons say."""
        for control in self.open_controls:
            control.words += data


def faults_of(folder: Path) -> Iterator[str]:
    """What is wrong with a target of a site.

    Args:
        folder: Its files.
    """
    lacking = list(unfinished(folder))
    yield from lacking
    if lacking == [WITHOUT_PLUGIN]:  # which is the reason of all that could follow
        return
    pages = {file.resolve(): _read(file) for file in pages_of(folder)}
    for file, seen in pages.items():
        place = file.relative_to(folder.resolve()).as_posix()
        for fault in (*_of_page(seen), *_of_links(file, seen, pages, folder.resolve())):
            yield f"{place} : {fault}"


def _read(file: Path) -> Seen:
    seen = Seen()
    seen.feed(file.read_text(encoding="utf-8", errors="replace"))
    return seen


def _of_page(seen: Seen) -> Iterator[str]:
    if not seen.language:
        yield "la langue de la page n’est pas dite."
    if not seen.has_title:
        yield "la page n’a pas de titre (title)."
    if seen.levels.count(1) != 1:
        yield f"{seen.levels.count(1)} titres h1 au lieu d’un."
    for above, level in pairwise(seen.levels):
        if level > above + 1:
            yield f"un titre h{level} suit un titre h{above} : il en manque un entre les deux."
    yield from _of_names(seen)


def _of_names(seen: Seen) -> Iterator[str]:
    """What cannot be named to those who do not see the page."""
    for identifier, times in Counter(seen.ids).items():
        if times > 1:
            yield f"l’identifiant « {identifier} » est là {times} fois."
    if seen.pictures_without_text:
        yield f"images sans texte de remplacement : {seen.pictures_without_text}."
    for one in seen.fields:
        if one.get("id") not in seen.labels and not any(name in one for name in _NAMES):
            yield f"un champ n’a pas d’étiquette : {one.get('id', 'sans identifiant')}."
    for control in seen.nameless:
        yield f"un lien ou un bouton n’a pas de nom : {control}."
    for identifier in sorted(seen.references - set(seen.ids)):
        yield f"l’étiquette ou la description « {identifier} » n’est pas dans la page."


def _of_links(file: Path, seen: Seen, pages: dict[Path, Seen], root: Path) -> Iterator[str]:
    for address in seen.loaded:
        if urlsplit(address).netloc:
            yield f"la page charge un fichier d’un autre site : {address}"
        elif file.name != NOT_FOUND and not address.startswith("data:"):
            target = _target(file, address)
            if not target.is_file():
                yield f"fichier introuvable : {address}"
    for address in seen.links:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or file.name == NOT_FOUND:
            continue
        target = _target(file, address)
        if not target.is_relative_to(root) or not target.exists():
            yield f"lien vers rien : {address}"
        elif target in pages and _is_lost(parts.fragment, pages[target]):
            yield f"lien vers une ancre qui n’existe pas : {address}"


def _is_lost(fragment: str, page: Seen) -> bool:
    """Whether an anchor is not in a page; « class=3e » fills in a form, and is none."""
    return bool(fragment) and "=" not in fragment and unquote(fragment) not in page.ids


def _target(file: Path, address: str) -> Path:
    """The file that an address leads to."""
    path = unquote(urlsplit(address).path)
    target = (file.parent / path).resolve() if path else file
    return target / "index.html" if target.is_dir() else target


def _spoiled(folder: Path) -> Iterator[str]:
    """The files that are not what was built."""
    checksums = (folder / _CHECKSUMS).read_text(encoding="utf-8")
    for line in checksums.splitlines():
        expected, _, name = line.partition("  ")
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            yield f"{name} : ce n’est pas le fichier qui a été fabriqué."


@click.command(help="Check what was built.")
@click.argument("folder", type=click.Path(path_type=Path))
def main(folder: Path) -> None:
    """Check every target of a release, and its checksums; or one site alone."""
    faults: list[str] = []
    if (folder / _CHECKSUMS).is_file():
        faults += _spoiled(folder)
        sites = {f"{target}/": folder / target for target in TARGETS}
    elif (folder / "index.html").is_file():  # by « mkdocs build », or by another program
        sites = {"": folder}
    else:
        raise click.ClickException(f"{folder} : rien n’y est fabriqué (pas de {_CHECKSUMS}).")
    for place, site in sites.items():
        faults += [f"{place}{fault}" for fault in faults_of(site)]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.exceptions.Exit(2)
    pages = sum(1 for site in sites.values() for _ in pages_of(site))
    click.echo(f"{pages} pages : liens, politique de sécurité et accessibilité de base corrects.")


if __name__ == "__main__":
    main()
