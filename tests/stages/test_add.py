"""Texts are copied into the corpus with their rows of metadata, and it is said what was understood of them."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import store
from pipeline.errors import InputError
from pipeline.readers.corpus import survey
from pipeline.readers.metadata import read_stated
from pipeline.readers.reading import Metadata
from pipeline.settings import Settings
from pipeline.stages import add, ingest
from pipeline.stages.incoming import Request

BRIDGE = "“It is a fine bridge,” said Mary Lund.\n\nThe mayor, Tom Hale, said that nobody had asked him about it.\n"
LUND = Metadata(author="Mary Lund")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "outputs")


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    """A folder with what is to be added."""
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def add_(settings: Settings, *sources: Path | str, **options: object) -> tuple[int, str]:
    """How many files were not added, and all that was said."""
    said: list[str] = []
    request = Request(sources=tuple(map(str, sources)), **options)  # type: ignore[arg-type]
    return add.run(settings, request, say=said.append), "\n".join(said)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def table(settings: Settings) -> str:
    return (settings.corpus / "metadata.csv").read_bytes().decode("utf-8")


def test_a_file_is_copied_with_its_row_and_what_was_understood_is_said(settings: Settings, incoming: Path) -> None:
    given = Metadata(title="The bridge", author="Mary Lund", date="1905-05-01", source="Harbour Review")
    failures, said = add_(settings, put(incoming / "bridge.txt", BRIDGE), given=given)
    assert failures == 0
    assert files(settings.corpus) == {
        "bridge.txt": BRIDGE.encode(),
        "metadata.csv": (
            b"path,title,author,date,source,language\nbridge.txt,The bridge,Mary Lund,1905-05-01,Harbour Review,\n"
        ),
    }
    assert said.splitlines() == [
        f"{settings.corpus / 'bridge.txt'}: added",
        "  title       The bridge",
        "  author      Mary Lund",
        "  date        1905-05-01",
        "  source      Harbour Review",
        "  text        20 words in 2 paragraphs, read as utf-8",
        "  marks       double curly 1",
        "  quotations  1 found by their marks, before it is judged who says what",
    ]


def test_what_was_added_is_what_ingest_reads(settings: Settings, incoming: Path) -> None:
    put(incoming / "Löwen & Söhne" / "Письмо 1.txt", BRIDGE)
    put(incoming / "Löwen & Söhne" / "tief" / "e\u0301te\u0301 – l’an.md", "# Été\n\n" + BRIDGE)
    put(incoming / "news.csv", "id,text\n1,“Yes.”\n2,“No.”\n3,“Perhaps.”\n")
    failures, said = add_(settings, incoming / "Löwen & Söhne", incoming / "news.csv", given=LUND)
    assert failures == 0
    assert "3 texts, 3 words in 3 paragraphs" in said
    report = ingest.run(settings, say=[].append)
    assert (report.counts["documents"], report.problems) == (5, 0)
    corpus = survey(settings.corpus)
    names = [text.name for text in corpus.texts]
    assert names == ["Löwen & Söhne/tief/été – l’an.md", "Löwen & Söhne/Письмо 1.txt", "news.csv"]
    assert {read_stated(corpus).about(name).author for name in names} == {"Mary Lund"}


def test_standard_input_becomes_a_file_and_nothing_else_is_left(settings: Settings) -> None:
    failures, _ = add_(settings, "-", name="letters/bridge", stream=io.BytesIO(BRIDGE.encode()))
    assert failures == 0
    assert files(settings.corpus)["letters/bridge.txt"] == BRIDGE.encode()
    assert sorted(path.name for path in settings.corpus.iterdir()) == ["letters", "metadata.csv"]


def test_standard_input_may_be_of_another_kind(settings: Settings) -> None:
    add_(settings, "-", name="bridge", suffix=".md", stream=io.BytesIO(b"---\ntitle: The bridge\n---\nIt holds.\n"))
    assert (settings.corpus / "bridge.md").is_file()
    assert "bridge.md,The bridge," in table(settings)


def test_nothing_of_a_table_that_is_there_is_lost(settings: Settings, incoming: Path) -> None:
    before = b'\xef\xbb\xbfpath;Title;shelf\r\nold.txt;"An old; one";"say ""x"""\r\n'
    put(settings.corpus / "metadata.csv", before)
    put(settings.corpus / "old.txt", "Old.")
    add_(settings, put(incoming / "bridge.txt", BRIDGE), given=LUND)
    after = (settings.corpus / "metadata.csv").read_bytes()
    header, *rows = before.split(b"\r\n")
    assert after.split(b"\r\n") == [header + b";author", rows[0], b"bridge.txt;;;Mary Lund", b""]


def test_a_row_written_meanwhile_stays(settings: Settings, incoming: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(settings.corpus / "metadata.csv", "path,author\n")
    copy = add._copy

    def copy_late(*args: object) -> Path:
        put(settings.corpus / "metadata.csv", "path,author\nford.txt,Hale\n")
        return copy(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(add, "_copy", copy_late)
    add_(settings, put(incoming / "bridge.txt", BRIDGE), given=LUND)
    assert table(settings) == "path,author\nford.txt,Hale\nbridge.txt,Mary Lund\n"


def test_a_file_that_is_there_is_not_copied_again_but_what_is_stated_is_written(
    settings: Settings, incoming: Path
) -> None:
    add_(settings, put(incoming / "bridge.txt", BRIDGE))
    before = files(settings.corpus)
    again = put(incoming / "other name.txt", BRIDGE)
    assert (
        f"{settings.corpus / 'bridge.txt'}: is there already, nothing was copied (other name.txt is the same)"
        in add_(settings, again)[1]
    )
    assert files(settings.corpus) == before
    add_(settings, again, given=LUND)
    assert list(files(settings.corpus)) == list(before)
    assert "bridge.txt,,Mary Lund,,,\n" in table(settings)


def test_a_folder_within_the_corpus_is_there_already(settings: Settings) -> None:
    put(settings.corpus / "letters" / "bridge.txt", BRIDGE)
    _, said = add_(settings, settings.corpus / "letters", given=LUND)
    assert "bridge.txt: is there already" in said
    assert sorted(files(settings.corpus)) == ["letters/bridge.txt", "metadata.csv"]
    assert "letters/bridge.txt,,Mary Lund" in table(settings)


@pytest.mark.parametrize(
    ("there", "expected"),
    [("bridge.txt", "bridge-2.txt"), ("Bridge.md", "bridge-2.txt"), ("bridge-2.txt", "bridge.txt")],
)
def test_another_file_of_the_same_name_or_id_gets_a_number(
    settings: Settings, incoming: Path, there: str, expected: str
) -> None:
    put(settings.corpus / there, "Another text.")
    add_(settings, put(incoming / "bridge.txt", BRIDGE))
    assert files(settings.corpus)[expected] == BRIDGE.encode()
    assert files(settings.corpus)[there] == b"Another text."


def test_files_of_one_name_from_several_folders_all_get_in(settings: Settings, incoming: Path) -> None:
    sources = [put(incoming / str(number) / "bridge.txt", f"{BRIDGE} {number}") for number in range(4)]
    assert add_(settings, *sources)[0] == 0
    found = sorted(files(settings.corpus))
    assert found == ["bridge-2.txt", "bridge-3.txt", "bridge-4.txt", "bridge.txt", "metadata.csv"]


def test_the_same_words_in_another_file_are_told(settings: Settings, incoming: Path) -> None:
    put(settings.corpus / "old.txt", BRIDGE)
    ingest.run(settings, say=[].append)
    _, said = add_(
        settings,
        put(incoming / "a.txt", BRIDGE.upper()),
        put(incoming / "b.md", f"*{BRIDGE.strip()}*"),
        given=Metadata(author="x"),
    )
    assert said.count("it has the same words as old.txt: one of the two should go") == 2


def test_what_looks_odd_is_told(settings: Settings, incoming: Path) -> None:
    scan = "Tbe m0st of wbat tlie rnan sa,id was n0t tbere, aud l9l7 was tbe ye|ar.\n\n" * 20
    _, said = add_(settings, put(incoming / "scan.txt", scan))
    assert "  odd         it looks like a scan that was read badly" in said


def test_a_folder_brings_what_is_stated_in_it_and_says_what_was_passed_over(settings: Settings, incoming: Path) -> None:
    put(incoming / "metadata.csv", "path,title,author\nbridge.txt,The bridge,Ida Marsh\nford.txt,The ford,\n")
    put(incoming / "bridge.txt", BRIDGE)
    put(incoming / "ford.txt", BRIDGE.replace("bridge", "ford"))
    put(incoming / "ford.yaml", "date: 1905\n")
    put(incoming / "plan.heic", b"x")
    failures, said = add_(settings, incoming, given=Metadata(source="Review"))
    assert failures == 0
    assert "1 file passed over, of kinds that are not read (plan.heic)" in said
    assert table(settings).splitlines()[1:] == [
        "in/bridge.txt,The bridge,Ida Marsh,,Review,",
        "in/ford.txt,The ford,,1905,Review,",
    ]


def test_of_a_folder_what_can_be_read_is_added_and_the_rest_is_told(settings: Settings, incoming: Path) -> None:
    put(incoming / "bridge.txt", BRIDGE)
    put(incoming / "broken.txt", b"\x00\x01")
    put(incoming / "empty.txt", "  \n")
    secret = put(incoming.parent / "secret.txt", "A secret.")
    (incoming / "link.txt").symlink_to(secret)
    failures, said = add_(settings, incoming)
    assert failures == 3
    assert sorted(files(settings.corpus)) == ["in/bridge.txt", "metadata.csv"]
    for words in ("broken.txt: this is no text", "empty.txt: there is no text in it", "link.txt: a link out of the"):
        assert words in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "photo.heic",
            b"x",
            r"photo\.heic is none of the kinds that are read \(\.csv, .*\.txt.*\): save it",
        ),
        ("metadata.csv", b"path\n", r"metadata\.csv is a table beside the texts"),
        ("empty.txt", b"", "there is no text in it"),
        (
            "news.csv",
            b"body\nOne.\n",
            "its columns are body, and none is text: write the one that holds",
        ),
        ("news.jsonl", b"{}\n", "none is text"),
        ("README.md", b"Read me.", "are passed over in a corpus: give it another name with --name"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_written(
    settings: Settings, incoming: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        add_(settings, put(incoming / name, content))
    assert not settings.corpus.exists()


@pytest.mark.parametrize(
    ("sources", "options", "said"),
    [
        (["nowhere.txt"], {}, "there is no file or folder nowhere.txt"),
        (["-"], {"stream": io.BytesIO()}, "what the text from standard input is to be called"),
        (["-"], {"stream": io.BytesIO(b"One."), "name": "../x.txt"}, "leads out of the corpus"),
        (["-"], {"stream": io.BytesIO(b"One."), "name": "/tmp/x.txt"}, "leads out of the corpus"),
        (["-"], {"stream": io.BytesIO(b"One."), "name": "x", "given": Metadata(encoding="utf-99")}, "no encoding"),
        (["-"], {"stream": io.BytesIO(b"One."), "name": "x", "given": Metadata(language="the first")}, "language"),
    ],
)
def test_a_wrong_request_is_one_line(
    settings: Settings, sources: list[str], options: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said) as caught:
        add_(settings, *sources, **options)
    assert "\n" not in str(caught.value)
    assert not settings.corpus.exists() or not files(settings.corpus)


def test_a_title_is_for_one_text(settings: Settings, incoming: Path) -> None:
    for name in ("a.txt", "b.txt"):
        put(incoming / name, BRIDGE + name)
    with pytest.raises(InputError, match="--title is for one text, and there are 2"):
        add_(settings, incoming, given=Metadata(title="Both"))


def test_nothing_is_written_through_a_link_in_the_corpus(settings: Settings, incoming: Path) -> None:
    outside = incoming.parent / "outside"
    outside.mkdir()
    settings.corpus.mkdir()
    (settings.corpus / "letters").symlink_to(outside)
    with pytest.raises(InputError, match="is a link, which is not followed"):
        add_(settings, put(incoming / "bridge.txt", BRIDGE), name="letters/bridge.txt")
    put(incoming.parent / "mine.csv", "path\n")
    (settings.corpus / "metadata.csv").symlink_to(incoming.parent / "mine.csv")
    with pytest.raises(InputError, match="is a link, which is not written through"):
        add_(settings, incoming / "bridge.txt")
    assert files(outside) == {}
    assert (incoming.parent / "mine.csv").read_bytes() == b"path\n"


def test_a_link_that_is_named_is_copied_as_the_file_it_leads_to(settings: Settings, incoming: Path) -> None:
    put(incoming / "bridge.txt", BRIDGE)
    (incoming / "link.txt").symlink_to(incoming / "bridge.txt")
    add_(settings, incoming / "link.txt")
    assert not (settings.corpus / "link.txt").is_symlink()
    assert files(settings.corpus)["link.txt"] == BRIDGE.encode()


def test_a_table_that_cannot_be_added_to_keeps_everything_out(settings: Settings, incoming: Path) -> None:
    put(settings.corpus / "metadata.csv", 'path,author\n"a.txt,Hale\n')
    with pytest.raises(InputError, match="cannot be written to, and nothing was added"):
        add_(settings, put(incoming / "bridge.txt", BRIDGE))
    assert list(files(settings.corpus)) == ["metadata.csv"]


@pytest.mark.parametrize("failing", ["copyfile", "table"])
def test_after_a_full_disk_the_corpus_is_as_it_was(
    settings: Settings, incoming: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    put(settings.corpus / "metadata.csv", "path,author\n")
    for name in ("a.txt", "b.txt"):
        put(incoming / name, BRIDGE + name)
    before = files(settings.corpus)
    copyfile: Callable[..., object] = add.shutil.copyfile

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def full_at_second(source: Path, target: Path) -> None:
        copyfile(source, target)
        if source.name == "b.txt":
            full()

    if failing == "table":
        monkeypatch.setattr(store, "write_bytes", full)
    else:
        monkeypatch.setattr(add.shutil, "copyfile", full_at_second)
    with pytest.raises(OSError, match="No space left"):
        add_(settings, incoming, given=LUND)
    assert files(settings.corpus) == before


def test_trying_it_writes_nothing(settings: Settings, incoming: Path) -> None:
    _, said = add_(settings, put(incoming / "bridge.txt", BRIDGE), given=LUND, dry_run=True)
    assert "bridge.txt: would be added" in said
    assert not settings.corpus.exists()


def test_a_person_is_shown_what_was_found_and_what_they_say_is_written(settings: Settings, incoming: Path) -> None:
    shown: list[tuple[str, Metadata]] = []

    def ask(name: str, found: Metadata) -> Metadata:
        shown.append((name, found))
        return Metadata(title=found.title, author="Ida Marsh")

    add_(settings, put(incoming / "old_bridge.txt", BRIDGE), given=Metadata(author="Lund", date="1905"), ask=ask)
    assert shown == [("old_bridge.txt", Metadata(title="Old bridge", author="Lund", date="1905"))]
    assert "old_bridge.txt,Old bridge,Ida Marsh,,,\n" in table(settings)


def test_a_hostile_value_is_text_in_the_table_and_comes_back(settings: Settings, incoming: Path) -> None:
    given = Metadata(title='=cmd()", <script>', author="]]> \u202eabc")
    add_(settings, put(incoming / "bridge.txt", BRIDGE), given=given)
    stated = read_stated(survey(settings.corpus)).about("bridge.txt")
    assert (stated.title, stated.author) == (given.title, given.author)


def test_a_text_with_its_encoding_is_read_with_it_ever_after(settings: Settings, incoming: Path) -> None:
    put(incoming / "bridge.txt", "Мост стоит крепко, и он каждый день ходит по нему.".encode("koi8_r"))
    add_(settings, incoming / "bridge.txt", given=Metadata(encoding="koi8_r", language="ru"))
    ingest.run(settings, say=[].append)
    assert (settings.texts / "bridge.txt").read_text(encoding="utf-8").startswith("Мост стоит крепко")


def test_a_file_without_permission_is_told(settings: Settings, incoming: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(incoming / "a.txt", BRIDGE)
    refused = put(incoming / "b.txt", BRIDGE + "b")
    refused.chmod(0)
    if os.access(refused, os.R_OK):  # root may read all
        read_bytes = Path.read_bytes

        def refuse(path: Path) -> bytes:
            if path.name == "b.txt":
                raise PermissionError(13, "Permission denied")
            return read_bytes(path)

        monkeypatch.setattr(Path, "read_bytes", refuse)
    failures, said = add_(settings, incoming)
    assert failures == 1
    assert "Not added: in/b.txt: it cannot be opened (permission denied)" in said
