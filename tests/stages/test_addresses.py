"""What an address is, how it is told, and the folder here that stands for it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import AddressError
from pipeline.stages.addresses import check_name, is_address, is_safe, load_places, mirror_of, scrub, shown


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("s3://bucket/essays", True),
        ("gs://bucket", True),
        ("memory://", True),
        ("zip://essays::s3://bucket/all.zip", True),
        ("essays", False),
        ("./s3://bucket", False),
        ("/data/a:b/c", False),
        ("C://essays", False),
        ("C:\\essays", False),
        ("s3:/bucket", False),
        ("two words://x", False),
    ],
)
def test_an_address_begins_with_its_protocol(said: str, address: bool) -> None:
    assert is_address(said) is address


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("s3://bucket/essays/", "s3://bucket/essays"),
        ("memory://", "memory://"),
        ("ftp://ann:hunter2@host/essays", "ftp://host/essays"),
        ("ftp://ann@host/essays", "ftp://host/essays"),
        ("ftp://ann:h@nter#2@host/essays", "ftp://host/essays"),
        ("s3://bucket/a@b/essays", "s3://bucket/a@b/essays"),
        ("https://host/essays?signature=abc", "https://host/essays"),
        ("zip://essays::ftp://ann:hunter2@host/all.zip", "zip://essays::ftp://host/all.zip"),
    ],
)
def test_an_address_is_told_without_what_is_secret_in_it(address: str, told: str) -> None:
    assert shown(address) == told


def test_a_message_is_told_without_what_is_secret_in_the_address() -> None:
    address = "ftp://ann:h%40nter@host/essays?key=abc"
    message = "530 ann:h%40nter@host refused h@nter with key=abc"
    assert scrub(message, address) == "530 ***@host refused *** with ***"


def test_the_folder_that_stands_for_an_address_is_in_the_users_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = mirror_of("ftp://ann:hunter2@host/essays")
    assert folder.parent == tmp_path.resolve() / "quoth"
    assert folder == mirror_of("ftp://ann:other@host/essays/")
    others = ["ftp://bob:hunter2@host/essays", "ftp://ann@host/letters", "sftp://ann:hunter2@host/essays"]
    assert len({folder, *map(mirror_of, others)}) == 4


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "a/../../x",
        "..",
        ".",
        "",
        "/etc/passwd",
        "a//b",
        "a/",
        "a\\b.txt",
        "..\\x",
        "C:/x",
        "c:x",
        "nul",
        "a/CON.txt",
        "com1",
        "a\0b",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(AddressError, match=r"^ftp://host holds .*: give it another there$"):
        check_name(name, "ftp://ann:hunter2@host")


@pytest.mark.parametrize("name", ["a.txt", "letters/one.txt", "Ça ira: 1.txt", "..a", "a..", "console.txt", "א/b c.md"])
def test_any_other_name_is_kept(name: str) -> None:
    assert check_name(name, "s3://bucket") == name


@given(st.text(alphabet=st.sampled_from("ab./\\:\0 cC"), max_size=12) | st.text(max_size=12))
def test_a_safe_name_lies_in_its_folder(name: str) -> None:
    if is_safe(name):
        folder = Path("/mirror/files")
        lies = folder.joinpath(name)
        assert lies.is_relative_to(folder)
        assert lies != folder
        assert ".." not in lies.parts


def test_settings_and_options_may_name_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "quoth.toml"
    file.write_text('[quoth]\ncorpus = "s3://ann:hunter2@bucket/essays"\noutputs = "s3://bucket/old"\n', "utf-8")
    places = load_places(file, outputs="gs://bucket/results/", corpus=None)
    settings = places.settings
    assert dict(places.far) == {
        settings.corpus: "s3://ann:hunter2@bucket/essays",
        settings.outputs: "gs://bucket/results/",
    }
    assert places.shown(f"{settings.outputs / 'a.csv'} of {settings.corpus}") == (
        "gs://bucket/results/a.csv of s3://bucket/essays"
    )


def test_folders_of_this_computer_stay_what_they_are(tmp_path: Path) -> None:
    places = load_places(tmp_path / "none.toml", corpus=f"file://{tmp_path}/essays", outputs="results")
    assert (places.settings.corpus, places.settings.outputs) == (tmp_path / "essays", Path("results"))
    assert not places.far
    assert places.shown("results/a.csv") == "results/a.csv"
