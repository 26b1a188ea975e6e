"""The tokenizer: spaCy's for English, with abbreviations, prefixes and runs of marks that the treebanks keep whole."""

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# Titles and other abbreviations that spaCy's own exceptions lack; what may as well be a word before a full stop ("no.",
# "sat.", "art.") is left out.
ABBREVIATIONS = """Amb. Atty. Ave. Blvd. Capt. Cdr. Cmdr. Col. Cpl. Dept. Drs. Esq. Fr. Ft. Hon. Insp. Lieut. Lt. Maj.
    Mme. Mlle. Msgr. Mt. Pres. Profs. Pte. Pvt. Reps. Revd. Sens. Sgt. Sr. Supt. Treas. Univ. al. approx. c. ca. cf.
    ed. eds. esp. est. fig. figs. fl. ibid. pp. repr. rev. trans. viz. vol. vols.""".split()
# Prefixes that stay with their word: "anti-war", "e-mail".
PREFIXES = (
    "anti bi co counter cross e inter mid multi neo non over post pre pro pseudo re semi sub trans ultra un".split()
)
# A form that spaCy keeps whole and the treebanks cut, and the two parts of another.
CUT = frozenset({"and/or"})
PARTS = ("wan", "na")
# Marks that are one token when repeated: "!!", "?!", "***".
RUNS = (r"[!?]{2,}", r"\*{2,}", r"_{2,}", r"={2,}", r"~{2,}", r"<{2,}", r">{2,}")


def make_tokenizer(nlp: Language) -> Tokenizer:
    """The tokenizer for a pipeline of English; it needs no code but spaCy's once it is written to disk."""
    defaults = nlp.Defaults
    tokenizer = Tokenizer(
        nlp.vocab,
        rules={form: parts for form, parts in (defaults.tokenizer_exceptions or {}).items() if form not in CUT},
        prefix_search=compile_prefix_regex([*RUNS, *(defaults.prefixes or [])]).search,
        suffix_search=compile_suffix_regex([*RUNS, *(defaults.suffixes or [])]).search,
        infix_finditer=compile_infix_regex(
            [*RUNS, *(_keeping_prefixes(each) for each in defaults.infixes or [])]
        ).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )
    for word in ABBREVIATIONS:
        tokenizer.add_special_case(word, [{"ORTH": word}])
    for first in (PARTS[0], PARTS[0].capitalize()):
        tokenizer.add_special_case(first + PARTS[1], [{"ORTH": first}, {"ORTH": PARTS[1]}])
    return tokenizer


def _keeping_prefixes(infix: str) -> str:
    """The rule that cuts at a hyphen between letters, but not after a prefix; every other rule as it is."""
    if "--" not in infix or not infix.startswith("(?<=["):
        return infix
    kept = "".join(rf"(?<!\b{form})" for prefix in PREFIXES for form in (prefix, prefix.capitalize()))
    return kept + infix
