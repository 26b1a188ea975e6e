"""The corpus in a few sentences: they say what the figures say, in English."""

from dataclasses import replace

from pipeline.records import AttributedQuotation, KeyTerm
from pipeline.reporting.datapackage import Provenance
from pipeline.reporting.links import Links
from pipeline.reporting.material import Material
from pipeline.reporting.relations import key_term_views
from pipeline.reporting.speakers import speakers
from pipeline.reporting.summary import citation, figures, kind_rows, making, place_citation, report_title
from pipeline.reporting.summary import sentences as sentences_of


def only(material: Material, *quote_ids: str) -> Material:
    """The same with these quotations alone, of the first document."""
    quotations: list[AttributedQuotation] = [row for row in material.quotations if row.quote_id in quote_ids]
    return replace(material, documents=material.documents[:1], quotations=quotations, speakers=speakers(quotations, ()))


def sentences(material: Material) -> tuple[str, ...]:
    links = Links(paged=False, doc_id="", speakers=material.numbers)
    return sentences_of(material, key_term_views(material, links)[0])


def test_the_first_key_terms_are_named(tiny: Material) -> None:
    terms = [
        KeyTerm(doc_id="harbour", rank=rank, term=words, score=1 / rank, n_occurrences=1)
        for rank, words in enumerate(("lamp", "bell", "form", "rock", "wall"), 1)
    ]
    assert sentences(replace(tiny, keyterms=terms))[1] == "Their key terms are lamp, bell, form and rock."
    one = replace(only(tiny), keyterms=terms[:1])
    assert sentences(one)[1] == "Its key term is lamp."


def test_a_corpus_of_several_texts(tiny: Material) -> None:
    assert sentences(tiny) == (
        "2 texts of 132 words in all, with 9 quotations.",
        "There are 4 speakers; One sailor has most words (19 words in 1 quotation).",
        "Besides, 1 stretch in quotation marks is a term: nobody is quoted.",
        "No speaker was found for 2 quotations and the speaker of 1 quotation is uncertain.",
    )


def test_one_text_with_one_speaker_and_no_doubt(tiny: Material) -> None:
    assert sentences(only(tiny, "harbour.q0003", "harbour.q0004")) == (
        "One text of 115 words, with 2 quotations.",
        "The one speaker is the keepers: 2 quotations, 11 words.",
        "Every quotation has a speaker, and none is uncertain.",
    )


def test_one_text_without_a_quotation(tiny: Material) -> None:
    nothing = only(tiny)
    assert sentences(nothing) == ("One text of 115 words, with no quotation.",)
    assert kind_rows(nothing) == ()
    assert place_citation(nothing) == ""


def test_a_text_whose_only_speaker_is_not_found(tiny: Material) -> None:
    assert sentences(only(tiny, "harbour.q0008")) == (
        "One text of 115 words, with 1 quotation.",
        "No speaker was found for 1 quotation.",
    )


def test_no_text(tiny: Material) -> None:
    nothing = replace(only(tiny), documents=())
    assert sentences(nothing) == ("No text was read.",)
    assert report_title(nothing) == "Who is quoted in 0 texts"


def test_the_figures_are_those_of_the_tables(tiny: Material) -> None:
    assert [(figure.number, figure.label) for figure in figures(tiny)] == [
        ("2", "texts"),
        ("132", "words"),
        ("9", "quotations"),
        ("4", "speakers"),
        ("1", "term in marks"),
        ("3", "uncertain"),
    ]


def test_kinds_are_counted_by_form(tiny: Material) -> None:
    assert [(kind.name, kind.inline, kind.block, kind.total) for kind in kind_rows(tiny)] == [
        ("Direct quotation", "6", "1", "7"),
        ("Quoted fragment", "2", "0", "2"),
        ("Term", "1", "0", "1"),
    ]


def test_one_text_gives_the_report_its_title(tiny: Material) -> None:
    assert report_title(only(tiny)) == "Who is quoted in “The harbour and the light”"
    assert report_title(tiny) == "Who is quoted in 2 texts"


def test_what_is_not_known_of_the_making_is_left_out(tiny: Material) -> None:
    assert [fact.term for fact in making(tiny)] == ["Made with", "Called uncertain"]
    known = replace(
        tiny, made_by=Provenance(version="1.2", model={"name": "en", "sha256": "ab"}, settings={"context_width": 60})
    )
    assert [(fact.term, fact.value) for fact in making(known)] == [
        ("Made with", "Quoth 1.2"),
        ("Language model", "en"),
        ("SHA-256 of the model", "ab"),
        ("Called uncertain", "a score below 0.70"),
        ("Context shown", "about 60 characters on either side"),
    ]


def test_a_quotation_is_cited_with_its_place_and_its_file(tiny: Material) -> None:
    assert "Version 1.2." in citation(tiny)
    assert place_citation(tiny).startswith("harbour.q0001, code points 99–133 of harbour.txt (source file: SHA-256 ")
