"""What every format is tried on: the small corpus, a hostile one, an empty one and one where nobody is quoted."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest

from pipeline import records, store
from pipeline.exporters.material import Material
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.settings import Settings
from pipeline.stages import export, interim, tables

LONG = "It is a long way 👩‍🚀 to the end of it all. " * 2_400
"""More than 100,000 characters in one paragraph, most of them beyond what a cell of a spreadsheet holds."""

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=2",
    "=cmd|' /C calc'!A0",
    "{=1}",
    "https://example.org/",
    "0012",
    "TRUE",
)
CONTROLS = (
    "nul\x00 escape\x1b bell\x07 delete\x7f next\x85 high\x9f odd\ufffe mark\ufeff "
    "line\u2028 page\f tab\t back\\ _x0041_"
)
SCRIPTS = "\u0301lone e\u0301 שלום \u202eabc\u202c مرحبا 👩‍🚀 \U0001d504\u200b 🇸🇪"

TEXTS = {
    "script": '<script>alert("x")</script>\n\n'
    "The <b>mayor</b> & all said: “Is 1 < 2 & 3 > 2? <!-- no --> ]]> &amp; &#0;”\n\n"
    "“Here ‘inside <i>it</i>’ is”, she said, “and ]]> here.” And “<r>so</r>”.\n",
    "controls": f"Old Bo\rwrote: “{CONTROLS}”\n\nThe page said “one\rtwo”, and “three\nfour”.\n",
    "scripts": f"{SCRIPTS[0]}“{SCRIPTS}” said عائشة.\n\n“👩‍🚀”\n",
    "formulas": "\n\n".join(f"They said “{formula}” again." for formula in FORMULAS) + "\n",
    "long": f"Ada wrote: “{LONG}” and went.\n\n“Then”\n",
    "письма-भाषा": "Она сказала: “Да | \\ нет”.\n",
    "silent": "Nobody says anything here.\n",
    "void": "",
}
TITLES = {
    "script": "<script>alert('title')</script> ]]> &amp;",
    "controls": "a\x00b\x1b\ufffe _x0041_",
    "formulas": '=HYPERLINK("https://example.org")',
    "scripts": SCRIPTS,
    "long": LONG,
}
NAMES = {
    "script": '<b>Maud</b> & "Ellery" ]]>',
    "controls": "Bo\x00\x1b\ufffe | \\ _x005F_",
    "scripts": "عائشة \u202e\u0301",
    "formulas": "@They",
    "long": "Ada " * 10_000,
    "письма-भाषा": "=Она",
}


def place(doc_id: str, words: str, after: int = 0) -> dict[str, Any]:
    """Where words stand in a text: start, end and the words."""
    start = TEXTS[doc_id].index(words, after)
    return {"start": start, "end": start + len(words), "text": words}


def filled(record_type: type[Any], **known: Any) -> Any:
    """A record in which whatever is not said is empty."""
    hints = get_type_hints(record_type)
    names = store.field_names(record_type)
    return record_type(**{name: _nothing(hints[name]) for name in names} | known)


def _nothing(hint: Any) -> Any:
    if isinstance(hint, UnionType) and type(None) in get_args(hint):
        return None
    return {int: 0, float: 0.0, bool: False, tuple[str, ...]: ()}.get(hint, "")


def speaker_id(doc_id: str) -> str:
    return f"{doc_id}-speaker"


def quoted() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What is quoted in the hostile texts: the document, the words, and what is not as usual."""
    yield "script", "Is 1 < 2 & 3 > 2? <!-- no --> ]]> &amp; &#0;", {}
    yield "script", "Here ‘inside <i>it</i>’ is", {"utterance_id": "script.u0002"}
    yield "script", "inside <i>it</i>", {"parent_id": "script.q0002", "kind": "mixed"}
    yield "script", "and ]]> here.", {"utterance_id": "script.u0002"}
    yield "script", "<r>so</r>", {"kind": "term", "subkind": "title"}
    yield "controls", CONTROLS, {"subkind": "writing", "source_title": "<i>_x0041_</i>\x00", "source_author": "=Bo\x1b"}
    yield "controls", "one\rtwo", {"kind": "mixed"}
    yield "controls", "three\nfour", {"kind": "term", "subkind": "title"}
    yield "scripts", SCRIPTS, {"stated_date": "١٩٠٥ \u202e"}
    yield "scripts", "👩‍🚀", {"form": "block"}
    for formula in FORMULAS:
        yield "formulas", formula, {"kind": "mixed"}
    yield "long", LONG, {}
    yield "long", "Then", {"kind": "term", "subkind": "scare"}
    yield "письма-भाषा", "Да | \\ нет", {}


def hostile_quotations() -> tuple[list[records.Quotation], list[records.Attribution]]:
    """The quotations of the hostile texts; the first of each is said by the document's speaker."""
    quotations: list[records.Quotation] = []
    attributions: list[records.Attribution] = []
    numbers, after = dict.fromkeys(TEXTS, 0), dict.fromkeys(TEXTS, 0)
    for doc_id, words, others in quoted():
        numbers[doc_id] += 1
        at = place(doc_id, words, after[doc_id])
        after[doc_id] = at["start"]
        quote_id = f"{doc_id}.q{numbers[doc_id]:04d}"
        commonest = {"kind": "direct", "subkind": "speech", "form": "inline", "utterance_id": quote_id}
        place_of = {"paragraph": paragraph_of(doc_id, at["start"]), **at}
        quotations.append(
            filled(records.Quotation, doc_id=doc_id, quote_id=quote_id, **place_of, **(commonest | others))
        )
        attributions.append(hostile_attribution(doc_id, quote_id, others))
    return quotations, attributions


def hostile_attribution(doc_id: str, quote_id: str, others: Mapping[str, Any]) -> records.Attribution:
    if others.get("kind") == "term":
        return records.unattributed(doc_id, quote_id, reason="term")
    if others.get("kind") == "mixed" and not others.get("parent_id") and doc_id != "formulas":
        return records.unattributed(doc_id, quote_id, reason="=no_cue <b>")
    said = filled(records.Attribution, doc_id=doc_id, quote_id=quote_id, rule="=verb <before> & ]]>", score=0.5)
    return replace(said, speaker_id=speaker_id(doc_id), speaker=NAMES[doc_id], speaker_kind="person")


def paragraph_of(doc_id: str, start: int) -> int:
    rows = split_paragraphs(TEXTS[doc_id], doc_id=doc_id)
    return max((row.paragraph for row in rows if row.start <= start), default=0)


def hostile_document(doc_id: str) -> records.Document:
    text = TEXTS[doc_id]
    title = TITLES.get(doc_id, "")
    return filled(
        records.Document,
        doc_id=doc_id,
        title=title,
        author=title,
        date=title[:40],
        path=f'<script>/{doc_id} & "co".txt',
        sha256="0" * 64,
        encoding="utf-8",
        n_chars=len(text),
        n_words=len(text.split()),
        n_paragraphs=len(list(split_paragraphs(text, doc_id=doc_id))),
    )


def hostile_mentions() -> Iterator[records.EntityMention]:
    for doc_id, words in (("script", "mayor"), ("controls", "Bo\rwrote"), ("scripts", "عائشة"), ("long", LONG)):
        at = place(doc_id, words)
        paragraph = paragraph_of(doc_id, at["start"])
        yield records.EntityMention(
            doc_id=doc_id, entity_id=f"{doc_id}-speaker", label="PERSON", paragraph=paragraph, **at
        )


def write_interim(settings: Settings, rows: Mapping[str, Sequence[Any]], texts: Mapping[str, str]) -> None:
    """What the stages before `tables` leave; a table that is not named has no rows but figures."""
    figures = [filled(records.TextStatistics, doc_id=doc_id) for doc_id in texts]
    for name, table in vars(interim).items():
        if isinstance(table, interim.Interim | interim.ByDocument):
            table.write(settings, rows.get(name, figures if name == "STATISTICS" else ()))
    for doc_id, text in texts.items():
        store.write_text(settings.texts / f"{doc_id}.txt", text)


def read_back(settings: Settings) -> Material:
    """What an export is made from, as the stage `tables` leaves it in a folder."""
    tables.run(settings, say=lambda _: None)
    return held(settings)


def held(settings: Settings) -> Material:
    """The tables and texts of some outputs, read to the last row, to be looked into again and again."""
    with export.open_material(settings) as found:
        return replace(
            found,
            rows={name: list(rows) for name, rows in found.rows.items()},
            paragraphs=dict(found.paragraphs),
            texts=dict(found.texts),
        )


def later_rows() -> dict[str, list[Any]]:
    """Rows of the tables that other stages reckon from the texts; here they are only hard to write."""
    ids = [f"{doc_id}-speaker" for doc_id in ("controls", "script")]
    pair = filled(records.Cooccurrence, entity_id=ids[0], name=NAMES["controls"], type="PERSON", other_id=ids[1])
    pair = replace(pair, other_name=NAMES["script"], other_type="PERSON", n_paragraphs=1, n_documents=1)
    term = records.KeyTerm(doc_id="script", rank=1, term="=<term> ]]>\x00", score=0.25, n_occurrences=2)
    event = filled(records.TimelineEntry, doc_id="long", date="1905/1907", kind="event", date_text="long", date_end=4)
    return {
        "cooccurrences": [replace(pair, documents=("script", "controls"))],
        "keyterms": [term],
        "timeline": [replace(event, **place("long", LONG))],
    }


@pytest.fixture(scope="session")
def outputs_of_tiny(small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the small corpus, run as far as the tables; not to be written into."""
    outputs = tmp_path_factory.mktemp("tiny")
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, outputs / part)
    tables.run(Settings(outputs=outputs), say=lambda _: None)
    return outputs


@pytest.fixture(scope="session")
def material(outputs_of_tiny: Path) -> Material:
    """The small corpus."""
    return held(Settings(outputs=outputs_of_tiny))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Texts, names, titles and paths that break careless writers and readers; true to the character all the same."""
    settings = Settings(outputs=tmp_path_factory.mktemp("hostile"))
    quotations, attributions = hostile_quotations()
    entities = [
        filled(
            records.Entity, entity_id=speaker_id(doc_id), name=name, type="PERSON", aliases=(name, "=A|B", "\\", "<i>")
        )
        for doc_id, name in NAMES.items()
    ]
    candidate = filled(records.Candidate, doc_id="script", quote_id="script.q0001", evidence="subject_of_cue")
    problem = filled(records.Problem, stage="ingest", path="=<script>\x00.txt", code="binary", message="]]> \x1b & <b>")
    rows = {
        "DOCUMENTS": [hostile_document(doc_id) for doc_id in TEXTS],
        "STATISTICS": [filled(records.TextStatistics, doc_id=doc_id) for doc_id in TEXTS],
        "PARAGRAPHS": [row for doc_id, text in TEXTS.items() for row in split_paragraphs(text, doc_id=doc_id)],
        "QUOTATIONS": quotations,
        "ATTRIBUTIONS": attributions,
        "CANDIDATES": [candidate],
        "ENTITIES": entities,
        "ENTITY_MENTIONS": list(hostile_mentions()),
        "INGEST_PROBLEMS": [problem],
    }
    write_interim(settings, rows, TEXTS)
    found = read_back(settings)
    return replace(found, rows={**found.rows, **later_rows()})


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """A corpus without a text."""
    settings = Settings(outputs=tmp_path_factory.mktemp("empty"))
    write_interim(settings, {}, {})
    return read_back(settings)


@pytest.fixture(scope="session")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """A corpus of one text in which nobody is quoted or named."""
    settings = Settings(outputs=tmp_path_factory.mktemp("silent"))
    text = TEXTS["silent"]
    rows = {
        "DOCUMENTS": [hostile_document("silent")],
        "STATISTICS": [filled(records.TextStatistics, doc_id="silent")],
        "PARAGRAPHS": list(split_paragraphs(text, doc_id="silent")),
    }
    write_interim(settings, rows, {"silent": text})
    return read_back(settings)


@pytest.fixture(params=["material", "hostile", "empty", "silent"])
def any_material(request: pytest.FixtureRequest) -> Material:
    """Each of the four corpora in turn."""
    found: Material = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def exported(tmp_path: Path) -> Callable[[str, Material], Path]:
    """Writes a format of a corpus, and gives the folder it was written to."""
    from pipeline.exporters.formats import FORMATS

    def write(name: str, material: Material) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        for path in FORMATS[name].load()(material, folder):
            assert path.is_file()
        return folder

    return write
