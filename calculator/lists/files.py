"""From the bytes of a file to the lists in it, whatever it is: text, a workbook, or XML.

text ───────────────────────► ListReader ─► a list
.xlsx, .ods ─► sheets, as lines ──► ListReader ─► a list for each sheet that holds one
XML of SIECLE ─► pupils, as lines ─► ListReader ─► a list
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from calculator.lists.class_names import class_level
from calculator.lists.decoding import LIST_EXPECTED
from calculator.lists.errors import NotAList
from calculator.lists.lines import PupilList
from calculator.lists.livret import ROOT as LIVRET
from calculator.lists.livret import Livret, Named
from calculator.lists.markup import Malformed, Reader, UnknownEncoding
from calculator.lists.ods import is_ods, read_ods
from calculator.lists.reading import ListReader
from calculator.lists.sheets import Sheet, TooLarge
from calculator.lists.siecle import ROOT, Siecle
from calculator.lists.xlsx import Macros, is_xlsx, read_xlsx
from calculator.lists.zipped import Archive, Bomb, Damaged, Protected
from calculator.model.errors import quote

_ZIP, _OLD_OFFICE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LARGEST = 1 << 28
_ENOUGH = 8
_WORKBOOK_EXPECTED = "un classeur .xlsx ou .ods sans mot de passe, ou ce tableau en CSV UTF-8"
_SIECLE_EXPECTED = (
    "l’export XML « Élèves avec adresses » de SIECLE, ou un tableau (CSV, .xlsx ou .ods)"
)
_REASONS: dict[type[ValueError], str] = {
    Protected: "un classeur protégé par un mot de passe",
    Macros: "un classeur avec des macros (.xlsm)",
    Bomb: "un classeur qui remplirait la mémoire",
    TooLarge: "un classeur avec trop de cellules",
    Damaged: "un classeur de tableur abîmé ou incomplet",
    Malformed: "un classeur de tableur abîmé ou incomplet",
}
ReadOld = Callable[[str, bytes], list[Sheet]]
"""Reads a workbook in the old format (.xls)."""


def read_file(file: str, chunks: Iterable[bytes]) -> list[PupilList]:
    """Read a file.

    Args:
        file: Its name, for messages.
        chunks: Its bytes, in pieces of any size.

    Raises:
        NotAList: When there is no list in it that we know.
    """
    reader = FileReader(file)
    for chunk in chunks:
        reader.feed(chunk)
    return reader.close()


class FileReader:
    """Reads a file as its bytes come.

    Attributes:
        livret: The pupils of an export of the livret scolaire; None for another file.
    """

    def __init__(
        self, file: str, read_old: ReadOld | None = None, *, livrets: bool = False
    ) -> None:
        """Begin with a file of that name, for messages.

        Args:
            file: The name.
            read_old: What reads old workbooks, where something does.
            livrets: Whether an export of the livret scolaire is read too.
        """
        self._file, self._read_old, self._livrets = file, read_old, livrets
        self.livret: list[Named] | None = None
        self._head: bytes | None = b""
        self._list: ListReader | None = None
        self._xml: _Xml | None = None
        self._whole = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Read what comes next.

        Raises:
            NotAList: As `read_file`.
        """
        if self._head is None:
            self._take(chunk)
            return
        self._head += chunk
        if len(self._head) >= _ENOUGH:
            self._begin()

    def part(self) -> PupilList | None:
        """As `ListReader.part`, for text; None otherwise."""
        return self._list.part() if self._list else None

    def close(self) -> list[PupilList]:
        """Read what is left, and give it all.

        Raises:
            NotAList: As `read_file`.
        """
        if self._head is not None:
            self._begin()
        if self._list:
            return [self._list.close()]
        if self._xml:
            sheet = self._sheet(self._xml)
            return [_list_of(self._file, sheet, [_NUMBERED])] if sheet else []
        return self._lists_of_workbook(bytes(self._whole))

    def _begin(self) -> None:
        head, self._head = self._head or b"", None
        if not head.startswith((*_ZIP, _OLD_OFFICE)):
            if _is_xml(head):
                self._xml = _Xml(self._file, livrets=self._livrets)
            else:
                self._list = self._new_list()
        self._take(head)

    def _new_list(self) -> ListReader:
        return ListReader(self._file)

    def _take(self, chunk: bytes) -> None:
        if self._list:
            self._list.feed(chunk)
        elif self._xml:
            self._xml.feed(chunk)
        else:
            self._whole += chunk
            if len(self._whole) > _LARGEST:
                raise NotAList(self._file, "un classeur trop gros", _WORKBOOK_EXPECTED)

    def _lists_of_workbook(self, content: bytes) -> list[PupilList]:
        try:
            sheets = self._sheets(content)
            if sheets is not None and self.livret is None:
                return _lists_of_sheets(self._file, sheets)
        except (Protected, Macros, Bomb, TooLarge, Damaged, Malformed) as error:
            raise NotAList(self._file, _REASONS[type(error)], _WORKBOOK_EXPECTED) from error
        if self.livret is not None:
            return []
        found = "une archive ou un document bureautique"
        raise NotAList(self._file, found, LIST_EXPECTED)

    def _sheets(self, content: bytes) -> list[Sheet] | None:
        if content.startswith(_OLD_OFFICE):
            if _ENCRYPTED in content:
                raise Protected
            if self._read_old is None:
                found = "un classeur de l’ancien format (.xls) ou un ancien document"
                raise NotAList(self._file, found, _WORKBOOK_EXPECTED)
            return self._read_old(self._file, content)
        archive = Archive(content)
        if is_xlsx(archive):
            return read_xlsx(archive)
        if is_ods(archive):
            return read_ods(archive)
        if "xl/workbook.bin" in archive:
            raise NotAList(self._file, "un classeur binaire (.xlsb)", _WORKBOOK_EXPECTED)
        if any(name.startswith("xl/") for name in archive.names):
            raise Damaged
        (*_, only) = archive.names or [""]
        if len(archive.names) == 1 and only.lower().endswith(".xml"):
            xml = _Xml(self._file, livrets=self._livrets)  # as SIECLE exports it
            for piece in archive.pieces(only):
                xml.feed(piece)
            sheet = self._sheet(xml)
            return [sheet] if sheet else None
        return None

    def _sheet(self, xml: _Xml) -> Sheet | None:
        """The pupils of SIECLE; None, and `livret` filled, for the livret scolaire."""
        xml.close()
        if isinstance(xml.content, Livret):
            self.livret = list(xml.content.pupils())
            return None
        return xml.content.sheet()


_NUMBERED = (
    "les numéros de lignes sont ceux des élèves dans le fichier, le premier étant la ligne 2."
)


class _Xml:
    """The XML of SIECLE, or of the livret scolaire; no other is read."""

    def __init__(self, file: str, *, livrets: bool) -> None:
        self._file, self._livrets = file, livrets
        self.content: Siecle | Livret = Siecle()
        self._root = ""
        self._reader = Reader(self._start, self._end, self._text)

    def feed(self, piece: bytes) -> None:
        try:
            self._reader.feed(piece)
        except Malformed as error:
            raise self._malformed(error) from error

    def close(self) -> None:
        try:
            self._reader.close()
        except Malformed as error:
            raise self._malformed(error) from error

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._root:
            self._root = name
            if name == LIVRET and self._livrets:
                self.content = Livret(self._file)
            elif name == LIVRET:
                found = "un export du livret scolaire (LSU)"
                raise NotAList(self._file, found, "un tel fichier par « calculator lsu »")
            elif name != ROOT:
                found = f"une page web ou un fichier XML ({quote(name)})"
                raise NotAList(self._file, found, _SIECLE_EXPECTED)
        self.content.start(name, attributes)

    def _end(self, name: str) -> None:
        self.content.end(name)

    def _text(self, text: str) -> None:
        self.content.text(text)

    def _malformed(self, error: Malformed) -> NotAList:
        known = self._root in (ROOT, LIVRET)
        found = "un fichier XML abîmé" if known else "une page web ou un fichier XML"
        if isinstance(error, UnknownEncoding):
            found = f"un fichier XML dans un encodage qui n’est pas lu ({quote(str(error))})"
        return NotAList(self._file, found, _SIECLE_EXPECTED)


def _is_xml(head: bytes) -> bool:
    text = head.removeprefix(codecs.BOM_UTF8).removeprefix(codecs.BOM_UTF16_LE)
    return text.removeprefix(codecs.BOM_UTF16_BE).lstrip(b"\0 \t\r\n").startswith(b"<")


def _list_of(file: str, sheet: Sheet, notes: Iterable[str]) -> PupilList:
    return ListReader(file, notes=notes).read_lines(sheet.lines())


def _lists_of_sheets(file: str, sheets: Sequence[Sheet]) -> list[PupilList]:
    """The lists in the sheets that a person sees; what was not read is noted beside them."""
    shown = [sheet for sheet in sheets if not sheet.hidden and any(map(any, sheet.rows))]
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    lists: list[PupilList] = []
    others: list[str] = []
    refused: NotAList | None = None
    for sheet in shown:
        name = f"{file} (feuille {quote(sheet.name)})" if len(shown) > 1 else file
        rows = sheet.hidden_rows
        notes = [_HIDDEN_ROWS.format(rows)] if rows and rows < len(sheet.rows) else []
        try:
            lists.append(_in_class(_list_of(name, sheet, notes), sheet.name))
        except NotAList as error:
            refused = refused or error
            others.append(sheet.name)
    if not lists:
        if refused:
            raise refused
        found = "un classeur vide" if not hidden else "un classeur dont les feuilles sont masquées"
        raise NotAList(file, found, LIST_EXPECTED)
    notes = []
    if hidden:
        notes.append(f"feuilles masquées, non lues : {', '.join(map(quote, hidden))}.")
    if others:
        notes.append(f"feuilles sans liste d’élèves : {', '.join(map(quote, others))}.")
    first = replace(lists[0], notes=(*notes, *lists[0].notes))
    return [first, *lists[1:]]


def _in_class(one: PupilList, name: str) -> PupilList:
    """The list, in the class that its sheet is named after, where no column gives one."""
    if one.lines and "class_name" not in one.columns.places and class_level(name):
        lines = tuple(line._replace(class_name=name) for line in one.lines)
        note = f"classe d’après le nom de la feuille : {quote(name)}."
        return replace(one, lines=lines, notes=(*one.notes, note))
    return one


_HIDDEN_ROWS = "lignes masquées dans le tableur, lues aussi : {}."
