"""Three pages of the public site, audited by Lighthouse with its two presets.

It runs in the Chromium that the tests drive, on loopback, and downloads nothing. Its mobile preset
computes what a slow phone on a slow line would take from what this machine takes: an idle machine
is needed for its score of performance, of which the median of some audits is kept.
"""

from __future__ import annotations

import json
import statistics
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.pages import DIST, served
from tests.conftest import CHROMIUM_ARGUMENTS, chromium_path, program

PAGES = {"home": "", "guidance": "certification-college/", "calculator": "calculateur/"}
PRESETS = ("desktop", "mobile")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_ROUNDS = 3
_AUDITOR = Path(__file__).with_name("lighthouse.mjs")


def measure(report: Callable[[str], None]) -> dict[str, dict[str, Any]]:
    """Audit every page with every preset.

    Args:
        report: Told what is being done.

    Returns:
        By preset and page, the scores by category (of 100) and, of the median audit, what cost
        points, with what Lighthouse says of it.

    Raises:
        subprocess.CalledProcessError: When Lighthouse cannot audit a page.
    """
    results: dict[str, dict[str, Any]] = {}
    with served(DIST / "public") as site:
        for preset in PRESETS:
            report(f"Lighthouse, {preset}")
            urls = [site + path for path in PAGES.values()]
            rounds = [_audit(preset, urls) for _ in range(_ROUNDS)]
            by_page = map(_median, zip(*rounds, strict=True))
            results[preset] = dict(zip(PAGES, by_page, strict=True))
    return results


def _audit(preset: str, urls: list[str]) -> list[dict[str, Any]]:
    """What `lighthouse.mjs` says of each page."""
    flags = json.dumps(CHROMIUM_ARGUMENTS)
    command = [program("node"), str(_AUDITOR), chromium_path(), preset, flags, *urls]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _median(audits: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    """The audit whose performance is the median."""
    middle = statistics.median_low(audit["scores"]["performance"] for audit in audits)
    return next(audit for audit in audits if audit["scores"]["performance"] == middle)
