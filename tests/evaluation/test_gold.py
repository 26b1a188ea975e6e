"""Gold files, and what is said of one that cannot be used."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import GoldError
from pipeline.evaluation.gold import Gold, check_text, read_gold

Change = Callable[[dict[str, Any]], object]


def write(folder: Path, content: object) -> Path:
    path = folder / "gold.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def changed(gold_json: dict[str, Any], change: Change) -> dict[str, Any]:
    content = copy.deepcopy(gold_json)
    change(content)
    return content


def test_the_gold_of_the_shipped_essay_fits_its_text(root: Path) -> None:
    gold = read_gold(root / "tests" / "data" / "permanent-revolution.json")
    check_text(gold, (root / "corpus" / gold.document).read_bytes().decode("utf-8"))
    kinds = [one.kind for one in gold.quotations]
    assert {kind: kinds.count(kind) for kind in kinds} == {"term": 3, "direct": 7, "mixed": 1, "nested": 2}
    assert sum("PERSON" in entity.types for entity in gold.entities) == 6


def test_a_speaker_has_the_aliases_of_the_entity_of_that_name(gold: Gold) -> None:
    assert gold.quotations[0].speaker == "Ada Lund"
    assert gold.quotations[0].aliases == ("Ada Lund", "Lund")


def test_what_is_not_given_is_empty(gold: Gold) -> None:
    term = gold.quotations[1]
    assert (term.speaker, term.mention, term.cue, term.parent, term.is_quotation) == ("", None, None, "", False)


def test_entities_are_judged_where_the_file_lists_them_even_none(tmp_path: Path, gold_json: dict[str, Any]) -> None:
    without = changed(gold_json, lambda content: content.pop("entities"))
    none = changed(gold_json, lambda content: content.update(entities=[]))
    assert not read_gold(write(tmp_path, without)).judges_entities
    assert read_gold(write(tmp_path, none)).judges_entities


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: content.pop("document"), "document should be a text, and is ''"),
        (lambda content: content.update(sha256=5), "sha256 should be a text, and is 5"),
        (lambda content: content.update(quotations={}), "quotations should be a list"),
        (lambda content: content["quotations"].insert(0, "q"), "quotations 1 should be an object with named fields"),
        (lambda content: content["quotations"][1].update(kind="irony"), "(q2): the kind 'irony' is none of direct"),
        (lambda content: content["quotations"][0].update(start="7"), "(q1): start and end should be code points"),
        (
            lambda content: content["quotations"][0].update(start=90, end=80),
            "(q1): start and end should be code points, and are 90 and 80",
        ),
        (lambda content: content["quotations"][0]["cue"].pop("text"), "(q1), cue: text should be a text"),
        (lambda content: content["quotations"][1].update(id="q1"), "two quotations have the id 'q1'"),
        (lambda content: content["quotations"][6].update(parent="q9"), "q7 has the parent 'q9', which is not there"),
        (lambda content: content["entities"][0].update(types=[]), "entities 1: types should name at least one type"),
        (lambda content: content["entities"][0].update(aliases="Lund"), "aliases should be a list of texts"),
    ],
)
def test_what_is_wrong_in_a_gold_file_is_named(
    tmp_path: Path, gold_json: dict[str, Any], change: Change, message: str
) -> None:
    path = write(tmp_path, changed(gold_json, change))
    with pytest.raises(GoldError) as error:
        read_gold(path)
    assert str(error.value).startswith(str(path))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"{", "is not a JSON file"), (b"[]", "should be an object"), (b"\xff", "is not in UTF-8: byte 0")],
)
def test_a_file_that_is_no_gold_is_an_error(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "gold.json"
    path.write_bytes(content)
    with pytest.raises(GoldError, match=message):
        read_gold(path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be read: No such file"):
        read_gold(tmp_path / "none.json")


def test_another_text_than_the_annotated_one_is_an_error(gold: Gold, text: str) -> None:
    check_text(gold, text)
    with pytest.raises(GoldError, match=r"made for a text with sha256 .*; annotate the text as it is now"):
        check_text(gold, text + " ")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: content["quotations"][0].update(start=24), "q1: the text from 24 to "),
        (
            lambda content: content["quotations"][0]["speaker_mention"].update(end=3),
            "q1, speaker_mention: the text from 0",
        ),
        (lambda content: content["quotations"][0]["cue"].update(end=8000), "q1, cue: the text from 9 to 8000"),
    ],
)
def test_a_span_that_does_not_hold_its_words_is_an_error(
    tmp_path: Path, gold_json: dict[str, Any], text: str, change: Change, message: str
) -> None:
    content = changed(gold_json, change) | {"sha256": ""}
    with pytest.raises(GoldError) as error:
        check_text(read_gold(write(tmp_path, content)), text)
    assert message in str(error.value)


def test_a_file_may_say_which_facts_it_speaks_of(tmp_path: Path, gold_json: dict[str, Any]) -> None:
    some = changed(gold_json, lambda content: content.update(judges=["kind", "speaker"]))
    assert read_gold(write(tmp_path, some)).judges == ("kind", "speaker")
    assert read_gold(write(tmp_path, gold_json)).judges == ()
