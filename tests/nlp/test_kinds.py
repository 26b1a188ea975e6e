"""What a pair of marks is there for, on sentences parsed by hand; the rules are those of CMOS 7.57-63 and 13.7-16."""

from collections.abc import Callable

import pytest

from pipeline.nlp.cues import Site, find_cues
from pipeline.nlp.kinds import Verdict, judge_kind, terms_of_dialogue

OWN = "“/leave We/PRP/nsubj/leave leave/VBP/ROOT/leave ./leave ”/leave"

CASES = [
    (
        (
            "Berg/NNP/nsubj/wrote wrote/VBD/ROOT/wrote :/wrote “/leave We/PRP/nsubj/leave leave/VBP/ccomp/wrote "
            "./leave ”/leave"
        ),
        "We leave.",
        ("direct", "writing"),
    ),
    (
        "“/leave We/PRP/nsubj/leave leave/VBP/ccomp/said ,/leave ”/leave Berg/NNP/nsubj/said said/VBD/ROOT/said ./said",
        "We leave,",
        ("direct", "speech"),
    ),
    (
        (
            "Berg/NNP/nsubj/said said/VBD/ROOT/said that/IN/mark/failed plans/NNS/nsubj/failed failed/VBD/ccomp/said "
            "“/quite quite/RB/advmod/failed badly/RB/advmod/quite ”/quite ./said"
        ),
        "quite badly",
        ("mixed", "speech"),
    ),
    (
        "The/DT/det/plan “/plan big/JJ/amod/plan ”/plan plan/NN/nsubj/failed failed/VBD/ROOT/failed ./failed",
        "big",
        ("term", "scare"),
    ),
    (
        "Jack/NNP/compound/Brown “/Shorty Shorty/NNP/compound/Brown ”/Shorty Brown/NNP/nsubj/left left/VBD/ROOT/left",
        "Shorty",
        ("term", "nickname"),
    ),
    (
        (
            "It/PRP/nsubj/ends ends/VBZ/ROOT/ends his/PRP$/poss/essay essay/NN/dobj/ends “/Night "
            "Long/NNP/compound/Night Night/NNP/appos/essay ”/Night ./ends"
        ),
        "Long Night",
        ("term", "title"),
    ),
    (
        (
            "They/PRP/nsubj/painted painted/VBD/ROOT/painted “/Bread Bread/NNP/dobj/painted ”/Bread "
            "on/IN/prep/painted walls/NNS/pobj/on ./painted"
        ),
        "Bread",
        ("term", "scare"),
    ),
    (
        (
            "We/PRP/nsubj/write write/VBP/ROOT/write “/Bread Bread/NNP/dobj/write ”/Bread on/IN/prep/write "
            "walls/NNS/pobj/on ./write"
        ),
        "Bread",
        ("term", "mention"),
    ),
    (
        "A/DT/det/law law/NN/ROOT/law called/VBN/acl/law “/Curb the/DT/det/Curb Curb/NN/oprd/called ”/Curb ./law",
        "the Curb",
        ("term", "mention"),
    ),
    (OWN, "We leave.", ("direct", "speech")),
    (
        (
            "On/IN/prep/saw CBS/NNP/poss/Home/B-ORG ’s/POS/case/CBS “/Home Home/NNP/pobj/On ,/Home ”/Home "
            "he/PRP/nsubj/saw saw/VBD/ROOT/saw it/PRP/dobj/saw ./saw"
        ),
        "Home,",
        ("term", "title"),
    ),
    (
        (
            "Ford/NNP/poss/Lies/B-PERSON ’s/POS/case/Ford “/Lies Home/NNP/compound/Lies Lies/NNP/nsubj/cost ”/Lies "
            "cost/VBD/ROOT/cost him/PRP/dobj/cost ./cost"
        ),
        "Home Lies",
        ("term", "scare"),
    ),
    (
        (
            "They/PRP/nsubj/quarrel quarrel/VBP/ROOT/quarrel over/IN/prep/quarrel “/Hope Hope/NNP/pobj/over ,/Hope "
            "”/Hope a/DT/det/novel novel/NN/appos/Hope ./quarrel"
        ),
        "Hope,",
        ("term", "title"),
    ),
    (
        "The/DT/det/I “/I I/PRP/nsubj/fades ”/I fades/VBZ/ROOT/fades ./fades",
        "I",
        ("term", "mention"),
    ),
    (
        "They/PRP/nsubj/sing sing/VBP/ROOT/sing “/Song Last/NNP/compound/Song Song/NNP/dobj/sing ”/Song ./sing",
        "Last Song",
        ("term", "title"),
    ),
    (
        "“/Applause (/Applause Applause/NN/ROOT/Applause )/Applause ”/Applause",
        "(Applause)",
        ("term", "mention"),
    ),
    (
        "The/DT/det/experts so-called/JJ/amod/experts “/experts experts/NNS/nsubj/fled ”/experts fled/VBD/ROOT/fled",
        "experts",
        ("term", "scare"),
    ),
    (
        (
            "It/PRP/nsubjpass/known is/VBZ/auxpass/known known/VBN/ROOT/known as/IN/prep/known the/DT/det/Night "
            "“/Night long/JJ/amod/Night Night/NN/pobj/as ”/Night ./known"
        ),
        "long Night",
        ("term", "mention"),
    ),
    (
        (
            "what/WP/dobj/called Ford/NNP/nsubj/called called/VBD/ROOT/called “/farce a/DT/det/farce "
            "farce/NN/oprd/called ”/farce"
        ),
        "a farce",
        ("mixed", "speech"),
    ),
    (
        (
            "The/DT/det/word word/NN/nsubj/means “/soviet soviet/NN/appos/word "
            "”/soviet means/VBZ/ROOT/means us/PRP/dobj/means"
        ),
        "soviet",
        ("term", "mention"),
    ),
    (
        "Hleb/NNP/nsubj/means means/VBZ/ROOT/means “/bread bread/NN/dobj/means ”/bread ./means",
        "bread",
        ("term", "mention"),
    ),
    (
        (
            "By/IN/prep/mean “/capital capital/NN/pobj/By "
            "”/capital they/PRP/nsubj/mean mean/VBP/ROOT/mean land/NN/dobj/mean"
        ),
        "capital",
        ("term", "mention"),
    ),
    (
        (
            "The/DT/det/slogan slogan/NN/nsubj/is “/Bread Bread/NN/appos/slogan ,/Bread peace/NN/conj/Bread ”/Bread "
            "is/VBZ/ROOT/is here/RB/advmod/is ./is"
        ),
        "Bread, peace",
        ("term", "slogan"),
    ),
    (
        (
            "Berg/NNP/nsubj/saw saw/VBD/ROOT/saw him/PRP/dobj/saw as/IN/prep/saw a/DT/det/man “/weak weak/JJ/amod/man "
            "man/NN/pobj/as ”/weak ./saw"
        ),
        "weak man",
        ("mixed", "speech"),
    ),
    (
        (
            "They/PRP/nsubj/serve serve/VBP/ROOT/serve as/IN/prep/serve a/DT/det/bridge “/bridge bridge/NN/pobj/as "
            "”/bridge ./serve"
        ),
        "bridge",
        ("term", "scare"),
    ),
    (
        (
            "His/PRP$/poss/claim claim/NN/nsubj/failed that/IN/mark/were there/EX/expl/were were/VBD/acl/claim "
            "“/many many/JJ/acomp/were ”/many failed/VBD/ROOT/failed ./failed"
        ),
        "many",
        ("mixed", "speech"),
    ),
    (
        (
            "“/Now Now/RB/advmod/pursued ,/Now ”/Now he/PRP/nsubj/pursued pursued/VBD/ROOT/pursued ,/pursued "
            "so/RB/advmod/pursued ./pursued"
        ),
        "Now,",
        ("direct", "speech"),
    ),
    (
        (
            "“/Grace Amazing/NNP/compound/Grace Grace/NNP/ROOT/Grace ,/Grace "
            "”/Grace a/DT/det/plan plan/NN/appos/Grace ./Grace"
        ),
        "Amazing Grace,",
        ("term", "scare"),
    ),
    (
        (
            "“/way My/PRP$/poss/way way/NN/dep/shook ”/way "
            "—/shook he/PRP/nsubj/shook shook/VBD/ROOT/shook it/PRP/dobj/shook"
        ),
        "My way",
        ("direct", "speech"),
    ),
    (
        "Her/PRP$/poss/No loud/JJ/amod/No “/No No/NN/nsubj/ended !/No ”/No ended/VBD/ROOT/ended it/PRP/dobj/ended",
        "No!",
        ("mixed", "speech"),
    ),
    (
        "The/DT/det/vote “/No No/NN/compound/vote ”/No vote/NN/nsubj/won won/VBD/ROOT/won ./won",
        "No",
        ("term", "scare"),
    ),
    (
        (
            "It/PRP/nsubj/was was/VBD/ROOT/was ,/was said/VBD/parataxis/was Ford/NNP/nsubj/said ,/was “/strike "
            "the/DT/det/strike great/JJ/amod/strike strike/NN/attr/was ”/strike ./was"
        ),
        "the great strike",
        ("mixed", "speech"),
    ),
    (
        (
            "As/IN/mark/said Ford/NNP/nsubj/said said/VBD/advcl/is ,/is “/strike the/DT/det/strike strike/NN/nsubj/is "
            "is/VBZ/ROOT/is over/RB/advmod/is ”/strike ./is"
        ),
        "the strike is over",
        ("direct", "speech"),
    ),
]


@pytest.mark.parametrize(("row", "content", "expected"), CASES, ids=[f"{case[1]}: {case[2][1]}" for case in CASES])
def test_marks_are_read_as_utterance_fragment_or_term(
    site_of: Callable[[str], Site], row: str, content: str, expected: tuple[str, str]
) -> None:
    site = site_of(row)
    verdict = judge_kind(site, list(find_cues(site)), content, is_block=False)
    assert (verdict.kind, verdict.subkind) == expected
    assert verdict.evidence


def test_a_paragraph_of_its_own_is_an_utterance_whatever_its_words(site_of: Callable[[str], Site]) -> None:
    site = site_of("“/Bread Bread/NNP/ROOT/Bread ”/Bread")
    assert judge_kind(site, [], "Bread", is_block=True).kind == "direct"


DIALOGUE = [
    (19, 6, "girl", True, "a word among lively utterances"),
    (19, 6, "the old girl", False, "three words"),
    (19, 2, "girl", False, "utterances without questions or cries, as in news"),
    (9, 9, "girl", False, "too few to tell"),
]


@pytest.mark.parametrize(("n_whole", "lively", "words", "expected", "source"), DIALOGUE, ids=[c[4] for c in DIALOGUE])
def test_a_text_of_dialogue_has_its_short_fragments_for_terms(
    n_whole: int, lively: int, words: str, *, expected: bool, source: str
) -> None:
    whole = [Verdict(kind="direct", subkind="speech", evidence="set off as an utterance")] * n_whole
    fragment = Verdict(kind="mixed", subkind="speech", evidence="part of a clause under a verb of speech")
    contents = ["Come!"] * lively + ["Come."] * (n_whole - lively) + [words]
    found = list(terms_of_dialogue(dict(enumerate([*whole, fragment])), dict(enumerate(contents))))
    assert found == ([n_whole] if expected else []), source


@pytest.mark.parametrize("content", ["...", "—", "?!"])
def test_marks_without_a_word_quote_nobody(site_of: Callable[[str], Site], content: str) -> None:
    site = site_of("He/PRP/nsubj/said said/VBD/ROOT/said “/said ./said ”/said")
    assert judge_kind(site, list(find_cues(site)), content, is_block=False).kind == "term"
