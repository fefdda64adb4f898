"""The files of a commit, listed. It comes from elsewhere, so nothing in it is trusted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_momentum.core.endings import POSTS, RARE
from mkdocs_momentum.core.generators.detect import CONFIGS
from mkdocs_momentum.stores.git import Git

LINK = "120000"
FILES = frozenset({"100644", "100755"})
_TEXTS = (*map(str.lower, (*POSTS, *RARE)), ".yml", ".yaml", ".toml")
_SETTINGS = (".json", ".js", ".mjs", ".cjs", ".ts", ".mts", ".py", ".cfg", ".11tydata.json")
_NAMED = frozenset(name.rpartition("/")[2] for name in CONFIGS)
"""Configurations, however far down the site's folder is."""
_RULES = re.compile(
    r"(?:\A|/)\.[^/]+\Z|(?:\A|/)([^/]+)/\1\.json\Z|\.11tydata\.(?:json|[cm]?js)\Z|/\[[^/]+\](?:/index)?\.astro\Z|(?:\A|/)src/content/config\.[mc]?[jt]s\Z"
)
"""What says where posts are shown, or gives front matter to a folder: the meta plugin's file may have any name."""
_IMPOSSIBLE = re.compile(r"(?:\A|/)(?:|\.\.?|\.git)(?:/|\Z)", re.IGNORECASE)


class TreeFile(NamedTuple):
    """One file or link of a commit.

    Args:
        path: from the top, with `/`.
        mode: as git has it.
        oid: its blob.
    """

    path: str
    mode: str
    oid: str


def listed_files(git: Git, commit: str) -> list[TreeFile]:
    """The files and links of a commit, but for those that no working tree could have. Raises GitError."""
    return [file for file in _parsed(git.read("ls-tree", "-r", "-z", "--full-tree", commit)) if is_plain(file.path)]


def file_at(git: Git, commit: str, path: str) -> TreeFile | None:
    """The file at `path`; None where there is none, or something else. Raises GitError."""
    found = _parsed(git.read("ls-tree", "-z", "--full-tree", commit, "--", path))
    return next((file for file in found if file.path == path and file.mode in FILES), None)


def is_wanted(file: TreeFile) -> bool:
    """Whether a file can be a post, say something about posts, or lead to either."""
    return file.mode == LINK or (file.mode in FILES and is_text(file.path))


def is_text(path: str) -> bool:
    """Whether a file can be a post or say something about posts."""
    name = path.lower()
    if name.endswith(_TEXTS) or path.rpartition("/")[2] in _NAMED:
        return True
    if _RULES.search(path):
        return True
    return path.count("/") < 2 and name.endswith(_SETTINGS)


def is_plain(path: str) -> bool:
    """Whether a working tree could have this path; git itself keeps anything in a tree."""
    return not _IMPOSSIBLE.search(path)


def _parsed(listing: bytes) -> Iterator[TreeFile]:
    for line in os.fsdecode(listing).split("\0"):
        head, tab, path = line.partition("\t")
        if tab and head[7:11] == "blob":
            yield TreeFile(path, head[:6], head[12:])
