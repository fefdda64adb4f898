"""The finished site, file by file, and the private page beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

from mkdocs_momentum.core.audit import SENTINEL
from mkdocs_momentum.errors import ConfigError
from mkdocs_momentum.stores.files import real


def site_files(site_dir: Path) -> Iterator[tuple[str, str]]:
    """All files of a finished site: the path below its root with `/`, and the file.

    Links are not followed: a deployment that follows them shows what lies outside the site, which no build made.
    """
    pending = [""]
    while pending:
        below = pending.pop()
        try:
            entries = sorted(os.scandir(f"{site_dir}/{below}"), key=attrgetter("name"))
        except OSError:  # what cannot be opened here cannot be deployed from here
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{below}{entry.name}/")
            elif entry.is_file():
                yield below + entry.name, entry.path


def private_path(page: Path, public: Iterable[Path]) -> Path:
    """The place for the private page.

    Args:
        page: where it is wanted.
        public: folders that are, or become, part of the public site.

    Raises:
        ConfigError: it lies in one of them, or another file lies there.
    """
    place = real(page)
    if place.is_file() and SENTINEL.encode() not in place.read_bytes():
        raise ConfigError(f"page: {page} is another file, and stays; write page: ../momentum.html")
    for folder in public:
        if place.is_relative_to(folder.resolve()):
            raise ConfigError(f"page: {page} lies in {folder}, which becomes public; write page: ../momentum.html")
    return place
