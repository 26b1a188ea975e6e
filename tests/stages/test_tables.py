"""The stage `tables`: what it writes is true, valid for others' programs, and the same every time."""

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import frictionless
import pandas
import pytest

from pipeline import __version__, store
from pipeline.errors import MissingStageError, TableError
from pipeline.findings import FILE
from pipeline.records import (
    AttributedQuotation,
    Document,
    Entity,
    EntityMention,
    Paragraph,
    Problem,
    Quotation,
    TextStatistics,
)
from pipeline.reporting.datapackage import read_provenance
from pipeline.schema import TABLES, Table
from pipeline.settings import Settings
from pipeline.stages import interim, tables

FILES = [*(f"{table.name}.csv" for table in TABLES), "datapackage.json"]
# Each is put into a text, a name and a title: what breaks careless CSV, JSON and readers of them.
HOSTILE = [
    pytest.param('He said "yes", and\nleft; "no," she said.', id="commas, straight marks and line ends"),
    pytest.param("a\rb\r\nc\vd\fe\x85f\u2028g", id="every other line end"),
    pytest.param("<script>alert('x')</script> ]]> &amp; \\ \\n", id="markup and escapes"),
    pytest.param("=1+1 +1 -1 @SUM(A1) ;,\t|", id="formulas and separators"),
    pytest.param("שלום עולם \u202eabc\u202c مرحبا", id="right to left"),
    pytest.param("👩‍🚀 e\u0301 \U0001d504 \u200b", id="outside the basic plane"),
    pytest.param("a\x00b\x1bc\x7f\x9f\ufffe\ufeff", id="control characters"),
    pytest.param("wörd " * 20_000, id="a hundred thousand characters"),
    pytest.param("x" * 100_000, id="no space in a hundred thousand characters"),
]
FIGURES = TextStatistics(
    doc_id="one",
    n_sentences=1,
    n_unique_words=1,
    words_per_sentence=1.0,
    flesch_reading_ease=None,
    flesch_kincaid_grade=None,
    mtld=None,
)


@pytest.fixture
def tiny(small_corpus: Path, tmp_path: Path) -> Settings:
    """A copy of the small corpus, as the stages before leave it."""
    outputs = tmp_path / "outputs"
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, outputs / part)
    return Settings(outputs=outputs)


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    settings = Settings(outputs=tmp_path / "outputs")
    for table in (value for value in vars(interim).values() if isinstance(value, interim.Interim | interim.ByDocument)):
        table.write(settings, [])
    return settings


def run(settings: Settings) -> dict[str, int]:
    report = tables.run(settings, say=lambda _: None)
    assert (report.stage, report.problems) == ("tables", 0)
    return report.counts


def read(settings: Settings, table: Table) -> list[Any]:
    return store.read_records(settings.outputs / f"{table.name}.csv", table.record, made_by="tables")


def complaints(settings: Settings) -> list[str]:
    """What frictionless finds wrong with the package; bytes and hash are checked too."""
    report = frictionless.validate(str(settings.outputs / "datapackage.json"))
    assert report.stats["tasks"] == len(TABLES)
    return [f"{error.type}: {error.message}" for task in report.tasks for error in task.errors] + [
        f"{error.type}: {error.message}" for error in report.errors
    ]


def put_text(settings: Settings, text: str) -> None:
    """A corpus of one text, quoted as a whole between curly marks, with itself as title and as speaker."""
    whole = f"“{text}”"
    store.write_text(settings.texts / "one.txt", whole)
    end = len(text) + 1
    document = Document(
        doc_id="one",
        title=text,
        author="",
        date="",
        source="",
        language="",
        path="one.txt",
        sha256="0" * 64,
        encoding="utf-8",
        n_chars=len(whole),
        n_words=1,
        n_paragraphs=1,
    )
    interim.DOCUMENTS.write(settings, [document])
    interim.STATISTICS.write(settings, [FIGURES])
    interim.PARAGRAPHS.write(settings, [Paragraph(doc_id="one", paragraph=0, kind="body", start=0, end=len(whole))])
    quotation = Quotation(
        doc_id="one",
        quote_id="one.q0001",
        kind="direct",
        subkind="speech",
        form="inline",
        utterance_id="one.q0001",
        parent_id="",
        paragraph=0,
        sentence=0,
        start=1,
        end=end,
        marks="“”",
        kind_evidence="",
        source_title=text,
        source_author="",
        stated_date="",
        text=text,
    )
    interim.QUOTATIONS.write(settings, [quotation])
    interim.ATTRIBUTIONS.write(settings, [_said_by(text, end)])
    entity = Entity(entity_id="someone", name=text, type="PERSON", aliases=(text,), n_mentions=1, n_documents=1)
    interim.ENTITIES.write(settings, [entity])
    mention = EntityMention(doc_id="one", entity_id="someone", label="PERSON", paragraph=0, start=1, end=end, text=text)
    interim.ENTITY_MENTIONS.write(settings, [mention])
    problem = Problem(stage="ingest", doc_id="", path=text, code="strange", message=text)
    interim.INGEST_PROBLEMS.write(settings, [problem])


def _said_by(text: str, end: int) -> Any:
    return interim.ATTRIBUTIONS.record(
        doc_id="one",
        quote_id="one.q0001",
        speaker_id="someone",
        speaker=text,
        speaker_kind="person",
        speaker_mention=text,
        mention_start=1,
        mention_end=end,
        cue="",
        cue_start=None,
        cue_end=None,
        rule=text,
        score=0.5,
        reason="",
    )


@pytest.mark.parametrize("name", FILES)
def test_the_tables_of_the_small_corpus_are_as_reviewed(
    tiny: Settings, root: Path, regenerate: bool, name: str
) -> None:
    run(tiny)
    golden = root / "tests" / "data" / "tiny" / "expected" / name
    found = (tiny.outputs / name).read_bytes()
    if name == "datapackage.json":
        # Versions change with each release, and say nothing about the tables.
        found = found.replace(f'"version": "{__version__}"'.encode(), b'"version": "of Quoth"')
        for package in tables.PACKAGES:
            found = found.replace(f'"{package}": "{version(package)}"'.encode(), f'"{package}": "its own"'.encode())
    if regenerate:
        store.write_bytes(golden, found)
    assert found == golden.read_bytes(), "read the difference; `pytest --regenerate` accepts it"


def test_the_report_of_the_stage_counts_rows(tiny: Settings) -> None:
    assert run(tiny) == {
        "quotations": 10,
        "speakers": 4,
        "entities": 4,
        "mentions": 6,
        "cooccurrences": 1,
        "timeline": 2,
        "keyterms": 4,
        "documents": 2,
        "candidates": 7,
        "problems": 1,
    }


def test_the_package_is_valid(tiny: Settings) -> None:
    run(tiny)
    assert complaints(tiny) == []


def test_the_package_of_an_empty_corpus_is_valid_and_its_tables_have_headers_alone(empty: Settings) -> None:
    assert set(run(empty).values()) == {0}
    assert complaints(empty) == []
    for table in TABLES:
        header = ",".join(column.name for column in table.columns)
        assert (empty.outputs / f"{table.name}.csv").read_bytes() == f"{header}\n".encode()


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("quotations.csv", "margaret-oyelaran", "margaret", "foreign-key"),
        ("quotations.csv", "harbour.q0005", "harbour.q0001", "primary-key"),
        ("quotations.csv", ",mixed,", ",sung,", "constraint-error"),
        ("quotations.csv", ",0.41,", ",1.41,", "constraint-error"),
        ("mentions.csv", ",27,", ",x,", "type-error"),
        ("speakers.csv", "wrote", "wrott", "hash-count"),
    ],
)
def test_the_package_describes_the_tables_closely_enough_to_find_a_fault(
    tiny: Settings, name: str, old: str, new: str, complaint: str
) -> None:
    run(tiny)
    path = tiny.outputs / name
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))
    assert any(found.startswith(complaint) for found in complaints(tiny))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_through_whole(empty: Settings, text: str) -> None:
    put_text(empty, text)
    run(empty)
    assert complaints(empty) == []
    by_name = {table.name: read(empty, table) for table in TABLES}
    assert by_name["quotations"][0].text == text == by_name["quotations"][0].speaker
    assert by_name["documents"][0].title == by_name["speakers"][0].name == by_name["problems"][0].path == text
    whole = store.read_text(empty.texts / "one.txt", made_by="ingest")
    assert whole[by_name["mentions"][0].start : by_name["mentions"][0].end] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_pandas_reads_hostile_texts_whole(empty: Settings, text: str) -> None:
    put_text(empty, text)
    run(empty)
    # The C parser ends a cell at a NUL character, so one is left to the test above.
    frame = pandas.read_csv(
        empty.outputs / "quotations.csv", keep_default_na=False, dtype=str, encoding="utf-8", lineterminator="\n"
    )
    expected = text if "\x00" not in text else text.split("\x00", maxsplit=1)[0]
    assert frame.loc[0, "text"].startswith(expected)
    assert len(frame) == 1


def test_running_twice_changes_nothing(tiny: Settings) -> None:
    run(tiny)
    first = {name: (tiny.outputs / name).read_bytes() for name in FILES}
    run(tiny)
    assert first == {name: (tiny.outputs / name).read_bytes() for name in FILES}


def test_the_order_of_what_comes_in_does_not_matter(tiny: Settings) -> None:
    run(tiny)
    first = {name: (tiny.outputs / name).read_bytes() for name in FILES}
    unordered = (
        interim.DOCUMENTS,
        interim.QUOTATIONS,
        interim.ATTRIBUTIONS,
        interim.ENTITIES,
        interim.ENTITY_MENTIONS,
        interim.KEY_TERMS,
        interim.STATISTICS,
    )
    for table in unordered:
        table.write(tiny, reversed(table.read(tiny)))
    run(tiny)
    assert first == {name: (tiny.outputs / name).read_bytes() for name in FILES}


def test_nothing_in_the_package_depends_on_folder_or_time(tiny: Settings, tmp_path: Path) -> None:
    run(tiny)
    package = (tiny.outputs / "datapackage.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in package
    assert json.loads(package)["quoth"] == {
        "version": __version__,
        "model": {"name": "en_made_up", "version": "1.2.3", "sha256": "ab" * 32},
        "packages": {name: version(name) for name in tables.PACKAGES},
        "settings": {"context_width": 60},
    }
    assert read_provenance(package).packages == {name: version(name) for name in tables.PACKAGES}


@pytest.mark.parametrize("name", tables.PACKAGES)
def test_a_package_in_the_description_has_one_version_on_every_python(root: Path, name: str) -> None:
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line.startswith(f"{name}==")]
    assert len(pinned) == 1
    assert ";" not in pinned[0]


def test_a_model_that_says_nothing_of_itself_is_left_out(tiny: Settings) -> None:
    (tiny.interim / "model.json").unlink()
    run(tiny)
    assert "model" not in json.loads((tiny.outputs / "datapackage.json").read_text(encoding="utf-8"))["quoth"]


@pytest.mark.parametrize("content", ["{", "[]", '"en"'])
def test_a_damaged_description_of_the_model_is_named(tiny: Settings, content: str) -> None:
    (tiny.interim / "model.json").write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=r"model\.json does not describe a model: run `quoth extract` again"):
        run(tiny)


def test_the_stage_before_is_named_where_its_table_is_missing(tiny: Settings) -> None:
    (tiny.interim / FILE).unlink()
    with pytest.raises(MissingStageError, match=r"quoth (ingest|extract|attribute)"):
        run(tiny)


def change_first(table: interim.Interim[Any] | interim.ByDocument[Any], **others: Any) -> Callable[[Settings], None]:
    def change(settings: Settings) -> None:
        first, *rest = table.read(settings)
        table.write(settings, [replace(first, **others), *rest])

    return change


def drop_first(table: interim.Interim[Any] | interim.ByDocument[Any]) -> Callable[[Settings], None]:
    return lambda settings: table.write(settings, table.read(settings)[1:])


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (drop_first(interim.ATTRIBUTIONS), "harbour.q0001 was never given to attribution: run `quoth attribute`"),
        (drop_first(interim.QUOTATIONS), "harbour.q0001 has a speaker but is no quotation of this run"),
        (drop_first(interim.STATISTICS), "harbour was never given to extraction: run `quoth extract`"),
        (change_first(interim.KEY_TERMS, doc_id="nowhere"), "keyterms: doc_id 'nowhere' is not in documents"),
        (change_first(interim.KEY_TERMS, rank=2), "keyterms: harbour 2 stands 2 times"),
        (change_first(interim.KEY_TERMS, score=1.5), "keyterms: score is above 1"),
        (drop_first(interim.DOCUMENTS), "harbour has quotations but is no document of this run"),
        (change_first(interim.QUOTATIONS, text="The see"), "quotations: text 'The see' is not harbour from 99 to 133"),
        (change_first(interim.QUOTATIONS, parent_id="harbour.q0009"), "parent_id 'harbour.q0009' is not in quotations"),
        (
            change_first(interim.QUOTATIONS, parent_id="harbour.q0005"),
            "harbour.q0001 does not stand inside harbour.q0005",
        ),
        (
            change_first(interim.QUOTATIONS, parent_id="harbour.q0001"),
            "harbour.q0001 does not stand inside harbour.q0001",
        ),
        (change_first(interim.QUOTATIONS, kind="sung"), "quotations: kind is 'sung'"),
        (change_first(interim.QUOTATIONS, kind="term"), "harbour.q0001 is a term and has a speaker"),
        (change_first(interim.QUOTATIONS, utterance_id=""), "quotations: utterance_id is empty"),
        (change_first(interim.ATTRIBUTIONS, cue="writes"), "cue 'writes' is not harbour from"),
        (change_first(interim.ATTRIBUTIONS, mention_start=None), "speaker_mention 'Margaret Oyelaran' is not harbour"),
        (change_first(interim.ATTRIBUTIONS, score=1.5), "quotations: score is above 1"),
        (change_first(interim.ATTRIBUTIONS, speaker_id=""), "a speaker without an id"),
        (change_first(interim.ATTRIBUTIONS, speaker_id="", speaker=""), "harbour.q0001 has no speaker and no reason"),
        (change_first(interim.ENTITIES, entity_id="someone"), "entity_id 'margaret-oyelaran' is not in entities"),
        (change_first(interim.ENTITIES, entity_id="gazette"), "entities: gazette stands 2 times"),
        (change_first(interim.ENTITIES, n_mentions=-1), "entities: n_mentions is below 0"),
        (change_first(interim.CANDIDATES, quote_id="harbour.q0099"), "quote_id 'harbour.q0099' is not in quotations"),
    ],
)
def test_what_would_not_be_true_is_not_written(tiny: Settings, spoil: Callable[[Settings], None], fault: str) -> None:
    spoil(tiny)
    with pytest.raises(TableError) as caught:
        run(tiny)
    assert fault in str(caught.value)
    assert not (tiny.outputs / "quotations.csv").exists()


def test_every_row_is_a_slice_of_its_text(tiny: Settings) -> None:
    run(tiny)
    checked = 0
    for table in TABLES:
        for row in read(tiny, table):
            for start, end, text in table.slices:
                if getattr(row, start) is not None:
                    whole = interim.read_doc_text(tiny, row.doc_id)
                    assert whole[getattr(row, start) : getattr(row, end)] == getattr(row, text)
                    checked += 1
    assert checked == 10 + 7 + 7 + 6 + 2 * 2 + 7 + 7


def test_a_program_that_knows_only_csv_reads_what_was_written(tiny: Settings) -> None:
    run(tiny)
    with (tiny.outputs / "quotations.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["text"] for row in rows] == [row.text for row in read(tiny, TABLES[0])]
    assert isinstance(read(tiny, TABLES[0])[0], AttributedQuotation)
