"""What the files of one site say, read anew only where they changed."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

import yaml

from mkdocs_momentum.core.extract import Extract, Reader, extract
from mkdocs_momentum.core.frontmatter import read_head
from mkdocs_momentum.core.packing import PackedLines, PackedMeta, has_head, pack, pack_post, unpack, unpack_post
from mkdocs_momentum.core.posts import Post, PostKey
from mkdocs_momentum.stores import cache
from mkdocs_momentum.stores.sitefiles import SiteFiles, Stamp
from mkdocs_momentum.stores.sitereading import HEAD_BYTES, whole_characters

KIND = "heads"
_Row = list[Any]
"""A file's stamp, and what its post came to if that is kept."""
_NOTHING: _Row = [None, None]
TICKED: ContextVar[Callable[[], None]] = ContextVar("TICKED", default=lambda: None)
"""Told of every file that is looked at, for a progress bar."""
READERS = f"{sys.version}\0{yaml.__version__}\0{yaml.__with_libyaml__}"
"""What takes part in reading, as it is here; another makes extracts of its own from the same files."""

BATCH = 64
"""Files for which one step is done before the next one is: going to and fro for each costs half as much again."""


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
        self._name = f"{dialect}\0{files.name}\0{READERS}"
        self._context = sha256(context.encode()).hexdigest()
        self._keeps = cache.folder() is not None
        self._before: Mapping[str, _Row] = {}
        self._lines = PackedLines((), "")
        self._is_same = False
        self._same: Mapping[str, Post] = {}
        self._now: dict[str, tuple[_Row, str]] = {}
        self._made: list[Post] = []
        self._load()

    def posts(self, site: str, paths: Iterable[str], today: date) -> Mapping[str, Post]:
        """Posts as they were worked out before, by path, of which neither file nor context has changed since.

        Args:
            site: its name in `momentum.yml`.
            paths: from the root, with `/`.
            today: the writer's day.
        """
        found: dict[str, Post] = {}
        if not self._is_same:
            return found
        kept, lines, ticked = self._before.get, self._lines, self._ticked
        for some in _batches(paths):
            for path, stamp in zip(some, self.files.stamps(some), strict=True):
                try:
                    before, packed = kept(path, _NOTHING)
                    if packed is None or stamp is None or stamp != before:
                        continue
                    post = unpack_post(PostKey(site, path), packed, PackedMeta(lines, path), today)
                except (ValueError, TypeError, LookupError, OverflowError):
                    continue
                if post is not None:
                    ticked()
                    found[path] = post
        self._same = found
        return found

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, Extract | OSError]]:
        """What each file says, or why it cannot be opened, in the order of their paths.

        Args:
            paths: from the root, with `/`.
        """
        paths = list(paths)
        self.files.expect(path for path in paths if self._will_read(path))
        for some in _batches(paths):
            stamps = self.files.stamps(some) if self._keeps else [None] * len(some)
            looked = list(map(self._look, some, stamps))
            said = []
            for path, (look, stamp) in zip(some, looked, strict=True):
                self._ticked()
                said.append((path, look if isinstance(look, OSError) else self._said(path, stamp, look)))
            yield from said

    def keep(self, post: Post) -> None:
        """Remember what a file that was read just now came to. It has to follow from the file and the context alone."""
        self._made.append(post)

    def raw(self, path: str) -> bytes:
        """The beginning of one file, as much as is looked at. Raises OSError."""
        return whole_characters(self.files.read(path, HEAD_BYTES))

    def save(self) -> None:
        """Keep what was read, where anything is new or gone."""
        if not self._keeps:
            return
        for post in self._made:
            if post.key.path in self._now:
                self._now[post.key.path][0][1] = pack_post(post)
        if self._is_same and not self._now and len(self._same) == len(self._before):
            return
        files = {path: self._before[path] for path in self._same} | {path: row for path, (row, _) in self._now.items()}
        if self._is_same and files == self._before:
            return
        head = {"context": self._context, "files": files}
        lines = (self._now[path][1] if path in self._now else self._lines[path] for path in files)
        cache.save_lines(KIND, self._name, [json.dumps(head, separators=(",", ":")), *lines])

    def _look(self, path: str, stamp: Stamp | None) -> tuple[Extract | bytes | OSError, Stamp | None]:
        """What was kept of a file as it still is; else its bytes, or why there are none; and the stamp of just that."""
        if stamp is not None and stamp == self._stamp_before(path):
            line = self._lines[path]
            try:
                found = unpack(line)
            except (ValueError, TypeError, LookupError, RecursionError):
                pass
            else:
                self._now[path] = ([stamp, None], line)
                return found, stamp
        try:
            raw, now = self.files.read_stamped(path, HEAD_BYTES)
        except OSError as error:
            return error, None
        return whole_characters(raw), stamp if now == stamp else None

    def _said(self, path: str, stamp: Stamp | None, look: Extract | bytes) -> Extract:
        if isinstance(look, Extract):
            return look
        found = extract(look, self.reader)
        try:
            line = pack(found) if stamp is not None and self.files.is_settled(stamp) else None
        except (ValueError, RecursionError):  # what cannot be written down is read again
            line = None
        if line is not None:
            self._now[path] = ([stamp, None], line)
        return found

    def _will_read(self, path: str) -> bool:
        stamp = self._stamp_before(path)
        # What has no head may be looked at as a whole.
        return stamp is None or [stamp] != self.files.stamps([path]) or not has_head(self._lines[path])

    def _stamp_before(self, path: str) -> Stamp | None:
        row = self._before.get(path)
        # What was kept is only data: it may have any shape.
        return row[0] if isinstance(row, list) and len(row) == len(_NOTHING) else None

    def _load(self) -> None:
        first, _, lines = cache.load_text(KIND, self._name).partition("\n")
        try:
            head = json.loads(first)
            files, is_same = head["files"], head["context"] == self._context
        except (TypeError, ValueError, LookupError, RecursionError):
            return
        if isinstance(files, dict) and len(files) == lines.count("\n") + bool(lines):
            self._before, self._lines, self._is_same = files, PackedLines(tuple(files), lines), is_same


def _batches(paths: Iterable[str]) -> Iterator[list[str]]:
    paths = list(paths)
    for start in range(0, len(paths), BATCH):
        yield paths[start : start + BATCH]


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
