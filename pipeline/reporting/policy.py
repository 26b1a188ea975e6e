"""What a page of the report may do: apply its own style, run its own script, and nothing else.

The rule stands in the page itself, so that a mailed file is held to it too.
"""

import base64
import hashlib
from importlib.resources import files

from markupsafe import Markup


def own_text(name: str) -> Markup:
    """A style sheet or a script of the report, to stand in a page as it is."""
    return Markup((files("pipeline.reporting") / "templates" / name).read_text(encoding="utf-8"))


def content_policy(*, style: str, script: str) -> str:
    """The Content Security Policy of a page that holds this style sheet and this script, to the character."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_source(style)}",
            f"script-src {_source(script)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
