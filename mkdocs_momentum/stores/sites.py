"""Sites: their `mkdocs.yml`, their posts folders, and from these their posts.

Nothing here raises for a fault of one site: it becomes a problem, and the other sites go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.days import Calendar, parse_day, parse_timezone
from mkdocs_momentum.core.generators.mkdocs import MkdocsSite
from mkdocs_momentum.core.generators.patterns import helpers
from mkdocs_momentum.core.marks import without_copied_marks
from mkdocs_momentum.core.posts import Post, Problem, SiteFacts
from mkdocs_momentum.errors import SiteError
from mkdocs_momentum.stores.heads import Heads, fingerprint, nothing_collected
from mkdocs_momentum.stores.mkdocsyml import load_mkdocs_site
from mkdocs_momentum.stores.postfiles import Found, find_posts
from mkdocs_momentum.stores.sitefiles import SiteFiles, WorkingFiles, is_folder
from mkdocs_momentum.stores.sitereading import Arrived, Landed, SiteReading, settle_old_dates
from mkdocs_momentum.stores.timezone import rules_of

if TYPE_CHECKING:
    from mkdocs_momentum.core.generators.kinds import Generator, OtherSite

__all__ = ["SiteReading", "is_here", "load_mkdocs_site", "read_files", "read_site"]


def is_here(site: SiteConfig, base: Path) -> bool:
    """Whether a site is read from a folder on this machine: it has one, or no repository to be read from."""
    return not site.repo or bool(site.path and is_folder(site.place(base)))


def read_site(
    site: SiteConfig,
    base: Path,
    calendar: Calendar,
    since: date,
    today: date,
    arrived: Callable[[Path, str], date | None] | None = None,
    given: Mapping[Path, bytes] | None = None,
    landed: Callable[[Path, date], Mapping[str, date]] | None = None,
) -> SiteReading:
    """Read one site that has a working tree here.

    Args:
        site: its entry in `momentum.yml`.
        base: the folder of `momentum.yml`.
        calendar: the writer's.
        since: the first governed day; the site's own plugin block wins over it, as it does in a build.
        today: the writer's day; a `released` after it lies in the future.
        arrived: the day a file of the folder came into git, asked for few posts alone; git itself where it is None.
        given: files whose bytes are these, whatever stands in the working tree; a commit in the making.
        landed: the files of the folder that came into git on a day or after it, asked once where there are old dates;
            git itself where it is None.

    Returns:
        The posts and whatever is the matter; nothing is raised.
    """
    folder = site.place(base)
    if not site.path or not is_folder(folder):
        mend = f"name a folder, as in path: ../{site.name}, or clone the site there"
        return _unread(site, f"path: {site.path or 'nothing'} is not a folder on this machine", mend)
    root = folder.resolve()
    came = partial(arrived or _arrived, root)
    return read_files(site, WorkingFiles(root, given), calendar, since, today, came, partial(landed or _landed, root))


def read_files(
    site: SiteConfig,
    files: SiteFiles,
    calendar: Calendar,
    since: date,
    today: date,
    arrived: Arrived,
    landed: Landed,
) -> SiteReading:
    """Read one site, wherever its files are. Arguments and result as above."""
    try:
        host = load_mkdocs_site(files)
        other = _other(files, host, site)
    except SiteError as error:
        return _unread(site, str(error), "mend the file; the other sites go on")._replace(root=files.root)
    if other:
        from mkdocs_momentum.stores.othersites import OtherReader

        with nothing_collected():
            try:
                read = OtherReader(site, files, *other, calendar, today, arrived, since).read()
            except SiteError as error:  # its settings do not say for certain where its posts are
                return _unread(site, str(error), "the other sites go on")._replace(root=files.root)
        return _settled(read, since, today, landed)
    reader = _SiteReader(site, files, _with_url(host, site.url), calendar, today, arrived)
    with nothing_collected():
        read = reader.read(since)
    return _settled(read, reader.since, today, landed)


def _settled(read: SiteReading, since: date, today: date, landed: Landed) -> SiteReading:
    """What only all posts of a site together tell, and git."""
    return settle_old_dates(read._replace(posts=without_copied_marks(read.posts, since)), since, today, landed)


def _other(files: SiteFiles, host: MkdocsSite | None, site: SiteConfig) -> tuple[Generator, OtherSite] | None:
    """What builds a site that MkDocs and its blog plugins do not."""
    if host and (host.blogs or site.posts or (host.block or {}).get("posts")):
        return None
    from mkdocs_momentum.stores.othersites import other_site

    found = other_site(files)
    return found if found and (host is None or found[0].name == "publisher") else None


def _unknown(site: SiteConfig, files: SiteFiles) -> Problem:
    from mkdocs_momentum.stores.othersites import unknown_site

    return unknown_site(site, files)


def _arrived(root: Path, path: str) -> date | None:
    from mkdocs_momentum.stores.arrivals import arrived

    return arrived(root, path)


def _landed(root: Path, since: date) -> Mapping[str, date]:
    from mkdocs_momentum.stores.landings import landed_since

    return landed_since(root, since)


def _with_url(host: MkdocsSite | None, url: str) -> MkdocsSite | None:
    return host._replace(site_url=f"{url.rstrip('/')}/") if host and url else host


def _unread(site: SiteConfig, message: str, mend: str) -> SiteReading:
    return SiteReading(SiteFacts(site.name, site.url), problems=(Problem(site.name, "", message, mend),))


class _SiteReader:
    def __init__(
        self,
        site: SiteConfig,
        files: SiteFiles,
        host: MkdocsSite | None,
        calendar: Calendar,
        today: date,
        arrived: Arrived,
    ) -> None:
        self.site, self.files, self.host = site, files, host
        self.calendar, self.today, self.arrived = calendar, today, arrived
        self.problems: list[Problem] = []
        self.since = date.max

    def read(self, since: date) -> SiteReading:
        self.since = self._since(since)
        self._plugin()
        globs = self._globs()
        self.calendar = self._calendar()
        if not globs and not (self.host and self.host.blogs):
            if self.host is None:
                self.problems.append(_unknown(self.site, self.files))
            else:
                self._problem("it has no blog plugin that says where its posts are", "write posts: docs/posts/**/*.md")
            return self._result(())
        found = find_posts(self.files, self.host, globs)
        for path, message, mend in found.faults:
            self.problems.append(Problem(self.site.name, path, message, mend))
        if not found.posts and not found.faults:
            place = " or ".join(globs or self._blog_folders())
            self._problem(f"there are no posts in {place}", "write a post there, or set posts:", holds=False)
        heads = Heads(self.files, context=self._context())
        # Defaults of a folder may have changed, and a link may lead elsewhere now, where the file itself is the same.
        own = [] if found.metas else [path for path in found.posts if path not in found.outside]
        known = heads.posts(self.site.name, own, self.today)
        rest = [path for path in found.posts if path not in known]
        made = known | self._made(rest, found, heads) if rest else known
        posts = tuple(map(made.__getitem__, found.posts))
        heads.save()
        return self._result(posts)

    def _made(self, paths: list[str], found: Found, heads: Heads) -> dict[str, Post]:
        from mkdocs_momentum.stores.mkdocsposts import MkdocsPosts  # in most runs no file is new

        return MkdocsPosts(
            self.site, self.files, self.host, found, heads, self.calendar, self.since, self.today, self.arrived
        ).read(paths)

    def _result(self, posts: tuple[Post, ...]) -> SiteReading:
        facts = SiteFacts(
            self.site.name,
            self.site.url or (self.host.site_url if self.host else ""),
            self.host.language if self.host else "en",
            str(self.files.root or ""),
            self.since,
            self.calendar,
        )
        return SiteReading(facts, posts, tuple(self.problems), self.files.root)

    def _problem(self, message: str, mend: str, *, holds: bool = True) -> None:
        self.problems.append(Problem(self.site.name, "", message, mend, holds=holds))

    def _blog_folders(self) -> list[str]:
        return [f"{self.host.docs_dir}/{blog.posts_dir}" for blog in self.host.blogs] if self.host else []

    def _block(self, key: str) -> Any:
        """A setting of the plugin's block in `mkdocs.yml`, which wins in a build, and so it does here."""
        return (self.host.block or {}).get(key) if self.host else None

    def _since(self, since: date) -> date:
        value = self._block("since")
        if value is None:
            return since
        try:
            is_day = isinstance(value, date) and not isinstance(value, datetime)
            own = value if is_day else parse_day(str(value))
        except ValueError:
            self._problem(f"mkdocs.yml: since: {value!s} is not a date", f"write since: {since}")
            return since
        if own != since:
            message = f"its mkdocs.yml says since: {own}, momentum.yml says {since}; for its builds the first counts"
            self._problem(message, f"write since: {since} in both", holds=False)
        return own

    def _plugin(self) -> None:
        """A site whose builds do not ask the plugin shows every post; that is worth a word."""
        if self.host and (self.host.block is None or self.host.block.get("enabled") is False):
            message = "its mkdocs.yml does not switch momentum on, so its builds show every post"
            self._problem(message, "add momentum to its plugins", holds=False)

    def _calendar(self) -> Calendar:
        value = self._block("timezone")
        if not value:
            return self.calendar
        hub = self.calendar.timezone.key
        try:
            own = parse_timezone(value)
        except ValueError as error:
            self._problem(f"mkdocs.yml: timezone: {error}", f"write timezone: {hub}")
            return self.calendar
        if own.key != hub:
            message = f"its mkdocs.yml says timezone: {own.key}, momentum.yml says {hub}"
            self._problem(f"{message}; for its dates the first counts", f"write timezone: {hub} in both", holds=False)
        return self.calendar._replace(timezone=own)

    def _context(self) -> str:
        """All that posts here follow from, but for their files and the day."""
        rules, makers = rules_of(self.calendar.timezone), helpers(self.host) if self.host else ()
        versions = tuple(f"{name} {import_module(name).__version__}" for name in makers)
        return fingerprint((self.host, self.site.url, self.calendar, rules, versions, self.since))

    def _globs(self) -> tuple[str, ...]:
        value, own = self._block("posts"), (self.site.posts,) if self.site.posts else ()
        globs = [value] if isinstance(value, str) else value or []
        if isinstance(globs, list) and all(isinstance(glob, str) for glob in globs):
            return tuple(glob for glob in globs if glob.strip()) or own
        self._problem(f"mkdocs.yml: posts: {value!r} is not text", "write posts: docs/posts/**/*.md")
        return own
