"""Patterns of the entity ruler: dates, times and numbers, which the training corpora do not annotate under these names.

A pattern is a list of conditions on tokens in the form of spaCy's Matcher. The ruler takes the longest match, so no two
patterns with different labels may fit the same tokens: that is why years are kept out of CARDINAL.
"""

from collections.abc import Callable, Iterator

Condition = dict[str, object]
Pattern = list[Condition]

MONTHS = """January February April June July August September October November December Jan Jan. Feb Feb. Mar. Apr Apr.
Jun. Jul. Aug Aug. Sep. Sept Sept. Oct Oct. Nov Nov. Dec Dec.""".split()
# Names of months that are words as well: a month only beside a day or a year, or as object of a preposition.
DOUBTFUL_MONTHS = ["March", "May"]
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SEASONS = "spring summer autumn winter".split()
PARTS = "beginning start middle end close spring summer autumn fall winter eve".split()
UNITS_OF_DATE = "day days week weeks month months year years decade decades century centuries fortnight".split()
UNITS_OF_TIME = "hour hours minute minutes second seconds".split()
PARTS_OF_DAY = "morning afternoon evening night".split()
CURRENCIES = """dollar dollars pound pounds euro euros rouble roubles ruble rubles franc francs shilling shillings pence
cent cents yen rupee rupees guinea guineas""".split()
MEASURES = """mile miles kilometre kilometres kilometer kilometers km metre metres meter meters foot feet inch inches
yard yards acre acres hectare hectares ton tons tonne tonnes kilogram kilograms kg gram grams ounce ounces litre litres
liter liters gallon gallons degree degrees""".split()
MAGNITUDES = "hundred thousand million billion trillion m bn".split()
ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()

YEAR: Condition = {"TEXT": {"REGEX": r"^(?:1[4-9]\d\d|20[0-3]\d)$"}}
# "in 1066", but not "1066 men": what looks like a number is a year where a preposition governs it.
GOVERNED_YEAR: Condition = {
    "TEXT": {"REGEX": r"^(?:1[0-3]\d\d|20[4-9]\d)$"},
    "DEP": {"IN": ["pobj", "npadvmod"]},
}
DECADE: Condition = {"TEXT": {"REGEX": r"^(?:(?:mid|early|late)-)?(?:1\d|20)\d0['’]?s$"}}
RANGE: Condition = {"TEXT": {"REGEX": r"^(?:1[4-9]\d\d|20[0-3]\d)[-–—/](?:\d\d|\d{4})$"}}
DAY: Condition = {"TEXT": {"REGEX": r"^(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?$"}}
MONTH: Condition = {"TEXT": {"IN": MONTHS}}
ANY_MONTH: Condition = {"TEXT": {"IN": MONTHS + DOUBTFUL_MONTHS}}
NUMBER: Condition = {"TAG": "CD"}
PLAIN_NUMBER: Condition = {"TAG": "CD", "TEXT": {"REGEX": r"^(?!(?:1\d\d\d|20\d\d)(?:$|[-–—/]))(?!.*\d['’]?s$)"}}
CLOCK: Condition = {"TEXT": {"REGEX": r"^(?:[01]?\d|2[0-4])[:.][0-5]\d$"}}
HALF_DAY: Condition = {"LOWER": {"IN": ["am", "pm", "a.m.", "p.m.", "a.m", "p.m"]}}
NUMBERED_ORDINAL: Condition = {"LOWER": {"REGEX": r"^\d+(?:st|nd|rd|th)$"}}
COMMA: Condition = {"TEXT": ",", "OP": "?"}


def word(*forms: str, op: str = "1") -> Condition:
    """The condition that a token is one of the forms, given in lower case."""
    return {"LOWER": {"IN": list(forms)}, "OP": op}


def patterns() -> list[dict[str, object]]:
    """Every pattern with its label, as `EntityRuler.add_patterns` takes them."""
    families = {
        "DATE": dates,
        "TIME": times,
        "PERCENT": percentages,
        "MONEY": sums,
        "QUANTITY": quantities,
        "ORDINAL": ordinals,
        "CARDINAL": cardinals,
    }
    return labelled(families)


def labelled(families: dict[str, Callable[[], Iterator[Pattern]]]) -> list[dict[str, object]]:
    """The patterns of each family with their label, as `EntityRuler.add_patterns` takes them."""
    return [{"label": label, "pattern": pattern} for label, family in families.items() for pattern in family()]


def dates() -> Iterator[Pattern]:
    """Yields years, days of a month, decades, centuries, spans of days, and words such as "yesterday"."""
    yield from _calendar()
    yield from _parts_of_years()
    yield [word("yesterday", "today", "tomorrow", "nowadays")]
    yield [{"TEXT": {"IN": WEEKDAYS}}]
    yield [
        word("last", "next", "this", "that"),
        word("week", "month", "year", "decade", "century", "weekend", *SEASONS),
    ]
    yield [word("last", "next", "this", "on"), {"TEXT": {"IN": WEEKDAYS}}][1:]
    yield [NUMBER, word(*UNITS_OF_DATE), word("ago", "later", "earlier", "before", op="?")]
    yield [word("a", "an"), word("day", "week", "month", "year", "decade", "century"), word("ago", "later", "earlier")]


def _calendar() -> Iterator[Pattern]:
    yield [YEAR]
    yield [GOVERNED_YEAR]
    yield [RANGE]
    yield [YEAR, {"TEXT": {"IN": ["-", "–", "—"]}}, {"TEXT": {"REGEX": r"^(?:\d\d|\d{4})$"}}]
    yield [ANY_MONTH, DAY]
    yield [ANY_MONTH, DAY, COMMA, YEAR]
    yield [ANY_MONTH, COMMA, YEAR]
    yield [ANY_MONTH, word("of"), YEAR]
    yield [word("the", op="?"), DAY, word("of", op="?"), ANY_MONTH]
    yield [word("the", op="?"), DAY, word("of", op="?"), ANY_MONTH, COMMA, YEAR]
    yield [MONTH]
    yield [{"TEXT": {"IN": DOUBTFUL_MONTHS}, "DEP": "pobj"}]


def _parts_of_years() -> Iterator[Pattern]:
    yield [word("the", op="?"), word("early", "late", "mid", op="?"), DECADE]
    century = [word(*ORDINALS), NUMBERED_ORDINAL, {"LOWER": {"REGEX": r"^(?:mid-)?(?:[a-z]+-)?[a-z]*(?:th|st|nd|rd)$"}}]
    for ordinal in century:
        yield [
            word("the", op="?"),
            word("early", "late", "mid", op="?"),
            ordinal,
            word("century", "centuries"),
        ]
    for period in (YEAR, ANY_MONTH):
        yield [word("the", op="?"), word(*PARTS), word("of"), period]
    yield [word("the", op="?"), word(*PARTS), word("of"), ANY_MONTH, YEAR]
    yield [word("early", "late", "mid"), {"TEXT": "-", "OP": "?"}, YEAR]
    yield [word("early", "late", "mid"), {"TEXT": "-", "OP": "?"}, ANY_MONTH]


def times() -> Iterator[Pattern]:
    """Yields times of the clock, spans of hours, and parts of a day."""
    yield [CLOCK, {**HALF_DAY, "OP": "?"}]
    yield [NUMBER, HALF_DAY]
    yield [NUMBER, word("o'clock", "o’clock")]
    yield [NUMBER, word(*UNITS_OF_TIME)]
    yield [word("this", "yesterday", "tomorrow"), word(*PARTS_OF_DAY)]
    yield [word("last"), word("night", "evening")]
    yield [word("midnight", "noon", "tonight")]


def percentages() -> Iterator[Pattern]:
    """Yields numbers with "%", "per cent" or "percent"."""
    yield [NUMBER, word("%", "percent", "pct")]
    yield [NUMBER, word("per"), word("cent", "cent.")]


def sums() -> Iterator[Pattern]:
    """Yields numbers with a sign or a name of a currency."""
    magnitude = word(*MAGNITUDES, op="*")
    yield [
        {"TEXT": {"REGEX": r"^(?:US|A|C)?[$£€¥]$"}},
        {"TAG": {"IN": ["CD", "$"]}, "TEXT": {"REGEX": r"\d"}},
        magnitude,
    ]
    yield [{"TAG": "CD", "OP": "+"}, magnitude, word(*CURRENCIES)]


def quantities() -> Iterator[Pattern]:
    """Yields numbers with a measure of length, area, weight or volume."""
    yield [{"TAG": "CD", "OP": "+"}, {"TEXT": "-", "OP": "?"}, word(*MEASURES)]


def ordinals() -> Iterator[Pattern]:
    """Yields "first", "21st"; "second" only where it is no unit of time."""
    yield [{"LOWER": {"IN": ORDINALS}, "TAG": {"IN": ["JJ", "RB"]}}]
    yield [NUMBERED_ORDINAL]


def cardinals() -> Iterator[Pattern]:
    """Yields numbers that are neither years nor parts of what stands above."""
    yield [{**PLAIN_NUMBER, "OP": "+"}]
