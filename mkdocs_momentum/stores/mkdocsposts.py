"""Posts of a MkDocs site whose files are new or not the same any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.arrival import host_shows, settle_arrival, wants_arrival
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.extract import Extract
from mkdocs_momentum.core.generators.mkdocs import MkdocsSite, post_blog
from mkdocs_momentum.core.generators.mkdocs_reading import mkdocs_reading
from mkdocs_momentum.core.posts import Post, PostKey
from mkdocs_momentum.core.reading import Reading, held_post, outside_post, post_from, unopened_post
from mkdocs_momentum.stores.heads import Heads
from mkdocs_momentum.stores.postfiles import Found, read_defaults
from mkdocs_momentum.stores.sitefiles import SiteFiles
from mkdocs_momentum.stores.sitereading import Arrived


class MkdocsPosts(NamedTuple):
    """Makes them.

    Args:
        site: their site's entry in `momentum.yml`.
        files: its files.
        host: what its `mkdocs.yml` says; None where there is none.
        found: the walk that found them.
        heads: reads what they say, and keeps what they come to.
        calendar: the writer's.
        since: the first day that the gate governs there.
        today: the writer's day.
        arrived: the day a file came into git, asked for few posts alone.
    """

    site: SiteConfig
    files: SiteFiles
    host: MkdocsSite | None
    found: Found
    heads: Heads
    calendar: Calendar
    since: date
    today: date
    arrived: Arrived

    def read(self, paths: Iterable[str]) -> dict[str, Post]:
        """Posts by the paths of their files, which are from the site's root."""
        if self.host:
            reading = mkdocs_reading(self.host, self.calendar, self.since, self.today)
        else:
            reading = Reading(self.calendar, self.since, self.today, site_url=self.site.url)
        outside = self.found.outside
        made = {
            path: self._post(path, read, reading)
            for path, read in self.heads.read(path for path in paths if path not in outside)
        }
        return made | {path: outside_post(PostKey(self.site.name, path)) for path in outside}

    def _post(self, path: str, read: Extract | OSError, reading: Reading) -> Post:
        key = PostKey(self.site.name, path)
        if isinstance(read, OSError):
            return unopened_post(key, read)
        docs_path = self.host.docs_path(path) if self.host else None
        defaults, unreadable = read_defaults(self.files, self.host, self.found, docs_path)
        if unreadable:
            return held_post(key, f"{unreadable} cannot be read, and its defaults count here", "mend that file")
        post = post_from(key, read, reading, defaults)
        if wants_arrival(post, self.since):
            in_blog = bool(self.host and docs_path and post_blog(self.host, docs_path))
            if host_shows(self.heads.raw(path), in_blog=in_blog):
                post = settle_arrival(post, self.since, self.arrived(path))
        if not defaults:
            self.heads.keep(post)
        return post
