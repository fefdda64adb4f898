"""Eleventy: pages anywhere, a `date` in front matter or in the path, and no drafts of its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.generators.kinds import (
    BLOGGY,
    Generator,
    OtherSite,
    Texts,
    file_date,
    folder,
    in_our_words,
    stem,
    truth,
)  # fmt: skip
from mkdocs_momentum.core.generators.textdates import text_date

_INPUT = re.compile(r"\binput:\s*[\"'`]([^\"'`]+)[\"'`]")
_OUTPUT = re.compile(r"\boutput:\s*[\"'`]([^\"'`]+)[\"'`]")
_PARTS = re.compile(r"\b(?:includes|layouts|data):\s*[\"'`]([^\"'`]+)[\"'`]")
"""Folders of what pages are made with."""
_MOVING = frozenset({"last modified", "created", "git last modified", "git created"})
"""Words for `date` that mean another day after each build or clone."""

_IGNORED = ".eleventyignore"
CONFIGS = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts")


def _site_of(settings: Mapping[str, Any]) -> OtherSite:
    text = str(settings.get("text", ""))
    given, out = _INPUT.search(text), _OUTPUT.search(text)
    return OtherSite(
        generator="eleventy",
        folders=(folder(given[1] if given else "."),),
        endings=(*MARKDOWN, ".html", ".njk", ".liquid"),
        output=out[1] if out else "_site",
        settings=settings,
    )


def _whole(settings: Mapping[str, Any], texts: Texts) -> Mapping[str, Any]:
    return {**settings, "ignored": texts.read(_IGNORED) or ""}


def _choose(site: OtherSite, paths: Sequence[str]) -> list[str]:
    from pathspec.gitignore import GitIgnoreSpec

    ignored = GitIgnoreSpec.from_lines(str(site.settings.get("ignored", "")).splitlines())
    named = _PARTS.findall(str(site.settings.get("text", "")))
    made_with = tuple(filter(None, map(folder, ("_includes", "_layouts", "_data", *named))))
    chosen = []
    for path in paths:
        if ignored.match_file(path):
            continue
        if site.below(path).startswith(made_with):
            continue
        if not posixpath.basename(path).isupper():
            chosen.append(path)
    return chosen


def _normal(_site: OtherSite, path: str, head: Head) -> Head:
    value = head.data.get("date")
    if isinstance(value, str) and value.strip().lower() in _MOVING:
        value = None
    found: dict[str, Any] = {"date": text_date(value) if value not in (None, "") else file_date(path)}
    if "draft" in head.data:
        found["draft"] = truth(head.data["draft"])
    return in_our_words(head, found)


def _is_page(site: OtherSite, path: str, head: Head) -> bool:
    if "date" not in head.data and not path.lower().endswith(MARKDOWN):
        return True  # a template is a post where it says so by a date
    folders = {part.lower().lstrip("_") for part in site.below(path).split("/")[:-1]}
    is_index = stem(path) == "index" and folders & set(BLOGGY) and len(folders) == 1
    return "date" not in head.data and (bool(is_index) or not folders & set(BLOGGY))


def _address(site: OtherSite, path: str, meta: Mapping[str, Any], _title: str) -> str | None:
    own = meta.get("permalink")
    if own is not None:
        return own.lstrip("/") if isinstance(own, str) and "{" not in own else None
    parent, name = posixpath.split(site.below(path))
    name = re.sub(r"^\d{4}-\d{2}-\d{2}-", "", stem(name))
    tail = posixpath.basename(parent)
    return f"{parent}/" if name in {"index", tail} else f"{posixpath.join(parent, name)}/"


GENERATOR = Generator(
    "eleventy", CONFIGS, lambda _settings: True, _site_of, _choose, any_head, _normal, _address, _is_page,
    whole=_whole,
)  # fmt: skip
