"""What the terminal at the other end can show."""

from __future__ import annotations

import os
import shutil
from typing import TextIO

_SIGNS = "●◆■▲▼★○◇□△▽☆·\u2013…“”"


def traits(stream: TextIO) -> tuple[int, bool, bool]:
    """Width in columns, whether colours are welcome, whether signs beyond ASCII are out of reach.

    Colours stay away from pipes, dumb terminals and where `NO_COLOR` is set (https://no-color.org).
    """
    width = shutil.get_terminal_size((80, 24)).columns
    dumb = os.environ.get("TERM") == "dumb"
    color = stream.isatty() and not dumb and not os.environ.get("NO_COLOR")
    try:
        _SIGNS.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return width, color, True
    return width, color, dumb
