"""Astro: `src/content/blog/`, `pubDate`, and a leading `_` for what is not ready."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.astro_routes import collections, routes, shown_at
from mkdocs_momentum.core.generators.heads import any_head, hugo_head
from mkdocs_momentum.core.generators.javascript import exported, without_comments
from mkdocs_momentum.core.generators.kinds import BLOGGY, UNREAD, Generator, OtherSite, Texts, busiest
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.core.generators.values import folder, in_our_words, stem, truth, with_slash

_NAMES = ("pubDate", "pubDatetime", "publishDate", "publishedDate", "published", "date")
_ABOVE = re.compile(r"\ufeff?(?:\s*\n)?(?=---|\+\+\+)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_FORMAT = re.compile(r"\bformat\s*:\s*[\"'`](?:file|preserve)")
"""Pages are then called otherwise."""
_ENTRIES = (".md", ".mdx", ".mdoc")
"""Endings of what a collection may have; pages have more."""
_ERRORS = frozenset({"404", "500"})
CONFIGS = tuple(f"astro.config.{ending}" for ending in ("mjs", "ts", "js", "mts", "cjs"))


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    code = without_comments(str(settings.get("text", "")))
    own = exported(code)
    source = _source(own)
    usual = (f"{source}content/", f"{source}data/", f"{source}pages/", "content/")
    bases = [one.base for one in settings.get("collections", ()) if one.base and not one.base.startswith(usual)]
    url = with_slash(own.get("site") or "")
    base = (own.get("base") or "").strip("/")
    return OtherSite(
        generator="astro",
        folders=(*usual, *dict.fromkeys(bases)),
        endings=(*MARKDOWN, ".mdwn", ".mdx", ".mdoc"),
        site_url=f"{url}{base}/" if url and base else url,
        output=own.get("outDir") or "dist",
        settings={
            **settings,
            "source": source,
            "is known": not _FORMAT.search(code) and ("base" not in own or own["base"] is not None),
            "end": "" if own.get("trailingSlash") == "never" else "/",
        },
    )


def _source(own: Mapping[str, str | None]) -> str:
    return folder(own.get("srcDir") or "src")


def _whole(settings: Mapping[str, Any], texts: Texts) -> Mapping[str, Any]:
    source = _source(exported(without_comments(str(settings.get("text", "")))))
    return {**settings, "collections": collections(texts, source), "routes": routes(texts, f"{source}pages/")}


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    """What lies in folders that are named like a blog; where none is, the largest collection of `src/content`."""
    named = [path for path in paths if _is_in_blog(path)]
    if named:
        return named
    place = f"{site.settings['source']}content/"
    content = [path for path in paths if path.startswith(place)]
    folders = tuple(f"{name}/" for name in busiest(content, site))
    return [path for path in content if site.below(path).startswith(folders)]


def _is_in_blog(path: str) -> bool:
    return not {part.lower() for part in path.split("/")[:-1]}.isdisjoint(BLOGGY)


def astro_head(text: str) -> Head:
    """The front matter of a decoded file, with or without empty lines above.

    Raises:
        FrontMatterError: there is none, or it cannot be read for certain.
    """
    return hugo_head(text) if _ABOVE.match(text) else any_head(text)


def _hides_folders(site: OtherSite, path: str) -> bool:
    """Whether a line before a folder's name hides it; collections with a loader have patterns of their own."""
    has_loader = any(one.key != "slug" for one in site.settings.get("collections", ()))
    return path.startswith(_pages(site)) or not has_loader


def _normal(site: OtherSite, path: str, head: Head) -> Head:
    name = next((name for name in _NAMES if head.data.get(name) not in (None, "")), "")
    found: dict[str, Any] = {"date": text_date(head.data.get(name), american=True) or None}
    parts = path.split("/")
    if any(part.startswith("_") for part in (parts if _hides_folders(site, path) else parts[-1:])):
        found["draft"] = True
    elif "draft" in head.data:
        found["draft"] = truth(head.data["draft"])
    canonical = head.data.get("canonicalURL") or head.data.get("canonicalUrl")
    if isinstance(canonical, str):
        found["canonical_url"] = canonical
    return in_our_words(head, found, {"date": name})


def _is_page(site: OtherSite, path: str, head: Head) -> bool:
    if "date" in head.data or (UNREAD in head.data and _is_in_blog(path)):
        return False
    folders = site.below(path).split("/")[:-1]
    if path.startswith(_pages(site)) and stem(path) == "index" and folders[-1:] and folders[-1].lower() in BLOGGY:
        return True  # a list of posts
    if len(folders) > 1 and _LANGUAGE.fullmatch(folders[0]):
        folders = folders[1:]
    # Further down a folder of notes may be one of documents, which say no date; so may a folder of its own be anything.
    is_blog = bool(folders and folders[0].lower() in BLOGGY) or (not folders and _is_in_blog(path))
    return not is_blog


def _address(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> str | None:
    if not site.settings["is known"]:
        return None
    pages = _pages(site)
    if path.startswith(pages):
        inside = _page_at(path.removeprefix(pages))
    elif not path.endswith(_ENTRIES):
        inside = None
    else:
        known, given = site.settings.get("collections", []), site.settings.get("routes", [])
        inside = shown_at(path, meta.get("slug"), known, given, str(site.settings["source"]))
    return None if inside is None else f"{site.site_url}{inside}{site.settings['end'] if inside else ''}"


def _pages(site: OtherSite) -> str:
    return f"{site.settings['source']}pages/"


def _page_at(path: str) -> str | None:
    """The address of a page, whose name stays as it is, without a slash at its end; None where it is not certain."""
    inside = posixpath.splitext(path)[0]
    if inside in _ERRORS or re.search(r"[\[\]%#?\\\s]", inside):
        return None
    return "" if inside == "index" else inside.removesuffix("/index")


GENERATOR = Generator(
    "astro", CONFIGS, lambda _settings: True, _site_of, _choose, astro_head, _normal, _address, _is_page,
    "write pubDate: 2026-11-24", _whole, needs_head=True,
)  # fmt: skip
