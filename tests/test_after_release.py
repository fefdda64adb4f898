"""`release -- COMMAND`: what the command makes of it, in real processes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import World, git

from mkdocs_momentum.stores import ledger

DAY = "2026-11-23"
RELEASE = [sys.executable, "-m", "mkdocs_momentum", "release", "--commit", "--today", DAY, "--"]


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.site("alpha")
    made.configure("alpha")
    made.write("alpha", "a", DAY)
    return made


def is_out(world: World) -> bool:
    claimed = bool(ledger.open_ledger("", world.folder).days())
    assert claimed is bool(world.marks()), "mark and claim stand and go together"
    assert git(world.folder / "alpha", "status", "--porcelain") == ""
    return claimed


@pytest.mark.parametrize(
    ("command", "code", "out"),
    [
        ([sys.executable, "-c", "pass"], 0, True),
        ([sys.executable, "-c", "raise SystemExit(7)"], 1, False),
        (["no-such-command-anywhere"], 1, False),
    ],
)
def test_the_release_stands_when_the_command_ends_well(world: World, command: list[str], code: int, out: bool) -> None:
    before = (world.folder / "alpha/docs/blog/posts/a.md").read_bytes()
    done = subprocess.run([*RELEASE, *command], cwd=world.folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert is_out(world) is out
    if not out:
        assert "so the release is taken back" in done.stderr
        assert (world.folder / "alpha/docs/blog/posts/a.md").read_bytes() == before
        assert subprocess.run([*RELEASE, sys.executable, "-c", ""], cwd=world.folder, check=False).returncode == 0
        assert is_out(world)


def test_the_command_sees_the_mark(world: World) -> None:
    code = "import pathlib; assert 'released: ' in pathlib.Path('alpha/docs/blog/posts/a.md').read_text()"
    assert subprocess.run([*RELEASE, sys.executable, "-c", code], cwd=world.folder, check=False).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("ends_well", [True, False])
def test_a_signal_takes_the_release_back(world: World, tmp_path: Path, number: int, ends_well: bool) -> None:
    ready = tmp_path / "ready"
    calmly = "for each in (2, 15): signal.signal(each, lambda *_: sys.exit(0))" if ends_well else ""
    code = f"import pathlib, signal, sys, time\n{calmly}\npathlib.Path({str(ready)!r}).touch()\ntime.sleep(60)"
    command = [*RELEASE, sys.executable, "-c", code]
    process = subprocess.Popen(command, cwd=world.folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    while not ready.exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert "was stopped, so the release is taken back" in said
    assert not is_out(world)


def test_a_signal_during_the_release_itself_leaves_nothing_half_done(world: World) -> None:
    for pause in (0.2, 0.35, 0.5, 0.7):
        process = subprocess.Popen(
            [*RELEASE, sys.executable, "-c", "import time; time.sleep(60)"],
            cwd=world.folder, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(pause)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        assert not is_out(world)
