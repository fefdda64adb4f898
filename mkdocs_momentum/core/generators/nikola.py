"""Nikola: lines `.. date:` (or YAML, TOML, fields) in `posts/`, `status`, and posts that hide until their moment."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from mkdocs_momentum.core.endings import MARKDOWN, RARE
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.kinds import Generator, OtherSite, Texts
from mkdocs_momentum.core.generators.lineheads import dotted_head
from mkdocs_momentum.core.generators.nikola_addresses import (
    META,
    base_name,
    further_addresses,
    nikola_address,
    place_of,
    places_of,
)  # fmt: skip
from mkdocs_momentum.core.generators.pysettings import UNKNOWN, refuse_unknown
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.core.generators.values import (
    file_date,
    folder,
    in_our_words,
    parse_settings,
    stem,
    text_of,
    with_slash,
)

CONFIG = "conf.py"

_USUAL = (*MARKDOWN, ".rst", ".html", ".htm", ".org", ".adoc", ".asciidoc", ".textile", ".pandoc", *RARE)
"""Endings of the texts that Nikola and its plugins compile."""
_OFFSET = re.compile(r" UTC([+-][0-9]{2}:[0-9]{2})")
"""Nikola's own form of an offset, out of which it takes the name before dateutil sees it."""


def _whole(settings: Mapping[str, Any], texts: Texts) -> Mapping[str, Any]:
    """The settings with what comes out of modules of the site's own."""
    return parse_settings(CONFIG, str(settings.get("text", "")), None, texts.read)


def _endings(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """As the patterns say; a `.meta` holds the lines of the text beside it, and a language may stand behind all."""
    ends = [posixpath.splitext(place.pattern)[1] for place in places_of(settings)]
    if not all(end[1:].isalnum() for end in ends):
        compilers = settings.get("COMPILERS")
        lists = compilers.values() if isinstance(compilers, Mapping) else ()
        named = [end for one in lists if isinstance(one, list | tuple) for end in one if isinstance(end, str)]
        ends = [*_USUAL, *(end for end in [*ends, *named] if end[1:].isalnum())]
    languages = settings.get("TRANSLATIONS")
    is_last = text_of(settings, "TRANSLATIONS_PATTERN").endswith(".{lang}")
    last = [f"{end}.{one}" for one in languages for end in ends] if is_last and isinstance(languages, Mapping) else []
    return tuple(dict.fromkeys([*ends, *last, META]))


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    folders = [folder(place.folder) for place in places_of(settings)]
    return OtherSite(
        generator="nikola",
        folders=tuple(dict.fromkeys(folders)),
        endings=_endings(settings),
        site_url=with_slash(text_of(settings, "BASE_URL", "SITE_URL")),
        language=text_of(settings, "DEFAULT_LANG", default="en"),
        output=text_of(settings, "OUTPUT_FOLDER", default="output"),
        hides_future=settings.get("FUTURE_IS_NOW") in (None, False),
        settings=settings,
    )


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    """The texts that a pattern means and that are no translation of another; those in two files by their `.meta`."""
    refuse_unknown(CONFIG, site.settings, "POSTS", "DEFAULT_LANG", "TRANSLATIONS", "TRANSLATIONS_PATTERN")
    posts = site.settings.get("POSTS")
    items = posts if isinstance(posts, list | tuple) else ()
    if any(one is UNKNOWN or (isinstance(one, list | tuple) and UNKNOWN in one[:1]) for one in items):
        refuse_unknown(CONFIG, {"POSTS": UNKNOWN}, "POSTS")
    there = set(paths)
    chosen = {}
    for path in paths:
        base = base_name(site, path)
        is_text = not path.endswith(META) and (not base or base not in there)
        if is_text and (place_of(site, path) or (base and place_of(site, base))):
            meta = posixpath.splitext(path)[0] + META
            chosen[meta if meta in there else path] = True
    return list(chosen)


def _normal(site: OtherSite, path: str, head: Head) -> Head:
    value = head.data.get("date")
    if not value and "?P<date>" in text_of(site.settings, "FILE_METADATA_REGEXP"):
        value = file_date(path)
    text = _OFFSET.sub(r"\1", value) if isinstance(value, str) else value
    day = text_date(text, american=True, turned=True)
    found: dict[str, Any] = {"date": (value if day is text else day) or None, "draft": None}
    if _status(head) == "draft" or "draft" in map(str.lower, _tags(site, head)):
        found["draft"] = True
    return in_our_words(head, found, {"draft": "status"})


def _status(head: Head) -> str:
    """Nikola warns of a status that it does not know, `Draft` among them, and shows the post."""
    return str(head.data.get("status") or "published").strip()


def _tags(site: OtherSite, head: Head) -> list[str]:
    """The tags of a post, where they say whether it is shown."""
    tags = head.data.get("tags")
    listed = tags.split(",") if isinstance(tags, str) else tags if isinstance(tags, list) else []
    return [] if site.settings.get("USE_TAG_METADATA") is False else [str(tag).strip() for tag in listed]


def _is_page(site: OtherSite, _path: str, head: Head) -> bool:
    """A private post has an address from the first day on, and stands in no list."""
    is_private = _status(head) == "private" or "private" in _tags(site, head)
    return is_private and head.data.get("draft") is not True


def _parts(site: OtherSite, path: str, names: Collection[str]) -> list[str]:
    """The text beside a file with its lines, and the translations of both."""
    place, name = posixpath.split(path)
    bare = stem(name)
    alike = [one for one in names if bare in one]  # whatever goes with it has its name in its own
    own = {one for one in alike if stem(one) == bare} if name.endswith(META) else {name}
    bases = own | {name, bare + META}
    further = {one for one in alike if one in own or base_name(site, one) in bases}
    return sorted(posixpath.join(place, one) for one in further - {name})


def _is_own(settings: Mapping[str, Any]) -> bool:
    text = str(settings.get("text", ""))  # Sphinx has a conf.py as well
    return "POSTS" in text and "NIKOLA" in text.upper()


GENERATOR = Generator(
    "nikola", (CONFIG,), _is_own, _site_of, _choose, dotted_head, _normal, nikola_address, _is_page,
    "write .. date: 2026-11-24", _whole, parts=_parts, others=further_addresses, by_slug=True,
    future_rule="Nikola's schedule",
)  # fmt: skip
