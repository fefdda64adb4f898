"""mkdocs-publisher: a MkDocs site whose blog plugin is `pub-blog`; `publish` says what is ready."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.generators.kinds import Generator, OtherSite
from mkdocs_momentum.core.generators.mkdocs import PUBLISHERS
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.core.generators.values import folder, in_our_words, stem, table, text_of, truth, with_slash


def _blog(settings: Mapping[str, Any]) -> Mapping[str, Any] | None:
    plugins = settings.get("plugins")
    items = [plugins] if isinstance(plugins, Mapping) else plugins if isinstance(plugins, list) else []
    for item in items:
        if isinstance(item, str) and item in PUBLISHERS:
            return {}
        if isinstance(item, Mapping):
            name = next((name for name in PUBLISHERS if name in item), "")
            if name:
                return table(item, name)
    return None


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    blog = _blog(settings) or {}
    docs = folder(text_of(settings, "docs_dir", default="docs"))
    return OtherSite(
        generator="publisher",
        folders=(docs + folder(text_of(blog, "blog_dir", default="blog")),),
        endings=(".md",),
        site_url=with_slash(text_of(settings, "site_url")),
        language=text_of(blog, "lang", default="en"),
        output=text_of(settings, "site_dir", default="site"),
        settings=settings,
    )


def _choose(_site: OtherSite, paths: Sequence[str]) -> list[str]:
    return [path for path in paths if posixpath.basename(path) not in {"index.md", "README.md"}]


def _normal(_site: OtherSite, _path: str, head: Head) -> Head:
    found: dict[str, Any] = {"date": text_date(head.data.get("date")) or None}
    publish = head.data.get("publish", head.data.get("status", "draft"))
    state = truth(publish)
    # Without a word the plugin takes a post for a draft.
    if state is not True and str(state).strip().lower() != "published":
        found["draft"] = True
    return in_our_words(head, found, {"draft": "publish"})


def _address(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> str | None:
    slug = meta.get("slug") if isinstance(meta.get("slug"), str) and meta.get("slug") else stem(path)
    return f"{site.site_url}blog/{slug}/" if site.below(path) else None


GENERATOR = Generator(
    "publisher", ("mkdocs.yml", "mkdocs.yaml"), lambda settings: _blog(settings) is not None, _site_of, _choose,
    any_head, _normal, _address,
)  # fmt: skip
