"""How the posts of a MkDocs site are read: what their front matter means to its blog, and where they will be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.generators.mkdocs import MkdocsSite, post_blog
from mkdocs_momentum.core.generators.mkdocs_addresses import host_title, post_address
from mkdocs_momentum.core.reading import Reading


def mkdocs_reading(site: MkdocsSite, calendar: Calendar, since: date, latest_mark: date) -> Reading:
    """What must be known to read the posts of one site, all but the first of it as `Reading` has it.

    Args:
        site: its site.
        calendar: the writer's timezone and start of day.
        since: the first day that the gate governs.
        latest_mark: a `released` after this day lies in the future.
    """

    def address(path: str, meta: Mapping[str, Any], title: str, opening: str) -> str | None:
        docs_path = site.docs_path(path)
        if docs_path is None:
            return None
        if post_blog(site, docs_path):
            found = host_title(docs_path, meta, opening)
            if found is None and not meta.get("slug"):
                return None
            title = found or ""
        return post_address(site, docs_path, meta, title)

    def has_native_dates(path: str) -> bool:
        docs_path = site.docs_path(path)
        return docs_path is not None and post_blog(site, docs_path) is not None

    return Reading(
        calendar, since, latest_mark, address, site.site_url, has_native_dates, other_urls=site.other_urls
    )
