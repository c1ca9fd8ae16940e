"""`calculator lsu`: the levels of the livret scolaire, which the circular asks in p-2."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator import load_circular
from calculator.lists.errors import NotAList
from calculator.lists.livret import Checked, check, read_livrets
from tests.cli.running import calculate

SAMPLE = Path(__file__).with_name("livret_6e.xml")
CODES = (
    *("INF_MEN", "COM_INT", "CRE_TEX", "PRO_SEC", "ENV_RES"),  # one of each domain
)
VOCABULARY = load_circular("nantes-2020-2021").vocabulary
DOMAINS = list(dict.fromkeys(one.domain for one in VOCABULARY.competences.values()))
ON = ("--on", "2021-03-10")


def report(levels: dict[str, str], period: str = "P3", pupil: str = "E1") -> str:
    given = "".join(f'<competence-num code="CN_{c}" niveau="{n}"/>' for c, n in levels.items())
    return (
        f'<bilan-periodique eleve-ref="{pupil}" periode-ref="{period}"><competences-numeriques>'
        f"{given}</competences-numeriques></bilan-periodique>"
    )


def livret(*reports: str, division: str = "6B", name: str = "ÉCHO", encoding: str = "UTF-8") -> str:
    periods = "".join(
        f'<periode id="P{n}" millesime="{year}" indice="{n}" nb-periodes="3"/>'
        for n, year in ((1, 2020), (2, 2020), (3, 2020))
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><x:lsun-bilans xmlns:x="urn:lsun"><donnees>'
        f'<eleves><eleve id="E1" id-be="1" nom="{name}" prenom="Éloïse" '
        f'code-division="{division}"/></eleves><periodes>{periods}'
        '<periode id="OLD" millesime="2019" indice="3" nb-periodes="3"/></periodes>'
        f"{''.join(reports)}</donnees></x:lsun-bilans>"
    )


def checked(*files: bytes | str) -> Checked:
    contents = (one if isinstance(one, bytes) else one.encode() for one in files)
    (pupil,) = read_livrets((f"f{n}.xml", [content]) for n, content in enumerate(contents))
    return check(pupil, 2020, VOCABULARY)


ALL = dict.fromkeys(CODES, "2")


@pytest.mark.parametrize(
    ("levels", "lacking"),
    [
        (ALL, []),
        ({**ALL, "INF_GER": "3"}, []),
        (dict.fromkeys(CODES[:3], "1"), DOMAINS[3:]),
        ({}, DOMAINS),
        ({**ALL, "ENV_RES": ""}, DOMAINS[4:]),
        ({**ALL, "ENV_RES": "9"}, DOMAINS[4:]),
        ({**ALL, "ENV_RES": "0"}, DOMAINS[4:]),
    ],
)
def test_each_domain_has_a_level_in_the_last_report(
    levels: dict[str, str], lacking: list[str]
) -> None:
    made = checked(livret(report(levels)))
    assert made.has_last
    assert list(made.domains) == lacking
    assert made.is_complete == (not lacking)


def test_a_level_that_the_scale_has_not_is_said() -> None:
    made = checked(livret(report({**ALL, "INF_GER": "12", "XYZ": "1"})))
    assert made.outside == ("1.2 : 12", "XYZ : 1")
    assert not made.domains
    assert not made.is_complete


@pytest.mark.parametrize(
    ("periods", "has_last", "others"),
    [(["P3"], True, 0), (["P1", "P2"], False, 2), (["P2", "P3"], True, 1), (["OLD"], False, 1)],
)
def test_only_the_last_report_of_the_year_counts(
    periods: list[str], has_last: bool, others: int
) -> None:
    made = checked(livret(*(report(ALL, period) for period in periods)))
    assert (made.has_last, made.others) == (has_last, others)
    assert bool(made.domains) != has_last


def test_reports_of_a_pupil_in_several_files_are_put_together() -> None:
    made = checked(livret(report(ALL, "P1")), livret(report(ALL, "P3")))
    assert (made.has_last, made.others, made.domains) == (True, 1, ())


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-15", "windows-1252", "UTF-16"])
def test_any_encoding_and_an_archive(encoding: str) -> None:
    content = livret(report(ALL), encoding=encoding).encode(encoding)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("livret.xml", content)
    for one in (content, archive.getvalue()):
        made = checked(one)
        assert (made.pupil.last_name, made.pupil.first_name) == ("ÉCHO", "Éloïse")
        assert made.is_complete


def test_a_class_of_the_first_degree_is_found_by_its_reference() -> None:
    content = livret(report(ALL)).replace('code-division="6B"', 'classe-ref="C1"')
    content = content.replace(
        "<eleves>", '<classes><classe id="C1" libelle="CM2 A"/></classes><eleves>'
    )
    assert checked(content).pupil.class_name == "CM2 A"


@pytest.mark.parametrize(
    "content",
    [
        "<!DOCTYPE x [<!ENTITY a 'b'>]>" + livret()[38:],
        '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">' + livret()[38:],
        "<BEE_ELEVES/>",
        "nom;prenom\nA;B\n",
        "",
        livret()[:-20],
        "PK\x03\x04xx",
    ],
)
def test_what_is_no_livret_is_refused(content: str) -> None:
    with pytest.raises(NotAList, match="export XML du LSU"):
        checked(content)


def test_a_large_export_takes_little_memory() -> None:
    def pieces() -> Iterator[bytes]:
        head, tail = livret("@").split("@")
        yield head.encode()
        one = report(ALL, "P1") + f"<texte>{'x' * 20_000}</texte>"
        for _ in range(400):
            yield one.encode()
        yield (report(ALL) + tail).encode()

    tracemalloc.start()
    (pupil,) = read_livrets([("f.xml", pieces())])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert check(pupil, 2020, VOCABULARY).is_complete
    assert most < 3_000_000  # of 8 MB


# --- The command ----------------------------------------------------------------------------------


def test_the_sample_class_by_class() -> None:
    done = calculate("lsu", SAMPLE, *ON)
    told = done.stdout.decode()
    assert done.returncode == 1
    assert "2 élèves, dont 1 à compléter." in told
    assert "[circulaire du 16 décembre 2020, § 2]" in told
    assert "HOTELIN Hélène : pas de niveau en « Création de contenus », « Environnement" in told
    assert "GOLFIER" not in told


def test_the_lists_to_print_and_the_table(tmp_path: Path) -> None:
    for name, start in (("liste.html", "<!doctype html>"), ("liste.csv", "\ufeffClasse;Nom")):
        file = tmp_path / name
        done = calculate("lsu", SAMPLE, *ON, "-o", file)
        assert (done.returncode, done.stderr) == (1, b"")
        assert file.read_text("utf-8").startswith(start)
        assert "GOLFIER" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("division", "levels", "code", "said"),
    [
        ("6B", ALL, 0, "1 élève, dont 0 à compléter."),
        ("CM2", {}, 1, "CM2 : 1 élève, 1 à compléter."),
        ("5A", {}, 0, "0 élève, dont 0 à compléter. 1 autre élève"),
        ("Les loups", ALL, 1, "Les loups (niveau à préciser avec --classes) : 1 élève, aucun"),
    ],
)
def test_of_whom_it_is_asked(
    tmp_path: Path, division: str, levels: dict[str, str], code: int, said: str
) -> None:
    file = tmp_path / "livret.xml"
    file.write_text(livret(report(levels), division=division), "utf-8")
    done = calculate("lsu", file, *ON)
    assert (done.returncode, done.stderr) == (code, b"")
    assert said in done.stdout.decode()


def test_a_class_can_be_told(tmp_path: Path) -> None:
    file, classes = tmp_path / "livret.xml", tmp_path / "classes.csv"
    file.write_text(livret(report(ALL), division="Les loups"), "utf-8")
    classes.write_text("classe;niveau\nLes loups;cm2\n", "utf-8")
    assert calculate("lsu", file, *ON, "--classes", classes).returncode == 0


def test_what_cannot_be_checked_is_refused(tmp_path: Path) -> None:
    for arguments in (
        (tmp_path / "absent.xml",),
        (SAMPLE, "--establishment", "prive-hors-contrat"),
        (Path(__file__),),
    ):
        done = calculate("lsu", *arguments, *ON)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"Traceback" not in done.stderr
