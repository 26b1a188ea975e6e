"""Conversion of names, dates, coordination, fixed expressions and prepositional phrases."""

import itertools

from training.tree import ROOT, Node, Tree

MONTHS = frozenset(
    """january february march april may june july august september october november december jan. feb. mar. apr. jun.
    jul. aug. sep. sept. oct. nov. dec. jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
# Verbs whose "to" marks a recipient.
GIVING = frozenset("award give grant hand lend offer pay sell show".split())


def join_names(tree: Tree) -> None:
    """Makes the last word of a name its head, those before it compounds ("Leon Trotsky": compound(Trotsky, Leon))."""
    for first in tree:
        parts = [part for part in tree.children(first, "flat") if part.index > first.index]
        if parts and first.dep != "flat":
            _join_name(tree, first, parts)
    for node in tree:
        if node.dep == "nmod:desc":
            node.dep = "compound" if node.index < node.head else "appos"


def _join_name(tree: Tree, first: Node, parts: list[Node]) -> None:
    words = [part for part in parts if part.upos != "NUM"]
    last = words[-1] if words else first
    parts += [deeper for part in list(parts) for deeper in tree.children(part, "flat")]
    others = [child for child in tree.children(first) if child not in parts]
    if last is not first:
        tree.take_place(last, first, dep="compound")
        tree.move([child for child in others if not _inside_name(child, first, last)], last)
    for part in parts:
        if part is not last:
            part.head = last.index
            part.dep = "nummod" if part.index > last.index and part.upos == "NUM" else "compound"


def _inside_name(child: Node, first: Node, last: Node) -> bool:
    """Whether a dependent of the first word stays with it."""
    return child.dep in ("punct", "goeswith") and first.index < child.index < last.index


def order_dates(tree: Tree) -> None:
    """Makes the month govern the day and the year ("May 14, 2001": nummod(May, 14), nummod(May, 2001))."""
    for month in tree:
        if month.lower not in MONTHS or month.upos != "PROPN" or month.head == ROOT:
            continue
        day = tree[month.head]
        if (
            month.dep in ("nmod:unmarked", "compound", "nmod")
            and day.index == month.index + 1
            and day.form[:1].isdigit()
        ):
            others = [child for child in tree.children(day) if child is not month]
            tree.take_place(month, day, dep="nummod")
            tree.move(others, month)
    for number in tree:
        if number.dep in ("nmod:unmarked", "nmod") and number.form.isdigit() and tree[number.head].lower in MONTHS:
            number.dep = "nummod"


def chain_conjuncts(tree: Tree) -> None:
    """Hangs each conjunct under the one before it, with the conjunctions and commas that stand between the two."""
    for first in tree:
        previous = first
        for conjunct in [child for child in tree.children(first, "conj") if child.index > first.index]:
            between = [
                child
                for child in tree.children(conjunct, "cc", "punct")
                if child.index < conjunct.index and child.form not in '"“”‘([`'
            ]
            tree.move(between, previous)
            conjunct.head = previous.index
            previous = conjunct


def unfold_fixed(tree: Tree) -> None:
    """Gives fixed expressions their inner structure; those that are prepositions are left to `raise_prepositions`."""
    for first in tree:
        rest = tree.children(first, "fixed")
        if not rest or first.dep == "case":
            continue
        if first.dep == "mark" and first.head != ROOT:
            for part in rest:
                part.head, part.dep = first.head, "mark"
        elif first.dep == "cc":
            tree.take_place(rest[-1], first, dep="advmod")
            tree.move(rest[:-1], rest[-1])
            _label(rest[:-1], "advmod")
        elif first.lower in ("each", "one") and rest[-1].lower in ("other", "another"):
            tree.take_place(rest[-1], first, dep="det")
            tree.move([child for child in tree.children(first) if child.dep != "fixed"], rest[-1])
        else:
            _unfold_adverb(tree, first, rest)


def _unfold_adverb(tree: Tree, first: Node, rest: list[Node]) -> None:
    """Unfolds "of course", "as well", "more than (five)"."""
    head = tree[first.head] if first.head != ROOT else first
    if head.upos == "NUM" and head.index > rest[-1].index:
        tree.move(rest, head)
        _label(rest, "quantmod")
        first.dep = "amod" if first.upos == "ADJ" else "quantmod"
    elif first.tag == "IN" and rest[0].upos == "NOUN":
        _label(rest, "pobj")
    else:
        _label(rest, "advmod")


def _label(nodes: list[Node], dep: str) -> None:
    for node in nodes:
        node.dep = dep


def raise_prepositions(tree: Tree) -> None:
    """Makes each preposition govern its noun: prep(wrote, in), pobj(in, 1905)."""
    for noun in tree:
        cases = [case for case in tree.children(noun, "case") if case.tag != "POS" and case.upos != "PART"]
        if cases:
            _raise_preposition(tree, noun, cases)
    _hang_conjoined_prepositions(tree)
    for preposition in tree:
        if preposition.upos == "ADP" and preposition.dep in ("obl", "nmod", "obl:unmarked"):
            preposition.dep = "prep"


def _raise_preposition(tree: Tree, noun: Node, cases: list[Node]) -> None:
    first, outer_dep, outer_head = cases[0], noun.dep, noun.head
    if first.index < noun.index:
        before = [child for child in tree.children(noun) if child.index < first.index and child.dep != "case"]
        tree.move(before, first)
    first, last = _chain_cases(tree, cases)
    first.head, first.dep = outer_head, _preposition_label(tree, first, outer_dep)
    noun.head, noun.dep = last.index, "pcomp" if noun.upos in ("VERB", "AUX") else "pobj"


def _preposition_label(tree: Tree, first: Node, dep: str) -> str:
    if dep in ("obl:agent", "conj", "appos", "root"):
        return "agent" if dep == "obl:agent" else dep
    if dep == "obl" and first.lower == "to" and first.head != ROOT and tree[first.head].lemma in GIVING:
        return "dative"
    return "prep"


def _chain_cases(tree: Tree, cases: list[Node]) -> tuple[Node, Node]:
    """The outermost word of a complex preposition and the one that governs the noun.

    The words hang one under the other, as in the en_core_web pipelines.
    """
    chain = sorted(
        cases + [part for case in cases for part in tree.children(case, "fixed")], key=lambda node: node.index
    )
    if chain[0].lower == "such" and len(chain) > 1:
        such = chain.pop(0)
        tree.move(tree.children(such), chain[0])
        such.head, such.dep = chain[0].index, "amod"
    for governor, part in itertools.pairwise(chain):
        part.head = governor.index
        part.dep = "pcomp" if governor.lower in ("because", "due") and part.lower in ("of", "to") else "prep"
    return chain[0], chain[-1]


def _hang_conjoined_prepositions(tree: Tree) -> None:
    """Hangs "in London" of "in Paris and in London" under the first "in", with the conjunction."""
    for preposition in tree:
        if preposition.dep != "conj" or preposition.head == ROOT or preposition.upos not in ("ADP", "SCONJ"):
            continue
        noun = tree[preposition.head]
        if noun.dep == "pobj":
            between = [
                child for child in tree.children(noun, "cc", "punct") if noun.index < child.index < preposition.index
            ]
            tree.move([preposition, *between], tree[noun.head])
