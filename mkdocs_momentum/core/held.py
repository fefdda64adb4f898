"""What held posts are called: which links lead to one, and which addresses nothing public may name."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from mkdocs_momentum.core.wordsearch import WordSearch

Hit = Callable[[str], bool]
"""Says of a link's target, as it is written, whether it leads to a held post."""

REPEATED = 300
"""Characters up to which an address or a tag may well stand on other pages too."""


@dataclass(frozen=True, slots=True)
class Held:
    """What held posts and their files are called, in the sources and in the site.

    Args:
        sources: paths below the docs folder, such as `blog/posts/a.md`.
        addresses: paths below the site's root in the form of `address_of`, such as `blog/2026/11/24/a`.
        site_url: the site's own address; empty where unknown.
        public: addresses that public pages have.
        other_urls: further addresses of the site, such as the one without a version in it.
        signs: words that no public page says, for `may_stand_in` to look for as well.
    """

    sources: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    site_url: str = ""
    public: frozenset[str] = frozenset()
    other_urls: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    _tails: Tails = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tails", Tails((*self.sources, *self.addresses), self.signs))

    def __bool__(self) -> bool:
        return bool(self.sources or self.addresses)

    def may_stand_in(self, data: bytes, *places: str) -> bool:
        """Whether any link in a text can lead to a held post; False spares a look at each.

        Args:
            data: Markdown or HTML, as UTF-8.
            places: where it stands: the page's path below the docs folder, and where it is below the site's root.
        """
        return bool(self) and self._tails.may_stand_in(data, *places)

    def hits(self, href: str, source: str, url: str) -> bool:
        """Whether a link leads to a held post.

        Args:
            href: the link's target as written.
            source: the linking page's path below the docs folder.
            url: the linking page's address below the site's root.
        """
        if href.startswith("#") or not self._tails.may_be(href):
            return False
        try:
            parts = urlsplit(html.unescape(href).strip())
            if parts.scheme or parts.netloc:
                return self.hits_absolute(href)
        except ValueError:
            return False
        path = unquote(parts.path)
        if not path:
            return False
        if path.startswith("/"):
            return path.lstrip("/") in self.sources or any(a in self.addresses for a in self._from_root(path))
        below = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        address = address_of(urljoin("/" + unquote(url), path))
        if below in self.sources or address in self.addresses:
            return True
        # A link that leads nowhere as an address, but names a held file from where its writer stood.
        return address not in self.public and address_of(below) in self.addresses

    def hits_absolute(self, href: str) -> bool:
        """Whether a full address (`https://…`, `//host/…`) is that of a held post."""
        try:
            parts = urlsplit(html.unescape(href).strip())
        except ValueError:
            return False
        hosts = {_host(urlsplit(url).netloc) for url in (self.site_url, *self.other_urls)} - {""}
        if _host(parts.netloc) not in hosts or parts.scheme not in {"", "http", "https"}:
            return False
        return any(address in self.addresses for address in self._from_root(unquote(parts.path)))

    def _from_root(self, path: str) -> Iterator[str]:
        yield address_of(path)
        for base in filter(None, (address_of(urlsplit(url).path) for url in (self.site_url, *self.other_urls))):
            if address_of(path).startswith(base + "/"):
                yield address_of(path)[len(base) + 1 :]


_CODES = r"(?:0[9ad]|2[356de]|3\d|4[1-9a-f]|5[\dacf]|6[1-9a-f]|7[\dae])"
"""In hexadecimal: what plain words are made of, what begins another escape, and what browsers drop from addresses."""
_NUMBERS = r"0*(?:9|1[03]|3[578]|4[5689]|5[0-7]|6[5-9]|[78]\d|9[0-25789]|1[01]\d|12[0-2])(?!\d)"
"""The same as numbers."""
_NAMES = "num|percnt|period|lowbar|underbar|bsol|fjlig|newline|tab"
_ESCAPES = tuple(
    (sign.encode(), re.compile(f"{re.escape(sign)}{rest}".encode(), re.IGNORECASE))
    for sign, rest in (
        ("%", _CODES),
        ("&", rf"(?:amp;?)*(?:#(?:{_NUMBERS}|x0*(?:[9ad](?![\da-f])|{_CODES}(?![\da-f])))|(?:{_NAMES});)"),
        ("\\", rf"u00{_CODES}"),
    )
)
"""What each begins with, and the whole."""
FEW = 64
"""Signs up to which it is quicker to go from one to the next than to search the whole text for a pattern."""
_PLAIN = re.compile(r"[A-JL-Za-z0-9_.-]+")
"""What is written as it is but for `_ESCAPES`. A K can also be a sign for kelvins."""
MANY = 2000
"""Words up to which it is quicker to get ready to look for them than to look at the links of every page."""


class Tails:
    """Tells most addresses that lead to no held post by their last part alone, each only once.

    A site says the same few hundred addresses on all of its pages, and to resolve one takes a hundred times as long.

    Args:
        places: what held posts are called, in the sources and in the site.
        signs: further words to look for in whole texts.
    """

    def __init__(self, places: Iterable[str], signs: Collection[str] = ()) -> None:
        # An address that ends in dots, or in nothing, gets its last part from where it stands.
        tails = {_tail(place) for place in places}
        self._known = {"", ".", "..", "index.md", *tails}
        self._verdicts: dict[str, bool] = {}
        self._words = _words(tails)
        self._signs = signs
        self._below: dict[tuple[str, ...], bool] = {}

    def may_be(self, href: str) -> bool:
        """Whether an address, as it is written, can be one of them wherever it stands."""
        verdict = self._verdicts.get(href)
        if verdict is None:
            # Both as it stands and as a page would say it: who asks may have read it out of a page, or not.
            forms = {href, html.unescape(href)} if "&" in href else {href}
            verdict = any(self._is_known(form) for form in forms)
            if len(href) <= REPEATED:
                self._verdicts[href] = verdict
        return verdict

    def may_stand_in(self, data: bytes, *places: str) -> bool:
        """Whether any address in a text can be one of them; most texts have not even a word of theirs in them.

        Args:
            data: the text, as UTF-8.
            places: where it stands: its source, its address. What stands below a held post says `..` for it.
        """
        search = self._search
        if search is None:
            return True
        below = self._below.get(places)
        if below is None:  # a page is asked about several times on its way
            where = " ".join(map(unquote, places)).encode("utf-8", "surrogatepass")
            below = self._below[places] = search.finds_any(where)
        # Browsers drop line breaks and tabs from addresses, and Markdown a backslash.
        return below or search.finds_any(data.translate(None, b"\t\n\r\\")) or _escapes(data)

    def stands_in(self, data: bytes) -> bool:
        """The same for a text that a program wrote, in which every letter stands for itself."""
        return self._search is None or self._search.finds_any(data)

    @cached_property
    def _search(self) -> WordSearch | None:
        return None if self._words is None else WordSearch((*self._words, *self._signs))

    def _is_known(self, href: str) -> bool:
        try:
            return _tail(unquote(urlsplit(href.strip()).path)) in self._known
        except ValueError:
            return True


def _escapes(data: bytes) -> bool:
    """Whether a letter of an address may be written in another way somewhere in a text."""
    for sign, escape in _ESCAPES:
        at = data.find(sign)
        if at >= 0 and _has(data, at, sign, escape):
            return True
    return False


def _has(data: bytes, at: int, sign: bytes, escape: re.Pattern[bytes]) -> bool:
    for _ in range(FEW):
        if at < 0 or escape.match(data, at):
            return at >= 0
        at = data.find(sign, at + 1)
    return at >= 0 and escape.search(data, at) is not None


def _words(tails: Collection[str]) -> list[str] | None:
    """A part of each of these that a text has to say to name it; None where only a look at each of its links tells."""
    parts = [max(_PLAIN.findall(tail), key=len, default=".") for tail in tails]
    return parts if len(parts) <= MANY and all(part.strip(".") for part in parts) else None


def _tail(path: str) -> str:
    return address_of(path).rpartition("/")[2]


def address_of(path: str) -> str:
    """One form for all spellings of a path below the site's root: `/a/`, `a/index.html`, `a.html` and `a` are one."""
    path = unicodedata.normalize("NFC", unquote(path)).strip("/")
    return path.removesuffix("index.html").removesuffix(".html").rstrip("/")


def translated(place: str, locales: Iterable[str]) -> Iterator[str]:
    """Where a plugin for translations may put a page: `a.de/index.html` and `a/index.html` at `de/a/index.html`.

    Args:
        place: a destination below the site's root.
        locales: the languages that are built, such as `de`.
    """
    yield place
    for locale in locales:
        bare = re.sub(rf"\.{re.escape(locale)}(?=[/.])", "", place)
        yield bare
        yield f"{locale}/{bare}"


def prune(items: list[Any], hit: Hit) -> list[Any]:
    """A navigation (`nav` in mkdocs.yml, `links` of a post) without its entries that lead to held posts.

    Args:
        items: entries: a target, `{title: target}`, or `{title: [entries]}`, to any depth.
        hit: says which targets are held.
    """
    kept = (_pruned(item, hit) for item in items)
    return [item for item in kept if item is not None]


def _pruned(item: Any, hit: Hit) -> Any:
    if isinstance(item, str):
        return None if hit(item) else item
    if isinstance(item, dict):
        entries = {title: _pruned(value, hit) for title, value in item.items() if value is not None}
        return {title: value for title, value in entries.items() if value is not None} or None
    if isinstance(item, list):
        return prune(item, hit) or None
    return item


def _host(netloc: str) -> str:
    return netloc.rpartition("@")[2].lower().removeprefix("www.")
