"""The harness that drives Firefox: what goes wrong in a page or its worker is heard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.firefox import Firefox
from tests.browser.readers import until

PAGE = """<!DOCTYPE html>
<html lang="fr">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:">
<title>Essai</title>
<p>Bonjour <span hidden>caché</span></p>
<input type="date">
<select><option value="">?<option value="3e">Troisième</select>
<button onclick="document.querySelector('p').textContent = 'Bonsoir'">Dire</button>
<script>
function misbehave() {
    console.log("a console log");
    console.error("a console", "error");
    setTimeout(() => { throw new RangeError("an exception"); });
    Promise.reject(new TypeError("a rejection"));
    const inWorker = "console.error('a worker error'); throw new Error('a worker exception');";
    new Worker(URL.createObjectURL(new Blob([inWorker])));
    new Image().src = "data:image/gif;base64,R0lGODlhAQABAAAAADs=";
    try { eval("1"); } catch {}
}
</script>
</html>
"""
MISDEEDS = {
    "console: a console error",
    "RangeError: an exception",
    "TypeError: a rejection",
    "console: a worker error",
    "Error: a worker exception",
    "img-src",
    "unsafe-eval",
}


@pytest.fixture
def essay(firefox: Firefox, tmp_path: Path) -> Firefox:
    """A Firefox that shows a page of a folder."""
    file = tmp_path / "essai à ouvrir.html"
    file.write_text(PAGE, encoding="utf-8")
    firefox.open(file.as_uri())
    return firefox


def test_a_page_is_read_and_filled_in(essay: Firefox) -> None:
    assert essay.text("p") == "Bonjour"
    essay.fill("input", "2021-03-10")
    essay.select("select", "3e")
    essay.click("button")
    assert essay.text("p") == "Bonsoir"
    values = "(css) => [...document.querySelectorAll(css)].map((field) => field.value)"
    assert essay.evaluate(values, "input, select") == ["2021-03-10", "3e"]
    assert essay.evaluate("navigator.languages[0]") == "fr-FR"
    assert essay.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Europe/Paris"
    assert essay.evaluate("new Promise((done) => setTimeout(done, 50, 1))") == 1


def test_a_condition_is_waited_for(essay: Firefox) -> None:
    essay.evaluate("() => { document.title = ''; setTimeout(() => location.reload(), 200); }")
    essay.wait_until("document.title === 'Essai'")
    with pytest.raises(TimeoutError, match="missing"):
        essay.wait_until("missing.property", seconds=0.1)


def test_what_goes_wrong_is_heard_in_the_page_and_in_its_worker(essay: Firefox) -> None:
    assert essay.errors() == []
    assert essay.workers() == []
    essay.evaluate("misbehave()")
    heard: list[str] = []

    def all_heard() -> bool:
        heard.extend(essay.errors())
        return all(any(words in message for message in heard) for words in MISDEEDS)

    until(all_heard, "every misdeed is heard", 10)
    assert len(heard) == len(MISDEEDS)  # and not what is only told
    (worker,) = essay.workers()
    assert worker.startswith("blob:")


def test_nothing_but_loopback_is_reached(firefox: Firefox) -> None:
    with pytest.raises(Firefox.failure, match="proxyConnectFailure"):
        firefox.open("http://example.org/")
