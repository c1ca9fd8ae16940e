"""Serving the workshop beside the site, and in its place while no site can be built yet."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import socketserver
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import get_plugin_logger

from calculator.site.authoring.atelier import ADDRESS, Atelier

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_PAUSE = 0.3
"""Seconds between two looks at files."""
_log = get_plugin_logger("calculator")


class Serving:
    """What the plugin tells of its builds while MkDocs serves: the last good site stays."""

    def __init__(self) -> None:
        """Start before the first build."""
        self._whole = False
        self._error = ""

    def failed(self, error: Exception) -> None:
        """Note why a build stops."""
        self._error = str(error)

    def finished(self) -> None:
        """Note that all the files of a build are there; a strict one can stop after that."""
        self._whole = True

    def beside(self, server: LiveReloadServer, folder: Path, docs: Path) -> LiveReloadServer:
        """Serve the workshop beside the site, and keep the last good site when a build fails.

        Args:
            server: The server of MkDocs.
            folder: The folder of circulars.
            docs: The folder of the site's pages.
        """
        atelier = Atelier(folder, docs, server.mount_path)
        server.set_app(atelier.around(server.get_app()))  # type: ignore[arg-type]
        server.watch(str(folder))
        server.builder = self._kept(server.builder, Path(server.root), atelier)
        _log.info("L’atelier : %s", server.url.removesuffix(server.mount_path) + ADDRESS)
        return server

    def _kept(
        self, build: Callable[[], object], root: Path, atelier: Atelier
    ) -> Callable[[], None]:
        """A build after which the folder of the site has the last one that succeeded."""
        good = root.with_name(f"{root.name}-good")

        def rebuilt() -> None:
            self._whole, self._error = False, ""
            root.rename(good)  # no page is served while a build goes on
            stale = ""
            try:
                build()
            except Exception as error:
                if not isinstance(error, MkDocsException):
                    traceback.print_exc()
                stale = "" if self._whole else self._error or str(error)
            if stale:
                shutil.rmtree(root, ignore_errors=True)
                good.rename(root)
                _log.error("Le site servi reste le précédent : l’atelier dit pourquoi.")
            else:
                shutil.rmtree(good, ignore_errors=True)
            atelier.built(stale)

        return rebuilt


# --- Before any site can be built -----------------------------------------------------------------


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Say nothing of requests."""


def wait_until_sound(host: str, port: int, folder: Path, docs: Path) -> None:
    """Serve the workshop alone until the files of circulars have no fault that stops a build.

    Args:
        host: The address to serve at.
        port: Its port.
        folder: The folder of circulars.
        docs: The folder of the site's pages.
    """
    atelier = Atelier(folder, docs)
    if not atelier.state().stops:
        return
    for placed in atelier.state().faults:
        sys.stderr.write(f"{placed.fault}\n")
    with make_server(host, port, atelier.around(_to_atelier), _Server, _Quiet) as server:
        sys.stderr.write(
            "Le site sera fait dès que ces fautes seront corrigées. L’atelier les montre : "
            f"http://{host}:{port}{ADDRESS}\n"
        )
        threading.Thread(target=server.serve_forever, args=(_PAUSE,), daemon=True).start()
        while atelier.state().stops:
            time.sleep(_PAUSE)
        server.shutdown()


def _check_address(host: str, port: int) -> None:
    """Stop in words where nothing can be served, before MkDocs builds a site and fails."""
    with socket.socket() as free:
        if os.name == "posix":  # as servers do; elsewhere it would take a port that another has
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            free.bind((host, port))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or "de 0 à 65535"
            sys.exit(
                f"http://{host}:{port} : rien ne peut y être servi ({why}). "
                "Choisissez un autre port avec --port."
            )


def _to_atelier(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("302 Found", [("Location", ADDRESS), ("Content-Length", "0")])
    return [b""]


def main(arguments: list[str] | None = None) -> None:
    """Serve the site of the current folder with MkDocs, as soon as it can be built."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--circulars", type=Path, default=Path("circulars"))
    parser.add_argument("--watch", action="append", default=[])
    given = parser.parse_args(arguments)
    _check_address(given.host, given.port)
    from mkdocs.__main__ import cli  # noqa: PLC0415 - it takes time

    try:
        if given.circulars.is_dir():
            wait_until_sound(
                given.host, given.port, given.circulars.absolute(), Path("docs").absolute()
            )
    except KeyboardInterrupt:
        return
    watched = [f"--watch={folder}" for folder in given.watch]
    # One who writes sees warnings in the workshop: they stop no site from being shown.
    options = ["--livereload", "--no-strict", f"--dev-addr={given.host}:{given.port}"]
    cli(["serve", *options, *watched], prog_name="mkdocs")


if __name__ == "__main__":
    main()
