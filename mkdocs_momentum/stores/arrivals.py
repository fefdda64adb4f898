"""The day each file came into git: one pass over a repository's history, and from then on only over what is new.

Days are what counts, so one tree a day is enough: the newest of each day along the first parents. Renames are followed
without a limit, as past one git would take every renamed file for a new one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from copy import copy
from datetime import date
from pathlib import Path

from mkdocs_momentum.errors import GitError
from mkdocs_momentum.stores import cache
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.tips import Tip, tip_of

KIND = "arrivals"
PATIENCE = 600.0
"""Seconds that the first pass over a long history may take; a clone without blobs brings along what was renamed."""

_PAIR = re.compile(rb"[0-9a-f]{40,64} [0-9a-f]{40,64}\n")
_known: dict[tuple[str, Tip], Mapping[str, date]] = {}


class _History:
    """How far history was read.

    Args:
        head: the commit.
        tree: the last tree that was compared.
        day: that of the commit.
        days: path from the top and the day it came.
    """

    def __init__(
        self, head: str = "", tree: str = "", day: date = date.min, days: dict[str, date] | None = None
    ) -> None:
        self.head, self.tree, self.day, self.days = head, tree, day, days or {}


def arrived(root: Path, path: str) -> date | None:
    """The first day on which git had this file, renames followed.

    Args:
        root: a folder in a working tree.
        path: the file, from `root`, with `/`.

    Returns:
        None where git cannot tell: outside a repository, before the first commit, in a shallow clone.
    """
    return arrival_days(root).get(path)


def arrival_days(root: Path) -> Mapping[str, date]:
    """All the files below a folder that git knows, with the day each came; empty where git cannot tell."""
    tip = tip_of(root)
    known = _known.get((str(root), tip)) if tip else None
    if known is not None:
        return known
    git = Git(root)
    try:
        top, prefix = [*git.run("rev-parse", "--show-toplevel", "--show-prefix").split("\n"), ""][:2]
        history = _read(Git(Path(top)), "HEAD", top, tip.rules if tip else "")
    except (GitError, ValueError):
        return {}
    found = {path.removeprefix(prefix): day for path, day in history.days.items() if path.startswith(prefix)}
    if tip and tip.commit == history.head:
        _known[str(root), tip] = found
    return found


def arrivals_in(git: Git, commit: str, name: str) -> Mapping[str, date]:
    """The same for a whole repository.

    Args:
        git: the repository, at its top.
        commit: whose history.
        name: under which it is kept; the same for all commits of one branch.

    Returns:
        Paths from its top; empty where git cannot tell.
    """
    try:
        return _read(git, commit, name, "").days
    except (GitError, ValueError):
        return {}


def _read(git: Git, commit: str, name: str, rules: str) -> _History:
    git = copy(git)
    git.timeout = max(git.timeout, PATIENCE)
    shallow, head = git.run("rev-parse", "--is-shallow-repository", f"{commit}^{{commit}}").split("\n")
    if shallow != "false":
        return _History()
    history = _kept(name, rules)
    if history.head == head:
        return history
    trees = _trees(git, history.head, head) if history.head else None
    # Of a day only the last tree counts, which a new commit of the same day takes the place of.
    if trees is None or (trees and trees[0][1] <= history.day):  # nothing kept, or history was rewritten
        history = _History(tree=git.run("hash-object", "-t", "tree", "--stdin", stdin=b""))
        trees = _trees(git, "", head) or []
    _follow(git, history, trees)
    history.head = head
    history.day = trees[-1][1] if trees else history.day
    if git.run("rev-parse", "--is-shallow-repository") == "false":  # and nobody cut it off meanwhile
        days = {path: day.isoformat() for path, day in history.days.items()}
        told = {"head": head, "tree": history.tree, "day": history.day.isoformat(), "rules": rules, "days": days}
        cache.save(KIND, name, told)
    return history


def _kept(name: str, rules: str) -> _History:
    data = cache.load(KIND, name)
    try:
        if data["rules"] != rules:
            return _History()
        days = {path: date.fromisoformat(day) for path, day in data["days"].items()}
        return _History(str(data["head"]), str(data["tree"]), date.fromisoformat(data["day"]), days)
    except (TypeError, ValueError, LookupError, AttributeError):
        return _History()


def _trees(git: Git, base: str, head: str) -> list[tuple[str, date]] | None:
    """The newest tree of each day after `base`, oldest first; None where `base` is no first parent of `head`."""
    reach = f"{base}..{head}" if base else head
    try:
        log = git.run("log", "--first-parent", "--no-show-signature", "--format=%T %cs %P", reach, "--")
    except GitError:
        if base:
            return None
        raise
    kept: list[tuple[str, date]] = []
    last = ""
    for line in log.splitlines():
        tree, day, last = (*line.split(" ", 2), "")[:3]
        found = date.fromisoformat(day)
        if not kept or found < kept[-1][1]:
            kept.append((tree, found))
    if base and last.split(" ")[0] != base:
        return None
    return kept[::-1]


def _follow(git: Git, history: _History, trees: list[tuple[str, date]]) -> None:
    before, pairs, days = history.tree, bytearray(), {}
    for tree, day in trees:
        pairs += f"{before} {tree}\n".encode()
        days[f"{before} {tree}"] = day
        before = tree
    if not pairs:
        return
    out = git.read(
        "diff-tree", "--stdin", "-r", "-M", "-l0", "--name-status", "-z", "--diff-filter=AR", "--no-ext-diff",
        stdin=bytes(pairs),
    )  # fmt: skip
    for pair, added, moved in _changes(out):
        carried = {new: history.days.get(old) for old, new in moved}
        for old, _ in moved:
            history.days.pop(old, None)
        history.days |= dict.fromkeys(added, days[pair])
        history.days |= {new: day or days[pair] for new, day in carried.items()}
    history.tree = before


def _changes(out: bytes) -> Iterator[tuple[str, list[str], list[tuple[str, str]]]]:
    """For each pair of trees: its name, the files that were added, and those that were moved."""
    at, pair = 0, ""
    added: list[str] = []
    moved: list[tuple[str, str]] = []
    while at < len(out):
        header = _PAIR.match(out, at)
        if header:
            if pair:
                yield pair, added, moved
            pair, added, moved, at = header[0].decode("ascii").strip(), [], [], header.end()
            continue
        names, at = _names(out, at)
        if len(names) == 3:
            moved.append((names[1], names[2]))
        else:
            added.append(names[1])
    if pair:
        yield pair, added, moved


def _names(out: bytes, at: int) -> tuple[list[str], int]:
    """A status and its one or two paths, each ended by NUL; and where the next begins."""
    found: list[str] = []
    while len(found) < (3 if found and found[0].startswith("R") else 2):
        end = out.index(b"\0", at)
        found.append(os.fsdecode(out[at:end]))
        at = end + 1
    return found, at
