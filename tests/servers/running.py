"""Starts the servers that a webmaster may have, with the examples that the release wrote."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import missing, program

PATIENCE = 30
"""How long a server may take to start or to stop on a busy machine, in seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes:
        host: Its address, without a path.
        prefix: The path of the site, which begins and ends with "/".
        folder: The site that it publishes.
        access_log: Where it notes what it answered.
    """

    host: str
    prefix: str
    folder: Path
    access_log: Path

    @property
    def site(self) -> str:
        """The address of the site's home page."""
        return self.host + self.prefix

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path of the site: no redirect is followed, nothing is decompressed."""
        return self.get_from_host(self.prefix + path, **headers)

    def get_from_host(self, path: str, **headers: str) -> Answer:
        """The same for any path of the host."""
        network_location = urlsplit(self.host).netloc
        connection = http.client.HTTPConnection(network_location, timeout=PATIENCE)
        with contextlib.closing(connection):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=named)
            response = connection.getresponse()
            # A header that is sent twice has both values here.
            return Answer(response.status, _joined(response), response.read())

    def requests_for(self, part: str) -> int:
        """How many requests for an address with this part have been answered."""
        if not self.access_log.exists():  # Caddy creates it when there is something to note
            return 0
        return sum(part in line for line in self.access_log.read_text("utf-8").splitlines())


def _joined(response: http.client.HTTPResponse) -> Mapping[str, str]:
    message = response.headers
    return {name.lower(): ", ".join(message.get_all(name, [])) for name in message}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server runs: what is different from one machine and one test to another.

    Attributes:
        folder: A folder that the server may write to.
        examples: Where the release wrote the examples.
        port: A free port.
        prefix: The path of the site, which begins and ends with "/".
    """

    folder: Path
    examples: Path
    port: int
    prefix: str

    @property
    def root(self) -> Path:
        """What a server publishes: the site is in it, at its path."""
        return self.folder / "www"

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.root / self.prefix.strip("/")

    @property
    def access_log(self) -> Path:
        return self.folder / "access.log"

    def example(self, name: str, changes: Mapping[str, str]) -> str:
        """An example, changed as its comments say."""
        text = (self.examples / name).read_text("utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1, f"{name}: {old}"
            text = text.replace(old, new)
        return text

    def write(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(text, "utf-8")
        return file


Prepare = Callable[[Place], list[str]]
"""Writes a server's settings, and says the command that runs it in the foreground."""


@contextlib.contextmanager
def running(prepare: Prepare, dist: Path, prefix: str) -> Iterator[Server]:
    """Run a server, without any privilege, that publishes a copy of the public site."""
    # Not in pytest's folder, which nobody else may read.
    with tempfile.TemporaryDirectory(prefix="servers-") as name:
        place = Place(Path(name), dist / "servers", _free_port(), prefix)
        shutil.copytree(dist / "public", place.site)
        command = prepare(place)
        with _process(command, place):
            yield Server(f"http://127.0.0.1:{place.port}", prefix, place.site, place.access_log)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@contextlib.contextmanager
def _process(command: list[str], place: Place) -> Iterator[None]:
    """Run a command until the block ends, as nobody where the tests run as root."""
    import pwd  # which Windows, where these servers are missing, does not have

    unprivileged = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    if unprivileged:
        os.chown(place.folder, unprivileged.pw_uid, unprivileged.pw_gid)
    output = place.folder / "output.log"
    with (
        output.open("wb") as stream,
        subprocess.Popen(
            command,
            cwd=place.folder,
            env={"PATH": os.environ["PATH"], "HOME": str(place.folder)},
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            user=unprivileged and unprivileged.pw_uid,
            group=unprivileged and unprivileged.pw_gid,
            extra_groups=[] if unprivileged else None,
        ) as process,
    ):
        try:
            _wait_for(process, place.port, output)
            yield
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(process: subprocess.Popen[bytes], port: int, output: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError(f"{process.args!r}: {output.read_text('utf-8')}")


_NGINX_MODULES = Path("/etc/nginx/modules-enabled")
_REDIRECT = "location = /pix { return 301 /pix/; }"


def nginx(place: Place, *, brotli: bool = True) -> list[str]:
    """Debian's nginx, its modules included."""
    command = program("nginx")
    if brotli and not any(_NGINX_MODULES.glob("*brotli-static.conf")):
        missing("nginx's module brotli_static")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{place.port};",
        "    listen [::]:80;\n": "",
        "competences.example.fr": "127.0.0.1",
        "location / {": f"location {place.prefix} {{",
        "/srv/competences/public/": f"{place.site}/",
        "error_page 403 404 /404.html": f"error_page 403 404 {place.prefix}404.html",
    }
    if place.prefix != "/":
        changes[f"# {_REDIRECT}"] = _REDIRECT.replace("/pix", place.prefix.rstrip("/"))
    if not brotli:
        changes["        brotli_static on;\n"] = ""
    example = place.write("example.conf", place.example("nginx.conf", changes))
    temporary = ("client_body", "fastcgi", "proxy", "scgi", "uwsgi")
    settings = place.write(
        "nginx.conf",
        f"""
        daemon off;
        pid {place.folder}/nginx.pid;
        {f"include {_NGINX_MODULES}/*.conf;" if brotli else ""}
        events {{}}
        http {{
            include /etc/nginx/mime.types;
            gzip on;
            # What the example must not depend on.
            default_type text/html;
            charset iso-8859-1;
            index absent.html;
            autoindex on;
            access_log {place.access_log};
            {"".join(f"{name}_temp_path {place.folder}/{name};" for name in temporary)}
            include {example};
        }}
        """,
    )
    return [command, "-e", "stderr", "-c", str(settings)]


def nginx_without_brotli(place: Place) -> list[str]:
    """Nginx without any module: the example says to remove a line."""
    return nginx(place, brotli=False)


def apache(place: Place) -> list[str]:
    """Debian's Apache, its default settings of modules included; the example is included too."""
    example = place.write("example.conf", _apache_example(place))
    # As the example's first comment has it; a site at the root needs no Alias.
    where = "" if place.prefix == "/" else f'Alias "{place.prefix.rstrip("/")}" "{place.site}"'
    return _apache(
        place,
        f"""
        DocumentRoot "{place.root if place.prefix == "/" else place.folder}"
        {where}
        <Directory "{place.site}">
          Require all granted
          Include {example}
        </Directory>
        """,
    )


def apache_htaccess(place: Place) -> list[str]:
    """Debian's Apache; the example is in the site's folder."""
    (place.site / ".htaccess").write_text(_apache_example(place), "utf-8")
    return _apache(
        place,
        f"""
        DocumentRoot "{place.root}"
        <Directory "{place.site}">
          Require all granted
          AllowOverride All
        </Directory>
        """,
    )


def _apache_example(place: Place) -> str:
    page = f"{place.prefix}404.html"
    changes = {
        f"ErrorDocument {code} /404.html": f"ErrorDocument {code} {page}" for code in (403, 404)
    }
    return place.example("apache.conf", changes)


def _apache(place: Place, site: str) -> list[str]:
    settings = place.write(
        "apache2.conf",
        f"""
        ServerRoot /etc/apache2
        ServerName 127.0.0.1
        Listen 127.0.0.1:{place.port}
        PidFile {place.folder}/apache2.pid
        ErrorLog {place.folder}/error.log
        DefaultRuntimeDir {place.folder}
        Include mods-enabled/*.load
        Include mods-available/rewrite.load
        Include mods-available/headers.load
        Include mods-enabled/*.conf
        CustomLog {place.access_log} "%r %>s"
        <Directory />
          # What the example must not depend on.
          Options Indexes
          DirectoryIndex absent.html
          AllowOverride None
          Require all denied
        </Directory>
        {site}
        """,
    )
    return [program("apache2"), "-D", "FOREGROUND", "-f", str(settings)]


def caddy(place: Place) -> list[str]:
    """Caddy, without https nor its own administration."""
    changes = {
        "\ncompetences.example.fr {": f"\nhttp://127.0.0.1:{place.port} {{\n"
        f"\tlog {{\n\t\toutput file {place.access_log}\n\t}}",
        "/srv/competences/public": str(place.site),
        "handle_path /* {": f"handle_path {place.prefix}* {{",
    }
    if place.prefix != "/":
        path = place.prefix.rstrip("/")
        changes["# redir /pix /pix/"] = f"redir {path} {path}/"
    example = place.example("Caddyfile", changes)
    options = "{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}\n"
    settings = place.write("Caddyfile", options + example)
    return [program("caddy"), "run", "--config", str(settings), "--adapter", "caddyfile"]
