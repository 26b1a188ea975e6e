"""Who is named in each document, kept by document; and who of them is the same in several."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.attribution.across import CastList, join_lists, list_cast, settle_figures
from pipeline.attribution.people import Figure, gather_cast
from pipeline.findings import Findings
from pipeline.records import Document, KnownPerson
from pipeline.stages import interim
from pipeline.stages.versions import digest_of, digest_of_code

KEY = "casts"
_CODE = ("attribution", "records", "titles.py", "stages/casts.py")


def keep_casts(documents: Iterable[Document], findings: Findings) -> None:
    """List the figures of every document whose mentions or candidates have changed, and keep the list."""
    keys = findings.keys(KEY)
    mentions, candidates = (findings.digests(table.name) for table in (interim.MENTIONS, interim.CANDIDATES))
    for document in documents:
        doc_id = document.doc_id
        key = digest_of(digest_of_code(*_CODE), mentions.get(doc_id, ""), candidates.get(doc_id, ""))
        if keys.get(doc_id) != key:
            cast = gather_cast(interim.MENTIONS.of(findings, doc_id), interim.CANDIDATES.of(findings, doc_id))
            findings.keep(KEY, doc_id, key, {interim.CASTS.name: interim.CASTS.pack(_to_json(list_cast(cast)))})


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
    keep_casts(documents, findings)
    joined = join_lists((read_cast(findings, one.doc_id) for one in documents), known)
    for document in documents:
        yield settle_figures(read_cast(findings, document.doc_id).figures, joined).figures


def _to_json(one: CastList) -> list[tuple[str, str, tuple[str, ...], str, int]]:
    return [
        (figure.name, figure.label, figure.aliases, figure.gender, count)
        for figure, count in zip(one.figures, one.counts, strict=True)
    ]
