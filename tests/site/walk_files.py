"""Files as schools have them, right or wrong: what `walk_lists.py` reads."""

from __future__ import annotations

from calculator.lists.pix import COMPETENCES
from calculator.render import list_xlsx

NAMES = [competence.name for competence in COMPETENCES.values()]
ZIP = b"PK\x03\x04"
TITLES = (
    "Nom du Participant;Prénom du Participant;Classe;Envoi (O/N);Certifiable (O/N);"
    "Nombre de compétences certifiables;Date et heure de l’envoi (Europe/Paris);"
)
OF_LEVELS = ";".join(f"Niveau pour la compétence {name}" for name in NAMES)
OF_PIX = ";".join(f"Nombre de pix pour la compétence {name}" for name in NAMES)
FIVE, NONE, HALF, NA = (
    ";".join([one] * 5 + [other] * 11)
    for one, other in (("1", "0"), ("0", "0"), ("1", "NA"), ("NA", "NA"))
)
MANY = ";".join(["9"] * 5 + ["7"] * 3 + ["0"] * 8)
PROFILES = "\n".join(
    [
        TITLES + OF_LEVELS + ";" + OF_PIX,
        f"'-A;'=B;3A;Oui;Oui;5;02/02/2021 10:15;{FIVE};{MANY}",
        f"C;D;3A;Oui;Oui;4;2021-02-02;{NONE};{NA}",
        f"C;D;3A;Oui;Non;0;2021-02-03T10:15;{NONE};{MANY}",
        f"C;D;3A;Oui;Non;1;2021-02-03T10:15;{FIVE};{MANY}",
        f"E;F;3A;Non;NA;NA;NA;{NA};{NA}",
        f"G;H;TG1;;NA;NA;;{NA};{NA}",
        f"I;J;7Z;Oui;NA;NA;;{HALF};{NA}",
        f"K;L;3B;Oui;NA;7;;{HALF};{NA}",
        f"K2;L;3B;Oui;Oui;4;;{NONE};{NA}",
        f"M;N;3PM;Oui;Non;7;;{NA};{NA}",
        f"É;Ç;3B;Non;NA;NA;;{FIVE};{NA}",
        f"P;Q;3B;Oui;NA;NA;31/02/2021;{FIVE};{NA}",
        f"R;S;3B;Oui;NA;NA;2021-02-02 25:00;9{FIVE[1:]};{NA}",
        f'T;"U\nV";3B;Oui;NA;NA;hier;{NONE};{NA}',
        f"W;X;3B;Oui;NA;NA;;{NONE.replace('0', '1,0')};{NA.replace('NA', '7,5')};;",
        f"Y;Z;CM2;Oui;NA;NA;2020-02-02;{FIVE};{NA}",
        'a;"b;c',
        "trop;court",
        "",
        ";" * 38,
        ";;;perdu" + ";" * 35,
        TITLES + OF_LEVELS + ";" + OF_PIX,
    ]
)
PIX_ONLY = f"Mars 2021\n\n{TITLES}{OF_PIX}\nA;B;;;;;;{MANY}\nA;B;;;;;;{NONE}\n"
ASSESSMENT = "Nom du Participant,Prénom du Participant,Classe,% de progression\nA,B,3A,1\n"
PAGE = (
    "Nom\tPrénom\tDate de naissance\tClasse\tCertificabilité\n"
    "A\tB\t01/02/2006\t3A\tCertifiable 02/02/2021\nA\tB\t\t3A\tNon certifiable\n"
    "C\tD\t01/02/2006\t3A\tNon certifiable\nC\tD\t03/04/2006\t3A\tNon communiqué\nC\tD\t\t3A\t-\n"
    "E\tF\t\t3A\t?\nE\tF\t\t\tCertifiable\nE\tF\t\t\tCertifiable hier\nG\tH\t\t3A\t\n"
    "G\tH\t03/04/2006\t3A\t\nI\tJ\t\t\t\nI\tJ\t\t\t\nK\tL\t\t3A\tCertifiable\nK\tL\t\t\t\nK\tL\t\t\t\n"
    "M\tN\t\t3A\tCertifiable\nM\tN\t\t\tCertifiable 02/02/2021\n"
    "Q\tR\t\t3A\t\nQ\tR\t01/02/2006\t\t\n"
    "S\tT\t01/02/2006\t3A\t\nS\tT\t03/04/2006\t\t\nS\tT\t\t\t\n"
    "O\tP\t\t3A\t\nO\tP\t\t3B\t\nO\tP\t01/02/2006\t3C\t\nO\tP\t01/02/2006\t\t\n"
)
RESULTS = (
    "Numéro de certification;Prénom;Nom;Date de naissance;Classe;Statut;Nombre de Pix;"
    "Date de passage de la certification\n"
    "1;B;A;01/02/2006;;Validée;72;15/03/2021\n2;B;A;01/02/2006;;Rejetée;0;16/03/2021\n"
    "3;D;C;;;Validée;72;15/03/2021\n4;F;E;;3A;Validée;120;\n5;H;G;;3A;Validée;9;15/03/2019\n"
    "6;A2;A2;;;Validée;9;15/03/2021\n6;A2;A2;;;Annulée;9;15/03/2021\n"
    "20;B2;B2;01/02/2006;;Validée;9;15/03/2021\n21;B2;B2;03/04/2006;;Rejetée;9;15/03/2021\n"
    "30;C3;C3;;;Validée;9;15/03/2021\n31;C3;C3;;3A;Validée;9;15/03/2021\n"
    "22;A3;A3;;;Validée;9;15/01/2021\n"
    "6;Y;Y;;;Validée;9;15/03/2021\n6;Y;Y;;;Validée;10;16/03/2021\n7;Z;Z;;;Rejetée;0;\n"
    "8;J;I;;7Z;Rejetée;0;\n9;X;X;;;Perdue;0;\n10;X;X;;;;;\n11;X\n"
)
SCORES = (
    "Prénom;Nom;Nombre de Pix;Numéro de certification\nB;A;72;1\nD;C;0;2\nE;F;;3\nG;H;x;3\n;;;\n"
)
PLAIN = (
    "sep=;\nnom;prenom;classe;competences;certifie;1.1;1.2\nA;B;3A;5\nC;D;3A;3;;1;0\nE;F;5A\nG;H;3A;17\n"
    "I\nJ;K;3A;;;2;\nB2;B2;3A;5\nL;M;TG1;4\n" + "N" * 140_000 + "\n"
)
ODD = (
    "Nom;Prénom;Né le;Classe;Niveau;Sortie;Certifiable;Déjà certifié;Régime\n"
    "A;Ada;01/02/2006;3A;CM2;;;;x\nA;Ada Lucie;01/02/2006;3A;;;;;x\nA;Zoé;01/02/2006;3A;;;;;x\n"
    "A;Ada;01/02/2006;3B;;;;;x\nB;Bob;;3A;;;;;x\nB;Bob;;3A;;;;;y\nB;Bob;;3A;;;;;y\n"
    "A BIS;Ada;01/02/2006;3A;;;;;x\n"
    "J;Jim;;3A;;;;;x\nJ;Jim;;3A;;;;;x\n"
    "C;Cléo;;3A;;04/01/2021;;;\nD;Dia;;Inactifs;;;;;\nE;Eva;;3C;3e;;;15 mars 2021;\n"
    "F;Fay;;3A;;;;oui;\nG;Guy;;'3A;;;;non;\nH;Hal;;02-janv;;;;;\nH2;Hal;;03/01/2021;;;;;\n"
    "H3;Hal;;janv-03;;;;hier;\nH4;Hal;2-févr.-21;44229,427;;;;;\nTotal;;;3A;;;;;\nÃ?;Ivy;;3A;;;;;\n"
    "28;Jo;;3A;;;;;\n;Prénom;Nom;Classe\n;Kim;K;3A\nPrénom;Nom;Classe;Né le\nLou;L;3A;\n"
    "Nom;Prénom;Nom;Prénom\nM;Mia;3A\n"
)
ONE_NAME = (
    "Nom et prénom;Classe\nDE LA TOUR Éva Léa;3A\nNOM ET PRENOM SEULS;3A\nTotal 3A;\n;3A\n"
    "Bob LE GALL;3A\nLE GALL, Zoé;3A\nJO JO;3A\nA;3A\n, Zoé;3A\nNom et prénom;Classe\nƒ;3A\n"
    "Anne de la TOUR;3A\nde;3A\nMcDONALD Al;3A\n"
)
FIRST_BEFORE = "Prénom nom;Classe\nZoé Gall;3A\n"
JUST_NAME = "Nom;Classe\nGALL Zoé;3A\n"
SPANISH = "Nombre del participante;Nombre del participante;Enviar (sí/no)\nA;Ada;Sí\n"
LATE_SENDINGS = (
    "Nom du Participant;Prénom du Participant;Classe;Envoi (O/N);Date de l'envoi;Certifiable (O/N)\n"  # noqa: E501
    "A;Ada;3A;Oui;2021-02-02;Non\nA;Ada;3A;Oui;2021-02-01;Non\nA;Ada;3A;Oui;2021-05-02;Oui\n"
    "B;Bob;3A;Oui;2021-05-02;Oui\nJ;Jim;3A;Oui;2021-02-02;Oui\n"
)
KINDS = (
    "Numéro de certification;Nom;Prénom;Type de certification;Statut;Résultat\n"
    "1;A;Ada;Pix+ Droit;Validée;Expert\n2;B;Bob;Pix;Validée;266 pix\n3;C;Cy;Pix;Non obtenue;\n"
)
TWICE = "Nom;PrÃ©nom\nÃ‰CHO;Ada\nÃƒâ€°CHO;Zoé\n".encode()
COPIED = (
    "Tableau\nSélectionner tous les élèves\nNom\n\nPrénom\nClasse\nCertificabilité\nActions\n"
    "Sélectionner Ada A\n\tA\tAda\t3A\t\n\nCertifiable\n02/02/2021\n\n"
    "B\tBob\t3A\tNon certifiable\n02/02/2021\nC\tCy\t3B\t\nCertifiable\nCertifiable\n"
    "Sélectionner\nNom\tPrénom\tClasse\tCertificabilité\nD\tDi\t3A\tCertifiable\n1\n"
)
COPIED_WHOLE = (
    "Nom\tPrénom\tCertificabilité\nseul\nActions\n\nA\tAda\tCertifiable\n02/02/2021\n"
    "Sélectionner Bo\nvide\n"
)
LISTS: tuple[str, ...] = (PROFILES, PIX_ONLY, ASSESSMENT, PAGE, RESULTS, SCORES, PLAIN)
LISTS += (
    ODD,
    ONE_NAME,
    FIRST_BEFORE,
    JUST_NAME,
    SPANISH,
    LATE_SENDINGS,
    KINDS,
    COPIED,
    COPIED_WHOLE,
)
LISTS += (TWICE.decode(),)
LISTS += (
    "Cognome;Nome;Classe\nA;Ada;3A\n",
    "Cognome;Nome;Reparto\nA;Ada;3A\n",
    "Primer apellido;Segundo apellido;Nombre;Curso\nA;B;Ada;3A\n",
    "Surname;Forename;Year;Form\nA;Ada;3e;A\nB;Ada;3;A\nC;Ada;1;G\nD;Ada;3e;301\nE;Ada;3eA;\n",
    (
        "Achternaam;Tussenvoegsel;Voornaam;Leerjaar;Klas\nB;van der;Ada;3e;A\nB C;;Ada;3e;A\n"
        "D;d';Eve;A;3e\nvan E;van;Eve;3eA;\nF;-;Eve;3;\nG;;Eve;3eA;A\nH;;Eve;1;G\nI;;Eve;9;Red\n"
    ),
    "Naam;Tussenvoegsel;Klas\nBOER Eva;van;3A\n",
    "Identite;Classe\nA Ada;3A\nIdentite;Classe\nA #N/A;3A\n",
    'Nom;Prénom\nA;B\nPrénom;Nom;"x\nPrénom"\nC;D;\nE;"x\ny";z\nE;"F\nG"\n',
    "Nom;Prénom;Classe;Né le\nA;B;3A;\nNom,Prénom,Classe,Classe,x;Prénom;Nom\n",
    "Nom;Prénom;Classe\nJ;Jim;3A\nJ;Jim;3A\nPetit nom;Grand nom;Classe\nJim;J;3A\n",
    "Nom;Prénom;Classe;Naiss.;Statut;Date de sortie\nJ;Jim;3A;;Parti le 2;oui\nI;I;Inactifs;;;\n",
    "Nom;Prénom;Né le;Statut;Score Pix;Parcours\nJ;Jim;;Absent;0;Pix\nJ;Jo;;Validée;9;Pix+ Droit\n",
    "Nom;Prénom;Classe;Situation\nJ;Jim;3A;profil non partagé\n#REF!;Jo;3A;\n",
    "Nom;Prénom;Statut;Score Pix;Date de passage\nJ;J;Validée;9;15/03/2020\nJ;J;Rejetée;0;\n",
    "Nom;Prénom;Né le;Statut;Score Pix\nK;Jim;;En cours;0\nL L;Jim;01/02/2006;Annulé;0\n",
)
LIVRET = (
    '<x:lsun-bilans xmlns:x="urn:lsun"><classes><classe id="C" libelle="CM2"/></classes><eleves>'
    '<eleve id="E" nom="A" prenom="B" classe-ref="C" ine="1"/><eleve id="F" nom="C" prenom="D"/>'
    '<eleve id="G" nom="E" prenom="F" code-division="5A"/></eleves><periode id="P" millesime="2020"'
    ' indice="3" nb-periodes="3"/><periode id="Q" millesime="x" indice="1" nb-periodes="3"/>'
    '<bilan-periodique eleve-ref="E" periode-ref="P"><competence-num code="CN_INF_MEN" niveau="1"/>'
    '<competence-num code="CN_INF_GER" niveau="9"/><competence-num code="X" niveau="1"/>texte'
    '</bilan-periodique><bilan-periodique eleve-ref="F" periode-ref="Q"/></x:lsun-bilans>'
)
NO_LISTS = (
    b"nom;prenom;1.1;1.1\nA;B;1;1\n",
    "".join(f"{c}\0" for c in "nom;prenom\nA;B\n").encode(),
    b"Nom;Prenom\n\x83CHO;No\x91l\nX;\x83lo\x95se\n",
    b"",
    b"\xef\xbb\xbf \n",
    b"%PDF-1.7",
    b"<html>",
    bytes(9),
    ZIP,
    ZIP + b"xl/workbook.xml",
    ZIP + b"opendocument.spreadsheet",
    b"\xd0\xcf\x11\xe0",
    "Numéro de session préexistante;Nom".encode(),
    b"nom;prenom;classe\n",
    b"nom;prenom;classe;Classe\nA;B;3A;3B",
    "Nom du Participant;Prénom du Participant;x".encode(),
    b"x" * 1_100_000,
    b"nom;" + b'"' + b"x" * 140_000,
)


def packed(parts: dict[str, str]) -> bytes:
    """A zip archive of these texts."""
    entries: list[tuple[bytes, int, int, int, int]] = []
    content = b""
    for name, text in parts.items():
        content += b"".join(list_xlsx._entry(name, iter([text]), entries, len(content)))
    table = b"".join(list_xlsx._in_table(*entry) for entry in entries)
    number = len(entries).to_bytes(2, "little")
    sizes = len(table).to_bytes(4, "little") + len(content).to_bytes(4, "little")
    return content + table + b"PK\x05\x06" + bytes(4) + number * 2 + sizes + bytes(2)


def relations(*targets: tuple[str, str, str]) -> str:
    told = (f'<Relationship Id="{n}" Type="/{kind}" Target="{at}"/>' for n, kind, at in targets)
    return f"<Relationships>{''.join(told)}</Relationships>"


def book(sheet: str, more: dict[str, str] | None = None, second: str = "<x/>") -> bytes:
    """A workbook of Excel with a sheet, a hidden one, and others."""
    return packed(
        {
            "_rels/.rels": relations(("r", "other", "x"), ("s", "officeDocument", "/xl/workbook.xml")),  # noqa: E501
            "xl/workbook.xml": '<workbook><workbookPr date1904="1"/><sheet name="3A" r:id="a"/>'
            '<sheet name="H" state="hidden" r:id="b"/><sheet name="?" r:id="c"/>'
            '<sheet name="6B" r:id="d"/></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                ("a", "worksheet", "./sheet1.xml"), ("b", "worksheet", "../xl/sheet1.xml"),
                ("t", "sharedStrings", "texts.xml"), ("u", "styles", "styles.xml"),
                ("d", "worksheet", "sheet2.xml"),
            ),
            "xl/texts.xml": "<sst><si><t>Nom</t></si><si><r><t>Pré</t></r><r><t>nom</t></r>"
            "<rPh><t>x</t></rPh></si></sst>",
            "xl/styles.xml": '<s><numFmt numFmtId="164" formatCode="d/m"/><numFmt numFmtId="165" '
            'formatCode="General"/><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="14"/>'
            '<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="x"/></cellXfs></s>',
            "xl/sheet1.xml": sheet,
            "xl/sheet2.xml": second,
            **(more or {}),
        }
    )  # fmt: skip


CELLS = (
    '<x:w><row r="2" hidden="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is>'
    '<t>N</t><rPh><t>y</t></rPh></is></c></row><row><c r="B3" t="str"><v>Ada</v></c><c r="A3" '
    't="str"><v>A;"b_x000D_\nc"</v></c><c s="0"><v>1.5</v></c><c s="1"><v>x</v></c><c s="2"><v>2.50</v></c>'  # noqa: E501
    '<c t="b"><v>1</v></c><c t="d"><v>2021-01-01T00:00:00</v></c><c t="e"><v>#N/A</v></c><c s="0">'
    '<v>0.5</v></c><c><v>1e300</v></c><c><v>x</v></c><c s="0"><v>40000.99999</v></c><c s="9"><v>3.0'
    '</v></c><c/></row><row r="4"><c r="B4" t="str"><v>Bob</v></c></row><mergeCell ref="A3:A4"/>'
    '<mergeCell ref="?"/></x:w>'
)
UNNAMED = (
    '<w><row><c t="str"><v>Nom</v></c><c t="str"><v>Prénom</v></c></row><row><c t="str"><v>B</v></c>'  # noqa: E501
    '<c t="str"><v>Bob</v></c></row></w>'
)
ODS_CELLS = (
    '<d><style style:name="h"><table-properties table:display="false"/></style>'
    '<table table:name="3A"><table-row><table-cell/><table-cell><p>Nom</p></table-cell><table-cell>'
    "<p>Prénom</p></table-cell></table-row>"
    '<table-row table:visibility="collapse" table:number-rows-repeated="2"><table-cell '
    'office:value-type="date" office:date-value="2006-02-01T00:00:00" table:number-rows-spanned="2"/>'  # noqa: E501
    "<table-cell><annotation><p>n</p></annotation><p>A<s/></p><p>b</p></table-cell><table-cell "
    'office:value-type="float" office:value="3"/><table-cell office:value-type="boolean" '
    'office:boolean-value="true"/><covered-table-cell/></table-row></table>'
    '<table table:name="h" table:style-name="h"/><table-cell><p>x</p></table-cell></d>'
)
WIDE_CELL = '<table-cell table:number-columns-repeated="9999"><p>x</p></table-cell>'
LONG_ROW = (
    '<table-row table:number-rows-repeated="99999"><table-cell><p>x</p></table-cell></table-row>'
)


def book_of_ods(table: str, manifest: str = "<m/>") -> bytes:
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": table}
    return packed(parts)


PUPILS_XML = (
    '<BEE_ELEVES><ELEVE ELEVE_ID="1"><NOM>É</NOM><PRENOM a="é">Ada</PRENOM></ELEVE><ELEVE><NOM>B</NOM>'  # noqa: E501
    '</ELEVE><STRUCTURES_ELEVE ELEVE_ID="1"><STRUCTURE><CODE_STRUCTURE>3A</CODE_STRUCTURE>'
    "<TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE></BEE_ELEVES>"
)
LATIN_9 = b'<?xml version="1.0" encoding="ISO-8859-15"?>' + PUPILS_XML.encode("latin-1")
BOOK = book(CELLS, second=UNNAMED)
FLAG = BOOK.index(b"PK\x01\x02") + 8
ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]>'
SIZE = BOOK.index(b"PK\x01\x02") + 20
OLD_BOOK = b"\xd0\xcf\x11\xe0" + bytes(9)
BOOKS = [
    BOOK,
    BOOK[:SIZE] + b"\4\0\0\0" + BOOK[SIZE + 4 :],
    BOOK[:41] + b"\xff" * 9 + BOOK[50:],
    book(CELLS, second="<w><row><c t='str'><v>Bonjour</v></c></row></w>"),
    packed({"_rels/.rels": relations(("r", "other", "x"))}),
    LATIN_9 + b" " * 900 + b"<<<" + b" " * 900,
    book_of_ods(ODS_CELLS),
    LATIN_9,
    PUPILS_XML.encode(),
    packed({"a.xml": PUPILS_XML}),
    packed({"a.txt": ""}),
    packed({"xl/workbook.bin": ""}),
    packed({"xl/other": ""}),
    BOOK[:-9],
    BOOK[:FLAG] + b"\1" + BOOK[FLAG + 1 :],
    BOOK[:FLAG] + b"\0\0\7" + BOOK[FLAG + 3 :],
    BOOK[:60] + bytes(9) + BOOK[69:],
    BOOK.replace(b"PK\x01\x02", b"PK\x01\x03", 1),
    b"PK\x03\x04" + bytes(30) + b"PK\x05\x06" + bytes(18),
    book(CELLS, {"xl/vbaProject.bin": ""}),
    book("<w><row><c t='s'><v>9</v></c></row></w>"),
    book("<w><row r='9999999'><c r='A1'><v>1</v></c></row></w>"),
    book("<w><row><c r='ZZZ1'><v>1</v></c></row></w>"),
    book("<w><row/></w>"),
    book("<w>"),
    book(ENTITY + "<w/>"),
    book("<a>" * 99),
    book("<w/>" + " " * 17_000_000),
    book_of_ods(WIDE_CELL.join(("<d><table><table-row>", "</table-row></table></d>"))),
    book_of_ods(LONG_ROW.join(("<d><table>", "</table></d>"))),
    book_of_ods("<d/>", "<m><encryption-data/></m>"),
    packed({"_rels/.rels": relations(("r", "officeDocument", "x/workbook.xml"))}),
    packed({"content.xml": "<d/>"}),
    b"\xd0\xcf\x11\xe0" + bytes(9),
    b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    b"<html><p>",
    b"<BEE_ELEVES><p",
    b"<lsun-bilans/>",
    b'<?xml version="1.0" encoding="EBCDIC"?>',
    b"\xff\xfe" + LATIN_9.decode("latin-1").encode("utf-16-le"),
    b"<",
    b"nom",
]
