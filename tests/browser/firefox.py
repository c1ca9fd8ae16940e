"""Drives Firefox through Marionette, with Mozilla's own client, and hears what goes wrong in it."""

from __future__ import annotations

import base64
import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from marionette_driver.by import By
from marionette_driver.errors import MarionetteException, StaleElementException
from marionette_driver.marionette import Marionette, WebElement

from tests.browser.readers import Watched, pdf_texts, until
from tests.conftest import INTRANET_HOST, program

LOADS = 60
"""How long a page may take to load, in seconds."""
APPEARS = 10
"""How many seconds an element may take to appear."""

PREFERENCES: dict[str, str | int | bool] = {
    "intl.accept_languages": "fr-FR, fr",
    "browser.download.folderList": 2,  # the one in `browser.download.dir`
    "security.allow_parent_unrestricted_js_loads": True,  # for `LISTEN`
    "security.dialog_enable_delay": 0,
    # Only loopback can be reached: nothing listens to the proxy for all the rest.
    "network.proxy.type": 1,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 9,
    "network.proxy.socks_remote_dns": True,
    "network.proxy.failover_direct": False,
    "network.proxy.no_proxies_on": INTRANET_HOST,
    "network.dns.localDomains": INTRANET_HOST,
    "network.dns.disablePrefetch": True,
    "network.trr.mode": 5,
}
"""In addition to those of the client, which keep Firefox quiet."""

LISTEN = r"""
window.heardErrors = [];
window.startedWorkers = [];
const INTERNAL = /^(about|chrome|moz-extension|moz-src|resource):/;

const inEachProcess = encodeURIComponent(`{
    const shown = (value) => { try { return String(value); } catch { return typeof value; } };
    Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage).addLogEventListener(
        ({ wrappedJSObject: { level, filename, arguments: values } }) =>
            sendAsyncMessage("tests:console", [level, filename, values.map(shown).join(" ")]),
        Services.scriptSecurityManager.getSystemPrincipal(),
    );
    Cc["@mozilla.org/dom/workers/workerdebuggermanager;1"]
        .getService(Ci.nsIWorkerDebuggerManager)
        .addListener({
            onRegister: ({ url }) => sendAsyncMessage("tests:worker", url),
            onUnregister: () => {},
        });
}`);
Services.ppmm.addMessageListener("tests:console", ({ data: [level, source, text] }) => {
    if (!["error", "exception", "assert"].includes(level) || INTERNAL.test(source)) return;
    if (/JSWindowActor/.test(text)) return; // between Firefox's own processes, as a page goes away
    window.heardErrors.push(`console: ${text} (${source})`);
});
Services.ppmm.addMessageListener("tests:worker", ({ data: source }) => {
    if (!INTERNAL.test(source)) window.startedWorkers.push(source);
});
Services.ppmm.loadProcessScript(`data:application/javascript,${inEachProcess}`, true);

Services.console.registerListener((message) => {
    if (!(message instanceof Ci.nsIScriptError) || message.isFromChromeContext) return;
    const { category, flags, sourceName: source, errorMessage: text } = message;
    if (flags & (Ci.nsIScriptError.infoFlag | Ci.nsIScriptError.warningFlag)) return;
    if (/^(chrome|component|system|XPConnect) javascript$/i.test(category)) return;
    if (!INTERNAL.test(source)) window.heardErrors.push(`${category}: ${text} (${source})`);
});
"""
"""Gathers, in the browser's own process, what pages and their workers report.

The console of a page and the list of its workers live in the page's process, which sends them;
the rest of what the developer tools show, security policies included, comes by itself.
"""

SAVE = """
const { document } = Services.wm.getMostRecentWindow(null);
const dialog = document.getElementById("unknownContentType");
const ready = document.readyState === "complete" && dialog?.getButton("accept").disabled === false;
if (ready) dialog.acceptDialog();
return ready;
"""
"""Answers the dialog that asks what to do with a file: it proposes to save it."""


class Firefox(Watched):
    """A tab of Firefox."""

    failure = MarionetteException

    def __init__(self, marionette: Marionette, downloads: Path) -> None:
        self._marionette = marionette
        self._downloads = downloads
        marionette.timeout.implicit = APPEARS
        marionette.timeout.page_load = LOADS
        self._in_browser(LISTEN)

    def version(self) -> str:
        return str(self._marionette.session_capabilities["browserVersion"])

    def open(self, url: str) -> None:
        self._marionette.navigate(url)

    def back(self) -> None:
        self._marionette.go_back()

    def evaluate(self, js: str, argument: object = None) -> Any:
        script = f"""return (async () => {{
            const value = await ({js});
            return typeof value === "function" ? value(...arguments) : value;
        }})();"""
        # Without a sandbox: what the page itself sees.
        return self._marionette.execute_script(script, script_args=[argument], sandbox=None)

    def text(self, css: str) -> str:
        return str(self._find(css).text)

    def click(self, css: str) -> None:
        until(lambda: self._clicks(css), css, APPEARS)

    def _clicks(self, css: str) -> bool:
        try:
            self._find(css).click()
        except StaleElementException:  # the page has just drawn another one
            return False
        return True

    def fill(self, css: str, text: str) -> None:
        field = self._find(css)
        field.clear()
        field.send_keys(text)

    def select(self, css: str, value: str) -> None:
        self.click(f'{css} option[value="{value}"]')

    def choose(self, css: str, file: Path) -> None:
        self._find(css).send_keys(str(file))

    def printed(self) -> list[str]:
        # The client has no method for this command of its protocol.
        pdf = self._marionette._send_message("WebDriver:Print", {}, key="value")
        return pdf_texts(base64.b64decode(pdf))

    def save(self, css: str) -> bytes:
        # The client's own click would wait for a page.
        self.evaluate("(css) => { setTimeout(() => document.querySelector(css).click()); }", css)
        until(lambda: self._saved() or self._in_browser(SAVE), "a file to save")
        until(self._saved, "a saved file")
        (file,) = self._saved()
        content = file.read_bytes()
        file.unlink()
        return content

    def _saved(self) -> list[Path]:
        files = self._downloads.iterdir()
        return [file for file in files if file.suffix != ".part" and file.stat().st_size]

    def errors(self) -> list[str]:
        return self._heard("heardErrors")

    def workers(self) -> list[str]:
        return self._heard("startedWorkers")

    def _find(self, css: str) -> WebElement:
        return self._marionette.find_element(By.CSS_SELECTOR, css)

    def _heard(self, name: str) -> list[str]:
        with contextlib.suppress(MarionetteException):  # the page is going away
            self.evaluate("new Promise((resolve) => setTimeout(resolve))")  # what it did is heard
        heard: list[str] = self._in_browser(f"return window.{name}.splice(0);")
        return heard

    def _in_browser(self, script: str) -> Any:
        """Run a script with the browser's own rights."""
        with self._marionette.using_context(Marionette.CONTEXT_CHROME):
            return self._marionette.execute_script(script, sandbox="system", new_sandbox=False)


@contextlib.contextmanager
def start_firefox() -> Iterator[Firefox]:
    """Start a headless Firefox in France that knows nothing, and forget all of it at the end."""
    path = program(os.environ.get("FIREFOX", ""), "firefox-esr", "firefox")
    with tempfile.TemporaryDirectory(prefix="firefox-") as folder:
        downloads = Path(folder) / "downloads"
        downloads.mkdir()
        with pytest.MonkeyPatch.context() as environment:
            for name in ("HOME", "TMPDIR"):
                environment.setenv(name, folder)
            environment.setenv("TZ", "Europe/Paris")
            marionette = Marionette(
                app="fxdesktop",
                bin=path,
                port=0,  # one that is free
                headless=True,
                workspace=folder,
                gecko_log=str(Path(folder) / "firefox.log"),
                prefs={**PREFERENCES, "browser.download.dir": str(downloads)},
            )
        try:
            marionette.start_session()
            yield Firefox(marionette, downloads)
        finally:
            marionette.cleanup()
