"""Ids come from names, are unlike each other, and do not move when a text is added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.ids import assign_ids, natural_id

PATHS = st.lists(
    st.text(st.sampled_from("abAB12-é/ "), min_size=1, max_size=5).map(lambda name: f"x{name}.txt"), unique=True
)


@pytest.mark.parametrize(
    ("path", "doc_id"),
    [
        ("permanent-revolution.txt", "permanent-revolution"),
        ("The Jungle (1906).txt", "the-jungle-1906"),
        ("letters/1905/ford.txt", "letters-1905-ford"),
        ("Été à la plage.md", "ete-a-la-plage"),
        ("E\u0301te\u0301.md", "ete"),  # the accents of macOS
        ("Łódź, Ærø & Straße.txt", "lodz-aero-strasse"),
        ("İstanbul ığdır.txt", "istanbul-igdir"),
        ("workers’ councils don't.txt", "workers-councils-dont"),
        ("Письма из Ёлкино.txt", "письма-из-ёлкино"),
        ("論文.txt", "論文"),
        ("한국어.txt", "한국어"),
        ("हिन्दी लेख.txt", "हिन्दी-लेख"),  # vowel signs stay with their word
        ("ﬁnal…draft №2.txt", "final-draft-no2"),
        ("v1.2.final.txt", "v1-2-final"),
        ("…!!!.txt", "document"),
        ("!!!/ford.txt", "ford"),
        ("=cmd|' /C calc'!A0.txt", "cmd-c-calc-a0"),  # a formula to Excel
        ("CON.txt", "con-text"),  # no file on Windows may be called so
        ("x" * 300 + ".txt", "x" * 150),
    ],
)
def test_an_id_is_the_path_as_a_slug(path: str, doc_id: str) -> None:
    assert natural_id(path) == doc_id
    assert assign_ids([path]) == (doc_id,)


@pytest.mark.parametrize(
    ("paths", "ids"),
    [
        (["ford.md", "ford.txt"], ["ford", "ford-2"]),
        (["ford.txt", "ford.md"], ["ford-2", "ford"]),  # the order they are given in does not matter
        (["Ford.txt", "ford.txt", "fórd.txt"], ["ford", "ford-2", "ford-3"]),
        (["ford.txt", "letters/ford.txt"], ["ford", "letters-ford"]),  # folders tell them apart
        (["ford.md", "ford.txt", "ford-2.txt"], ["ford", "ford-3", "ford-2"]),  # a name of one's own goes first,
        (["Ford.md", "Ford.txt", "ford-2.txt"], ["ford", "ford-3", "ford-2"]),  # even where its path comes last
        (["a.txt", "a.txt"], ["a", "a-2"]),
    ],
)
def test_names_that_come_to_one_slug_are_numbered(paths: list[str], ids: list[str]) -> None:
    assert assign_ids(paths) == tuple(ids)


@given(st.lists(st.text(min_size=1)))
def test_ids_are_unique_and_safe_as_file_names(names: list[str]) -> None:
    ids = assign_ids(names)
    assert len(set(ids)) == len(names)
    for doc_id in ids:
        assert 0 < len(doc_id.encode("utf-8")) < 200
        assert not set(doc_id) & set("./\\:*?\"<>| \n'")


@given(PATHS, st.text(st.sampled_from("abAB12-é/ "), min_size=1, max_size=5).map(lambda name: f"x{name}.txt"))
def test_adding_a_text_changes_no_id_but_those_of_its_own_name(paths: list[str], added: str) -> None:
    before = dict(zip(paths, assign_ids(paths), strict=True))
    after = dict(zip([*paths, added], assign_ids([*paths, added]), strict=True))
    slugs = [natural_id(path) for path in [*paths, added]]
    alone = [path for path in paths if slugs.count(natural_id(path)) == 1]
    assert [after[path] for path in alone] == [before[path] for path in alone]
