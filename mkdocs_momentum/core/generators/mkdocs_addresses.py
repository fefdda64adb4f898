"""The public address of a post before anything is built, by the rules of MkDocs and of Material's blog plugin."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urljoin

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.generators.mkdocs import Blog, MkdocsSite, post_blog
from mkdocs_momentum.core.generators.patterns import number_format
from mkdocs_momentum.core.generators.slugs import Slugify

_FIELD = re.compile(r"\{(\w*)\}")
_ODD_BASE = re.compile(r"[?#;]|/\.|[^/]\Z|^(?!https?://[^/])")
_PLAIN = re.compile(r"(?!(?:.*/)?(?:index|README)\Z)[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*")
_STATIC = (".html", ".htm", ".xml", ".json")
"""Files that are no pages and that MkDocs does not count among media either."""
_WORDS = frozenset({"full", "long", "medium", "short"})


def post_address(site: MkdocsSite, docs_path: str, meta: Mapping[str, Any], title: str) -> str | None:
    """The address of a page.

    Args:
        site: its site.
        docs_path: its path from `docs_dir`, with `/`.
        meta: its front matter, defaults of its folder included.
        title: its title as the host finds it (`host_title`).

    Returns:
        The whole URL where the site has a `site_url`, else the path from the site's root (`blog/2026/11/24/slug/`);
        None where it cannot be known before the build.
    """
    blog = post_blog(site, docs_path)
    stem = _plain_stem(site, blog) if blog else None
    if blog and stem is not None:
        inner = _inner(site, blog, docs_path, meta, title)
        if inner and _PLAIN.fullmatch(inner):  # nothing in it to normalise, to quote or to take for an index
            return f"{stem}{inner}/"
    path = page_path(site, docs_path, meta, title)
    if path is None:
        return None
    folder, name = posixpath.split(path)
    place = f"{folder or '.'}/" if site.use_directory_urls and name == "index.html" else path
    url = quote(place, errors="surrogateescape")  # a name on the disk need not be text
    if not site.site_url:
        return url
    # The same as urljoin for a plain path, which nearly all are, at a tenth of its cost.
    is_plain = url[:1] not in {"/", "."} and ":" not in url and not _ODD_BASE.search(site.site_url)
    return site.site_url + url if is_plain else urljoin(site.site_url, url)


@lru_cache(maxsize=64)
def _beginning(site_url: str, blog_dir: str) -> str | None:
    """What stands before a post's own part of a plain address; None where addresses are not plain."""
    if site_url and _ODD_BASE.search(site_url):
        return None
    folder = "" if blog_dir == "." else f"{blog_dir}/"
    return site_url + folder if not folder or _PLAIN.fullmatch(blog_dir) else None


def _plain_stem(site: MkdocsSite, blog: Blog) -> str | None:
    return _beginning(site.site_url, blog.blog_dir) if site.use_directory_urls else None


def page_path(site: MkdocsSite, docs_path: str, meta: Mapping[str, Any], title: str) -> str | None:
    """Where a page is written, from the built site's root: `blog/2026/11/24/slug/index.html`. Arguments as above."""
    blog = post_blog(site, docs_path)
    source = _post_source(site, blog, docs_path, meta, title) if blog else docs_path
    if source is None:
        return None
    path = posixpath.normpath(_destination(source, site.use_directory_urls))
    return None if path.startswith(("../", "/")) else path


def media_path(site: MkdocsSite, docs_path: str, place: str = "") -> str:
    """Where a file that is no page is written: a blog plugin moves what lies beside its posts.

    It puts one piece of text in the place of another, and so it does here: with `posts` for the posts of a blog that
    is called `blog`, `blog/posts-old/one.png` becomes `blog-old/one.png`.

    Args:
        site: its site.
        docs_path: its path from `docs_dir`, with `/`.
        place: where it would be without the blog plugin; by default where it is in `docs_dir`.

    Returns:
        From the built site's root.
    """
    moved = place or docs_path
    for blog in () if docs_path.endswith(_STATIC) else site.blogs:
        if docs_path.startswith(blog.posts_dir):
            moved = moved.replace(blog.posts_dir, blog.blog_dir)
    return posixpath.normpath(moved)


def host_title(docs_path: str, meta: Mapping[str, Any], body: str) -> str | None:
    """The title that a slug is made of: front matter, else a heading in the very first line, else the file's name.

    Narrower than the title that people see, which MkDocs takes from the rendered page later on.

    Args:
        docs_path: the page's path from `docs_dir`.
        meta: its front matter.
        body: its Markdown, or the beginning of it.

    Returns:
        None for a `title` that is not text, which no host makes a slug of.
    """
    if "title" in meta:
        return meta["title"] if isinstance(meta["title"], str) else None
    first = next((line.strip() for line in re.split(r"\r\n|\r|\n", body) if line.strip()), "")
    if first.startswith("# "):
        return first.lstrip("# ")
    title = _stem(docs_path).replace("-", " ").replace("_", " ")
    return title.capitalize() if title.lower() == title else title


def _post_source(site: MkdocsSite, blog: Blog, docs_path: str, meta: Mapping[str, Any], title: str) -> str | None:
    """The page that stands where the blog plugin moves a post to."""
    path = _inner(site, blog, docs_path, meta, title)
    return None if path is None else posixpath.join(blog.blog_dir, posixpath.normpath(path.strip("/")) + ".md")


def _inner(site: MkdocsSite, blog: Blog, docs_path: str, meta: Mapping[str, Any], title: str) -> str | None:
    """A post's part of its address, as its blog's format makes it."""
    wanted = _fields(blog.url_format)
    if wanted is None:
        return None
    values: dict[str, str] = {}
    for field in wanted:
        value = _value(field, site, blog, docs_path, meta, title)
        if value is None:
            return None
        values[field] = value
    return blog.url_format.format(**values)


def _value(
    field: str, site: MkdocsSite, blog: Blog, docs_path: str, meta: Mapping[str, Any], title: str
) -> str | None:
    if field == "date":
        return _date(blog, site.language, meta.get("date"))
    if field == "slug":
        return _slug(blog, meta, title)
    return _categories(blog, meta) if field == "categories" else _stem(docs_path)


@lru_cache(maxsize=64)
def _fields(url_format: str) -> frozenset[str] | None:
    """The fields of a format; None where it has anything but plain ones."""
    wanted = frozenset(_FIELD.findall(url_format))
    # Anything but plain fields is left to the host: `{slug:>9}` and `{slug[0]}` are nobody's address.
    if re.search(r"[{}]", _FIELD.sub("", url_format)) or not wanted <= {"categories", "date", "file", "slug"}:
        return None
    return wanted


def _slug(blog: Blog, meta: Mapping[str, Any], title: str) -> str | None:
    own = meta.get("slug")
    if own:
        return own if isinstance(own, str) else None
    return _apply(blog.slugify, title, blog.slug_separator)


def _categories(blog: Blog, meta: Mapping[str, Any]) -> str | None:
    names = meta.get("categories")
    names = [] if names is None else names
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    unique = list(dict.fromkeys(names))[: blog.url_max_categories]
    slugs = [_apply(blog.category_slugify, name, blog.category_separator) for name in unique]
    known = [slug for slug in slugs if slug is not None]
    return "/".join(known) if len(known) == len(slugs) else None


def _apply(slugify: Slugify | None, text: str, separator: str) -> str | None:
    return slugify(text, separator) if slugify else None


def _date(blog: Blog, language: str, value: object) -> str | None:
    value = value.get("created") if isinstance(value, Mapping) else value
    if type(value) is date:  # an instant at midnight in UTC, to the plugin
        plain = _plain_date(value, blog.url_date_format)
        if plain is not None:
            return plain
    if not isinstance(value, date):
        return None
    # The plugin's own reading: no offset is UTC, and an offset is kept, so the day is the one that stands in the file.
    moment = value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    plain = _plain_date(moment, blog.url_date_format)
    return plain if plain is not None else _babel_date(moment, blog.url_date_format, language.replace("-", "_"))


def _plain_date(moment: date, pattern: str) -> str | None:
    """Patterns of numbers alone are the same in every language; they spare most sites the import of babel."""
    plain = number_format(pattern)
    return None if plain is None else plain.format(moment)


def _babel_date(moment: datetime, pattern: str, locale: str) -> str | None:
    from babel.core import UnknownLocaleError
    from babel.dates import format_date, format_datetime

    try:
        formatter = format_date if pattern in _WORDS else format_datetime
        return formatter(moment, format=pattern, locale=locale)
    except (UnknownLocaleError, LookupError, ValueError, AttributeError):  # no such language, no such pattern
        return None


def _stem(path: str) -> str:
    """MkDocs takes a README for an index."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return "index" if stem == "README" else stem


def _destination(source: str, use_directory_urls: bool) -> str:
    """MkDocs' own rule from source to destination."""
    if not source.endswith(MARKDOWN):
        return source
    folder, stem = posixpath.dirname(source), _stem(source)
    if not use_directory_urls or stem == "index":
        return posixpath.join(folder, f"{stem}.html")
    return posixpath.join(folder, stem, "index.html")
