"""The word lists: sorted, without doubles, and of use."""

from importlib.resources import files

import pytest

from pipeline.nlp import lexicons

LISTS = sorted(path.name for path in (files("pipeline.nlp") / "lexicon").iterdir() if path.name.endswith(".txt"))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_what_it_is_and_holds_every_entry_once_in_order(name: str) -> None:
    lines = (files("pipeline.nlp") / "lexicon" / name).read_text(encoding="utf-8").splitlines()
    entries = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    assert lines[0].startswith("# ")
    assert entries == sorted(set(entries))


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("said", "say"), ("wrote", "write"), ("replies", "reply"), ("admitted", "admit"), ("argued", "argue")],
)
def test_an_inflected_form_leads_to_its_verb(form: str, lemma: str) -> None:
    assert lexicons.cue_forms()[form] == lemma


def test_every_form_belongs_to_a_listed_verb() -> None:
    assert set(lexicons.cue_forms().values()) <= set(lexicons.cue_verbs())


def test_the_kinds_of_verbs_are_those_of_the_tables() -> None:
    assert set(lexicons.cue_verbs().values()) == {"speech", "writing", "thought"}
