"""Does a finished site tell anything that it holds back? The last look, at bytes, before anything is deployed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from mkdocs_momentum.core.held import REPEATED, Tails, address_of

SENTINEL = "momentum-private-page"
"""Stands in every rendering of the private page, and nowhere else."""

DUMB_TYPES = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".bmp", ".tif", ".tiff", ".woff", ".woff2", ".ttf",
    ".otf", ".eot", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".mp4", ".m4v", ".mov", ".webm", ".ogv",
    ".zip", ".7z", ".xz", ".bz2", ".zst", ".br", ".wasm", ".pdf", ".epub",
)  # fmt: skip
"""Pictures, films, fonts and packed files. All others are read, also those that no one has heard of."""
LIMIT = 64 * 1024 * 1024
"""Bytes that one packed file may unfold to here; the rest of it is not looked at."""

SOCIAL = "assets/images/social/"
"""Where Material keeps a picture of each page, by the page's source path."""

# Only what stands in a tag is an attribute: code that a public post quotes has no tags.
_TAG = re.compile(r"<[a-z](?:[^>\"'<]++|\"[^\"]*+\"|'[^']*+')*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(  # minifiers leave the quotes out
    r"(?<=[\s\"'])([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'`=<>]+))"
)
_LINKS = frozenset({"href", "src", "action", "poster", "data"})
_REFRESH = re.compile(r"\burl\s*=\s*['\"]?([^'\"\s]+)", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"")
_QUOTED = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'")
_CSS_URL = re.compile(r"[uU][rR][lL]\(\s*['\"]?([^'\"()\s]+)")  # no flag: it would slow the search down a hundredfold
_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^\s()<>]+)")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_QUOTED_SLASH = re.compile("%(?:25)?2f", re.IGNORECASE)
_TAGGED = (".html", ".htm", ".xhtml", ".svg", ".xml", ".rss", ".atom")
_PAGE_TYPES = (".html", ".htm", ".md", ".txt", ".json", ".pdf")


@dataclass(frozen=True, slots=True)
class Trace:
    """Something of a held post, or the private page, in the finished site.

    Args:
        file: the file below the site's root in which it stands.
        what: the held post's source path; empty for the private page.
        why: what was found, for people.
    """

    file: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Auditor:
    """Looks for traces of held posts.

    Args:
        files: destinations below the site's root that must not exist, with the post that each would show.
        addresses: addresses of held posts in the form of `address_of`, with the post.
        site_url: the site's own address; empty where unknown.
        other_urls: further addresses of the site, such as the one without a version in it.
    """

    files: Mapping[str, str]
    addresses: Mapping[str, str]
    site_url: str = ""
    other_urls: tuple[str, ...] = ()
    _full: tuple[re.Pattern[str], ...] = field(init=False, default=())
    _tails: Tails = field(init=False, repr=False, compare=False)
    _plain: set[str] = field(init=False, repr=False, compare=False, default_factory=set)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_full", tuple(_full_addresses(self.addresses, (self.site_url, *self.other_urls))))
        object.__setattr__(self, "_tails", Tails(self.addresses))

    def reads(self, path: str) -> bool:
        """Whether a file's bytes can tell anything; pictures and films need not be read."""
        return not path.lower().endswith(DUMB_TYPES)

    def inspect(self, path: str, data: bytes, *, is_clean: bool = False) -> Iterator[Trace]:
        """The traces in one file.

        Args:
            path: the file below the site's root, with `/`.
            data: its bytes, as they stand on the disk.
            is_clean: it is known to have no trace in it.
        """
        own = self._own_file(path)
        if own:
            yield Trace(path, own, "it is the page or a file of a post that waits")
        if is_clean or not data:
            return
        if path.endswith(".gz"):
            path, data = path.removesuffix(".gz"), unpacked(data)
        if SENTINEL.encode() in data:
            yield Trace(path, "", "it holds the private momentum page")
        if not self.addresses or not self.reads(path) or not self._tails.may_stand_in(data, path):
            return
        text = data.decode("utf-8", "replace")
        seen = set()
        for address in self._addresses(path, text):
            post = self.addresses.get(address)
            if post is not None and post not in seen:
                seen.add(post)
                yield Trace(path, post, "it links to a post that waits")

    def _own_file(self, path: str) -> str:
        """The held post to which a file belongs: its page, also in another format, its bundle, its social card."""
        if path in self.files:
            return self.files[path]
        stem, dot, _ = path.rpartition(".")
        if dot and path.endswith(_PAGE_TYPES):
            return self.addresses.get(address_of(f"{stem}.html"), "")
        if path.startswith(SOCIAL):
            return self.addresses.get(f"{stem.removeprefix(SOCIAL)}.md", "")
        return ""

    def _addresses(self, path: str, text: str) -> Iterator[str]:
        plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text.replace("\\/", "/"))
        for pattern in self._full:
            yield from (address_of(unescape(match[1])) for form in _forms(plain) for match in pattern.finditer(form))
        for value in self._values(path.lower(), plain):
            yield from self._resolved(path, value)

    def _values(self, path: str, text: str) -> Iterator[str]:
        """All that may be the address of a held post, relative to this file, by the file's kind."""
        if path.endswith(_TAGGED):
            for tag in set(_TAG.findall(text)) - self._plain:
                yield from self._from_tag(tag)
        yield from filter(self._tails.may_be, _values(path, text))

    def _from_tag(self, tag: str) -> list[str]:
        found = [value for value in _attributes(tag) if self._tails.may_be(value)]
        if not found and len(tag) <= REPEATED:
            self._plain.add(tag)  # a page's frame is on every page
        return found

    def _resolved(self, path: str, value: str) -> Iterator[str]:
        try:
            parts = urlsplit(value)
            address = address_of(urljoin("/" + path, unquote(parts.path)))
        except ValueError:
            return
        if parts.scheme or parts.netloc or not parts.path:
            return
        yield address
        yield address.removesuffix("/index.md")
        if path.lower().endswith((".json", ".js", ".mjs", ".webmanifest")):
            yield address_of(parts.path)  # indexes name pages from the site's root, wherever they stand themselves
        for base in filter(None, (address_of(urlsplit(url).path) for url in (self.site_url, *self.other_urls))):
            if value.startswith("/") and address.startswith(base + "/"):
                yield address[len(base) + 1 :]


def _values(path: str, text: str) -> Iterator[str]:
    """All that may be a relative address outside of tags, by the file's kind."""
    if path.endswith(_TAGGED):
        yield from (value for script in _SCRIPT.finditer(text) for value in _paths(_QUOTED, script[1]))
    elif path.endswith((".json", ".webmanifest", "search_index.js")):
        yield from _paths(_STRING, text)
    elif path.endswith((".js", ".mjs")):
        yield from (value for value in _paths(_QUOTED, text) if "/" in value.strip("/"))
    elif path.endswith((".md", ".txt")):
        yield from (match[1] for match in _MARKDOWN_LINK.finditer(text))
    elif path.endswith(("_redirects", ".htaccess", ".conf")):
        yield from (word for word in text.split() if word.startswith("/"))
    if path.endswith((".css", *_TAGGED)):
        yield from (unescape(match[1]) for match in _CSS_URL.finditer(text))


def _forms(text: str) -> Iterator[str]:
    """The text, and what it says where one address is written within another, once or twice over."""
    yield text
    for _ in range(2):
        if _QUOTED_SLASH.search(text):
            text = unquote(text)
            yield text


def _paths(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Strings with a path's punctuation. A word is no address, so that a tag may be called `news`."""
    for match in pattern.finditer(text):
        value = match[1] or match[match.lastindex or 1] or ""
        if "/" in value or "#" in value or value.endswith((".html", ".md")):
            yield value


def _attributes(tag: str) -> Iterator[str]:
    for match in _ATTRIBUTE.finditer(tag):
        name, value = match[1].lower(), unescape(match[2] or match[3] or match[4] or "").strip()
        if name == "srcset":
            yield from (source.split()[0] for source in value.split(",") if source.strip())
        elif name == "content":
            yield from (refresh[1] for refresh in _REFRESH.finditer(value))
        elif name in _LINKS or "/" in value or value.endswith((".html", ".md")):
            yield value


def _full_addresses(addresses: Iterable[str], site_urls: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """The held addresses as they read in full, with any scheme, quoted or not."""
    named = [address for address in addresses if address]
    spellings = sorted({*named, *(quote(address, errors="surrogateescape") for address in named)}, key=len)
    choice = "|".join(re.escape(form) for form in reversed(spellings))
    for own in dict.fromkeys(map(urlsplit, site_urls)):
        if own.netloc and spellings:
            host = re.escape(own.netloc.rpartition("@")[2].lower().removeprefix("www."))
            base = re.escape(own.path.rstrip("/"))
            end = r"(?=(?:\.html|/index\.html|/)?(?![\w%/-]|\.\w))"
            yield re.compile(rf"//(?:www\.)?(?i:{host}){base}/({choice}){end}")


def unpacked(data: bytes) -> bytes:
    """What gzip packed, as far as `LIMIT`; anything else as it is."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data, LIMIT)
    except zlib.error:
        return data
