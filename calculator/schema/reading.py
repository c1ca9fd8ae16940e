"""Reading a folder of circulars: `vocabulary.toml`, and `<id>/circular.toml` for each."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from calculator.model.errors import Fault, MalformedCircular
from calculator.model.library import Circulars, in_order
from calculator.model.loading import circular_from, vocabulary_from
from calculator.schema.canonical import canonical_circular, canonical_vocabulary
from calculator.schema.form import CircularForm, VocabularyForm

VOCABULARY = "vocabulary.toml"
CIRCULAR = "circular.toml"


def read_circulars(folder: Path) -> Circulars:
    """Read the circulars of a folder; those that cannot be trusted are named and left out.

    Args:
        folder: What holds `vocabulary.toml`, and a folder for each circular.

    Raises:
        MalformedCircular: When the vocabulary cannot be trusted.
        OSError: When the folder cannot be read.
    """
    data = canonical(folder)
    vocabulary = vocabulary_from(data["vocabulary"])
    made = [circular_from(one, vocabulary) for one in data["circulars"]]
    return Circulars(vocabulary, in_order(made), data["refused"])


def circulars_json(folder: Path) -> bytes:
    """The circulars of a folder that can be trusted, as the browser gets them.

    Raises:
        MalformedCircular: When the vocabulary cannot be trusted.
        OSError: When the folder cannot be read.
    """
    data = canonical(folder)
    kept = {"vocabulary": data["vocabulary"], "circulars": data["circulars"]}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def canonical(folder: Path) -> dict[str, Any]:
    """The JSON of a folder, as `calculator.model.library.circulars_from` reads it.

    Beside it, `refused` has what is wrong with the circulars left out, by id.
    """
    form = msgspec.convert(_toml(folder / VOCABULARY), VocabularyForm)
    vocabulary = canonical_vocabulary(form)
    circulars, refused = [], {}
    for file in sorted(folder.glob(f"*/{CIRCULAR}")):
        try:
            circular = msgspec.convert(_toml(file), CircularForm)
        except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
            fault = Fault(file.name, "", str(error), "")
            refused[file.parent.name] = MalformedCircular([fault])
            continue
        circulars.append(canonical_circular(circular, vocabulary))
    return {"vocabulary": vocabulary, "circulars": circulars, "refused": refused}


def _toml(file: Path) -> Any:
    return _plain(tomllib.loads(file.read_text(encoding="utf-8")))


def _plain(value: Any) -> Any:
    """The same with dates as ISO texts."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
