"""The rows of review.csv, and who is offered as a speaker."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from pipeline.records import AttributedQuotation, Candidate, Correction, Entity, EntityMention, ReviewRow
from pipeline.reporting.choices import MOST, Choices
from pipeline.reporting.review import Misfit, Reviewable, Said, review_rows

TEXT = "Ada Lund kept the bell. Olaf Berg said: “Wait.” Then Nils Vik rang it, and a Russian wept. “Go.” " + "x " * 300


def quotation(words: str, **others: Any) -> AttributedQuotation:
    start = TEXT.index(words)
    given: dict[str, Any] = {
        "doc_id": "tide", "quote_id": f"tide.{start}", "kind": "direct", "subkind": "speech", "form": "inline",
        "utterance_id": f"tide.u{start}", "parent_id": "", "speaker_id": "", "speaker": "", "speaker_kind": "",
        "speaker_mention": "", "mention_start": None, "mention_end": None, "cue": "", "cue_start": None,
        "cue_end": None, "rule": "", "score": None, "reason": "no_cue", "source_title": "", "source_author": "",
        "stated_date": "", "paragraph": 0, "start": start, "end": start + len(words), "left": "", "text": words,
        "right": "", "doc_title": "The tide",
    }  # fmt: skip
    return AttributedQuotation(**given | others)


WAIT = quotation("Wait.", speaker="Olaf Berg", score=0.9, rule="verb before", cue="said", reason="")
GO = quotation("Go.")
BELL = quotation("bell", kind="term", reason="term")


def mention(words: str, entity_id: str) -> EntityMention:
    start = TEXT.index(words)
    return EntityMention(
        doc_id="tide", entity_id=entity_id, label="", paragraph=0, start=start, end=start + len(words), text=words
    )


def entity(entity_id: str, name: str, label: str = "PERSON") -> Entity:
    return Entity(entity_id=entity_id, name=name, type=label, aliases=(), n_mentions=1, n_documents=1)


ENTITIES = (entity("lund", "Ada Lund"), entity("vik", "Nils Vik"), entity("berg", "Olaf Berg"),
            entity("russian", "Russian", "NORP"))  # fmt: skip
MENTIONS = (mention("Ada Lund", "lund"), mention("Nils Vik", "vik"), mention("Berg", "berg"),
            mention("Russian", "russian"))  # fmt: skip


def candidate(words: str, quote: AttributedQuotation, **others: Any) -> Candidate:
    start = TEXT.index(words)
    given: dict[str, Any] = {
        "doc_id": "tide", "quote_id": quote.quote_id, "evidence": "subject", "mention_start": start,
        "mention_end": start + len(words), "mention": words, "mention_form": "name", "mention_label": "PERSON",
        "number": "", "gender": "", "cue_start": None, "cue_end": None, "cue": "", "cue_lemma": "",
        "cue_listed": False, "position": "", "distance": 1, "paragraphs_away": 0,
    }  # fmt: skip
    return Candidate(**given | others)


def choices(*candidates: Candidate, quotations: Sequence[AttributedQuotation] = (WAIT, GO)) -> Choices:
    return Choices(quotations, candidates, ENTITIES, MENTIONS)


def rows(
    *quotations: AttributedQuotation, said: Mapping[str, Said] | None = None, misfits: Sequence[Misfit] = ()
) -> list[ReviewRow]:
    material = Reviewable(
        quotations=quotations,
        texts={"tide": TEXT},
        names={row.quote_id: (row.text, 1) for row in quotations},
        choices=choices(quotations=quotations),
        uncertain_below=0.7,
        said=said or {},
        misfits=misfits,
    )
    return [row for row, _ in review_rows(material)]


def correction(row: AttributedQuotation, **others: Any) -> Correction:
    given: dict[str, Any] = {"line": 2, "occurrence": 1, "speaker": "", "kind": ""}
    return Correction(**{**given, "doc_id": row.doc_id, "text": row.text, **others})


@pytest.mark.parametrize(
    ("row", "state", "why"),
    [
        (WAIT, "found", "verb before; cue “said”"),
        (quotation("Wait.", speaker="Olaf Berg", speaker_mention="he", score=0.4, rule="tag"), "uncertain",
         "such evidence is right 40 times in 100; tag; called “he” here"),
        (GO, "no speaker", "no speaker found: no word such as “said” or “according to” leads to it"),
        (BELL, "term", ""),
    ],
)  # fmt: skip
def test_a_row_says_what_is_to_do_and_why(row: AttributedQuotation, state: str, why: str) -> None:
    [made] = rows(row)
    assert (made.state, made.why) == (state, why)


def test_what_is_to_do_comes_first_and_what_is_done_last() -> None:
    done = {WAIT.quote_id: Said(cells={"speaker": "Ada Lund"}, correction=correction(WAIT, speaker="Ada Lund"))}
    first, last = Misfit(cells={"text": "gone"}, why="stale"), Misfit(cells={"text": "twice"}, why="two", second=True)
    made = rows(WAIT, BELL, GO, said=done, misfits=[last, first])
    assert [(row.text, row.state) for row in made] == [
        ("gone", "misfit"), ("Go.", "no speaker"), ("bell", "term"), ("Wait.", "corrected"), ("twice", "misfit"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "others", "expected"),
    [
        ({"speaker": "Vik"}, {"speaker": "Vik"}, ("corrected", "Vik", "", "", "Olaf Berg", "direct")),
        ({"kind": "term"}, {"kind": "term"}, ("corrected", "", "term", "", "Olaf Berg", "direct")),
        ({"checked": "x"}, {"checked": True}, ("checked", "", "", "x", "Olaf Berg", "direct")),
        ({"checked": "x"}, {"checked": True, "speaker": "Ada Lund", "kind": "mixed"},
         ("checked", "", "", "x", "Ada Lund", "mixed")),
        ({"checked": "x"}, {"checked": True, "speaker": "?", "kind": "direct"}, ("checked", "", "", "x", "", "direct")),
        ({"checked": "x"}, {"checked": True, "kind": "term"}, ("checked", "", "", "x", "", "term")),
        ({"note": "ask"}, {}, ("found", "", "", "", "Olaf Berg", "direct")),
    ],
)  # fmt: skip
def test_what_a_person_has_written_stands_in_the_row_again(
    cells: Mapping[str, str], others: Mapping[str, Any], expected: tuple[str, ...]
) -> None:
    [row] = rows(WAIT, said={WAIT.quote_id: Said(cells=cells, correction=correction(WAIT, **others))})
    assert (row.state, row.speaker, row.kind, row.checked, row.found_speaker, row.found_kind) == expected


def test_no_cell_begins_like_a_formula() -> None:
    hostile = "=cmd()"
    row = quotation("Wait.", text=hostile, speaker=hostile, rule=hostile, doc_title=hostile)
    made = rows(row, misfits=[Misfit(cells=dict.fromkeys(["doc_id", "text", "speaker", "kind"], hostile), why=hostile)])
    cells = [getattr(one, name) for one in made for name in ReviewRow.__slots__]
    assert sum(hostile in str(cell) for cell in cells) > 8
    assert not any(str(cell).startswith(("=", "+", "-", "@")) for cell in cells)


def test_context_is_wide_enough_to_see_who_speaks() -> None:
    [row] = rows(GO)
    assert row.left.startswith("Ada Lund kept")
    assert 150 < len(row.right) <= 200


def test_who_was_found_is_offered_first_then_who_was_weighed_then_who_is_near() -> None:
    offered = choices(candidate("Berg", GO, distance=9), candidate("Ada Lund", GO, distance=2)).offer(GO)
    assert offered == ("Ada Lund", "Olaf Berg", "Nils Vik")
    assert choices().offer(WAIT) == ("Olaf Berg", "Nils Vik", "Ada Lund")


@pytest.mark.parametrize(
    ("form", "listed", "words", "is_offered"),
    [
        ("name", False, "kept the bell", True),
        ("pronoun", True, "it", False),
        ("nominal", True, "the bell", True),
        ("nominal", False, "the bell", False),
        ("nominal", True, "rang it, and a Russian", False),
    ],
)
def test_only_a_mention_that_says_who_it_is_is_offered(form: str, listed: bool, words: str, is_offered: bool) -> None:
    one = candidate(words, GO, mention_form=form, cue_listed=listed)
    assert (words in choices(one).offer(GO)) is is_offered


def test_so_many_are_offered_and_no_more() -> None:
    named = [candidate(word, GO) for word in ("Ada", "kept", "the", "bell", "Olaf", "said", "Then", "Nils")]
    assert len(choices(*named).offer(GO)) == MOST
