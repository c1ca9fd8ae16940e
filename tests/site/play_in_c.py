"""Plays with what Python has in C, in Pyodide: ends with the checksum of what each thing gave."""

import _codecs
import json
import math
import pyexpat
import re
import time
import unicodedata
import zlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

CHARACTERS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
TEXT = "".join(CHARACTERS[:3000:7]) + "Élève de 3\u1d49 : \U0001f600"
NUMBERS = [0.0, -0.0, 0.1, -2.5, 1e-310, 1e22, 123456.789, 5e300, math.inf, -math.inf, math.nan]
OF_CHARACTERS = "category bidirectional combining decomposition east_asian_width mirrored"
OF_TEXTS = "upper lower title casefold swapcase isalpha isdigit isspace isnumeric isidentifier"
ENCODINGS = "ascii latin_1 raw_unicode_escape unicode_escape utf_7 utf_8 utf_16 utf_16_be utf_32"
ERRORS = "strict ignore replace backslashreplace xmlcharrefreplace surrogateescape"
XML = """<!DOCTYPE a [<!ELEMENT a (b|c)*><!ATTLIST a x CDATA "d" y ID #IMPLIED>
<!ENTITY e "é &amp; f"><!NOTATION n SYSTEM "n"><!ENTITY u SYSTEM "u" NDATA n>]>
<?pi data?><a xmlns:p="urn:p" p:x="1">&e;<p:b>\u0153 &#233; <![CDATA[<>]]></p:b><!-- c --></a>"""

gave: dict[str, int] = {}


def note(name: str, given: object) -> None:
    """Note what a thing gave."""
    gave[name] = zlib.crc32(repr(given).encode())


def outcome(function: Callable[..., object], *given: object) -> str:
    """What a call gives, or why it does not."""
    try:
        return repr(function(*given))
    except Exception as error:
        return repr(error)


def parsed(data: bytes, encoding: str, separator: str | None) -> list[object]:
    """All that the parser tells of a document, which it gets bit by bit."""
    told: list[object] = []
    parser: Any = pyexpat.ParserCreate(encoding, separator)

    def teller(name: str) -> Callable[..., int]:
        def tell(*given: object) -> int:
            told.append((name, repr(given)))
            return 1

        return tell

    for name in dir(parser):
        if name.endswith("Handler") and name != "UnknownEncodingHandler":
            setattr(parser, name, teller(name))
    for start in range(0, len(data), 50):
        end = start + 50
        told.append(outcome(parser.Parse, data[start:end], end >= len(data)))
    return told


for name in OF_CHARACTERS.split():
    note(name, [getattr(unicodedata, name)(one) for one in CHARACTERS])
note("name", [unicodedata.name(one, "") for one in CHARACTERS])
note("numeric", [unicodedata.numeric(one, -1) for one in CHARACTERS])
note("lookup", [unicodedata.lookup(unicodedata.name(one)) for one in CHARACTERS[32:127]])
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    note(form, unicodedata.normalize(form, "".join(CHARACTERS)))
for name in OF_TEXTS.split():
    note(name, [getattr(one, name)() for one in CHARACTERS])
note("repr", CHARACTERS)
note("case in re", [bool(re.match("[a-zà-ÿ]", one, re.IGNORECASE)) for one in CHARACTERS[:70000]])
for encoding in ENCODINGS.split():
    encode, decode = (getattr(_codecs, f"{encoding}_{way}") for way in ("encode", "decode"))
    for errors in ERRORS.split():
        note(f"to {encoding}, {errors}", outcome(encode, TEXT, errors))
        note(f"from {encoding}, {errors}", outcome(decode, TEXT.encode(), errors))
for level in range(10):
    packed = zlib.compress(TEXT.encode() * 20, level)
    raw = zlib.compressobj(level, zlib.DEFLATED, -15, 9, zlib.Z_FIXED).compress(TEXT.encode())
    note(f"deflate {level}", (packed, raw, zlib.decompress(packed), zlib.adler32(packed)))
for name in sorted(set(dir(math)) - {"nextafter", "ulp"}):
    if callable(function := getattr(math, name)):
        note(f"math.{name}", [outcome(function, number) for number in NUMBERS])
for encoding in ("utf-8", "iso-8859-1", "us-ascii", "utf-16"):
    document = XML.encode(encoding, "xmlcharrefreplace")
    for separator in (None, " "):
        for size in (150, 300, len(document)):
            note(f"{encoding}, {separator}, {size}", parsed(document[:size], encoding, separator))
note("float", [(f"{number:.3f} {number:e} {number:,g}", number.hex()) for number in NUMBERS])
note("int", [str(3**power)[:50] for power in range(2000)] + [str(int("9" * 3000) % 97)])
note("json", json.loads(json.dumps({"a": [TEXT, 1.5, None, True, {"b": []}]})))
note("date", [(date(2020, 1, 1) + timedelta(days)).isocalendar() for days in range(3000)])
note("strftime", datetime(2021, 3, 8, 9, 5).strftime("%a %A %b %B %d %H %j %U %x %X %p"))
note("time", time.strftime("%Y-%m-%d", time.gmtime(1e9)))
note("sort", sorted(TEXT, key=lambda one: (ord(one) * 7919) % 1009))
note("error", [outcome(compile, text, "f", "exec") for text in ("a b", "(", "'", "é =")])
json.dumps(gave)
