"""Eleventy: pages anywhere, a `date` in front matter or in the path, and no drafts of its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.eleventy_heads import eleventy_head
from mkdocs_momentum.core.generators.eleventy_places import bent, formats, ignored, places
from mkdocs_momentum.core.generators.kinds import BLOGGY, UNREAD, Generator, OtherSite, Texts
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.core.generators.values import in_our_words, stem, truth

_MOVING = frozenset({"last modified", "created", "git last modified", "git created"})
"""Words for `date` that mean another day after each build or clone."""
_PATH_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SAYS_DATE = re.compile(r"(?:^|[\s{,\"'])date[\"']?\s*[:=]")

_IGNORED = ".eleventyignore"
_PACKAGE = "package.json"
_BUILT = (".md", ".html", ".njk", ".liquid")
"""Endings that every site builds, and always as HTML."""
CONFIGS = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts")


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    own = places(settings)
    endings = (*MARKDOWN, ".html", ".njk", ".liquid", *formats(str(settings.get("text", ""))))
    return OtherSite(
        generator="eleventy",
        folders=(own.pages,),
        endings=tuple(dict.fromkeys(endings)),
        output=own.output,
        outputs=own.built,
        settings={**settings, "made with": own.made_with},
        dots=True,
    )


def _whole(settings: Mapping[str, Any], texts: Texts) -> Mapping[str, Any]:
    known = {**settings, "package": texts.read(_PACKAGE) or ""}
    pages = places(known).pages
    found = [*ignored(texts.read(_IGNORED) or "", "")]
    if pages:
        found += ignored(texts.read(pages + _IGNORED) or "", pages)
    return {**known, "ignored": found, "bent": bent(known, texts)}


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    patterns = site.settings.get("ignored", ())
    made_with = tuple(site.settings.get("made with", ()))
    chosen = [path for path in paths if not path.startswith(made_with)] if made_with else paths
    return [path for path in chosen if not any(pattern.fullmatch(path) for pattern in patterns)]


def path_day(path: str) -> date | None:
    """The first date in a path, folders included: two digits each, and hyphens."""
    match = _PATH_DAY.search(path)
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _normal(_site: OtherSite, path: str, head: Head) -> Head:
    value = head.data.get("date")
    if isinstance(value, str) and value.strip().lower() in _MOVING:
        value = None
    found: dict[str, Any] = {"date": text_date(value) if value not in (None, "") else path_day(path)}
    if "draft" in head.data:
        found["draft"] = truth(head.data["draft"])
    return in_our_words(head, found)


def _is_page(site: OtherSite, path: str, head: Head) -> bool:
    unread = str(head.data.get(UNREAD, "")).partition("\n---")[0]
    if "date" in head.data or _SAYS_DATE.search(unread):
        return False
    if not path.lower().endswith(MARKDOWN):
        return True  # a template is a post where it says so by a date
    folders = [part.lower().lstrip("_") for part in site.below(path).split("/")[:-1]]
    is_list = stem(path) == "index" and folders[-1:] != [] and folders[-1] in BLOGGY
    return is_list or set(BLOGGY).isdisjoint(folders)


def _address(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> str | None:
    inside = _own_address(site, path, meta)
    return None if inside is None else f"{site.site_url}{inside}"


def _own_address(site: OtherSite, path: str, meta: Mapping[str, Any]) -> str | None:
    own, computed = meta.get("permalink"), meta.get("eleventyComputed")
    if "permalink" in computed if isinstance(computed, Mapping) else computed is not None:
        return None
    bypass, pages = meta.get("permalinkBypassOutputDir"), meta.get("pagination")
    if bypass or pages or any(path.startswith(place) for place in site.settings.get("bent", ())):
        return None
    if own is not None:
        return _written(own)
    inside, ending = posixpath.splitext(site.below(path))
    parent, name = posixpath.split(inside)
    if ending not in _BUILT or name.startswith("."):
        return None
    # A date in the name stays in the address; a page that is called like its folder stands for it.
    is_folder = name in {"index", posixpath.basename(parent)}
    return f"{parent}/".lstrip("/") if is_folder else f"{posixpath.join(parent, name)}/"


def _written(permalink: object) -> str | None:
    """The address that a `permalink` says plainly; None where something is worked out in it, or there is none."""
    if not isinstance(permalink, str) or not permalink or re.search(r"[{}\\]|//|\.\.", permalink):
        return None
    inside = permalink.removeprefix("./").lstrip("/")
    if inside == "index.html" or inside.endswith("/index.html"):
        return inside.removesuffix("index.html")
    return None if inside.rstrip("/").endswith("index") or not inside else inside


def _parts(site: OtherSite, path: str, names: Collection[str]) -> list[str]:
    """What lies beside a post that is called like its folder, unless that holds another page."""
    parent, own = posixpath.split(path)
    if stem(own) != posixpath.basename(parent) or not site.below(path).count("/"):
        return []
    others = [name for name in names if name != own]
    if any(name.lower().endswith(site.endings) for name in others):
        return []
    # A name without an ending may be a folder, with pages of its own.
    return [f"{parent}/{name}" for name in sorted(others) if posixpath.splitext(name)[1]]


GENERATOR = Generator(
    "eleventy", CONFIGS, lambda _settings: True, _site_of, _choose, eleventy_head, _normal, _address, _is_page,
    whole=_whole, parts=_parts, needs_head=True, dated_by_path=True, names_language=True,
)  # fmt: skip
