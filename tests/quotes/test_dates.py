"""Where a text names a date, and which."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes.dates import find_dates, resolve
from pipeline.quotes.edtf import bounds

DATES = [
    # Days, as they are written in Britain, in America and by offices.
    ("He left on 3 May 1921.", {"3 May 1921": "1921-05-03"}),
    ("He left on 3rd May, 1921.", {"3rd May, 1921": "1921-05-03"}),
    ("the 3rd of May 1921", {"the 3rd of May 1921": "1921-05-03"}),
    ("On May 3, 1921, he left.", {"May 3, 1921": "1921-05-03"}),
    ("Monday, Nov. 5th, 1921", {"Nov. 5th, 1921": "1921-11-05"}),
    ("It is dated 1921-05-03.", {"1921-05-03": "1921-05-03"}),
    ("on 25/12/1921", {"25/12/1921": "1921-12-25"}),
    ("on 12/25/1921", {"12/25/1921": "1921-12-25"}),
    ("on 25.12.1921", {"25.12.1921": "1921-12-25"}),
    ("on 5/5/1921", {"5/5/1921": "1921-05-05"}),
    ("the night of 4 February 1840", {"the night of 4 February 1840": "1840-02-04"}),
    ("on the 3rd day of May, 1921", {"the 3rd day of May, 1921": "1921-05-03"}),
    ("May\n3,\n1921", {"May\n3,\n1921": "1921-05-03"}),
    # Stretches of days and months.
    ("3–5 May 1921", {"3–5 May 1921": "1921-05-03/1921-05-05"}),
    ("3 and 4 May 1921", {"3 and 4 May 1921": "1921-05-03/1921-05-04"}),
    ("May 3–5, 1921", {"May 3–5, 1921": "1921-05-03/1921-05-05"}),
    ("12 May to 3 June 1907", {"12 May to 3 June 1907": "1907-05-12/1907-06-03"}),
    ("May 30 – June 5, 1907", {"May 30 – June 5, 1907": "1907-05-30/1907-06-05"}),
    ("12 May 1905 – 3 June 1907", {"12 May 1905 – 3 June 1907": "1905-05-12/1907-06-03"}),
    ("in May 1921", {"May 1921": "1921-05"}),
    ("in May, 1921", {"May, 1921": "1921-05"}),
    ("in May of 1921", {"May of 1921": "1921-05"}),
    ("between March and October 1917", {"March and October 1917": "1917-03/1917-10"}),
    ("from May 1905 to June 1907", {"from May 1905 to June 1907": "1905-05/1907-06"}),
    ("the last week of October 1919, four", {"the last week of October 1919": "1919-10"}),
    # Seasons and feasts.
    ("the summer of 1917", {"the summer of 1917": "1917-22"}),
    ("in spring 1908", {"spring 1908": "1908-21"}),
    ("the fall of 1905", {"the fall of 1905": "1905-23"}),
    ("the winter of 1839-40", {"the winter of 1839-40": "1839-24"}),
    ("The spring and summer of 1921", {"The spring and summer of 1921": "1921"}),
    ("at Easter 1916", {"Easter 1916": "1916"}),
    # Years and stretches of years.
    ("in 1905", {"1905": "1905"}),
    ("late in 1905—the year of the strike", {"1905": "1905"}),
    ("early 1905", {"early 1905": "1905"}),
    ("in mid-1905", {"mid-1905": "1905"}),
    ("at the beginning of 1905", {"the beginning of 1905": "1905"}),
    ("circa 1820", {"1820": "1820~"}),
    ("since about 1820", {"1820": "1820~"}),
    ("AD 1066", {"1066": "1066"}),
    ("The 1905 revolution", {"1905": "1905"}),
    ("the failed 1905 revolution", {"1905": "1905"}),
    ("Lund’s 1931 novel", {"1931": "1931"}),
    ("the 2016 primaries", {"2016": "2016"}),
    ("the law of 1905 sets out", {"1905": "1905"}),
    ("In 1905 workers struck.", {"1905": "1905"}),
    ("From 1854 onwards we find", {"1854": "1854"}),
    ("as late as 1852 debaters", {"1852": "1852"}),
    ("1917 was a bad year.", {"1917": "1917"}),
    ("the second congress (1903) met", {"1903": "1903"}),
    ("the war of 1914-18", {"1914-18": "1914/1918"}),
    ("the war of 1914–1918", {"1914–1918": "1914/1918"}),
    ("in 1905-7", {"1905-7": "1905/1907"}),
    ("Jan Berg (1850–1921)", {"1850–1921": "1850/1921"}),
    ("between 1905 and 1907", {"between 1905 and 1907": "1905/1907"}),
    ("from 1905 to the end of 1907", {"from 1905 to the end of 1907": "1905/1907"}),
    ("in 1905, 1907 and 1912", {"1905": "1905", "1907": "1907", "1912": "1912"}),
    ("in 1905 and again in 1912", {"1905": "1905", "1912": "1912"}),
    # Decades and centuries.
    ("in the 1930s", {"the 1930s": "193X"}),
    ("in the late 1930’s", {"the late 1930’s": "193X"}),
    ("the 1930s and 1940s", {"the 1930s": "193X", "1940s": "194X"}),
    ("from the 1930s to the 1950s", {"from the 1930s to the 1950s": "1930/1959"}),
    ("in the 1800s", {"the 1800s": "18XX"}),
    ("in the nineteenth century", {"the nineteenth century": "18XX"}),
    ("in the late 19th century", {"the late 19th century": "18XX"}),
    ("the twenty-first century", {"the twenty-first century": "20XX"}),
    ("the mid-nineteenth century", {"the mid-nineteenth century": "18XX"}),
    (
        "in the seventeenth and eighteenth centuries",
        {"the seventeenth and eighteenth centuries": "1600/1799"},
    ),
]
NO_DATES = [
    # What cannot be told.
    "on 3/4/1921",
    "In April he left.",
    "the ’30s",
    "in 1914-05",
    "the turn of the twentieth century",
    # Before Christ, before the year 1000, and after 2099.
    "in 44 BC",
    "in 1200 BC",
    "in 1200 B.C.",
    "in the twelfth century BC",
    "the ninth century",
    "in 0999 and 2100",
    # Counted, measured, numbered.
    "1905 soldiers fell.",
    "of 1905 soldiers",
    "for the support of 1724 of our subjects",
    "There were 1905 strikes that year.",
    "In Victor, 1600 men were held.",
    "The army lost 1,905 men.",
    "a crowd of 1200",
    "grew by 1200",
    "rose from 1200 to 1500 metres",
    "between 1200 and 1500 prisoners",
    "in 1200 words",
    "a 1500-word essay",
    "a 1500 metre race",
    "his 1200 sheep",
    "It cost $1905.",
    "It cost £1905.",
    "at 0.1905",
    "by 1930 hours",
    "page 1917 says",
    "on pp. 1905–1917",
    "in room 1984",
    "No. 1905 in the list",
    "at the corner of 1905 Elm Street",
    "the number 19051907",
    "called 020 1984 1984",
    # In names, words and references.
    "in Orwell’s 1984, he",
    "ilduce2016",
    "a 1905-style hat",
    "the pre-1914 world",
    "a nineteenth-century mill",
    "a nineteenth century mill",
    "as she says (Smith 1987)",
    "Smith (1987) says",
    "He walked 1905.",
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[case[0] for case in DATES])
def test_a_date_is_found_with_the_words_that_narrow_it_down(text: str, expected: dict[str, str]) -> None:
    assert {text[span.start : span.end]: span.date for span in find_dates(text)} == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_or_cannot_be_told_is_left_out(text: str) -> None:
    assert find_dates(text) == ()


def test_the_words_beside_a_stretch_are_looked_at_but_no_date_outside_it_is_found() -> None:
    text = "In 1903 she left; she wrote in 1905, and in 1907."
    found = resolve(text, text.index("1905"), text.index("1905") + 4)
    assert found is not None
    assert (text[found.start : found.end], found.date) == ("1905", "1905")
    assert resolve(text, 7, 20) is None
    span = "It lasted from 1905 to 1907."
    found = resolve(span, span.index("1905"), len(span))
    assert found is not None
    assert (span[found.start : found.end], found.date) == ("1905 to 1907", "1905/1907")


PIECES = (
    "1905 1917 19 3 31 12 2016 May March the of in and to from between – - / , . ( ) ’ s summer century nineteenth "
    "1930s BC early end mid- \n c. $ , men"
).split(" ")


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.text("190-–/., 7sMay")))
def test_dates_are_apart_in_order_and_each_has_its_days(text: str) -> None:
    found = find_dates(text)
    for span in found:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        earliest, latest = bounds(span.date)
        assert "1000-01-01" <= earliest <= latest <= "2100-03-01"
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join), st.integers(0, 60), st.integers(0, 60))
def test_nothing_is_found_outside_the_stretch(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    assert all(start <= span.start < span.end <= end for span in find_dates(text, start, end))


@pytest.mark.parametrize(
    "piece",
    ["1", "1905 ", "1905-", "May ", "in 1905, ", "the ", "nineteenth and ", "1\n", "3 May ", "end of the "],
)
def test_two_hundred_thousand_characters_go_through(piece: str) -> None:
    """What takes the square of the length would not come to an end here."""
    text = piece * (200_000 // len(piece)) + " in 1905"
    last = find_dates(text)[-1]
    assert (last.start, last.end, last.date) == (len(text) - 4, len(text), "1905")
