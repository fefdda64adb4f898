"""Marks against claims: what the posts say and what the ledger says, side by side, each difference with its mend."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from mkdocs_momentum.core.posts import Post, PostKey, Problem

LEDGER = "ledger"


def compare(
    posts: Iterable[Post],
    claims: Mapping[date, PostKey | None],
    since: date,
    today: date,
    unread: Collection[str],
    prefix: str,
) -> tuple[Problem, ...]:
    """What does not fit together, in order of days.

    Args:
        posts: of all sites.
        claims: the taken days, each with its post; None where the record cannot be read.
        since: marks of earlier days need no claim.
        today: a claim of today may still become a mark.
        unread: sites that could not be read, so that nothing is known of their posts.
        prefix: what the names of the ledger's refs begin with.
    """
    known = {post.key: post for post in posts}
    marks: dict[date, list[Post]] = {}
    for post in known.values():
        if post.released:
            marks.setdefault(post.released, []).append(post)
    days = sorted({*claims, *(day for day in marks if day >= since)})
    found = []
    for day in days:
        on_day = sorted(marks.get(day, []), key=lambda post: post.key)
        if len(on_day) > 1:
            found.append(_two(day, on_day))
        if day not in claims:
            found.append(_unclaimed(day, on_day[0]))
        elif not any(post.key == claims[day] for post in on_day):
            key = claims[day]
            problem = _claimed(day, key, on_day, known, today, unread) if key else _unreadable(day, prefix)
            found += [problem] if problem else []
    return tuple(found)


def _two(day: date, posts: list[Post]) -> Problem:
    first, second = posts[:2]
    mend = f"keep one released: {day}, and write the day it really went live into the other"
    return Problem(second.key.site, second.key.path, f"{day} has two marks, here and in {first.key}", mend)


def _unclaimed(day: date, post: Post) -> Problem:
    message = f"released: {day} has no claim in the ledger"
    mend = "nothing is needed where a person wrote it: the mark takes its day by itself"
    return Problem(post.key.site, post.key.path, message, mend, holds=False)


def _unreadable(day: date, prefix: str) -> Problem:
    mend = f"look at it with git show {prefix}{day} in the ledger; its day stays taken"
    return Problem(LEDGER, "", f"the claim of {day} cannot be read", mend)


def _claimed(
    day: date,
    key: PostKey,
    on_day: list[Post],
    known: Mapping[PostKey, Post],
    today: date,
    unread: Collection[str],
) -> Problem | None:
    """About a claim whose post does not carry the mark of its day."""
    if on_day:
        if key not in known:
            return None  # the file was renamed, and the mark went with it
        mend = f"nothing is needed where it was public on {day}; else take released: {day} out of that file"
        return Problem(LEDGER, "", f"{day} is claimed by {key}, and {on_day[0].key} carries its mark", mend)
    if key.site in unread:
        return None
    if key not in known:
        mend = "nothing is needed where the post was deleted: its day stays taken"
        return Problem(LEDGER, "", f"{day} is claimed by {key}, and there is no such post", mend, holds=False)
    if day == today:
        mend = "momentum release finishes it"
    else:
        mend = "nothing is needed: the day stays quiet, and the post takes the next open one"
    return Problem(key.site, key.path, f"{day} is claimed for it, and it has no mark of that day", mend, holds=False)
