"""The work of a stage after the parse that concerns single documents, shared among the processes of this computer."""

from collections.abc import Callable, Container, Iterator, Sequence
from typing import TypeVar

from pipeline.errors import FaultError
from pipeline.records import Document
from pipeline.stages.executors import Work, Workers
from pipeline.stages.limits import Failure, seconds_for

Job = TypeVar("Job")
Result = TypeVar("Result")

_SECONDS_A_TEXT = 600
"""Hundreds of times what a text of 100,000 characters takes: whoever takes longer never ends."""


def do_texts(
    what: str,
    workers: Workers,
    function: Callable[[Job], Result],
    load: Callable[[Document], Job],
    documents: Sequence[Document],
    *,
    only: Container[str],
    speed: int,
    in_order: bool = False,
) -> Iterator[tuple[str, Result]]:
    """What the function gives for each document that is one of ``only``, after its ``doc_id``, in any order.

    ``load`` makes of a document all that the function needs, when its turn comes: the longest first, or ``in_order``.
    ``speed`` is how many characters of text are done in a second on one core, by a rough measure. ``what`` is done is
    told as the work goes on.

    Raises:
        FaultError: the work on a text comes to nothing, by a fault of the program.
    """
    work = Work(
        function=function,
        load=load,
        cost=lambda document: document.n_chars / speed,
        limit=lambda document: seconds_for(document.n_chars, seconds_per_text=_SECONDS_A_TEXT),
        name=lambda document: document.doc_id,
        words=lambda document: document.n_words,
        in_order=in_order,
    )
    tasks = [document for document in documents if document.doc_id in only]
    for document, result in workers.do(what, work, tasks, here=True):
        if isinstance(result, Failure):
            raise FaultError(f"{document.path}: {result.cause}; leave it out, and the others can be done")
        yield document.doc_id, result
