"""What held posts are called: which links lead to one, and which addresses nothing public may name."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

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
    """

    sources: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    site_url: str = ""
    public: frozenset[str] = frozenset()
    other_urls: tuple[str, ...] = ()
    _tails: Tails = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tails", Tails((*self.sources, *self.addresses)))

    def __bool__(self) -> bool:
        return bool(self.sources or self.addresses)

    def hits(self, href: str, source: str, url: str) -> bool:
        """Whether a link leads to a held post.

        Args:
            href: the link's target as written.
            source: the linking page's path below the docs folder.
            url: the linking page's address below the site's root.
        """
        if not self._tails.may_be(href):
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


class Tails:
    """Tells most addresses that lead to no held post by their last part alone, each only once.

    A site says the same few hundred addresses on all of its pages, and to resolve one takes a hundred times as long.

    Args:
        places: what held posts are called, in the sources and in the site.
    """

    def __init__(self, places: Iterable[str]) -> None:
        # An address that ends in dots, or in nothing, gets its last part from where it stands.
        self._known = {"", ".", "..", "index.md", *(_tail(place) for place in places)}
        self._verdicts: dict[str, bool] = {}

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

    def _is_known(self, href: str) -> bool:
        try:
            return _tail(unquote(urlsplit(href.strip()).path)) in self._known
        except ValueError:
            return True


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
