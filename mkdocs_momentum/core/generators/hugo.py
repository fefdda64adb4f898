"""Hugo: `content/<section>/`, dates under several names, `draft`, and posts that hide until their day."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.heads import hugo_head
from mkdocs_momentum.core.generators.kinds import (
    BLOGGY,
    Generator,
    OtherSite,
    Texts,
    busiest,
    file_date,
    folder,
    in_our_words,
    parse_settings,
    stem,
    table,
    text_of,
    texts,
    truth,
    with_slash,
)  # fmt: skip
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.errors import SiteError

_ENDINGS = (*MARKDOWN, ".html", ".htm", ".org", ".rst", ".adoc", ".asciidoc", ".ad", ".pandoc", ".pdc")
_NAMES = ("publishdate", "pubdate", "published", "date")
_FORMS = ("toml", "yaml", "yml", "json")
_STANDS = tuple(f"{name}.{ending}" for name in ("hugo", "config") for ending in _FORMS)
CONFIGS = (*_STANDS, *(f"config/_default/{name}" for name in _STANDS))
_PLACES = ("config/_default", "config/production")
"""Folders of settings; what stands in a later one wins, and all of it over a file beside them."""
_PARTS = ("languages", "params", "permalinks", "frontmatter", "module")
_ODD = frozenset("+#")
"""What versions of Hugo make different things of, in a pattern."""
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]?(?=.)")
_PAGE_DATE = "page_date"
"""Under this name stands the date that an address is made of, where a post shows on another one."""
_ALLOWED = frozenset("./\\_#+~-@")
"""What stays in addresses beside letters, marks and digits."""
_TOKEN = re.compile(r":([a-z]+)")


def _lowered(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in settings.items()}


def _is_own(settings: Mapping[str, Any]) -> bool:
    # Zola's config.toml has base_url; a config.yml of something else has neither.
    return "base_url" not in settings and bool(
        {"baseurl", "languagecode", "theme", "contentdir", "params", "module", "paginate", "mainsections"}
        & _lowered(settings).keys()
    )


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    own = _lowered(settings)
    languages = _languages(own)
    mounts = _mounts(own)
    folders = [*mounts] or [folder(text_of(own, "contentdir", default="content"))]
    folders += [folder(text_of(lang, "contentdir")) for lang in languages if text_of(lang, "contentdir")]
    return OtherSite(
        generator="hugo",
        folders=tuple(sorted(dict.fromkeys(folders), key=len, reverse=True)),  # content/en/ before content/
        endings=_ENDINGS,
        site_url=with_slash(text_of(own, "baseurl")),
        language=text_of(own, "defaultcontentlanguage", "languagecode", default="en"),
        output=text_of(own, "publishdir", default="public"),
        hides_future=own.get("buildfuture") is not True,
        settings=own,
        mounts=mounts,
    )


def _mounts(own: Mapping[str, Any]) -> dict[str, str]:
    """Folders that stand elsewhere in the content, or are all of it: one of them takes the place of `content/`."""
    found = {}
    mounts = _lowered(table(own, "module")).get("mounts")
    for mount in map(_lowered, filter(_is_table, mounts if isinstance(mounts, list) else ())):
        source, target = text_of(mount, "source"), folder(text_of(mount, "target"))
        if target != "content/" and not target.startswith("content/"):
            continue
        place = posixpath.normpath(source)
        if posixpath.basename(target.rstrip("/")).startswith("_index."):
            continue  # a page that stands for a folder
        if not source or place.startswith(("/", "..")) or place.lower().endswith(_ENDINGS):
            raise SiteError(f"hugo: module.mounts: {source} is no folder in the site's own; put the posts into one")
        found[folder(source)] = target.removeprefix("content/")
    return found


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _whole(settings: Mapping[str, Any], texts: Texts) -> Mapping[str, Any]:
    """A `config/` folder has a file for each table, and for one language's: `params.toml`, `languages.en.toml`."""
    whole = _lowered(settings)
    for place in _PLACES:
        for name in sorted(texts.names(place)):
            stem, _, ending = name.lower().rpartition(".")
            text = texts.read(f"{place}/{name}") if ending in _FORMS else None
            part, _, language = stem.partition(".")
            if text is None or part not in {"config", "hugo", *_PARTS}:
                continue
            found = parse_settings(f"{place}/{name}", text)
            own = _lowered(found) if part in {"config", "hugo"} else {part: found}
            if language:
                own = {"languages": {language: found if part == "languages" else own}}
            whole = _merged(whole, own)
    return whole


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Settings over others, tables by what stands in them; empty ones say nothing."""
    merged = dict(below)
    for name, value in above.items():
        if isinstance(value, Mapping):
            if value:
                merged[name] = _merged(table(merged, name), value)
        else:
            merged[name] = value
    return merged


def _sections(site: OtherSite) -> tuple[str, ...]:
    places = [site.settings, _lowered(table(site.settings, "params"))]
    for language in _languages(site.settings):
        places += [language, _lowered(table(language, "params"))]
    return tuple(dict.fromkeys(name for place in places for name in texts(place.get("mainsections"))))


def _is_html(path: str) -> bool:
    return path.lower().endswith((".html", ".htm"))


def _languages(own: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [_lowered(value) for value in table(own, "languages").values() if isinstance(value, Mapping)]


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    pages = [path for path in paths if not posixpath.basename(path).startswith("_index.")]
    # A folder with an index is a bundle: what else lies in it is part of that one page.
    bundles = {posixpath.dirname(path) for path in pages if _is_index(path)}
    bundles -= set(site.folders) | {prefix.rstrip("/") for prefix in site.folders}
    pages = [path for path in pages if not _is_resource(path, bundles)]
    sections = _sections(site) or busiest(pages, site)
    return [path for path in pages if site.below(path).startswith(tuple(f"{name}/" for name in sections))]


def _is_index(path: str) -> bool:
    # HTML mostly has no front matter; then it is a file as any other.
    return posixpath.basename(path).split(".")[0] == "index" and not _is_html(path)


def _is_resource(path: str, bundles: set[str]) -> bool:
    parent, name = posixpath.split(path)
    if parent in bundles and name.split(".")[0] == "index":
        return False
    while parent:
        if parent in bundles:
            return True
        parent = posixpath.dirname(parent)
    return False


def _date_names(site: OtherSite) -> list[str]:
    """The keys that say when a post shows, in the order of the site's own `frontmatter` setting."""
    given = _lowered(table(site.settings, "frontmatter"))
    names: list[str] = []
    for value in texts(given.get("publishdate")) or (":default",):
        names += _NAMES if value == ":default" else [value.lower()]
    dates = [name.lower() for name in texts(given.get("date")) if name != ":default"]
    return [*names, *(dates if "date" in given else ("date",))]


def _normal(site: OtherSite, path: str, head: Head) -> Head:
    own = _lowered(head.data)
    lines = {str(key).lower(): key for key in head.data}
    found: dict[str, Any] = {"date": None}
    place: dict[str, str] = {}
    for name in _date_names(site):
        value = file_date(path) if name == ":filename" else own.get(name)
        if value not in (None, "") and not isinstance(value, bool):  # `published: true` is Jekyll's
            found["date"], place["date"] = text_date(value), lines.get(name, "")
            break
    if place.get("date") and own.get("date") not in (None, "") and lines.get("date") != place["date"]:
        found[_PAGE_DATE] = text_date(own["date"])
    if "draft" in own:
        found["draft"], place["draft"] = truth(own["draft"]), lines["draft"]
    if "title" in own:
        found["title"] = own["title"]
    if isinstance(own.get("released"), str):  # a line of an Org file
        found["released"] = text_date(own["released"])
    canonical = own.get("canonical_url") or own.get("canonicalurl") or own.get("canonical")
    if isinstance(canonical, str):
        found["canonical_url"] = None if _is_of_a_language(site, canonical) else canonical
    params = _lowered(table(own, "params"))
    for name in ("released", "syndication"):
        if name not in own and name in params:
            found[name] = params[name]
    return in_our_words(head, found, place)


def _is_of_a_language(site: OtherSite, url: str) -> bool:
    """Whether an address is one of the site's own, where a language has another host."""
    hosts = {urlsplit(text_of(language, "baseurl")).netloc for language in _languages(site.settings)}
    return urlsplit(url).netloc in hosts - {""}


def _address(site: OtherSite, path: str, meta: Mapping[str, Any], title: str) -> str | None:
    own = _lowered(meta)
    if isinstance(own.get("url"), str) and own["url"]:
        path = own["url"].strip("/")
        return site.site_url + (path if _is_html(path) else f"{path}/")
    if table(site.settings, "languages"):
        return None
    inside = site.below(path)
    parent, name = posixpath.split(inside)
    section = inside.partition("/")[0]
    is_bundle = name.split(".")[0] == "index"
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
    return _joined(site, posixpath.join(parent, slug or name))


def _is_dated_by_name(site: OtherSite, own: Mapping[str, Any]) -> bool:
    """Whether a file's name gives the date, and with it what follows the date there as the slug."""
    order = texts(_lowered(table(site.settings, "frontmatter")).get("date"))
    return ":filename" in order and (order[0] == ":filename" or own.get("date") in (None, ""))


def _permalink(pattern: str, parent: str, slug: str, name: str, title: str, meta: Mapping[str, Any]) -> str | None:
    day = meta.get(_PAGE_DATE) or meta.get("date")
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
    return site.site_url + (path if _is_html(path) else f"{path}.html" if ugly else f"{path}/")


def _is_page(site: OtherSite, path: str, head: Head) -> bool:
    """Search pages and the like stand among posts without a date; a section that is named for posts holds none."""
    own = _lowered(head.data)
    build = _lowered(table(own, "build") or table(own, "_build"))
    is_unseen = all(build.get(name) in {"never", False} for name in ("render", "list"))
    if own.get("headless") is True or is_unseen or (not own and _is_html(path)):
        return True
    section = site.below(path).partition("/")[0].lower()
    return not _sections(site) and section not in BLOGGY and "date" not in head.data and "draft" not in head.data


GENERATOR = Generator(
    "hugo", CONFIGS, _is_own, _site_of, _choose, hugo_head, _normal, _address, _is_page,
    "write date: 2026-11-24, or in TOML date = 2026-11-24", _whole,
)  # fmt: skip
