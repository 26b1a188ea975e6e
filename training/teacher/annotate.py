"""The teacher's analysis of texts, as Docs that spaCy trains on."""

from collections.abc import Iterator

import torch
from spacy.tokens import Doc

from training.teacher.batches import Pieces, batches, collate
from training.teacher.decode import dependency, is_forest, sequence
from training.teacher.learn import masked
from training.teacher.network import Teacher

PIECES = 4000


def annotate(model: Teacher, docs: list[Doc], pieces: Pieces, *, trees: bool = True) -> Iterator[Doc]:
    """Yields a Doc for each doc whose predicted heads make up trees, sentence beside sentence; the others are dropped.

    Args:
        model: the trained teacher.
        docs: tokenised passages of at most some 300 words.
        pieces: the word pieces of its encoder.
        trees: whether a Doc without a well-formed analysis is dropped; if not, it has no heads.
    """
    model.eval()
    labels = model.labels
    items = [pieces.item([token.text for token in doc], {}) for doc in docs]
    for group in batches(items, pieces=PIECES):
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            batch = collate([items[place] for place in group])
            states = model.states(batch)
            heads = masked(model.arcs(states), batch).argmax(dim=-1)
            deps = model.relations(states, heads).argmax(dim=-1).tolist()
            tags = model.tag(states).argmax(dim=-1).tolist()
            pos = model.pos(states).argmax(dim=-1).tolist()
            chances, entities = model.entity(states).float().softmax(dim=-1).max(dim=-1)
        for row, place in enumerate(group):
            doc = docs[place]
            words = range(1, len(doc) + 1)
            given = [int(heads[row, word]) for word in words]
            well_formed = is_forest(given)
            if trees and not well_formed:
                continue
            yield Doc(
                doc.vocab,
                words=[token.text for token in doc],
                spaces=[bool(token.whitespace_) for token in doc],
                tags=[labels.tags[tags[row][word]] for word in words],
                pos=[labels.pos[pos[row][word]] for word in words],
                heads=[head - 1 if head else place for place, head in enumerate(given)] if well_formed else None,
                deps=[dependency(given[word - 1], labels.deps[deps[row][word]]) for word in words]
                if well_formed
                else None,
                ents=sequence(
                    [labels.entities[int(entities[row, word])] for word in words],
                    [float(chances[row, word]) for word in words],
                ),
            )
