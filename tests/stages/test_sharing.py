"""Work on single documents after the parse: each gives its result, and a fault says whose it is."""

import pytest

from pipeline.errors import FaultError, TableError
from pipeline.records import Document
from pipeline.stages.base import Advance
from pipeline.stages.executors import Workers
from pipeline.stages.sharing import do_texts

LENGTHS = {"bells": 10, "tides": 400_000, "votes": 200_000}


def documents() -> list[Document]:
    return [
        Document(
            doc_id=doc_id,
            title=doc_id,
            author="",
            date="",
            source="",
            language="en",
            path=f"{doc_id}.txt",
            sha256="",
            encoding="utf-8",
            n_chars=length,
            n_words=length // 6,
            n_paragraphs=1,
        )
        for doc_id, length in LENGTHS.items()
    ]


def backwards(name: str) -> str:
    return name[::-1]


def test_every_document_gives_its_result_the_longest_first_and_is_told_of() -> None:
    told: list[Advance] = []
    workers = Workers(watch=told.append)
    done = list(
        do_texts("attribute", workers, backwards, lambda one: one.doc_id, documents(), only=LENGTHS, speed=100_000)
    )
    assert done == [("tides", "sedit"), ("votes", "setov"), ("bells", "slleb")]
    assert [(one.stage, one.doc_id) for one in told] == [
        ("attribute", ""),
        ("attribute", "tides"),
        ("attribute", "votes"),
        ("attribute", "bells"),
    ]


def test_only_the_documents_that_are_asked_for_are_done() -> None:
    done = do_texts("attribute", Workers(), backwards, lambda one: one.doc_id, documents(), only={"bells"}, speed=1)
    assert list(done) == [("bells", "slleb")]


def test_a_fault_names_the_text_and_what_to_do() -> None:
    def fail(name: str) -> str:
        return {"tides": "sedit"}[name]

    work = do_texts("tables", Workers(), fail, lambda one: one.doc_id, documents(), only=LENGTHS, speed=100_000)
    assert next(work) == ("tides", "sedit")
    with pytest.raises(FaultError) as error:
        next(work)
    assert str(error.value) == (
        "votes.txt: KeyError in a library: this is a fault of Quoth or of a library, please report it; "
        "leave it out, and the others can be done"
    )


def test_an_error_of_the_program_that_was_foreseen_is_passed_on() -> None:
    def fail(_: str) -> str:
        raise TableError("the findings do not fit together")

    with pytest.raises(TableError, match="do not fit"):
        list(do_texts("tables", Workers(), fail, lambda one: one.doc_id, documents(), only=LENGTHS, speed=100_000))
