"""Every template of the site is one that Jinja reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

SITE = Path(__file__).parents[1] / "calculator" / "site"
TEMPLATES = sorted(SITE.rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_can_be_read(template: Path) -> None:
    Environment(autoescape=True).parse(template.read_text("utf-8"))


def test_there_are_templates() -> None:
    assert TEMPLATES
