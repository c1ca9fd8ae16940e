"""Who is who in files that people reported: one pupil is one, two are never merged."""

from __future__ import annotations

import unicodedata

import pytest

from calculator.answers.lists import doubt_words, pupils_words
from calculator.lists.names import split_name
from calculator.lists.texts import fold
from tests.lists.reported import LIST, answers, doubts, told

# --- Who is who -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("KOVAČ", "KOVAC"), ("ŞAHİN", "SAHIN"), ("ERDOĞAN", "erdogan"), ("SZŐKE", "szoke")],
        *[("D'ÉCHO", "D ECHO"), ("D’ÉCHO", "d'écho"), ("D‐ÉCHO", "D - ÉCHO")],
        ("LE-GALL", "Le Gall"),
        *[("NGUYỄN", "nguyen"), ("WAŁĘSA", "WALESA"), ("ØSTBY", "ostby"), ("GROß", "GROSS")],
        *[("ZOE\u200b", "ZOE"), ("A\u00adDA", "ADA"), ("ŒUVRE", "OEUVRE"), ("ВЕЙЛЬ", "Вейль")],
    ],
)  # fmt: skip
def test_a_pupil_is_one_however_the_accents_are_written(one: str, other: str) -> None:
    for form in ("NFC", "NFD"):
        lists = [
            f"Nom;Prénom;Classe\n{unicodedata.normalize(form, name)};Zoë;3A\n".encode()
            for name in (one, other)
        ]
        assert len(answers(*lists).pupils) == 1


def test_letters_are_those_of_unicode_without_their_accents() -> None:
    for code in (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000)):
        letter = chr(code)
        parts = unicodedata.normalize("NFD", letter)
        if unicodedata.category(letter)[0] == "L" and len(parts) > 1:
            assert fold(letter) == fold(parts), letter


def test_a_certification_is_of_the_pupil_whose_accents_are_composed_otherwise() -> None:
    made = answers("01-profil-nfc.csv", "01-resultats-nfd.csv")
    assert told(made) == ["KOVAČ Zoë 3B: certified"]


@pytest.mark.parametrize(
    ("first", "second", "flagged"),
    [
        ("ALPHONOS;Ada;3A;01/02/2006", "ALPHONOS;Ada Lucie Marie;;01/02/2006", True),
        ("ALPHONOS;Ada;3A;01/02/2006", "ALPHONOS;Lucie;3A;01/02/2006", True),
        ("LE GALL;Ada;3A;01/02/2006", "LEGALL;Ada;3A;01/02/2006", True),
        ("ALPHONOS;Ada;3A;01/02/2006", "ALPHONOS;Ada;3B;01/02/2006", True),
        ("ALPHONOS;Ada;3A;01/02/2006", "ALPHONOS;Zoé;3A;02/02/2006", False),
        ("ALPHONOS;Ada;3A;01/02/2006", "BRAVOLEC;Ada;3A;01/02/2006", False),
    ],
)
def test_who_may_be_the_same_is_never_merged_and_always_told(
    first: str, second: str, flagged: bool
) -> None:
    made = answers(LIST.format(first).encode(), LIST.format(second).encode())
    if not second.split(";")[2]:
        assert made.set_aside
        made = answers(
            LIST.format(first).encode(),
            b"Num\xc3\xa9ro de certification;Nom;Pr\xc3\xa9nom;Date de naissance;Nombre de Pix\n"
            b"1;ALPHONOS;Ada Lucie Marie;01/02/2006;72\n",
        )
    assert len(made.pupils) == 2
    assert made.maybe_twice == (2 if flagged else 0)
    assert ("dont 2 peut-être comptés deux fois" in pupils_words(made)) == flagged
    assert all(("ligne 2" in " ".join(doubt_words(one))) == flagged for one in made.pupils)


def test_twins_of_one_list_are_not_told_to_be_one() -> None:
    twins = "ALPHONOS;Ada;3A;01/02/2006\nALPHONOS;Zoé;3A;01/02/2006"
    assert doubts(answers(LIST.format(twins).encode())) == [(), ()]


@pytest.mark.parametrize(
    ("titles", "rows", "pupils", "doubt"),
    [
        ("Nom;Prénom;Classe;Régime", ["A;Ada;3A;externe", "A;Ada;3A;interne"], 2, "homonym"),
        ("Nom;Prénom;Classe", ["A;Ada;3A", "A;Ada;3A"], 1, "twice"),
        ("Nom;Prénom;Classe;INE", ["A;Ada;3A;1", "A;Ada;3A;2"], 2, "homonym"),
    ],
)
def test_a_line_that_may_be_a_homonym_s_is_shown(
    titles: str, rows: list[str], pupils: int, doubt: str
) -> None:
    made = answers("\n".join([titles, *rows]).encode())
    assert doubts(made) == [(doubt,)] * pupils


def sent(sendings: list[str]) -> bytes:
    """A list of profiles of a pupil, from the day, « Certifiable » and the count of each."""
    titles = "Nom du Participant;Prénom du Participant;Classe;Envoi (O/N);Date de l'envoi;"
    rows = [
        f"A;Ada;3A;Oui;{on};{certifiable};{count}"
        for on, certifiable, count in map(str.split, sendings)
    ]
    certifiable = "Certifiable (O/N);Nombre de compétences certifiables"
    return "\n".join([titles + certifiable, *rows]).encode()


@pytest.mark.parametrize(
    ("sendings", "situation", "said"),
    [
        (["2021-02-02 Non 2", "2021-05-02 Oui 6"], "not_yet", True),
        (["2021-05-02 Oui 6", "2021-02-02 Non 2"], "not_yet", True),
        (["2021-05-02 Oui 6"], "certifiable", True),
        (["2021-02-02 Non 2", "2021-03-20 Oui 6"], "certifiable", False),
        (["2021-02-02 Non 1", "2021-02-03 Non 2", "2021-05-02 Oui 6"], "not_yet", True),
    ],
)
def test_a_profile_sent_after_the_day_asked_does_not_replace_an_earlier_one(
    sendings: list[str], situation: str, said: bool
) -> None:
    made = answers(sent(sendings))
    (pupil,) = made.pupils
    assert pupil.situation == situation
    assert ("sent_after" in pupil.doubts) == said
    assert len(made.superseded) == len(sendings) - 1


@pytest.mark.parametrize(
    ("sendings", "said"),
    [
        (["2020-09-01 Oui 6"], None),  # the first day of the year asked
        (["2020-08-31 Oui 6"], "31 août 2020"),
        (["2019-02-04 Non 2", "2020-06-15 Oui 6"], "15 juin 2020"),
        (["2019-02-04 Non 2", "2021-03-01 Oui 6"], None),  # the latest counts
        (["2020-06-15 Oui 6", "2021-05-02 Oui 6"], "15 juin 2020"),  # the later is too late
    ],
)
def test_a_profile_sent_in_an_earlier_year_is_told_so(
    sendings: list[str], said: str | None
) -> None:
    (pupil,) = answers(sent(sendings)).pupils
    assert ("sent_before" in pupil.doubts) == (said is not None)
    notes = " ".join(doubt_words(pupil))
    assert ("avant l’année scolaire de cette réponse" in notes) == (said is not None)
    assert said is None or f"Le profil a été envoyé le {said}," in notes


def test_the_reported_sending_after_the_day() -> None:
    assert told(answers("05-apres.csv")) == ["ALPHONOS Ada 3A: not_yet"]
    assert told(answers("05-apres.csv", on="2021-05-03")) == ["ALPHONOS Ada 3A: certifiable"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("DA SILVA COSTA Emma", ("DA SILVA COSTA", "Emma")),
        ("NOIRET Jean Baptiste", ("NOIRET", "Jean Baptiste")),
        ("Emma DA SILVA", ("DA SILVA", "Emma")),
        ("DE LA TOUR Anne-Marie", ("DE LA TOUR", "Anne-Marie")),
        ("de LA TOUR Anne", ("de LA TOUR", "Anne")),
        ("D’ÉCHO Éloïse", ("D’ÉCHO", "Éloïse")),
        ("McDONALD Ronald", ("McDONALD", "Ronald")),
        ("DUPONT, Jean Paul", ("DUPONT", "Jean Paul")),
        ("DUPONT JEAN", ("DUPONT", "JEAN")),
        ("Dupont Jean", ("Dupont", "Jean")),
        ("LE GALL ANNE MARIE", None),
        ("Le Gall Anne", None),
        ("ALPHONOS", None),
    ],
)
def test_one_cell_for_both_names(text: str, names: tuple[str, str] | None) -> None:
    assert split_name(text) == names
