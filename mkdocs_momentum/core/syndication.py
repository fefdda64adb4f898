"""Where a canonical post was syndicated, as its front matter tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from mkdocs_momentum.core.days import LATEST_YEAR, Calendar, parse_day

# Keys found in the wild (Indiekit, WordPress exports, static-site plugins, dev.to tools). Read only.
KEYS = ("syndication", "mf2_syndication", "syndication_urls", "syndicated_to", "published_to", "devto_url")

_ADDRESSES = re.compile(r",\s+(?=https?://)")
"""Between the addresses of one line, where front matter has no lists."""

_NAMED = frozenset({*KEYS, "devto_id"})


class Syndication(NamedTuple):
    """One place where a post was syndicated.

    Args:
        url: its address there; empty where only the name of the place is recorded.
        day: when, where the front matter says so.
        name: the place, for people.
    """

    url: str
    day: date | None = None
    name: str = ""


def read_syndications(meta: Mapping[str, object], calendar: Calendar | None = None) -> tuple[Syndication, ...]:
    """All syndications that front matter records, in its order, each address once. Unreadable entries are left out.

    Args:
        meta: the front matter.
        calendar: tells the day of a moment; without it a moment counts for the day it names.
    """
    if _NAMED.isdisjoint(meta):
        return ()
    found: dict[str, Syndication] = {}
    known_ids = [_entry("dev.to", None, "")] if meta.get("devto_id") and not meta.get("devto_url") else []
    for key in (*KEYS, ""):
        for entry in _entries(meta.get(key), calendar) if key else known_ids:
            known = found.get(entry.url or entry.name)
            if known is None or (known.day is None and entry.day is not None):
                found[entry.url or entry.name] = entry
    return tuple(found.values())


def _entries(value: object, calendar: Calendar | None) -> list[Syndication]:
    """`value` is one address or more in a line, a list of entries, one entry as a mapping, or names with addresses."""
    if isinstance(value, list):
        return [entry for item in value for entry in _entries(item, calendar)]
    if isinstance(value, str) and value.strip():
        return [_entry(one, None, "") for one in _ADDRESSES.split(value.strip())]
    if isinstance(value, Mapping):
        url = value.get("url")
        if isinstance(url, str):
            name = value.get("name") or value.get("to")
            return [_entry(url, _day(value.get("date"), calendar), name if isinstance(name, str) else "")]
        return [_entry(item, None, str(name)) for name, item in value.items() if isinstance(item, str)]
    return []


def _entry(text: str, day: date | None, name: str) -> Syndication:
    is_address = text.startswith(("http://", "https://"))
    return Syndication(url=text if is_address else "", day=day, name=name or _host(text))


def _day(value: object, calendar: Calendar | None) -> date | None:
    if isinstance(value, str):
        try:
            return parse_day(value)
        except ValueError:
            return None
    if not isinstance(value, date) or not 1 < value.year <= LATEST_YEAR:
        return None
    if isinstance(value, datetime):
        return calendar.day_of(value) if calendar else value.date()
    return value


def _host(text: str) -> str:
    try:
        return urlsplit(text).hostname or text
    except ValueError:
        return text
