"""Whatever the standard streams are, an answer comes whole, or a message says why it does not."""

from __future__ import annotations

import json
import os
import subprocess
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.cli.streams import prepare_streams
from tests.cli.running import ALL, COMMAND, JSON, LIST, ON, WORDS, calculate, refusal

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
CODE_PAGES = ["cp1252", "latin-1", "cp850", "cp437", "ascii"]


@needs_full
@pytest.mark.parametrize("name", ALL)
def test_a_full_disk_is_said(name: str) -> None:
    with FULL.open("wb") as full:
        told = refusal(calculate(*ALL[name], stdout=full))
    assert told.startswith("sortie standard : ")
    assert "plus de place" in told


@pytest.mark.parametrize("name", ALL)
def test_a_closed_output_is_said(name: str) -> None:
    done = calculate(*ALL[name], before=partial(os.close, 1))
    assert refusal(done) == "sortie standard : elle est fermée."


def test_a_closed_input_is_said() -> None:
    done = calculate("roster", "-", *ON, before=partial(os.close, 0))
    assert refusal(done) == "entrée standard : elle est fermée."


@pytest.mark.parametrize("name", ["help", "roster", "roster as JSON", "roster as CSV"])
def test_a_reader_that_leaves_is_no_fault(name: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as nobody:
        done = calculate(*ALL[name], stdout=nobody)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("arguments", "code"), [(WORDS["decide"], 0), (("decide",), 2), (("roster", "absent.csv"), 2)]
)
def test_an_error_stream_that_takes_nothing_changes_nothing(
    arguments: tuple[str, ...], code: int
) -> None:
    assert calculate(*arguments, before=partial(os.close, 2)).returncode == code
    if FULL.exists():
        with FULL.open("wb") as full:
            assert calculate(*arguments, stderr=full).returncode == code


@pytest.mark.parametrize("code_page", CODE_PAGES)
@pytest.mark.parametrize("name", ["help", "decide", "roster", "plan", "campaigns"])
def test_a_console_of_another_age_gets_its_characters(name: str, code_page: str) -> None:
    done = calculate(*WORDS[name], PYTHONIOENCODING=code_page)
    assert (done.returncode, done.stderr) == (0, b"")
    words = done.stdout.decode(code_page)
    assert "?" not in words.replace(" ?", "")  # French has a space before
    assert "\ufffd" not in words


def test_the_nearest_characters_are_those_that_a_reader_expects(tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("nom;prenom;classe\nKovačić;Œdipe;3A\nNguyễn;日本;3A\n", "utf-8")
    said = calculate("roster", file, *ON, PYTHONIOENCODING="latin-1").stdout.decode("latin-1")
    assert "Kovacic OEdipe" in said
    assert "Nguyen ??" in said
    said = calculate("decide", PYTHONIOENCODING="ascii").stderr.decode("ascii")
    assert "Il manque l'option '--class'" in said


@pytest.mark.parametrize("name", JSON)
def test_json_is_the_same_in_every_console(name: str) -> None:
    told = [calculate(*JSON[name], PYTHONIOENCODING=code).stdout for code in ("utf-8", "cp1252")]
    one, other = (json.loads(text.decode("utf-8")) for text in told)
    assert one == other == json.loads(told[1].decode("cp1252"))


@pytest.mark.parametrize("code_page", CODE_PAGES)
def test_a_file_s_name_that_is_no_text_is_said(code_page: str) -> None:
    done = calculate("roster", os.fsdecode(b"\xe9\xff.csv"), PYTHONIOENCODING=code_page)
    assert done.returncode == 2
    assert "n’existe pas".encode(code_page, "ignore").replace(b"n", b"")[-5:] in done.stderr


@given(text=st.text(st.characters(codec=None)), code_page=st.sampled_from([*CODE_PAGES, "utf-8"]))
def test_no_text_fails(text: str, code_page: str) -> None:
    prepare_streams()
    made = text.encode(code_page, "calculator.nearest").decode(code_page)
    rest = iter(made)
    assert all(c in rest for c in text if c.encode(code_page, "ignore"))  # in their order
    escaped = json.dumps(text, ensure_ascii=False).encode("ascii", "calculator.escaped")
    assert json.loads(escaped) == text


def test_a_full_folder_of_temporary_files_is_said(tmp_path: Path) -> None:
    """More lines than memory is to hold, and no place for them."""
    file = tmp_path / "longue.csv"
    lines = "".join(f"NOM{n};Prénom;3A\n" for n in range(60_000))
    file.write_text(f"nom;prenom;classe\n{lines}", "utf-8")

    def no_file_over_a_megabyte() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

    told = refusal(calculate("roster", file, *ON, before=no_file_over_a_megabyte))
    assert "pas la place de les écrire" in told
    absent = str(tmp_path / "absent")
    no_folder = (
        "import tempfile, sys; "
        "tempfile.tempdir = sys.argv.pop(); from calculator.cli import main; main()"
    )
    run = [COMMAND[0], "-c", no_folder, "roster", str(file), *ON, absent]
    assert "pas la place de les écrire" in refusal(
        subprocess.run(run, capture_output=True, check=False)
    )


def test_what_is_on_the_standard_input_is_read() -> None:
    done = calculate("roster", "-", *ON, given=LIST.read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
