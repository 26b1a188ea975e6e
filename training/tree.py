"""A dependency tree that the conversion rules rewrite."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from training.conllu import Word

ROOT = -1


@dataclass(slots=True)
class Node:
    """One word in a tree; `head` is the index of its governor, `ROOT` for none."""

    index: int
    form: str
    lemma: str
    upos: str
    tag: str
    head: int
    dep: str

    @property
    def lower(self) -> str:
        """The form in lower case, with a typographic apostrophe made straight."""
        return self.form.lower().replace("’", "'")


class Tree:
    """The nodes of one sentence and the questions that rules ask of them."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes

    def __getitem__(self, index: int) -> Node:
        return self.nodes[index]

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    def children(self, node: Node, *deps: str) -> list[Node]:
        """The dependents of the node in order of words, only those with one of the labels if any are given."""
        return [child for child in self.nodes if child.head == node.index and (not deps or child.dep in deps)]

    def has(self, node: Node, *deps: str) -> bool:
        """Whether the node has a dependent with one of the labels."""
        return any(child.head == node.index and child.dep in deps for child in self.nodes)

    def ancestors(self, node: Node) -> Iterator[int]:
        """Yields the indices of the governors of the node, the nearest first."""
        head = node.head
        while head != ROOT:
            yield head
            head = self.nodes[head].head

    def subtree(self, node: Node) -> list[int]:
        """The indices of the node and everything below it, in order."""
        return [other.index for other in self.nodes if other is node or node.index in self.ancestors(other)]

    def take_place(self, new: Node, old: Node, *, dep: str) -> None:
        """Puts `new` where `old` hung, with the label of `old`, and hangs `old` under it with the label `dep`."""
        new.head, new.dep = old.head, old.dep
        old.head, old.dep = new.index, dep

    def move(self, nodes: Iterable[Node], head: Node) -> None:
        """Hangs the nodes under another head, labels unchanged."""
        for node in nodes:
            if node is not head:
                node.head = head.index

    def crossing(self, node: Node) -> bool:
        """Whether the arc to the node spans a word that its governor does not dominate."""
        if node.head == ROOT:
            return False
        low, high = sorted((node.index, node.head))
        return any(node.head not in self.ancestors(self.nodes[between]) for between in range(low + 1, high))

    def is_projective(self) -> bool:
        """Whether no arc of the tree crosses another."""
        return not any(self.crossing(node) for node in self.nodes)

    def is_tree(self) -> bool:
        """Whether there is one root and no cycle."""
        return sum(node.head == ROOT for node in self.nodes) == 1 and all(
            self._reaches_root(node) for node in self.nodes
        )

    def _reaches_root(self, node: Node) -> bool:
        head, steps = node.head, 0
        while head != ROOT and steps <= len(self.nodes):
            head, steps = self.nodes[head].head, steps + 1
        return head == ROOT


def tree_of(words: list[Word]) -> Tree:
    """The tree of a treebank's sentence, its labels as they are there."""
    return Tree(
        [
            Node(
                index=index,
                form=word.form,
                lemma=word.lemma,
                upos=word.upos,
                tag=word.xpos,
                head=word.head,
                dep=word.dep,
            )
            for index, word in enumerate(words)
        ]
    )
