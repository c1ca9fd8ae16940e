"""Whatever is in a folder, it is named in French and the others load: never a traceback."""

from __future__ import annotations

import os
import shutil
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from calculator.model.errors import InvalidCase, MalformedCircular
from calculator.schema.bounds import LARGEST
from calculator.schema.files import read_toml
from calculator.schema.reading import canonical, read_circulars
from tests.schema.writing import CIRCULARS, ID, ROAD, TEXT, folder_with, road_folder


def test_a_folder_is_read() -> None:
    circulars = read_circulars(CIRCULARS)
    assert [circular.id for circular in circulars.all] == [
        *["france-2026-2027", "france-2025-2026", "france-2024-2025", "france-2023-2024"],
        *["france-2022-2023", "france-2021-2022", ID],
    ]
    assert circulars.refused == {}


def test_a_right_file_needs_no_validator(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from calculator.schema.reading import canonical;"
        f"canonical(pathlib.Path({str(CIRCULARS)!r}));"
        "sys.exit('jsonschema' in sys.modules)"
    )
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code]) == 0


HOSTILE = [
    ("x = " + "[" * 2000, "ligne 1", "imbriqués"),
    ("x = " + "{a=" * 2000, "ligne 1", "imbriqués"),
    ("\n" + ".".join("a" * 100_000) + " = 1", "ligne 2", "points"),
    ("[" + ".".join("a" * 100_000) + "]", "ligne 1", "points"),
    ("x = " + "9" * 5000, "ligne 1", "chiffres"),
    ("x = 0x" + "f" * 100_000, "ligne 1", "chiffres"),
    ("a" * 100_000 + " = 1", "ligne 1", "signes"),
    ("x = " + '"""\\' * 50_000, "fin du fichier", "barre oblique"),
    ("x = " + '"' * 150_003, "ligne 1", "par ligne"),
    ("x = " + "'" * 150_003, "ligne 1", "par ligne"),
    ('x = """', "fin du fichier", "guillemet"),
    ("x = [[1, 2]", "fin du fichier", "crochet"),
    ('titre = "non fermé\nautre = 1', "ligne 1", "guillemet"),
    ("titre = sans guillemets", "ligne 1, colonne 9", "guillemets"),
    ("titre", "fin du fichier", "clé = valeur"),
    ("a = 1\na = 2\nb = 3", "ligne 2", "une seule fois"),
    ("[a]\n[a]\nb = 3", "ligne 2", "une seule fois"),
    ("d = 2021-02-30", "ligne 1", "date"),
    ('t = "\\q"', "ligne 1", "barre oblique"),
    ("é = 1", "ligne 1", "clé"),
    ("a = 1 b = 2", "ligne 1", "par ligne"),
    ("x = \x00", "ligne 1", ""),
]


@pytest.mark.parametrize(("text", "key", "expected"), HOSTILE, ids=[t[:20] for t, _, _ in HOSTILE])
def test_hostile_files_are_refused_at_once(
    text: str, key: str, expected: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.toml"
    file.write_text(text, encoding="utf-8")
    begun = time.process_time()
    with pytest.raises(MalformedCircular) as refused:
        read_toml(file, "x.toml")
    assert time.process_time() - begun < 5
    (fault,) = refused.value.faults
    assert fault.file == "x.toml"
    assert fault.key.startswith(key)
    assert expected in f"{fault.found} {fault.expected}"
    assert len(str(fault)) < 400


def test_bytes_that_are_no_utf_8_name_their_line(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes("a = 1\nb = 'é'\n".encode("cp1252"))
    said = "ligne 2 : « b = 'é' » ; il faut un texte en UTF-8"
    with pytest.raises(MalformedCircular, match=said):
        read_toml(file, "x.toml")


def test_a_byte_order_mark_and_windows_line_ends_are_nothing(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    file = folder / ID / "circular.toml"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert [circular.id for circular in read_circulars(folder).all] == [ID]


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    for name in ("zero", "fifo", "huge", "directory", "nowhere"):
        (folder / name).mkdir()
    (folder / "zero/circular.toml").symlink_to("/dev/zero")
    os.mkfifo(folder / "fifo/circular.toml")
    with (folder / "huge/circular.toml").open("wb") as file:
        file.truncate(LARGEST + 1)
    (folder / "directory/circular.toml").mkdir()
    (folder / "nowhere/circular.toml").symlink_to("nothing.toml")
    circulars = read_circulars(folder)
    assert [circular.id for circular in circulars.all] == [ID]
    told = {name: str(error) for name, error in circulars.refused.items()}
    assert told.keys() == {"zero", "fifo", "huge", "directory", "nowhere"}
    assert "ni un fichier ordinaire" in told["zero"]
    assert "ni un fichier ordinaire" in told["fifo"]
    assert "plus de 1 Mio" in told["huge"]
    assert "un dossier" in told["directory"]
    assert "pas de tel fichier" in told["nowhere"]


def test_strays_are_named_and_the_others_load(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    shutil.copytree(folder / ID, folder / f"{ID} (copie)")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    (folder / "vide").mkdir()
    (folder / "boucle").symlink_to("boucle")
    (folder / "en rond").symlink_to(folder)
    os.mkdir(os.fsencode(folder) + b"/\xff")  # noqa: PTH102  # no name of any encoding
    circulars = read_circulars(folder)
    assert [circular.id for circular in circulars.all] == [ID]
    told = {name: str(error) for name, error in circulars.refused.items()}
    assert told.keys() == {f"{ID} (copie)", "notes.txt", "vide", "boucle", "en rond", "?"}
    assert f"« {ID} (copie) », le nom du dossier" in told[f"{ID} (copie)"]
    assert "c’est un fichier" in told["notes.txt"]
    assert "sans circular.toml" in told["vide"]
    assert "lien" in told["boucle"]
    assert "\n".join(told.values()).encode()
    with pytest.raises(MalformedCircular, match="le nom du dossier"):
        circulars.named(f"{ID} (copie)")


def test_what_systems_leave_is_ignored(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    for name in (".DS_Store", "._vocabulary.toml", "._circular.toml", "Thumbs.db", "desktop.ini"):
        (folder / name).write_bytes(b"\0")
    (folder / ".git").mkdir()
    (folder / ID / "._circular.toml").write_bytes(b"\0")
    assert read_circulars(folder).refused == {}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / "secret").mkdir(mode=0)
    assert "pas le droit" in str(read_circulars(folder).refused["secret"])


def test_without_a_vocabulary_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(MalformedCircular, match=r"vocabulary\.toml, fichier : il manque"):
        read_circulars(tmp_path)
    with pytest.raises(MalformedCircular, match="il n’y a pas de tel fichier ; il faut un dossier"):
        read_circulars(tmp_path / "nothing")


def test_without_a_circular_it_is_said(tmp_path: Path) -> None:
    folder = road_folder(tmp_path)
    shutil.rmtree(folder / "route")
    with pytest.raises(MalformedCircular, match="aucune circulaire"):
        read_circulars(folder)
    (folder / "autre").mkdir()
    circulars = read_circulars(folder)
    assert circulars.refused.keys() == {"autre"}
    with pytest.raises(InvalidCase, match="circulaire lisible"):
        circulars.of_day(date(2022, 1, 1))


def test_two_circulars_never_name_an_event_alike(tmp_path: Path) -> None:
    twin = ROAD.replace('id = "route"', 'id = "velo"\ncalendar_ids = { key = "route" }')
    folder = road_folder(tmp_path, velo=twin)
    data = canonical(folder)
    assert [one["id"] for one in data["circulars"]] == ["route"]
    assert "un nom qui n’est pas celui de route" in str(data["refused"]["velo"])


def test_days_that_are_not_known_are_none_in_json(tmp_path: Path) -> None:
    (circular,) = canonical(road_folder(tmp_path))["circulars"]
    (window,) = circular["duties"][0]["rules"][1]["windows"]
    assert window["opens"] is None
    assert window["closes"] is None
