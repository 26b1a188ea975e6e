"""The network of the teacher: a sentence encoder with heads for tags, arcs and names. Needs torch and transformers."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from training.teacher.labels import Labels

WIDTH, ARCS, RELATIONS, SHAPES = 384, 256, 128, 8
DROPOUT = 0.2


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages side by side: (passages, pieces) for the encoder and (passages, words) for the heads.

    `words` counts, for each piece, the word it belongs to, 0 for the encoder's own pieces; word 0 stands for "no head".
    """

    pieces: Tensor
    shapes: Tensor
    words: Tensor
    present: Tensor


class Teacher(nn.Module):
    """Scores of tags, parts of speech, heads, labels of arcs and entity tags for every word."""

    def __init__(self, encoder: Path, labels: Labels) -> None:
        super().__init__()
        self.labels = labels
        self.width = WIDTH
        self.encoder = AutoModel.from_pretrained(str(encoder), add_pooling_layer=False, attn_implementation="eager")
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        # The encoder reads lower case only: the form of a word (capitals, digits) is added to its pieces.
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.drop = nn.Dropout(DROPOUT)
        self.tag = nn.Linear(WIDTH, len(labels.tags))
        self.pos = nn.Linear(WIDTH, len(labels.pos))
        self.entity = nn.Linear(WIDTH, len(labels.entities))
        self.arc_head, self.arc_child = _reduce(ARCS), _reduce(ARCS)
        self.label_head, self.label_child = _reduce(RELATIONS), _reduce(RELATIONS)
        self.arc = nn.Parameter(torch.zeros(ARCS + 1, ARCS))
        self.label = nn.Parameter(torch.zeros(len(labels.deps), RELATIONS + 1, RELATIONS + 1))
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.label, std=0.02)

    def states(self, batch: Batch) -> Tensor:
        """The state of each word, (passages, 1 + words, width): the mean of its pieces; the first is the passage's."""
        embedded = self.encoder.embeddings.word_embeddings(batch.pieces) + self.shape(batch.shapes)
        states = self.encoder(inputs_embeds=embedded, attention_mask=batch.present).last_hidden_state
        passages, _, width = states.shape
        total = torch.zeros(passages, int(batch.words.max()) + 1, width, dtype=states.dtype)
        index = batch.words.unsqueeze(-1).expand_as(states)
        weight = batch.present.to(states.dtype).unsqueeze(-1)
        total = total.scatter_add(1, index, states * weight)
        counts = torch.zeros(passages, total.shape[1], 1, dtype=states.dtype)
        counts = counts.scatter_add(1, batch.words.unsqueeze(-1), weight)
        return self.drop(total / counts.clamp(min=1))

    def arcs(self, states: Tensor) -> Tensor:
        """Scores of every word as head of every word, (passages, 1 + words, 1 + words): child first."""
        child = _with_one(self.arc_child(states))
        return torch.einsum("bcx,xy,bhy->bch", child, self.arc, self.arc_head(states))

    def relations(self, states: Tensor, heads: Tensor) -> Tensor:
        """Scores of the labels of the arcs from the given heads, (passages, 1 + words, labels)."""
        chosen = self.label_head(states).gather(1, heads.unsqueeze(-1).expand(-1, -1, RELATIONS))
        child = _with_one(self.label_child(states))
        return torch.einsum("bcx,lxy,bcy->bcl", child, self.label, _with_one(chosen))


def _reduce(width: int) -> nn.Module:
    return nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(DROPOUT))


def _with_one(states: Tensor) -> Tensor:
    return torch.cat([states, torch.ones_like(states[..., :1])], dim=-1)
