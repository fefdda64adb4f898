"""List items of front matter that lead to a held post; they go as a whole, since half of one tells a title."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence

import yaml

from mkdocs_momentum.core.held import Hit

_DASH = re.compile(r"([ \t]*)-[ \t]+\S")
_VALUE = re.compile(r"(?:^|[ \t])(?P<quote>[\"']?)(?P<target>[^\s\"']+)(?P=quote)[ \t]*\r?\n?$")


def without_items(front: str, hit: Hit) -> tuple[str, int]:
    """Front matter without the list items that lead to a held post, where what is left is still YAML.

    Args:
        front: the text, with its lines `---`.
        hit: says which targets are held.

    Returns:
        The text, and how many items were taken out of it.
    """
    lines = front.splitlines(keepends=True)
    kept: list[str] = []
    at = count = 0
    while at < len(lines):
        end = _item_end(lines, at)
        if end and not any(_DASH.match(line) for line in lines[at + 1 : end]) and _leads(lines[at:end], hit):
            count += 1
            at = end
            _close_emptied(kept, lines[at:])
        else:
            kept.append(lines[at])
            at += 1
    if not count:
        return front, 0
    left = "".join(kept)
    try:
        yaml.safe_load(left.strip().strip("-"))
    except (yaml.YAMLError, ValueError):
        return front, 0
    return left, count


def _item_end(lines: Sequence[str], at: int) -> int:
    """Where the list item that begins in a line ends; 0 where none begins there."""
    item = _DASH.match(lines[at])
    if not item:
        return 0
    end = at + 1
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > len(item[1]):
        end += 1
    return end


def _leads(item: Iterable[str], hit: Hit) -> bool:
    """Whether an item has an address or a path that is a held post's. A word alone is none: a tag may be called so."""
    found = (match["target"] for line in item if (match := _VALUE.search(line)))
    return any(hit(target) for target in found if "/" in target or posixpath.splitext(target)[1])


def _close_emptied(kept: list[str], rest: Sequence[str]) -> None:
    """What had only the item that is gone becomes an empty list, or goes as well where it is an item itself."""
    while kept and kept[-1].rstrip().endswith(":"):
        item = _DASH.match(kept[-1])
        deep = _indent(kept[-1]) + (1 if item else 0)
        follows = rest[0] if rest else ""
        if follows.strip() and _indent(follows) >= deep and (_DASH.match(follows) or _indent(follows) > deep):
            return
        last = kept.pop()
        if not item:
            kept.append(f"{last.rstrip()} []{last[len(last.rstrip()) :]}")
            return


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
