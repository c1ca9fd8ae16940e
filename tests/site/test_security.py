"""Whom to tell of a weakness: `security.txt` of the public site, from a setting."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from calculator.site.security import ADDRESS, security_txt
from tests.site.building import build, copy_project, edit

DAY = date(2027, 10, 1)


@pytest.mark.parametrize(
    ("contact", "uri"),
    [
        ("securite@ecole.example", "mailto:securite@ecole.example"),
        ("mailto:securite@ecole.example", "mailto:securite@ecole.example"),
        ("https://ecole.example/contact", "https://ecole.example/contact"),
    ],
)
def test_it_names_a_contact_until_a_day(contact: str, uri: str) -> None:
    said = security_txt({"contact": contact, "expires": DAY}, None)
    assert said == f"Contact: {uri}\nExpires: 2027-10-01T00:00:00Z\nPreferred-Languages: fr, en\n"


def test_it_says_where_it_is_when_the_site_knows() -> None:
    setting = {"contact": "a@b.example", "expires": DAY}
    said = security_txt(setting, "https://ecole.example/pix/")
    assert said is not None
    assert said.endswith("Canonical: https://ecole.example/pix/.well-known/security.txt\n")
    assert "Canonical" not in (security_txt(setting, "http://ecole.example/") or "")


@pytest.mark.parametrize("setting", [{}, {"contact": "", "expires": ""}, {"contact": None}])
def test_nobody_named_no_file(setting: dict[str, object]) -> None:
    assert security_txt(setting, None) is None


@pytest.mark.parametrize(
    ("contact", "expires", "message"),
    [
        ("demandez", DAY, "contact : demandez"),
        ("http://ecole.example/", DAY, "contact : http"),
        ("javascript:alert(1)", DAY, "contact : javascript"),
        ("a@b.example\nContact: c@d.example", DAY, "contact"),
        ("a@b.example", "", "expires : rien"),
        ("a@b.example", "bientôt", "expires : bientôt"),
        ("a@b.example", datetime(2027, 10, 1, 8), "expires : 2027"),
    ],
)
def test_what_is_no_contact_or_no_day_is_refused(
    contact: str, expires: object, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        security_txt({"contact": contact, "expires": expires}, None)


@pytest.mark.parametrize(
    ("settings", "there"),
    [("mkdocs.yml", True), ("mkdocs.intranet.yml", False), ("mkdocs.offline.yml", False)],
)
def test_the_public_site_alone_has_it(settings: str, tmp_path: Path, *, there: bool) -> None:
    project = copy_project(tmp_path)
    setting = '    contact: ""\n    expires: ""'
    edit(project / "mkdocs.yml", setting, "    contact: a@b.example\n    expires: 2027-10-01")
    done = build(project, settings)
    assert done.returncode == 0, done.stderr
    assert (project / "built" / ADDRESS).is_file() is there


def test_a_wrong_setting_fails_the_build(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    edit(project / "mkdocs.yml", '    expires: ""', '    expires: "demain"')
    edit(project / "mkdocs.yml", 'contact: ""\n    expires', "contact: a@b.example\n    expires")
    done = build(project)
    assert done.returncode != 0
    assert "extra.security.expires : demain" in done.stderr
    assert "Traceback" not in done.stderr
