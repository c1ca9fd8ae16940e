"""Plays with what Python has in C, in Pyodide: ends with the checksum of what each thing gave."""

import _codecs
import binascii
import json
import math
import pyexpat
import re
import sys
import time
import traceback
import unicodedata
import warnings
import zlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

CHARACTERS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
BUILT_IN = "_codecs _csv _datetime _io _json _sre binascii builtins math pyexpat unicodedata zlib"
TEXT = "".join(CHARACTERS[:3000:7]) + "Élève de 3\u1d49 : \U0001f600"
NUMBERS = [0.0, -0.0, 0.1, -2.5, 1e-310, 1e22, 123456.789, 5e300, math.inf, -math.inf, math.nan]
OF_CHARACTERS = "category bidirectional combining decomposition east_asian_width mirrored"
OF_TEXTS = "upper lower title casefold swapcase isalpha isdigit isspace isnumeric isidentifier"
ENCODINGS = "ascii latin_1 raw_unicode_escape unicode_escape utf_7 utf_8 utf_16 utf_16_be utf_32"
ERRORS = "strict ignore replace backslashreplace xmlcharrefreplace surrogateescape"
XML = """<!DOCTYPE a [<!ELEMENT a (b|c)*><!ATTLIST a x CDATA "d" y ID #IMPLIED>
<!ENTITY e "é &amp; f"><!NOTATION n SYSTEM "n"><!ENTITY u SYSTEM "u" NDATA n>]>
<?pi data?><a xmlns:p="urn:p" p:x="1">&e;<p:b>\u0153 &#233; <![CDATA[<>]]></p:b><!-- c --></a>"""

MANY = " ".join(f"x{number}=''" for number in range(3000))
ODD_XML = [
    "<a><b></a>", "<a x='1' x='2'/>", "<a>&u;</a>", "<a>&#0;&#xD800;</a>", "<a", "<a>]]></a>",
    "<p:a/>", "<a xmlns:p=''/>", "<a xmlns:xml='u'/>", "<a><![CDATA[", "<a/><a/>", "\0", "",
    "<a><!-- -- --></a>", "<?xml version='2'?><a/>", "<?xml version='1.0' encoding='x'?><a/>",
    "<a>\ufffe</a>", "<!DOCTYPE a SYSTEM 'u'><a>&e;</a>",
    "<!DOCTYPE a [<!ENTITY % p SYSTEM 'u'>%p;]><a/>",
    "<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a>&e;</a>",
    "<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</b></a>",
    "<!DOCTYPE a [<!ELEMENT a (b,(c|d)+)><!ATTLIST",
    f"<a x='{'é' * 70000}'/>", f"<a {MANY}/>", "<a>" * 5000,
]  # fmt: skip

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
packed = zlib.compress(TEXT.encode() * 20)
for place in range(0, len(packed), 5):
    spoilt = packed[:place] + bytes([packed[place] ^ 1 << place % 8]) + packed[place + 1 :]
    note(f"spoilt at {place}", [outcome(zlib.decompress, one) for one in (spoilt, packed[:place])])
    note(f"raw from {place}", outcome(zlib.decompressobj(-15).decompress, packed[place:], 999))
for name in sorted(set(dir(math)) - {"nextafter", "ulp"}):
    if callable(function := getattr(math, name)):
        note(f"math.{name}", [outcome(function, number) for number in NUMBERS])
for encoding in ("utf-8", "iso-8859-1", "us-ascii", "utf-16"):
    document = XML.encode(encoding, "xmlcharrefreplace")
    for separator in (None, " "):
        for size in (150, 300, len(document)):
            note(f"{encoding}, {separator}, {size}", parsed(document[:size], encoding, separator))
for encoding in ("utf-8", "utf-16"):
    for number, text in enumerate(ODD_XML):
        document = text.encode(encoding, "surrogatepass")
        note(
            f"odd XML {number} in {encoding}",
            [parsed(document, encoding, by) for by in (None, " ")],
        )
note("float", [(f"{number:.3f} {number:e} {number:,g}", number.hex()) for number in NUMBERS])
note("int", [str(3**power)[:50] for power in range(2000)] + [str(int("9" * 3000) % 97)])
note("json", json.loads(json.dumps({"a": [TEXT, 1.5, None, True, {"b": []}]})))
note("date", [(date(2020, 1, 1) + timedelta(days)).isocalendar() for days in range(3000)])
note("strftime", datetime(2021, 3, 8, 9, 5).strftime("%a %A %b %B %d %H %j %U %x %X %p"))
note("time", time.strftime("%Y-%m-%d", time.gmtime(1e9)))
note("sort", sorted(TEXT, key=lambda one: (ord(one) * 7919) % 1009))
note("error", [outcome(compile, text, "f", "exec") for text in ("a b", "(", "'", "é =")])


def deep(level: int) -> int:
    """Go down, without end."""
    return deep(level + 1) + 1


def told_deep() -> str:
    """What is said of a call that goes too deep."""
    try:
        return str(deep(0))
    except RecursionError:
        return "\n".join(traceback.format_exc().splitlines()[-3:])


sys.setrecursionlimit(400)
note("too deep", [told_deep(), outcome(re.match, "(a*)*b", "a" * 20)])
note("too large", [outcome(one.__mul__, 1 << 60) for one in ("a", b"a", [1], (1,))])
note(
    "too large a number", [outcome(int, "9" * 5000), outcome(str, 1 << 20000), 7 ** (7**5) % 10**9]
)
note(
    "to float",
    [outcome(float, one) for one in ("1e400", "-1e-400", "nan", "1_0.5", "0x1", "9" * 400)],
)
note("spoilt json", [outcome(json.loads, '[1, "é\\u00e9", {"a": 1.5}]'[:n]) for n in range(25)])
note(
    "spoilt base64",
    [outcome(binascii.a2b_base64, one) for one in (b"a", b"ab=c", b"\xff", b"YQ==")],
)
note(
    "same hash", len({2**61 - 1 << n for n in range(300)} | {hash(one) for one in CHARACTERS[:999]})
)
with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    note("warned", [outcome(eval, one) for one in ("1 is 1", "'\\d'", "not_there", "1/0")])
    note("warnings", [str(one.message) for one in warned])
in_c = [__import__(name) for name in BUILT_IN.split()]
things = [getattr(module, name) for module in in_c for name in sorted(dir(module))]
note("repr", [re.sub("0x[0-9a-f]+", "", outcome(repr, one)) for one in things if callable(one)])
note("signatures", [outcome(getattr, one, "__text_signature__") for one in things if callable(one)])
json.dumps(gave)
