"""Titles that stand before a name, what each tells of its bearer, and the particles within names.

After the lists in The Chicago Manual of Style (17th ed.), 8.18-8.35 and 10.11-10.18, the courtesy
titles of French, German, Italian and Spanish among them.
"""

from typing import Final, Literal

PARTICLES: Final = frozenset(
    "de la le van von der den del della des du da di dos ibn bin al el ter ten zu zur af av".split()
)
TitleKind = Literal["courtesy", "first_name", "rank", "office"]

_SAME: Final = {
    "mister": "mr",
    "messrs": "mr",
    "mistress": "mrs",
    "missus": "mrs",
    "doctor": "dr",
    "prof": "professor",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "maj": "major",
    "capt": "captain",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "cpl": "corporal",
    "adm": "admiral",
    "rev": "reverend",
    "fr": "father",
    "senor": "señor",
    "senora": "señora",
    "dona": "doña",
    "marquess": "marquis",
    "councilor": "councillor",
    "mme": "madame",
    "mlle": "mademoiselle",
    "auntie": "aunt",
}
_MASCULINE: Final = frozenset(
    "mr sir lord king prince emperor tsar czar kaiser sultan father brother pope uncle monsieur count duke baron "
    "marquis viscount signor señor herr master congressman chairman abbot squire grandfather".split()
)
_FEMININE: Final = frozenset(
    "mrs ms miss dame lady queen princess empress tsarina sister mother aunt madame mademoiselle countess duchess "
    "baroness marchioness viscountess signora signorina señora señorita frau congresswoman chairwoman abbess "
    "grandmother".split()
)
# «Mr Brown», «Frau Holm»: before a surname.
_COURTESY: Final = frozenset(
    "mr mrs ms miss mx master monsieur madame mademoiselle signor signora signorina señor señora señorita herr "
    "frau".split()
)
# «Sir William», «Aunt Ida», «Pope Francis»: before a first name, or before a whole name.
_FIRST_NAME: Final = frozenset(
    "sir dame lord lady king queen prince princess emperor empress tsar tsarina czar kaiser sultan pope saint father "
    "brother sister mother uncle aunt cousin doña abbot abbess grandfather grandmother".split()
)
# «Colonel Forster» and «Mrs Forster» are two; «Senator Ford» and «Ms Ford» may be one.
_RANKS: Final = frozenset(
    "general colonel major captain lieutenant sergeant corporal private commander admiral commodore marshal "
    "brigadier reverend bishop archbishop cardinal comrade baron baroness count countess duke duchess marquis "
    "marchioness viscount viscountess squire alderman emir pastor rabbi imam vicar deacon provost shah "
    "sheikh".split()
)
_OFFICES: Final = frozenset(
    "dr professor president premier chancellor minister senator representative congressman congresswoman governor "
    "mayor judge justice secretary ambassador chairman chairwoman director officer detective inspector constable "
    "superintendent sheriff commissioner councillor attorney chairperson delegate principal taoiseach hon "
    "honorable honourable".split()
)
TITLES: Final = _COURTESY | _FIRST_NAME | _RANKS | _OFFICES | frozenset(_SAME)
"""Every title in every form, in small letters and without a full stop."""
_BEFORE_TITLES: Final = frozenset({"prime", "vice", "deputy", "attorney"})


def title_of(word: str) -> str:
    """The title that a word is, in its full form and small letters; empty where it is none: «Dr.» gives "dr"."""
    lowered = word.strip(".,").lower()
    title = _SAME.get(lowered, lowered)
    return title if title in TITLES else ""


def opens_title(word: str) -> bool:
    """Whether a word is the first of a title of two: «Prime Minister»."""
    return word.lower() in _BEFORE_TITLES


def gender_of_title(title: str) -> str:
    """``masc`` or ``fem`` where the title tells; else empty."""
    if title in _MASCULINE:
        return "masc"
    return "fem" if title in _FEMININE else ""


def kind_of_title(title: str) -> TitleKind:
    """What a title goes before, and how much it is part of the name."""
    if title in _COURTESY:
        return "courtesy"
    if title in _FIRST_NAME:
        return "first_name"
    return "rank" if title in _RANKS else "office"
