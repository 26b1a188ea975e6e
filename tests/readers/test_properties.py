"""What a file states of itself counts only where a person seems to have written it."""

import pytest

from pipeline.readers.properties import stated_author, stated_date, stated_language, stated_title, tidy
from pipeline.readers.reading import NOTHING_STATED, Metadata


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("The pier at Olbury", "The pier at Olbury"),
        ("  The pier \n at Olbury ", "The pier at Olbury"),
        ("1984", "1984"),
        ("Microsoft Word - pier.doc", ""),
        ("pier_final(2).docx", ""),
        ("Untitled-1", ""),
        ("Document3", ""),
        ("- 12 -", ""),
        ("12", ""),
        ("The\x07pier", ""),
        ("x" * 301, ""),
        ("", ""),
    ],
)
def test_titles(value: str, expected: str) -> None:
    assert stated_title(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Nora Whitcombe", "Nora Whitcombe"),
        ("Microsoft Office User", ""),
        ("ADMIN", ""),
        ("python-docx", ""),
        ("Unknown Author", ""),
        ("(c) 1999", "(c) 1999"),
        ("(unspecified)", ""),
        ("???", ""),
    ],
)
def test_authors(value: str, expected: str) -> None:
    assert stated_author(value) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((1999, 5, 2), "1999-05-02"),
        ((1999, 5), "1999-05"),
        ((1999,), "1999"),
        ((1999, 13, 2), "1999"),
        ((1999, 5, 32), "1999-05"),
        ((1904, 1, 1), ""),
        ((9999,), ""),
    ],
)
def test_dates(parts: tuple[int, ...], expected: str) -> None:
    assert stated_date(*parts) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("en", "en"), ("EN_gb", "en-GB"), ("deu", "deu"), ("und", ""), ("English", ""), ("en-Latn-GB", ""), ("", "")],
)
def test_languages(value: str, expected: str) -> None:
    assert stated_language(value) == expected


def test_the_first_value_that_can_be_meant_counts() -> None:
    stated = {
        "title": ["Untitled", "https://x.org/pier", "The pier"],
        "author": ["", "user", "Nora Whitcombe"],
        "date": ["1924-05-02T09:00:00Z"],
        "source": ["The  Mercury"],
        "language": ["English", "en_gb"],
    }
    expected = Metadata(
        title="The pier", author="Nora Whitcombe", date="1924-05-02", source="The Mercury", language="en-GB"
    )
    assert tidy(stated) == expected
    assert tidy({"title": [], "author": ["???"]}) == NOTHING_STATED
