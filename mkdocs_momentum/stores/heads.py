"""What the files of one site say, read anew only where they changed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

from mkdocs_momentum.core.extract import Extract, Reader, extract
from mkdocs_momentum.core.frontmatter import read_head
from mkdocs_momentum.core.packing import Packer, Unpacker, pack_post, unpack_post
from mkdocs_momentum.core.posts import Post, PostKey
from mkdocs_momentum.stores import cache
from mkdocs_momentum.stores.sitefiles import SiteFiles, Stamp
from mkdocs_momentum.stores.sitereading import HEAD_BYTES, whole_characters

KIND = "heads"
TICKED: ContextVar[Callable[[], None]] = ContextVar("TICKED", default=lambda: None)
"""Told of every file that is looked at, for a progress bar."""


class Heads:
    """Reads the files of one site.

    Args:
        files: where they are.
        dialect: whose front matter it is; names are kept apart by it.
        context: what posts depend on beside their files and the day; kept ones count only within the same.
        reader: reads that front matter.
    """

    def __init__(
        self,
        files: SiteFiles,
        dialect: str = "mkdocs",
        context: str = "",
        reader: Reader = read_head,
    ) -> None:
        self.files, self.reader = files, reader
        self._ticked = TICKED.get()
        self._name = f"{dialect}\0{files.name}"
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
        stamp = self.files.stamp(path)
        if stamp is None:
            return extract(self.raw(path), self.reader)
        kept = self._before.get(path)
        if kept is not None and kept[0] == stamp:
            try:
                found = self._unpacker.unpack(kept[1])
            except (ValueError, TypeError, LookupError):
                pass
            else:
                self._now[path] = (stamp, found)
                return found
        self._fresh += 1
        found = extract(self.raw(path), self.reader)
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
        if kept is None or kept[2] is None:
            return None
        stamp = self.files.stamp(key.path)
        if stamp is None or kept[0] != stamp:
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
        """The beginning of one file, as much as is looked at. Raises OSError."""
        return whole_characters(self.files.read(path, HEAD_BYTES))

    def expect(self, paths: Iterable[str]) -> None:
        """These will be looked at, in this order."""
        self.files.expect(path for path in paths if self._will_read(path))

    def save(self) -> None:
        """Keep what was read, where anything is new or gone."""
        if not self._fresh and self._is_same and self._before.keys() <= self._now.keys():
            return
        if cache.folder() is None:
            return
        packer = Packer()
        files = {}
        for path, (stamp, found) in self._now.items():
            if not self.files.is_settled(stamp):
                continue
            before = self._before.get(path, [])
            packed = packer.pack(found if found is not None else self._unpacker.unpack(before[1]))
            if packed is not None:
                files[path] = [stamp, packed, self._posts.get(path) if found is not None else before[2]]
        data = {"context": self._context, "shapes": packer.shapes, "files": files}
        cache.save(KIND, self._name, data)

    def _will_read(self, path: str) -> bool:
        kept = self._before.get(path)
        try:
            # What has no head may be looked at as a whole.
            return kept is None or kept[0] != self.files.stamp(path) or kept[1][0] < 0
        except (OSError, TypeError, LookupError):
            return True

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
