"""Every stage with a pipeline that is not ours: the same label scheme, other components, as the official ones have.

The pipeline is made here: components that learn a handful of sentences by heart in a second or two. It has no entity
ruler, no word vectors, no shared token encoder, no attribute ruler; lemmas are learned.
"""

import csv
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed

from pipeline import cli

COMPONENTS: dict[str, dict[str, int]] = {
    "tagger": {},
    "morphologizer": {},
    "parser": {"min_action_freq": 1},
    "trainable_lemmatizer": {"min_tree_freq": 1},
    "ner": {},
}
# Form, lemma, tag, part of speech, head (from one, its own number for a root), label, entity.
SENTENCES = (
    """“ “ `` PUNCT 7 punct O|It it PRP PRON 3 nsubj O|is be VBZ AUX 7 ccomp O|so so RB ADV 3 advmod O
    |, , , PUNCT 7 punct O|” ” '' PUNCT 7 punct O|said say VBD VERB 7 ROOT O|Maria Maria NNP PROPN 9 compound B-PERSON
    |Keller Keller NNP PROPN 7 nsubj I-PERSON|. . . PUNCT 7 punct O""",
    """The the DT DET 2 det O|dockers docker NNS NOUN 4 nsubj O|will will MD AUX 4 aux O|strike strike VB VERB 4 ROOT O
    |. . . PUNCT 4 punct O""",
    """She she PRP PRON 2 nsubj O|wrote write VBD VERB 2 ROOT O|from from IN ADP 2 prep O
    |Hamburg Hamburg NNP PROPN 3 pobj B-GPE|: : : PUNCT 2 punct O|“ “ `` PUNCT 2 punct O|It it PRP PRON 8 nsubj O
    |is be VBZ AUX 2 ccomp O|so so RB ADV 8 advmod O|. . . PUNCT 2 punct O|” ” '' PUNCT 2 punct O""",
    """Nobody nobody NN PRON 2 nsubj O|saw see VBD VERB 2 ROOT O|the the DT DET 4 det O|ship ship NN NOUN 2 dobj O
    |. . . PUNCT 2 punct O""",
)
TEXT = (
    "“The dockers will strike,” said Maria Keller.\n\nShe wrote from Hamburg: “Nobody saw the ship.”\n\n"
    "The dockers will strike.\n"
)


def gold(nlp: Language, rows: str) -> Doc:
    """The Doc of a sentence written in lines."""
    cells = [row.split() for row in rows.replace("\n", " ").split("|")]
    words, lemmas, tags, pos, heads, deps, ents = (list(column) for column in zip(*cells, strict=True))
    glued = {",", ".", ":", "”"}
    spaces = [following not in glued and word != "“" for word, following in zip(words, [*words[1:], "."], strict=True)]
    numbers = [int(head) - 1 for head in heads]
    roots = [place if dep == "ROOT" else head for place, (head, dep) in enumerate(zip(numbers, deps, strict=True))]
    return Doc(
        nlp.vocab, words=words, spaces=spaces, lemmas=lemmas, tags=tags, pos=pos, heads=roots, deps=deps, ents=ents
    )


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    fix_random_seed(0)
    nlp = spacy.blank("en")
    for name, config in COMPONENTS.items():
        nlp.add_pipe(name, config=config)
    golds = [gold(nlp, rows) for rows in SENTENCES]
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in golds]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(30):
        nlp.update(examples, sgd=optimizer, drop=0.0)
    folder = tmp_path_factory.mktemp("models") / "by_heart"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def outputs(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "corpus").mkdir()
    (home / "corpus" / "strike.txt").write_text(TEXT, encoding="utf-8")
    arguments = ["run", "--corpus", home / "corpus", "--outputs", home / "outputs", "--model", model]
    result = CliRunner().invoke(cli.quoth, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return home / "outputs"


def rows(outputs: Path, table: str) -> list[dict[str, str]]:
    with (outputs / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_quotations_get_their_speakers(outputs: Path) -> None:
    found = [(row["text"], row["speaker_mention"], row["cue"]) for row in rows(outputs, "quotations")]
    assert found == [
        ("The dockers will strike,", "Maria Keller", "said"),
        ("Nobody saw the ship.", "She", "wrote"),
    ]


def test_entities_are_those_of_its_recogniser(outputs: Path) -> None:
    assert {(row["name"], row["type"]) for row in rows(outputs, "entities")} >= {
        ("Maria Keller", "PERSON"),
        ("Hamburg", "GPE"),
    }


def test_the_report_and_the_record_say_which_model_it_was(outputs: Path, model: Path) -> None:
    assert (outputs / "report.html").is_file()
    assert str(model) in (outputs / "run.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("labels", "said"),
    [((), "has no parser"), (("nsubj", "obj", "obl", "case"), "not Universal Dependencies")],
    ids=["without a parser", "Universal Dependencies"],
)
def test_a_model_that_cannot_serve_is_one_line_and_exit_status_1(
    tmp_path: Path, labels: tuple[str, ...], said: str
) -> None:
    nlp = spacy.blank("en")
    if labels:
        parser = nlp.add_pipe("parser")
        for label in labels:
            parser.add_label(label)  # type: ignore[attr-defined]
        nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "strike.txt").write_text(TEXT, encoding="utf-8")
    arguments = ["run", "--corpus", tmp_path / "corpus", "--outputs", tmp_path / "outputs", "--quiet"]
    result = CliRunner().invoke(cli.quoth, [*map(str, arguments), "--model", str(tmp_path / "model")])
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
