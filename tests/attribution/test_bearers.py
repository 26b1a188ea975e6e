"""Which names are one person's: as sets of names that belong together."""

import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution.bearers import group_people
from pipeline.attribution.names import parse_person

CountCalls = Callable[[Callable[[], object]], int]


def grouped(named: str) -> set[frozenset[str]]:
    """The groups of names that are divided by semicolons; «Ada Lund*3» stands three times."""
    counts: Counter[str] = Counter()
    for part in named.split("; "):
        name, _, times = part.partition("*")
        counts[name] += int(times or 1)
    return {frozenset(group) for group in group_people(list(counts), counts)}


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("V. I. Lenin; Vladimir Ilyich Lenin; Vladimir Lenin; Lenin", 1),
        ("LENIN; Vladimir Lenin", 1),  # in a heading
        ("Martin Luther King Jr.; Dr. King; King", 1),
        ("Elizabeth Warren; Senator Warren; Sen. Warren; Ms. Warren", 1),
        ("Bill Clinton; William Clinton; President Clinton", 1),
        ("Charles de Gaulle; de Gaulle; General de Gaulle", 1),
        ("Jock Grant-Menzies; Grant-Menzies", 1),
        ("J.R.R. Tolkien; John Ronald Tolkien", 1),
        ("Xi Jinping; President Xi; Xi", 1),
        ("Aunt Ida; Ida Holm", 1),
        ("Queen Elizabeth; the Queen; Queen", 2),  # an article is no part of a name, and is taken off before
        ("Mr Brown; Mrs Brown", 2),
        ("Mr Brown; Miss Brown; Brown", 2),
        ("Donald Trump; Ivanka Trump", 2),
        ("Bill Clinton; Hillary Clinton", 2),
        ("Henry Ford; Henry Ford II", 1),  # the number may be left out
        ("Henry VIII; Henry VII", 2),
        ("Martin King Jr.; Martin King Sr.", 2),
        ("Colonel Forster; Mrs Forster", 2),
        ("Dr Forster; Miss Forster; Mrs Forster", 3),
        ("Dr. Forster; Ms. Forster", 1),
        ("Captain and Mrs Forster; Captain Forster", 2),
        ("Madame St. Aubert; Monsieur St. Aubert; St. Aubert", 2),
        ("old Mr Pontifex; Mr Pontifex", 1),
        ("Bob Ford; Bob Holm", 2),
        ("Sir Henry Wilson; President Wilson", 2),
        ("Sir Henry Wilson; General Wilson", 1),
        ("Al Gore; Gore", 1),
        ("Catherine of Aragon; Catherine; Catherine Parr*3", 2),
    ],
)
def test_names_of_one_person_are_one_group(named: str, expected: int) -> None:
    assert len(grouped(named)) == expected


@pytest.mark.parametrize(
    ("named", "name", "bearer"),
    [
        ("Ivanka Trump*2; Donald Trump*9; Trump*5", "Trump", "Donald Trump"),
        ("Ivanka Trump*9; Donald Trump*2; Trump*5", "Trump", "Ivanka Trump"),
        ("Bill Clinton*2; Hillary Clinton*9; Mr Clinton", "Mr Clinton", "Bill Clinton"),  # the title decides
        ("Minnie Beebe; Mr Beebe*4; Beebe", "Beebe", "Mr Beebe"),
        ("Fitzwilliam Darcy; Colonel Fitzwilliam*5; Fitzwilliam", "Fitzwilliam", "Colonel Fitzwilliam"),
        ("Lord Henry Wotton; Lord Henry*9", "Lord Henry", "Lord Henry Wotton"),
        ("Sir William Lucas; William Collins*5; Sir William", "Sir William", "Sir William Lucas"),
    ],
)
def test_a_shorter_name_goes_to_whom_title_and_number_say(named: str, name: str, bearer: str) -> None:
    assert any({name, bearer} <= group for group in grouped(named))


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ("Charles Ford*4; Paul Ford*4; Mr Ford*6", "either may be meant, or their father"),
        ("Ida Ford*3; Ida*90; Mrs Ford*9", "who goes by the first name is not Mrs Ford besides"),
        ("Mr. John Ford*3; John Ford; Mr. Ford*30", "who has title and full name is the younger"),
        ("Newland Ford*5; Mr Ford*2; Mrs Ford*9", "nothing tells which of the two Newland is"),
    ],
)
def test_a_titled_surname_stays_by_itself_where_another_bearer_is_likelier(named: str, reason: str) -> None:
    titled = {part.partition("*")[0] for part in named.split("; ") if part.startswith(("Mr Ford", "Mrs F", "Mr. Ford"))}
    full = {part.partition("*")[0] for part in named.split("; ")} - titled
    assert all(not (group & titled and group & full) for group in grouped(named)), reason


PARTS = st.sampled_from(["Ada", "Bill", "William", "V.", "Lund", "Ford", "Mr", "Mrs", "Dr.", "Sir", "Jr.", "de"])
NAMES = st.lists(st.lists(PARTS, min_size=1, max_size=4).map(" ".join), unique=True, max_size=9)


@given(NAMES)
def test_every_name_is_in_one_group_whatever_their_order(names: list[str]) -> None:
    counts = {name: len(name) % 3 + 1 for name in names}
    groups = group_people(names, counts)
    assert sorted(name for group in groups for name in group) == sorted(names)
    shuffled = list(names)
    random.Random(1).shuffle(shuffled)
    assert group_people(shuffled, counts) == groups


@given(NAMES)
def test_two_full_names_of_one_surname_and_two_spelled_first_names_are_never_one(names: list[str]) -> None:
    names = [*names, "Ada Ford", "Olaf Ford"]
    counts = dict.fromkeys(names, 1)
    assert not any({"Ada Ford", "Olaf Ford"} <= set(group) for group in group_people(list(counts), counts))


@pytest.mark.parametrize("name", ["Ada{} Ford", "Ada Ford{}", "Mr Ford{}", "A. B{}x Ford"])
def test_four_times_the_names_are_four_times_the_work(count_calls: CountCalls, name: str) -> None:
    def work(number: int) -> int:
        counts = {name.format("x" * (place % 7) + str(place)): 1 for place in range(number)}
        parse_person.cache_clear()
        return count_calls(lambda: group_people(list(counts), counts))

    assert work(4_000) < 4.6 * work(1_000)
