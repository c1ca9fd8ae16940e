"""From a file to JSON that the rules read, or everything that is wrong with the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from calculator.model.errors import NOTHING, Fault, MalformedCircular, Seen
from calculator.schema.canonical import canonical_circular, canonical_vocabulary
from calculator.schema.checking import check_circular
from calculator.schema.checks_vocabulary import check_vocabulary
from calculator.schema.extending import Written, extended
from calculator.schema.fields import Form
from calculator.schema.files import read_toml
from calculator.schema.form import CircularForm
from calculator.schema.parts import Part, Told, key_of, one_of, shown
from calculator.schema.vocabulary_form import VocabularyForm

VOCABULARY = "vocabulary.toml"
CIRCULAR = "circular.toml"
_LONGEST_CHAIN = 8
Json = dict[str, Any]
F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read.

    Attributes:
        json: Its canonical JSON; None when something is wrong with it.
        faults: Everything that is wrong with it.
        written: What it says, with what it extends; None when one of them could not be read.
    """

    json: Json | None
    faults: tuple[Fault, ...]
    written: Written | None


class Loader:
    """Reads the files of a folder, each once, those that others extend too."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        """Begin with a folder and the names of the circulars in it."""
        self._folder = folder
        self._names = tuple(names)
        self._loaded: dict[str, Loaded] = {}
        self.vocabulary = _vocabulary(folder / VOCABULARY)

    def circular(self, name: str, chain: tuple[str, ...] = ()) -> Loaded:
        """The circular of a folder's name.

        Args:
            name: The name.
            chain: Those that extend it, the first that was asked for first.
        """
        if name not in self._loaded:
            file = self._folder / name / CIRCULAR
            label = f"{printable(name)}/{CIRCULAR}"
            self._loaded[name] = self.file(file, label, name, chain)
        return self._loaded[name]

    def file(self, file: Path, label: str, name: str | None, chain: tuple[str, ...] = ()) -> Loaded:
        """The circular of a file.

        Args:
            file: The file.
            label: The file, as a person knows it.
            name: The name of its folder, which is to be its id; None when it is in none.
            chain: Those that extend it.
        """
        try:
            data, faults = read_toml(file, label)
        except MalformedCircular as error:
            return Loaded(None, error.faults, None)
        written, base_is_sound = self._with_base(Written(label, data), name, chain, faults)
        form, told = _converted(written.data, CircularForm)
        vocabulary = self.vocabulary.written
        is_whole = base_is_sound or written.data is not data
        if not is_whole:
            told = [one for one in told if one.found != NOTHING]  # what it extends may say it
        elif vocabulary is not None:
            told = _together(told, check_circular(written, vocabulary.data, name))
        placed = [(one, *written.place(one.path)) for one in told]
        formal = [
            Fault(where, key_of(path), one.found, one.expected)
            for one, where, path in placed
            if where == label or base_is_sound
        ]
        faults = _merged_faults(formal, faults)
        words = self.vocabulary.json
        sound = form is not None and words is not None and not faults
        json = canonical_circular(form, words) if sound else None  # type: ignore[arg-type]
        return Loaded(json, tuple(faults), written if is_whole else None)

    def _with_base(
        self, own: Written, name: str | None, chain: tuple[str, ...], faults: list[Fault]
    ) -> tuple[Written, bool]:
        """What a circular says with what it extends, and whether that one is sound."""
        extends = own.data.get("extends")
        if not isinstance(extends, str):
            return own, True

        def refuse(expected: str, key: str = "extends") -> tuple[Written, bool]:
            faults.append(Fault(own.file, key, shown(own.data.get(key)), expected))
            return own, False

        chain = (*chain, name or "")
        if extends in chain:
            return refuse("une circulaire qui n’étend pas celle-ci à son tour")
        if extends not in self._names:
            others = [printable(one) for one in self._names if one != name]
            return refuse(one_of(others, extends))
        if len(chain) > _LONGEST_CHAIN:
            return refuse(f"au plus {_LONGEST_CHAIN} circulaires qui s’étendent")
        base = self.circular(extends, chain)
        if base.written is None:
            return refuse("une circulaire sans faute : corriger d’abord celle-là")
        if base.faults:
            refuse("une circulaire sans faute : corriger d’abord celle-là")
        year, of_base = own.data.get("school_year"), base.written.data.get("school_year")
        if isinstance(year, str) and year != of_base:
            refuse(f"{shown(of_base)}, l’année de la circulaire étendue", "school_year")
        words = Part(self.vocabulary.written.data if self.vocabulary.written else {})
        classes = [key for key, _ in words["classes"].entries()]
        return extended(own, base.written, classes), not base.faults


def printable(name: str) -> str:
    """A file's name as it can be shown, whatever bytes it is made of."""
    return name.encode("utf-8", "replace").decode()


def _together(formal: list[Told], others: list[Told]) -> list[Told]:
    """What is not of the form, then what does not hold together where the form is right."""
    wrong = {one.path for one in formal}
    return [*formal, *(one for one in others if one.path not in wrong)]


def _merged_faults(faults: list[Fault], others: list[Fault]) -> list[Fault]:
    """Faults, then those of other keys, each once."""
    keys = {fault.key for fault in faults}
    return list(dict.fromkeys([*faults, *(one for one in others if one.key not in keys)]))


def _vocabulary(file: Path) -> Loaded:
    if not file.exists():
        expected = "les classes et les types d’établissement, à côté des dossiers des circulaires"
        return Loaded(None, (Fault(VOCABULARY, "fichier", Seen("il manque"), expected),), None)
    try:
        data, faults = read_toml(file, VOCABULARY)
    except MalformedCircular as error:
        return Loaded(None, error.faults, None)
    form, told = _converted(data, VocabularyForm)
    told = _together(told, check_vocabulary(data))
    formal = [Fault(VOCABULARY, key_of(one.path), one.found, one.expected) for one in told]
    faults = _merged_faults(formal, faults)
    json = canonical_vocabulary(form) if form is not None and not faults else None
    return Loaded(json, tuple(faults), Written(VOCABULARY, data))


def _converted(data: Json, form: type[F]) -> tuple[F | None, list[Told]]:
    """The form of what a file says, or everything that is not of the form."""
    try:
        return msgspec.convert(data, form), []
    except msgspec.ValidationError as error:
        # loaded only now: a file is right most of the time
        from calculator.schema.published import schema_of  # noqa: PLC0415
        from calculator.schema.structure import structural_faults  # noqa: PLC0415

        told = structural_faults(data, schema_of(form))
        return None, told or [Told((), str(error), "un fichier qui suit le schéma")]
