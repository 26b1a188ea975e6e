"""The conversion from Universal Dependencies to the ClearNLP scheme, on trees made by hand."""

import pytest

from training.conllu import Word
from training.convert import convert

# Each line of a tree: form, coarse part of speech, tag, number of the head (from one, nought for the root), UD label.
# The expected analysis: word/label<head, the root without head.
CASES = {
    "copula with adjective": (
        """The DET DT 2 det|soup NOUN NN 5 nsubj|is AUX VBZ 5 cop|still ADV RB 5 advmod|warm ADJ JJ 0 root
        |. PUNCT . 5 punct""",
        "The/det<soup soup/nsubj<is is/ROOT still/advmod<is warm/acomp<is ./punct<is",
    ),
    "copula with noun in a clause": (
        """We PRON PRP 2 nsubj|know VERB VBP 0 root|that SCONJ IN 7 mark|she PRON PRP 7 nsubj
        |was AUX VBD 7 cop|a DET DT 7 det|doctor NOUN NN 2 ccomp""",
        "We/nsubj<know know/ROOT that/mark<was she/nsubj<was was/ccomp<know a/det<doctor doctor/attr<was",
    ),
    "copula with preposition": (
        """They PRON PRP 4 nsubj|were AUX VBD 4 cop|in ADP IN 4 case|Rome PROPN NNP 0 root""",
        "They/nsubj<were were/ROOT in/prep<were Rome/pobj<in",
    ),
    "there is": (
        """There PRON EX 2 expl|is VERB VBZ 0 root|a DET DT 4 det|problem NOUN NN 2 nsubj""",
        "There/expl<is is/ROOT a/det<problem problem/attr<is",
    ),
    "preposition under verb and noun": (
        """He PRON PRP 2 nsubj|read VERB VBD 0 root|about ADP IN 5 case|the DET DT 5 det
        |fall NOUN NN 2 obl|of ADP IN 7 case|Troy PROPN NNP 5 nmod""",
        "He/nsubj<read read/ROOT about/prep<read the/det<fall fall/pobj<about of/prep<fall Troy/pobj<of",
    ),
    "preposition before a clause": (
        """She PRON PRP 2 nsubj|left VERB VBD 0 root|without SCONJ IN 4 mark|paying VERB VBG 2 advcl""",
        "She/nsubj<left left/ROOT without/prep<left paying/pcomp<without",
    ),
    "infinitive": (
        """They PRON PRP 2 nsubj|hope VERB VBP 0 root|to PART TO 4 mark|win VERB VB 2 xcomp""",
        "They/nsubj<hope hope/ROOT to/aux<win win/xcomp<hope",
    ),
    "passive with agent": (
        """The DET DT 2 det|bill NOUN NN 4 nsubj:pass|was AUX VBD 4 aux:pass|paid VERB VBN 0 root
        |by ADP IN 6 case|Ann PROPN NNP 4 obl:agent""",
        "The/det<bill bill/nsubjpass<paid was/auxpass<paid paid/ROOT by/agent<paid Ann/pobj<by",
    ),
    "name and title": (
        """President PROPN NNP 2 nmod:desc|Mary PROPN NNP 5 nsubj|Anne PROPN NNP 2 flat
        |Jones PROPN NNP 2 flat|spoke VERB VBD 0 root""",
        "President/compound<Jones Mary/compound<Jones Anne/compound<Jones Jones/nsubj<spoke spoke/ROOT",
    ),
    "date": (
        """on ADP IN 3 case|May PROPN NNP 3 nmod:unmarked|14 NUM CD 0 root|, PUNCT , 5 punct
        |1911 NUM CD 3 nmod:unmarked""",
        "on/ROOT May/pobj<on 14/nummod<May ,/punct<1911 1911/nummod<May",
    ),
    "coordination of three": (
        """apples NOUN NNS 0 root|, PUNCT , 3 punct|pears NOUN NNS 1 conj|and CCONJ CC 5 cc
        |plums NOUN NNS 1 conj""",
        "apples/ROOT ,/punct<apples pears/conj<apples and/cc<pears plums/conj<pears",
    ),
    "coordination of prepositions": (
        """lived VERB VBD 0 root|in ADP IN 3 case|Bonn PROPN NNP 1 obl|and CCONJ CC 6 cc|in ADP IN 6 case
        |Kiel PROPN NNP 3 conj""",
        "lived/ROOT in/prep<lived Bonn/pobj<in and/cc<in in/conj<in Kiel/pobj<in",
    ),
    "relative clause": (
        """the DET DT 2 det|man NOUN NN 0 root|who PRON WP 4 nsubj|wept VERB VBD 2 acl:relcl""",
        "the/det<man man/ROOT who/nsubj<wept wept/relcl<man",
    ),
    "free relative": (
        """I PRON PRP 2 nsubj|know VERB VBP 0 root|what PRON WP 2 obj|he PRON PRP 5 nsubj
        |did VERB VBD 3 acl:relcl""",
        "I/nsubj<know know/ROOT what/dobj<did he/nsubj<did did/ccomp<know",
    ),
    "possessive": (
        """the DET DT 2 det|workers NOUN NNS 4 nmod:poss|’ PART POS 2 case|wages NOUN NNS 0 root
        |and CCONJ CC 7 cc|their PRON PRP$ 7 nmod:poss|rights NOUN NNS 4 conj""",
        "the/det<workers workers/poss<wages ’/case<workers wages/ROOT and/cc<wages their/poss<rights rights/conj<wages",
    ),
    "negation": (
        """They PRON PRP 4 nsubj|did AUX VBD 4 aux|n’t PART RB 4 advmod|come VERB VB 0 root""",
        "They/nsubj<come did/aux<come n’t/neg<come come/ROOT",
    ),
    "negated copula": (
        """It PRON PRP 5 nsubj|was AUX VBD 5 cop|never ADV RB 5 advmod|a DET DT 5 det
        |success NOUN NN 0 root""",
        "It/nsubj<was was/ROOT never/neg<was a/det<success success/attr<was",
    ),
    "according to": (
        """According VERB VBG 4 case|to ADP IN 1 fixed|the DET DT 4 det|mayor NOUN NN 6 obl
        |it PRON PRP 6 nsubj|rained VERB VBD 0 root""",
        "According/prep<rained to/prep<According the/det<mayor mayor/pobj<to it/nsubj<rained rained/ROOT",
    ),
    "such as": (
        """birds NOUN NNS 0 root|such ADJ JJ 4 case|as ADP IN 2 fixed|owls NOUN NNS 1 nmod""",
        "birds/ROOT such/amod<as as/prep<birds owls/pobj<as",
    ),
    "because of": (
        """stayed VERB VBD 0 root|because ADP IN 4 case|of ADP IN 2 fixed|rain NOUN NN 1 obl""",
        "stayed/ROOT because/prep<stayed of/pcomp<because rain/pobj<of",
    ),
    "quotation before an inverted frame, as parataxis": (
        """“ PUNCT `` 4 punct|We PRON PRP 4 nsubj|will AUX MD 4 aux|win VERB VB 0 root|, PUNCT , 4 punct
        |” PUNCT '' 4 punct|said VERB VBD 4 parataxis|Smith PROPN NNP 7 nsubj""",
        "“/punct<win We/nsubj<win will/aux<win win/ccomp<said ,/punct<win ”/punct<win said/ROOT Smith/nsubj<said",
    ),
    "quotation before an inverted frame, as complement": (
        """It PRON PRP 3 nsubj|is AUX VBZ 3 cop|cold ADJ JJ 5 ccomp|, PUNCT , 3 punct|said VERB VBD 0 root
        |Eve PROPN NNP 5 nsubj""",
        "It/nsubj<is is/ccomp<said cold/acomp<is ,/punct<is said/ROOT Eve/nsubj<said",
    ),
    "frame in the midst of a quotation stays where it is": (
        """You PRON PRP 5 nsubj|, PUNCT , 3 punct|said VERB VBD 5 parataxis|Tom PROPN NNP 3 nsubj
        |lie VERB VBP 0 root""",
        "You/nsubj<lie ,/punct<said said/parataxis<lie Tom/nsubj<said lie/ROOT",
    ),
    "object of one verb, subject of the next": (
        """Let VERB VB 0 root|him PRON PRP 1 obj|go VERB VB 1 xcomp""",
        "Let/ROOT him/nsubj<go go/ccomp<Let",
    ),
    "object predicate": (
        """called VERB VBD 0 root|him PRON PRP 1 obj|a DET DT 4 det|fool NOUN NN 1 xcomp""",
        "called/ROOT him/dobj<called a/det<fool fool/oprd<called",
    ),
    "recipient": (
        """gave VERB VBD 0 root|her PRON PRP 1 iobj|bread NOUN NN 1 obj""",
        "gave/ROOT her/dative<gave bread/dobj<gave",
    ),
    "adverbial noun": (
        """slept VERB VBD 0 root|all DET DT 3 det|day NOUN NN 1 obl:unmarked""",
        "slept/ROOT all/det<day day/npadvmod<slept",
    ),
    "clause that a pronoun stands for": (
        """It PRON PRP 3 expl|is AUX VBZ 3 cop|clear ADJ JJ 0 root|that SCONJ IN 6 mark
        |he PRON PRP 6 nsubj|left VERB VBD 3 csubj""",
        "It/nsubj<is is/ROOT clear/acomp<is that/mark<left he/nsubj<left left/ccomp<is",
    ),
}
LEMMAS = {"said": "say", "was": "be", "is": "be", "were": "be", "Let": "let", "called": "call", "gave": "give"}


def words_of(rows: str) -> list[Word]:
    fields = [row.split() for row in rows.split("|")]
    return [
        Word(form=form, lemma=LEMMAS.get(form, form), upos=upos, xpos=xpos, head=int(head) - 1, dep=dep)
        for form, upos, xpos, head, dep in fields
    ]


def analysis_of(rows: str) -> str:
    tree = convert(words_of(rows))
    return " ".join(f"{node.form}/{node.dep}" + (f"<{tree[node.head].form}" if node.head >= 0 else "") for node in tree)


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES.keys())
def test_construction_becomes_clearnlp(rows: str, expected: str) -> None:
    assert analysis_of(rows) == expected


@pytest.mark.parametrize("rows", [rows for rows, _ in CASES.values()], ids=CASES.keys())
def test_result_is_a_projective_tree(rows: str) -> None:
    tree = convert(words_of(rows))
    assert tree.is_tree()
    assert tree.is_projective()
