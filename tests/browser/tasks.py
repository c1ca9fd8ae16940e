"""What readers do on the site, in every browser that schools have: the same steps in each of them.

A file of tests per browser takes them one after the other, in one window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from calculator.site.browsers import Driven, browsers
from tests.browser.readers import Reader, search
from tests.browser.targets import Opened

SOON = 60
"""How many seconds anything may take."""
TARGETS = ("public", "intranet", "offline")
DRIVEN = {one.driven: one for family in browsers() for one in family.driven}

SAYS = "document.querySelector({!r}).innerText.includes({!r})"
RESULT = "[data-calc-result]"
PROBLEMS = "[data-part=problems]"
SCHEME = "document.body.dataset.mdColorScheme"
TOO_OLD = "Ce navigateur est trop ancien pour le calculateur"
CASE = "#class_level=3e&establishment=prive-sous-contrat&on=2021-03-10"
LIST = "nom;prenom;classe\nDurand;Zoé;3e\nMartin;Léo;6e\n"
PRESS = "(css) => { setTimeout(() => document.querySelector(css).click()); }"
HELD = """[...document.querySelectorAll("form [name]")].filter(({ type }) => type !== "file")
    .map((field) => [field.name, field.value, field.checked === true])"""
OVERNIGHT = """() => {
    let now = Date.UTC(2021, 2, 10, 11);
    window.Date = class extends Date {
        constructor(...given) { super(...(given.length ? given : [now])); }
    };
    addEventListener("pagehide", () => (now += 86_400_000));
    dispatchEvent(new Event("focus"));
}"""
"""It is 10 March 2021, and a day passes while the page is not there."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser at a target.

    Attributes:
        reader: The browser.
        driven: What the table of browsers says of it.
        site: The target.
        answers: Whether the calculator answers there.
        folder: Where files can be written.
    """

    reader: Reader
    driven: Driven
    site: Opened
    answers: bool
    folder: Path

    def open(self, path: str) -> None:
        """Open a page by its path on the public site, from a page that is no other state of it."""
        self.reader.open("about:blank")
        self.reader.open(self.site.address + self.site.path(path))

    def wait_until(self, condition: str) -> None:
        """Wait until an expression is true; not for as long as the tests of slow servers do."""
        self.reader.wait_until(condition, SOON)

    def says(self, css: str, words: str) -> None:
        """Wait until an element says so."""
        self.wait_until(SAYS.format(css, words))

    def answered(self, place: str, words: str) -> bool:
        """Wait for an answer; where there can be none, for the words that say why.

        Returns:
            Whether there is one.
        """
        self.says(place, words if self.answers else TOO_OLD)
        return self.answers


def home(visit: Visit) -> None:
    visit.open("")
    visit.reader.click("article a[href*='calculateur']")
    visit.wait_until("document.querySelector('.md-content h1').innerText.includes('Un élève')")


def search_for_a_page(visit: Visit) -> None:
    visit.open("")
    visit.reader.evaluate("document.querySelector('[data-md-component=search-query]').focus()")
    search(visit.reader, "certification lycee")
    found = ".md-search-result__item a[href*='certification-lycee']"
    visit.wait_until(f"document.querySelector({found!r}) !== null")
    visit.reader.evaluate(PRESS, found)
    # And not the title of what is found, on the page before.
    visit.wait_until("document.querySelector('.md-content h1').innerText.includes('au lycée')")


def palette(visit: Visit) -> None:
    visit.open("")
    before = visit.reader.evaluate(SCHEME)
    button = "[data-md-component=palette] label:not([hidden])"
    visit.wait_until(f"document.querySelector({button!r}) !== null")
    visit.reader.click(button)
    visit.wait_until(f"{SCHEME} !== {before!r}")
    visit.reader.click("article a[href*='calculateur']")
    visit.wait_until("document.querySelector('.md-content h1').innerText.includes('Un élève')")
    assert visit.reader.evaluate(SCHEME) != before
    visit.wait_until(f"document.querySelector({button!r}) !== null")
    visit.reader.click(button)
    visit.wait_until(f"{SCHEME} === {before!r}")


def calculator(visit: Visit) -> None:
    visit.open("calculateur/")
    visit.reader.select("[name=class_level]", "3e")
    visit.reader.choose_day("2021-03-10")
    visit.answered(RESULT, "il reste 63 jours")
    # The site's own answer comes first: Python takes over a moment later.
    visit.reader.wait_until("document.querySelector('[data-calc-progress]').hidden")


def link(visit: Visit) -> None:
    visit.open(f"calculateur/{CASE}")
    if not visit.answered(RESULT, "il reste 63 jours"):
        return
    # Beside Python's answer, and not beside the site's own, which comes first.
    visit.wait_until("!document.querySelector('[data-takeaway]').hidden")
    visit.reader.click("button[data-take=link]")
    visit.wait_until("document.querySelector('.calc-takeaway__said').innerText !== ''")
    address = visit.reader.evaluate("document.querySelector('a[data-take-link]').href")
    assert address.partition("#")[2] == CASE[1:]


def permalink(visit: Visit) -> None:
    visit.open("calculateur/#class_level=tle-gt&on=2021-03-10&levels=111&autre=1")
    visit.says("[data-link-says]", "n’est pas reprise : autre")
    visit.answered(RESULT, "Terminale générale ou technologique")
    held = visit.reader.evaluate("document.querySelector('[name=\"levels.1.3\"]').value")
    assert held == "1"


def back(visit: Visit) -> None:
    """What the form holds and what the answer is about agree, also at the next choice."""
    visit.open("calculateur/")
    visit.reader.select("[name=class_level]", "3e")
    visit.reader.choose_day("2021-03-10")
    if not visit.answered(RESULT, "il reste 63 jours"):
        return
    went = go_and_come_back(visit, f"{RESULT} a[href$='#p-5-calendrier']")
    if went:
        visit.says(RESULT, "il reste 63 jours")
        visit.reader.select("[name=class_level]", "tle-gt")
        visit.says(RESULT, "Terminale générale ou technologique")
        visit.says(RESULT, "le mercredi 10 mars 2021")
    else:
        visit.says(RESULT, "Choisissez une classe")


def go_and_come_back(visit: Visit, css: str) -> bool:
    """Follow a link and come back to a form.

    Returns:
        Whether the browser kept the page; the form holds then what it held, and else nothing.
    """
    held = visit.reader.evaluate(HELD)
    kept = leave_and_return(visit, css)
    if kept:
        assert visit.reader.evaluate(HELD) == held
    return kept


def leave_and_return(visit: Visit, css: str) -> bool:
    """Follow a link and come back; say whether the browser kept the page."""
    visit.reader.evaluate("() => { window.kept = true; }")
    visit.reader.evaluate(PRESS, css)
    visit.wait_until(
        "!document.querySelector('form [name=on]') && document.querySelector('footer')"
    )
    visit.reader.back()
    visit.wait_until("document.querySelector('form [name=on]') !== null")
    kept = bool(visit.reader.evaluate("window.kept === true"))
    # What WebKit does to the form comes after the page is shown.
    visit.reader.evaluate("new Promise((done) => setTimeout(done, 500))")
    return kept


def overnight(visit: Visit) -> None:
    """A page that the browser kept is for the day on which one comes back to it."""
    visit.open("calculateur/")
    visit.reader.evaluate(OVERNIGHT)
    visit.reader.select("[name=class_level]", "3e")
    if not visit.answered(RESULT, "il reste 63 jours"):
        return
    if leave_and_return(visit, f"{RESULT} a[href$='#p-5-calendrier']"):
        visit.says(RESULT, "il reste 62 jours")
        visit.says("[data-calc-reference] summary", "aujourd’hui, 11 mars 2021")
        visit.reader.select("[name=class_level]", "tle-gt")
        visit.says(RESULT, "le jeudi 11 mars 2021")


def ics(visit: Visit) -> None:
    visit.open(f"calculateur/{CASE}")
    if not visit.answered(RESULT, "il reste 63 jours"):
        return
    visit.wait_until("!document.querySelector('a[data-take-file]').hidden")
    calendar = visit.reader.save("a[data-take-file]")
    assert calendar.startswith(b"BEGIN:VCALENDAR")


def list_of_pupils(visit: Visit) -> None:
    file = visit.folder / "élèves.csv"
    file.write_text(LIST, "utf-8")
    visit.open("liste/")
    visit.reader.choose_day("2021-03-10")
    if not visit.answers:
        visit.says(PROBLEMS, TOO_OLD)
        return
    visit.reader.choose("#calc-files", file)
    visit.says("[data-part=classes]", "3e")
    visit.reader.click("[data-part=classes] button[value=answer]")
    visit.says("[data-part=pupils]", "Durand")
    if go_and_come_back(visit, "footer a[href*='accessibilite']"):
        visit.says("[data-part=pupils]", "Durand")


def school(visit: Visit) -> None:
    visit.open("etablissement/")
    visit.reader.choose_day("2021-01-15")
    visit.reader.click("[name='class.3e']")
    visit.reader.fill("[name='session.college.1']", "2021-03-15")
    if not visit.answered(RESULT, "Lundi 15 mars 2021, au collège"):
        return
    if go_and_come_back(visit, "footer a[href*='accessibilite']"):
        visit.reader.click("[name='class.4e']")
        visit.says(RESULT, "4e")
        visit.says(RESULT, "Lundi 15 mars 2021, au collège")


def printing(visit: Visit) -> None:
    visit.open(f"calculateur/{CASE}")
    if visit.answered(RESULT, "il reste 63 jours"):
        (page,) = visit.reader.printed()
        assert "il reste 63 jours" in page.replace("\n", " ")
        assert "Tout recommencer" not in page
        assert "Fenêtres de certification" not in page
    visit.open("fiches/3e/")
    first, *_ = visit.reader.printed()
    assert "Sessions possibles du lundi 15 mars" in first.replace("\n", " ")
    assert "Toutes les fiches" not in first


TASKS: tuple[Callable[[Visit], None], ...] = (
    *(home, search_for_a_page, palette, calculator, link, permalink, back, ics),
    *(list_of_pupils, school, printing, overnight),
)


def visits(browser: str) -> list[Any]:
    """The tasks of a browser, each with its target, as parameters of a test.

    They take turns: every browser does every task and uses every target, and every task is done on
    every target in two browsers.
    """
    turn = list(DRIVEN).index(browser)
    of_targets = [(TARGETS[(turn + n) % len(TARGETS)], task) for n, task in enumerate(TASKS)]
    return [
        pytest.param(target, task, id=f"{target}-{task.__name__}") for target, task in of_targets
    ]


def is_of_the_table(name: str, version: str) -> bool:
    """Whether a browser is the version that the table says, or a later one where it follows."""
    said = DRIVEN[name]
    here, there = (tuple(map(int, text.split("."))) for text in (version, said.version))
    return here >= there if said.follows else here[: len(there)] == there
