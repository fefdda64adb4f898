"""What a post is called: as its front matter says, else its first heading, else its file's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

SEARCHED = 20_000
"""Characters of a body in which its first heading is looked for."""

_HEADING = re.compile(r"#[ \t]+(.+?)[ \t]*#*[ \t]*")
_FENCE = re.compile(r"`{3,}|~{3,}")


def meta_title(meta: Mapping[str, Any]) -> str:
    """The title in front matter; empty where there is none."""
    title = meta.get("title")
    return "" if title is None else str(title).strip()


def title_from_path(path: str) -> str:
    """A title from a file's name; for `index.md`, from its folder's."""
    name = path.rpartition("/")[2].rpartition(".")[0]
    if name == "index":
        name = path.rpartition("/")[0].rpartition("/")[2] or name
    title = name.replace("-", " ").replace("_", " ")
    return (title.capitalize() if title.lower() == title else title) or path


def first_heading(body: str) -> str:
    """The first `# heading` outside fenced code, its attributes left out; empty where there is none."""
    fence = ""
    for line in body[:SEARCHED].splitlines():
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[0].startswith(fence) and not line[mark.end() :].strip():
                fence = ""
        elif mark:
            fence = mark[0]
        elif heading := _HEADING.fullmatch(line):
            return re.sub(r"\s*\{[^}]*\}$", "", heading[1])
    return ""
