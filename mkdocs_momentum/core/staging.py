"""Texts of a site without their links to held posts, template links of other generators included."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import yaml

from mkdocs_momentum.core.frontmatter import FrontMatterError
from mkdocs_momentum.core.generators.heads import any_head
from mkdocs_momentum.core.held import Held, Hit, Tails
from mkdocs_momentum.core.links import ELSEWHERE, unlink_html, unlink_markdown
from mkdocs_momentum.core.posts import Post

MARK = "momentum-held:x"
"""Stands for a template's link to a held post, until the link is taken out."""

_BASE = r"(?:\{\{-?\s*(?:site\.(?:base)?url|\$?\.?[sS]ite\.BaseURL|config\.base_url)\s*-?\}\})"
_ADDRESSES = tuple(
    re.compile(pattern)
    for pattern in (
        _BASE + r"*\{\{-?\s*[\"'`](?P<href>[^\"'`\n]+)[\"'`]\s*\|\s*"
        r"(?:relative_url|absolute_url|prepend|url|locale_url|(?:rel|abs)(?:Lang)?URL)\b[^}\n]*\}\}",  # filters
        r"\{\{-?\s*(?:rel|abs)(?:Lang)?URL\s+[\"'`](?P<href>[^\"'`\n]+)[\"'`]\s*-?\}\}",  # Hugo's functions
        _BASE + r"+(?P<href>[^\s\"'()<>\[\]{}]+)",
    )
)
"""How templates write an address from the site's root."""
_REF = r"\{\{-?\s*(?:[$.][\w.]*\.)?(?:[rR]el)?[rR]ef\s+(?:[$.][\w.]*\s+)?(?:\(\s*dict\s+[\"`]path[\"`]\s+)?"
_TEMPLATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\{\{-?\s*get_url\(\s*path\s*=\s*[\"'`]@/(?P<name>[^\"'`#\n]+)[^}\n]*\}\}",  # Zola
        r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?[\"`](?P<name>[^\"`\n]+)[\"`][^}\n]*\}\}",  # Hugo
        r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?(?P<name>[^\"`\s>%]+)[^}\n]*\}\}",
        _REF + r"[\"`](?P<name>[^\"`\n]+)[\"`][^}\n]*\}\}",
        r"\{\{-?\s*[\"`](?P<name>[^\"`\n]+)[\"`]\s*\|\s*(?:rel)?ref\b[^}\n]*\}\}",
        _BASE + r"*\{%-?\s*(?:post_url|link)\s+(?P<name>[^%\n]+?)\s*-?%\}",  # Jekyll
        r"@/(?P<name>[^\s)\"'#>]+)(?:#[^\s)\"'>]*)?",  # Zola's texts
        r"[{|](?:filename|static|attach)[}|](?P<name>[^\s)\"'#>]+)(?:#[^\s)\"'>]*)?",  # Pelican
        r"link://(?:slug|filename|filename_html)/(?P<name>[^\s)\"'#>]+)",  # Nikola
    )
)
_ACTION = re.compile(r"\{\{[^}\n]*\b(?:ref|relref|Ref|RelRef)\b[^}\n]*\}\}")
_QUOTED = re.compile(r"[\"`](?P<name>[^\"`\n]+)[\"`]")
"""In a template whatever `ref` is given; in which form it is used further nobody can tell."""
_FOLLOWED = re.compile(
    r"\b(?:href|link|url|src|to)\s*[=:]\s*[\"'`]?(?P<named>[^\"'`\s<>()]+)|[\"'`](?P<quoted>[^\"'`\s<>()]*/[^\"'`\s<>()]*)[\"'`]"
)
"""Values that may well become links, in shortcodes, data and settings."""
_FIGURE = re.compile(r"(?P<before>\{\{[<%]\s*figure\b[^}\n]*?)\s+link=[\"'`](?P<href>[^\"'`\n]+)[\"'`]")
"""Hugo's own picture with a link."""
_DAY = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-(?=.)")
_LANGUAGE = re.compile(r"\.[a-z]{2}(?:-[a-zA-Z]{2,4})?$")
"""At the end of a name without its ending, as in `name.de.md`."""
_DASH = re.compile(r"([ \t]*)-[ \t]+\S")
_VALUE = re.compile(r"(?:^|[ \t])(?P<quote>[\"']?)(?P<target>[^\s\"']+)(?P=quote)[ \t]*\r?\n?$")
_ASCIIDOC = (
    re.compile(r"(?:(?:link|xref):|(?<![\w/])(?=https?://))(?P<href>[^\s\[\]]+)\[(?P<words>[^\]\n]*)\]"),
    re.compile(r"<<(?P<href>[^\s,<>]+)(?:,(?P<words>[^<>\n]*))?>>"),
)
_MARKUPS = {
    ".org": (re.compile(r"\[\[(?:file:)?(?P<href>[^\]\n]+)\](?:\[(?P<words>[^\]\n]+)\])?\]"),),
    ".rst": (re.compile(r"`(?P<words>[^`<\n]*[^`<\s])\s*<(?P<href>[^`>\n]+)>`__?"),),
    ".textile": (re.compile(r"\"(?P<words>[^\"\n]+)\":(?P<href>[^\s\"]*[\w/])"),),
    **dict.fromkeys((".adoc", ".asciidoc", ".ad"), _ASCIIDOC),
}
"""Links of texts that are no Markdown, by the file's ending."""
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd", ".pandoc", ".pdc", *_MARKUPS)
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


@dataclass(frozen=True)
class Gone:
    """What a staged site must not name.

    Args:
        held: the paths and addresses of its held posts.
        names: what templates call them: paths and file names, with and without ending.
        stands: whether a file that is not held stands at a path in the content, with or without its ending.
        tails: what addresses that nobody can know before a build may end in, in small letters.
    """

    held: Held
    names: frozenset[str] = frozenset()
    stands: Callable[[str], bool] = lambda _path: False
    tails: frozenset[str] = frozenset()

    def may_stand_in(self, data: bytes, source: str, url: str) -> bool:
        """Whether anything in a text can lead to a held post or name one; False spares a look at it.

        Args:
            data: the text, as UTF-8.
            source: its path in the site's content.
            url: its address below the site's root.
        """
        # Templates say names in whatever case.
        return any(self._said.may_stand_in(form, source, url) for form in (data, data.lower()))

    @cached_property
    def _said(self) -> Tails:
        return Tails((*self.held.sources, *self.held.addresses, *self.names, *self.tails))

    def is_meant(self, template: re.Match[str], source: str) -> bool:
        """Whether a template means a held post.

        Args:
            template: a match with the `name` in it.
            source: the path in the site's content of the text that it stands in.
        """
        name, start = template["name"], template.start("name")
        plain = _plain(name)
        places = {plain}
        if not name.startswith("/") and template.string[start - 1 : start] != "/":
            places.add(posixpath.normpath(posixpath.join(posixpath.dirname(source), plain)))
        return not any(map(self.stands, places)) and not self.names.isdisjoint(map(str.lower, places))

    def lines_in(self, text: str, before: str, source: str, url: str) -> list[int]:
        """The lines, from 1, in which a path or an address of a held post stands as a word, in a link or not.

        Args:
            text: a file's text.
            before: the same with all its links, whose lines are counted.
            source: its path in the site's content.
            url: its address below the site's root.
        """
        words = self._words_in(text)

        def tells(line: str) -> bool:
            followed = (match["named"] or match["quoted"] for match in _FOLLOWED.finditer(line))
            return (
                bool(words and words.search(line))
                or any(self._calls_in(line, source))
                or any(self.held.hits(href, source, url) for href in followed)
            )

        found = {line: number for number, line in enumerate(text.splitlines(), 1) if tells(line)}
        there = {line: number for number, line in enumerate(before.splitlines(), 1) if line in found}
        return sorted((found | there).values())

    def _words_in(self, text: str) -> re.Pattern[str] | None:
        """Finds what a text has of all these paths and addresses."""
        places = [re.escape(place) for place in self._places if place in text]
        lowered = text.lower()
        tails = [re.escape(tail) for tail in self.tails if tail in lowered]
        parts = [rf"(?<![\w-])(?:{'|'.join(places)})(?![\w-])"] if places else []
        if tails:
            begins = r"(?:/|\]\(|\b(?:href|link|url|src|to)\s*[=:]\s*[\"'`]?)"
            parts.append(rf"(?i:{begins}(?:{'|'.join(tails)})(?:/|\.html?)?(?=[\s\"'`)>\]#?]|$))")
        return re.compile("|".join(parts), re.MULTILINE) if parts else None

    def _calls_in(self, text: str, source: str) -> Iterator[bool]:
        """Of each template in a text whether it means a held post."""
        found = [match for template in _TEMPLATES for match in template.finditer(text)]
        found += [given for action in _ACTION.finditer(text) for given in _QUOTED.finditer(text, *action.span())]
        return (self.is_meant(match, source) for match in found)

    @cached_property
    def _places(self) -> list[str]:
        places = self.held.addresses | self.held.sources | {posixpath.splitext(path)[0] for path in self.held.sources}
        # A word without a slash is just a word. The longest comes first, for a pattern takes the first that fits.
        words = {place if "/" in place else f"/{place}" for place in places if place}
        return sorted(words, key=len, reverse=True)


def names_of(paths: Iterable[str], below: Callable[[str], str]) -> frozenset[str]:
    """What templates may call these files.

    Args:
        paths: from the site's root.
        below: gives the path in the site's content, where names begin, to such a path.
    """
    found: set[str] = set()
    for path in paths:
        inside = below(path)
        bare = posixpath.splitext(inside)[0]
        forms = {path, inside, bare}
        if posixpath.basename(bare) == "index":
            folder, file = posixpath.split(inside)
            forms |= {folder, posixpath.basename(folder), posixpath.join(posixpath.basename(folder), file)}
        else:
            forms |= {posixpath.basename(inside), posixpath.basename(bare)}
        forms |= {_LANGUAGE.sub("", form) for form in (bare, posixpath.basename(bare))}
        found |= {form.strip("/").lower() for form in forms}
        # Jekyll takes both: `a` and `tech/a` for `tech/_posts/a.md`.
        found |= {form.partition("_posts/")[2].lower() for form in forms if "_posts/" in form}
        found |= {form.replace("_posts/", "").lower() for form in forms}
    return frozenset(form for form in found if form and form not in {"index", "."})


def tails_of(path: str, words: Iterable[str]) -> set[str]:
    """What the address of a post may end in, in small letters; generators differ in what they make of signs.

    Args:
        path: from the site's root.
        words: its slug, its title, addresses of its own.
    """
    folder, name = posixpath.split(path)
    plain = _LANGUAGE.sub("", posixpath.splitext(name)[0])
    plain = posixpath.basename(folder) if plain in {"index", "_index"} else plain
    found: set[str] = set()
    for word in (_DAY.sub("", plain), *words):
        last = re.sub(r"\.html?$", "", word.rstrip("/").rpartition("/")[2]).casefold()
        bare = "".join(sign for sign in unicodedata.normalize("NFKD", last) if not unicodedata.combining(sign))
        for form in (last, bare):
            found |= {form, re.sub(r"[^\w.-]+", "-", form), re.sub(r"\W+", "-", form).strip("-")}
            found.add(re.sub(r"-{2,}", "-", re.sub(r"\s+", "-", re.sub(r"[^\w\s.-]+", "", form).strip())))
    return {form for form in found if form and not form.isspace()}


def is_markdown(path: str) -> bool:
    """Whether a file is a text with front matter and Markdown, or near enough."""
    return path.lower().endswith(_MARKDOWN)


def is_html(path: str) -> bool:
    """Whether a file is HTML or a template of it."""
    return path.lower().endswith(_HTML)


def staged_text(text: str, gone: Gone, source: str, url: str, *, html: bool = False) -> tuple[str, int]:
    """A file's text without its links to held posts; everything else byte for byte.

    Args:
        text: the file.
        gone: what is held.
        source: its path below the folder of the content.
        url: its address below the site's root.
        html: it is HTML rather than Markdown.

    Returns:
        The text, and how many links were taken out.
    """
    if "\r\n" in text and text.count("\r\n") == text.count("\n"):
        after, count = staged_text(text.replace("\r\n", "\n"), gone, source, url, html=html)
        return after.replace("\n", "\r\n"), count

    def hit(href: str) -> bool:
        return href.startswith(MARK.partition(":")[0]) or gone.held.hits(href, source, url)

    try:
        head = any_head(text)
        start = head.body
    except FrontMatterError:
        start = 0
    front, dropped = _without_items(text[:start], lambda href: hit(href) or gone.held.hits(href, "", ""))
    body = _marked(text[start:], gone, source, hit)
    body, others = _without_markup(body, posixpath.splitext(source)[1].lower(), hit)
    body, count = (unlink_html if html else unlink_markdown)(body, hit)
    count += others
    if MARK in body:
        count += body.count(MARK)
        body = body.replace(MARK, ELSEWHERE)
    bare = _FIGURE.sub(lambda match: match["before"] if hit(match["href"]) else match[0], body)
    return front + bare, count + dropped + (bare != body)


def _without_markup(text: str, ending: str, hit: Hit) -> tuple[str, int]:
    """A text without its links to held posts that are not Markdown's, and how many there were."""
    count = 0

    def words_of(match: re.Match[str]) -> str:
        nonlocal count
        if not hit(match["href"]):
            return match[0]
        count += 1
        return match["words"] or ELSEWHERE

    for pattern in _MARKUPS.get(ending, ()):
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
    for pattern in _TEMPLATES:
        text = pattern.sub(of_name, text)
    return text


def _plain(name: str) -> str:
    name = posixpath.normpath(name.partition("#")[0]).strip("/")
    return name.removeprefix("../").removeprefix("./").removesuffix("/_index.md")


def _without_items(front: str, hit: Hit) -> tuple[str, int]:
    """Front matter without the list items that lead to a held post, where what is left is still YAML."""
    lines = front.splitlines(keepends=True)
    kept: list[str] = []
    at = count = 0
    while at < len(lines):
        end = _item_end(lines, at)
        if end and not any(_DASH.match(line) for line in lines[at + 1 : end]) and _leads(lines[at:end], hit):
            count += 1
            at = end
            _close_emptied(kept, lines[at:])
        else:
            kept.append(lines[at])
            at += 1
    if not count:
        return front, 0
    left = "".join(kept)
    try:
        yaml.safe_load(left.strip().strip("-"))
    except (yaml.YAMLError, ValueError):
        return front, 0
    return left, count


def _item_end(lines: Sequence[str], at: int) -> int:
    """Where the list item that begins in a line ends; 0 where none begins there."""
    item = _DASH.match(lines[at])
    if not item:
        return 0
    end = at + 1
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > len(item[1]):
        end += 1
    return end


def _leads(item: Iterable[str], hit: Hit) -> bool:
    """Whether an item has an address or a path that is a held post's. A word alone is none: a tag may be called so."""
    found = (match["target"] for line in item if (match := _VALUE.search(line)))
    return any(hit(target) for target in found if "/" in target or posixpath.splitext(target)[1])


def _close_emptied(kept: list[str], rest: Sequence[str]) -> None:
    """What had only the item that is gone becomes an empty list, or goes as well where it is an item itself."""
    while kept and kept[-1].rstrip().endswith(":"):
        item = _DASH.match(kept[-1])
        deep = _indent(kept[-1]) + (1 if item else 0)
        follows = rest[0] if rest else ""
        if follows.strip() and _indent(follows) >= deep and (_DASH.match(follows) or _indent(follows) > deep):
            return
        last = kept.pop()
        if not item:
            kept.append(f"{last.rstrip()} []{last[len(last.rstrip()) :]}")
            return


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
