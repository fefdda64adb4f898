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


def without_copied_marks(posts: Iterable[Post]) -> tuple[Post, ...]:
    """The posts of a site, where a mark before its post's date is none if another post has the same and its own date.

    A post that went live and was given a later date has its mark to itself, and keeps it.

    Args:
        posts: all of the site, in any order; their order is kept.
    """
    posts = tuple(posts)
    early = {post.key for post in posts if post.released and post.wish and is_before(post.released, post.wish)}
    if not early:
        return posts
    own = {post.released: post for post in reversed(posts) if post.released and post.key not in early}
    return tuple(
        _unmarked(post, other)
        if post.state is State.RELEASED and post.key in early and (other := own.get(post.released))
        else post
        for post in posts
    )


def _unmarked(post: Post, other: Post) -> Post:
    fault = Problem(
        post.key.site,
        post.key.path,
        f"released: {post.released} is the mark of {other.key.path}, and before its own date",
        "take the line out; momentum release writes it",
    )
    notices = (problem for problem in post.problems if not problem.of_day)
    return post._replace(state=State.PROBLEM, released=None, problems=(fault, *notices))
