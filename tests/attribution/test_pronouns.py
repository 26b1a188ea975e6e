"""Whom "he" and "she" stand for: the person named before who fits and stands out most."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution.people import gather_cast
from pipeline.attribution.pronouns import resolve_pronoun

Make = Callable[..., Any]
HERE = {"offset": 500, "paragraph": 3, "sentence": 20}
NEAR = {"paragraph": 3, "sentence": 19}


def resolve(mentions: list[Any], gender: str) -> str:
    found = resolve_pronoun(**HERE, gender=gender, mentions=mentions, cast=gather_cast(mentions))
    return found.name if found else ""


SUBJECT, OBJECT = {**NEAR, "role": "nsubj"}, {**NEAR, "role": "pobj"}
CASES = [
    ("the subject before the object", "masc", [("Olaf Berg", SUBJECT), ("Emil Holm", OBJECT)], "Olaf Berg"),
    ("the subject also where it comes second", "masc", [("Emil Holm", OBJECT), ("Olaf Berg", SUBJECT)], "Olaf Berg"),
    ("no woman by her title", "masc", [("Emil Holm", OBJECT), ("Mrs Brown", SUBJECT)], "Emil Holm"),
    ("no man by his title", "fem", [("Ida Holm", OBJECT), ("Mr Brown", SUBJECT)], "Ida Holm"),
    ("nobody whom a quotation names", "masc", [("Emil Holm", OBJECT), ("Olaf Berg", {**SUBJECT, "quoted": True})],
     "Emil Holm"),
    ("no party", "masc", [("Emil Holm", OBJECT), ("Iskra", {**SUBJECT, "label": "ORG"})], "Emil Holm"),
    ("the nearer of two subjects", "masc",
     [("Olaf Berg", {**SUBJECT, "sentence": 12, "paragraph": 1}), ("Emil Holm", SUBJECT)], "Emil Holm"),
    ("the fullest name of a surname", "masc",
     [("Olaf Berg", {**SUBJECT, "sentence": 10, "paragraph": 1}), ("Berg", SUBJECT)], "Olaf Berg"),
    ("nobody who is named only afterwards", "masc", [("Olaf Berg", {**NEAR, "start": 510})], ""),
    ("nobody named long before", "masc", [("Olaf Berg", {"paragraph": 0, "sentence": 1})], ""),
    ("nobody where nobody is named", "fem", [], ""),
]  # fmt: skip


@pytest.mark.parametrize(("gender", "named", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_pronoun_stands_for(
    gender: str, named: list[tuple[str, dict[str, Any]]], name: str, make_mention: Make
) -> None:
    mentions = [
        make_mention(text, **({"start": 100 + 30 * place} | others)) for place, (text, others) in enumerate(named)
    ]
    assert resolve(mentions, gender) == name


PLACED = st.tuples(
    st.sampled_from(["Olaf Berg", "Berg", "Mrs Brown", "Mr Brown", "Iskra"]),
    st.integers(0, 20),
    st.sampled_from(["nsubj", "dobj", "pobj", "poss"]),
    st.booleans(),
)


@given(st.lists(PLACED, max_size=10))
def test_he_is_always_somebody_the_narration_named_before_and_never_a_mrs(
    make_mention: Make, placed: list[tuple[str, int, str, bool]]
) -> None:
    mentions = [
        make_mention(name, start=sentence * 40, sentence=sentence, role=role, quoted=quoted)
        for name, sentence, role, quoted in sorted(placed, key=lambda row: row[1])
    ]
    name = resolve(mentions, "masc")
    cast = gather_cast(mentions)
    told = {figure.name for row in mentions if not row.quoted and row.start < 500 and (figure := cast.find(row.text))}
    assert not name or name in told
    assert name != "Mrs Brown"
