"""Markdown becomes prose: what its marks stand around is kept, the marks are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.markdown import read_markdown
from pipeline.readers.reading import Reading

WORDS = st.text(st.sampled_from("abcdefgéäжß“”‘’\"',;…—"), min_size=1, max_size=8).filter(lambda word: word.strip())
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)


def read(text: str) -> Reading:
    return read_markdown(text.encode("utf-8"))


def known(text: str) -> list[tuple[str, str]]:
    reading = read(text)
    return [(known.kind, reading.text[known.start : known.end]) for known in reading.kinds]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("He wrote *one* and __two__ and ***three***.", "He wrote one and two and three."),
        ("In _Results and Prospects_ he said so.", "In Results and Prospects he said so."),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("~~struck~~ out", "struck out"),
        ("The `code` word", "The code word"),
        ("A [link](https://example.org 'Title') here", "A link here"),
        ("A [link][there] here\n\n[there]: https://example.org", "A link here"),
        ("A [link] here\n\n[link]: <../essays/ford.html>", "A link here"),
        ("<https://example.org>", "https://example.org"),
        ("![the strikers](x.png)", "the strikers"),
        ("one\ntwo", "one\ntwo"),  # a soft line break
        ("one  \ntwo\\\nthree<br>four", "one\ntwo\nthree\nfour"),  # hard ones
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("# Title\ntext", "Title\n\ntext"),
        ("Title\n=====\ntext", "Title\n\ntext"),
        ("one\n\n***\n\ntwo", "one\n\ntwo"),
        ("> quoted\n> words", "quoted\nwords"),
        ("- one\n- two\n\n  still two", "one\n\ntwo\n\nstill two"),
        ("1. one\n2) two", "1. one\n\n2) two"),
        ("1917. A year of revolutions.", "1917. A year of revolutions."),  # a list item by the rules
        ("1905.", "1905."),  # and an empty one
        ("    Indented with four spaces, as typists do.", "Indented with four spaces, as typists do."),
        ("\tIndented with a tab.", "Indented with a tab."),
        ("```\none\n\ntwo\n```", "one\n\ntwo"),
        ("&ldquo;so&rdquo; &amp; &mdash;", "“so” & —"),
        (r"\*not stress\* \[1\]", "*not stress* [1]"),
        ("before <!-- a note\n\nto myself --> after", "before  after"),
        ("never <!-- closed", "never <!-- closed"),
        ("<div>\nKept <em>words</em>\n</div>", "Kept words"),
        ("an <illegible> word and <sic> too", "an <illegible> word and <sic> too"),  # the author's brackets
        ("<illegible>\n\nafter", "<illegible>\n\nafter"),
        ("“…starve.”[^1] He left.\n\n[^1]: Ibid.", "“…starve.” He left.\n\nIbid."),
        ("Text[^a]\n\n[^a]: One, p. 4,\nand on.\n[^b]: Two.", "Text\n\nOne, p. 4,\nand on.\n\nTwo."),
        (
            "| Who | Said |\n|---|:-:|\n| Ines | “None,” *she* said[^1] |\n\n[^1]: Ibid.",
            "Who\n\nSaid\n\nInes\n\n“None,” she said\n\nIbid.",
        ),
        ("Prose | with a bar\nand --- another | bar", "Prose | with a bar\nand --- another | bar"),
        ("[Interviewer]: Why?\n\n[Smith]: Because.", "[Interviewer]: Why?\n\n[Smith]: Because."),
        ("“Has Kerensky [the leader] given us more?”", "“Has Kerensky [the leader] given us more?”"),
        ("\"straight\" 'single' ‘curly’ workers’ -- ... (c)", "\"straight\" 'single' ‘curly’ workers’ -- ... (c)"),
        ("---\ntitle: Mine\n---\n\nText", "Text"),
        ("one\r\ntwo\r\n\r\nthree", "one\ntwo\n\nthree"),
    ],
)
def test_markup_is_reduced_to_its_words(markdown: str, text: str) -> None:
    assert read(markdown).text == text + "\n"


@pytest.mark.parametrize("markdown", ["", "\n\n", "---\ntitle: Mine\n---\n", "***", "<!-- only a note -->", "&nbsp;"])
def test_markup_without_words_is_no_text(markdown: str) -> None:
    assert read(markdown).text == ""


@pytest.mark.parametrize(
    ("markdown", "kinds"),
    [
        ("One.[^a] Two.\n\n[^a]: “Note.”\n\nThree.", [("note", "“Note.”")]),  # it comes after "Three."
        (
            "One.[^a]\n\n[^a]: Note,\n    went on.\n\n    And on.\n\nTwo.",
            [("note", "Note,\nwent on."), ("note", "And on.")],
        ),
        (
            "One.[^a]\n\n[^a]: Note.\n[^b]: Other.\n\n# Head",
            [("heading", "Head"), ("note", "Note."), ("note", "Other.")],
        ),
        ("> One.[^a]\n\n[^a]: Note.", [("block", "One."), ("note", "Note.")]),
        ("[^a] opens no note, and [^b]: does not either", []),
        ("# One\n\ntext\n\nTwo\n---", [("heading", "One"), ("heading", "Two")]),
        ("## One *two* ##", [("heading", "One two")]),
        ("text\n\n> one\n> two\n>\n> three", [("block", "one\ntwo"), ("block", "three")]),
        ("> > deep\n\nbody", [("block", "deep")]),
        ("> # Title\n> words", [("heading", "Title"), ("block", "words")]),
        ("> - item", [("block", "item")]),
        ("> one\nlazy", [("block", "one\nlazy")]),  # CommonMark's lazy continuation
        ("- item\n\ntext", []),
        ("text\n\n<blockquote>\none\ntwo\n</blockquote>\n\nend", [("block", "one\ntwo")]),
        ("<blockquote><p>one</p></blockquote>", [("block", "one")]),
        ("<blockquote>\n\none\n\ntwo\n\n</blockquote>\n\nend", [("block", "one"), ("block", "two")]),
        ('He wrote: <blockquote cite="x">one</blockquote> and left', [("block", "one")]),
        ("<blockquote>one <blockquote>two</blockquote></blockquote> end", [("block", "one"), ("block", "two")]),
        ("<blockquote>one\n\ntwo", []),  # never closed
        ("one</blockquote>\n\ntwo", []),
    ],
)
def test_headings_and_block_quotations_are_known(markdown: str, kinds: list[tuple[str, str]]) -> None:
    assert known(markdown) == kinds


@given(PARAGRAPHS)
def test_prose_without_markup_is_as_typed(paragraphs: list[str]) -> None:
    assert read("\n\n".join(paragraphs)).text == "\n\n".join(paragraphs) + "\n"


@given(st.text(st.sampled_from("ab1 \n*_`~[]()<>!#>-+.:\\&;^“”\"'")))
def test_any_markup_is_read_and_known_kinds_are_slices_in_order(markdown: str) -> None:
    reading = read(markdown)
    ends = [0]
    for kind in reading.kinds:
        assert ends[-1] <= kind.start < kind.end <= len(reading.text)
        assert reading.text[kind.start : kind.end].strip() == reading.text[kind.start : kind.end]
        ends.append(kind.end)


@given(
    st.lists(WORDS, min_size=1, max_size=5),
    st.sampled_from(["*{}*", "**{}**", "`{}`", "[{}](x.html)", "> {}", "# {}", "- {}"]),
)
def test_quotation_marks_inside_markup_are_never_altered(words: list[str], markup: str) -> None:
    prose = "a" + " ".join(words) + "b"
    assert read(markup.format(prose)).text == prose + "\n"


def test_front_matter_is_metadata_and_not_text() -> None:
    reading = read("---\ntitle: My life\nauthor: [A. One, B. Two]\n---\nText.")
    assert reading.text == "Text.\n"
    assert (reading.metadata.title, reading.metadata.author) == ("My life", "A. One; B. Two")


def test_nesting_beyond_the_limit_is_told() -> None:
    assert read("> " * 50 + "deep").text == "deep\n"
    assert [notice.code for notice in read("body\n\n" + "> " * 200 + "deep").notices] == ["nested_too_deep"]


def test_lines_may_end_in_carriage_returns() -> None:
    """As files of the old Macintosh do, or what was copied from them."""
    reading = read_markdown(b"One.[^1]\r\rTwo.\r\r[^1]: A note.\r\r    Its second paragraph.\n")
    assert reading.text == "One.\n\nTwo.\n\nA note.\n\nIts second paragraph.\n"
    assert [kind.kind for kind in reading.kinds] == ["note", "note"]
