"""Every template of the site is one that Jinja reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError

from calculator.site.plugin import unknown_name

SITE = Path(__file__).parents[1] / "calculator" / "site"
TEMPLATES = sorted(SITE.rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_can_be_read(template: Path) -> None:
    Environment(autoescape=True).parse(template.read_text("utf-8"))


def test_there_are_templates() -> None:
    assert TEMPLATES


def test_a_name_that_pages_have_not_is_said_in_french() -> None:
    template = Environment(undefined=StrictUndefined, autoescape=True).from_string("{{ windo() }}")
    with pytest.raises(UndefinedError) as told:
        template.render(window=str, year="2020-2021")
    assert unknown_name(told.value, ["window", "year"]) == (
        "« windo » n’est pas un nom que les pages connaissent ; il faut un de : window, year "
        "(vouliez-vous dire « window » ?)"
    )
