"""Which state a file is in, told without reading it. Light, since the hook's first look uses it."""

from __future__ import annotations

import os


def stamp(path: str | os.PathLike[str]) -> str:
    """A name for the state of a file or folder; `-` where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - the hook's first look loads no pathlib
    except OSError:
        return "-"
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ctime_ns} {status.st_ino}"
