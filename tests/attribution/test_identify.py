"""Whom the mention at a cue names, and what kind of speaker that is."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.attribution.dialogue import Hearing
from pipeline.attribution.identify import Identity, identify
from pipeline.attribution.people import gather_cast
from pipeline.attribution.story import Person
from pipeline.records import Attribution

Make = Callable[..., Any]
Ask = Callable[..., Identity]


def spoken_by(speaker: str, kind: Any = "person") -> Attribution:
    return Attribution(
        doc_id="essay",
        quote_id="q0",
        speaker_id="",
        speaker=speaker,
        speaker_kind=kind,
        speaker_mention="",
        mention_start=None,
        mention_end=None,
        cue="said",
        cue_start=1,
        cue_end=5,
        rule="a rule",
        score=0.5,
        reason="",
    )


@pytest.fixture
def ask(make_candidate: Make, make_quotation: Make, make_mention: Make) -> Ask:
    """Who a mention is, in a document that names the given names before it."""

    def identify_mention(
        mention: str,
        form: str,
        *,
        named: tuple[tuple[str, str], ...] = (),
        author: str = "",
        parent: Attribution | None = None,
        gender: str = "",
        earlier: tuple[Attribution, ...] = (),
        heard: Hearing | None = None,
    ) -> Identity:
        mentions = [make_mention(name, label=label, start=20 * place) for place, (name, label) in enumerate(named)]
        return identify(
            make_candidate(mention, mention_form=form, mention_start=400, gender=gender),
            cast=gather_cast(mentions),
            heard=heard,
            author=author,
            parent=parent,
            earlier=[(make_quotation("q0"), one) for one in earlier],
        )

    return identify_mention


PERSON = (("Ada Lund", "PERSON"),)


@pytest.mark.parametrize(
    ("mention", "named", "name", "kind"),
    [
        ("Ada Lund", PERSON, "Ada Lund", "person"),
        ("Lund", PERSON, "Ada Lund", "person"),
        ("Lund’s", PERSON, "Ada Lund", "person"),
        ("Mrs Lund", PERSON, "Ada Lund", "person"),
        ("Iskra", (("Iskra", "ORG"),), "Iskra", "organisation"),
        ("Norway", (("Norway", "GPE"),), "Norway", "organisation"),
        ("The Tide Book", (("The Tide Book", "WORK_OF_ART"),), "The Tide Book", "work"),
        ("Mensheviks", (("Mensheviks", "NORP"),), "Mensheviks", "group"),
        ("Menshevik", (("Mensheviks", "NORP"), ("Mensheviks", "NORP")), "Mensheviks", "group"),
        ("Olaf Berg", PERSON, "Olaf Berg", "person"),  # a name the model found nowhere else
    ],
)
def test_a_name_is_the_figure_s_fullest_name(
    mention: str, named: tuple[tuple[str, str], ...], name: str, kind: str, ask: Ask
) -> None:
    identity = ask(mention, "name", named=named)
    assert (identity.name, identity.kind) == (name, kind)


@pytest.mark.parametrize(
    ("mention", "kind"), [("One worker", "unnamed"), ("the manifesto", "work"), ("the committee", "organisation")]
)
def test_a_description_stays_as_it_stands_and_tells_its_kind(mention: str, kind: str, ask: Ask) -> None:
    identity = ask(mention, "nominal", named=PERSON)
    assert (identity.name, identity.kind) == (mention, kind)


@pytest.mark.parametrize(
    ("author", "parent", "name", "kind"),
    [
        ("Ida Holm", None, "Ida Holm", "narrator"),
        ("", spoken_by("Ada Lund"), "Ada Lund", "person"),
        ("Ida Holm", spoken_by("Ada Lund"), "Ada Lund", "person"),  # within her words, "I" is Lund
        ("Ida Holm", spoken_by(""), "Ida Holm", "narrator"),
        ("Ida Holm", spoken_by("the report", "work"), "the report", "work"),
    ],
)
@pytest.mark.parametrize("word", ["I", "we", "We"])
def test_first_person_is_whoever_speaks_around_it_else_the_author(
    word: str, author: str, parent: Attribution | None, name: str, kind: str, ask: Ask
) -> None:
    identity = ask(word, "pronoun", named=PERSON, author=author, parent=parent)
    assert (identity.name, identity.kind) == (name, kind)


def test_first_person_in_a_text_without_an_author_is_a_narrator_and_not_nobody(ask: Ask) -> None:
    identity = ask("I", "pronoun", named=PERSON)
    assert identity.kind == "narrator"
    assert identity.name not in {"", "I", "Ada Lund"}


def heard_as(name: str, kind: Any, *, mention: str, score: float = 0.7) -> Hearing:
    return Hearing(references={(400, 400 + len(mention)): Person(key=0, name=name, kind=kind, score=score)})


HEARD = [
    # mention, form, whom it was heard as, kind, likelihood, name
    ("she", "pronoun", "Ada Lund", "person", 0.3, "Ada Lund"),
    ("he", "pronoun", "an old miner", "unnamed", 0.7, "an old miner"),
    ("the pilot", "nominal", "Ada Lund", "person", 0.7, "Ada Lund"),
    ("the pilot", "nominal", "Ada Lund", "person", 0.1, "the pilot"),
    ("the pilot", "nominal", "the old pilot", "unnamed", 0.7, "the pilot"),
]


@pytest.mark.parametrize(("mention", "form", "heard", "kind", "score", "name"), HEARD)
def test_a_pronoun_is_whoever_it_was_heard_as_and_so_is_a_likely_description(
    mention: str, form: str, heard: str, kind: Any, score: float, name: str, ask: Ask
) -> None:
    identity = ask(mention, form, heard=heard_as(heard, kind, mention=mention, score=score))
    assert identity.name == name


def test_a_name_is_not_asked_after_whom_it_was_heard_as(ask: Ask) -> None:
    assert ask("Olaf Berg", "name", named=PERSON).name == "Olaf Berg"


def test_a_pronoun_goes_back_to_the_last_speaker_where_nobody_is_named(ask: Ask) -> None:
    last = (spoken_by("a pilot", "unnamed"), spoken_by("Ada Lund"))
    identity = ask("he", "pronoun", gender="masc", earlier=last)
    assert (identity.name, identity.kind) == ("a pilot", "unnamed")


def test_a_work_quoted_last_is_not_he(ask: Ask) -> None:
    last = (spoken_by("the report", "work"), spoken_by("a pilot", "unnamed"))
    assert ask("he", "pronoun", gender="masc", earlier=last).name == "a pilot"


@pytest.mark.parametrize("word", ["he", "they", "it", "this", "who"])
def test_a_pronoun_that_fits_nobody_names_nobody(word: str, ask: Ask) -> None:
    assert ask(word, "pronoun").name == ""


def test_a_name_is_surer_than_a_pronoun(ask: Ask) -> None:
    pronoun = ask("she", "pronoun", named=PERSON, heard=heard_as("Ada Lund", "person", mention="she"))
    assert ask("Lund", "name", named=PERSON).certainty > pronoun.certainty > 0
