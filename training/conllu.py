"""Reading CoNLL-U: sentences with their words, the spaces between them, their document and paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True, kw_only=True)
class Word:
    """One syntactic word. `head` is the index of the governing word in its sentence, -1 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    dep: str
    space: bool = True
    misc: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Sentence:
    """One sentence of a treebank."""

    words: list[Word]
    document: str = ""
    starts_paragraph: bool = False

    @property
    def text(self) -> str:
        """The sentence as it was written, with a space after its last word if the treebank has one there."""
        return "".join(word.form + " " * word.space for word in self.words)


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yields the sentences of a CoNLL-U file in order."""
    document = ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if not block.strip():
            continue
        sentence = parse_sentence(block, document=document)
        document = sentence.document
        yield sentence


def parse_sentence(block: str, *, document: str = "") -> Sentence:
    """The sentence of one CoNLL-U block; `document` is the id it belongs to unless the block opens a new one."""
    starts_paragraph = False
    rows: list[list[str]] = []
    for line in block.splitlines():
        if line.startswith("# newdoc id"):
            document, starts_paragraph = line.partition("=")[2].strip(), True
        elif line.split("=")[0].strip() in ("# newpar", "# newpar id"):
            starts_paragraph = True
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
    return Sentence(words=_words(rows), document=document, starts_paragraph=starts_paragraph)


def _words(rows: list[list[str]]) -> list[Word]:
    """The words of the rows, without empty nodes; between words of a multiword token there is no space."""
    words: list[Word] = []
    last_in_token, space_after_token = 0, True
    for row in rows:
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            last_in_token, space_after_token = int(row[0].split("-")[1]), space
        elif "." not in row[0]:
            number = int(row[0])
            if number <= last_in_token:
                space = space_after_token and number == last_in_token
            words.append(_word(row, space=space))
    return words


def _word(row: list[str], *, space: bool) -> Word:
    """The word of one row."""
    misc = dict(item.split("=", 1) for item in row[9].split("|") if "=" in item)
    return Word(
        form=row[1], lemma=row[2], upos=row[3], xpos=row[4], head=int(row[6]) - 1, dep=row[7], space=space, misc=misc
    )


def paragraphs(sentences: Iterator[Sentence], *, longest: int = 20) -> Iterator[list[Sentence]]:
    """Yields the sentences paragraph by paragraph; one longer than `longest` sentences is cut."""
    paragraph: list[Sentence] = []
    for sentence in sentences:
        if paragraph and (sentence.starts_paragraph or len(paragraph) >= longest):
            yield paragraph
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield paragraph
