"""The documentation says what the program does: its made parts are made here, its commands run."""

import csv
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from pipeline import __version__, cli
from pipeline.exporters.formats import FORMATS
from pipeline.readers.corrections import read_corrections
from pipeline.readers.people import read_people
from pipeline.reporting.dictionary import data_dictionary
from pipeline.schema import QUOTATIONS, TABLES
from pipeline.settings import Settings
from pipeline.stages.run import STAGES

ROOT = Path(__file__).parents[1]
# What the stages make beside the tables of the schema.
OTHER_OUTPUTS = {
    "datapackage.json": "the tables and their columns for programs (Data Package), with size and checksum of each file",
    "report.html": "the report: speakers, quotations, the texts with each quotation marked, what is uncertain",
    "report/": "a page for each text, where there are too many for one",
    "figures/": "the pictures of the report, a file each (SVG)",
    "report.md": "the same in short, as plain text",
    "review.csv": "every quotation, to put right in a spreadsheet; made by `quoth review` (not committed)",
    "roster.csv": "a draft of `corpus/people.csv`; made by `quoth roster` (not committed)",
    "texts/": "each text as it was read; every `start` and `end` counts its characters",
    "export/": "what `quoth export` writes, a folder a format (not committed)",
    "interim/": "what one stage hands to the next (not committed)",
    "cache/": "parsed texts, so that a text is parsed once (not committed)",
    "run.json": "when, how long and on what `quoth run` ran (not committed)",
}


def row() -> Iterator[str]:
    """The first utterance of the shipped tables with a date, a column a line."""
    with (ROOT / "outputs" / "quotations.csv").open(encoding="utf-8", newline="") as stream:
        found = next(row for row in csv.DictReader(stream) if row["kind"] == "direct" and row["stated_date"])
    yield "| column | value |"
    yield "|---|---|"
    yield from (f"| `{column}` | {found[column]} |".replace("|  |", "| |") for column in found)


def commands() -> Iterator[str]:
    yield "| command | what it does |"
    yield "|---|---|"
    for name, command in cli.quoth.commands.items():
        yield f"| `quoth {name}` | {(command.help or '').splitlines()[0]} |"


def settings() -> Iterator[str]:
    yield "```toml"
    yield from (ROOT / "pipeline.toml").read_text("utf-8").splitlines()
    yield "```"


def outputs() -> Iterator[str]:
    yield "| in `outputs/` | what it is |"
    yield "|---|---|"
    yield from (f"| `{table.name}.csv` | {table.description} |" for table in TABLES)
    yield from (f"| `{name}` | {words[0].upper()}{words[1:]}. |" for name, words in OTHER_OUTPUTS.items())


def columns() -> Iterator[str]:
    sections = data_dictionary().split("\n## ")[1:]
    for section in sections:
        yield f"### {section.strip()}\n"


def formats() -> Iterator[str]:
    yield "| `quoth export` | what it writes to `outputs/export/` |"
    yield "|---|---|"
    yield from (f"| `{one.name}` | {one.description} |" for one in FORMATS.values())


MADE: dict[str, Callable[[], Iterator[str]]] = {
    "row": row,
    "commands": commands,
    "settings": settings,
    "outputs": outputs,
    "formats": formats,
    "columns": columns,
}


def block(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=<!-- begin: {name} -->\n).*?(?=<!-- end: {name} -->)", re.DOTALL)


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", MADE)
def test_the_made_parts_of_the_readme_are_up_to_date(name: str, regenerate: bool) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (found,) = block(name).findall(text)
    expected = "\n" + "\n".join(MADE[name]()).strip() + "\n\n"
    if regenerate:
        made = block(name).sub(lambda _: expected, text)
        (ROOT / "README.md").write_text(made, encoding="utf-8", newline="\n")
    else:
        assert found == expected, "run `.venv/bin/python -m pytest --regenerate tests/test_docs.py`"


def test_every_output_is_named(readme: str) -> None:
    for stage in STAGES:
        for name in stage.makes:
            assert name.startswith("interim/") or f"`{name}`" in readme


def test_every_setting_and_every_option_of_the_settings_is_named(readme: str) -> None:
    for field in fields(Settings):
        assert re.search(rf"^(# )?{field.name} = ", readme, flags=re.MULTILINE)


def test_every_column_of_the_main_table_is_in_the_row_that_is_shown(readme: str) -> None:
    (shown,) = block("row").findall(readme)
    assert re.findall(r"^\| `(\w+)`", shown, flags=re.MULTILINE) == [column.name for column in QUOTATIONS.columns]


def shell_lines(name: str) -> list[list[str]]:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for text in blocks for line in text.splitlines()]


def inline_commands(name: str) -> set[str]:
    return set(re.findall(r"`((?:make|quoth) [a-z][^`]*)`", (ROOT / name).read_text("utf-8")))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_command_that_is_named_exists(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    lines = [*shell_lines(name), *(shlex.split(command) for command in inline_commands(name))]
    for line in lines:
        match line:
            case ["make", target, *_]:
                assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
            case ["quoth", command, *arguments] if not command.startswith("-") and command != "COMMAND":
                found = cli.quoth.get_command(click.Context(cli.quoth), command)
                assert found is not None, command
                if arguments:
                    found.make_context(command, list(arguments))


def test_the_readme_shows_the_two_commands_and_the_gate_runs_them() -> None:
    gate = (ROOT / ".ci" / "run").read_text("utf-8")
    for command in ("make all", "make test"):
        assert command.split() in shell_lines("README.md")
        assert re.search(rf'check "[^"]*" {command} ', gate)


def test_the_quoth_commands_of_the_readme_run_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("corpus", "tests/data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pipeline.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bridge.docx").write_bytes((ROOT / "tests/data/formats/harbour.docx").read_bytes())
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("“Yes,” said Nora Quill.\n", encoding="utf-8")
    lines = [line for line in shell_lines("README.md") if line[0] == "quoth"]
    assert len(lines) >= 3
    for _, *arguments in lines:
        elsewhere = ["--corpus", "other"] if arguments[0] == "add" else []
        result = CliRunner().invoke(cli.quoth, [*arguments, *elsewhere])
        assert result.exit_code == 0, f"{arguments}: {result.output}"
    assert (tmp_path / "results" / "quotations.csv").read_bytes() == (ROOT / "outputs/quotations.csv").read_bytes()


EXAMPLE = re.compile(r"```(python|r)\n(.*?)```\n\n```text\n(.*?)```\n", re.DOTALL)
"""A piece of program in the README, and what it prints."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the shipped corpus, made anew in a folder of their own, with every export."""
    folder = tmp_path_factory.mktemp("tour")
    outputs = str(folder / "outputs")
    run = ["run", "--quiet", "--corpus", str(ROOT / "corpus"), "--outputs", outputs]
    for arguments in (run, ["export", "all", "--quiet", "--outputs", outputs]):
        result = CliRunner().invoke(cli.quoth, arguments)
        assert result.exit_code == 0, result.output
    return folder


def printed(language: str, program: str, folder: Path) -> str:
    """What a piece of program prints, run in a folder."""
    runners = {"python": [sys.executable, "-c"], "r": ["Rscript", "-e"]}
    if shutil.which(runners[language][0]) is None:
        pytest.skip(f"{runners[language][0]} is not installed")
    done = subprocess.run([*runners[language], program], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.strip("\n").splitlines())


@pytest.mark.parametrize("number", range(len(EXAMPLE.findall((ROOT / "README.md").read_text("utf-8")))))
def test_the_programs_of_the_readme_print_what_it_says(number: int, project: Path, regenerate: bool) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    match = list(EXAMPLE.finditer(text))[number]
    made = printed(match[1], match[2], project)
    if regenerate:
        (ROOT / "README.md").write_text(
            text[: match.start(3)] + made + text[match.end(3) :], encoding="utf-8", newline="\n"
        )
    else:
        assert match[3] == made, "run `.venv/bin/python -m pytest --regenerate tests/test_docs.py`"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_inside_the_project_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings
        elif "://" not in target:
            assert (ROOT / target).exists(), target


def test_the_version_is_the_same_everywhere() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert str(citation["version"]) == __version__
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "pipeline.__version__"}
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## \[({re.escape(__version__)}\]|Unreleased\])", changelog, flags=re.MULTILINE)


def examples() -> dict[str, str]:
    """The tables by hand that the README shows, by their first column."""
    blocks = re.findall(r"```csv\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), flags=re.DOTALL)
    tables = [re.sub("^ +", "", block, flags=re.MULTILINE) for block in blocks]
    return {table.partition(",")[0]: table for table in tables}


def test_a_metadata_table_as_the_readme_shows_it_is_taken(tmp_path: Path) -> None:
    example = examples()["path"]
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "metadata.csv").write_text(example, encoding="utf-8")
    (corpus / "bridge.txt").write_text("The bridge was mended in a week.\n", encoding="utf-8")
    arguments = ["ingest", "--corpus", str(corpus), "--outputs", str(tmp_path / "results"), "--strict"]
    result = CliRunner().invoke(cli.quoth, arguments)
    assert result.exit_code == 0, result.output
    with (tmp_path / "results/interim/documents.csv").open(encoding="utf-8", newline="") as stream:
        (document,) = csv.DictReader(stream)
    assert (document["title"], document["author"], document["date"]) == ("The Bridge", "Ines Marlow", "2021-03-04")


def test_a_corrections_table_as_the_readme_shows_it_is_taken(tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_text(examples()["doc_id"], encoding="utf-8")
    result = read_corrections(tmp_path)
    assert result.problems == ()
    assert [(one.occurrence, one.speaker, one.kind) for one in result.rows] == [
        (1, "Ines Marlow", ""),
        (2, "The mayor", ""),
        (1, "", "term"),
    ]


def test_a_table_of_people_as_the_readme_shows_it_is_taken(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(examples()["name"], encoding="utf-8")
    result = read_people(tmp_path)
    assert result.problems == ()
    assert [(one.name, one.type, one.gender) for one in result.rows] == [
        ("Ines Marlow", "PERSON", "fem"),
        ("The Harbour Review", "WORK_OF_ART", ""),
        ("Ada Lovelace", "PERSON", "fem"),
    ]
