"""What a report holds: days, today, the plan, and the words for how they stand. `cadence` puts it together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.posts import Post, PostKey, Problem, SiteFacts
from mkdocs_momentum.core.syndication import Syndication

WEEK = 7
"""Days back in the ribbon, and with today the days that the seven-day cadence looks at."""


class DayKind(StrEnum):
    """What a day is."""

    LIVE = "live"
    REST = "rest"
    QUIET = "quiet"
    OPEN = "open"
    PLANNED = "planned"


class Today(StrEnum):
    """How today stands."""

    HAS_POST = "has-post"
    RESTS = "rests"
    GOES_OUT = "goes-out"
    OPEN = "open"


class Pace(StrEnum):
    """The last seven days as they were."""

    MOVING = "moving"
    QUIET = "quiet"
    RESTING = "resting"


class SyndicatedPost(NamedTuple):
    """One syndication and the post it is of (for a copy on an own site, the copy)."""

    post: Post
    place: Syndication


class DayStatus(NamedTuple):
    """One day: what went live on it, what is planned for it, what was syndicated on it."""

    day: date
    kind: DayKind
    live: tuple[Post, ...] = ()
    planned: Post | None = None
    syndicated: tuple[SyndicatedPost, ...] = ()


class PlannedPost(NamedTuple):
    """One line of the plan."""

    day: date
    post: Post


class Report(NamedTuple):
    """Everything a view may say. All days are the writer's.

    Args:
        today: the day this report is about.
        since: the first day that the gate governs.
        calendar: rest days and timezone.
        sites: in the order of the configuration.
        posts: all posts of all sites.
        plan: the coming releases, in order of days.
        state: how today stands.
        pace: the last seven days as they were.
        needed: the first coming publishing day without a post; nothing is needed until then.
        suggestion: the post that one may like to syndicate; at most one.
        problems: what a person may want to mend; `holds` tells problems from notices.
        claims: days of the ledger and the post that holds each.
        ledger_note: why the ledger could not be read; empty where it was.
        days_by_date: days on which there is something, and today.
        by_key: the same posts by their names.
        marks: for each day that has a mark, the first post that carries it.
        plan_days: the day that the plan gives to a post.
    """

    today: date
    since: date
    calendar: Calendar
    sites: tuple[SiteFacts, ...]
    posts: tuple[Post, ...]
    plan: tuple[PlannedPost, ...]
    state: Today
    pace: Pace
    needed: date
    suggestion: Post | None
    problems: tuple[Problem, ...]
    claims: Mapping[date, PostKey]
    ledger_note: str
    days_by_date: Mapping[date, DayStatus]
    by_key: Mapping[PostKey, Post]
    marks: Mapping[date, Post]
    plan_days: Mapping[PostKey, date]

    def day(self, day: date) -> DayStatus:
        """The status of any day."""
        return self.days_by_date.get(day) or DayStatus(day, kind_of(day, self.today, self.calendar, (), None))

    def days(self, back: int = WEEK, ahead: int = WEEK) -> tuple[DayStatus, ...]:
        """`back` days before today, today, and `ahead` days after it, in order."""
        return tuple(self.day(self.today + timedelta(days=step)) for step in range(-back, ahead + 1))

    def holder_of(self, day: date) -> Post | None:
        """The post that went live on `day`, has claimed it, or is planned for it."""
        if day in self.marks:
            return self.marks[day]
        return self.by_key.get(self.claims[day]) if day in self.claims else self.day(day).planned

    def since_of(self, site: str) -> date:
        """The first day that the gate governs on a site: its own plugin block may say another one, and wins."""
        return self._facts(site).since or self.since

    def calendar_of(self, site: str) -> Calendar:
        """The calendar by which the dates of a site's posts are read, and so are to be written."""
        return self._facts(site).calendar or self.calendar

    def _facts(self, site: str) -> SiteFacts:
        return next((facts for facts in self.sites if facts.name == site), SiteFacts(site))

    @property
    def next_change(self) -> PlannedPost | None:
        """The next planned release."""
        return self.plan[0] if self.plan else None


def kind_of(day: date, today: date, calendar: Calendar, live: Sequence[Post], planned: Post | None) -> DayKind:
    """What `day` is, from what is on it."""
    if live:
        return DayKind.LIVE
    if planned:
        return DayKind.PLANNED
    if calendar.is_rest(day):
        return DayKind.REST
    return DayKind.QUIET if day < today else DayKind.OPEN
