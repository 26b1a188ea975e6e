"""What tests of readers look at: the blocks of a text, and the first thing there is to say of a file."""

from pipeline.readers.reading import Reader, Reading, UnreadableError


def blocks_of(reading: Reading) -> list[tuple[str, str]]:
    """The blocks of a text with their kinds."""
    kinds = {known.start: known.kind for known in reading.kinds}
    at, blocks = 0, []
    for block in reading.text.removesuffix("\n").split("\n\n") if reading.text else []:
        blocks.append((str(kinds.get(at, "body")), block))
        at += len(block) + 2
    return blocks


def outcome_of(reader: Reader, content: bytes) -> str:
    """The first thing that there is to say of a file; "read" where there is nothing."""
    try:
        notices = reader(content).notices
    except UnreadableError as error:
        notices = error.notices
    return notices[0].code if notices else "read"
