"""YAML about a text: what is taken, what is a notice, and what is no front matter at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.front_matter import parse_fields, parse_yaml, split_front_matter
from pipeline.readers.reading import NOTHING_STATED, Metadata


@pytest.mark.parametrize(
    ("text", "body", "title"),
    [
        ("---\ntitle: Mine\n---\nText", "\nText", "Mine"),
        ("---\ntitle: Mine\n...\nText", "\nText", "Mine"),  # YAML's own end of a document, as pandoc has it
        ("---  \n# a comment\ntitle: Mine\n---\t\nText", "\nText", "Mine"),
        ("---\nlayout: post\n---\nText", "\nText", ""),
        ("---\n---\nText", "\nText", ""),
        ("---\ntitle: Mine\n\nauthor: Me\n---\nText", "\nText", "Mine"),
        ("---\ntitle: Mine\n---\none\n---\ntwo", "\none\n---\ntwo", "Mine"),
    ],
)
def test_a_block_at_the_top_is_front_matter(text: str, body: str, title: str) -> None:
    front = split_front_matter(text)
    assert (front.body, front.metadata.title, front.notices) == (body, title, ())


@pytest.mark.parametrize(
    "text",
    [
        "Text\n---\ntitle: Mine\n---\n",  # not at the top
        "---\ntitle: Mine\n\nText that never ends it",
        "---\nA rule above prose, and one below.\n---\nMore",
        "---\n\ntitle: Mine\n---\n",  # pandoc: a blank line after it makes a rule
        "---\nQ: Were you there?\n\nA: I was.\n\n---\nThe interview ended.",
        "----\ntitle: Mine\n----\n",
        "",
        "---",
    ],
)
def test_a_rule_is_not_front_matter(text: str) -> None:
    front = split_front_matter(text)
    assert (front.body, front.metadata) == (text, NOTHING_STATED)


def test_front_matter_that_is_no_yaml_is_left_out_and_told() -> None:
    front = split_front_matter("---\ntitle: October: a history\n---\nText")
    assert front.body == "\nText"
    assert [notice.code for notice in front.notices] == ["metadata"]
    assert "front matter, line 2" in front.notices[0].message


@pytest.mark.parametrize(
    ("yaml", "metadata"),
    [
        ("title: My life\nauthor: H. Ford", Metadata(title="My life", author="H. Ford")),
        ("Title: My life\nDATE: 1905-01-09", Metadata(title="My life", date="1905-01-09")),
        ("date: 1905", Metadata(date="1905")),
        ("date: 1905-13-45", Metadata(date="1905-13-45")),  # no date at all to YAML
        ("language: no", Metadata(language="no")),  # Norwegian, which YAML 1.1 takes for False
        ("language: pt-BR", Metadata(language="pt-BR")),
        ("author:\n- A\n- B", Metadata(author="A; B")),
        ("title: >\n  Two\n  lines", Metadata(title="Two lines")),
        ("title:\nauthor: ''", NOTHING_STATED),
        ("encoding: cp850", Metadata(encoding="cp850")),
        ("layout: post\ntags: [a, {b: c}]\n1: 2", NOTHING_STATED),  # fields of other programs
        ("", NOTHING_STATED),
        ("# nothing yet", NOTHING_STATED),
    ],
)
def test_known_fields_are_taken_as_they_are_written(yaml: str, metadata: Metadata) -> None:
    assert parse_yaml(yaml, where="the file") == (metadata, ())


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        ("title: Foo: bar", "line 1 is not YAML"),
        ("a: b\ntitle: 'open", "is not YAML"),
        ("just words", "should be lines such as"),
        ("- a\n- b", "should be lines such as"),
        ("title: {a: b}", "title should be a word"),
        ("title: [[a]]", "title should be a word"),
        ("language: English", "write a code such as en"),
        ("title: " + "x" * 1001, "1,001 characters"),
        ("title: a\n---\ntitle: b", "is not YAML"),
        ("title: \x01", "is not YAML"),
        ("? [a]\n: b", "is not YAML"),
        ("title: " + "[" * 5000, "is not YAML"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(yaml: str, words: str) -> None:
    metadata, notices = parse_yaml(yaml, where="the file")
    assert metadata == NOTHING_STATED
    assert [notice.code for notice in notices] == ["metadata"]
    assert words in notices[0].message
    assert "\n" not in notices[0].message


def test_one_bad_field_leaves_the_others() -> None:
    metadata, notices = parse_fields({"title": "Mine", "language": "English"}, where="line 2")
    assert metadata == Metadata(title="Mine")
    assert notices[0].message.startswith("line 2: language")


@pytest.mark.parametrize(
    ("yaml", "title"),
    [('title: "a\\ud800b"', "a?b"), ('title: "a\\0b\\e[0m"', "a b [0m"), ("title: 'مه\u200cر'", "مه\u200cر")],
)
def test_what_escapes_bring_in_can_be_written_to_a_table(yaml: str, title: str) -> None:
    metadata, _ = parse_yaml(yaml, where="the file")
    assert metadata.title == title


@given(st.text())
def test_any_yaml_gives_metadata_or_a_notice(text: str) -> None:
    metadata, notices = parse_yaml(text, where="the file")
    assert metadata == NOTHING_STATED or not any("not YAML" in notice.message for notice in notices)


@given(st.text(st.sampled_from("-.ab: \n'")))
def test_no_word_outside_front_matter_is_lost(text: str) -> None:
    assert text.endswith(split_front_matter("---\n" + text).body.removeprefix("---\n"))
