"""The command line ``quoth``: the only place that prints, and that chooses an exit status.

Nothing heavy is imported here: ``quoth --help`` answers at once, and spaCy comes with the stage that needs it.
"""

import errno
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TypeVar

import click

from pipeline import __version__
from pipeline.errors import QuothError, SettingsError, describe_os_error, one_line
from pipeline.exporters.formats import FORMATS
from pipeline.stages import run as stages
from pipeline.stages.addresses import Places, load_places
from pipeline.stages.alone import alone
from pipeline.stages.base import Say
from pipeline.stages.mirrors import near, with_corpus_here
from pipeline.stages.progress import Screen

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_SETTINGS = Path("pipeline.toml")
INTERRUPTED = 130
_PATH: Any = click.Path(path_type=Path)


class QuothGroup(click.Group):
    """The group of commands: in the order of the work, and every expected error on one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The commands in the order they are declared in."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """What the command gives, with an error a person can act on in place of a traceback."""
        try:
            return super().invoke(ctx)
        except QuothError as error:
            raise click.ClickException(one_line(str(error))) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise click.ClickException(describe_os_error(error)) from error
        except KeyboardInterrupt:
            click.echo("\nStopped. What was finished is kept: the same command goes on from there.", err=True)
            ctx.exit(INTERRUPTED)


class UnknownFormat(click.ClickException):
    """A format that does not exist: as wrong as an unknown option, and said in one line."""

    exit_code = 2


class ExportCommand(click.Command):
    """The command that exports: its help lists the formats there are, before the options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the formats with what each is, then the options."""
        with formatter.section("Formats"):
            formatter.write_dl([(one.name, one.description) for one in FORMATS.values()])
        super().format_options(ctx, formatter)


def _folder(name: str, help_text: str) -> Callable[[Command], Command]:
    return click.option(name, metavar="DIR", help=help_text)


_OUTPUTS = _folder("--outputs", "The folder for the results, or its address: all is written there.  [default: outputs]")
_SETTINGS = click.option(
    "--settings", "settings_file", type=_PATH, metavar="FILE", help="A settings file.  [default: pipeline.toml, if any]"
)
_QUIET = click.option("--quiet", is_flag=True, help="Say nothing but errors.")
_STAGE_OPTIONS = (
    _folder("--corpus", "The folder of the texts, or its address (s3://...); it is only read.  [default: corpus]"),
    _OUTPUTS,
    _SETTINGS,
    click.option("--strict", is_flag=True, help="Finish, then exit with 1 if there is any row in problems.csv."),
    _QUIET,
)
_BY_HAND_OPTIONS = (
    *_STAGE_OPTIONS[:3],
    click.option("--force", is_flag=True, help="Write it even where an earlier one was edited and not saved."),
    _QUIET,
)
_MODEL = click.option(
    "--model",
    metavar="NAME_OR_PATH",
    help="A spaCy pipeline: the name of an installed one, or its folder.  [default: the embedded one]",
)
_CLUSTER = click.option(
    "--cluster", metavar="ADDRESS", help="Parse on the workers of a Dask scheduler: tcp://host:8786."
)
_STATED = ("title", "author", "date", "source", "language", "encoding")
_ADD_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    *(click.option(f"--{field}", default="", help=f"Its {field}, before what the file says.") for field in _STATED),
    click.option("--name", default="", help="What it is to be called in the corpus; for one text, and for -."),
    click.option("--format", default="txt", metavar="SUFFIX", help="What kind of text - is.  [default: txt]"),
    click.option("--yes", is_flag=True, help="Ask nothing; without a terminal nothing is asked anyway."),
    click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing."),
    _folder("--corpus", "The folder that the texts go to.  [default: corpus]"),
    _folder("--outputs", "The results of the last run, in which the same words are looked for.  [default: outputs]"),
    _SETTINGS,
)
_SHARED_OPTIONS = (
    click.option("--jobs", type=click.IntRange(0), metavar="N", help="How many processes.  [default: 0, one a core]"),
    click.option("-v", "--verbose", is_flag=True, help="Name every text when it is done."),
)


def _with(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@click.group(
    cls=QuothGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: quoth run --corpus essays --outputs results",
)
@click.version_option(__version__, prog_name="quoth")
def quoth() -> None:
    """Read a folder of texts and say who is quoted, saying what, where, with the evidence.

    `quoth run` does all the work. The other commands do one stage of it each, in this order.
    """


@quoth.command(epilog="Example: quoth run --corpus essays --outputs results --jobs 2")
@_with(*_STAGE_OPTIONS, _MODEL, *_SHARED_OPTIONS, _CLUSTER)
def run(**options: Any) -> None:
    """Read every text of a folder and write the tables and the report.

    The tables are CSV files, the report is report.html. A text that cannot be read is a row in
    problems.csv and stops nothing.
    """
    places = _places(options)
    with _screen(options) as screen, near(places, "run", say=screen.say) as (settings, say):
        report = stages.run(settings, say=say, watch=screen.watch, shown=places.shown)
    outputs = places.shown(str(settings.outputs))
    _say(options)(f"{outputs}/report.html is the report, {outputs}/quotations.csv the main table")
    _finish(report.problems, options, where=f"{outputs}/problems.csv")


@quoth.command(epilog="Example: quoth add bridge.txt letters --corpus essays --author Lund")
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@_with(*_ADD_OPTIONS, _QUIET)
def add(sources: tuple[str, ...], **options: Any) -> None:
    """Copy texts into the corpus, each with its row in metadata.csv, and say what was understood of them.

    A FILE, a FOLDER with all that is in it, or - for standard input. Nothing in the corpus is written over.
    """
    from pipeline.stages import add as adding
    from pipeline.stages.incoming import request_of

    request = request_of(sources, options, stream=sys.stdin.buffer, ask=_ask)
    failures = adding.run(with_corpus_here(_places(options)), request, say=_say(options, to_stderr=False))
    if failures:
        raise click.ClickException(f"not added: {failures:,} of the files, which are named above")


@quoth.command(epilog="Example: quoth ingest --corpus essays --outputs results")
@_with(*_STAGE_OPTIONS, *_SHARED_OPTIONS)
def ingest(**options: Any) -> None:
    """Read the files of the corpus: texts, what is known about them, their paragraphs."""
    _run_stage("ingest", options)


@quoth.command(epilog="Example: quoth extract --outputs results --model en_core_web_trf")
@_with(*_STAGE_OPTIONS, _MODEL, *_SHARED_OPTIONS, _CLUSTER)
def extract(**options: Any) -> None:
    """Find the quotations, everybody named, and for each quotation every possible speaker."""
    _run_stage("extract", options)


@quoth.command(epilog="Example: quoth attribute --outputs results")
@_with(*_STAGE_OPTIONS, *_SHARED_OPTIONS)
def attribute(**options: Any) -> None:
    """Decide from the evidence who says each quotation."""
    _run_stage("attribute", options)


@quoth.command(epilog="Example: quoth tables --outputs results")
@_with(*_STAGE_OPTIONS, *_SHARED_OPTIONS)
def tables(**options: Any) -> None:
    """Write the tables and their description, datapackage.json."""
    _run_stage("tables", options)


@quoth.command(epilog="Example: quoth report --outputs results")
@_with(*_STAGE_OPTIONS, *_SHARED_OPTIONS)
def report(**options: Any) -> None:
    """Write the report from the tables."""
    _run_stage("report", options)


@quoth.command(epilog="Example: quoth review --corpus essays --outputs results")
@_with(*_BY_HAND_OPTIONS)
def review(force: bool, **options: Any) -> None:
    """Write review.csv, a table to put right in a spreadsheet who says what.

    Fill in speaker, kind or checked, save it as corrections.csv in the corpus, and run quoth again. What
    is corrected already is in it, so that nothing is lost.
    """
    _draft("review", options, force=force)


@quoth.command(epilog="Example: quoth roster --corpus essays --outputs results")
@_with(*_BY_HAND_OPTIONS)
def roster(force: bool, **options: Any) -> None:
    """Write roster.csv, a draft of the table of people from who was found.

    Go through it, save it as people.csv in the corpus, and run quoth again.
    """
    _draft("roster", options, force=force)


@quoth.command(cls=ExportCommand, epilog="Example: quoth export excel sqlite --outputs results")
@click.argument("formats", nargs=-1, required=True, metavar="FORMAT...")
@_with(_OUTPUTS, _SETTINGS, _QUIET)
def export(formats: tuple[str, ...], **options: Any) -> None:
    """Write the tables and texts in the formats of other programs, to the folder export/ of the outputs.

    FORMAT is one or more of those below, or `all`. Each has a folder of its own, which is replaced whole.
    """
    names = _format_names(formats)
    from pipeline.stages import export as exporting

    with near(_places(options), "export", say=_say(options)) as (settings, say):
        stages.check_needs(stages.EXPORT_NEEDS, settings)
        with alone(settings):
            exporting.run(settings, names, say=say)


@quoth.command(epilog="Example: quoth evaluate gold/essay.json --outputs results")
@click.argument("gold", nargs=-1, required=True, type=_PATH)
@_with(_OUTPUTS, _SETTINGS)
@click.option("--no-errors", is_flag=True, help="Give the scores alone, not every error with its sentence.")
@click.option("--json", "json_path", type=_PATH, metavar="FILE", help="Write the scores to a file, too.")
@click.option("--corrected", is_flag=True, help="Measure what was corrected by hand as well, not what was found there.")
def evaluate(gold: tuple[Path, ...], no_errors: bool, json_path: Path | None, corrected: bool, **options: Any) -> None:
    """Measure the tables against GOLD, files that say what is right in a text.

    Where corrections.csv has changed a row, what Quoth found there is measured.
    """
    from pipeline.stages import evaluate as evaluation

    with near(_places(options), "evaluate", say=partial(click.echo, err=True)) as (settings, _):
        stages.check_needs(stages.EVALUATION_NEEDS, settings)
        evaluation.run(settings, gold, say=click.echo, errors=not no_errors, json_path=json_path, corrected=corrected)


def main() -> NoReturn:
    """Run the command line; a request to end the program is heeded like Ctrl-C."""
    signal.signal(signal.SIGTERM, _interrupt)
    quoth(prog_name="quoth")
    raise SystemExit(0)


def _ask(name: str, found: Any) -> Any:
    """What a person says about a text, who is shown what was found; Enter takes it as it is."""
    click.echo(f"{name}: what is known about it? Enter keeps what stands in brackets.")
    return type(found)(**{field: click.prompt(f"  {field}", default=getattr(found, field)) for field in _STATED[:-1]})


def _format_names(given: tuple[str, ...]) -> tuple[str, ...]:
    """The formats that are meant, in the order in which they are listed."""
    unknown = [name for name in given if name not in FORMATS and name != "all"]
    if unknown:
        raise UnknownFormat(f"there is no format {unknown[0]!r}: type {', '.join(FORMATS)}, or all")
    return tuple(name for name in FORMATS if "all" in given or name in given)


def _draft(name: str, options: dict[str, Any], *, force: bool) -> None:
    with near(_places(options), name, say=_say(options)) as (settings, say):
        stages.check_folders(settings)
        stages.check_needs(stages.DRAFT_NEEDS, settings)
        with alone(settings):
            stages.load_draft(name)(settings, say=say, force=force)


def _run_stage(name: str, options: dict[str, Any]) -> None:
    places = _places(options)
    with _screen(options) as screen, near(places, name, say=screen.say) as (settings, say):
        report, seconds = stages.run_stage(name, settings, say=say, watch=screen.watch)
    _say(options)(stages.describe(report, seconds=seconds))
    _finish(report.problems, options, where=places.shown(str(settings.outputs)))


def _places(options: dict[str, Any]) -> Places:
    given: Path | None = options["settings_file"]
    if given is not None and not given.is_file():
        raise SettingsError(f"there is no settings file {given}: leave --settings out, or name a TOML file")
    overrides = {name: options.get(name) for name in ("corpus", "outputs", "model", "jobs", "cluster")}
    return load_places(given or DEFAULT_SETTINGS, **overrides)


def _say(options: dict[str, Any], *, to_stderr: bool = True) -> Say:
    def say(line: str) -> None:
        if not options["quiet"]:
            click.echo(line, err=to_stderr)

    return say


def _screen(options: dict[str, Any]) -> Screen:
    """Where lines and progress go: the error stream, or nowhere."""
    write, live = partial(click.echo, err=True, nl=False), sys.stderr.isatty()
    return Screen(write=write, quiet=options["quiet"], live=live, verbose=options.get("verbose", False))


def _finish(problems: int, options: dict[str, Any], *, where: str) -> None:
    if problems and options["strict"]:
        rows = "1 problem" if problems == 1 else f"{problems:,} problems"
        raise click.ClickException(f"{rows}: see {where} (everything else was written; --strict makes this an error)")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
