"""Reading a TOML file that anybody may have put there: bounded, and never with a traceback.

What would make the parser run for long or fail is looked for before it sees the text.
"""

from __future__ import annotations

import re
import stat
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from calculator.model.errors import Fault, MalformedCircular, Seen
from calculator.schema.bounds import LARGEST, LARGEST_WORDS, excess
from calculator.schema.parts import Path as Keys
from calculator.schema.parts import key_of

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$| \(at end of document\)$")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_MEANINGS = (
    ("Cannot overwrite", "une clé donnée une seule fois"),
    ("Cannot declare", "une table déclarée une seule fois"),
    ("Cannot mutate immutable", "une table écrite en un seul endroit"),
    ("Cannot redefine", "une table déclarée une seule fois"),
    ("Duplicate inline table key", "une clé donnée une seule fois"),
    ("Expected '='", "« clé = valeur », la clé entre guillemets si elle a un accent"),
    (
        "Expected newline or end of document",
        "une seule valeur par ligne, un texte entre guillemets",
    ),
    ("Unterminated string", 'un guillemet droit (") à la fin du texte'),
    (
        "Illegal character '\\n'",
        "un guillemet droit à la fin du texte, sur sa ligne",
    ),
    ("Invalid statement", "une clé sans accent, ou entre guillemets"),
    ("Illegal character", "un texte sur une ligne, sans caractère de commande"),
    ("Unescaped '\\'", "une barre oblique inverse doublée (\\\\)"),
    ("Invalid initial character for a key", "une clé faite de lettres, de chiffres, de - et de _"),
    ("Invalid date or datetime", "une date qui existe, AAAA-MM-JJ"),
    ("Unclosed array", "un crochet ] à la fin de la liste"),
    ("Unclosed inline table", "une accolade } à la fin de la table"),
    ("Invalid value", "un texte entre guillemets droits, un nombre, une date ou une liste"),
    ("Expected ']", "un crochet ] à la fin du titre de table"),
)
"""What the parser's messages mean, in French, by how they begin."""


_DAYS = frozenset(
    {"date", "day", "due", "opens", "closes", "known_from", "starts", "resumes", "reported_closes"}
)
"""The keys whose values are days."""


def read_toml(path: Path, name: str) -> tuple[dict[str, Any], list[Fault]]:
    """What a TOML file says, with days as ISO texts, and what no form could say is wrong with it.

    Args:
        path: The file.
        name: The file, as a person knows it.

    Raises:
        MalformedCircular: When it cannot be read, is no TOML, or is out of proportion.
    """
    text = read_text(path, name)
    if found := excess(text):
        fault = Fault(name, f"ligne {found.line}", found.found, found.expected)
        raise MalformedCircular([fault])
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MalformedCircular([_syntax_fault(error, text, name)]) from None
    faults: list[Fault] = []
    plain: dict[str, Any] = _plain(data, (), name, faults)
    return plain, faults


def read_text(path: Path, name: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises:
        MalformedCircular: When it is no ordinary file, cannot be read, is too large or no UTF-8.
    """
    data = read_bytes(path, name)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = data.splitlines()[line - 1].decode("cp1252", "replace").strip()
        expected = "un texte en UTF-8 : dans l’éditeur, enregistrer avec ce codage"
        raise MalformedCircular([Fault(name, f"ligne {line}", found, expected)]) from None


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of an ordinary file of a reasonable size.

    Raises:
        MalformedCircular: When it is none.
    """
    expected = f"un fichier ordinaire de {LARGEST_WORDS} au plus, qui peut être lu"
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise MalformedCircular([Fault(name, "fichier", _what_is(path), expected)])
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise MalformedCircular([Fault(name, "fichier", reason(error), expected)]) from None
    if len(data) > LARGEST:
        found = Seen(f"il a plus de {LARGEST_WORDS}")
        raise MalformedCircular([Fault(name, "fichier", found, expected)])
    return data


def reason(error: OSError) -> Seen:
    """Why a file cannot be read, in French."""
    if isinstance(error, FileNotFoundError):
        return Seen("il n’y a pas de tel fichier")
    if isinstance(error, PermissionError):
        return Seen("vous n’avez pas le droit de le lire")
    if isinstance(error, (NotADirectoryError, IsADirectoryError)):
        return Seen("c’est un fichier à la place d’un dossier, ou l’inverse")
    return Seen("c’est un lien qui ne mène nulle part, ou un fichier qui ne peut pas être lu")


def _what_is(path: Path) -> Seen:
    if path.is_dir():
        return Seen("c’est un dossier")
    return Seen("ce n’est ni un fichier ordinaire ni un dossier")


def _syntax_fault(error: tomllib.TOMLDecodeError, text: str, name: str) -> Fault:
    message = str(error)
    place = _PLACE.search(message)
    what = message[: place.start()] if place else message
    meant = (french for english, french in _MEANINGS if what.startswith(english))
    expected = next(meant, "du TOML bien formé")
    lines = text.split("\n")
    if place is None or place[1] is None:
        key, found = "fin du fichier", next((one for one in reversed(lines) if one.strip()), "")
    else:
        key, found = f"ligne {place[1]}, colonne {place[2]}", lines[int(place[1]) - 1]
    return Fault(name, key, found.strip() or Seen("la ligne est vide"), expected)


def _plain(value: Any, path: Keys, name: str, faults: list[Fault]) -> Any:
    """The same with days as ISO texts; texts with characters that nobody sees are faults."""
    if isinstance(value, dict):
        for key in value:
            if _CONTROL.search(key) or "\n" in key:
                expected = "une clé sans caractère invisible"
                faults.append(Fault(name, key_of((*path, key)), key, expected))
        return {key: _plain(item, (*path, key), name, faults) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, (*path, n), name, faults) for n, item in enumerate(value)]
    if isinstance(value, str):
        if _CONTROL.search(value):
            expected = "un texte sans caractère invisible"
            faults.append(Fault(name, key_of(path), value, expected))
        return value
    if isinstance(value, (datetime, time)):
        faults.append(Fault(name, key_of(path), str(value), "une date sans heure, AAAA-MM-JJ"))
        return str(value)
    if isinstance(value, date):
        if path[-1] not in _DAYS:
            faults.append(Fault(name, key_of(path), str(value), "un texte entre guillemets"))
        return value.isoformat()
    return value
