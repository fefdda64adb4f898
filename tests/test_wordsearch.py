"""The search for many words at once says what looking for each of them says."""

from __future__ import annotations

import random
import string

import pytest
from core_samples import examples
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_momentum.core.wordsearch import DEEP, MARKS, SINGLE, WordSearch

PLAIN = f"-_.{string.ascii_letters}{string.digits}"
# Few signs, so that words begin alike, end alike and stand within each other.
_TEXT = st.text("ab-", min_size=1, max_size=6)
_LONG = st.builds("{}-{}{}".format, st.text("ab", max_size=2), st.sampled_from(["ab" * 5, "ab" * DEEP]), _TEXT)


@examples(400)
@given(st.lists(_TEXT | _LONG, max_size=4 * SINGLE), st.lists(_TEXT | _LONG, max_size=8).map("".join))
def test_it_is_found_where_one_of_them_stands(words: list[str], text: str) -> None:
    assert WordSearch(words).finds_any(text.encode()) == any(word in text for word in words)


@pytest.mark.parametrize("length", [1, 2, 5, DEEP, DEEP + 2, 80])
def test_of_many_words_each_is_found_whole_and_not_but_for_one_sign(length: int) -> None:
    chance = random.Random(length)  # noqa: S311 - words, not secrets
    words = {"".join(chance.choices(PLAIN, k=length)) for _ in range(200)}
    search = WordSearch(words)
    for word in sorted(words):
        assert search.finds_any(f"<{word}>".encode())
        at = chance.randrange(length)
        other = f"{word[:at]}!{word[at + 1 :]}"
        assert search.finds_any(other.encode()) == any(one in other for one in words)


def test_words_that_are_alike_for_long_make_no_pattern_too_deep() -> None:
    words = [f"{'x' * number}-{'y' * number}" for number in range(250)]
    search = WordSearch(words[1:])
    assert search.finds_any(f"{'x' * 7}-{'y' * 7}".encode())
    assert not search.finds_any(f"-{'y' * 240}".encode())


def test_every_plain_sign_is_a_mark() -> None:
    assert sorted(MARKS) == sorted(PLAIN)
