"""Zola: `content/**`, dates in TOML or YAML or the file's name; own keys live below `extra`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.generators.kinds import BLOGGY, Generator, OtherSite, busiest
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.core.generators.values import (
    file_date,
    in_our_words,
    plain_letters,
    stem,
    table,
    text_of,
    with_slash,
)

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[^-_ ]*)?[-_ ]+")
_PATH_DATE = re.compile(r"(?:\A|/)(\d{4})/(\d{1,2})/(\d{1,2})(?:/|\Z)")
_OURS = ("released", "canonical_url", "canonical", "syndication")


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    return OtherSite(
        generator="zola",
        folders=("content/",),
        endings=(".md",),
        site_url=with_slash(text_of(settings, "base_url")),
        language=text_of(settings, "default_language", default="en"),
        output=text_of(settings, "output_dir", default="public"),
        settings=settings,
    )


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    pages = [path for path in paths if not posixpath.basename(path).startswith("_index.")]
    named = [name for name in busiest(pages, site) if name.lower() in BLOGGY]
    if not named:
        return pages
    return [path for path in pages if site.below(path).startswith(tuple(f"{name}/" for name in named))]


def _normal(_site: OtherSite, path: str, head: Head) -> Head:
    found: dict[str, Any] = {}
    extra = table(head.data, "extra")
    value = head.data.get("date")
    found["date"] = text_date(value) if value is not None else file_date(_own_name(path)) or _path_date(head)
    found |= {name: extra[name] for name in _OURS if name in extra and name not in head.data}
    return in_our_words(head, found)


def _path_date(head: Head) -> date | None:
    """Some sites keep the day in the address alone: `path = "2026/11/24/name"`."""
    own = head.data.get("path")
    match = _PATH_DATE.search(own) if isinstance(own, str) else None
    return file_date("-".join(match.groups())) if match else None


def _own_name(path: str) -> str:
    name = posixpath.basename(path)
    name = posixpath.basename(posixpath.dirname(path)) if name.startswith("index.") else name
    return name if _NAME.match(name) else ""


def _is_page(site: OtherSite, path: str, head: Head) -> bool:
    section = site.below(path).partition("/")[0].lower()
    return section not in BLOGGY and "date" not in head.data


def _address(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> str | None:
    own = meta.get("path")
    if isinstance(own, str) and own.strip("/"):
        return f"{site.site_url}{own.strip('/')}/"
    parent, name = posixpath.split(site.below(path))
    if name.startswith("index."):
        parent, name = posixpath.split(parent)
    else:
        name = stem(name)
    slug = meta.get("slug") if isinstance(meta.get("slug"), str) else _slug(_NAME.sub("", name, count=1))
    if slug is None or posixpath.splitext(name)[1].strip(".") in table(site.settings, "languages"):
        return None
    return f"{site.site_url}{posixpath.join(parent, str(slug))}/"


def _slug(name: str) -> str | None:
    plain = plain_letters(name).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") if plain.isascii() else None


GENERATOR = Generator(
    "zola", ("zola.toml", "config.toml"), lambda settings: "base_url" in settings, _site_of, _choose, any_head,
    _normal, _address, _is_page, "write date = 2026-11-24", bundles=True, table="extra",
)  # fmt: skip
