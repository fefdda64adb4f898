"""A post ready to paste elsewhere: its plain Markdown with the target's front matter, or as HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

FORMATS = ("markdown", "html", "devto", "hashnode", "medium")


class Exported(NamedTuple):
    """What every target gets.

    Args:
        title: of the post.
        url: its public address, the canonical one.
        site: what its site is called.
        body: plain Markdown without the title.
        meta: its front matter.
        image: full address of its picture; empty where it has none.
    """

    title: str
    url: str
    site: str
    body: str
    meta: Mapping[str, object]
    image: str = ""


def export(post: Exported, target: str) -> str:
    """The text to paste.

    Args:
        post: what to give away.
        target: one of `FORMATS`.
    """
    notice = f"*First published on [{post.site}]({post.url}).*\n"
    body = f"{post.body.rstrip()}\n\n---\n\n{notice}"
    titled = f"# {post.title}\n\n{body}"
    if target == "devto":
        return _front_matter(_devto(post)) + body
    if target == "hashnode":
        return _front_matter(_hashnode(post)) + body
    if target == "medium":
        return _html(f"# {post.title}\n\n{_tables_as_text(body)}")
    if target == "html":
        return f'<link rel="canonical" href="{escape(post.url)}">\n' + _html(titled)
    return titled


def _devto(post: Exported) -> dict[str, object]:
    tags = [re.sub(r"[^a-z0-9]", "", tag.lower()) for tag in _tags(post.meta)]
    return {
        "title": post.title,
        "published": False,  # a draft there, to look at first
        "description": _text(post.meta, "description"),
        "tags": ", ".join(list(dict.fromkeys(filter(None, tags)))[:4]),
        "canonical_url": post.url,
        "cover_image": post.image,
    }


def _hashnode(post: Exported) -> dict[str, object]:
    tags = [re.sub(r"[^a-z0-9]+", "-", tag.lower()).strip("-") for tag in _tags(post.meta)]
    return {
        "title": post.title,
        "subtitle": _text(post.meta, "description"),
        "slug": post.url.rstrip("/").removesuffix(".html").rpartition("/")[2],
        "tags": ", ".join(list(dict.fromkeys(filter(None, tags)))[:5]),
        "canonical": post.url,
        "saveAsDraft": True,
    }


def _front_matter(values: Mapping[str, object]) -> str:
    # JSON strings are YAML strings, whatever is in them.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value != ""]
    return "\n".join(["---", *lines, "---", "", ""])


def _tags(meta: Mapping[str, object]) -> list[str]:
    found = meta.get("tags") or meta.get("categories") or []
    if isinstance(found, str):
        return [tag.strip() for tag in found.split(",")]
    return [str(tag) for tag in found] if isinstance(found, Sequence) else []


def _text(meta: Mapping[str, object], key: str) -> str:
    value = meta.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _html(markdown: str) -> str:
    from markdown import markdown as render

    extensions = ["tables", "fenced_code", "footnotes", "sane_lists", "def_list", "md_in_html"]
    return render(markdown, extensions=extensions, output_format="html") + "\n"


def _tables_as_text(markdown: str) -> str:
    """Tables as text of even width, for places that show none."""
    table = re.compile(r"(?:^\|?.*\|.*\n)(?:^[ \t]*\|?[ \t:|-]*-[ \t:|-]*\n)(?:^.*\|.*\n?)*", re.MULTILINE)
    return table.sub(lambda found: f"```\n{found[0].rstrip()}\n```\n", markdown)
