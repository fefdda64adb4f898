"""What lies in a site's folder and is none of its sources: earlier builds, indexes and caches may tell of any post."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from mkdocs_momentum.core.audit import DUMB_TYPES, unpacked
from mkdocs_momentum.stores.repository import ignored
from mkdocs_momentum.stores.staging import LINKED, NEVER

_PACKED = b"\x1f\x8b"
"""How gzip begins."""


def telling(root: Path, tells: Callable[[bytes], bool]) -> set[str]:
    """Of the files and folders that git ignores those in which a held post is named, each as a whole.

    A build may need the others: styles and pages that something else made.

    Args:
        root: the site's folder.
        tells: says of a text, the file's path in its first line, whether it names a held post.

    Returns:
        Paths from `root`, with `/`.
    """
    found = (path for path in ignored(root) if PurePosixPath(path).name not in LINKED | NEVER)
    return {path for path in found if any(tells(text) for text in _texts(root, path))}


def _texts(root: Path, path: str) -> Iterator[bytes]:
    """The texts of a file, or of all files in a folder, packed ones unfolded, each below its path."""
    place = root / path
    below = (Path(folder, name) for folder, _, names in os.walk(place) for name in names)
    for file in [place] if place.is_file() else below:
        name = file.relative_to(root).as_posix()
        try:
            data = b"" if name.lower().endswith(DUMB_TYPES) else file.read_bytes()
        except OSError:  # what cannot be opened is not copied either
            continue
        if data.startswith(_PACKED):
            data = unpacked(data)
        yield b"/%b\n%b" % (os.fsencode(name), data)
