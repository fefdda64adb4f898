"""What reading one site comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mkdocs_momentum.core.posts import Post, Problem, SiteFacts, State

Arrived = Callable[[str], date | None]
"""The day a file of the site came into git; None where git cannot tell."""

Landed = Callable[[date], Mapping[str, date]]
"""The files of the site that came into git on or after a day, with the day they came."""


class SiteReading(NamedTuple):
    """A site as it was read.

    Args:
        facts: the site as people see it.
        posts: its posts, in order of their paths.
        problems: about the site itself; what is about a post stands in the post.
        root: its folder on this machine; None where there is none.
    """

    facts: SiteFacts
    posts: tuple[Post, ...] = ()
    problems: tuple[Problem, ...] = ()
    root: Path | None = None


def settle_old_dates(reading: SiteReading, since: date, today: date, landed: Landed) -> SiteReading:
    """The same site, where posts with old dates that came into git after `since` wait for a day of their own.

    Args:
        reading: as its files say.
        since: the first governed day of this site.
        today: the writer's day; before `since` nothing is asked.
        landed: asked once, and only where there are old dates.
    """
    if today < since or not any(post.state is State.HISTORY for post in reading.posts):
        return reading
    days = landed(since)
    if not days:
        return reading
    from mkdocs_momentum.core.arrival import settle_old_date

    return reading._replace(
        posts=tuple(settle_old_date(post, since, days.get(post.key.path)) for post in reading.posts)
    )
