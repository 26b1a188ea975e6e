"""The elements that TEI has for what the tables say."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from pipeline import __version__
from pipeline.exporters.tei import make_tei
from pipeline.exporters.tei_cast import Edition, cast_of
from pipeline.records import AttributedQuotation, Document, Entity, EntityMention, Paragraph, Speaker

TEI = "{http://www.tei-c.org/ns/1.0}"

DOCUMENT = Document(
    doc_id="ferry",
    title="The Ferry",
    author="Ines Marlow",
    date="1905-01",
    source="The Harbour Review",
    language="en",
    path="ferry.txt",
    sha256="0" * 64,
    encoding="utf-8",
    n_chars=0,
    n_words=0,
    n_paragraphs=1,
)


def quoted(text: str, words: str, number: int = 1, **known: Any) -> AttributedQuotation:
    start = text.index(words)
    empty = dict.fromkeys(AttributedQuotation.__dataclass_fields__, "")
    places = dict.fromkeys(("mention_start", "mention_end", "cue_start", "cue_end", "score"))
    usual = {"quote_id": f"ferry.q{number}", "utterance_id": f"u{number}", "kind": "direct", "form": "inline"}
    return AttributedQuotation(**{**empty, **places, **usual, "start": start, "end": start + len(words), **known})


def named(text: str, words: str, entity_id: str, label: str) -> EntityMention:
    start = text.index(words)
    return EntityMention(
        doc_id="ferry", entity_id=entity_id, label=label, paragraph=0, start=start, end=start + len(words), text=words
    )


def edition(
    text: str,
    rows: Sequence[AttributedQuotation] = (),
    mentions: Sequence[EntityMention] = (),
    paragraphs: Sequence[Paragraph] = (),
) -> Edition:
    whole = Paragraph(doc_id="ferry", paragraph=0, kind="body", start=0, end=len(text))
    lund = Speaker(
        speaker_id="lund",
        name="Maud Lund",
        type="person",
        aliases=("Lund",),
        n_quotations=1,
        n_utterances=1,
        n_words=1,
        n_documents=1,
        documents=("ferry",),
        verbs=(),
    )
    entities = [
        Entity(entity_id=one.entity_id, name=one.entity_id, type=one.label, aliases=(), n_mentions=1, n_documents=1)
        for one in mentions
    ]
    speaking = {row.speaker_id: replace(lund, speaker_id=row.speaker_id) for row in rows if row.speaker_id}
    return Edition(
        document=DOCUMENT,
        text=text,
        rows=rows,
        mentions=mentions,
        paragraphs=paragraphs or (whole,),
        members=cast_of(speaking, {one.entity_id: one for one in entities}),
    )


def body_of(made: etree._Element) -> str:
    """The body as it stands in the file, without the prefix's declaration and what every quotation has."""
    body = next(made.iter(f"{TEI}body"))
    for element in body.iter():
        for name in ("n", "ana"):
            element.attrib.pop(name, None)
    content = etree.tostring(body, encoding="unicode", with_tail=False)
    return content.replace(' xmlns="http://www.tei-c.org/ns/1.0"', "").replace("xml:id=", "id=")


LUND = {"speaker_id": "lund", "speaker": "Maud Lund", "score": 0.95}
ELEMENTS = [
    ("speech", {"subkind": "speech", **LUND}, '<said id="ferry.q1" who="#lund" direct="true" cert="0.95">it</said>'),
    ("thought", {"subkind": "thought"}, '<said id="ferry.q1" direct="true">it</said>'),
    ("indirect", {"kind": "indirect"}, '<said id="ferry.q1" direct="false">it</said>'),
    ("mixed", {"kind": "mixed", **LUND}, '<said id="ferry.q1" who="#lund" direct="true" cert="0.95">it</said>'),
    ("writing", {"subkind": "writing", **LUND}, '<quote id="ferry.q1" corresp="#lund" cert="0.95">it</quote>'),
    (
        "a cited work",
        {"source_title": "Tides"},
        '<cit><quote id="ferry.q1" source="#_w_1">it</quote><bibl corresp="#_w_1"/></cit>',
    ),
    ("a block", {"form": "block"}, '<said id="ferry.q1" rend="block" direct="true">it</said>'),
    ("scare", {"kind": "term", "subkind": "scare"}, '<soCalled id="ferry.q1">it</soCalled>'),
    ("nickname", {"kind": "term", "subkind": "nickname"}, '<soCalled id="ferry.q1">it</soCalled>'),
    ("title", {"kind": "term", "subkind": "title"}, '<title id="ferry.q1">it</title>'),
    ("mention", {"kind": "term", "subkind": "mention"}, '<mentioned id="ferry.q1">it</mentioned>'),
    ("slogan", {"kind": "term", "subkind": "slogan"}, '<mentioned id="ferry.q1">it</mentioned>'),
]


@pytest.mark.parametrize(("what", "known", "expected"), ELEMENTS)
def test_each_kind_has_its_element(what: str, known: dict[str, Any], expected: str) -> None:
    text = "Say “it”."
    made = body_of(make_tei(edition(text, [quoted(text, "it", **known)])))
    assert made == f"<body><p>Say “{expected}”.</p></body>", what


def test_the_parts_of_an_utterance_are_chained() -> None:
    text = "“We”, she said, “sank”."
    rows = [quoted(text, "We", 1, utterance_id="u"), quoted(text, "sank", 2, utterance_id="u")]
    first, second = make_tei(edition(text, rows)).iter(f"{TEI}said")
    assert (first.get("next"), first.get("prev")) == ("#ferry.q2", None)
    assert (second.get("next"), second.get("prev")) == (None, "#ferry.q1")


def test_a_quotation_that_crosses_another_is_in_pieces_with_one_number() -> None:
    text = "abcdef"
    pieces = list(make_tei(edition(text, [quoted(text, "abcd", 1), quoted(text, "cdef", 2)])).iter(f"{TEI}said"))
    assert [(one.get("n"), one.text) for one in pieces] == [("ferry.q1", "ab"), ("ferry.q2", "cd"), ("ferry.q2", "ef")]
    assert (pieces[1].get("next"), pieces[2].get("prev")) == ("#ferry.q2_p_2", "#ferry.q2")


def test_who_speaks_and_how_is_marked_at_the_quotation() -> None:
    text = "Lund said “no”."
    row = quoted(text, "no", **LUND, mention_start=0, mention_end=4, cue_start=5, cue_end=9)
    name = '<persName ref="#lund" role="speaker" corresp="#ferry.q1">Lund</persName>'
    expected = f'{name} <seg type="cue" corresp="#ferry.q1">said</seg>'
    assert expected in body_of(make_tei(edition(text, [row], [named(text, "Lund", "lund", "PERSON")])))
    unnamed = expected.replace("persName", "rs")
    assert unnamed in body_of(make_tei(edition(text, [row])))


def test_names_have_their_element_and_lead_to_the_list_or_have_a_key() -> None:
    text = "Lund of the Union in Hull at Easter"
    labels = [("Lund", "PERSON"), ("Union", "ORG"), ("Hull", "GPE"), ("Easter", "DATE")]
    made = body_of(make_tei(edition(text, [], [named(text, word, word.lower(), label) for word, label in labels])))
    assert made == (
        '<body><p><persName ref="#lund">Lund</persName> of the <orgName ref="#union">Union</orgName> in '
        '<placeName key="hull">Hull</placeName> at <name type="DATE" key="easter">Easter</name></p></body>'
    )


def test_a_quotation_inside_a_term_or_a_name_gets_what_may_hold_it() -> None:
    text = "the so-called ‘he says “no” always’ party"
    term = quoted(text, "he says “no” always", 1, kind="term", subkind="scare")
    made = make_tei(edition(text, [term, quoted(text, "no", 2)], [named(text, text[14:], "party", "ORG")]))
    assert [one.get("type") for one in made.iter(f"{TEI}q")] == ["soCalled"]
    assert [one.get("type") for one in made.iter(f"{TEI}seg")] == ["name"]


def test_headings_begin_divisions_and_a_block_needs_no_paragraph() -> None:
    text = "One\n\nTwo\n\nwords\n\nall of it\n\nThree"
    kinds = [("One", "heading"), ("Two", "heading"), ("words", "body"), ("all of it", "block"), ("Three", "heading")]
    paragraphs = [
        Paragraph(doc_id="ferry", paragraph=number, kind=kind, start=text.index(word), end=text.index(word) + len(word))  # type: ignore[arg-type]
        for number, (word, kind) in enumerate(kinds)
    ]
    row = quoted(text, "all of it", form="block")
    assert body_of(make_tei(edition(text, [row], [], paragraphs))) == (
        "<body><div><head>One</head>\n\n<head>Two</head>\n\n<p>words</p>\n\n"
        '<said id="ferry.q1" rend="block" direct="true">all of it</said>\n\n</div><div><head>Three</head></div></body>'
    )


def test_characters_that_xml_cannot_hold_or_would_change_stay() -> None:
    text = "a\x00b\rc\td <&> ]]> \ufffe"
    content = etree.tostring(make_tei(edition(text)), encoding="unicode")
    assert '<p>a<g ref="char:U+0000"/>b&#13;c\td &lt;&amp;&gt; ]]&gt; <g ref="char:U+FFFE"/></p>' in content


def test_the_header_says_where_the_text_is_from_and_who_is_who() -> None:
    text = "“No”, Lund said."
    row = quoted(text, "No", **LUND, source_title="Tides", source_author="Ada Ford", rule="near", stated_date="1904")
    made = make_tei(edition(text, [row, quoted(text, "Lund", 2, reason="no_cue")]))
    space = {"t": TEI[1:-1]}
    for path, expected in (
        ("//t:titleStmt/t:title", "The Ferry"),
        ("//t:titleStmt/t:author", "Ines Marlow"),
        ("//t:sourceDesc//t:date/@when", "1905-01"),
        ("//t:sourceDesc//t:note[@type='source']", "The Harbour Review"),
        ("//t:sourceDesc//t:idno[@type='sha256']", "0" * 64),
        ("//t:language/@ident", "en"),
        ("//t:application/@version", __version__),
        ("//t:person[@n='lund']/t:persName[not(@type)]", "Maud Lund"),
        ("//t:person[@n='lund']/t:persName[@type='alias']", "Lund"),
        ("//t:certainty[@target='#ferry.q1']/@degree", "0.95"),
        ("//t:certainty[@target='#ferry.q1']/t:desc", "near"),
        ("//t:note[@type='date']", "1904"),
        ("//t:note[@type='reason'][@target='#ferry.q2']", "no_cue"),
        ("//t:back//t:bibl/t:author", "Ada Ford"),
        ("//t:back//t:bibl/t:title", "Tides"),
    ):
        found = made.xpath(path, namespaces=space)
        assert [getattr(one, "text", one) for one in found] == [expected], path


def test_a_speaker_may_have_a_name_like_a_quotations_number() -> None:
    text = "“No”"
    made = make_tei(edition(text, [quoted(text, "No", **{**LUND, "speaker_id": "ferry.q1"})]))
    ids = [str(one.get("{http://www.w3.org/XML/1998/namespace}id")) for one in made.iter() if one.get("n")]
    assert ids == ["ferry_2e_q1", "ferry.q1"]
