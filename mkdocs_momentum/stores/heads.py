"""What the files of one site say, read anew only where they changed."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import yaml

from mkdocs_momentum.core.packedposts import (
    COLUMNS,
    NOTHING,
    UNKNOWN,
    Shape,
    kept_from,
    pack_post,
    packed,
    unpack_posts,
)
from mkdocs_momentum.core.posts import Post
from mkdocs_momentum.stores import cache
from mkdocs_momentum.stores.digests import sha256
from mkdocs_momentum.stores.sitefiles import SiteFiles, Stamp

if TYPE_CHECKING:
    from mkdocs_momentum.core.extract import Extract, Reader

KIND = "heads"
MKDOCS = Shape()
TICKED: ContextVar[Callable[[int], None]] = ContextVar("TICKED", default=lambda _count: None)
"""Told how many files more were looked at, for a progress bar."""
READERS = f"{sys.version}\0{yaml.__version__}\0{yaml.__with_libyaml__}"
"""What takes part in reading, as it is here; another makes extracts of its own from the same files."""


class Heads:
    """Reads the files of one site.

    Args:
        files: where they are.
        dialect: whose front matter it is; names are kept apart by it.
        context: what posts depend on beside their files and the day; kept ones count only within the same.
        reader: reads that front matter; as MkDocs does where it is None.
    """

    def __init__(
        self,
        files: SiteFiles,
        dialect: str = "mkdocs",
        context: str = "",
        reader: Reader | None = None,
    ) -> None:
        self.files, self._reader = files, reader
        self._ticked = TICKED.get()
        self._name = f"{dialect}\0{files.name}\0{READERS}"
        self._context = sha256(context.encode())
        self._keeps = cache.folder() is not None
        self._before = NOTHING
        self._is_same = False
        self._same: dict[str, Post] = {}
        self._now: dict[str, tuple[Stamp, str]] = {}
        self._made: dict[str, Post] = {}
        with suppress(ValueError):
            self._before, before = kept_from(cache.load_bytes(KIND, self._name))
            self._is_same = before == self._context

    def posts(self, site: str, paths: Iterable[str], today: date, shape: Shape = MKDOCS) -> dict[str, Post]:
        """Posts as they were worked out before, by path, of which neither file nor context has changed since.

        Args:
            site: its name in `momentum.yml`.
            paths: from the root, with `/`.
            today: the writer's day.
            shape: of the posts of that site.
        """
        if self._is_same:
            with suppress(ValueError, TypeError, LookupError, OverflowError):
                self._same = unpack_posts(site, self._before, self._unchanged(list(paths)), today, shape)
            self._ticked(len(self._same))
        return self._same

    def _unchanged(self, paths: list[str]) -> list[int]:
        """The rows of the files that are as they were."""
        before = self._before.stamps
        found = zip(map(self._before.rows.get, paths), self.files.stamps(paths), strict=True)
        return [row for row, stamp in found if row is not None and stamp is not None and stamp == before[row]]

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, Extract | OSError]]:
        """What each file says, or why it cannot be opened, in the order of their paths.

        Args:
            paths: from the root, with `/`.
        """
        from mkdocs_momentum.stores.extracts import Extracts  # in most runs no file is new, so this stays unloaded

        reading = Extracts(self.files, self._reader, self._before, keeps=self._keeps)
        self._now = reading.now
        for one in reading.read(list(paths)):
            self._ticked(1)
            yield one

    def keep(self, post: Post) -> None:
        """Remember what a file that was read just now came to. It has to follow from the file and the context alone."""
        self._made[post.key.path] = post

    def raw(self, path: str) -> bytes:
        """The beginning of one file, as much as is looked at. Raises OSError."""
        from mkdocs_momentum.stores.extracts import HEAD_BYTES, whole_characters

        return whole_characters(self.files.read(path, HEAD_BYTES))

    def save(self) -> None:
        """Keep what was read, where anything is new or gone."""
        if not self._keeps:
            return
        if self._is_same and not self._now and len(self._same) == len(self._before.paths):
            return
        paths = sorted({*self._same, *self._now})
        rows = [self._row(path) for path in paths]
        stamps, *posts = ([row[column] for row in rows] for column in range(1 + COLUMNS))
        if self._is_same and self._before[:3] == (paths, stamps, posts):
            return
        lines = (self._now[path][1] if path in self._now else self._before.lines[path] for path in paths)
        cache.save_lines(KIND, self._name, packed(self._context, paths, stamps, posts, lines))

    def _row(self, path: str) -> list[Any]:
        """A file's stamp, and what its post came to."""
        if path in self._now:
            made = self._made.get(path)
            return [self._now[path][0], *(pack_post(made) if made else UNKNOWN)]
        row = self._before.rows[path]
        return [self._before.stamps[row], *(column[row] for column in self._before.posts)]


@contextmanager
def nothing_collected() -> Iterator[None]:
    """A hundred thousand small objects are made here, and not one of them is garbage: looking takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                # All that is alive counts as old from here on, without a look at each.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def fingerprint(value: object) -> str:
    """Settings as text that is the same in every process; functions go by their names."""
    if isinstance(value, tuple):
        return f"[{','.join(map(fingerprint, value))}]"
    if isinstance(value, partial):
        return f"{fingerprint(value.func)}{sorted(value.keywords.items())!r}{value.args!r}"
    return str(value.__qualname__) if callable(value) and hasattr(value, "__qualname__") else repr(value)
