"""Addresses: which one a post names as canonical, whether two are the same place, and which are unsafe for git."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

SSH = frozenset({"ssh", "git+ssh", "ssh+git"})
"""What git calls the one transport in whose addresses a user name belongs."""


def canonical_of(meta: Mapping[str, Any]) -> str | None:
    """The address that front matter names as canonical, if any."""
    for key in ("canonical_url", "canonical"):
        value = meta.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def is_copy(canonical: str | None, own: str | None, site_url: str, other_urls: Iterable[str] = ()) -> bool:
    """Whether `canonical` points somewhere other than the post itself.

    On its own site an address is its own that ends as the post's does, or differs in numbers alone: a date in it moves
    with the post. Where the post's own address is not known, any is; where the site's is not, one that has all of it.
    Holding a copy for a day is mended easily, showing a held post is not.

    Args:
        canonical: what the post says.
        own: its own address, from what it says; None where unknown.
        site_url: its site's; empty where unknown.
        other_urls: further addresses of the site.
    """
    if not canonical:
        return False
    host, path = _address(_joined(site_url, canonical))
    if not own:
        return bool(host) and host != _address(site_url)[0]
    own_host, own_path = _address(_joined(site_url, own))
    bases = [_address(url) for url in (site_url, *other_urls) if url] or ([(own_host, "")] if own_host else [])
    if host and bases and not any(host == there and _is_below(path, base) for there, base in bases):
        return True
    if (bases or not host) and _name(path) == _name(own_path):
        return False
    return not f"/{_without_numbers(path)}".endswith(f"/{_without_numbers(own_path)}")


def same_address(url: str) -> str:
    """A form of `url` that is equal for all spellings of one address."""
    return "/".join(_address(url))


def _is_below(path: str, base: str) -> bool:
    """Whether a path may be of the site at `base`, of which the first folder tells: what follows may be a version."""
    return not base or _without_numbers(path).split("/")[0] == _without_numbers(base).split("/")[0]


def _name(path: str) -> str:
    """The last part of a path, without its ending and the language that may stand there."""
    return re.sub(r"(?:\.[a-z]{2}(?:-[a-z]{2})?)?(?:\.html)?$", "", path.rpartition("/")[2].lower(), count=1)


def _without_numbers(path: str) -> str:
    return re.sub(r"\d+", "0", path.lower().removesuffix(".html"))


def _joined(site_url: str, address: str) -> str:
    try:
        return urljoin(site_url, address)
    except ValueError:  # an address that is none, `http://[`
        return address


def _address(url: str) -> tuple[str, str]:
    """Host and path, without what makes no difference to a reader: scheme, case of the host, a closing index.html."""
    try:
        parts = urlsplit(url)
        host = re.sub(r":(?:80|443)$", "", parts.netloc.rpartition("@")[2].lower()).removeprefix("www.")
    except ValueError:
        return url, ""
    path = unquote(parts.path).removesuffix("index.html").strip("/")
    return host, path


def unsafe_address(text: str) -> str:
    """Why `text` is no address for git, in words that follow it; empty where it is one.

    A leading `-` would be an option to git or ssh, `ext::` runs commands, and a user name is a secret more often than
    not where it is not ssh's.
    """
    if text.startswith("-") or re.search(r"(?:://|@)-|://[^/]*@-", text):
        return "begins with -, which git reads as an option"
    if re.match(r"[\w+.-]+::", text):
        return "names a transport that runs commands"
    try:
        parts = urlsplit(text) if "://" in text else None
        if parts and (parts.password is not None or (parts.username and parts.scheme not in SSH)):
            return "carries a name or password, which git's credential helper keeps better"
    except ValueError:
        return "is not an address"
    return ""
