"""`make evaluate`: which texts it judges, what it writes, and the table that the README quotes."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from benchmarks import evaluate_all, evaluation_sets
from benchmarks.evaluation_sets import SETS, Located, TextSet, is_shipped, locate
from benchmarks.evaluation_table import (
    HEADER,
    MEASURES,
    QUOTH,
    SYSTEMS,
    keys,
    read_table,
    render_table,
    rows,
    sets_of_table,
    update_readme,
)
from benchmarks.textacy_baseline import VARIANTS, Found, batches, call, keep, place, read, to_rows
from pipeline.evaluation.report import Figure, Report, Section

NEWS = "“We sank”, Ada Lund said. It was “calm”, they say.\n"
CORPUS = TextSet(name="polnear-dev", title="News", texts=Path("news/text"), gold=Path("news"))
OWN = TextSet(name="essay", title="Essay", texts=Path("corpus/tide.txt"), gold=Path("tide.json"), corpus=False)


def report(**sections: Mapping[str, float]) -> Report:
    made = (
        Section(key=key, title=key, figures=tuple(Figure(name=name, value=value) for name, value in figures.items()))
        for key, figures in sections.items()
    )
    return Report(form="gold", title="texts", sections=tuple(made), findings=())


LITBANK = {"litbank": {QUOTH: report(detection={"F1": 0.9}), SYSTEMS[1]: report(detection={"F1": 0.25})}}


def test_the_table_of_the_readme_has_the_rows_and_columns_that_the_program_writes(root: Path) -> None:
    header, *found = read_table((root / "README.md").read_text("utf-8"))
    told = "run `make evaluate README=yes` with QUOTH_DATA set"
    assert tuple(header) == HEADER, told
    assert [(cells[0], cells[1]) for cells in found] == keys(sets_of_table(root)), told
    for cells in found:
        assert all(re.fullmatch(r"[01]\.\d{3}|–", cell) for cell in cells[3:]), cells
        assert re.fullmatch(r"[\d,]*", cells[2]), cells


def test_every_set_has_rows() -> None:
    assert list(MEASURES) == [one.name for one in SETS]


def test_a_row_shows_the_figures_of_every_system_and_a_dash_for_none() -> None:
    assert list(rows(LITBANK)) == [("LitBank", "quotations found, F1", "", "0.900", "0.250", "–", "–")]


def test_what_the_extractor_does_not_claim_is_no_figure_of_its() -> None:
    both = {system: report(entities={"precision": 0.5, "recall": 1.0}) for system in SYSTEMS}
    found = {cells[1]: cells[3:] for cells in rows({"essay": both})}
    assert found["entities, recall"] == ("1.000", "–", "–", "–")


def test_counts_are_those_of_the_gold() -> None:
    figures = (
        Figure(name="recall", value=0.5, right=1, total=2000),
        Figure(name="precision", value=0.5, right=1, total=2),
    )
    made = Report(form="polnear", title="", sections=(Section(key="measure", title="", figures=figures),), findings=())
    counted = {cells[1]: cells[2] for cells in rows({"polnear-dev": {QUOTH: made}})}
    assert (counted["recall"], counted["precision"]) == ("2,000", "")


def test_a_table_that_is_read_is_the_one_that_was_written() -> None:
    table = [["one", "a", "3", "1.000"], ["one", "b", "", "–"], ["two", "a", "", "0.500"]]
    text = "\n".join(render_table(table))
    assert text.splitlines()[3].startswith("|  | b |")
    assert read_table(f"<!-- begin: evaluation -->\n{text}\n<!-- end: evaluation -->")[1:] == table


def test_a_readme_gets_what_was_judged_and_keeps_the_rest(tmp_path: Path, root: Path) -> None:
    readme = tmp_path / "README.md"
    table = [[*key, "7", *["0.111"] * len(SYSTEMS)] for key in keys(sets_of_table(root))[1:]]
    text = "\n".join(render_table(table))
    readme.write_text(
        f"Before.\n<!-- begin: evaluation -->\n{text}\n<!-- end: evaluation -->\nAfter.\n", encoding="utf-8"
    )
    update_readme(readme, LITBANK, root=root)
    made = readme.read_text("utf-8")
    found = {(cells[0], cells[1]): cells[2:] for cells in read_table(made)[1:]}
    assert list(found) == keys(sets_of_table(root))
    assert found["LitBank", "quotations found, F1"] == ["", "0.900", "0.250", "–", "–"]
    assert found["PolNeAR dev", "recall"] == ["7", *["0.111"] * len(SYSTEMS)]
    assert found["the shipped essay", "quotations found, F1"] == ["", *["–"] * len(SYSTEMS)]  # never judged
    assert (made.startswith("Before.\n"), made.endswith("\nAfter.\n")) == (True, True)


def test_every_set_of_the_project_is_where_it_is_said_to_be(root: Path, tmp_path: Path) -> None:
    found = locate(SETS[0], data=None, build=tmp_path)
    assert isinstance(found, Located)
    assert [path.name for path in found.texts.iterdir()] == ["permanent-revolution.txt"]
    assert found.gold == (root / "tests/data/permanent-revolution.json",)
    for one in SETS:
        if is_shipped(one):
            assert isinstance(locate(one, data=None, build=tmp_path), Located)


@pytest.mark.parametrize(
    ("one", "data", "words"),
    [
        (CORPUS, None, "QUOTH_DATA names no folder of corpora"),
        (CORPUS, "data", "news/text is not there"),
        (OWN, None, "tide.txt is not there"),
    ],
)
def test_what_is_not_there_is_passed_over_in_words(tmp_path: Path, one: TextSet, data: str | None, words: str) -> None:
    found = locate(one, data=tmp_path / data if data else None, build=tmp_path / "build", root=tmp_path)
    assert isinstance(found, str)
    assert words in found


def test_a_set_without_a_gold_file_is_no_set(tmp_path: Path) -> None:
    essays = TextSet(name="essays-dev", title="", texts=Path("dev"), gold=Path("dev"), corpus=False)
    (tmp_path / "dev").mkdir()
    assert not is_shipped(essays, root=tmp_path)
    assert locate(essays, data=None, build=tmp_path, root=tmp_path) == f"{tmp_path / 'dev'} holds no gold"
    for name in ("b.json", "a.json", "a.txt"):
        (tmp_path / "dev" / name).touch()
    assert is_shipped(essays, root=tmp_path)
    found = locate(essays, data=None, build=tmp_path, root=tmp_path)
    assert isinstance(found, Located)
    assert [path.name for path in found.gold] == ["a.json", "b.json"]


def test_an_unknown_set_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        evaluate_all.main(["--corpora", "essay,nowhere"])
    assert "there is no set 'nowhere'; there are essay, " in capsys.readouterr().err


def test_triples_of_the_extractor_become_rows() -> None:
    (row,) = to_rows([("sea", (1, 8), (11, 19), (20, 24))], {"sea": NEWS})["sea"]
    assert (row.kind, row.text, row.speaker, row.speaker_mention, row.cue) == (
        "direct", "We sank", "Ada Lund", "Ada Lund", "said",
    )  # fmt: skip
    assert (row.start, row.end, row.mention_start, row.cue_end, row.score) == (1, 8, 11, 24, None)


@pytest.fixture(scope="module")
def english() -> English:
    return English()


@pytest.fixture
def parsed(english: English) -> Doc:
    """«“We sank all the ships”, Lund said of the pilots’ strike.», parsed by hand."""
    words = "“ We sank all the ships ” , Lund said of the pilots ’ strike .".split()
    heads = [2, 2, 9, 5, 5, 2, 2, 9, 9, 9, 9, 12, 14, 12, 10, 9]
    deps = "punct nsubj ccomp det det dobj punct punct nsubj ROOT prep det poss case pobj punct".split()
    pos = "PUNCT PRON VERB DET DET NOUN PUNCT PUNCT PROPN VERB ADP DET NOUN PART NOUN PUNCT".split()
    lemmas = ["say" if word == "said" else word for word in words]
    return Doc(english.vocab, words=words, heads=heads, deps=deps, pos=pos, lemmas=lemmas)


def test_an_apostrophe_makes_the_extractor_give_up_where_it_counts_as_a_mark(parsed: Doc, english: English) -> None:
    _, by_paragraph, double_alone = VARIANTS
    assert call(parsed, english, by_paragraph) is None
    found = call(parsed, english, double_alone)
    assert found is not None
    ((content, speaker, cue),) = found
    assert [token.text for token in content] == "We sank all the ships".split()  # less the marks
    assert ([token.text for token in speaker], [token.text for token in cue]) == (["Lund"], ["said"])
    assert place("sea", 100, content, speaker, cue) == ("sea", (102, 123), (128, 132), (133, 137))
    assert call(parsed, english, by_paragraph) is None  # the flag is set for each call


def test_what_was_found_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    assert read(path) == {}
    found = {"whole documents": Found(triples=(("sea", (1, 8), (11, 19), (20, 24)),), calls=2, failed=1)}
    keep(path, found)
    assert read(path) == found


def test_long_texts_are_kept_one_by_one() -> None:
    texts = {"tide": "short", "novel": "x" * 200_000, "ebb": "short", "saga": "x" * 100_000}
    assert [list(batch) for batch in batches(texts)] == [["tide", "ebb"], ["novel"], ["saga"]]


def test_what_was_found_adds() -> None:
    one = Found(triples=(("sea", (1, 8), (11, 19), (20, 24)),), calls=2, failed=1)
    assert one + Found() + one == Found(triples=one.triples * 2, calls=4, failed=2)


class FakeExtractor:
    """Finds the first quotation of the news and gives up on the rest."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def extract(self, texts: Mapping[str, str]) -> dict[str, Found]:
        (doc_id,) = texts
        found = Found(triples=((doc_id, (1, 8), (11, 19), (20, 24)),), calls=2, failed=1)
        return {"whole documents": found}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of corpora that holds one text in PolNeAR's form."""
    folder = tmp_path / "data" / "polnear" / "dev"
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    (folder / "text" / "sea.txt").write_bytes(NEWS.encode())
    lines = ["T1\tContent 0 9\t…", "T2\tSource 11 19\t…", "T3\tCue 20 24\t…", "E1\tA:T1 Content:T1 Source:T2 Cue:T3"]
    (folder / "attributions" / "sea_a.ann").write_bytes("\n".join(lines).encode())
    return tmp_path / "data"


def test_a_corpus_goes_through_the_pipeline_and_the_extractor(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(evaluation_sets.VARIABLE, str(news))
    monkeypatch.setattr(evaluate_all, "Extractor", FakeExtractor)
    build = tmp_path / "build"
    evaluate_all.main(["--build", str(build), "--corpora", "polnear-dev,litbank"])
    said = capsys.readouterr().out
    assert "LitBank (litbank): passed over, " in said
    assert "=== PolNeAR dev (polnear-dev): PolNeAR, 1 text" in said
    assert "textacy, whole documents: 1 of 2 calls gave up" in said
    assert "| PolNeAR dev | recall | 1 | 1.000 | 1.000 | – | – |" in said
    scores = json.loads((build / "scores.json").read_text("utf-8"))["polnear-dev"]
    assert scores[QUOTH]["measure"]["recall"] == {"value": 1.0, "right": 1, "of": 1}
    assert scores["textacy, whole documents"]["measure"]["end-to-end F1"] == {"value": 1.0}
    listing = (build / "polnear-dev.txt").read_text("utf-8")
    assert listing.count("Direct and mixed quotations") == 2
    assert "errors stand at the end of this file" in listing


def test_nothing_to_judge_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(evaluation_sets.VARIABLE, raising=False)
    with pytest.raises(SystemExit, match="none of the texts is there"):
        evaluate_all.main(["--build", str(tmp_path), "--corpora", "pdnc"])


def columns(table: Sequence[Sequence[str]]) -> set[int]:
    return {len(cells) for cells in table}


def test_the_table_has_as_many_cells_in_every_row(root: Path) -> None:
    assert columns(read_table((root / "README.md").read_text("utf-8"))) == {len(HEADER)}
