"""Putting a post on a day that another one is planned for: who moves, and where to. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from mkdocs_momentum.core.days import ONE_DAY
from mkdocs_momentum.core.posts import Post, PostKey
from mkdocs_momentum.core.status import Report


class Shift(NamedTuple):
    """One post and the day that its date will name."""

    post: Post
    day: date


def first_free_day(report: Report, post: Post) -> date:
    """The first day from today on that rests not, is not taken, and is planned for no other post."""
    return next_free_day(report, post, max(report.today, report.since_of(post.key.site)))


def next_free_day(report: Report, post: Post, first: date) -> date:
    """The same, from `first` on."""
    planned = _planned(report, post.key)
    taken = _taken(report, post.key)
    return next(day for day in report.calendar.publishing_days(first) if day not in planned and day not in taken)


def insert(report: Report, post: Post, day: date) -> tuple[Shift, ...]:
    """Put `post` on `day`. Waiting posts from there on step to the next publishing day, until one steps on a free day.

    A day that a post went live on, or has claimed, is stepped over. What keeps its place is not listed.

    Args:
        report: all sites.
        post: it leaves the day it has now, and nobody has to step over that.
        day: from today on, no rest day, not taken.
    """
    planned, taken = _planned(report, post.key), _taken(report, post.key)
    shifts = [Shift(post, day)]
    moving = planned.get(day)
    while moving is not None:
        day = next(step for step in report.calendar.publishing_days(day + ONE_DAY) if step not in taken)
        shifts.append(Shift(moving, day))
        moving = planned.get(day)
    return tuple(shifts)


def _planned(report: Report, apart: PostKey) -> Mapping[date, Post]:
    return {line.day: line.post for line in report.plan if line.post.key != apart}


def _taken(report: Report, apart: PostKey) -> frozenset[date]:
    return frozenset((*report.marks, *(day for day, key in report.claims.items() if key != apart)))
