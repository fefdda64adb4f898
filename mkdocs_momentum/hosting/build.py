"""What one build of one site holds back: a function of the site's own files. No network, no ledger, no other site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

from mkdocs_momentum.core.arrival import host_shows, settle_arrival, settle_old_date, wants_arrival
from mkdocs_momentum.core.audit import SENTINEL, Auditor, Trace
from mkdocs_momentum.core.extract import extract
from mkdocs_momentum.core.frontmatter import FrontMatterError, decode, read_head
from mkdocs_momentum.core.generators.address import host_title, media_path, page_path
from mkdocs_momentum.core.generators.mkdocs import MkdocsSite, post_blog, post_test
from mkdocs_momentum.core.generators.mkdocs_reading import mkdocs_reading
from mkdocs_momentum.core.held import Held, address_of, translated
from mkdocs_momentum.core.posts import Post, PostKey, Problem, State
from mkdocs_momentum.core.reading import Reading, held_post, outside_post, post_from, unopened_post
from mkdocs_momentum.stores.arrivals import arrived
from mkdocs_momentum.stores.block import Settings
from mkdocs_momentum.stores.landings import landed_since, obstacle
from mkdocs_momentum.stores.output import site_files
from mkdocs_momentum.stores.postfiles import Found, read_defaults
from mkdocs_momentum.stores.sitefiles import WorkingFiles, inside

INDEXES = ("index.md", "README.md")
_MARK = re.compile(rb"^released[ \t]*:[ \t]*[\"']?\d{4}-\d\d-\d\d", re.MULTILINE)
"""A mark in front matter that cannot be read."""


class SourceFile(Protocol):
    """One file of the site's docs folder, as the host sees it."""

    src_uri: str
    dest_uri: str

    @property
    def content_bytes(self) -> bytes:
        """Its bytes."""


@dataclass(slots=True)
class Build:
    """One build of one site.

    Args:
        settings: what it goes by.
        site: how the host will lay out the site.
        root: the site's folder.
        now: the present moment by the machine's own clock, aware.
        removes: whether this post is taken out of the site: all that are not public in a build, and in a preview
            those that would break it.
        other_urls: further addresses of the site, such as the one without a version in it.
        locales: languages into which a plugin translates the site.
        future_rule: the blog plugin hides posts whose time is ahead; kept for copies, which nobody releases.
    """

    settings: Settings
    site: MkdocsSite
    root: Path
    now: datetime
    removes: Callable[[Post, SourceFile], bool] = lambda _post, _file: True
    other_urls: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    future_rule: bool = False
    held: dict[str, Post] = field(default_factory=dict)
    matched: bool = False
    links: int = 0
    targets: Held = field(default_factory=Held)
    _sorted: set[str] = field(default_factory=set)
    _found: Found = field(default_factory=Found)
    _gone: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _landed: Mapping[str, date] | None = None
    _blind: str = ""
    _known: dict[str, tuple[tuple[bytes, Mapping[str, Any]], Post]] = field(default_factory=dict)
    _lost: set[str] = field(default_factory=set)
    _real: dict[str, str | None] = field(default_factory=dict)
    _clean: dict[str, int] = field(default_factory=dict)
    _files: WorkingFiles = field(init=False)
    _is_post: Callable[[str], bool] = field(init=False)
    _is_named: Callable[[str], bool] = field(init=False)
    _reading: Reading = field(init=False)

    def __post_init__(self) -> None:
        self._files = WorkingFiles(self.root)
        # The machine may stand a day east or west of the writer: a mark that was once written stays good.
        latest_mark = self.now.astimezone(UTC).date() + timedelta(days=1)
        reading = mkdocs_reading(self.site, self.settings.calendar, self.settings.since, latest_mark)
        self._reading = reading._replace(other_urls=self.other_urls)
        self._is_post = post_test(self.site, self.settings.posts)
        self._is_named = post_test(None, self.settings.posts)

    def sort(self, pages: Iterable[SourceFile], others: Iterable[SourceFile]) -> list[str]:
        """Look at the site's files and say which are taken out.

        Args:
            pages: its Markdown files that would become pages.
            others: its other files.

        Returns:
            Paths below the docs folder: removed posts, and the files of their bundles.
        """
        pages, others = list(pages), list(others)
        metas = [self._below_root(f.src_uri) for f in others if posixpath.basename(f.src_uri) == self.site.meta_files]
        self._found = Found(sorted(metas, key=lambda path: path.split("/")[:-1]))
        removed: list[str] = []
        rest: list[SourceFile] = []
        for file in pages:
            path = self._below_root(file.src_uri)
            if not self._is_post(path):
                rest.append(file)
                continue
            self.matched = self.matched or self._is_named(path)
            self._sorted.add(file.src_uri)
            post = self._read(file, PostKey(self.settings.site, path))
            if self._is_public(post):
                continue
            self.held[file.src_uri] = post
            if self.removes(post, file):
                removed.append(file.src_uri)
                self._gone[file.src_uri] = self._destinations(file, post)
        for file in self._links_to_removed(rest):
            removed.append(file.src_uri)
            self._gone[file.src_uri] = self._everywhere((file.dest_uri,))
        kept = {posixpath.dirname(page.src_uri) for page in pages if page.src_uri not in self._gone}
        for file in others:
            owner = _bundle_of(file.src_uri, self._gone, kept, [blog.posts_dir for blog in self.site.blogs])
            if owner:
                removed.append(file.src_uri)
                self._gone[file.src_uri] = self._moved(file)
        self._aim(())
        return removed

    def has_new(self, pages: Iterable[str]) -> bool:
        """Whether there are posts among these Markdown files that `sort` has not seen."""
        return any(path not in self._sorted and self._is_post(self._below_root(path)) for path in pages)

    def settle(self, occupied: Collection[str]) -> None:
        """Now that all public pages have their place: an address that one of them has is no held post's."""
        self._aim(occupied)

    def clean(self, place: str, data: bytes) -> None:
        """A finished page has no trace; unless somebody changes it, it need not be looked at again.

        Args:
            place: where it will be, below the site's root.
            data: its bytes.
        """
        self._clean[place] = hash(data)

    def audit(self, site_dir: Path) -> list[Trace]:
        """Traces of held posts and of the private page in the finished site."""
        held = self.targets.addresses
        files = {place: path for path, places in self._gone.items() for place in places if address_of(place) in held}
        addresses = {address_of(place): path for place, path in files.items()}
        sources = {path: path for path in self._gone}
        auditor = Auditor(files, sources | addresses, self.site.site_url, self.other_urls)
        traces: list[Trace] = []
        for name, path in site_files(site_dir):
            data = Path(path).read_bytes() if auditor.reads(name) else b""
            traces += auditor.inspect(name, data, is_clean=self._clean.get(name) == hash(data))
        return traces

    def lost(self) -> list[str]:
        """A line for each post that went live, and is held because nobody can read that any more."""
        return [_line(post.problems[0]) for path, post in self.held.items() if path in self._lost]

    def summary(self) -> list[str]:
        """What else there is to say: a line for each held post with a problem or a notice, and one that counts all."""
        waiting = sum(1 for post in self.held.values() if post.state is State.WAITING)
        words = []
        if waiting:
            words.append("1 post waits" if waiting == 1 else f"{waiting} posts wait")
        if self.links:
            to = "to held posts" if not waiting else "to it" if waiting == 1 else "to them"
            words.append(f"1 link {to} is plain text" if self.links == 1 else f"{self.links} links {to} are plain text")
            words[-1] += " for now"
        rest = (post for path, post in self.held.items() if post.problems and path not in self._lost)
        lines = [self._blind, *(_line(post.problems[0]) for post in rest), ", ".join(words)]
        return [line for line in lines if line]

    def _below_root(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(self.site.docs_dir, path))

    def _aim(self, occupied: Collection[str]) -> None:
        public = frozenset(address_of(place) for place in occupied)
        addresses = {address_of(place) for places in self._gone.values() for place in places}
        held = frozenset(addresses - public - {""})
        gone, own = frozenset(self._gone), self.site.site_url
        # A page with the sign of the private page on it is not clean either.
        self.targets = Held(gone, held, own, public, self.other_urls, signs=(SENTINEL,))

    def _is_public(self, post: Post) -> bool:
        if post.state is State.COPY and self.future_rule and post.wish:
            start = self.settings.calendar.start_of(post.wish.day)
            return start + timedelta(seconds=post.wish.offset) <= self.now
        return post.state.is_public

    def _read(self, file: SourceFile, key: PostKey) -> Post:
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

    def _settled(self, key: PostKey, file: SourceFile, raw: bytes, defaults: Mapping[str, Any]) -> Post:
        post = post_from(key, extract(raw), self._reading, defaults)
        if post.state is State.HISTORY:
            return settle_old_date(post, self.settings.since, self._landing(key.path))
        in_blog = post_blog(self.site, file.src_uri) is not None
        if wants_arrival(post, self.settings.since) and host_shows(raw, in_blog=in_blog):
            post = settle_arrival(post, self.settings.since, arrived(self.root, key.path))
        if post.state is State.PROBLEM and (post.released or (not post.meta and _MARK.search(raw))):
            self._lost.add(file.src_uri)
        return post

    def _landing(self, path: str) -> date | None:
        """The day a file came into git, where that is `since` or later."""
        if self._landed is None:
            since = self.settings.since
            self._landed = landed_since(self.root, since)
            blind = "" if self._landed else obstacle(self.root, since)
            if blind:
                mend = "git fetch --unshallow, or fetch-depth: 0 in CI, tells new ones apart"
                self._blind = f"{blind}, so all posts dated before {since} count as old ones; {mend}"
        return self._landed.get(path)

    def _links_to_removed(self, pages: Iterable[SourceFile]) -> list[SourceFile]:
        """Pages that are links to removed posts, and would show them in another place."""
        gone = {self._below_root(path) for path in self._gone}
        found = []
        for page in pages if gone else ():
            folder, name = posixpath.split(self._below_root(page.src_uri))
            place = f"{self._real_folder(folder)}/{name}".lstrip("/")
            real = inside(self._files, place) if self._files.is_symlink(place) else place
            if real in gone:
                found.append(page)
        return found

    def _leads_out(self, path: str) -> bool:
        """Whether a file, or the folder in which it is, is a link to a place outside of the site's folder."""
        is_linked = self._files.is_symlink(path)
        is_outside = (inside(self._files, path) if is_linked else self._real_folder(posixpath.dirname(path))) is None
        return is_outside and Path(self.root, path).exists()

    def _real_folder(self, folder: str) -> str | None:
        """Where a folder really is, from the site's root; None where a link leads out of it."""
        if folder not in self._real:
            self._real[folder] = inside(self._files, folder)
        return self._real[folder]

    def _destinations(self, file: SourceFile, post: Post) -> tuple[str, ...]:
        place = None
        if post.wish:
            title = host_title(file.src_uri, post.meta, extract(file.content_bytes).opening)
            place = page_path(self.site, file.src_uri, post.meta, title or post.title)
        return self._everywhere(filter(None, (place, file.dest_uri)))

    def _moved(self, file: SourceFile) -> tuple[str, ...]:
        """Where a bundle's file would land, whether or not the blog plugin has been there."""
        return self._everywhere((media_path(self.site, file.src_uri, file.dest_uri), file.dest_uri))

    def _everywhere(self, places: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(spot for place in places for spot in translated(place, self.locales)))


def _line(problem: Problem) -> str:
    return f"{problem.where}: {problem.message}; {problem.mend}"


def body_of(raw: bytes) -> str | None:
    """The Markdown below the front matter of a file's bytes; None for bytes that are no text."""
    try:
        text = decode(raw)
    except FrontMatterError:
        return None
    try:
        return text[read_head(text).body :]
    except FrontMatterError:
        return text


def _bundle_of(path: str, gone: Collection[str], public: Collection[str], posts_dirs: Collection[str]) -> str:
    """The removed `index.md` to which a file belongs: that of the nearest folder with pages, where none is public.

    Args:
        path: the file, below the docs folder.
        gone: what is removed.
        public: folders with public pages in them.
        posts_dirs: folders of posts, which are no bundles.
    """
    folder = posixpath.dirname(path)
    while folder and folder not in posts_dirs:
        if folder in public:
            return ""
        for name in INDEXES:
            if f"{folder}/{name}" in gone:
                return f"{folder}/{name}"
        folder = posixpath.dirname(folder)
    return ""
