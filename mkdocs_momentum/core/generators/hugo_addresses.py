"""The addresses that Hugo gives to posts."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from mkdocs_momentum.core.generators.kinds import OtherSite
from mkdocs_momentum.core.generators.values import lowered, stem, table, text_of, texts

PAGE_DATE = "page_date"
"""Under this name stands the date that an address is made of, where a post shows on another one."""

_ODD = frozenset("+#/\\")
"""What versions of Hugo make different things of, in a pattern."""
_DATED = re.compile(r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[-_ ](?=.)")
_MAYBE_DATED = re.compile(r"\d{4}-\d")
_PLAIN_URL = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*(?:\.html)?")
_ALLOWED = frozenset("./\\_#+~-@")
"""What stays in addresses beside letters, marks and digits."""
_SANE = re.compile(r"[\w./\\#+~@-]*", re.ASCII)
"""Of such signs alone, which all stay: most names are."""
_TOKEN = re.compile(r":([a-z]+)")
_KNOWN_PATTERN = re.compile(r"(?::[a-z]+|[^:\[\]\\])*")


def is_html(path: str) -> bool:
    """Whether a file or an address is HTML by its ending."""
    return path.lower().endswith((".html", ".htm"))


def hugo_address(site: OtherSite, path: str, meta: Mapping[str, Any], title: str) -> str | None:
    """See `Generator.address`. None wherever versions of Hugo, or settings that are rare, make something else of it."""
    own = lowered(meta)
    if _is_elsewhere(site, path, f"{path}{own.get('slug')}{title}"):
        return None
    if own.get("url"):
        url = own["url"].strip("/") if isinstance(own["url"], str) else ""
        is_plain = _PLAIN_URL.fullmatch(url) and not url.endswith("index.html")
        return site.site_url + (url if is_html(url) else f"{url}/") if is_plain else None
    inside = site.below(path)
    parent, name = posixpath.split(inside)
    section = inside.partition("/")[0]
    is_bundle = name.split(".")[0] == "index"
    slug = str(own.get("slug") or "")
    if is_bundle:
        is_named = name.count(".") == 1
        parent, name = posixpath.split(parent)
    else:
        name = stem(name).removesuffix(f".{text_of(site.settings, 'defaultcontentlanguage', default='en')}")
        is_named = not is_html(name) and name == name.rstrip() and _is_plain(name)
    is_slug = isinstance(own.get("slug") or "", str | int) and not isinstance(own.get("slug"), bool)
    if _is_unsure(parent) or not _is_plain(parent) or not is_named or not is_slug or slug != slug.strip("-"):
        return None
    if not slug and _MAYBE_DATED.match(name) and _is_dated_by_name(site, own):
        slug = _DATED.sub("", name)
        if slug == name:
            return None
    pattern = _pattern(site, section)
    if pattern is None:
        return None
    if pattern:
        filled = _permalink(site, pattern, parent, slug, name, title if own.get("title") else "", meta)
        return None if filled is None else _joined(site, filled)
    if not slug and _is_unsure(name):
        return None
    return _joined(site, posixpath.join(parent, slug or name))


def _is_elsewhere(site: OtherSite, path: str, words: str) -> bool:
    """Whether settings decide about a post's address in a way that is not followed here.

    Args:
        site: the site.
        path: the post.
        words: all that its address may be made of.
    """
    own = site.settings
    in_folders = any(own.get(f"defaultcontent{what}insubdir") is True for what in ("language", "version", "role"))
    formats = [name.lower() for name in texts(lowered(table(own, "outputs")).get("page"))]
    is_odd = isinstance(own.get("uglyurls"), Mapping) or "html" in lowered(table(own, "outputformats"))
    is_twice = sum(path.startswith(prefix) for prefix in site.folders) > 1 and bool(site.mounts)
    accents = own.get("removepathaccents") is True and not words.isascii()
    is_elsewhere = bool(formats and formats[0] != "html")
    return bool(table(own, "languages")) or in_folders or is_elsewhere or is_odd or is_twice or accents


def _pattern(site: OtherSite, section: str) -> str | None:
    """The `permalinks` of a section; empty where there are none, None where it cannot be told."""
    given = site.settings.get("permalinks")
    if given is not None and not isinstance(given, Mapping):
        return None
    every = lowered(given or {})
    patterns = {**every, **lowered(table(every, "page"))}
    if any("*" in name or "/" in name for name in patterns):
        return None
    found = patterns.get(section.lower())
    return found if isinstance(found, str) else ""


def _is_plain(name: str) -> bool:
    """Whether all signs of a name are some that every version keeps or drops, and whose small letters are one each."""
    return name.isascii() or all(sign.isascii() or (sign.isalpha() and len(sign.lower()) == 1) for sign in name)


def _is_dated_by_name(site: OtherSite, own: Mapping[str, Any]) -> bool:
    """Whether a file's name gives the date, and with it what follows the date there as the slug."""
    order = texts(lowered(table(site.settings, "frontmatter")).get("date"))
    return ":filename" in order and (order[0] == ":filename" or own.get("date") in (None, ""))


def _is_unsure(name: str) -> bool:
    """Whether versions of Hugo differ: since 0.123 each space of a name is a hyphen, so that `a & b` became `a--b`."""
    return " " in name and _sanitized(name) != _sanitized(name.replace(" ", "-"))


def _permalink(
    site: OtherSite, pattern: str, parent: str, slug: str, name: str, title: str, meta: Mapping[str, Any]
) -> str | None:
    day = meta.get(PAGE_DATE) or meta.get("date")
    name, words, slug = _sanitized(name), _sanitized(title), _sanitized(slug)
    tokens: dict[str, str] = {
        "section": parent.partition("/")[0], "slug": slug or words, "filename": name,
        "contentbasename": name, "slugorfilename": slug or name, "slugorcontentbasename": slug or name, "title": words,
    }  # fmt: skip
    if isinstance(day, date):
        tokens |= {"year": f"{day.year}", "month": f"{day.month:02}", "day": f"{day.day:02}"}
    order = {value.lower() for value in texts(lowered(table(site.settings, "frontmatter")).get("date"))}
    if order - {":filename", ":default", "date"} or (":filename" in order and _MAYBE_DATED.match(name)):
        tokens = {token: value for token, value in tokens.items() if token not in {"year", "month", "day"}}
    if "/" not in parent:  # further down only some folders are sections
        tokens["sections"] = parent
    used = _TOKEN.findall(pattern)
    if any(not tokens.get(token) or not _ODD.isdisjoint(tokens[token]) for token in used):
        return None
    if is_html(pattern) or not _KNOWN_PATTERN.fullmatch(pattern):
        return None
    return _TOKEN.sub(lambda match: tokens[match[1]], pattern).lstrip("/")


def _sanitized(text: str) -> str:
    """A title or a name as a part of an address, by the rules of Hugo's `UnicodeSanitize`."""
    if _SANE.fullmatch(text):
        return text
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
