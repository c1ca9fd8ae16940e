"""Reading a TOML file that anybody may have put there: bounded, and never with a traceback.

What would make the parser run for long or fail is looked for before it sees the text: brackets in
brackets, keys of many parts, words and numbers without end.
"""

from __future__ import annotations

import re
import stat
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from calculator.model.errors import Fault, MalformedCircular
from calculator.schema.parts import Path as Keys
from calculator.schema.parts import key_of

LARGEST = 1 << 20
"""How many bytes a file may have."""
_DEEPEST = 16
_MOST_PARTS = 8
_LONGEST_WORD = 200
_MOST_DIGITS = 18
_TOKENS = re.compile(
    r"""(?P<text>\"{3}(?:[^\\]|\\.)*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z)"""
    r"""|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|\#[^\n]*)"""
    r"|(?P<opens>[\[{])|(?P<closes>[\]}])|(?P<ends>[=,\n])|(?P<dot>\.)|(?P<word>[\w+-]+)",
    re.DOTALL,
)
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
    _refuse_what_has_no_end(text, name)
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
    expected = f"un fichier ordinaire de {LARGEST >> 20} Mo au plus, qui peut être lu"
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise MalformedCircular([Fault(name, "fichier", _what_is(path), expected)])
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise MalformedCircular([Fault(name, "fichier", reason(error), expected)]) from None
    if len(data) > LARGEST:
        found = f"plus de {LARGEST >> 20} Mo"
        raise MalformedCircular([Fault(name, "fichier", found, expected)])
    return data


def reason(error: OSError) -> str:
    """Why a file cannot be read, in French."""
    if isinstance(error, FileNotFoundError):
        return "pas de tel fichier"
    if isinstance(error, PermissionError):
        return "pas le droit de le lire"
    if isinstance(error, (NotADirectoryError, IsADirectoryError)):
        return "un fichier à la place d’un dossier, ou l’inverse"
    return "un lien qui ne mène nulle part, ou un fichier qui ne peut pas être lu"


def _what_is(path: Path) -> str:
    return "un dossier" if path.is_dir() else "ni un fichier ordinaire ni un dossier"


def _refuse_what_has_no_end(text: str, name: str) -> None:
    """Refuse what the parser would need too much time or too deep a stack for."""
    depth = parts = 0
    for token in _TOKENS.finditer(text):
        kind = token.lastgroup
        if kind == "opens":
            depth += 1
        elif kind == "closes":
            depth = max(0, depth - 1)
        if kind == "dot":
            parts += 1
        elif kind not in ("word", "text"):
            parts = 0
        excess = _excess(depth, parts, token[0] if kind == "word" else "")
        if excess:
            line = text.count("\n", 0, token.start()) + 1
            raise MalformedCircular([Fault(name, f"ligne {line}", *excess)])


def _excess(depth: int, parts: int, word: str) -> tuple[str, str] | None:
    """What is out of proportion, and what is expected, in French."""
    if depth > _DEEPEST:
        return f"plus de {_DEEPEST} crochets ou accolades imbriqués", "moins d’imbrication"
    if parts > _MOST_PARTS:
        return f"une clé de plus de {_MOST_PARTS} points", "une clé plus courte"
    if len(word) > _MOST_DIGITS and _is_number(word):
        return word, f"un nombre de {_MOST_DIGITS} chiffres au plus"
    if len(word) > _LONGEST_WORD:
        return word, f"un mot de {_LONGEST_WORD} signes au plus"
    return None


def _is_number(word: str) -> bool:
    return re.fullmatch(r"[+-]?(?:[0-9_]+|0[xob][0-9a-fA-F_]+)", word) is not None


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
    return Fault(name, key, found.strip() or "une ligne vide", expected)


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
