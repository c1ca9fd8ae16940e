"""`calculator update`: nothing of a site is lost, and what the template has anew comes into it.

An older template is one whose files, in the site and in its record, lack what the present one has.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator import __version__
from calculator.scaffold.applying import finish, prepare
from calculator.scaffold.record import RECORD, NoRecord, read_record
from calculator.scaffold.updating import Kind, steps
from tests.cli.running import calculate

OLDER = "0.0.9"
README, IGNORED, QUESTIONS = "README.md", ".gitignore", "docs/questions.md"
FIRST_LINE = "# Un modèle d’avant\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    done = calculate("new", "site", "--yes", "--date", "2022-10-03", cwd=tmp_path)
    assert done.returncode == 0
    return tmp_path / "site"


def older(site: Path, change: Callable[[str, str], str | None]) -> None:
    """Make the site one of an older template, which had other texts, or not all files."""
    record = json.loads((site / RECORD).read_text("utf-8"))
    files = {path: change(path, text) for path, text in record["files"].items()}
    for path, text in files.items():
        if text is None:
            (site / path).unlink()
        else:
            (site / path).write_text(text, "utf-8")
    record["files"] = {path: text for path, text in files.items() if text is not None}
    record["version"] = OLDER
    (site / RECORD).write_text(json.dumps(record), "utf-8")


def old_ignored(path: str, text: str) -> str:
    """The older template ignored less."""
    return text.replace("dist/\n", "") if path == IGNORED else text


def git(site: Path, *arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@b.test")
    done = subprocess.run(["git", *who, *arguments], cwd=site, check=True, capture_output=True)
    return done.stdout.decode()


def commit(site: Path) -> None:
    git(site, "init", "-q")
    git(site, "add", "-A")
    git(site, "commit", "-qm", "x")


def update(site: Path, *options: str, code: int = 0, path: str | None = None) -> str:
    done = calculate(
        "update", *options, cwd=site, PATH=os.environ["PATH"] if path is None else path
    )
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == code, said
    return said


def contents(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file() and ".git/" not in file.as_posix()
    }


def test_a_site_of_this_version_has_nothing_to_take(site: Path) -> None:
    before = contents(site)
    assert f"suit déjà le modèle de la version {__version__}" in update(site)
    assert contents(site) == before


def test_what_was_answered_is_recorded(site: Path) -> None:
    record = read_record(site)
    assert record.version == __version__
    assert record.given["date"] == "2022-10-03"
    assert record.files == {
        path: content.decode() for path, content in contents(site).items() if path != RECORD
    }


@pytest.mark.parametrize(
    ("before", "mine", "after", "kind"),
    [
        # what the old template had, what the file has become, what the new one has
        ("a\n", "a\n", "b\n", Kind.REPLACED),
        ("a\n", "mine\n", "a\n", None),
        ("a\n", "b\n", "b\n", None),
        ("1\n2\n3\n4\n5\n", "1\n2\n3\n4\nmine\n", "new\n2\n3\n4\n5\n", Kind.MERGED),
        ("a\n", "mine\n", "new\n", Kind.CONFLICT),
        ("a\n", None, "new\n", Kind.ABSENT),
        ("a\n", None, "a\n", None),
        ("a\n", None, None, None),
        ("a\n", "a\n", None, Kind.REMOVED),
        ("a\n", "mine\n", None, Kind.KEPT),
        (None, None, "new\n", Kind.ADDED),
        (None, "new\n", "new\n", None),
        (None, "mine\n", "new\n", Kind.CONFLICT),
    ],
)
def test_what_becomes_of_a_file(
    tmp_path: Path, before: str | None, mine: str | None, after: str | None, kind: Kind | None
) -> None:
    if mine is not None:
        (tmp_path / "x").write_text(mine, "utf-8")
    old, new = ({} if text is None else {"x": text} for text in (before, after))
    found = list(steps(tmp_path, old, new))
    assert [step.kind for step in found] == ([] if kind is None else [kind])
    for step in found:
        written = (step.content or b"").decode()
        if kind is Kind.MERGED:
            assert written == "new\n2\n3\n4\nmine\n"
        if kind is Kind.CONFLICT:
            assert "mine\n" in written
            assert "new\n" in written
        if kind in (Kind.ADDED, Kind.REPLACED):
            assert written == after


def test_a_file_keeps_its_ends_of_lines(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"1\r\n2\r\n3\r\nmine\r\n")
    (step,) = steps(tmp_path, {"x": "1\n2\n3\n4\n"}, {"x": "new\n2\n3\n4\n"})
    assert (step.kind, step.content) == (Kind.MERGED, b"new\r\n2\r\n3\r\nmine\r\n")


@pytest.mark.parametrize("what", ["link", "link to nowhere", "folder", "linked folder", "binary"])
def test_what_is_no_text_of_the_site_is_left_as_it_is(tmp_path: Path, what: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x").write_text("mine", "utf-8")
    (tmp_path / "site").mkdir()
    file = tmp_path / "site/d/x"
    if what == "linked folder":
        file.parent.symlink_to(tmp_path / "elsewhere")
    else:
        file.parent.mkdir()
    if what == "folder":
        file.mkdir()
    if what == "binary":
        file.write_bytes(b"\0\1\2")
    if what.startswith("link "):
        file.symlink_to(tmp_path / "nowhere")
    elif what == "link":
        file.symlink_to(tmp_path / "elsewhere/x")
    (step,) = steps(tmp_path / "site", {"d/x": "a"}, {"d/x": "b"})
    assert step.kind is (Kind.BESIDE if what == "binary" else Kind.LEFT)
    assert (tmp_path / "elsewhere/x").read_text("utf-8") == "mine"


def test_an_older_site_takes_what_is_new_and_keeps_what_is_its_own(site: Path) -> None:
    new = contents(site)
    lost = QUESTIONS  # a page that the older template had not

    def change(path: str, text: str) -> str | None:
        return (
            None
            if path == lost
            else old_ignored(path, FIRST_LINE + text if path == README else text)
        )

    older(site, change)
    readme = site / README
    readme.write_text(readme.read_text("utf-8") + "\nÀ nous.\n", "utf-8")
    (site / "docs/a-nous.md").write_text("à nous", "utf-8")
    (site / "docs/comprendre.md").unlink()
    commit(site)
    dry = update(site, "--dry-run")
    assert "À blanc : rien n’est écrit." in dry
    assert git(site, "status", "--porcelain") == ""
    said = update(site)
    assert f"{README} : fusionné avec vos changements" in said
    assert f"{IGNORED} : remplacé" in said
    assert f"{lost} : nouveau" in said
    assert said.startswith(dry.partition("À blanc")[0])
    found = contents(site)
    assert found[README] == new[README] + "\nÀ nous.\n".encode()
    assert found["docs/a-nous.md"] == "à nous".encode()
    assert "docs/comprendre.md" not in found
    assert {path: found[path] for path in (IGNORED, lost)} == {p: new[p] for p in (IGNORED, lost)}
    assert json.loads(found[RECORD])["version"] == __version__
    assert not any(path.startswith((".calculator-", "avant-")) for path in found)
    git(site, "add", "-A")
    git(site, "commit", "-qm", "y")
    assert "suit déjà" in update(site)


def test_changes_that_meet_are_marked_and_named(site: Path) -> None:
    older(site, lambda path, text: FIRST_LINE + text if path == README else text)
    readme = site / README
    readme.write_text(readme.read_text("utf-8").replace(FIRST_LINE, "# À nous\n"), "utf-8")
    commit(site)
    said = update(site, code=2)
    assert f"À finir : {README}." in said
    assert "<<<<<<< votre version\n# À nous\n" in readme.read_text("utf-8")
    git(site, "commit", "-qam", "y")
    record = json.loads((site / RECORD).read_text("utf-8"))
    record["files"][README] = FIRST_LINE + record["files"][README]  # it changes again
    (site / RECORD).write_text(json.dumps({**record, "version": OLDER}), "utf-8")
    git(site, "commit", "-qam", "z")
    before = contents(site)
    assert f"{README} : il reste des marques" in update(site, code=2)
    assert contents(site) == before


def test_without_git_what_cannot_be_merged_is_put_beside_and_copies_are_kept(site: Path) -> None:
    older(site, lambda path, text: old_ignored(path, FIRST_LINE + text if path == README else text))
    readme = site / README
    readme.write_text(readme.read_text("utf-8") + "\nÀ nous.\n", "utf-8")
    mine, ignored = readme.read_bytes(), (site / IGNORED).read_bytes()
    said = update(site, code=2, path="")
    assert "copié avant dans avant-mise-a-jour-1" in said
    assert readme.read_bytes() == mine
    assert not (site / f"{README}.nouveau").read_text("utf-8").startswith(FIRST_LINE)
    assert (site / "avant-mise-a-jour-1" / IGNORED).read_bytes() == ignored


def test_changes_that_are_not_committed_are_not_touched(site: Path) -> None:
    older(site, old_ignored)
    commit(site)
    (site / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    before = contents(site)
    said = update(site, code=2)
    assert "mkdocs.yml : changé depuis le dernier « commit »" in said
    assert contents(site) == before


def test_a_file_that_git_does_not_follow_is_copied(site: Path) -> None:
    git(site, "init", "-q")
    older(site, old_ignored)
    git(site, "add", "docs")
    git(site, "commit", "-qm", "x")
    ignored = (site / IGNORED).read_bytes()
    update(site)
    assert (site / "avant-mise-a-jour-1" / IGNORED).read_bytes() == ignored


def test_a_site_of_before_there_was_a_record_is_told_what_to_do(site: Path) -> None:
    (site / RECORD).unlink()
    said = update(site, code=2)
    assert "« calculator new », avec les mêmes réponses" in said
    assert f"copiez ici son fichier {RECORD}" in said


def test_a_site_of_a_later_version_is_refused(site: Path) -> None:
    record = json.loads((site / RECORD).read_text("utf-8"))
    (site / RECORD).write_text(json.dumps({**record, "version": "99.0"}), "utf-8")
    assert "installez une version plus récente" in update(site, code=2)


@pytest.mark.parametrize("version", [f"{__version__}rc1", "x"])
def test_a_site_of_a_draft_of_this_version_takes_the_version(site: Path, version: str) -> None:
    record = json.loads((site / RECORD).read_text("utf-8"))
    (site / RECORD).write_text(json.dumps({**record, "version": version}), "utf-8")
    assert "C’est fait" in update(site)
    assert read_record(site).version == __version__


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "[]",
        "{}",
        "{" * 100_000,
        '{"version": 1}',
        "outside",
        "half a character",
    ],
)
def test_a_spoilt_record_is_refused(site: Path, spoilt: str) -> None:
    record = json.loads((site / RECORD).read_text("utf-8"))
    if spoilt == "outside":
        spoilt = json.dumps({**record, "files": {"../x": "a"}})
    if spoilt == "half a character":
        spoilt = json.dumps({**record, "paragraphs": ["\ud800"], "cites": [1]})
    (site / RECORD).write_text(spoilt, "utf-8")
    with pytest.raises(NoRecord):
        read_record(site)
    assert "abîmé" in update(site, code=2)


# --- Stopped on the way ---------------------------------------------------------------------------


def test_a_disk_without_room_leaves_the_site_as_it_was(site: Path) -> None:
    resource = pytest.importorskip("resource")
    older(site, lambda path, text: FIRST_LINE + text)
    before = contents(site)

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    done = calculate("update", cwd=site, before=fill)
    assert done.returncode == 2
    assert "il serait trop long" in done.stderr.decode()
    assert contents(site) == before


class Killed(BaseException):
    """The program ends there and then."""


@pytest.mark.parametrize("moved", range(6))
def test_a_site_is_whole_wherever_it_is_stopped_and_the_next_time_finishes(
    site: Path, moved: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(site, lambda path, text: None if path == QUESTIONS else FIRST_LINE + text)
    (site / README).write_text(FIRST_LINE + "À nous.\n", "utf-8")
    commit(site)
    stopped = shutil.copytree(site, site.with_name("stopped"))
    before = contents(site)
    update(site, code=2)
    after = contents(site)

    monkeypatch.chdir(stopped)
    real, calls = os.replace, list[Path]()

    def replace(old: Path, new: Path) -> None:
        if len(calls) == moved:
            raise Killed
        calls.append(new)
        real(old, new)

    record = read_record(stopped)
    now = json.loads(after[RECORD])
    changes = list(steps(stopped, record.files, now["files"]))
    prepare(stopped, changes, (RECORD, after[RECORD].decode()), ())
    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(Killed):
        finish(stopped)
    monkeypatch.undo()
    for path, content in contents(stopped).items():
        if not path.startswith(".calculator-update"):
            assert content in (before.get(path), after.get(path)), path
    assert "elle est finie" in update(stopped)
    assert contents(stopped) == after


def test_what_was_changed_between_a_stop_and_the_next_time_is_kept(site: Path) -> None:
    older(site, old_ignored)
    record = read_record(site)
    changes = list(steps(site, record.files, {**record.files, IGNORED: "new\n"}))
    prepare(site, changes, (RECORD, record.text), ())
    (site / IGNORED).write_text("à nous\n", "utf-8")
    assert finish(site) == [IGNORED]
    assert (site / IGNORED).read_text("utf-8") == "à nous\n"
    assert (site / f"{IGNORED}.nouveau").read_text("utf-8") == "new\n"


@pytest.mark.parametrize("plan", [None, "", "{", "[1]", '[{"path": "x"}]'])
def test_a_damaged_update_that_was_ready_is_said(site: Path, plan: str | None) -> None:
    """As a power cut leaves it: it is named, with what to do, and nothing else is touched."""
    before = contents(site)
    (site / ".calculator-update").mkdir()
    if plan is not None:
        (site / ".calculator-update/plan.json").write_text(plan, "utf-8")
    assert ".calculator-update : une mise à jour y était prête" in update(site, code=2)
    shutil.rmtree(site / ".calculator-update")
    assert contents(site) == before
