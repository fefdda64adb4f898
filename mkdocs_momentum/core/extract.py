"""What one file's bytes say, whatever site it belongs to: a function of the bytes alone, so it can be kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from mkdocs_momentum.core.frontmatter import FrontMatterError, Head, decode, read_head
from mkdocs_momentum.core.titles import first_heading

Reader = Callable[[str], Head]
"""Finds and parses the front matter of a decoded file; raises FrontMatterError."""

_LINE = re.compile(r"\r\n|\r|\n")


class Extract(NamedTuple):
    """What was read from a file.

    Args:
        head: its front matter; None where it cannot be read.
        fault: why not: message, mend and line.
        heading: the first heading of the text; looked for only where the front matter has no title.
        opening: the first line of the text that is not blank; as above.
    """

    head: Head | None
    fault: tuple[str, str, int | None] | None = None
    heading: str = ""
    opening: str = ""


def extract(raw: bytes, reader: Reader = read_head) -> Extract:
    """Read one file.

    Args:
        raw: its bytes, or the beginning of them.
        reader: reads the front matter as the site's generator has it.

    Returns:
        Always something; a fault is data in it.
    """
    try:
        text = decode(raw)
        head = reader(text)
    except FrontMatterError as error:
        return Extract(None, (error.message, error.mend, error.line))
    if has_title(head):
        return Extract(head)
    body = text[head.body :]
    opening = next((line.strip() for line in _LINE.split(body) if line.strip()), "")
    return Extract(head, None, first_heading(body), opening)


def has_title(head: Head) -> bool:
    """Whether the front matter itself names the post, so that nobody needs to look at its text."""
    title = head.data.get("title")
    return isinstance(title, str) and bool(title.strip())
