"""Draws the site's images from the mark, after a change of it: `python -m tools.draw_images`.

The images are kept beside the pages: they depend on the fonts of the machine that draws them.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.conftest import CHROMIUM_ARGUMENTS, ROOT, chromium_path

IMAGES = ROOT / "docs/assets/images"
ICONS = {"favicon.png": 48, "touch.png": 180}


def main() -> None:
    """Draw the two icons in pixels and the image that is shown where an address is shared."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS
        )
        page = browser.new_page()
        for name, side in ICONS.items():
            draw(page, IMAGES / "mark.svg", name, side, side)
        draw(page, ROOT / "tools/images/social.html", "social.png", 1200, 630)
        browser.close()


def draw(page: Page, source: Path, name: str, width: int, height: int) -> None:
    """Write one image, of some pixels, of what a browser shows of a file."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(source.as_uri())
    page.screenshot(path=IMAGES / name, omit_background=True)


if __name__ == "__main__":
    main()
