"""The workbook, as openpyxl and pandas read it, and as Excel would."""

import errno
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook

from pipeline import store
from pipeline.exporters import excel
from pipeline.exporters.material import Material
from pipeline.schema import TABLES, Table

Exported = Callable[[str, Material], Path]


@pytest.fixture
def workbook(exported: Exported) -> Callable[[Material], Workbook]:
    return lambda material: openpyxl.load_workbook(exported("excel", material) / excel.FILE)


def shown(value: object) -> object:
    """A value of a cell as Excel shows it: openpyxl leaves characters that XML forbids as _xHHHH_."""
    return unescape(value) if isinstance(value, str) else value


def rows_of(book: Workbook, name: str) -> list[list[object]]:
    """The rows of a sheet without its head."""
    return [[shown(value) for value in row] for row in book[name].iter_rows(min_row=2, values_only=True)]


def whole(book: Workbook) -> dict[tuple[object, object], str]:
    """The texts that are too long for a cell, put together again, by sheet and cell."""
    found: dict[tuple[object, object], str] = {}
    if excel.LONG in book.sheetnames:
        for sheet, cell, _, part, text in rows_of(book, excel.LONG):
            assert isinstance(text, str)
            assert (part == 1) == ((sheet, cell) not in found)
            found[sheet, cell] = found.get((sheet, cell), "") + text
    return found


def expected(rows: Sequence[Any], table: Table) -> list[list[object]]:
    """The cells of a table: a list is joined as in the CSV, what is empty is empty."""

    def cell(value: object) -> object:
        value = store.to_cell(value) if isinstance(value, tuple) else value
        return None if value == "" else value

    return [[cell(getattr(row, column.name)) for column in table.columns] for row in rows]


def test_every_value_comes_back(workbook: Callable[[Material], Workbook], any_material: Material) -> None:
    book = workbook(any_material)
    long = whole(book)
    for table in TABLES:
        assert [cell.value for cell in book[table.name][1]] == [column.name for column in table.columns]
        found = rows_of(book, table.name)
        for number, row in enumerate(found):
            for index in range(len(row)):
                cell = book[table.name].cell(number + 2, index + 1).coordinate
                if (table.name, cell) in long:
                    assert str(row[index]).endswith("…")
                    assert long[table.name, cell].startswith(str(row[index]).removesuffix("…"))
                    row[index] = long[table.name, cell]
        assert found == expected(any_material.rows[table.name], table)


def test_sheets_stand_in_the_order_of_the_schema_after_one_that_describes_them(
    workbook: Callable[[Material], Workbook], any_material: Material
) -> None:
    book = workbook(any_material)
    names = [excel.ABOUT, *(table.name for table in TABLES)]
    assert book.sheetnames[: len(names)] == names
    assert set(book.sheetnames[len(names) :]) <= {excel.LONG}
    assert all(len(name) <= 31 for name in book.sheetnames)
    about = {tuple(row[:2]): row[2:] for row in book[excel.ABOUT].iter_rows(values_only=True)}
    for table in TABLES:
        assert about[table.name, None] == (len(any_material.rows[table.name]), table.description)
        for column in table.columns:
            assert about[table.name, column.name] == (column.type, column.description)


def test_heads_stay_in_sight_and_every_column_has_a_filter(
    workbook: Callable[[Material], Workbook], any_material: Material
) -> None:
    book = workbook(any_material)
    for table in TABLES:
        sheet = book[table.name]
        last = sheet.cell(1 + len(any_material.rows[table.name]), len(table.columns)).coordinate
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{last}"


def test_columns_are_as_wide_as_their_words_within_bounds_and_long_texts_are_wrapped(
    workbook: Callable[[Material], Workbook], hostile: Material
) -> None:
    sheet = workbook(hostile)["quotations"]
    by_name = {cell.value: cell.column_letter for cell in sheet[1]}
    widths = {name: sheet.column_dimensions[letter].width for name, letter in by_name.items()}
    assert all(8 <= width <= 61 for width in widths.values())
    assert widths["kind"] < widths["speaker"] < widths["text"]
    assert sheet[f"{by_name['text']}2"].alignment.wrap_text
    assert not sheet[f"{by_name['speaker']}2"].alignment.wrap_text


# What a spreadsheet would take for a formula, a link, a number, a truth value or an error.
TEMPTING = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=2", "{=1}", "https://example.org/", "0012", "TRUE", "#N/A")


def test_text_stays_text_and_may_be_edited(workbook: Callable[[Material], Workbook], material: Material) -> None:
    rows = [replace(row, text=text, speaker=text) for row, text in zip(material.quotations, TEMPTING, strict=True)]
    sheet = workbook(replace(material, rows={**material.rows, "quotations": rows}))["quotations"]
    head = [cell.value for cell in sheet[1]]
    for number, text in enumerate(TEMPTING, 2):
        for column in ("text", "speaker"):
            cell = sheet.cell(number, head.index(column) + 1)
            assert (shown(cell.value), cell.hyperlink) == (text, None)
            assert cell.data_type in {"s", "inlineStr"}
            # A mark that Excel keeps when the cell is edited; it shows as an apostrophe before the text.
            assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("_xX0041FDe\x00\x0d\ufffe<r/>&;]\t\n =", min_size=1), min_size=10, max_size=10))
def test_any_text_comes_back_even_one_that_looks_escaped(material: Material, tmp_path: Path, texts: list[str]) -> None:
    rows = [replace(row, text=text) for row, text in zip(material.quotations, texts, strict=True)]
    (path,) = excel.export(replace(material, rows={**material.rows, "quotations": rows}), tmp_path)
    book = openpyxl.load_workbook(path)
    assert rows_of(book, "quotations") == expected(rows, TABLES[0])


def cells(folder: Path) -> list[str]:
    """Every text of every sheet, as it stands in the XML."""
    with zipfile.ZipFile(folder / excel.FILE) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        trees = [etree.fromstring(archive.read(name), etree.XMLParser(huge_tree=True)) for name in names]
    return ["".join(cell.itertext()) for tree in trees for cell in tree.iter("{*}is")]


def test_no_cell_is_a_formula_a_link_or_too_long_for_excel(exported: Exported, hostile: Material) -> None:
    folder = exported("excel", hostile)
    found = cells(folder)
    assert max(len(unescape(text).encode("utf-16-le")) // 2 for text in found) == excel.MAX_CELL
    with zipfile.ZipFile(folder / excel.FILE) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name in content if name.endswith(".rels") and b"External" in content[name]] == []
    assert [name for name in content if "worksheets" in name and b"<f>" in content[name]] == []


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(2, 9))
def test_a_text_is_cut_between_characters_and_its_pieces_are_all_of_it(text: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(excel, "MAX_CELL", most)
        pieces = list(excel._pieces(text))
    assert "".join(pieces) == text
    assert all(0 < len(piece.encode("utf-16-le")) <= 2 * most for piece in pieces)
    assert text.startswith(excel._cut(text, most))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("x" * 32_767, 0, id="as long as a cell"),
        pytest.param("x" * 32_768, 2, id="a letter longer"),
        pytest.param("😀" * 16_383 + "x", 0, id="two units each, as long as a cell"),
        pytest.param("😀" * 16_384, 2, id="two units each, a unit longer"),
        pytest.param("x" + "😀" * 16_384 * 3, 4, id="cut between two units of one character"),
        pytest.param("\x00_x0041_" * 8_000, 2, id="escaped, the length counts what is meant"),
    ],
)
def test_what_is_too_long_for_a_cell_stands_whole_in_parts(
    workbook: Callable[[Material], Workbook], material: Material, text: str, parts: int
) -> None:
    first, *rest = material.quotations
    book = workbook(replace(material, rows={**material.rows, "quotations": [replace(first, text=text), *rest]}))
    names = [column.name for column in TABLES[0].columns]
    cell = book["quotations"].cell(2, names.index("text") + 1)
    notice = [row[0] for row in book[excel.ABOUT].iter_rows(max_row=4, values_only=True) if excel.LONG in str(row[0])]
    if parts:
        assert whole(book) == {("quotations", cell.coordinate): text}
        assert len(rows_of(book, excel.LONG)) == parts
        assert text.startswith(str(shown(cell.value)).removesuffix("…"))
        assert len(notice) == 1
    else:
        assert shown(cell.value) == text
        assert excel.LONG not in book.sheetnames
        assert notice == []


def test_a_table_longer_than_a_sheet_goes_on_on_the_next(
    workbook: Callable[[Material], Workbook], material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "MAX_ROWS", 5)
    book = workbook(material)
    sheets = ["quotations", "quotations 2", "quotations 3"]
    assert [name for name in book.sheetnames if name.startswith("quotations")] == sheets
    assert [len(rows_of(book, name)) for name in sheets] == [4, 4, 2]
    together = [row for name in sheets for row in rows_of(book, name)]
    assert together == expected(material.quotations, TABLES[0])
    assert [book[name]["A1"].value for name in sheets] == ["doc_id"] * 3


def test_what_the_system_says_of_a_full_disk_is_passed_on(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", refuse)
    monkeypatch.setattr(zipfile.ZipFile, "write", refuse)
    with pytest.raises(OSError, match="No space left on device"):
        list(excel.export(material, tmp_path))
    assert not (tmp_path / excel.FILE).exists()


def test_pandas_reads_a_sheet(exported: Exported, material: Material) -> None:
    found = pandas.read_excel(exported("excel", material) / excel.FILE, sheet_name="quotations")
    assert found["text"].tolist() == [row.text for row in material.quotations]
    assert found["start"].tolist() == [row.start for row in material.quotations]
    assert found["score"].dropna().tolist() == [row.score for row in material.quotations if row.score is not None]


def test_the_workbook_tells_no_day_and_nobody_s_name(
    workbook: Callable[[Material], Workbook], material: Material
) -> None:
    properties = workbook(material).properties
    assert properties.created is not None
    assert properties.created.year == 1980
    assert properties.modified == properties.created
    assert (properties.creator or "", properties.lastModifiedBy or "") == ("", "")


def test_a_part_has_the_columns_that_the_last_sheet_names(
    workbook: Callable[[Material], Workbook], hostile: Material
) -> None:
    head = [cell.value for cell in workbook(hostile)[excel.LONG][1]]
    assert head == ["sheet", "cell", "column", "part", "text"]
