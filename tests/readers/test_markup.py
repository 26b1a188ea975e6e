"""Elements become paragraphs, headings, block quotations and notes, their words as a browser shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.readers.blocks import Block
from pipeline.readers.hypertext import read_page
from pipeline.readers.markup import read_blocks

WORDS = st.text(st.sampled_from("abcdefgéäж“”‘’\"',;…—"), min_size=1, max_size=8)


def blocks(html: str) -> list[tuple[str, str]]:
    page = read_page(html.encode("utf-8"))
    return [(block.kind, block.text) for block in read_blocks(page.root)] if page.root is not None else []


def words(html: str) -> list[str]:
    return [text for _, text in blocks(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one  two\n three\t</p>", ["one two three"]),
        ("<p>one<br>two<br/> three</p>", ["one\ntwo\nthree"]),
        ("one<br><br>two<br>&nbsp;<br>three", ["one", "two", "three"]),  # old pages have no other paragraphs
        ("<p>no<wbr>break, w<b>or</b>d, soft&shy;ly</p>", ["nobreak, word, softly"]),
        ("<p>a&nbsp;b &amp; &lt;i&gt; &ldquo;so&rdquo; &#8212;</p>", ["a\u00a0b & <i> “so” —"]),
        ("<div>one<p>two</p>three</div>four", ["one", "two", "three", "four"]),
        ("<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>", ["one", "two", "three"]),
        ("<dl><dt>Pier</dt><dd>It stands.</dd></dl>", ["Pier", "It stands."]),
        ("<table><tr><th>Who</th><td>“One” and</td><td>two</td></tr></table>", ["Who", "“One” and", "two"]),
        ("<pre>one\n  two\n\nthree</pre>", ["one\ntwo", "three"]),
        ("<figure><img alt='x'><figcaption>The pier</figcaption></figure>", ["The pier"]),
        ("<p>one</p><hr><p>two</p>", ["one", "two"]),
        ("<p>seen<script>no</script><style>no</style><noscript>no</noscript><template>no</template></p>", ["seen"]),
        ("<p>seen</p><p hidden>no</p><p style='DISPLAY : none'>no</p><span class='sr-only'>no</span>", ["seen"]),
        ("<p>one<!-- not --> two<?php echo 1 ?></p>", ["one two"]),
        ("<p>a <del>struck</del> <ins>new</ins> word</p>", ["a struck new word"]),
        ("<p>the 1<sup>st</sup> of 10<sup>2</sup>, H<sub>2</sub>O</p>", ["the 1st of 102, H2O"]),
        ("<p>the town.<sup>3</sup> And the harbour<sup>12</sup> too</p>", ["the town. And the harbour too"]),
        ("<p> <b> </b>\n</p><p>&nbsp;</p>", []),
    ],
)
def test_words_are_those_a_browser_shows(html: str, expected: list[str]) -> None:
    assert words(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("He said <q>yes</q>.", "He said “yes”."),
        ("<q>He said <q>yes</q> to <q>it</q></q>", "“He said ‘yes’ to ‘it’”"),
        ("<q>a<q>b<q>c</q></q></q>", "“a‘b“c”’”"),
        ("<q>“yes”</q> and “<q>no</q>”", "“yes” and “no”"),  # the author has typed them, and the style shows none
        ("<q> ‘yes’ </q>", "‘yes’"),
        ("so<q></q>", "so"),
    ],
)
def test_q_gets_marks_where_there_are_none(html: str, expected: str) -> None:
    assert words(f"<p>{html}</p>") == [expected]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>One</h1><h6>Six</h6><p>x", [("heading", "One"), ("heading", "Six"), ("body", "x")]),
        ("<p class=MsoTitle>One</p><p role=heading>Two</p>", [("heading", "One"), ("heading", "Two")]),
        ("<p>see <span class='title'>Tides</span></p>", [("body", "see Tides")]),
        ("<blockquote>bare</blockquote>", [("block", "bare")]),
        (
            "<blockquote><p>one</p><div><p>two</p></div></blockquote>after",
            [("block", "one"), ("block", "two"), ("body", "after")],
        ),
        ("<blockquote><h2>Head</h2><ul><li>item</ul></blockquote>", [("heading", "Head"), ("block", "item")]),
        ("<p class='extract'>set off</p><div class='Block-Quote'>too</div>", [("block", "set off"), ("block", "too")]),
        ("<p style='margin-left:1cm; margin-right:1cm'>set in</p>", [("block", "set in")]),
        ("<p style='margin-left:1cm; margin-right:0cm'>a list of old</p>", [("body", "a list of old")]),
        ("<p>she said: <span class='quote'>inline</span></p>", [("body", "she said: inline")]),
        ("<blockquote><p>Words.</p><footer>Ines Marlow</footer></blockquote>", [("block", "Words.\n— Ines Marlow")]),
        ("<blockquote>Words.<p><cite>— Ines</cite></p></blockquote>", [("block", "Words.\n— Ines")]),
        (
            "<blockquote>Words.<div class=templatequotecite>— <cite>Ines</cite></div></blockquote>",
            [("block", "Words.\n— Ines")],
        ),
        ("<blockquote>Words, <span class=attribution>Ines</span></blockquote>", [("block", "Words, Ines")]),
        (
            "<blockquote><p>One.</p><p>Two, <span class=attribution>Ines</span></p></blockquote>",
            [("block", "One."), ("block", "Two, Ines")],
        ),
        ("<blockquote>Words.<footer>Ines</footer></blockquote>", [("block", "Words.\n— Ines")]),
        ("<blockquote><p>As <cite>Tides</cite> says.</p></blockquote>", [("block", "As Tides says.")]),
        (
            "<figure><blockquote>Words.</blockquote><figcaption>Tom Ford, <cite>Tides</cite></figcaption></figure>",
            [("block", "Words.\n— Tom Ford, Tides")],
        ),
    ],
)
def test_kinds_are_those_of_the_elements(html: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(html) == expected


def test_nesting_has_no_limit() -> None:
    assert blocks("<blockquote>" * 900 + "deep" + "</blockquote>" * 900 + "<p>after") == [
        ("block", "deep"),
        ("body", "after"),
    ]
    for tag in ("div", "font", "blockquote"):
        html = f"<{tag}>" * 10_000 + "<p>deep “word”" + f"</{tag}>" * 10_000 + "<p>after"
        assert words(html) == ["deep “word”", "after"]
        assert [notice.code for notice in read_page(html.encode()).decoded.notices] == ["nested_too_deep"]


def test_what_a_tree_is_deep_is_no_matter_to_the_walk() -> None:
    root = element = etree.Element("div")
    for _ in range(20_000):
        element = etree.SubElement(element, "q")
    element.text = "deep"
    assert [len(block.text) for block in read_blocks(root)] == [4 + 2 * 20_000]


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map("".join), min_size=1, max_size=5))
def test_marks_and_words_in_paragraphs_are_never_altered(paragraphs: list[str]) -> None:
    html = "".join(f"<p>a{text}<i>b</i></p>" for text in paragraphs)
    assert words(html) == [f"a{text}b" for text in paragraphs]


@given(st.text(st.sampled_from("ab <>/='\"&;#pqbr!-[]sup1")))
def test_blocks_hold_no_blank_line_and_no_white_space_around(html: str) -> None:
    page = read_page(html.encode())
    made = list(read_blocks(page.root)) if page.root is not None else []
    assert all(block.text == block.text.strip() and block.text and "\n\n" not in block.text for block in made)
    assert all(isinstance(block, Block) for block in made)
