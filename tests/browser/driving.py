"""What the browser tests share: filling in the calculator, and watching what a browser does."""

from __future__ import annotations

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    FrameLocator,
    Locator,
    Page,
    Request,
    Response,
    Route,
    WebError,
    expect,
)

READY = 60_000
"""How long Python may take to start on a busy machine, in milliseconds."""
CALCULATOR = "calculateur/"
OWN_ANSWERS = "**/assets/calculator/answers-*"
"""The site's own answers, a file for each text."""


def open_calculator(page: Page, site: str, path: str = CALCULATOR) -> None:
    """Open the calculator's page and wait until Python is there."""
    page.goto(site + path)
    expect(page.locator("[data-calc-progress]")).to_be_hidden(timeout=READY)


def fill(page: Page, class_level: str, on: str, establishment: str = "prive-sous-contrat") -> None:
    """Ask of a pupil on a day; of a school that the circular of 2020 addresses, if not said."""
    choose_day(page, on)  # first: opening its field takes long enough for another day's answer
    page.get_by_label("Classe de l’élève").select_option(class_level)
    page.get_by_label("Établissement", exact=True).select_option(establishment)


def choose_day(page: Page | FrameLocator, on: str) -> None:
    """Unfold the field of the day that an answer is for, and fill it in."""
    # An answer that refuses the day unfolds it too: a click after it would fold it.
    page.locator("[data-calc-reference]").evaluate("(fold) => { fold.open = true; }")
    page.get_by_label("Date de référence").fill(on)


def lose_python(page: Page) -> None:
    """Have an error end Python in its worker; the search has a worker too."""
    (python,) = (worker for worker in page.workers if worker.url.startswith("blob:"))
    python.evaluate("setTimeout(() => { throw new Error('gone') })")


class Held:
    """A part of Python that does not come before it is let."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._routes: list[Route] = []
        self._free = False
        page.route("**/assets/engine/wasm.*", self._hold)

    def _hold(self, route: Route) -> None:
        if self._free:
            route.continue_()
        else:
            self._routes.append(route)

    def let_come(self) -> None:
        self._free = True
        for route in self._routes:
            route.continue_()


def contrast(shown: Locator, colours: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2).

    Args:
        shown: What has them.
        colours: A function in JavaScript that gives, for its element, the colour in front, its
            opacity and the colour behind.
    """
    luminances = shown.evaluate(f"element => ({_LUMINANCES})(...({colours})(element))")
    dark, light = map(float, sorted(luminances))
    return (light + 0.05) / (dark + 0.05)


_LUMINANCES = """(front, opacity, back) => {
    // Painted on a canvas, any CSS colour becomes red, green and blue.
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    return [[back, 1], [front, Number(opacity)]].map(([colour, alpha]) => {
        canvas.globalAlpha = alpha;
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const channels = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
            .map((c) => c / 255)
            .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    });
}"""


class Watch:
    """Notes every request of a browser context, and everything that goes wrong in it."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.problems: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("requestfailed", self._note_failure)
        context.on("console", self._note_console)
        context.on("weberror", self._note_error)
        context.on("response", self._note_response)

    def outside(self, site: str) -> list[str]:
        """The requests to anything but the site, memory apart."""
        inside = (site, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(inside)]

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(message.text)

    def _note_error(self, error: WebError) -> None:
        self.problems.append(str(error.error))

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # cut short by going to the next page
            self.problems.append(f"{request.failure} {request.url}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status} {response.url}")
