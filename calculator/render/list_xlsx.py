"""The answers of a roster as a workbook (.xlsx): titles that stay in sight, filters, no formula.

Classes are texts, with a format that says so: a spreadsheet program leaves « 3-1 » alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence

from calculator.lists.answers import Answers, RosterAnswer
from calculator.render.list_tables import COLUMNS, answer_cells

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NUMBERS = frozenset(
    place
    for place, title in enumerate(COLUMNS)
    if title in ("Compétences atteintes", "Compétences manquantes", "Ligne")
)
_WIDTHS = (18, 16, 10, 22, 14, 24, 12, 12, 12, 40, 16, 60, 50, 40, 40, 24, 8)
_ROWS_AT_MOST = 1 << 20
_NEVER = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMESPACE = "http://schemas.openxmlformats.org"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = f'xmlns="{_NAMESPACE}/spreadsheetml/2006/main"'
_OFFICE = f"{_NAMESPACE}/officeDocument/2006/relationships"
_PACKAGE = f"{_NAMESPACE}/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Réponses" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet {_MAIN}><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    'applyFont="1"/></cellXfs></styleSheet>',
}
_NUMBER_STYLE, _TEXT_STYLE, _TITLE_STYLE = 0, 1, 2
_EARLIEST = 0x0021
"""The first day that a zip archive can tell: the same answers are the same bytes."""


def roster_xlsx(answered: RosterAnswer) -> Iterator[bytes]:
    """The answers as a workbook, a piece at a time; what no sheet has room for is left out."""
    return whole_xlsx(answered, xlsx_rows(answered))


def xlsx_rows(answered: RosterAnswer) -> Iterator[str]:
    """The row of each pupil in the sheet."""
    return (_row(cells, _TEXT_STYLE) for cells in answer_cells(answered))


def whole_xlsx(_answered: Answers, rows: Iterable[str]) -> Iterator[bytes]:
    """As `roster_xlsx`, with the row of each pupil."""
    entries: list[tuple[bytes, int, int, int, int]] = []
    at = 0
    for name, text in _PARTS.items():
        for piece in _entry(name, iter([_DECLARATION + text]), entries, at):
            at += len(piece)
            yield piece
    for piece in _entry("xl/worksheets/sheet1.xml", _sheet(rows), entries, at):
        at += len(piece)
        yield piece
    table = b"".join(_in_table(*entry) for entry in entries)
    yield table
    number = len(entries).to_bytes(2, "little")
    yield b"PK\x05\x06" + bytes(4) + number * 2
    yield len(table).to_bytes(4, "little") + at.to_bytes(4, "little") + bytes(2)


def _sheet(rows: Iterable[str]) -> Iterator[str]:
    yield _DECLARATION + (
        f'<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews><cols>"
    )
    for place, width in enumerate(_WIDTHS, start=1):
        yield f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield _row(COLUMNS, _TITLE_STYLE)
    number = 1
    for number, row in enumerate(rows, start=2):
        if number > _ROWS_AT_MOST:
            break
        yield row
    last = f"{chr(64 + len(COLUMNS))}{min(number, _ROWS_AT_MOST)}"
    yield f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>'


def _row(cells: Sequence[str], style: int) -> str:
    told = (
        f'<c s="{_NUMBER_STYLE}"><v>{text}</v></c>'
        if place in _NUMBERS and text.isdigit()
        else _text_cell(text, style)
        for place, text in enumerate(cells)
    )
    return f"<row>{''.join(told)}</row>"


def _text_cell(text: str, style: int) -> str:
    if not text:
        return f'<c s="{style}"/>'
    told = f'<t xml:space="preserve">{_escaped(text)}</t>'
    return f'<c t="inlineStr" s="{style}"><is>{told}</is></c>'


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NEVER.sub("\N{REPLACEMENT CHARACTER}", text)


def _entry(
    name: str, texts: Iterator[str], entries: list[tuple[bytes, int, int, int, int]], at: int
) -> Iterator[bytes]:
    """A file of the archive, whose sizes come after it; they are noted for the table, too."""
    packing = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    encoded = name.encode()
    yield b"PK\x03\x04" + _described(0, 0, 0) + len(encoded).to_bytes(2, "little") + bytes(2)
    yield encoded
    checksum = size = packed = 0
    for text in texts:
        data = text.encode("utf-8", "replace")
        checksum, size = zlib.crc32(data, checksum), size + len(data)
        if piece := packing.compress(data):
            packed += len(piece)
            yield piece
    piece = packing.flush()
    packed += len(piece)
    yield piece
    yield b"PK\x07\x08" + b"".join(n.to_bytes(4, "little") for n in (checksum, packed, size))
    entries.append((encoded, checksum, packed, size, at))


def _described(checksum: int, packed: int, size: int) -> bytes:
    """How a file is kept: deflated, its name in UTF-8, its sizes after it."""
    numbers = ((20, 2), (0x0808, 2), (8, 2), (0, 2), (_EARLIEST, 2))
    sizes = ((checksum, 4), (packed, 4), (size, 4))
    return b"".join(number.to_bytes(width, "little") for number, width in (*numbers, *sizes))


def _in_table(name: bytes, checksum: int, packed: int, size: int, at: int) -> bytes:
    start = b"PK\x01\x02" + (20).to_bytes(2, "little") + _described(checksum, packed, size)
    rest = len(name).to_bytes(2, "little") + bytes(12) + at.to_bytes(4, "little")
    return start + rest + name
