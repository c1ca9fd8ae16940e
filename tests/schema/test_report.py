"""`calculator check` names what a build would miss: pages, marks, examples, paragraphs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from calculator.schema.report import check, check_file, check_folder
from tests.schema.writing import CIRCULARS, ID, TEXT, WORDS, changed, folder_with, road_folder

MARKS = ("objet", "p-1", "p-2", "p-3", "p-4", "p-5", "p-5-college", "p-5-modalites",
         "p-5-calendrier", "p-5-lycee", "p-5-prepa-metiers", "p-6")  # fmt: skip


def site(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """A folder of our circular and a page of its text, whose every paragraph has its mark."""
    folder = folder_with(tmp_path, *changes)
    page = tmp_path / "docs/circulaire/2020-12-16.md"
    page.parent.mkdir(parents=True)
    text = "\n".join(f"Un paragraphe.\n{{: #{mark} }}\n" for mark in MARKS)
    page.write_text(text, encoding="utf-8")
    return folder


def test_a_right_folder_has_nothing_to_tell(tmp_path: Path) -> None:
    report = check(site(tmp_path))
    assert report.faults == []
    assert report.warnings == []
    assert report.checked == [
        "vocabulary.toml", f"{ID}/circular.toml", f"{ID}/examples.csv",
    ]  # fmt: skip
    assert report.examples > 140


def test_one_circular_or_one_file_can_be_named(tmp_path: Path) -> None:
    folder = site(tmp_path)
    for path in (folder / ID, folder / ID / "circular.toml"):
        report = check(path)
        assert report.faults == []
        assert report.checked[1:] == [f"{ID}/circular.toml", f"{ID}/examples.csv"]
    assert check(folder / "vocabulary.toml").checked == ["vocabulary.toml"]


def test_a_file_on_its_own_is_checked_with_the_words_beside_it(tmp_path: Path) -> None:
    folder = site(tmp_path)
    file = folder / "brouillon.toml"
    file.write_text(changed(TEXT, ("competences = 5\n", "competences = 17\n")), encoding="utf-8")
    report = check_file(file)
    assert [fault.key for fault in report.faults] == ["duties[0].condition.competences"]
    assert report.faults[0].file == "brouillon.toml"


@pytest.mark.parametrize("name", ["nothing", "nothing/circular.toml"])
def test_what_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    (fault,) = check(tmp_path / name).faults
    assert fault.found == "il n’y a pas de tel fichier"


def test_a_mark_that_the_page_has_not_is_named(tmp_path: Path) -> None:
    folder = site(tmp_path)
    page = tmp_path / "docs/circulaire/2020-12-16.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace("{: #p-3 }", "").replace("{: #p-4 }", "{: #p-2 }").replace(
            "{: #p-6 }", '<a id="p-6"></a>'
        ),
        encoding="utf-8",
    )  # fmt: skip
    told = {fault.key: fault for fault in check(folder).faults}
    assert told.keys() == {"#p-2", "#p-3", "#p-4"}
    assert told["#p-3"].file == "docs/circulaire/2020-12-16.md"
    assert "{: #p-3 }" in told["#p-3"].expected
    assert "une seule fois" in told["#p-2"].expected


def test_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = site(tmp_path, ("circulaire/2020-12-16.md", "circulaire/2020-12-17.md"))
    (fault,) = check(folder).faults
    assert fault.file == "docs/circulaire/2020-12-17.md"
    assert "vouliez-vous dire « circulaire/2020-12-16.md »" in fault.expected


def test_the_pages_can_be_elsewhere(tmp_path: Path) -> None:
    folder = site(tmp_path)
    (tmp_path / "docs").rename(tmp_path / "pages")
    assert check_folder(folder).faults == []  # no pages beside it: nothing to compare with
    assert check_folder(folder, tmp_path / "pages").faults == []
    (tmp_path / "empty").mkdir()
    assert check_folder(folder, tmp_path / "empty").faults != []


def test_a_paragraph_that_nothing_cites_is_a_warning(tmp_path: Path) -> None:
    folder = site(tmp_path, ('p-6 = "§ 6"', 'p-6 = "§ 6"\np-7 = "§ 7"'))
    report = check(folder)
    assert [fault.key for fault in report.faults] == ["#p-7"]
    assert [one.key for one in report.warnings] == [
        "sources.circulaire-2020-12-16.paragraphs.p-7", "exemples",
    ]  # fmt: skip


def test_examples_that_fail_are_faults_and_none_is_a_warning(tmp_path: Path) -> None:
    folder = site(tmp_path, ("closes = 2021-05-12 }", "closes = 2021-05-11 }"))
    report = check(folder)
    assert report.faults
    assert all(fault.file == f"{ID}/examples.csv" for fault in report.faults)
    (folder / ID / "examples.csv").unlink()
    report = check(folder)
    assert report.faults == []
    assert "fichier : il manque ; il faut un tableau" in str(report.warnings[0])


def test_faults_of_every_file_are_told_together(tmp_path: Path) -> None:
    folder = site(tmp_path, ("level = 1\n", "level = 9\n"))
    shutil.copytree(CIRCULARS / ID, folder / "copie")
    (folder / "notes.txt").touch()
    words = folder / "vocabulary.toml"
    text = words.read_text(encoding="utf-8")
    words.write_text(changed(text, ('label = "CP"', 'libelle = "CP"')), encoding="utf-8")
    told = {(fault.file, fault.key) for fault in check(folder).faults}
    assert told == {
        ("vocabulary.toml", "classes.cp.label"),
        ("vocabulary.toml", "classes.cp.libelle"),
        (f"{ID}/circular.toml", "duties[0].condition.level"),
        ("copie/circular.toml", "id"),
        ("notes.txt", "dossier"),
    }


def test_another_subject_is_checked_with_its_own_words(tmp_path: Path) -> None:
    report = check(road_folder(tmp_path))
    assert report.faults == []
    assert WORDS
    assert [one.file for one in report.warnings] == ["route/examples.csv"]


def test_a_circular_out_of_its_place_does_not_hide_the_others(tmp_path: Path) -> None:
    folder = site(tmp_path)
    shutil.copy(folder / ID / "circular.toml", folder / "circular.toml")
    report = check(folder)
    assert [fault.file for fault in report.faults] == ["circular.toml"]
    assert f"{ID}/circular.toml" in report.checked


def test_what_is_no_toml_is_not_read_as_such(tmp_path: Path) -> None:
    folder = site(tmp_path)
    (fault,) = check(folder / ID / "examples.csv").faults
    assert "ou un fichier .toml" in fault.expected


def test_a_missing_vocabulary_is_said_with_what_it_holds(tmp_path: Path) -> None:
    folder = site(tmp_path)
    (folder / "vocabulary.toml").unlink()
    (fault,) = check(folder).faults
    assert (fault.file, fault.found) == ("vocabulary.toml", "il manque")
    assert "les classes et les types d’établissement" in fault.expected


def test_the_folder_where_one_stands_has_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vide").mkdir()
    monkeypatch.chdir(tmp_path / "vide")
    assert "vide" in {fault.file for fault in check(Path()).faults}
