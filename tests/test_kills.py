"""Releases killed at any moment: the same day finishes the same post, another day gets another, nothing is lost.

`benchmarks/kills.py` does the same for as many rounds as one has time for.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from killing import kill_many

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


def test_kills_break_nothing(tmp_path: Path) -> None:
    tally = kill_many(tmp_path / "world", rounds=20, seed=7)
    assert tally.rounds == 20
    assert tally.killed >= 10, "the signal comes while the run is under way"


@pytest.mark.parametrize("kind", ["trees", "addresses"])
def test_kills_while_pushing_break_nothing(tmp_path: Path, kind: str) -> None:
    tally = kill_many(tmp_path / "world", rounds=10, seed=5, kind=kind)
    assert tally.killed >= 5, "the signal comes while the run is under way"
