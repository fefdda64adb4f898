"""From a file's bytes to a post: which state it is in, and why.

The decision table (the first line that fits decides):

| state | when |
|---|---|
| problem | no readable date, front matter that cannot be parsed, a `released` that is no date or lies in the future |
| draft | `draft: true` |
| released | `released` carries a day |
| copy | `canonical_url` or `canonical` points somewhere other than the post's own address |
| history | its date is before `since` |
| waiting | everything else |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from mkdocs_momentum.core.addresses import canonical_of, is_copy
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.defaults import merge_meta
from mkdocs_momentum.core.extract import Extract
from mkdocs_momentum.core.frontmatter import Head
from mkdocs_momentum.core.marks import is_before
from mkdocs_momentum.core.moments import date_from_text, read_moment
from mkdocs_momentum.core.posts import Moment, Post, PostKey, Problem, State
from mkdocs_momentum.core.syndication import read_syndications
from mkdocs_momentum.core.titles import meta_title, title_from_path
from mkdocs_momentum.core.words import shown

DATE_MEND = "write date: 2026-11-24"
OWN_KEYS = frozenset({"date", "date: created", "released", "draft", "canonical_url", "canonical"})


class Reading(NamedTuple):
    """What must be known, beside the file, to say what a post is.

    Args:
        calendar: the writer's timezone and start of day.
        since: the first day that the gate governs.
        latest_mark: a `released` after this day lies in the future.
        address: the post's public address from its site path, front matter, title and the first line of its text
            (which only a post without a title has); None where unknown.
        site_url: the site's own address; empty where unknown.
        native_dates: whether the host takes the dates of this path only unquoted (Material's blog aborts on text).
        normal: a generator's own front matter in our words, from the site path and what stands in the file.
        date_mend: how a date is written there.
        undated_drafts: drafts need no date there.
        other_urls: further addresses of the site.
        guessed_addresses: settings can bend the addresses in ways that are not followed here, so any address on the
            site itself counts as the post's own.
    """

    calendar: Calendar
    since: date
    latest_mark: date
    address: Callable[[str, Mapping[str, Any], str, str], str | None] = lambda _path, _meta, _title, _opening: None
    site_url: str = ""
    native_dates: Callable[[str], bool] = lambda _path: False
    normal: Callable[[str, Head], Head] = lambda _path, head: head
    date_mend: str = DATE_MEND
    undated_drafts: bool = False
    other_urls: tuple[str, ...] = ()
    guessed_addresses: bool = False


class _Held(Exception):  # noqa: N818 - it steers the reading and never leaves this module
    def __init__(self, message: str, mend: str, line: int | None) -> None:
        super().__init__(message)
        self.message, self.mend, self.line = message, mend, line


class _Facts:
    """What has been read so far; what a problem post keeps."""

    __slots__ = ("canonical", "meta", "notices", "released", "title", "url", "wish")

    def __init__(self) -> None:
        self.title = ""
        self.meta: Mapping[str, Any] = {}
        self.wish: Moment | None = None
        self.released: date | None = None
        self.url: str | None = None
        self.canonical: str | None = None
        self.notices: list[Problem] = []


def post_from(key: PostKey, read: Extract, reading: Reading, defaults: Mapping[str, Any] | None = None) -> Post:
    """What a post is.

    Args:
        key: its name.
        read: what was read of its file.
        reading: what else must be known.
        defaults: front matter that the site gives to all posts of a folder (`.meta.yml`).

    Returns:
        The post; whatever is wrong with it is data in it, never an exception.
    """
    facts = _Facts()
    try:
        state = _decide(key, read, reading, defaults or {}, facts)
    except _Held as held:
        state = State.PROBLEM
        facts.notices.insert(0, Problem(key.site, key.path, held.message, held.mend, held.line))
    return Post(
        key=key,
        state=state,
        title=facts.title or title_from_path(key.path),
        wish=facts.wish,
        released=facts.released,
        url=facts.url,
        canonical_url=facts.canonical,
        syndications=read_syndications(facts.meta, reading.calendar),
        problems=tuple(facts.notices),
        meta=facts.meta,
    )


def held_post(key: PostKey, message: str, mend: str) -> Post:
    """A post of which nothing is known but that it is held."""
    problem = Problem(key.site, key.path, message, mend)
    return Post(key, State.PROBLEM, title_from_path(key.path), problems=(problem,))


def outside_post(key: PostKey) -> Post:
    """A post that is a link out of its site's folder, which nobody follows."""
    return held_post(key, "it is a link that leads out of the site's folder", "put a copy of the file there")


def unopened_post(key: PostKey, error: OSError) -> Post:
    """A post that could not be opened."""
    return held_post(key, f"it cannot be opened: {error.strerror or error}", "make the file readable")


def _decide(key: PostKey, read: Extract, reading: Reading, defaults: Mapping[str, Any], facts: _Facts) -> State:
    if read.head is None:
        raise _Held(*(read.fault or ("it cannot be read", reading.date_mend, None)))
    head = reading.normal(key.path, read.head)
    # A mark is one post's own, whatever stands in its folder's defaults.
    defaults = {name: value for name, value in defaults.items() if name != "released"}
    facts.meta = merge_meta(defaults, head.data) if defaults else head.data
    facts.canonical = canonical_of(facts.meta)
    facts.title = meta_title(facts.meta) or read.heading or title_from_path(key.path)
    facts.notices += _repeated(key, head)
    # Both are read before either holds the post: a mark takes its day whatever else is the matter with the file,
    # and a date tells a governed post from an old one.
    fault: _Held | None = None
    try:
        facts.released = _released(facts.meta, head, reading)
    except _Held as held:
        fault = held
    if reading.undated_drafts and facts.meta.get("draft") is True and facts.meta.get("date") is None:
        return State.DRAFT
    facts.wish = _wish(key.path, facts.meta, head, reading)
    if fault:
        raise fault
    facts.url = reading.address(key.path, facts.meta, facts.title, read.opening)
    if _is_draft(facts.meta, head):
        return State.DRAFT
    if facts.released:
        if is_before(facts.released, facts.wish):
            message = f"released: {facts.released} is before its date, {facts.wish.day}"
            mend = "take the line out where it came with a copied file; momentum release writes it"
            notice = Problem(key.site, key.path, message, mend, head.lines.get("released"), holds=False, of_day=True)
            facts.notices.append(notice)
        return State.RELEASED
    own = None if reading.guessed_addresses and reading.site_url else facts.url
    if is_copy(facts.canonical, own, reading.site_url, reading.other_urls):
        return State.COPY
    return State.HISTORY if facts.wish.day < reading.since else State.WAITING


def _repeated(key: PostKey, head: Head) -> list[Problem]:
    for name in head.repeated:
        if name in OWN_KEYS:
            raise _Held(f"{name} stands more than once", f"keep one {name} line", head.lines[name])
    notices = []
    for name in head.repeated:
        message, mend = f"{shown(name)} stands more than once; the last one counts", f"keep one {shown(name)} line"
        notices.append(Problem(key.site, key.path, message, mend, head.lines[name], holds=False))
    return notices


def _wish(path: str, meta: Mapping[str, Any], head: Head, reading: Reading) -> Moment:
    value, line = meta.get("date"), head.lines.get("date")
    if isinstance(value, Mapping):
        if "created" not in value:
            raise _Held("date has no created in it", "write date: {created: 2026-11-24}", line)
        value = value["created"]
    if value is None:
        raise _Held("it has no date", reading.date_mend, line or 1)
    if isinstance(value, str) and reading.native_dates(path) and date_from_text(value):
        raise _Held(f"date: '{shown(value)}' is text to this site's blog plugin", DATE_MEND + " without quotes", line)
    moment = read_moment(value, reading.calendar)
    if moment is None:
        raise _Held(f"date: {shown(value)} is not a date", reading.date_mend, line)
    return moment


def _released(meta: Mapping[str, Any], head: Head, reading: Reading) -> date | None:
    value, line = meta.get("released"), head.lines.get("released")
    if value is None and "released" not in meta:
        return None
    mend = "take the line out; momentum release writes it"
    moment = read_moment(value, reading.calendar)
    if moment is None:
        raise _Held(f"released: {_as_written(value)} is not a date", mend, line)
    if moment.day > reading.latest_mark:
        raise _Held(f"released: {shown(value)} lies in the future", mend, line)
    return moment.day


def _as_written(value: object) -> str:
    """A value as its author may have put it: text in quotes, nothing as nothing."""
    return f'"{shown(value)}"' if isinstance(value, str) else "(nothing)" if value is None else shown(value)


def _is_draft(meta: Mapping[str, Any], head: Head) -> bool:
    value = meta.get("draft")
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _Held(
        f"draft: {_as_written(value)} is neither true nor false",
        "write draft: true, or take it out",
        head.lines.get("draft"),
    )
