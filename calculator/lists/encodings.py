"""Texts of which nothing says how they are encoded: by the letters that French names are made of.

Programs for Windows write Windows-1252 (or ISO-8859-15), Excel for Mac writes MacRoman, and « CSV
(MS-DOS) » is code page 850, of which 437 has the same French letters. Wrongly read, « ÉCHO » would
become « ƒCHO », another pupil.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from math import log

WINDOWS = "Windows-1252"
_ASCII = "".join(map(chr, range(0x80)))
_LATIN = "".join(map(chr, range(0xA0, 0x100)))
_TABLES = {
    WINDOWS: "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ" + _LATIN,
    "ISO-8859-15": "\ufffd" * 32 + _LATIN.translate(str.maketrans("¤¦¨´¸¼½¾", "€ŠšŽžŒœŸ")),
    "MacRoman": "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\xa0"
    "ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\ufffdÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
    "MS-DOS (850)": "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
    "└┴┬├─┼ãÃ╚╔╩╦╠═╬"
    "¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\xad±‗¾¶§÷¸°¨·¹³²■\xa0",
}
TABLES = {name: _ASCII + high for name, high in _TABLES.items()}
"""The characters of the 256 bytes, by the name of the encoding."""
DAMAGED = "UTF-8"
"""With bytes in it that are none: a file that was cut, say."""
_BEFORE = {WINDOWS: 0.0, DAMAGED: -3.0, "ISO-8859-15": -1.0, "MacRoman": -2.5, "MS-DOS (850)": -3.5}
"""How often each is met, before anything is read: logarithms."""
_LETTERS = {
    **dict(zip("éèëïç", (0.5, 0.12, 0.1, 0.08, 0.05), strict=True)),
    **dict(
        zip("ôêâîüöñáó", (0.03, 0.02, 0.015, 0.015, 0.01, 0.01, 0.005, 0.005, 0.004), strict=True)
    ),
    **dict.fromkeys("àûœãíúä", 0.003),
    **dict.fromkeys("ùåøæýÿšõž", 0.001),
}
_HIGH = re.compile("[^\0-\x7f]")
_ODD = re.compile("[a-z][À-ÖØ-Þ](?![A-Z])|[^\\W\\d_][^\\w\\s'’.,;:/()\"\\t|-][^\\W\\d_]|\ufffd|ƒ")
_SURE = log(1000)
_ENOUGH = 400


class Unnamed:
    """Reads lines in whichever of the encodings makes the likeliest names of all of them."""

    def __init__(self) -> None:
        """Begin without having seen any."""
        self._likelihood = dict(_BEFORE)
        self.encoding = WINDOWS

    def learn(self, lines: Iterable[bytes]) -> None:
        """Take lines into account."""
        for line, _ in zip(lines, range(_ENOUGH), strict=False):
            for name in _BEFORE:
                self._likelihood[name] += likelihood(decoded(line, name))
        self.encoding = max(self._likelihood, key=self._likelihood.__getitem__)

    def read(self, line: bytes) -> str:
        """The text of a line: in the encoding of all, or in another that suits it far better."""
        text = decoded(line, self.encoding)
        if not _ODD.search(text):
            return text
        others = [decoded(line, name) for name in _BEFORE]
        best = max(others, key=likelihood)
        return best if likelihood(best) > likelihood(text) + _SURE else text


def decoded(line: bytes, encoding: str) -> str:
    """The text of a line in the encoding of that name."""
    if encoding == DAMAGED:
        return line.decode(errors="replace")
    return codecs.charmap_decode(line, "replace", TABLES[encoding])[0]


def likelihood(text: str) -> float:
    """How likely the letters beyond ASCII are in a list of names: a logarithm, 0 without any."""
    return sum(_likelihood(text, found.start()) for found in _HIGH.finditer(text))


def _likelihood(text: str, at: int) -> float:
    letter, before, after = text[at], text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    if not letter.isalpha() or letter in "ƒªºµ":
        return _likelihood_of_sign(letter, before, after)
    told = log(_LETTERS.get(letter.lower(), 0.0001))
    if letter.isupper() and (before.islower() or (before.isalpha() and after.islower())):
        return told - 11  # « ChloÈ »
    # « HéLèNE » is typed on keyboards whose capitals have no accents.
    return told - 2 if letter.islower() and before.isupper() and after.isupper() else told


def _likelihood_of_sign(sign: str, before: str, after: str) -> float:
    if sign == "\ufffd":
        return -20.0
    if sign == "’" and before.isalpha() and after.isalpha():
        return log(0.02)
    if sign == "°" and before.isdigit():
        return log(0.01)
    if sign in "\xa0«»–—·" and not (before.isalpha() and after.isalpha()):
        return log(0.004)
    return log(0.0000001 if before.isalpha() or after.isalpha() else 0.00001)
