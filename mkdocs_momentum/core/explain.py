"""What there is to know about one post's way to its day: pure facts, which the views put into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from mkdocs_momentum.core.cadence import plan_posts
from mkdocs_momentum.core.findings import Why, why_not
from mkdocs_momentum.core.posts import Post, State
from mkdocs_momentum.core.status import Report


class HostRules(NamedTuple):
    """How the site's own host treats a post.

    Args:
        future_rule: the setting by which it hides posts whose moment is ahead; empty where it hides none.
        shows_all: nothing of momentum is in the site's build, so that a build shows waiting posts.
        gate: what would be in the build: a plugin's name, or a command.
    """

    future_rule: str = ""
    shows_all: bool = False
    gate: str = ""


class Explanation(NamedTuple):
    """One post, its day and its traps.

    Args:
        post: the post.
        today: the writer's day.
        since: the first governed day of its site.
        day: the day it goes live, or for a draft would; None where there is none.
        why: why that is not the day of its date.
        holder: the post that has the day of its date.
        hidden_until: wall-clock time, on its day, until which its host would still take it for a future post.
        rules: how the host treats it.
        uncommitted: its file has changes that no commit holds.
        ledger_note: why the ledger could not be read.
    """

    post: Post
    today: date
    since: date
    day: date | None = None
    why: Why | None = None
    holder: Post | None = None
    hidden_until: time | None = None
    rules: HostRules = HostRules()
    uncommitted: bool = False
    ledger_note: str = ""


def explain(report: Report, post: Post, rules: HostRules, *, uncommitted: bool = False) -> Explanation:
    """When `post` goes live and why.

    Args:
        report: all sites.
        post: one of its posts.
        rules: of its host.
        uncommitted: its file has changes that no commit holds.
    """
    day = report.plan_days.get(post.key)
    if post.state is State.DRAFT:
        day = _as_if_finished(report, post)
    why, holder = None, None
    if day and post.wish and post.wish.day != day:
        why, holder = why_not(report, post, post.wish.day)
    return Explanation(
        post=post,
        today=report.today,
        since=report.since_of(post.key.site),
        day=day,
        why=why,
        holder=holder,
        hidden_until=_hidden_until(report, post, day) if day and rules.future_rule else None,
        rules=rules,
        uncommitted=uncommitted,
        ledger_note=report.ledger_note,
    )


def _as_if_finished(report: Report, post: Post) -> date | None:
    posts = [post._replace(state=State.WAITING) if other.key == post.key else other for other in report.posts]
    order = {site.name: place for place, site in enumerate(report.sites)}
    planned = plan_posts(posts, order, report.claims, report.calendar, report.today)
    return next((entry.day for entry in planned if entry.key == post.key), None)


def _hidden_until(report: Report, post: Post, day: date) -> time | None:
    """When the host's clock reaches the post's moment on `day`, where that is after the writer's day has begun.

    Hosts read a moment without an offset as UTC, and a date alone as midnight there.
    """
    moment = _moment(post.meta)
    if moment is None or post.wish is None:
        return None
    at = moment + timedelta(days=(day - post.wish.day).days)
    if at <= report.calendar.start_of(day):
        return None
    return at.astimezone(report.calendar.timezone).time()


def _moment(meta: Mapping[str, object]) -> datetime | None:
    value = meta.get("date")
    if isinstance(value, Mapping):
        value = value.get("created")
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value, time(0), tzinfo=UTC) if isinstance(value, date) else None
