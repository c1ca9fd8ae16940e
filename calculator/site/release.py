"""Builds everything that is published: `python -m calculator.site.release`."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType

import brotli
import click
import jinja2
from markdown.extensions.toc import slugify
from mkdocs.config import load_config

from calculator.site.cache import Cache
from calculator.site.embedding import frame_ancestors
from calculator.site.finish import unfinished
from calculator.site.notices import SAID
from calculator.site.package_index import pages_of
from calculator.site.packing import gzipped
from calculator.site.parts import engine_parts
from calculator.site.policy import policy_of_site
from calculator.site.replacing import replaced_folder
from calculator.site.sbom import inventory
from calculator.site.shipped import shipped

TARGETS = {
    "public": "mkdocs.yml",
    "intranet": "mkdocs.intranet.yml",
    "offline": "mkdocs.offline.yml",
}
_TEMPLATES = Path(__file__).parent.parent / "scaffold" / "template"
"""The settings of a new site, whose intranet and offline ones are those of any site."""
_COMPRESSED = {
    *(
        ".atom",
        ".css",
        ".csv",
        ".html",
        ".ics",
        ".js",
        ".json",
        ".map",
        ".svg",
        ".toml",
        ".txt",
        ".wasm",
        ".xml",
        ".zip",
    ),
}
"""What is worth compressing; the engine's zip is stored for that."""

_CHECKSUMS = "SHA256SUMS"
_EARLIEST, _LATEST = 315532800, 4354819198  # 1980 and 2107, which a zip begins and ends with

_server_examples = jinja2.Environment(
    loader=jinja2.PackageLoader("calculator.site", "servers"),
    autoescape=False,  # noqa: S701 - no HTML
    undefined=jinja2.StrictUndefined,
    keep_trailing_newline=True,
)


@click.command(
    help="Build all that is published: sites, zip, server examples, inventory, checksums."
)
@click.option("--output", default="dist", type=click.Path(path_type=Path), show_default=True)
@click.option("--cache", default=".cache/calculator", type=click.Path(path_type=Path))
def main(output: Path, cache: Path) -> None:
    """Build everything from the current folder's `mkdocs*.yml`."""
    for name in ("SIGTERM", "SIGHUP"):  # those that the system has
        if number := getattr(signal, name, None):
            signal.signal(number, _leave)
    _check_targets()
    epoch = release_date(os.environ.get("SOURCE_DATE_EPOCH"))
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    with replaced_folder(output, _files_of) as made:
        _make(made, Cache(cache), epoch)
    megabytes = (output / "offline.zip").stat().st_size / 1e6
    size = f"{megabytes:.1f}".replace(".", ",")
    click.echo(f"{output} : {', '.join(TARGETS)}, offline.zip ({size} Mo)")


def _check_targets() -> None:
    """The settings of every target are there.

    Raises:
        click.ClickException: When some are not: it gives what to write in them.
    """
    for name in TARGETS.values():
        if not Path(name).is_file():
            told = f"{name} : ce fichier manque, qui règle un des trois sites."
            text = (_TEMPLATES / name).read_text(encoding="utf-8")
            raise click.ClickException(f"{told} À y écrire :\n\n{text}")


def _leave(number: int, _frame: FrameType | None) -> None:
    """Leave as for Ctrl-C: what was begun is removed."""
    sys.exit(128 + number)


def release_date(given: str | None) -> int:
    """The date of all that is published, in seconds since 1970, within what a zip can say.

    Args:
        given: What `SOURCE_DATE_EPOCH` says; the last commit's date when that is nothing.

    Raises:
        click.ClickException: When it says no number.
    """
    try:
        seconds = int(given) if given else _last_commit()
    except ValueError:
        expected = "un nombre de secondes depuis 1970"
        raise click.ClickException(f"SOURCE_DATE_EPOCH : {given} ; il faut {expected}.") from None
    return min(max(seconds, _EARLIEST), _LATEST)


def _make(folder: Path, cache: Cache, epoch: int) -> None:
    settings = load_config(TARGETS["public"])
    name = name_in_addresses(settings.site_name)
    with tempfile.TemporaryDirectory(prefix="calculator-") as workshop:
        said = Path(workshop) / "said.txt"
        said.touch()
        for target, file in TARGETS.items():
            _build(file, folder / target, said)
    _precompress(folder / "public", cache)
    _zip(folder / "offline", folder / "offline.zip", name, epoch)
    origins = settings.plugins["calculator"].config.embed_origins
    write_server_examples(folder / "public", folder / "servers", origins)
    pieces = shipped(engine_parts(Path("node_modules"), cache))
    sbom = inventory(name, pieces, folder / "public", epoch)
    (folder / "sbom.cdx.json").write_text(sbom, encoding="utf-8")
    (folder / _CHECKSUMS).write_text(_checksums(folder), encoding="utf-8")


def _files_of(folder: Path) -> set[str]:
    """The files of a release made earlier, as its checksums name them."""
    try:
        listed = (folder / _CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return set()
    return {_CHECKSUMS, *(line.partition("  ")[2] for line in listed)}


def _last_commit() -> int:
    """When the sources were last changed, in seconds since 1970; 1980 without Git."""
    asked = ["git", "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return _EARLIEST


def _build(settings: str, folder: Path, said: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", settings]
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ, SAID: str(said)}
    command += ["--site-dir", str(folder.resolve())]
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode:  # MkDocs has said why
        sys.exit(done.returncode)
    if fault := next(unfinished(folder), None):
        raise click.ClickException(f"{settings} : {fault}")


def _precompress(folder: Path, cache: Cache) -> None:
    """Write a .br and a .gz beside each file that a server would otherwise have to compress.

    Several at once, the largest first: the engine's WebAssembly takes as long as all the rest.
    """
    files = [file for file in sorted(folder.rglob("*")) if file.suffix in _COMPRESSED]
    files.sort(key=lambda file: -file.stat().st_size)
    with ThreadPoolExecutor(os.cpu_count()) as together:  # outside of Python's lock
        for _ in together.map(partial(_compress, cache=cache), files):
            pass


def _compress(file: Path, cache: Cache) -> None:
    content = file.read_bytes()
    shutil.copyfile(compressed(content, cache), file.with_name(f"{file.name}.br"))
    file.with_name(f"{file.name}.gz").write_bytes(gzipped(content))


def compressed(content: bytes, cache: Cache) -> Path:
    """A file of some content with brotli, as small as can be, which takes its time."""
    return cache.file(
        "br",
        [content, brotli.version.encode()],
        lambda made: made.write_bytes(brotli.compress(content, quality=11, lgwin=24)),
    )


def name_in_addresses(site_name: str) -> str:
    """The site's name in lower case, without accents and spaces: the folder that the zip holds."""
    return slugify(site_name, "-") or "site"


def _zip(folder: Path, destination: Path, top: str, epoch: int) -> None:
    """Zip a folder, under another name: the same files give the same bytes."""
    date = datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with zipfile.ZipFile(destination, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                name = f"{top}/{file.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, date)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                written.writestr(entry, file.read_bytes())


def write_server_examples(site: Path, folder: Path, origins: Sequence[str]) -> None:
    """Write a configuration for each kind of server, with the policy of the site's pages.

    Args:
        site: The public site.
        folder: Where to write them.
        origins: The other sites that may show its frames.
    """
    policy = policy_of_site(page.read_text(encoding="utf-8") for page in pages_of(site))
    folder.mkdir()
    for name in _server_examples.list_templates():
        example = _server_examples.get_template(name).render(
            policy=policy, ancestors=frame_ancestors(origins)
        )
        (folder / name).write_text(example, encoding="utf-8")


def _checksums(folder: Path) -> str:
    """What `sha256sum --check` takes, for every file."""
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n"
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    )


if __name__ == "__main__":
    main()
