"""`release -- COMMAND`: what the command makes of it, in real processes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from git_hubs import bare
from support import World, git

from mkdocs_momentum.stores import ledger

DAY = "2026-11-23"
POST = "docs/blog/posts/a.md"
RELEASE = [sys.executable, "-m", "mkdocs_momentum", "release", "--today", DAY]


class Site(World):
    """A site that is released with `--commit`, or with `--push` from its working tree or by its address alone."""

    how = "commit"

    @property
    def words(self) -> list[str]:
        return [*RELEASE, "--commit" if self.how == "commit" else "--push", "--"]

    def shown(self) -> str:
        """The post as it is public: in the last commit here, or on the remote."""
        if self.how == "commit":
            return git(self.folder / "alpha", "show", f"HEAD:{POST}")
        return git(self.folder / "alpha.git", "show", f"main:{POST}")


@pytest.fixture(params=["commit", "trees", "addresses"])
def world(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("MOMENTUM_CACHE", str(tmp_path / "cache"))
    made: Site = type("Site", (Site,), {"how": request.param})(tmp_path)
    made.site("alpha")
    made.configure("alpha")
    made.write("alpha", "a", DAY)
    if made.how != "commit":
        remote = bare(tmp_path / "alpha.git")
        git(tmp_path / "alpha", "remote", "add", "origin", str(remote))
        git(tmp_path / "alpha", "push", "-q", "-u", "origin", "main")
    if made.how == "addresses":
        text = (tmp_path / "momentum.yml").read_text()
        (tmp_path / "momentum.yml").write_text(text.replace("alpha: alpha", f"alpha: {{repo: 'file://{remote}'}}"))
    return made


def is_out(world: Site) -> bool:
    claimed = bool(ledger.open_ledger("", world.folder).claims())
    assert claimed is ("released: " in world.shown()), "mark and claim stand and go together"
    assert git(world.folder / "alpha", "status", "--porcelain") == ""
    if world.how == "trees":
        assert git(world.folder / "alpha", "rev-parse", "HEAD") == git(world.folder / "alpha.git", "rev-parse", "main")
    return claimed


@pytest.mark.parametrize(
    ("command", "code", "out"),
    [
        ([sys.executable, "-c", "pass"], 0, True),
        ([sys.executable, "-c", "raise SystemExit(7)"], 1, False),
        (["no-such-command-anywhere"], 1, False),
    ],
)
def test_the_release_stands_when_the_command_ends_well(world: Site, command: list[str], code: int, out: bool) -> None:
    before = world.shown()
    done = subprocess.run([*world.words, *command], cwd=world.folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert is_out(world) is out
    if not out:
        assert "so the release is taken back" in done.stderr
        assert world.shown() == before
        assert subprocess.run([*world.words, sys.executable, "-c", ""], cwd=world.folder, check=False).returncode == 0
        assert is_out(world)


def test_the_command_sees_the_mark(world: Site) -> None:
    place, ref = ("alpha.git", "main") if world.how == "addresses" else ("alpha", "HEAD")
    shows = ["git", "-C", place, "show", f"{ref}:{POST}"]
    code = f"import subprocess; assert b'released: ' in subprocess.check_output({shows!r})"
    assert subprocess.run([*world.words, sys.executable, "-c", code], cwd=world.folder, check=False).returncode == 0
    assert is_out(world)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("ends_well", [True, False])
def test_a_signal_takes_the_release_back(world: Site, tmp_path: Path, number: int, ends_well: bool) -> None:
    ready = tmp_path / "ready"
    calmly = "for each in (2, 15): signal.signal(each, lambda *_: sys.exit(0))" if ends_well else ""
    code = f"import pathlib, signal, sys, time\n{calmly}\npathlib.Path({str(ready)!r}).touch()\ntime.sleep(60)"
    command = [*world.words, sys.executable, "-c", code]
    process = subprocess.Popen(command, cwd=world.folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    while not ready.exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert "was stopped, so the release is taken back" in said
    assert not is_out(world)


def test_a_signal_during_the_release_itself_leaves_nothing_half_done(world: Site) -> None:
    claim = world.folder / f".momentum/ledger.git/refs/tags/momentum/{DAY}"
    for pause in (0, 0.02, 0.1, 0.3):  # from the claim on, until after the command began
        process = subprocess.Popen(
            [*world.words, sys.executable, "-c", "import time; time.sleep(60)"],
            cwd=world.folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        while not claim.exists():
            assert process.poll() is None
            time.sleep(0.001)
        time.sleep(pause)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 128 + signal.SIGTERM, said
        assert "was stopped, so the release is taken back" in said
        assert not is_out(world)
