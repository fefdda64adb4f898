"""Astro: `src/content/blog/`, `pubDate`, and a leading `_` for what is not ready."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.generators.kinds import (
    BLOGGY,
    Generator,
    OtherSite,
    busiest,
    in_our_words,
    truth,
    with_slash,
)  # fmt: skip
from mkdocs_momentum.core.generators.textdates import text_date

_SITE = re.compile(r"\bsite:\s*[\"'`]([^\"'`]+)[\"'`]")
_NAMES = ("pubDate", "pubDatetime", "publishDate", "publishedDate", "published", "date")
_FOLDERS = ("src/content/", "src/data/", "src/pages/", "content/")
CONFIGS = tuple(f"astro.config.{ending}" for ending in ("mjs", "ts", "js", "mts", "cjs"))


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    own = _SITE.search(str(settings.get("text", "")))
    return OtherSite(
        generator="astro",
        folders=_FOLDERS,
        endings=(".md", ".mdx", ".mdoc"),
        site_url=with_slash(own[1]) if own else "",
        output="dist",
        settings=settings,
    )


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    """The collections that are named like a blog; where none is, the one with the most files of `src/content`."""
    named = [path for path in paths if site.below(path).partition("/")[0].lower() in BLOGGY]
    if named:
        return [path for path in named if "/" in site.below(path)]
    content = [path for path in paths if path.startswith("src/content/")]
    folders = tuple(f"{name}/" for name in busiest(content, site))
    return [path for path in content if site.below(path).startswith(folders)]


def _normal(_site: OtherSite, path: str, head: Head) -> Head:
    name = next((name for name in _NAMES if head.data.get(name) not in (None, "")), "")
    found: dict[str, Any] = {"date": text_date(head.data.get(name), american=True) or None}
    if any(part.startswith("_") for part in path.split("/")):
        found["draft"] = True
    elif "draft" in head.data:
        found["draft"] = truth(head.data["draft"])
    canonical = head.data.get("canonicalURL") or head.data.get("canonicalUrl")
    if isinstance(canonical, str):
        found["canonical_url"] = canonical
    return in_our_words(head, found, {"date": name})


def _is_page(site: OtherSite, path: str, head: Head) -> bool:
    return site.below(path).partition("/")[0].lower() not in BLOGGY and "date" not in head.data


def _address(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> str | None:
    own = meta.get("slug")
    inside = posixpath.splitext(site.below(path))[0].removesuffix("/index")
    collection = inside.partition("/")[0]
    return f"{site.site_url}{f'{collection}/{own}' if isinstance(own, str) and own else inside.lower()}/"


GENERATOR = Generator(
    "astro", CONFIGS, lambda _settings: True, _site_of, _choose, any_head, _normal, _address, _is_page,
    "write pubDate: 2026-11-24",
)  # fmt: skip
