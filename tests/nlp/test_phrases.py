"""Set phrases that give words to somebody, on sentences parsed by hand."""

from collections.abc import Callable

import pytest

from pipeline.nlp.cues import Site, find_cues

FRAGMENT = "“/trap a/DT/det/trap trap/NN/{dep}/{head} ”/trap"

PHRASES = [
    (
        (
            f"It/PRP/nsubj/was was/VBD/ROOT/was {FRAGMENT.format(dep='attr', head='was')} ,/was as/IN/mark/said "
            "Lady/NNP/compound/Berg Berg/NNP/nsubj/said said/VBD/advcl/was ./was"
        ),
        ("as somebody puts it", "said", "Berg"),
    ),
    (
        (
            "As/IN/mark/wrote Berg/NNP/nsubj/wrote wrote/VBD/advcl/was ,/was it/PRP/nsubj/was was/VBD/ROOT/was "
            f"{FRAGMENT.format(dep='attr', head='was')} ./was"
        ),
        ("as somebody puts it", "wrote", "Berg"),
    ),
    (
        (
            "for/IN/ROOT/for what/WP/dobj/call the/DT/det/minutes minutes/NNS/nsubj/call call/VBP/pcomp/for "
            f"{FRAGMENT.format(dep='oprd', head='call')} ./for"
        ),
        ("what somebody calls", "call", "minutes"),
    ),
    (
        (
            "for/IN/ROOT/for what/WP/dobj/call the/DT/det/minutes minutes/NNS/compound/call call/NN/pobj/for "
            f"{FRAGMENT.format(dep='appos', head='call')} ./for"
        ),
        ("what somebody calls", "call", "minutes"),
    ),
    (
        (
            "Berg/NNP/poss/claim ’s/POS/case/Berg claim/NN/ROOT/claim that/IN/mark/was it/PRP/nsubj/was "
            "was/VBD/acl/claim "
            f"{FRAGMENT.format(dep='attr', head='was')} ./claim"
        ),
        ("words of, governing", "claim", "Berg"),
    ),
    (
        (
            f"It/PRP/nsubj/was was/VBD/ROOT/was {FRAGMENT.format(dep='attr', head='was')} per/IN/prep/was "
            "the/DT/det/rules rules/NNS/pobj/per ./was"
        ),
        ("according to", "per", "rules"),
    ),
]


def shown(site: Site) -> list[tuple[str, str, str | None]]:
    return [
        (cue.evidence, site.doc[cue.tokens[0] : cue.tokens[1]].text.strip(), cue.head.text if cue.head else None)
        for cue in find_cues(site)
    ]


@pytest.mark.parametrize(
    ("row", "expected"), PHRASES, ids=["as, after", "as, before", "what", "what, taken for a noun", "claim", "per"]
)
def test_a_set_phrase_names_the_speaker(
    site_of: Callable[[str], Site], row: str, expected: tuple[str, str, str | None]
) -> None:
    assert expected in shown(site_of(row))


@pytest.mark.parametrize("caller", ["we", "one"])
def test_what_everybody_calls_a_thing_quotes_nobody(site_of: Callable[[str], Site], caller: str) -> None:
    row = (
        f"for/IN/ROOT/for what/WP/dobj/call {caller}/PRP/nsubj/call call/VBP/pcomp/for "
        f"{FRAGMENT.format(dep='oprd', head='call')} ./for"
    )
    assert "what somebody calls" not in {evidence for evidence, _, _ in shown(site_of(row))}


def test_as_before_a_noun_names_nobody(site_of: Callable[[str], Site]) -> None:
    row = (
        f"It/PRP/nsubj/was was/VBD/ROOT/was {FRAGMENT.format(dep='attr', head='was')} as/IN/prep/was "
        "good/JJ/pobj/as ,/was Berg/NNP/nsubj/said said/VBD/parataxis/was ./was"
    )
    assert "as somebody puts it" not in {evidence for evidence, _, _ in shown(site_of(row))}
