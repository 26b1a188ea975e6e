"""Whether a single mark is an apostrophe: elisions, possessives, decades, feet and inches."""

import re

# Words that English writers clip at the front and that are no words without the apostrophe. Sources: The Chicago
# Manual of Style 6.117 and New Hart's Rules 4.2 for the standing ones (’tis, ’twas, ’em, ’til); the rest are the
# clipped "h" and "th" of reported dialect in novels and oral history.
_CLIPPED = frozenset(
    """
    tis tisn twas twasn twere twill twould twon twixt tain til cos cuz coz bout neath gainst ginst fraid nuff nother
    tween tother em im er imself erself ere eard ead eart elp eaven ed ad adn asn ave aven avin aving andkerchief
    alf appen appened appens ard ardly aul ome ouse ouses oped orse orses ospital ot ow owever undred unger ungry
    usband umble igh erbert enry arry arriet orace oo kay nd zat cept spect spose lectric merican rithmetic ud ole
    e es taint tain twarn pears gyptian scuse stead tention sides twenties thirties forties fifties sixties seventies
    eighties nineties phone cre un uns course twouldn twasn
    """.split()
)
# Clipped words that are words without it too: only what follows can tell ('is 'at is the apostrophe, 'is' is not).
_CLIPPED_OR_WORD = frozenset(
    """
    cause round till fore less lest gin n m is and as arm ate aunt eavy ear ell eel ill int it its op ope our ours
    out urn us un way all are at air oh ang ark
    """.split()
)
# ’s ’d ’ll after a mark, a bracket or a full stop (“Capital”’s, the U.S.’s), or set apart by a tokeniser (he ’s).
_SUFFIX = re.compile(r"(?:s|d|m|t|ll|re|ve|S|D|M|T|LL|RE|VE)(?![^\W_])")
_DECADE = re.compile(r"\d\d(?:s|er|ers)?(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]{1,12}")
_AND = re.compile(r"['’‘][nN]['’‘](?![^\W_])")
# A word clipped at its end: runnin’, o’ the, th’, an’, ol’, wi’.
_CLIPPED_END = re.compile(
    r"(?:[^\W\d_]{2}in|(?<![^\W_])(?:o|t|th|an|ol|wi|ha|mo|fo|po|lil|tho|thro|altho|gi))\Z", re.IGNORECASE
)
_FOLLOWED_BY_WORD = re.compile(r"\s+[\"'“‘«(\[]*[^\W_]")
_LOOK_BACK = 16

CERTAIN = 0.0
LIKELY = 0.4
IMPOSSIBLE = 8.0


def is_clipped_and(text: str, start: int) -> bool:
    """Return whether the mark at ``start`` is one of the two of ’n’ (rock ’n’ roll)."""
    return _AND.match(text, start) is not None or (start >= 2 and _AND.match(text, start - 2) is not None)


def joins_word(text: str, start: int, end: int) -> bool:
    """Return whether letters or figures stand on both sides (don’t, O’Brien, 1990’s, 5'10)."""
    return start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()


def is_set_apart_suffix(text: str, start: int, end: int) -> bool:
    """Return whether a tokeniser has set the mark apart with its suffix: «she 's late», «the king 's men»."""
    before = text[max(start - 2, 0) : start]
    follows = _SUFFIX.match(text, end)
    return (
        follows is not None
        and len(before) == 2
        and before[1] == " "
        and (before[0].isalnum() or before[0] in '.)"”')
        and text[follows.end() : follows.end() + 1].isspace()
    )


def apostrophe_cost(text: str, start: int, end: int) -> float:
    """Return what it costs to take the single mark in ``text[start:end]`` for an apostrophe.

    0 is "surely one", 1 "as likely as not where a quotation is open", 4 "hardly", 8 "no". Costs are weighed against
    those of the other readings in ``pairing``; they were set by hand and checked on newspaper and novel text.
    """
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if text[start] in "‘‛`":
        return _opening_shape_cost(text, start, end)
    if is_set_apart_suffix(text, start, end):
        return CERTAIN
    if _SUFFIX.match(text, end):
        return LIKELY
    if before.isalpha():
        return _word_end_cost(text, start, end)
    if before.isdigit():
        return LIKELY
    if after.isalnum():
        return _word_start_cost(text, start, end)
    return _set_apart_cost(text, start, end)


def _opening_shape_cost(text: str, start: int, end: int) -> float:
    """An opening mark in an apostrophe's place, put there by a word processor or a slip: ‘tis, the ‘90s, don‘t."""
    if start and text[start - 1].isalpha():
        return LIKELY if text[end : end + 1].isalpha() else 1.0 + _word_end_cost(text, start, end)
    clipped = _clipped_cost(text, end) < 1.0 or _SUFFIX.match(text, end) is not None
    return 1.0 if clipped else 5.5


def _word_start_cost(text: str, start: int, end: int) -> float:
    cost = _clipped_cost(text, end)
    if text[start] == "’":
        return min(cost, 2.0 if text[end].isupper() else 1.2)
    return cost


def _clipped_cost(text: str, end: int) -> float:
    """Return how unlikely it is that the word at ``end`` has lost its first letters."""
    if text[end : end + 1].isdigit():
        return LIKELY if _DECADE.match(text, end) else IMPOSSIBLE
    word = _WORD.match(text, end)
    if word is None:
        return IMPOSSIBLE
    lower = word[0].lower()
    if lower in _CLIPPED:
        return LIKELY
    if lower in _CLIPPED_OR_WORD:
        return 1.5
    return 4.5 if word[0][0].isupper() else 2.5


def _word_end_cost(text: str, start: int, end: int) -> float:
    """A mark after a letter ends a quotation, or a plural possessive, or a word clipped at its end."""
    if _CLIPPED_END.search(text[max(0, start - _LOOK_BACK) : start]):
        return LIKELY
    if text[start - 1] not in "sSzZxX":
        return 4.0
    return 1.0 if _FOLLOWED_BY_WORD.match(text, end, end + 8) else 3.0


def _set_apart_cost(text: str, start: int, end: int) -> float:
    """A mark with space or punctuation on both sides: an apostrophe only where a tokeniser set it apart (goin ’ home).

    It is weighed like one that was not set apart, but seldom as dear: tokenised text has many.
    """
    if start < 2 or text[start - 1] != " " or not text[start - 2].isalpha():
        return IMPOSSIBLE
    clipped = _clipped_cost(text, end + 1) if text[end : end + 1] == " " else IMPOSSIBLE
    return min(2.5, clipped, _word_end_cost(text, start - 1, end))
