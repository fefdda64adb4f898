"""Files that came into git since a day, in one look at each repository: its first parents, renames followed.

What was public stays public, so every doubt speaks for the older file: the earlier of a commit's two dates counts (a
rebase keeps one of them), what a repository had on its first day was there before it, a file that resembles one that
went away is that file, and a clone that does not reach back far enough tells nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from mkdocs_momentum.core.days import ONE_DAY
from mkdocs_momentum.errors import GitError
from mkdocs_momentum.stores import cache
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.tips import tip_of

KIND = "landings"
_COMMIT = b"\x01"
_LOG = ("log", "--first-parent", "--no-show-signature")


def landed_since(root: Path, since: date) -> Mapping[str, date]:
    """Files below a folder that came into git on or after a day, with the day they came.

    Args:
        root: a site's folder.
        since: the first day that counts.

    Returns:
        Paths from `root`, with `/`; empty outside git and where git cannot tell.
    """
    tip, name = tip_of(root), f"{since}\0{root}"
    kept = cache.load(KIND, name) if tip else {}
    with suppress(TypeError, ValueError, LookupError, AttributeError):  # what was kept is only data
        if tip and kept["tip"] == [*tip]:
            return {path: date.fromisoformat(day) for path, day in kept["days"].items()}
    try:
        days = _look(root, since, tip.commit if tip else "HEAD")
    except (GitError, ValueError):
        return {}  # git may know better the next time
    if tip and tip_of(root) == tip:
        cache.save(KIND, name, {"tip": [*tip], "days": {path: day.isoformat() for path, day in days.items()}})
    return days


def obstacle(root: Path, since: date) -> str:
    """Why git cannot tell here which files are new; empty where it can, and outside git.

    Args:
        root: a site's folder.
        since: the first day that counts.
    """
    tip = tip_of(root)
    if (tip and not tip.cut) or not any((place / ".git").exists() for place in (root, *root.parents)):
        return ""
    git = Git(root)
    try:
        is_cut = git.run("rev-parse", "--is-shallow-repository") == "true"
        return "its history is cut off" if is_cut and not _last_before(git, since, "HEAD") else ""
    except GitError as error:
        return f"git does not answer here ({error})"


def _look(root: Path, since: date, commit: str) -> Mapping[str, date]:
    git = Git(root)
    prefix = git.run("rev-parse", "--show-prefix")
    landed = _landed_in(git, since, commit)
    return {path.removeprefix(prefix): day for path, day in landed.items() if path.startswith(prefix)}


def landed_in(git: Git, since: date, commit: str = "HEAD") -> Mapping[str, date]:
    """The same for a whole repository.

    Args:
        git: the repository.
        since: the first day that counts.
        commit: whose history.

    Returns:
        Paths from its top; empty where git cannot tell.
    """
    try:
        return _landed_in(git, since, commit)
    except (GitError, ValueError):
        return {}


def _landed_in(git: Git, since: date, commit: str) -> Mapping[str, date]:
    shallow = git.run("rev-parse", "--is-shallow-repository")
    base = _last_before(git, since, commit) or ("" if shallow == "true" else _first_day(git, commit))
    if not base:
        return {}
    log = git.read(
        *_LOG, "--reverse", "--diff-merges=first-parent", "-M30%", "-l0", "--diff-filter=AR", "--name-status", "-z",
        "--no-relative", "--no-ext-diff", "-O/dev/null", "--format=%x01%as %cs", f"{base}..{commit}", "--",
    )  # fmt: skip
    return {path: day for path, day in _landings(log).items() if day >= since}


def _last_before(git: Git, day: date, commit: str) -> str:
    """The last commit before a day has begun anywhere on Earth; empty where there is none."""
    return git.run(*_LOG, "-1", f"--before={day - ONE_DAY}T10:00:00Z", "--format=%H", commit, "--")


def _first_day(git: Git, commit: str) -> str:
    """The last commit of the day on which a repository began."""
    root, first = git.run(*_LOG, "--reverse", "--format=%H %cs", commit, "--").split("\n", 1)[0].split()
    return _last_before(git, date.fromisoformat(first) + 2 * ONE_DAY, commit) or root


def _landings(log: bytes) -> dict[str, date]:
    landed: dict[str, date] = {}
    day = date.min
    fields = iter(log.split(b"\0"))
    for field in fields:
        text = field.lstrip(b"\n")
        if text.startswith(_COMMIT):
            day = min(date.fromisoformat(part.decode("ascii")) for part in text[1:].split())
        elif text.startswith(b"R"):
            old, new = os.fsdecode(next(fields)), os.fsdecode(next(fields))
            if old in landed:
                landed[new] = landed.pop(old)
        elif text == b"A":
            landed[os.fsdecode(next(fields))] = day
    return landed
