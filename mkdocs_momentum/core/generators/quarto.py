"""Quarto: `posts/x/index.qmd`, `date` in YAML, `draft`; `today` and file times are no dates."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.generators.kinds import BLOGGY, Generator, OtherSite
from mkdocs_momentum.core.generators.textdates import text_date
from mkdocs_momentum.core.generators.values import in_our_words, table, text_of, truth, with_slash


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    project, website = table(settings, "project"), table(settings, "website")
    return OtherSite(
        generator="quarto",
        folders=("",),
        endings=(".qmd", ".md", ".rmd", ".Rmd"),
        site_url=with_slash(text_of(website, "site-url")),
        language=text_of(settings, "lang", default="en"),
        output=text_of(project, "output-dir", default="_site"),
        settings=settings,
    )


def _choose(_site: OtherSite, paths: Sequence[str]) -> list[str]:
    """Folders that are named like a blog: those at the top, and where there are none, those further down."""
    found = _in_blogs(paths)
    return [path for path in found if path.split("/")[0].lower() in BLOGGY] or found


def _in_blogs(paths: Sequence[str]) -> list[str]:
    chosen = []
    for path in paths:
        parts = path.split("/")
        hidden = any(part.startswith(("_", ".")) for part in parts)
        in_posts = any(part.lower() in BLOGGY for part in parts[:-1])
        # posts/index.qmd lists the posts; posts/x/index.qmd is one.
        lists = len(parts) == 2 and parts[-1].split(".")[0] in {"index", "README"}
        if in_posts and not hidden and not lists and parts[-1].split(".")[0] != "README":
            chosen.append(path)
    return chosen


def _normal(_site: OtherSite, _path: str, head: Head) -> Head:
    found: dict[str, Any] = {"date": text_date(head.data.get("date"), american=True) or None}
    if "draft" in head.data:
        found["draft"] = truth(head.data["draft"])
    canonical = head.data.get("canonical-url")
    if isinstance(canonical, str):
        found["canonical_url"] = canonical
    return in_our_words(head, found)


def _address(site: OtherSite, path: str, _meta: Mapping[str, Any], _title: str) -> str | None:
    return f"{site.site_url}{posixpath.splitext(path)[0]}.html"


GENERATOR = Generator(
    "quarto", ("_quarto.yml", "_quarto.yaml"), lambda _settings: True, _site_of, _choose, any_head, _normal, _address,
    needs_head=True,
)  # fmt: skip
