"""Folders at an address are brought here and taken back: what is new, whole, and nothing that is somebody else's."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import cli
from pipeline.errors import AddressError, BusyError, InputError, MissingPackageError, QuothError, SettingsError
from pipeline.settings import Settings
from pipeline.stages.addresses import load_places
from pipeline.stages.far import Remote, connect
from pipeline.stages.mirrors import LAST, LIST, near

fsspec: Any = pytest.importorskip("fsspec")
spec: Any = pytest.importorskip("fsspec.spec")
memory: Any = pytest.importorskip("fsspec.implementations.memory")
local: Any = pytest.importorskip("fsspec.implementations.local")

CORPUS, OUTPUTS = "memory://essays", "memory://results"


class Odd(memory.MemoryFileSystem):  # type: ignore[misc]
    """A file system in memory that lists what it is told to, and fails where it is told to."""

    protocol = "odd"
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    listed: ClassVar[list[dict[str, Any]]] = []
    fails: ClassVar[dict[str, Exception]] = {}
    moved: ClassVar[list[str]] = []

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(super()._strip_protocol(path.replace("odd://", "memory://")))

    def ls(self, path: str, detail: bool = True, **options: Any) -> Any:
        if "ls" in self.fails and "deep" in path:
            raise self.fails["ls"]
        return [*super().ls(path, detail=detail, **options), *self.listed]

    def get_file(self, rpath: str, lpath: str, **options: Any) -> None:
        self._note("get", rpath)
        super().get_file(rpath, lpath, **options)

    def put_file(self, lpath: str, rpath: str, **options: Any) -> None:
        self._note("put", rpath)
        super().put_file(lpath, rpath, **options)

    def rm_file(self, path: str) -> None:
        self._note("rm", path)
        super().rm_file(path)

    def _note(self, what: str, path: str) -> None:
        name = path.rpartition("/")[2]
        if name in self.fails:
            raise self.fails[name]
        self.moved.append(f"{what} {name}")


fsspec.register_implementation("odd", Odd, clobber=True)
fsspec.register_implementation("nowhere", "no_such_package.System", errtxt="Install it", clobber=True)


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing lies anywhere, and nothing is kept from before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for kept in (Odd.store, Odd.listed, Odd.fails, Odd.moved):
        kept.clear()
    yield
    for system in (memory.MemoryFileSystem, Odd):
        system.store.clear()
        system.pseudo_dirs[:] = [""]


def put(address: str, **files: str) -> None:
    """Write files at an address, ``__`` in a name standing for a slash, and all end in ``.txt``."""
    for name, text in files.items():
        fsspec.filesystem(address.partition(":")[0]).pipe_file(
            f"{address}/{name.replace('__', '/')}.txt", text.encode()
        )


def there(address: str) -> dict[str, str]:
    """What lies at an address, but for the list."""
    system = fsspec.filesystem(address.partition(":")[0])
    root = system._strip_protocol(address)
    found = {path.removeprefix(f"{root}/"): system.cat_file(path).decode() for path in system.find(root)}
    return {name: text for name, text in found.items() if name != LIST}


def here(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def work(
    command: str = "run",
    do: Callable[[Settings], object] = lambda _: None,
    *,
    said: list[str] | None = None,
    **far: str,
) -> Settings:
    """Do something between the fetching and the putting; the settings it was done with."""
    lines: list[str] = [] if said is None else said
    with near(load_places(Path("none.toml"), **far), command, say=lines.append) as (settings, _):
        do(settings)
    return settings


def making(**files: str) -> Callable[[Settings], None]:
    """Work that leaves these results, tables by their name, and no other file but those that stay here."""

    def make(settings: Settings) -> None:
        for path in settings.outputs.glob("*.*"):
            path.unlink()
        for name, text in files.items():
            path = settings.outputs / (LAST if name == "package" else f"{name.replace('__', '/')}.csv")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return make


# --- the corpus ---------------------------------------------------------------------------------


def test_what_is_new_or_changed_is_fetched_and_what_is_gone_is_removed() -> None:
    put("odd://essays", one="1", deep__two="2", three="3")
    settings = work(corpus="odd://essays")
    assert here(settings.corpus) == {"one.txt": "1", "deep/two.txt": "2", "three.txt": "3"}
    assert settings.corpus.parent.stat().st_mode & 0o077 == 0
    Odd.moved.clear()
    work(corpus="odd://essays")
    assert Odd.moved == []
    put("odd://essays", one="9", four="4")
    fsspec.filesystem("odd").rm_file("/essays/deep/two.txt")
    Odd.moved.clear()
    work(corpus="odd://essays")
    assert here(settings.corpus) == {"one.txt": "9", "three.txt": "3", "four.txt": "4"}
    assert Odd.moved == ["get four.txt", "get one.txt"]
    assert not (settings.corpus / "deep").exists()


def test_what_was_lost_or_laid_here_is_put_right() -> None:
    put(CORPUS, one="1", two="2")
    settings = work(corpus=CORPUS)
    (settings.corpus / "one.txt").unlink()
    (settings.corpus / "strange.txt").write_text("x", encoding="utf-8")
    work(corpus=CORPUS)
    assert here(settings.corpus) == {"one.txt": "1", "two.txt": "2"}


def test_a_file_takes_the_place_of_a_folder_and_the_other_way_round() -> None:
    put(CORPUS, a="1")
    settings = work(corpus=CORPUS)
    fsspec.filesystem("memory").rm_file("/essays/a.txt")
    fsspec.filesystem("memory").pipe_file("/essays/a.txt/b.txt", b"2")
    work(corpus=CORPUS)
    assert here(settings.corpus) == {"a.txt/b.txt": "2"}
    fsspec.filesystem("memory").rm("/essays/a.txt", recursive=True)
    put(CORPUS, a="3")
    work(corpus=CORPUS)
    assert here(settings.corpus) == {"a.txt": "3"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("/essays/../x.txt", "file"),
        ("/essays/deep/../../x.txt", "file"),
        ("/elsewhere/x.txt", "file"),
        ("/essays//etc/x.txt", "file"),
        ("/essays/..\\x.txt", "file"),
        ("/essays/C:/x.txt", "file"),
        ("/essays/nul", "file"),
        ("/essays/..", "directory"),
        ("/", "directory"),
        ("/essays/", "directory"),
    ],
)
def test_a_name_that_leads_out_of_the_folder_ends_it_before_anything_is_written(
    name: str, kind: str, tmp_path: Path
) -> None:
    put("odd://essays", one="1")
    Odd.listed.append({"name": name, "type": kind, "size": 1})
    with pytest.raises(AddressError, match=r"^odd://essays (holds|lists) "):
        work(corpus="odd://essays")
    assert [path for path in tmp_path.rglob("*") if path.suffix == ".txt" or path.name == "nul"] == []


def test_the_empty_object_that_stands_for_a_folder_is_no_text() -> None:
    put("odd://essays", one="1")
    Odd.listed += [
        {"name": "/essays/", "type": "file", "size": 0},
        {"name": "/essays", "type": "directory", "size": 0},
    ]
    assert here(work(corpus="odd://essays").corpus) == {"one.txt": "1"}


def test_links_are_not_followed_and_told() -> None:
    put("odd://essays", one="1")
    Odd.listed += [
        {"name": "/essays/passwd.txt", "type": "file", "size": 1, "islink": True},
        {"name": "/essays/etc", "type": "link", "size": 1},
    ]
    said: list[str] = []
    assert here(work(corpus="odd://essays", said=said).corpus) == {"one.txt": "1"}
    assert said[0] == "odd://essays: 2 links are not followed"


def test_a_folder_that_cannot_be_listed_loses_no_text() -> None:
    put("odd://essays", one="1", deep__two="2")
    settings = work(corpus="odd://essays")
    Odd.fails["ls"] = PermissionError("not yours")
    with pytest.raises(AddressError, match=r"^odd://essays cannot be read: not yours$"):
        work(corpus="odd://essays")
    Odd.fails["ls"] = FileNotFoundError("/essays/deep")
    with pytest.raises(AddressError, match=r"^odd://essays/deep went while it was read: run it again$"):
        work(corpus="odd://essays")
    assert here(settings.corpus) == {"one.txt": "1", "deep/two.txt": "2"}


def test_a_file_that_does_not_come_whole_is_an_error_and_the_earlier_one_stays() -> None:
    put("odd://essays", one="1")
    settings = work(corpus="odd://essays")
    Odd.listed.append({"name": "/essays/one.txt", "type": "file", "size": 7, "ETag": "new"})
    with pytest.raises(AddressError, match=r"one.txt came with 1 of 7 bytes"):
        work(corpus="odd://essays")
    assert here(settings.corpus) == {"one.txt": "1"}


def test_a_corpus_that_is_not_there_or_a_file_is_told() -> None:
    with pytest.raises(InputError, match=r"^the corpus memory://essays is not there: "):
        work(corpus=CORPUS)
    fsspec.filesystem("memory").pipe_file("/essays", b"x")
    with pytest.raises(AddressError, match=r"^memory://essays is a file, not a folder$"):
        work(corpus=CORPUS)


def test_a_stage_that_does_not_read_the_corpus_does_not_fetch_it() -> None:
    work("tables", corpus="odd://essays")
    assert Odd.moved == []


# --- the outputs --------------------------------------------------------------------------------


def test_results_are_put_there_what_stays_here_is_not_and_only_what_changed_is_put_again() -> None:
    work(
        do=making(quotations="q", figures__a="f", interim__documents="i", cache__x="c", package="p"), outputs="odd://r"
    )
    assert there("odd://r") == {"quotations.csv": "q", "figures/a.csv": "f", LAST: "p"}
    Odd.moved.clear()
    work(do=making(quotations="q", figures__a="f", package="p"), outputs="odd://r")
    assert Odd.moved == []
    work(do=making(quotations="Q", figures__a="f", package="P"), outputs="odd://r")
    assert Odd.moved == [f"put {LIST}", "put quotations.csv", f"put {LAST}", f"put {LIST}"]
    assert there("odd://r") == {"quotations.csv": "Q", "figures/a.csv": "f", LAST: "P"}


def test_what_is_no_longer_made_is_removed_and_nothing_of_anybody_elses() -> None:
    put(OUTPUTS, mine="1", texts__mine="2")
    work(do=making(a="1", b="2", package="p"), outputs=OUTPUTS)
    work(do=making(a="1", package="p"), outputs=OUTPUTS)
    assert there(OUTPUTS) == {"a.csv": "1", LAST: "p", "mine.txt": "1", "texts/mine.txt": "2"}


def test_an_error_on_the_way_leaves_the_description_old_and_the_next_run_makes_it_whole() -> None:
    work(do=making(a="1", b="2", c="3", package="old"), outputs="odd://r")
    # Removing c.csv is part of what is left to do.
    Odd.fails["b.csv"] = OSError("the line is down")
    with pytest.raises(AddressError, match=r"^odd://r cannot be written: the line is down$"):
        work(do=making(a="4", b="5", package="new"), outputs="odd://r")
    assert there("odd://r") == {"a.csv": "4", "b.csv": "2", "c.csv": "3", LAST: "old"}
    Odd.fails.clear()
    work(outputs="odd://r")
    assert there("odd://r") == {"a.csv": "4", "b.csv": "5", LAST: "new"}


def test_what_was_put_before_an_error_is_known_to_be_ours() -> None:
    work(do=making(b="1", package="p"), outputs="odd://r")
    Odd.fails["b.csv"] = OSError("the line is down")
    with pytest.raises(AddressError):
        work(do=making(a="1", b="2", package="q"), outputs="odd://r")
    assert "a.csv" in there("odd://r")
    Odd.fails.clear()
    said: list[str] = []
    work(do=making(b="3", package="q"), outputs="odd://r", said=said)
    assert there("odd://r") == {"b.csv": "3", LAST: "q"}
    assert said[0] == "odd://r: a run was cut off while it put its files there; `quoth run` makes them whole"


NAMES = st.sampled_from(["a.csv", "b.csv", "texts/a.csv", "texts/b/c.csv", LAST])


RUNS = st.lists(
    st.tuples(st.booleans(), st.dictionaries(NAMES, st.sampled_from("xyz"), min_size=1), st.none() | NAMES), max_size=6
)
"""On which of two computers a run is, what it makes, and which file cannot be written or removed there."""


@given(runs=RUNS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_ran_and_whatever_failed_before_the_results_are_those_of_the_last_run(
    runs: list[tuple[bool, dict[str, str], str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    caches = [tmp_path_factory.mktemp("caches") for _ in range(2)]
    Odd.store.clear()
    Odd.pseudo_dirs[:] = [""]
    put("odd://r", mine="1", texts__mine="2")
    for second, made, failing in [*runs, (True, {"a.csv": "z"}, None)]:

        def make(settings: Settings, made: dict[str, str] = made) -> None:
            shutil.rmtree(settings.outputs, ignore_errors=True)
            for name, text in made.items():
                (settings.outputs / name).parent.mkdir(parents=True, exist_ok=True)
                (settings.outputs / name).write_text(text, encoding="utf-8")

        Odd.fails.clear()
        Odd.fails.update({failing.rpartition("/")[2]: OSError("down")} if failing else {})
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_CACHE_HOME", str(caches[second]))
            try:
                work(do=make, outputs="odd://r")
            except AddressError:
                assert failing
                continue
        assert there("odd://r") == made | {"mine.txt": "1", "texts/mine.txt": "2"}


STATES = st.lists(st.dictionaries(st.sampled_from(["a", "a/b", "a/b/c", "d"]), st.sampled_from("xyz"), min_size=1))


@given(STATES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_became_of_a_corpus_the_folder_here_holds_the_same(states: list[dict[str, str]]) -> None:
    for state in states:
        memory.MemoryFileSystem.store.clear()
        memory.MemoryFileSystem.pseudo_dirs[:] = [""]
        held = {name: text for name, text in state.items() if not any(other.startswith(f"{name}/") for other in state)}
        for name, text in held.items():
            fsspec.filesystem("memory").pipe_file(f"/essays/{name}", text.encode())
        assert here(work(corpus=CORPUS).corpus) == held


def test_a_command_that_fails_puts_nothing() -> None:
    work(do=making(a="1", package="p"), outputs=OUTPUTS)

    def fail(settings: Settings) -> None:
        making(a="2", package="q")(settings)
        raise InputError(f"{settings.outputs / 'a.csv'} is wrong")

    with pytest.raises(InputError, match=r"^memory://results/a\.csv is wrong$"):
        work(do=fail, outputs=OUTPUTS)
    assert there(OUTPUTS) == {"a.csv": "1", LAST: "p"}


def test_what_a_person_wrote_there_is_fetched_and_what_was_removed_there_is_gone_here() -> None:
    work(do=making(review="r", a="1", package="p"), outputs=OUTPUTS)
    system = fsspec.filesystem("memory")
    system.pipe_file("/results/review.csv", b"edited")
    system.pipe_file("/results/roster.csv", b"of my own")
    system.rm_file("/results/a.csv")
    seen: list[dict[str, str]] = []
    work(do=lambda settings: seen.append(here(settings.outputs)), outputs=OUTPUTS)
    assert seen == [{"review.csv": "edited", "roster.csv": "of my own", LAST: "p"}]


def test_another_computer_goes_on_from_the_results_but_not_from_stale_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = work(do=making(a="1", b="2", interim__documents="notes", package="p"), outputs=OUTPUTS)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    seen: list[dict[str, str]] = []

    def go_on(settings: Settings) -> None:
        seen.append(here(settings.outputs))
        making(a="3", package="q")(settings)

    work(do=go_on, outputs=OUTPUTS)
    assert seen == [{"a.csv": "1", "b.csv": "2", LAST: "p"}]
    assert there(OUTPUTS) == {"a.csv": "3", LAST: "q"}
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert (first.outputs / "interim" / "documents.csv").is_file()
    work(do=lambda settings: seen.append(here(settings.outputs)), outputs=OUTPUTS)
    assert seen[1] == {"a.csv": "3", LAST: "q"}


def test_a_command_that_only_reads_puts_nothing() -> None:
    work("evaluate", do=making(a="1"), outputs=OUTPUTS)
    assert there(OUTPUTS) == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"files": {"../x.csv": ""}}', "names '../x.csv'"),
        ('{"files": {"interim/documents.csv": ""}}', "names 'interim/documents.csv'"),
        ('{"files": ["a"]}', "is not a list of quoth's"),
        ("[]", "is not a list of quoth's"),
        ("{", "is not a list of quoth's"),
        ("\xff", "is not a list of quoth's"),
    ],
)
def test_a_list_that_no_run_wrote_is_refused(content: str, told: str) -> None:
    put("memory://", x="mine")
    fsspec.filesystem("memory").pipe_file(f"/results/{LIST}", content.encode("latin-1"))
    with pytest.raises(AddressError, match=told):
        work(do=making(a="1"), outputs=OUTPUTS)
    assert fsspec.filesystem("memory").cat_file("/x.txt") == b"mine"


def test_where_files_are_written_bit_by_bit_each_is_moved_into_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.csv").write_text("old", encoding="utf-8")
    (tmp_path / "a.csv").write_text("new", encoding="utf-8")
    system = local.LocalFileSystem(skip_instance_cache=True)
    remote = Remote(address="sftp://host/there", system=system, root=str(tmp_path / "there"))

    def half(_self: object, _source: str, target: str, **_: object) -> None:
        Path(target).write_text("ne", encoding="utf-8")
        raise OSError("the line is down")

    with monkeypatch.context() as patch:
        patch.setattr(local.LocalFileSystem, "put_file", half)
        with pytest.raises(AddressError, match=r"^sftp://host/there cannot be written: the line is down$"):
            remote.put({"a.csv": tmp_path / "a.csv"})
    assert (tmp_path / "there" / "a.csv").read_text() == "old"
    remote.put({"a.csv": tmp_path / "a.csv"})
    assert here(tmp_path / "there") == {"a.csv": "new"}
    long = {f"{'a' * 200}{number}": tmp_path / f"{number}" for number in range(2)}
    for number, path in enumerate(long.values()):
        path.write_text(f"{number}", encoding="utf-8")
    remote.put(long)
    assert here(tmp_path / "there") == {"a.csv": "new", f"{'a' * 200}0": "0", f"{'a' * 200}1": "1"}


def test_two_runs_at_once_on_this_computer_are_told() -> None:
    put(CORPUS, one="1")

    def again(_: Settings) -> None:
        with pytest.raises(BusyError, match=r"^memory://results is being written by another run of quoth"):
            work(outputs=OUTPUTS)
        work(corpus=CORPUS, outputs="memory://others")

    work(do=again, corpus=CORPUS, outputs=OUTPUTS)


# --- errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("corpus", "outputs"),
    [
        (CORPUS, CORPUS),
        (CORPUS, "memory://essays/results"),
        ("memory://results/texts", OUTPUTS),
        ("memory://results/texts/", "memory://results/"),
    ],
)
def test_an_address_is_not_in_the_way_of_the_other(corpus: str, outputs: str) -> None:
    with pytest.raises(SettingsError, match=r"the outputs memory://.* are in each other's way"):
        work(corpus=corpus, outputs=outputs)


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingPackageError, match=r"^nowhere://b needs .* not installed: pip install no_such_package$"):
        connect("nowhere://ann:hunter2@b")
    for name in [name for name in sys.modules if name.partition(".")[0] == "fsspec"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingPackageError, match=r'^s3://b needs the package fsspec: pip install "quoth\[cluster\]"$'):
        connect("s3://b")


def test_a_protocol_that_nobody_knows_is_told() -> None:
    with pytest.raises(AddressError, match=r"^none-such://b cannot be opened: Protocol not known: none-such$"):
        connect("none-such://ann:hunter2@b")


def test_no_error_tells_a_password() -> None:
    address = "odd://ann:hunter2@essays"
    put(address, deep__one="1")
    Odd.fails["ls"] = RuntimeError(f"{address}/deep: ann, hunter2: refused\nagain")
    with pytest.raises(QuothError) as told:
        work(corpus=address)
    assert str(told.value) == "odd://essays cannot be read: odd://***@essays/deep: ann, ***: refused again"


def quoth(*arguments: str) -> Result:
    return CliRunner().invoke(cli.quoth, arguments, prog_name="quoth")


def test_commands_take_addresses_and_name_them(tmp_path: Path) -> None:
    put(CORPUS, one="“Yes,” said Nora Quill.")
    result = quoth("ingest", "--corpus", CORPUS, "--outputs", OUTPUTS)
    assert result.exit_code == 0, result.output
    assert there(OUTPUTS) == {"texts/one.txt": "“Yes,” said Nora Quill."}
    for command in (["tables"], ["report"], ["review", "--corpus", CORPUS], ["export", "excel"]):
        result = quoth(*command, "--outputs", OUTPUTS)
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: memory://results/")
        assert " is missing: run `quoth " in result.stderr
        assert str(tmp_path) not in result.output
    assert quoth("add", "none.txt", "--corpus", CORPUS).stderr.startswith(
        "Error: texts are not added at memory://essays: "
    )


def test_the_list_names_each_file_with_its_digest() -> None:
    work(do=making(a="1", package="p"), outputs=OUTPUTS)
    listed = json.loads(fsspec.filesystem("memory").cat_file(f"/results/{LIST}"))["files"]
    assert sorted(listed) == ["a.csv", LAST]
    assert all(len(digest) == 64 for digest in listed.values())
