"""What a site keeps of how it was made, so that later versions of its template can be followed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

RECORD = ".calculator.json"


class NoRecord(ValueError):
    """There is none, or it is not one; the message says so in French."""


@dataclass(frozen=True, slots=True)
class Record:
    """How a site was made.

    Attributes:
        version: That of the generator.
        given: The answers of its webmaster, by question.
        official: Whether whoever wrote the text publishes the site.
        paragraphs: Those of the text; none for the example.
        cites: The numbers of those that say what is asked.
        files: What the template made, by path, which is compared with what the files have become.
    """

    version: str
    given: dict[str, str]
    official: bool
    paragraphs: list[str]
    cites: list[int]
    files: dict[str, str]

    @property
    def text(self) -> str:
        """As it is written."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def read_record(folder: Path) -> Record:
    """How a site was made.

    Raises:
        NoRecord: When it is not known.
        OSError: When its file cannot be read.
    """
    try:
        data = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        json.dumps(data, ensure_ascii=False).encode()  # it can be written again
    except FileNotFoundError:
        raise NoRecord(
            f"{RECORD} : pas de tel fichier. Ce site a été fait avant que « calculator new » ne "
            "l’écrive. Pour suivre les versions à venir : refaites le site dans un autre dossier "
            "(« calculator new », avec les mêmes réponses), prenez-y ce qui vous manque, et copiez "
            f"ici son fichier {RECORD}."
        ) from None
    except (ValueError, RecursionError):
        raise _malformed() from None
    if not _is_record(data):
        raise _malformed()
    return Record(**data)


def _malformed() -> NoRecord:
    return NoRecord(f"{RECORD} : ce fichier a été abîmé ; reprenez-le d’une copie du site.")


def _is_record(data: Any) -> bool:
    kinds = {"version": str, "given": dict, "official": bool, "paragraphs": list, "cites": list}
    kinds["files"] = dict
    return (
        isinstance(data, dict)
        and data.keys() == kinds.keys()
        and all(isinstance(data[key], kind) for key, kind in kinds.items())
        and all(isinstance(text, str) for key in ("given", "files") for text in data[key].values())
        and all(isinstance(text, str) for text in data["paragraphs"])
        and all(isinstance(number, int) for number in data["cites"])
        and all(map(_is_inside, data["files"]))
    )


def _is_inside(path: str) -> bool:
    """Whether a path can only lead into the site."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not {"..", "/", ".git"}.intersection(parts) and "\\" not in path
