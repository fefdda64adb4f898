"""How the cadence stands: pure, and the same for page, terminal, JSON and calendar.

No day is ever compared with another, and nothing here counts quiet days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from mkdocs_momentum.core.addresses import same_address
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.gate import Planned, Wish, plan
from mkdocs_momentum.core.posts import Post, PostKey, Problem, SiteFacts, State
from mkdocs_momentum.core.status import (
    WEEK,
    DayKind,
    DayStatus,
    Pace,
    PlannedPost,
    Report,
    SyndicatedPost,
    Today,
    kind_of,
)
from mkdocs_momentum.core.syndication import Syndication

__all__ = [
    "WEEK",
    "DayKind",
    "DayStatus",
    "Pace",
    "PlannedPost",
    "Report",
    "SyndicatedPost",
    "Today",
    "plan_posts",
    "report",
    "suggestion",
    "taken_days",
]


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
    marks = {post.released: post for post in reversed(posts) if post.released}
    taken = frozenset((*claims, *marks))
    planned = plan_posts(posts, order, claims, calendar, today)
    plan_lines = tuple(PlannedPost(entry.day, by_key[entry.key]) for entry in planned)
    days = _days(posts, plan_lines, claims, by_key, calendar, today)
    current = days.get(today) or DayStatus(today, kind_of(today, today, calendar, (), None))
    return Report(
        today=today,
        since=since,
        calendar=calendar,
        sites=tuple(sites),
        posts=posts,
        plan=plan_lines,
        state=_state(current, calendar, is_taken=today in taken),
        pace=_pace(days, calendar, today),
        needed=_needed(days, taken, calendar, today),
        suggestion=suggestion(posts),
        problems=(*site_problems, *(problem for post in posts for problem in post.problems)),
        claims=dict(claims),
        ledger_note=ledger_note,
        days_by_date=days,
        by_key=by_key,
        marks=marks,
        plan_days={entry.key: entry.day for entry in planned},
    )


def plan_posts(
    posts: Collection[Post], order: Mapping[str, int], claims: Mapping[date, PostKey], calendar: Calendar, today: date
) -> tuple[Planned, ...]:
    """The plan for the waiting ones among `posts`.

    A post that holds today's claim and carries no mark yet has its day, so it is not in the plan: the next run
    finishes it.

    Args:
        posts: of all sites.
        order: the place of each site in the configuration.
        claims: what the ledger holds.
        calendar: the writer's.
        today: the writer's day.
    """
    wishes = (
        Wish(post.wish.day, post.wish.offset, order.get(post.key.site, len(order)), post.key)
        for post in posts
        if post.state is State.WAITING and post.wish and post.key != claims.get(today)
    )
    return plan(wishes, taken_days(posts, claims), calendar, today)


def taken_days(posts: Iterable[Post], claims: Iterable[date]) -> frozenset[date]:
    """Days that have their post: a release mark (whatever became of the post since) or a claim."""
    return frozenset(claims) | {post.released for post in posts if post.released}


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
    # Today's claim counts before its mark is written. An older claim without a mark was never public.
    holder = by_key.get(claims[today]) if today in claims else None
    if holder and holder.state is State.WAITING:
        live[today].append(holder)
    # A day keeps its post's place whatever became of the file since.
    is_taken = today in claims or any(post.released == today for post in posts)
    taken_today = today if is_taken else None
    ahead = {line.day: line.post for line in plan_lines}
    return {
        day: DayStatus(
            day,
            DayKind.LIVE if day == taken_today else kind_of(day, today, calendar, live.get(day, ()), ahead.get(day)),
            tuple(live.get(day, ())),
            ahead.get(day),
            tuple(syndicated.get(day, ())),
        )
        for day in {*live, *syndicated, *ahead, today}
    }


def _state(current: DayStatus, calendar: Calendar, *, is_taken: bool) -> Today:
    if current.kind is DayKind.LIVE or is_taken:
        return Today.HAS_POST
    if current.kind is DayKind.PLANNED:
        return Today.GOES_OUT
    return Today.RESTS if calendar.is_rest(current.day) else Today.OPEN


def _pace(days: Mapping[date, DayStatus], calendar: Calendar, today: date) -> Pace:
    if calendar.is_rest(today):
        return Pace.RESTING
    recent = (days.get(today - timedelta(days=step)) for step in range(WEEK + 1))
    return Pace.MOVING if any(day and (day.live or day.syndicated) for day in recent) else Pace.QUIET


def _needed(days: Mapping[date, DayStatus], taken: Collection[date], calendar: Calendar, today: date) -> date:
    """The first publishing day from today on that nothing is on. Days never end, so there is one."""
    covered = {day for day, status in days.items() if status.kind in {DayKind.LIVE, DayKind.PLANNED}}
    return next(day for day in calendar.publishing_days(today) if day not in covered and day not in taken)
