"""Who is named in each document, kept by document; and who of them is the same in several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.attribution.across import CastList, join_lists, list_cast, settle_figures
from pipeline.attribution.people import Figure, gather_cast
from pipeline.findings import Findings, Rows
from pipeline.records import Document, KnownPerson
from pipeline.stages import interim
from pipeline.stages.executors import Workers
from pipeline.stages.sharing import do_texts
from pipeline.stages.versions import digest_of, digest_of_code

KEY = "casts"
_CODE = ("attribution", "records", "titles.py", "stages/casts.py")
_CHARACTERS_A_SECOND = 3_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A document whose figures are to be listed: its id, and the rows it has of mentions and of candidates."""

    doc_id: str
    mentions: Rows
    candidates: Rows


def keep_casts(documents: Sequence[Document], findings: Findings, workers: Workers) -> None:
    """List the figures of every document whose mentions or candidates have changed, and keep the list."""
    keys = findings.keys(KEY)
    mentions, candidates = (findings.digests(table.name) for table in (interim.MENTIONS, interim.CANDIDATES))
    new: dict[str, str] = {}
    for document in documents:
        doc_id = document.doc_id
        key = digest_of(digest_of_code(*_CODE), mentions.get(doc_id, ""), candidates.get(doc_id, ""))
        if keys.get(doc_id) != key:
            new[doc_id] = key

    def load(document: Document) -> _Job:
        doc_id = document.doc_id
        return _Job(
            doc_id=doc_id,
            mentions=findings.rows(interim.MENTIONS.name, doc_id),
            candidates=findings.rows(interim.CANDIDATES.name, doc_id),
        )

    for doc_id, rows in do_texts(
        "attribute (who is named)", workers, _list, load, documents, only=new, speed=_CHARACTERS_A_SECOND
    ):
        findings.keep(KEY, doc_id, new[doc_id], {interim.CASTS.name: rows})


def _list(job: _Job) -> Rows:
    """The figures of a document, as they are kept."""
    mentions = interim.MENTIONS.unpack(job.mentions, job.doc_id)
    cast = gather_cast(mentions, interim.CANDIDATES.unpack(job.candidates, job.doc_id))
    return interim.CASTS.pack(_to_json(list_cast(cast)))


def read_cast(findings: Findings, doc_id: str) -> CastList:
    """The figures of one document, as `keep_casts` has kept them."""
    rows = interim.CASTS.of(findings, doc_id) or ()
    return CastList(
        figures=tuple(
            Figure(name=name, label=label, aliases=tuple(aliases), gender=gender)
            for name, label, aliases, gender, _ in rows
        ),
        counts=tuple(count for *_, count in rows),
    )


def settled_figures(
    documents: Sequence[Document], findings: Findings, known: Sequence[KnownPerson]
) -> Iterator[tuple[Figure, ...]]:
    """The figures of every document, with one name for whoever is the same in several and for whom people.csv knows."""
    keep_casts(documents, findings, Workers())
    joined = join_lists((read_cast(findings, one.doc_id) for one in documents), known)
    for document in documents:
        yield settle_figures(read_cast(findings, document.doc_id).figures, joined).figures


def _to_json(one: CastList) -> list[tuple[str, str, tuple[str, ...], str, int]]:
    return [
        (figure.name, figure.label, figure.aliases, figure.gender, count)
        for figure, count in zip(one.figures, one.counts, strict=True)
    ]
