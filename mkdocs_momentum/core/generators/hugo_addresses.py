"""The addresses that Hugo gives to posts."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from mkdocs_momentum.core.generators.kinds import OtherSite, lowered, stem, table, text_of, texts

PAGE_DATE = "page_date"
"""Under this name stands the date that an address is made of, where a post shows on another one."""

_ODD = frozenset("+#")
"""What versions of Hugo make different things of, in a pattern."""
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]?(?=.)")
_ALLOWED = frozenset("./\\_#+~-@")
"""What stays in addresses beside letters, marks and digits."""
_TOKEN = re.compile(r":([a-z]+)")


def is_html(path: str) -> bool:
    """Whether a file or an address is HTML by its ending."""
    return path.lower().endswith((".html", ".htm"))


def hugo_address(site: OtherSite, path: str, meta: Mapping[str, Any], title: str) -> str | None:
    """See `Generator.address`."""
    own = lowered(meta)
    if isinstance(own.get("url"), str) and own["url"]:
        path = own["url"].strip("/")
        return site.site_url + (path if is_html(path) else f"{path}/")
    if table(site.settings, "languages"):
        return None
    inside = site.below(path)
    parent, name = posixpath.split(inside)
    section = inside.partition("/")[0]
    is_bundle = name.split(".")[0] == "index"
    if _is_unsure(parent):
        return None
    slug = own["slug"] if isinstance(own.get("slug"), str) else ""
    if is_bundle:
        parent, name = posixpath.split(parent)
    else:
        name = stem(name).removesuffix(f".{text_of(site.settings, 'defaultcontentlanguage', default='en')}")
    if not slug and _DATED.match(name) and _is_dated_by_name(site, own):
        slug = _DATED.sub("", name)
    pattern = table(site.settings, "permalinks")
    pattern = table(pattern, "page") or pattern
    if isinstance(pattern.get(section), str):
        filled = _permalink(pattern[section], parent, slug, name, title, meta)
        return None if filled is None else _joined(site, filled)
    if not slug and _is_unsure(name):
        return None
    return _joined(site, posixpath.join(parent, slug or name))


def _is_dated_by_name(site: OtherSite, own: Mapping[str, Any]) -> bool:
    """Whether a file's name gives the date, and with it what follows the date there as the slug."""
    order = texts(lowered(table(site.settings, "frontmatter")).get("date"))
    return ":filename" in order and (order[0] == ":filename" or own.get("date") in (None, ""))


def _is_unsure(name: str) -> bool:
    """Whether versions of Hugo differ: since 0.123 each space of a name is a hyphen, so that `a & b` became `a--b`."""
    return _sanitized(name) != _sanitized(name.replace(" ", "-"))


def _permalink(pattern: str, parent: str, slug: str, name: str, title: str, meta: Mapping[str, Any]) -> str | None:
    day = meta.get(PAGE_DATE) or meta.get("date")
    name, words, slug = _sanitized(name), _sanitized(title), _sanitized(slug)
    tokens: dict[str, str] = {
        "section": parent.partition("/")[0], "slug": slug or words, "filename": name,
        "contentbasename": name, "slugorfilename": slug or name, "slugorcontentbasename": slug or name, "title": words,
    }  # fmt: skip
    if isinstance(day, date):
        tokens |= {"year": f"{day.year}", "month": f"{day.month:02}", "day": f"{day.day:02}"}
    if "/" not in parent:  # further down only some folders are sections
        tokens["sections"] = parent
    if any(token not in tokens or not _ODD.isdisjoint(tokens[token]) for token in _TOKEN.findall(pattern)):
        return None
    return _TOKEN.sub(lambda match: tokens[match[1]], pattern).lstrip("/")


def _sanitized(text: str) -> str:
    """A title or a name as a part of an address, by the rules of Hugo's `UnicodeSanitize`."""
    kept, is_apart = "", False
    for sign in text:
        if sign in _ALLOWED or unicodedata.category(sign)[0] in "LM" or unicodedata.category(sign) == "Nd":
            kept += f"-{sign}" if is_apart and sign != "-" else sign
            is_apart = False
        elif sign.isspace() and kept and not kept.endswith("-"):
            is_apart = True
    return kept


def _joined(site: OtherSite, path: str) -> str:
    path = _sanitized(path.rstrip("/"))
    path = path if site.settings.get("disablepathtolower") is True else path.lower()
    ugly = site.settings.get("uglyurls") is True
    return site.site_url + (path if is_html(path) else f"{path}.html" if ugly else f"{path}/")
