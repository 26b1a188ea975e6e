"""The documents with the figures on them, so that a reader can sort and pivot by these."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from pipeline.errors import TableError
from pipeline.records import AttributedQuotation, DescribedDocument, Document, TextStatistics


def describe_documents(
    documents: Iterable[Document],
    statistics: Iterable[TextStatistics],
    quotations: Sequence[AttributedQuotation],
    *,
    words: Mapping[str, int],
) -> list[DescribedDocument]:
    """The rows of ``documents.csv``, by id; ``words`` says how many each quotation has for itself, by ``quote_id``.

    Raises:
        TableError: the text of a document has no figures.
    """
    figures = {figure.doc_id: figure for figure in statistics}
    spoken = [quotation for quotation in quotations if quotation.kind != "term"]
    n_quotations = Counter(quotation.doc_id for quotation in spoken)
    n_speakers = Counter(
        doc_id for doc_id, speaker_id in {(row.doc_id, row.speaker_id) for row in spoken} if speaker_id
    )
    n_words: Counter[str] = Counter()
    for quotation in spoken:
        n_words[quotation.doc_id] += words[quotation.quote_id]
    return [
        DescribedDocument(
            **_values(document) | _values(_figures_of(document, figures)),
            n_quotations=n_quotations[document.doc_id],
            n_speakers=n_speakers[document.doc_id],
            n_quoted_words=n_words[document.doc_id],
        )
        for document in sorted(documents, key=lambda document: document.doc_id)
    ]


def _figures_of(document: Document, figures: Mapping[str, TextStatistics]) -> TextStatistics:
    if document.doc_id not in figures:
        raise TableError(f"{document.doc_id} was never given to extraction: run `quoth extract` again")
    return figures[document.doc_id]


def _values(record: Document | TextStatistics) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}
