"""Universal Dependencies to the ClearNLP scheme of spaCy's English pipelines, by rule.

`convert` runs small passes over one tree, each of which changes one construction. They rewrite the structure and may
set a ClearNLP label; what still has a UD label at the end is renamed by `training.labels`. The target is what the
`en_core_web_*` pipelines give, described in the ClearNLP guidelines (Choi and Palmer 2012).
"""

from collections.abc import Callable

from training import clauses, labels, nominals
from training.conllu import Word
from training.tree import ROOT, Tree, tree_of

Pass = Callable[[Tree], None]

PASSES: tuple[Pass, ...] = (
    clauses.raise_reporting_verbs,
    clauses.raise_copulas,
    clauses.head_free_relatives,
    clauses.lower_raised_objects,
    nominals.join_names,
    nominals.order_dates,
    nominals.chain_conjuncts,
    nominals.unfold_fixed,
    nominals.raise_prepositions,
    clauses.raise_clausal_prepositions,
    labels.relabel,
)


def convert(words: list[Word]) -> Tree:
    """The ClearNLP tree of a sentence annotated in Universal Dependencies."""
    tree = tree_of(words)
    for run in PASSES:
        run(tree)
    lift_punctuation(tree)
    return tree


def lift_punctuation(tree: Tree) -> None:
    """Hangs each punctuation mark under the lowest governor to which its arc crosses nothing; marks govern nothing."""
    for node in tree:
        if node.dep == "punct":
            _free_dependents(tree, node.index)
            while node.head != ROOT and tree[node.head].head != ROOT and tree.crossing(node):
                node.head = tree[node.head].head


def _free_dependents(tree: Tree, index: int) -> None:
    for child in tree.children(tree[index]):
        child.head = tree[index].head
