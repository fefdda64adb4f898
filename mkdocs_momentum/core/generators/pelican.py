"""Pelican: metadata lines in `content/`, a date in them or in the file's name, and `Status`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.heads import metadata_head
from mkdocs_momentum.core.generators.kinds import (
    Generator,
    OtherSite,
    file_date,
    folder,
    in_our_words,
    plain_letters,
    text_of,
    with_slash,
)  # fmt: skip
from mkdocs_momentum.core.generators.textdates import text_date

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_DRAFTS = frozenset({"draft", "skip"})


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    return OtherSite(
        generator="pelican",
        folders=(folder(text_of(settings, "PATH", default="content")),),
        endings=(*MARKDOWN, ".rst"),
        site_url=with_slash(text_of(settings, "SITEURL")),
        language=text_of(settings, "DEFAULT_LANG", default="en"),
        output=text_of(settings, "OUTPUT_PATH", default="output"),
        hides_future=settings.get("WITH_FUTURE_DATES") is False,
        settings=settings,
    )


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    pages = site.settings.get("PAGE_PATHS")
    skipped = [*(pages if isinstance(pages, list) else ["pages"]), *_list(site, "ARTICLE_EXCLUDES", [])]
    wanted = tuple(folder(name) for name in _list(site, "ARTICLE_PATHS", [""]))
    unwanted = tuple(found for name in skipped if (found := folder(str(name))))
    chosen = []
    for path in paths:
        inside = path[len(site.folders[0]) :]
        if inside.startswith(wanted) and not inside.startswith(unwanted):
            chosen.append(path)
    return chosen


def _list(site: OtherSite, name: str, default: list[str]) -> list[str]:
    value = site.settings.get(name)
    return [str(item) for item in value] if isinstance(value, list | tuple) else default


def _normal(site: OtherSite, path: str, head: Head) -> Head:
    value = head.data.get("date")
    own = posixpath.basename(path)
    pattern = site.settings.get("FILENAME_METADATA", None)
    from_name = file_date(own[:10]) if pattern is None and _DATED.match(own) else None
    if isinstance(pattern, str) and "?P<date>" in pattern:
        from_name = file_date(own)
    found: dict[str, Any] = {"date": text_date(value) if value not in (None, "") else from_name}
    if _status(site, head) in _DRAFTS:
        found["draft"] = True
    return in_our_words(head, found, {"draft": "status"})


def _status(site: OtherSite, head: Head) -> str:
    return str(head.data.get("status") or site.settings.get("DEFAULT_STATUS") or "published").strip().lower()


def _is_page(site: OtherSite, _path: str, head: Head) -> bool:
    """A hidden article has an address from the first day on, and stands in no list."""
    return _status(site, head) == "hidden"


def _address(site: OtherSite, _path: str, meta: Mapping[str, Any], title: str) -> str | None:
    pattern = text_of(site.settings, "ARTICLE_URL", default="{slug}.html")
    slug = meta.get("slug") if isinstance(meta.get("slug"), str) else _slugified(title)
    if slug is None or pattern.replace("{slug}", "").count("{"):
        return None
    return site.site_url + pattern.replace("{slug}", str(slug))


def _slugified(title: str) -> str | None:
    """Pelican's own way with a title; None for letters that it takes from tables of its own."""
    words = re.sub(r"[^\w\s-]", "", plain_letters(title)).strip().lower()
    return re.sub(r"[-\s]+", "-", words) if words.isascii() else None


GENERATOR = Generator(
    "pelican", ("pelicanconf.py",), lambda _settings: True, _site_of, _choose, metadata_head, _normal, _address,
    _is_page, "write Date: 2026-11-24",
)  # fmt: skip
