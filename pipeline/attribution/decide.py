"""Who says each quotation: the strongest evidence wins, and every decision says which it was."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.attribution import rules
from pipeline.attribution.identify import identify
from pipeline.attribution.people import Cast
from pipeline.records import Attribution, Candidate, Document, Mention, Quotation, unattributed

_LOOK_BACK = 60
"""Quotations back that a speaker may be handed on from: an utterance runs over fewer parts."""
_LAST_SPEAKER_REACH = 24
"""Paragraphs back that the last speaker quoted may be, for a block that names nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One document as the decision sees it: its mentions in order, who is who, and its author."""

    document: Document
    mentions: Sequence[Mention]
    cast: Cast


@dataclass(slots=True)
class _Progress:
    """What has been decided so far in a document."""

    by_id: dict[str, Attribution]
    quotations: dict[str, Quotation]


def attribute_document(
    quotations: Sequence[Quotation], candidates: Sequence[Candidate], scene: Scene
) -> list[Attribution]:
    """An attribution for every quotation of one document, in their order; none is dropped."""
    by_quote: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_quote[candidate.quote_id].append(candidate)
    progress = _Progress({}, {quotation.quote_id: quotation for quotation in quotations})
    for quotation in quotations:
        progress.by_id[quotation.quote_id] = _decide(quotation, by_quote[quotation.quote_id], scene, progress)
    return [progress.by_id[quotation.quote_id] for quotation in quotations]


def _decide(quotation: Quotation, candidates: Sequence[Candidate], scene: Scene, progress: _Progress) -> Attribution:
    if quotation.kind == "term":
        return unattributed(quotation.doc_id, quotation.quote_id, reason="term")
    best = best_candidate(candidates)
    shared = _shared(quotation, progress)
    if shared is not None and (best is None or (shared.score or 0) > rules.score_of(rules.rule_of(best))):
        return shared
    if best is None:
        reason = "cue_without_subject" if candidates else "no_cue"
        return unattributed(quotation.doc_id, quotation.quote_id, reason=reason)
    return _attribution(quotation, best, scene, progress)


def best_candidate(candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate with the strongest evidence, the nearer cue first among equals; None if none names anybody."""
    named = [candidate for candidate in candidates if candidate.mention_start is not None]
    if not named:
        return None
    return min(named, key=lambda candidate: (-rules.score_of(rules.rule_of(candidate)), candidate.distance))


def _attribution(quotation: Quotation, candidate: Candidate, scene: Scene, progress: _Progress) -> Attribution:
    parent = progress.by_id.get(quotation.parent_id)
    identity = identify(
        candidate,
        quotation,
        mentions=scene.mentions,
        cast=scene.cast,
        author=scene.document.author,
        parent=parent,
        earlier=_earlier(quotation, progress),
    )
    rule = rules.rule_of(candidate)
    return Attribution(
        doc_id=quotation.doc_id,
        quote_id=quotation.quote_id,
        speaker_id="",
        speaker=identity.name,
        speaker_kind=identity.kind,
        speaker_mention=candidate.mention,
        mention_start=candidate.mention_start,
        mention_end=candidate.mention_end,
        cue=candidate.cue,
        cue_start=candidate.cue_start,
        cue_end=candidate.cue_end,
        rule=rule,
        score=rules.score_of(rule) * identity.certainty,
        reason="" if identity.name else "pronoun_unresolved",
    )


def _shared(quotation: Quotation, progress: _Progress) -> Attribution | None:
    """The attribution a quotation has from one before it: its own utterance, its paragraph, the last speaker."""
    found = _source_of_share(quotation, progress)
    if found is None:
        return None
    rule, source = found
    direct = rule != rules.LAST_QUOTED
    return replace(
        source,
        quote_id=quotation.quote_id,
        speaker_mention=source.speaker_mention if direct else "",
        mention_start=source.mention_start if direct else None,
        mention_end=source.mention_end if direct else None,
        cue=source.cue if direct else "",
        cue_start=source.cue_start if direct else None,
        cue_end=source.cue_end if direct else None,
        rule=rule,
        score=min(rules.score_of(rule), source.score or 0.0),
    )


def _source_of_share(quotation: Quotation, progress: _Progress) -> tuple[str, Attribution] | None:
    """The rule and the attribution a quotation may be given: its own utterance's before a neighbour's."""
    found: tuple[str, Attribution] | None = None
    for earlier, attribution in _earlier(quotation, progress):
        if earlier.utterance_id == quotation.utterance_id:
            return rules.SAME_UTTERANCE, attribution
        if found is None:
            rule = _neighbour_rule(earlier, quotation)
            found = (rule, attribution) if rule and attribution.speaker else None
    return found


def _neighbour_rule(earlier: Quotation, quotation: Quotation) -> str:
    """The rule by which a quotation may take the speaker of an earlier one; empty where there is none."""
    if earlier.paragraph == quotation.paragraph and quotation.kind == earlier.kind == "direct":
        return rules.SAME_PARAGRAPH
    near = quotation.paragraph - earlier.paragraph <= _LAST_SPEAKER_REACH
    return rules.LAST_QUOTED if quotation.form == "block" and near else ""


def _earlier(quotation: Quotation, progress: _Progress) -> Iterator[tuple[Quotation, Attribution]]:
    """Quotations before this one that have a speaker and stand at the same depth, the nearest first."""
    for quote_id in islice(reversed(progress.by_id), _LOOK_BACK):
        earlier = progress.quotations[quote_id]
        attribution = progress.by_id[quote_id]
        if earlier.parent_id == quotation.parent_id and (attribution.speaker or attribution.speaker_mention):
            yield earlier, attribution
