"""Whether a bare number of four figures is a year, by the words beside it.

«in 1905», «the 1905 revolution» and «between 1905 and 1907» are; «1905 soldiers», «page 1917», «room 1984» and
«a crowd of 1200» are not. What no word speaks for is no year: a date that is missed is missed by a row, one that is
wrong is believed.
"""

import re

_NEAR = 60
"""How many characters beside a number are looked at."""


def _any(words: str) -> str:
    """A pattern for any of the words."""
    return "(?:" + "|".join(words.split()) + ")"


_TIME_WORDS = _any(
    r"in into since until till during before after through throughout dated circa years? early late mid AD A\.D\. "
    r"back\sto prior\sto down\sto as\sof as\s(?:early|late|recently|far\sback)\sas "
    r"(?:in|since|until|till|by|from)\s(?:about|around)"
)
# Nothing but a year is likely after these, but for a measure: «in 1905 soldiers fired», «in 1200 words».
_AFTER_TIME_WORD = re.compile(rf"(?<!\w)(?i:{_TIME_WORDS}\s{{1,3}}|mid-|ca?\.\s{{0,2}})$")
# After these what is often counted speaks against: «the law of 1905 sets out», «from 1866 to 1869 strikes were few».
_AFTER_LOOSE_WORD = re.compile(rf"(?<!\w)(?i:{_any('of from by between around')})\s{{1,3}}$")
_ABOUT = re.compile(r"\b(?i:circa|ca?\.|around|(?:in|since|until|till|by|from)\sabout)\s{0,3}$")
_DETERMINERS = _any("the an? this that these his her its their our my")
_AFTER_DETERMINER = re.compile(rf"(?:(?<!\w)(?i:{_DETERMINERS})|[’']s|s[’'])\s{{1,3}}$")
_CONJUNCTIONS = _any("and but that if while as than whether because though")
_AT_BEGINNING = re.compile(rf"(?:^|[.!?;:(\[]|\b{_CONJUNCTIONS})\s{{0,3}}$")
_IN_BRACKET = re.compile(r"(?<!\w)[a-z]{3,20} \($")
_LIST_WORDS = _any("and or nor to until till through")
_GOES_ON = re.compile(rf"(?:,?\s{{1,3}}{_LIST_WORDS}(?:\sagain)?|(?P<comma>,))\s{{1,3}}(?:in\s{{1,3}})?$")
_CHAIN = re.compile(
    rf"(?:(?:,?\s{{1,3}}{_LIST_WORDS}\s{{1,3}}|,\s{{1,3}}|\s?[-–]\s?)[12][0-9]{{3}}\b(?!,[0-9]{{3}})){{0,8}}"
)

_LABELS = _any(
    "pages? pp? nos? numbers? rooms? lines? verses? chapters? ch sections? flights? bus routes? highway models? "
    "vols? volumes? folios? ff? box file lot plot house flat apartment channel version items? extension tel "
    "telephone platform unit suite cell hymn locker docket invoice form type regiment"
)
_LABEL = re.compile(rf"\b(?i:{_LABELS})\.?\s{{0,3}}$")
_AMOUNTS = _any(
    "population total number sum distance height depth cost price average maximum minimum minority majority crowd "
    "force army garrison fleet membership circulation staff crew wage salary rent fine weight length altitude "
    "elevation speed debt loan score mob run rate loss"
)
_CHANGES = _any(
    "rose rise risen grew grow grown fell fall fallen increased? reduced? cut dropped swelled shrank shrunk "
    "multiplied divided outnumbered raised? lowered"
)
_COUNTING = re.compile(rf"\b(?:{_AMOUNTS} of|{_CHANGES}(?: \w{{1,12}})? (?:by|from|to))\s{{1,3}}$")
_UNITS = _any(
    r"words? pages? copies copy cases years? days? hours? hrs minutes? seconds? weeks months times miles? yards? "
    r"feet foot ft inch(?:es)? met(?:re|er)s? kilomet(?:re|er)s? km m cc kg lbs? pounds? tons? tonnes? acres? "
    r"hectares? dollars? euros? francs? roubles rubles marks crowns pence shillings guineas lire per percent "
    r"square cubic volts? watts? calories horsepower hp rpm GMT UTC degrees instances examples volumes seats? "
    r"strong or\sso million thousand hundred"
)
_MEASURE = re.compile(rf"\s{{0,2}}[%°]|[\s-]{{1,3}}{_UNITS}\b")
_STREETS = _any("Street St Avenue Ave Road Rd Lane Drive Boulevard Blvd Square Place")
_ADDRESS = re.compile(rf"\s{{1,2}}(?:[A-Z][\w’'.]{{0,20}}\s{{1,2}}){{1,3}}{_STREETS}\b")
_OFTEN = _any(
    "men women people children soldiers workers prisoners members voters delegates pupils students refugees "
    "sailors troops ships guns houses names letters inhabitants souls votes signatures visitors citizens"
)
_OFTEN_COUNTED = re.compile(rf"\s{{1,3}}(?:of\s(?:the|our|them|his|her|their|these)|(?:[\w-]{{2,14}}\s)?{_OFTEN})\b")
# A word in -ss is no plural, nor is a verb or an adverb in -s.
_COUNTED = re.compile(
    r"\s{1,3}(?:(?:of|more|new|other)\s|(?:[a-z]{2,12}(?:ed|al|an|ous|y|ing|ive|ish)\s{1,2})?"
    r"(?:men|women|people|children|sheep|cattle|dead|wounded|staff|[a-z]{2,20}[a-rt-z]s)\b)"
)
_NO_PLURALS = _any(
    "was is has as this its his us does thus onwards always perhaps afterwards towards sometimes besides whereas "
    "plus crisis series census"
)
_NO_PLURAL = re.compile(rf"\s{{1,3}}{_NO_PLURALS}\b")
_EVENTS = _any(
    "revolution rising uprising revolt rebellion insurrection strike election congress conference convention "
    "treaty war act constitution census riot massacre famine coup crisis crash referendum manifesto mutiny "
    "plebiscite report speech lecture letter novel film book essay interview article inquiry earthquake flood "
    "storm agreement pact olympics games edition season budget"
)
_MANY_EVENTS = _any(
    "revolutions risings uprisings revolts strikes elections riots events protests demonstrations floods trials "
    "primaries conventions campaigns talks hearings attacks games accords negotiations massacres"
)
# An event or a work of a year, whatever stands before: «the failed 1905 revolution».
_OF_YEAR = re.compile(rf"\s{{1,3}}(?:\w{{3,14}} )?(?i:{_EVENTS})\b")
_MANY_OF_YEAR = re.compile(rf"\s{{1,3}}{_MANY_EVENTS}\b")
_VERBS = _any("was is had has would saw brought marked became began ended changed proved gave")
_VERB = re.compile(rf"\s{{1,3}}{_VERBS}\b")
_WORD = re.compile(r"\s{1,3}[A-Za-z]")


def is_dated(text: str, start: int, end: int, *, after: int | None) -> bool:
    """Whether the number in ``text[start:end]`` is a year; ``after`` is where a date that stands before it ends."""
    left = text[max(0, start - _NEAR) : start]
    goes_on = _GOES_ON.match(text[after:start]) if after is not None and start - after < _NEAR else None
    right = _words_after(text, end)
    if _LABEL.search(left) or _COUNTING.search(left) or _is_measure(right):
        return False
    if _AFTER_TIME_WORD.search(left):
        return True
    if _AFTER_LOOSE_WORD.search(left) or (goes_on and not goes_on["comma"]):
        return _OFTEN_COUNTED.match(right) is None
    if goes_on:
        return not _counts(right)
    return _is_attribute(left, right) or _stands_alone(left, right)


def is_span_of_years(text: str, start: int, end: int) -> bool:
    """Whether two numbers joined by a dash in ``text[start:end]`` are years: not in «pages 1905–1917»."""
    left, right = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _LABEL.search(left) or _COUNTING.search(left) or _is_measure(right):
        return False
    return bool(_AFTER_TIME_WORD.search(left) or _AFTER_DETERMINER.search(left)) or not _counts(right)


def is_about(text: str, start: int) -> bool:
    """Whether the words before a year say that it is about that year: «circa 1820»."""
    return _ABOUT.search(text[max(0, start - _NEAR) : start]) is not None


def _words_after(text: str, end: int) -> str:
    """What follows a number and those it is listed with: « metres» in «from 1200 to 1500 metres»."""
    chain = _CHAIN.match(text, end)
    place = chain.end() if chain else end
    return text[place : place + _NEAR]


def _is_measure(right: str) -> bool:
    return bool(_MEASURE.match(right) or _ADDRESS.match(right))


def _counts(right: str) -> bool:
    """Whether what follows is what a number would count."""
    return _COUNTED.match(right) is not None and _NO_PLURAL.match(right) is None


def _is_attribute(left: str, right: str) -> bool:
    """Whether it belongs to a noun as its date: «the 1905 revolution», «Lund’s 1931 novel»."""
    if _OF_YEAR.match(right):
        return True
    if not _AFTER_DETERMINER.search(left):
        return False
    return bool(_MANY_OF_YEAR.match(right)) or (_WORD.match(right) is not None and not _counts(right))


def _stands_alone(left: str, right: str) -> bool:
    """Whether it is the subject of a sentence, or all that a bracket holds: «the second congress (1903)»."""
    if _AT_BEGINNING.search(left) and _VERB.match(right):
        return True
    return right.startswith(")") and _IN_BRACKET.search(left) is not None
