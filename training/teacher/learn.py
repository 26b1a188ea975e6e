"""Training of the teacher on trees and names, a batch of each kind by chance."""

import json
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import spacy
import torch
from spacy.tokens import Doc, DocBin
from torch import Tensor
from torch.nn.functional import cross_entropy

from training.teacher.batches import Item, Pieces, batches, collate, pad
from training.teacher.labels import IGNORED, Labels, gather, names_of, tree_of
from training.teacher.network import Batch, Teacher
from training.teacher.passages import respelled, shorten

WEIGHTS, LABELS, PROGRESS = "teacher.pt", "labels.json", "progress.json"
EPOCHS, PIECES = 4, 2000
RATE_ENCODER, RATE_HEADS, WARM_UP = 2e-4, 1e-3, 0.08
REPORT_EVERY = 50
# Names are learned sooner than trees: every second batch of them is left out of an epoch.
NAMES_EVERY = 2


@dataclass(frozen=True, slots=True)
class Corpus:
    """Docs with trees and docs with names."""

    trees: list[Doc]
    names: list[Doc]


def load(treebank: Path, entities: Path) -> Corpus:
    """The training parts, long passages cut."""
    vocab = spacy.blank("en").vocab
    read = lambda path: list(shorten(DocBin().from_disk(path).get_docs(vocab)))  # noqa: E731
    return Corpus(trees=read(treebank / "train-frames.spacy"), names=read(entities / "train.spacy"))


def learn(corpus: Corpus, encoder: Path, folder: Path, *, epochs: int = EPOCHS, threads: int = 1) -> Teacher:
    """The trained teacher, also written to `folder` after each epoch, from where a broken training goes on.

    What goes on has the weights and the rates of the last epoch; the optimizer's averages begin anew.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    labels = gather(corpus.trees, corpus.names)
    folder.mkdir(parents=True, exist_ok=True)
    labels.write(folder / LABELS)
    pieces = Pieces(encoder)
    model = Teacher(encoder, labels)
    done = epochs_done(folder)
    if done:
        model.load_state_dict(torch.load(folder / WEIGHTS, weights_only=True))
    trees = [(doc, tree_of(doc, labels)) for doc in corpus.trees]
    names = [(doc, names_of(doc, labels)) for doc in corpus.names]
    schedule: Schedule | None = None
    for epoch in range(done, epochs):
        chance = random.Random(epoch)
        pools = [[pieces.item(respelled(doc, chance), gold) for doc, gold in pool] for pool in (trees, names)]
        plan = _plan(pools, chance)
        schedule = schedule or Schedule(model, steps=len(plan) * epochs, begin=len(plan) * epoch)
        _epoch(model, plan, schedule, epoch)
        torch.save(model.state_dict(), folder / WEIGHTS)
        (folder / PROGRESS).write_text(json.dumps({"epochs": epoch + 1}) + "\n", encoding="utf-8")
    return model


def restore(encoder: Path, folder: Path) -> Teacher:
    """The teacher that `learn` left in a folder."""
    model = Teacher(encoder, Labels.read(folder / LABELS))
    model.load_state_dict(torch.load(folder / WEIGHTS, weights_only=True))
    return model.eval()


def epochs_done(folder: Path) -> int:
    """How many epochs of a training into this folder came to their end."""
    path = folder / PROGRESS
    return int(json.loads(path.read_text(encoding="utf-8"))["epochs"]) if path.exists() else 0


def _plan(pools: list[list[Item]], chance: random.Random) -> list[list[Item]]:
    """The batches of an epoch, trees and names mixed."""
    trees, names = (
        [[pool[place] for place in group] for group in batches(pool, pieces=PIECES, chance=chance)] for pool in pools
    )
    plan = [*trees, *names[::NAMES_EVERY]]
    chance.shuffle(plan)
    return plan


class Schedule:
    """AdamW with a smaller rate for the encoder; both rates go up and then down to the end of the training."""

    def __init__(self, model: Teacher, *, steps: int, begin: int) -> None:
        encoder = [parameter for parameter in model.encoder.parameters() if parameter.requires_grad]
        known = {id(parameter) for parameter in encoder}
        heads = [each for each in model.parameters() if each.requires_grad and id(each) not in known]
        groups = [{"params": encoder, "lr": RATE_ENCODER}, {"params": heads, "lr": RATE_HEADS}]
        self._model = model
        self._optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
        self._warm, self._steps, self._begin = max(1, int(steps * WARM_UP)), steps, begin
        self._rates = torch.optim.lr_scheduler.LambdaLR(self._optimizer, self._factor)

    def _factor(self, step: int) -> float:
        return min(1.0, (step + 1) / self._warm) * max(0.02, 1 - (self._begin + step) / self._steps)

    def learn_from(self, loss: Tensor) -> None:
        """Moves the weights down the slope of a loss."""
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._rates.step()


def _epoch(model: Teacher, plan: list[list[Item]], schedule: Schedule, epoch: int) -> None:
    model.train()
    begun, running, words = time.monotonic(), 0.0, 0
    for number, items in enumerate(plan, start=1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(model, collate(items), items)
        schedule.learn_from(loss)
        running = 0.98 * running + 0.02 * float(loss.detach())
        words += sum(item.length for item in items)
        if number % REPORT_EVERY == 0:
            speed = words / (time.monotonic() - begun)
            place = epoch + number / len(plan)
            print(f"epoch {place:.2f} loss {running:.3f} words/s {speed:.0f}", file=sys.stderr, flush=True)


def loss_of(model: Teacher, batch: Batch, items: list[Item]) -> Tensor:
    """The sum of the losses of what the items are annotated with."""
    states = model.states(batch)
    loss = states.new_zeros(())
    gold = {name: pad([item.gold[name] for item in items], IGNORED) for name in items[0].gold}
    if "entities" in gold:
        loss = loss + _cross(model.entity(states), gold["entities"])
    if "heads" in gold:
        loss = loss + _cross(model.tag(states), gold["tags"]) + _cross(model.pos(states), gold["pos"])
        loss = loss + _cross(masked(model.arcs(states), batch), gold["heads"])
        loss = loss + _cross(model.relations(states, gold["heads"].clamp(min=0)), gold["deps"])
    return loss


def masked(arcs: Tensor, batch: Batch) -> Tensor:
    """Scores of arcs with heads outside the passage, and with a word as its own head, ruled out."""
    count = batch.words.amax(dim=1)
    place = torch.arange(arcs.shape[2])
    absent = place[None, None, :] > count[:, None, None]
    itself = (place[None, :] == place[:, None])[None] & (place > 0)[None, :, None]
    return arcs.float().masked_fill(absent | itself, -1e4)


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    if scores.isnan().any():
        raise FloatingPointError("a score is not a number: the training has run away")
    kept = gold != IGNORED
    if not kept.any():
        return scores.float().sum() * 0
    return cross_entropy(scores[kept].float(), gold[kept])
