"""Documents with their figures: what is quoted in them, terms left out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import TableError
from pipeline.records import AttributedQuotation, DescribedDocument, Document, TextStatistics
from pipeline.reporting.described import describe_documents
from pipeline.reporting.speakers import own_words
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.store import read_records


@pytest.fixture
def settings(small_corpus: Path) -> Settings:
    return Settings(outputs=small_corpus)


@pytest.fixture
def documents(settings: Settings) -> list[Document]:
    return interim.DOCUMENTS.read(settings)


@pytest.fixture
def statistics(settings: Settings) -> list[TextStatistics]:
    return interim.STATISTICS.read(settings)


@pytest.fixture
def quotations(root: Path) -> list[AttributedQuotation]:
    path = root / "tests" / "data" / "tiny" / "expected" / "quotations.csv"
    return read_records(path, AttributedQuotation, made_by="tables")


def described(
    documents: Sequence[Document], statistics: Sequence[TextStatistics], quotations: Sequence[AttributedQuotation]
) -> dict[str, DescribedDocument]:
    rows = describe_documents(documents, statistics, quotations, words=own_words(quotations))
    return {row.doc_id: row for row in rows}


def test_what_is_known_and_what_is_reckoned_stand_in_one_row(
    documents: list[Document], statistics: list[TextStatistics], quotations: list[AttributedQuotation]
) -> None:
    minutes = described(documents, statistics, quotations)["minutes"]
    assert (minutes.author, minutes.n_words, minutes.n_sentences, minutes.mtld) == ("The harbour board", 17, 2, None)


def test_quotations_are_counted_without_terms_and_words_of_one_inside_another_once(
    documents: list[Document], statistics: list[TextStatistics], quotations: list[AttributedQuotation]
) -> None:
    harbour = described(documents, statistics, quotations)["harbour"]
    # 7 + 5 + 6 + 9, of which 5 are quoted in it, + 19 + 3; “progress” is a term.
    assert (harbour.n_quotations, harbour.n_quoted_words) == (7, 49)


def test_a_speaker_counts_once_and_nobody_not_at_all(
    documents: list[Document], statistics: list[TextStatistics], quotations: list[AttributedQuotation]
) -> None:
    found = described(documents, statistics, quotations)
    assert {doc_id: row.n_speakers for doc_id, row in found.items()} == {"harbour": 3, "minutes": 1}
    nobody = [replace(row, speaker_id="", speaker="") for row in quotations]
    assert {row.n_speakers for row in described(documents, statistics, nobody).values()} == {0}


def test_a_text_that_quotes_nobody_has_none(documents: list[Document], statistics: list[TextStatistics]) -> None:
    rows = described(documents[::-1], statistics, [])
    assert list(rows) == ["harbour", "minutes"]
    assert {(row.n_quotations, row.n_speakers, row.n_quoted_words) for row in rows.values()} == {(0, 0, 0)}


def test_a_text_without_figures_is_named(documents: list[Document], statistics: list[TextStatistics]) -> None:
    with pytest.raises(TableError, match="minutes was never given to extraction: run `quoth extract` again"):
        described(documents, statistics[:1], [])
