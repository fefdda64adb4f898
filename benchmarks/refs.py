"""Read a site that has no working tree here, against git itself giving out the same files.

    python benchmarks/refs.py REPOSITORY [--rounds 5]

A clone of the repository is made and fetched first, in a folder of its own. Then each round reads its newest commit
with nothing kept, the same where git's answers are ready in memory (what is left is our own work), again with what was
kept, and lets `git ls-tree` and `git cat-file --batch` print the same files.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.stores.clones import Clone
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.remotesites import read_clone
from mkdocs_momentum.stores.sitefiles import SiteFiles
from mkdocs_momentum.stores.sitereading import Arrived, Landed, SiteReading
from mkdocs_momentum.stores.sites import read_files

CALENDAR = Calendar(ZoneInfo("UTC"))
DAY = date(2026, 11, 23)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="momentum-refs-") as place:
        print(table(args.repository.resolve(), Path(place), args.rounds))


def table(repository: Path, place: Path, rounds: int) -> str:
    """Medians of all ways to read, and their ratios to git's own."""
    os.environ["MOMENTUM_CACHE"] = str(place / "kept")
    clone = Clone(str(repository), "main", place / "clone")
    clone.fetch()
    answers: dict[object, bytes] = {}
    ways: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "`git ls-tree` and `git cat-file --batch`": (lambda: None, lambda: raw(clone)),
        "momentum, nothing kept": (lambda: forget(place), lambda: read(clone)),
        "the same, git's answers ready": (lambda: forget(place), lambda: read_prepared(clone, answers)),
        "momentum, again": (lambda: None, lambda: read(clone)),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):  # the first round does not count
        for name, (prepare, run) in ways.items():
            prepare()
            began = time.perf_counter()
            run()
            if number:
                times[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(found) for name, found in times.items()}
    base = next(iter(medians.values()))
    rows = [f"| {name} | {middle * 1000:,.0f} | {middle / base:.2f} |" for name, middle in medians.items()]
    head = f"| {len(read(clone).posts):,} posts of a branch, no checkout | ms | against git alone |\n|---|---|---|"
    alone, cold, prepared, _again = times.values()
    share = statistics.median((c - p) / a for a, c, p in zip(alone, cold, prepared, strict=True))
    return "\n".join((head, *rows, f"\nWaiting for git takes {share:.2f} of git alone."))


def forget(place: Path) -> None:
    """Everything that an earlier reading left."""
    shutil.rmtree(place / "kept", ignore_errors=True)


def read(clone: Clone) -> SiteReading:
    """The site as every command reads it."""

    def reader(site: SiteConfig, files: SiteFiles, arrived: Arrived, landed: Landed) -> SiteReading:  # noqa: ARG001 - history has a row of its own
        return read_files(site, files, CALENDAR, DAY, DAY, arrived, lambda _since: {})

    return read_clone(SiteConfig("site", ""), clone, reader, fetch=False, only_fresh=False)


def read_prepared(clone: Clone, answers: dict[object, bytes]) -> SiteReading:
    """The same with every answer of git remembered from the round that does not count."""
    read_now, start = Git.read, Git.later

    def remembered(git: Git, *args: str, stdin: str | None = None, env: Mapping[str, str] | None = None) -> bytes:
        key = (args, stdin)
        if key not in answers:
            answers[key] = read_now(git, *args, stdin=stdin, env=env)
        return answers[key]

    Git.read = remembered  # type: ignore[method-assign]
    Git.later = lambda git, *args, stdin: partial(remembered, git, *args, stdin=stdin)  # type: ignore[method-assign]
    try:
        return read(clone)
    finally:
        Git.read, Git.later = read_now, start  # type: ignore[method-assign]


def raw(clone: Clone) -> None:
    """Git's own reading of the same commit."""
    git = ["git", f"--git-dir={clone.folder / 'git'}"]
    listing = subprocess.run([*git, "ls-tree", "-r", clone.tip], check=True, capture_output=True).stdout
    asked = b"".join(line.split()[2] + b"\n" for line in listing.splitlines())
    subprocess.run([*git, "cat-file", "--batch", "--buffer"], input=asked, check=True, capture_output=True)


if __name__ == "__main__":
    main()
