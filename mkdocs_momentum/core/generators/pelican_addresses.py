"""Addresses of Pelican's articles, and what its settings say of an article before it says anything itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from typing import Any

from mkdocs_momentum.core.generators.kinds import OtherSite
from mkdocs_momentum.core.generators.pysettings import is_unknown
from mkdocs_momentum.core.generators.values import latin, stem, table, text_of

_SLUGS = ("SLUGIFY_SOURCE", "SLUGIFY_PRESERVE_CASE", "SLUGIFY_USE_UNICODE", "SLUG_REGEX_SUBSTITUTIONS")
_OLD = ("SLUG_SUBSTITUTIONS", "CLEAN_URLS", "ARTICLE_PERMALINK_STRUCTURE")
"""Settings of old versions, which newer ones turn into others."""
_DATE = re.compile(r"\{date:((?:%[Ymd]|[-/])+)\}")
"""A date in numbers; names of months hang on the machine's language."""
_FROM_PATH = re.compile(r"\?P<(?:slug|url|save_as|lang|title)>")


def preset(site: OtherSite, path: str) -> dict[str, Any]:
    """The metadata that the settings give a file: for all, and for its path and folders.

    Args:
        site: its site.
        path: from the site's root.
    """
    found: dict[str, Any] = {}
    value = site.settings.get("DEFAULT_METADATA")
    items = value.items() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    found |= {one[0]: one[1] for one in items if isinstance(one, tuple | list) and len(one) == 2 and _is_text(one[0])}
    day = site.settings.get("DEFAULT_DATE")
    if isinstance(day, str) and day and day != "fs":
        found["date"] = day
    elif isinstance(day, tuple) and all(isinstance(one, int) for one in day[:3]):
        found["date"] = "-".join(f"{one:02}" for one in day[:3])
    inside = path.removeprefix(site.folders[0])
    places = table(site.settings, "EXTRA_PATH_METADATA")
    folders = [inside[:at] for at, sign in enumerate(inside) if sign == "/"]
    # The nearest has the last word. Looked up by name: many sites name each file, and there may be as many of them.
    for place in ("", *(name for folder in folders for name in (folder, f"{folder}/")), inside):
        own = places.get(place)
        found |= own if isinstance(own, Mapping) else {}
    return found


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def pelican_address(site: OtherSite, path: str, meta: Mapping[str, Any], title: str) -> str | None:
    """An article's address; None where it is not certain. Arguments as `Generator.address` has them."""
    given = {**preset(site, path), **meta}
    own = given.get("url")
    if own:
        return site.site_url + own if isinstance(own, str) and not re.search(r"[{:\s]|^/", own) else None
    if given.get("save_as") or is_unknown(site.settings, "DEFAULT_METADATA", "EXTRA_PATH_METADATA"):
        return None  # it does not lie where Pelican links to it
    pattern = _pattern(site, given.get("lang"), given.get("date"))
    slug = _slug(site, path, given, title)
    if pattern is None or slug is None:
        return None
    return site.site_url + pattern.replace("{slug}", slug)


def further_addresses(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> list[str]:
    """Where an article lies that says so itself, whatever its address is. Arguments as in `pelican_address`."""
    place = {**preset(site, path), **meta}.get("save_as")
    if not isinstance(place, str) or not place.strip("/"):
        return []
    return [site.site_url + re.sub(r"(?:^|(?<=/))index\.html$", "", place.lstrip("/"))]


def _pattern(site: OtherSite, lang: object, day: object) -> str | None:
    """How addresses of a language and a date are made, with the slug left open; None where that is not certain."""
    if any(name in site.settings for name in _OLD) or is_unknown(
        site.settings, "ARTICLE_URL", "ARTICLE_LANG_URL", "DEFAULT_LANG", "FILENAME_METADATA", "PATH_METADATA"
    ):
        return None
    pattern = text_of(site.settings, "ARTICLE_URL", default="{slug}.html")
    if lang and lang != site.language.lower():
        pattern = text_of(site.settings, "ARTICLE_LANG_URL", default="{slug}-{lang}.html")
    known = pattern.replace("{lang}", str(lang or site.language.lower()))
    if isinstance(day, date) and day.year > 999:  # one with an offset goes by its own calendar there
        known = _DATE.sub(lambda match: day.strftime(match[1]), known)
    return None if known.replace("{slug}", "").count("{") else known


def _slug(site: OtherSite, path: str, given: Mapping[str, Any], title: str) -> str | None:
    """The article's part of its address; None where it is not certain."""
    own = given.get("slug")
    if own or "slug" in given:  # an empty one is none in new versions
        return own.strip() or None if isinstance(own, str) else None
    named = (site.settings.get(name) for name in ("FILENAME_METADATA", "PATH_METADATA"))
    if any(isinstance(one, str) and _FROM_PATH.search(one) for one in named):
        return None
    source = text_of(site.settings, "SLUGIFY_SOURCE", default="title")
    is_ruled = any(site.settings.get(name) not in (None, False) for name in _SLUGS[1:])
    if is_ruled or is_unknown(site.settings, *_SLUGS, "TYPOGRIFY"):
        return None
    if source == "basename":
        return _slugified(stem(path))
    if source != "title" or not given.get("title"):
        return None
    is_marked_up = path.endswith(".rst") and re.search(r"[`|\\_]", title)
    is_changed = site.settings.get("TYPOGRIFY") and not re.fullmatch(r"[\w ]+", title)
    return None if is_marked_up or is_changed else _slugified(title)


def _slugified(text: str) -> str | None:
    """Pelican's own way with a title; None for signs that it takes from tables of its own, and for tags."""
    plain = latin(text)
    if plain is None or "<" in text or unescape(text) != text:
        return None
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower()) or None
