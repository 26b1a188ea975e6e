"""The kinds of evidence, and what each is called in the tables."""

from pipeline.records import Candidate

OF_SENTENCE = "subject of the sentence"
SAME_UTTERANCE = "same utterance"
SAME_PARAGRAPH = "goes on in the same paragraph"
LAST_QUOTED = "block without a named speaker: the last one quoted"
_NEAR, _FAR = 3, 10


def rule_of(candidate: Candidate) -> str:
    """The name of the rule that a candidate's evidence falls under, in words."""
    parts = [candidate.evidence, "listed verb" if candidate.cue_listed else "other verb", reach_of(candidate.distance)]
    return ", ".join(parts)


def reach_of(distance: int) -> str:
    """How far a cue stands from its quotation, in words: up to 3 tokens close, up to 10 near."""
    if distance <= _NEAR:
        return "close"
    return "near" if distance <= _FAR else "far"
