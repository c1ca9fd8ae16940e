"""Letters without their accents, for all that is written with Latin, Greek or Cyrillic letters.

A table of our own: the `unicodedata` of Python knows them too, and weighs in the browser more than
all the rules. A test holds this table to it.
"""

from __future__ import annotations

_OF_EACH = """\
aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặª
bḃḅḇ
cçćĉċčḉ
dďḋḍḏḑḓđð
eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệə
fḟ
gĝğġģǧǵḡ
hĥȟḣḥḧḩḫẖħ
iìíîïĩīĭįǐȉȋḭḯỉịı
jĵǰ
kķǩḱḳḵ
lĺļľḷḹḻḽłŀ
mḿṁṃ
nñńņňǹṅṇṉṋ
oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ
pṕṗ
rŕŗřȑȓṙṛṝṟ
sśŝşšșṡṣṥṧṩſẛ
tţťțṫṭṯṱẗŧ
uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự
vṽṿ
wŵẁẃẅẇẉẘ
xẋẍ
yýÿŷȳẏẙỳỵỷỹ
zźżžẑẓẕʒǯ
αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ
εέἐἑἒἓἔἕὲέ
ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ
ιΐίϊἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ
οόὀὁὂὃὄὅὸό
ρῤῥ
σς
υΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ
ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ
ϒϓϔ
аӑӓ
гѓ
еѐёӗ
жӂӝ
зӟ
ийѝӣӥ
кќ
оӧ
уўӯӱӳ
чӵ
ыӹ
эӭ
ії
ѵѷ
әӛ
өӫ
"""
"""Each letter, followed by those that are it with something added."""
_ACCENTS = ((0x300, 0x370), (0x483, 0x488), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00), (0x20D0, 0x2100))
_INVISIBLE = ((0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070), (0xFE00, 0xFE10))

PLAIN = str.maketrans(
    {
        **{chr(code): chr(code) for code in range(0x80)},  # twice as fast as leaving them out
        **{letter: line[0] for line in _OF_EACH.splitlines() for letter in line[1:]},
        **dict.fromkeys("‘’‚‛ʹʻʼʽˈ՚′＇`´", "'"),
        **dict.fromkeys("‐‑‒–—―⁃−﹘﹣－", "-"),
        **{chr(code): None for some in (*_ACCENTS, *_INVISIBLE) for code in range(*some)},
        **dict.fromkeys("\xad\u061c\u180e\ufeff", None),
        **dict(zip("ᵃᵇᶜᵈᵉᵍʰⁱˡᵐⁿᵒᵖʳˢᵗᵘ", "abcdeghilmnoprstu", strict=True)),
        **{chr(0xFF41 + place): chr(0x61 + place) for place in range(26)},
        **{chr(0xFF10 + place): chr(0x30 + place) for place in range(10)},
        "º": "°",
        "æ": "ae",
        "ǣ": "ae",
        "ǽ": "ae",
        "œ": "oe",
        "ß": "ss",
        "þ": "th",
        "ŋ": "ng",
        "ĳ": "ij",
        "ŉ": "'n",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
    }
)
"""For `str.translate`, after `str.lower`."""
