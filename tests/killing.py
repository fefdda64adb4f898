"""`momentum release` as a real process, killed at any moment, over two sites: what it leaves behind."""

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

from git_hubs import CLEAN, bare
from support import World, git

FIRST = date(2026, 11, 23)
PEOPLE = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "A Writer"), ("EMAIL", "writer@example.com"))
}
SITES = ("alpha", "beta")
LOCKS = ("index.lock", "HEAD.lock", "refs/heads/main.lock", "packed-refs.lock")


@dataclass
class Tally:
    """What was counted over all rounds.

    Args:
        rounds: how many runs were begun.
        killed: how many of them were still running when the signal came.
        claimed: killed after the day was claimed and before the mark was committed (or, with a push, public).
        marked: of these, killed after the file was changed.
        public: killed after the mark was committed (or public), and before the run had ended.
        locks: lock files of git that a killed run left and the next one named.
        pulls: working trees that a killed run left unable to follow, so that the next one asked for a git pull.
    """

    rounds: int = 0
    killed: int = 0
    claimed: int = 0
    marked: int = 0
    public: int = 0
    locks: int = 0
    pulls: int = 0


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
    how = "--commit"
    after_claim = 0.3

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.world = World(self.folder)
        for site in SITES:
            self.world.site(site)
        self.world.configure(*SITES, more="rest: []")
        home = {"HOME": str(self.folder), "MOMENTUM_CACHE": str(self.folder / "cache")}
        self.env = CLEAN | PEOPLE | home | {"PYTHONPATH": os.pathsep.join(sys.path)}
        self.count = 0

    @property
    def ledger(self) -> Path:
        return self.folder / ".momentum/ledger.git"

    @property
    def config(self) -> Path:
        return self.folder / "momentum.yml"

    def write_posts(self, count: int) -> None:
        self.count = count
        for number in range(count):
            self.world.write(SITES[number % 2], f"post{number:04}", (FIRST + timedelta(number)).isoformat())

    def command(self, day: date) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "mkdocs_momentum", "release", self.how, "--today", day.isoformat()]
        return subprocess.Popen(
            [*words, "--config", str(self.config)], cwd=self.folder, env=self.env, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def whole_run(self, day: date) -> str:
        """A run that nobody kills; a lock that a killed one left is named, deleted, and the run comes again."""
        for _ in range(4):
            begun = time.monotonic()
            process = self.command(day)
            said = process.communicate()[0].decode()
            self.lasts = 0.7 * self.lasts + 0.3 * (time.monotonic() - begun)
            lock = next((lock for lock in self.locks() if str(lock) in said), None)
            if lock is None:
                assert process.returncode == 0, said
                self.follow(said)
                return said
            self.tally.locks += 1
            lock.unlink()
        raise AssertionError(said)

    def follow(self, said: str) -> None:
        """Do what the line of a run asks of the writer."""

    def locks(self) -> list[Path]:
        """Locks of git that stand in the sites, in their remotes and in the ledger."""
        places = [place for site in SITES for place in (self.folder / site / ".git", self.folder / f"{site}.git")]
        found = [place / name for place in places for name in LOCKS]
        return [lock for lock in (*found, *self.ledger.rglob("*.lock")) if lock.exists()]

    def tip(self, site: str) -> tuple[Path, str]:
        """The repository and the branch that say what is public on a site."""
        return self.folder / site, "HEAD"

    def marks(self, *, committed: bool) -> dict[str, str]:
        """Slug and day of every mark, in the last commits or in the working trees."""
        if not committed:
            return self.world.marks()
        found = {}
        for site in SITES:
            for path, text in self.lines(site, "released"):
                assert Path(path).stem not in found, "one post, one mark"
                found[Path(path).stem] = text
        return found

    def lines(self, site: str, key: str) -> list[tuple[str, str]]:
        """Path and value of a key in every post of a site, as the last commit has them."""
        repository, branch = self.tip(site)
        try:
            lines = git(repository, "grep", "-e", f"^{key}: ", branch, "--", "docs/blog/posts")
        except subprocess.CalledProcessError:  # none
            return []
        split = [line.removeprefix(f"{branch}:").partition(":") for line in lines.splitlines()]
        return [(path, text.removeprefix(f"{key}: ")) for path, _, text in split]

    def kill_one(self) -> bool:
        """Begins a run and kills it, with all that it started, at a random moment; every second one after its claim."""
        self.tally.rounds += 1
        process = self.command(self.today)
        if self.chance.random() < 0.5:
            begun = time.monotonic()
            while not self.claim_file().exists() and process.poll() is None and time.monotonic() < begun + 30:
                time.sleep(0.001)
            wait = self.chance.uniform(0, self.after_claim * self.lasts)
        else:
            wait = self.chance.uniform(0.2, 1.1) * self.lasts
        try:
            process.wait(wait)
            was_killed = False
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            was_killed = True
        self.tally.killed += was_killed
        if process.stdout:
            process.stdout.close()
        process.wait()
        return was_killed

    def claim_file(self) -> Path:
        return self.ledger / f"refs/tags/momentum/{self.today}"

    def round(self, *, same_day: bool) -> None:
        """One killed run and the run after it, with every promise looked at in between and afterwards."""
        before = self.marks(committed=True)
        was_killed = self.kill_one()
        self.check(before)
        claimed = self.claimed()
        marked = {slug for slug, day in self.marks(committed=False).items() if day == self.today.isoformat()}
        public = self.marks(committed=True).keys() - before.keys()
        self.tally.claimed += bool(claimed and not public)
        self.tally.marked += bool(marked and not public)
        self.tally.public += bool(public and was_killed)
        if not same_day:
            self.today += timedelta(days=1)
        said = self.whole_run(self.today)
        self.check(before)
        after = self.marks(committed=True)
        new = after.keys() - before.keys()
        assert after == self.marks(committed=False), f"what is marked is committed; {said}"
        if same_day:
            assert len(new) == 1, new
            assert not claimed or claimed in next(iter(new)), "the same day finishes the same post"
        else:
            assert self.today.isoformat() in {after[slug] for slug in new}, "another day has its post"
            assert len(new) == len(public) + 1
        self.today += timedelta(days=1)

    def claimed(self) -> str:
        """The slug that has today in the ledger; empty where none has."""
        ref = f"refs/tags/momentum/{self.today}"
        try:
            record = git(self.ledger, "log", "-1", "--format=%s", ref, "--")
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
        for site in SITES:
            marks = dict(self.lines(site, "released"))
            assert all(marks.get(path, "9") >= day for path, day in self.lines(site, "date")), "none before its date"
        assert sum(len(self.lines(site, "title")) for site in SITES) == self.count, "no post is lost"


@dataclass
class Pushes(Scene):
    """The same with `--push`: two sites and a ledger on bare remotes, and working trees of the sites in the hub."""

    how = "--push"
    after_claim = 0.6

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in (*SITES, "ledger"):
            remote = bare(self.folder / f"{name}.git")
            git(remote, "config", "uploadpack.allowFilter", "true")
            git(remote, "config", "uploadpack.allowAnySHA1InWant", "true")
        for site in SITES:
            git(self.folder / site, "remote", "add", "origin", str(self.folder / f"{site}.git"))
            git(self.folder / site, "push", "-q", "-u", "origin", "main")
        self.world.configure(*SITES, more="rest: []\nledger: ledger.git")

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger.git"

    def write_posts(self, count: int) -> None:
        super().write_posts(count)
        for site in SITES:
            git(self.folder / site, "push", "-q")

    def tip(self, site: str) -> tuple[Path, str]:
        return self.folder / f"{site}.git", "main"

    def follow(self, said: str) -> None:
        for site in SITES:
            if f"git pull brings {self.folder / site} up to date" in said:
                self.tally.pulls += 1
                locks = [self.folder / site / ".git" / name for name in LOCKS]
                assert any(lock.exists() for lock in locks), "a tree that nothing stands in the way of follows"
                for lock in locks:
                    lock.unlink(missing_ok=True)
                git(self.folder / site, "checkout", "-q", "HEAD", "--", ".")
                git(self.folder / site, "pull", "-q", "--ff-only")

    def check(self, before: dict[str, str]) -> None:
        super().check(before)
        public = self.marks(committed=True)
        assert self.marks(committed=False).items() <= public.items(), "a tree shows a mark that is not public"
        for site in SITES:
            log = git(self.tip(site)[0], "log", "--grep=^Release: ", "--format=%x00", "--name-only", "main")
            assert all(len(entry.split()) == 1 for entry in log.split("\0")[1:]), "a release changes one file"


@dataclass
class Addresses(Pushes):
    """The same for a hub that knows the sites by address alone, and has no working tree of them."""

    @property
    def config(self) -> Path:
        return self.folder / "hub/momentum.yml"

    def __post_init__(self) -> None:
        super().__post_init__()
        text = (self.folder / "momentum.yml").read_text()
        for site in SITES:
            text = text.replace(f"  {site}: {site}", f"  {site}: {{repo: 'file://{self.folder}/{site}.git'}}")
        self.config.parent.mkdir()
        self.config.write_text(text.replace("ledger: ledger", "ledger: ../ledger"))

    def marks(self, *, committed: bool) -> dict[str, str]:
        """See `Scene`. The trees are the writer's own and stay as they are."""
        assert committed or super().marks(committed=False) == {}
        return super().marks(committed=True)


SCENES = {"commit": Scene, "trees": Pushes, "addresses": Addresses}


def kill_many(folder: Path, rounds: int, seed: int, kind: str = "commit") -> Tally:
    """Kills `rounds` runs; every fourth is followed by a run on another day, the others by one on the same day.

    Args:
        folder: where; it is made.
        rounds: how many.
        seed: of the moments.
        kind: `commit`, or with pushes from a hub that has the working trees (`trees`) or only addresses (`addresses`).

    Raises:
        AssertionError: a promise was broken; the world is left as it was then.
    """
    scene = SCENES[kind](folder, random.Random(seed))  # noqa: S311 - moments, not secrets
    scene.write_posts(min(rounds + 10, 40))
    scene.whole_run(FIRST - timedelta(days=1))  # nothing is due; Python's files are compiled
    for number in range(rounds):
        if number and number % 30 == 0:  # a new world, so that a long history slows nothing
            tally = scene.tally
            shutil.rmtree(folder)
            scene = SCENES[kind](folder, scene.chance, scene.lasts, tally)
            scene.write_posts(40)
        scene.round(same_day=number % 4 != 3)
    return scene.tally
