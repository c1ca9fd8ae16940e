"""A campaign file that could lead to a wrong answer is rejected, and the message says where."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from calculator.model.reading import parse_campaign
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator import MalformedCampaign, available_campaigns, load_campaign, read_campaign

SHIPPED = Path(__file__).parents[2] / "calculator/model/campaigns/2020-2021.toml"
TEXT = SHIPPED.read_text(encoding="utf-8")


def test_the_shipped_file_can_be_read_from_anywhere() -> None:
    assert read_campaign(SHIPPED) == load_campaign("2020-2021")
    assert available_campaigns() == ("2020-2021",)


PAGE = 'page = "circulaire/2020-12-16.md"'
URL = 'url = "https://github.com/1024pix/pix/pull/2889"'
CHANGES = [
    *((PAGE, f"page = '{page}'", "sources.circulaire-2020-12-16.page", page, "dossier docs")
      for page in ("../../etc/passwd", "../x.md", "/x.md", "a/../x.md", "a//x.md", "a\\x.md",
                   "https://a.example/x.md", "javascript:x.md", "x.html", "a b.md", ".x.md")),
    *((URL, f"url = '{url}'", "sources.pix-pr-2889.url", url, "adresse du web")
      for url in ("javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//a.example/",
                  "/x", "file:///etc/passwd", "https://", "https://a b/", "https://a/\"x",
                  "https://pix.fr@a.example/", "mailto:a@b.example")),
    ('school_year = "2020-2021"', 'school_year = "2020-2021"\nrevision = 0', "revision", "0",
     "de 1 à 999"),
    ('school_year = "2020-2021"', 'school_year = "2020-2021"\nrevision = "2"', "revision", "2",
     "nombre entier"),
    ('status = "optional"', 'status = "facultatif"', "certification[5].status", "facultatif",
     "mandatory, optional"),
    ("postponed_to =", "reporte_a =", "certification[5].reporte_a", "reporte_a",
     "pas de clé inconnue"),
    ('postponed_to = "2021-2022"', 'postponed_to = "2019-2020"', "certification[5].postponed_to",
     "2019-2020", "après 2020-2021"),
    ("opens = 2021-03-08", "opens = 2021-05-13", "certification[3].sessions.window.closes",
     "2021-05-12", "2021-05-13"),
    ("closes = 2021-05-12", "closes = 2022-05-12", "certification[3].sessions.window.closes",
     "2022-05-12", "2020-2021"),
    ("closes = 2021-05-12", 'closes = "2021-05-12"', "certification[3].sessions.window.closes",
     "2021-05-12", "sans guillemets"),
    ("closes = 2021-05-12", "closes = 2021-02-30", "ligne", "2021-02-30", "date"),
    ("closes = 2021-05-12, ", "", "certification[3].sessions.window.closes", "rien", "date"),
    ('authority = "official"\n', "", "sources.circulaire-2020-12-16.authority", "rien", "texte"),
    ('authority = "official"', 'authority = "sure"', "sources.circulaire-2020-12-16.authority",
     "sure", "official, secondary"),
    ("date = 2020-12-16", "date = 2020-12-16T10:00:00", "sources.circulaire-2020-12-16.date",
     "2020-12-16", "sans guillemets ni heure"),
    ('cites = ["circulaire-2020-12-16#p-2"]', 'cites = ["circulaire-2020-12-16#p-9"]',
     "duties[2].cites", "circulaire-2020-12-16#p-9", "un paragraphe déclaré"),
    ('cites = ["circulaire-2020-12-16#p-2"]', 'cites = ["pix-pr-2889"]', "duties[2].cites",
     "pix-pr-2889", "un paragraphe déclaré"),  # a secondary source never decides
    ('cites = ["circulaire-2020-12-16#p-2"]', "cites = []", "duties[2].cites", "[]", "au moins"),
    ('source = "pix-pr-2889"', 'source = "rumeur"', "notices[0].source", "rumeur", "secondary"),
    ('source = "pix-pr-2889"', 'source = "circulaire-2020-12-16"', "notices[0].source",
     "circulaire-2020-12-16", "secondary"),
    ('classes = ["avant-cm2"]', 'classes = ["avant-cm2", "cp"]', "certification[0].classes",
     "cp", "une seule fois"),
    ('classes = ["avant-cm2"]', 'classes = ["avant-cm2", "3e"]', "certification", "3e deux fois",
     "une seule fois"),
    ('["cp", "ce1", "ce2", "cm1"]', '["ce1", "ce2", "cm1"]', "certification", "rien pour cp",
     "toutes les classes"),
    ('["cp", "ce1", "ce2", "cm1"]', '["cp", "ce1", "ce2", "cm0"]', "class_groups.avant-cm2",
     "cm0", "cm1"),
    ('classes = ["avant-cm2"]', 'classes = ["avant-cm3"]', "certification[0].classes",
     "avant-cm3", "avant-cm2"),
    ("competences = 5", "competences = 17", "certifiability.competences", "17", "1 à 16"),
    ("level = 1", "level = true", "certifiability.level", "True", "1 à 8"),
    ('school_year = "2020-2021"', 'school_year = "2020-2022"', "school_year", "2020-2022",
     "2020-2021"),
    ('school_year = "2020-2021"', 'school_year = "2021-2022"', "school_year", "2021-2022",
     "nom du fichier"),
    ('kind = "lsu_entry"', 'kind = "certification"', "duties[2].kind", "certification",
     "lsu_entry"),
    ('actor = "équipe pédagogique"', 'actor = "  "', "duties[2].actor", "  ", "non vide"),
    ('actor = "équipe pédagogique"\ncites = ["circulaire-2020-12-16#p-4"]', 'actor = 3',
     "preparation.actor", "3", "non vide"),
    ('text = "Organiser ou non', 'texte = "Organiser ou non', "left_open[1].text", "rien",
     "un texte"),
    ('text = "Organiser ou non', 'quand = 3\ntext = "Organiser ou non', "left_open[1].quand",
     "quand", "pas de clé inconnue"),
    ("resumes = 2021-04-26", "resumes = 2021-04-10", "calendar.holidays[3].resumes", "2021-04-10",
     "une date après le 2021-04-10"),
    ('source = "calendrier-2020-2021"', 'source = "rumeur"', "calendar.source", "rumeur",
     "secondary"),
    ('source = "calendrier-2020-2021"', 'source = "circulaire-2020-12-16"', "calendar.source",
     "circulaire-2020-12-16", "secondary"),
    ('zone = "B"', 'zone = "B"\nacademie = "Nantes"', "calendar.academie", "academie",
     "pas de clé inconnue"),
    ("{ day = 2020-11-11,", "{ day = 2021-11-11,", "calendar.public_holidays[1].day",
     "2021-11-11", "2020-2021"),
    ("{ day = 2020-11-11,", "{ day = 2020-11-01,", "calendar.public_holidays[1].day",
     "2020-11-01", "après le 2020-11-01"),
    ('"Armistice" }', '"Armistice", jour = 1 }', "calendar.public_holidays[1].jour", "jour",
     "pas de clé inconnue"),
    ("starts = 2020-12-19", "starts = 2020-10-19", "calendar.holidays[1].starts", "2020-10-19",
     "à partir du 2020-11-02"),
    ("starts = 2020-10-17", "starts = 2019-10-17", "calendar.holidays[0].starts", "2019-10-17",
     "2020-2021"),
    ("resumes = 2021-09-02", "resumes = 2022-09-02", "calendar.holidays[5].resumes",
     "2022-09-02", "au plus tard le 2021-09-30"),
    ("resumes = 2021-04-26", 'resumes = 2021-04-26, zone = "B"', "calendar.holidays[3].zone",
     "zone", "pas de clé inconnue"),
    ('"vacances d’hiver"', '"vacances de Noël"', "calendar.holidays[2].name", "vacances de Noël",
     "un nom qui n’est pas déjà pris"),
    ('"vacances de printemps", starts = 2021-04-24', '"printemps", starts = 2021-04-24',
     "calendar.first_announced[0].name", "printemps", "vacances de printemps"),
    ("reported_closes = 2021-06-25", "reported_closes = 2021-05-19", "notices[0].reported_closes",
     "2021-05-19", "pas avant la fin des fenêtres"),
    ("reported_closes = 2021-06-25", "reported_closes = 2021-09-25", "notices[0].reported_closes",
     "2021-09-25", "une date de 2020-2021"),
    ('kind = "interpretation"', 'kind = "interpretation"\nreported_closes = 2021-06-25',
     "notices[2].reported_closes", "reported_closes", "pas de clé inconnue"),
    ("[scope]", "[portee]", "scope", "rien", "une table"),
    ('page = "circulaire/2020-12-16.md"', "page = [", "ligne", "", "TOML"),
    ('title = "Blog', "title = \"Blog\nx", "ligne", "Blog", "TOML"),
]  # fmt: skip
"""What is changed in the shipped file, and the key, the value and the expectation then named."""


@pytest.mark.parametrize(("old", "new", "key", "found", "expected"), CHANGES)
def test_what_is_wrong_is_named(old: str, new: str, key: str, found: str, expected: str) -> None:
    assert old in TEXT
    with pytest.raises(MalformedCampaign) as caught:
        parse_campaign("2020-2021.toml", TEXT.replace(old, new, 1).encode())
    error = caught.value
    assert error.file == "2020-2021.toml"
    assert error.key.startswith("ligne") if key == "ligne" else error.key == key
    assert found in str(error.found)
    assert expected in error.expected
    for part in (error.file, error.key, error.expected):
        assert part in str(error)


@pytest.mark.parametrize(("written", "revision"), [("", 0), ("revision = 3", 3)])
def test_a_file_says_how_many_times_it_was_changed(written: str, revision: int) -> None:
    content = f"{written}\n{TEXT}".encode()
    assert parse_campaign("2020-2021.toml", content).revision == revision


def test_bytes_that_are_no_text_are_rejected() -> None:
    with pytest.raises(MalformedCampaign, match="UTF-8"):
        parse_campaign("2020-2021.toml", TEXT.encode("cp1252", "replace"))


@pytest.mark.parametrize("content", [b"", b"[", b"school_year", b"\x00"])
def test_a_file_that_is_no_campaign_is_rejected(content: bytes) -> None:
    with pytest.raises(MalformedCampaign, match=r"2020-2021\.toml"):
        parse_campaign("2020-2021.toml", content)


VALUES = [
    *["1", "-1", "9" * 40, "1e9", "inf", "true", '""', '"x"', '"0000-0001"', '"9998-9999"'],
    *["[]", "[[]]", "[1]", '["x"]', '["cp", "cp"]', "[{}]", "{}", "{ a = 1 }", '"a#b"', '"#"'],
    *["2021-03-08", "0001-01-01", "2021-03-08T10:00:00", "10:00:00"],
]
ASSIGNMENTS = [n for n, line in enumerate(TEXT.splitlines()) if " = " in line]


@settings(max_examples=500)
@given(
    changes=st.lists(
        st.tuples(st.sampled_from(ASSIGNMENTS), st.sampled_from([*VALUES, None])),
        min_size=1,
        max_size=3,
    )
)
def test_no_value_makes_the_reader_fail_in_another_way(
    changes: list[tuple[int, str | None]],
) -> None:
    lines = TEXT.splitlines()
    for number, value in changes:
        key = lines[number].split(" = ")[0]
        lines[number] = "" if value is None else f"{key} = {value}"
    with contextlib.suppress(MalformedCampaign):
        parse_campaign("2020-2021.toml", "\n".join(lines).encode())


@given(content=st.binary(max_size=40), place=st.integers(0, len(TEXT)))
def test_no_bytes_make_the_reader_fail_in_another_way(content: bytes, place: int) -> None:
    with contextlib.suppress(MalformedCampaign):
        parse_campaign("2020-2021.toml", TEXT[:place].encode() + content + TEXT[place:].encode())


def test_every_paragraph_of_the_circular_has_its_mark() -> None:
    source = load_campaign("2020-2021").official_source
    assert list(source.paragraphs) == [
        "objet",
        *["p-1", "p-2", "p-3", "p-4", "p-5-college", "p-5-modalites", "p-5-calendrier"],
        *["p-5-lycee", "p-5-prepa-metiers", "p-6"],
    ]
