"""Patterns of names that are exact enough to go before the recogniser: events, laws, languages, machines.

The corpora annotate no laws, languages and machines, and few events. A pattern here needs a word that says what is
named ("War", "Treaty", "election") and the capitals of a name, or a year, beside it.
"""

from collections.abc import Iterator

from training.patterns import ANY_MONTH, YEAR, Condition, Pattern, labelled, word

UPHEAVALS = """Revolution Revolutions Rebellion Uprising Rising Revolt Mutiny Insurrection Restoration War Wars Crusade
Crusades Massacre Pogrom Blockade Offensive""".split()
# With the year before them these are events without capitals, "the 1905 revolution", "the 2010 general election".
DATED = """revolution uprising rebellion revolt insurrection coup election elections by-election referendum massacre
famine earthquake invasion strike treaty""".split()
FIGHTS = "Battle Siege Storming Sack Relief".split()
PARTS_OF_LAW = "Article Section Clause Paragraph".split()
# Names of languages that are not names of peoples as well.
LANGUAGES = """Aramaic Arabic Cantonese Esperanto Farsi Gaelic Hebrew Hindi Latin Mandarin Pashto Sanskrit Swahili
Tagalog Urdu Yiddish""".split()
MAKERS = "Airbus Antonov Boeing Ilyushin Lockheed Tupolev Cessna Ford Fiat Volkswagen Škoda Trabant Lada".split()
BUILDINGS = "factory plant shipyard foundry colliery railway barracks prison".split()
DIRECTIONS = "Northern Southern Eastern Western Central Northwestern Northeastern Southwestern Southeastern".split()
CONTINENTS = "Europe Asia Africa America Australia".split()
# "South Africa" is a country.
PARTS = [("North", "America"), ("South", "America"), ("Latin", "America"), ("West", "Africa"), ("East", "Africa")]
PARTS += [("East", "Asia"), ("South", "Asia"), ("North", "Africa")]
# Labels of a word that only describes the one that follows: "the Petrograd Soviet deputies".
INSIDE = ["compound", "amod", "nmod", "poss"]

NAME: Condition = {"TAG": {"IN": ["NNP", "NNPS"]}, "IS_TITLE": True}
NAME_OR_ADJECTIVE: Condition = {"TAG": {"IN": ["NNP", "NNPS", "JJ"]}, "IS_TITLE": True}
HYPHEN: Condition = {"TEXT": {"IN": ["-", "–"]}, "OP": "?"}


def patterns() -> list[dict[str, object]]:
    """Every pattern with its label, as `EntityRuler.add_patterns` takes them."""
    families = {
        "EVENT": events,
        "LAW": laws,
        "LANGUAGE": languages,
        "PRODUCT": machines,
        "ORG": bodies,
        "FAC": buildings,
        "LOC": regions,
    }
    return labelled(families)


def events() -> Iterator[Pattern]:
    """Yields wars and upheavals, battles and sieges, and what has a year before it: "1905 revolution"."""
    upheaval: Pattern = [{**NAME_OR_ADJECTIVE, "OP": "+"}, {"TEXT": {"IN": UPHEAVALS}}]
    yield upheaval
    yield [*upheaval, word("of"), YEAR]
    yield [NAME_OR_ADJECTIVE, {"TEXT": {"IN": ["-", "–"]}}, *upheaval]
    yield [{"TEXT": "World"}, {"TEXT": "War"}, {"TEXT": {"IN": "I II III One Two".split()}}]
    yield [{"TEXT": {"IN": FIGHTS}}, word("of"), word("the", op="?"), NAME, HYPHEN, {**NAME, "OP": "*"}]
    yield [{**ANY_MONTH, "OP": "?"}, YEAR, {"TAG": {"IN": ["NNP", "NNPS", "JJ"]}, "OP": "*"}, word(*DATED)]


def laws() -> Iterator[Pattern]:
    """Yields treaties, acts, amendments and numbered articles."""
    yield [{"TEXT": {"IN": ["Treaty", "Edict", "Statute"]}}, word("of"), NAME, HYPHEN, {**NAME, "OP": "*"}]
    act: Pattern = [{**NAME_OR_ADJECTIVE, "OP": "+"}, {"TEXT": {"IN": ["Act", "Amendment", "Treaty"]}}]
    yield act
    yield [*act, word("of"), YEAR]
    yield [{"TEXT": {"IN": PARTS_OF_LAW}}, {"TEXT": {"REGEX": r"^(?:\d{1,3}[a-z]?|[IVXLC]+)$"}}]


def languages() -> Iterator[Pattern]:
    """Yields names of languages where they govern themselves: "in Hebrew", but not "Hebrew letters"."""
    yield [{"TEXT": {"IN": LANGUAGES}, "DEP": {"IN": ["pobj", "dobj", "nsubj", "nsubjpass", "attr"]}}]


def machines() -> Iterator[Pattern]:
    """Yields aircraft, vehicles and weapons that are called by a number: "Boeing 747", "T-34", "MiG-21"."""
    yield [{"TEXT": {"IN": MAKERS}}, {"TEXT": {"REGEX": r"^[A-Z]?-?\d{2,4}[A-Z]?$"}}]
    yield [{"TEXT": {"REGEX": r"^(?:AK|MiG|Tu|Su|Il|B|F|T|U|V)-\d{1,3}[A-Z]?$"}}]


def bodies() -> Iterator[Pattern]:
    """Yields parties and councils whose generic word has no capital or is a name of its own: "Bolshevik party"."""
    yield [{**NAME_OR_ADJECTIVE, "OP": "+"}, {"TEXT": "party", "DEP": {"NOT_IN": INSIDE}}]
    yield [{**NAME, "OP": "+"}, {"TEXT": {"IN": ["Soviet", "Duma", "Commune"]}, "DEP": {"NOT_IN": INSIDE}}]


def buildings() -> Iterator[Pattern]:
    """Yields works and buildings called by a name before a common noun: "Putilov factory"."""
    yield [{**NAME, "OP": "+"}, {"LOWER": {"IN": BUILDINGS}, "DEP": {"NOT_IN": INSIDE}}]


def regions() -> Iterator[Pattern]:
    """Yields parts of continents: "Western Europe"."""
    yield [{"TEXT": {"IN": DIRECTIONS}}, {"TEXT": {"IN": CONTINENTS}}]
    for direction, continent in PARTS:
        yield [{"TEXT": direction}, {"TEXT": continent}]
