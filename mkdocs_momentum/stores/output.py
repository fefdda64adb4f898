"""The finished site, file by file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def site_files(site_dir: Path) -> Iterator[tuple[str, Path]]:
    """All files of a finished site: the path below its root with `/`, and the file.

    Links are not followed: a deployment that follows them shows what lies outside the site, which no build made.
    """
    for folder, _, names in os.walk(site_dir):
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file():
                yield path.relative_to(site_dir).as_posix(), path
