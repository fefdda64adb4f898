"""`momentum release --commit` as a real process, killed at any moment, over two sites: what it leaves behind."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from git_hubs import CLEAN
from support import World, git

FIRST = date(2026, 11, 23)
PEOPLE = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "A Writer"), ("EMAIL", "writer@example.com"))
}
LOCKS = ("index.lock", "HEAD.lock", "refs/heads/main.lock")


@dataclass
class Tally:
    """What was counted over all rounds.

    Args:
        rounds: how many runs were begun.
        killed: how many of them were still running when the signal came.
        claimed: killed after the day was claimed and before the mark was committed.
        marked: of these, killed after the file was changed.
        locks: lock files of git that a killed run left in a site.
    """

    rounds: int = 0
    killed: int = 0
    claimed: int = 0
    marked: int = 0
    locks: int = 0


@dataclass
class Scene:
    """Two sites with more posts than days, and runs that are killed.

    Args:
        folder: where the sites are made.
        chance: decides when the signal comes.
        lasts: seconds that a run takes here and now.
    """

    folder: Path
    chance: random.Random
    lasts: float = 1.0
    tally: Tally = field(default_factory=Tally)
    today: date = FIRST

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.world = World(self.folder)
        for site in ("alpha", "beta"):
            self.world.site(site)
        self.world.configure("alpha", "beta", more="rest: []")
        self.env = CLEAN | PEOPLE | {"PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(self.folder)}

    def write_posts(self, count: int) -> None:
        for number in range(count):
            self.world.write(("alpha", "beta")[number % 2], f"post{number:04}", (FIRST + timedelta(number)).isoformat())

    def command(self, day: date) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "mkdocs_momentum", "release", "--commit", "--today", day.isoformat()]
        return subprocess.Popen(
            words, cwd=self.folder, env=self.env, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def whole_run(self, day: date) -> str:
        """A run that nobody kills; a lock that a killed one left is named, deleted, and the run comes again."""
        for _ in range(3):
            begun = time.monotonic()
            process = self.command(day)
            said = process.communicate()[0].decode()
            self.lasts = 0.7 * self.lasts + 0.3 * (time.monotonic() - begun)
            if process.returncode == 0:
                return said
            lock = next((lock for lock in self.locks() if str(lock) in said), None)
            assert lock, said
            self.tally.locks += 1
            lock.unlink()
        raise AssertionError(said)

    def locks(self) -> list[Path]:
        """Locks of git that stand in the sites and in the ledger."""
        ledger = self.folder / ".momentum/ledger.git"
        found = [self.folder / site / ".git" / name for site in ("alpha", "beta") for name in LOCKS]
        return [lock for lock in (*found, *ledger.rglob("*.lock")) if lock.exists()]

    def marks(self, *, committed: bool) -> dict[str, str]:
        """Slug and day of every mark, in the last commits or in the working trees."""
        if not committed:
            return self.world.marks()
        found = {}
        for site in ("alpha", "beta"):
            try:
                lines = git(self.folder / site, "grep", "-e", "^released: ", "HEAD", "--")
            except subprocess.CalledProcessError:  # none
                continue
            for line in lines.splitlines():
                path, _, text = line.removeprefix("HEAD:").partition(":")
                found[Path(path).stem] = text.removeprefix("released: ")
        return found

    def kill_one(self) -> None:
        """Begins a run and kills it, with all that it started, at a random moment; every second one after its claim."""
        self.tally.rounds += 1
        process = self.command(self.today)
        if self.chance.random() < 0.5:
            begun = time.monotonic()
            while not self.claim_file().exists() and process.poll() is None and time.monotonic() < begun + 30:
                time.sleep(0.001)
            wait = self.chance.uniform(0, 0.3 * self.lasts)
        else:
            wait = self.chance.uniform(0.2, 1.1) * self.lasts
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            self.tally.killed += 1
        if process.stdout:
            process.stdout.close()
        process.wait()

    def claim_file(self) -> Path:
        return self.folder / f".momentum/ledger.git/refs/tags/momentum/{self.today}"

    def round(self, *, same_day: bool) -> None:
        """One killed run and the run after it, with every promise looked at in between and afterwards."""
        before = self.marks(committed=True)
        self.kill_one()
        self.check(before)
        claimed = self.claimed()
        marked = {slug for slug, day in self.marks(committed=False).items() if day == self.today.isoformat()}
        public = self.marks(committed=True).keys() - before.keys()
        self.tally.claimed += bool(claimed and not public)
        self.tally.marked += bool(marked and not public)
        if not same_day:
            self.today += timedelta(days=1)
        self.whole_run(self.today)
        self.check(before)
        after = self.marks(committed=True)
        new = after.keys() - before.keys()
        assert after == self.marks(committed=False), "what is marked is committed"
        if same_day:
            assert len(new) == 1, new
            assert not claimed or claimed in next(iter(new)), "the same day finishes the same post"
        else:
            assert self.today.isoformat() in {after[slug] for slug in new}, "another day has its post"
            assert len(new) == len(public) + 1
        self.today += timedelta(days=1)

    def claimed(self) -> str:
        """The slug that has today in the ledger; empty where none has."""
        ledger = self.folder / ".momentum/ledger.git"
        ref = f"refs/tags/momentum/{self.today}"
        try:
            record = git(ledger, "log", "-1", "--format=%s", ref, "--")
        except (subprocess.CalledProcessError, OSError):
            return ""
        return Path(record).stem

    def check(self, before: dict[str, str]) -> None:
        """One post a day, no mark before its date, and none that was there is changed or gone."""
        for committed in (True, False):
            marks = self.marks(committed=committed)
            days = sorted(marks.values())
            assert len(days) == len(set(days)), f"two posts on a day: {marks}"
            if committed:
                assert before.items() <= marks.items(), "a mark has changed or gone"
        for path in self.folder.glob("*/docs/blog/posts/*.md"):
            lines = dict(line.split(": ", 1) for line in path.read_text().split("---\n")[1].splitlines())
            assert lines.get("released", "9") >= lines["date"], path


def kill_many(folder: Path, rounds: int, seed: int) -> Tally:
    """Kills `rounds` runs; every fourth is followed by a run on another day, the others by one on the same day.

    Raises:
        AssertionError: a promise was broken; the world is left as it was then.
    """
    scene = Scene(folder, random.Random(seed))  # noqa: S311 - moments, not secrets
    scene.write_posts(min(rounds + 10, 40))
    scene.whole_run(FIRST - timedelta(days=1))  # nothing is due; Python's files are compiled
    for number in range(rounds):
        if number and number % 30 == 0:  # a new world, so that a long history slows nothing
            tally = scene.tally
            shutil.rmtree(folder)
            scene = Scene(folder, scene.chance, scene.lasts, tally)
            scene.write_posts(40)
        scene.round(same_day=number % 4 != 3)
    return scene.tally
