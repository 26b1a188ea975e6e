"""The renaming of what the structural rules left: UD labels to ClearNLP labels, by table and by context."""

from training.tree import ROOT, Node, Tree

RENAMED = {
    "root": "ROOT",
    "acl:relcl": "relcl",
    "advcl:relcl": "advcl",
    "aux:pass": "auxpass",
    "cc:preconj": "preconj",
    "compound:prt": "prt",
    "cop": "ROOT",
    "csubj:outer": "csubj",
    "csubj:pass": "csubjpass",
    "det:predet": "predet",
    "discourse": "intj",
    "dislocated": "npadvmod",
    "fixed": "advmod",
    "flat": "compound",
    "goeswith": "dep",
    "list": "dep",
    "nmod:poss": "poss",
    "nsubj:outer": "nsubj",
    "nsubj:pass": "nsubjpass",
    "obj": "dobj",
    "obl": "npadvmod",
    "obl:agent": "npadvmod",
    "obl:unmarked": "npadvmod",
    "orphan": "dep",
    "reparandum": "dep",
    "vocative": "npadvmod",
}
CLEARNLP = frozenset(
    """ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass
    dative dep det dobj expl intj mark neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss
    preconj predet prep prt punct quantmod relcl xcomp""".split()
)
NEGATIONS = frozenset("not n't never nt".split())


def relabel(tree: Tree) -> None:
    """Gives every node a ClearNLP label."""
    for node in tree:
        if node.dep == "expl" and node.lower != "there":
            _relabel_pleonastic(tree, node)
        elif node.dep == "expl":
            _relabel_existential(tree, node)
    for node in tree:
        node.dep = _label(tree, node)


def _relabel_pleonastic(tree: Tree, node: Node) -> None:
    """Makes "it" the subject, and the clause it stands for a complement ("it is clear that ...": ccomp)."""
    if node.head == ROOT:
        return
    verb = tree[node.head]
    for clause in tree.children(verb, "csubj", "csubj:pass"):
        if clause.index > verb.index:
            infinitive = any(mark.tag == "TO" for mark in tree.children(clause, "mark"))
            clause.dep = "xcomp" if infinitive else "ccomp"
    if node.index > verb.index:
        node.dep = "dobj"
    elif not tree.has(verb, "nsubj", "nsubj:pass"):
        node.dep = "nsubjpass" if tree.has(verb, "aux:pass") else "nsubj"


def _relabel_existential(tree: Tree, node: Node) -> None:
    """Makes what "there is" an attribute of "be"."""
    if node.head != ROOT and tree[node.head].lemma == "be":
        for subject in tree.children(tree[node.head], "nsubj"):
            subject.dep = "attr"


def _label(tree: Tree, node: Node) -> str:
    """The ClearNLP label of a node whose head is already right."""
    head = tree[node.head] if node.head != ROOT else None
    if head is None:
        return "ROOT"
    if node.dep == "advmod":
        return _adverb_label(node, head)
    if node.dep == "iobj":
        return "dative" if tree.has(head, "obj", "dobj") else "dobj"
    if node.dep == "amod" and node.tag in ("NNP", "NNPS") and head.tag in ("NNP", "NNPS"):
        return "compound"
    if node.dep == "mark":
        return "aux" if node.tag == "TO" else "mark"
    if node.dep == "xcomp":
        return _complement_label(tree, node, head)
    if node.dep in ("nmod", "nmod:unmarked"):
        return "nmod" if node.index < head.index else "npadvmod"
    if node.dep == "discourse" and not any(character.isalpha() for character in node.form):
        return "punct"
    if node.dep in ("case", "root", "cop"):
        return "case" if node.tag == "POS" or node.upos == "PART" else "prep" if node.upos == "ADP" else "dep"
    dep = RENAMED.get(node.dep, node.dep)
    return dep if dep in CLEARNLP else "dep"


def _adverb_label(node: Node, head: Node) -> str:
    if node.lower in NEGATIONS and node.tag != "UH":
        return "neg"
    if head.upos == "NUM" and node.tag == "IN":
        return "quantmod"
    if node.tag == "IN" and node.upos == "ADP":
        return "prep"
    return "advmod"


def _complement_label(tree: Tree, node: Node, head: Node) -> str:
    """The label of a predicate complement: of a verb like "be", of an object ("called it a success"), or a clause."""
    if node.upos in ("VERB", "AUX") and node.tag not in ("JJ", "NN"):
        return "xcomp"
    if tree.has(head, "aux:pass", "auxpass", "obj", "dobj", "nsubj:pass"):
        return "oprd"
    return (
        "acomp" if node.upos == "ADJ" else "attr" if node.upos in ("NOUN", "PROPN", "PRON", "NUM", "DET") else "advmod"
    )
