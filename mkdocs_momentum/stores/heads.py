"""What the files of one site say, read anew only where they changed.

A file counts as unchanged while size, times and inode are the same, and its times lie before the moment at which the
kept reading began: what is written within the same tick of the clock would otherwise be taken for the old content.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from mkdocs_momentum.core.extract import Extract, Reader, extract
from mkdocs_momentum.core.frontmatter import read_head
from mkdocs_momentum.core.packing import Packer, Unpacker, pack_post, unpack_post
from mkdocs_momentum.core.posts import Post, PostKey
from mkdocs_momentum.stores import cache
from mkdocs_momentum.stores.sitereading import read_beginning, whole_characters

KIND = "heads"
TICK = 2_000_000_000
"""Nanoseconds that the times of a file may be too early: some file systems count in steps of two seconds."""

TICKED: ContextVar[Callable[[], None]] = ContextVar("TICKED", default=lambda: None)
"""Told of every file that is looked at, for a progress bar."""

Stamp = tuple[int, int, int, int]


class Heads:
    """Reads the files of one site.

    Args:
        root: its folder.
        dialect: whose front matter it is; names are kept apart by it.
        context: what posts depend on beside their files and the day; kept ones count only within the same.
        reader: reads that front matter.
        given: files whose bytes are these, whatever stands in the working tree.
    """

    def __init__(
        self,
        root: Path,
        dialect: str = "mkdocs",
        context: str = "",
        reader: Reader = read_head,
        given: Mapping[Path, bytes] | None = None,
    ) -> None:
        self.root, self.reader, self.given = root, reader, given or {}
        self._ticked = TICKED.get()
        self._base = str(root)
        self._name = f"{dialect}\0{root}"
        self._began = time.time_ns()
        self._before: dict[str, list[Any]] = {}
        self._unpacker = Unpacker([])
        self._now: dict[str, tuple[Stamp, Extract | None]] = {}
        self._context = sha256(context.encode()).hexdigest()
        self._posts: dict[str, list[Any] | None] = {}
        self._is_same = False
        self._fresh = 0
        self._load()

    def extract(self, path: str) -> Extract:
        """What one file says. Raises OSError.

        Args:
            path: from the root, with `/`.
        """
        self._ticked()
        if self.given and self.root / path in self.given:
            return extract(self.raw(path), self.reader)
        stamp = self._stamp(path)
        kept = self._before.get(path)
        if kept is not None and kept[0] == list(stamp):
            try:
                found = self._unpacker.unpack(kept[1])
            except (ValueError, TypeError, LookupError):
                pass
            else:
                self._now[path] = (stamp, found)
                return found
        self._fresh += 1
        found = extract(read_beginning(f"{self._base}/{path}"), self.reader)
        self._now[path] = (stamp, found)
        return found

    def post(self, key: PostKey, today: date) -> Post | None:
        """A plain post as it was worked out before, where neither its file nor the context has changed since.

        Args:
            key: its name.
            today: the writer's day.

        Returns:
            None where it has to be worked out. Raises OSError.
        """
        kept = self._before.get(key.path) if self._is_same else None
        if kept is None or kept[2] is None or (self.given and self.root / key.path in self.given):
            return None
        stamp = self._stamp(key.path)
        if kept[0] != list(stamp):
            return None
        try:
            post = unpack_post(key, kept[2], self._unpacker.meta(kept[1]), today)
        except (ValueError, TypeError, LookupError, OverflowError):
            return None
        if post is not None:
            self._ticked()
            self._now[key.path] = (stamp, None)
        return post

    def keep(self, post: Post) -> None:
        """Remember what a file that was read just now came to. It has to follow from the file and the context alone."""
        self._posts[post.key.path] = pack_post(post)

    def raw(self, path: str) -> bytes:
        """The beginning of one file, always from the disk. Raises OSError."""
        given = self.given.get(self.root / path)
        return read_beginning(f"{self._base}/{path}") if given is None else whole_characters(given)

    def save(self) -> None:
        """Keep what was read, where anything is new or gone."""
        if not self._fresh and self._is_same and self._before.keys() <= self._now.keys():
            return
        if cache.folder() is None:
            return
        packer = Packer()
        files = {}
        for path, (stamp, found) in self._now.items():
            settled = max(stamp[0], stamp[2]) + TICK < self._began
            if not settled:
                continue
            before = self._before.get(path, [])
            packed = packer.pack(found if found is not None else self._unpacker.unpack(before[1]))
            if packed is not None:
                files[path] = [stamp, packed, self._posts.get(path) if found is not None else before[2]]
        data = {"context": self._context, "shapes": packer.shapes, "files": files}
        cache.save(KIND, self._name, data)

    def _stamp(self, path: str) -> Stamp:
        status = os.stat(f"{self._base}/{path}")  # noqa: PTH116 - a Path for each file costs more than the look
        return (status.st_mtime_ns, status.st_size, status.st_ctime_ns, status.st_ino)

    def _load(self) -> None:
        with nothing_collected():
            data = cache.load(KIND, self._name)
        try:
            self._unpacker = Unpacker(data["shapes"])
            self._is_same = data["context"] == self._context
            self._before = dict(data["files"])
        except (TypeError, ValueError, LookupError):
            self._before = {}


@contextmanager
def nothing_collected() -> Iterator[None]:
    """A hundred thousand small objects are made here, and not one of them is garbage: looking takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def fingerprint(value: object) -> str:
    """Settings as text that is the same in every process; functions go by their names."""
    if is_dataclass(value) and not isinstance(value, type):
        return f"({','.join(fingerprint(getattr(value, part.name)) for part in fields(value))})"
    if isinstance(value, tuple):
        return f"[{','.join(map(fingerprint, value))}]"
    if isinstance(value, partial):
        return f"{fingerprint(value.func)}{sorted(value.keywords.items())!r}{value.args!r}"
    return str(value.__qualname__) if callable(value) and hasattr(value, "__qualname__") else repr(value)
