"""Rules of the attribute ruler: from tag, label and form to the features and irregular lemmas.

Tags are those of the Penn Treebank, features those of Universal Dependencies; parts of speech are learned, but for
white space, of which the treebanks have none. Later rules overwrite earlier ones.
"""

from collections.abc import Iterator

Condition = dict[str, object]
Rule = tuple[Condition, dict[str, str]]

VERB_TAGS = "VB VBD VBG VBN VBP VBZ".split()
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
BE = "be am is are was were been being 'm ’m 're ’re ai".split()
LEMMAS_OF_AUXILIARIES = {
    "be": [*BE, "'s", "’s"],
    "can": ["can", "ca"],
    "do": "do does did done doing du".split(),
    "get": "get gets got getting gotten".split(),
    "have": "have has had having 've ’ve".split(),
    "may": ["may"],
    "might": ["might"],
    "must": ["must"],
    "shall": ["shall", "sha"],
    "will": "will 'll ’ll wo".split(),
    "would": "would 'd ’d".split(),
}
LEMMAS_OF_PRONOUNS = {
    "I": ["i", "me"],
    "he": ["him"],
    "she": ["her"],
    "they": ["them", "'em", "’em"],
    "we": ["us"],
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
    yield from _auxiliaries()
    yield from _pronouns()


def _auxiliaries() -> Iterator[Rule]:
    """Yields the lemmas of auxiliaries."""
    verbs = {"TAG": {"IN": [*VERB_TAGS, "MD"]}}
    for lemma, forms in LEMMAS_OF_AUXILIARIES.items():
        yield {**verbs, "LOWER": {"IN": forms}}, {"LEMMA": lemma}


def _pronouns() -> Iterator[Rule]:
    """Yields the features and the lemmas of personal pronouns."""
    for features, forms in FEATURES_OF_PRONOUNS.items():
        yield {"TAG": {"IN": ["PRP", "PRP$"]}, "LOWER": {"IN": forms.split()}}, {"MORPH": features}
    for lemma, forms in LEMMAS_OF_PRONOUNS.items():
        yield {"TAG": "PRP", "LOWER": {"IN": list(forms)}}, {"LEMMA": lemma}
