"""A site's source files as one build reads them: which of them are posts, what each is, and where it really lies."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

from mkdocs_momentum.core.arrival import host_shows, settle_arrival, settle_old_date, wants_arrival
from mkdocs_momentum.core.extract import extract
from mkdocs_momentum.core.generators.mkdocs import MkdocsSite, post_blog, post_test
from mkdocs_momentum.core.generators.mkdocs_reading import mkdocs_reading
from mkdocs_momentum.core.moments import read_moment
from mkdocs_momentum.core.posts import Post, PostKey, State
from mkdocs_momentum.core.reading import Reading, held_post, outside_post, post_from, unopened_post
from mkdocs_momentum.stores.arrivals import arrived
from mkdocs_momentum.stores.block import BuildSettings
from mkdocs_momentum.stores.landings import landed_since, obstacle
from mkdocs_momentum.stores.postfiles import Found, read_defaults
from mkdocs_momentum.stores.sitefiles import WorkingFiles, inside

_MARK = re.compile(rb"^[\"']?released[\"']?[ \t]*:[ \t]*[\"']?\d{4}-\d", re.MULTILINE)
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
"""Front matter that cannot be read, and a mark in it."""


class SourceFile(Protocol):
    """One file of the site's docs folder, as the host sees it."""

    src_uri: str
    dest_uri: str

    @property
    def content_bytes(self) -> bytes:
        """Its bytes."""


@dataclass(slots=True)
class Sources:
    """The source files of one build.

    Args:
        settings: what the build goes by.
        site: how the host will lay out the site.
        root: the site's folder.
        now: the present moment by the machine's own clock, aware.

    Attributes:
        lost: the files of posts that went live, and are held because nobody can read that any more.
        blind: why git cannot tell new posts from old ones, and what helps; empty where it can.
    """

    settings: BuildSettings
    site: MkdocsSite
    root: Path
    now: datetime
    lost: set[str] = field(default_factory=set)
    blind: str = ""
    is_post: Callable[[str], bool] = field(init=False)
    is_named: Callable[[str], bool] = field(init=False)
    _files: WorkingFiles = field(init=False)
    _reading: Reading = field(init=False)
    _found: Found = field(default_factory=Found)
    _landed: Mapping[str, date] | None = None
    _known: dict[str, tuple[tuple[bytes, Mapping[str, Any]], Post]] = field(default_factory=dict)
    _folders: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._files = WorkingFiles(self.root)
        # The machine may stand a day east or west of the writer: a mark that was once written stays good.
        latest_mark = self.now.astimezone(UTC).date() + timedelta(days=1)
        self._reading = mkdocs_reading(self.site, self.settings.calendar, self.settings.since, latest_mark)
        self.is_post = post_test(self.site, self.settings.posts)
        self.is_named = post_test(None, self.settings.posts)

    def take_defaults(self, others: Iterable[SourceFile]) -> None:
        """See which of the files that are no pages give front matter to their folders."""
        metas = [self.path(f.src_uri) for f in others if posixpath.basename(f.src_uri) == self.site.meta_files]
        self._found = Found(sorted(metas, key=lambda path: path.split("/")[:-1]))

    def path(self, src_uri: str) -> str:
        """A path below the docs folder as one below the site's."""
        return posixpath.normpath(posixpath.join(self.site.docs_dir, src_uri))

    def read(self, file: SourceFile) -> Post:
        """What a post is."""
        key = PostKey(self.settings.site, self.path(file.src_uri))
        if self._leads_out(key.path):
            return outside_post(key)
        try:
            raw = file.content_bytes
        except OSError as error:
            return unopened_post(key, error)
        defaults, unreadable = read_defaults(self._files, self.site, self._found, file.src_uri)
        if unreadable:
            return held_post(key, f"{unreadable} cannot be read, and its defaults count here", "mend that file")
        # Files are looked at again after other plugins, few of which touch a post.
        seal = (blake2b(raw, digest_size=16).digest(), defaults)
        known = self._known.get(file.src_uri)
        if known is None or known[0] != seal:
            known = self._known[file.src_uri] = (seal, self._settled(key, file, raw, defaults))
        return known[1]

    def real(self, src_uri: str) -> str | None:
        """Where a file really lies, below the site's folder; None where a link leads out of it."""
        return self._real_place(self.path(src_uri))

    def _settled(self, key: PostKey, file: SourceFile, raw: bytes, defaults: Mapping[str, Any]) -> Post:
        post = post_from(key, extract(raw), self._reading, defaults)
        if post.state is State.HISTORY:
            return settle_old_date(post, self.settings.since, self._landing(key.path))
        in_blog = post_blog(self.site, file.src_uri) is not None
        if wants_arrival(post, self.settings.since) and host_shows(raw, in_blog=in_blog):
            post = settle_arrival(post, self.settings.since, arrived(self.root, key.path))
        if post.state is State.PROBLEM and self._was_live(post, raw):
            self.lost.add(file.src_uri)
        return post

    def _was_live(self, post: Post, raw: bytes) -> bool:
        """Whether there is a mark, as far as anybody can tell; one that lies in the future is none."""
        if post.meta:
            value = post.meta.get("released")
            moment = read_moment(value, self.settings.calendar)
            is_mark = moment.day <= self._reading.latest_mark if moment else re.match(r"\d{4}-\d", str(value))
            return bool(is_mark) and post.meta.get("draft") is not True
        head = _HEAD.match(raw)
        # Without an end it is whatever stands before the first empty line.
        return bool(_MARK.search(head[1] if head else re.split(rb"\r?\n\r?\n", raw.lstrip(), maxsplit=1)[0]))

    def _landing(self, path: str) -> date | None:
        """The day a file came into git, where that is `since` or later."""
        if self._landed is None:
            since = self.settings.since
            self._landed = landed_since(self.root, since)
            blind = "" if self._landed else obstacle(self.root, since)
            if blind:
                mend = "git fetch --unshallow, or fetch-depth: 0 in CI, tells new ones apart"
                self.blind = f"{blind}, so all posts dated before {since} count as old ones; {mend}"
        return self._landed.get(path)

    def _leads_out(self, path: str) -> bool:
        """Whether a file, or the folder in which it is, is a link to a place outside of the site's folder."""
        return self._real_place(path) is None and Path(self.root, path).exists()

    def _real_place(self, path: str) -> str | None:
        if self._files.is_symlink(path):
            return inside(self._files, path)
        folder, name = posixpath.split(path)
        if folder not in self._folders:
            self._folders[folder] = inside(self._files, folder)
        real = self._folders[folder]
        return None if real is None else posixpath.join(real, name)
