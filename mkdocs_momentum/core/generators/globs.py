"""The setting `posts`: a glob over paths with `/`, the same in a build and in every command."""

from __future__ import annotations

import re
from functools import lru_cache

from mkdocs_momentum.core.endings import MARKDOWN

_PARTS = re.compile(r"\*\*/|\*+|\?|\[!?[^\]/]+\]|.", re.DOTALL)
_WILD = re.compile(r"[*?\[]")


@lru_cache(maxsize=64)
def glob_pattern(glob: str) -> re.Pattern[str]:
    """`docs/blog/posts/**/*.md` as a pattern for whole paths; a bare folder means all the Markdown in it."""
    return re.compile("".join(_translate(part[0]) for part in _PARTS.finditer(_whole(glob))))


def glob_prefix(glob: str) -> str:
    """The part of a glob that every match begins with."""
    return _WILD.split(_whole(glob), maxsplit=1)[0]


def _whole(glob: str) -> str:
    glob = glob.strip().replace("\\", "/").removeprefix("./").lstrip("/")
    if _WILD.search(glob) or glob.endswith(MARKDOWN):
        return glob
    return f"{glob.rstrip('/')}/**/*.md".lstrip("/")


def _translate(part: str) -> str:
    if part == "**/":
        return "(?:[^/]+/)*"
    if part.startswith("*"):
        return ".*" if part == "**" else "[^/]*"
    if part == "?":
        return "[^/]"
    if part.startswith("[") and len(part) > 2:
        return _character_class(part[1:-1])
    return re.escape(part)


def _character_class(inner: str) -> str:
    negation, inner = ("^/", inner[1:]) if inner.startswith("!") else ("", inner)
    escaped = re.sub(r"([^0-9A-Za-z-])", r"\\\1", inner)
    pattern = f"[{negation}{escaped}]"
    try:
        re.compile(pattern)
    except re.error:  # [z-a]: the characters as they stand
        return re.escape(f"[{inner}]")
    return pattern
