"""What the report is made from, for the two small texts of tests/data/tiny."""

from pathlib import Path

import pytest

from pipeline.reporting.assemble import Findings, attributed_quotations
from pipeline.reporting.datapackage import Provenance
from pipeline.reporting.material import Material
from pipeline.reporting.speakers import speakers
from pipeline.settings import Settings
from pipeline.stages import interim


@pytest.fixture
def tiny(small_corpus: Path) -> Material:
    settings = Settings(outputs=small_corpus)
    documents = interim.DOCUMENTS.read(settings)
    texts = {document.doc_id: interim.read_doc_text(settings, document.doc_id) for document in documents}
    findings = Findings(
        documents=documents,
        quotations=interim.QUOTATIONS.read(settings),
        attributions=interim.ATTRIBUTIONS.read(settings),
        candidates=(),
        dated=(),
        mentions=(),
        key_terms=(),
        statistics=(),
        texts=texts,
    )
    quotations = attributed_quotations(findings, context_width=60)
    return Material(
        documents=documents,
        paragraphs={},
        quotations=quotations,
        speakers=speakers(quotations, ()),
        entities=(),
        problems=(),
        rows={},
        texts=texts,
        made_by=Provenance(version="1.2", model={}, settings={}),
        uncertain_below=0.7,
    )
