"""The git hook on a commit with one post, against a hook that runs `python -c pass`.

    python benchmarks/hook.py [--posts 300] [--sites 3] [--rounds 15]

Makes sites of synthetic posts in a temporary folder, each its own repository, and commits one post after another: with
no hook, with a hook that runs nothing but the interpreter, and with momentum's, warm. Medians and their ratio; a ratio
above 2.5 ends with 1. Beside it stands what a post takes whose day another one has, for which everything is read and
its date is moved. The rounds alternate, so that a noisy machine is noisy for all.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mkdocs_momentum.stores import githooks

LIMIT = 2.5
TAKEN = "momentum, a day taken"
HEAD = (
    "---\ntitle: Post {number} of {site}\ndate: {day}\ncategories: [one, two]\ndescription: Some words\n{more}---\n\n"
)
BODY = "Words that make a post of usual length, more or less.\n" * 60
INTERPRETER = '#!/bin/sh\nexec "{python}" -c pass\n'


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=300)
    parser.add_argument("--sites", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's interpreter keeps what it compiled
    for role in ("AUTHOR", "COMMITTER"):
        os.environ |= {f"GIT_{role}_NAME": "A Writer", f"GIT_{role}_EMAIL": "writer@example.com"}
    with tempfile.TemporaryDirectory(prefix="momentum-hook-") as place:
        os.environ["XDG_CACHE_HOME"] = str(Path(place, "cache"))
        world = Path(place, "world")
        root = build(world, args.sites, args.posts)
        time.sleep(2.5)  # what was written within two seconds is never trusted to be unchanged
        return measure(root, args.rounds)


def build(world: Path, sites: int, posts: int) -> Path:
    """The sites; the first one's folder comes back."""
    today = datetime.now(UTC).date()
    since = today - timedelta(days=30)
    names = [f"site{number}" for number in range(sites)]
    for place, name in enumerate(names):
        folder = world / name / "docs/blog/posts"
        folder.mkdir(parents=True)
        (world / name / "mkdocs.yml").write_text(
            f"site_name: {name}\nsite_url: https://{name}.example/\nplugins:\n  - blog\n"
            f"  - momentum: {{since: {since}}}\n"
        )
        for number in range(posts):
            # Nine in ten are history, the others wait for the days ahead.
            waits = number % 10 == 0
            day = today + timedelta(days=number * sites + place) if waits else since - timedelta(days=number + 1)
            text = HEAD.format(number=number, site=name, day=day, more="") + BODY
            (folder / f"post-{number}.md").write_text(text)
        git(world, "init", "-q", "-b", "main", name)
        os.environ["GIT_COMMITTER_DATE"] = f"{since - timedelta(days=10)}T12:00:00Z"
        git(world / name, "add", "-A")
        git(world / name, "commit", "-qm", "All")
        del os.environ["GIT_COMMITTER_DATE"]
    lines = ["timezone: UTC", f"since: {since}", "sites:", *(f"  {name}: {name}" for name in names)]
    (world / "momentum.yml").write_text("\n".join(lines) + "\n")
    return world / names[0]


def measure(root: Path, rounds: int) -> int:
    """Commit by turns with each hook; 1 where the ratio is above the limit."""
    hook = root / ".git/hooks/pre-commit"
    far = datetime.now(UTC).date() + timedelta(days=4000)

    def nothing() -> None:
        hook.unlink(missing_ok=True)

    def interpreter() -> None:
        hook.unlink(missing_ok=True)
        hook.write_text(INTERPRETER.format(python=sys.executable))
        hook.chmod(0o755)

    def momentum() -> None:
        hook.unlink(missing_ok=True)
        githooks.install(root, sys.executable, [])

    hooks: dict[str, Callable[[], None]] = {
        "no hook": nothing,
        "python -c pass": interpreter,
        "momentum": momentum,
        TAKEN: momentum,
    }
    taken: dict[str, list[float]] = {name: [] for name in hooks}
    for number in range(rounds + 2):
        for name, install in hooks.items():
            install()
            seconds, said = commit(root, number, name, far)
            if number >= 2:  # the first rounds warm everything up
                taken[name].append(seconds)
            if install is momentum and ("goes live on" not in said or ("now says so" in said) != (name == TAKEN)):
                raise SystemExit(f"the hook said: {said!r}")
    medians = {name: statistics.median(times) * 1000 for name, times in taken.items()}
    base = medians["python -c pass"]
    for name, median in medians.items():
        print(f"{name:26} {median:7.1f} ms {median / base:7.2f}")
    ratio = medians["momentum"] / base
    print(f"momentum takes {ratio:.2f} of python -c pass (at most {LIMIT})")
    return int(ratio > LIMIT)


def commit(root: Path, number: int, name: str, far: date) -> tuple[float, str]:
    """Write, stage and commit one new post; how long the commit took, and what was said."""
    slug = f"{'z' if name == TAKEN else 'new'}-{name.replace(' ', '-')}-{number}"
    day = far + timedelta(days=number * 7 + len("momentum" if name == TAKEN else name))
    day += timedelta(days=day.weekday() == 6)  # a Sunday rests
    path = root / f"docs/blog/posts/{slug}.md"
    path.write_text(HEAD.format(number=number, site=name, day=day, more="") + BODY)
    git(root, "add", "--", str(path.relative_to(root)))
    started = time.perf_counter()
    run = subprocess.run(["git", "commit", "-qm", slug], cwd=root, check=True, capture_output=True, text=True)
    return time.perf_counter() - started, run.stderr


def git(root: Path, *args: str) -> None:
    """One git command."""
    subprocess.run(["git", *args], cwd=root, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
