"""Does a finished site tell anything that it holds back? The last look, at bytes, before anything is deployed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from mkdocs_momentum.core.held import address_of

SENTINEL = "momentum-private-page"
"""Stands in every rendering of the private page, and nowhere else."""

TEXT_TYPES = (
    ".html", ".htm", ".xml", ".json", ".txt", ".md", ".rss", ".atom", ".js", ".webmanifest", ".css", ".svg",
    ".ics",
)  # fmt: skip
LIMIT = 64 * 1024 * 1024
"""Bytes that one packed file may unfold to here; the rest of it is not looked at."""

_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')")
_LINKS = frozenset({"href", "src", "action", "poster", "data"})
_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"")


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
    """

    files: Mapping[str, str]
    addresses: Mapping[str, str]
    site_url: str = ""
    _full: re.Pattern[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_full", _full_addresses(self.addresses, self.site_url))

    def reads(self, path: str) -> bool:
        """Whether a file's bytes can tell anything; pictures and films need not be read."""
        return path.lower().endswith((*TEXT_TYPES, ".gz"))

    def inspect(self, path: str, data: bytes) -> Iterator[Trace]:
        """The traces in one file.

        Args:
            path: the file below the site's root, with `/`.
            data: its bytes, as they stand on the disk.
        """
        if path in self.files:
            yield Trace(path, self.files[path], "it is the page or a file of a post that waits")
        if path.endswith(".gz"):
            path, data = path.removesuffix(".gz"), _unpacked(data)
        if SENTINEL.encode() in data:
            yield Trace(path, "", "it holds the private momentum page")
        if not self.addresses or not path.lower().endswith(TEXT_TYPES):
            return
        text = data.decode("utf-8", "replace")
        seen = set()
        for address in self._addresses(path, text):
            post = self.addresses.get(address)
            if post is not None and post not in seen:
                seen.add(post)
                yield Trace(path, post, "it links to a post that waits")

    def _addresses(self, path: str, text: str) -> Iterator[str]:
        if self._full:
            plain = text.replace("\\/", "/")
            yield from (address_of(unescape(match[1])) for match in self._full.finditer(plain))
        if path.endswith((".html", ".htm")):
            yield from self._from_attributes(path, text)
        elif path.endswith((".json", ".webmanifest", "search_index.js")):
            for match in _STRING.finditer(text):
                # A word is no address: only what has a path's punctuation counts, so that a tag may be called `news`.
                value = match[1].replace("\\/", "/").partition("#")[0]
                if "/" in value or value.endswith(".html") or "#" in match[1]:
                    yield address_of(value)

    def _from_attributes(self, path: str, text: str) -> Iterator[str]:
        base = address_of(urlsplit(self.site_url).path)
        for match in _ATTRIBUTE.finditer(text):
            value = unescape(match[2] or match[3] or "").strip()
            is_link = match[1].lower() in _LINKS
            if not value or value.startswith("#") or not (is_link or "/" in value or value.endswith(".html")):
                continue
            try:
                parts = urlsplit(value)
            except ValueError:
                continue
            if parts.scheme or parts.netloc:
                continue
            address = address_of(urljoin("/" + path, unquote(parts.path)))
            yield address
            if base and value.startswith("/") and address.startswith(base + "/"):
                yield address[len(base) + 1 :]


def _full_addresses(addresses: Iterable[str], site_url: str) -> re.Pattern[str] | None:
    """The held addresses as they read in full, with any scheme, quoted or not."""
    own = urlsplit(site_url)
    spellings = sorted({form for address in addresses if address for form in (address, quote(address))}, key=len)
    if not own.netloc or not spellings:
        return None
    host = re.escape(own.netloc.rpartition("@")[2].lower().removeprefix("www."))
    base = re.escape(own.path.rstrip("/"))
    choice = "|".join(re.escape(form) for form in reversed(spellings))
    return re.compile(rf"//(?:www\.)?(?i:{host}){base}/({choice})(?=(?:\.html|/index\.html|/)?(?![\w%/-]|\.\w))")


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, LIMIT)
    except zlib.error:
        return data
