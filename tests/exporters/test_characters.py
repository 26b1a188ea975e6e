"""What XML can hold, and ids as XML wants them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.exporters.characters import id_of_name, split_xml, xml_name, xml_safe

NAMES = [
    ("permanent-revolution.q0001", "permanent-revolution.q0001"),
    ("1984.q0001", "_31_984.q0001"),
    ("письма.q0001", "письма.q0001"),
    # The vowel signs of Devanagari are letters in the fifth edition of XML 1.0 and not in the fourth.
    ("भाषा", "भ_93e_ष_93e_"),
    ("-a_b", "_2d_a_5f_b"),
    ("a b:c", "a_20_b_3a_c"),
    ("", ""),
]


@pytest.mark.parametrize(("identifier", "name"), NAMES)
def test_an_id_is_a_name_of_xml_that_is_read_easily(identifier: str, name: str) -> None:
    assert xml_name(identifier) == name
    assert id_of_name(name) == identifier


@given(identifier=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_id_is_a_name_and_comes_back(identifier: str) -> None:
    name = xml_name(identifier)
    assert id_of_name(name) == identifier
    etree.QName("http://www.tei-c.org/ns/1.0", name)


@given(first=st.text("ab_.-019q"), second=st.text("ab_.-019q"))
def test_no_two_ids_have_one_name(first: str, second: str) -> None:
    assert (xml_name(first) == xml_name(second)) == (first == second)


@given(text=st.text())
def test_text_in_pieces_is_the_text_and_lxml_takes_every_piece(text: str) -> None:
    pieces = list(split_xml(text))
    assert "".join(words + other for words, other in pieces) == text
    etree.Element("p").text = "".join(words for words, _ in pieces)
    etree.Element("p").text = xml_safe(text)
    assert len(xml_safe(text)) == len(text)
    assert all(xml_safe(other) == "\ufffd" for _, other in pieces if other)


def test_white_space_and_characters_beyond_the_first_plane_are_left_alone() -> None:
    assert xml_safe("a\tb\nc\rd\x85\u2028👩‍🚀") == "a\tb\nc\rd\x85\u2028👩‍🚀"
