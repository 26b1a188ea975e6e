"""Conversion of clauses: copulas, reported speech, raised objects, clauses after prepositions."""

from training.tree import ROOT, Node, Tree

REPORTING = frozenset(
    """add admit announce answer argue ask assert call claim comment conclude confess confirm contend continue
    cry declare exclaim explain go insist joke mention murmur mutter note notice observe offer proclaim
    quip recall reflect remark remember repeat reply report respond say scream shout sigh state suggest tell
    think urge warn whisper wonder write yell""".split()
)
# The object of these is the subject of the following clause in ClearNLP
# ("want him to go": nsubj(go, him), ccomp(want, go)).
RAISING = frozenset(
    """allow believe cause enable expect find get have hear help let like make need permit prefer require see want
    watch""".split()
)
STAYS_WITH_PREDICATE = frozenset(
    """acl acl:relcl amod appos case compound compound:prt det det:predet fixed flat goeswith nmod nmod:desc nmod:poss
    nmod:unmarked nummod obj iobj""".split()
)
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer")
CLAUSES = ("advcl", "acl", "ccomp", "conj", "xcomp", "csubj")
CLAUSE_ADVERBS = frozenset(
    """actually again all already also always apparently both certainly clearly currently definitely ever
    finally generally indeed just likely maybe merely nevertheless not n't now never obviously often once only
    perhaps possibly presumably probably rarely really simply so sometimes still then therefore though thus
    today usually yet""".split()
)
# What a clause without antecedent is, by what its pronoun is in the treebank.
FREE_RELATIVE = {
    "obj": "ccomp",
    "nsubj": "csubj",
    "nsubj:outer": "csubj",
    "nsubj:pass": "csubj:pass",
    "attr": "ccomp",
    "obl": "obl",
    "nmod": "nmod",
    "root": "root",
    "conj": "conj",
}
NEGATIONS = frozenset("not n't never nt".split())
# "by doing", "without having": always a preposition with its clause, whatever the form of the verb.
ALWAYS_PREPOSITION = frozenset(
    """about against at between besides by despite for from in into of off on over through towards toward upon with
    within without""".split()
)
# "after doing" is a preposition with its clause, "after he did" is not.
PREPOSITION_BEFORE_PARTICIPLE = ALWAYS_PREPOSITION | frozenset("after as before like since than to until".split())
NOMINAL = frozenset("NOUN PROPN PRON NUM SYM X DET".split())


def raise_reporting_verbs(tree: Tree) -> None:
    """Makes the verb of a speech frame govern what is said, where the treebank has the frame as parataxis."""
    for verb in tree:
        if verb.dep == "parataxis" and _is_bare_frame(tree, verb) and _is_outside(tree, verb):
            said = tree[verb.head]
            tree.take_place(verb, said, dep="ccomp")


def _is_bare_frame(tree: Tree, verb: Node) -> bool:
    """Whether a verb of saying has a subject but nothing that is said ("…", he said)."""
    has_subject = tree.has(verb, "nsubj") and not tree.has(verb, "mark")
    return verb.lemma in REPORTING and has_subject and not tree.has(verb, "obj", "ccomp", "xcomp", "parataxis")


def _is_outside(tree: Tree, verb: Node) -> bool:
    """Whether the frame stands before or after all that is said; one in its midst stays parataxis."""
    frame = set(tree.subtree(verb))
    said = [index for index in tree.subtree(tree[verb.head]) if index not in frame and tree[index].dep != "punct"]
    return max(said) < min(frame) or min(said) > max(frame)


def raise_copulas(tree: Tree) -> None:
    """Makes each copula govern its clause, the former predicate under it as attr, acomp, advmod, prep or clause."""
    for copula in [node for node in tree if node.dep == "cop" and node.head != ROOT]:
        predicate = tree[copula.head]
        if tree[predicate.index].dep != "cop":
            _raise_copula(tree, copula, predicate)


def _raise_copula(tree: Tree, copula: Node, predicate: Node) -> None:
    moved = [child for child in tree.children(predicate) if _goes_to_copula(tree, child, predicate, copula)]
    is_clause = tree.has(predicate, "nsubj:outer", "csubj:outer")
    dep = _clause_label(tree, predicate) if is_clause else _predicate_label(predicate)
    tree.take_place(copula, predicate, dep=dep)
    tree.move(moved, copula)


def _clause_label(tree: Tree, predicate: Node) -> str:
    """The label of a clause as predicate: "the plan is to go", "the trouble is that they went"."""
    return "xcomp" if any(mark.tag == "TO" for mark in tree.children(predicate, "mark")) else "ccomp"


def _predicate_label(predicate: Node) -> str:
    if predicate.upos in ("ADJ", "VERB"):
        return "acomp"
    return "advmod" if predicate.upos in ("ADV", "ADP", "PART", "SCONJ") else "attr"


def _goes_to_copula(tree: Tree, child: Node, predicate: Node, copula: Node) -> bool:
    """Whether a dependent of the predicate belongs to the whole clause."""
    if child is copula:
        return False
    if child.index < copula.index < predicate.index:
        return True
    if child.dep in STAYS_WITH_PREDICATE:
        return False
    if tree.has(predicate, "nsubj:outer", "csubj:outer"):
        return child.dep.endswith(":outer") or child.index <= copula.index
    if child.dep == "advmod":
        return _adverb_goes(child, predicate, copula)
    if child.dep in ("obl", "obl:unmarked", "obl:agent"):
        return child.index < copula.index or child.dep == "obl:unmarked" or predicate.upos != "ADJ"
    if child.dep in ("advcl", "ccomp", "xcomp"):
        return child.index < copula.index or not _completes_adjective(tree, child, predicate)
    if child.dep == "conj":
        return child.upos in ("VERB", "AUX") or tree.has(child, "cop", "aux", *SUBJECTS)
    return True


def _adverb_goes(child: Node, predicate: Node, copula: Node) -> bool:
    """Whether an adverb is one of the clause ("is still very good": still goes, very stays)."""
    if child.index < min(copula.index, predicate.index) or child.lower in CLAUSE_ADVERBS | NEGATIONS:
        return True
    if predicate.upos == "ADJ":
        return child.index > predicate.index and child.lower != "enough"
    return child.lower not in ("about", "almost", "enough", "even", "nearly", "quite")


def _completes_adjective(tree: Tree, child: Node, predicate: Node) -> bool:
    """Whether a clause is governed by the adjective ("ready to go", "sure that he went")."""
    if predicate.upos != "ADJ":
        return child.dep in ("ccomp", "xcomp")
    return child.dep != "advcl" or any(
        mark.lower in ALWAYS_PREPOSITION | {"to"} for mark in tree.children(child, "mark")
    )


def head_free_relatives(tree: Tree) -> None:
    """Makes the verb of a free relative its head: in "know what he did", ccomp(know, did) and dobj(did, what)."""
    for word in tree:
        if word.tag == "WP" and word.dep in FREE_RELATIVE:
            clauses = tree.children(word, "acl:relcl")
            if len(clauses) == 1 and clauses[0].index > word.index:
                role = _role_in_clause(tree, clauses[0])
                dep = FREE_RELATIVE[word.dep]
                others = [child for child in tree.children(word) if child is not clauses[0]]
                tree.take_place(clauses[0], word, dep=role)
                clauses[0].dep = dep
                tree.move(others, clauses[0])


def _role_in_clause(tree: Tree, verb: Node) -> str:
    """What a relative pronoun is in its clause: subject if there is no other."""
    if not tree.has(verb, *SUBJECTS):
        return "nsubj:pass" if tree.has(verb, "aux:pass") else "nsubj"
    return "attr" if verb.lemma == "be" and not tree.has(verb, "attr", "acomp") else "obj"


def lower_raised_objects(tree: Tree) -> None:
    """Makes the object of "let him go", "want him to go" the subject of the clause, which becomes a ccomp."""
    for clause in tree:
        if clause.dep != "xcomp" or clause.head == ROOT or clause.upos != "VERB":
            continue
        objects = tree.children(tree[clause.head], "obj")
        raised = tree[clause.head].lemma in RAISING and len(objects) == 1
        if raised and tree[clause.head].index < objects[0].index < clause.index:
            objects[0].head, objects[0].dep, clause.dep = clause.index, "nsubj", "ccomp"


def raise_clausal_prepositions(tree: Tree) -> None:
    """Makes a preposition before a clause govern it: prep(without), pcomp(knowing)."""
    for mark in tree:
        if mark.dep == "mark" and mark.head != ROOT and mark.tag == "IN":
            clause = tree[mark.head]
            if clause.dep in CLAUSES and _is_prepositional(tree, mark, clause):
                dep = clause.dep
                tree.take_place(mark, clause, dep="pcomp")
                mark.dep = "conj" if dep == "conj" else "prep"
                tree.move([child for child in tree.children(clause) if child.index < mark.index], mark)


def _is_prepositional(tree: Tree, mark: Node, clause: Node) -> bool:
    """Whether what introduces the clause is a preposition and no conjunction."""
    others = [
        other for other in tree.children(clause, "mark", "aux") if other is not mark and other.tag in ("TO", "IN")
    ]
    if others:
        return False
    if mark.lower in ALWAYS_PREPOSITION:
        return clause.tag == "VBG" or (mark.lower != "for" and not tree.has(clause, "nsubj"))
    participle = clause.tag == "VBG" or (clause.lemma == "be" and clause.tag == "VBG")
    return participle and mark.lower in PREPOSITION_BEFORE_PARTICIPLE and not tree.has(clause, *SUBJECTS)
