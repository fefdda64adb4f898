"""Which state a file is in, told without reading it. Light, since the hook's first look uses it."""

from __future__ import annotations

import os

NO_STAMP = "-"
"""Of what is not there."""


def stamp(path: str | os.PathLike[str]) -> str:
    """A name for the state of a file or folder; `NO_STAMP` where there is none."""
    try:
        return named(os.stat(path))  # noqa: PTH116 - the hook's first look loads no pathlib
    except OSError:
        return NO_STAMP


def named(status: os.stat_result) -> str:
    """The same for a state that is known: when it was modified, its size, when it was changed, its inode."""
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ctime_ns} {status.st_ino}"
