"""What a plain commit asks, answered from what is known already. Light, since it runs at every commit.

A new post whose day is open and wished for by nobody else keeps that day, whatever the rest of the plan is: nothing
more has to be known for the one line that the hook says. Whatever is less plain is for the whole reading.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from mkdocs_momentum.core.scanner import scan

PLAIN_KEYS = frozenset(
    {
        "title", "date", "draft", "categories", "tags", "authors", "author", "description", "slug", "image", "links",
        "hide", "comments", "readtime", "icon", "subtitle", "summary", "pin", "search", "template", "layout",
    }
)  # fmt: skip
"""Keys that say nothing about whether a post is public beyond `date` and `draft`. Any other is looked at in full."""

LATEST_YEAR = 2900
"""Of days that are plainly meant."""

LONGEST = 8 * 1024
"""Characters of front matter."""

LONGEST_TITLE = 100
"""Characters that every view shows as they are."""

SAFE_HOUR = 3
"""Clocks change before it: a time from here on belongs to the day that it names."""


class Rules:
    """What counts for every day.

    Args:
        first: the first day that can be given without another look.
        since: the first governed day of the post's site.
        weekdays: numbers of those that rest, Monday is 0.
        rests: first and last day of further rests.
        taken: days that have their post already.
        hours: days begin at midnight, so that a time of day says which day it belongs to.
    """

    __slots__ = ("first", "hours", "rests", "since", "taken", "weekdays")

    def __init__(
        self,
        first: date,
        since: date,
        weekdays: Collection[int],
        rests: Collection[tuple[date, date]],
        taken: Collection[date],
        *,
        hours: bool,
    ) -> None:
        self.first, self.since, self.weekdays, self.rests = first, since, weekdays, rests
        self.taken, self.hours = taken, hours

    def is_open(self, day: date) -> bool:
        """Whether a post that wishes for `day` gets it, unless another one wishes for the same."""
        rests = day.weekday() in self.weekdays or any(first <= day <= last for first, last in self.rests)
        return day >= self.first and day >= self.since and day not in self.taken and not rests


class Plain:
    """A post as plain front matter has it: its title, and its day; None for a draft, which has none."""

    __slots__ = ("day", "title")

    def __init__(self, title: str, day: date | None) -> None:
        self.title, self.day = title, day


def plain_post(text: str, *, hours: bool) -> Plain | None:
    """What a file says, if it says it plainly.

    Args:
        text: the file, or the beginning of it.
        hours: days begin at midnight.

    Returns:
        None for everything that has to be read in full.
    """
    if not text.startswith("---\n"):
        return None
    end = text.find("\n---\n", 3)
    source = text[4 : end + 1]
    if end < 0 or end > LONGEST or "\n---" in source or "\n..." in source or source.startswith(("---", "...")):
        return None
    found = scan(source)
    if found is None or not PLAIN_KEYS.issuperset(found[0]):
        return None
    meta: Mapping[str, object] = found[0]
    title, wish, draft = meta.get("title"), meta.get("date"), meta.get("draft", False)
    if not isinstance(title, str) or not 0 < len(title) <= LONGEST_TITLE or title != " ".join(title.split()):
        return None
    if not isinstance(draft, bool):
        return None
    if isinstance(wish, datetime):
        wish = wish.date() if hours and wish.hour >= SAFE_HOUR else None
    if not isinstance(wish, date) or not 1 < wish.year <= LATEST_YEAR:
        return None
    return Plain(title, None if draft else wish)
