"""How the cadence stands: pure, and the same for page, terminal, JSON and calendar.

No day is ever compared with another, and nothing here counts quiet days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mkdocs_momentum.core.days import ONE_DAY, Calendar
from mkdocs_momentum.core.gate import Planned, Wish, plan
from mkdocs_momentum.core.posts import Post, PostKey, Problem, State
from mkdocs_momentum.core.reading import same_address
from mkdocs_momentum.core.syndication import Syndication

WEEK = 7
"""Days back in the ribbon, and the days that the seven-day cadence looks at, today included."""


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


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A site as people see it.

    Args:
        name: its name in `momentum.yml`.
        url: its public address; empty where unknown.
        language: its language, for dates; `en` where it says none.
        root: the folder it was read from; empty where it was not on this machine.
    """

    name: str
    url: str = ""
    language: str = "en"
    root: str = ""


@dataclass(frozen=True, slots=True)
class SyndicatedPost:
    """One syndication and the post it is of (for a copy on an own site, the copy)."""

    post: Post
    place: Syndication


@dataclass(frozen=True, slots=True)
class DayStatus:
    """One day: what went live on it, what is planned for it, what was syndicated on it."""

    day: date
    kind: DayKind
    live: tuple[Post, ...] = ()
    planned: Post | None = None
    syndicated: tuple[SyndicatedPost, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """One line of the plan."""

    day: date
    post: Post


@dataclass(frozen=True, slots=True)
class Report:
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

    def day(self, day: date) -> DayStatus:
        """The status of any day."""
        return self.days_by_date.get(day) or DayStatus(day, _kind(day, self.today, self.calendar, (), None))

    def days(self, back: int = WEEK, ahead: int = WEEK) -> tuple[DayStatus, ...]:
        """`back` days before today, today, and `ahead` days after it, in order."""
        return tuple(self.day(self.today + timedelta(days=step)) for step in range(-back, ahead + 1))

    @property
    def next_change(self) -> PlannedPost | None:
        """The next planned release."""
        return self.plan[0] if self.plan else None


def report(
    posts: Iterable[Post],
    sites: Sequence[SiteFacts],
    claims: Mapping[date, PostKey],
    calendar: Calendar,
    since: date,
    today: date,
    site_problems: Sequence[Problem] = (),
    ledger_note: str = "",
) -> Report:
    """Put together what is to be said.

    Args:
        posts: of all sites, in any order.
        sites: in the order of the configuration, which the plan's order uses.
        claims: what the ledger holds.
        calendar: the writer's.
        since: the first governed day.
        today: the writer's day now.
        site_problems: faults of whole sites.
        ledger_note: why the ledger could not be read.
    """
    posts = tuple(sorted(posts, key=lambda post: post.key))
    by_key = {post.key: post for post in posts}
    order = {site.name: place for place, site in enumerate(sites)}
    planned = plan_posts(posts, order, taken_days(posts, claims), calendar, today)
    plan_lines = tuple(PlannedPost(entry.day, by_key[entry.key]) for entry in planned)
    days = _days(posts, plan_lines, claims, by_key, calendar, today)
    current = days.get(today) or DayStatus(today, _kind(today, today, calendar, (), None))
    return Report(
        today=today,
        since=since,
        calendar=calendar,
        sites=tuple(sites),
        posts=posts,
        plan=plan_lines,
        state=_state(current, calendar, today in claims),
        pace=_pace(days, calendar, today),
        needed=_needed(days, calendar, today),
        suggestion=suggestion(posts),
        problems=(*site_problems, *(problem for post in posts for problem in post.problems)),
        claims=dict(claims),
        ledger_note=ledger_note,
        days_by_date=days,
    )


def taken_days(posts: Iterable[Post], claims: Collection[date]) -> frozenset[date]:
    """Days that have their post: a release mark (whatever became of the post since) or a claim."""
    return frozenset(claims) | {post.released for post in posts if post.released}


def plan_posts(
    posts: Iterable[Post], order: Mapping[str, int], taken: Collection[date], calendar: Calendar, today: date
) -> tuple[Planned, ...]:
    """The plan for the waiting ones among `posts`; `order` is the place of each site in the configuration."""
    wishes = (
        Wish(post.wish.day, post.wish.offset, order.get(post.key.site, len(order)), post.key)
        for post in posts
        if post.state is State.WAITING and post.wish
    )
    return plan(wishes, taken, calendar, today)


def suggestion(posts: Iterable[Post]) -> Post | None:
    """The released post that went live longest ago and was not syndicated; history is left in peace."""
    posts = tuple(posts)
    copied = {same_address(post.canonical_url) for post in posts if post.state is State.COPY and post.canonical_url}
    fresh = [
        post
        for post in posts
        if post.state is State.RELEASED
        and not post.syndications
        and not (post.url and same_address(post.url) in copied)
    ]
    return min(fresh, key=lambda post: (post.released, post.key), default=None)


def _days(
    posts: Sequence[Post],
    plan_lines: Sequence[PlannedPost],
    claims: Mapping[date, PostKey],
    by_key: Mapping[PostKey, Post],
    calendar: Calendar,
    today: date,
) -> dict[date, DayStatus]:
    live: dict[date, list[Post]] = defaultdict(list)
    syndicated: dict[date, list[SyndicatedPost]] = defaultdict(list)
    for post in posts:
        day = post.live_day
        if day and day <= today and post.state is State.COPY:
            syndicated[day].append(SyndicatedPost(post, Syndication(post.url or "", day, post.key.site)))
        elif day and day <= today:
            live[day].append(post)
        for place in post.syndications:
            if place.day:
                syndicated[place.day].append(SyndicatedPost(post, place))
    for day, key in claims.items():
        if key in by_key and by_key[key].state is State.WAITING:
            live[day].append(by_key[key])
    ahead = {line.day: line.post for line in plan_lines}
    return {
        day: DayStatus(
            day,
            _kind(day, today, calendar, live.get(day, ()), ahead.get(day)),
            tuple(live.get(day, ())),
            ahead.get(day),
            tuple(syndicated.get(day, ())),
        )
        for day in {*live, *syndicated, *ahead, today}
    }


def _kind(day: date, today: date, calendar: Calendar, live: Sequence[Post], planned: Post | None) -> DayKind:
    if live:
        return DayKind.LIVE
    if planned:
        return DayKind.PLANNED
    if calendar.is_rest(day):
        return DayKind.REST
    return DayKind.QUIET if day < today else DayKind.OPEN


def _state(current: DayStatus, calendar: Calendar, is_claimed: bool) -> Today:
    if current.kind is DayKind.LIVE or is_claimed:
        return Today.HAS_POST
    if current.kind is DayKind.PLANNED:
        return Today.GOES_OUT
    return Today.RESTS if calendar.is_rest(current.day) else Today.OPEN


def _pace(days: Mapping[date, DayStatus], calendar: Calendar, today: date) -> Pace:
    if calendar.is_rest(today):
        return Pace.RESTING
    recent = (days.get(today - timedelta(days=step)) for step in range(WEEK))
    return Pace.MOVING if any(day and (day.live or day.syndicated) for day in recent) else Pace.QUIET


def _needed(days: Mapping[date, DayStatus], calendar: Calendar, today: date) -> date:
    for day in calendar.publishing_days(today):
        status = days.get(day)
        if not status or status.kind not in {DayKind.LIVE, DayKind.PLANNED}:
            return day
    return today + ONE_DAY  # unreachable: publishing days never end
