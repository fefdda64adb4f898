"""Release marks that came along when a file was copied: two posts of a site never went live on one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mkdocs_momentum.core.days import ONE_DAY
from mkdocs_momentum.core.posts import Moment, Post, Problem, State


def is_before(mark: date, wish: Moment) -> bool:
    """Whether a mark is of an earlier day than the date, as no release has it.

    A writer who moves to another timezone finds a date a day off, and that means nothing.
    """
    return mark + ONE_DAY < wish.day


def without_copied_marks(posts: Iterable[Post], since: date) -> tuple[Post, ...]:
    """The posts of a site, where a mark before its post's date is none if another post has the same as its date.

    A post that went live and was given a later date has its mark to itself, and keeps it; one that is dated before
    `since` is public with or without a mark.

    Args:
        posts: all of the site, in any order; their order is kept.
        since: the first day that the gate governs there.
    """
    posts = tuple(posts)
    early = {
        post.key for post in posts
        if post.released and post.wish and post.wish.day >= since and is_before(post.released, post.wish)
    }  # fmt: skip
    if not early:
        return posts
    own = {post.released: post for post in reversed(posts) if post.released and _is_as_released(post)}
    return tuple(
        _unmarked(post, other)
        if post.state is State.RELEASED and post.key in early and (other := own.get(post.released))
        else post
        for post in posts
    )


def _is_as_released(post: Post) -> bool:
    """Whether mark and date are of one day, as a release writes them."""
    return post.released is not None and post.wish is not None and abs(post.released - post.wish.day) <= ONE_DAY


def _unmarked(post: Post, other: Post) -> Post:
    fault = Problem(
        post.key.site,
        post.key.path,
        f"released: {post.released} is the mark of {other.key.path}, and before its own date",
        "take the line out; momentum release writes it",
    )
    notices = (problem for problem in post.problems if not problem.of_day)
    return post._replace(state=State.PROBLEM, released=None, problems=(fault, *notices))
