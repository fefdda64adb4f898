"""The files of a commit, listed and written out to be read. It comes from elsewhere, so nothing in it is trusted."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_momentum.core.generators.detect import CONFIGS
from mkdocs_momentum.stores.git import Git

FILE_BYTES = 1024 * 1024 + 1
"""More than this of a file is not written out: nothing that is read is longer."""
LINK = "120000"
FILES = frozenset({"100644", "100755"})
_TEXTS = (
    ".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdx", ".mdoc", ".qmd", ".rmd", ".rst", ".textile", ".org", ".adoc",
    ".asciidoc", ".ad", ".pandoc", ".pdc", ".html", ".htm", ".njk", ".liquid", ".yml", ".yaml", ".toml", ".txt",
    ".meta",
)  # fmt: skip
_SETTINGS = (".json", ".js", ".mjs", ".cjs", ".ts", ".mts", ".py", ".cfg", ".11tydata.json")
_NAMED = frozenset({*(name.rpartition("/")[2] for name in CONFIGS), ".eleventyignore"})
"""Configurations, however far down the site's folder is."""
_RESERVED = re.compile(r'[<>:"\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a commit.

    Args:
        path: from the top, with `/`.
        mode: as git has it.
        oid: its blob.
    """

    path: str
    mode: str
    oid: str


def entries(git: Git, commit: str) -> list[Entry]:
    """Every file and link of a commit. Raises GitError."""
    return _parsed(git.read("ls-tree", "-r", "-z", "--full-tree", commit))


def entry_at(git: Git, commit: str, path: str) -> Entry | None:
    """The file at `path`; None where there is none, or something else. Raises GitError."""
    found = _parsed(git.read("ls-tree", "-z", "--full-tree", commit, "--", path))
    return next((entry for entry in found if entry.path == path and entry.mode in FILES), None)


def is_text(path: str) -> bool:
    """Whether a file can be a post or say something about posts."""
    name = path.lower()
    if name.endswith(_TEXTS) or path.rpartition("/")[2] in _NAMED:
        return True
    return path.count("/") < 2 and name.endswith(_SETTINGS)


def write_snapshot(root: Path, listed: Iterable[Entry], blobs: Mapping[str, bytes]) -> None:
    """Writes files and links below `root`, which is empty.

    A link that leads out of the tree becomes one that leads nowhere, so that readers see a link and nothing behind it.

    Args:
        root: an empty folder.
        listed: what to write.
        blobs: their bytes; what is not in it is left out.
    """
    links = []
    for entry in listed:
        if entry.oid not in blobs or not is_plain(entry.path):
            continue
        place = root / entry.path
        with contextlib.suppress(OSError):  # a name too long, or one that differs in its case alone
            place.parent.mkdir(parents=True, exist_ok=True)
            if entry.mode == LINK:
                links.append((place, blobs[entry.oid]))
            elif entry.mode in FILES:
                place.write_bytes(blobs[entry.oid][:FILE_BYTES])
    made = [place for place, to in links if _linked(place, os.fsdecode(to))]  # last: nothing is written through one
    for place in made:
        if not _is_inside(root, place):
            place.unlink()
            _linked(place, str(root.parent / "leads-out"))


def is_plain(path: str) -> bool:
    """Whether a path of a commit stays below the folder it is written to; git itself keeps anything in a tree."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} or part.lower() == ".git" or "\0" in part for part in parts):
        return False
    return os.name != "nt" or not any(_RESERVED.search(part) for part in parts)


def _linked(place: Path, to: str) -> bool:
    try:
        place.symlink_to(to)
    except (OSError, ValueError):
        return False
    return True


def _is_inside(root: Path, place: Path) -> bool:
    """Where a link really leads; other links on the way may turn a harmless look into a way out."""
    try:
        return place.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a circle
        return False


def _parsed(listing: bytes) -> list[Entry]:
    found = []
    for line in listing.split(b"\0"):
        head, tab, path = line.partition(b"\t")
        parts = head.split(b" ")
        if tab and len(parts) == 3 and parts[1] == b"blob":
            found.append(Entry(os.fsdecode(path), parts[0].decode("ascii"), parts[2].decode("ascii")))
    return found
