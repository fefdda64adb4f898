"""Texts of a site without their links to held posts, template links of other generators included."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mkdocs_momentum.core.frontmatter import FrontMatterError
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.gone import BASE, TEMPLATES, Gone
from mkdocs_momentum.core.held import Hit
from mkdocs_momentum.core.items import without_items
from mkdocs_momentum.core.links import ELSEWHERE, unlink_html, unlink_markdown
from mkdocs_momentum.core.posts import Post
from mkdocs_momentum.core.unlink_rst import unlink_rst

MARK = "momentum-held:x"
"""Stands for a template's link to a held post, until the link is taken out."""

_ADDRESSES = tuple(
    re.compile(pattern)
    for pattern in (
        BASE + r"*\{\{-?\s*[\"'`](?P<href>[^\"'`\n]+)[\"'`]\s*\|\s*"
        r"(?:relative_url|absolute_url|prepend|url|locale_url|(?:rel|abs)(?:Lang)?URL)\b[^}\n]*\}\}",  # filters
        r"\{\{-?\s*(?:rel|abs)(?:Lang)?URL\s+[\"'`](?P<href>[^\"'`\n]+)[\"'`]\s*-?\}\}",  # Hugo's functions
        BASE + r"+(?P<href>[^\s\"'()<>\[\]{}]+)",
    )
)
"""How templates write an address from the site's root."""
_FIGURE = re.compile(r"(?P<before>\{\{[<%]\s*figure\b[^}\n]*?)\s+link=[\"'`](?P<href>[^\"'`\n]+)[\"'`]")
"""Hugo's own picture with a link."""
_ASCIIDOC = (
    re.compile(r"(?:(?:link|xref):|(?<![\w/])(?=https?://))(?P<href>[^\s\[\]]+)\[(?P<words>[^\]\n]*)\]"),
    re.compile(r"<<(?P<href>[^\s,<>]+)(?:,(?P<words>[^<>\n]*))?>>"),
)
_MARKUPS = {
    ".org": (re.compile(r"\[\[(?:file:)?(?P<href>[^\]\n]+)\](?:\[(?P<words>[^\]\n]+)\])?\]"),),
    ".textile": (re.compile(r"\"(?P<words>[^\"\n]+)\":(?P<href>[^\s\"]*[\w/])"),),
    **dict.fromkeys((".adoc", ".asciidoc", ".ad"), _ASCIIDOC),
}
"""Links of texts that are no Markdown, by the file's ending."""
_RST = ".rst"
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd", ".pandoc", ".pdc", _RST, *_MARKUPS)
_DOCS = tuple(
    re.compile(rf"{begins}(?:(?P<words>[^`<>{{}}\n]*[^`<>{{}}\s])\s*<)?(?P<name>[^`<>{{}}\n]+)>?{ends}")
    for begins, ends in ((":doc:`", "`"), (r"\{\{%\s*doc\s*%\}\}", r"\{\{%\s*/doc\s*%\}\}"))
)
"""Nikola's links to a post by the last part of its address."""
_IN_CODE = (".astro", ".mdx")
"""Files in which HTML may be a value in JavaScript."""
_HTML = (".html", ".htm", ".njk", ".liquid", ".astro", ".j2", ".tmpl", ".mako", ".jinja")


@dataclass(slots=True)
class Staged:
    """What a copy came to.

    Args:
        site: its name.
        target: where it lies.
        held: the posts that are left out.
        links: how many links to them were taken out.
        named: `path:line` of what still names one, in files that nobody may edit without a look.
    """

    site: str
    target: str
    held: tuple[Post, ...]
    links: int = 0
    named: list[str] = field(default_factory=list)


def is_markdown(path: str) -> bool:
    """Whether a file is a text with front matter and Markdown, or near enough."""
    return path.lower().endswith(_MARKDOWN)


def is_html(path: str) -> bool:
    """Whether a file is HTML or a template of it."""
    return path.lower().endswith(_HTML)


def staged_text(
    text: str, gone: Gone, source: str, url: str, *, html: bool = False, heads: bool = True
) -> tuple[str, int]:
    """A file's text without its links to held posts; everything else byte for byte.

    Args:
        text: the file.
        gone: what is held.
        source: its path below the folder of the content.
        url: its address below the site's root.
        html: it is HTML rather than Markdown.
        heads: lines `---` enclose YAML, which nobody renders.

    Returns:
        The text, and how many links were taken out.
    """
    if "\r\n" in text and text.count("\r\n") == text.count("\n"):
        after, count = staged_text(text.replace("\r\n", "\n"), gone, source, url, html=html, heads=heads)
        return after.replace("\n", "\r\n"), count

    def hit(href: str) -> bool:
        return href.startswith(MARK.partition(":")[0]) or gone.held.hits(href, source, url)

    try:
        start = any_head(text).body if heads else 0
    except FrontMatterError:
        start = 0
    front, dropped = without_items(text[:start], lambda href: hit(href) or gone.held.hits(href, "", ""))
    body, docs = _worded(text[start:], _DOCS, lambda link: gone.is_meant(link, source))
    body = _marked(body, gone, source, hit)
    ending = posixpath.splitext(source)[1].lower()
    if ending == _RST:
        body, others = unlink_rst(body, hit)
    else:
        body, others = _worded(body, _MARKUPS.get(ending, ()), lambda link: hit(link["href"]))
    body, count = (unlink_html if html else unlink_markdown)(body, hit, in_code=ending in _IN_CODE)
    count += others + docs
    if MARK in body:
        count += body.count(MARK)
        body = body.replace(MARK, ELSEWHERE)
    bare = _FIGURE.sub(lambda match: match["before"] if hit(match["href"]) else match[0], body)
    return front + bare, count + dropped + (bare != body)


def _worded(
    text: str, patterns: Iterable[re.Pattern[str]], is_held: Callable[[re.Match[str]], bool]
) -> tuple[str, int]:
    """A text with the words of links that lead to a held post in their place, and how many there were."""
    count = 0

    def words_of(match: re.Match[str]) -> str:
        nonlocal count
        if not is_held(match):
            return match[0]
        count += 1
        return match["words"] or ELSEWHERE

    for pattern in patterns:
        text = pattern.sub(words_of, text)
    return text, count


def _marked(text: str, gone: Gone, source: str, hit: Hit) -> str:
    def of_address(match: re.Match[str]) -> str:
        return MARK if hit(f"/{match['href'].lstrip('/')}") else match[0]

    def of_name(match: re.Match[str]) -> str:
        return MARK if gone.is_meant(match, source) else match[0]

    if not gone.names:
        return text
    for pattern in _ADDRESSES:
        text = pattern.sub(of_address, text)
    for pattern in TEMPLATES:
        text = pattern.sub(of_name, text)
    return text
