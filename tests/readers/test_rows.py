"""Files with a text a row: every row is a document or a problem with its line."""

import json
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers import streams
from pipeline.readers.collection import Entry
from pipeline.readers.corpus import CorpusText
from pipeline.readers.load import load_documents
from pipeline.readers.reading import NOTHING_STATED, Metadata, Notice, UnreadableError
from pipeline.readers.rows import read_csv, read_json_lines
from pipeline.records import LoadedDocument, Problem
from pipeline.settings import Columns

Loaded = LoadedDocument | Problem
DEFAULT = Columns()


def read(folder: Path, content: str | bytes, *, columns: Columns = DEFAULT, json: bool = False) -> list[Entry | Notice]:
    path = folder / "speeches"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return list((read_json_lines if json else read_csv)(path, columns=columns))


def found(items: Iterable[Entry | Notice]) -> list[tuple[int, str, str]]:
    """Line, key and text of each row, or the code and message of what is wrong with it."""
    return [
        (item.line, item.key, item.text) if isinstance(item, Entry) else (0, item.code, item.message) for item in items
    ]


def load(
    folder: Path, name: str, content: str | bytes, *, stated: Metadata = NOTHING_STATED, columns: Columns = DEFAULT
) -> list[Loaded]:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    text = CorpusText(path=path, name=name, doc_id="speeches")
    return list(load_documents(text, stated=stated, columns=columns))


def ids(items: Iterable[Loaded]) -> list[str]:
    return [item.document.doc_id for item in items if isinstance(item, LoadedDocument)]


def codes(items: Iterable[Loaded]) -> list[str]:
    return [item.code for item in items if isinstance(item, Problem)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id,text\n7,One.\n8,Two.\n", [(2, "7", "One."), (3, "8", "Two.")]),
        ("\ufeffid;text\r\n7;One, he said.\r\n", [(2, "7", "One, he said.")]),
        ("TEXT\tId\nOne.\t7", [(2, "7", "One.")]),
        ("id|text\n7|One; two, three.\n", [(2, "7", "One; two, three.")]),
        ("sep=;\nid;text\n7;One.\n", [(3, "7", "One.")]),
        ("text\nOne.\n\n \nTwo.\n", [(2, "", "One."), (5, "", "Two.")]),
        # Excel for Mac ends lines in carriage returns.
        ("id,text\r7,One.\r8,Two.\r", [(2, "7", "One."), (3, "8", "Two.")]),
        (
            'id,text\n7,"One “a”,\r\n\r\nand ""two""."\n8,Three.\n',
            [(2, "7", 'One “a”,\n\nand "two".'), (5, "8", "Three.")],
        ),
        # Excel leaves out the empty cells at the end of some rows; a mark inside a value that is not quoted is one.
        ('id,text,author,date\n7,A 5" pipe.\n', [(2, "7", 'A 5" pipe.')]),
        ("text,text\nOne.,Two.\n", [(2, "", "One.")]),
        ("id,text\n7,'=1+1\n", [(2, "7", "'=1+1")]),
    ],
)
def test_the_rows_of_a_table_are_read_as_spreadsheets_write_them(
    tmp_path: Path, content: str, expected: list[tuple[int, str, str]]
) -> None:
    assert found(read(tmp_path, content)) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # An error of quoting costs its row alone.
        ('id,text\n7,"He said "no" to it."\n8,Two.\n', [("row_broken", 2), (3, "8", "Two.")]),
        # A mark that is never closed does not swallow what follows.
        ('id,text\n7,"One.\n8,Two.\n9,Three.\n', [("row_broken", 2), (3, "8", "Two."), (4, "9", "Three.")]),
        # The second line of a broken row is no text.
        (
            'id,text,date\n7,"He said "no"\nto it.",1905\n8,Two.,1905\n',
            [("row_broken", 2), ("row_broken", 3), (4, "8", "Two.")],
        ),
        ("id,text\n7,One, he said.\n8,Two.\n", [("row_broken", 2), (3, "8", "Two.")]),
        ("id,text\n7,\n8, \n9,Two.\n", [("row_empty", 2), ("row_empty", 3), (4, "9", "Two.")]),
        ("id,text\n7,\n", [("row_empty", 2)]),
        ("id,text\n", []),
    ],
)
def test_a_row_that_is_of_no_use_is_said_with_its_line_and_the_others_are_read(
    tmp_path: Path, content: str, expected: list[tuple[object, ...]]
) -> None:
    items = read(tmp_path, content)
    assert len(items) == len(expected)
    for item, (first, line, *_) in zip(items, expected, strict=True):
        if isinstance(item, Notice):
            assert (item.code, item.message.split(" ")[1].rstrip(":,")) == (first, str(line))
            assert "\n" not in item.message
    assert [one for one in found(items) if one[0]] == [one for one in expected if isinstance(one[0], int)]


def test_the_number_of_a_row_is_that_of_its_place_though_others_are_broken(tmp_path: Path) -> None:
    items = read(tmp_path, 'text,date\nOne.,1905\n"x"y,1905\n,1905\nFour.,1905\n')
    assert [item.number for item in items if isinstance(item, Entry)] == [1, 4]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"id": 7, "text": "One."}', (1, "7", "One.")),
        ('\ufeff{"ID": "a b", "Text": "One \\u201ctwo\\u201d."}', (1, "a b", "One “two”.")),
        ('{"text": "Half \\ud83d a pair."}', (1, "", "Half ? a pair.")),
        ('{"text": "\\ud83d\\ude00 \\u2028x", "id": 1e400}', (1, "1e400", "😀 \u2028x")),
        ('{"text": "One.", "text": "Two.", "id": null}', (1, "", "Two.")),
        ("[1, 2]", "row_broken"),
        ('{"text": {"a": "One."}}', "row_broken"),
        ('{"text": ["One."]}', "row_broken"),
        ('{"text": "a\\u0000b"}', "row_broken"),
        ('{"text": "One."', "row_broken"),
        ("[" * 100_000, "row_broken"),
        ('{"text": "  "}', "row_empty"),
        ('{"text": null}', "row_empty"),
        ('{"body": "One."}', "no_text_column"),
    ],
)
def test_a_line_of_json_is_a_text_or_a_problem(tmp_path: Path, line: str, expected: object) -> None:
    first, second = read(tmp_path, f'{line}\r\n\n{{"text": "After."}}\n', json=True)
    assert isinstance(second, Entry)
    assert (second.line, second.number, second.text) == (3, 2, "After.")
    if isinstance(first, Notice):
        assert first.code == expected
        assert "line 1" in first.message
    else:
        assert (first.line, first.key, first.text) == expected


def test_a_table_without_a_column_of_texts_says_which_it_has_and_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path, "url,Body,day\nx,One.,1905\n")
    (notice,) = caught.value.notices
    assert notice.code == "no_text_column"
    assert notice.message == (
        "its columns are url, Body, day, and none is text: write the one that holds the texts into pipeline.toml, "
        'columns = { text = "Body" }, or move the table out of the corpus'
    )
    (entry,) = read(tmp_path, "url,Body,day\nx,One.,1905\n", columns=Columns(text="body", id="URL", date="day"))
    assert isinstance(entry, Entry)
    assert (entry.key, entry.text, entry.metadata.date) == ("x", "One.", "1905")


@pytest.mark.parametrize(
    ("content", "encoding", "code"),
    [
        ("id,text\n7,Été.\n".encode(), "utf-8", None),
        ("id,text\n7,Été.\n".encode("utf-16"), "utf-16", None),
        (
            "id,text\n7,It’s the Señor’s café, “Été”.\n".replace(", ", " ").encode("cp1252"),
            "cp1252",
            "encoding_guessed",
        ),
        (("id,text\n" + "7,Été.\n" * 9).encode() + b"8,x\xffy\n", "utf-8", "bytes_replaced"),
    ],
)
def test_the_encoding_is_found_as_for_any_text(tmp_path: Path, content: bytes, encoding: str, code: str | None) -> None:
    items = read(tmp_path, content)
    assert [item.code for item in items if isinstance(item, Notice)] == [code] * bool(code)
    entries = [item for item in items if isinstance(item, Entry)]
    assert {entry.encoding for entry in entries} == {encoding}
    assert "Été" in entries[0].text
    if code == "bytes_replaced":
        assert "line 11," in next(item.message for item in items if isinstance(item, Notice))


def test_a_file_that_turns_out_to_be_binary_far_down_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="NUL"):
        read(tmp_path, b"text\n" + b"One.\n" * 500_000 + b"\0\n")


def test_every_row_is_a_document_with_its_own_id_and_metadata(tmp_path: Path) -> None:
    content = "id,text,title,author,language\nNo. 7,One.,First,Ada Lund,en\nÉté,Deux.,,,fr\n,Three.,,,x!\n"
    items = load(tmp_path, "speeches.csv", content, stated=Metadata(author="Ines Marlow", title="Speeches"))
    documents = [item.document for item in items if isinstance(item, LoadedDocument)]
    assert [(one.doc_id, one.title, one.author, one.language, one.path) for one in documents] == [
        ("speeches_no-7", "First", "Ines Marlow", "en", "speeches.csv"),
        ("speeches_ete", "Speeches, Été", "Ines Marlow", "fr", "speeches.csv"),
        ("speeches_row-3", "Speeches, 3", "Ines Marlow", "en", "speeches.csv"),
    ]
    assert len({one.sha256 for one in documents}) == 3
    (problem,) = (item for item in items if isinstance(item, Problem))
    assert (problem.code, problem.doc_id, problem.path) == ("metadata", "speeches_row-3", "speeches.csv")
    assert problem.message.startswith("line 4: language")


def test_two_rows_of_one_id_are_both_read_and_the_second_is_told(tmp_path: Path) -> None:
    items = load(tmp_path, "a.csv", "id,text\na,One.\nA,Two.\na,Three.\na-2,Four.\n")
    assert ids(items) == ["speeches_a", "speeches_a-2", "speeches_a-3", "speeches_a-2-2"]
    assert codes(items) == ["duplicate_id"] * 3


def test_ids_as_long_as_addresses_stay_apart(tmp_path: Path) -> None:
    rows = "".join(f"https://example.org/{'letters/' * 20}{number},One.\n" for number in range(3))
    items = load(tmp_path, "a.csv", f"id,text\n{rows}")
    assert len(set(ids(items))) == 3
    assert all(len(doc_id.encode()) < 100 for doc_id in ids(items))
    assert codes(items) == []


@pytest.mark.parametrize("header", ["text", "id,text"])
def test_rows_added_at_the_end_change_no_id(tmp_path: Path, header: str) -> None:
    rows = ["One.", "Two.", '"x"y', "", "Three."] if header == "text" else ["1,One.", "1,Two.", ",x", "3", "a,Three."]
    before = load(tmp_path, "a.csv", "\n".join([header, *rows]))
    after = load(tmp_path, "a.csv", "\n".join([header, *rows, rows[0], rows[1]]))
    assert ids(after)[: len(ids(before))] == ids(before)


def test_a_file_of_any_kind_gives_documents_or_problems_and_raises_nothing(tmp_path: Path) -> None:
    assert ids(load(tmp_path, "a.txt", "One.")) == ["speeches"]
    assert codes(load(tmp_path, "b.txt", "")) == ["empty"]
    assert codes(load(tmp_path, "c.csv", "a,b\n")) == ["no_text_column"]
    assert codes(load(tmp_path, "d.jsonl", b"\x89PNG\0")) == ["binary"]
    path = tmp_path / "gone.csv"
    text = CorpusText(path=path, name="gone.csv", doc_id="gone")
    assert codes(load_documents(text, stated=NOTHING_STATED, columns=Columns())) == ["unreadable"]


def test_of_many_rows_that_are_of_no_use_twenty_are_told_and_the_others_counted(tmp_path: Path) -> None:
    items = load(tmp_path, "a.csv", "id,text\n" + "7,\n" * 100 + "8,One.\n")
    problems = [item for item in items if isinstance(item, Problem)]
    assert len(problems) == 20
    assert problems[-1].message.endswith("(and 80 more such rows)")
    assert ids(items) == ["speeches_8"]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_a_million_characters_is_read(tmp_path: Path, quote: str) -> None:
    (entry,) = read(tmp_path, f"id,text\n7,{quote}{'word ' * 200_000}.{quote}\n")
    assert isinstance(entry, Entry)
    assert len(entry.text) == 1_000_001


def test_a_row_without_end_is_given_up_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LONGEST", 1000)
    line = "x" * 5000
    items = read(tmp_path, f'id,text\n1,One.\n2,"{line}"\n3,Two.\n4,"Open.\n' + "5,Three.\n" * 300)
    assert [item.text for item in items if isinstance(item, Entry)] == ["One.", "Two.", *["Three."] * 300]
    assert [item.code for item in items if isinstance(item, Notice)] == ["row_broken"] * 2
    items = read(tmp_path, f'{{"text": "One."}}\n{{"text": "{line}"}}\n{{"text": "Two."}}\n', json=True)
    assert found(items)[0] == (1, "", "One.")
    assert found(items)[-1] == (3, "", "Two.")


def test_time_is_linear_in_the_marks_that_are_never_closed(
    tmp_path: Path, count_calls: Callable[[Callable[[], object]], int]
) -> None:
    def calls(rows: int) -> int:
        return count_calls(lambda: read(tmp_path, "id,text\n" + '7,"One, ""two"".\n8,Three.\n' * rows))

    assert calls(2000) < 2.2 * calls(1000)


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / "a.csv"
        path.write_text("text\n" + "He said that it was over and left.\n" * rows, encoding="utf-8")
        text = CorpusText(path=path, name="a.csv", doc_id="a")
        tracemalloc.start()
        assert sum(1 for _ in load_documents(text, stated=NOTHING_STATED, columns=Columns())) == rows
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(20_000) < peak(2_000) + 3_000_000  # the megabytes in which the encoding is found


texts = st.lists(st.text(st.sampled_from("ab \",;\n\r\t='é“")), max_size=8)


@given(rows=texts)
def test_what_a_spreadsheet_writes_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    content = "id,text\n" + "".join('{},"{}"\n'.format(n, row.replace('"', '""')) for n, row in enumerate(rows))
    items = read(tmp_path_factory.getbasetemp(), content)
    read_back = {item.key: item.text for item in items if isinstance(item, Entry)}
    plain = [row.replace("\r\n", "\n").replace("\r", "\n") for row in rows]
    assert read_back == {str(n): row for n, row in enumerate(plain) if row.strip()}
    as_json = "".join(json.dumps({"id": n, "text": row}) + "\n" for n, row in enumerate(rows))
    items = read(tmp_path_factory.getbasetemp(), as_json, json=True)
    assert {item.key: item.text for item in items if isinstance(item, Entry)} == read_back


@given(content=st.binary(max_size=200) | st.text(st.sampled_from('text,id\n"{}:[]\r1é'), max_size=80).map(str.encode))
def test_any_bytes_give_rows_or_problems(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    for name in ("a.csv", "a.jsonl"):
        for start in (b"", b"id,text\n"):
            items = load(folder, name, start + content)
            assert len(set(ids(items))) == len(ids(items))
            assert all("\n" not in item.message for item in items if isinstance(item, Problem))


@pytest.mark.parametrize(("name", "content"), [("a.csv", "id,text\n"), ("a.csv", "text\n\n,\n"), ("a.jsonl", "\n")])
def test_a_table_without_rows_says_so(tmp_path: Path, name: str, content: str) -> None:
    assert codes(load(tmp_path, name, content)) == ["empty"]
