"""References: the pronouns and descriptions by which a text speaks of somebody or something without a name."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.nlp import lexicons
from pipeline.nlp.frames import Frame
from pipeline.nlp.grammar import mention_of
from pipeline.records import MentionForm, Reference

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "masc"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "fem"),
    **dict.fromkeys(("i", "me", "my", "myself"), ""),
}


def find_references(doc_id: str, frame: Frame, text: str) -> Iterator[Reference]:
    """Every pronoun and description in the writer's own words, quotations left out.

    Their sentences are not numbered yet: all are 0.
    """
    if frame.unit.span is not None:
        return
    quoted = frame.quoted
    for token in frame.doc:
        if token.i in quoted:
            continue
        form: MentionForm = "pronoun" if token.lower_ in _PRONOUNS else "nominal"
        gender = _PRONOUNS[token.lower_] if form == "pronoun" else _gender_of_noun(token)
        kind = _kind_of_noun(token) if gender is None else ""
        if gender is None and not kind:
            continue
        tokens = (token.i, token.i + 1) if form == "pronoun" else mention_of(token)
        # Where a name stands beside the noun, the mention is the name's.
        if not tokens[0] <= token.i < tokens[1] or any(frame.places[index][0] < 0 for index in range(*tokens)):
            continue
        start, end = frame.places[tokens[0]][0], frame.places[tokens[1] - 1][1]
        yield Reference(
            doc_id=doc_id,
            paragraph=frame.unit.paragraph,
            sentence=0,
            start=start,
            end=end,
            form=form,
            gender=gender or "",
            role=token.dep_,
            text=text[start:end],
            kind=kind,
        )


def _gender_of_noun(token: "Token") -> str | None:
    """The gender, maybe empty, of a noun for one human being («the old man», «his wife»); None of any other word."""
    if token.pos_ != "NOUN" or token.tag_ != "NN" or token.dep_ == "compound":
        return None
    return lexicons.person_nouns().get(token.lemma_.lower())


def _kind_of_noun(token: "Token") -> str:
    """``plural`` or ``thing`` of a noun that "they" or "it" may take up: a subject, or words that somebody gets to see.

    «The ringers are patient», «He had left a note».
    """
    if token.pos_ != "NOUN" or token.dep_ not in {"nsubj", "nsubjpass", "dobj"} or token.tag_ not in {"NN", "NNS"}:
        return ""
    lemma = token.lemma_.lower()
    if token.dep_ == "dobj" and not (lemma in lexicons.work_nouns() or lemma in lexicons.cue_nouns()):
        return ""
    if token.tag_ == "NNS":
        return "plural" if lemma in lexicons.person_nouns() else ""
    return "thing"
