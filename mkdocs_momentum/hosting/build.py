"""What one build of one site holds back: a function of the site's own files. No network, no ledger, no other site."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from mkdocs_momentum.core.audit import SENTINEL, Auditor, Trace
from mkdocs_momentum.core.days import ONE_DAY
from mkdocs_momentum.core.extract import extract
from mkdocs_momentum.core.frontmatter import FrontMatterError, decode, read_head
from mkdocs_momentum.core.generators.mkdocs import MkdocsSite
from mkdocs_momentum.core.generators.mkdocs_addresses import host_title, media_path, page_path
from mkdocs_momentum.core.held import Held, address_of, translated
from mkdocs_momentum.core.marks import without_copied_marks
from mkdocs_momentum.core.posts import Post, Problem, State
from mkdocs_momentum.hosting.sources import SourceFile, Sources
from mkdocs_momentum.stores.block import BuildSettings
from mkdocs_momentum.stores.output import site_files

INDEXES = ("index.md", "README.md")


@dataclass(slots=True)
class Build:
    """One build of one site.

    Args:
        sources: the site's files and what they are.
        removes: whether this post is taken out of the site: all that are not public in a build, and in a preview
            those that would break it.
        locales: languages into which a plugin translates the site.
        future_rule: the blog plugin hides posts whose time is ahead; kept for copies, which nobody releases.
    """

    sources: Sources
    removes: Callable[[Post, SourceFile], bool] = lambda _post, _file: True
    locales: tuple[str, ...] = ()
    future_rule: bool = False
    held: dict[str, Post] = field(default_factory=dict)
    matched: bool = False
    links: int = 0
    targets: Held = field(default_factory=Held)
    _sorted: set[str] = field(default_factory=set)
    _gone: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _early: list[Problem] = field(default_factory=list)
    _clean: dict[str, int] = field(default_factory=dict)

    @property
    def settings(self) -> BuildSettings:
        """What it goes by."""
        return self.sources.settings

    @property
    def site(self) -> MkdocsSite:
        """How the host will lay out the site."""
        return self.sources.site

    def sort(self, pages: Iterable[SourceFile], others: Iterable[SourceFile]) -> list[str]:
        """Look at the site's files and say which are taken out.

        Args:
            pages: its Markdown files that would become pages.
            others: its other files.

        Returns:
            Paths below the docs folder: removed posts, and the files of their bundles.
        """
        pages, others = list(pages), list(others)
        self.sources.take_defaults(others)
        removed: list[str] = []
        found, rest = self._posts(pages)
        posts = without_copied_marks((post for _, post in found), self.settings.since)
        tomorrow = self.settings.calendar.day_of(self.sources.now) + ONE_DAY
        self._early = [problem for post in posts for problem in _of_early_mark(post, tomorrow)]
        for (file, before), post in zip(found, posts, strict=True):
            if self._is_public(post):
                continue
            self.held[file.src_uri] = post
            if post.state is State.PROBLEM and before.state is State.RELEASED:
                self.sources.lost.add(file.src_uri)  # a copied mark, or so it seems
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

    def _posts(self, pages: Iterable[SourceFile]) -> tuple[list[tuple[SourceFile, Post]], list[SourceFile]]:
        """The posts among these pages, and the others."""
        found: list[tuple[SourceFile, Post]] = []
        rest: list[SourceFile] = []
        for file in pages:
            path = self.sources.path(file.src_uri)
            if not self.sources.is_post(path):
                rest.append(file)
                continue
            self.matched = self.matched or self.sources.is_named(path)
            self._sorted.add(file.src_uri)
            found.append((file, self.sources.read(file)))
        return found, rest

    def has_new(self, pages: Iterable[str]) -> bool:
        """Whether there are posts among these Markdown files that `sort` has not seen."""
        return any(path not in self._sorted and self.sources.is_post(self.sources.path(path)) for path in pages)

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
        auditor = Auditor(files, sources | addresses, self.site.site_url, self.site.other_urls)
        traces: list[Trace] = []
        for name, path in site_files(site_dir):
            data = Path(path).read_bytes() if auditor.reads(name) else b""
            traces += auditor.inspect(name, data, is_clean=self._clean.get(name) == hash(data))
        return traces

    def warnings(self) -> list[str]:
        """A line for each post that went live and is held since nobody can read that, or that may never have."""
        lost = [_line(post.problems[0]) for path, post in self.held.items() if path in self.sources.lost]
        return [*lost, *map(_line, self._early)]

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
        rest = (post for path, post in self.held.items() if post.problems and path not in self.sources.lost)
        lines = [self.sources.blind, *(_line(post.problems[0]) for post in rest), ", ".join(words)]
        return [line for line in lines if line]

    def _aim(self, occupied: Collection[str]) -> None:
        public = frozenset(address_of(place) for place in occupied)
        addresses = {address_of(place) for places in self._gone.values() for place in places}
        held = frozenset(addresses - public - {""})
        gone, own = frozenset(self._gone), self.site.site_url
        # A page with the sign of the private page on it is not clean either.
        self.targets = Held(gone, held, own, public, self.site.other_urls, signs=(SENTINEL,))

    def _is_public(self, post: Post) -> bool:
        if post.state is State.COPY and self.future_rule and post.wish:
            start = self.settings.calendar.start_of(post.wish.day)
            return start + timedelta(seconds=post.wish.offset) <= self.sources.now
        return post.state.is_public

    def _links_to_removed(self, pages: Iterable[SourceFile]) -> list[SourceFile]:
        """Pages that are links to removed posts, and would show them in another place."""
        gone = set(map(self.sources.path, self._gone))
        return [page for page in pages if self.sources.real(page.src_uri) in gone] if gone else []

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


def _of_early_mark(post: Post, tomorrow: date) -> list[Problem]:
    """What is said of a mark that makes a post public whose date is still ahead: most likely it came with a file."""
    is_ahead = post.state is State.RELEASED and post.wish is not None and post.wish.day > tomorrow
    return [problem for problem in post.problems if problem.of_day] if is_ahead else []


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
