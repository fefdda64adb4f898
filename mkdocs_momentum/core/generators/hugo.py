"""Hugo: `content/<section>/`, dates under several names, `draft`, and posts that hide until their day."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.heads import hugo_head
from mkdocs_momentum.core.generators.hugo_addresses import PAGE_DATE, RULES, hugo_address, is_html, rules_of
from mkdocs_momentum.core.generators.kinds import BLOGGY, Generator, OtherSite, Texts, busiest
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.core.generators.values import (
    file_date,
    folder,
    in_our_words,
    lowered,
    parse_settings,
    table,
    tables,
    text_of,
    texts,
    truth,
    with_slash,
)
from mkdocs_momentum.core.generators.yamlread import inherit
from mkdocs_momentum.errors import SiteError

_ENDINGS = (*MARKDOWN, ".html", ".htm", ".org", ".rst", ".adoc", ".asciidoc", ".ad", ".pandoc", ".pdc")
_NAMES = ("publishdate", "pubdate", "published", "date")
_FORMS = ("toml", "yaml", "yml", "json")
DATE_NAMES = "\0date names"
"""Under this name a site's settings have the keys that say when a post shows."""
_STANDS = tuple(f"{name}.{ending}" for name in ("hugo", "config") for ending in _FORMS)
CONFIGS = (*_STANDS, *(f"config/_default/{name}" for name in _STANDS))
_PLACES = ("config/_default", "config/production")
"""Folders of settings; what stands in a later one wins, and all of it over a file beside them."""
_PARTS = ("languages", "params", "permalinks", "frontmatter", "module")


def _is_own(settings: Mapping[str, Any]) -> bool:
    # Zola's config.toml has base_url; a config.yml of something else has neither.
    return "base_url" not in settings and bool(
        {"baseurl", "languagecode", "theme", "contentdir", "params", "module", "paginate", "mainsections"}
        & lowered(settings).keys()
    )


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    own = lowered(settings)
    languages = _languages(own)
    mounts = _mounts(own)
    folders = [*mounts] or [folder(text_of(own, "contentdir", default="content"))]
    folders += [folder(text_of(lang, "contentdir")) for lang in languages if text_of(lang, "contentdir")]
    return OtherSite(
        generator="hugo",
        folders=tuple(sorted(dict.fromkeys(folders), key=len, reverse=True)),  # content/en/ before content/
        endings=(*_ENDINGS, *_own_endings(own)),
        site_url=with_slash(text_of(own, "baseurl")),
        language=text_of(own, "defaultcontentlanguage", "languagecode", default="en"),
        output=text_of(own, "publishdir", default="public"),
        hides_future=own.get("buildfuture") is not True,
        settings={**own, RULES: rules_of(own), DATE_NAMES: _date_names(own)},
        mounts=mounts,
    )


def _own_endings(settings: Mapping[str, Any]) -> list[str]:
    """What files end in beside, as `[mediaTypes."text/markdown"]` says."""
    kinds = lowered(table(settings, "mediatypes")).items()
    found = [ending for kind, own in kinds if kind.startswith("text/") and isinstance(own, Mapping)
             for ending in texts(lowered(own).get("suffixes"))]  # fmt: skip
    return [f".{ending.strip('.').lower()}" for ending in found if ending not in {"html", "css", "csv", "calendar"}]


def _mounts(own: Mapping[str, Any]) -> dict[str, str]:
    """Folders that stand elsewhere in the content, or are all of it: one of them takes the place of `content/`."""
    found = {}
    for mount in map(lowered, tables(lowered(table(own, "module")).get("mounts"))):
        source, target = text_of(mount, "source"), folder(text_of(mount, "target"))
        if target != "content/" and not target.startswith("content/"):
            continue
        place = posixpath.normpath(source)
        is_page = target.count("/") == 2 and place.lower().endswith(_ENDINGS) and target[:-1].lower().endswith(_ENDINGS)
        if is_page or posixpath.basename(target.rstrip("/")).startswith("_index."):
            continue  # a page at the top, or one that stands for a folder
        if not source or place.startswith(("/", "..")) or place.lower().endswith(_ENDINGS):
            raise SiteError(f"hugo: module.mounts: {source} is no folder in the site's own; put the posts into one")
        found[folder(source)] = target.removeprefix("content/")
    return found


def _whole(settings: Mapping[str, Any], texts: Texts) -> Mapping[str, Any]:
    """A `config/` folder has a file for each table, and for one language's: `params.toml`, `languages.en.toml`."""
    whole = lowered(settings)
    for place in _PLACES:
        for name in sorted(texts.names(place)):
            stem, _, ending = name.lower().rpartition(".")
            text = texts.read(f"{place}/{name}") if ending in _FORMS else None
            part, _, language = stem.partition(".")
            if text is None or part not in {"config", "hugo", *_PARTS}:
                continue
            found = parse_settings(f"{place}/{name}", text)
            own = lowered(found) if part in {"config", "hugo"} else {part: found}
            if language:
                own = {"languages": {language: found if part == "languages" else own}}
            whole = inherit(whole, own)
    return _with_themes(whole, texts)


def _with_themes(whole: Mapping[str, Any], files: Texts) -> Mapping[str, Any]:
    """The same with the sections that its themes name, where it names none itself."""
    imported = [text_of(lowered(one), "path") for one in tables(lowered(table(whole, "module")).get("imports"))]
    themes = [name for name in (*texts(whole.get("theme")), *imported) if name]
    if not themes or _named_sections(whole):
        return whole
    place = text_of(whole, "themesdir", default="themes").strip("/")
    names = (*CONFIGS, *(f"config/_default/params.{form}" for form in _FORMS))
    for name, text in ((name, files.read(f"{place}/{theme}/{name}")) for theme in themes for name in names):
        own = lowered(parse_settings(name, text)) if text is not None else {}
        sections = _named_sections({"params": own} if "params." in name else own)
        if sections:
            return {**whole, "mainsections": list(sections)}
    return whole


def _named_sections(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Those that hold posts, as the settings say, in small letters; versions differ in whether case counts."""
    places = [settings, lowered(table(settings, "params"))]
    for language in _languages(settings):
        places += [language, lowered(table(language, "params"))]
    found = (name.strip("/").lower() for place in places for name in texts(place.get("mainsections")))
    return tuple(dict.fromkeys(filter(None, found)))


def _languages(own: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [lowered(value) for value in table(own, "languages").values() if isinstance(value, Mapping)]


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    pages = [path for path in paths if not posixpath.basename(path).startswith("_index.")]
    # A folder with an index is a bundle: what else lies in it is part of that one page.
    bundles = {posixpath.dirname(path) for path in pages if _is_index(path)}
    bundles -= set(site.folders) | {prefix.rstrip("/") for prefix in site.folders}
    pages = [path for path in pages if not _is_resource(path, bundles)]
    sections = _named_sections(site.settings) or tuple(name.lower() for name in busiest(pages, site))
    return [path for path in pages if site.below(path).lower().startswith(tuple(f"{name}/" for name in sections))]


def _is_index(path: str) -> bool:
    # HTML mostly has no front matter; then it is a file as any other.
    return posixpath.basename(path).split(".")[0] == "index" and not is_html(path)


def _is_resource(path: str, bundles: set[str]) -> bool:
    parent, name = posixpath.split(path)
    if parent in bundles and name.split(".")[0] == "index":
        return False
    while parent:
        if parent in bundles:
            return True
        parent = posixpath.dirname(parent)
    return False


def _date_names(settings: Mapping[str, Any]) -> list[str]:
    """The keys that say when a post shows, in the order of the site's own `frontmatter` setting."""
    given = lowered(table(settings, "frontmatter"))
    names: list[str] = []
    for value in texts(given.get("publishdate")) or (":default",):
        names += _NAMES if value == ":default" else [value.lower()]
    dates = [name.lower() for name in texts(given.get("date")) if name != ":default"]
    return [*names, *(dates if "date" in given else ("date",))]


def _unpublished(own: Mapping[str, Any]) -> dict[str, Any]:
    """To an older Hugo `published: false` is a draft; a newer one takes it for a date, and cannot read it."""
    return {"draft": True} if "draft" not in own and truth(own.get("published")) is False else {}


def _normal(site: OtherSite, path: str, head: Head) -> Head:
    own = lowered(head.data)
    lines = {str(key).lower(): key for key in head.data}
    found: dict[str, Any] = {"date": None}
    place: dict[str, str] = {}
    for name in site.settings[DATE_NAMES]:
        value = file_date(path) if name == ":filename" else own.get(name)
        if value not in (None, "") and not isinstance(value, bool):  # `published: true` is Jekyll's
            found["date"], place["date"] = text_date(value), lines.get(name, "")
            break
    if place.get("date") and own.get("date") not in (None, "") and lines.get("date") != place["date"]:
        found[PAGE_DATE] = text_date(own["date"])
    if "draft" in own:
        found["draft"], place["draft"] = truth(own["draft"]), lines["draft"]
    found |= _unpublished(own)
    if "title" in own:
        found["title"] = own["title"]
    if isinstance(own.get("released"), str):  # a line of an Org file
        found["released"] = text_date(own["released"])
    canonical = own.get("canonical_url") or own.get("canonicalurl") or own.get("canonical")
    if isinstance(canonical, str):
        found["canonical_url"] = None if _is_of_a_language(site, canonical) else canonical
    params = lowered(table(own, "params"))
    for name in ("released", "syndication"):
        if name not in own and name in params:
            found[name] = params[name]
    return in_our_words(head, found, place)


def _is_of_a_language(site: OtherSite, url: str) -> bool:
    """Whether an address is one of the site's own, where a language has another host."""
    hosts = {urlsplit(text_of(language, "baseurl")).netloc for language in _languages(site.settings)}
    return urlsplit(url).netloc in hosts - {""}


def _is_page(site: OtherSite, path: str, head: Head) -> bool:
    """Search pages and the like stand among posts without a date; a section that is named for posts holds none."""
    own = lowered(head.data)
    build = lowered(table(own, "build") or table(own, "_build"))
    is_unseen = all(build.get(name) in {"never", False} for name in ("render", "list"))
    if own.get("headless") is True or is_unseen or (not own and is_html(path)):
        return True
    section = site.below(path).partition("/")[0].lower()
    is_undated = "date" not in head.data and "draft" not in head.data
    return is_undated and section not in BLOGGY and not _named_sections(site.settings)


GENERATOR = Generator(
    "hugo", tuple(name for name in CONFIGS if "hugo." in name), lambda _settings: True, _site_of, _choose, hugo_head,
    _normal, hugo_address, _is_page, "write date: 2026-11-24, or in TOML date = 2026-11-24", _whole, bundles=True,
    future_rule="Hugo's buildFuture",
)  # fmt: skip

# Before 0.110 the file was called config, as those of others are.
OLD = GENERATOR._replace(configs=tuple(name for name in CONFIGS if "config." in name), is_own=_is_own)
