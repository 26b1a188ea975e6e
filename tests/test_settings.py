from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Columns, Settings, load_settings

ROOT = Path(__file__).parents[1]


def settings_of(folder: Path, text: str, **overrides: object) -> Settings:
    path = folder / "quoth.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, **overrides)


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == Settings()


def test_the_shipped_file_says_the_defaults() -> None:
    assert load_settings(ROOT / "pipeline.toml") == Settings()


def test_the_file_goes_before_the_defaults_and_an_option_before_the_file(tmp_path: Path) -> None:
    found = settings_of(tmp_path, "[quoth]\ncorpus = 'essays'\njobs = 3\nuncertain_below = 1\n", jobs=2, model=None)
    assert found == Settings(corpus=Path("essays"), jobs=2, uncertain_below=1.0)


@pytest.mark.parametrize(
    "text",
    ['[quoth]\ncolumns = { text = " body ", author = "" }\n', '[quoth.columns]\ntext = "body"\nauthor = ""\n'],
)
def test_the_columns_that_are_not_named_keep_their_names(tmp_path: Path, text: str) -> None:
    assert settings_of(tmp_path, text).columns == Columns(text="body", author="")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    # The editor of Windows puts one before a file saved as UTF-8.
    assert settings_of(tmp_path, "\ufeff[quoth]\njobs = 2\n").jobs == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[quoth\n", "is not a TOML file"),
        ("[quoth]\nspeed = 3\n", "speed is no setting; there are corpus, outputs, model"),
        ("jobs = 3\n", "unknown table or key 'jobs'; settings go under [quoth]"),
        ("[other]\n", "unknown table or key 'other'"),
        ("quoth = 3\n", "under a [quoth] table"),
        ("[quoth]\njobs = -1\n", "jobs = -1 should be from 0 to 10000"),
        ("[quoth]\nseconds_per_text = 0\n", "seconds_per_text = 0 should be from 1 to 1000000"),
        ("[quoth]\njobs = true\n", "jobs = True should be like 0"),
        ("[quoth]\njobs = 1.5\n", "jobs = 1.5 should be like 0"),
        ("[quoth]\nmodel = ''\n", "model = '' should be like \"embedded\""),
        ("[quoth]\ncorpus = 3\n", 'corpus = 3 should be like "corpus"'),
        ("[quoth]\ncorpus = ''\n", "corpus = '' should be like \"corpus\""),
        ("[quoth]\nuncertain_below = 1.5\n", "uncertain_below = 1.5 should be from 0.0 to 1.0"),
        ("[quoth]\nuncertain_below = true\n", "uncertain_below = True should be like 0.7"),
        ("[quoth.columns]\nbody = 'text'\n", "columns.body is no column that is looked for; there are text, id, title"),
        ("[quoth.columns]\ntext = ''\n", "columns.text = '' should be the name of a column, like \"text\""),
        ("[quoth.columns]\ndate = 3\n", "columns.date = 3 should be the name of a column"),
        ("[quoth]\ncolumns = 'text'\n", "columns = 'text' should be like { text = \"body\""),
        ("[quoth]\nuncertain_below = nan\n", "uncertain_below = nan should be from 0.0 to 1.0"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_what_to_write(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_of(tmp_path, text)
    assert said in str(caught.value)
    assert "quoth.toml" in str(caught.value)


def test_a_file_in_another_encoding_is_an_error_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "quoth.toml"
    path.write_bytes("[quoth]\nmodel = 'modèle'\n".encode("latin-1"))
    with pytest.raises(SettingsError, match="is not a TOML file"):
        load_settings(path)


def test_a_mistake_in_an_option_does_not_blame_the_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_of(tmp_path, "[quoth]\njobs = 2\n", model="")
    assert str(caught.value).startswith("--model = ''")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().jobs = 2  # type: ignore[misc]


def test_every_setting_stands_in_the_shipped_file() -> None:
    shipped = (ROOT / "pipeline.toml").read_text(encoding="utf-8")
    for field in fields(Settings):
        assert f"{field.name} = " in shipped
