"""Workbooks of LibreOffice (.ods): the values of cells, as they were typed."""

from __future__ import annotations

from collections.abc import Mapping

from calculator.lists import markup
from calculator.lists.sheets import COLUMNS_AT_MOST, Sheet, TooLarge, number_text, whole_number
from calculator.lists.zipped import Archive, Protected

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_SHEETS = b"opendocument.spreadsheet"
_REPEATED_AT_MOST = 1 << 16


def is_ods(archive: Archive) -> bool:
    """Whether an archive is such a workbook."""
    return _CONTENT in archive and (
        "mimetype" not in archive or _SHEETS in archive.content("mimetype")
    )


def read_ods(archive: Archive) -> list[Sheet]:
    """The sheets of a workbook, in their order.

    Raises:
        Protected: When a password protects it.
        Damaged: When a part of it is missing.
        Malformed: When a part of it cannot be read.
        TooLarge: When a sheet has more cells than any list.
    """
    if _MANIFEST in archive:
        markup.read(archive.pieces(_MANIFEST), _refuse_encrypted)
    cells = _Cells()
    markup.read(archive.pieces(_CONTENT), cells.start, cells.end, cells.text)
    return cells.sheets


def _refuse_encrypted(name: str, _: Mapping[str, str]) -> None:
    if name == "encryption-data":
        raise Protected


class _Cells:
    """The sheets and their cells."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._said: str | None = None
        self._paragraphs: list[str] = []
        self._in_text = self._aside = 0
        self._filled = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("table-cell", "covered-table-cell"):
            self._columns = _repeated(attributes, "table:number-columns-repeated")
            self._said = _value(attributes)
            self._paragraphs = []
            self._merge(attributes)
        elif name == "p" and not self._aside:
            self._in_text += 1
            self._paragraphs.append("")
        elif name in ("s", "tab", "line-break") and self._in_text:
            self.text(" " * min(_repeated(attributes, "text:c"), COLUMNS_AT_MOST))
        elif name == "table-row":
            self._rows = _repeated(attributes, "table:number-rows-repeated")
            self._column, self._filled = 0, False
            if self.sheets and attributes.get("table:visibility", "visible") != "visible":
                self.sheets[-1].hidden_rows += self._rows
        elif name in ("annotation", "shapes"):
            self._aside += 1
        elif name == "table":
            hidden = attributes.get("table:style-name", "") in self._hidden_styles
            self.sheets.append(Sheet(attributes.get("table:name", ""), hidden))
            self._row = 0
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def end(self, name: str) -> None:
        if name in ("table-cell", "covered-table-cell"):
            text = " ".join(self._paragraphs) if self._said is None else self._said
            if text and self.sheets:
                self._put(text)
            self._column += self._columns
        elif name == "p" and not self._aside:
            self._in_text -= 1
        elif name == "table-row":
            self._end_row()
        elif name in ("annotation", "shapes"):
            self._aside -= 1

    def text(self, text: str) -> None:
        if self._in_text and not self._aside:
            self._paragraphs[-1] += text

    def _put(self, text: str) -> None:
        if self._columns > COLUMNS_AT_MOST:
            raise TooLarge
        for column in range(self._column, self._column + self._columns):
            self.sheets[-1].put(self._row, column, text)
        self._filled = True

    def _end_row(self) -> None:
        if self._filled and self._rows > 1:
            if self._rows > _REPEATED_AT_MOST:
                raise TooLarge
            cells = self.sheets[-1].rows[self._row]
            for row in range(self._row + 1, self._row + self._rows):
                for column, text in enumerate(cells):
                    self.sheets[-1].put(row, column, text)
        self._row += self._rows

    def _merge(self, attributes: Mapping[str, str]) -> None:
        rows = _repeated(attributes, "table:number-rows-spanned")
        columns = _repeated(attributes, "table:number-columns-spanned")
        if rows > 1 and self.sheets:
            last = self._row + rows - 1, self._column + columns - 1
            self.sheets[-1].merged.append((self._row, last[0], self._column, last[1]))


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    return whole_number(attributes.get(name, "")) or 1


def _value(attributes: Mapping[str, str]) -> str | None:
    """The value that a cell says beside its text; None when the text is all."""
    kind = attributes.get("office:value-type", "")
    if kind == "date":
        return attributes.get("office:date-value", "").removesuffix("T00:00:00")
    if kind == "boolean":
        return "VRAI" if attributes.get("office:boolean-value") == "true" else "FAUX"
    if kind in ("float", "currency"):
        return number_text(attributes.get("office:value", ""))
    return None
