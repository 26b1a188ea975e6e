"""Rules of the attribute ruler: from tag and form to the features.

Tags are those of the Penn Treebank, features those of Universal Dependencies; parts of speech are learned, but for
white space, of which the treebanks have none, and irregular lemmas stand in the tables of the lemmatizer. Later rules
overwrite earlier ones.
"""

from collections.abc import Iterator

Condition = dict[str, object]
Rule = tuple[Condition, dict[str, str]]

FEATURES_OF_TAG = {
    "JJ": "Degree=Pos",
    "JJR": "Degree=Cmp",
    "JJS": "Degree=Sup",
    "MD": "VerbForm=Fin",
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNPS": "Number=Plur",
    "NNS": "Number=Plur",
    "RBR": "Degree=Cmp",
    "RBS": "Degree=Sup",
    "VB": "VerbForm=Inf",
    "VBD": "Tense=Past|VerbForm=Fin",
    "VBG": "Aspect=Prog|Tense=Pres|VerbForm=Part",
    "VBN": "Aspect=Perf|Tense=Past|VerbForm=Part",
    "VBP": "Tense=Pres|VerbForm=Fin",
    "VBZ": "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
}
NEGATIONS = ["not", "n't", "n’t", "nt"]
FEATURES_OF_PRONOUNS = {
    "Number=Sing|Person=1|PronType=Prs": "i me my mine myself",
    "Number=Plur|Person=1|PronType=Prs": "we us our ours ourselves",
    "Person=2|PronType=Prs": "you your yours yourself yourselves",
    "Gender=Masc|Number=Sing|Person=3|PronType=Prs": "he him his himself",
    "Gender=Fem|Number=Sing|Person=3|PronType=Prs": "she her hers herself",
    "Gender=Neut|Number=Sing|Person=3|PronType=Prs": "it its itself",
    "Number=Plur|Person=3|PronType=Prs": "they them their theirs themselves",
}


def rules() -> Iterator[Rule]:
    """Yields a condition on one token and the attributes it gets, in the order in which they are to apply."""
    for tag, features in FEATURES_OF_TAG.items():
        yield {"TAG": tag}, {"MORPH": features}
    yield {"IS_SPACE": True}, {"TAG": "_SP", "POS": "SPACE"}
    yield {"TAG": "RB", "LOWER": {"IN": NEGATIONS}}, {"LEMMA": "not", "MORPH": "Polarity=Neg"}
    yield from _pronouns()


def _pronouns() -> Iterator[Rule]:
    """Yields the features of personal pronouns."""
    for features, forms in FEATURES_OF_PRONOUNS.items():
        yield {"TAG": {"IN": ["PRP", "PRP$"]}, "LOWER": {"IN": forms.split()}}, {"MORPH": features}
