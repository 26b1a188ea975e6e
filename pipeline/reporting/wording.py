"""Numbers, kinds, types and reasons in the words of the report."""

from collections.abc import Sequence

KINDS = {
    "direct": ("Direct quotation", "an utterance in marks, given as the speaker’s own words"),
    "mixed": ("Quoted fragment", "someone’s words inside the writer’s own clause"),
    "indirect": ("Reported speech", "what someone said, without marks"),
    "term": ("Term", "in marks, but nobody is quoted"),
}

TERMS = {
    "scare": "a word held at a distance",
    "title": "a title",
    "slogan": "a slogan",
    "nickname": "a nickname",
    "mention": "a word spoken of as a word",
}

SPEAKER_KINDS = {
    "person": "person",
    "group": "group",
    "organisation": "organisation",
    "work": "work",
    "narrator": "the writer",
    "unnamed": "not named",
}

# In the order in which the report shows them: who, where, what, then when and how many.
ENTITY_TYPES = {
    "PERSON": "People",
    "NORP": "Peoples, parties and faiths",
    "ORG": "Organisations",
    "GPE": "Countries, states and cities",
    "LOC": "Other places",
    "FAC": "Buildings and works of engineering",
    "EVENT": "Events",
    "WORK_OF_ART": "Books and other works",
    "LAW": "Laws and treaties",
    "PRODUCT": "Products",
    "LANGUAGE": "Languages",
    "DATE": "Dates",
    "TIME": "Times",
    "MONEY": "Sums of money",
    "PERCENT": "Percentages",
    "QUANTITY": "Measures",
    "ORDINAL": "Ordinal numbers",
    "CARDINAL": "Numbers",
}

ENTITY_TYPES_OF_ONE = {
    "PERSON": "person",
    "NORP": "people, party or faith",
    "ORG": "organisation",
    "GPE": "country or city",
    "LOC": "place",
    "FAC": "building",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "law",
    "PRODUCT": "product",
    "LANGUAGE": "language",
}

REASONS = {
    "no_cue": "no word such as “said” or “according to” leads to it",
    "cue_without_subject": "the word that introduces it has no subject",
    "not_stated": "the text does not say who speaks, says a person who looked",
    "pronoun_unresolved": "it is not clear whom the pronoun stands for",
}

_CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
# Control characters show as their pictures, or as a replacement character where they have none.
_VISIBLE = _CONTROL_PICTURES | {0x7F: 0x2421} | dict.fromkeys([*range(0x80, 0xA0), 0xFFFE, 0xFFFF], 0xFFFD)


def visible(text: str) -> str:
    """The text with every control character but tab and line feed made a character that can be seen."""
    # Most need no look at each character: what is printable has none of them.
    return text if text.isprintable() else text.translate(_VISIBLE)


def grouped(number: int) -> str:
    """A whole number with its thousands parted: 1,740."""
    return f"{number:,}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number and its noun: 1 quotation, 8 quotations."""
    return f"{grouped(number)} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words as a phrase: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def in_words(code: str, known: dict[str, str]) -> str:
    """The words for a code; the code itself with spaces where there are none."""
    return known.get(code, code.replace("_", " "))


def entity_type_order(label: str) -> tuple[int, str]:
    """Where a type of entity stands in the report."""
    names = list(ENTITY_TYPES)
    return (names.index(label) if label in names else len(names)), label
