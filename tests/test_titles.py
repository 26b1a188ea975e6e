"""Titles before names: what is one, and what it tells."""

import pytest

from pipeline.titles import TITLES, gender_of_title, kind_of_title, opens_title, title_of


@pytest.mark.parametrize(
    ("word", "title", "kind", "gender"),
    [
        ("Mr.", "mr", "courtesy", "masc"),
        ("Mister", "mr", "courtesy", "masc"),
        ("Mrs", "mrs", "courtesy", "fem"),
        ("Lady", "lady", "first_name", "fem"),
        ("Uncle", "uncle", "first_name", "masc"),
        ("Col.", "colonel", "rank", ""),
        ("Sen.", "senator", "office", ""),
        ("Doctor", "dr", "office", ""),
    ],
)
def test_a_title_tells_its_kind_and_gender_in_every_form(word: str, title: str, kind: str, gender: str) -> None:
    found = title_of(word)
    assert (found, kind_of_title(found), gender_of_title(found)) == (title, kind, gender)


@pytest.mark.parametrize("word", ["Ford", "Al", "Don", "the", ""])
def test_a_name_is_no_title(word: str) -> None:
    assert title_of(word) == ""


def test_every_title_in_the_list_is_one() -> None:
    assert all(title_of(word) for word in TITLES)
    assert opens_title("Prime")
    assert not opens_title("Minister")
