"""The plan: which waiting post goes live on which day, from today on.

The rule, in words:

| a waiting post | goes live |
|---|---|
| whose date is an open day, and which comes first among those that wish for it | on that day |
| any other (its date has passed, is a rest day, or went to another) | on the first open day that is left |

An open day is one from today on that neither rests nor is taken. "Left" means: on or after the post's date, kept by no
post as its own, given to no post that comes earlier.

Both are settled in one fixed order, so the plan depends on nothing but its input taken as a set.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import NamedTuple

from mkdocs_momentum.core.days import ONE_DAY, Calendar
from mkdocs_momentum.core.posts import PostKey


class Wish(NamedTuple):
    """A waiting post as the plan sees it.

    Args:
        day: the day that its `date` names.
        offset: seconds into that day, 0 without a time.
        site_order: place of its site in the configuration.
        key: the post.
    """

    day: date
    offset: int
    site_order: int
    key: PostKey

    @property
    def rank(self) -> tuple[date, int, int, str, str]:
        """Who comes first. The site's name settles what cannot differ within one configuration."""
        return (self.day, self.offset, self.site_order, self.key.path, self.key.site)


class Planned(NamedTuple):
    """One day of the plan."""

    day: date
    key: PostKey


def plan(wishes: Iterable[Wish], taken: Collection[date], calendar: Calendar, today: date) -> tuple[Planned, ...]:
    """Give each waiting post its day.

    Args:
        wishes: the waiting posts, in any order.
        taken: days that have their post already (a release mark or a claim).
        calendar: says which days rest.
        today: no day before it is ever given.

    Returns:
        One entry per post, in order of days; no day twice.
    """
    ranked = sorted(wishes, key=lambda wish: wish.rank)
    taken = frozenset(taken)

    def is_open(day: date) -> bool:
        return day >= today and day not in taken and not calendar.is_rest(day)

    given: dict[date, PostKey] = {}
    moving: list[Wish] = []
    for wish in ranked:
        if is_open(wish.day) and wish.day not in given:
            given[wish.day] = wish.key
        else:
            moving.append(wish)

    next_free = _NextFree(lambda day: is_open(day) and day not in given)
    for wish in moving:
        given[next_free.take(max(wish.day, today))] = wish.key
    return tuple(Planned(day, given[day]) for day in sorted(given))


class _NextFree:
    """The first free day on or after a day, near constant time each (union-find with path compression)."""

    def __init__(self, is_free: Callable[[date], bool]) -> None:
        self._is_free = is_free
        self._skip: dict[date, date] = {}

    def take(self, day: date) -> date:
        path = []
        while True:
            if day in self._skip:
                path.append(day)
                day = self._skip[day]
            elif self._is_free(day):
                break
            else:
                path.append(day)
                day += ONE_DAY
        after = day + ONE_DAY
        for seen in (*path, day):
            self._skip[seen] = after
        return day
