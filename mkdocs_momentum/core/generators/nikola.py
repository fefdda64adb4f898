"""Nikola: lines `.. date:` (or YAML, TOML) in `posts/`, `status`, and posts that hide until their moment."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.kinds import (
    Generator,
    OtherSite,
    folder,
    in_our_words,
    stem,
    text_of,
    with_slash,
)  # fmt: skip
from mkdocs_momentum.core.generators.lineheads import dotted_head
from mkdocs_momentum.core.generators.textdates import text_date

META = ".meta"
"""How the file with the lines of a post is named that has its text in another."""

_HIDDEN = frozenset({"draft", "private"})


def _places(settings: Mapping[str, Any]) -> list[str]:
    value = settings.get("POSTS")
    items = value if isinstance(value, tuple | list) else ()
    patterns = [str(item[0]) for item in items if isinstance(item, tuple | list) and item]
    return list(dict.fromkeys(folder(pattern.partition("*")[0]) for pattern in patterns)) or ["posts/"]


def _endings(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """As the patterns say; `.txt` is reStructuredText here, and a `.meta` holds the lines of the text beside it."""
    items = settings.get("POSTS")
    patterns = [str(item[0]) for item in items or () if isinstance(item, tuple | list) and item]
    named = [posixpath.splitext(pattern)[1] for pattern in patterns]
    return tuple(dict.fromkeys([*MARKDOWN, ".rst", ".html", *(end for end in named if end[1:].isalnum()), META]))


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    return OtherSite(
        generator="nikola",
        folders=tuple(_places(settings)),
        endings=_endings(settings),
        site_url=with_slash(text_of(settings, "SITE_URL", "BASE_URL")),
        language=text_of(settings, "DEFAULT_LANG", default="en"),
        output=text_of(settings, "OUTPUT_FOLDER", default="output"),
        hides_future=settings.get("FUTURE_IS_NOW") is not True,
        settings=settings,
    )


def _choose(_site: OtherSite, paths: Sequence[str]) -> list[str]:
    """A post in two files is known by the one with the lines, `name.meta`."""
    metas = {path.removesuffix(META) for path in paths if path.endswith(META)}
    return [path for path in paths if path.endswith(META) or posixpath.splitext(path)[0] not in metas]


def _normal(_site: OtherSite, _path: str, head: Head) -> Head:
    found: dict[str, Any] = {"date": text_date(head.data.get("date"), american=True) or None}
    tags = head.data.get("tags")
    listed = tags.split(",") if isinstance(tags, str) else tags if isinstance(tags, list) else []
    words = [str(tag).strip().lower() for tag in listed]
    status = str(head.data.get("status") or "published").strip().lower()
    if status in _HIDDEN or "draft" in words:
        found["draft"] = True
    return in_our_words(head, found, {"draft": "status"})


def _address(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> str | None:
    slug = meta.get("slug") if isinstance(meta.get("slug"), str) and meta.get("slug") else stem(path)
    pretty = site.settings.get("PRETTY_URLS") is not False
    return f"{site.site_url}posts/{slug}{'/' if pretty else '.html'}"


def _parts(_site: OtherSite, path: str, names: Collection[str]) -> list[str]:
    """The text beside the file with its lines."""
    folder, name = posixpath.split(path)
    if not name.endswith(META):
        return []
    return [posixpath.join(folder, other) for other in names if stem(other) == stem(name) and other != name]


def _is_own(settings: Mapping[str, Any]) -> bool:
    text = str(settings.get("text", ""))  # Sphinx has a conf.py as well
    return "POSTS" in text and "NIKOLA" in text.upper()


GENERATOR = Generator(
    "nikola",
    ("conf.py",),
    _is_own,
    _site_of,
    _choose,
    dotted_head,
    _normal,
    _address,
    date_mend="write .. date: 2026-11-24",
    parts=_parts,
)
