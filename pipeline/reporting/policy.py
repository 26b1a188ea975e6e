"""What a page of the report may do: apply its own style, run its own script, and nothing else.

The rule stands in the page itself, so that a mailed file is held to it too.
"""

import base64
import hashlib
from importlib.resources import files
from typing import Final

from markupsafe import Markup

SCRIPTS: Final = ("begin.js", "find.js", "evidence.js", "arrive.js")
"""The pieces of the report's script, in their order; by itself none is one."""


def own_text(*names: str) -> Markup:
    """A style sheet or a script of the report, put together of its pieces, to stand in a page as it is."""
    folder = files("pipeline.reporting") / "templates"
    return Markup("".join((folder / name).read_text(encoding="utf-8") for name in names))


def content_policy(*, style: str, script: str, loads: bool = False) -> str:
    """The Content Security Policy of a page that holds this style sheet and this script, to the character.

    ``loads``: what this script loads may run as well. Only so can a page that is opened from a disk read
    a file beside it; none is named by what comes from a text.
    """
    scripts = f"{_source(script)} 'strict-dynamic'" if loads else _source(script)
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_source(style)}",
            f"script-src {scripts}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
