"""What a MkDocs site says about its posts, as pure functions of its configuration.

Covers MkDocs, ProperDocs and mkdocs-ng with the blog plugin of Material or MaterialX, and plain pages named by a glob.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.generators.globs import glob_pattern, glob_prefix
from mkdocs_momentum.core.generators.slugs import Slugify, default_slug, slugify_from
from mkdocs_momentum.core.generators.yamlread import Tagged, inherit, parse_mkdocs_yml

__all__ = [
    "CONFIG_NAMES", "Blog", "MkdocsSite", "Tagged", "glob_pattern", "glob_prefix", "inherit", "parse_mkdocs_yml",
    "post_blog", "post_test", "posts_prefixes", "site_from_config",
]  # fmt: skip

CONFIG_NAMES = ("properdocs.yml", "properdocs.yaml", "mkdocs.yml", "mkdocs.yaml")
"""A site that has a `properdocs.yml` is built by ProperDocs, which reads it first."""

BLOGS = frozenset({"blog", "material/blog", "materialx/blog"})
PUBLISHERS = frozenset({"pub-blog", "mkdocs-publisher/pub-blog"})
"""mkdocs-publisher's blog plugin reads posts before any other plugin is asked."""
GROUPS = frozenset({"group", "material/group", "materialx/group"})
_METAS = frozenset({"meta", "material/meta", "materialx/meta"})


class Blog(NamedTuple):
    """One instance of the blog plugin of Material or MaterialX.

    Args:
        posts_dir: where its posts are, from `docs_dir`: `blog/posts`. A *string* prefix, as the plugin has it.
        blog_dir: where its addresses begin: `blog`, or `.` for the whole site.
        url_format: a post's path under `blog_dir`, with `{date}`, `{slug}`, `{file}` and `{categories}`.
        url_date_format: a babel pattern for `{date}`.
        url_max_categories: how many categories an address names.
        slugify: makes `{slug}` from the title; None for a custom function, which leaves the address unknown.
        slug_separator: stands for a space in `{slug}`.
        category_slugify: makes the parts of `{categories}`; None as above.
        category_separator: stands for a space in them.
        draft_if_future_date: a post whose `date` is still ahead, in UTC, is a draft to this site.
        drafts: the site builds its drafts, for everybody to see.
    """

    posts_dir: str = "blog/posts"
    blog_dir: str = "blog"
    url_format: str = "{date}/{slug}"
    url_date_format: str = "yyyy/MM/dd"
    url_max_categories: int = 1
    slugify: Slugify | None = default_slug
    slug_separator: str = "-"
    category_slugify: Slugify | None = default_slug
    category_separator: str = "-"
    draft_if_future_date: bool = False
    drafts: bool = False


class MkdocsSite(NamedTuple):
    """What matters of a `mkdocs.yml`.

    Args:
        docs_dir: from the site's root, with `/`; as written where it is absolute or points out of the tree.
        site_url: ends with `/`; empty where there is none.
        site_name: for people.
        language: the theme's, as written: `de`, `pt-BR`.
        use_directory_urls: `foo/` rather than `foo.html`.
        blogs: in the order of the plugins, which decides whose a post is; at the end those that are off, whose posts
            would be pages like all others.
        meta_files: name of the files with defaults for a folder (`.meta.yml`); empty where the meta plugin is off.
        block: the momentum plugin's own settings; empty when it is listed bare, None when it is not listed.
        exclude_docs: gitignore patterns, under `docs_dir`, of pages that are never built.
        draft_docs: the same for pages that only a preview shows.
        other_urls: further addresses of the site, such as the one that its configuration says without any variable.
    """

    docs_dir: str = "docs"
    site_url: str = ""
    site_name: str = ""
    language: str = "en"
    use_directory_urls: bool = True
    blogs: tuple[Blog, ...] = ()
    meta_files: str = ""
    block: Mapping[str, Any] | None = None
    exclude_docs: str = ""
    draft_docs: str = ""
    other_urls: tuple[str, ...] = ()

    def docs_path(self, path: str) -> str | None:
        """A path from the site's root as a path from `docs_dir`; None where it lies elsewhere."""
        if self.docs_dir == ".":
            return path
        inside = path.removeprefix(f"{self.docs_dir}/")
        return inside if inside != path else None


def site_from_config(data: Mapping[str, Any]) -> MkdocsSite:
    """Read a configuration, `INHERIT` resolved. A setting of a wrong type counts as absent: its host refuses it."""
    plugins = list(_plugins(data.get("plugins")))
    metas = [settings for name, settings in plugins if name in _METAS and _on(settings)]
    blogs = [settings for name, settings in plugins if name in BLOGS]
    theme = data.get("theme")
    theme = theme if isinstance(theme, Mapping) else {}
    url = _text(data, "site_url", "")
    return MkdocsSite(
        docs_dir=posixpath.normpath(_text(data, "docs_dir", "docs").replace("\\", "/")),
        site_url=f"{url.rstrip('/')}/" if url else "",
        site_name=_text(data, "site_name", ""),
        language=_text(theme, "language", _text(theme, "locale", "en")),
        use_directory_urls=data.get("use_directory_urls") is not False,
        blogs=tuple(map(_blog, sorted(blogs, key=lambda settings: not _on(settings)))),
        meta_files=_text(metas[0], "meta_file", ".meta.yml") if metas else "",
        block=next((settings for name, settings in plugins if name == "momentum"), None),
        exclude_docs=_text(data, "exclude_docs", ""),
        draft_docs=_text(data, "draft_docs", ""),
    )


def post_blog(site: MkdocsSite, docs_path: str) -> Blog | None:
    """The blog whose post a page is, if any.

    Args:
        site: its site.
        docs_path: its path from `docs_dir`, with `/`.
    """
    if not docs_path.endswith(MARKDOWN):
        return None
    # A string prefix and the first instance, as the plugin has it: blog/posts-old/x.md is a post of blog/posts.
    for blog in site.blogs:
        if docs_path.startswith(blog.posts_dir):
            return blog
    return None


def post_test(site: MkdocsSite | None, globs: Collection[str]) -> Callable[[str], bool]:
    """Tells of a file whether it is a post: of one of the site's blogs, or of what explicit globs name beside them.

    Args:
        site: what its `mkdocs.yml` says; None where there is none.
        globs: the setting `posts`; empty where it is not set.

    Returns:
        To be asked with a path from the site's root, with `/`.
    """
    starts = tuple(posts_prefixes(site)) if site else ()
    patterns = [glob_pattern(glob) for glob in globs]

    def is_post(path: str) -> bool:
        return (path.endswith(MARKDOWN) and path.startswith(starts)) or any(one.fullmatch(path) for one in patterns)

    return is_post


def posts_prefixes(site: MkdocsSite) -> list[str]:
    """What the paths of all posts of a site's blogs begin with, from its root; as strings, as `post_blog` has it."""
    docs = "" if site.docs_dir == "." else f"{site.docs_dir}/"
    return [docs + blog.posts_dir for blog in site.blogs]


def _plugins(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Names and settings, from the list form (`- blog`, `- blog: {…}`) or the mapping form of `plugins`.

    Material's `group` has further plugins in it. One that is off on this machine may be on where the site is built.
    """
    items = [value] if isinstance(value, Mapping) else value if isinstance(value, list) else []
    for item in items:
        pairs = item.items() if isinstance(item, Mapping) else [(item, None)]
        for written, value_of in pairs:
            # A leading slash says: not the theme's plugin of that name.
            name, settings = str(written).removeprefix("/"), value_of if isinstance(value_of, Mapping) else {}
            yield name, settings
            if name in GROUPS:
                yield from _plugins(settings.get("plugins"))


def _on(settings: Mapping[str, Any]) -> bool:
    return settings.get("enabled") is not False


def _blog(settings: Mapping[str, Any]) -> Blog:
    blog_dir = _text(settings, "blog_dir", "blog")
    posts_dir = _text(settings, "post_dir", "{blog}/posts").replace("{blog}", blog_dir)
    categories = settings.get("post_url_max_categories")
    return Blog(
        posts_dir=posixpath.normpath(posts_dir),
        blog_dir=posixpath.normpath(blog_dir),
        url_format=_text(settings, "post_url_format", "{date}/{slug}"),
        url_date_format=_text(settings, "post_url_date_format", "yyyy/MM/dd"),
        url_max_categories=categories if type(categories) is int else 1,
        slugify=slugify_from(settings.get("post_slugify")),
        slug_separator=_text(settings, "post_slugify_separator", "-", may_be_empty=True),
        category_slugify=slugify_from(settings.get("categories_slugify")),
        category_separator=_text(settings, "categories_slugify_separator", "-", may_be_empty=True),
        draft_if_future_date=settings.get("draft_if_future_date") is True,
        drafts=settings.get("draft") is True,
    )


def _text(data: Mapping[str, Any], key: str, default: str, *, may_be_empty: bool = False) -> str:
    value = data.get(key)
    return value if isinstance(value, str) and (value or may_be_empty) else default
