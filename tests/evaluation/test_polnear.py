"""PolNeAR's folders: which annotation is read, and what of an attribution."""

from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.evaluation.polnear import GoldAttribution, GoldDocument, is_polnear, read_annotation, read_polnear

# One sentence for each: a name inside, a pronoun before, a sentence-initial nominal after, nobody.
TEXT = (
    "“We sank”, Ada Lund said, “and nobody came.” Later she called it “a farce”. "
    "Pilots disagree. The sea was calm, pilots said. It was reportedly “foggy”."
)


def annotate(*attributions: tuple[str, str, str]) -> str:
    """A brat file of (content, source, cue); the pieces of a broken content joined with " … "."""
    lines: list[str] = []
    for number, words in enumerate(attributions, 1):
        roles = [("Content", words[0]), ("Source", words[1]), ("Cue", words[2])]
        named = [(role, f"T{number}{index}", text) for index, (role, text) in enumerate(roles) if text]
        lines += [f"{name}\t{role} {place(text)}\t{text}" for role, name, text in named]
        lines.append(f"E{number}\t" + " ".join(f"{role}:{name}" for role, name, _ in named))
    return "\n".join(lines)


def place(words: str) -> str:
    pieces = words.split(" … ")
    return ";".join(f"{TEXT.index(piece)} {TEXT.index(piece) + len(piece)}" for piece in pieces)


def read(folder: Path, annotation: str) -> GoldDocument:
    path = folder / "sea_ab12.ann"
    path.write_bytes(annotation.encode())
    return read_annotation(path, name="sea", text=TEXT)


@pytest.mark.parametrize(
    ("content", "source", "cue", "quoted", "form", "position"),
    [
        ("“We sank” … “and nobody came.”", "Ada Lund", "said", True, "name", "inside"),
        ("“a farce”", "she", "called", True, "pronoun", "before"),
        ("The sea was calm", "pilots", "said. It", False, "nominal", "after"),
        # A capital at the head of a sentence is no name where the word is also written small.
        ("The sea was calm", "Pilots", "disagree", False, "nominal", "before"),
        ("“foggy”", "", "reportedly", True, "none", "before"),
        ("“foggy”", "", "", True, "none", "none"),
    ],
)
def test_an_attribution_is_described(
    tmp_path: Path, content: str, source: str, cue: str, *, quoted: bool, form: str, position: str
) -> None:
    (found,) = read(tmp_path, annotate((content, source, cue))).attributions
    assert (found.quoted, found.source_form, found.cue_position) == (quoted, form, position)
    assert found.names == ((source,) if source else ())
    assert found.cue == cue


def test_several_contents_and_sources_are_one_attribution(tmp_path: Path) -> None:
    lines = annotate(("“We sank”", "Ada Lund", "said")).splitlines()
    lines[-1] += " Content2:T20 Source2:T21"
    lines += [f"T20\tContent {place('“and nobody came.”')}\t…", f"T21\tSource {place('Pilots')}\t…"]
    (found,) = read(tmp_path, "\n".join(lines)).attributions
    assert found.content == ((0, 9), (26, 44))
    assert found.names == ("Ada Lund", "Pilots")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“We sank”", "direct"),
        ("“We sank”,", "direct"),  # the comma after the mark
        ("it “a farce”", "mixed"),
        ("“We sank” … “and nobody came.”", "direct"),  # two pieces
        ("“We sank”, Ada Lund said, “and nobody came.”", "mixed"),  # and words between them
    ],
)
def test_a_quotation_is_direct_where_all_of_it_stands_in_marks(tmp_path: Path, content: str, kind: str) -> None:
    (found,) = read(tmp_path, annotate((content, "Ada Lund", "said"))).attributions
    assert found.kind == kind


def test_what_is_linked_to_no_attribution_still_counts_as_content(tmp_path: Path) -> None:
    document = read(tmp_path, f"T1\tContent {place('“a farce”')}\t“a farce”\nE1\tAttribution-no-source:T1 ")
    assert document.attributions == ()
    assert len(document.contents) == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "the_sea.txt").write_bytes(TEXT.encode())
    return tmp_path


def test_of_two_annotations_the_first_in_the_alphabet_is_read(folder: Path) -> None:
    for suffix, source in (("b2c3", "Pilots"), ("a1b2", "she"), ("ffff", "Ada Lund")):
        annotation = folder / "attributions" / f"the_sea_{suffix}.ann"
        annotation.write_bytes(annotate(("“a farce”", source, "called")).encode())
    (document,) = read_polnear(folder)
    assert (document.name, document.attributions[0].names) == ("the_sea", ("she",))


def test_a_text_without_annotation_is_an_error(folder: Path) -> None:
    with pytest.raises(GoldError, match=r"the_sea.txt: no annotation the_sea_\*.ann in "):
        list(read_polnear(folder))


def test_a_folder_for_brat_has_texts_and_annotations_side_by_side(tmp_path: Path) -> None:
    for name, content in (
        ("annotation.conf", ""),
        ("sea_ab12.txt", "“No”"),
        ("sea_ab12.ann", "T1\tContent 0 4\t“No”\n"),
    ):
        (tmp_path / name).write_bytes(content.encode())
    assert is_polnear(tmp_path)
    (document,) = read_polnear(tmp_path)
    assert (document.name, document.contents) == ("sea_ab12", (((0, 4),),))
    (tmp_path / "sea_ab12.ann").unlink()
    with pytest.raises(GoldError, match=r"sea_ab12.txt: no annotation sea_ab12.ann in "):
        list(read_polnear(tmp_path))


def test_the_form_is_known_by_its_folders(folder: Path) -> None:
    assert is_polnear(folder)
    assert not is_polnear(folder / "text")


def test_pieces_that_overlap_are_merged(tmp_path: Path) -> None:
    lines = ["T1\tContent 0 9;5 44\t…", "E1\tAttribution:T1 Content:T1"]
    expected = GoldAttribution(
        content=((0, 44),),
        sources=(),
        names=(),
        cue="",
        quoted=True,
        kind="mixed",
        source_form="none",
        cue_position="none",
    )
    assert read(tmp_path, "\n".join(lines)).attributions == (expected,)
