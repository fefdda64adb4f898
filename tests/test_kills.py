"""Releases killed at any moment: the same day finishes the same post, another day gets another, nothing is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from killing import kill_many

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


def test_forty_kills_break_nothing(tmp_path: Path) -> None:
    tally = kill_many(tmp_path / "world", rounds=40, seed=7)
    assert tally.rounds == 40
    assert tally.killed >= 20, "the signal comes while the run is under way"
