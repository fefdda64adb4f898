"""Sites that MkDocs does not build: found out, walked and read by their own generator's rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.arrival import settle_arrival, wants_arrival
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.extract import Extract
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.fronts import Dialect
from mkdocs_momentum.core.generators.beginnings import form_fault, has_head
from mkdocs_momentum.core.generators.detect import detect
from mkdocs_momentum.core.generators.globs import glob_pattern
from mkdocs_momentum.core.generators.kinds import UNREAD, Generator, OtherSite, Texts
from mkdocs_momentum.core.generators.values import file_date, with_slash
from mkdocs_momentum.core.packedposts import Shape
from mkdocs_momentum.core.packing import NormalMeta
from mkdocs_momentum.core.posts import Post, PostKey, Problem, SiteFacts, State
from mkdocs_momentum.core.reading import Reading, held_post, outside_post, post_from, unopened_post
from mkdocs_momentum.errors import SiteError
from mkdocs_momentum.stores.heads import Heads, fingerprint
from mkdocs_momentum.stores.mkdocsyml import load_mkdocs_site
from mkdocs_momentum.stores.postfiles import LEADS_OUT
from mkdocs_momentum.stores.sitefiles import SiteFiles, inside, is_circle, is_folder, is_staged_site
from mkdocs_momentum.stores.sitereading import Arrived, SiteReading
from mkdocs_momentum.stores.timezone import rules_of

CONFIG_BYTES = 1024 * 1024
_LEFT_OUT = frozenset({"node_modules", "vendor", "__pycache__", "venv"})
"""Folders right in the site's own that hold what others wrote."""
_INSTALLED = frozenset({"node_modules"})
_TOOLS = frozenset({".git", ".hg", ".svn", ".venv", ".cache", ".astro"})
"""Folders of tools, also where a generator reads names with a dot."""


def other_site(files: SiteFiles) -> tuple[Generator, OtherSite] | None:
    """The generator of a site and what its configuration says; None where none is known.

    Raises:
        SiteError: a configuration cannot be read.
    """

    def text(name: str) -> str | None:
        try:
            return files.read(name, CONFIG_BYTES).decode("utf-8-sig")
        except (OSError, ValueError):  # settings may name what is no path at all
            return None

    def names(folder: str) -> list[str]:
        try:
            return [entry.name for entry in files.entries(folder)]
        except (OSError, ValueError):
            return []

    return detect(Texts(text, names))


def unknown_site(site: SiteConfig, files: SiteFiles) -> Problem:
    """What to say of a folder in which no generator is known; often the site is a folder further down.

    Args:
        site: its entry in `momentum.yml`.
        files: what is in the folder.
    """
    place = next(iter(_sites_below(files)), "")
    if not place:
        message = "no configuration of a site generator that can be read here is in it"
        return Problem(
            site.name, "", message, "write posts: posts/**/*.md, where these have a date in YAML front matter"
        )
    mend = f"folder: {place}" if site.repo else f"path: {site.path.rstrip('/')}/{place}"
    return Problem(site.name, "", f"the site seems to be the folder {place} in it", f"write {mend}")


def _sites_below(files: SiteFiles) -> list[str]:
    """The folders right below one that have a configuration of a generator, MkDocs included, by name."""
    try:
        entries = files.entries("")
    except OSError:
        return []
    found = []
    for name in sorted(entry.name for entry in entries if is_folder(entry) and not entry.name.startswith(".")):
        below = files.below(name)
        with suppress(SiteError):
            if name not in _LEFT_OUT and (load_mkdocs_site(below) or other_site(below)):
                found.append(name)
    return found


class OtherReader:
    """Reads one such site.

    Args:
        site: its entry in `momentum.yml`.
        files: its files.
        generator: what builds it.
        own: what its configuration says.
        calendar: the writer's.
        today: the writer's day.
        arrived: asked for few posts alone.
        since: the first governed day.
    """

    def __init__(
        self,
        site: SiteConfig,
        files: SiteFiles,
        generator: Generator,
        own: OtherSite,
        calendar: Calendar,
        today: date,
        arrived: Arrived,
        since: date,
    ) -> None:
        self.site, self.files, self.generator = site, files, generator
        self.own = own._replace(site_url=with_slash(site.url)) if site.url else own
        self.calendar, self.today, self.arrived, self.since = calendar, today, arrived, since
        rules = rules_of(calendar.timezone)
        context = fingerprint((generator.name, self.own, site.posts, site.url, calendar, rules, since))
        self.heads = Heads(files, generator.name, context, generator.reader)
        self.problems: list[Problem] = []
        self._last: tuple[str, Head, Head] | None = None
        self._linked: dict[str, str | None] = {}
        """Of files below a link to a folder where they really are; None where that is out of the site."""

    def read(self) -> SiteReading:
        """All its posts."""
        paths = self._once(self._paths())
        outside = {path for path in paths if self.files.is_symlink(path) and inside(self.files, path) is None}
        made: dict[str, Post | None] = {path: outside_post(PostKey(self.site.name, path)) for path in outside}
        shape = Shape(partial(NormalMeta, self._normal), self._dialect)
        made |= self.heads.posts(self.site.name, (path for path in paths if path not in outside), self.today, shape)
        for path, read in self.heads.read(path for path in paths if path not in made):
            made[path] = self._post(path, read)
        posts = tuple(self._without_lost(post for path in paths if (post := made[path])))
        self.heads.save()
        if not posts and not self.problems:
            self.problems.append(self._empty(len(paths)))
        root = self.files.root
        facts = SiteFacts(self.site.name, self.site.url or self.own.site_url, self.own.language, str(root or ""))
        return SiteReading(facts, posts, tuple(self.problems), root)

    def _empty(self, pages: int) -> Problem:
        """Why there is nothing, and what would change that."""
        place = self.site.posts or " or ".join(filter(None, self.own.folders)) or "this folder"
        message = f"there are no posts in {place}, where {self.generator.name} would have them"
        mend = "write a post there, or set posts:"
        if pages:
            message = f"none of the pages in {place} ({pages}, read as {self.generator.name}) has a date"
            mend = f"{self.generator.date_mend} in a post, or set posts:"
        return Problem(self.site.name, "", message, mend, holds=False)

    def _paths(self) -> list[str]:
        if self.site.posts:
            pattern = glob_pattern(self.site.posts)
            return sorted(path for path in self._walk(("",), ("",)) if pattern.fullmatch(path))
        return sorted(self.generator.choose(self.own, self._walk(self.own.folders, self.own.endings)))

    def _walk(self, folders: Sequence[str], endings: Sequence[str]) -> list[str]:
        """The files in these folders whose names end so; the output and what others installed left out."""
        found: list[str] = []
        ends = tuple(ending.lower() for ending in endings)
        # A folder, its real place, and the places that links on the way there led to.
        pending: list[tuple[str, str | None, tuple[str, ...]]] = [
            (path, inside(self.files, path), ()) for path in (prefix.rstrip("/") for prefix in folders)
        ]
        while pending:
            folder, real, chain = pending.pop()
            try:
                entries = self.files.entries(folder if real is None else real)
            except (FileNotFoundError, ValueError):
                continue
            except OSError as error:
                message = f"it cannot be opened: {error.strerror}"
                self.problems.append(Problem(self.site.name, folder, message, "make it readable"))
                continue
            if folder and is_staged_site(entries):
                continue
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if self._is_left_out(path, entry.name):
                    continue
                place = None if real is None else f"{real}/{entry.name}" if real else entry.name
                if is_folder(entry):
                    pending += self._below(path, place, chain, is_link=entry.is_symlink())
                elif entry.name.lower().endswith(ends):
                    found.append(path)
                    if place != path:
                        self._linked[path] = place
        return list(dict.fromkeys(found))

    def _is_left_out(self, path: str, name: str) -> bool:
        is_dot = name.startswith(".") and (not self.own.dots or name in _TOOLS)
        # What reads names with a dot reads what others wrote as well, but for one folder.
        left_out = _INSTALLED if self.own.dots else _LEFT_OUT
        return is_dot or path in self.own.all_built or path in left_out

    def _below(
        self, path: str, place: str | None, chain: tuple[str, ...], *, is_link: bool
    ) -> list[tuple[str, str | None, tuple[str, ...]]]:
        """A folder to walk next; none where a link leads in a circle, or on from out of the site."""
        if not is_link:
            return [(path, place, chain)]
        target = inside(self.files, path)
        if place is None or (target is not None and is_circle(target, place, chain)):
            return []
        return [(path, target, (*chain, target or ""))]

    def _once(self, paths: list[str]) -> list[str]:
        """The same posts, none of them a second time through a link to its folder."""
        seen = {path for path in paths if path not in self._linked}
        kept = []
        for path in paths:
            real = self._linked.get(path)
            if real is None or real not in seen:
                kept.append(path)
                seen.add(real or path)
        return kept

    def _without_lost(self, posts: Iterable[Post]) -> Iterator[Post]:
        """Without those that wait out of the site, where no release can write to; the link to them is a problem."""
        links = set()
        for post in posts:
            path = post.key.path
            if self._linked.get(path, path) is not None or post.state.is_public:
                yield post
            elif post.state is not State.DRAFT:
                links.add(self._link_above(path))
        self.problems += [Problem(self.site.name, link, *LEADS_OUT) for link in sorted(links)]

    def _link_above(self, path: str) -> str:
        above = [path[:at] for at, sign in enumerate(path) if sign == "/"]
        return next(folder for folder in above if self.files.is_symlink(folder))

    def _normal(self, path: str, head: Head) -> Head:
        """A head in our words. It is asked for twice of each file: whether it is a post at all, and which."""
        if self._last is None or self._last[0] != path or self._last[1] is not head:
            self._last = path, head, self.generator.normal(self.own, path, head)
        return self._last[2]

    def _post(self, path: str, found: Extract | OSError) -> Post | None:
        """The post; None for a page that is none."""
        key = PostKey(self.site.name, path)
        if isinstance(found, OSError):
            return unopened_post(key, found)
        is_plain = found.head is None and not self._has_head(path)
        is_bare = is_plain and self.generator.dated_by_path and self._has_path_date(path)
        read = found._replace(head=Head({}), fault=None) if is_bare else found
        if not self.site.posts and self._is_page(path, read.head, is_plain=is_plain):
            return None
        post = post_from(key, read, self._reading())._replace(dialect=self._dialect(path))
        if post.state is State.WAITING:
            fault = found.fault if is_bare else self._form_fault(path, found.head)
            if fault:  # a post that nobody can mark would stand in the others' way on its day
                return held_post(key, *fault[:2])
        if wants_arrival(post, self.since):
            post = settle_arrival(post, self.since, self.arrived(path))
        self.heads.keep(post)
        return post

    def _has_head(self, path: str) -> bool:
        return has_head(self.heads.raw(path), names_language=self.generator.names_language)

    def _form_fault(self, path: str, head: Head | None) -> tuple[str, str] | None:
        """What is the matter with front matter that is read and not edited."""
        # A line --- or +++ stands before others.
        if head is None or (head.start > len("---") and not self.generator.names_language):
            return None
        return form_fault(self.heads.raw(path))

    def _has_path_date(self, path: str) -> bool:
        if self.generator.dated_by_path:
            return "date" in self._normal(path, Head({})).data
        return file_date(path) is not None

    def _dialect(self, path: str) -> Dialect:
        return Dialect(self.generator.reader, partial(self._normal, path), self.generator.table)

    def _is_page(self, path: str, head: Head | None, *, is_plain: bool) -> bool:
        if head is None:
            if is_plain and self.generator.needs_head:
                return not path.lower().endswith(MARKDOWN) or not self._has_path_date(path)
            if not is_plain and not self.generator.needs_head:
                return False  # it may well be a post, and is shown once it can be read
            # What cannot be read is held where posts are, and left alone elsewhere.
            head = Head({} if is_plain else {UNREAD: self.heads.raw(path).decode("utf-8", "replace")})
        return self.generator.is_page(self.own, path, self._normal(path, head))

    def _reading(self) -> Reading:
        def address(path: str, meta: Mapping[str, Any], title: str, _opening: str) -> str | None:
            return self.generator.address(self.own, path, meta, title)

        return Reading(
            self.calendar,
            self.since,
            self.today,
            address,
            self.own.site_url,
            normal=self._normal,
            date_mend=self.generator.date_mend,
            undated_drafts=True,
            guessed_addresses=True,
        )
