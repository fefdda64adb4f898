"""Jekyll: `_posts/2026-11-24-name.md`, where `date` wins over the name, and `published: false`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.generators.kinds import Generator, OtherSite
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.core.generators.values import (
    file_date,
    folder,
    in_our_words,
    table,
    tables,
    text_of,
    truth,
    with_slash,
)

_NAME = re.compile(r"(?:\d{2}|\d{4})-\d{1,2}-\d{1,2}-(?P<title>.*)\.[^.]+")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_NO_TITLE = re.compile(r"[^\w.~!$&'()+,;=@]+")
_NO_SLUG = re.compile(r"[\W_]+")
"""What Jekyll puts a line for, in `:title` and in `:slug`."""
_TOKEN = re.compile(r":([a-z_]+)")
_ENDINGS = (*MARKDOWN, ".mkdown", ".html", ".htm", ".textile", ".txt", ".xml", ".org", ".rst", ".adoc", ".asciidoc")
"""In `_posts` it takes whatever is named like a post."""
_GEMS = ("jekyll", "github-pages")


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    source = folder(text_of(settings, "source", default="."))
    collections = folder(text_of(settings, "collections_dir"))
    base = text_of(settings, "baseurl").strip("/")
    url = with_slash(text_of(settings, "url"))
    return OtherSite(
        generator="jekyll",
        folders=(source + collections, source) if collections else (source,),
        endings=_ENDINGS,
        site_url=f"{url}{base}/" if url and base else url,
        language=text_of(settings, "lang", "locale", default="en"),
        output=text_of(settings, "destination", default="_site"),
        hides_future=settings.get("future") is not True,
        settings=settings,
    )


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    # Where the site has a folder for collections, posts elsewhere are none.
    return [path for path in paths if path.startswith(site.folders[0]) and (_is_draft(path) or _is_named(path))]


def _is_named(path: str) -> bool:
    return "_posts" in path.split("/")[:-1] and bool(_NAME.fullmatch(posixpath.basename(path)))


def _is_draft(path: str) -> bool:
    return "_drafts" in path.split("/")[:-1]


def _normal(_site: OtherSite, path: str, head: Head) -> Head:
    found: dict[str, Any] = {}
    place: dict[str, str] = {}
    if head.data.get("date") in (None, ""):
        found["date"] = _named_day(path)
    else:
        found["date"] = text_date(head.data["date"])
    if _is_draft(path) or truth(head.data.get("published")) is False:
        found["draft"], place["draft"] = True, "published"
    elif "draft" in head.data:
        found["draft"] = truth(head.data["draft"])
    return in_our_words(head, found, place)


def _named_day(path: str) -> date | None:
    name = posixpath.basename(path)
    short = re.match(r"(\d{2})-(\d{1,2})-(\d{1,2})-", name)
    return file_date(f"20{name}") if short else file_date(re.match(r"[\d-]*", name)[0])  # type: ignore[index]


def _address(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> str | None:
    named = _NAME.fullmatch(posixpath.basename(path))
    day = _built_day(site, meta.get("date"))
    common = str(site.settings.get("permalink") or "date")
    pattern = meta.get("permalink") or _STYLES.get(common, common)
    if not named or day is None or not isinstance(pattern, str):
        return None
    if not meta.get("permalink") and (_is_bent(site) or common == "weekdate"):
        return None
    slug = str(meta["slug"] if isinstance(meta.get("slug"), str) else named["title"])
    tokens = {
        "year": f"{day.year:04}", "month": f"{day.month:02}", "day": f"{day.day:02}", "i_month": f"{day.month}",
        "i_day": f"{day.day}", "y_day": f"{day.timetuple().tm_yday:03}", "short_year": f"{day.year % 100:02}",
        "title": _slugified(_NO_TITLE, slug), "slug": _slugified(_NO_SLUG, slug).lower(), "output_ext": ".html",
        "categories": _categories(site.below(path), meta),
    }  # fmt: skip
    if any(token not in tokens for token in _TOKEN.findall(pattern)):
        return None
    url = re.sub(r"/{2,}", "/", _TOKEN.sub(lambda match: tokens[match[1]], pattern)).lstrip("/")
    return site.site_url + url


def _built_day(site: OtherSite, moment: object) -> date | None:
    """The day in an address: Jekyll takes a moment without an offset for UTC, and has days as in its own timezone.

    None where there is none, and where only the machine that builds could tell.
    """
    if not isinstance(moment, datetime):
        return moment if isinstance(moment, date) else None
    try:
        zone = ZoneInfo(text_of(site.settings, "timezone"))
    except (OSError, ValueError, LookupError):
        zone = None
    there = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone or UTC).date()
    is_sure = moment.tzinfo and zone
    return there if is_sure or there == moment.date() else None


def _is_bent(site: OtherSite) -> bool:
    """Whether the configuration gives addresses to some posts, by rules that are not followed here."""
    given = [table(entry, "values") for entry in tables(site.settings.get("defaults"))]
    given.append(table(table(site.settings, "collections"), "posts"))
    return any(name in values for values in given for name in ("permalink", "category", "categories"))


def _slugified(signs: re.Pattern[str], name: str) -> str:
    return re.sub(r"^-|-$", "", signs.sub("-", name))


def _categories(path: str, meta: Mapping[str, Any]) -> str:
    names: list[str] = path.split("/_posts/", maxsplit=1)[0].split("/") if "/_posts/" in path else []
    for value in (meta.get("category"), meta.get("categories")):
        names += value.split() if isinstance(value, str) else [str(v) for v in value] if isinstance(value, list) else []
    return "/".join(dict.fromkeys(name.lower().replace(" ", "%20") for name in names if name))


def _is_own(settings: Mapping[str, Any]) -> bool:
    return "source_dir" not in settings and "public_dir" not in settings  # those are Hexo's


GENERATOR = Generator(
    "jekyll", ("_config.yml", "_config.yaml", "_config.toml"), _is_own, _site_of, _choose, any_head, _normal, _address,
    needs_head=True, dated_by_path=True, future_rule="Jekyll's future",
)  # fmt: skip

# GitHub Pages builds a site that has no configuration at all; its Gemfile is then the only word of it.
BARE = GENERATOR._replace(
    configs=("Gemfile",),
    is_own=lambda settings: any(f'"{gem}"' in str(settings["text"]).replace("'", '"') for gem in _GEMS),
)
