"""The data dictionary: every table, every column, and `docs/tables.md` up to date."""

from pathlib import Path

from pipeline import store
from pipeline.reporting.dictionary import data_dictionary
from pipeline.schema import TABLES


def test_the_page_in_the_documentation_is_up_to_date(root: Path, regenerate: bool) -> None:
    page = root / "docs" / "tables.md"
    if regenerate:
        store.write_text(page, data_dictionary())
    assert page.read_bytes().decode("utf-8") == data_dictionary(), (
        "run `python -m pipeline.reporting.dictionary > docs/tables.md`"
    )


def test_every_table_and_every_column_has_its_place() -> None:
    page = data_dictionary()
    for table in TABLES:
        section = page.split(f"\n## `{table.name}.csv`\n")[1].split("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        assert [line.split("`")[1] for line in rows] == [column.name for column in table.columns]
        assert table.description in section


def test_every_row_has_as_many_cells_as_the_head() -> None:
    rows = [line for line in data_dictionary().splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {5}
