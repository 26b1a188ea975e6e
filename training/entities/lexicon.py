"""What tells the kinds of names apart where a corpus does not: places by their generic words, peoples by their form."""

import re
from pathlib import Path

from training.assets import UD
from training.conllu import read_sentences

# Generic words of natural places and of areas that no one governs; the others in `place_label` are built by people.
LOC_WORDS = frozenset(
    """alps archipelago balkans basin bay beach canyon cape caucasus coast continent creek delta desert falls
    forest glacier gulf highlands hill hills island islands isle isles lake lakes mount mountain mountains ocean
    peninsula plain plains plateau pole range reef ridge river rivers sea seas shore sierra strait straits
    thames valley volcano volga waterfall woods""".split()
)
REGIONS = frozenset(
    """africa america americas antarctica antarctic arctic asia atlantic australasia caribbean east eurasia
    europe mediterranean midwest north oceania orient pacific scandinavia siberia south west hemisphere earth
    moon mars jupiter venus saturn""".split()
)
FAC_WORDS = frozenset(
    """abbey airport alley arena auditorium avenue barracks boulevard bridge building canal castle cathedral
    cemetery chapel church court courthouse dam drive fort fortress garden gardens gate hall highway hospital
    hotel house inn jail lane library lodge manor market mill monastery monument mosque museum palace park pier
    plaza prison railway road school shrine square stadium station statue street temple theater theatre tower
    tunnel villa""".split()
)
HONORIFICS = frozenset(
    """mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor president senator sen. rep. gov. governor
    chancellor minister secretary general gen. colonel col. captain capt. sergeant sgt. lieutenant lt. lt major
    maj. rev. reverend madame monsieur m. mme. mlle. comrade judge justice chairman premier mayor""".split()
)
_REGULAR = re.compile(
    r"(?:ian|ean|[dgv]an|rican|xican|german|roman|norman|lman|lan|ese|ish|ist|vik|crat|[aeiourn]nite|wi)s?$",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?:ese|vists?|nists?|xists?|viks?|ians|icans|eans|ocrats|ishmen|ishman|elis?|akis?|aqis?)$", re.IGNORECASE
)
_IRREGULAR = frozenset(
    """afghan argentine basque breton catalan celt celtic conservative croat cossack czech dane
    democrat dutch dutchman dutchmen finn french frenchman frenchmen germanic greek gypsy hindu hispanic
    icelandic inuit iraqi islamic israeli jew kurd labourite latino liberal magyar mongol moor muslim moslem
    nazi nordic pakistani pole protestant puritan quaker catholic republican saudi saxon scot scotch scots
    serb shia shiite sikh slav slavic slovak slovene soviet swede swiss tamil tartar tatar thai tory tories
    turk turkic uzbek welsh whig yankee zulu arab afrikaner sunni hellenic teuton bengali somali cypriot
    norse jewess""".split()
)
_NOT_PEOPLES = frozenset(
    """these obese cheese human urban metropolitan mediterranean caribbean vatican christ finish dean jean ocean
    sean mean clean bean dan van ivan sudan ryan alan dylan milan allan list exist assist artist feminist dish
    fish wish scientist pianist economist novelist journalist guardian julian brian adrian ian vivian lillian
    dorian fabian damian sebastian gillian marian comedian historian librarian musician physician politician
    gentian civilian median dentist tourist twist mist fist jurist therapist""".split()
)


def place_label(words: list[str]) -> str:
    """GPE, LOC or FAC, by the generic word in a place's name ("Lake Victoria", "Fleet Street"), GPE without one."""
    lowered = [word.lower() for word in words]
    if lowered[-1] in FAC_WORDS:
        return "FAC"
    if lowered[-1] in LOC_WORDS or lowered[0] in ("lake", "mount", "cape", "river", "gulf", "bay"):
        return "LOC"
    if lowered[-1] in REGIONS and lowered not in (["south", "africa"], ["united", "states", "america"]):
        return "LOC"
    return "GPE"


def is_people(word: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a word is the name of a people, a religion or a political following, by its form."""
    if not word[:1].isupper() or not word[1:].islower():
        return False
    lowered = word.lower()
    singular = lowered.removesuffix("s")
    if lowered in _NOT_PEOPLES or singular in _NOT_PEOPLES:
        return False
    return lowered in known or lowered in _IRREGULAR or singular in _IRREGULAR or bool(_STRONG.search(word))


def known_peoples(data: Path) -> frozenset[str]:
    """Proper adjectives of the treebanks with the form of a people's ("Pakistani", "Egyptian"), and their plurals."""
    found: set[str] = set()
    for name in UD["train"]:
        for sentence in read_sentences(data / name):
            for word in sentence.words[1:]:
                is_proper = word.upos == "ADJ" and word.xpos == "JJ" and word.lemma[:1].isupper()
                if is_proper and word.form[1:].islower() and _REGULAR.search(word.form):
                    found |= {word.form.lower(), word.form.lower() + "s"}
    return frozenset(found - _NOT_PEOPLES)


def strip_name(words: list[str], start: int, end: int) -> tuple[int, int]:
    """The bounds of a name without leading determiners and honorifics and without a final possessive mark."""
    while end - start > 1 and (words[start].lower() in HONORIFICS or words[start].lower() in DETERMINERS):
        start += 1
    while end - start > 1 and words[end - 1].lower() in ("'s", "’s", "'", "’", ","):
        end -= 1
    return start, end


DETERMINERS = frozenset("the a an this that these those his her its their our my your".split())
