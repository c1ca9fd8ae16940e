"""Names of pupils as lists give them: two in one column, and what stands in place of a name."""

from __future__ import annotations

import re

_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d[\d\s.,:/%]*")
PARTICLES = frozenset(
    (
        *("de", "du", "des", "d", "la", "le", "les", "l", "da", "das", "do", "dos", "del", "di"),
        *("della", "y", "el", "al", "ben", "bin", "van", "von", "der", "den", "ten", "ter", "zu"),
    )
)
"""Small words of last names, which tell nobody from anybody."""
_OF_A_COLUMN = PARTICLES | {"te", "t", "op", "in", "het", "vom", "zum", "zur"}
_IN_LAST_NAMES = PARTICLES | frozenset(
    (
        *("abou", "ait", "saint", "sainte", "st", "ste", "mc", "mac", "o", "née", "né", "ép"),
        *("epouse", "épouse", "veuve", "dit", "dite"),
    )
)
_FEET = re.compile(
    r"(?:sous[- ]?)?tota(?:l|ux)\b.*|effectifs?\b.*|nombre (?:total )?(?:d|de)\b.*|nb\b.*"
    r"|moyennes?\b.*"
    r"|sommes?\b|(?:edite|imprime|exporte|genere)e?s? le\b.*|page \d.*|date d'(?:edition|export).*"
    r"|fin (?:de (?:la |l')?|du )(?:liste|fichier|export|classe).*|\d+ (?:eleves?|apprenants?)\b.*"
    r"|grand total.*|count\b.*|prof(?:esseure?s?|\.)? princip(?:al|aux|ale).*|pp ?: .*|source ?: .*"
    r"|recapitulatif\b.*|documents? (?:genere|edite|imprime|exporte)\w*\b.*|annees? scolaires?\b.*"
    r"|etablissement\b.*|legendes?\b.*|signatures?\b.*|observations?\b.*|remarques?\b.*|dont\b.*"
    r"|(?:garcons?|filles?|hommes?|femmes?|demi[- ]pensionnaires?|externes?|internes?|dp|inscrits?"
    r"|inscrites?|presents?|absents?|nbre|nombre|eleves?)\b ?[:=]? ?\d.*|\*.*"
)
_CAPITALS, _SMALL = r"[A-ZÀ-ÖØ-Þ]++\d*+", r"[A-ZÀ-ÖØ-Þ]?[a-zà-öø-ÿ]++\d*+"
_LAST = rf"(?:{_CAPITALS}|{_SMALL})(?:[ '’-](?:{_CAPITALS}|{_SMALL}))*+"
_FIRST = rf"(?:{_SMALL}|{_CAPITALS})(?:[ '’-](?:{_SMALL}|{_CAPITALS}))*+"
PLAIN = re.compile(
    "(?i:(?!tota|effe|nomb|sous|somm|moye|nb|edit|édit|impr|expo|gene|géné|page|date|fin |gran"
    "|count|prof|reca|réca|docu|anne|année|etab|établ|lege|lége|signa|obser|remar|dont|garç|garc"
    "|fille|homm|femm|demi|extern|intern|dp|inscri|prése|prese|absen|nbre|élève|eleve))"
    rf"{_LAST}\n(?i:(?!(?:pr[eé]noms?|voornaam|vorname|first|given|nom|classe|division)\b)){_FIRST}"
)
"""Matches last name, line end and first name of nearly all; others need a closer look."""
_ILLEGIBLE = re.compile(
    "[\ufffd\x80-\x9f¡-§©«-®¯-±¶¸»-¿×÷ƒ„†‡ˆ‰‹›•™˜˘˙˚˛˝…€◊√∂∑∏π∫Ω≈≠≤≥∞∆⁄\ue000-\uf8ff─-▟■]"
    "|[“”‚²³¹µ∩⌠ⁿ₧]|[A-Za-z][Α-ω]|[Α-ω][A-Za-z]|[ÂÃ](?![A-Za-zÀ-ÖØ-öø-ÿ\\s'’-]|$)|[a-zà-ÿ][À-ÖØ-ÞŒŠŽŸ‚](?![A-Z])"
)


_LOST = re.compile(r"[^\W\d_]\?|\?[^\W\d_]|&#?\w+;")
"""What programs write for a letter that they cannot."""


def has_letter(text: str) -> bool:
    """Whether there is a letter in it, as in every name."""
    return text.isalpha() or _LETTER.search(text) is not None


def is_number(text: str) -> bool:
    """Whether it is a number, « 28 » or « 12,5 % », that no pupil is named."""
    return text[:1].isdigit() and _NUMBER.fullmatch(text) is not None


def is_error(text: str) -> bool:
    """Whether a spreadsheet program says in it that a formula has no result: « #REF! »."""
    return _ERROR.search(text) is not None


_ERROR = re.compile(
    r"(?i:(?<!\S)(?:#(?:[¡¿]?[^\W\d_]+\s?[!?]|N/[ABD]|NV|DIV/0\s?!|#+)|Err\s?:\s?\d{3})(?!\S))"
)


def is_illegible(text: str) -> bool:
    """Whether signs that no name has in it show that it was decoded wrongly."""
    if text.isascii():
        return _LOST.search(text) is not None
    return _ILLEGIBLE.search(text) is not None or _LOST.search(text) is not None


_DASH = re.compile(" ?- ?(?=[^\\W\\d_])")


def is_foot(folded: str) -> bool:
    """Whether a folded text is that of a line below a list: « total 3a », « effectif : 28 »."""
    return _FEET.fullmatch(folded) is not None


def with_particle(particle: str, last_name: str) -> str:
    """A last name after the particle that a column of its own gives: « van der Berg »."""
    before, name = " ".join(particle.split()), last_name.lower()
    words = [word.strip("'’") for word in before.lower().split()]
    if not words or not last_name or not _OF_A_COLUMN.issuperset(words):
        return last_name  # « oui », « N/A »: the column says something else
    before += "" if before[-1] in "'’" else " "
    return last_name if name.startswith(before.lower()) else f"{before}{last_name}"


def split_name(text: str, *, first_before: bool = False) -> tuple[str, str] | None:
    """The last name and the first name that one cell holds; None when it does not tell them apart.

    Args:
        text: « DA SILVA COSTA Emma », « Emma DA SILVA COSTA », « DA SILVA COSTA, Emma ».
        first_before: Whether the column's title has the first name before the last.
    """
    last, comma, first = (part.strip() for part in text.partition(","))
    if comma:
        return (last, first) if has_letter(last) and has_letter(first) else None
    words = _DASH.sub("-", text).split()
    capitals = [_is_capitals(word) for word in words]
    if len(words) < 2:
        return None
    if all(capitals) or not any(capitals):
        if len(words) > 2:
            return None
        one, two = words
        return (two, one) if first_before else (one, two)
    start = _beginning(words, capitals)
    if start:
        return " ".join(words[:start]), " ".join(words[start:])
    end = len(words)
    while end and capitals[end - 1]:
        end -= 1
    while end > 1 and _is_particle(words[end - 1]):
        end -= 1
    return (" ".join(words[end:]), " ".join(words[:end])) if 0 < end < len(words) else None


def _beginning(words: list[str], capitals: list[bool]) -> int:
    """How many words at the beginning are the last name, particles included; 0 for none."""
    start = 0
    while start < len(words) and (capitals[start] or _is_particle(words[start])):
        start += 1
    while start and not capitals[start - 1]:
        start -= 1
    return start if start < len(words) else 0


def _is_particle(word: str) -> bool:
    return word.lower().strip("'’.") in _IN_LAST_NAMES


def _is_capitals(word: str) -> bool:
    letters = word.replace("’", "'")
    for particle in ("Mc", "Mac", "O'", "d'", "D'", "l'", "de", "le", "la"):
        if letters.startswith(particle) and len(letters) > len(particle) + 1:
            rest = letters.removeprefix(particle)
            if rest == rest.upper() and has_letter(rest):
                return True
    return word == word.upper() and has_letter(word) and (len(word.strip(".")) > 1)
