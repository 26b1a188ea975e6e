"""Whom "he" and "she" stand for in prose: the person spoken of before who fits and stands out most."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution.people import gather_cast
from pipeline.attribution.pronouns import resolve_pronouns
from pipeline.records import Reference

Make = Callable[..., Any]
STEP = 40
"""Code points from one sentence to the next: sentence 3 begins at 120."""


def refer(
    text: str, sentence: int, *, gender: str = "", form: str = "pronoun", role: str = "nsubj", paragraph: int = 0
) -> Reference:
    start = sentence * STEP + 20
    return Reference(
        doc_id="essay",
        paragraph=paragraph,
        sentence=sentence,
        start=start,
        end=start + len(text),
        form="pronoun" if form == "pronoun" else "nominal",
        gender=gender,
        role=role,
        text=text,
    )


def resolve(mentions: list[Any], references: list[Reference]) -> dict[int, str]:
    """Sentence of each pronoun -> the name it was given."""
    found = resolve_pronouns(mentions, references, gather_cast(mentions))
    return {start // STEP: person.name for (start, _), person in found.items()}


HE, SHE = "masc", "fem"
SUBJECT, OBJECT = {"role": "nsubj"}, {"role": "pobj"}
CASES: list[tuple[str, str, list[tuple[str, int, dict[str, Any]]], str]] = [
    ("the subject before the object", HE, [("Paul Berg", 9, SUBJECT), ("Karl Holm", 9, OBJECT)], "Paul Berg"),
    ("the subject where it comes second", HE, [("Karl Holm", 9, OBJECT), ("Paul Berg", 9, SUBJECT)], "Paul Berg"),
    ("no woman by her title", HE, [("Karl Holm", 9, OBJECT), ("Mrs Brown", 9, SUBJECT)], "Karl Holm"),
    ("no man by his title", SHE, [("Ida Holm", 9, OBJECT), ("Mr Brown", 9, SUBJECT)], "Ida Holm"),
    ("nobody whom a quotation names", HE, [("Karl Holm", 9, OBJECT), ("Paul Berg", 9, {"quoted": True})], "Karl Holm"),
    ("no party", HE, [("Karl Holm", 9, OBJECT), ("Iskra", 9, {"label": "ORG"})], "Karl Holm"),
    ("the nearer of two subjects", HE, [("Paul Berg", 5, SUBJECT), ("Karl Holm", 9, SUBJECT)], "Karl Holm"),
    ("the fullest name of a surname", HE, [("Paul Berg", 1, SUBJECT), ("Berg", 9, SUBJECT)], "Paul Berg"),
    ("nobody who is named only afterwards", HE, [("Paul Berg", 11, SUBJECT)], ""),
    ("nobody spoken of last long before", HE, [("Paul Berg", -4, {})], ""),
]


@pytest.mark.parametrize(("gender", "named", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_pronoun_stands_for(
    gender: str, named: list[tuple[str, int, dict[str, Any]]], name: str, make_mention: Make
) -> None:
    mentions = [
        make_mention(text, start=max(sentence, 0) * STEP + place, sentence=sentence, **others)
        for place, (text, sentence, others) in enumerate(named)
    ]
    pronoun = refer("he" if gender == HE else "she", 10, gender=gender)
    assert resolve(mentions, [pronoun]).get(pronoun.sentence, "") == name


def test_a_person_goes_on_being_meant_while_pronouns_speak_of_him(make_mention: Make) -> None:
    mentions = [make_mention("Paul Berg", start=0, sentence=0)]
    pronouns = [refer("he", sentence, gender=HE) for sentence in range(5, 40, 5)]
    assert set(resolve(mentions, pronouns).values()) == {"Paul Berg"}
    assert len(resolve(mentions, pronouns)) == len(pronouns)


def test_pronouns_beside_a_name_tell_who_is_a_woman(make_mention: Make) -> None:
    mentions = [
        make_mention("Paul Berg", start=0, sentence=0),
        make_mention("Kwame Adu", start=STEP * 6, sentence=6, role="pobj"),
        make_mention("Sasha Lind", start=STEP * 7, sentence=7, role="pobj"),
        make_mention("Kwame Adu", start=STEP * 8, sentence=8),
    ]
    beside = [refer("her", 7, gender=SHE, role="poss"), refer("her", 7, gender=SHE, role="dobj")]
    found = resolve(mentions, [*beside, refer("he", 8, gender=HE), refer("she", 9, gender=SHE)])
    assert (found[8], found[9]) == ("Kwame Adu", "Sasha Lind")


def test_somebody_brought_in_by_a_description_can_be_meant(make_mention: Make) -> None:
    mentions = [make_mention("Paul Berg", start=0, sentence=0, role="pobj")]
    miner = refer("an old miner", 3, form="nominal", gender=HE)
    assert resolve(mentions, [miner, refer("he", 4, gender=HE)])[4] == "an old miner"


PLACED = st.tuples(
    st.sampled_from(["Paul Berg", "Berg", "Mrs Brown", "Mr Brown", "Iskra"]),
    st.integers(0, 20),
    st.sampled_from(["nsubj", "dobj", "pobj", "poss"]),
    st.booleans(),
)


@given(st.lists(PLACED, max_size=10))
def test_he_is_always_somebody_the_narration_named_before_and_never_a_mrs(
    make_mention: Make, placed: list[tuple[str, int, str, bool]]
) -> None:
    mentions = [
        make_mention(name, start=sentence * STEP + number, sentence=sentence, role=role, quoted=quoted)
        for number, (name, sentence, role, quoted) in enumerate(sorted(placed, key=lambda row: row[1]))
    ]
    name = resolve(mentions, [refer("he", 12, gender=HE)]).get(12, "")
    cast = gather_cast(mentions)
    told = {
        figure.name for row in mentions if not row.quoted and row.sentence <= 12 and (figure := cast.find(row.text))
    }
    assert not name or name in told
    assert name != "Mrs Brown"
