"""How large a reader's window is, and its palette."""

from __future__ import annotations

from playwright.sync_api import ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 800}
TALL: ViewportSize = {"width": 1280, "height": 4000}
"""As high as the menu: where it scrolls, axe takes a link at its edge for what is seen of it."""
NARROW: ViewportSize = {"width": 390, "height": 800}
NARROWEST: ViewportSize = {"width": 320, "height": 640}
"""What 1280 pixels are once enlarged four times (WCAG 1.4.10)."""
PALETTE = "(scheme) => { document.body.dataset.mdColorScheme = scheme }"
