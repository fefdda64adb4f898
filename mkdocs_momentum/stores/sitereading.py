"""What reading one site comes to, and how a post's file is read: its beginning alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mkdocs_momentum.core.cadence import SiteFacts
from mkdocs_momentum.core.frontmatter import LIMIT
from mkdocs_momentum.core.posts import Post, Problem

HEAD_BYTES = LIMIT + 8 * 1024
"""How much of a post is read: all the front matter that is allowed, and the first lines of its text."""

Arrived = Callable[[Path, str], date | None]
"""The day a file came into git, from the site's root and the path in it; None where git cannot tell."""


@dataclass(frozen=True, slots=True)
class SiteReading:
    """A site as it was read.

    Args:
        facts: the site as people see it.
        posts: its posts, in order of their paths.
        problems: about the site itself; what is about a post stands in the post.
        root: its folder; None where there is none.
    """

    facts: SiteFacts
    posts: tuple[Post, ...] = ()
    problems: tuple[Problem, ...] = ()
    root: Path | None = None


def read_beginning(path: str) -> bytes:
    """As much of a post as is looked at. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        return whole_characters(os.read(handle, HEAD_BYTES))
    finally:
        os.close(handle)


def whole_characters(raw: bytes) -> bytes:
    """Without the character that the end of the read part cuts in two, so that only real faults look like faults."""
    if len(raw) < HEAD_BYTES:
        return raw
    raw = raw[:HEAD_BYTES]
    end = len(raw)
    while end > len(raw) - 4 and raw[end - 1] & 0xC0 == 0x80:
        end -= 1
    return raw[: end - 1] if raw[end - 1] >= 0xC0 else raw
