"""Which quotations are blocks: a paragraph of their own, led in by the one before or set off by its layout."""

import re
from collections.abc import Sequence

from pipeline.quotes.glyphs import MARK_CHARS
from pipeline.quotes.quoted import Quoted, has_content, trim, without_marks
from pipeline.quotes.scan import content_start
from pipeline.records import Paragraph

# What may follow the closing mark of a block quotation and be no part of it: a note sign, a reference, a name.
_NOTE = r"(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3}|[*†‡]{1,3}|\[[^\[\]]{1,80}\]|\([^()]{1,150}\))"
_NAME_LINE = r"(?:—|―|–|--?)\s*[^\W\d_][^\n]{0,110}"
_AFTER_BLOCK = re.compile(rf"\s*[.,;]?\s*(?:{_NOTE}\s*)?[.,;]?\s*(?:{_NAME_LINE})?")
_LONGEST_TAIL = 300
# The last line of a set-off block that says who is quoted: "— Rosa Luxemburg, 1918".
_CREDIT = re.compile(rf"\n[> \t]*{_NAME_LINE}\Z")
_LEADS_IN = (":", "—", "–", "-", ",", "…", "...")
# A colon after one of these leads in somebody's words even where the next paragraph has no marks ("Lenin wrote:",
# "as he put it in 1905:"). Between verb and colon may stand when, where or to whom, but no object: what was said
# is then told already ("he noted the sparse attendance:").
_SAYING = re.compile(
    r"(?<![^\W_])(?:said|says|wrote|writes|written|stated|states|declared|declares|argued|argues|added|adds|explained|"
    r"explains|concluded|concludes|continued|continues|replied|replies|answered|answers|asked|asks|announced|"
    r"announces|tweeted|tweets|posted|reads?|runs|recalled|recalls|remarked|remarked|observed|observes|noted|notes|"
    r"insisted|insists|warned|warns|proclaimed|proclaims|commented|comments|testified|quoted|quotes|went on|deposed|"
    r"recorded|records|reported|reports|remembered|remembers|related|relates|confessed|confesses|complained|complains|"
    r"reflected|reflects|(?:has|had) it|how \w+ (?:tells|told|describes|described|remembers|puts)|"
    r"(?:put|puts|told) (?:it|him|her|them|us|me)|words of [^,:]{1,40}|in (?:his|her|their|its) (?:own )?words)"
    r"(?:,? (?:in|on|at|to|of|from|after|before|during|when|while|this|as|that|about|with|here|there|last|then|thus|"
    r"simply|again|later|once|how|afterwards|[a-z]+ly|\d{4})(?![^\W_])[^:]{0,110})?:\Z"
)
# "Consider the ninth poem itself:", "Here she is on the night of the coup:": the words themselves are held out.
_SHOWING = re.compile(
    r"(?:(?:[Cc]onsider|[Tt]ake|[Cc]ompare|[Rr]ead|[Hh]ear|[Hh]ere(?:’s|'s| is| are)|[Tt]his is|[Tt]hese are)(?![^\W_])"
    r"[^.:]{0,60}(?<![^\W_])(?:poem|passage|letter|verse|verses|stanza|paragraph|entry|version|translation|words|lines|"
    r"sentences?|account|speech|text|beginning|opening|ending)(?![^\W_])[^.:]{0,80}|"
    r"[Hh]ere (?:he|she|they|[A-Z]\w+) (?:is|are|was|were)(?: again)? (?:on|in|about|of|writing|describing)(?![^\W_])"
    r"[^.:]{0,80}):\Z"
)
_LEAD_IN_REACH = 160
_FEWEST_WORDS = 6
_LONG = 150
_NO_WORDS = re.compile(r"[-–—―*•#|<\d]|[lno] (?=[A-Z])|\(?[A-Za-z]\)|[IVX]+\.\s")


def leads_in(text: str, paragraph: Paragraph) -> bool:
    """Return whether ``paragraph`` announces that the next one is quoted.

    It does by a colon, dash, comma or elision at its end, or by ending in mid-sentence. A closing mark at its end
    announces nothing (“Yes,” he said. “And then—”).
    """
    if paragraph.kind == "heading":
        return False
    end = text[max(paragraph.start, paragraph.end - 3) : paragraph.end]
    return end.endswith(_LEADS_IN) or end[-1].isalnum()


def leads_in_words(text: str, paragraph: Paragraph) -> bool:
    """Return whether ``paragraph`` ends in a colon after a word of saying or writing."""
    if paragraph.kind == "heading" or text[paragraph.end - 1] != ":":
        return False
    tail = text[max(paragraph.start, paragraph.end - _LEAD_IN_REACH) : paragraph.end]
    sentence = re.split(r"[.!?]\s+(?=\W*[A-Z])", tail)[-1]
    words = " ".join(sentence.split())
    return _SAYING.search(words) is not None or _SHOWING.search(words) is not None


def fills_paragraph(text: str, paragraph: Paragraph, stretch: Quoted) -> bool:
    """Return whether the marks of ``stretch`` hold the whole paragraph, but for a note sign, reference or name."""
    if stretch.marks[:1] in ("—", "―", "-") or stretch.outer_start != content_start(text, paragraph):
        return False
    tail = text[stretch.outer_end : min(paragraph.end, stretch.outer_end + _LONGEST_TAIL)]
    return paragraph.end - stretch.outer_end <= _LONGEST_TAIL and _AFTER_BLOCK.fullmatch(tail) is not None


def unmarked_block(text: str, paragraph: Paragraph, stretches: Sequence[Quoted]) -> Quoted:
    """Return the words of a set-off paragraph without marks, less its ``>`` and the line that names its source."""
    start, end = content_start(text, paragraph), paragraph.end
    credit = _CREDIT.search(text, max(start + 1, end - _LONGEST_TAIL), end)
    if credit is not None and not any(s.outer_start < credit.start() < s.outer_end for s in stretches):
        start, end = trim(text, start, credit.start())
    return without_marks(start, end, unmarked=True)


def announces_block(text: str, before: Paragraph | None, paragraph: Paragraph, stretches: Sequence[Quoted]) -> bool:
    """Return whether ``paragraph`` is quoted as a whole though no marks hold the whole of it.

    So a paragraph of kind ``block``, and one after "... wrote:" that can be the words announced.
    """
    if paragraph.kind == "block":
        has_words = has_content(text, content_start(text, paragraph), paragraph.end)
        return has_words and not any(fills_paragraph(text, paragraph, stretch) for stretch in stretches)
    if before is None or paragraph.kind != "body" or not _mostly_unmarked(paragraph, stretches):
        return False
    return leads_in_words(text, before) and _can_be_words(text, paragraph)


def _mostly_unmarked(paragraph: Paragraph, stretches: Sequence[Quoted]) -> bool:
    """Return whether marks hold little or nothing of the paragraph: somebody quotes others in the words announced.

    In a short paragraph they say rather that the rest is the writer's («The harbour is “lost”, and the town.»).
    """
    held = sum(stretch.outer_end - stretch.outer_start for stretch in stretches)
    length = paragraph.end - paragraph.start
    return held == 0 or (length >= _LONG and 3 * held < length)


def _can_be_words(text: str, paragraph: Paragraph) -> bool:
    """Not a list item, a tag, a few words or another lead-in, nor a paragraph that begins with a mark in doubt."""
    if text[paragraph.start] in MARK_CHARS or _NO_WORDS.match(text, paragraph.start) or text[paragraph.end - 1] == ":":
        return False
    return len(text[paragraph.start : min(paragraph.end, paragraph.start + 200)].split()) >= _FEWEST_WORDS
