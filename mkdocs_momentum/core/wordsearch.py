"""Tells whether any of many words stands in a text, in a time that hardly grows with their number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_uppercase
from typing import Any

MARKS = f"-_.{ascii_uppercase}jzxq8769453f1y2bk0wuvghpcmdotinlsrae"
"""Marks and letters. Of what words of addresses are made of, pages have the first ones seldom, and the last ones often;
to go from one such sign to the next costs little where it is rare."""
SINGLE = 6
"""Words up to which it is quicker to look for each."""
DEEP = 24
"""Signs behind the first one that are compared for all words at once; it limits how deep a pattern is nested."""
_END = "end"
_Trie = dict[str, Any]


class WordSearch:
    """Looks for words.

    They are sorted by the rarest sign in them. From wherever it stands in a text, what follows is compared for all of
    them at once, and at last what stands before it.

    Args:
        words: what is looked for, of letters, digits and `-_.` in ASCII.
    """

    def __init__(self, words: Iterable[str]) -> None:
        groups: dict[str, list[str]] = {}
        for word in _without_longer(words):
            groups.setdefault(next(mark for mark in MARKS if mark in word), []).append(word)
        self._patterns = [_pattern(mark, group) for mark, group in groups.items() if len(group) > SINGLE]
        self._singles = [word.encode() for group in groups.values() if len(group) <= SINGLE for word in group]

    def finds_any(self, data: bytes) -> bool:
        """Whether one of the words stands somewhere in a text, also as a part of a longer one."""
        return any(map(data.__contains__, self._singles)) or any(found.search(data) for found in self._patterns)


def _without_longer(words: Iterable[str]) -> list[str]:
    """The words without those that begin with another one, which is found wherever they are."""
    kept: list[str] = []
    for word in sorted(set(words)):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return kept


def _pattern(mark: str, words: Iterable[str]) -> re.Pattern[bytes]:
    trie: _Trie = {}
    for word in words:
        deep = word.index(mark) + 1 + DEEP
        node = trie
        for sign in word[deep - DEEP : deep]:
            node = node.setdefault(sign, {})
        node.setdefault(_END, []).append((word[:deep], word[deep:]))
    return re.compile((re.escape(mark) + _branches(trie)).encode())


def _branches(trie: _Trie) -> str:
    ends = [f"(?<={re.escape(before)}){re.escape(rest)}" for before, rest in trie.get(_END, ())]
    ways = [*ends, *(re.escape(sign) + _branches(node) for sign, node in trie.items() if sign != _END)]
    return f"(?:{'|'.join(ways)})" if len(ways) > 1 else ways[0]
