"""A workbook that asks for more than a process may take, or is broken, says so in one sentence, and ends nothing but its own reader."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from itertools import repeat

import pytest
import xlsxwriter

from saas.kit.errors import sentence
from tenants.imports.reading.workbooks import MOST_ENTRIES
from tests.cast import Member
from tests.tenants.imports.bringing import bring, read_import

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
Part = str | Iterable[str]


def _zip(parts: Mapping[str, Part]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            with archive.open(name, "w") as part:
                part.writelines(chunk.encode() for chunk in ([text] if isinstance(text, str) else text))
    return kept.getvalue()


def _xlsx(sheet: Part, strings: Part = "", sheets: int = 1) -> bytes:
    """A workbook of parts written by hand, all its sheets alike."""
    every = range(1, sheets + 1)
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in every)
    linked = "".join(f'<Relationship Id="r{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in every)
    linked += f'<Relationship Id="rs" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>' if strings else ""
    return _zip({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{linked}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": sheet for n in every}, **({"xl/sharedStrings.xml": strings} if strings else {})})


def _sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _ods(row: str) -> bytes:
    office, table = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    return _zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": "<manifest/>", "content.xml": (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="S">{row}</table:table></office:spreadsheet></office:body></office:document-content>')})


def _cells(*places: str) -> str:
    return "".join(f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>1</v></c></row>' for place in places)


CORNERS = _sheet(_cells("A1", "XFD1048576"))
UNNAMED = _sheet("<row>" + "<c><v>1</v></c>" * 16_384 + '</row><row r="1048576"><c><v>1</v></c></row>')
STRINGS = (f'<sst xmlns="{MAIN}">', *repeat("<si><t>ab</t></si>" * 1000, 8_000), "</sst>")
CELL = '<table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'


@pytest.mark.parametrize(("name", "book"), [
    ("a cell at the far corner", lambda: _xlsx(CORNERS)), ("cells without a place", lambda: _xlsx(UNNAMED)),
    ("a size said in the dimensions is no size", lambda: _xlsx(CORNERS.replace("<sheetData>", '<dimension ref="A1:B2"/><sheetData>'))),
    ("many sheets", lambda: _xlsx(CORNERS, sheets=200)), ("too many parts", lambda: _xlsx(_sheet(""), sheets=MOST_ENTRIES)),
    ("eight million strings", lambda: _xlsx(_sheet(_cells("A1")), STRINGS)),
    ("one cell repeated", lambda: _ods(f'<table:table-row table:number-rows-repeated="60000">{CELL}</table:table-row>'))], ids=lambda x: x if isinstance(x, str) else "")
def test_a_workbook_that_asks_for_too_much_says_so(ann: Member, name: str, book) -> None:  # type: ignore[no-untyped-def]
    the = read_import(ann, bring(ann, book(), f"{name}.xlsx"))
    assert (the.state, the.failure) == ("failed", {"code": "file_too_big_inside", "data": {}})
    assert sentence(the.failure["code"], {}) == "The workbook is too large once unpacked. Save it as CSV and send that."


@pytest.mark.parametrize(("name", "book"), [
    ("a.xlsb", lambda: _zip({"xl/workbook.bin": "nonsense"})), ("a.ods", lambda: _zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})),
    ("a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096), ("a.docx", lambda: _zip({"word/document.xml": "<w/>"})),
    ("a.xlsx", lambda: _xlsx(CORNERS)[:-40]), ("b.xlsx", lambda: _xlsx("<worksheet><sheetData><row"))])
def test_a_broken_workbook_says_so(ann: Member, name: str, book) -> None:  # type: ignore[no-untyped-def]
    the = read_import(ann, bring(ann, book(), name))
    assert (the.state, the.failure["code"]) == ("failed", "file_damaged")


def test_a_sound_workbook_of_many_sheets_is_read_where_most_rows_are(ann: Member) -> None:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        for name, height in (("Notes", 1), ("Goods; 商品", 9), ("-x", 3)):
            sheet = book.add_worksheet(name)
            for row in range(height):
                sheet.write_row(row, 0, ["Ding", "Menge"] if row == 0 else [f"A-{row}", row])
    the = read_import(ann, bring(ann, kept.getvalue(), "goods.xlsx"))
    assert (the.state, the.reading["sheet"], the.reading["sheets"]) == ("mapping", "Goods; 商品", ["Notes", "Goods; 商品", "-x"])
