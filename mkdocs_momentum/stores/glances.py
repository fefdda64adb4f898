"""What the last whole reading of a commit left behind, kept in the repository's git folder for the next one.

It counts only while nothing that it was made from has changed: the settings, the ledger, and every post of every site
but a few, which are read anew. Nothing heavy is imported here, and git is not asked: the hook hands over git's list of
what is staged, and a file stands for what is staged while its bytes have the id in that list.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Iterator
from datetime import date

from mkdocs_momentum import __version__
from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.glance import Plain, Rules, plain_post
from mkdocs_momentum.stores.digests import sha1
from mkdocs_momentum.stores.stamps import NO_STAMP, stamp

NAME = "momentum-glance"
SEAL = f"momentum glance 2 {__version__}"
OFF = "MOMENTUM_NO_CACHE"
MOST = 100
"""Posts that are read anew; where more have changed, everything is."""

READ = 64 * 1024
INDEXES = ("readme.", "index.")
"""How names begin that stand for a folder."""

OURS = ".momentum"
"""How names begin that momentum gives, such as that of a copy's marker."""


class _Stale(Exception):  # noqa: N818 - it steers the look and never leaves this module
    """The whole has to be read."""


def place() -> str | None:
    """The file, of the repository whose hook runs in this folder; None where there is none."""
    folder = os.environ.get("GIT_DIR") or ".git"
    if os.path.isfile(folder):
        with open(folder, encoding="utf-8") as file:
            folder = file.read().strip().removeprefix("gitdir: ")
    return f"{folder}/{NAME}" if os.path.isdir(folder) and not os.environ.get(OFF) else None


def asked(named: str) -> str:
    """What the choice of the configuration and of the sites' folders depends on."""
    words = (named, os.environ.get("MOMENTUM_CONFIG", ""), os.getcwd(), os.path.expanduser("~"))
    return "\0".join(words).replace("\n", " ").replace("\t", " ")


def save(lines: list[str]) -> None:
    """Keep what was seen, in one step. A folder that cannot be written is no fault."""
    file = place()
    if file is None:
        return
    made = f"{file}.{os.getpid()}"
    try:
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as opened:
            opened.write("\n".join([SEAL, *lines, SEAL, ""]))
        os.replace(made, file)
    except OSError:
        return


def recall(listing: str, named: str) -> list[Plain] | None:
    """The posts of the commit in the making that have news, in few words.

    Args:
        listing: `git diff --cached --raw --no-abbrev` of the files that end as posts do.
        named: the configuration that the hook was given; empty where it looks for one.

    Returns:
        None where everything has to be read.
    """
    file = place()
    try:
        if file is None:
            return None
        with open(file, encoding="utf-8", errors="surrogateescape", newline="\n") as opened:
            lines = opened.read().split("\n")
        if lines[0] != SEAL or lines[-2] != SEAL:
            return None
        return _Look(lines[1:-2]).at(listing, asked(named))
    except (_Stale, OSError, ValueError, LookupError):
        return None


class _Look:
    def __init__(self, lines: list[str]) -> None:
        self.sites: list[tuple[str, date]] = []
        self.folders: dict[str, set[str]] = {}
        self.others: dict[str, set[str]] = {}
        self.files: dict[str, tuple[str, str]] = {}
        self.stamps: list[tuple[str, str]] = []
        self.reals: list[tuple[str, str]] = []
        self.facts: dict[str, list[str]] = {}
        for line in lines:
            kind, *rest = line.split("\t")
            if kind == "file":
                self.files[rest[2]] = (rest[0], rest[1])
            elif kind == "folder":
                self.folders[rest[0]] = {name.rstrip("/") for name in rest[1:]}
                self.others[rest[0]] = {name for name in rest[1:] if not name.endswith(("/", *MARKDOWN))}
            elif kind == "stamp":
                self.stamps.append((rest[0], rest[1]))
            elif kind == "real":
                self.reals.append((rest[0], rest[1]))
            elif kind == "site":
                self.sites.append((rest[0], date.fromisoformat(rest[1])))
            else:
                self.facts[kind] = rest
        self.hours = self.facts["hours"] == ["1"]

    def at(self, listing: str, question: str) -> list[Plain]:
        begin, end = map(float, self.facts["clock"])
        if self.facts["asked"] != [question] or not begin <= time.time() < end:
            raise _Stale
        if any(stamp(path) != was for was, path in self.stamps):
            raise _Stale
        if any(os.path.realpath(path) != was for path, was in self.reals):
            raise _Stale
        staged = {path: self._post(_indexed_text(path, oid)) for path, oid in self._listed(listing)}
        news = [(path, post) for path, post in staged.items() if post.day is not None]
        if not news:
            return []
        wished = [post.day.isoformat() for _, post in news if post.day]
        others = set(self._wishes(staged.keys()))
        # Each has a day of its own that nobody else wishes for, so all of them keep theirs.
        is_plain = len(set(wished)) == len(wished) and others.isdisjoint(wished)
        if not is_plain or not all(self._rules(path).is_open(post.day) for path, post in news if post.day):
            raise _Stale
        return [post for _, post in news]

    def _listed(self, listing: str) -> list[tuple[str, str]]:
        """Path and id of each new post."""
        found = []
        for line in listing.splitlines():
            head, *names = line.split("\t")  # of what was renamed both
            _, mode, _, oid, status = head.split()
            if any(name.startswith('"') for name in names):
                raise _Stale
            for path in (f"{os.path.realpath(os.getcwd())}/{name}" for name in names):
                posts = next((posts for posts, _ in self.sites if path.startswith(posts)), None)
                if posts is None:
                    continue
                parts = path[len(posts) :].split("/")
                is_post = path.endswith(MARKDOWN) and not parts[-1].lower().startswith(INDEXES)
                is_plain = is_post and not any(part.startswith(".") for part in parts)
                if status != "A" or mode not in {"100644", "100755"} or not is_plain:
                    raise _Stale
                found.append((path, oid))
        return found

    def _rules(self, path: str) -> Rules:
        since = next(since for posts, since in self.sites if path.startswith(posts))
        days = [date.fromisoformat(day) for day in self.facts["rests"]]
        return Rules(
            first=date.fromisoformat(self.facts["first"][0]),
            since=since,
            weekdays=set(map(int, self.facts["weekdays"])),
            rests=list(zip(days[::2], days[1::2], strict=True)),
            taken={date.fromisoformat(day) for day in self.facts["taken"]},
            hours=self.hours,
        )

    def _wishes(self, own: Collection[str]) -> Iterator[str]:
        """The days that all but some waiting posts wish for; files that changed are read anew."""
        changed = set(self._unknown())
        for path, (was, wish) in self.files.items():
            if path in own:
                continue
            now = stamp(path)
            if now != was:
                if wish == "held":
                    raise _Stale
                changed.update([path] if now != NO_STAMP else [])
            elif wish != "-":
                yield wish
        yield from self._read(changed - set(own))

    def _read(self, changed: Collection[str]) -> Iterator[str]:
        """The days that these wish for."""
        if len(changed) > MOST:
            raise _Stale
        for path in changed:
            if os.path.islink(path):
                raise _Stale
            day = self._post(_beginning(path)).day
            if day is not None and not (day >= self._rules(path).since and day >= self._today()):
                raise _Stale
            if day is not None:
                yield day.isoformat()

    def _today(self) -> date:
        return date.fromisoformat(self.facts["today"][0])

    def _unknown(self) -> Iterator[str]:
        """Posts that were not there, in folders that are the same."""
        for posts, _ in self.sites:  # a posts folder is a beginning of names: blog/posts-old counts for blog/posts
            above, _, name = posts.rpartition("/")
            if any(other.startswith(name) and other != name for other in os.listdir(above)):
                raise _Stale
        for folder, known in self.folders.items():
            names = set(os.listdir(folder))
            if os.path.islink(folder) or any(_is_folder(f"{folder}/{name}") for name in self.others[folder] & names):
                raise _Stale
            for name in names - known:
                path = f"{folder}/{name}"
                if name.startswith(OURS):
                    raise _Stale
                if name.startswith("."):
                    continue
                if _is_folder(path) or name.lower().startswith(INDEXES):
                    raise _Stale
                if name.endswith(MARKDOWN):
                    yield path

    def _post(self, raw: bytes) -> Plain:
        post = plain_post(raw.decode("utf-8"), hours=self.hours)
        if post is None:
            raise _Stale
        return post


def _is_folder(path: str) -> bool:
    return os.path.islink(path) or os.path.isdir(path)


def _beginning(path: str) -> bytes:
    raw = _bytes_of(path, READ)
    if len(raw) == READ:
        raise _Stale
    return raw


def _bytes_of(path: str, limit: int = -1) -> bytes:
    """The bytes of a plain file; a pipe that is called like a post keeps nobody waiting."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _Stale
        return file.read(limit)


def _indexed_text(path: str, oid: str) -> bytes:
    """The bytes of a file, if they are what is staged."""
    raw = _bytes_of(path)
    if sha1(b"blob %d\0" % len(raw) + raw) != oid:
        raise _Stale
    return raw
