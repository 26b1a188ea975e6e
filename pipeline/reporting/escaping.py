"""Text made safe for Markdown, and for data inside a page."""

import re

from pipeline.reporting.context import in_phrase
from pipeline.reporting.wording import visible

# What CommonMark and GitHub's dialect give a meaning to within a line. `(` and `)` have none once
# `[` and `]` are escaped; `.` and `-` only at the beginning of a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<|~#$])")
_LINE_START = re.compile(r"\A(?=[-+=>#])|\A(\d{1,9})(?=[.)](?:\s|\Z))")


def escape_markdown(text: str) -> str:
    """The text on one line, in Markdown that shows it as it is.

    Characters that turn the direction of writing are left out; letters written from right to left stay.
    """
    line = visible(in_phrase(text))
    escaped = _SPECIAL.sub(r"\\\1", line.replace("&", "&amp;"))
    return _LINE_START.sub(lambda match: f"{match[1] or ''}\\", escaped)


# What could end the element that holds the data, begin a comment in it, or end a line of a script.
_JSON_SPECIAL = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})


def escape_json(text: str) -> str:
    """JSON that can stand in a ``<script>`` of a page: the same data, and nothing in it that HTML has a meaning for."""
    return text.translate(_JSON_SPECIAL)
