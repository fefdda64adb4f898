"""Where a canonical post was syndicated, as its front matter tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

# Keys found in the wild (Indiekit, WordPress exports, static-site plugins, dev.to tools). Read only.
KEYS = ("syndication", "mf2_syndication", "syndication_urls", "syndicated_to", "published_to", "devto_url")


@dataclass(frozen=True, slots=True)
class Syndication:
    """One place where a post was syndicated.

    Args:
        url: its address there; empty where only the name of the place is recorded.
        day: when, where the front matter says so.
        name: the place, for people.
    """

    url: str
    day: date | None = None
    name: str = ""


def read_syndications(meta: Mapping[str, object]) -> tuple[Syndication, ...]:
    """All syndications that front matter records, in its order, each address once. Unreadable entries are left out."""
    found: dict[str, Syndication] = {}
    for key in KEYS:
        for entry in _entries(meta.get(key)):
            known = found.get(entry.url or entry.name)
            if known is None or (known.day is None and entry.day is not None):
                found[entry.url or entry.name] = entry
    return tuple(found.values())


def _entries(value: object) -> list[Syndication]:
    """`value` is an address, a list of entries, one entry as a mapping, or a mapping of names to addresses."""
    if isinstance(value, list):
        return [entry for item in value for entry in _entries(item)]
    if isinstance(value, str) and value.strip():
        return [_entry(value.strip(), None, "")]
    if isinstance(value, Mapping):
        url = value.get("url")
        if isinstance(url, str):
            return [_entry(url, value.get("date"), str(value.get("name") or value.get("to") or ""))]
        return [_entry(item, None, str(name)) for name, item in value.items() if isinstance(item, str)]
    return []


def _entry(text: str, day: object, name: str) -> Syndication:
    day = day.date() if isinstance(day, datetime) else day
    is_address = text.startswith(("http://", "https://"))
    return Syndication(
        url=text if is_address else "",
        day=day if isinstance(day, date) else None,
        name=name or _host(text),
    )


def _host(text: str) -> str:
    try:
        return urlsplit(text).hostname or text
    except ValueError:
        return text
