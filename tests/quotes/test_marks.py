"""Which stretches of a text are quoted. Each case says where its rule comes from.

CMOS is The Chicago Manual of Style (17th edition), NHR is New Hart's Rules (2nd edition); "seen" is a habit or slip
observed in newspaper articles, novels or essays. The sentences are our own.
"""

from collections.abc import Callable
from typing import Any

import pytest

Scan = Callable[[str], Any]

DOUBLE = [
    ("She said, “The tide is out.”", ["The tide is out."], "CMOS 6.9: the full stop stands inside"),
    ("She said that “the tide is out”.", ["the tide is out"], "NHR 9.2.2: outside, after a fragment"),
    ('She said, "The tide is out."', ["The tide is out."], "CMOS 6.115: straight marks are as good"),
    ("“The tide,” she said, “is out.”", ["The tide,", "is out."], "CMOS 13.36: a quotation broken by the speaker"),
    ('"The tide," she said, "is out."', ["The tide,", "is out."], "the same in straight marks"),
    ("“Is it out?” she asked. “Yes!” he cried.", ["Is it out?", "Yes!"], "CMOS 6.10: ? and ! of the speaker's"),
    ("Who said “the tide is out”?", ["the tide is out"], "CMOS 6.10: ? of the writer's"),
    ("She called it “a slow [and quiet] ... retreat”.", ["a slow [and quiet] ... retreat"], "CMOS 13.50, 13.60"),
    ("“... and so we left,” he wrote.", ["... and so we left,"], "CMOS 13.53: an elision at the start"),
    ("“. . . and so we left,” he wrote.", [". . . and so we left,"], "CMOS 13.50: spaced points"),
    ("“…and so we left”, he wrote.", ["…and so we left"], "NHR 4.7: one character"),
    ("“[T]he tide is out,” she said.", ["[T]he tide is out,"], "CMOS 13.21: a changed capital"),
    ("The pilot (“old Berg”) was silent.", ["old Berg"], "CMOS 6.97: in brackets"),
    ("He left—“for good,” he said—in May.", ["for good,"], "CMOS 6.85: between dashes"),
    ('He left--"for good," he said--in May.', ["for good,"], "seen: two hyphens for a dash"),
    ('"I never--" she began. "Never?"', ["I never--", "Never?"], "CMOS 13.39: speech that breaks off"),
    ("“I never—” she began.", ["I never—"], "the same with a dash"),
    ("the “north/south” divide and the “east”/“west” one", ["north/south", "east", "west"], "seen: a slash"),
    ("The so-called “reform”¹ failed.", ["reform"], "CMOS 14.26: note signs after the mark"),
    ("“It failed.”1 So they said.", ["It failed."], "a note sign as a plain figure"),
    ("“It failed.”[12] So they said.", ["It failed."], "a note sign in brackets"),
    ("“ It failed ,” they said.", ["It failed ,"], "seen: white space inside the marks is no content"),
    ('*"It failed,"* they said, and _“often.”_', ["It failed,", "often."], "seen: Markdown emphasis round marks"),
    ("“*It* failed,” they said.", ["*It* failed,"], "the same inside"),
    ("In “1905” and “$5” and “#strike”", ["1905", "$5", "#strike"], "seen: figures and signs"),
    ("Is it a “?” or a “!”", ["?", "!"], "seen: a sign by itself"),
    ("“A” and “B”", ["A", "B"], "seen: single letters"),
    ("“Hello,”he said.“Good day.”", ["Hello,", "Good day."], "seen: spaces forgotten"),
    ('He said:"Come."She came.', ["Come."], "seen: spaces forgotten, straight marks"),
    ('"One." "Two." "Three."', ["One.", "Two.", "Three."], "seen: one after the other"),
    ('"One.""Two."', ["One.", "Two."], "seen: with no space"),
    ("“One.”“Two.”", ["One.", "Two."], "the same in curly marks"),
    ('" Hello , " said he . " Good day . "', ["Hello ,", "Good day ."], "seen: tokenised text"),
    ('He said , " Hello . " " Good day , " said she .', ["Hello .", "Good day ,"], "seen: tokenised dialogue"),
    ('" Hello .\nI am here . "\n" Good day . "', ["Hello .\nI am here .", "Good day ."], "the same, a sentence a line"),
    (
        "' Berg 's men , ' said he . ' They 're here . '",
        ["Berg 's men ,", "They 're here ."],
        "seen: tokenised suffixes",
    ),
    ("A line\nbreak “in the\nmiddle” of it", ["in the\nmiddle"], "seen: text wrapped to a page"),
    ("“one\u00a0two”\u00a0three", ["one\u00a0two"], "seen: fixed spaces"),
    ("He said\u00a0“yes”.", ["yes"], "seen: a fixed space before the mark"),
    ("“Zut!” “¿Qué?” “Ångström”", ["Zut!", "¿Qué?", "Ångström"], "other letters"),
    ("“😀” and “🙁 no”", ["😀", "🙁 no"], "seen: emoji"),
]

SINGLE = [
    ("She said, ‘The tide is out.’", ["The tide is out."], "NHR 9.2.1: single marks first"),
    ("‘The tide’, she said, ‘is out.’", ["The tide", "is out."], "NHR 9.2.2"),
    ("'The tide,' she said, 'is out.'", ["The tide,", "is out."], "straight single marks"),
    ("the ‘free’ market", ["free"], "NHR 9.4: scare quotes"),
    ("the 'free' market", ["free"], "the same, straight"),
    ("‘I don’t know’, said O’Brien.", ["I don’t know"], "an apostrophe inside"),
    ("'I don't know,' said O'Brien.", ["I don't know,"], "the same, straight"),
    ("‘the workers’ movement’", ["the workers’ movement"], "a possessive before the closing mark"),
    ("'the workers' movement'", ["the workers' movement"], "the same, straight"),
    ("He called it ‘the workers’ and peasants’ alliance’.", ["the workers’ and peasants’ alliance"], "two of them"),
    ("‘The workers’, he wrote, ‘were first.’", ["The workers", "were first."], "a plural that ends a quotation"),
    ("‘The workers’ he said to the bosses’ men", ["The workers"], "of two that could close, the first"),
    ("what the ‘bosses’ and the ‘workers’ want", ["bosses", "workers"], "plurals as terms"),
    ("the boys’ ‘rights’ and the girls’ ‘duties’", ["rights", "duties"], "of two that could close, the first"),
    ("It was the ‘workers’’ own.", ["workers’"], "a possessive and a closing mark side by side"),
    ("the workers’ ‘free’ unions’ aims", ["free"], "possessives on both sides"),
    ("‘Stop,’ he said to the workers’ leader.", ["Stop,"], "a possessive after the closing mark"),
    ("‘Yes’—so she said—‘and no’.", ["Yes", "and no"], "between dashes"),
    ("(‘old Berg’)", ["old Berg"], "in brackets"),
    ("‘Hello,’he said.", ["Hello,"], "seen: a space forgotten"),
    ("‘It was ’is own,’ said Joe.", ["It was ’is own,"], "a clipped word inside"),
    ("‘He was runnin’ home,’ said Joe.", ["He was runnin’ home,"], "a word clipped at its end"),
    ("‘Rock ’n’ roll,’ she said.", ["Rock ’n’ roll,"], "clipped at both ends"),
    ("‘’Tis late,’ she said.", ["’Tis late,"], "an apostrophe right after the opening mark"),
    ("'Tis late,' she said.", ["Tis late,"], "seen: one mark where two were due, as print has it"),
    ("‘It was the ’90s,’ she said, ‘not the ’80s.’", ["It was the ’90s,", "not the ’80s."], "decades inside"),
    ("`a' and `b'", ["a", "b"], "seen: old typing, grave accent first"),
]

NO_QUOTATION = [
    ("It didn’t, and they’d’ve gone.", "contractions"),
    ("It didn't, and they'd've gone.", "contractions, straight"),
    ("Trotsky’s and Marx’s and Williams’ books", "possessives"),
    ("the workers’ movement and the peasants’ war", "plural possessives"),
    ("the workers' movement and the peasants' war", "plural possessives, straight"),
    ("for goodness’ sake; Moses’ law; Marx’ book", "possessives in s, z and x"),
    ("’tis the ’90s and ’twas the ’80s", "CMOS 6.117: elisions and decades"),
    ("'tis the '90s and 'twas the '80s", "the same, straight"),
    ("‘tis the ‘90s", "seen: a word processor turns the apostrophe round"),
    ("Donald‘s hat and don‘t", "seen: the same inside a word"),
    ("rock ’n’ roll, rock 'n' roll, rock ‘n’ roll", "CMOS 10.35"),
    ("O’Brien, d’Alembert and L’Humanité at five o’clock", "names"),
    ("Goin’ down to th’ river wi’ an ol’ friend o’ mine", "seen: dialect"),
    ("Give ’em room, said ’Arry; 'e's 'ere.", "seen: dialect"),
    ('6\'2" and 5\' 11" tall, 12" wide, 9″ × 5′', "CMOS 10.66: feet and inches"),
    ("the A’s, the 1990’s and the p’s and q’s", "plurals of letters and figures"),
    ("the U.S.’s, Inc.’s and NATO’s views", "a possessive after a full stop"),
    ("the workers ’ movement did n’t fail , he ’s sure", "seen: tokenised text"),
    ("`print(\"x\")` and ```y = 'z'```", "Markdown code"),
    ("<a href=\"http://example.org/\" title='x'>link</a>", "tags"),
    ("", "nothing"),
    ("Plain words.", "no mark"),
]

OTHER_MARKS = [
    ("« Oui », dit-il.", ["Oui"], "French: a space inside"),
    ("«\u00a0Oui\u00a0», dit-il. «\u202fNon.\u202f»", ["Oui", "Non."], "French: fixed spaces"),
    ("«Sí», dijo.", ["Sí"], "Spanish, Italian: none"),
    ("„So“, sagte er.", ["So"], "German: low and high"),
    ("„Tak”, powiedział.", ["Tak"], "Polish"),
    ("»So«, sagte er.", ["So"], "German, Danish: guillemets inward"),
    ("‹So› and ›so‹ and ‚so‘", ["So", "so", "so"], "the small ones"),
    ("``Yes,'' she said, `no.'", ["Yes,", "no."], "TeX"),
    ("''Yes,'' she said.", ["Yes,"], "seen: two single marks for a double one"),
    ("‘‘Yes,’’ she said.", ["Yes,"], "the same, curly"),
    ("「はい」と『いいえ』", ["はい", "いいえ"], "Japanese"),
    ("❝Yes❞ and 〝no〞", ["Yes", "no"], "ornaments"),
    ("＂Yes＂", ["Yes"], "full width"),
]

MIXED = [
    ('She said “yes” and "no" and ‘perhaps’.', ["yes", "no", "perhaps"], "seen: three kinds in a sentence"),
    ('“Curly,” he said, "straight."', ["Curly,", "straight."], "seen: 150 of 840 news articles mix them"),
    ('He said “yes" and "no”.', ["yes", "no"], "seen: a pair of two shapes"),
    ("He said ‘yes' and 'no’.", ["yes", "no"], "the same, single"),
    ("‘British,’ he said. “American,” she said.", ["British,", "American,"], "a quotation from another house style"),
]

NESTED = [
    ("“She said ‘yes’ to me.”", [("She said ‘yes’ to me.", None), ("yes", 0)], "CMOS 13.30: single in double"),
    ("‘She said “yes” to me.’", [("She said “yes” to me.", None), ("yes", 0)], "NHR 9.2.3: double in single"),
    ("'She said \"yes\" to me.'", [('She said "yes" to me.', None), ("yes", 0)], "the same, straight"),
    ("“‘Yes,’ she said.”", [("‘Yes,’ she said.", None), ("Yes,", 0)], "both begin together"),
    ("“She said, ‘Yes.’”", [("She said, ‘Yes.’", None), ("Yes.", 0)], "both end together"),
    ("“She said, ‘Yes.’ ”", [("She said, ‘Yes.’", None), ("Yes.", 0)], "CMOS 6.11: a thin space between"),
    ("“ ‘Yes.’ ”", [("‘Yes.’", None), ("Yes.", 0)], "nothing else inside"),
    ("\"'Yes.'\"", [("'Yes.'", None), ("Yes.", 0)], "the same, straight"),
    ("“A ‘b “c” d’ e.”", [("A ‘b “c” d’ e.", None), ("b “c” d", 0), ("c", 1)], "CMOS 13.30: three deep"),
    ("‘A “b ‘c’ d” e.’", [("A “b ‘c’ d” e.", None), ("b ‘c’ d", 0), ("c", 1)], "NHR 9.2.3: three deep"),
    ("“A ‘b’ c ‘d’.” “E ‘f’.”", [("A ‘b’ c ‘d’.", None), ("b", 0), ("d", 0), ("E ‘f’.", None), ("f", 3)], "two"),
    ("“He said “no” to me.”", [("He said “no” to me.", None), ("no", 0)], "seen: the same mark inside"),
    ('"He said "no" to me."', [('He said "no" to me.', None), ("no", 0)], "the same, straight"),
    ("‘he said ‘no’’ again", [("he said ‘no’", None), ("no", 0)], "the same, single, ending together"),
    ("''He said, 'No.'''", [("He said, 'No.'", None), ("No.", 0)], "seen: three single marks in a row"),
    ("``He said, `No.'''", [("He said, `No.'", None), ("No.", 0)], "TeX, ending together"),
    ("« Il dit “non” »", [("Il dit “non”", None), ("non", 0)], "French"),
    ("“the workers’ ‘own’ party’s”", [("the workers’ ‘own’ party’s", None), ("own", 0)], "with possessives"),
    (
        "“We shout ‘the workers’ state’ and ‘peace’.”",
        [("We shout ‘the workers’ state’ and ‘peace’.", None), ("the workers’ state", 0), ("peace", 0)],
        "and a plural",
    ),
    ("“‘Tis late,’ he said.”", [("‘Tis late,’ he said.", None), ("Tis late,", 0)], "a clipped word that opens"),
    ("“‘Tis late,” he said.", [("‘Tis late,", None)], "and one that opens nothing"),
]

BROKEN = [
    ("“I came. I saw.", ["I came. I saw."], ["closed_at_paragraph_end"]),
    ('"I came. I saw.', ["I came. I saw."], ["closed_at_paragraph_end"]),
    ("‘I came, she said.", ["I came, she said."], ["closed_at_paragraph_end"]),
    ("“I came. She went. “I saw.” He slept.", ["I came. She went.", "I saw."], ["closed_before_next_opening"]),
    ("“I came, she said, “and saw.”", ["I came,", "and saw."], ["closed_before_next_opening"]),
    ('"I came, she said, "and saw."', ["I came,", "and saw."], ["closed_before_next_opening"]),
    ("“I came “and saw.”", ["I came", "and saw."], ["closed_before_next_opening"]),
    ("“So said Mr. Berg, “and Mrs. Berg.”", ["So said Mr. Berg,", "and Mrs. Berg."], ["closed_before_next_opening"]),
    ("“I heard ‘come. So I came.” He slept.", ["I heard ‘come. So I came.", "come. So I came."], ["closed_with_outer"]),
    ("”Hello” he said.", ["Hello"], ["mark_reversed"]),
    ("“Hello“ he said.", ["Hello"], ["mark_reversed"]),
    ("‘Hello,‘ he said.", ["Hello,"], ["mark_reversed"]),
    ("”Hello,“ he said, ”and good day.“", ["Hello,", "and good day."], ["mark_reversed", "mark_reversed"]),
    ("He called it “the end. “", ["the end."], ["mark_reversed"]),
    ("He said ” there are many.”", ["there are many."], ["mark_reversed"]),
    ("“Hello,’ he said.", ["Hello,"], ["marks_differ"]),
    ("‘Hello,” he said.", ["Hello,"], ["marks_differ"]),
    ("Hello,” he said. “Good day.”", ["Good day."], ["stray_mark"]),
    ('Hello," he said. "Good day."', ["Good day."], ["stray_mark"]),
    ("Hello,’ he said. ‘Good day.’", ["Good day."], ["stray_mark"]),
    ('He wrote "" and “ ”.', [], ["empty_quotation", "empty_quotation"]),
    ('He read : " One .\n" Two . "\nThey left .', ["Two ."], ["stray_mark"]),
    ("“‘’”", [], ["stray_mark"] * 4),
    ("and ” so ‘ on", [], ["stray_mark", "stray_mark"]),
    ("“", [], ["stray_mark"]),
    ("He wrote: “", [], ["stray_mark"]),
]


def _ids(cases: list[Any]) -> list[str]:
    return [case[0][:40] for case in cases]


@pytest.mark.parametrize(("text", "expected", "source"), DOUBLE, ids=_ids(DOUBLE))
def test_double_marks(scan: Scan, text: str, expected: list[str], source: str) -> None:
    scanned = scan(text)
    assert scanned.contents == expected, source
    assert scanned.codes == []


@pytest.mark.parametrize(("text", "expected", "source"), SINGLE, ids=_ids(SINGLE))
def test_single_marks(scan: Scan, text: str, expected: list[str], source: str) -> None:
    scanned = scan(text)
    assert scanned.contents == expected, source
    assert scanned.codes == []


@pytest.mark.parametrize(("text", "source"), NO_QUOTATION, ids=_ids(NO_QUOTATION))
def test_marks_that_quote_nothing(scan: Scan, text: str, source: str) -> None:
    scanned = scan(text)
    assert scanned.contents == [], source
    assert scanned.codes == []


@pytest.mark.parametrize(("text", "expected", "source"), OTHER_MARKS, ids=_ids(OTHER_MARKS))
def test_marks_of_other_languages_and_machines(scan: Scan, text: str, expected: list[str], source: str) -> None:
    scanned = scan(text)
    assert scanned.contents == expected, source
    assert scanned.codes == []


@pytest.mark.parametrize(("text", "expected", "source"), MIXED, ids=_ids(MIXED))
def test_kinds_of_marks_may_be_mixed(scan: Scan, text: str, expected: list[str], source: str) -> None:
    scanned = scan(text)
    assert scanned.contents == expected, source
    assert scanned.codes == []


@pytest.mark.parametrize(("text", "expected", "source"), NESTED, ids=_ids(NESTED))
def test_a_quotation_inside_another_knows_its_parent(
    scan: Scan, text: str, expected: list[tuple[str, int | None]], source: str
) -> None:
    scanned = scan(text)
    parents = [span.parent for span in scanned.spans]
    assert list(zip(scanned.contents, parents, strict=True)) == expected, source


@pytest.mark.parametrize(("text", "expected", "codes"), BROKEN, ids=_ids(BROKEN))
def test_a_broken_pair_is_repaired_where_it_stands_and_reported(
    scan: Scan, text: str, expected: list[str], codes: list[str]
) -> None:
    scanned = scan(text)
    assert scanned.contents == expected
    assert scanned.codes == codes
    repairs = [span.repair for span in scanned.spans if span.repair]
    assert repairs == [code for code in codes if code not in {"stray_mark", "empty_quotation"}]


def test_outer_bounds_take_in_the_marks_and_nothing_else(scan: Scan) -> None:
    scanned = scan("He said “ yes ”, and ‘no’.")
    assert scanned.outers == ["“ yes ”", "‘no’"]
    assert [span.marks for span in scanned.spans] == ["“”", "‘’"]


def test_a_problem_says_where_and_what(scan: Scan) -> None:
    scanned = scan("All well.\n\nShe wrote “I came.")
    (problem,) = scanned.marked.problems
    assert scanned.text[problem.offset] == "“"
    assert "“" in problem.message
    assert "\n" not in problem.message
