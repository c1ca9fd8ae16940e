"""Workbooks as programs write them, made by hand: what a test says is all that is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="[$-40C]d\\-mmm;@"/>'
    '<numFmt numFmtId="166" formatCode="0.00 &quot;jours&quot;"/></numFmts><cellXfs>'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 164, 165, 166, 49))
    + "</cellXfs></styleSheet>"
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def cell(value: object) -> str:
    """A cell: a number, a text (inline), a boolean, or XML that begins with « < »."""
    if isinstance(value, str) and value.startswith("<"):
        return value
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value else "<c/>"


def sheet(rows: Iterable[Iterable[object]], more: str = "") -> str:
    told = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    return f"<worksheet {MAIN}><sheetData>{told}</sheetData>{more}</worksheet>"


def xlsx(
    sheets: Mapping[str, str],
    hidden: Iterable[str] = (),
    shared: Iterable[str] = (),
    *,
    from_1904: bool = False,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    names = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="s{n}"'
        + (' state="hidden"/>' if name in set(hidden) else "/>")
        for n, name in enumerate(sheets, start=1)
    )
    kinds = [("styles", "t1", "styles.xml"), ("sharedStrings", "t2", "sharedStrings.xml")]
    kinds += [("worksheet", f"s{n}", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    relations = "".join(
        f'<Relationship Id="{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, at, target in kinds
    )
    texts = "".join(f"<si>{text}</si>" for text in shared)
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}">'
            f'<workbookPr date1904="{int(from_1904)}"/><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>{relations}</Relationships>",
            "xl/styles.xml": STYLES,
            "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>",
            **{
                f"xl/worksheets/sheet{n}.xml": text
                for n, text in enumerate(sheets.values(), start=1)
            },
            **(more or {}),
        }
    )


def ods(tables: str, styles: str = "", manifest: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_table(rows: Iterable[Iterable[str]], name: str = "Feuille1", more: str = "") -> str:
    cells = ("".join(map(ods_cell, row)) for row in rows)
    told = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f"<table:table table:name={quoteattr(name)}{more}>{told}</table:table>"


def ods_typed(kind: str, content: str) -> str:
    return f'<table:table-cell office:value-type="{kind}">{content}</table:table-cell>'


def ods_cell(text: str) -> str:
    if text.startswith("<"):
        return text
    if not text:
        return "<table:table-cell/>"
    return ods_typed("string", f"<text:p>{escape(text)}</text:p>")
