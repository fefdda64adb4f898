"""What there is to say about a post that is being written: when it goes live, and what its date makes of that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mkdocs_momentum.core.posts import Post, PostKey, Problem, State
from mkdocs_momentum.core.status import Report


class Why(StrEnum):
    """Why a waiting post does not go live on the day that its date names."""

    PASSED = "passed"
    RESTS = "rests"
    TAKEN = "taken"
    OLD = "old"


class Finding(NamedTuple):
    """One thing about one post.

    Args:
        key: the post, or the site where the path is empty.
        post: the post; None where it is about a site.
        problem: a problem or a notice; None where it is about the post's day.
        day: the day the plan gives to the post.
        why: why that is not the day of its date; None where it is.
        holder: the post that has the day of its date, where one has it.
        fixed: the post's date has been moved to `day`.
    """

    key: PostKey
    post: Post | None = None
    problem: Problem | None = None
    day: date | None = None
    why: Why | None = None
    holder: Post | None = None
    fixed: bool = False

    @property
    def moves(self) -> bool:
        """Whether the post's date names another day than the plan, and nobody has written the new one."""
        return self.why is not None and not self.fixed

    @property
    def holds(self) -> bool:
        """Whether it keeps a post back."""
        return self.problem is not None and self.problem.holds


def find(report: Report, keys: Collection[PostKey] | None = None) -> tuple[Finding, ...]:
    """What there is to say, in order of the posts.

    Args:
        report: the sites as they would be with the change that is looked at.
        keys: the posts that are asked about; None for everything, and then posts that keep their day are left out.
    """
    found = [] if keys is not None else [Finding(PostKey(p.site, ""), problem=p) for p in report.problems if not p.path]
    for post in report.posts:
        if keys is None or post.key in keys:
            found += (entry for entry in _about(report, post) if keys is not None or entry.problem or entry.moves)
    return tuple(found)


def why_not(report: Report, post: Post, day: date) -> tuple[Why | None, Post | None]:
    """Why `post` does not go live on `day`, and the post that has it; None where nothing stands against it.

    Args:
        report: all sites.
        post: the post that is asked about; it never stands in its own way.
        day: the wished day.
    """
    if day < report.since_of(post.key.site):
        return Why.OLD, None
    if day < report.today:
        return Why.PASSED, None
    if report.calendar.is_rest(day):
        return Why.RESTS, None
    holder = report.holder_of(day)
    if holder is not None and holder.key != post.key:
        return Why.TAKEN, holder
    taken = day in report.claims and report.claims[day] != post.key
    return (Why.TAKEN, None) if taken else (None, None)


def _about(report: Report, post: Post) -> Iterator[Finding]:
    day = report.plan_days.get(post.key)
    for problem in post.problems:
        if not (day and problem.of_day):  # its day says the same, better
            yield Finding(post.key, post, problem=problem)
    if post.state is not State.WAITING or day is None or post.wish is None:
        return
    if post.wish.day == day:
        yield Finding(post.key, post, day=day)
        return
    why, holder = why_not(report, post, post.wish.day)
    yield Finding(post.key, post, day=day, why=why or Why.TAKEN, holder=holder)
