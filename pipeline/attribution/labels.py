"""What type each name of a document has: by most of its mentions, and by what is known of its bearers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.attribution.names import clean_name, first_names, modifier_label, parse_person, singular
from pipeline.records import Candidate, Mention

_UNNAMED_LABELS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
"""Types that are found by pattern and are no entities that a reader looks up."""
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_PLACES = frozenset({"GPE", "LOC"})
_CONTESTED = 4
"""A name is contested if at least one in so many of its mentions is called a person."""
_LONGEST = 5
"""Words of the longest name that is taken from beside a quotation."""


def is_entity(mention: Mention) -> bool:
    """Whether a mention is of a type that is listed: no date, amount or number."""
    return mention.label not in _UNNAMED_LABELS


def count_labels(mentions: Sequence[Mention], candidates: Iterable[Candidate]) -> dict[str, Counter[str]]:
    """How often each name has each type.

    A single word that is called a person but only ever stands before a noun («the Petrograd worker»,
    «the Menshevik leader») is a place or a group: a bare surname is somewhere a subject or an object.
    Whoever speaks a quotation and is no group, place or work is a person.
    """
    heads = {clean_name(mention.text) for mention in mentions if mention.role not in _MODIFIERS}
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        name = clean_name(mention.text)
        modifies = mention.label == "PERSON" and " " not in name and name not in heads
        labels[name][modifier_label(name) if modifies else mention.label] += 1
    _add_speakers(labels, mentions, candidates)
    return labels


def settle_labels(counted: Mapping[str, Counter[str]]) -> dict[str, str]:
    """The type of each name: the one most of its mentions have, contested ones by what else is known.

    A contested name goes with titled and full names («Lilia» is a person where «Miss Lilia Ford» is), and a
    plural is a group where its singular is a name too («the Mensheviks» and «the Menshevik leader»).
    """
    labels = {name: Counter(counter) for name, counter in counted.items()}
    _settle_full_names(labels)
    _settle_people(labels)
    _settle_groups(labels)
    _settle_countries(labels)
    return {name: main_label(counter) for name, counter in labels.items()}


def main_label(counter: Counter[str]) -> str:
    """The commonest type; of several the first in the alphabet."""
    return max(sorted(counter), key=lambda label: counter[label])


def _add_speakers(
    labels: dict[str, Counter[str]], mentions: Sequence[Mention], candidates: Iterable[Candidate]
) -> None:
    """Count names that the model missed, but that do what persons do: say what is quoted."""
    covered = {offset for mention in mentions for offset in range(mention.start, mention.end)}
    for candidate in candidates:
        if candidate.mention_form != "name" or not candidate.cue_listed or candidate.mention_start in covered:
            continue
        name = clean_name(candidate.mention)
        if _looks_like_person(candidate, name):
            labels[name]["PERSON"] += 1


def _looks_like_person(candidate: Candidate, name: str) -> bool:
    words = name.split()
    return (
        candidate.mention_label in {"", "PERSON"}
        and candidate.number != "plur"
        and 0 < len(words) <= _LONGEST
        and all(word[:1].isupper() for word in words)
    )


def _settle_full_names(labels: Mapping[str, Counter[str]]) -> None:
    """Call a first name with a surname a person, where the surname is one's somewhere: «Marta Dvorenko»."""
    people = {name for name, counter in labels.items() if counter["PERSON"]}
    surnames = {parse_person(name).words[-1] for name in people if parse_person(name).words}
    for name, counter in labels.items():
        parsed = parse_person(name)
        alone = len(parsed.words) == len(name.split()) > 1 and not counter["PERSON"]
        if not alone or parsed.words[0] not in first_names():
            continue
        if parsed.words[-1] in surnames or (main_label(counter) == "WORK_OF_ART" and len(parsed.words) == 2):
            counter["PERSON"] += sum(counter.values()) + 1


def _settle_people(labels: Mapping[str, Counter[str]]) -> None:
    """Let titled and full names speak for a bare one: «Ford» is a person where «Ada Ford» is named as often.

    A place keeps its name: «Washington» with «George Washington» named once.
    """
    votes: Counter[str] = Counter()
    for name, counter in labels.items():
        parsed = parse_person(name)
        if counter["PERSON"] and (parsed.titles or parsed.is_full) and parsed.words:
            for word in {parsed.words[0], parsed.words[-1]}:
                votes[word] += counter["PERSON"]
    for name, counter in labels.items():
        parsed = parse_person(name)
        if parsed.titles or parsed.is_full or not parsed.words or len(name.split()) > 1:
            continue
        total, bearers = sum(counter.values()), votes[parsed.words[0]]
        contested = counter["PERSON"] * _CONTESTED >= total
        if bearers and (contested or main_label(counter) != "GPE" or bearers >= total):
            counter["PERSON"] += bearers + (0 if contested else total)


def _settle_groups(labels: Mapping[str, Counter[str]]) -> None:
    """Call the plural of a name a group and no place: «the Mensheviks» beside «a Menshevik»; a country has none."""
    for name, counter in labels.items():
        if " " in name or singular(name) == name.lower() or main_label(counter) not in _PLACES:
            continue
        if name[:-1] in labels:
            counter["NORP"] += sum(counter.values()) + 1


def _settle_countries(labels: Mapping[str, Counter[str]]) -> None:
    """Call a name a country where the text has the adjective: «Russia» and «Russian», «Norway» is left alone."""
    peoples = {name for name, counter in labels.items() if counter["NORP"]}
    for name, counter in labels.items():
        if (
            name.endswith("a")
            and " " not in name
            and main_label(counter) in {"PERSON", "ORG"}
            and f"{name}n" in peoples
        ):
            counter["GPE"] += sum(counter.values()) + 1
