"""Plain text is kept to the character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.plain import read_plain

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff", include_characters="\n\t"))


@given(TEXTS.filter(lambda text: not text.lstrip().startswith(("%PDF-", "{\\rtf"))))
def test_any_text_round_trips(text: str) -> None:
    assert read_plain(text.encode("utf-8")).text == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbfone", "one"),
        (b"one\r\ntwo\r\n", "one\ntwo\n"),
        (b"one\rtwo\r\r\nthree", "one\rtwo\r\nthree"),  # a lone carriage return stays
        ("  two\u00a0spaces  \n\n\n\ttab \x0c \u2028".encode(), "  two\u00a0spaces  \n\n\n\ttab \x0c \u2028"),
        ("e\u0301 ﬁ … ''“”".encode(), "e\u0301 ﬁ … ''“”"),  # nothing is normalised
        (b"---\ntitle: Mine\n---\nText", "---\ntitle: Mine\n---\nText"),  # front matter is for Markdown
        (b"*stress* &amp; [link](x)", "*stress* &amp; [link](x)"),
        (b"", ""),
    ],
)
def test_nothing_else_is_changed(content: bytes, text: str) -> None:
    reading = read_plain(content)
    assert reading.text == text
    assert (reading.kinds, reading.notices, reading.metadata.title) == ((), (), "")


def test_the_declared_encoding_reaches_the_decoder() -> None:
    reading = read_plain("naïve".encode("cp850"), encoding="cp850")
    assert (reading.text, reading.encoding) == ("naïve", "cp850")
