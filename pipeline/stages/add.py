"""The command that adds texts to the corpus: a copy of each, a row of ``metadata.csv``, and what was understood."""

import codecs
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline import store
from pipeline.errors import InputError
from pipeline.readers import is_collection
from pipeline.readers.corpus import METADATA_TABLE, CorpusText
from pipeline.readers.front_matter import FIELDS, parse_fields
from pipeline.readers.ids import natural_id
from pipeline.readers.load import DEFAULT_LANGUAGE, load_document, load_documents
from pipeline.readers.metadata import title_from_name
from pipeline.readers.metadata_rows import with_rows
from pipeline.readers.places import free_name
from pipeline.readers.reading import NOTHING_STATED, Metadata, Notice, UnreadableError, unreadable
from pipeline.readers.understood import Understood, counted
from pipeline.records import Document, Problem
from pipeline.settings import Settings
from pipeline.stages.base import Say
from pipeline.stages.incoming import Request, Source, gather
from pipeline.stages.twins import There, look_around, same_file, same_words

_LABEL: Final = "  {:<11} {}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to be done with one source. ``there`` says that a copy of it is in the corpus."""

    source: Source
    name: str
    there: bool
    row: Metadata
    lines: tuple[tuple[str, str], ...]


def run(settings: Settings, request: Request, *, say: Say) -> int:
    """How many files could not be read; the others are in the corpus, and each has its row in ``metadata.csv``.

    Nothing that is in the corpus is written over, and nothing is written outside it. Everything is read before
    anything is written, so that an error leaves the corpus as it was.

    Raises:
        InputError: nothing of it can be read, or ``metadata.csv`` cannot be added to.
    """
    _check_given(request.given)
    _check_corpus(settings.corpus)
    table = settings.corpus / METADATA_TABLE
    content = _read_table(table)
    with_rows(content, {})  # says now, not after an hour of reading, that it cannot be added to
    with gather(settings, request) as (sources, failures, notes):
        there = look_around(settings)
        plans: list[_Plan] = []
        for source in sources:
            try:
                plans.append(_plan(source, settings, request, there))
            except UnreadableError as error:
                failures.append(f"{source.name}: {error.notices[0].message}")
        if not plans:
            raise InputError(_nothing(failures))
        rows = {plan.name: {name: getattr(plan.row, name) for name in FIELDS} for plan in plans if _has_row(plan)}
        with_rows(content, rows)
        if not request.dry_run:
            _write(plans, rows, settings.corpus)
    for plan in plans:
        _tell(plan, settings, dry_run=request.dry_run, say=say)
    for note in notes:
        say(note)
    for failure in failures:
        say(f"Not added: {failure}")
    return len(failures)


def _plan(source: Source, settings: Settings, request: Request, there: There) -> _Plan:
    """What to do with a file; raises UnreadableError where it cannot be read."""
    try:
        same = same_file(source.path, there)
    except OSError as error:
        raise UnreadableError(unreadable(error)) from error
    name = same or _choose_name(source.name, settings.corpus, there)
    stated = request.given.over(source.stated)
    text = CorpusText(path=source.path, name=name, doc_id=natural_id(name))
    understood = Understood(suffix=PurePosixPath(name).suffix.lower())
    found, lines = _understand(text, stated, settings, there, understood, known=bool(same))
    if not same:
        there.by_size[source.path.stat().st_size].append((name, source.path))
        there.ids.add(natural_id(name))
    row = stated.over(found)
    if request.ask is not None:
        row = replace(request.ask(name, replace(row, title=row.title or title_from_name(name))), encoding=row.encoding)
        _check_given(row)
    if same:
        row = request.given if request.ask is None else row
    shown = ((label, getattr(row, label)) for label in ("title", "author", "date", "source", "language"))
    return _Plan(
        source=source,
        name=name,
        there=bool(same),
        row=row,
        lines=(*((label, value) for label, value in shown if value), *understood.lines(), *lines),
    )


def _choose_name(name: str, corpus: Path, there: There) -> str:
    """The name, with a number where a file of the corpus or one added before has it, or the same id."""

    def is_taken(candidate: str) -> bool:
        path = corpus / candidate
        return path.is_symlink() or path.exists() or natural_id(candidate) in there.ids

    parents = PurePosixPath(name).parents
    for parent in parents:
        if str(parent) != "." and (corpus / parent).is_symlink():
            raise InputError(f"{parent} in the corpus is a link, which is not followed: give another name with --name")
    found = free_name(name, is_taken, number=there.claims.get(name, 2))
    there.claims[name] = there.claims.get(name, 2) + (found != name)
    return found


def _understand(
    text: CorpusText, stated: Metadata, settings: Settings, there: There, understood: Understood, *, known: bool
) -> tuple[Metadata, list[tuple[str, str]]]:
    """What the file says about itself, and what there is to say of it; ``understood`` counts its texts."""
    if is_collection(text.name):
        return stated, _understand_rows(text, stated, settings, understood)
    loaded, notices = load_document(text, stated=stated)
    understood.add(loaded)
    lines = [("odd", notice.message) for notice in notices]
    same = "" if known else same_words(loaded, text.name, settings, there)
    lines += [("odd", f"it has the same words as {same}: one of the two should go")] * bool(same)
    return _found(loaded.document, text.name), lines


def _understand_rows(
    text: CorpusText, stated: Metadata, settings: Settings, understood: Understood
) -> list[tuple[str, str]]:
    lines = []
    for item in load_documents(text, stated=stated, columns=settings.columns):
        if isinstance(item, Problem):
            lines.append(("odd", item.message))
        else:
            understood.add(item)
    if not understood.n_texts:
        first = lines[0][1] if lines else "there is no row in it that holds a text"
        raise UnreadableError(Notice(code="empty", message=first))
    return lines


def _found(document: Document, name: str) -> Metadata:
    """What a file says about itself, without what is taken for granted."""
    return Metadata(
        title=document.title if document.title != title_from_name(name) else "",
        author=document.author,
        date=document.date,
        source=document.source,
        language=document.language if document.language != DEFAULT_LANGUAGE else "",
    )


def _has_row(plan: _Plan) -> bool:
    """Whether a row is written: of a file that was there only where something is stated about it now."""
    return not plan.there or plan.row != NOTHING_STATED


def _write(plans: Sequence[_Plan], rows: Mapping[str, Mapping[str, str]], corpus: Path) -> None:
    """Copy the files and write their rows; after an error, a full disk say, none of the copies is left."""
    table = corpus / METADATA_TABLE
    copied: list[Path] = []
    try:
        for plan in plans:
            if not plan.there:
                copied.append(_copy(plan, corpus))  # noqa: PERF401 - what was copied is known after an error, too
        content = _read_table(table)  # again: a person, or another `quoth add`, may have written to it meanwhile
        changed = with_rows(content, rows) if rows else content
        if changed != content:
            store.write_bytes(table, changed)
    except BaseException:
        for path in copied:
            path.unlink(missing_ok=True)
        raise


def _copy(plan: _Plan, corpus: Path) -> Path:
    """Where the file was copied to: whole or not at all, and never over another, one that came meanwhile included."""
    target = corpus / plan.name
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.parent.resolve().is_relative_to(corpus.resolve()):
        raise InputError(f"{plan.name} would lie outside the corpus, through a link: give another name with --name")
    target.touch(exist_ok=False)
    try:
        with store.replacing(target) as temporary:
            shutil.copyfile(plan.source.path, temporary)
    except BaseException:
        target.unlink()
        raise
    return target


def _tell(plan: _Plan, settings: Settings, *, dry_run: bool, say: Say) -> None:
    done = "is there already, nothing was copied" if plan.there else "would be added" if dry_run else "added"
    why = f"{plan.source.name} is the same" if plan.there else f"there is another {plan.source.name}"
    say(f"{settings.corpus / plan.name}: {done}{'' if plan.name == plan.source.name else f' ({why})'}")
    for label, words in plan.lines:
        say(_LABEL.format(label, words))


def _read_table(table: Path) -> bytes:
    if table.is_symlink():
        raise InputError(f"{table} is a link, which is not written through: put the table itself there")
    return table.read_bytes() if table.is_file() else b""


def _check_corpus(corpus: Path) -> None:
    if corpus.exists() and not corpus.is_dir():
        raise InputError(f"the corpus {corpus} is a file, not a folder: name a folder with --corpus DIR")


def _check_given(given: Metadata) -> None:
    """Raise InputError where something stated cannot stand in ``metadata.csv``."""
    _, notices = parse_fields({name: getattr(given, name) for name in FIELDS}, where="what is stated")
    if notices:
        raise InputError(notices[0].message.replace(" and was passed over", ""))
    try:
        codecs.lookup(given.encoding or "utf-8")
    except (LookupError, ValueError) as error:
        raise InputError(f"there is no encoding {given.encoding!r}: write a name such as cp1252") from error


def _nothing(failures: Sequence[str]) -> str:
    if not failures:
        return "there is no text in it to add: name a file, or a folder that holds some"
    more = f" ({counted(len(failures) - 1, 'other file')} cannot be added either)" if len(failures) > 1 else ""
    return f"{failures[0]}{more}"
