"""The line that counts posts: only on a terminal, only when it takes a moment, and gone afterwards."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from mkdocs_momentum.stores.heads import TICKED
from mkdocs_momentum.stores.waiting import waiting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def read(count: int) -> None:
    for _ in range(count):
        TICKED.get()(1)


def interrupted(stream: Terminal) -> None:
    with waiting(stream=stream, patience=0.0):
        read(1000)
        raise KeyboardInterrupt


def test_it_counts_when_reading_takes_a_moment() -> None:
    stream = Terminal()
    with waiting(stream=stream, patience=0.0):
        read(1000)
    assert "Reading posts" in stream.getvalue()


def test_nothing_shows_before_that() -> None:
    stream = Terminal()
    with waiting(stream=stream, patience=60.0):
        read(1000)
    assert stream.getvalue() == ""


def test_nothing_shows_in_a_log() -> None:
    stream = io.StringIO()
    with waiting(stream=stream, patience=0.0):
        read(1000)
    assert stream.getvalue() == ""


def test_it_goes_away_after_a_fault() -> None:
    stream = Terminal()
    with pytest.raises(KeyboardInterrupt):
        interrupted(stream)
    read(1000)
    assert stream.getvalue().endswith(("\x1b[?25h", "\x1b[1A\x1b[2K", "\x1b[2K"))


def test_rich_is_not_loaded_for_it() -> None:
    program = "import sys, mkdocs_momentum.stores.waiting; print('rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
