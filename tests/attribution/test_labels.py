"""The type of a name: by most of its mentions, and by what else the document names."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.attribution.labels import count_labels, settle_labels

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("named", "name", "label"),
    [
        ("Mensheviks/GPE*3; Menshevik/NORP", "Mensheviks", "NORP"),
        ("Athens/GPE*3", "Athens", "GPE"),
        ("Williams/PERSON*3; William/PERSON", "Williams", "PERSON"),  # no group of Williams
        ("Lilia/GPE*5; Lilia/PERSON*4; Lilia Ford/PERSON*2", "Lilia", "PERSON"),
        ("Ford/GPE; Ada Ford/PERSON; Dr Ford/PERSON", "Ford", "PERSON"),
        ("Washington/GPE*9; George Washington/PERSON", "Washington", "GPE"),
        ("Ford/ORG*2; Ada Ford/PERSON", "Ford", "PERSON"),
        ("Martha Ford/WORK_OF_ART", "Martha Ford", "PERSON"),
        ("Martha Ford/ORG; Ford/PERSON", "Martha Ford", "PERSON"),
        ("Morgan Stanley/ORG", "Morgan Stanley", "ORG"),
        ("Russia/PERSON; Russian/NORP", "Russia", "GPE"),
        ("Ada/PERSON*2; Lund/PERSON", "Ada", "PERSON"),
    ],
)
def test_what_the_document_names_elsewhere_settles_a_type(
    named: str, name: str, label: str, make_mention: Make
) -> None:
    mentions = []
    for part in named.split("; "):
        text, _, told = part.partition("/")
        told, _, times = told.partition("*")
        mentions += [make_mention(text, label=told, start=30 * (len(mentions) + n)) for n in range(int(times or 1))]
    assert settle_labels(count_labels(mentions, []))[name] == label


@pytest.mark.parametrize(
    ("mention", "others", "counted"),
    [
        ("Berg", {}, True),
        ("Ada Berg", {}, True),
        ("the pilot", {"mention_form": "nominal"}, False),
        ("Norway", {"mention_label": "GPE"}, False),
        ("Berg and Moss", {"number": "plur"}, False),
        ("Replying at length", {}, False),
        ("Berg", {"cue_listed": False}, False),
        ("Berg", {"mention_start": 3}, False),  # named there already
    ],
)
def test_whoever_speaks_is_a_person_also_where_the_model_saw_no_name(
    mention: str, others: dict[str, Any], counted: bool, make_mention: Make, make_candidate: Make
) -> None:
    labels = count_labels([make_mention("Mrs Berg", start=0)], [make_candidate(mention, **others)])
    assert (mention in labels) is counted
