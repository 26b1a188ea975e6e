"""Who is who in several documents, and whom people.csv knows."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.attribution.across import join_casts
from pipeline.attribution.people import Cast, gather_cast
from pipeline.records import KnownPerson

Make = Callable[..., Any]
Gather = Callable[..., dict[str, Cast]]


@pytest.fixture
def gather(make_mention: Make) -> Gather:
    """The casts of documents that name somebody, as «name/LABEL», a person where no label is given."""

    def gather_all(*documents: str) -> dict[str, Cast]:
        casts = {}
        for number, names in enumerate(documents):
            pairs = [part.partition("/") for part in names.split("; ")]
            mentions = [
                make_mention(name, label=label or "PERSON", start=40 * place, doc_id=str(number))
                for place, (name, _, label) in enumerate(pairs)
            ]
            casts[str(number)] = gather_cast(mentions)
        return casts

    return gather_all


def known(name: str, *aliases: str, type_: str = "PERSON", gender: str = "") -> KnownPerson:
    return KnownPerson(name=name, aliases=aliases, type=type_, gender=gender, wikidata="")


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("Donald J. Trump; Trump", "Donald Trump", {"Donald J. Trump"}),
        ("HIllary Clinton", "Hillary Clinton; Hillary Clinton", {"Hillary Clinton"}),
        ("ADA LUND", "Ada Lund", {"Ada Lund"}),
        ("John A. Ford; Ford", "John B. Ford", {"John A. Ford", "John B. Ford"}),
        ("John Ford", "J. Ford", {"John Ford", "J. Ford"}),  # an initial is too little
        ("John Ford Jr.", "John Ford Sr.", {"John Ford Jr.", "John Ford Sr."}),
        ("Obama", "Barack Obama", {"Obama", "Barack Obama"}),  # a surname alone is never joined
        ("Mensheviks/NORP; Mensheviks/NORP", "Menshevik/NORP", {"Mensheviks"}),
        ("Iskra/ORG; Iskra/ORG", "Iskra/GPE", {"Iskra"}),
    ],
)
def test_full_names_and_things_are_joined_across_documents(
    one: str, other: str, names: set[str], gather: Gather
) -> None:
    casts = join_casts(gather(one, other))
    assert {figure.name for cast in casts.values() for figure in cast.figures} == names
    assert len({figure.label for cast in casts.values() for figure in cast.figures}) == 1


def test_whom_people_csv_knows_has_its_name_type_and_gender_in_every_document(gather: Gather) -> None:
    table = [known("Nadezhda Krupskaya", "Krupskaya", "Ulyanova", gender="fem"), known("Iskra", type_="WORK_OF_ART")]
    casts = join_casts(gather("Krupskaya; Ulyanova; Iskra/ORG", "Ulyanova; Lenin"), table)
    first, second = casts["0"].find("Ulyanova"), casts["1"].find("Ulyanova")
    assert first is not None
    assert second is not None
    assert (first.name, first.label, first.gender) == ("Nadezhda Krupskaya", "PERSON", "fem")
    assert first.aliases == ("Krupskaya", "Ulyanova")
    assert (second.name, second.gender) == (first.name, first.gender)
    assert casts["0"].find("Krupskaya") is casts["0"].at(0, 9) is first
    assert len(casts["0"].figures) == 2
    assert {figure.name for figure in casts["1"].figures} == {"Nadezhda Krupskaya", "Lenin"}
    assert [figure.label for figure in casts["0"].figures if figure.name == "Iskra"] == ["WORK_OF_ART"]


def test_a_surname_that_people_csv_gives_to_one_is_another_s_where_the_text_names_him(gather: Gather) -> None:
    casts = join_casts(gather("Harrison Ford; Ford", "Ford"), [known("Ada Ford", "Ford")])
    assert [figure.name for figure in casts["0"].figures] == ["Harrison Ford"]
    assert [figure.name for figure in casts["1"].figures] == ["Ada Ford"]


def test_every_name_and_place_leads_to_the_same_figure_as_before(gather: Gather) -> None:
    before = gather("Ada Lund; Lund; Krupskaya; Olaf Berg; Berg; Iskra/ORG", "Olaf Berg; Nadia")
    after = join_casts(before, [known("Nadezhda Krupskaya", "Krupskaya", "Nadia")])
    for doc_id, cast in before.items():
        assert set(cast.by_name) <= set(after[doc_id].by_name)
        assert [place[:2] for place in cast.places] == [place[:2] for place in after[doc_id].places]
        for start, end, index in after[doc_id].places:
            assert after[doc_id].at(start, end) is after[doc_id].figures[index]
