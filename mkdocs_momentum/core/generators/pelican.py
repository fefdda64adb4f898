"""Pelican: metadata lines in `content/`, a date in them or in the file's name, and `Status`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import date
from fnmatch import fnmatch
from typing import Any

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.kinds import Generator, OtherSite, Texts
from mkdocs_momentum.core.generators.lineheads import metadata_head
from mkdocs_momentum.core.generators.pelican_addresses import further_addresses, pelican_address, preset
from mkdocs_momentum.core.generators.pysettings import UNKNOWN, refuse_unknown
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.core.generators.values import (
    file_date,
    folder,
    in_our_words,
    parse_settings,
    text_of,
    with_slash,
)
from mkdocs_momentum.errors import SiteError

CONFIG, PUBLISHED = "pelicanconf.py", "publishconf.py"

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_DRAFTS = frozenset({"draft", "skip"})
_PLACES = ("PATH", "ARTICLE_PATHS", "ARTICLE_EXCLUDES", "PAGE_PATHS")


def _whole(settings: Mapping[str, Any], texts: Texts) -> Mapping[str, Any]:
    """The settings that the site is published with, and the folder of its content where none is named."""
    own = texts.read(PUBLISHED)
    whole = dict(parse_settings(CONFIG, str(settings.get("text", "")), None, texts.read))
    if own is not None:
        whole = dict(parse_settings(PUBLISHED, own, whole, texts.read))
    if "PATH" not in whole:
        # Most say it on the command line, as Pelican's own Makefile does; else it takes the site's folder.
        whole["PATH"] = "content" if texts.names("content") else "."
    return whole


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    place = folder(text_of(settings, "PATH", default="content"))
    return OtherSite(
        generator="pelican",
        folders=(place,),
        endings=(*MARKDOWN, ".rst"),
        site_url=with_slash(text_of(settings, "SITEURL")),
        language=text_of(settings, "DEFAULT_LANG", default="en"),
        output=text_of(settings, "OUTPUT_PATH", default="output"),
        hides_future=settings.get("WITH_FUTURE_DATES") is False,
        settings=settings,
        dots=bool(place),  # a site's own folder has tools in such ones
    )


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    refuse_unknown(CONFIG, site.settings, *_PLACES)
    place = text_of(site.settings, "PATH", default="content")
    if place.startswith("/") or posixpath.normpath(place).startswith(".."):
        raise SiteError(f"{CONFIG}: PATH: {place} is no folder in the site's own; put the articles into one")
    wanted = _list(site, "ARTICLE_PATHS", [""])
    unwanted = [*_list(site, "ARTICLE_EXCLUDES", []), *_list(site, "PAGE_PATHS", ["pages"])]
    ignored = _list(site, "IGNORE_FILES", [])
    chosen = []
    for path in paths:
        inside = path.removeprefix(site.folders[0])
        roots = [root for root in wanted if _is_below(inside, _plain(root)) or inside == _plain(root)]
        is_left = roots and all(any(_leaves_out(one, root, inside) for one in unwanted) for root in roots)
        if roots and not is_left and not any(fnmatch(part, one) for part in inside.split("/") for one in ignored):
            chosen.append(path)
    return chosen


def _leaves_out(one: str, root: str, path: str) -> bool:
    """Whether Pelican, on its walk below `root`, leaves out the folder `one` with the file in it.

    It compares paths as they are written: `pages/` leaves nothing out, and neither does a file's name.
    """
    if not one or one != _plain(one) or root != _plain(root):
        return False
    return one != root and _is_below(one, root) and _is_below(path, one)


def _is_below(path: str, place: str) -> bool:
    return path.startswith(f"{place}/" if place else "")


def _plain(path: str) -> str:
    return posixpath.normpath(path).strip("/") if path.strip("./") else ""


def _list(site: OtherSite, name: str, default: list[str]) -> list[str]:
    """A list of paths. Pelican takes its own where something else is set."""
    value = site.settings.get(name)
    if not isinstance(value, list | tuple):
        return default
    if UNKNOWN in value:
        refuse_unknown(CONFIG, {name: UNKNOWN}, name)
    return [item for item in value if isinstance(item, str)]


def _normal(site: OtherSite, path: str, head: Head) -> Head:
    given = {**preset(site, path), **_of_path(site, path), **{key: value for key, value in head.data.items() if value}}
    value = given.get("date")
    text = value.replace("_", " ") if isinstance(value, str) else value
    found: dict[str, Any] = {"date": text_date(text, american=True, turned=True), "draft": None}
    if _status(given.get("status")) in _DRAFTS:
        found["draft"] = True
    return in_our_words(head, found, {"draft": "status"})


def _of_path(site: OtherSite, path: str) -> dict[str, Any]:
    """The date that stands in a file's name or path, where the settings have it read there."""
    own, inside = posixpath.basename(path), path.removeprefix(site.folders[0])
    for name, part in (("FILENAME_METADATA", own), ("PATH_METADATA", inside)):
        pattern = site.settings.get(name)
        day: date | None = None
        if isinstance(pattern, str) and "?P<date>" in pattern:
            day = file_date(part)
        elif name == "FILENAME_METADATA" and pattern is None and _DATED.match(own):
            day = file_date(own[:10])
        if day:
            return {"date": day}
    return {}


def _status(value: object) -> str:
    return (value.strip().lower() if isinstance(value, str) else "") or "published"


def _is_page(site: OtherSite, path: str, head: Head) -> bool:
    """A hidden article has an address from the first day on, and stands in no list; and pages may be among articles."""
    inside = path.removeprefix(site.folders[0])
    is_among_pages = any(_is_below(inside, _plain(one)) for one in _list(site, "PAGE_PATHS", ["pages"]) if _plain(one))
    status = _status(head.data.get("status") or preset(site, path).get("status"))
    return status == "hidden" or (is_among_pages and "date" not in head.data)


GENERATOR = Generator(
    "pelican", (CONFIG,), lambda _settings: True, _site_of, _choose, metadata_head, _normal, pelican_address,
    _is_page, "write Date: 2026-11-24", _whole, others=further_addresses, yaml_heads=False,
    future_rule="Pelican's WITH_FUTURE_DATES",
)  # fmt: skip
