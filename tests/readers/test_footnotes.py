"""Notes are told from the text as the programs that write them mark them, and their signs are left out."""

import pytest

from pipeline.readers.hypertext import read_page
from pipeline.readers.markup import read_blocks

CASES = [
    (
        (
            'One.<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup> Two.'
            '<ol><li id="footnote-1"><p>Note. <a href="#footnote-ref-1">↑</a></p></li></ol>'
        ),
        "mammoth",
    ),
    (
        (
            'One.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup>'
            " Two."
            '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b>'
            '<a href="#cite_ref-1">^</a></b></span> <span class="reference-text">Note.</span></li></ol>'
        ),
        "Wikipedia",
    ),
    (
        (
            'One.<sup id="fnref1:1"><a href="#fn1:1" rel="footnote">1</a></sup> Two.<div class="footnotes"><hr><ol>'
            '<li id="fn1:1"><p>Note.&nbsp;<a href="#fnref1:1" rev="footnote">↩</a></p></li></ol></div>'
        ),
        "PHP Markdown, Jetpack",
    ),
    (
        (
            'One.<sup data-fn="ab12" class="fn"><a href="#ab12" id="ab12-link">1</a></sup> Two.'
            '<ol class="wp-block-footnotes"><li id="ab12">Note. <a href="#ab12-link">↩︎</a></li></ol>'
        ),
        "WordPress",
    ),
    (
        (
            'One.<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> Two.'
            '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" '
            'href="#sdfootnote1anc">1</a>Note.</p></div>'
        ),
        "LibreOffice",
    ),
    (
        (
            'One.<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1"><span>[1]</span></a> Two.'
            '<div><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Note.</p>'
            "</div></div>"
        ),
        "Word, saved as a web page",
    ),
    ('One. [<a name="f1" href="#n1">1</a>] Two.<p><a name="n1" href="#f1">1.</a> Note.</p>', "by hand, linked back"),
    ('One.<sup><a href="https://x.org/page#n1">1</a></sup> Two.<p id="n1">1. Note.</p>', "saved by a browser"),
    ('One.<a href="#n1"><sup>*</sup></a> Two.<table><tr><td id="n1">*</td><td>Note.</td></tr></table>', "in a table"),
    (
        (
            'One.<a role="doc-noteref" href="#n">1</a> Two.<section role="doc-endnotes"><ol><li id="n">Note.'
            ' <a role="doc-backlink" href="#r">back</a></li></ol></section>'
        ),
        "DPUB-ARIA",
    ),
]


def blocks(html: str) -> list[tuple[str, str]]:
    root = read_page(html.encode("utf-8")).root
    assert root is not None
    return [(block.kind, block.text) for block in read_blocks(root)]


@pytest.mark.parametrize(("html", "source"), CASES, ids=[source for _, source in CASES])
def test_a_note_is_apart_and_its_sign_is_gone(html: str, source: str) -> None:
    found = [(kind, text) for kind, text in blocks(f"<p>{html}") if text != "*"]
    assert sorted(found) == [("body", "One. Two."), ("note", "Note.")], source


@pytest.mark.parametrize(
    "html",
    [
        '<ul><li><a href="#c1">1</a></li></ul><div id="c1"><h2>One</h2><p>Text.</p></div>',  # contents
        '<p><a href="#top">1</a> of 3</p><p id="top">x</p>',
        '<p id="a">See <a href="#b">the end</a>.</p><p id="b">The end.</p>',
        '<p>Back to <a href="#b">2</a></p><p id="b">Two words.</p>',
    ],
)
def test_other_links_stay(html: str) -> None:
    assert all(kind != "note" for kind, _ in blocks(html))
    linked = [text for _, text in blocks(html)]
    assert linked == [text for _, text in blocks(html.replace("#", "/"))]


def test_a_note_in_the_middle_of_a_paragraph_does_not_break_it() -> None:
    html = '<p>One <aside role="doc-footnote">Note.</aside>two.</p>'
    root = read_page(f'<?xml version="1.0"?><body>{html}</body>'.encode(), as_xml=True).root
    assert root is not None
    assert sorted((block.kind, block.text) for block in read_blocks(root)) == [("body", "One two."), ("note", "Note.")]


def test_several_signs_are_gone_with_what_stands_between_them() -> None:
    html = (
        '<p>One<sup><a href="#n1">1</a>, <a href="#n2">2</a></sup>.</p><ol><li id="n1">A.</li><li id="n2">B.</li></ol>'
    )
    assert blocks(html) == [("body", "One."), ("note", "A."), ("note", "B.")]


def test_the_heading_of_the_notes_goes_with_them() -> None:
    html = '<p>One.</p><section role="doc-endnotes"><h2>Notes</h2><p>A.</p></section><p>Two.</p>'
    assert blocks(html) == [("body", "One."), ("note", "Notes"), ("note", "A."), ("body", "Two.")]
