"""The tables under judgement: which document is the gold's."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from pipeline.errors import GoldError
from pipeline.evaluation.outputs import Outputs, candidates, doc_id_of
from pipeline.records import Document, Entity

MakeOutputs = Callable[..., Outputs]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("tide.txt", "One.", "tide"),
        ("renamed.txt", "One.", "tide"),  # by its bytes
        ("north/sea.txt", "Two.", "sea"),
        ("sea.txt", "Two.", "sea"),
        ("a.txt", "Four.", ""),
        ("ea.txt", "Four.", ""),  # the end of a name is not the name
    ],
)
def test_a_text_is_known_by_its_content_or_its_name(
    make_outputs: MakeOutputs, name: str, text: str, expected: str
) -> None:
    assert doc_id_of(make_outputs({"tide.txt": "One.", "north/sea.txt": "Two."}), name=name, text=text) == expected


def test_a_text_that_was_exported_is_known_by_its_id(make_outputs: MakeOutputs) -> None:
    outputs = make_outputs({"north/sea.md": "Two."})
    renamed = replace(outputs.documents[0], doc_id="north-sea", sha256="0")
    outputs = replace(outputs, documents=(renamed,), read_text=lambda _: "Two.")
    assert doc_id_of(outputs, name="north-sea.txt", text="Two.") == "north-sea"


def test_another_text_under_the_same_name_is_an_error(make_outputs: MakeOutputs) -> None:
    with pytest.raises(GoldError, match=r"sea.txt: the text of sea is not the one that was annotated"):
        doc_id_of(make_outputs({"north/sea.txt": "Two."}), name="sea.txt", text="Two, changed.")


def test_of_several_candidates_the_same_bytes_come_first(make_outputs: MakeOutputs) -> None:
    outputs = make_outputs({"north/sea.txt": "Two.", "copy.txt": "One."})
    sha256 = outputs.documents[1].sha256
    assert candidates(outputs, name="sea.txt", sha256=sha256) == ("copy", "sea")
    assert candidates(outputs, name="sea.txt", sha256="") == ("sea",)


def test_entities_are_of_the_documents_that_mention_them(make_outputs: MakeOutputs) -> None:
    entity = Entity(entity_id="lund", name="Lund", type="PERSON", aliases=(), n_mentions=1, n_documents=1)
    outputs = make_outputs({"tide.txt": "Lund."}, entities=(entity,))
    assert outputs.entities == {"tide": (entity,)}
    assert make_outputs({"tide.txt": "Lund."}).entities == {"tide": ()}


class Counted(tuple[Document, ...]):
    """Documents that count how often they are gone through."""

    times = 0

    def __iter__(self) -> Iterator[Document]:
        type(self).times += 1
        return super().__iter__()


def test_the_documents_are_not_gone_through_for_each_gold(make_outputs: MakeOutputs) -> None:
    outputs = make_outputs({f"north/sea-{number}.txt": f"{number}." for number in range(50)})
    outputs = replace(outputs, documents=Counted(outputs.documents))
    for number in range(50):
        name = f"sea-{number}.txt" if number % 2 else f"north/sea-{number}.txt"
        assert doc_id_of(outputs, name=name, text=f"{number}.") == f"sea-{number}"
    assert Counted.times <= 3


def test_entities_stand_in_the_order_of_their_table(make_outputs: MakeOutputs) -> None:
    one, two = (
        Entity(entity_id=name, name=name, type="PERSON", aliases=(), n_mentions=1, n_documents=1)
        for name in ("york", "lund")
    )
    outputs = make_outputs({"tide.txt": "Lund.", "sea.txt": "York."}, entities=(one, two))
    assert outputs.entities == {"tide": (one, two), "sea": (one, two)}
