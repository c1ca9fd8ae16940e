"""Everything that is wrong with a folder of circulars, with one of them, or with one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from calculator.model.errors import Fault, MalformedCircular, Seen
from calculator.model.loading import circular_from, vocabulary_from
from calculator.schema.coverage import not_reached
from calculator.schema.examples import EXAMPLES, run_examples
from calculator.schema.files import reason
from calculator.schema.loading import CIRCULAR, VOCABULARY, Loaded, Loader, printable
from calculator.schema.pages import check_pages, not_cited
from calculator.schema.reading import calendar_clashes, listed, no_circular


@dataclass(slots=True)
class Report:
    """What was checked, and what is wrong with it.

    Attributes:
        faults: What makes an answer wrong or missing, or stops a build.
        warnings: What stops a strict build: what no example reaches, what nothing cites.
        checked: The files that were looked at, as a person knows them.
        examples: How many examples are as expected.
    """

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)
    examples: int = 0


def check(path: Path, docs: Path | None = None) -> Report:
    """Check what a person names: a folder of circulars, the folder of one, or a file.

    Args:
        path: The folder or the file.
        docs: The folder of the site's pages; when not given, the `docs` beside the circulars.
    """
    try:
        is_folder = path.is_dir()
        there = path.exists()
    except OSError as error:
        return _refused(path, reason(error))
    if is_folder and (not (path / CIRCULAR).exists() or _has_circulars(path)):
        return check_folder(path, docs)
    if not there:
        broken = path.is_symlink()
        found = "c’est un lien qui ne mène nulle part" if broken else "il n’y a pas de tel fichier"
        return _refused(path, Seen(found))
    if path.is_file() and path.suffix.lower() != ".toml":
        return _refused(path, Seen("c’est un fichier d’une autre sorte"))
    return check_file(path / CIRCULAR if is_folder else path, docs)


def check_folder(folder: Path, docs: Path | None = None) -> Report:
    """Check a folder of circulars: its vocabulary, all of them, their pages and examples.

    Args:
        folder: The folder.
        docs: As for `check`.
    """
    report = Report()
    try:
        names, strays = listed(folder)
    except MalformedCircular as error:
        report.faults += error.faults
        return report
    loader = Loader(folder, names)
    _take(report, VOCABULARY, loader.vocabulary)
    for stray in strays.values():
        report.faults += stray.faults
    if not names:
        report.faults.append(no_circular(folder))
    for name in names:
        _check_circular(report, loader, folder, name, _docs(folder, docs))
    report.faults += calendar_clashes({name: loader.circular(name).json for name in names}).values()
    report.faults = list(dict.fromkeys(report.faults))
    return report


def check_file(file: Path, docs: Path | None = None) -> Report:
    """Check a vocabulary, or a circular with the vocabulary that is beside its folder.

    Args:
        file: The file.
        docs: As for `check`.
    """
    report = Report()
    file = file.absolute()
    in_folder = file.name == CIRCULAR
    candidates = (file.parent.parent, file.parent) if in_folder else (file.parent, file.parents[1])
    folder = next((one for one in candidates if (one / VOCABULARY).exists()), candidates[0])
    try:
        names, _ = listed(folder)
    except MalformedCircular as error:
        report.faults += error.faults
        return report
    loader = Loader(folder, names)
    _take(report, VOCABULARY, loader.vocabulary)
    if file.name == VOCABULARY:
        return report
    if in_folder and file.parent.parent == folder:
        name = file.parent.name
        _check_circular(report, loader, folder, name, _docs(folder, docs))
    else:
        label = printable(file.name)
        loaded = loader.file(file, label, None)
        _take(report, label, loaded)
        _check_beside(report, loader, loaded, file, label, _docs(folder, docs))
    report.faults = list(dict.fromkeys(report.faults))
    return report


def _has_circulars(folder: Path) -> bool:
    """Whether a folder that has a circular holds others: the one is a file out of its place."""
    return (folder / VOCABULARY).exists() and any(folder.glob(f"*/{CIRCULAR}"))


def _refused(path: Path, found: Seen) -> Report:
    expected = f"un dossier de circulaires, un dossier qui a {CIRCULAR}, ou un fichier .toml"
    return Report(faults=[Fault(printable(str(path)), "fichier", found, expected)])


def _docs(folder: Path, given: Path | None) -> Path | None:
    """The pages of the site: those given, else those beside the folder, if there are any."""
    beside = folder.absolute().parent / "docs"
    return given or (beside if beside.is_dir() else None)


def _take(report: Report, label: str, loaded: Loaded) -> None:
    report.checked.append(label)
    report.faults += loaded.faults


def _check_circular(
    report: Report, loader: Loader, folder: Path, name: str, docs: Path | None
) -> None:
    label = f"{printable(name)}/{CIRCULAR}"
    loaded = loader.circular(name)
    _take(report, label, loaded)
    _check_beside(report, loader, loaded, folder / name / CIRCULAR, label, docs)


def _check_beside(
    report: Report, loader: Loader, loaded: Loaded, file: Path, label: str, docs: Path | None
) -> None:
    """Check what goes with a circular that is sound: its pages and its examples."""
    if loaded.json is None or loader.vocabulary.json is None:
        return
    circular = circular_from(loaded.json, vocabulary_from(loader.vocabulary.json))
    if docs is not None:
        report.faults += check_pages(circular, docs)
    written = loaded.written
    own = [
        key
        for key in circular.sources
        if not written or written.place(("sources", key))[0] == label
    ]
    report.warnings += not_cited(circular, label, own)
    beside, table = file.parent / EXAMPLES, f"{printable(file.parent.name)}/{EXAMPLES}"
    if not beside.exists():
        expected = "un tableau d’exemples à côté de la circulaire"
        report.warnings.append(Fault(table, "fichier", Seen("il manque"), expected))
        return
    report.checked.append(table)
    examples, faults = run_examples(beside, table, circular)
    report.examples += len(examples)
    report.faults += faults
    if not faults:
        report.warnings += not_reached(table, circular, examples, own)
