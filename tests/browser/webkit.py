"""Drives WebKit by the WebDriver protocol: the one of today, and the generation of Safari 16."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
    WebDriverException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.options import Options as GtkOptions
from selenium.webdriver.webkitgtk.service import Service as GtkService
from selenium.webdriver.wpewebkit.options import Options as WpeOptions
from selenium.webdriver.wpewebkit.service import Service as WpeService

from tests.browser.readers import SET, Reader, pdf_texts, until
from tests.conftest import missing, program

LOADS = 60
"""How long a page may take to load, in seconds."""
APPEARS = 10
"""How many seconds an element may take to appear."""
PRINTS = 60
"""How many seconds a page may take to be printed."""

TO_SIGHT = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });"
"""Before a click: at the edge of the window, something may stand before an element."""
_MOVING = (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
)
"""What a click on an element meets while the page is being drawn."""
_PRINTER = Path(__file__).with_name("webkit_print.py")
_MINI_BROWSERS = "*/webkit2gtk-4.*/MiniBrowser"
_ENVIRONMENT = {"LANGUAGE": "fr_FR", "LC_ALL": "C.UTF-8", "TZ": "Europe/Paris"}


class WebKit(Reader):
    """A window of WebKit."""

    failure = WebDriverException

    def __init__(self, driver: WebDriver, home: Path) -> None:
        self._driver = driver
        self._home = home
        driver.file_detector = UselessFileDetector()  # files are here already
        driver.set_page_load_timeout(LOADS)
        driver.set_script_timeout(LOADS)

    def version(self) -> str:
        return str(self._driver.capabilities["browserVersion"])

    def open(self, url: str) -> None:
        self._driver.get(url)

    def back(self) -> None:
        self._driver.back()

    def evaluate(self, js: str, argument: object = None) -> Any:
        return self._driver.execute_async_script(
            f"""const [argument, done] = arguments;
            (async () => {{
                const value = await ({js});
                return typeof value === "function" ? value(argument) : value;
            }})().then(done, () => done(null));""",
            argument,
        )

    def text(self, css: str) -> str:
        return str(self._find(css).text)

    def click(self, css: str) -> None:
        until(lambda: self._clicks(css), css, APPEARS)

    def fill(self, css: str, text: str) -> None:
        # Neither browser opens its calendars and its lists for a driver.
        self._driver.execute_script(f"({SET})(...arguments)", self._find(css), text)

    def select(self, css: str, value: str) -> None:
        self.fill(css, value)

    def choose(self, css: str, file: Path) -> None:
        self._find(css).send_keys(str(file))

    def printed(self) -> list[str]:
        pdf = self._home / "printed.pdf"
        printer = ["/usr/bin/python3", str(_PRINTER), self._driver.current_url, str(pdf)]
        done = subprocess.run(
            printer,
            env={**os.environ, "LANGUAGE": "C"},  # the printer « Print to File » has that name
            timeout=PRINTS,
            capture_output=True,
            text=True,
            check=False,
        )
        if "import gi" in done.stderr or "Namespace WebKit2 not available" in done.stderr:
            missing("gir1.2-webkit2-4.1")
        assert done.returncode == 0, done.stderr
        return pdf_texts(pdf.read_bytes())

    def save(self, css: str) -> bytes:
        before = set(self._home.iterdir())
        self.evaluate("(css) => document.querySelector(css).click()", css)
        until(lambda: self._saved(before), "a saved file")
        (file,) = self._saved(before)
        content = file.read_bytes()
        file.unlink()
        return content

    def _saved(self, before: set[Path]) -> list[Path]:
        new = set(self._home.iterdir()) - before
        return [file for file in new if file.suffix != ".wkdownload" and file.stat().st_size]

    def _find(self, css: str) -> WebElement:
        found: list[WebElement] = []

        def there() -> bool:
            found[:] = self._driver.find_elements(By.CSS_SELECTOR, css)
            return bool(found)

        until(there, css, APPEARS)
        return found[0]

    def _clicks(self, css: str) -> bool:
        try:
            element = self._find(css)
            self._driver.execute_script(TO_SIGHT, element)
            element.click()
        except _MOVING:
            return False
        return True


class WebKit16(WebKit):
    """The same, in a browser for machines without paper and without folders."""

    def printed(self) -> list[str]:
        pytest.skip("WPE WebKit does not print")

    def save(self, css: str) -> bytes:
        pytest.skip("WPE WebKit saves no file")


@contextlib.contextmanager
def start_webkit() -> Iterator[WebKit]:
    """Start today's WebKit, on a screen that nobody sees."""
    driver = program("WebKitWebDriver")
    screen = program("Xvfb")
    browser = next(Path("/usr/lib").glob(_MINI_BROWSERS), None)
    if browser is None:
        missing("MiniBrowser")
    options = GtkOptions()
    options.binary_location = str(browser)
    options.add_argument("--automation")
    with _home() as home, _screen(screen):
        service = GtkService(executable_path=driver, log_output=str(home / "webkit.log"))
        yield from _started(WebKit, service, options, home)


@contextlib.contextmanager
def start_webkit_16() -> Iterator[WebKit]:
    """Start the WebKit of Safari 16, which needs no screen, saves no file and does not print."""
    driver = program("WPEWebDriver")
    options = WpeOptions()
    options.binary_location = program("cog")
    options.set_capability("browserName", "cog")
    for argument in ("--automation", "--platform=headless"):
        options.add_argument(argument)
    with _home() as home:
        service = WpeService(executable_path=driver, log_output=str(home / "webkit.log"))
        yield from _started(WebKit16, service, options, home)


def _started(
    kind: type[WebKit],
    service: GtkService | WpeService,
    options: GtkOptions | WpeOptions,
    home: Path,
) -> Iterator[WebKit]:
    service.start()
    try:
        address = ClientConfig(remote_server_addr=service.service_url)
        connection = RemoteConnection(client_config=address)
        driver = WebDriver(command_executor=connection, options=options)
        try:
            yield kind(driver, home)
        finally:
            driver.quit()
    finally:
        service.stop()


@contextlib.contextmanager
def _home() -> Iterator[Path]:
    """A home of its own, forgotten at the end."""
    with (
        tempfile.TemporaryDirectory(prefix="webkit-") as folder,
        pytest.MonkeyPatch.context() as at,
    ):
        for name, value in {**_ENVIRONMENT, "HOME": folder}.items():
            at.setenv(name, value)
        yield Path(folder)


@contextlib.contextmanager
def _screen(program: str) -> Iterator[None]:
    """A screen in memory."""
    told, tell = os.pipe()
    arguments = ["-displayfd", str(tell), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    screen = subprocess.Popen([program, *arguments], pass_fds=(tell,), stderr=subprocess.DEVNULL)
    os.close(tell)
    try:
        with os.fdopen(told) as number, pytest.MonkeyPatch.context() as environment:
            environment.setenv("DISPLAY", f":{number.readline().strip()}")
            yield
    finally:
        screen.terminate()
        screen.wait()
