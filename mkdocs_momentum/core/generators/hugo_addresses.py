"""The addresses that Hugo gives to posts."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

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


class Rules(NamedTuple):
    """What the settings of a site say of addresses, worked out once for all of its posts.

    Args:
        is_elsewhere: they decide about addresses in a way that is not followed here.
        drops_accents: they take marks from letters.
        date_order: where dates come from, as `frontmatter` has it.
        patterns: the `permalinks` of each section; None where they cannot be told.
        language: of files whose name says none.
    """

    is_elsewhere: bool
    drops_accents: bool
    date_order: tuple[str, ...]
    patterns: Mapping[str, Any] | None
    language: str


RULES = "\0rules"
"""Under this name a site's settings have them."""


def rules_of(settings: Mapping[str, Any]) -> Rules:
    """See `Rules`; the names of the settings are in small letters."""
    formats = [name.lower() for name in texts(lowered(table(settings, "outputs")).get("page"))]
    in_folders = any(settings.get(f"defaultcontent{what}insubdir") is True for what in ("language", "version", "role"))
    is_odd = isinstance(settings.get("uglyurls"), Mapping) or "html" in lowered(table(settings, "outputformats"))
    is_elsewhere = bool(formats and formats[0] != "html")
    return Rules(
        bool(table(settings, "languages")) or in_folders or is_elsewhere or is_odd,
        settings.get("removepathaccents") is True,
        tuple(texts(lowered(table(settings, "frontmatter")).get("date"))),
        _patterns(settings.get("permalinks")),
        text_of(settings, "defaultcontentlanguage", default="en"),
    )


def _patterns(given: object) -> Mapping[str, Any] | None:
    if given is not None and not isinstance(given, Mapping):
        return None
    every = lowered(given or {})
    patterns = {**every, **lowered(table(every, "page"))}
    return None if any("*" in name or "/" in name for name in patterns) else patterns


def is_html(path: str) -> bool:
    """Whether a file or an address is HTML by its ending."""
    return path.lower().endswith((".html", ".htm"))


def hugo_address(site: OtherSite, path: str, meta: Mapping[str, Any], title: str) -> str | None:
    """See `Generator.address`. None wherever versions of Hugo, or settings that are rare, make something else of it."""
    own, rules = lowered(meta), _rules(site)
    if rules.is_elsewhere or _is_bent(site, rules, path, f"{path}{own.get('slug')}{title}"):
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
        name = stem(name).removesuffix(f".{rules.language}")
        is_named = not is_html(name) and name == name.rstrip() and _is_plain(name)
    is_slug = isinstance(own.get("slug") or "", str | int) and not isinstance(own.get("slug"), bool)
    if _is_unsure(parent) or not _is_plain(parent) or not is_named or not is_slug or slug != slug.strip("-"):
        return None
    if not slug and _MAYBE_DATED.match(name) and _is_dated_by_name(rules, own):
        slug = _DATED.sub("", name)
        if slug == name:
            return None
    if rules.patterns is None:
        return None
    pattern = rules.patterns.get(section.lower())
    if pattern and isinstance(pattern, str):
        filled = _permalink(rules, pattern, parent, slug, name, title if own.get("title") else "", meta)
        return None if filled is None else _joined(site, filled)
    if not slug and _is_unsure(name):
        return None
    return _joined(site, posixpath.join(parent, slug or name))


def _rules(site: OtherSite) -> Rules:
    found: Rules = site.settings[RULES]
    return found


def _is_bent(site: OtherSite, rules: Rules, path: str, words: str) -> bool:
    """Whether mounts or accents decide about one post's address; `words` are all that it may be made of."""
    is_twice = bool(site.mounts) and sum(path.startswith(prefix) for prefix in site.folders) > 1
    return is_twice or (rules.drops_accents and not words.isascii())


def _is_plain(name: str) -> bool:
    """Whether all signs of a name are some that every version keeps or drops, and whose small letters are one each."""
    return name.isascii() or all(sign.isascii() or (sign.isalpha() and len(sign.lower()) == 1) for sign in name)


def _is_dated_by_name(rules: Rules, own: Mapping[str, Any]) -> bool:
    """Whether a file's name gives the date, and with it what follows the date there as the slug."""
    order = rules.date_order
    return ":filename" in order and (order[0] == ":filename" or own.get("date") in (None, ""))


def _is_unsure(name: str) -> bool:
    """Whether versions of Hugo differ: since 0.123 each space of a name is a hyphen, so that `a & b` became `a--b`."""
    return " " in name and _sanitized(name) != _sanitized(name.replace(" ", "-"))


def _permalink(
    rules: Rules, pattern: str, parent: str, slug: str, name: str, title: str, meta: Mapping[str, Any]
) -> str | None:
    day = meta.get(PAGE_DATE) or meta.get("date")
    name, words, slug = _sanitized(name), _sanitized(title), _sanitized(slug)
    tokens: dict[str, str] = {
        "section": parent.partition("/")[0], "slug": slug or words, "filename": name,
        "contentbasename": name, "slugorfilename": slug or name, "slugorcontentbasename": slug or name, "title": words,
    }  # fmt: skip
    if isinstance(day, date):
        tokens |= {"year": f"{day.year}", "month": f"{day.month:02}", "day": f"{day.day:02}"}
    order = set(map(str.lower, rules.date_order))
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
